"""What a whole vault says, in a form that can be compared with what it said when it was made."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from waystation.desk.keep.checking import check_vault
from waystation.desk.keep.compartments import compartments_of
from waystation.desk.keep.members import members_of
from waystation.desk.keep.opening import OpenVault
from waystation.desk.keep.packs import VaultPack, packs_in
from waystation.desk.keep.people import retirements_of
from waystation.desk.keep.reports import kept_in
from waystation.wording.contract import mistake_json
from waystation.world.report import report_json

__all__ = ["PASSPHRASE", "RECIPIENT", "SECOND", "said_by"]

PASSPHRASE = "tundra oboe anvil ö"
SECOND = "cellar ribbon walnut"
RECIPIENT = "age1s7wl3unz5s8e53yek9g6zz3l8z6xd5kd6gj9l5wwpysz6e2mdyfqfvv8ke"
"""The public half of `tests/vectors/age/identity.txt`."""


def _member(said: dict[str, Any]) -> dict[str, Any]:
    """A member without what older samples do not speak of, where there is nothing to say of it."""
    for device in said["devices"]:
        if not device["replaced_by"]:
            del device["replaced_by"]
    return said


def said_by(vault: OpenVault) -> dict[str, Any]:
    """What it says of members, compartments, packs, reports and people; nothing is written."""
    people = sorted((one.name or "", one.forgotten) for one in vault.state.forgetting.people.values())
    said = {
        "members": [_member(asdict(one)) for one in members_of(vault)],
        "compartments": [asdict(one) for one in compartments_of(vault)],
        "packs": {
            name: {path: VaultPack(vault, name).read(path).decode() for path in ("pack.toml", "notes.txt")}
            for name in packs_in(vault)
        },
        "reports": {
            mission or "": [
                [one.compartment, report_json(one.report)] for one in kept_in(vault, mission, personal=True)
            ]
            for mission in (None, *packs_in(vault))
        },
        "people": people,
        "retirements": [asdict(one) for one in retirements_of(vault)],
        "problems": [mistake_json(one) for one in check_vault(vault).problems],
    }
    found: dict[str, Any] = json.loads(json.dumps(said))
    return found
