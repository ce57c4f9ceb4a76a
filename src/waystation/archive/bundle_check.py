"""What a bundle of keepsakes shows to whoever was given it, and everything that is wrong with it; values in and out.

Decides the same as `verify.sh`, which strangers run: the list of files is the one that was signed, each file is the one
in the list, nothing lies beside them, and each keepsake's statements are whole. Nothing of it needs a vault.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from waystation.archive.bundle import (
    ITEM_NAME,
    MANIFEST,
    ORIGINS,
    README,
    SCRIPT,
    SUM_LINE,
    SUMS,
    custody_name,
    custody_text,
    fingerprint_of,
    key_name,
    key_pem,
    stamp_name,
)
from waystation.archive.custody import Statement, read_statement, seal_of
from waystation.archive.stamps import proof_of
from waystation.archive.tracing import Chain, Fault, Line, follow

__all__ = ["Bundled", "Found", "Lying", "Measured", "check_bundle"]


@dataclass(frozen=True)
class Measured:
    """A file by what it holds.

    Args:
        sha256: Of its bytes, in hexadecimal.
        size: In bytes.
    """

    sha256: str
    size: int


@dataclass(frozen=True)
class Lying:
    """What lies in a folder.

    Args:
        files: Every ordinary file, by its path inside.
        odd: The paths of what is no ordinary file, and no folder.
        texts: The bytes of the small files, by path; keepsakes are not among them.
    """

    files: Mapping[str, Measured]
    odd: tuple[str, ...] = ()
    texts: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class Bundled:
    """A keepsake in a bundle.

    Args:
        file: The name of its file.
        chain: What its statements show.
        stamped: How many of its signatures have a proof of time beside them.
        origin: The name of the file in this bundle that it was made from; empty if that is not in it.
    """

    file: str
    chain: Chain
    stamped: int = 0
    origin: str = ""


@dataclass(frozen=True)
class Found:
    """What a bundle shows.

    Args:
        fingerprint: SHA-256 of its list of files; empty where it has none.
        items: Its keepsakes.
        faults: What is wrong; none means that it is sound.
    """

    fingerprint: str
    items: tuple[Bundled, ...]
    faults: tuple[Fault, ...]


def check_bundle(lying: Lying) -> Found:
    """Say what a bundle shows, and what is wrong with it."""
    raw = lying.texts.get(SUMS)
    if raw is None:
        return Found("", (), (Fault("bundle_long", {"at": SUMS}) if SUMS in lying.files else Fault("bundle_no_list"),))
    sums, faults = _read_sums(raw)
    names = sorted(name for name in sums if ITEM_NAME.fullmatch(name))
    faults += _files(lying, sums, {custody_name(int(name.partition(".")[0])) for name in names})
    if not names:
        faults.append(Fault("bundle_empty"))
    origins = _origins(lying.texts.get(ORIGINS, b""))
    items = []
    for name in names:
        one, wrong = _item(lying, sums, name, fingerprint_of(raw))
        numbers = {int(each.partition(".")[0]): each for each in names}
        number = int(name.partition(".")[0])
        if number in origins:
            source, salt = origins[number]
            first = one.chain.first
            if source not in numbers or first is None or first.of != seal_of(salt, sums[numbers[source]]):
                wrong.append(Fault("bundle_origin", {"at": name}))
            one = Bundled(one.file, one.chain, one.stamped, numbers.get(source, ""))
        items.append(one)
        faults += wrong
    faults += _manifest(lying.texts.get(MANIFEST, b""), items, sums)
    return Found(fingerprint_of(raw), tuple(items), tuple(faults))


def _read_sums(raw: bytes) -> tuple[dict[str, str], list[Fault]]:
    faults, sums = [], {}
    for line in raw.decode("utf-8", "replace").removesuffix("\n").split("\n"):
        found = SUM_LINE.fullmatch(line)
        if found is None:
            faults.append(Fault("bundle_list_line", {"at": line[:80]}))
        elif found[2] in sums:
            faults.append(Fault("bundle_list_twice", {"at": found[2]}))
        else:
            sums[found[2]] = found[1]
    faults += [Fault("bundle_unlisted", {"at": name}) for name in (README, MANIFEST, SCRIPT) if name not in sums]
    return sums, faults


def _files(lying: Lying, sums: Mapping[str, str], custody: set[str]) -> Iterator[Fault]:
    for name, expected in sorted(sums.items()):
        if name not in lying.files:
            yield Fault("bundle_missing", {"at": name})
        elif lying.files[name].sha256 != expected:
            yield Fault("bundle_changed", {"at": name})
    for name in sorted({*lying.files, *lying.odd} - {*sums, *custody, SUMS}):
        yield Fault("bundle_extra", {"at": name})
    for name in sorted({*lying.odd} & {*custody, SUMS}):
        yield Fault("bundle_missing", {"at": name})


def _item(lying: Lying, sums: Mapping[str, str], name: str, fingerprint: str) -> tuple[Bundled, list[Fault]]:
    """A keepsake with what its statements show, and what is wrong with them."""
    number = int(name.partition(".")[0])
    file = custody_name(number)
    raw = lying.texts.get(file)
    if raw is None:
        code = "bundle_long" if file in lying.files else "bundle_missing"
        return Bundled(name, Chain((), ())), [Fault(code, {"at": file})]
    faults: list[Fault] = []
    lines: list[Line] = []
    item = ""
    for place, text in enumerate(raw.decode("utf-8", "replace").removesuffix("\n").split("\n"), 1):
        hand, _, rest = text.partition(" ")
        signature, _, line = rest.partition(" ")
        lines.append(Line(line, _bytes_of(signature)))
        statement = read_statement(line)
        item = item or (statement.item if statement is not None else "")
        if statement is not None and not _key_fits(lying, number, hand, statement):
            faults.append(Fault("bundle_key", {"at": file, "place": place}))
    chain = follow(item, lines)
    faults += [Fault(fault.code, {**fault.fields, "file": file}) for fault in chain.faults]
    if not faults and raw != custody_text(chain.steps):
        faults.append(Fault("bundle_custody_form", {"at": file}))
    faults += _agrees(chain, file, sums[name], lying.files.get(name), fingerprint)
    stamps = [(place, step.signature) for place, step in enumerate(chain.steps, 1)]
    stamped = [(stamp_name(number, place), each) for place, each in stamps if stamp_name(number, place) in sums]
    for stamp, each in stamped:
        proof = proof_of(lying.texts.get(f"{stamp}.ots", b""), each)
        if lying.texts.get(stamp) != each or proof is None:
            faults.append(Fault("bundle_stamp", {"at": stamp}))
    return Bundled(name, chain, len(stamped)), faults


def _bytes_of(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""


def _key_fits(lying: Lying, number: int, hand: str, statement: Statement) -> bool:
    if not (hand.isascii() and hand.isdigit()):
        return False
    return lying.texts.get(key_name(number, int(hand))) == key_pem(statement.by)


def _agrees(chain: Chain, file: str, sha256: str, measured: Measured | None, fingerprint: str) -> Iterator[Fault]:
    """Whether the statements are about the keepsake that lies here, and say that it left in this bundle."""
    first = chain.first
    if first is not None:
        there = first if measured is None or measured.sha256 != sha256 else measured
        if (first.sha256, first.size) != (sha256, there.size):
            yield Fault("bundle_other_bytes", {"at": file})
    left = [step.statement for step in chain.steps if step.statement.act == "exported"]
    if not left:
        yield Fault("bundle_not_signed", {"at": file})
    for statement in left:
        if statement.sums != fingerprint:
            yield Fault("bundle_other_list", {"at": file})
    if len(left) > 1:
        yield Fault("bundle_left_twice", {"at": file})


def _origins(raw: bytes) -> dict[int, tuple[int, str]]:
    """Which keepsake was made from which, with what opens the seal."""
    found = {}
    for line in raw.decode("utf-8", "replace").splitlines():
        match line.split(" "):
            case [one, origin, salt] if one.isdigit() and origin.isdigit():
                found[int(one)] = int(origin), salt
            case _:
                continue
    return found


def _manifest(raw: bytes, items: list[Bundled], sums: Mapping[str, str]) -> Iterator[Fault]:
    """Whether the manifest says of each keepsake what its statements say."""
    try:
        value = json.loads(raw)
        said = {one["file"]: (one["sha256"], one["kind"], one["recreation"]) for one in value["items"]}
    except (ValueError, KeyError, TypeError, RecursionError):
        yield Fault("bundle_manifest_form")
        return
    for one in items:
        first = one.chain.first
        kind = first.kind if first is not None else None
        if kind is not None and said.get(one.file) != (sums[one.file], kind, kind == "recreation"):
            yield Fault("bundle_manifest", {"at": one.file})
