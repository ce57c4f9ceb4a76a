"""Packs in a vault: taken in from a folder with all their files, and read again as if they lay in one.

Decides which files belong to a pack, and which of several versions holds. What a plan reads of a vault are the
mission's reports without those about people: no plan needs them, and looking at people is written down. Forecasts are
left out as well: a plan that read its own would never be the same twice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from waystation.desk.chart.loading import load_pack
from waystation.desk.keep.checking import incomplete
from waystation.desk.keep.compartments import fit, is_closed, ready
from waystation.desk.keep.lines import joined, lines_of
from waystation.desk.keep.noting import FILE, instant
from waystation.desk.keep.opening import OpenVault
from waystation.desk.keep.reports import Kept, add_reports, kept_in
from waystation.desk.keep.routing import IDENTITIES, PARTS, part_of, within
from waystation.errors import BadInput, Mistake, Usage
from waystation.storage.folders import PackFolder, digest_of
from waystation.vault.payloads import FilePart, Other, PackFile, PackKept
from waystation.vault.primitives import digest
from waystation.vault.writing import Draft, file_parts
from waystation.world.mistakes import nearest
from waystation.world.report import Forecast, Report
from waystation.world.report_lines import REPORTS

__all__ = ["Put", "VaultPack", "packs_in", "put_pack", "write_version"]

MOST_FILES = 1000
MOST_BYTES = 256 << 20
DIGEST = "digest"
"""The kind of the entry that keeps a folder's digest, where reports about people were part of it."""


@dataclass(frozen=True)
class Put:
    """What was taken in.

    Args:
        name: The pack's name in the vault.
        digest: The folder's, as a plan says it.
        files: The paths of its files.
        reports: How many reports went into each compartment.
        new: False if a pack of that name was there before.
        warnings: What somebody should look at.
    """

    name: str
    digest: str
    files: tuple[str, ...]
    reports: dict[str, int]
    new: bool
    warnings: tuple[Mistake, ...]


def put_pack(vault: OpenVault, folder: PackFolder, name: str) -> Put:
    """Take a sound pack into a vault.

    Args:
        vault: The vault.
        folder: The pack's folder.
        name: What it is called in the vault.

    Raises:
        BadInput: With every mistake in the pack.
        Usage: If the name cannot stand in `vault:NAME`, or it has more files than are kept.
    """
    fit(name)
    loaded = load_pack(folder)
    read = dict(folder.seen)
    files = {path: folder.read(path) for path in _paths(folder.path)}
    texts = lines_of(files.get(REPORTS, b""), loaded.reports)
    if texts:
        del files[REPORTS]
    there = packs_in(vault)
    known = {str(one.report.id) for one in kept_in(vault, name, personal=True)}
    fresh = [(report, text) for report, text in zip(loaded.reports, texts, strict=True) if str(report.id) not in known]

    with vault.writing():
        compartment = ready(vault, name)
        for part in (f"{name}/{each}" for each in PARTS):
            if not is_closed(vault, part):
                ready(vault, part)
        _write_files(vault, compartment, name, files)
        before = vault.names()
        counts = add_reports(vault, name, fresh)
        shown = [text for report, text in fresh if is_planned(report, within(report, name, vault.names()))]
        if len(shown) < len(fresh):
            visible = digest_of({**read, REPORTS: joined(shown)})
            kept = Other({"kind": DIGEST, "of": visible, "sha256": loaded.digest})
            vault.step(lambda draft: draft.write(compartment, kept))
    paths = tuple(sorted([*files, REPORTS] if texts else files))
    opened = sorted(set(counts) - before)
    warnings = [Mistake("vault_new_compartment", fields={"value": one}, warning=True) for one in opened]
    return Put(name, loaded.digest, paths, counts, name not in there, (*loaded.warnings, *warnings))


def write_version(vault: OpenVault, name: str, changed: Mapping[str, bytes]) -> None:
    """Write a new version of a pack in a vault, or the first of a new one: all of it or nothing.

    Args:
        vault: The vault.
        name: The pack's name in the vault.
        changed: The bytes of the files that are otherwise; all others stay as they are. Sound already.

    Raises:
        Usage: If the name cannot stand in `vault:NAME`, or nothing can be written.
        BadInput: If a file of the pack has not come yet.
    """
    fit(name)
    there = name in packs_in(vault)
    files: dict[str, bytes] = {}
    if there:
        pack = VaultPack(vault, name)
        files = {path: pack.read(path) for path in pack.paths if path != REPORTS}
    with vault.writing():
        compartment = ready(vault, name)
        for part in () if there else (f"{name}/{each}" for each in PARTS):
            if not is_closed(vault, part):
                ready(vault, part)
        _write_files(vault, compartment, name, {**files, **changed})


def is_planned(report: Report, compartment: str) -> bool:
    """Whether a plan reads a report of a mission."""
    return part_of(compartment) != IDENTITIES and not isinstance(report, Forecast)


def _paths(folder: Path) -> list[str]:
    """The files of a pack's folder, hidden ones left out, by their paths inside it."""
    found = []
    size = 0
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if any(part.startswith(".") for part in inside.parts) or not path.is_file():
            continue
        found.append(inside.as_posix())
        size += path.stat().st_size
        if len(found) > MOST_FILES or size > MOST_BYTES:
            raise Usage("vault_pack_large", files=MOST_FILES, megabytes=MOST_BYTES >> 20)
    return found


def _write_files(vault: OpenVault, compartment: bytes, name: str, files: dict[str, bytes]) -> None:
    """Write the parts of those files that are not there yet, then the list that makes them a pack."""
    there = {payload.file for _, payload in vault.said(compartment, (FILE,)) if isinstance(payload, FilePart)}
    listed = {path: PackFile(path, len(data), digest(data)) for path, data in sorted(files.items())}
    last = max((instant(pack.written) for _, pack in _versions(vault, name)), default=None)
    now = instant(vault.now())
    # A clock that was wrong once must not keep every later version out.
    written = now if last is None or now > last else last + timedelta(microseconds=1)

    def make(draft: Draft) -> None:
        for path, data in files.items():
            whole = listed[path].sha256
            if whole in there:
                continue
            there.add(whole)
            for part in file_parts(data):
                draft.write(compartment, part)
        draft.write(compartment, PackKept(name, tuple(listed.values()), written.isoformat(timespec="microseconds")))

    vault.step(make)


def _versions(vault: OpenVault, name: str) -> list[tuple[bytes, PackKept]]:
    """Every version of a pack, the one that holds last: by when it was written, then by hash."""
    found = [
        (instant(payload.written), entry.hash, compartment, payload)
        for compartment in vault.compartments_named(name)
        for entry, payload in vault.said(compartment, ("pack",))
        if isinstance(payload, PackKept) and payload.name == name
    ]
    return [(compartment, payload) for _, _, compartment, payload in sorted(found, key=lambda one: one[:2])]


def packs_in(vault: OpenVault) -> list[str]:
    """The names of the packs in a vault that this device reads."""
    return sorted(name for name in vault.names() if "/" not in name and _versions(vault, name))


@dataclass
class VaultPack:
    """A pack in a vault, read as if it lay in a folder.

    Args:
        vault: The vault.
        name: The pack's name.
        seen: The bytes of each file read so far, by its path.

    Raises:
        Usage: If there is no such pack that this device reads.
    """

    vault: OpenVault
    name: str
    seen: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        versions = _versions(self.vault, self.name)
        if not versions:
            raise Usage("vault_no_pack", value=self.name, nearest=nearest(self.name, packs_in(self.vault)))
        self._compartment, kept = versions[-1]
        self._files = {file.path: file for file in kept.files}
        self._parts: dict[bytes, dict[int, bytes]] | None = None
        self._kept: list[Kept] | None = None

    @property
    def kept(self) -> list[Kept]:
        """Its reports without those about people and forecasts, in the order in which they were taken down."""
        if self._kept is None:
            found = kept_in(self.vault, self.name, personal=False)
            self._kept = [one for one in found if is_planned(one.report, one.compartment)]
        return self._kept

    def with_kept(self, kept: Sequence[Kept]) -> VaultPack:
        """The same pack with these reports, in the order in which they were taken down, and what was read besides."""
        other = copy(self)
        other._kept = list(kept)  # noqa: SLF001 -- its own
        other.seen = {inside: data for inside, data in self.seen.items() if inside != REPORTS}
        if self.seen and other.kept:  # it was read, and so were the reports that it had
            other.read(REPORTS)
        return other

    def read(self, inside: str) -> bytes:
        """The bytes of a file of the pack.

        Raises:
            BadInput: If there is none of that path, or not all of it has come yet.
        """
        if inside not in self.seen:
            self.seen[inside] = self._read(inside)
        return self.seen[inside]

    @property
    def paths(self) -> list[str]:
        """The paths of its files, sorted; reports are entries of their own."""
        return sorted(self._files)

    def has(self, inside: str) -> bool:
        """Whether there is a file of that path, whole or not."""
        return inside in self._files or (inside == REPORTS and bool(self.kept))

    def digest(self) -> str:
        """SHA-256 over the files read so far; the folder's own, where only reports about people are not among them."""
        found = digest_of(self.seen)
        for _, payload in self.vault.said(self._compartment, (DIGEST,)):
            if isinstance(payload, Other) and payload.fields.get("of") == found:
                return str(payload.fields.get("sha256"))
        return found

    def doubts(self) -> tuple[Mistake, ...]:
        """Warnings where entries of the mission are missing or do not count."""
        return incomplete(self.vault, self.name)

    def _read(self, inside: str) -> bytes:
        if inside == REPORTS and self.kept:
            return joined(one.text for one in self.kept)
        file = self._files.get(inside)
        if file is None:
            raise BadInput([Mistake("vault_no_file", inside)])
        parts = self._whole()[file.sha256] if file.length else {}
        data = b"".join(parts[number] for number in sorted(parts))
        if len(data) != file.length or digest(data) != file.sha256:
            raise BadInput([Mistake("vault_file_waits", inside)])
        return data

    def _whole(self) -> dict[bytes, dict[int, bytes]]:
        if self._parts is None:
            wanted = {file.sha256 for file in self._files.values()}
            self._parts = {one: {} for one in wanted}
            for _, payload in self.vault.said(self._compartment, (FILE,)):
                if isinstance(payload, FilePart) and payload.file in wanted:
                    self._parts[payload.file].setdefault(payload.number, payload.data)
        return self._parts
