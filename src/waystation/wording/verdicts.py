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
from waystation.wording.figures import date_and_time, days, of_hundred, such_people
from waystation.wording.gates import SHORT, WORDS, missed_line
from waystation.world.pack import Pack

__all__ = ["answer_lines", "beside_rows", "charter_heading", "day_line", "stay_days"]


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
    said = [_heading(pack, verdict, judged.days)]
    if verdict.word == "decline":
        said.append("To decline this plan is not to leave them: it says not this way, not now.")
    return [*said, figures]


def _heading(pack: Pack, verdict: Verdict, found: DepartureDays | None) -> str:
    word = WORDS[verdict.word]
    if verdict.word == "hold" and verdict.hold is not None:
        return f"{word}: {_hold(pack, verdict.hold, verdict, found)}"
    if verdict.word == "split" and verdict.split is not None:
        groups = "; ".join(", ".join(group) for group in verdict.split.groups)
        each = " and ".join(dict.fromkeys(SHORT[one] for one in verdict.split.words))
        safe = of_hundred(verdict.split.all_safe)
        return f"{word}: {groups}. Each keeps to the charter by itself ({each}); all arrive in {safe} of 100, at worst."
    leaves = ""
    if verdict.word in ("go", "second") and verdict.go.departs is not None:
        leaves = f", {date_and_time(verdict.go.departs)}"
    missed = [gate for gate in verdict.missed if gate.missed == verdict.word]
    why = "; ".join(missed_line(pack, gate) for gate in missed)
    return f"{word}{leaves}: {why}." if why else f"{word}{leaves}: every rule of the charter is kept."


def _hold(pack: Pack, hold: Hold, verdict: Verdict, found: DepartureDays | None) -> str:
    if hold.because.startswith("condition:"):
        name, _, level = hold.because.removeprefix("condition:").partition("=")
        awaited = " or ".join(key.partition("=")[2] for key in hold.awaited)
        until = _until(hold)
        bars = [key for gate in verdict.missed if gate.name == "no_go" for key in gate.about]
        others = [key for key in bars if not key.startswith(f"{name}=")]
        standing = " and ".join(_standing(pack, key) for key in (f"{name}={level}", *others))
        wait = f"until it is {awaited}" if not others else "until none of these stands"
        assumed = hold.assumed[0].partition("=")[2] if hold.assumed else awaited
        hoped = f"if it is {assumed} by then" if not others else "if that has come by then"
        if hold.latest:
            hoped = f"if it is {assumed} then, as is likeliest"
        return f"{standing}; wait {wait}{until}. {_worth(hold, verdict, found, hoped)}{_besides(pack, verdict)}"
    if hold.because == CHARTER and not verdict.charter:
        return "there is no charter, so nobody has agreed when to say yes."
    return "; ".join(missed_line(pack, gate) for gate in verdict.missed if gate.missed == "hold") + "."


def _besides(pack: Pack, verdict: Verdict) -> str:
    """What else must be set right before they leave, whatever is waited for."""
    rest = [gate for gate in verdict.missed if gate.missed == "hold" and gate.name not in {"waiting", "no_go"}]
    return f" Besides, {'; '.join(missed_line(pack, gate) for gate in rest)}." if rest else ""


def _until(hold: Hold) -> str:
    if hold.until is None:
        return ""
    when = date_and_time(hold.until)
    return f", or until {when} at the latest" if hold.latest else f", as likely as not by {when}"


def _standing(pack: Pack, key: str) -> str:
    name, _, level = key.partition("=")
    return f"{_lower(pack.condition[name].title)} is {level}"


def _worth(hold: Hold, verdict: Verdict, found: DepartureDays | None, hope: str) -> str:
    """What holding is worth, beside what leaving at once is worth, and what it comes to if all goes as hoped."""
    at_once = verdict.go.low if found is None else found.at_once
    leaving = f"if they set out at once, {_close(at_once)}"
    hoped = f"{hope}, {_close(hold.low_then)}" if hold.until is not None else ""
    if any(gate.name == "no_go" for gate in verdict.missed):  # the plan would leave: it is the charter that holds
        dearer = " The wait itself lowers the chance; it is the charter that asks for it."
        said = "; ".join(filter(None, (f"At worst, of 100: {leaving}", hoped)))
        return f"{said}.{dearer if hoped and hold.low_then < at_once - 1e-9 else ''}"
    return "; ".join(filter(None, (f"So at worst {_close(verdict.go.low)} of 100 arrive", leaving, hoped))) + "."


def _close(chance: float) -> str:
    """A chance that stands beside one close to it, with a digit more: "92.9"."""
    return f"{chance * 100:.1f}" if 0.01 <= chance <= 0.99 else of_hundred(chance)


def _lower(title: str) -> str:
    return title[:1].lower() + title[1:]


def beside_rows(verdict: Verdict) -> list[tuple[str, str, str, str]]:
    """Those who stay beside those who go: of 100, at worst, nominally, at best."""
    stay, go = verdict.stay, verdict.go
    arrive = "arrive" if go.days is None else f"arrive, after {days(go.days)} on average"
    unfound = f"of those who stay are not found in {stay_days(stay)}"
    found = (of_hundred(stay.low), of_hundred(stay.mid), of_hundred(stay.high), unfound)
    return [
        found if stay.source else ("?", "?", "?", f"{unfound}: nobody has said what may find them there"),
        (of_hundred(go.low), of_hundred(go.mid), of_hundred(go.high), f"of those who go {arrive}"),
    ]


def stay_days(stay: Staying) -> str:
    """For how long it is looked at what becomes of those who stay: "365 days"."""
    return f"{stay.days:g} {'day' if stay.days == 1.0 else 'days'}"


def charter_heading(pack: Pack, verdict: Verdict) -> str:
    """What stands above the gates: which limits they are held to, and why these."""
    limits = "The charter" if pack.charter is not None else "The usual limits, to which nobody has agreed"
    unsaid = ", as the mission says no urgency" if pack.mission.urgency is None else ""
    return f"{limits}, for {verdict.urgency}{unsaid}"


def day_line(found: DepartureDays) -> str:
    """When waiting stops helping, as things stand."""
    stops = found.stops_helping
    best = of_hundred(found.now[found.best])
    if stops is None:
        return "On every day that was looked at, waiting costs nothing yet."
    if found.best == 0:
        return f"Waiting past a day does not help: after {date_and_time(stops)} fewer arrive than {best} of 100."
    leave = date_and_time(found.days[found.best])
    return (
        f"If they must leave on one day, whatever is seen, the day from {leave} is best: at worst {best} of 100. "
        f"After {date_and_time(stops)} waiting only lowers that."
    )
