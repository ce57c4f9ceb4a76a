"""An attempt that is under way: how it ends, and what it is worth, as the model has it."""

from __future__ import annotations

import numpy as np
import pytest

from tests.builders import condition, leg, small_pack
from waystation.guiding.on_a_leg import Attempt, Ends, attempt_of, foreseen
from waystation.planning.compiling import Moment
from waystation.world.pack import Pack

RISKS = {"caught": [0.1, 0.3], "back": [0.0, 0.2], "late": [0.5, 0.5]}


def pack(**words: object) -> Pack:
    river = condition(per_step=[[0.9, 0.1], [0.3, 0.7]])
    return small_pack(leg("l", minutes=90, late_minutes=60, risk=RISKS, **words), condition=[river], hours=24)


def attempt(given: Pack, **levels: str) -> Attempt:
    return attempt_of(given, given.moves[0], Moment("a", 2, None, levels), (), new=True)


def test_its_ends_have_the_middle_chances():
    """Caught 0.2; of the rest back 0.1; of the rest late one half. Three steps, two more if late."""
    found = attempt(pack()).chances
    assert (found.steps, found.late_steps) == (3, 2)
    assert (found.fatal, found.back, found.late) == pytest.approx((0.2, 0.1, 0.5))


def test_its_worth_takes_the_worse_end_of_each_interval():
    """Turned back is worth nothing here, so at worst it is likely, and at best it is not."""
    safe, never = np.ones(1), np.zeros(1)
    ends = Ends(safe, safe, never)
    assert attempt(pack()).worth(ends, ends, ends) == pytest.approx((0.7 * 0.8, 0.8 * 0.9, 0.9 * 1.0))


def test_what_is_lost_is_the_attempt_and_what_comes_after():
    """Nominally: 0.2, and half of those who arrive late."""
    ends = Ends(np.zeros(1), np.full(1, 0.5), np.zeros(1))
    assert attempt(pack()).lost(ends) == pytest.approx(0.2 + 0.8 * 0.9 * 0.5 * 0.5)


def test_the_level_at_departure_acts():
    """The odds of being caught times 4 while the river is high."""
    given = pack(when={"river=high": {"caught": 4.0}})
    assert attempt(given, river="high").chances.fatal == pytest.approx(0.8 / (0.8 + 0.8))
    assert attempt(given, river="low").chances.fatal == pytest.approx(0.2)
    mixed = 0.9 * 0.9 + 0.1 * 0.3
    assert attempt(given).chances.fatal == pytest.approx(mixed * 0.2 + (1 - mixed) * 0.5)


def test_what_is_foreseen_is_the_mean_over_each_condition():
    """Two conditions of two and three levels, moving by themselves."""
    chance = np.random.default_rng(1)
    one, other = (chance.dirichlet(np.ones(n), n) for n in (2, 3))
    values = chance.random(6)
    assert foreseen(values, [one, other]) == pytest.approx(np.kron(one, other) @ values)
