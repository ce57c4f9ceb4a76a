"""Whether to go, and the charter behind it, as a coordinator asks for them."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

from waystation.deciding.charter import ABOUT, CharterState, charter_digest, state_of, terms_of, valid
from waystation.deciding.judging import Asking, Judged, judge
from waystation.deciding.people import heard_of
from waystation.deciding.records import Override, Said, overrides_of
from waystation.deciding.taking_back import same_person
from waystation.desk.chart.loading import Loaded, PackSource, load_pack
from waystation.desk.chart.moments import read_moment
from waystation.desk.decide.recording import Record, write_record
from waystation.errors import Mistake, Usage
from waystation.planning.plan import Plan, make_plan
from waystation.planning.what_if import Mission
from waystation.world.clock import Clock
from waystation.world.report import Report

__all__ = ["Chartered", "Decided", "charter_loaded", "charter_of", "decide_loaded", "decide_pack", "sign_charter"]


@dataclass(frozen=True)
class Decided:
    """A verdict and what it was made from.

    Args:
        loaded: The pack with its data.
        plan: Its plan.
        judged: The verdict.
        state: How the charter stands.
        later: Whether it is given at a later moment than the mission's own start.
        open: What has been decided on the mission since it last ended, the oldest first.
        warnings: What somebody should look at: one line for a charter that is missing, unsigned or has run out.
        seconds: How long each stage took.
    """

    loaded: Loaded
    plan: Plan
    judged: Judged
    state: CharterState
    later: bool
    open: tuple[Override, ...]
    warnings: tuple[Mistake, ...]
    seconds: dict[str, float]


@dataclass(frozen=True)
class Chartered:
    """A charter and how it stands.

    Args:
        loaded: The pack with its data.
        state: How its charter stands on the day that the mission starts.
        warnings: One line for a charter that is missing, unsigned or has run out.
    """

    loaded: Loaded
    state: CharterState
    warnings: tuple[Mistake, ...]


def decide_pack(
    source: PackSource, record: Record, personal: Iterable[Report], at: str | None = None, *, flips: bool = True
) -> Decided:
    """Whether to go.

    Args:
        source: Where the pack's files come from.
        record: Where the charter's signatures are.
        personal: The mission's reports, those about people too: consents, notes, payments.
        at: From where and when, as `--at` has it; default the mission's own start.
        flips: Whether to look for what would change the verdict.
    """
    began = time.perf_counter()
    loaded = load_pack(source)
    return decide_loaded(loaded, record.said(), personal, at, flips=flips, read=time.perf_counter() - began)


def decide_loaded(
    loaded: Loaded,
    said: Sequence[Said],
    personal: Iterable[Report],
    at: str | None = None,
    *,
    flips: bool = True,
    read: float = 0.0,
) -> Decided:
    """Whether to go, of a pack that was read already.

    Args:
        loaded: The pack with its data.
        said: What stands in the mission's record: the charter's signatures, what was decided.
        personal: The mission's reports, those about people too: consents, notes, payments.
        at: From where and when, as `--at` has it; default the mission's own start.
        flips: Whether to look for what would change the verdict.
        read: How long reading took, seconds.
    """
    clock = [time.perf_counter() - read]
    moment = read_moment(loaded.pack, at) if at is not None else None
    when = loaded.pack.clock.at(moment.step) if moment is not None else loaded.pack.clock.start
    state = _state(loaded, said, when)
    clock.append(time.perf_counter())
    mission = Mission(loaded.pack, loaded.departures, moment, loaded.calendars)
    plan = make_plan(loaded.pack, loaded.departures, moment, loaded.calendars)
    clock.append(time.perf_counter())
    heard = heard_of(loaded.pack, valid(personal))
    judged = judge(Asking(mission, state, heard, flips), plan)
    clock.append(time.perf_counter())
    seconds = dict(
        zip(("read", "plan", "decide"), (later - earlier for earlier, later in pairwise(clock)), strict=True)
    )
    warnings = (*loaded.warnings, *_doubts(state))
    decisions = tuple(one for one in overrides_of(said) if one.outcome is None)
    return Decided(loaded, plan, judged, state, moment is not None, decisions, warnings, seconds)


def charter_of(source: PackSource, record: Record) -> Chartered:
    """A pack's charter and how it stands.

    Args:
        source: Where the pack's files come from.
        record: Where its signatures are.
    """
    return charter_loaded(load_pack(source), record.said())


def charter_loaded(loaded: Loaded, said: Sequence[Said]) -> Chartered:
    """The charter of a pack that was read already, and how it stands.

    Args:
        loaded: The pack with its data.
        said: What stands in the mission's record.
    """
    state = _state(loaded, said, loaded.pack.clock.start)
    return Chartered(loaded, state, _doubts(state))


def sign_charter(
    source: PackSource, record: Record, now: datetime, member: str | None, *, signed: bool = True
) -> Chartered:
    """Sign a pack's charter, or take a signature back: a decision report with its terms and their digest.

    It is the member's last word even where an earlier one carries a later time, as in a rehearsal of days to come or
    after a clock that was wrong.

    Args:
        source: Where the pack's files come from.
        record: Where the signature goes.
        now: The present instant.
        member: Who signs; in a vault it is the member whose device this is.
        signed: False to take a signature back.

    Raises:
        Usage: If there is no charter, this is nobody who may sign it, or somebody else's device.
    """
    loaded = load_pack(source)
    charter = loaded.pack.charter
    if charter is None:
        raise Usage("charter_missing")
    if record.member and member is not None and not same_person(member, record.member):
        raise Usage("charter_device", value=member[:80], member=record.member)
    name = record.member or member
    if not name:
        raise Usage("charter_who", members=", ".join(charter.members))
    if name not in charter.members:
        raise Usage("charter_member", value=name, members=", ".join(charter.members))
    fields: dict[str, Any] = {"kind": "decision", "source": name, "about": ABOUT, "signed": signed}
    said = [one.when for one in _state(loaded, record.said(), now).signatures if one.member == name]
    when = max([now, *(before + timedelta(seconds=1) for before in said)])
    write_record(record, when, {**fields, "digest": charter_digest(charter), "terms": terms_of(charter)})
    state = _state(loaded, record.said(), loaded.pack.clock.start)
    return Chartered(loaded, state, _doubts(state))


def _state(loaded: Loaded, said: Sequence[Said], when: datetime) -> CharterState:
    by_whom = [(each.report, each.by) for each in said]
    return state_of(loaded.pack.charter, by_whom, _day(loaded.pack.clock, when))


def _day(clock: Clock, when: datetime) -> date:
    return when.astimezone(clock.zone).date()


def _doubts(state: CharterState) -> tuple[Mistake, ...]:
    """One line for each thing that keeps a charter from holding."""
    if state.charter is None:
        return (Mistake("charter_missing", "pack.toml", warning=True),)
    found: list[Mistake] = []
    if not state.is_signed:
        fields: dict[str, object] = {
            "signed": len(state.signed_by),
            "threshold": state.threshold,
            "missing": ", ".join(state.missing),
        }
        found.append(Mistake("charter_unsigned", "pack.toml", "charter", fields=fields, warning=True))
    if not state.is_current:
        review: dict[str, object] = {"review": state.charter.review.isoformat(), "day": state.day.isoformat()}
        found.append(Mistake("charter_expired", "pack.toml", "charter.review", fields=review, warning=True))
    return tuple(found)
