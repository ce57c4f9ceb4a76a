"""A store's pages as they lie on the disk, opened one by one without SQLite: what is left when SQLite gives up.

Follows SQLCipher 4's page format (https://www.zetetic.net/sqlcipher/design/). Decides which version of a page counts;
which the log beside the store holds is `vault_log`'s, what is in a page `vault_salvage`'s business. Reads only.
"""

from __future__ import annotations

import hashlib
import hmac
import struct
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from waystation.storage.vault_connection import StoreKey
from waystation.storage.vault_log import PAGE, read_log

__all__ = ["PAGE", "USABLE", "PageKeys", "damaged_pages", "log_is_harmed", "open_pages"]

USABLE = PAGE - 80
_IV = 16
_SALT = 16


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


def log_is_harmed(path: Path, key: StoreKey) -> bool:
    """Whether SQLite would leave out of the log beside a store what had been acknowledged, and then write over it.

    Args:
        path: The store's file. If it is in use, what is being written just then is looked at a second time.
        key: What opens it.
    """
    return _harmed(path, PageKeys(key)) and _harmed(path, PageKeys(key))


def _harmed(path: Path, keys: PageKeys) -> bool:
    log = read_log(path, keys.sound)
    if log.broken or not log.headless:
        return log.broken
    # A log without its header is as good as none where all of it has been moved into the file.
    with path.open("rb") as file:
        for number, page in dict(log.pages).items():
            file.seek((number - 1) * PAGE)
            if file.read(PAGE) != page:
                return True
    return False


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
    for number, page in read_log(path, keys.sound).pages:
        versions.setdefault(number, []).append(page)
    # What lies after the last page is chance, by which a store is as long as the other one.
    pages = _page_count(versions.get(1, []), keys)
    return {number: every for number, every in versions.items() if number <= pages} if pages else versions


def _page_count(first: list[bytes], keys: PageKeys) -> int:
    """How many pages a store has, as its first page says; 0 if that is not sound."""
    sound = next((page for page in reversed(first) if keys.sound(1, page)), None)
    return int.from_bytes(keys.open(1, sound)[28:32]) if sound else 0
