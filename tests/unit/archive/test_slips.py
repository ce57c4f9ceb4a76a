"""Slips of the pen: names that must not leave, however they are written."""

from __future__ import annotations

from unicodedata import normalize

import pytest

from waystation.archive.slips import Secret, Slip, plain_letters, slips

MINU = Secret("person", "minu", ("Kim Minsu", "김민수"))
FORD = Secret("place", "ford", ("Inn by the Ford",))
CHEN = Secret("broker", "boatman", ("Chen",))
GANG = Secret("person", "gang", ("강",))
EVERY = (MINU, FORD, CHEN, GANG)


def found(text: str, *secrets: Secret) -> list[str]:
    """The ids, or the kinds, of all slips in a text."""
    return [one.id or one.kind for one in slips({"caption": text}, secrets or EVERY)]


@pytest.mark.parametrize(
    "text",
    [
        "Kim Minsu", "a picture of KIM MINSU.", "Minsu Kim", "Minsu waits", "Min-su", "min_su.jpg", "kim.minsu.2.jpeg",
        "KimMinsuAtTheRiver.png", "photokimminsu", "M i n s u", "Mínsü", "Ｋｉｍ Ｍｉｎｓｕ", "К\u0456m М\u0456nsu",
        "Min\u00adsu", "Mi\u200bnsu", "\u202eMinsu", "Minsu's boat", "Minsu\u2019s", "the Minsus", "김민수", "김 민 수",
        "민수가 간다", "민수에게서", "김민수씨", normalize("NFD", "김민수야"), "%EA%B9%80%EB%AF%BC%EC%88%98.png",
        "&#44608;&#48124;&#49688;", "line one\nMinsu\nline three", "Minsu가",
    ],
)  # fmt: skip
def test_a_name_is_found_however_it_is_written(text):
    """Capitals, accents, lookalikes of other alphabets, blanks, hyphens, particles, invisible marks, codes."""
    assert "minu" in found(text)


@pytest.mark.parametrize("text", ["the inn by the ford", "INN-BY-THE-FORD", "innbytheford", "Inn  by\nthe Ford"])
def test_a_place_is_found_whole(text):
    """Its title in any spelling; its single words are words of everybody's."""
    assert found(text) == ["ford"]
    assert found("an inn, and further on a ford") == []


@pytest.mark.parametrize("text", ["kitchen", "chenille", "the kitchens", "a river", "강물이 깊다", "건강", "1863"])
def test_a_short_name_is_not_found_in_other_words(text):
    """Nobody can write a caption where every word hides a name."""
    assert found(text) == []


@pytest.mark.parametrize("text", ["Chen", "chen's", "Chen, the boatman", "강은 갔다", "강 씨", "with Chen2"])
def test_a_short_name_is_found_where_it_stands_alone(text):
    """Also with a particle, a possessive or a number behind it."""
    assert len(found(text)) == 1


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("at 37.12345, 127.54321", "coordinates"),
        ("They crossed at 18.40312, 104.55018.", "coordinates"),
        ("37°14'N", "coordinates"),
        ("geo:37.1,127.5", "coordinates"),
        ("8Q98GR22+22", "coordinates"),
        ("write to who@example.org", "address"),
        ("call +82 10 1234 5678", "telephone"),
        ("010-1234-5678", "telephone"),
    ],
)
def test_what_finds_people_without_a_name_is_found(text, kind):
    """Positions, addresses and numbers to call are names too."""
    assert found(text, MINU) == [kind]


@pytest.mark.parametrize("text", ["2031-10-01", "at 18:00", "1,200 to 1,300 metres", "3.14159", "pages 12-18", "1854"])
def test_dates_amounts_and_hours_are_no_positions(text):
    """What is in every caption is no slip."""
    assert found(text) == []


def test_a_slip_says_where_it_stands_and_what_stands_there():
    """Once for each text, in the letters in which it was written."""
    texts = {"title": "Minsu, Minsu", "file": "MIN_SU.jpg", "words": "nobody"}
    assert slips(texts, [MINU]) == (
        Slip("person", "minu", "title", "Minsu"),
        Slip("person", "minu", "file", "MIN_SU"),
    )


def test_names_in_other_scripts_are_found():
    """Thai, Lao and Han letters stand without blanks between words."""
    for name in ("สมชาย", "ສົມໄຊ", "王小明", "Ольга", "محمد"):
        assert found(f"x {name} y", Secret("person", "one", (name,))) == ["one"]


def test_a_secret_without_letters_is_found_nowhere():
    """An empty name is no pattern for everything."""
    assert found("anything at all", Secret("person", "nobody", ("", " - ", "…"))) == []


def test_plain_letters_are_the_same_for_what_looks_the_same():
    """Composed or not, wide or not, with accents or without."""
    assert plain_letters("Ångström") == plain_letters("A\u030angstro\u0308m") == "angstrom"
    assert plain_letters("ﬁle") == "file"
