"""Reports about journeys that cannot be are refused, each in one line that says what would be right."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.builders import leg, place, small_pack, write_pack
from tests.journeys import NAME, accepted, at, closed, delivery, departure, heard
from waystation.desk.hear.taking import take_reports
from waystation.errors import BadInput, Mistake
from waystation.guiding.refusing import refusal
from waystation.storage.report_files import ReportFile
from waystation.wording.mistakes import say_mistake
from waystation.world.report import Report, read_report, report_json

FEATURES = (place("m"), leg("up", "a", "m", both_ways=True, broker="g"), leg("on", "m", "b"))
PACK = small_pack(*FEATURES, hours=24, broker=[{"id": "g", "role": "guide"}, {"id": "h", "role": "driver"}])

BEGUN = [accepted(at(0))]
LEFT = [*BEGUN, departure("up", at(10))]
THERE = [*LEFT, delivery("up", at(40))]
LOST = [*LEFT, delivery("up", at(40), "caught")]
OVER = [*THERE, departure("on", at(50)), delivery("on", at(80)), closed(at(90))]
PAID = heard("payment", at(10), to="g", amount=1, state="paid", leg="x", journey=NAME)
CARD = heard("card", at(10), journey=NAME, to="broker:g", legs=["x"])
WARNED = heard("warned", at(20), burn=str(LEFT[1].id), who="broker:g")

BAD: list[tuple[str, list[Report], Report, str]] = [
    ("an unknown journey", BEGUN, departure("up", at(10), "hern"), "journey_unknown"),
    ("no journey at all", [], departure("up", at(10)), "journey_unknown"),
    ("an unknown leg", BEGUN, departure("upp", at(10)), "report_unknown"),
    ("an unknown leg, delivered", BEGUN, delivery("upp", at(10)), "report_unknown"),
    ("an unknown place", BEGUN, heard("checkin", at(10), journey=NAME, word="good", at="moon"), "report_unknown"),
    ("an unknown place to go to", BEGUN, departure("up", at(10), to="moon"), "report_unknown"),
    ("an unknown broker, silent", BEGUN, heard("silence", at(10), broker="gg"), "report_unknown"),
    ("an unknown broker, burnt", BEGUN, heard("burn", at(10), what="broker", name="gg"), "report_unknown"),
    ("an unknown place, burnt", BEGUN, heard("burn", at(10), what="place", name="moon"), "report_unknown"),
    ("a price of an unknown leg", BEGUN, heard("price", at(10), leg="upp", fee=5), "report_unknown"),
    ("the illness of a stranger", BEGUN, heard("illness", at(10), journey=NAME, person="king"), "report_unknown"),
    ("money for an unknown leg", BEGUN, PAID, "report_unknown"),
    ("a card of an unknown leg", BEGUN, CARD, "report_unknown"),
    ("before the journey began", BEGUN, departure("up", at(-10)), "journey_not_begun"),
    ("closed before it began", BEGUN, closed(at(-10), "home"), "journey_not_begun"),
    ("departure from where they are not", BEGUN, departure("on", at(10)), "departure_elsewhere"),
    ("departure in the wrong direction", BEGUN, departure("up", at(10), to="a"), "departure_elsewhere"),
    ("departure while they are on a leg", LEFT, departure("on", at(20)), "departure_underway"),
    ("the outcome of a leg nobody was on", BEGUN, delivery("on", at(10)), "delivery_nobody"),
    ("the outcome of another leg", LEFT, delivery("on", at(20)), "delivery_other_leg"),
    ("an arrival that contradicts the last", THERE, delivery("on", at(35)), "delivery_other_leg"),
    ("a broker who does not run that leg", LEFT, delivery("up", at(20), broker="h"), "broker_not_on_leg"),
    ("a departure after they were lost", LOST, departure("up", at(50)), "journey_lost"),
    ("an arrival after they were lost", LOST, delivery("up", at(50)), "journey_lost"),
    ("a check-in of a closed journey", OVER, heard("checkin", at(95), journey=NAME, word="good"), "journey_over"),
    ("a departure of a closed journey", OVER, departure("on", at(95)), "journey_over"),
    ("closed twice", OVER, closed(at(100)), "journey_over"),
    ("begun twice", OVER, accepted(at(100)), "journey_known"),
    ("begun beside one that runs", LEFT, accepted(at(20), "heron-2", 518), "journey_runs"),
    ("begun without a number", [], heard("journey", at(0), journey=NAME, state="accepted"), "journey_number"),
    ("begun with a number that is taken", OVER, accepted(at(100), "heron-2", 417), "journey_number"),
    ("closed without saying how", THERE, heard("journey", at(50), journey=NAME, state="closed"), "journey_end"),
    ("closed as arrived on the way", LEFT, closed(at(50), "arrived"), "end_not_arrived"),
    ("closed as home after they were lost", LOST, closed(at(50), "home"), "end_lost"),
    ("closed as lost at the end", OVER[:-1], closed(at(90), "lost"), "end_arrived"),
    ("closing of an unknown journey", LEFT, closed(at(50), "home", "hern"), "journey_unknown"),
    ("done while it runs", THERE, heard("done", at(50), journey=NAME, task="trace"), "done_running"),
    ("done, but nothing of that name", OVER, heard("done", at(95), journey=NAME, task="tracee"), "done_unknown"),
    ("an answer to nothing", BEGUN, heard("acknowledged", at(10), answers="ffff"), "report_answers_nothing"),
    ("warned of a burn that is none", LEFT, WARNED, "report_answers_nothing"),
    ("on call until before", BEGUN, heard("oncall", at(10), who="anna", until=at(5).isoformat()), "oncall_until"),
    ("a departure that unsettles what follows", OVER[:-1], departure("up", at(45)), "report_unsettles"),
]  # fmt: skip


@pytest.mark.parametrize(("known", "report", "code"), [case[1:] for case in BAD], ids=[case[0] for case in BAD])
def test_what_cannot_be_is_refused_in_one_line(known, report, code):
    """It names what is wrong and what would be right, and leaves no brace behind."""
    mistake = refusal(PACK, known, report)
    assert mistake is not None
    assert mistake.code == code
    line = say_mistake(mistake)
    assert "\n" not in line
    assert "{" not in line


GOOD: list[tuple[str, list[Report], Report]] = [
    ("a departure", BEGUN, departure("up", at(10))),
    ("an arrival", LEFT, delivery("up", at(40))),
    ("an arrival of which no departure was told", BEGUN, delivery("up", at(40), broker="g")),
    ("the same arrival from another source", THERE, delivery("up", at(45), source="g")),
    ("an arrival that is told late, with the departure", THERE, delivery("up", at(35))),
    ("that they were lost, from another source", LOST, delivery("up", at(45), "caught", source="g")),
    ("a check-in of an unlikely place", LEFT, heard("checkin", at(20), journey=NAME, word="good", at="b")),
    ("another broker of a leg that was not ours", BEGUN, delivery("up", at(10), name=None, broker="h")),
    ("a second try", OVER, accepted(at(100), "heron-2", 518)),
    ("that they turned home", THERE, closed(at(50), "home")),
    ("that they are lost, for all that is known", THERE, closed(at(50), "lost")),
    ("a thing done", OVER, heard("done", at(95), journey=NAME, task="trace")),
    ("what was seen late of a closed journey", OVER, heard("illness", at(60), journey=NAME, person="boy")),
    (
        "what happened before a correction was told",
        [*THERE, heard("correction", at(50), answers=THERE[2].id)],
        delivery("up", at(45), "back"),
    ),
    ("a correction, whatever it unsettles", OVER, heard("correction", at(95), answers=OVER[1].id)),
]


@pytest.mark.parametrize(("known", "report"), [case[1:] for case in GOOD], ids=[case[0] for case in GOOD])
def test_what_can_be_is_not_refused(known, report):
    """Not even where it is unlikely."""
    assert refusal(PACK, known, report) is None


def kept(folder: Path, *reports: Report) -> ReportFile:
    """A mission whose folder has some reports."""
    write_pack(folder, *FEATURES, hours=24, broker=[{"id": "g", "role": "guide"}])
    store = ReportFile(folder)
    store.add(reports)
    return store


def values(*reports: Report) -> list[dict[str, Any]]:
    return [{**report_json(one), "heard": at(600).isoformat()} for one in reports]


def test_all_or_none_are_kept(tmp_path):
    """One that cannot be keeps the others out, and its line is said."""
    store = kept(tmp_path / "p", *BEGUN)
    before = (tmp_path / "p" / "reports.jsonl").read_bytes()
    with pytest.raises(BadInput) as error:
        take_reports(store, PACK, values(departure("up", at(10)), delivery("on", at(40))), at(600))
    (mistake,) = error.value.found
    assert isinstance(mistake, Mistake)
    assert (mistake.code, mistake.line) == ("delivery_other_leg", 2)
    assert (tmp_path / "p" / "reports.jsonl").read_bytes() == before


def test_reports_given_together_may_be_in_any_order(tmp_path):
    """Each is held against those that happened before it."""
    store = kept(tmp_path / "p", *BEGUN)
    assert len(take_reports(store, PACK, values(delivery("up", at(40)), departure("up", at(10))), at(600))) == 2


def test_nothing_is_heard_that_is_still_to_come(tmp_path):
    """Unless the mission lies ahead, and is rehearsed."""
    store = kept(tmp_path / "p", *BEGUN)
    ahead = [{**report_json(departure("up", at(10))), "heard": at(120).isoformat()}]
    with pytest.raises(BadInput) as error:
        take_reports(store, PACK, ahead, at(60), latest=at(60))
    assert [mistake.code for mistake in error.value.found] == ["heard_future"]
    assert take_reports(store, PACK, ahead, at(60))


@pytest.mark.parametrize("fee", ["much", -1, [200, 120], [1, 2, 3], [], True, 1e13])
def test_a_fee_that_is_none_is_one_mistake(fee):
    """It says what a fee looks like."""
    found = read_report({"kind": "price", "source": "anna", "happened": at(0).isoformat(), "leg": "up", "fee": fee})
    assert isinstance(found, list)
    assert [(mistake.code, mistake.at) for mistake in found] == [("fee_form", "fee")]
    assert "must be a fee" in say_mistake(found[0])
