"""What is said of bundles and backups, of forgetting, and of what would be known if somebody were taken."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from waystation.vault.standing import Erased, Exposure, Imported, Look, PersonStanding, Readable, Retirement, Touched
from waystation.wording.keeping import listed, many

__all__ = [
    "backup_line",
    "erased_lines",
    "exported_line",
    "exposure_end",
    "exposure_lines",
    "imported_lines",
    "look_rows",
    "person_rows",
    "readable_rows",
    "retired_line",
    "retirement_rows",
    "touched_lines",
]


def exported_line(folder: str, bundles: int, entries: int) -> str:
    """What is said once bundles are written."""
    if not bundles:
        return "There is nothing new since the last bundle; without --new everything goes out again."
    return (
        f"{many(entries, 'entry', 'entries')} in {many(bundles, 'bundle')} in {folder}, for the devices on the roster."
    )


def imported_lines(done: Imported) -> list[str]:
    """What is said once bundles are taken in."""
    known = f", {done.known:,} known already" if done.known else ""
    lines = [f"{many(done.bundles, 'bundle')}: {many(done.taken, 'new entry', 'new entries')}{known}."]
    if not done.bundles and not done.foreign:
        lines = ["There is no bundle."]
    if done.waiting:
        lines.append(f"{many(done.waiting, 'entry waits', 'entries wait')} for others that have not come yet.")
    if done.void:
        by = listed(done.by_removed)
        lines.append(f"{many(done.void, 'entry does', 'entries do')} not count: {by} wrote on after being removed.")
    if done.foreign:
        lines.append(f"{many(done.foreign, 'file is', 'files are')} no bundle for this device.")
    if done.destroyed:
        lines.append(f"{many(done.destroyed, 'key was', 'keys were')} destroyed: somebody is to be forgotten.")
        lines += _left_lines(done.left_bundles, done.left_backups)
    if done.out:
        lines.append("This device is on the roster no more: it reads what it has read so far, and writes nothing.")
    lines += [f"UNDER PRESSURE: {label} was opened because somebody was made to." for label in done.signals]
    return lines


def backup_line(path: str, entries: int, recipients: int) -> str:
    """What is said once a backup is written."""
    how = f"for {many(recipients, 'recipient')}" if recipients else "with a passphrase of its own"
    said = f"{path}: {many(entries, 'entry', 'entries')}, sealed {how}."
    return f"{said} The tool age opens it; waystation vault restore takes it back."


def person_rows(people: Iterable[PersonStanding]) -> list[tuple[str, str, str]]:
    """People as rows: name, compartment, how much is sealed for them."""
    return [(one.name, one.compartment, many(one.reports, "report")) for one in people]


def look_rows(looks: Iterable[Look]) -> list[tuple[str, str, str, str]]:
    """Who looked at people, as rows: compartment, device, command, how often."""
    return [(one.compartment, one.by, one.why, many(one.times, "time")) for one in looks]


def erased_lines(done: Erased) -> list[str]:
    """What is said once a person is forgotten, and where they may not be yet."""
    gone = many(done.reports, "report")
    lines = [f"{done.name} is forgotten here: {gone} cannot be opened any more, and the chain still verifies."]
    if done.devices:
        lines.append(f"These devices may hold the key until a bundle reaches them: {listed(done.devices)}.")
    lines += _left_lines(done.bundles, done.backups)
    lines.append("What other compartments, packs, printed maps and people say of them stays.")
    return lines


def _left_lines(bundles: Sequence[str], backups: Sequence[str]) -> list[str]:
    """What is said of bundles and backups that this device wrote before somebody was forgotten."""
    lines = []
    if bundles:
        lines.append(f"These bundles may hold it; destroy them: {listed(bundles)}.")
    if backups:
        lines.append(f"These backups may hold it; destroy them and make new ones: {listed(backups)}.")
    return lines


def retirement_rows(waiting: Iterable[Retirement]) -> list[tuple[str, str, str, str]]:
    """Proposals to forget, as rows: the first letters of the id, whom, when, how many agree."""
    return [(one.id[:8], one.name, _when(one.after_days), f"{one.agreed} of {one.needed} agree") for one in waiting]


def retired_line(name: str, days: int, missing: int) -> str:
    """What is said once it is proposed to forget somebody, or agreed to."""
    if missing:
        more = many(missing, "more member agrees", "members agree, each on their own device")
        return f"{name} is to be forgotten {_when(days)}, once {more}: waystation vault retention agree."
    return f"{name} is to be forgotten {_when(days)}; waystation vault retention carries it out then."


def _when(days: int) -> str:
    return "at once" if days == 0 else f"after {many(days, 'day')}"


def exposure_lines(found: Exposure) -> list[str]:
    """What is said before the details: who would be taken, and what that means at the least."""
    if found.kind in ("member", "device"):
        of = f" with {listed(found.devices)}" if found.kind == "member" and found.devices else ""
        would = f"If {found.kind} {found.name}{of} were taken, their keys would open"
        lines = [f"{would}:"]
        if not found.readable:
            lines = [f"{would} no compartment{' that you may read' if found.unseen else ''}."]
    else:
        lines = [
            f"If {found.kind} {found.name} were taken, this is what {many(len(found.missions), 'mission')} would show:"
        ]
        if not found.missions:
            lines = [f"No mission that you may read knows {found.kind} {found.name}."]
    return lines


def exposure_end(found: Exposure) -> list[str]:
    """What is said after the details."""
    lines = []
    if found.kind in ("member", "device"):
        lines.append("The roster too: who is in the vault, with which devices.")
        if found.administrator:
            lines.append("They could also change it, as far as their one approval goes.")
    if found.unseen:
        be, them = ("is", "it") if found.unseen == 1 else ("are", "them")
        unseen = f"{many(found.unseen, 'compartment')} that you may not read {be} not counted"
        lines.append(f"{unseen}: what would be known of {them} cannot be said here.")
    return lines


def readable_rows(readable: Iterable[Readable]) -> list[tuple[str, str, str, str]]:
    """What can be read of each compartment, as rows."""
    return [
        (
            one.compartment,
            many(one.entries, "entry", "entries"),
            many(one.people, "person", "people") if one.people else "",
            "and what comes" if one.current else "up to their removal",
        )
        for one in readable
    ]


def touched_lines(name: str, touched: Touched) -> list[str]:
    """What one mission shows to a broker or at a place."""
    pack = touched.pack
    lines = []
    if touched.legs:
        lines.append(f"{many(len(touched.legs), 'leg')}: {listed(touched.legs)}.")
    if touched.places:
        titles = [pack.place[place].title for place in touched.places]
        lines.append(f"{many(len(titles), 'place')}: {listed(titles)}.")
    if touched.starts or touched.ends:
        lines.append(
            "Among them "
            + listed(
                [w for w, is_so in (("where it begins", touched.starts), ("where it ends", touched.ends)) if is_so]
            )
            + "."
        )
    if touched.brokers:
        lines.append(f"Meets {listed([pack.broker[broker].title for broker in touched.brokers])}.")
    if touched.travellers:
        lines.append(f"Sees {many(len(touched.travellers), 'traveller')}.")
    if touched.told:
        lines.append(f"Told {many(len(touched.told), 'report')} in it: {listed(touched.told)}.")
    if touched.about:
        lines.append(f"{many(len(touched.about), 'report speaks', 'reports speak')} of {name}, told by others.")
    return lines or ["It is in the list, and nothing leads there."]
