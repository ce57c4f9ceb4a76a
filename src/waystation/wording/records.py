"""Forecasts, overrides and outcomes in sentences: each thing is said once, as it is, and nobody is argued with."""

from __future__ import annotations

from collections.abc import Sequence

from waystation.deciding.calm import CalmCheck, calm_check
from waystation.deciding.records import Override
from waystation.deciding.taking_back import same_person
from waystation.deciding.verdict import Verdict
from waystation.wording.figures import of_hundred, such_people
from waystation.wording.gates import gate_rows
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

FORESEEN_KEPT = "What is foreseen is kept; waystation calibration will hold it against what happens."
VERDICTS = {
    "go": "to go",
    "second": "to go with a second approval",
    "hold": "to hold",
    "split": "to split the party",
    "decline": "to decline this plan",
}
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
        f"The verdict on {pack.name} is {VERDICTS[calm.verdict]}.",
        f"Of 100 such {people} who go, {of_hundred(go.mid)} arrive; at worst {of_hundred(go.low)}.",
        _reason(pack, calm),
    ]
    if not calm.last:
        return [*lines, "No verdict has been overruled before."]
    heading = "The last override" if len(calm.last) == 1 else f"The last {len(calm.last)} overrides"
    return [*lines, f"{heading}: {'; '.join(_led_to(one) for one in calm.last)}."]


def _reason(pack: Pack, calm: CalmCheck) -> str:
    if calm.against is not None:
        return f"The strongest reason: {gate_rows(pack, [calm.against])[0][1]}."
    stay = calm.stay
    found = of_hundred(1.0 - stay.mid)
    kept = "Every rule of the charter is kept"
    if not stay.source:
        return f"{kept}. What may find those who stay, nobody has said."
    return f"{kept}; and of 100 such {such_people(stay.people)} who stay, {found} are found within {stay_days(stay)}."


def _led_to(one: Override) -> str:
    ended = MISSION_ENDS[one.outcome] if one.outcome is not None else "not ended yet"
    return f"{one.made.date().isoformat()} {_against(one)}: {ended}"


def _against(one: Override) -> str:
    return f"{one.chosen} where the verdict was {VERDICTS.get(one.verdict, one.verdict)}"


def second_question(members: Sequence[str], own: str) -> str:
    """How a second person is asked for: with the names of those who could, where that is known."""
    others = [name for name in members if not same_person(name, own)]
    return f"Who else stands behind it ({', '.join(others)})" if others else "Who else stands behind it"


def proposed_lines(made: Override, own: str) -> list[str]:
    """What is said of what was just proposed.

    Args:
        made: It.
        own: Who signed; empty where nobody signs.
    """
    what = f"{made.id[:NAMED]}: {_against(made)}" if made.overrules else f"{made.id[:NAMED]}: to go, by two people"
    if not own:
        return [
            f"Written down, {what}. {made.by} and {made.asked} stand behind it, as typed: in a folder nobody signs."
        ]
    return [
        f"Written down and signed, {what}.",
        f"It holds once {made.asked} approves it: hand over a bundle; there, waystation approve vault:{made.mission}.",
    ]


def waiting_lines(found: Sequence[Override]) -> list[str]:
    """What waits for a second person, a few lines each."""
    if not found:
        return ["Nothing waits for a second person."]
    lines = []
    for one in found:
        worst = "" if one.low is None else f" At worst {of_hundred(one.low)} of 100 arrive."
        what = _against(one) if one.overrules else "to go, as the verdict allows with two people"
        lines.append(f"{one.id[:NAMED]}: {one.by}, {one.made.date().isoformat()}: {what}.{worst} Reason: {one.reason}")
    return lines


def decided_lines(found: Sequence[Override]) -> list[str]:
    """What has been decided on a mission since it last ended, a line each: by whom, and whether two stand behind it.

    Args:
        found: Overrides and approvals asked for, the oldest first.
    """
    return [_decided(one) for one in found]


def _decided(one: Override) -> str:
    what = _against(one) if one.overrules else "to go, by two people"
    then = "" if one.low is None else f"; at worst {of_hundred(one.low)} of 100 at that time"
    who = " and ".join((one.by, *one.approvals))
    if one.approved:
        stand = f"{who} stand behind it"
    else:
        stand = f"{one.by} proposed it, {one.asked or 'somebody else'} has not approved it yet"
    return f"Decided on {one.made.date().isoformat()}: {what}. {stand[:1].upper()}{stand[1:]}{then}."


def approved_lines(done: Override) -> list[str]:
    """What is said of an approval."""
    return [f"{done.id[:NAMED]} has two people behind it: {done.by}, and {', '.join(done.approvals)}."]


def outcome_lines(written: Decision, *, foreseen: bool) -> list[str]:
    """What is said of an outcome that was written down."""
    said = f"Written down: {MISSION_ENDS[str(written.outcome)]}."
    if written.outcome == "not_gone":
        return [f"{said} What would have come of it, nobody knows: it is in no score."]
    if not foreseen:
        return [f"{said} Nothing had been foreseen before they left: it is in no score."]
    return [f"{said} What was foreseen is closed with it."]
