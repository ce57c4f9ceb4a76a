"""The gates of a charter in sentences, those that hold too, and what each leads to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial

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
MOST_DIGITS = 6
"""So many digits more, at most, are said of a figure that stands beside its limit."""


def gate_rows(pack: Pack, gates: Iterable[Gate]) -> list[tuple[str, str]]:
    """Every gate as a row: whether it holds, and what it says."""
    return [(_state(gate), gate_line(pack, gate)) for gate in gates]


def _state(gate: Gate) -> str:
    if gate.holds:
        return "ok"
    return SHORT[gate.missed] if gate.counts else "not yet"


def missed_line(pack: Pack, gate: Gate) -> str:
    """Why a gate does not hold, as part of a sentence."""
    said = gate_line(pack, gate)
    return said[:1].lower() + said[1:]


def gate_line(pack: Pack, gate: Gate) -> str:
    """What a gate says, whether it holds or not."""
    if gate.name.endswith("/then"):
        return f"When the wait is over: {missed_line(pack, replace(gate, name=gate.name.removesuffix('/then')))}"
    name = gate.name.removesuffix("/second")
    band = " without a second person" if gate.name.endswith("/second") else ""
    if name == "low":
        value, limit = _apart(gate, _chance)
        return f"At worst {value} of 100 arrive; {_asks(pack)} {limit}{band}"
    if name == "likely.p10":
        value, limit = _apart(gate, _chance)
        return f"Nine-tenths sure of {value} of 100; {_asks(pack)} {limit}{band}"
    if name in ("cost_per_head", "budget"):
        value, limit = _apart(gate, partial(_money, pack.mission.currency))
        if name == "budget":
            return f"{value} expected; the budget is {limit}"
        return f"{value} a head expected; the charter allows {limit}"
    return _PLAIN[name](pack, gate)


def _asks(pack: Pack, verb: str = "asks for") -> str:
    return "the usual limit is" if pack.charter is None else f"the charter {verb}"


def _apart(gate: Gate, say: Callable[[float, int], str]) -> tuple[str, str]:
    """A gate's value and its limit, with as many digits as it takes to see why it does not hold."""
    value, limit = gate.value, gate.limit
    assert isinstance(value, float | int)
    assert isinstance(limit, float | int)
    said = say(value, 0), say(limit, 0)
    for digits in range(1, MOST_DIGITS + 1):
        if gate.holds or said[0] != said[1]:
            break
        said = say(value, digits), say(limit, digits)
    return said


def _chance(value: float, digits: int) -> str:
    return f"{value * 100:.{digits}f}" if digits else of_hundred(value)


def _money(currency: str, value: float, digits: int) -> str:
    return f"{currency} {value:,.{digits}f}" if digits else money(value, currency)


def _hours(value: float, digits: int) -> str:
    return f"{value:.{digits}f}" if digits else f"{value:.3g}"


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


def _way(_: Pack, gate: Gate) -> str:
    return (
        "There is a way to go"
        if gate.holds
        else "There is no way by which anybody arrives within the time looked ahead (horizon_hours)"
    )


def _risk(pack: Pack, gate: Gate) -> str:
    return f"The risk of being lost is {gate.value}; {_asks(pack, 'accepts')} {gate.limit}"


def _told(pack: Pack, gate: Gate) -> str:
    brokers = "broker" if gate.value == 1 else "brokers"
    return f"{gate.value} {brokers} may come to know; {_asks(pack, 'accepts')} {gate.limit}"


def _alone(pack: Pack, gate: Gate) -> str:
    if not gate.about:
        return "No child and no woman would be alone with one broker"
    if not gate.value:
        return "Nobody would be alone with one broker"
    value, limit = _apart(gate, _hours)
    who = ", ".join(gate.about)
    return f"{who}: up to {value} hours alone with one broker; {_asks(pack, 'accepts')} {limit}"


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
    "way": _way,
    "risk": _risk,
    "told": _told,
    "alone": _alone,
    "no_go": _no_go,
    "waiting": _waiting,
}
