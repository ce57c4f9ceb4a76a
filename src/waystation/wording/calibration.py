"""What calibration shows, in sentences and rows: what was foreseen, what came of it, and whether that is chance."""

from __future__ import annotations

from waystation.deciding.calibration import Bin, Calibration, Overruling, Tally
from waystation.wording.figures import of_hundred

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
        nothing = "No journey has both a forecast and an outcome yet: there is nothing to hold against each other."
        return [nothing, *_others(unfinished, stayed)]
    counted = (
        f"Of {_journeys(total.cases)} that ended, {total.arrived} arrived; {_number(total.expected)} were foreseen."
    )
    return [f"{counted} {_judged(total)}", _power(found), *_others(unfinished, stayed)]


def _judged(total: Tally) -> str:
    if total.differs:
        fewer = "Fewer arrived" if total.differs < 0 else "More arrived"
        return (
            f"{fewer} than foreseen, and that is hardly chance, which makes as odd a number {how_often(total.as_odd)}."
        )
    return f"That may well be chance, which makes as odd a number {how_often(total.as_odd)}."


def _power(found: Calibration) -> str:
    cases, mean = found.all.cases, found.all.expected / found.all.cases
    if found.noticeable is None:
        return f"{_journeys(cases).capitalize()} cannot show it if the figures are wrong: keep counting."
    return (
        f"With {_journeys(cases)} it would show, four times in five, if only {of_hundred(found.noticeable)} of 100 "
        f"arrived where {of_hundred(mean)} are foreseen; a smaller error may hide."
    )


def _others(unfinished: int, stayed: int) -> list[str]:
    lines = []
    if unfinished:
        lines.append(f"Not counted: {_journeys(unfinished)} without an outcome; waystation outcome adds it.")
    if stayed:
        lines.append(
            f"Not counted: {_journeys(stayed)} that nobody set out on; what would have come of it, nobody knows."
        )
    return lines


def how_often(chance: float) -> str:
    """How often something comes about: "34 times in 100", "once in 240 times"."""
    if chance >= 0.995:
        return "nearly always"
    if chance < 0.0005:
        return "less than once in 2,000 times"
    if chance < 0.015:
        return f"once in {round(1 / chance):,} times"
    return f"{round(chance * 100)} times in 100"


def score_lines(found: Calibration) -> list[str]:
    """The Brier score and its parts, each with what it means."""
    parts, expected = found.parts, found.expected_brier
    if parts is None or expected is None:
        return []
    pieces = (
        f"reliability {parts.reliability:.3f} (how far off; 0 is best)",
        f"less resolution {parts.resolution:.3f} (how well missions are told apart; more is better)",
        f"plus uncertainty {parts.uncertainty:.3f} (of the outcomes themselves)",
        f"{'plus' if parts.within >= 0 else 'less'} {abs(parts.within):.3f} within the rows above",
    )
    score = (
        f"Brier score {parts.brier:.3f}. 0 is perfect; with every chance right it would be {expected:.3f} on average."
    )
    return [score, f"It is {', '.join(pieces)}."]


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
    return [(name or "not said", *tally_row(tally)) for name, tally in found.urgencies]


def tally_row(tally: Tally) -> tuple[str, ...]:
    """A tally's columns: journeys, how many were foreseen, how many arrived, of 100, the interval."""
    if not tally.cases:
        return "0", "", "", "", ""
    share, between = _share(tally.arrived, tally.cases), _between(tally.low, tally.high)
    return str(tally.cases), _number(tally.expected), str(tally.arrived), share, between


def overruling_rows(found: Overruling) -> list[tuple[str, ...]]:
    """Those who went against the verdict, and the others; columns as in `urgency_rows`."""
    return [("overruled", *tally_row(found.overruled)), ("followed", *tally_row(found.followed))]


def overruling_lines(found: Overruling) -> list[str]:
    """Whether we do better or worse when we overrule the verdict, and whether that is more than chance."""
    if not found.overruled.cases:
        return ["Nobody has left against a verdict."]
    if found.worse is None:
        return ["Everybody left against a verdict: there is nothing to compare it with."]
    if found.as_odd is None:
        return ["What was foreseen was certain: there is nothing to compare."]
    apart = abs(found.worse)
    which = "worse" if found.worse > 0 else "better"
    said = f"Measured by what was foreseen, overruling went {which}, by {of_hundred(apart)} of 100"
    if apart < 0.005:
        said = "Measured by what was foreseen, overruling went neither better nor worse"
    if found.differs:
        return [f"{said}. That is hardly chance, which makes as odd a difference {how_often(found.as_odd)}."]
    return [f"{said}. That may well be chance, which makes as odd a difference {how_often(found.as_odd)}."]


def _journeys(number: int) -> str:
    return "one journey" if number == 1 else f"{number:,} journeys"


def _share(arrived: int, cases: int) -> str:
    return of_hundred(arrived / cases)


def _number(value: float) -> str:
    return f"{value:.1f}"


def _range(one: Bin) -> str:
    least, most = of_hundred(one.least), of_hundred(one.most)
    return least if least == most else f"{least} to {most}"


def _between(low: float, high: float) -> str:
    return f"{of_hundred(low)} to {of_hundred(high)}"
