"""Law: when every count behind one risk ages alike, the plan's `low` does not rise."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import leg, small_pack
from tests.property.heard import attempts
from tests.reports import ago, word
from waystation.evidence.ledger import believe
from waystation.planning.plan import make_plan
from waystation.world.pack import Pack
from waystation.world.report import Report

HALF_LIFE = 60.0
COUNTS = st.none() | st.tuples(st.floats(0.0, 4.0), st.floats(0.0, 40.0))


def pack(stated: dict[str, tuple[float, float] | None], record: tuple[float, float] | None, factor: float) -> Pack:
    """Two legs whose own counts, where there are some, have aged by a factor."""
    risk: dict[str, Any] = {
        name: {"events": counts[0] * factor, "trials": (counts[0] + counts[1]) * factor}
        for name, counts in stated.items()
        if counts is not None
    }
    broker: dict[str, Any] = {"id": "g", "role": "guide"}
    if record is not None:
        broker["record"] = {"kept": record[1] * factor, "broken": record[0] * factor, "temptation": 0.5}
    return small_pack(
        leg("l", broker="g", fee=5, risk=risk),
        leg("m", risk={"caught": 0.3, "late": 0.1}),
        hours=4,
        broker=[broker],
        reward={"per_head": 100.0},
        evidence={"half_life_days": HALF_LIFE, "as_of": ago(2000)},
    )


def older(one: Report, days: float) -> Report:
    """The same report of so many days earlier."""
    return one.model_copy(update={"happened": one.happened - timedelta(days=days)})


@settings(max_examples=60)
@given(
    st.fixed_dictionaries(dict.fromkeys(("caught", "harm", "back", "late"), COUNTS)),
    COUNTS,
    st.lists(attempts(), max_size=8),
    st.integers(0, 3),
    st.sampled_from([1.0, 30.0, 200.0, 1200.0]),
)
def test_older_is_never_safer(
    stated: dict[str, tuple[float, float] | None],
    record: tuple[float, float] | None,
    heard: list[Report],
    words: int,
    days: float,
) -> None:
    """Reports alone, or with the pack's own counts ageing with them."""
    everything = [*heard, *(word(kept=2.0, days=3.0 * n + 1, source="cho") for n in range(words))]
    factor = 2.0 ** (-days / HALF_LIFE)
    before = make_plan(believe(pack(stated, record, 1.0), everything).pack).outcome.safe.low
    aged = [older(one, days) for one in everything]
    after = make_plan(believe(pack(stated, record, factor), aged).pack).outcome.safe.low
    assert after <= before + 1e-9
