"""Why a plan is worth what it is, as a figure to draw: how sure it is, where the danger lies, what it hangs on."""

from __future__ import annotations

from waystation.charts.panels import Bar, Bars, Figure, Flag, Spread
from waystation.planning.explanation import Explanation
from waystation.wording.beliefs import say_what
from waystation.wording.explanations import answer_lines, change, heaviest, is_plain, shares, sure_rows
from waystation.wording.figures import percent
from waystation.wording.language import mark, say, spoken
from waystation.wording.maps import IN_CLEAR

__all__ = ["figure_of"]

LEGS, BROKERS, RISKS, WEIGHTS = 8, 5, 4, 8


def figure_of(found: Explanation) -> Figure:
    """An explanation as a figure.

    Args:
        found: The explanation.

    Returns:
        Its title and answer; panels only where there is something to explain.
    """
    panels = () if is_plain(found) else tuple(p for p in _panels(found) if not isinstance(p, Bars) or p.bars)
    return Figure(found.pack.name, tuple(answer_lines(found)), panels, say(IN_CLEAR), spoken())


def _panels(found: Explanation) -> list[Bars | Spread]:
    return [
        _spread(found),
        Bars(
            say("Where the danger lies, of all who set out: by leg"),
            _parts(found, "by_leg", LEGS),
            say("The share that is lost on each leg; grey is the rest together."),
        ),
        Bars(say("What the answer hangs on"), _weights(found), say(_HANGS)),
        Bars(say("Where the danger lies, of all who set out: by broker"), _parts(found, "by_broker", BROKERS)),
        Bars(say("Where the danger lies, of all who set out: by risk"), _parts(found, "by_risk", RISKS)),
    ]


_HANGS = mark(
    "How many more or fewer of 100 arrive if a chance is one point, 1 in 100, higher: red and in figures at worst, "
    "grey nominally."
)


def _spread(found: Explanation) -> Spread:
    safe, likely = found.safe, found.likely
    places = (safe.low, likely.p10, likely.p50, likely.p90, safe.high)
    flags = tuple(
        Flag(at, number, text, red=position == 0)
        for position, (at, (number, text)) in enumerate(zip(places, sure_rows(found), strict=True))
    )
    ticks = tuple((tens / 10, str(tens * 10)) for tens in range(11))
    note = say(
        "Every unknown chance drawn by itself, {n:,} times: how often how many of 100 arrive.", n=len(likely.drawn)
    )
    return Spread(say("How sure that is"), tuple(likely.drawn.tolist()), flags, ticks, note)


def _parts(found: Explanation, name: str, most: int) -> tuple[Bar, ...]:
    return tuple(Bar(what, lost, percent(lost), quiet=many) for what, lost, many in shares(found, name, most))


def _weights(found: Explanation) -> tuple[Bar, ...]:
    """The heaviest beliefs; where a derivative has no end the bar is left out, for it would have none either."""
    return tuple(
        Bar(say_what(found.pack, weight.what), abs(weight.dlow), change(weight.dlow), abs(weight.dmid))
        for weight in heaviest(found, WEIGHTS)
        if weight.dlow is not None and weight.dmid is not None
    )
