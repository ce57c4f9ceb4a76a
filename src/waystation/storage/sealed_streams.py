"""A stream of bytes sealed into chunks on the disk, and chunks read again as a stream; in constant memory.

Reading and hashing go on while the chunks before are sealed and brought to the disk. Decides how much is under way at
once, and what is done with chunks that lie there already from an attempt that was broken off. Where the bytes come
from, and what is noted of them, is `desk`'s business.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from typing import Protocol

from waystation.errors import Damaged, Usage
from waystation.storage.sealed_files import SealedFiles
from waystation.vault.chunks import CAPACITY, MOST_SIZE, Chunks, chunks_of
from waystation.vault.primitives import Chance

__all__ = ["Changed", "Streamed", "Told", "must_be_there", "names_of", "opened_stream", "seal_stream"]

WORKERS = 2
UNDER_WAY = 3
"""Chunks that are being sealed or written at one time, besides the one that is being read."""

Told = Callable[[int], None]
"""Is told how many bytes were taken in so far."""


class Changed(Exception):
    """A chunk from an attempt before holds other bytes than the source has now."""


class Source(Protocol):
    """What bytes are read from."""

    def read(self, size: int, /) -> bytes:
        """At most so many bytes; none at the end."""


@dataclass(frozen=True)
class Streamed:
    """What was sealed.

    Args:
        size: In bytes.
        sha256: Of the bytes.
        chunks: In how many chunks they lie.
    """

    size: int
    sha256: bytes
    chunks: int


def seal_stream(
    files: SealedFiles,
    chunks: Chunks,
    source: Source,
    chance: Chance,
    *,
    told: Told | None = None,
) -> Streamed:
    """Seal all that a source yields; when this returns, every chunk and its name is on the disk.

    Chunks that lie there already are compared, and kept where they hold the same.

    Args:
        files: Where the chunks go; the folder is there.
        chunks: What seals them.
        source: The bytes.
        chance: For nonces.
        told: Is told how far it is.

    Raises:
        Changed: If a chunk from before opens and holds other bytes.
        Usage: If the disk refuses, or there is more than a keepsake holds.
    """
    hashed = hashlib.sha256()
    size = number = 0
    under_way: deque[Future[None]] = deque()
    with ThreadPoolExecutor(WORKERS, thread_name_prefix="sealing") as pool:
        try:
            data = _full(source)
            while True:
                following = _full(source) if len(data) == CAPACITY else b""
                under_way.append(pool.submit(_keep, files, chunks, (number, not following), data, chance))
                _must_fit(size + len(data))
                hashed.update(data)
                size, number = size + len(data), number + 1
                while len(under_way) > (UNDER_WAY if following else 0):
                    under_way.popleft().result()
                if told is not None:
                    told(size)
                if not following:
                    break
                data = following
        except BaseException:
            for one in under_way:
                one.cancel()
            raise
    files.keep_names()
    return Streamed(size, hashed.digest(), number)


def _must_fit(size: int) -> None:
    if size > MOST_SIZE:
        raise Usage("archive_too_large")


def _keep(files: SealedFiles, chunks: Chunks, place: tuple[int, bool], data: bytes, chance: Chance) -> None:
    number, last = place
    name = chunks.name(number)
    if files.size(name):
        # What was torn off does not open, and is sealed anew, under another nonce.
        before = files.read(name)
        if before is not None and (opened := _either(chunks, number, last, before)) is not None:
            found, as_last = opened
            if found != data or as_last != last:
                raise Changed
            return
    files.write(name, chunks.seal(number, last, data, chance))


def _either(chunks: Chunks, number: int, last: bool, sealed: bytearray) -> tuple[memoryview, bool] | None:
    for as_last in (last, not last):
        found = chunks.open(number, as_last, sealed)
        if found is not None:
            return found, as_last
    return None


def _full(source: Source) -> bytes:
    """A chunk's worth of bytes, or all that are left; a pipe gives fewer at a time."""
    data = source.read(CAPACITY)
    if not data or len(data) == CAPACITY:
        return data
    parts, wanted = [data], CAPACITY - len(data)
    while wanted and (more := source.read(wanted)):
        parts.append(more)
        wanted -= len(more)
    return b"".join(parts)


def opened_stream(files: SealedFiles, chunks: Chunks, size: int, sha256: bytes) -> Iterator[memoryview]:
    """The bytes of a keepsake, piece by piece, each checked; at the end, all of them against their hash.

    The next pieces are read and opened while somebody works on one.

    Args:
        files: Where the chunks lie.
        chunks: What opens them.
        size: Of the keepsake, in bytes.
        sha256: Of its bytes.

    Raises:
        Damaged: `archive_bytes_missing` or `archive_bytes_changed` (number, from 1; of).
        Usage: `cannot_open`, if the disk refuses.
    """
    count = chunks_of(size)
    hashed, seen = hashlib.sha256(), 0
    with closing(_pieces(files, chunks, count)) as pieces:
        for number, data in enumerate(pieces, start=1):
            hashed.update(data)
            seen += len(data)
            if number == count and (seen != size or hashed.digest() != sha256):
                raise Damaged("archive_bytes_changed", number=number, of=count)
            yield data


def _pieces(files: SealedFiles, chunks: Chunks, count: int) -> Generator[memoryview, None, None]:
    if count == 1:
        yield _opened(files, chunks, 0, count)
        return
    pool = ThreadPoolExecutor(WORKERS, thread_name_prefix="opening")
    under_way: deque[Future[memoryview]] = deque()
    try:
        for number in range(count):
            under_way.append(pool.submit(_opened, files, chunks, number, count))
            if len(under_way) >= UNDER_WAY:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _opened(files: SealedFiles, chunks: Chunks, number: int, count: int) -> memoryview:
    name, fields = chunks.name(number), {"number": number + 1, "of": count}
    sealed = files.read(name)
    if sealed is None and not files.size(name):
        raise Damaged("archive_bytes_missing", **fields)
    data = None if sealed is None else chunks.open(number, number == count - 1, sealed)
    if data is None:
        raise Damaged("archive_bytes_changed", **fields)
    return data


def must_be_there(files: SealedFiles, chunks: Chunks, size: int) -> None:
    """Make sure that every chunk lies there, before anything is done with them; what is in them is not looked at.

    Raises:
        Damaged: `archive_bytes_missing`.
    """
    count = chunks_of(size)
    for number in range(count):
        if not files.size(chunks.name(number)):
            raise Damaged("archive_bytes_missing", number=number + 1, of=count)


def names_of(chunks: Chunks, size: int) -> Iterator[str]:
    """The names of all chunks of a keepsake; of one that is said to be longer than any, only the first."""
    return (chunks.name(number) for number in range(chunks_of(size) if size <= MOST_SIZE else 1))
