"""The gates: each rule of the charter held against one figure, in one order, those that hold too.

Which gate leads to what is decided here; what the word comes to in the end is `verdict.word_of`'s.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from waystation.deciding.assessing import Assessed
from waystation.deciding.charter import CharterState
from waystation.deciding.people import BEST_INTERESTS, JOURNEY, Heard, alone
from waystation.deciding.verdict import Gate, Going
from waystation.planning.course import Hop
from waystation.planning.journey_states import WAIT
from waystation.world.charter import RISKS, Charter, Limits
from waystation.world.pack import Pack

__all__ = ["AT_LEAST", "CHANCES", "FLAGS", "charter_gates", "figure_gates", "no_go_gate", "people_gates"]

CHANCES = ("low", "likely.p10")
AT_LEAST = frozenset((*CHANCES, *(f"{name}/second" for name in CHANCES), "charter.signed"))
"""Gates whose value must be at least the limit; that of the others must not exceed it."""
FLAGS = ("consent", "best_interests", "debt", "documents", "price_raised", "indicators")


def charter_gates(state: CharterState) -> list[Gate]:
    """Whether there is a charter that enough have signed and that has not run out.

    Args:
        state: How the charter stands.
    """
    review = state.charter.review.isoformat() if state.charter is not None else None
    needed = state.threshold if state.charter is not None else None
    return [
        Gate("charter.signed", len(state.signed_by), needed, state.is_signed, "hold", state.missing),
        Gate("charter.review", state.day.isoformat(), review, state.is_current, "hold"),
    ]


def people_gates(pack: Pack, heard: Heard, told: Sequence[str]) -> list[Gate]:
    """The red flags that block: consents and notes that are missing, debts, documents kept, prices raised, indicators.

    Args:
        pack: The mission and its world.
        heard: What has been heard of its people.
        told: Ids of the brokers with a chance of being told.
    """
    brokers = [pack.broker[name] for name in told]
    travellers = pack.travellers
    indicators = {one.id: set(one.indicators) for one in travellers} | {one.id: set(one.indicators) for one in brokers}
    kept = [name for name, shown in indicators.items() if "documents_kept" in shown]
    others = [name for name, shown in indicators.items() if shown - {"documents_kept"}]
    return [
        _consent("consent", heard.without(travellers), JOURNEY, heard),
        _consent("best_interests", heard.without_note(travellers), BEST_INTERESTS, heard),
        _none("debt", [one.id for one in travellers if any(amount > 0.0 for amount in one.owes.values())]),
        _none("documents", kept),
        _none("price_raised", [broker.id for broker in brokers if broker.id in heard.raised]),
        _none("indicators", others),
    ]


def _none(name: str, about: Sequence[str]) -> Gate:
    return Gate(name, len(about), 0, not about, "decline", tuple(about))


def _consent(name: str, about: Sequence[str], purpose: str, heard: Heard) -> Gate:
    """What nobody has asked for yet is waited for; what was refused is not."""
    refused = any((person, purpose) in heard.refused for person in about)
    return Gate(name, len(about), 0, not about, "decline" if refused else "hold", tuple(about))


def figure_gates(assessed: Assessed, charter: Charter) -> list[Gate]:
    """The figures of a plan, held against the limits for its urgency.

    Args:
        assessed: The plan with its figures.
        charter: The charter, or the defaults where there is none.
    """
    pack, going = assessed.pack, assessed.going
    limits = charter.limits(pack.mission.urgency)
    level = charter.matrix.level(going.lost)
    return [
        Gate("way", going.mid, 0.0, going.mid > 0.0, "decline"),
        Gate("low", going.low, limits.low, going.low >= limits.low, "decline"),
        Gate("likely.p10", going.p10, limits.likely_p10, going.p10 >= limits.likely_p10, "decline"),
        Gate("risk", level, limits.risk, RISKS.index(level) <= RISKS.index(limits.risk), "decline"),
        Gate("told", len(going.told), limits.told, len(going.told) <= limits.told, "decline", going.told),
        *_money(pack, going, limits),
        _alone(assessed, limits),
        Gate("low/second", going.low, limits.second.low, going.low >= limits.second.low, "second"),
        Gate(
            "likely.p10/second",
            going.p10,
            limits.second.likely_p10,
            going.p10 >= limits.second.likely_p10,
            "second",
        ),
    ]


def _money(pack: Pack, going: Going, limits: Limits) -> Iterator[Gate]:
    if limits.cost_per_head is not None:
        each = going.cost / going.people
        yield Gate("cost_per_head", each, limits.cost_per_head, each <= limits.cost_per_head + 1e-9, "decline")
    budget = pack.mission.budget
    if budget is not None:
        yield Gate("budget", going.cost, budget, going.cost <= budget + 1e-9, "second")


def _alone(assessed: Assessed, limits: Limits) -> Gate:
    """How long those whom nobody stands by are in one broker's hands: at most along the course, at least off it."""
    exposed = alone(assessed.pack.travellers)
    steps = max([0, *_engagements(assessed.course), *_otherwise(assessed)]) if exposed else 0
    longest = steps * assessed.pack.clock.step_minutes / 60.0
    return Gate("alone", longest, limits.alone_hours, longest <= limits.alone_hours, "second", exposed)


def _otherwise(assessed: Assessed) -> Iterator[int]:
    """Steps of the shortest leg of each broker who may come to know and is not on the course: less it cannot be."""
    charted = assessed.charted
    along = {hop.leg.broker for hop in assessed.course}
    others = set(assessed.going.told) - along
    shortest: dict[str, int] = {}
    for option, steps in zip(charted.options, charted.problem.duration, strict=True) if others else ():
        broker = None if option.move == WAIT else assessed.pack.moves[option.move].broker
        if broker in others:
            shortest[broker] = min(int(steps), shortest.get(broker, int(steps)))
    yield from shortest.values()


def _engagements(course: Sequence[Hop]) -> Iterator[int]:
    """Steps from the first departure with a broker to the last arrival with the same one."""
    began: Hop | None = None
    for hop in course:
        if hop.leg.broker is None:
            began = None
            continue
        if began is None or began.leg.broker != hop.leg.broker:
            began = hop
        yield hop.arrives - began.step


def no_go_gate(assessed: Assessed, charter: Charter) -> Gate:
    """Whether a level under which nobody sets out stands now, for a leg that is near along the course.

    Args:
        assessed: The plan.
        charter: The charter, or the defaults where there is none.
    """
    near = charter.no_go_hours * 60.0 / assessed.pack.clock.step_minutes
    start = assessed.charted.start.step
    legs = [hop.leg for hop in assessed.course if hop.step - start <= near]
    standing = _standing(assessed)
    about = [key for key in charter.no_go if standing(key) and any(key in leg.when for leg in legs)]
    return Gate("no_go", len(about), 0, not about, "hold", tuple(about))


def _standing(assessed: Assessed) -> Callable[[str], bool]:
    """Whether a condition stands at a level, as likely as not or more, at the start of the plan."""
    pack, start = assessed.pack, assessed.charted.levels.start

    def stands(key: str) -> bool:
        name, _, level = key.partition("=")
        condition = pack.condition[name]
        return start[name][condition.levels.index(level)] >= 0.5

    return stands
