"""Whatever goes wrong, the next step that is advised is open, allowed, and within what the party can do and pay.

Worked out here once more from the pack and the mishaps alone: who runs the leg, where it leads, how strenuous it is,
when it may leave at the pace of who is ill, and what of a hard budget is left.
"""

from __future__ import annotations

import math
import random
from itertools import islice

from hypothesis import event, given, settings
from hypothesis import strategies as st

from tests.journeys import NAME, answerer_of, heard, observation, situation
from tests.property.random_worlds import loaded, world
from tests.property.test_advice_is_open_and_allowed import Party
from waystation.guiding.answering import Step
from waystation.guiding.playing import Ended, Left, Player
from waystation.planning.compiling import chart
from waystation.solver.solve import solve
from waystation.world.calendars import Calendars
from waystation.world.clock import steps_for
from waystation.world.pack import Pack
from waystation.world.places import Leg
from waystation.world.report import Report


def mishaps(pack: Pack, when: object, chance: random.Random) -> list[Report]:
    """One or two things that go wrong at an instant."""
    assert hasattr(when, "isoformat")
    kinds = ["silence", "illness", "price", "burn"] if pack.brokers else ["illness", "price", "house"]
    found: list[Report] = []
    for kind in chance.sample(kinds, chance.randint(1, 2)):
        if kind == "silence":
            found.append(heard("silence", when, broker=chance.choice(pack.brokers).id))  # type: ignore[arg-type]
        elif kind == "illness":
            strength = {"pace": chance.choice([0.2, 0.5]), "stamina": float(chance.randint(1, 5))}
            who = chance.choice(pack.travellers).id
            found.append(heard("illness", when, journey=NAME, person=who, **strength))  # type: ignore[arg-type]
        elif kind == "price":
            leg = chance.choice(pack.legs)
            fee = leg.fee.high * chance.choice([1.5, 3.0]) + 10.0
            found.append(heard("price", when, leg=leg.id, fee=fee))  # type: ignore[arg-type]
        else:
            place = chance.choice([one for one in pack.places if one.id not in pack.mission.to] or list(pack.places))
            found.append(heard("burn", when, what="place", name=place.id))  # type: ignore[arg-type]
    return found


def told(reports: list[Report], kind: str) -> list[Report]:
    return [one for one in reports if one.kind == kind]


def spent_units(pack: Pack, happenings: list[object]) -> int:
    """What the legs so far took of a hard budget, each payment rounded up, at the prices of the pack."""
    units = 0
    for one in happenings:
        if isinstance(one, Left | Ended):
            held = pack.broker[one.leg.broker].terms.held if one.leg.broker else 0.0
            whole = one.leg.fee.high * pack.party_size
            due = (1.0 - held) * whole if isinstance(one, Left) else held * whole
            if isinstance(one, Left) or one.outcome in ("arrived", "late"):
                units += math.ceil(due / pack.mission.budget_unit - 1e-9)
    return units


def allowed(pack: Pack, step: Step, reports: list[Report], levels: dict[str, str]) -> None:
    """The advised leg is one that they may take; which levels close it is known only now."""
    leg: Leg | None = step.leg
    assert leg is not None
    assert leg.origin == step.place
    silent = {getattr(one, "broker", None) for one in told(reports, "silence")}
    assert leg.broker is None or leg.broker not in silent
    burnt = {getattr(one, "name", None) for one in told(reports, "burn")}
    assert leg.destination not in burnt
    ill = {str(getattr(one, "person", "")): one for one in told(reports, "illness")}
    strong = [getattr(ill[one.id], "stamina", None) if one.id in ill else one.stamina for one in pack.travellers]
    paces = [getattr(ill[one.id], "pace", None) if one.id in ill else one.pace for one in pack.travellers]
    assert leg.strain <= min(float(one) for one in strong if one is not None)
    assert not any(leg.when.get(f"{name}={level}") == "closed" for name, level in levels.items())
    minutes = leg.minutes / min(float(one) for one in paces if one is not None) if leg.walked else leg.minutes
    clock = pack.clock.longer
    at = clock.step_at_or_after(step.at)
    opened = Calendars(clock).open_steps(leg, pack.place[leg.origin], steps_for(minutes, clock.step_minutes), None)
    assert at >= clock.steps or opened[at]


@settings(max_examples=150, deadline=None)
@given(seed=st.integers(0, 2000), luck=st.integers(0, 99))
def test_after_mishaps_the_advice_is_still_open_and_allowed(seed, luck):
    """At some moment of a journey that was played; whether there still is a way is the plan's business."""
    chance = random.Random(luck)
    given_pack = loaded(world(seed))
    pack = given_pack.pack
    charted = chart(pack, given_pack.departures, None, given_pack.calendars)
    party = Party(given_pack, charted, solve(charted.problem, 0))
    happenings: list[object] = []
    for happening in islice(Player(charted).play(party.choose, chance), chance.randint(0, 5)):
        party.hear(happening)
        happenings.append(happening)
    last = max((one.happened for one in party.reports), default=pack.clock.start)
    now = max(last, pack.clock.start)
    wrong = mishaps(pack, now, chance)
    seen = {c.id: chance.choice(c.levels) for c in pack.conditions if c.observed}
    reports = [*party.reports, *wrong, *(observation(level, now, name, grade="A1") for name, level in seen.items())]
    situated = situation(pack, reports, now)
    answer = answerer_of(given_pack).answer(situated)
    if situated.journey.standing.leg is None and not situated.journey.standing.lost:
        assert answer.next.place == situated.journey.standing.place
    steps = [one for one in (answer.next, answer.after) if one is not None and one.leg is not None]
    event(f"{len(steps)} legs")
    for number, step in enumerate(steps):
        here = number == 0 and answer.next is step and situated.journey.standing.leg is None
        allowed(pack, step, wrong, seen if here else {})
    if pack.mission.budget_hard and steps:
        assert spent_units(pack, happenings) + _units(pack, steps[0], wrong) <= _left(pack)


def _left(pack: Pack) -> int:
    return math.floor((pack.mission.budget or 0.0) / pack.mission.budget_unit + 1e-9)


def _units(pack: Pack, step: Step, wrong: list[Report]) -> int:
    """What the leg takes of a hard budget, at the price that is asked now."""
    leg, unit = step.leg, pack.mission.budget_unit
    assert leg is not None
    asked = {str(getattr(one, "leg", "")): float(getattr(one, "fee", 0.0)) for one in told(wrong, "price")}
    whole = asked.get(leg.id, leg.fee.high) * pack.party_size
    held = pack.broker[leg.broker].terms.held if leg.broker else 0.0
    return sum(math.ceil(part * whole / unit - 1e-9) for part in (1.0 - held, held))
