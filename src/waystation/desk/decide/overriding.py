"""Going against a verdict, approving that, and saying how a mission ended; each a report that is signed.

Decides who may do which: whoever proposes gives a reason and asks a second person, who is somebody else; the same
person cannot approve, from whichever device. In a folder nobody signs: there the second name is taken as typed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from waystation.deciding.records import Override, Said, journeys_of, overrides_of
from waystation.deciding.taking_back import same_person
from waystation.deciding.verdict import Verdict
from waystation.desk.decide.recording import Record, write_record
from waystation.errors import Usage
from waystation.world.report import CHOICES, MISSION_ENDS, Decision, Report

__all__ = ["approve", "close", "overrides_in", "propose", "waiting"]


def overrides_in(records: Sequence[Record]) -> list[Override]:
    """Every override in some records, the oldest first."""
    said: list[Said] = [one for record in records for one in record.said()]
    return overrides_of(said)


def propose(record: Record, now: datetime, verdict: Verdict, answers: dict[str, str]) -> Override:
    """Propose to go against a verdict, or, where it asks for two people, to go.

    Args:
        record: The mission's record.
        now: The present instant.
        verdict: The verdict.
        answers: `chosen`, `reason`, `second`, and, where nobody signs, `source`: who decides.

    Raises:
        Usage: If it goes with the verdict, the second person is the first or nobody here, or nothing can be written.
    """
    chosen, reason, second = answers["chosen"].strip().lower(), answers["reason"].strip(), answers["second"].strip()
    if chosen not in CHOICES:
        raise Usage("override_choice", value=chosen[:40], known=", ".join(CHOICES))
    if chosen == verdict.word:
        raise Usage("override_same", value=chosen)
    first = record.member or answers.get("source", "").strip()
    if same_person(first, second):
        raise Usage("override_alone", value=second[:80])
    known = [name for name in record.members if same_person(name, second)]
    if record.member and not known:
        others = ", ".join(name for name in record.members if not same_person(name, first))
        raise Usage("override_nobody", value=second[:80], known=others or "nobody yet")
    fields = {"kind": "decision", "source": first, "chosen": chosen, "verdict": verdict.word, "low": verdict.go.low}
    when = _after_the_last_end(record, now)
    written = _write(record, when, {**fields, "second": known[0] if known else second, "text": reason})
    return next(one for one in overrides_of(record.said()) if one.id == written.id)


def waiting(record: Record) -> list[Override]:
    """What waits for a second person, the oldest first."""
    return [one for one in overrides_of(record.said()) if not one.approved and one.outcome is None]


def approve(record: Record, now: datetime, letters: str) -> Override:
    """Approve what somebody else proposed.

    Args:
        record: The mission's record.
        now: The present instant.
        letters: The first letters of its id.

    Raises:
        Usage: If nobody signs here, there is none such or several, or it is one's own.
    """
    if not record.member:
        raise Usage("approve_unsigned")
    found = [one for one in overrides_of(record.said()) if one.outcome is None and one.id.startswith(letters)]
    if len({one.id for one in found}) != 1:
        raise Usage("approve_none" if not found else "approve_several", value=letters[:64])
    # whoever copies somebody's proposal, word for word, proposes it as well; that must keep nobody from approving it
    others = [one for one in found if not same_person(one.by, record.member)]
    if not others:
        raise Usage("approve_own", value=record.member)
    if all(any(same_person(name, record.member) for name in one.approvals) for one in others):
        raise Usage("approve_again", value=record.member)
    _write(record, _after_the_last_end(record, now), {"kind": "decision", "approves": others[0].id})
    return next(one for one in overrides_of(record.said()) if one.id == others[0].id and one.by == others[0].by)


def close(record: Record, now: datetime, answers: dict[str, str]) -> tuple[Decision, bool]:
    """Say how a mission ended: with it what was foreseen is closed.

    Args:
        record: The mission's record.
        now: The present instant.
        answers: `outcome`; `departed`, a time or nothing; where nobody signs, `source`: who says so.

    Returns:
        The report, and whether something had been foreseen that it closes.

    Raises:
        Usage: If there is no such outcome, or nothing can be written.
        BadInput: If the time is none.
    """
    outcome = answers["outcome"].strip().lower()
    if outcome not in MISSION_ENDS:
        raise Usage("outcome_choice", value=outcome[:40], known=", ".join(MISSION_ENDS))
    departed = answers.get("departed", "").strip() or None
    fields = {"kind": "decision", "source": answers.get("source", "").strip(), "outcome": outcome, "departed": departed}
    written = _write(record, now, fields)
    assert isinstance(written, Decision)
    closed = [one for one in journeys_of(record.said()) if one.ended == written.happened]
    return written, any(one.forecast is not None for one in closed)


def _after_the_last_end(record: Record, now: datetime) -> datetime:
    """The present instant, or the one after the mission last ended, where it lies ahead: what is decided now is of now.

    An end before which something was decided is the end of what that led to; in a mission that lies ahead of this
    machine's clock a decision for its second try would otherwise be one of its first.
    """
    ends = [one.report.happened for one in record.said() if isinstance(one.report, Decision) and one.report.outcome]
    return max([now, *(end + timedelta(seconds=1) for end in ends)])


def _write(record: Record, now: datetime, fields: dict[str, Any]) -> Report:
    if not record.writable:
        raise Usage("record_closed", value=record.mission)
    return write_record(record, now, fields)
