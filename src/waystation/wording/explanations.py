"""Why a plan is worth what it is, in words: how sure that is, what decides it, where the danger lies."""

from __future__ import annotations

from waystation.evidence.bases import Base
from waystation.evidence.believed import Believed
from waystation.evidence.intervals import Belief
from waystation.planning.explanation import Decider, Explanation, Worth
from waystation.planning.losses import NO_CONDITION, NOBODY, WAITING
from waystation.planning.sensitivity import Weight
from waystation.wording.beliefs import interval, rests_on, say_what
from waystation.wording.figures import of_hundred, percent, such_people
from waystation.wording.plans import level_name
from waystation.wording.travel_words import modes_of
from waystation.world.chances import Counts

__all__ = [
    "PARTS",
    "answer_lines",
    "change",
    "decider_lines",
    "heaviest",
    "is_plain",
    "part_rows",
    "say_part",
    "shares",
    "sure_lines",
    "sure_rows",
    "weight_rows",
]

ROWS = 6
WEIGHT_ROWS = 8
PARTS = {
    "by_leg": "By leg",
    "by_broker": "By broker",
    "by_risk": "By risk",
    "by_place": "By place (a leg's loss counts where it begins)",
    "by_condition": "By what the conditions are when they set out",
}
"""The partitions and their headings, in the order in which they are shown."""

RISKS = {
    "betrayed": "sold by a broker",
    "caught": "caught",
    "harm": "badly hurt",
    "found": "found while waiting",
}
ASKING = {
    "caught": "who went this way lately, and how many of them were stopped",
    "harm": "who went this way lately, and how many of them were hurt",
    "back": "who tried this way lately, and how many had to turn back",
    "late": "who went this way lately, and how many were held up",
}


def is_plain(found: Explanation) -> bool:
    """Whether there is nothing to explain: they are there already, or there is no way."""
    return found.safe.high <= 0.0 or (found.safe.low >= 1.0 and found.lost <= 0.0)


def answer_lines(found: Explanation) -> list[str]:
    """The answer in a sentence or two."""
    if found.charted.problem.ends[found.charted.start.node]:
        return ["They are there: this place is an end of the mission."]
    ends = " or ".join(found.pack.place[end].title for end in found.pack.mission.to)
    if found.safe.high <= 0.0:
        return [f"There is no way from here to {ends} that can end well within the horizon."]
    people = such_people(found.pack.party_size)
    arrive = f"Of 100 such {people}, {of_hundred(found.safe.mid)} arrive; {of_hundred(found.lost)} are lost."
    sure = f"We are nine-tenths sure of at least {of_hundred(found.likely.p10)}."
    lines = [arrive, sure] if found.likely.p90 > found.likely.p10 else [arrive]
    if found.underway > 0.005:
        lines.append(f"{of_hundred(found.underway)} are still under way at the horizon.")
    return lines


def sure_rows(found: Explanation) -> list[tuple[str, str]]:
    """How many of a hundred arrive at worst, likely, and at best, each with what that means."""
    safe, likely = found.safe, found.likely
    return [
        (of_hundred(safe.low), "at worst: all that is unknown goes against them at once; this number chooses the plan"),
        (of_hundred(likely.p10), "we are nine-tenths sure of at least so many"),
        (of_hundred(likely.p50), "as likely more as fewer"),
        (of_hundred(likely.p90), "there is one chance in ten of more"),
        (of_hundred(safe.high), "at best: all that is unknown goes in their favour"),
    ]


def sure_lines(found: Explanation) -> list[str]:
    """Why the worst lies so far below what is likely."""
    drawn, draws = int((found.likely.drawn <= found.safe.low).sum()), len(found.likely.drawn)
    unknown = sum(weight.belief.high > weight.belief.low for weight in found.weights if _is_met(weight))
    if found.likely.p90 <= found.likely.p10:
        return ["Every chance that matters here is stated as an exact number, so there is nothing to be unsure of."]
    so_bad = "None" if drawn == 0 else f"{drawn:,}"
    ends = (
        f"all {unknown} unknown chances at their bad ends" if unknown > 1 else "the one unknown chance at its bad end"
    )
    return [
        f"The worst is not a forecast: it takes {ends}, everywhere and always.",
        f"For the middle rows each was drawn by itself, {draws:,} times: some turn out badly, others well.",
        f"{so_bad} of these draws came to the worst or below.",
    ]


def _is_met(weight: Weight) -> bool:
    own = not (weight.what.startswith("leg:") and weight.what.endswith("/betrayed"))
    return own and (weight.dmid is None or weight.dmid != 0.0)


def decider_lines(found: Explanation, believed: Believed | None) -> list[tuple[str, list[str]]]:
    """The few numbers that most decide the answer.

    Args:
        found: The explanation.
        believed: What the reports make us believe, if there are any.

    Returns:
        For each number: what it is and where it stands; then what it rests on, what more or less of it would do, and
        what would be worth asking.
    """
    return [
        (
            f"{say_what(found.pack, d.base.what)}: {interval(*d.weight.belief)}",
            [_grounds(d.base, believed), _what_if(found, d), _asking(found, d.base)],
        )
        for d in found.deciders
    ]


def _grounds(base: Base, believed: Believed | None) -> str:
    """What a number rests on."""
    chance = base.chance
    if not isinstance(chance, Counts):
        text = "It is stated as an interval, not counted"
    elif chance.trials <= 0.0:
        text = "Nothing was ever counted of it"
    elif base.what.startswith("broker:"):
        kept = chance.trials - chance.events
        text = f"It rests on {_times(kept)} promises kept and {_times(chance.events)} broken"
    else:
        each = "days" if base.what.startswith("place:") else "attempts"
        text = f"It happened in {_times(chance.events)} of {_times(chance.trials)} {each}"
    belief = believed.by_name.get(base.what) if believed else None
    ground = rests_on(belief) if belief else "the pack's own"
    return f"{text} ({ground})."


def _times(number: float) -> str:
    """A count; reports count in parts, which are said to a tenth."""
    return "none" if number <= 0.0 else f"{round(number, 1):g}" if number >= 0.05 else f"{number:.1g}"


def _what_if(found: Explanation, decider: Decider) -> str:
    now = Worth(found.safe.low, found.safe.mid)
    better = f"Were it as good as can be believed, {_arrive(decider.best, now)}"
    if decider.worse is None:
        return f"{better}."
    event = _event(decider.base.what)
    return f"{event} more, and {_arrive(decider.worse, now)}; were it as good as can be believed, {_of(decider, now)}."


def _event(what: str) -> str:
    return "One broken promise" if what.startswith("broker:") else "One such case"


def _arrive(then: Worth, now: Worth) -> str:
    """How many would arrive at worst, and how many do; nominally, where at worst it makes no difference."""
    if _differ(then.low, now.low):
        there, here = _pair(then.low, now.low)
        return f"{there} of 100 would arrive at worst instead of {here}"
    there, here = _pair(then.mid, now.mid)
    return f"{there} of 100 would arrive instead of {here} (at worst it makes no difference)"


def _of(decider: Decider, now: Worth) -> str:
    if _differ(decider.best.low, now.low):
        return _pair(decider.best.low, now.low)[0]
    return f"{_pair(decider.best.mid, now.mid)[0]}, and at worst no more"


def _differ(then: float, now: float) -> bool:
    return abs(then - now) > 1e-4


def _pair(then: float, now: float) -> tuple[str, str]:
    """Two chances as people out of a hundred, in tenths where whole people would hide the difference."""
    if abs(then - now) > 0.015 and of_hundred(then) != of_hundred(now):
        return of_hundred(then), of_hundred(now)
    return f"{then * 100:.1f}", f"{now * 100:.1f}"


def _asking(found: Explanation, base: Base) -> str:
    subject, _, risk = base.what.partition("/")
    kind, _, name = subject.partition(":")
    if kind == "broker":
        return f"Worth asking: whom else {found.pack.broker[name].title} has brought through, and whether all arrived."
    if kind == "place":
        return f"Worth asking: who stayed at {found.pack.place[name].title} lately, and whether anybody came looking."
    return f"Worth asking: {ASKING[risk]}."


def part_rows(found: Explanation, name: str, rows: int = ROWS) -> list[tuple[str, str]]:
    """Where the danger lies, in words: `shares`, each as a part of all who set out.

    Args:
        found: The explanation.
        name: One of `PARTS`.
        rows: How many rows are shown before the rest is summed.

    Returns:
        Rows of a share of all who set out, and what it is.
    """
    return [(percent(lost), what) for what, lost, _ in shares(found, name, rows)]


def shares(found: Explanation, name: str, rows: int) -> list[tuple[str, float, bool]]:
    """Where the danger lies: what, and how much is lost to it; the largest first, the small ones together.

    Args:
        found: The explanation.
        name: One of `PARTS`.
        rows: How many are shown before the rest is summed; one more stands by itself.

    Returns:
        Rows of what in words, the chance of being lost to it, and whether it stands for many small ones.
    """
    parts = found.parts[name]
    most = rows + 1 if len(parts) == rows + 1 else rows
    shown = [(say_part(found, name, what), lost, False) for what, lost in parts[:most]]
    rest = sum(lost for _, lost in parts[most:])
    return [*shown, (f"{len(parts) - most} smaller ones together", rest, True)] if rest > 0.0 else shown


def say_part(found: Explanation, name: str, what: str) -> str:
    """One row of a partition in words."""
    kind, _, rest = what.partition(":")
    if what == WAITING:
        return "waiting"
    if what == NOBODY:
        return "without a broker"
    if what == NO_CONDITION:
        return "whatever they are"
    if name == "by_risk":
        return RISKS[what]
    if name == "by_condition":
        return ", ".join(level_name(found, *part.split("=", 1)) for part in what.split(","))
    if kind == "broker":
        return f"{found.pack.broker[rest].title} ({found.pack.broker[rest].role})"
    if kind == "place":
        return found.pack.place[rest].title
    leg = next(leg for leg in found.pack.legs if leg.id == rest)
    place = found.pack.place
    return f"{place[leg.origin].title} – {place[leg.destination].title} {modes_of(found)[leg.mode]}"


def weight_rows(found: Explanation, rows: int = WEIGHT_ROWS) -> list[tuple[str, str, str]]:
    """What the answer hangs on: by how much of 100 it changes if a chance is one point, 1 in 100, higher.

    Args:
        found: The explanation.
        rows: How many of the heaviest are shown.

    Returns:
        Rows of the change at worst, the change nominally, and what it is.
    """
    return [
        (change(w.dlow), change(w.dmid), f"{say_what(found.pack, w.what)} ({_range(w.belief)})")
        for w in heaviest(found, rows)
    ]


def heaviest(found: Explanation, rows: int = WEIGHT_ROWS) -> list[Weight]:
    """The heaviest beliefs at worst; a leg's own betrayal, which is its broker's, is left out."""
    return [weight for weight in found.weights if _is_met(weight)][:rows]


def _range(belief: Belief) -> str:
    exact = belief.high - belief.low < 1e-12
    return percent(belief.mid) if exact else f"{percent(belief.low)} to {percent(belief.high)}"


def change(slope: float | None) -> str:
    """A derivative as the change of 100 who arrive for each point more of a chance."""
    return "no end" if slope is None else f"{slope:+.2f}".replace("-", "−")
