"""Taking back what a person stands behind: a signature, a proposal, an approval, each by the same person alone.

Whoever could correct somebody else's withdrawal would sign in that person's name, so that of a person's own words only
that person's corrections count, corrections of corrections too. What anybody may have heard wrongly, such as how a
mission ended, anybody may correct: that is `evidence.corrections` as it is.
"""

from __future__ import annotations

from collections.abc import Iterable

from waystation.evidence.corrections import Corrections
from waystation.world.report import Correction, Report

__all__ = ["same_person", "taken_back", "whose"]


def whose(name: str) -> str:
    """A name as it is compared: blanks and capitals do not make another person."""
    return " ".join(name.casefold().split())


def same_person(one: str, other: str) -> bool:
    """Whether two names mean one person, however they are typed."""
    return whose(one) == whose(other)


def taken_back(said: Iterable[tuple[Report, str]]) -> set[tuple[str, str]]:
    """What people have taken back of their own words.

    Args:
        said: Reports in any order, each with who stands behind it.

    Returns:
        The ids of the reports that a person's own corrections answer, each with that person as `whose` has it.
    """
    corrections: dict[str, Corrections] = {}
    for report, by in said:
        if isinstance(report, Correction):
            corrections.setdefault(whose(by), Corrections()).add(str(report.id), report.answers)
    for found in corrections.values():
        found.settle()
    return {(name, person) for person, found in corrections.items() for name in found.undone}
