"""Reports in a vault, behind the same port as `reports.jsonl`: each in its compartment, under its person's key.

Decides in which order reports come out (as they were taken down, the same on every device) and which a device is
shown. Where a report belongs is `routing`'s, people's keys are `people`'s business.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from waystation.desk.keep.compartments import named, ready
from waystation.desk.keep.lines import line_of
from waystation.desk.keep.noting import AS_WRITTEN, instant
from waystation.desk.keep.opening import OpenVault
from waystation.desk.keep.people import note_access, ready_person
from waystation.desk.keep.routing import IDENTITIES, PARTS, mission_of, part_of, person_of, within
from waystation.errors import Usage
from waystation.vault.entries import Entry
from waystation.vault.payloads import FilePart, Payload, Private, ReportKept, ReportsKept
from waystation.vault.writing import Draft
from waystation.vault.writing_people import write_private
from waystation.world.mistakes import nearest
from waystation.world.report import Report, read_report, report_json

__all__ = ["HOLD_REPORTS", "Kept", "VaultReports", "add_reports", "every_kept", "kept_in", "kept_of", "kept_reports"]

HOLD_REPORTS = ("report", "reports", "private")
"""The kinds of entries that hold reports."""
TOGETHER = 200
MOST_TOGETHER = 1 << 19


@dataclass(frozen=True)
class Kept:
    """A report as a vault keeps it.

    Args:
        order: Its place among all: when it was written, its place among those written together, then its entry's.
        report: The report.
        text: The line that stands for it in a file.
        compartment: The name of its compartment.
        author: The id of the device that signed it.
    """

    order: tuple[datetime, int, bytes, int, bytes, int]
    report: Report
    text: str
    compartment: str
    author: bytes


def kept_in(vault: OpenVault, mission: str | None, *, personal: bool) -> list[Kept]:
    """The reports of a mission, or of the vault's house, in the order in which they were taken down.

    Args:
        vault: The vault.
        mission: The mission's name; None for the house.
        personal: Whether those in identities compartments are wanted too.
    """
    return kept_reports(vault, [name for name in named(vault, mission) if personal or part_of(name) != IDENTITIES])


def kept_reports(vault: OpenVault, names: Iterable[str]) -> list[Kept]:
    """The reports of some compartments, each report once, in the order in which they were taken down."""
    found: dict[str, Kept] = {}
    for one in every_kept(vault, names):
        found.setdefault(str(one.report.id), one)
    return list(found.values())


def every_kept(vault: OpenVault, names: Iterable[str]) -> list[Kept]:
    """The reports of some compartments, each as often as it was signed, in the order in which they were taken down."""
    every = [one for name in names for one in _of_compartment(vault, name)]
    return sorted(every, key=lambda one: one.order)


def _of_compartment(vault: OpenVault, name: str) -> Iterator[Kept]:
    for compartment in vault.compartments_named(name):
        for entry, payload in vault.said(compartment, HOLD_REPORTS):
            yield from kept_of(vault, name, entry, payload)


def kept_of(vault: OpenVault, name: str, entry: Entry, payload: Payload | FilePart) -> Iterator[Kept]:
    """The reports that an entry holds.

    Args:
        vault: The vault.
        name: The name of the entry's compartment.
        entry: The entry.
        payload: What it says.
    """
    inner = vault.state.private(entry.compartment, payload) if isinstance(payload, Private) else payload
    if isinstance(inner, ReportKept):
        values: Sequence[dict[str, Any]] = (inner.report,)
    elif isinstance(inner, ReportsKept):
        values = inner.reports
    else:
        return
    written = instant(inner.written)
    for number, value in enumerate(values):
        at = (entry.author, entry.sequence, entry.hash, number)
        kept = _kept(value, written, at, name)
        if kept is not None:
            yield kept


def _kept(value: dict[str, Any], written: datetime, at: tuple[bytes, int, bytes, int], name: str) -> Kept | None:
    """A report from what an entry holds; None for what no version of this program can have written."""
    own = value.get(AS_WRITTEN)
    own = own if isinstance(own, dict) else {}
    place, text = own.get("place"), own.get("text")
    report = read_report({key: each for key, each in value.items() if key != AS_WRITTEN})
    if isinstance(report, list):
        return None
    order = (written, place if isinstance(place, int) else 0, *at)
    return Kept(order, report, text if isinstance(text, str) else line_of(report), name, at[0])


def add_reports(vault: OpenVault, mission: str | None, reports: Sequence[tuple[Report, str]]) -> dict[str, int]:
    """Write reports, each into its compartment; opens compartments that are not there yet. Within a writing.

    Args:
        vault: The vault.
        mission: The mission's name; None for the vault itself.
        reports: Reports, each with the line that stands for it.

    Returns:
        How many went into each compartment, by its name.
    """
    there = vault.names()
    written = vault.now()
    shared: dict[str, list[dict[str, Any]]] = {}
    personal: list[tuple[str, str, ReportKept]] = []
    for place, (report, text) in enumerate(reports):
        name = within(report, mission, there)
        value = _value(report, text, place)
        if part_of(name) == IDENTITIES:
            personal.append((name, person_of(report), ReportKept(value, written)))
        else:
            shared.setdefault(name, []).append(value)
    ids = {name: ready(vault, name) for name in [*shared, *(name for name, _, _ in personal)]}
    people = {(name, person): ready_person(vault, ids[name], person) for name, person, _ in personal}

    def make(draft: Draft) -> None:
        for name, values in shared.items():
            for batch in _batches(values):
                one = ReportKept(batch[0], written) if len(batch) == 1 else ReportsKept(tuple(batch), written)
                draft.write(ids[name], one)
        for name, person, payload in personal:
            write_private(draft, ids[name], people[name, person], payload)

    vault.step(make)
    counts = {name: len(values) for name, values in shared.items()}
    for name, _, _ in personal:
        counts[name] = counts.get(name, 0) + 1
    return counts


def _value(report: Report, text: str, place: int) -> dict[str, Any]:
    value = report_json(report)
    own: dict[str, object] = {"place": place} if place else {}
    if text != line_of(report):
        own["text"] = text
    return {**value, AS_WRITTEN: own} if own or AS_WRITTEN in value else value


def _batches(values: Sequence[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """As many reports together as fit well into an entry."""
    batch: list[dict[str, Any]] = []
    size = 0
    for value in values:
        length = len(repr(value)) * 3
        if batch and (len(batch) >= TOGETHER or size + length > MOST_TOGETHER):
            yield batch
            batch, size = [], 0
        batch.append(value)
        size += length
    if batch:
        yield batch


class VaultReports:
    """The reports of a mission in a vault, or those given to the vault itself.

    Args:
        vault: The vault.
        mission: The mission's name; None for the vault itself.
    """

    def __init__(self, vault: OpenVault, mission: str | None) -> None:
        self.vault = vault
        self.mission = mission
        self.opened: tuple[str, ...] = ()

    def all(self) -> list[Report]:
        """Every report that this device may read, as they were taken down; that somebody looked is written down."""
        found = kept_in(self.vault, self.mission, personal=True)
        note_access(self.vault, {one.compartment for one in found if part_of(one.compartment) == IDENTITIES}, "reports")
        return [one.report for one in found]

    def add(self, reports: Sequence[Report]) -> None:
        """Add reports, all or none; when this returns they are on the disk.

        Raises:
            Usage: If one is there already, or they cannot be written; then nothing is added.
        """
        known = self._known({str(report.id) for report in reports})
        for report in reports:
            if str(report.id) in known:
                raise Usage("report_known", value=report.id)
        before = set(self.vault.names())
        for report in reports:
            _make_sure(report, self.mission, before)
        pairs = [(report, line_of(report)) for report in reports]
        with self.vault.writing():
            counts = add_reports(self.vault, self.mission, pairs)
        self.opened = tuple(sorted(set(counts) - before))

    def _known(self, ids: set[str]) -> set[str]:
        """Which of some ids there are already; only what is sealed for people is opened to see."""
        names = named(self.vault, self.mission)
        private = [name for name in names if part_of(name) == IDENTITIES]
        compartments = {one for name in names for one in self.vault.compartments_named(name)}
        of_people = {str(one.report.id) for one in every_kept(self.vault, private)}
        return self.vault.hearing(ids, compartments) | of_people


def _make_sure(report: Report, mission: str | None, there: Collection[str]) -> None:
    """See that the compartment that a report names is one that there is, or that may be opened for it.

    A slip of the pen must not put a report where nobody else reads it. A name that is like none here may be new where
    the vault itself is given reports; in a mission a compartment is opened by somebody who means to.

    Raises:
        Usage: If there is none of that name; it says which was probably meant.
    """
    asked = report.compartment
    name = within(report, mission, there)
    if asked is None or name in there or (mission is not None and asked in PARTS):
        return
    inside = [one.removeprefix(f"{mission}/") for one in there if mission is None or mission_of(one) == mission]
    close = nearest(asked, {*inside, *there, *(PARTS if mission is not None else ())})
    if close or mission is not None:
        raise Usage("vault_compartment_unknown", value=asked, nearest=close)
