"""What is said of people in keepsakes."""

from __future__ import annotations

import re
from datetime import date

import pytest

from tests.archive_records import Book, shown
from waystation.archive.describing import Described
from waystation.archive.embargo import Reason
from waystation.archive.entered import Entered
from waystation.archive.leaving import Hindrance
from waystation.archive.records import Consent, Keepsake, Out
from waystation.wording import archive_people as wording
from waystation.wording.language import speaking

DAY = date(2031, 10, 1)
MINU = Described("minu", ("Kim Minsu",), ("traveller",), ("egret",), ("sora",), ("0" * 32,))
BOY = Described("boy", roles=("relative", "traveller"), child=True, of_age=date(2034, 1, 1), guardians=("sora",))


def keepsake() -> Keepsake:
    """The keepsake."""
    book = Book()
    item = book.keeps("bend")
    return book.register.keepsakes[item].record


def consent(**said: object) -> Consent:
    """Leave that Minu gives."""
    given = {"id": "1" * 32, "person": "minu", "use": "public", "given": True, "voice": True, **said}
    return Consent.model_validate(given)


def entered(one: Consent) -> Entered[Consent]:
    """Leave, as Anna wrote it down."""
    book = Book()
    book.writes(one)
    return book.register.consents[0]


def outs() -> list[Entered[Out]]:
    """A story and a bundle that left."""
    book = Book()
    for number, story in enumerate((True, False)):
        fields = {"id": str(number) * 32, "items": (keepsake().item,), "use": "film", "manifest": "a" * 64}
        book.writes(Out.model_validate({**fields, "story": story, "to": "" if story else "a newspaper"}))
    return list(book.register.outs)


def everything() -> list[str]:
    """All that can be said, as one reader might see it."""
    against = {"court": (), "public": (Hindrance("refused", {"person": "minu"}),), "film": ()}
    rows: list[tuple[str, ...]] = [
        *wording.people_rows([("minu", MINU, 2), ("boy", BOY, 1), ("x", None, 0), ("y", None, 1)], {"y"}),
        *wording.shown_rows({"minu": shown("minu", "face"), "x": shown("x")}, {"minu": MINU}, {"x"}),
        *wording.answer_rows([entered(consent(until=DAY)), entered(consent(given=False))]),
        *wording.out_rows(outs()),
        *wording.may_rows([keepsake()], ["court", "public"], {(keepsake().item, "public"): against["public"]}),
    ]
    lifted = [Reason("at_home", "minu")]
    lines = [
        *wording.person_lines(MINU, [keepsake()], DAY), *wording.person_lines(BOY, [], DAY),
        *wording.person_lines(Described("z", roles=("helper",), child=True), [], DAY),
        *wording.person_lines(Described("z", roles=("helper",), child=True, guardians=("minu",)), [], DAY),
        *(wording.nobody_line(number, 2) for number in range(3)),
        *wording.consent_lines([consent(), consent(item=keepsake().item, until=DAY, voice=False)]),
        *wording.refused_lines([consent(given=False)]), *wording.refused_lines([consent(item=keepsake().item)]),
        *wording.out_lines(outs()), *wording.out_lines(outs()[:1]), *wording.out_lines([]), wording.held_line("minu"),
        *(each for number in range(3) for each in wording.lifted_lines("minu", "film", lifted, number)),
        *(wording.agreed_line("The ford", "film", told, number) for told in (True, False) for number in range(3)),
        *(each for first, others in wording.may_blocks(against) for each in (first, *others)),
    ]  # fmt: skip
    return [*lines, *(" ".join(row) for row in rows)]


@pytest.mark.parametrize("language", ["en", "ko"])
def test_nothing_is_left_to_be_filled_in(language):
    """Every sentence is whole, in both languages."""
    with speaking(language):
        assert not any("{" in line or "}" in line for line in everything())


def test_korean_is_korean():
    """No English word is left but ids, titles, options and names."""
    own = r"anna|minu|sora|boy|egret|Kim Minsu|The ford|a newspaper|--\w+|\b[xyz]\b|\b[0-9a-f]{8,}\b"
    with speaking("ko"):
        for line in everything():
            assert not re.search("[A-Za-z]", re.sub(own, "", line)), line


def test_uses_of_which_the_same_is_said_are_said_together():
    """Nobody reads the same reasons four times."""
    refused = (Hindrance("refused", {"person": "minu", "use": "film"}),)
    assert wording.may_blocks({"court": (), "public": refused, "film": refused}) == [
        ("For a court: it may leave.", []),
        ("For the public and a film: it may not leave.", ["minu refuses."]),
    ]


def test_what_was_allowed_is_said_back():
    """For whom, in what, of what, and until when."""
    assert wording.consent_lines([consent(until=DAY)]) == [
        "minu allows it for the public, in every keepsake: voice. Until 2031-10-01."
    ]
    item = keepsake().item
    assert wording.consent_lines([consent(item=item, voice=False)]) == [
        f"minu allows it for the public, in {item[:8]} and its copies: nothing of them shown."
    ]


def test_who_wrote_an_answer_down_stands_beside_it():
    """Whoever approves a copy sees whom they have to believe."""
    (row,) = wording.answer_rows([entered(consent(until=DAY))])
    assert row == (
        "minu", "the public", "every keepsake", "allows: voice", "their own leave", "until 2031-10-01",
        "written by anna, 2031-10-01",
    )  # fmt: skip


def test_a_child_is_said_to_be_one_as_long_as_they_are():
    """And then no more."""
    assert wording.person_lines(BOY, [], DAY)[-1] == "A child, for whom sora may speak until 2034-01-01."
    assert not any("child" in line for line in wording.person_lines(BOY, [], date(2034, 1, 1)))
