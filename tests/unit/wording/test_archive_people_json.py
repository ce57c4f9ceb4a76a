"""The JSON of people in keepsakes: the same in every language, and never a secret of how things are lifted."""

from __future__ import annotations

import json
from datetime import date

from tests.archive_records import Book, shown
from waystation.archive.describing import Described
from waystation.archive.embargo import Reason
from waystation.archive.leaving import Hindrance
from waystation.archive.slips import Slip
from waystation.wording import archive_people_json as contract
from waystation.wording.language import speaking


def documents() -> list[object]:
    """One of each."""
    book = Book()
    item = book.keeps("bend", shown("minu", "face"))
    keepsake = book.register.keepsakes[item].record
    who = Described("minu", ("김민수",), ("traveller",), of_age=date(2034, 1, 1), child=True)
    book.answers("minu", "film")
    consents = book.register.consents
    against = {(keepsake.item, "film"): (Hindrance("at_home", {"person": "minu", "claim": "0" * 32}),)}
    return [
        contract.may_json([keepsake], ["court", "film"], against),
        contract.person_json(who, [keepsake], date(2031, 1, 1)),
        contract.people_json([("minu", who, 1), ("sora", None, 0)]),
        contract.shown_json(keepsake.item, {"minu": shown("minu", "face")}, 1),
        contract.answers_json(consents),
        contract.refused_json(consents, []),
        contract.lifted_json("minu", "film", [Reason("lost", "minu", "sora", "heron", "first")], 1),
        contract.told_json("place", "ford", "film", True, 1),
        contract.slip_json(Slip("person", "minu", "title", "Minsu")),
    ]


def test_it_is_the_same_in_every_language():
    """Codes and ids are never translated."""
    with speaking("ko"):
        korean = json.dumps(documents())
    assert korean == json.dumps(documents())


def test_what_may_leave_says_so_by_use():
    """Each use with whether, and why not; the ids of claims stay inside."""
    (found,) = documents()[0]
    assert found["uses"] == {
        "court": {"may_leave": True, "hindrances": []},
        "film": {"may_leave": False, "hindrances": [{"code": "at_home", "person": "minu"}]},
    }


def test_an_answer_says_everything_but_what_it_answers():
    """What is not there is null."""
    book = Book()
    book.answers("minu", "film", after=("2" * 32,), member="ben")
    (found,) = contract.answers_json(book.register.consents)
    assert (found["member"], found["day"]) == ("ben", "2031-10-01")
    assert (found["item"], found["until"], found["by"], found["given"]) == (None, None, None, True)
    assert "after" not in found
