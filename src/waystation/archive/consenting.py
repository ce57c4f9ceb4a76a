"""What somebody allows: which of their answers for a use of a keepsake hold on a day.

Whoever refuses is heard, whatever the clocks say: a refusal counts until an answer of the person's own names it, and an
answer that does not know of an earlier one allows no more than both allow. Leave for a keepsake covers what is made
from it; a refusal for any copy holds for all that is made from the same original. What allows everything never answers
what was refused for one keepsake. Source: Regulation (EU) 2016/679, articles 6 to 9; Berkeley Protocol (2020), ch. III.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from waystation.archive.describing import Described
from waystation.archive.records import ASPECTS, Consent
from waystation.archive.register import Register

__all__ = ["OWN", "Answer", "answer_of", "answers_known"]

OWN = ("consent", "guardian")
"""The bases that are leave given by the person, or for a child; others count for a court alone, and answer nothing."""
COURT = "court"
EVERYTHING = 1 << 30
"""How far leave for everything is from any one keepsake."""


@dataclass(frozen=True)
class Answer:
    """What somebody allows.

    Args:
        code: `allowed`; or why not: `not_asked`, `refused`, `expired`, `basis`, `guardian`, `of_age`.
        aspects: What of them may be shown, where they allow it.
        until: The last day on which it holds, or held; None without end.
        basis: On what basis it was given.
    """

    code: str
    aspects: frozenset[str] = frozenset()
    until: date | None = None
    basis: str = ""


def answers_known(register: Register, person: str, use: str) -> tuple[str, ...]:
    """The ids of everything that somebody answered about a use: what a new answer is to name as `after`."""
    return tuple(
        sorted(one.record.id for one in register.consents if (one.record.person, one.record.use) == (person, use))
    )


def answer_of(register: Register, item: str, who: Described, use: str, today: date) -> Answer:
    """What somebody allows for a use of a keepsake.

    Args:
        register: The archive.
        item: The keepsake.
        who: They.
        use: One of `records.USES`.
        today: The day on which it is to be used.
    """
    depth = {one.item: number for number, one in enumerate(register.lineage(item))}
    family = set(register.family(item))
    theirs = [one.record for one in register.consents if (one.record.person, one.record.use) == (who.person, use)]
    grants = [one for one in theirs if one.given and (one.item is None or one.item in depth)]
    refusals = [one for one in theirs if not one.given and (one.item is None or one.item in family)]
    heads = [one for one in grants if not any(_replaces(other, one, depth) for other in grants)]
    if any(not any(_answers(grant, refusal, depth) for grant in heads) for refusal in refusals):
        return Answer("refused")
    if not heads:
        return Answer("not_asked")
    return _together(register, heads, who, use, today)


def _depth(one: Consent, depth: Mapping[str, int]) -> int:
    return EVERYTHING if one.item is None else depth.get(one.item, 0)


def _replaces(later: Consent, earlier: Consent, depth: Mapping[str, int]) -> bool:
    """Whether leave given stands in the place of other leave, wider or narrower."""
    known = later is not earlier and earlier.id in later.after
    return known and later.basis in OWN and _depth(later, depth) <= _depth(earlier, depth)


def _answers(grant: Consent, refusal: Consent, depth: Mapping[str, int]) -> bool:
    """Whether leave given takes back a refusal."""
    if refusal.id not in grant.after or grant.basis not in OWN:
        return False
    if refusal.basis == "consent" and grant.basis != "consent":
        return False  # what a child refuses no guardian allows
    if refusal.item is None:
        return True
    return grant.item is not None and (refusal.item not in depth or _depth(grant, depth) <= depth[refusal.item])


def _together(register: Register, heads: Sequence[Consent], who: Described, use: str, today: date) -> Answer:
    """What several leaves allow together: no more than each of them."""
    until = min((one.until for one in heads if one.until is not None), default=None)
    basis = ", ".join(sorted({one.basis for one in heads}))
    aspects = frozenset(aspect for aspect in ASPECTS if all(getattr(one, aspect) for one in heads))
    code = next((why for one in heads if (why := _unfit(register, one, who, use, today))), "allowed")
    return Answer(code, aspects if code == "allowed" else frozenset(), until, basis)


def _unfit(register: Register, leave: Consent, who: Described, use: str, today: date) -> str:
    """Why leave that was given does not hold on a day; empty where it does."""
    if leave.until is not None and leave.until < today:
        return "expired"
    if leave.basis not in OWN:
        return "" if use == COURT else "basis"
    if who.is_child(today):
        speaks = leave.by is not None and leave.by in who.guardians and leave.by not in register.forgotten
        return "" if leave.basis == "guardian" and speaks else "guardian"
    return "" if leave.basis == "consent" else "of_age"
