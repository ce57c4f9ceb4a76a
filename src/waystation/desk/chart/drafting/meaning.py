"""Asking whether a name that is nobody's is a slip of the finger for one that is known."""

from __future__ import annotations

from collections.abc import Mapping

from waystation.desk.chart.drafting.questions import Asking, ask
from waystation.desk.chart.drafting.readings.words import Named, alike, choice
from waystation.world.mistakes import nearest

__all__ = ["ask_meant"]

ANSWERS = {"yes": True, "no": False, "new": False}


def ask_meant(name: Named, names: Mapping[str, str]) -> Asking[str]:
    """Where a name is not known but close to one that is: ask which is meant.

    Args:
        name: What was said.
        names: The name for people of each known one that can be meant.

    Returns:
        The known one's id, or empty for a new one.
    """
    close = nearest(name.id, names)
    if not close:
        return ""
    is_close = yield from ask(
        "meant",
        "meant",
        lambda text: bool(alike(text, {close: names[close]})) or choice(text, ANSWERS),
        default="yes",
        inside_leg=True,
        said=name.name,
        close=names[close],
    )
    return close if is_close else ""
