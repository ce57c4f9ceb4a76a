"""What is said of bundles and backups, of forgetting, and of what would be known if somebody were taken."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from waystation.vault.standing import Erased, Exposure, Imported, Look, PersonStanding, Readable, Retirement, Touched
from waystation.wording.keeping import listed, many
from waystation.wording.language import mark, say, say_many

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

EXPOSED = {
    "member": mark("member {name}"),
    "device": mark("device {name}"),
    "broker": mark("broker {name}"),
    "place": mark("place {name}"),
}
"""Who would be taken, by what they are."""


def exported_line(folder: str, bundles: int, entries: int) -> str:
    """What is said once bundles are written."""
    if not bundles:
        return say("There is nothing new since the last bundle; without --new everything goes out again.")
    return say(
        "{entries} in {bundles} in {folder}, for the devices on the roster.",
        entries=many(entries, "entry", "entries"),
        bundles=many(bundles, "bundle"),
        folder=folder,
    )


def imported_lines(done: Imported) -> list[str]:
    """What is said once bundles are taken in."""
    bundles, taken = many(done.bundles, "bundle"), many(done.taken, "new entry", "new entries")
    lines = [f"{bundles}: {taken}."]
    if done.known:
        lines = [
            say("{bundles}: {taken}, {known} known already.", bundles=bundles, taken=taken, known=f"{done.known:,}")
        ]
    if not done.bundles and not done.foreign:
        lines = [say("There is no bundle.")]
    lines += _left_over(done)
    if done.destroyed:
        lines.append(
            say_many(
                "{n} key was destroyed: somebody is to be forgotten.",
                "{n} keys were destroyed: somebody is to be forgotten.",
                done.destroyed,
                n=f"{done.destroyed:,}",
            )
        )
        lines += _left_lines(done.left_bundles, done.left_backups)
    if done.out:
        lines.append(say("This device is on the roster no more: it reads what it has read so far, and writes nothing."))
    lines += [
        say("UNDER PRESSURE: {device} was opened because somebody was made to.", device=label) for label in done.signals
    ]
    return lines


def _left_over(done: Imported) -> list[str]:
    """What was taken in and does not count, or not yet."""
    lines = []
    if done.waiting:
        lines.append(
            say_many(
                "{n} entry waits for others that have not come yet.",
                "{n} entries wait for others that have not come yet.",
                done.waiting,
                n=f"{done.waiting:,}",
            )
        )
    if done.void:
        lines.append(
            say_many(
                "{n} entry does not count: {who} wrote on after being removed.",
                "{n} entries do not count: {who} wrote on after being removed.",
                done.void,
                n=f"{done.void:,}",
                who=listed(done.by_removed),
            )
        )
    if done.foreign:
        lines.append(
            say_many(
                "{n} file is no bundle for this device.",
                "{n} files are no bundle for this device.",
                done.foreign,
                n=f"{done.foreign:,}",
            )
        )
    return lines


def backup_line(path: str, entries: int, recipients: int) -> str:
    """What is said once a backup is written."""
    held = many(entries, "entry", "entries")
    if recipients:
        for_whom = many(recipients, "recipient")
        said = say("{path}: {held}, sealed for {recipients}.", path=path, held=held, recipients=for_whom)
    else:
        said = say("{path}: {held}, sealed with a passphrase of its own.", path=path, held=held)
    return f"{said} {say('The tool age opens it; waystation vault restore takes it back.')}"


def person_rows(people: Iterable[PersonStanding]) -> list[tuple[str, str, str]]:
    """People as rows: name, compartment, how much is sealed for them."""
    return [(one.name, one.compartment, many(one.reports, "report")) for one in people]


def look_rows(looks: Iterable[Look]) -> list[tuple[str, str, str, str]]:
    """Who looked at people, as rows: compartment, device, command, how often."""
    return [(one.compartment, one.by, one.why, many(one.times, "time")) for one in looks]


def erased_lines(done: Erased) -> list[str]:
    """What is said once a person is forgotten, and where they may not be yet."""
    gone = many(done.reports, "report")
    lines = [
        say(
            "{name} is forgotten here: {reports} cannot be opened any more, and the chain still verifies.",
            name=done.name,
            reports=gone,
        )
    ]
    if done.devices:
        devices = listed(done.devices)
        lines.append(say("These devices may hold the key until a bundle reaches them: {devices}.", devices=devices))
    lines += _left_lines(done.bundles, done.backups)
    lines += _showing_lines(done)
    lines.append(say("What other compartments, packs, printed maps and people say of them stays."))
    return lines


def _showing_lines(done: Erased) -> list[str]:
    """What is said of the keepsakes that show somebody who is forgotten."""
    lines = []
    if done.keepsakes:
        items = listed([f"{one.item[:8]} ({one.mission})" for one in done.keepsakes])
        lines.append(
            say(
                "These keepsakes show them and never leave; waystation archive forget destroys them: {items}.",
                items=items,
            )
        )
    if done.out:
        lines.append(
            say_many(
                "{n} time one of these has left before, and cannot be recalled: waystation archive out.",
                "{n} times one of these has left before, and cannot be recalled: waystation archive out.",
                done.out,
                n=done.out,
            )
        )
    return lines


def _left_lines(bundles: Sequence[str], backups: Sequence[str]) -> list[str]:
    """What is said of bundles and backups that this device wrote before somebody was forgotten."""
    lines = []
    if bundles:
        lines.append(say("These bundles may hold it; destroy them: {bundles}.", bundles=listed(bundles)))
    if backups:
        lines.append(
            say("These backups may hold it; destroy them and make new ones: {backups}.", backups=listed(backups))
        )
    return lines


def retirement_rows(waiting: Iterable[Retirement]) -> list[tuple[str, str, str, str]]:
    """Proposals to forget, as rows: the first letters of the id, whom, when, how many agree."""
    return [
        (one.id[:8], one.name, _when(one.after_days), say("{n} of {needed} agree", n=one.agreed, needed=one.needed))
        for one in waiting
    ]


def retired_line(name: str, days: int, missing: int) -> str:
    """What is said once it is proposed to forget somebody, or agreed to, also by a member who may not read whom."""
    name = name or say("Somebody whose name you may not read")
    if missing:
        return say_many(
            "{name} is to be forgotten {when}, once {n} more member agrees: waystation vault retention agree.",
            "{name} is to be forgotten {when}, once {n} members agree, each on their own device: "
            "waystation vault retention agree.",
            missing,
            name=name,
            when=_when(days),
            n=f"{missing:,}",
        )
    return say(
        "{name} is to be forgotten {when}; waystation vault retention carries it out then.", name=name, when=_when(days)
    )


def _when(days: int) -> str:
    return say("at once") if days == 0 else say("after {days}", days=many(days, "day"))


def exposure_lines(found: Exposure) -> list[str]:
    """What is said before the details: who would be taken, and what that means at the least."""
    who = say(EXPOSED[found.kind], name=found.name) if found.kind in EXPOSED else f"{found.kind} {found.name}"
    if found.kind in ("member", "device"):
        if found.kind == "member" and found.devices:
            who = say("{who} with {devices}", who=who, devices=listed(found.devices))
        if found.readable:
            return [say("If {who} were taken, their keys would open:", who=who)]
        if found.unseen:
            return [say("If {who} were taken, their keys would open no compartment that you may read.", who=who)]
        return [say("If {who} were taken, their keys would open no compartment.", who=who)]
    if not found.missions:
        return [say("No mission that you may read knows {who}.", who=who)]
    missions = many(len(found.missions), "mission")
    return [say("If {who} were taken, this is what {missions} would show:", who=who, missions=missions)]


def exposure_end(found: Exposure) -> list[str]:
    """What is said after the details."""
    lines = []
    if found.kind in ("member", "device"):
        lines.append(say("The roster too: who is in the vault, with which devices."))
        if found.administrator:
            lines.append(say("They could also change it, as far as their one approval goes."))
    if found.unseen:
        lines.append(
            say_many(
                "{n} compartment that you may not read is not counted: what would be known of it cannot be said here.",
                "{n} compartments that you may not read are not counted: what would be known of them cannot be said "
                "here.",
                found.unseen,
                n=f"{found.unseen:,}",
            )
        )
    return lines


def readable_rows(readable: Iterable[Readable]) -> list[tuple[str, str, str, str]]:
    """What can be read of each compartment, as rows."""
    return [
        (
            one.compartment,
            many(one.entries, "entry", "entries"),
            many(one.people, "person", "people") if one.people else "",
            say("and what comes") if one.current else say("up to their removal"),
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
        lines.append(_at_ends(touched))
    if touched.brokers:
        lines.append(say("Meets {brokers}.", brokers=listed([pack.broker[broker].title for broker in touched.brokers])))
    if touched.travellers:
        lines.append(say("Sees {travellers}.", travellers=many(len(touched.travellers), "traveller")))
    if touched.told:
        told = many(len(touched.told), "report")
        lines.append(say("Told {reports} in it: {ids}.", reports=told, ids=listed(touched.told)))
    if touched.about:
        lines.append(
            say_many(
                "{n} report speaks of {name}, told by others.",
                "{n} reports speak of {name}, told by others.",
                len(touched.about),
                n=f"{len(touched.about):,}",
                name=name,
            )
        )
    return lines or [say("It is in the list, and nothing leads there.")]


def _at_ends(touched: Touched) -> str:
    if touched.starts and touched.ends:
        return say("Among them where it begins and where it ends.")
    return say("Among them where it begins.") if touched.starts else say("Among them where it ends.")
