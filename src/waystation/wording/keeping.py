"""What is said of a vault: opening and closing it, who is in it, what went out and came in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from waystation.vault.standing import CompartmentStanding, DeviceStanding, MemberStanding, ProposalStanding
from waystation.wording.korean_particles import with_particle
from waystation.wording.language import mark, say, say_many
from waystation.wording.language import spoken as in_language

__all__ = [
    "ADDED",
    "CHANGED",
    "READ_IN_CLEAR",
    "admitted_line",
    "approved_line",
    "checked_line",
    "compare_line",
    "compare_vault_line",
    "compartment_rows",
    "created_lines",
    "dismissed_line",
    "duress_lines",
    "joined_lines",
    "listed",
    "locked_line",
    "many",
    "member_rows",
    "pressed_lines",
    "proposal_rows",
    "put_lines",
    "removed_lines",
    "requested_lines",
    "restored_lines",
    "spoken",
    "threshold_line",
    "unlocked_line",
    "written_line",
]

CHANGED = mark("The passphrase is changed. Older copies of the folder, if there are any, open with the older one.")
READ_IN_CLEAR = mark("This pack lies in the clear, and a vault is open: waystation vault put takes a real one in.")
ADDED = mark("They read no compartment yet: waystation vault compartments admit. Then hand them a bundle.")
CHANGES = {
    "add": mark("add {what}"),
    "remove": mark("remove {what}"),
    "threshold": mark("threshold {what}"),
    "succeed": mark("go on as {what}"),
    "retire": mark("forget {what}"),
}
ROLES = {
    "administrator": mark("administrator"),
    "coordinator": mark("coordinator"),
    "escort": mark("escort"),
    "keeper": mark("keeper"),
    "member": mark("member"),
    "treasurer": mark("treasurer"),
    "watch": mark("watch"),
}


def spoken(fingerprint: str) -> str:
    """A fingerprint as two people read it to each other: groups of four."""
    return " ".join(fingerprint[at : at + 4] for at in range(0, len(fingerprint), 4))


def created_lines(path: str, member: str, fingerprint: str) -> list[str]:
    """What is said once a vault is there."""
    return [
        say("{path} is a vault. You are {member}, its administrator.", path=path, member=member),
        say("This device is {fingerprint}.", fingerprint=spoken(fingerprint)),
        say("Without the passphrase nobody opens it, and nobody can give you a new one: keep a backup."),
    ]


def unlocked_line(path: str, minutes: int) -> str:
    """What is said once a vault is unlocked."""
    return say(
        "{path} is unlocked. It locks itself after {rest} of rest, or with waystation vault lock.",
        path=path,
        rest=many(minutes, "minute"),
    )


def locked_line(paths: Sequence[str]) -> str:
    """What is said once vaults are locked."""
    if not paths:
        return say("Nothing was unlocked.")
    return say_many("{paths} is locked.", "{paths} are locked.", len(paths), paths=listed(paths))


def written_line(path: str, what: str, sealed: int) -> str:
    """What is said of a file that was written outside of any vault.

    Args:
        path: The file.
        what: What it holds, as a sentence.
        sealed: For how many recipients it is sealed; 0 where it lies in the clear.
    """
    if sealed:
        return say(
            "{path}: {what} Sealed for {recipients}; the tool age opens it.",
            path=path,
            what=what,
            recipients=many(sealed, "recipient"),
        )
    return say(
        "{path}: {what} This file can be read by whoever holds it; --age RECIPIENT seals it.", path=path, what=what
    )


def put_lines(name: str, files: int, reports: int, folder: str, new: bool) -> list[str]:
    """What is said once a pack is in the vault."""
    brought = many(reports, "report") if new else many(reports, "new report")
    holds = say("{first} and {second}", first=many(files, "file"), second=brought)
    return [
        say("vault:{name} holds {holds}.", name=name, holds=holds)
        if new
        else say("vault:{name} is now as the folder is: {holds}.", name=name, holds=holds),
        say("{folder} still lies in the clear: destroy it if it is real.", folder=folder),
    ]


def member_rows(members: Iterable[MemberStanding]) -> list[tuple[str, str, str, str]]:
    """Members as rows: name, role, device, its fingerprint; a row for each device."""
    rows = []
    for member in members:
        for number, device in enumerate(member.devices):
            label = device.label + (say(", this one") if device.own else "") + _gone(device)
            role = role_word(member.role)
            if member.administrator and member.role != "administrator":
                role += say(", administrator")
            first = (member.member, role) if number == 0 else ("", "")
            rows.append((*first, label, spoken(device.fingerprint)))
    return rows


def _gone(device: DeviceStanding) -> str:
    if device.replaced_by:
        return say(", replaced by {devices}", devices=listed([one[:8] for one in device.replaced_by]))
    return say(", removed") if device.removed else ""


def role_word(role: str) -> str:
    """What somebody is in a vault."""
    return say(ROLES[role]) if role in ROLES else role


def compartment_rows(compartments: Iterable[CompartmentStanding]) -> list[tuple[str, str, str]]:
    """Compartments as rows: name, who reads what is written from now on, how many entries lie here."""
    return [
        (
            one.name,
            ", ".join(one.members) + ("" if one.yours else say(" (not you)")),
            many(one.entries, "entry", "entries"),
        )
        for one in compartments
    ]


def proposal_rows(proposals: Iterable[ProposalStanding]) -> list[tuple[str, str, str, str]]:
    """Proposals as rows: the first letters of the id, what is proposed, by whom, how far it is."""
    return [
        (
            one.id[:8],
            _change(one),
            say("by {who}", who=one.by),
            say("{n} of {needed} approve, you among them", n=one.approvals, needed=one.needed)
            if one.yours
            else say("{n} of {needed} approve", n=one.approvals, needed=one.needed),
        )
        for one in proposals
    ]


def _change(one: ProposalStanding) -> str:
    return (say(CHANGES[one.change], what=one.what) if one.change in CHANGES else f"{one.change} {one.what}").strip()


def approved_line(carried: bool, missing: int) -> str:
    """What is said once a change is proposed or approved."""
    if carried:
        return say("It holds from now on, on every device that hears of it.")
    return say(
        "It waits for {who} to approve it: hand them a bundle, and let them type waystation vault approve.",
        who=many(missing, "more administrator"),
    )


def removed_lines(member: str, rotated: Sequence[str], readable: Sequence[str]) -> list[str]:
    """What is said once a member is removed.

    Args:
        member: Who.
        rotated: The compartments that got a new key here.
        readable: The compartments of which they hold keys.
    """
    if rotated:
        lines = [say("{member} is removed. New keys: {compartments}.", member=member, compartments=listed(rotated))]
    else:
        lines = [say("{member} is removed. New keys: none; they were in no compartment of yours.", member=member)]
    if readable:
        lines.append(
            say(
                "What they have read cannot be recalled: {compartments}, all of it up to now.",
                compartments=listed(readable),
            )
        )
    lines.append(say("They keep reading what is written by devices that have not heard of it: hand on a bundle soon."))
    return lines


def joined_lines(path: str, member: str, compartments: Sequence[str]) -> list[str]:
    """What is said once a device has joined."""
    reads = say("It reads no compartment yet; ask to be admitted.")
    if compartments:
        reads = say("It reads {compartments}.", compartments=listed(compartments))
    return [say("{path} is now {member}'s device in this vault. {reads}", path=path, member=member, reads=reads)]


def many(number: int, one: str, several: str = "") -> str:
    """A number and what it counts: "1 entry", "3 entries"; the catalogues have it as "{n} entry"."""
    return say_many(f"{{n}} {one}", f"{{n}} {several or one + 's'}", number, n=f"{number:,}")


def listed(names: Sequence[str]) -> str:
    """Names in a sentence: "a, b and c"; "a; b, the elder; and c" where a name has a comma; nothing where none are."""
    if len(names) < 2:
        return "".join(names)
    commas = any(", " in name for name in names)
    if in_language() == "ko":
        pair = with_particle(names[0], "과")
        if len(names) == 2 and not commas and ")" not in (names[0][-1:], pair[-1]):
            return f"{pair} {names[1]}"
        return ("; " if commas else ", ").join(names)
    if commas:
        return f"{'; '.join(names[:-1])}; and {names[-1]}"
    return f"{', '.join(names[:-1])} and {names[-1]}"


# ---- between devices


def requested_lines(folder: str, card: str, fingerprint: str) -> list[str]:
    """What is said once a new device has its keys."""
    return [
        say("{card} is this device's card; give it to an administrator. It holds no secret.", card=card),
        say("This device is {fingerprint}: read that to them by voice.", fingerprint=spoken(fingerprint)),
        say("When their bundles have come: waystation vault join {folder} --from FOLDER.", folder=folder),
    ]


def compare_line(fingerprint: str) -> str:
    """What is said before a device is added."""
    fingerprint = spoken(fingerprint)
    return say("The card is of {fingerprint}. Let its owner read theirs to you by voice.", fingerprint=fingerprint)


def compare_vault_line(fingerprint: str) -> str:
    """What is said before a vault is joined."""
    fingerprint = spoken(fingerprint)
    return say("Founded by {fingerprint}. Let an administrator read you the same.", fingerprint=fingerprint)


def threshold_line(threshold: int, waiting: int) -> str:
    """What is said below the list of members."""
    needs = say_many(
        "A change of this list needs one administrator's word.",
        "A change of this list needs the approval of {n} administrators.",
        threshold,
        n=threshold,
    )
    if not waiting:
        return needs
    waits = say_many(
        "{n} change waits: waystation vault approve.",
        "{n} changes wait: waystation vault approve.",
        waiting,
        n=f"{waiting:,}",
    )
    return f"{needs} {waits}"


def pressed_lines(devices: Mapping[str, int]) -> list[str]:
    """What is said of devices that were opened because somebody was made to."""
    return [
        say("{device} was opened under pressure, {times}.", device=label, times=many(times, "time"))
        for label, times in sorted(devices.items())
    ]


def admitted_line(compartment: str, member: str, later_only: bool) -> str:
    """What is said once somebody may read a compartment."""
    if later_only:
        return say(
            "{member} may read {compartment}, what is written from now on, once a bundle reaches them.",
            member=member,
            compartment=compartment,
        )
    return say(
        "{member} may read {compartment}, all of it, once a bundle reaches them.",
        member=member,
        compartment=compartment,
    )


def dismissed_line(compartment: str, member: str) -> str:
    """What is said once somebody may read a compartment no more."""
    return say(
        "{compartment} has a new key without {member}. What {member} has read cannot be recalled.",
        compartment=compartment,
        member=member,
    )


def restored_lines(path: str, member: str, entries: int, holds: bool, too_late: str) -> list[str]:
    """What is said once a backup is a vault again."""
    held = many(entries, "entry", "entries")
    if too_late:
        if too_late == "removed":
            why = say(
                "It writes nothing, since that device was removed. waystation vault members request makes a new one."
            )
        else:
            why = say(
                "It writes nothing, since that device was replaced by another already. "
                "waystation vault members request makes a new one."
            )
        return [
            say("{path} holds what {member}'s device held, to be read: {held}.", path=path, member=member, held=held),
            why,
        ]
    lines = [say("{path} is {member}'s vault again, as a new device: {held}.", path=path, member=member, held=held)]
    if not holds:
        lines.append(say("It reads, and writes once administrators approve it: hand them a bundle."))
    lines.append(say("Take in a bundle of the others before you write, and hand them yours."))
    lines.append(say("The device that was backed up writes nothing more once it hears of this one."))
    return lines


def duress_lines(new: bool) -> list[str]:
    """What is said once a second passphrase is chosen.

    Args:
        new: Whether there was no view before.
    """
    if not new:
        return [say("The second passphrase is another one from now on; what the view holds stays.")]
    return [
        say("The second passphrase opens a view of its own from now on; it is empty."),
        say("Put something harmless into it that you would plausibly keep: waystation vault duress put DIR."),
        say("Hand the others a bundle now: only who has taken it in can hear that you were put under pressure."),
    ]


def checked_line(entries: int, problems: int) -> str:
    """What is said after a check."""
    found = many(problems, "problem") if problems else say("all of them sound")
    return f"{many(entries, 'entry', 'entries')}: {found}."
