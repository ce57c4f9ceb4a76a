"""Why a plan is worth what it is, in words: how sure that is, what decides it, where the danger lies."""

from __future__ import annotations

from waystation.evidence.bases import Base
from waystation.evidence.believed import Believed
from waystation.evidence.intervals import Belief
from waystation.planning.explanation import Decider, Explanation, Worth
from waystation.planning.losses import NO_CONDITION, NOBODY, WAITING
from waystation.planning.sensitivity import Weight
from waystation.wording.beliefs import interval, rests_on, say_what
from waystation.wording.figures import closely, either, of_hundred, percent, such_people
from waystation.wording.language import mark, say, spoken
from waystation.wording.plans import level_name
from waystation.wording.travel_words import modes_of, role_of
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
    "by_leg": mark("By leg"),
    "by_broker": mark("By broker"),
    "by_risk": mark("By risk"),
    "by_place": mark("By place (a leg's loss counts where it begins)"),
    "by_condition": mark("By what the conditions are when they set out"),
}
"""The partitions and their headings, in the order in which they are shown."""

RISKS = {
    "betrayed": mark("sold by a broker"),
    "caught": mark("caught"),
    "harm": mark("badly hurt"),
    "found": mark("found while waiting"),
}
ASKING = {
    "caught": mark("Worth asking: who went this way lately, and how many of them were stopped."),
    "harm": mark("Worth asking: who went this way lately, and how many of them were hurt."),
    "back": mark("Worth asking: who tried this way lately, and how many had to turn back."),
    "late": mark("Worth asking: who went this way lately, and how many were held up."),
}


def is_plain(found: Explanation) -> bool:
    """Whether there is nothing to explain: they are there already, or there is no way."""
    return found.safe.high <= 0.0 or (found.safe.low >= 1.0 and found.lost <= 0.0)


def answer_lines(found: Explanation) -> list[str]:
    """The answer in a sentence or two."""
    if found.charted.problem.ends[found.charted.start.node]:
        return [say("They are there: this place is an end of the mission.")]
    ends = either(found.pack.place[end].title for end in found.pack.mission.to)
    if found.safe.high <= 0.0:
        return [say("There is no way from here to {ends} that can end well within the horizon.", ends=ends)]
    lines = [
        say(
            "Of 100 such {people}, {n} arrive; {lost} are lost.",
            people=such_people(found.pack.party_size),
            n=of_hundred(found.safe.mid),
            lost=of_hundred(found.lost),
        )
    ]
    if found.likely.p90 > found.likely.p10:
        lines.append(say("We are nine-tenths sure of at least {n}.", n=of_hundred(found.likely.p10)))
    if found.underway > 0.005:
        lines.append(say("{n} are still under way at the horizon.", n=of_hundred(found.underway)))
    return lines


def sure_rows(found: Explanation) -> list[tuple[str, str]]:
    """How many of a hundred arrive at worst, likely, and at best, each with what that means."""
    safe, likely = found.safe, found.likely
    worst = say("at worst: all that is unknown goes against them at once; this number chooses the plan")
    return [
        (of_hundred(safe.low), worst),
        (of_hundred(likely.p10), say("we are nine-tenths sure of at least so many")),
        (of_hundred(likely.p50), say("as likely more as fewer")),
        (of_hundred(likely.p90), say("there is one chance in ten of more")),
        (of_hundred(safe.high), say("at best: all that is unknown goes in their favour")),
    ]


def sure_lines(found: Explanation) -> list[str]:
    """Why the worst lies so far below what is likely."""
    drawn, draws = int((found.likely.drawn <= found.safe.low).sum()), len(found.likely.drawn)
    unknown = sum(weight.belief.high > weight.belief.low for weight in found.weights if _is_met(weight))
    if found.likely.p90 <= found.likely.p10:
        return [
            say("Every chance that matters here is stated as an exact number, so there is nothing to be unsure of.")
        ]
    if unknown > 1:
        worst = say(
            "The worst is not a forecast: it takes all {n} unknown chances at their bad ends, everywhere and always.",
            n=unknown,
        )
    else:
        worst = say(
            "The worst is not a forecast: it takes the one unknown chance at its bad end, everywhere and always."
        )
    so_bad = say("None of these draws came to the worst or below.")
    if drawn:
        so_bad = say("{n:,} of these draws came to the worst or below.", n=drawn)
    drawn_each = say(
        "For the middle rows each was drawn by itself, {n:,} times: some turn out badly, others well.", n=draws
    )
    return [worst, drawn_each, so_bad]


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
    belief = believed.by_name.get(base.what) if believed else None
    ground = rests_on(belief) if belief else say("the pack's own")
    if not isinstance(chance, Counts):
        return say("It is stated as an interval, not counted ({ground}).", ground=ground)
    if chance.trials <= 0.0:
        return say("Nothing was ever counted of it ({ground}).", ground=ground)
    events, trials = _times(chance.events), _times(chance.trials)
    if base.what.startswith("broker:"):
        kept = _times(chance.trials - chance.events)
        return say(
            "It rests on {kept} promises kept and {broken} broken ({ground}).", kept=kept, broken=events, ground=ground
        )
    if base.what.startswith("place:"):
        return say("It happened in {events} of {trials} days ({ground}).", events=events, trials=trials, ground=ground)
    return say("It happened in {events} of {trials} attempts ({ground}).", events=events, trials=trials, ground=ground)


def _times(number: float) -> str:
    """A count; reports count in parts, which are said to a tenth."""
    if number <= 0.0:
        return "0" if spoken() == "ko" else "none"
    return f"{round(number, 1):g}" if number >= 0.05 else f"{number:.1g}"


def _what_if(found: Explanation, decider: Decider) -> str:
    now = Worth(found.safe.low, found.safe.mid)
    better = _arrive(decider.best, now)
    if decider.worse is None:
        return say("Were it as good as can be believed, {arrive}.", arrive=better)
    worse = _arrive(decider.worse, now)
    if decider.base.what.startswith("broker:"):
        return say(
            "One broken promise more, and {worse}; were it as good as can be believed, {better}.",
            worse=worse,
            better=_of(decider, now),
        )
    return say(
        "One such case more, and {worse}; were it as good as can be believed, {better}.",
        worse=worse,
        better=_of(decider, now),
    )


def _arrive(then: Worth, now: Worth) -> str:
    """How many would arrive at worst, and how many do; nominally, where at worst it makes no difference."""
    if _differ(then.low, now.low):
        there, here = _pair(then.low, now.low)
        return say("{then} of 100 would arrive at worst instead of {now}", then=there, now=here)
    there, here = _pair(then.mid, now.mid)
    return say("{then} of 100 would arrive instead of {now} (at worst it makes no difference)", then=there, now=here)


def _of(decider: Decider, now: Worth) -> str:
    if _differ(decider.best.low, now.low):
        return _pair(decider.best.low, now.low)[0]
    return say("{n}, and at worst no more", n=_pair(decider.best.mid, now.mid)[0])


def _differ(then: float, now: float) -> bool:
    return abs(then - now) > 1e-4


def _pair(then: float, now: float) -> tuple[str, str]:
    """Two chances as people out of a hundred, in tenths where whole people would hide the difference."""
    if abs(then - now) > 0.015 and of_hundred(then) != of_hundred(now):
        return of_hundred(then), of_hundred(now)
    return closely(then), closely(now)


def _asking(found: Explanation, base: Base) -> str:
    subject, _, risk = base.what.partition("/")
    kind, _, name = subject.partition(":")
    if kind == "broker":
        return say(
            "Worth asking: whom else {broker} has brought through, and whether all arrived.",
            broker=found.pack.broker[name].title,
        )
    if kind == "place":
        return say(
            "Worth asking: who stayed at {place} lately, and whether anybody came looking.",
            place=found.pack.place[name].title,
        )
    return say(ASKING[risk])


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
    return [*shown, (say("{n} smaller ones together", n=len(parts) - most), rest, True)] if rest > 0.0 else shown


def say_part(found: Explanation, name: str, what: str) -> str:
    """One row of a partition in words."""
    kind, _, rest = what.partition(":")
    if what == WAITING:
        return say("waiting")
    if what == NOBODY:
        return say("without a broker")
    if what == NO_CONDITION:
        return say("whatever they are")
    if name == "by_risk":
        return say(RISKS[what])
    if name == "by_condition":
        return ", ".join(level_name(found, *part.split("=", 1)) for part in what.split(","))
    if kind == "broker":
        return f"{found.pack.broker[rest].title} ({role_of(found.pack, rest)})"
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
    if exact:
        return percent(belief.mid)
    return say("{low} to {high}", low=percent(belief.low), high=percent(belief.high))


def change(slope: float | None) -> str:
    """A derivative as the change of 100 who arrive for each point more of a chance."""
    return say("no end") if slope is None else f"{slope:+.2f}".replace("-", "−")
