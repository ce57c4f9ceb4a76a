"""The JSON of the vault's commands: stable, never translated, fields only ever added."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from waystation.errors import Mistake
from waystation.vault.standing import (
    CompartmentStanding,
    Erased,
    Exposure,
    Imported,
    MemberStanding,
    ProposalStanding,
    Retirement,
    Touched,
)
from waystation.wording.contract import mistake_json

__all__ = [
    "backup_json",
    "changed_json",
    "checked_json",
    "compartment_json",
    "compartments_json",
    "created_json",
    "erased_json",
    "exported_json",
    "exposure_json",
    "imported_json",
    "joined_json",
    "locked_json",
    "members_json",
    "prepared_json",
    "proposals_json",
    "put_json",
    "removed_json",
    "requested_json",
    "restored_json",
    "retired_json",
    "retirements_json",
    "rewrapped_json",
    "unlocked_json",
]

Json = dict[str, Any]


def created_json(vault: str, device: str, fingerprint: str, member: str) -> Json:
    """What `vault create --json` prints."""
    return {"format": 1, "vault": vault, "device": device, "fingerprint": fingerprint, "member": member}


def unlocked_json(path: str, minutes: int) -> Json:
    """What `vault unlock --json` prints."""
    return {"vault": path, "minutes": minutes}


def locked_json(paths: Sequence[str]) -> Json:
    """What `vault lock --json` prints."""
    return {"locked": list(paths)}


def rewrapped_json() -> Json:
    """What `vault change-passphrase --json` prints; it is an error if nothing was changed."""
    return {"changed": True}


def prepared_json() -> Json:
    """What `vault duress prepare --json` prints; it is an error if nothing was prepared."""
    return {"prepared": True}


def checked_json(entries: int, problems: Iterable[Mistake], notes: Iterable[Mistake]) -> Json:
    """What `vault check --json` prints."""
    listed = [mistake_json(problem) for problem in problems]
    return {"ok": not listed, "entries": entries, "problems": listed, "notes": [mistake_json(note) for note in notes]}


def put_json(name: str, digest: str, files: Sequence[str], reports: Mapping[str, int]) -> Json:
    """What `vault put --json` prints."""
    return {"pack": f"vault:{name}", "digest": digest, "files": list(files), "reports": dict(reports)}


def members_json(
    members: Iterable[MemberStanding],
    proposals: Iterable[ProposalStanding],
    threshold: int,
    pressed: Mapping[str, int],
) -> Json:
    """What `vault members --json` prints."""
    return {
        "threshold": threshold,
        "members": [asdict(member) for member in members],
        "proposals": proposals_json(proposals),
        "pressed": dict(pressed),
    }


def proposals_json(proposals: Iterable[ProposalStanding]) -> list[Json]:
    """What `vault approve --json` prints."""
    return [asdict(proposal) for proposal in proposals]


def requested_json(card: str, device: str, fingerprint: str) -> Json:
    """What `vault members request --json` prints."""
    return {"card": card, "device": device, "fingerprint": fingerprint}


def changed_json(holds: bool, missing: int) -> Json:
    """What a change of the roster prints: whether it holds, and how many approvals it lacks."""
    return {"holds": holds, "missing": missing}


def removed_json(holds: bool, missing: int, rotated: Sequence[str], readable: Sequence[str]) -> Json:
    """What `vault members remove --json` prints."""
    return {**changed_json(holds, missing), "rotated": list(rotated), "readable": list(readable)}


def compartment_json(name: str, member: str | None = None) -> Json:
    """What `vault compartments open|admit|dismiss --json` prints."""
    return {"compartment": name} if member is None else {"compartment": name, "member": member}


def compartments_json(compartments: Iterable[CompartmentStanding]) -> list[Json]:
    """What `vault compartments --json` prints."""
    return [asdict(compartment) for compartment in compartments]


def joined_json(founder: str, member: str, compartments: Sequence[str], problems: Iterable[Mistake]) -> Json:
    """What `vault join --json` prints; the founder's fingerprint is to be compared by voice."""
    return {
        "founder": founder,
        "member": member,
        "compartments": list(compartments),
        "problems": [mistake_json(problem) for problem in problems],
    }


def backup_json(path: str, entries: int, recipients: int) -> Json:
    """What `vault backup --json` prints."""
    return {"file": path, "entries": entries, "recipients": recipients}


def restored_json(path: str, member: str, entries: int, holds: bool, too_late: str) -> Json:
    """What `vault restore --json` prints."""
    return {"vault": path, "member": member, "entries": entries, "holds": holds, "too_late": too_late or None}


def exported_json(names: Sequence[str], entries: int) -> Json:
    """What `vault export-bundle --json` prints."""
    return {"bundles": list(names), "entries": entries}


def imported_json(done: Imported) -> Json:
    """What `vault import-bundle --json` prints."""
    return {**asdict(done), "problems": [mistake_json(problem) for problem in done.problems]}


def erased_json(done: Erased) -> Json:
    """What `vault erase --json` prints."""
    return asdict(done)


def retired_json(name: str, after_days: int, missing: int) -> Json:
    """What `vault retention propose|agree --json` prints."""
    return {"name": name, "after_days": after_days, "missing": missing}


def retirements_json(done: Iterable[Erased], waiting: Iterable[Retirement]) -> Json:
    """What `vault retention --json` prints."""
    return {"erased": [asdict(one) for one in done], "waiting": [asdict(one) for one in waiting]}


def exposure_json(found: Exposure) -> Json:
    """One of what `exposure --json` prints."""
    return {
        "kind": found.kind,
        "name": found.name,
        "devices": list(found.devices),
        "administrator": found.administrator,
        "compartments": [asdict(one) for one in found.readable],
        "missions": [_touched(one) for one in found.missions],
        "unseen": found.unseen,
    }


def _touched(touched: Touched) -> Json:
    names = ("legs", "places", "brokers", "travellers", "told", "about")
    return {
        "mission": touched.mission,
        **{name: list(getattr(touched, name)) for name in names},
        "starts": touched.starts,
        "ends": touched.ends,
    }
