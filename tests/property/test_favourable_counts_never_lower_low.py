"""Law: a favourable, independent count on caught, harm, betrayed or found never lowers the plan's `low`."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import leg, place, small_pack
from tests.property.heard import attempts
from tests.reports import ago, delivery, word
from waystation.evidence.ledger import believe
from waystation.planning.plan import make_plan
from waystation.world.chances import Counts
from waystation.world.pack import Pack
from waystation.world.report import Report

CHANCES = st.sampled_from([None, 0.1, [0.05, 0.3], {"events": 1, "trials": 9}])
FATAL = ("arrived", "harm", "caught", "betrayed")
"""Outcomes that are no trial of `back` or `late`, whose either end may be the worse, unless these were reported."""


def pack(caught: Any, harm: Any, record: dict[str, float] | None, **words: Any) -> Pack:
    """Two ways, one by a guide, who is tempted; one may leave when it is too late for the other."""
    risk = {name: chance for name, chance in (("caught", caught), ("harm", harm)) if chance is not None}
    return small_pack(
        leg("l", broker="g", fee=5, risk=risk),
        leg("m", risk={"caught": [0.2, 0.4]}, departures=["13:00"]),
        place("a", **words),
        hours=3,
        broker=[{"id": "g", "role": "guide", **({"record": record} if record else {})}],
        reward={"per_head": 100.0},
        evidence={"half_life_days": 60.0, "as_of": ago(90)},
    )


def low(given: Pack, heard: list[Report]) -> float:
    """What the plan is worth at worst, after these reports."""
    return make_plan(believe(given, heard).pack).outcome.safe.low


RECORDS = st.sampled_from([None, {"kept": 3.0, "temptation": 4.0}, {"kept": 2.0, "broken": 1.0}])


@settings(max_examples=60)
@given(CHANCES, CHANCES, RECORDS, st.lists(attempts(FATAL), max_size=8), st.sampled_from(["A1", "C3", "E5"]))
def test_one_more_arrival_or_good_word(
    caught: Any, harm: Any, record: dict[str, float] | None, heard: list[Report], grade: str
) -> None:
    """By somebody new: no fact that was told already."""
    given = pack(caught, harm, record)
    heard = [*heard, word(kept=1.0, temptation=6.0, days=20)]
    before = low(given, heard)
    assert low(given, [*heard, delivery(source="dana", grade=grade)]) >= before - 1e-9
    assert low(given, [*heard, word(kept=3.0, source="dana", grade=grade)]) >= before - 1e-9


@settings(max_examples=30)
@given(st.floats(0.0, 3.0), st.floats(0.0, 20.0), st.floats(0.1, 20.0))
def test_one_more_quiet_night(found: float, quiet: float, more: float) -> None:
    """Of being found there are only the pack's own counts."""
    given = pack([0.6, 0.9], None, {"kept": 1.0})

    def with_trials(trials: float) -> Pack:
        counts = Counts(events=found, trials=trials)
        changed = {"a": given.place["a"].model_copy(update={"found": counts})}
        return replace(given, places=tuple(changed.get(one.id, one) for one in given.places))

    assert low(with_trials(found + quiet + more), []) >= low(with_trials(found + quiet), []) - 1e-9
