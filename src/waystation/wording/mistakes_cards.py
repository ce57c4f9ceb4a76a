"""What can be wrong with cards, signs and advice, as sentences; one table only."""

from __future__ import annotations

__all__ = ["CARDS"]

CARDS = {
    "signs_full": "no signs are left that {number} running journeys do not have; close those that are over",
    "language_form": "must be a language by its two letters, such as ko or lo, not {value}",
    "advice_never": "is for stays, and something else beside it is for legs: it would never be chosen; keep one",
    "advice_ages": "asks for somebody from {age_from} to {age_to}, whom there cannot be; exchange the two",
    "advice_english": "needs English too (en), for those whose language it lacks; it has {value}",
}
