"""The gates of a charter in sentences, those that hold too, and what each leads to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial

from waystation.deciding.verdict import Gate, Word
from waystation.wording.figures import closely, money, of_hundred
from waystation.wording.joining import mid_sentence
from waystation.wording.language import mark, say, say_many, spoken
from waystation.wording.pack_words import level_word
from waystation.wording.risk_words import risk_level
from waystation.world.pack import Pack

__all__ = ["SHORT", "WORDS", "condition_words", "gate_line", "gate_rows", "missed_line"]

WORDS: dict[Word, str] = {
    "go": mark("Go"),
    "second": mark("Go with a second approval"),
    "hold": mark("Hold"),
    "split": mark("Split the party"),
    "decline": mark("Decline this plan"),
}
"""Every verdict as a sentence begins with it."""
SHORT: dict[Word, str] = {
    "go": mark("go"),
    "second": mark("go with a second approval"),
    "hold": mark("hold"),
    "split": mark("split"),
    "decline": mark("decline"),
}
"""Every verdict in the middle of a sentence."""
MOST_DIGITS = 6
"""So many digits more, at most, are said of a figure that stands beside its limit."""


def gate_rows(pack: Pack, gates: Iterable[Gate]) -> list[tuple[str, str]]:
    """Every gate as a row: whether it holds, and what it says."""
    return [(_state(gate), gate_line(pack, gate)) for gate in gates]


def _state(gate: Gate) -> str:
    if gate.holds:
        return say("ok")
    return say(SHORT[gate.missed]) if gate.counts else say("not yet")


def missed_line(pack: Pack, gate: Gate) -> str:
    """Why a gate does not hold, as part of a sentence."""
    return mid_sentence(gate_line(pack, gate))


def gate_line(pack: Pack, gate: Gate) -> str:
    """What a gate says, whether it holds or not."""
    if gate.name.endswith("/then"):
        then = missed_line(pack, replace(gate, name=gate.name.removesuffix("/then")))
        return say("When the wait is over: {gate}", gate=then)
    name = gate.name.removesuffix("/second")
    alone = gate.name.endswith("/second")
    if name == "low":
        value, limit = _apart(gate, _chance)
        return say("At worst {value} of 100 arrive; {asked}", value=value, asked=_asked(pack, limit, alone))
    if name == "likely.p10":
        value, limit = _apart(gate, _chance)
        return say("Nine-tenths sure of {value} of 100; {asked}", value=value, asked=_asked(pack, limit, alone))
    if name in ("cost_per_head", "budget"):
        value, limit = _apart(gate, partial(_money, pack.mission.currency))
        if name == "budget":
            return say("{value} expected; the budget is {limit}", value=value, limit=limit)
        return say("{value} a head expected; the charter allows {limit}", value=value, limit=limit)
    return _PLAIN[name](pack, gate)


def _asked(pack: Pack, limit: str, alone: bool) -> str:
    """The least that is asked for; of what one person may decide alone, if they would."""
    if pack.charter is None:
        return (
            say("the usual limit is {limit} without a second person", limit=limit)
            if alone
            else say("the usual limit is {limit}", limit=limit)
        )
    if alone:
        return say("the charter asks for {limit} without a second person", limit=limit)
    return say("the charter asks for {limit}", limit=limit)


def _accepted(pack: Pack, limit: object) -> str:
    """The most that is accepted."""
    if pack.charter is None:
        return say("the usual limit is {limit}", limit=limit)
    return say("the charter accepts {limit}", limit=limit)


def _apart(gate: Gate, tell: Callable[[float, int], str]) -> tuple[str, str]:
    """A gate's value and its limit, with as many digits as it takes to see why it does not hold."""
    value, limit = gate.value, gate.limit
    assert isinstance(value, float | int)
    assert isinstance(limit, float | int)
    said = tell(value, 0), tell(limit, 0)
    for digits in range(1, MOST_DIGITS + 1):
        if gate.holds or said[0] != said[1]:
            break
        said = tell(value, digits), tell(limit, digits)
    return said


def _chance(value: float, digits: int) -> str:
    return closely(value, digits) if digits else of_hundred(value)


def _money(currency: str, value: float, digits: int) -> str:
    return money(value, currency, digits)


def _hours(value: float, digits: int) -> str:
    return f"{value:.{digits}f}" if digits else f"{value:.3g}"


def _who(pack: Pack, gate: Gate) -> str:
    return ", ".join(pack.broker[name].title if name in pack.broker else name for name in gate.about)


def _signed(_: Pack, gate: Gate) -> str:
    if gate.limit is None:
        return say("There is no charter, so nobody has agreed when to say yes")
    if gate.about and not gate.holds:
        return say(
            "The charter is signed by {n} of the {limit} it needs; not by {who}",
            n=gate.value,
            limit=gate.limit,
            who=", ".join(gate.about),
        )
    return say("The charter is signed by {n} of the {limit} it needs", n=gate.value, limit=gate.limit)


def _review(_: Pack, gate: Gate) -> str:
    if gate.limit is None:
        return say("No day is set on which the charter is looked at again")
    if gate.holds:
        return say("The charter holds until {day}", day=gate.limit)
    return say("The charter was to be looked at again by {day}", day=gate.limit)


def _consent(pack: Pack, gate: Gate) -> str:
    if gate.holds:
        return say("Every adult has agreed to go")
    if gate.missed == "decline":
        return say("Consent has not been heard or was refused: {who}", who=_who(pack, gate))
    return say("Consent has not been heard: {who}", who=_who(pack, gate))


def _interests(pack: Pack, gate: Gate) -> str:
    if gate.holds:
        return say("For every child somebody who knows them has noted that going is best")
    return say("There is no best-interests note for {who}", who=_who(pack, gate))


def _flag(none: str, some: str) -> Callable[[Pack, Gate], str]:
    def tell(pack: Pack, gate: Gate) -> str:
        return say(none) if gate.holds else say(some, who=_who(pack, gate))

    return tell


def _way(_: Pack, gate: Gate) -> str:
    if gate.holds:
        return say("There is a way to go")
    return say("There is no way by which anybody arrives within the time looked ahead (horizon_hours)")


def _risk(pack: Pack, gate: Gate) -> str:
    return say(
        "The risk of being lost is {risk}; {accepted}",
        risk=risk_level(gate.value),
        accepted=_accepted(pack, risk_level(gate.limit)),
    )


def _told(pack: Pack, gate: Gate) -> str:
    return say_many(
        "{n} broker may come to know; {accepted}",
        "{n} brokers may come to know; {accepted}",
        1 if gate.value == 1 else 2,
        n=gate.value,
        accepted=_accepted(pack, gate.limit),
    )


def _alone(pack: Pack, gate: Gate) -> str:
    if not gate.about:
        return say("No child and no woman would be alone with one broker")
    if not gate.value:
        return say("Nobody would be alone with one broker")
    value, limit = _apart(gate, _hours)
    return say(
        "{who}: up to {hours} hours alone with one broker; {accepted}",
        who=", ".join(gate.about),
        hours=value,
        accepted=_accepted(pack, limit),
    )


def condition_words(pack: Pack, keys: Sequence[str]) -> list[str]:
    """Conditions at their levels: in English as a charter writes them, "river=high"."""
    if spoken() == "en":
        return list(keys)
    pairs = [key.partition("=")[::2] for key in keys]
    return [
        f"{pack.condition[name].title} {level_word(level)}" if name in pack.condition else f"{name}={level}"
        for name, level in pairs
    ]


def _no_go(pack: Pack, gate: Gate) -> str:
    if gate.holds:
        return say("None of the charter's no-go conditions stands")
    return say(
        "The charter says nobody sets out while {conditions}", conditions=", ".join(condition_words(pack, gate.about))
    )


def _waiting(pack: Pack, gate: Gate) -> str:
    if gate.holds:
        return say("The plan waits for nothing that changes")
    return say(
        "The plan itself waits, because of {conditions}", conditions=", ".join(condition_words(pack, gate.about))
    )


_PLAIN = {
    "charter.signed": _signed,
    "charter.review": _review,
    "consent": _consent,
    "best_interests": _interests,
    "debt": _flag(mark("Nobody owes a broker anything"), mark("Debt to a broker: {who}")),
    "documents": _flag(mark("Nobody keeps their documents"), mark("Documents are kept: {who}")),
    "price_raised": _flag(
        mark("No broker in the plan has raised a price on the way"), mark("Raised a price on the way: {who}")
    ),
    "indicators": _flag(mark("No sign of forced labour has been seen"), mark("Signs of forced labour: {who}")),
    "way": _way,
    "risk": _risk,
    "told": _told,
    "alone": _alone,
    "no_go": _no_go,
    "waiting": _waiting,
}
