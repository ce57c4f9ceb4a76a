"""The gates of a charter in sentences, those that hold too, and what each leads to."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from waystation.deciding.verdict import Gate, Word
from waystation.wording.figures import money, of_hundred
from waystation.world.pack import Pack

__all__ = ["SHORT", "WORDS", "gate_line", "gate_rows", "missed_line"]

WORDS: dict[Word, str] = {
    "go": "Go",
    "second": "Go with a second approval",
    "hold": "Hold",
    "split": "Split the party",
    "decline": "Decline this plan",
}
"""Every verdict as a sentence begins with it."""
SHORT: dict[Word, str] = {
    "go": "go",
    "second": "go with a second approval",
    "hold": "hold",
    "split": "split",
    "decline": "decline",
}
"""Every verdict in the middle of a sentence."""


def gate_rows(pack: Pack, gates: Iterable[Gate]) -> list[tuple[str, str]]:
    """Every gate as a row: whether it holds, and what it says."""
    return [("ok" if gate.holds else SHORT[gate.missed], gate_line(pack, gate)) for gate in gates]


def missed_line(pack: Pack, gate: Gate) -> str:
    """Why a gate does not hold, as part of a sentence."""
    said = gate_line(pack, gate)
    return said[:1].lower() + said[1:]


def gate_line(pack: Pack, gate: Gate) -> str:
    """What a gate says, whether it holds or not."""
    name = gate.name.removesuffix("/second")
    band = " without a second person" if gate.name.endswith("/second") else ""
    if name == "low":
        return f"At worst {_chance(gate.value)} of 100 arrive; the charter asks for {_chance(gate.limit)}{band}"
    if name == "likely.p10":
        return f"Nine-tenths sure of {_chance(gate.value)} of 100; the charter asks for {_chance(gate.limit)}{band}"
    if name in ("cost_per_head", "budget"):
        each = " a head" if name == "cost_per_head" else ""
        limit = "the charter allows" if each else "the budget is"
        return f"{_money(pack, gate.value)}{each} expected; {limit} {_money(pack, gate.limit)}"
    return _PLAIN[name](pack, gate)


def _chance(value: object) -> str:
    assert isinstance(value, float | int)
    return of_hundred(float(value))


def _money(pack: Pack, value: object) -> str:
    assert isinstance(value, float | int)
    return money(float(value), pack.mission.currency)


def _who(pack: Pack, gate: Gate) -> str:
    return ", ".join(pack.broker[name].title if name in pack.broker else name for name in gate.about)


def _signed(_: Pack, gate: Gate) -> str:
    if gate.limit is None:
        return "There is no charter, so nobody has agreed when to say yes"
    rest = f"; not by {', '.join(gate.about)}" if gate.about else ""
    if gate.holds:
        return f"The charter is signed by {gate.value} of the {gate.limit} it needs"
    return f"The charter is signed by {gate.value} of the {gate.limit} it needs{rest}"


def _review(_: Pack, gate: Gate) -> str:
    if gate.limit is None:
        return "No day is set on which the charter is looked at again"
    holds = "holds until" if gate.holds else "was to be looked at again by"
    return f"The charter {holds} {gate.limit}"


def _consent(pack: Pack, gate: Gate) -> str:
    if gate.holds:
        return "Every adult has agreed to go"
    refused = " or was refused" if gate.missed == "decline" else ""
    return f"Consent has not been heard{refused}: {_who(pack, gate)}"


def _interests(pack: Pack, gate: Gate) -> str:
    if gate.holds:
        return "For every child somebody who knows them has noted that going is best"
    return f"There is no best-interests note for {_who(pack, gate)}"


def _flag(none: str, some: str) -> Callable[[Pack, Gate], str]:
    def say(pack: Pack, gate: Gate) -> str:
        return none if gate.holds else f"{some}: {_who(pack, gate)}"

    return say


def _risk(_: Pack, gate: Gate) -> str:
    return f"The risk of being lost is {gate.value}; the charter accepts {gate.limit}"


def _told(_: Pack, gate: Gate) -> str:
    return f"{gate.value} brokers may come to know; the charter accepts {gate.limit}"


def _alone(_: Pack, gate: Gate) -> str:
    if not gate.about:
        return "No child and no woman would be alone with one broker"
    assert isinstance(gate.value, float | int)
    hours = f"{gate.value:.3g} hours"
    return f"{', '.join(gate.about)}: up to {hours} alone with one broker; the charter accepts {gate.limit:g}"


def _no_go(_: Pack, gate: Gate) -> str:
    if gate.holds:
        return "None of the charter's no-go conditions stands"
    return f"The charter says nobody sets out while {', '.join(gate.about)}"


def _waiting(_: Pack, gate: Gate) -> str:
    if gate.holds:
        return "The plan waits for nothing that changes"
    return f"The plan itself waits, because of {', '.join(gate.about)}"


_PLAIN = {
    "charter.signed": _signed,
    "charter.review": _review,
    "consent": _consent,
    "best_interests": _interests,
    "debt": _flag("Nobody owes a broker anything", "Debt to a broker"),
    "documents": _flag("Nobody keeps their documents", "Documents are kept"),
    "price_raised": _flag("No broker in the plan has raised a price on the way", "Raised a price on the way"),
    "indicators": _flag("No sign of forced labour has been seen", "Signs of forced labour"),
    "risk": _risk,
    "told": _told,
    "alone": _alone,
    "no_go": _no_go,
    "waiting": _waiting,
}
