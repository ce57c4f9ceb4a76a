"""A charter in words: what it asks for, its matrix, and how it stands."""

from __future__ import annotations

from waystation.deciding.charter import CharterState
from waystation.wording.figures import either, money, of_hundred
from waystation.wording.gates import condition_words
from waystation.wording.language import say
from waystation.wording.risk_words import LIKELIHOODS, risk_level
from waystation.wording.watching import rules_line
from waystation.world.charter import LIKELIHOODS as ROWS
from waystation.world.charter import Charter
from waystation.world.pack import Pack

__all__ = ["charter_lines", "limit_rows", "matrix_rows", "standing_lines", "state_lines"]


def charter_lines(charter: Charter, pack: Pack | None = None) -> list[str]:
    """What a charter says beside its limits.

    Args:
        charter: The charter.
        pack: The mission, for the names of its conditions in other languages than English.
    """
    barred = condition_words(pack, charter.no_go) if pack is not None else charter.no_go
    said = [
        say(
            "{threshold} of {members} must sign. It holds until {review}.",
            threshold=charter.threshold,
            members=", ".join(charter.members),
            review=charter.review,
        )
    ]
    if charter.no_go:
        said.append(
            say(
                "Nobody sets out towards a leg that they act on and that is within {hours} hours while {conditions}.",
                hours=f"{charter.no_go_hours:g}",
                conditions=either(barred),
            )
        )
    if charter.watch is not None:
        said.append(rules_line(charter.watch))
    return said


def limit_rows(charter: Charter, currency: str) -> list[tuple[str, ...]]:
    """The limits by urgency, as rows."""
    rows: list[tuple[str, ...]] = []
    for urgency in ("PC1", "PC2", "PC3", "PC4"):
        limits = getattr(charter, urgency)
        cost = say("any") if limits.cost_per_head is None else money(limits.cost_per_head, currency)
        second = f"{of_hundred(limits.second.low)} / {of_hundred(limits.second.likely_p10)}"
        least = f"{of_hundred(limits.low)} / {of_hundred(limits.likely_p10)}"
        alone = say("{n} h", n=f"{limits.alone_hours:g}")
        rows.append((urgency, least, second, risk_level(limits.risk), str(limits.told), cost, alone))
    return rows


def matrix_rows(charter: Charter) -> list[tuple[str, ...]]:
    """The risk matrix, the likeliest first."""
    rows = zip(ROWS, charter.matrix.rows, strict=True)
    return [
        (say(LIKELIHOODS[likelihood]), *(risk_level(level) for level in row))
        for likelihood, row in reversed(list(rows))
    ]


def state_lines(state: CharterState) -> list[str]:
    """How a charter stands: who signed what, and which versions there were."""
    if state.charter is None:
        return [say("There is no charter.")]
    said = [say("Version {version}.", version=state.digest[:12])]
    for each in state.signatures:
        who, day = each.member, each.when.date()
        if each.signed:
            said.append(say("{who} signed it on {day}.", who=who, day=day))
        else:
            said.append(say("{who} took the signature back on {day}.", who=who, day=day))
    said += standing_lines(state)
    earlier = [version.digest[:12] for version in state.versions if version.digest != state.digest]
    if earlier:
        said.append(say("Earlier versions that somebody signed: {versions}.", versions=", ".join(earlier)))
    return said


def standing_lines(state: CharterState) -> list[str]:
    """Whether a charter holds, and why it does not."""
    if state.charter is None:
        return [say("There is no charter.")]
    said: list[str] = []
    if not state.is_signed:
        said.append(
            say(
                "Signed by {n} of the {threshold} it needs: it does not hold yet.",
                n=len(state.signed_by),
                threshold=state.threshold,
            )
        )
    if not state.is_current:
        review = state.charter.review
        said.append(say("It was to be looked at again by {review}: it does not hold any more.", review=review))
    if state.is_signed and state.is_current:
        said.append(say("It holds."))
    return said
