"""Taking keepsakes in: sealed as they are read, entered once every byte is on the disk.

Before the first chunk is written, it is noted in the store what is being taken in and under which key; so nothing
that lies in the vault's folder is ever without somebody who knows of it. Only the entry makes it a keepsake. What is
done with what was broken off is `resuming`'s business.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from pydantic import ValidationError

from waystation.archive.custody import Act
from waystation.archive.intake import HEAD_BYTES, KeepsakeDraft, Known, guessed_kind, known_in, media_of
from waystation.archive.listed import Skipped, Taken
from waystation.archive.records import Displacement, Keepsake
from waystation.archive.register import Register
from waystation.desk.chart.loading import inspect_pack
from waystation.desk.keep.archive.archived import archives_in, enter, new_id, read_archive, state
from waystation.desk.keep.archive.broken import NOTE, broken_off, forget_intake, noted_intake
from waystation.desk.keep.archive.holding import sealed_files
from waystation.desk.keep.opening import OpenVault
from waystation.desk.keep.packs import VaultPack, packs_in
from waystation.errors import Usage, WaystationError
from waystation.storage.sealed_streams import Changed, Streamed, Told, seal_stream
from waystation.storage.source_files import SourceFile, files_under, hash_of, opened_source, shown
from waystation.vault.chunks import Chunks
from waystation.world.mistakes import nearest
from waystation.world.shape import LONGEST_TEXT

__all__ = ["Intake", "take_files", "take_in"]

KEY_BYTES = 32
SAID = ("title", "source", "who", "how", "made", "place", "journey", "people", "of", "changes", "knew")
"""The fields of a draft that are a keepsake's as they are."""
OF_ONE_FILE = (
    "archive_busy",
    "archive_destroyed_before",
    "archive_kept_already",
    "archive_source_empty",
    "archive_source_grows",
    "archive_source_kind",
    "archive_source_link",
    "archive_too_large",
    "cannot_open",
)
"""Why one file is not taken in, while the next may be."""


def take_in(
    vault: OpenVault,
    mission: str,
    source: BinaryIO | Path,
    draft: KeepsakeDraft,
    *,
    told: Told | None = None,
) -> Keepsake:
    """Take a keepsake in, whole: when this returns, its bytes, its record and its statement are on the disk.

    Args:
        vault: The vault.
        mission: In whose archive.
        source: A file, or a stream of bytes, which is read to its end.
        draft: What is said of it; with `of` it is a working copy.
        told: Is told how many bytes were taken in so far.

    Raises:
        Usage: `archive_kept_already` (item, mission), if the very same bytes are kept, or `archive_destroyed_before`;
            if the source is none that is taken in; if this device may not write, or the disk is full.
    """
    return Intake(vault, mission).take(source, draft, told=told)


class Intake:
    """Several keepsakes taken in one after the other; what is known already is looked up once.

    Args:
        vault: The vault.
        mission: In whose archive.
        again: Whether to take in also what is kept already, or was destroyed.

    Raises:
        Usage: If this device may not write.
    """

    def __init__(self, vault: OpenVault, mission: str, *, again: bool = False) -> None:
        if (why := vault.silenced()) is not None:
            raise why
        self._vault, self._mission, self._again = vault, mission, again
        self._files = sealed_files(vault)
        self._places: frozenset[str] | None = None
        self._made = False
        self._row = 0
        self._register = Register(mission)
        self._known: dict[tuple[int, str], Known] = {}
        self._displaced = False
        self._secret = ""
        self._sizes: set[int] = set()
        self._acted: set[str] = set()
        self._look()

    def take(self, source: BinaryIO | Path, draft: KeepsakeDraft, *, told: Told | None = None) -> Keepsake:
        """Take one in; see `take_in`. What was broken off of the same file is gone on with."""
        self._must_be_sound(draft)
        if not isinstance(source, Path):
            draft = replace(draft, name=draft.name or "")
            return self._begin(_Source(source, None), draft, told)
        with opened_source(source) as opened:
            draft = replace(draft, name=_name(source) if draft.name is None else draft.name)
            if opened.size in self._sizes and not self._again:
                self._must_be_new(opened.size, hash_of(opened))
            for broken in broken_off(self._vault):
                if broken.mission == self._mission and broken.came_from(opened):
                    with suppress(Changed):
                        return self._go_on(broken.item, broken.key, _Source(opened.stream, opened), draft, told)
                    opened.stream.seek(0)
            return self._begin(_Source(opened.stream, opened), draft, told)

    def _must_be_sound(self, draft: KeepsakeDraft) -> None:
        """Make sure that what is said of a keepsake can be written down, before a byte of it is read."""
        self._keepsake(bytes(16).hex(), bytes(KEY_BYTES), Streamed(0, bytes(32), 1), "", draft)
        if draft.place is None:
            return
        if self._places is None:
            self._places = places_of(self._vault, self._mission)
        if self._places and draft.place not in self._places:
            close = nearest(draft.place, self._places)
            raise Usage("archive_no_place", value=draft.place, mission=self._mission, nearest=close)

    def _begin(self, source: _Source, draft: KeepsakeDraft, told: Told | None) -> Keepsake:
        item, key = new_id(self._vault), self._vault.around.chance(KEY_BYTES)
        if not self._made:
            self._files.make()
            self._made = True
        note = noted_intake(self._mission, key, source.file, draft)
        self._vault.store.set_own({NOTE + item: note})
        return self._go_on(item, key, source, draft, told)

    def _go_on(self, item: str, key: bytes, source: _Source, draft: KeepsakeDraft, told: Told | None) -> Keepsake:
        chunks = Chunks(key, bytes.fromhex(item))
        with self._files.held(chunks.name(0)):
            try:
                done = seal_stream(self._files, chunks, source, self._vault.around.chance, told=told)
                source.must_be_whole(done)
                return self._enter(item, key, done, media_of(source.head), draft)
            except BaseException as error:
                # Only what can be gone on with is left where it lies, and only if somebody broke it off.
                if isinstance(error, Exception) or source.file is None:
                    with suppress(WaystationError):
                        forget_intake(self._vault, item, chunks)
                raise

    def _enter(self, item: str, key: bytes, done: Streamed, media: str, draft: KeepsakeDraft) -> Keepsake:
        with self._vault.writing():
            if self._vault.store.own(NOTE + item) is None:
                raise Usage("archive_busy")
            if self._vault.store.last_row() != self._row:
                self._look()
            if not self._again:
                self._must_be_new(done.size, done.sha256.hex())
            keepsake = self._keepsake(item, key, done, media, draft)
            of = None if draft.of is None else self._register.keepsakes[draft.of].record
            act: Act = "taken in" if of is None else "derived"
            said = state(self._vault, self._register, keepsake, act, of=of, changes=draft.changes)
            secret = self._displacement()
            enter(self._vault, self._mission, [keepsake, said, *secret])
            self._displaced = True
            self._vault.store.set_own({NOTE + item: None})
            self._row = self._vault.store.last_row()
        self._sizes.add(done.size)
        self._known[done.size, done.sha256.hex()] = Known(self._mission, item, destroyed=False)
        return keepsake

    def _keepsake(self, item: str, key: bytes, done: Streamed, media: str, draft: KeepsakeDraft) -> Keepsake:
        kind = draft.kind or guessed_kind(media)
        if draft.of is not None:
            if draft.of not in self._register.keepsakes:
                self._look()
            if draft.of not in self._register.keepsakes:
                raise Usage("archive_no_item", value=draft.of[:8])
            again = self._register.is_recreation(draft.of)
            kind = "recreation" if again else draft.kind or self._register.keepsakes[draft.of].record.kind
        if done.sha256.hex() in self._acted:
            kind = "recreation"
        said = {field: getattr(draft, field) for field in SAID}
        own = {"item": item, "kind": kind, "media": media, "key": key.hex(), "name": draft.name or ""}
        sealed = {"sha256": done.sha256.hex(), "size": done.size, "chunks": done.chunks}
        try:
            return Keepsake.model_validate({**own, **sealed, **said})
        except ValidationError as error:
            first = error.errors()[0]
            raise Usage("archive_word", field=str(first["loc"][0]), value=str(first["input"])[:60]) from None

    def _look(self) -> None:
        """Look up what all archives hold."""
        self._row = self._vault.store.last_row()
        names = dict.fromkeys([self._mission, *archives_in(self._vault)])
        registers = {name: read_archive(self._vault, name, why=None) for name in names}
        self._register = registers[self._mission]
        self._known = known_in(registers.values())
        every = [(each, one.record) for each in registers.values() for one in each.keepsakes.values()]
        lines = ((one.sha256, register.lineage(one.item)) for register, one in every)
        self._acted = {sha256 for sha256, line in lines if any(one.kind == "recreation" for one in line)}
        secrets = sorted((one for each in registers.values() for one in each.displacements), key=lambda one: one.order)
        self._secret = secrets[0].record.secret if secrets else self._vault.around.chance(KEY_BYTES).hex()
        self._displaced = bool(self._register.displacements)
        self._sizes = {size for size, _ in self._known}

    def _displacement(self) -> list[Displacement]:
        """The secret under which stories displace places: with an archive's first keepsake, one for the whole vault.

        Whoever knows of a keepsake knows of it then; two devices that made one each would show each place by two dots.
        """
        return [] if self._displaced else [Displacement(secret=self._secret)]

    def _must_be_new(self, size: int, sha256: str) -> None:
        known = self._known.get((size, sha256))
        if known is not None:
            code = "archive_destroyed_before" if known.destroyed else "archive_kept_already"
            raise Usage(code, item=known.item[:8], mission=known.mission)


class _Source:
    """The bytes that are taken in, and the first of them.

    Args:
        stream: What they are read from.
        file: The file that it is; None for a stream.
    """

    def __init__(self, stream: BinaryIO, file: SourceFile | None) -> None:
        self._stream, self.file = stream, file
        self.head = b""

    def read(self, size: int) -> bytes:
        """At most so many bytes."""
        try:
            data = self._stream.read(size)
        except OSError as error:
            path = "-" if self.file is None else shown(self.file.path)
            raise Usage("cannot_open", path=path, why=error.strerror or "the system refused") from None
        if len(self.head) < HEAD_BYTES:
            self.head += data[: HEAD_BYTES - len(self.head)]
        return data

    def must_be_whole(self, done: Streamed) -> None:
        """Make sure that all of it was read, and that it did not change meanwhile."""
        if self.file is None:
            if not done.size:
                raise Usage("archive_source_empty", path="-")
            return
        self.file.must_be_unchanged()
        if done.size != self.file.size:
            raise Usage("archive_source_grows", path=shown(self.file.path))


def _name(path: Path) -> str:
    """What a file is called, as far as it can be written in a line."""
    return shown(Path(path.name))[:LONGEST_TEXT]


def places_of(vault: OpenVault, mission: str) -> frozenset[str]:
    """The ids of the places of a mission's pack; none where there is no sound pack to hold a word against."""
    if mission not in packs_in(vault):
        return frozenset()
    loaded, _ = inspect_pack(VaultPack(vault, mission))
    return frozenset() if loaded is None else frozenset(place.id for place in loaded.stated.places)


def take_files(
    intake: Intake, paths: Iterable[Path], draft: KeepsakeDraft, watch: Callable[[Path], Told | None] | None = None
) -> Taken:
    """Take in files and what lies in folders, one after the other; what cannot be taken in is named and passed over.

    A full disk, or a vault that takes nothing more, ends it: then nothing after it would fare better; what was taken in
    by then is told, with what ended it.

    Args:
        intake: Where to.
        paths: Files and folders.
        draft: What is said of each of them.
        watch: Is asked what is to be told how far a file is.

    Raises:
        Usage: `vault_full`, `vault_read_only` or what else holds for all files, if it was so from the first on.
        BadInput: Likewise.
    """
    taken: list[tuple[str, Keepsake]] = []
    skipped: list[Skipped] = []
    for path in (one for given in paths for one in files_under(given)):
        try:
            told = None if watch is None else watch(path)
            taken.append((shown(path), intake.take(path, draft, told=told)))
        except WaystationError as error:
            if error.code not in OF_ONE_FILE:
                if not taken:
                    raise
                return Taken(tuple(taken), tuple(skipped), error)
            skipped.append(Skipped(shown(path), error))
    return Taken(tuple(taken), tuple(skipped))
