"""The words of a charter's risk matrix, as the UN's security risk management has them, in the reader's language."""

from __future__ import annotations

from waystation.wording.language import mark, say

__all__ = ["LEVELS", "LIKELIHOODS", "risk_level"]

LEVELS = {
    "low": mark("low"),
    "medium": mark("medium"),
    "high": mark("high"),
    "very high": mark("very high"),
    "unacceptable": mark("unacceptable"),
}
LIKELIHOODS = {
    "very unlikely": mark("very unlikely"),
    "unlikely": mark("unlikely"),
    "moderately likely": mark("moderately likely"),
    "likely": mark("likely"),
    "very likely": mark("very likely"),
}


def risk_level(level: object) -> str:
    """A level of risk: "very high"."""
    return say(LEVELS[str(level)])
