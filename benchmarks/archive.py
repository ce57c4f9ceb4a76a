"""How fast keepsakes come in and are opened again, beside a plain copy under the same cipher, in turns.

    archive/intake/MEGABYTES      a file taken in, acknowledged; theirs read, sealed and written in pieces, and synced
    archive/verify/MEGABYTES      every byte opened and held against its hash; theirs opened
    archive/dump/FILES            a folder of pictures taken in; theirs each copied, sealed, and synced
    archive/look                  a picture of twelve megapixels looked at by the confined process

Rows of bytes have `mb_per_s` and `theirs_mb_per_s`. The plain copy hashes nothing, fills nothing up, signs nothing, and
could not be gone on with; it seals as many bytes at a time. Both read a file that the system has in memory by then.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from PIL import Image

from benchmarks.measuring import RUNS, Row, median, repeated, say
from benchmarks.reports import PACK
from waystation.archive.intake import KeepsakeDraft
from waystation.archive.records import Keepsake
from waystation.desk.keep.archive.adding import Intake, take_files
from waystation.desk.keep.archive.holding import sealed_bytes, sealed_files
from waystation.desk.keep.creating import create_vault
from waystation.desk.keep.opening import OpenVault, Surroundings
from waystation.desk.keep.packs import put_pack
from waystation.storage.folders import PackFolder
from waystation.storage.media_worker import look_at
from waystation.vault.head import Cost

__all__ = ["archive_rows"]

MEGABYTES, FILES = 1024, 300
QUICK = (9, 4)
PIECE = 4 << 20
MILLION = 1e6
MISSION = PACK.name
SAID = KeepsakeDraft(source="found")


def archive_rows(quick: bool = False) -> list[Row]:
    """All rows.

    Args:
        quick: Whether tiny sizes will do.
    """
    megabytes, files = QUICK if quick else (MEGABYTES, FILES)
    if quick:
        say(f"archive: {megabytes} MB instead of {MEGABYTES:,}, {files} pictures instead of {FILES}")
    with tempfile.TemporaryDirectory(prefix="waystation-bench-") as name, _vault(Path(name) / "v") as vault:
        bench = _Bench(Path(name), vault, 1 if quick else RUNS)
        return [*bench.bytes_of(megabytes), bench.dump(files), bench.look()]


@contextmanager
def _vault(path: Path) -> Iterator[OpenVault]:
    """A vault with a mission."""
    around = Surroundings(os.urandom, lambda: datetime.now(UTC))
    vault = create_vault(path, "a passphrase that opens nothing else", "Rowan", Cost(64, 1, 1), around)
    try:
        put_pack(vault, PackFolder(PACK), MISSION)
        yield vault
    finally:
        vault.close()


class _Bench:
    """What is timed, and what it is timed beside.

    Args:
        folder: Where everything lies.
        vault: The vault.
        runs: How often each is done.
    """

    def __init__(self, folder: Path, vault: OpenVault, runs: int) -> None:
        self._folder, self._vault, self._runs = folder, vault, runs
        self._cipher = ChaCha20Poly1305(os.urandom(32))

    def bytes_of(self, megabytes: int) -> Iterator[Row]:
        """A large file: in, and opened again."""
        source, copy = self._folder / "film", self._folder / "copy"
        piece = os.urandom(1 << 20)
        with source.open("wb") as file:
            for number in range(megabytes):
                file.write(number.to_bytes(8, "big") + piece[8:])
        whole = hashlib.sha256(source.read_bytes()).hexdigest() if megabytes < 100 else None
        kept: list[Keepsake] = []

        def take() -> None:
            if kept:
                kept.pop()
                self._forget()
            kept.append(Intake(self._vault, MISSION, again=True).take(source, SAID))

        yield self._row(f"archive/intake/{megabytes}", take, lambda: self._copy(source, copy), megabytes)
        if whole is not None and kept[0].sha256 != whole:
            raise ValueError("what was taken in is not what was there")

        def read() -> None:
            if sum(len(one) for one in sealed_bytes(self._vault, kept[0])) != megabytes << 20:
                raise ValueError("what was taken in is not all there")

        yield self._row(f"archive/verify/{megabytes}", read, lambda: self._opened(copy), megabytes)
        self._forget()

    def dump(self, files: int) -> Row:
        """A folder of pictures."""
        folder, to = self._folder / "dump", self._folder / "to"
        folder.mkdir()
        for number in range(files):
            (folder / f"{number}.jpg").write_bytes(_picture(number))
        size = sum(path.stat().st_size for path in folder.iterdir()) / MILLION

        def take() -> None:
            done = take_files(Intake(self._vault, MISSION, again=True), [folder], SAID)
            if len(done.keepsakes) != files:
                raise ValueError("not all were taken in")

        def copy() -> None:
            shutil.rmtree(to, ignore_errors=True)
            to.mkdir()
            for path in sorted(folder.iterdir()):
                self._copy(path, to / path.name)

        return self._row(f"archive/dump/{files}", take, copy, size)

    def look(self) -> Row:
        """A picture of twelve megapixels."""
        data = _picture(0, (4000, 3000))

        say("archive/look")
        return {"name": "archive/look", "ours_s": median(repeated(lambda: look_at([data]), self._runs))}

    def _copy(self, source: Path, to: Path) -> None:
        with source.open("rb", buffering=0) as read, to.open("wb", buffering=0) as write:
            number = 0
            while piece := read.read(PIECE):
                write.write(self._cipher.encrypt(number.to_bytes(12, "big"), piece, None))
                number += 1
            os.fsync(write.fileno())

    def _opened(self, copy: Path) -> None:
        with copy.open("rb", buffering=0) as read:
            number = 0
            while piece := read.read(PIECE + 16):
                self._cipher.decrypt(number.to_bytes(12, "big"), piece, None)
                number += 1

    def _forget(self) -> None:
        """Make room: what was taken in is not needed any more."""
        files = sealed_files(self._vault)
        for name in files.names():
            (files.path / name).unlink()

    def _row(self, name: str, ours: Callable[[], object], theirs: Callable[[], object], megabytes: float = 0) -> Row:
        say(name)
        times: tuple[list[float], list[float]] = ([], [])
        theirs()
        for _ in range(self._runs):
            for work, seconds in zip((ours, theirs), times, strict=True):
                began = time.perf_counter()
                work()
                seconds.append(time.perf_counter() - began)
        found = [median(seconds) for seconds in times]
        row: Row = {"name": name, "ours_s": found[0], "theirs_s": found[1], "ratio": found[1] / found[0]}
        if megabytes:
            size = megabytes if name.startswith("archive/dump") else megabytes * (1 << 20) / MILLION
            row |= {"mb_per_s": size / found[0], "theirs_mb_per_s": size / found[1]}
        return row


def _picture(seed: int, size: tuple[int, int] = (1600, 1200)) -> bytes:
    """A picture as a telephone makes them, different for each seed."""
    grain = hashlib.shake_256(str(seed).encode()).digest(64 * 48 * 3)
    out = BytesIO()
    Image.frombytes("RGB", (64, 48), grain).resize(size).save(out, "JPEG", quality=92)
    return out.getvalue()
