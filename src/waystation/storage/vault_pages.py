"""A store's pages as they lie on the disk, opened one by one without SQLite: what is left when SQLite gives up.

Follows SQLCipher 4's page format (https://www.zetetic.net/sqlcipher/design/) and SQLite's write-ahead log
(https://www.sqlite.org/fileformat2.html#walformat). Decides which version of a page counts; what is in a page is
`vault_salvage`'s business. Reads only.
"""

from __future__ import annotations

import hashlib
import hmac
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from numpy.typing import NDArray

from waystation.storage.vault_connection import StoreKey

__all__ = ["PAGE", "USABLE", "PageKeys", "damaged_pages", "open_pages"]

PAGE = 4096
USABLE = PAGE - 80
_IV = 16
_SALT = 16
_LOG_HEADER = 32
_FRAME_HEADER = 24


class PageKeys:
    """What opens single pages of a store.

    Args:
        key: The store's key.
    """

    def __init__(self, key: StoreKey) -> None:
        self._key = key.key
        salt = bytes(byte ^ 0x3A for byte in key.salt)
        self._seal = hashlib.pbkdf2_hmac("sha512", key.key, salt, 2, 32)

    def sound(self, number: int, page: bytes) -> bool:
        """Whether a page is what was written at that place.

        Args:
            number: Its number, from 1.
            page: Its 4,096 bytes on the disk.
        """
        start = _SALT if number == 1 else 0
        said = hmac.digest(self._seal, page[start : USABLE + _IV] + struct.pack("<I", number), "sha512")
        return hmac.compare_digest(said, page[USABLE + _IV :])

    def open(self, number: int, page: bytes) -> bytes:
        """The plain 4,016 bytes of a sound page; the first page's begin with 16 that stand for SQLite's name."""
        start = _SALT if number == 1 else 0
        opener = Cipher(algorithms.AES(self._key), modes.CBC(page[USABLE : USABLE + _IV])).decryptor()
        return bytes(start) + opener.update(page[start:USABLE]) + opener.finalize()


def damaged_pages(path: Path, key: StoreKey) -> tuple[int, ...]:
    """The numbers of a store's pages that are not what was written, those of the log beside it among them.

    Args:
        path: The store's file. If it is in use, what is being written just then is looked at a second time.
        key: What opens it.
    """
    keys = PageKeys(key)
    first = _damaged(path, keys)
    return tuple(sorted(set(first) & set(_damaged(path, keys)))) if first else ()


def _damaged(path: Path, keys: PageKeys) -> list[int]:
    pages = {number: versions[-1] for number, versions in _versions(path, keys).items()}
    return [number for number, page in pages.items() if not keys.sound(number, page)]


def open_pages(path: Path, key: StoreKey) -> tuple[dict[int, bytes], tuple[int, ...]]:
    """All pages that can be opened, and the numbers of those that cannot.

    Of a page that the log holds too, the last sound version counts.

    Args:
        path: The store's file.
        key: What opens it.

    Returns:
        The plain 4,016 bytes of each sound page by its number, and the numbers of pages with no sound version.
    """
    keys, opened, bad = PageKeys(key), {}, []
    for number, versions in _versions(path, keys).items():
        sound = next((page for page in reversed(versions) if keys.sound(number, page)), None)
        if sound is None:
            bad.append(number)
        else:
            opened[number] = keys.open(number, sound)
    return opened, tuple(sorted(bad))


def _versions(path: Path, keys: PageKeys) -> dict[int, list[bytes]]:
    """Every page with its versions, the newest last; a last page that is cut short is filled with zeros."""
    data = path.read_bytes()
    versions = {
        start // PAGE + 1: [data[start : start + PAGE].ljust(PAGE, b"\0")] for start in range(0, len(data), PAGE)
    }
    for number, page in _log_pages(path, keys):
        versions.setdefault(number, []).append(page)
    # What lies after the last page is chance, by which a store is as long as the other one.
    pages = _page_count(versions.get(1, []), keys)
    return {number: every for number, every in versions.items() if number <= pages} if pages else versions


def _page_count(first: list[bytes], keys: PageKeys) -> int:
    """How many pages a store has, as its first page says; 0 if that is not sound."""
    sound = next((page for page in reversed(first) if keys.sound(1, page)), None)
    return int.from_bytes(keys.open(1, sound)[28:32]) if sound else 0


def _log_pages(path: Path, keys: PageKeys) -> Iterator[tuple[int, bytes]]:
    """The pages of ended transactions in the log beside a store, in order.

    A frame that does not follow from the one before it is left over from before if its page is sound, and so is what
    comes after it. If its page is not, its transaction was cut short by a crash, unless another follows: that was
    begun only after this one was safe, so that something has damaged it since.
    """
    log = Path(f"{path}-wal")
    data = log.read_bytes() if log.exists() else b""
    if len(data) < _LOG_HEADER:
        return
    order = ">" if data[3] & 1 else "<"
    before = struct.unpack(">II", data[24:32])
    waiting: list[tuple[int, bytes]] = []
    doubtful: list[tuple[int, bytes]] = []
    whole = True
    for start in range(_LOG_HEADER, len(data) - _FRAME_HEADER - PAGE + 1, _FRAME_HEADER + PAGE):
        header, page = data[start : start + _FRAME_HEADER], data[start + _FRAME_HEADER : start + _FRAME_HEADER + PAGE]
        number, size = struct.unpack(">II", header[:8])
        said = struct.unpack(">II", header[16:24])
        of_now = header[8:16] == data[16:24]
        follows = of_now and said == _sums(order, header[:8] + page, before)
        if not follows and keys.sound(number, page):
            return
        if follows:
            yield from doubtful
            doubtful.clear()
        waiting.append((number, page))
        whole = whole and follows
        if size and of_now:
            if whole:
                yield from waiting
            else:
                doubtful.extend(waiting)
            waiting.clear()
            whole = True
        before = said


def _sums(order: str, data: bytes, before: tuple[int, ...]) -> tuple[int, int]:
    """The log's running checksum: of pairs of words, two sums that each take in the other.

    One step takes (s, t) to (s + t + x, s + 2t + x + y); several at once are a sum of words, each with a weight.
    """
    weights, (s, t) = _weights(len(data) // 8), before
    words = np.frombuffer(data, f"{order}u4").astype(np.uint32).reshape(-1, 2)
    one, two = (int(np.sum(words * weight, dtype=np.uint32)) for weight in weights.words)
    (a, b), (c, d) = weights.before
    return (one + a * s + b * t) & 0xFFFFFFFF, (two + c * s + d * t) & 0xFFFFFFFF


@dataclass(frozen=True)
class _Weights:
    """What each word, and each sum before, counts in the two sums after some pairs of words.

    Args:
        words: For each of the two sums an array (pairs, 2) of uint32.
        before: For each of the two sums the weights of both sums before.
    """

    words: tuple[NDArray[np.uint32], NDArray[np.uint32]]
    before: tuple[tuple[int, int], tuple[int, int]]


@cache
def _weights(pairs: int) -> _Weights:
    first, second = np.empty((pairs, 2), np.uint32), np.empty((pairs, 2), np.uint32)
    a, b, c, d = 1, 0, 0, 1
    for pair in reversed(range(pairs)):
        first[pair] = (a + b) & 0xFFFFFFFF, b
        second[pair] = (c + d) & 0xFFFFFFFF, d
        a, b, c, d = ((a + b) & 0xFFFFFFFF, (a + 2 * b) & 0xFFFFFFFF, (c + d) & 0xFFFFFFFF, (c + 2 * d) & 0xFFFFFFFF)
    return _Weights((first, second), ((a, b), (c, d)))
