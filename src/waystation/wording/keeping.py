"""What is said of a vault: opening and closing it, who is in it, what went out and came in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from waystation.vault.standing import CompartmentStanding, DeviceStanding, MemberStanding, ProposalStanding
from waystation.wording.korean_particles import with_particle
from waystation.wording.language import say_many
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

CHANGED = "The passphrase is changed. Older copies of the folder, if there are any, open with the older one."
READ_IN_CLEAR = "This pack lies in the clear, and a vault is open: waystation vault put takes a real one in."
ADDED = "They read no compartment yet: waystation vault compartments admit. Then hand them a bundle."
CHANGES = {"add": "add", "remove": "remove", "threshold": "threshold", "succeed": "go on as", "retire": "forget"}


def spoken(fingerprint: str) -> str:
    """A fingerprint as two people read it to each other: groups of four."""
    return " ".join(fingerprint[at : at + 4] for at in range(0, len(fingerprint), 4))


def created_lines(path: str, member: str, fingerprint: str) -> list[str]:
    """What is said once a vault is there."""
    return [
        f"{path} is a vault. You are {member}, its administrator.",
        f"This device is {spoken(fingerprint)}.",
        "Without the passphrase nobody opens it, and nobody can give you a new one: keep a backup.",
    ]


def unlocked_line(path: str, minutes: int) -> str:
    """What is said once a vault is unlocked."""
    return (
        f"{path} is unlocked. It locks itself after {many(minutes, 'minute')} of rest, or with waystation vault lock."
    )


def locked_line(paths: Sequence[str]) -> str:
    """What is said once vaults are locked."""
    return f"{listed(paths)} {'is' if len(paths) == 1 else 'are'} locked." if paths else "Nothing was unlocked."


def written_line(path: str, what: str, sealed: int) -> str:
    """What is said of a file that was written outside of any vault.

    Args:
        path: The file.
        what: What it holds, as a sentence.
        sealed: For how many recipients it is sealed; 0 where it lies in the clear.
    """
    if sealed:
        return f"{path}: {what} Sealed for {many(sealed, 'recipient')}; the tool age opens it."
    return f"{path}: {what} This file can be read by whoever holds it; --age RECIPIENT seals it."


def put_lines(name: str, files: int, reports: int, folder: str, new: bool) -> list[str]:
    """What is said once a pack is in the vault."""
    holds = f"{many(files, 'file')} and {many(reports, 'report' if new else 'new report')}"
    return [
        f"vault:{name} holds {holds}." if new else f"vault:{name} is now as the folder is: {holds}.",
        f"{folder} still lies in the clear: destroy it if it is real.",
    ]


def member_rows(members: Iterable[MemberStanding]) -> list[tuple[str, str, str, str]]:
    """Members as rows: name, role, device, its fingerprint; a row for each device."""
    rows = []
    for member in members:
        for number, device in enumerate(member.devices):
            label = device.label + (", this one" if device.own else "") + _gone(device)
            role = member.role + (", administrator" if member.administrator and member.role != "administrator" else "")
            first = (member.member, role) if number == 0 else ("", "")
            rows.append((*first, label, spoken(device.fingerprint)))
    return rows


def _gone(device: DeviceStanding) -> str:
    if device.replaced_by:
        return f", replaced by {listed([one[:8] for one in device.replaced_by])}"
    return ", removed" if device.removed else ""


def compartment_rows(compartments: Iterable[CompartmentStanding]) -> list[tuple[str, str, str]]:
    """Compartments as rows: name, who reads what is written from now on, how many entries lie here."""
    return [
        (one.name, ", ".join(one.members) + ("" if one.yours else " (not you)"), many(one.entries, "entry", "entries"))
        for one in compartments
    ]


def proposal_rows(proposals: Iterable[ProposalStanding]) -> list[tuple[str, str, str, str]]:
    """Proposals as rows: the first letters of the id, what is proposed, by whom, how far it is."""
    return [
        (
            one.id[:8],
            f"{CHANGES.get(one.change, one.change)} {one.what}".strip(),
            f"by {one.by}",
            f"{one.approvals} of {one.needed} approve" + (", you among them" if one.yours else ""),
        )
        for one in proposals
    ]


def approved_line(carried: bool, missing: int) -> str:
    """What is said once a change is proposed or approved."""
    if carried:
        return "It holds from now on, on every device that hears of it."
    who = many(missing, "more administrator")
    return f"It waits for {who} to approve it: hand them a bundle, and let them type waystation vault approve."


def removed_lines(member: str, rotated: Sequence[str], readable: Sequence[str]) -> list[str]:
    """What is said once a member is removed.

    Args:
        member: Who.
        rotated: The compartments that got a new key here.
        readable: The compartments of which they hold keys.
    """
    lines = [f"{member} is removed. New keys: {listed(rotated) or 'none; they were in no compartment of yours'}."]
    if readable:
        lines.append(f"What they have read cannot be recalled: {listed(readable)}, all of it up to now.")
    lines.append("They keep reading what is written by devices that have not heard of it: hand on a bundle soon.")
    return lines


def joined_lines(path: str, member: str, compartments: Sequence[str]) -> list[str]:
    """What is said once a device has joined."""
    reads = f"It reads {listed(compartments)}." if compartments else "It reads no compartment yet; ask to be admitted."
    return [f"{path} is now {member}'s device in this vault. {reads}"]


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
        if len(names) == 2 and not commas and not pair.endswith(")"):
            return f"{pair} {names[1]}"
        return ("; " if commas else ", ").join(names)
    if commas:
        return f"{'; '.join(names[:-1])}; and {names[-1]}"
    return f"{', '.join(names[:-1])} and {names[-1]}"


# ---- between devices


def requested_lines(folder: str, card: str, fingerprint: str) -> list[str]:
    """What is said once a new device has its keys."""
    return [
        f"{card} is this device's card; give it to an administrator. It holds no secret.",
        f"This device is {spoken(fingerprint)}: read that to them by voice.",
        f"When their bundles have come: waystation vault join {folder} --from FOLDER.",
    ]


def compare_line(fingerprint: str) -> str:
    """What is said before a device is added."""
    return f"The card is of {spoken(fingerprint)}. Let its owner read theirs to you by voice."


def compare_vault_line(fingerprint: str) -> str:
    """What is said before a vault is joined."""
    return f"Founded by {spoken(fingerprint)}. Let an administrator read you the same."


def threshold_line(threshold: int, waiting: int) -> str:
    """What is said below the list of members."""
    needs = "one administrator's word" if threshold == 1 else f"the approval of {threshold} administrators"
    rest = f" {many(waiting, 'change waits', 'changes wait')}: waystation vault approve." if waiting else ""
    return f"A change of this list needs {needs}.{rest}"


def pressed_lines(devices: Mapping[str, int]) -> list[str]:
    """What is said of devices that were opened because somebody was made to."""
    return [f"{label} was opened under pressure, {many(times, 'time')}." for label, times in sorted(devices.items())]


def admitted_line(compartment: str, member: str, later_only: bool) -> str:
    """What is said once somebody may read a compartment."""
    what = "what is written from now on" if later_only else "all of it"
    return f"{member} may read {compartment}, {what}, once a bundle reaches them."


def dismissed_line(compartment: str, member: str) -> str:
    """What is said once somebody may read a compartment no more."""
    return f"{compartment} has a new key without {member}. What {member} has read cannot be recalled."


def restored_lines(path: str, member: str, entries: int, holds: bool, too_late: str) -> list[str]:
    """What is said once a backup is a vault again."""
    if too_late:
        why = "was removed" if too_late == "removed" else "was replaced by another already"
        return [
            f"{path} holds what {member}'s device held, to be read: {many(entries, 'entry', 'entries')}.",
            f"It writes nothing, since that device {why}. waystation vault members request makes a new one.",
        ]
    lines = [f"{path} is {member}'s vault again, as a new device: {many(entries, 'entry', 'entries')}."]
    if not holds:
        lines.append("It reads, and writes once administrators approve it: hand them a bundle.")
    lines.append("Take in a bundle of the others before you write, and hand them yours.")
    lines.append("The device that was backed up writes nothing more once it hears of this one.")
    return lines


def duress_lines(new: bool) -> list[str]:
    """What is said once a second passphrase is chosen.

    Args:
        new: Whether there was no view before.
    """
    if not new:
        return ["The second passphrase is another one from now on; what the view holds stays."]
    return [
        "The second passphrase opens a view of its own from now on; it is empty.",
        "Put something harmless into it that you would plausibly keep: waystation vault duress put DIR.",
        "Hand the others a bundle now: only who has taken it in can hear that you were put under pressure.",
    ]


def checked_line(entries: int, problems: int) -> str:
    """What is said after a check."""
    found = "all of them sound" if not problems else many(problems, "problem")
    return f"{many(entries, 'entry', 'entries')}: {found}."
