"""Terms, portfolios, calibration and charters in Korean: what to agree, whom to meet, how well it was foreseen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from math import inf
from typing import Any

import pytest

from tests.builders import condition, leg, small_pack
from tests.histories import HISTORIES, history
from tests.korean import amiss_in_korean
from tests.unit.deciding.test_portfolio import request, way
from tests.unit.deciding.test_terms import bribed, two_guides
from waystation.deciding.calibration import Case, calibrate
from waystation.deciding.charter import CharterState, Signature
from waystation.deciding.more import More
from waystation.deciding.permits import Permit
from waystation.deciding.portfolio import Level, choose
from waystation.deciding.prices import find_bribes, raised_prices, rewards
from waystation.deciding.requests import Common
from waystation.deciding.terms import find_frontier
from waystation.deciding.verdict import Change, Flip, Gate
from waystation.planning.splits import split_party
from waystation.wording import calibration, charters, portfolio, terms
from waystation.wording.calibration_pictures import calibration_figure
from waystation.wording.language import speaking

MADE = datetime(2031, 10, 1, tzinfo=UTC)
TITLES = {"first": "첫 번째 가족", "second": "둘째 가족", "place:house": "오래된 집", "broker:g": "황 선생"}
KEPT = {"small", "anna", "ben", "carl", "river", "ask", "x", "h", "a", "b", "l", "m"}
LOW = Gate("low", 0.14, 0.25, holds=False, missed="decline")
BAND = Gate("low/second", 0.14, 0.8, holds=False, missed="second")
CONSENT = Gate("consent", 1, 0, holds=False, missed="hold", about=("anna",))
FLIP = Flip((Change("consent:anna", "given"),), "go", 0.5, 0.6)


def day(number: int) -> datetime:
    """The beginning of a day of the period."""
    return MADE + timedelta(days=number)


def flat(rows: object) -> list[str]:
    """All texts in lists of lists."""
    if isinstance(rows, str):
        return [rows]
    return [text for row in rows for text in flat(row)]  # type: ignore[attr-defined]


def figure_texts(figure: Any) -> Iterator[str]:
    """What a figure says beside its numbers, and that it says in which language."""
    assert figure.lang == "ko"
    yield from (figure.title, *figure.subtitle, figure.in_clear)
    for panel in figure.panels:
        yield from (panel.title, panel.note, getattr(panel, "across", ""))
        yield from (text for bar in getattr(panel, "bars", ()) for text in (bar.label, bar.text))


def unlatin(texts: list[str]) -> list[str]:
    """Texts without the second form of a particle behind an id of Latin letters, which has no other."""
    return [text.replace("이(가)", "가").replace("은(는)", "는").replace("을(를)", "를") for text in texts]


def test_terms_are_said_in_korean() -> None:
    """What they are worth and cost, within a budget and not; bribes, rewards and prices that rise."""
    packs = [two_guides(), two_guides(budget=10), small_pack(leg("l"))]
    with speaking("ko"):
        said: list[str] = []
        for pack in packs:
            found = find_frontier(pack)
            said += [*terms.frontier_lines(pack, found), *flat(terms.offer_rows(pack, found))]
            said += [*terms.offer_lines(pack, found.safest), *figure_texts(terms.terms_figure(pack, found))]
            said += terms.raised_lines(pack, raised_prices(pack))
        said += terms.bribe_lines(bribed(), find_bribes(bribed()))
        family = small_pack(
            leg("l"), travellers=[{"id": "a"}, {"id": "b"}, {"id": "x"}], reward={"per_head": 400, "group": 2000}
        )
        for parts in (1, 3):
            said += terms.reward_lines(family, rewards(family), [], parts)
        said += terms.reward_lines(family, rewards(family), split_party(family), 3)
        said += terms.reward_lines(packs[2], rewards(packs[2]), [], 1)
    assert amiss_in_korean(unlatin(said), KEPT | {"Anna", "Ben"} | names(packs)) == []


def names(packs: list[Any]) -> set[str]:
    """Titles and ids of packs."""
    return {one.title for pack in packs for one in pack.brokers} | {one.id for pack in packs for one in pack.legs}


PERMITS = [
    (Permit("decline", (LOW, BAND, CONSENT)),),
    (Permit("decline", (LOW,)), Permit("hold", (CONSENT,), "consent")),
    (Permit("hold", (), "condition:river=high", day(9).replace(hour=22), 9),),
    (Permit("hold", (Gate("charter.signed", 0, None, holds=False, missed="hold"),), "charter"),),
]


@pytest.mark.parametrize("permits", PERMITS)
def test_whom_a_charter_keeps_back_is_told_in_korean(permits: tuple[Permit, ...]) -> None:
    """Why, and what would change it."""
    found = choose([request("first", *(way(at, permit=permit) for at, permit in enumerate(permits)))], Common(7))
    pack = small_pack(leg("l"), condition=[{**condition(), "name": "강 수위"}])
    with speaking("ko"):
        lists = portfolio.refused_lists(
            found, TITLES, day=day, currency="USD", packs={"first": pack}, flips={"first": (FLIP,)}
        )
        said = [*flat(lists), *portfolio.answer_lines(found, 1, "USD"), *portfolio.answer_lines(found, 2, "USD")]
    assert amiss_in_korean(unlatin(said), KEPT) == []


def test_whom_to_meet_is_said_in_korean() -> None:
    """Who leaves when, who must wait for want of what, what more would bring, and the picture."""
    one = way(nights=(("house", 2),), cost=700.0, engaged=(("g", 1),))
    asked = [request("first", one, people=3), request("second", one, people=2)]
    groups = Permit("split", (LOW,), groups=(("anna",), ("ben", "carl")), words=("second", "go"))
    held = Permit("hold", (), "condition:river=high", day(0).replace(hour=22), 0)
    freed = [request("first", way(permit=Permit("second", (BAND,)))), request("second", way(permit=groups))]
    freed.append(request("x", way(permit=held)))
    commons = [
        Common(7, 1000.0, {"house": 4}, 1, 1, {}, 1, 0.5), Common(7, 1000.0), Common(7, None, {"house": 4}),
        Common(7, None, {"house": 1}), Common(7, None, {}, 1), Common(7, None, {}, None, 1), Common(7, 1.0),
    ]  # fmt: skip
    more = [
        More("bed:house", 1.0, 1.5, 1.5, ("first",), ("second",)), More("bed:house", 1.0, 1.5, 1.5, ("first",), ()),
        More("bed:house", 1.0, 1.5, 1.5, (), ("x", "y", "x", "y", "x", "y", "x")),
        More("money", 1000.0, 0.4, 0.9, (), ()), More("broker:g", 1.0, 0.0, 0.0, (), ()),
        More("broker:h", 1.0, 0.0, 0.0, (), ()), More("attention", 1.0, 0.0, 0.0, (), ()),
    ]  # fmt: skip
    with speaking("ko"):
        said = [*portfolio.more_lines(more, TITLES, "USD"), *portfolio.more_lines(more[4:5], TITLES, "USD")]
        for requests, common in [*((asked, common) for common in commons), (freed, Common(7)), ([], Common(1))]:
            found = choose(requests, common)
            said += [*portfolio.answer_lines(found, len(requests), "USD"), *portfolio.chosen_lines(found, TITLES)]
            said += flat(portfolio.chosen_rows(found, TITLES, day, "USD"))
            said += flat(portfolio.refused_lists(found, TITLES, day=day, currency="USD", packs={}, flips={}))
            said += figure_texts(portfolio.portfolio_figure(found, TITLES, day, "USD", ()))
        for first, second, bound in (
            (True, True, 3.0),
            (True, False, 3.0),
            (False, False, 3.5),
            (False, False, inf),
        ):
            levels = (Level("people", 3.0, bound, first), Level("waiting", 9.0, 12.0, second))
            said += portfolio.proof_lines(levels)
    assert amiss_in_korean(unlatin(said), KEPT | {"y"}) == []


def test_how_well_it_was_foreseen_is_said_in_korean() -> None:
    """Whatever the history, and where there is none."""
    cases = [history(kind, size, 1) for kind in HISTORIES for size in (1, 5, 40, 200)]
    cases += [[], [Case(0.9, False)] * 5, [Case(1.0, True)] * 3]
    with speaking("ko"):
        said = [calibration.how_often(chance) for chance in (1.0, 0.34, 0.0149, 0.0)]
        assert said == ["거의 언제나", "100번 중 34번", "67번에 한 번", "2,000번에 한 번도 안 되게"]
        for each in cases:
            found = calibrate(each)
            said += [*calibration.answer_lines(found, 2, 1), *calibration.score_lines(found)]
            said += [*flat(calibration.bin_rows(found)), *flat(calibration.urgency_rows(found))]
            said += [
                *flat(calibration.overruling_rows(found.overruling)),
                *calibration.overruling_lines(found.overruling),
            ]
            said += figure_texts(calibration_figure(found, 2, 1))
    assert amiss_in_korean(said, {"Brier"}) == []


def test_how_a_charter_stands_is_said_in_korean() -> None:
    """Signed and not, current and not, and with what was signed before."""
    charter = small_pack(
        leg("l"), charter={"members": ["에스더", "룻"], "threshold": 2, "review": "2032-01-01"}
    ).charter
    assert charter is not None
    both = tuple(Signature(who, MADE, True, "r") for who in ("에스더", "룻"))
    taken = (both[0], Signature("룻", MADE, False, "r"))
    states = [
        CharterState(None, "", (), (), date(2031, 10, 1)),
        CharterState(charter, "abc123", both, (), date(2031, 10, 1)),
        CharterState(charter, "abc123", taken, (), date(2033, 10, 1)),
    ]
    with speaking("ko"):
        said = [line for state in states for line in charters.state_lines(state)]
        said += charters.charter_lines(charter)
    assert "에스더가 2031-10-01에 서명했습니다." in said
    assert amiss_in_korean(said, {"abc123"}) == []
