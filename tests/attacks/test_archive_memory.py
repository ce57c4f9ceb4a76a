"""However large a keepsake is, taking it in, opening and carrying it needs no more memory than a few of its pieces."""

from __future__ import annotations

import tracemalloc

import pytest

from tests.archives import MISSION, an_archive
from waystation.archive.intake import KeepsakeDraft
from waystation.archive.records import Keepsake
from waystation.desk.keep.archive.adding import take_in
from waystation.desk.keep.archive.holding import sealed_bytes, sealed_files
from waystation.desk.keep.archive.looking import look_into
from waystation.desk.keep.archive.moving import carry, receive
from waystation.vault.chunks import MOST_SEALED

MEGABYTES = 192
MOST_BYTES = 16 * MOST_SEALED
"""A third of the file; what is under way at one time is less, however long the file."""


class Film:
    """A film of so many megabytes that lies nowhere: it is made as it is read.

    Args:
        megabytes: How many.
    """

    def __init__(self, megabytes: int) -> None:
        self._left = megabytes << 20
        self._head = b"\0\0\0\x18ftypisom" + bytes(12)

    def read(self, size: int) -> bytes:
        """At most so many bytes."""
        head, self._head = self._head[:size], self._head[size:]
        given = min(size - len(head), self._left)
        self._left -= given
        return head + bytes(given)


@pytest.fixture
def archive(tmp_path):
    """An archive of two members, whose vaults are closed when the test ends."""
    made = an_archive(tmp_path / "archive")
    yield made
    made.close()


def most_of(act) -> tuple[object, int]:
    """What an act gives back, and the most bytes that were held at one time while it went on."""
    tracemalloc.start()
    try:
        found = act()
        return found, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_a_long_film_takes_no_more_memory_than_a_short_one(archive, tmp_path):
    """In, out, onto a stick and from it; and a look into it reads its head and its tail alone."""
    kept, most = most_of(lambda: take_in(archive.anna, MISSION, Film(MEGABYTES), KeepsakeDraft(source="found")))
    assert isinstance(kept, Keepsake)
    assert kept.size == (MEGABYTES << 20) + 24
    assert most < MOST_BYTES, f"taking in: {most:,}"
    size, most = most_of(lambda: sum(len(piece) for piece in sealed_bytes(archive.anna, kept)))
    assert size == kept.size
    assert most < MOST_BYTES, f"opening: {most:,}"
    _, most = most_of(lambda: carry(archive.anna, tmp_path / "stick"))
    assert most < MOST_BYTES, f"carrying: {most:,}"
    archive.exchange()
    came, most = most_of(lambda: receive(archive.ben, tmp_path / "stick"))
    assert kept.item in came.whole
    assert most < MOST_BYTES, f"receiving: {most:,}"
    looked, most = most_of(lambda: look_into(archive.anna, kept))
    assert looked.media == "video/mp4"
    assert most < MOST_BYTES, f"looking: {most:,}"
    for vault in (archive.anna, archive.ben):
        files = sealed_files(vault)
        for name in files.names():  # two hundred megabytes each are not left to the check when the test ends
            (files.path / name).unlink()
