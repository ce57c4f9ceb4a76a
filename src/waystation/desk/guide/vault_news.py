"""What is new in an open vault, mission by mission: reports to be entered beside those there are, or all to be read.

Decides what can be entered without reading the rest: reports that this very device wrote, after all others. Whatever
else came (by a bundle, with a key, with a new version of a pack) may change what counts, and then the mission, or
everything, is read anew. That somebody looked at people is written down once for as long as the vault is open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import get_ident

from waystation.deciding.records import Said
from waystation.desk.guide.cases import Case
from waystation.desk.guide.running import Opened
from waystation.desk.guide.warm_case import Came, WarmCase
from waystation.desk.keep.compartments import named
from waystation.desk.keep.opening import OpenVault
from waystation.desk.keep.packs import VaultPack, is_planned, packs_in
from waystation.desk.keep.people import note_access
from waystation.desk.keep.reports import HOLD_REPORTS, Kept, VaultReports, every_kept, kept_of
from waystation.desk.keep.routing import IDENTITIES, RESERVED, mission_of, part_of
from waystation.desk.keep.signed import VaultRecord
from waystation.vault.entries import CONTROL, parse_entry
from waystation.vault.problems import Problem
from waystation.world.report import Report

__all__ = ["VaultNews"]

QUIET = ("heads", "access")
"""The kinds of this device's own entries that change nothing of what is known."""


class _ReadOnce(VaultReports):
    """The reports of a mission that were read already; looking at them again is not looking at people again.

    Only the thread that added something reads the vault again; any other has what was read.
    """

    def __init__(self, vault: OpenVault, mission: str, reports: Sequence[Report]) -> None:
        super().__init__(vault, mission)
        self._reports = reports
        self._writer: int | None = None

    def all(self) -> list[Report]:
        """Every report that this device may read, as they were taken down."""
        return super().all() if self._writer == get_ident() else list(self._reports)

    def add(self, reports: Sequence[Report]) -> None:
        """Add reports, all or none; what was read before is not all any more."""
        self._writer = get_ident()
        super().add(reports)


@dataclass
class _Read:
    """What was read of a mission.

    Args:
        warm: The mission.
        kept: Its reports that a plan reads.
        last: The order of the report that was taken down last; None where there is none.
    """

    warm: WarmCase
    kept: list[Kept]
    last: tuple[object, ...] | None


@dataclass
class VaultNews:
    """An open vault, mission by mission.

    Args:
        vault: The vault.
    """

    vault: OpenVault
    _read: dict[str, _Read] = field(default_factory=dict)
    _noted: set[str] = field(default_factory=set)
    _row: int = -1

    def names(self) -> list[str]:
        """The missions in the vault that this device reads."""
        return packs_in(self.vault)

    def warm(self, mission: str) -> WarmCase:
        """A mission, kept open; read where it was not yet.

        Raises:
            BadInput: With every mistake, if its pack cannot be read.
            Usage: If there is none of that name.
        """
        if mission not in self._read:
            self._read[mission] = self._opened(mission)
        return self._read[mission].warm

    def catch_up(self) -> bool:
        """Take in what was written since, here or by another process; whether there was anything."""
        self.vault.catch_up()
        before, self._row = self._row, self.vault.store.last_row()
        if before < 0 or self._row == before:
            return before < 0
        came: dict[str, list[Kept]] = {}
        anew: set[str] = set()
        anything = False
        for header, raw in self.vault.store.entries(after=before):
            own = header.author == self.vault.device.id
            if own and header.kind in QUIET:
                continue
            anything = True
            if header.compartment == CONTROL or header.compartment not in self.vault.state.compartments:
                self._read.clear()  # who belongs, and who reads what, changes what counts anywhere
                return True
            name = self.vault.name_of(header.compartment)
            if own and header.kind in HOLD_REPORTS:
                entry = parse_entry(raw)
                payload = self.vault.state.read(entry)
                if payload is not None and not isinstance(payload, Problem):
                    came.setdefault(mission_of(name), []).extend(kept_of(self.vault, name, entry, payload))
            elif part_of(name) not in RESERVED:
                anew.add(mission_of(name))
        for mission in anew:
            self._read.pop(mission, None)
        for mission, kept in came.items():
            if mission in self._read and not self._enter(self._read[mission], mission, kept):
                del self._read[mission]
        return anything

    def _enter(self, read: _Read, mission: str, kept: Sequence[Kept]) -> bool:
        """Enter reports after all others; False where they are not after all others."""
        ordered = sorted(kept, key=lambda one: one.order)
        if read.last is not None and ordered and ordered[0].order <= read.last:
            return False
        fresh = [one for one in ordered if is_planned(one.report, one.compartment)]
        source = read.warm.case.opened.source
        assert isinstance(source, VaultPack)
        came = [Came(one.report, is_planned(one.report, one.compartment), self._said(one, mission)) for one in ordered]
        read.kept += fresh
        store = _ReadOnce(self.vault, mission, [*read.warm.case.opened.reports, *(one.report for one in ordered)])
        if not read.warm.hear(came, source.with_kept(read.kept) if fresh else source, store):
            return False
        self._note({one.compartment for one in ordered})
        read.last = ordered[-1].order if ordered else read.last
        return True

    def _opened(self, mission: str) -> _Read:
        vault = self.vault
        pack, record = VaultPack(vault, mission), VaultRecord(vault, mission)
        every = every_kept(vault, named(vault, mission))
        self._note({one.compartment for one in every})
        once = {str(one.report.id): one for one in reversed(every)}
        each = [one for one in every if once[str(one.report.id)] is one]
        shared = {str(one.report.id): one for one in reversed(every) if part_of(one.compartment) != IDENTITIES}
        kept = [
            one for one in every if shared.get(str(one.report.id)) is one and is_planned(one.report, one.compartment)
        ]
        store = _ReadOnce(vault, mission, [one.report for one in each])
        opened = Opened(f"vault:{mission}", mission, pack.with_kept(kept), store)
        said = [found for one in every if (found := self._said(one, mission)) is not None]
        return _Read(WarmCase(Case(opened, record), said), kept, every[-1].order if every else None)

    def _said(self, kept: Kept, mission: str) -> Said | None:
        devices = self.vault.state.roster.devices
        if part_of(kept.compartment) == IDENTITIES or kept.author not in devices:
            return None
        return Said(kept.report, mission, devices[kept.author].member, signed=True, written=kept.order[0])

    def _note(self, compartments: set[str]) -> None:
        """Write down that somebody looked at people, where that was not written since the vault was opened."""
        looked = {one for one in compartments if part_of(one) == IDENTITIES} - self._noted
        note_access(self.vault, looked, "pages")
        self._noted |= looked
