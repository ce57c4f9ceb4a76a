"""What calibration shows, in sentences and rows: what was foreseen, what came of it, and whether that is chance."""

from __future__ import annotations

from waystation.deciding.calibration import Bin, Calibration, Overruling, Tally
from waystation.wording.figures import closely, of_hundred
from waystation.wording.language import say, say_many

__all__ = [
    "answer_lines",
    "bin_rows",
    "how_often",
    "misses",
    "overruling_lines",
    "overruling_rows",
    "score_lines",
    "tally_row",
    "urgency_rows",
]


def answer_lines(found: Calibration, unfinished: int, stayed: int) -> list[str]:
    """The answer: how many were foreseen to arrive, how many did, and whether that is more than chance.

    Args:
        found: What the cases show.
        unfinished: How many journeys have a forecast and no outcome yet.
        stayed: How many ended without anybody leaving.
    """
    total = found.all
    if not total.cases:
        nothing = say("No journey has both a forecast and an outcome yet: there is nothing to hold against each other.")
        return [nothing, *_others(unfinished, stayed)]
    counted = say_many(
        "Of one journey that ended, {arrived} arrived; {expected} were foreseen.",
        "Of {n:,} journeys that ended, {arrived} arrived; {expected} were foreseen.",
        total.cases,
        n=total.cases,
        arrived=total.arrived,
        expected=_number(total.expected),
    )
    return [f"{counted} {_judged(total)}", _power(found), *_others(unfinished, stayed)]


def _judged(total: Tally) -> str:
    odd = how_often(total.as_odd)
    if not total.differs:
        return say("That may well be chance, which makes as odd a number {often}.", often=odd)
    if total.differs < 0:
        return say(
            "Fewer arrived than foreseen, and that is hardly chance, which makes as odd a number {often}.", often=odd
        )
    return say("More arrived than foreseen, and that is hardly chance, which makes as odd a number {often}.", often=odd)


def _power(found: Calibration) -> str:
    cases, mean = found.all.cases, found.all.expected / found.all.cases
    if found.noticeable is None:
        return say_many(
            "One journey cannot show it if the figures are wrong: keep counting.",
            "{n:,} journeys cannot show it if the figures are wrong: keep counting.",
            cases,
            n=cases,
        )
    return say_many(
        "With one journey it would show, four times in five, if only {few} of 100 arrived where {mean} are foreseen; "
        "a smaller error may hide.",
        "With {n:,} journeys it would show, four times in five, if only {few} of 100 arrived where {mean} are "
        "foreseen; a smaller error may hide.",
        cases,
        n=cases,
        few=of_hundred(found.noticeable),
        mean=of_hundred(mean),
    )


def _others(unfinished: int, stayed: int) -> list[str]:
    lines = []
    if unfinished:
        lines.append(
            say_many(
                "Not counted: one journey without an outcome; waystation outcome adds it.",
                "Not counted: {n:,} journeys without an outcome; waystation outcome adds it.",
                unfinished,
                n=unfinished,
            )
        )
    if stayed:
        lines.append(
            say_many(
                "Not counted: one journey that nobody set out on; what would have come of it, nobody knows.",
                "Not counted: {n:,} journeys that nobody set out on; what would have come of it, nobody knows.",
                stayed,
                n=stayed,
            )
        )
    return lines


def how_often(chance: float) -> str:
    """How often something comes about: "34 times in 100", "once in 240 times"."""
    if chance >= 0.995:
        return say("nearly always")
    if chance < 0.0005:
        return say("less than once in 2,000 times")
    if chance < 0.015:
        return say("once in {n:,} times", n=round(1 / chance))
    return say("{n} times in 100", n=closely(chance, 0))


def score_lines(found: Calibration) -> list[str]:
    """The Brier score and its parts, each with what it means."""
    parts, expected = found.parts, found.expected_brier
    if parts is None or expected is None:
        return []
    pieces = (
        say("reliability {part:.3f} (how far off; 0 is best)", part=parts.reliability),
        say("less resolution {part:.3f} (how well missions are told apart; more is better)", part=parts.resolution),
        say("plus uncertainty {part:.3f} (of the outcomes themselves)", part=parts.uncertainty),
        say("plus {part:.3f} within the rows above", part=parts.within)
        if parts.within >= 0
        else say("less {part:.3f} within the rows above", part=-parts.within),
    )
    score = say(
        "Brier score {score:.3f}. 0 is perfect; with every chance right it would be {expected:.3f} on average.",
        score=parts.brier,
        expected=expected,
    )
    return [score, say("It is {pieces}.", pieces=", ".join(pieces))]


def bin_rows(found: Calibration) -> list[tuple[str, ...]]:
    """By what was foreseen: foreseen, journeys, how many arrived, of 100, the interval."""
    return [
        (_range(one), str(one.cases), str(one.arrived), _share(one.arrived, one.cases), _between(one.low, one.high))
        for one in found.bins
    ]


def misses(one: Bin) -> bool:
    """Whether the interval of a bin leaves out what was foreseen there."""
    return not one.low <= one.foreseen <= one.high


def urgency_rows(found: Calibration) -> list[tuple[str, ...]]:
    """By urgency: its word and the columns of `tally_row`."""
    return [(name or say("not said"), *tally_row(tally)) for name, tally in found.urgencies]


def tally_row(tally: Tally) -> tuple[str, ...]:
    """A tally's columns: journeys, how many were foreseen, how many arrived, of 100, the interval."""
    if not tally.cases:
        return "0", "", "", "", ""
    share, between = _share(tally.arrived, tally.cases), _between(tally.low, tally.high)
    return str(tally.cases), _number(tally.expected), str(tally.arrived), share, between


def overruling_rows(found: Overruling) -> list[tuple[str, ...]]:
    """Those who went against the verdict, and the others; columns as in `urgency_rows`."""
    return [(say("overruled"), *tally_row(found.overruled)), (say("followed"), *tally_row(found.followed))]


def overruling_lines(found: Overruling) -> list[str]:
    """Whether we do better or worse when we overrule the verdict, and whether that is more than chance."""
    if not found.overruled.cases:
        return [say("Nobody has left against a verdict.")]
    if found.worse is None:
        return [say("Everybody left against a verdict: there is nothing to compare it with.")]
    if found.as_odd is None:
        return [say("What was foreseen was certain: there is nothing to compare.")]
    odd = how_often(found.as_odd)
    if found.differs:
        chance = say("That is hardly chance, which makes as odd a difference {often}.", often=odd)
    else:
        chance = say("That may well be chance, which makes as odd a difference {often}.", often=odd)
    return [f"{_compared(found.worse)} {chance}"]


def _compared(worse: float) -> str:
    apart = of_hundred(abs(worse))
    if abs(worse) < 0.005:
        return say("Measured by what was foreseen, overruling went neither better nor worse.")
    if worse > 0:
        return say("Measured by what was foreseen, overruling went worse, by {apart} of 100.", apart=apart)
    return say("Measured by what was foreseen, overruling went better, by {apart} of 100.", apart=apart)


def _share(arrived: int, cases: int) -> str:
    return of_hundred(arrived / cases)


def _number(value: float) -> str:
    return f"{value:.1f}"


def _range(one: Bin) -> str:
    least, most = of_hundred(one.least), of_hundred(one.most)
    return least if least == most else say("{low} to {high}", low=least, high=most)


def _between(low: float, high: float) -> str:
    return say("{low} to {high}", low=of_hundred(low), high=of_hundred(high))
