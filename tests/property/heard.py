"""Reports as they come: of every kind, by few tellers, at hours that often lie close, of every grade."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from tests.builders import condition, leg, place, small_pack
from tests.reports import ago, delivery, observation, sighting, word
from waystation.world.pack import Pack
from waystation.world.report import OUTCOMES, Report

__all__ = ["GRADES", "TELLERS", "attempts", "mission", "reports"]

GRADES = st.sampled_from(["A1", "B2", "B2", "C3", "D4", "E5", "F3", "A6", None])
TELLERS = st.sampled_from(["anna", "ben", "cho"])


def mission(**tables: Any) -> Pack:
    """Two ways from a to b, by a guide and by a driver, and a place to wait; the pack says until when it holds."""
    tables.setdefault("evidence", {"half_life_days": 60.0, "as_of": ago(120)})
    return small_pack(
        leg("l", broker="g", fee=10, risk={"caught": [0.1, 0.3], "late": {"events": 1, "trials": 9}}),
        leg("m", broker="h", fee=5, risk={"harm": 0.05, "caught": {"events": 1, "trials": 20}}, when=RIVER),
        place("a", found=[0.01, 0.1]),
        hours=4,
        broker=[
            {"id": "g", "role": "guide", "record": {"kept": 5.0, "temptation": 2.0}},
            {"id": "h", "role": "driver"},
        ],
        condition=[condition(now=None, per_hour=[[0.9, 0.1], [0.2, 0.8]])],
        reward={"per_head": 50.0},
        **tables,
    )


RIVER = {"river=high": {"caught": 4.0}}


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """Any report that bears on a probability."""
    words: dict[str, Any] = {
        "days": draw(st.integers(-12, 24 * 150)) / 24 if draw(st.booleans()) else draw(st.integers(0, 72)) / 24,
        "grade": draw(GRADES),
        "source": draw(TELLERS),
        "origin": draw(st.none() | TELLERS),
    }
    kind = draw(st.sampled_from(["delivery", "delivery", "observation", "sighting", "word"]))
    if kind == "delivery":
        broker = draw(st.sampled_from([None, "g", "h"]))
        return delivery(draw(st.sampled_from(OUTCOMES)), draw(st.sampled_from("lm")), broker=broker, **words)
    if kind == "observation":
        return observation(draw(st.sampled_from(["low", "high"])), **words)
    if kind == "sighting":
        near = draw(st.sampled_from(["leg:l", "leg:m", "place:a", "place:b"]))
        return sighting(near, draw(st.sampled_from(["police", "dogs"])), count=draw(st.none() | COUNTS), **words)
    figures = {"kept": draw(st.none() | COUNTS), "broken": draw(st.none() | st.integers(0, 2).map(float))}
    return word(draw(st.sampled_from("gh")), temptation=draw(st.none() | st.floats(0.1, 10.0)), **figures, **words)


COUNTS = st.integers(0, 12).map(float)


@st.composite
def attempts(draw: st.DrawFn, outcomes: tuple[str, ...] = OUTCOMES) -> Report:
    """A delivery that counts, of some time before the start."""
    days = draw(st.integers(0, 24 * 100)) / 24
    words = {"days": days, "grade": draw(st.sampled_from(["A1", "B2", "C3"])), "source": draw(TELLERS)}
    return delivery(draw(st.sampled_from(outcomes)), draw(st.sampled_from("lm")), **words)
