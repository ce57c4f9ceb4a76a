"""What stands in the way of a keepsake, in words."""

from __future__ import annotations

import re

import pytest

from waystation.archive.embargo import HOLDS, Reason
from waystation.archive.leaving import CODES, Hindrance
from waystation.archive.records import USES
from waystation.archive.slips import Slip
from waystation.wording.archive_holds import SLIPS, hindrance_line, hindrance_lines, reason_line, slip_line, use_word
from waystation.wording.language import speaking

ITEM = "4d25f29d" * 4
FIELDS = {
    "item": ITEM, "person": "minu", "kin": "sora", "aspect": "face", "use": "public", "until": "2031-11-01",
    "basis": "consent, legal claims", "mission": "heron", "journey": "first",
}  # fmt: skip
LATIN = re.compile(r"waystation archive(?: \w+)?|--\w+|minu|sora|heron|first|4d25f29d|2031-11-01")


def every() -> list[Hindrance]:
    """Each hindrance in each of its forms: one's own, of kin, of a journey, of nowhere."""
    found = []
    for code in CODES:
        own = {key: value for key, value in FIELDS.items() if key != "kin"}
        found.append(Hindrance(code, own if code != "kin_unknown" else FIELDS))
        if code in ("on_the_way", "unseen", *HOLDS) and code != "kin_unknown":
            found.append(Hindrance(code, FIELDS))
        if code in ("on_the_way", "unseen", "lost"):
            found.append(Hindrance(code, {**own, "person": "first"}))
    return [*found, Hindrance("unseen", {"person": "minu"}), Hindrance("unseen", {"person": "minu", "kin": "sora"})]


@pytest.mark.parametrize("language", ["en", "ko"])
def test_each_is_a_whole_sentence(language):
    """Nothing is left to be filled in, and nothing is said twice for different things."""
    with speaking(language):
        lines = [hindrance_line(one) for one in every()]
    assert not any("{" in line or "}" in line for line in lines)
    assert len(set(lines)) == len(lines)


def test_korean_is_korean():
    """No English word is left but commands and ids."""
    with speaking("ko"):
        for one in every():
            line = hindrance_line(one)
            assert not re.search("[A-Za-z]", LATIN.sub("", line)), line
        for kind in SLIPS:
            assert re.search("[가-힣]", slip_line(Slip(kind, "minu", "caption", "Minsu")))


def test_what_two_members_can_lift_is_said_to_be_liftable():
    """And what nobody lifts is not."""
    held = Hindrance("at_home", {"person": "minu", "claim": "0" * 32})
    assert hindrance_line(held) == (
        "minu, or somebody of theirs, could be made to pay for it at home. Two members can lift this."
    )
    running = Hindrance("on_the_way", {"person": "minu", "mission": "heron", "journey": "first"})
    assert hindrance_line(running) == "minu is still on the way (heron, journey first)."


def test_what_is_about_one_person_is_said_once():
    """A mother and a daughter who are each other's kin have not left twice."""
    of_mother = Hindrance("not_begun", {"person": "mother", "mission": "heron", "claim": "1" * 32})
    of_kin = Hindrance("not_begun", {"person": "daughter", "kin": "mother", "mission": "heron", "claim": "1" * 32})
    assert hindrance_lines([of_kin, of_mother]) == ["mother has not left yet (heron). Two members can lift this."]


def test_a_reason_is_worded_by_whom_it_is_about():
    """They themselves, their kin, or the journey on which a keepsake was made."""
    lost = Reason("lost", "minu", mission="heron", journey="first")
    assert reason_line(lost) == "minu was lost on the way (heron, journey first)."
    assert reason_line(Reason("lost", "minu", "sora", "heron", "first")).startswith("sora, kin of minu, was lost")
    assert reason_line(Reason("lost", "first", mission="heron", journey="first")).startswith("The journey on which")
    assert reason_line(Reason("unseen", "", mission="heron")).startswith("The journey on which it was made cannot")
    assert reason_line(Reason("turned_home", "first", mission="heron", journey="first")).startswith("first was turned")


def test_a_slip_shows_what_stands_there():
    """In the letters of whoever wrote it."""
    assert slip_line(Slip("person", "minu", "title", "MIN-SU")) == "title: “MIN-SU” names minu."


def test_uses_are_worded():
    """Each use, and a word for what a newer version may know."""
    assert [use_word(use) for use in (*USES, "museum")] == ["a court", "journalists", "the public", "a film", "museum"]
