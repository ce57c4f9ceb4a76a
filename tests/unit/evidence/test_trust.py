"""Whether a broker keeps faith: closed forms of the record, and of the temptation under which it stands."""

from __future__ import annotations

import pytest

from waystation.evidence.intervals import NEVER, Belief, from_counts, times_odds
from waystation.evidence.trust import betrayal, temptation
from waystation.world.chances import Counts, Interval
from waystation.world.mission import EvidenceRules, PriorRecord
from waystation.world.people import Broker, Record, Reward, Terms

RULES = EvidenceRules()


def broker(kept: float = 3, broken: float = 1, earned_under: float = 1.0, **words: object) -> Broker:
    """A guide with a record."""
    record = Record(kept=kept, broken=broken, temptation=earned_under)
    return Broker.model_validate({"id": "g", "role": "guide", "record": record, **words})


def test_nobody_betrays_where_nobody_leads() -> None:
    """A leg without a broker, whatever is paid for the party."""
    assert betrayal(None, 100.0, 5, Reward(per_head=1000.0), RULES) == NEVER


def test_the_record_counts_faith_broken_out_of_all() -> None:
    """One in four, without a fee or without a reward."""
    record = from_counts(1, 4)
    assert betrayal(broker(), 0.0, 2, Reward(per_head=9.0), RULES) == record
    assert betrayal(broker(), 9.0, 2, None, RULES) == record
    assert betrayal(broker(), 9.0, 2, Reward(group=9.0, group_from=3), RULES) == record


def test_nothing_known_is_anything() -> None:
    """No record and no prior: [0, 1] around one half."""
    stranger = Broker(id="s", role="guide")
    assert betrayal(stranger, 0.0, 1, None, RULES) == Belief(0.0, 0.5, 1.0)


def test_the_prior_joins_every_record() -> None:
    """Also that of somebody who has none."""
    rules = EvidenceRules(prior=PriorRecord(kept=4.0, broken=1.0))
    assert betrayal(Broker(id="s", role="guide"), 0.0, 1, None, rules) == from_counts(1, 5)
    assert betrayal(broker(), 0.0, 1, None, rules) == from_counts(2, 9)


@pytest.mark.parametrize("stated", [Interval(low=0.01, high=0.05), Counts(events=1, trials=9)])
def test_what_is_stated_stands(stated: Interval | Counts) -> None:
    """`betrays` goes before a record, and neither prior nor temptation moves it."""
    given = broker(betrays=stated)
    free = betrayal(given, 0.0, 1, None, RULES)
    rules = EvidenceRules(prior=PriorRecord(kept=50.0))
    assert betrayal(given, 9.0, 3, Reward(per_head=1e6), rules) == free


@pytest.mark.parametrize(
    ("terms", "size", "expected"),
    [
        (Terms(), 2, 400 / (0.5 * 100 * 2)),
        (Terms(held=0.25), 2, 400 / (0.25 * 100 * 2)),
        (Terms(owed=50.0), 2, 400 / 100),
        (Terms(held=0.0), 2, 1000.0),
        (Terms(owed=0.0), 2, 1000.0),
        (Terms(held=1.0), 8, 400 / 800),
    ],
)
def test_temptation_is_the_reward_out_of_what_is_owed(terms: Terms, size: int, expected: float) -> None:
    """Owed for the whole engagement where that is agreed, else the share held; at most a thousand."""
    assert temptation(broker(terms=terms), 100.0, size, 400.0) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("reward", "earned_under", "elasticity", "factor"),
    [
        (400.0, 1.0, 0.5, 2.0),
        (400.0, 4.0, 0.5, 1.0),
        (400.0, 16.0, 0.5, 0.5),
        (400.0, 1.0, 1.0, 4.0),
        (400.0, 1.0, 0.0, 1.0),
        (1e6, 1.0, 0.5, 8.0),
        (1.0, 1.0, 1.0, 1 / 8),
        (1e9, 1e-300, 10.0, 8.0),
        (1e-6, 1e9, 10.0, 1 / 8),
    ],
)
def test_temptation_moves_the_odds_of_the_record(
    reward: float, earned_under: float, elasticity: float, factor: float
) -> None:
    """By (τ/τ₀)^η, at most eightfold either way, however extreme the figures."""
    given = broker(earned_under=earned_under, terms=Terms(owed=100.0))
    rules = EvidenceRules(elasticity=elasticity)
    found = betrayal(given, 10.0, 1, Reward(per_head=reward), rules)
    assert found == pytest.approx(times_odds(from_counts(1, 4), factor), rel=1e-12)


def test_the_greater_reward_tempts() -> None:
    """Per head for all of them, or for a group where they are one."""
    reward = Reward(per_head=100.0, group=450.0, group_from=3)
    assert [reward.for_party(size) for size in (1, 2, 3, 4, 5)] == [100.0, 200.0, 450.0, 450.0, 500.0]
