"""What is said of working copies, in English and in Korean."""

from __future__ import annotations

import re

import pytest

from waystation.archive.records import Change, Keepsake, Shown
from waystation.archive.redacting import Covered, Made
from waystation.archive.reviewing import Looked, Said
from waystation.wording.archive_redaction import (
    ASK,
    people_header,
    people_rows,
    redacted_lines,
    said_lines,
    sheet_lines,
)
from waystation.wording.language import say, speaking

ORIGINAL = Keepsake(item="a" * 32, kind="still", sha256="1" * 64, size=1, key="0" * 64, chunks=1, source="found")
COPY = ORIGINAL.model_copy(update={"item": "b" * 32, "of": ORIGINAL.item, "changes": (Change(what="faces"),)})
FILM = Covered(faces=3, doubtful=1, left=2, boxes=1, frames=1200, seconds=48.0, sound="changed", form="video/mp4")
PEOPLE = (Shown(person="mother", face=False), Shown(person="son"))


def everything():
    """Every line that can be said."""
    made = Made(COPY, ORIGINAL, FILM, PEOPLE, ("mother", "son"))
    yield from redacted_lines(made)
    yield from redacted_lines(Made(COPY, ORIGINAL, Covered(faces=1, frames=1, form="image/png"), (), ()))
    yield from redacted_lines(Made(ORIGINAL, ORIGINAL, Covered(frames=1, form="image/png"), (), ()))
    yield from redacted_lines(Made(COPY, ORIGINAL, Covered(words=2, sound="out", form="text/plain"), (), ()))
    yield from redacted_lines(Made(COPY, ORIGINAL, Covered(sound="kept", form="audio/mp4"), (), ()))
    yield from sheet_lines(COPY, "5" * 64, 40, (0, 12, 30), folder="look", beside="b.mp4")
    yield from sheet_lines(COPY, "5" * 64, 1, (0,), folder="look", beside=None)
    yield from sheet_lines(COPY, "5" * 64, 0, (), folder="look", beside="b.txt")
    yield from sheet_lines(COPY, "5" * 64, 1, (), folder="look", beside=None)
    for step in ASK:
        yield say(ASK[step])
        yield from said_lines(Said(COPY, step, PEOPLE, Looked("anna")))
    for row in (people_header(), *people_rows(PEOPLE)):
        yield from row[1:] if row[0] in {"mother", "son"} else row


def test_a_film_is_told_by_its_fullest_frame():
    """A count over all frames would say nothing."""
    lines = redacted_lines(Made(COPY, ORIGINAL, FILM, PEOPLE, ()))
    assert lines[1:7] == [
        "It has 1,200 frames.",
        "At most 3 faces at a time were found and covered.",
        "1 more place was covered because it might be a face.",
        "2 faces stay bare, as asked.",
        "1 place was covered by hand.",
        "Every voice was taken apart and made anew; words, dialect and ways of speaking stay.",
    ]


def test_where_nothing_was_covered_nobody_is_lulled():
    """A finder that finds nothing has shown nothing."""
    lines = redacted_lines(Made(ORIGINAL, ORIGINAL, Covered(frames=1, form="image/png"), (), ()))
    assert "Nothing is covered. That no face was found does not mean that there is none." in lines


def test_pictures_are_counted_as_the_sheet_counts_them():
    """From one; of many the first are named."""
    lines = sheet_lines(COPY, "5" * 64, 40, tuple(range(20)), folder="look", beside=None)
    numbers = ", ".join(str(number) for number in range(1, 13))
    assert f"What is framed in red may still be a face: in pictures {numbers}, …." in lines


def test_all_of_it_is_said_in_korean():
    """Without English words, braces or particles of both kinds."""
    with speaking("ko"):
        lines = list(everything())
    kept = re.compile(
        r"`[^`]*`|waystation archive [a-z]+|--[a-z]+|FOLDER|\b[ab]{8}\b|5{8}|\b\w+/\w+\b|b\.\w+|mother|son|look"
    )
    assert [line for line in lines if re.search("[A-Za-z]{2,}", kept.sub("", line))] == []
    assert [line for line in lines if re.search(r"[{}]|은\(는\)|이\(가\)", line)] == []


@pytest.mark.parametrize("language", ["en", "ko"])
def test_no_line_is_empty(language):
    """Each says something."""
    with speaking(language):
        assert all(line.strip() for line in everything())
