"""Zips that somebody else made: what is refused, and that it is refused cheaply."""

import io
import struct
import time
import zipfile

import pytest

from tests.unit.atlas.feeds import zipped
from waystation.atlas.limits import TimetableLimits
from waystation.atlas.zips import TableZip
from waystation.errors import BadInput

LIMITS = TimetableLimits()


def refusal(data: bytes, member: str = "a.txt", limits: TimetableLimits = LIMITS):
    with pytest.raises(BadInput) as error:
        list(TableZip("t.zip", data, limits).table(member).rows())
    (mistake,) = error.value.mistakes()
    assert mistake.file == "t.zip"
    return mistake


def test_a_member_is_read_as_a_table():
    """Its rows come as they are asked for."""
    read = TableZip("t.zip", zipped({"a.txt": "x,y\n1,2\n"}), LIMITS)
    assert read.has("a.txt")
    assert not read.has("b.txt")
    assert list(read.table("a.txt").rows()) == [["1", "2"]]


def test_what_is_no_zip_is_refused():
    """Whatever it is."""
    assert refusal(b"PK\x03\x04 nothing").code == "not_zip"
    assert refusal(b"").code == "not_zip"


def test_a_missing_member_is_named_with_where_it_may_be():
    """Feeds are often zipped with their folder around them."""
    mistake = refusal(zipped({"feed/a.txt": "x\n"}))
    assert (mistake.code, mistake.fields) == ("zip_missing_member", {"member": "a.txt", "nearest": "feed/a.txt"})


def test_an_encrypted_member_is_refused():
    """The flag alone is enough; nobody is asked for a password."""
    data = bytearray(zipped({"a.txt": "x\n1\n"}))
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    assert refusal(bytes(data)).code == "zip_encrypted"


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_packing_that_gtfs_does_not_know_is_refused(method):
    """Those methods unpack without bound in one step."""
    assert refusal(zipped({"a.txt": "x\n1\n"}, method)).code == "zip_method"


def test_a_damaged_member_is_refused():
    """Its checksum tells."""
    data = bytearray(zipped({"a.txt": "x\n1\n"}, zipfile.ZIP_STORED))
    data[data.index(b"x\n1\n") + 2] = ord("2")
    assert refusal(bytes(data)).code == "not_zip"


def test_a_member_that_is_not_utf8_is_refused_with_its_line():
    """Near enough to find it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as into:
        into.writestr("a.txt", b"x\n\xff\n")
    mistake = refusal(packed.getvalue())
    assert (mistake.code, mistake.at) == ("not_utf8", "a.txt")


@pytest.mark.parametrize(
    ("text", "limits", "name"),
    [
        ("x\n" * 4, TimetableLimits(lines=3), "timetable.lines"),
        ("x\n" + "1" * 30, TimetableLimits(line_chars=20), "timetable.line_chars"),
        ("x\n" * 40, TimetableLimits(member_bytes=50), "timetable.member_bytes"),
        ("x\n" * 40, TimetableLimits(bytes=50), "timetable.bytes"),
        ("x\n", TimetableLimits(members=0), "timetable.members"),
    ],
)
def test_a_zip_past_a_limit_is_refused(text, limits, name):
    """By the limit's name."""
    mistake = refusal(zipped({"a.txt": text}), limits=limits)
    assert (mistake.code, mistake.fields["limit"]) == ("over_limit", name)


def test_a_bomb_is_refused_before_it_is_unpacked():
    """Two hundred megabytes of nothing, packed a thousand times smaller."""
    bomb = zipped({"a.txt": "x\n" + "\0" * (200 << 20)})
    begin = time.perf_counter()
    assert refusal(bomb).fields["limit"] == "timetable.ratio"
    assert time.perf_counter() - begin < 2.0


def test_a_bomb_that_lies_about_its_size_gives_no_more_than_it_declares():
    """The directory says ten bytes; what follows is damage, not memory."""
    data = bytearray(zipped({"a.txt": "x\n" + "1\n" * (2 << 20)}))
    entry = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, entry + 24, 10)
    assert refusal(bytes(data)).code == "not_zip"
