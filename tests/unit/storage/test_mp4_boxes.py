"""What a writer put beside film and sound is blanked, and nothing else is."""

from __future__ import annotations

import struct

from waystation.storage.mp4_boxes import blank_user_data
from waystation.storage.scratch import scratch_of


def box(kind, *inside):
    """A box of an MP4 file."""
    body = b"".join(inside)
    return struct.pack(">I4s", 8 + len(body), kind) + body


def blanked(data, tmp_path):
    """The bytes after their user data was blanked."""
    with scratch_of([data], tmp_path, len(data)) as made:
        blank_user_data(made)
        return b"".join(made.blocks())


def test_user_data_becomes_free_space_wherever_it_lies(tmp_path):
    """In the film as a whole and in each of its tracks; every other byte stays where it was."""
    secret = box(b"udta", box(b"meta", b"a name"))
    data = box(b"ftyp", b"isom") + box(b"moov", box(b"mvhd", b"x" * 20), box(b"trak", box(b"tkhd"), secret), secret)
    data += box(b"meta", b"another") + box(b"mdat", b"udta, but of the film")
    made = blanked(data, tmp_path)
    free = struct.pack(">I4s", len(secret), b"free") + bytes(len(secret) - 8)
    wanted = data.replace(secret, free).replace(box(b"meta", b"another"), struct.pack(">I4s", 15, b"free") + bytes(7))
    assert made == wanted
    assert b"name" not in made
    assert b"udta, but of the film" in made


def test_boxes_that_say_they_are_longer_than_the_file_end_the_walk(tmp_path):
    """Nothing outside is written to."""
    for data in (struct.pack(">I4s", 99, b"udta"), struct.pack(">I4s", 4, b"moov") + b"rest", b"", b"short"):
        assert blanked(data, tmp_path) == data


def test_long_and_open_boxes_are_understood(tmp_path):
    """A size of eight bytes, and one that reaches to the end."""
    long = struct.pack(">I4sQ", 1, b"mdat", 20) + b"film"
    assert blanked(long + box(b"udta", b"name"), tmp_path) == long + struct.pack(">I4s", 12, b"free") + bytes(4)
    assert blanked(struct.pack(">I4s", 0, b"udta") + b"name", tmp_path) == struct.pack(">I4s", 12, b"free") + bytes(4)
