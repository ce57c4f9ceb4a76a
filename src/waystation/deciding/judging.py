"""The verdict on a mission: the gates one by one, those who stay beside those who go, and what would change it.

A mission that is declined only because the party is too many, too dear or too slow together may be split; one that
waits is held to the charter as it will stand when the wait is over, so that a high river is no reason to say no.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from waystation.deciding.assessing import Assessed, assess, assess_plan, with_levels, with_pack
from waystation.deciding.charter import CharterState
from waystation.deciding.departing import DepartureDays, departure_days
from waystation.deciding.flips import Judge, find_flips
from waystation.deciding.gates import charter_gates, figure_gates, no_go_gate, people_gates
from waystation.deciding.holding import CHARTER, Wait, likeliest_level, waiting_for, waiting_gate, waits
from waystation.deciding.people import Heard
from waystation.deciding.peril import staying, unfound
from waystation.deciding.verdict import Change, Flip, Gate, Hold, Parting, Verdict, Word, word_of
from waystation.planning.course import likeliest_joint
from waystation.planning.parting import units
from waystation.planning.plan import Plan
from waystation.planning.splits import split_party
from waystation.planning.what_if import Mission
from waystation.world.charter import URGENCIES, Charter

__all__ = ["Asking", "Judged", "default_charter", "judge", "verdict_of"]

MOST_GROUPS = 3
FIGURES = frozenset(("way", "low", "likely.p10", "risk", "told", "cost_per_head", "low/second", "likely.p10/second"))
"""Gates of the plan's figures: what they say of now may be otherwise when a wait is over."""
CLEARABLE = {
    "charter.signed": "signed",
    "charter.review": "reviewed",
    "consent": "given",
    "best_interests": "noted",
    "debt": "cleared",
    "documents": "returned",
    "price_raised": "settled",
    "indicators": "ended",
}
"""Gates that people can set right, and what is heard when they have."""
SPLITTABLE = frozenset(("way", "low", "likely.p10", "risk", "told", "cost_per_head"))
"""Gates that two smaller parties may pass."""


@dataclass(frozen=True)
class Asking:
    """What is asked.

    Args:
        mission: The mission, from where and when it is looked at.
        state: How its charter stands.
        heard: What has been heard of its people.
        flips: Whether to look for what would change the verdict.
        cleared: Names of gates that are taken to hold, to see what else would have to be true.
    """

    mission: Mission
    state: CharterState
    heard: Heard
    flips: bool = True
    cleared: frozenset[str] = frozenset()

    @property
    def charter(self) -> Charter:
        """The charter, or the defaults where there is none."""
        return self.state.charter or default_charter(self.state)


@dataclass(frozen=True)
class Judged:
    """A verdict and what it was made from.

    Args:
        verdict: The verdict.
        assessed: The plan with its figures.
        days: The chance by the day of departure; None where it was not asked for.
    """

    verdict: Verdict
    assessed: Assessed
    days: DepartureDays | None


def default_charter(state: CharterState) -> Charter:
    """What a mission without a charter is held to, so that its figures can be read; nobody has agreed to it."""
    return Charter(members=("nobody",), threshold=1, review=state.day)


def judge(asking: Asking, plan: Plan | None = None) -> Judged:
    """Whether to go.

    Args:
        asking: What is asked.
        plan: The mission's plan, where it has been made already.

    Returns:
        The verdict.
    """
    mission, state = asking.mission, asking.state
    assessed = assess_plan(mission, plan) if plan is not None else assess(mission)
    gates = _gates(asking, assessed)
    days = departure_days(mission)
    hold, parting = None, None
    wait = _waited(assessed, gates)
    if wait is not None:
        gates, hold = _after(asking, assessed, gates, wait, days)
    word = word_of(gates)
    if word == "hold" and hold is None:
        hold = Hold(None, _first_held(gates), assessed.going.low)
    if word == "decline" and _may_split(assessed, gates):
        parting = _split(asking)
        word = "split" if parting is not None else word
    flips = _flips(asking, assessed, gates, word) if asking.flips else ()
    verdict = Verdict(
        word=word,
        charter=state.digest,
        urgency=mission.pack.mission.urgency or URGENCIES[-1],
        gates=tuple(gates),
        stay=staying(assessed.charted),
        go=assessed.going,
        hold=hold if word == "hold" else None,
        split=parting,
        flips=flips,
    )
    return Judged(verdict, assessed, days)


def verdict_of(asking: Asking) -> tuple[Word, Assessed]:
    """The word alone, without what would change it, and without looking for splits.

    Args:
        asking: What is asked.
    """
    assessed = assess(asking.mission)
    return _word(asking, assessed), assessed


def _word(asking: Asking, assessed: Assessed) -> Word:
    gates = _gates(asking, assessed)
    wait = _waited(assessed, gates)
    return word_of(gates if wait is None else _after(asking, assessed, gates, wait, None)[0])


def _gates(asking: Asking, assessed: Assessed) -> list[Gate]:
    charter = asking.charter
    return [*_firm_gates(asking, assessed), no_go_gate(assessed, charter), waiting_gate(assessed)]


def _firm_gates(asking: Asking, assessed: Assessed) -> list[Gate]:
    """The gates that do not ask when the plan leaves."""
    found = [
        *charter_gates(asking.state),
        *people_gates(assessed.pack, asking.heard, assessed.going.told),
        *figure_gates(assessed, asking.charter),
    ]
    return [replace(gate, holds=True) if gate.name in asking.cleared else gate for gate in found]


def _waited(assessed: Assessed, gates: Sequence[Gate]) -> Wait | None:
    """What the party waits for: what the charter bars now, else what the policy waits for."""
    missed = {gate.name: gate for gate in gates if not gate.holds}
    if "no_go" in missed:
        return waiting_for(assessed, missed["no_go"].about)
    return waiting_for(assessed) if "waiting" in missed else None


def _after(
    asking: Asking, assessed: Assessed, gates: Sequence[Gate], wait: Wait, days: DepartureDays | None
) -> tuple[list[Gate], Hold]:
    """The gates of a party that waits, and until when: the figures that count are those of the end of the wait."""
    if wait.step is None:
        return list(gates), Hold(None, wait.because, assessed.going.low, wait.awaited, _stops(days))
    found, low_then = list(gates), assessed.going.low
    if wait.step != _step(assessed):
        then = assess(with_levels(asking.mission, _levels_at(assessed, wait, wait.step), wait.step))
        then = _still_there(assessed, then, wait.step - _step(assessed))
        later = [gate for gate in figure_gates(then, asking.charter) if gate.name in FIGURES and not gate.holds]
        found = [replace(gate, counts=gate.name not in FIGURES) for gate in gates]
        found += [replace(gate, name=f"{gate.name}/then") for gate in later]
        low_then = then.going.low
    pack = assessed.pack
    zone = pack.place[assessed.charted.moment.place].zone(pack.clock.zone)
    until = pack.clock.at(wait.step, zone)
    return found, Hold(until, wait.because, low_then, wait.awaited, _stops(days), wait.levels, wait.latest)


def _still_there(assessed: Assessed, then: Assessed, steps: int) -> Assessed:
    """The plan at the end of a wait, for those who are waiting now: what may happen while they wait counts."""
    charted, going = assessed.charted, then.going
    least, middle = (unfound(charted, end, steps) for end in (2, 1))
    moved = replace(
        going,
        low=going.low * least,
        mid=going.mid * middle,
        p10=going.p10 * middle,
        lost=1.0 - middle * (1.0 - going.lost),
    )
    return replace(then, going=moved)


def _step(assessed: Assessed) -> int:
    return assessed.charted.start.step


def _stops(days: DepartureDays | None) -> datetime | None:
    return days.stops_helping if days is not None else None


def _levels_at(assessed: Assessed, wait: Wait, step: int) -> dict[str, str]:
    """The levels taken as known when a wait is over: the awaited one, and of those known now the likeliest by then."""
    charted = assessed.charted
    found = dict(key.split("=", 1) for key in wait.levels)
    for name in charted.moment.levels:
        if name not in found:
            found[name] = likeliest_level(charted, charted.pack.condition[name], step)
    return found


def _first_held(gates: Sequence[Gate]) -> str:
    name = next(gate.name for gate in gates if not gate.holds and gate.missed == "hold")
    return CHARTER if name.startswith("charter.") else name


def _flips(asking: Asking, assessed: Assessed, gates: Sequence[Gate], word: Word) -> tuple[Flip, ...]:
    """What would change the verdict; where signatures or red flags stand in the way, those first, and what else."""
    firm = [gate for gate in gates if not gate.holds and gate.name in CLEARABLE]
    if not firm:
        return find_flips(assessed, word, _judge(asking, assessed))
    cleared = replace(asking, cleared=frozenset(gate.name for gate in firm))
    changes = tuple(change for gate in firm for change in _clearing(asking.state, gate))
    other = _word(cleared, assessed)
    if other != word:
        return (Flip(changes, other, assessed.going.low, assessed.going.p10),)
    found = find_flips(assessed, word, _judge(cleared, assessed))
    return tuple(replace(flip, changes=(*changes, *flip.changes)) for flip in found)


def _clearing(state: CharterState, gate: Gate) -> list[Change]:
    """What would have to be heard for a gate to hold: of signatures as many as are missing, and no more."""
    names = gate.about
    if gate.name == "charter.signed":
        names = names[: state.threshold - len(state.signed_by)]
    said = CLEARABLE[gate.name]
    return [Change(f"{gate.name}:{name}", said) for name in names] or [Change(gate.name, said)]


def _judge(asking: Asking, assessed: Assessed) -> Judge:
    def again(mission: Mission) -> tuple[Word, Assessed]:
        return verdict_of(replace(asking, mission=mission))

    def guess(low: float, mid: float) -> Word:
        return _guessed(asking, assessed, low, mid)

    def at_level(condition: str, level: str) -> Word:
        charted = assessed.charted
        names = charted.levels.named(likeliest_joint(charted))
        wanted = tuple(level if name == condition else other for name, other in names)
        joint = charted.levels.joint.index(wanted)
        worth = assessed.policy.at(charted.start.node)
        word = _guessed(
            asking,
            assessed,
            float(worth.low[joint]) - assessed.going.low,
            float(worth.mid[joint]) - assessed.going.mid,
        )
        if word != "decline" and (waits(assessed, joint) or f"{condition}={level}" in asking.charter.no_go):
            return "hold"
        return word

    return Judge(again, guess, at_level)


def _guessed(asking: Asking, assessed: Assessed, low: float, mid: float) -> Word:
    going = assessed.going
    moved = replace(going, low=going.low + low, p10=going.p10 + mid, mid=going.mid + mid, lost=going.lost - mid)
    return word_of(_firm_gates(asking, replace(assessed, going=moved)))


def _may_split(assessed: Assessed, gates: Sequence[Gate]) -> bool:
    missed = [gate for gate in gates if not gate.holds and gate.missed in ("decline", "hold")]
    at_start = assessed.charted.moment.place == assessed.pack.mission.origin and _step(assessed) == 0
    several = len(units(assessed.pack.travellers)) > 1
    return at_start and several and all(gate.name in SPLITTABLE for gate in missed)


def _split(asking: Asking) -> Parting | None:
    """The best way to part the party whose groups all keep to the charter by themselves."""
    mission = asking.mission
    pack = mission.pack
    words: dict[tuple[str, ...], Word] = {}
    for split in split_party(pack, mission.departures, mission.calendars, most_groups=MOST_GROUPS):
        if len(split.groups) < 2:
            continue
        for group in split.groups:
            if group.travellers not in words:
                members = tuple(each for each in pack.travellers if each.id in group.travellers)
                party = replace(pack, travellers=members)
                words[group.travellers], _ = verdict_of(replace(asking, mission=with_pack(mission, party)))
        found = tuple(words[group.travellers] for group in split.groups)
        if all(word in ("go", "second") for word in found):
            together = split.together
            return Parting(
                tuple(group.travellers for group in split.groups),
                found,
                together.all_safe.low,
                together.expected_safe.low,
            )
    return None
