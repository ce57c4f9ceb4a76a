"""A charter in words: what it asks for, its matrix, and how it stands."""

from __future__ import annotations

from waystation.deciding.charter import CharterState
from waystation.wording.figures import money, of_hundred
from waystation.wording.watching import rules_line
from waystation.world.charter import LIKELIHOODS, Charter

__all__ = ["charter_lines", "limit_rows", "matrix_rows", "state_lines"]


def charter_lines(charter: Charter) -> list[str]:
    """What a charter says beside its limits."""
    said = [f"{charter.threshold} of {', '.join(charter.members)} must sign. It holds until {charter.review}."]
    if charter.no_go:
        near = f"a leg that they act on and that is within {charter.no_go_hours:g} hours"
        said.append(f"Nobody sets out towards {near} while {' or '.join(charter.no_go)}.")
    if charter.watch is not None:
        said.append(rules_line(charter.watch))
    return said


def limit_rows(charter: Charter, currency: str) -> list[tuple[str, ...]]:
    """The limits by urgency, as rows."""
    rows: list[tuple[str, ...]] = []
    for urgency in ("PC1", "PC2", "PC3", "PC4"):
        limits = getattr(charter, urgency)
        cost = "any" if limits.cost_per_head is None else money(limits.cost_per_head, currency)
        second = f"{of_hundred(limits.second.low)} / {of_hundred(limits.second.likely_p10)}"
        least = f"{of_hundred(limits.low)} / {of_hundred(limits.likely_p10)}"
        rows.append((urgency, least, second, limits.risk, str(limits.told), cost, f"{limits.alone_hours:g} h"))
    return rows


def matrix_rows(charter: Charter) -> list[tuple[str, ...]]:
    """The risk matrix, the likeliest first."""
    return [
        (likelihood, *row) for likelihood, row in reversed(list(zip(LIKELIHOODS, charter.matrix.rows, strict=True)))
    ]


def state_lines(state: CharterState) -> list[str]:
    """How a charter stands: who signed what, and which versions there were."""
    if state.charter is None:
        return ["There is no charter."]
    said = [f"Version {state.digest[:12]}."]
    said += [
        f"{each.member} {'signed it' if each.signed else 'took the signature back'} on {each.when.date()}."
        for each in state.signatures
    ]
    if not state.is_signed:
        said.append(f"Signed by {len(state.signed_by)} of the {state.threshold} it needs: it does not hold yet.")
    if not state.is_current:
        said.append(f"It was to be looked at again by {state.charter.review}: it does not hold any more.")
    if state.is_signed and state.is_current:
        said.append("It holds.")
    earlier = [version.digest[:12] for version in state.versions if version.digest != state.digest]
    if earlier:
        said.append(f"Earlier versions that somebody signed: {', '.join(earlier)}.")
    return said
