"""A verdict in sentences, for somebody tired who has to answer for it: the answer, then why.

Nothing here persuades: a figure is said once, with its worst case beside it, and what becomes of those who stay is
said in the same words as what becomes of those who go. The gates themselves are `gates`' business, what would change
the verdict is `flips`'.
"""

from __future__ import annotations

from waystation.deciding.departing import DepartureDays
from waystation.deciding.holding import CHARTER
from waystation.deciding.judging import Judged
from waystation.deciding.verdict import Hold, Staying, Verdict
from waystation.wording.figures import closely, date_and_time, days, either, of_hundred, such_people
from waystation.wording.gates import SHORT, WORDS, missed_line
from waystation.wording.joining import mid_sentence, together
from waystation.wording.language import say, say_many
from waystation.wording.pack_words import level_word
from waystation.world.pack import Pack

__all__ = ["answer_lines", "beside_rows", "charter_heading", "day_line", "stay_days"]


def answer_lines(pack: Pack, judged: Judged) -> list[str]:
    """The verdict, and in a sentence or two what it rests on.

    Args:
        pack: The mission and its world.
        judged: The verdict.
    """
    verdict = judged.verdict
    go = verdict.go
    figures = say(
        "Of 100 such {people} who go, {p50} arrive; we are nine-tenths sure of {p10}; "
        "if all that is unknown went against them, {low}.",
        people=such_people(go.people),
        p50=of_hundred(go.p50),
        p10=of_hundred(go.p10),
        low=of_hundred(go.low),
    )
    said = [_heading(pack, verdict, judged.days)]
    if verdict.word == "decline":
        said.append(say("To decline this plan is not to leave them: it says not this way, not now."))
    return [*said, figures]


def _heading(pack: Pack, verdict: Verdict, found: DepartureDays | None) -> str:
    word = say(WORDS[verdict.word])
    if verdict.word == "hold" and verdict.hold is not None:
        return f"{word}: {_hold(pack, verdict.hold, verdict, found)}"
    if verdict.word == "split" and verdict.split is not None:
        return say(
            "{word}: {groups}. Each keeps to the charter by itself ({each}); all arrive in {safe} of 100, at worst.",
            word=word,
            groups="; ".join(", ".join(group) for group in verdict.split.groups),
            each=together([say(SHORT[one]) for one in dict.fromkeys(verdict.split.words)]),
            safe=of_hundred(verdict.split.all_safe),
        )
    leaves = ""
    if verdict.word in ("go", "second") and verdict.go.departs is not None:
        leaves = f", {date_and_time(verdict.go.departs)}"
    missed = [gate for gate in verdict.missed if gate.missed == verdict.word]
    why = "; ".join(missed_line(pack, gate) for gate in missed)
    return f"{word}{leaves}: {why}." if why else f"{word}{leaves}: {say('every rule of the charter is kept.')}"


def _hold(pack: Pack, hold: Hold, verdict: Verdict, found: DepartureDays | None) -> str:
    if hold.because.startswith("condition:"):
        return f"{_awaited(pack, hold, verdict, found)}{_besides(pack, verdict)}"
    if hold.because == CHARTER and not verdict.charter:
        return say("there is no charter, so nobody has agreed when to say yes.")
    return "; ".join(missed_line(pack, gate) for gate in verdict.missed if gate.missed == "hold") + "."


def _awaited(pack: Pack, hold: Hold, verdict: Verdict, found: DepartureDays | None) -> str:
    """What is waited for, until when, and what that is worth."""
    name, _, level = hold.because.removeprefix("condition:").partition("=")
    awaited = either(level_word(key.partition("=")[2]) for key in hold.awaited)
    bars = [key for gate in verdict.missed if gate.name == "no_go" for key in gate.about]
    others = [key for key in bars if not key.startswith(f"{name}=")]
    standing = together([_standing(pack, key) for key in (f"{name}={level}", *others)])
    assumed = level_word(hold.assumed[0].partition("=")[2]) if hold.assumed else awaited
    if hold.latest:
        hoped = say("if it is {level} then, as is likeliest", level=assumed)
    elif others:
        hoped = say("if that has come by then")
    else:
        hoped = say("if it is {level} by then", level=assumed)
    wait = say("until none of these stands") if others else say("until it is {levels}", levels=awaited)
    waits = say("{standing}; wait {wait}{until}.", standing=standing, wait=wait, until=_until(hold))
    return f"{waits} {_worth(hold, verdict, found, hoped)}"


def _besides(pack: Pack, verdict: Verdict) -> str:
    """What else must be set right before they leave, whatever is waited for."""
    rest = [gate for gate in verdict.missed if gate.missed == "hold" and gate.name not in {"waiting", "no_go"}]
    if not rest:
        return ""
    return " " + say("Besides, {why}.", why="; ".join(missed_line(pack, gate) for gate in rest))


def _until(hold: Hold) -> str:
    if hold.until is None:
        return ""
    when = date_and_time(hold.until)
    return (
        say(", or until {when} at the latest", when=when)
        if hold.latest
        else say(", as likely as not by {when}", when=when)
    )


def _standing(pack: Pack, key: str) -> str:
    name, _, level = key.partition("=")
    return say("{condition} is {level}", condition=mid_sentence(pack.condition[name].title), level=level_word(level))


def _worth(hold: Hold, verdict: Verdict, found: DepartureDays | None, hope: str) -> str:
    """What holding is worth, beside what leaving at once is worth, and what it comes to if all goes as hoped."""
    at_once = verdict.go.low if found is None else found.at_once
    leaving = say("if they set out at once, {n}", n=_close(at_once))
    hoped = [say("{if_so}, {n}", if_so=hope, n=_close(hold.low_then))] if hold.until is not None else []
    if any(gate.name == "no_go" for gate in verdict.missed):  # the plan would leave: it is the charter that holds
        said = "; ".join([say("At worst, of 100: {leaving}", leaving=leaving), *hoped]) + "."
        if hoped and hold.low_then < at_once - 1e-9:
            said += " " + say("The wait itself lowers the chance; it is the charter that asks for it.")
        return said
    return "; ".join([say("So at worst {n} of 100 arrive", n=_close(verdict.go.low)), leaving, *hoped]) + "."


def _close(chance: float) -> str:
    """A chance that stands beside one close to it, with a digit more: "92.9"."""
    return closely(chance) if 0.01 <= chance <= 0.99 else of_hundred(chance)


def beside_rows(verdict: Verdict) -> list[tuple[str, str, str, str]]:
    """Those who stay beside those who go: of 100, at worst, nominally, at best."""
    stay, go = verdict.stay, verdict.go
    arrive = say("of those who go arrive")
    if go.days is not None:
        arrive = say("of those who go arrive, after {days} on average", days=days(go.days))
    unfound = say("of those who stay are not found in {days}", days=stay_days(stay))
    found = (of_hundred(stay.low), of_hundred(stay.mid), of_hundred(stay.high), unfound)
    unsaid = say("{unfound}: nobody has said what may find them there", unfound=unfound)
    return [
        found if stay.source else ("?", "?", "?", unsaid),
        (of_hundred(go.low), of_hundred(go.mid), of_hundred(go.high), arrive),
    ]


def stay_days(stay: Staying) -> str:
    """For how long it is looked at what becomes of those who stay: "365 days"."""
    return say_many("{n} day", "{n} days", stay.days, n=f"{stay.days:g}")


def charter_heading(pack: Pack, verdict: Verdict) -> str:
    """What stands above the gates: which limits they are held to, and why these."""
    limits = say("The charter") if pack.charter is not None else say("The usual limits, to which nobody has agreed")
    if pack.mission.urgency is None:
        return say("{limits}, for {urgency}, as the mission says no urgency", limits=limits, urgency=verdict.urgency)
    return say("{limits}, for {urgency}", limits=limits, urgency=verdict.urgency)


def day_line(found: DepartureDays) -> str:
    """When waiting stops helping, as things stand."""
    stops = found.stops_helping
    best = of_hundred(found.now[found.best])
    if stops is None:
        return say("On every day that was looked at, waiting costs nothing yet.")
    after = date_and_time(stops)
    if found.best == 0:
        return say(
            "Waiting past a day does not help: after {when} fewer arrive than {best} of 100.", when=after, best=best
        )
    return say(
        "If they must leave on one day, whatever is seen, the day from {leave} is best: at worst {best} of 100. "
        "After {when} waiting only lowers that.",
        leave=date_and_time(found.days[found.best]),
        best=best,
        when=after,
    )
