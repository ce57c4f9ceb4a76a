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
    "checked_json",
    "compartments_json",
    "created_json",
    "erased_json",
    "exported_json",
    "exposure_json",
    "imported_json",
    "members_json",
    "proposals_json",
    "put_json",
    "retirements_json",
]

Json = dict[str, Any]


def created_json(vault: str, device: str, fingerprint: str, member: str) -> Json:
    """What `vault create --json` prints."""
    return {"format": 1, "vault": vault, "device": device, "fingerprint": fingerprint, "member": member}


def checked_json(entries: int, problems: Iterable[Mistake]) -> Json:
    """What `vault check --json` prints."""
    listed = [mistake_json(problem) for problem in problems]
    return {"ok": not listed, "entries": entries, "problems": listed}


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


def compartments_json(compartments: Iterable[CompartmentStanding]) -> list[Json]:
    """What `vault compartments --json` prints."""
    return [asdict(compartment) for compartment in compartments]


def exported_json(names: Sequence[str], entries: int) -> Json:
    """What `vault export-bundle --json` prints."""
    return {"bundles": list(names), "entries": entries}


def imported_json(done: Imported) -> Json:
    """What `vault import-bundle --json` prints."""
    return {**asdict(done), "problems": [mistake_json(problem) for problem in done.problems]}


def erased_json(done: Erased) -> Json:
    """What `vault erase --json` prints."""
    return asdict(done)


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
