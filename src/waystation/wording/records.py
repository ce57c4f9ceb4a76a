"""Forecasts, overrides and outcomes in sentences: each thing is said once, as it is, and nobody is argued with."""

from __future__ import annotations

from collections.abc import Sequence

from waystation.deciding.calm import CalmCheck, calm_check
from waystation.deciding.records import Override
from waystation.deciding.taking_back import same_person
from waystation.deciding.verdict import Verdict
from waystation.wording.figures import of_hundred, such_people
from waystation.wording.gates import gate_rows
from waystation.wording.joining import capital, together
from waystation.wording.language import mark, say, say_many
from waystation.wording.reports import MISSION_ENDS
from waystation.wording.verdicts import stay_days
from waystation.world.pack import Pack
from waystation.world.report import Decision

__all__ = [
    "FORESEEN_KEPT",
    "approved_lines",
    "calm_lines",
    "decided_lines",
    "outcome_lines",
    "proposed_lines",
    "second_question",
    "waiting_lines",
]

FORESEEN_KEPT = mark("What is foreseen is kept; waystation calibration will hold it against what happens.")
VERDICTS = {
    "go": mark("to go"),
    "second": mark("to go with a second approval"),
    "hold": mark("to hold"),
    "split": mark("to split the party"),
    "decline": mark("to decline this plan"),
}
CHOSEN = {
    "go": mark("go where the verdict was {verdict}"),
    "hold": mark("hold where the verdict was {verdict}"),
    "split": mark("split where the verdict was {verdict}"),
    "decline": mark("decline where the verdict was {verdict}"),
}
"""What was done instead, by its code."""
NAMED = 8
"""So many letters of an id are shown."""


def calm_lines(pack: Pack, verdict: Verdict, overrides: Sequence[Override]) -> list[str]:
    """What is said, once, before a verdict is overruled: the figure, the strongest reason, the last three overrides.

    Args:
        pack: The mission and its world.
        verdict: The verdict.
        overrides: Every override that is known.
    """
    calm = calm_check(verdict, overrides)
    go, people = calm.go, such_people(calm.go.people)
    lines = [
        say("The verdict on {mission} is {verdict}.", mission=pack.name, verdict=say(VERDICTS[calm.verdict])),
        say(
            "Of 100 such {people} who go, {n} arrive; at worst {low}.",
            people=people,
            n=of_hundred(go.mid),
            low=of_hundred(go.low),
        ),
        _reason(pack, calm),
    ]
    if not calm.last:
        return [*lines, say("No verdict has been overruled before.")]
    last = say_many(
        "The last override: {overrides}.",
        "The last {n} overrides: {overrides}.",
        len(calm.last),
        n=len(calm.last),
        overrides="; ".join(_led_to(one) for one in calm.last),
    )
    return [*lines, last]


def _reason(pack: Pack, calm: CalmCheck) -> str:
    if calm.against is not None:
        return say("The strongest reason: {gate}.", gate=gate_rows(pack, [calm.against])[0][1])
    stay = calm.stay
    if not stay.source:
        return say("Every rule of the charter is kept. What may find those who stay, nobody has said.")
    return say(
        "Every rule of the charter is kept; and of 100 such {people} who stay, {n} are found within {days}.",
        people=such_people(stay.people),
        n=of_hundred(1.0 - stay.mid),
        days=stay_days(stay),
    )


def _led_to(one: Override) -> str:
    ended = say(MISSION_ENDS[one.outcome]) if one.outcome is not None else say("not ended yet")
    return f"{one.made.date().isoformat()} {_against(one)}: {ended}"


def _against(one: Override) -> str:
    return say(CHOSEN[one.chosen], verdict=say(VERDICTS.get(one.verdict, one.verdict)))


def second_question(members: Sequence[str], own: str) -> str:
    """How a second person is asked for: with the names of those who could, where that is known."""
    others = [name for name in members if not same_person(name, own)]
    if not others:
        return say("Who else stands behind it")
    return say("Who else stands behind it ({names})", names=", ".join(others))


def proposed_lines(made: Override, own: str) -> list[str]:
    """What is said of what was just proposed.

    Args:
        made: It.
        own: Who signed; empty where nobody signs.
    """
    what = f"{made.id[:NAMED]}: {_against(made) if made.overrules else say('to go, by two people')}"
    if not own:
        return [
            say(
                "Written down, {what}. {by} and {asked} stand behind it, as typed: in a folder nobody signs.",
                what=what,
                by=made.by,
                asked=made.asked,
            )
        ]
    return [
        say("Written down and signed, {what}.", what=what),
        say(
            "It holds once {asked} approves it: hand over a bundle; there, waystation approve vault:{mission}.",
            asked=made.asked,
            mission=made.mission,
        ),
    ]


def waiting_lines(found: Sequence[Override]) -> list[str]:
    """What waits for a second person, a few lines each."""
    if not found:
        return [say("Nothing waits for a second person.")]
    lines = []
    for one in found:
        what = _against(one) if one.overrules else say("to go, as the verdict allows with two people")
        said = f"{one.id[:NAMED]}: {one.by}, {one.made.date().isoformat()}: {what}."
        if one.low is not None:
            said += " " + say("At worst {n} of 100 arrive.", n=of_hundred(one.low))
        lines.append(f"{said} {say('Reason: {reason}', reason=one.reason)}")
    return lines


def decided_lines(found: Sequence[Override]) -> list[str]:
    """What has been decided on a mission since it last ended, a line each: by whom, and whether two stand behind it.

    Args:
        found: Overrides and approvals asked for, the oldest first.
    """
    return [_decided(one) for one in found]


def _decided(one: Override) -> str:
    what = _against(one) if one.overrules else say("to go, by two people")
    if one.approved:
        stand = say("{who} stand behind it", who=together([one.by, *one.approvals]))
    elif one.asked:
        stand = say("{who} proposed it, {asked} has not approved it yet", who=one.by, asked=one.asked)
    else:
        stand = say("{who} proposed it, somebody else has not approved it yet", who=one.by)
    if one.low is not None:
        stand = say("{stand}; at worst {n} of 100 at that time", stand=stand, n=of_hundred(one.low))
    return say("Decided on {day}: {what}. {stand}.", day=one.made.date().isoformat(), what=what, stand=capital(stand))


def approved_lines(done: Override) -> list[str]:
    """What is said of an approval."""
    return [
        say(
            "{id} has two people behind it: {by}, and {others}.",
            id=done.id[:NAMED],
            by=done.by,
            others=", ".join(done.approvals),
        )
    ]


def outcome_lines(written: Decision, *, foreseen: bool) -> list[str]:
    """What is said of an outcome that was written down."""
    said = say("Written down: {end}.", end=say(MISSION_ENDS[str(written.outcome)]))
    if written.outcome == "not_gone":
        return [f"{said} {say('What would have come of it, nobody knows: it is in no score.')}"]
    if not foreseen:
        return [f"{said} {say('Nothing had been foreseen before they left: it is in no score.')}"]
    return [f"{said} {say('What was foreseen is closed with it.')}"]
