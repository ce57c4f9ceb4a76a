"""A verdict in sentences, for somebody tired who has to answer for it: the answer, then why, then what would change it.

Nothing here persuades: a figure is said once, with its worst case beside it, and what becomes of those who stay is
said in the same words as what becomes of those who go.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from waystation.deciding.charter import CharterState
from waystation.deciding.departing import DepartureDays
from waystation.deciding.holding import CHARTER
from waystation.deciding.judging import Judged
from waystation.deciding.verdict import Change, Flip, Gate, Hold, Verdict, Word
from waystation.wording.beliefs import say_what
from waystation.wording.figures import date_and_time, days, money, of_hundred, such_people
from waystation.world.charter import LIKELIHOODS, Charter
from waystation.world.pack import Pack

__all__ = [
    "answer_lines",
    "beside_rows",
    "charter_lines",
    "day_line",
    "flip_lines",
    "gate_rows",
    "limit_rows",
    "matrix_rows",
    "state_lines",
]

WORDS: dict[Word, str] = {
    "go": "Go",
    "second": "Go with a second approval",
    "hold": "Hold",
    "split": "Split the party",
    "decline": "Decline this plan",
}
SHORT: dict[Word, str] = {
    "go": "go",
    "second": "go with a second approval",
    "hold": "hold",
    "split": "split",
    "decline": "decline",
}
MOST_CHANGES = 3
"""So many of the changes of a flip are named one by one."""


def answer_lines(pack: Pack, judged: Judged) -> list[str]:
    """The verdict, and in a sentence or two what it rests on.

    Args:
        pack: The mission and its world.
        judged: The verdict.
    """
    verdict = judged.verdict
    go, people = verdict.go, such_people(verdict.go.people)
    figures = (
        f"Of 100 such {people} who go, {of_hundred(go.p50)} arrive; we are nine-tenths sure of {of_hundred(go.p10)}; "
        f"if all that is unknown went against them, {of_hundred(go.low)}."
    )
    said = [_heading(pack, verdict)]
    if verdict.word == "decline":
        said.append("To decline this plan is not to leave them: it says not this way, not now.")
    return [*said, figures]


def _heading(pack: Pack, verdict: Verdict) -> str:
    word = WORDS[verdict.word]
    if verdict.word == "hold" and verdict.hold is not None:
        return f"{word}: {_hold(pack, verdict.hold, verdict)}"
    if verdict.word == "split" and verdict.split is not None:
        groups = "; ".join(", ".join(group) for group in verdict.split.groups)
        each = " and ".join(dict.fromkeys(SHORT[one] for one in verdict.split.words))
        safe = of_hundred(verdict.split.all_safe)
        return f"{word}: {groups}. Each keeps to the charter by itself ({each}); all arrive in {safe} of 100, at worst."
    leaves = ""
    if verdict.word in ("go", "second") and verdict.go.departs is not None:
        leaves = f", {date_and_time(verdict.go.departs)}"
    missed = [gate for gate in verdict.missed if gate.missed == verdict.word]
    why = "; ".join(_missed(pack, gate) for gate in missed)
    return f"{word}{leaves}: {why}." if why else f"{word}{leaves}: every rule of the charter is kept."


def _hold(pack: Pack, hold: Hold, verdict: Verdict) -> str:
    if hold.because.startswith("condition:"):
        name, _, level = hold.because.removeprefix("condition:").partition("=")
        awaited = " or ".join(key.partition("=")[2] for key in hold.awaited)
        until = f", as likely as not by {date_and_time(hold.until)}" if hold.until is not None else ""
        then = f" Then at worst {_close(hold.low_then)} of 100 arrive; now {_close(verdict.go.low)}."
        title = pack.condition[name].title
        costs = " The wait itself lowers the chance; it is the charter that asks for it."
        dearer = costs if hold.low_then < verdict.go.low - 1e-9 and hold.until is not None else ""
        return f"{_lower(title)} is {level}; wait until it is {awaited}{until}.{then}{dearer}"
    if hold.because == CHARTER and not verdict.charter:
        return "there is no charter, so nobody has agreed when to say yes."
    return "; ".join(_missed(pack, gate) for gate in verdict.missed if gate.missed == "hold") + "."


def _close(chance: float) -> str:
    """A chance that stands beside one close to it, with a digit more: "92.9"."""
    return f"{chance * 100:.1f}" if 0.01 <= chance <= 0.99 else of_hundred(chance)


def _lower(title: str) -> str:
    return title[:1].lower() + title[1:]


def gate_rows(pack: Pack, gates: Iterable[Gate]) -> list[tuple[str, str]]:
    """Every gate as a row: whether it holds, and what it says."""
    return [("ok" if gate.holds else SHORT[gate.missed], _said(pack, gate)) for gate in gates]


def _missed(pack: Pack, gate: Gate) -> str:
    """Why a gate does not hold, in words that stand alone."""
    return _lower(_said(pack, gate))


def _said(pack: Pack, gate: Gate) -> str:
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


def beside_rows(verdict: Verdict) -> list[tuple[str, str, str, str]]:
    """Those who stay beside those who go: of 100, at worst, nominally, at best."""
    stay, go = verdict.stay, verdict.go
    arrive = "arrive" if go.days is None else f"arrive, after {days(go.days)} on average"
    unfound = f"of those who stay are not found in {stay.days:g} days"
    return [
        (of_hundred(stay.low), of_hundred(stay.mid), of_hundred(stay.high), unfound),
        (of_hundred(go.low), of_hundred(go.mid), of_hundred(go.high), f"of those who go {arrive}"),
    ]


def day_line(found: DepartureDays) -> str:
    """When waiting stops helping, as things stand."""
    stops = found.stops_helping
    best = of_hundred(found.now[found.best])
    if stops is None:
        return "On every day that was looked at, waiting costs nothing yet."
    if found.best == 0:
        return f"Waiting does not help: after {date_and_time(stops)} fewer arrive than the {best} of 100 of today."
    leave = date_and_time(found.days[found.best])
    return (
        f"If they must leave on one day, whatever is seen, the day from {leave} is best: at worst {best} of 100. "
        f"After {date_and_time(stops)} waiting only lowers that."
    )


def flip_lines(pack: Pack, verdict: Verdict) -> list[str]:
    """What would make the verdict another, a sentence each."""
    return [_flip(pack, flip) for flip in verdict.flips]


def _flip(pack: Pack, flip: Flip) -> str:
    changes = [_change(pack, change) for change in flip.changes]
    then = f"{SHORT[flip.verdict]} (at worst {of_hundred(flip.low)} of 100, nine-tenths sure of {of_hundred(flip.p10)})"
    if len(changes) <= MOST_CHANGES:
        return f"If {' and '.join(changes)}: {then}."
    named = "; ".join(changes)
    return f"Only if all {len(changes)} of these were heard: {then}. {named}."


def _change(pack: Pack, change: Change) -> str:
    kind, _, name = change.what.partition(":")
    if kind == "charter.signed" and not name:
        return "a charter were agreed and signed"
    if kind in _CLEARED:
        return _CLEARED[kind].format(who=pack.broker[name].title if name in pack.broker else name)
    if kind == "condition":
        return f"{_lower(pack.condition[name].title)} were seen to be {change.change}"
    if change.change in ("kept", "broken"):
        broker = pack.broker[name.partition("/")[0]].title
        more = f"{change.times} more times" if change.times > 1 else "once more"
        return f"{broker} {'kept' if change.change == 'kept' else 'broke'} faith {more}"
    about = say_what(pack, change.what)
    times = f"{change.times} more" if change.times > 1 else "one more"
    if change.change in ("lower", "upper"):
        half = "lower" if change.change == "lower" else "upper"
        share = {1: f"the {half} half", 2: f"the {half} quarter", 3: f"the {half} eighth"}.get(change.times, half)
        return f"{about} proved to lie in {share} of what is believed"
    did = "it happened" if change.change == "happened" else "it did not happen"
    return f"{about}: {times} time{'s' if change.times > 1 else ''} {did}"


_CLEARED = {
    "charter.signed": "{who} signed the charter",
    "charter.review": "the charter were agreed on anew",
    "consent": "{who} agreed to go",
    "best_interests": "somebody who knows {who} noted that going is best for her or him",
    "debt": "{who} owed no broker anything",
    "documents": "{who}'s documents were given back",
    "price_raised": "{who} kept to the price agreed, or were left out of the plan",
    "indicators": "what was seen of {who} had ended",
}


def charter_lines(charter: Charter) -> list[str]:
    """What a charter says beside its limits."""
    said = [f"{charter.threshold} of {', '.join(charter.members)} must sign. It holds until {charter.review}."]
    if charter.no_go:
        near = f"a leg that they act on and that is within {charter.no_go_hours:g} hours"
        said.append(f"Nobody sets out towards {near} while {' or '.join(charter.no_go)}.")
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
