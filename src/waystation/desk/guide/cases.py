"""Missions with their records, for what is done over all of them at once: the night, a burn, money, the family's line.

Joins what was opened of each with the record that takes new reports down and says who signed those that are there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from waystation.deciding.records import Said
from waystation.desk.decide.recording import Record, write_record
from waystation.desk.guide.running import Opened
from waystation.desk.keep.routing import CARDS, PARTS
from waystation.errors import BadInput, Mistake, Usage
from waystation.guiding.handover import Handing, handings_of
from waystation.guiding.journey import Journey, journeys_of, standing_reports
from waystation.world.pack import Pack
from waystation.world.report import Report
from waystation.world.report_journeys import Burn, OnCall

if TYPE_CHECKING:
    from waystation.desk.keep.opening import OpenVault

__all__ = [
    "Case",
    "present_of",
    "readers_of",
    "reads_cards",
    "some_case",
    "sound_cases",
    "take_down",
    "unread_parts",
]


@dataclass(frozen=True)
class Case:
    """A mission, what was reported of it, and where more is written.

    Args:
        opened: The mission as it was opened.
        record: Where new reports are written, and who signed those that are there.
        unmoved: Its journeys, where nothing came since they were found that could move one; None where they are to be.
    """

    opened: Opened
    record: Record
    unmoved: Sequence[Journey] | None = field(default=None, compare=False, repr=False)

    @property
    def name(self) -> str:
        """The PACK as it is given: a folder, or `vault:NAME`."""
        return self.opened.name

    @property
    def mission(self) -> str:
        """The mission's name."""
        return self.opened.mission

    @property
    def pack(self) -> Pack:
        """The mission and its world, as stated."""
        return self.opened.loaded.stated

    @cached_property
    def reports(self) -> list[Report]:
        """The reports that stand, in the order in which they happened."""
        return standing_reports(self.opened.reports)

    @cached_property
    def journeys(self) -> list[Journey]:
        """Its journeys, the first accepted first."""
        return list(self.unmoved) if self.unmoved is not None else journeys_of(self.pack, self.reports)

    @property
    def running(self) -> list[Journey]:
        """Its journeys that are not closed."""
        return [journey for journey in self.journeys if journey.runs]

    @cached_property
    def handings(self) -> list[Handing]:
        """Its hand-overs, the first first."""
        return handings_of(self.said)

    @cached_property
    def duties(self) -> list[Report]:
        """The reports that stand of who is on call, and of who is burnt."""
        return [one for one in self.reports if isinstance(one, OnCall | Burn)]

    @cached_property
    def last_heard(self) -> datetime | None:
        """When something of it was heard last, but for what was only foreseen."""
        heard = (one.heard or one.happened for one in self.opened.reports if one.kind != "forecast")
        return max(heard, default=None)

    @cached_property
    def said(self) -> list[Said]:
        """The reports that stand, each with who stands behind it: in a vault whoever signed, not a typed name."""
        standing = {str(report.id) for report in self.reports}
        return [one for one in self.record.said() if str(one.report.id) in standing]


def present_of(cases: Sequence[Case], present: datetime) -> datetime:
    """The present instant for some missions, as `running.the_present` has it, from what is worked out of each already.

    Args:
        cases: The missions.
        present: The present instant of this machine, or of a rehearsal.
    """
    counted = [case for case in cases if case.running] or cases
    heard = [case.last_heard for case in counted if case.last_heard is not None]
    return max([present, *heard, *(case.opened.loaded.pack.clock.start for case in counted)])


def some_case(cases: list[Case]) -> list[Case]:
    """The missions, if there is any.

    Raises:
        Usage: If there is none in which anything could be written.
    """
    if not cases:
        raise Usage("night_no_mission")
    return cases


def sound_cases(cases: Sequence[Case]) -> tuple[list[Case], list[Mistake]]:
    """The missions whose packs can be read, and warnings about the others: one that is broken must not hide the rest.

    Args:
        cases: The missions.

    Raises:
        BadInput: If none of them can be read.
    """
    sound: list[Case] = []
    found: list[Mistake] = []
    for case in cases:
        try:
            assert case.opened.loaded is not None
        except BadInput as error:
            found += [replace(one, file=f"{case.name} {one.file}".strip(), warning=True) for one in error.found]
        else:
            sound.append(case)
    if found and not sound:
        raise BadInput([replace(one, warning=False) for one in found])
    return sound, found


def readers_of(case: Case, vault: OpenVault | None) -> set[str] | None:
    """The names of those who read what is written of a mission from now on; None where anybody can.

    Args:
        case: The mission.
        vault: The vault that is open.
    """
    if vault is None or not case.name.startswith("vault:"):
        return None
    devices = vault.state.roster.devices
    return {
        devices[device].member
        for one in vault.compartments_named(case.mission)
        for device in vault.state.compartments[one].members
    }


def reads_cards(case: Case, vault: OpenVault | None) -> bool:
    """Whether the cards of a mission are read here: they have a key of their own.

    Args:
        case: The mission.
        vault: The vault that is open.
    """
    return CARDS not in unread_parts(case, vault)


def unread_parts(case: Case, vault: OpenVault | None) -> tuple[str, ...]:
    """The parts of a mission that are not read here, each with a key of its own: what they hold counts nowhere here.

    Args:
        case: The mission.
        vault: The vault that is open.
    """
    if vault is None or not case.name.startswith("vault:"):
        return ()
    compartments, own = vault.state.compartments, vault.device.id
    return tuple(
        part
        for part in PARTS
        if not any(own in compartments[one].members for one in vault.compartments_named(f"{case.mission}/{part}"))
    )


def take_down(case: Case, now: datetime, source: str, fields: dict[str, Any]) -> Report:
    """Write a report of a mission.

    Args:
        case: The mission.
        now: When it happened, unless the fields say otherwise.
        source: Who says so, where nobody signs; in a vault it is the member whose device this is.
        fields: The report's own.

    Raises:
        Usage: If nothing can be written, or nobody says so.
        BadInput: If they make no report.
    """
    if not case.record.writable:
        raise Usage("record_closed", value=case.mission)
    if not case.record.member and not source.strip():
        raise Usage("nothing_answered", question="Who says so")
    return write_record(case.record, now, {**fields, "source": source.strip()})
