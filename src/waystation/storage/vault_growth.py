"""How large a store's file is: never by what is in it, always by steps, so that its size says little.

A file has 2^k pages, from 1 MiB, and from 16 MiB on a multiple of that. Pages that nothing uses yet hold zeros under
the store's key, which on the disk look like any other page.
"""

from __future__ import annotations

from waystation.storage.vault_connection import Connection

__all__ = ["FIRST_PAGES", "STEP_PAGES", "fill", "free_pages", "grow", "page_count", "pages_for"]

FIRST_PAGES = 256
STEP_PAGES = 4096

# SQLite's file format, section 1.6, for pages of 4,096 bytes of which SQLCipher keeps 80: a record of exactly
# _LOCAL + n × _OVERFLOW bytes takes n whole pages beside its own.
_OVERFLOW = 4096 - 80 - 4
_LOCAL = (4096 - 80 - 12) * 32 // 255 - 23


def pages_for(needed: int) -> int:
    """The pages of a file that needs some number of them."""
    if needed > STEP_PAGES:
        return -(-needed // STEP_PAGES) * STEP_PAGES
    pages = FIRST_PAGES
    while pages < needed:
        pages *= 2
    return pages


def free_pages(connection: Connection) -> int:
    """How many pages of the file nothing uses yet."""
    return int(connection.execute("PRAGMA freelist_count").fetchone()[0])


def page_count(connection: Connection) -> int:
    """How many pages the file has."""
    return int(connection.execute("PRAGMA page_count").fetchone()[0])


def grow(connection: Connection, wanted: int) -> None:
    """Make sure of free pages, by a whole step if there are too few. Runs inside the caller's transaction.

    Args:
        connection: The store.
        wanted: How many pages are about to be used, generously.
    """
    free = free_pages(connection)
    if free >= wanted:
        return
    used = page_count(connection) - free
    fill(connection, pages_for(used + wanted) - used)


def fill(connection: Connection, pages: int) -> None:
    """Use exactly so many pages and give them back: afterwards they are free, and what they held is overwritten."""
    if pages <= 0:
        return
    payload = _LOCAL + pages * _OVERFLOW
    connection.execute("INSERT INTO filler(bytes) VALUES (zeroblob(?))", (payload - _record_header(payload),))
    connection.execute("DELETE FROM filler")


def _record_header(payload: int) -> int:
    """The bytes of a record's header with one blob: its own length (1), and the blob's type in sevens of bits."""
    sevens = 1
    while 2 * (payload - 1 - sevens) + 12 >= 1 << (7 * sevens):
        sevens += 1
    return 1 + sevens
