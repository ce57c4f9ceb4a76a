"""From a pack to the arrays of a decision problem: what is shared, what is shut, what is paid."""

from __future__ import annotations

import numpy as np
import pytest

from tests.builders import condition, leg, place, small_pack
from waystation.errors import BadProblem
from waystation.planning.compiling import Charted, Moment, chart, payments
from waystation.planning.journey_states import WAIT, Node
from waystation.solver.problem import HIGH, LOW, MID
from waystation.world.pack import Pack

RIVER = condition("river", ["low", "high", "flood"])
PATROL = condition("patrol", ["away", "near"], now={"away": 0.5, "near": 0.5}, observed=False)
CLOSED = {"river=flood": "closed", "river=high": {"harm": 4.0}, "patrol=near": {"caught": 2.0}}


def action(charted: Charted, name: str) -> int:
    """The first action that takes a leg."""
    return next(
        n
        for n, option in enumerate(charted.options)
        if option.move != WAIT and charted.pack.moves[option.move].id == name
    )


def test_an_attempt_has_its_five_risks_under_each_level() -> None:
    """Rows by hidden level, then by the level that is seen; flood is shut and nothing else."""
    ford = leg("ford", risk={"harm": 0.1, "caught": [0.2, 0.4], "back": 0.3}, when=CLOSED)
    charted = chart(small_pack(ford, condition=[RIVER, PATROL]))
    problem, number = charted.problem, action(charted, "ford")
    rows = problem.rows(number)
    assert rows.shape == (2, 3)
    assert problem.shut[rows].tolist() == [[False, False, True]] * 2
    low, high = problem.risks[rows[0, 0]], problem.risks[rows[1, 1]]
    assert low[:, MID] == pytest.approx([0, 0.3, 0.1, 0.3, 0])
    assert high[:, LOW] == pytest.approx([0, 0.4 / 1.2, 0.4 / 1.3, 0.3, 0])
    assert high[:, HIGH] == pytest.approx([0, 0.8 / 1.4, 0.4 / 1.3, 0.3, 0])
    assert set(charted.moves_of_rows[rows].ravel()) == {0}


def test_closed_where_nobody_sees_it_ends_in_back_for_certain() -> None:
    """With no risk before it; and the leg is open."""
    pack = small_pack(
        leg("l", broker="g", risk={"caught": 0.5, "late": 1.0}, when={"patrol=near": "closed"}),
        broker=[{"id": "g", "role": "guide", "betrays": 0.5}],
        condition=[PATROL],
    )
    charted = chart(pack)
    rows = charted.problem.rows(action(charted, "l"))
    assert not charted.problem.shut[rows].any()
    assert charted.problem.risks[rows[1, 0]].tolist() == [[0.0] * 3] * 3 + [[1.0] * 3, [0.0] * 3]


def test_waiting_has_one_risk_and_is_the_same_whoever_led_here() -> None:
    """Two states at one place share its rows; they are counted as that place's, as −1 − its position."""
    pack = small_pack(
        place("a", found=0.5),
        leg("l", broker="g", risk={"back": 0.5}),
        broker=[{"id": "g", "role": "guide", "betrays": 0.5}],
    )
    charted = chart(pack)
    waits = [n for n, option in enumerate(charted.options) if option.move == WAIT]
    assert charted.space.nodes[:2] == [Node("a"), Node("b")]
    assert len(waits) == 2
    assert len({int(charted.problem.first_row[n]) for n in waits}) == 1
    row = int(charted.problem.first_row[waits[0]])
    assert charted.moves_of_rows[row] == -1 - [p.id for p in pack.places].index("a")
    assert charted.problem.risks[row, 0] == pytest.approx([1 - 0.5 ** (1 / 48)] * 3)
    assert not charted.problem.risks[row, 1:].any()


def test_actions_share_calendars_that_are_alike() -> None:
    """Two legs by day are one calendar, if they take as long; waiting is always open."""
    pack = small_pack(leg("x", window="day"), leg("y", window="day"), leg("z", minutes=90), hours=3)
    problem = chart(pack).problem
    opened = [problem.open_steps[c].tolist() for c in problem.calendar]
    assert opened == [[1] * 6, [1] * 6, [1] * 6, [1, 1, 1, 1, 0, 0]]
    assert problem.calendar[1] == problem.calendar[2]


def test_durations_are_the_party_s() -> None:
    """Lateness is added to them."""
    pack = small_pack(leg("l", mode="foot", minutes=30, late_minutes=45), travellers=[{"id": "x", "pace": 0.5}])
    charted = chart(pack)
    number = action(charted, "l")
    assert (charted.problem.duration[number], charted.problem.late_duration[number]) == (2, 4)


def test_a_condition_that_changes_nothing_is_not_in_the_state() -> None:
    """Even if it is named somewhere."""
    pack = small_pack(leg("l", when={"river=high": {"harm": 3.0}}), condition=[RIVER])
    assert chart(pack).problem.joint == 1


def test_the_start_is_where_and_when_it_is_asked_for() -> None:
    """With the last broker where he matters, the money spent where it is counted, the levels that are named."""
    pack = small_pack(
        place("m"),
        leg("one", to="m", broker="g", fee=100),
        leg("two", "m", "b", broker="g", fee=150, risk={"harm": 0.1}, when=CLOSED),
        broker=[{"id": "g", "role": "guide", "betrays": 0.5}],
        condition=[RIVER, PATROL],
        mission={"budget": 1000, "budget_hard": True, "budget_unit": 100},
    )
    charted = chart(pack, moment=Moment("m", 2, "g", {"river": "high"}, 110.0))
    assert charted.space.nodes[0] == Node("m", "g", 2)
    assert (charted.start.node, charted.start.step, charted.start.joint.tolist()) == (0, 2, [0.0, 1.0, 0.0])


def test_money_spent_is_counted_in_whole_units_like_every_payment() -> None:
    """1.1 in units of 0.1 is eleven, not twelve."""
    pack = small_pack(leg("l", fee=1), mission={"budget": 2, "budget_hard": True, "budget_unit": 0.1})
    assert chart(pack, moment=Moment("a", spent=1.1)).space.nodes[0].spent == 11


def test_payments_are_those_of_the_whole_party() -> None:
    """At departure and on arrival; waiting is free."""
    pack = small_pack(
        leg("l", broker="g", fee=100),
        broker=[{"id": "g", "role": "guide", "terms": {"held": 0.25}}],
        travellers=[{"id": "x"}, {"id": "y"}],
    )
    charted = chart(pack)
    due = payments(charted)
    assert due.shape == (charted.problem.actions, 2)
    assert due[action(charted, "l")].tolist() == [150.0, 50.0]
    assert not due[[n for n, option in enumerate(charted.options) if option.move == WAIT]].any()


def test_the_longer_problem_is_the_same_world_a_quarter_longer() -> None:
    """The shorter one is what is left of it: calendars and hidden levels cut, and what would end too late closed."""
    pack = small_pack(leg("l", minutes=60, risk={"caught": 0.1}, when=CLOSED), condition=[RIVER, PATROL], hours=4)
    charted = chart(pack)
    shorter, longer = charted.problem, charted.longer
    assert (shorter.steps, longer.steps) == (8, 10)
    number = action(charted, "l")
    assert shorter.open_steps[shorter.calendar[number]].tolist() == [1] * 7 + [0]
    assert longer.open_steps[longer.calendar[number]].tolist() == [1] * 9 + [0]
    assert np.array_equal(shorter.hiddens[0].weight, longer.hiddens[0].weight[:8])


@pytest.mark.parametrize("hours", [0.25, 0.5])
def test_a_horizon_of_a_step_or_none_is_a_problem_too(hours: float) -> None:
    """With nothing to decide, or one thing; also where nobody can wait and no leg leaves."""
    for features in ((leg("l"),), (place("a", no_waiting=True),)):
        assert chart(small_pack(*features, hours=hours)).problem.steps == int(hours * 2)


def nearly_too_long(steps: int) -> Pack:
    """A pack of so many steps of a minute."""
    return small_pack(leg("l"), step=1, hours=steps / 60)


def test_the_longest_horizon_can_be_a_quarter_longer() -> None:
    """The check that it is long enough does not itself pass the limit."""
    assert chart(nearly_too_long(50_000)).longer.steps == 62_500


def test_too_many_ways_out_of_a_place_are_refused() -> None:
    """254 with waiting; the error is ours, not that of an array."""
    with pytest.raises(BadProblem, match="actions_at_node"):
        chart(small_pack(*(leg(f"l{number}") for number in range(254))))
    assert chart(small_pack(*(leg(f"l{number}") for number in range(253)))).problem.actions == 254
