"""What lies in a bundle: names that say nothing, lists that standard tools read."""

from __future__ import annotations

import json
import subprocess

import pytest

from tests.unit.archive.test_custody import ITEM, OTHER, keepsake
from tests.unit.archive.test_tracing import ANNA, FIRST
from waystation.archive.bundle import (
    EXTENSIONS,
    ITEM_NAME,
    SUM_LINE,
    Going,
    custody_text,
    fingerprint_of,
    key_pem,
    manifest_text,
    name_of,
    origins_text,
    sums_text,
)
from waystation.archive.custody import seal_of
from waystation.archive.tracing import follow

NAMES = {"name": "Ri Minu at the ford.jpg", "title": "Minu", "who": "Hwang", "how": "Hwang's phone", "place": "ford"}


def going(number: int = 1, **other: object) -> Going:
    """A keepsake that goes into a bundle, with names in its record."""
    record = keepsake(**{"media": "image/jpeg", "made": "2031-10-01", **NAMES, **other})
    return Going(number, record, follow(ITEM, [FIRST]).steps, record.kind)


@pytest.mark.parametrize("number", [1, 9, 10, 99, 100, 999])
@pytest.mark.parametrize("media", ["", "image/jpeg", "video/mp4", "something/odd", "../x"])
def test_a_file_is_called_by_a_number_and_what_its_bytes_are(number, media):
    """Never by what it was called, nor by anything that a record says."""
    name = name_of(going(number, media=media))
    assert ITEM_NAME.fullmatch(name)
    assert SUM_LINE.fullmatch(f"{'0' * 64}  {name}")
    assert name.split(".")[1] in {*EXTENSIONS.values(), "bin"}


def test_a_manifest_holds_no_name_no_place_and_no_hour():
    """It says what is in the bundle, what is shown, and what is not."""
    text = manifest_text([going()], "court", "2031-10-02", "e" * 32).decode()
    for word in ("Minu", "Hwang", "ford", "phone", "T", ":00", "broker", keepsake().key):
        assert word not in text
    value = json.loads(text)
    assert value["does_not_show"].startswith("that what they show happened")
    assert value["recreations"] is False
    assert value["items"][0]["file"] == "01.jpg"


def test_a_recreation_is_named_one_in_the_manifest():
    """Of the whole, and of the keepsake."""
    one = Going(1, keepsake(), follow(ITEM, [FIRST]).steps, "recreation")
    value = json.loads(manifest_text([one], "public", "2031-10-02", "e" * 32))
    assert value["recreations"] is True
    assert (value["items"][0]["kind"], value["items"][0]["recreation"]) == ("recreation", True)


def test_a_key_is_one_that_openssl_reads():
    """Its 32 bytes come out as they went in."""
    by = ANNA.public_key().public_bytes_raw()
    text = subprocess.run(
        ["openssl", "pkey", "-pubin", "-noout", "-text"], input=key_pem(by.hex()), capture_output=True, check=True
    ).stdout.decode()
    assert text.startswith("ED25519 Public-Key:")
    assert "".join(text.split("pub:")[1].split()).replace(":", "") == by.hex()


def test_statements_stand_in_a_file_as_hand_signature_and_line():
    """One each line."""
    text = custody_text(follow(ITEM, [FIRST]).steps).decode()
    hand, signature, line = text.removesuffix("\n").split(" ", 2)
    assert (hand, len(signature), line) == ("1", 88, FIRST.text)


def test_a_list_is_sorted_and_has_one_fingerprint():
    """So that the same files have the same."""
    sums = {"b": "1" * 64, "a": "2" * 64}
    assert sums_text(sums) == f"{'2' * 64}  a\n{'1' * 64}  b\n".encode()
    assert fingerprint_of(sums_text(sums)) == fingerprint_of(sums_text(dict(sorted(sums.items()))))


def test_the_seal_of_a_copy_opens_only_where_its_original_goes_along():
    """A copy alone tells nobody what it was made from."""
    original, copy = going(1), going(2, item=OTHER, of=ITEM)
    assert origins_text([copy]) == b""
    number, origin, salt = origins_text([original, copy]).decode().split()
    assert (number, origin) == ("02", "01")
    assert len(seal_of(salt, original.keepsake.sha256)) == 64
