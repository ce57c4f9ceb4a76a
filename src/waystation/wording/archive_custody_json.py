"""The JSON of `archive verify`, `export` and `stamps`: stable, never translated, fields only ever added."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from waystation.archive.bundle import name_of
from waystation.archive.bundle_check import Found
from waystation.archive.held import Held
from waystation.archive.letting_out import Exported, Refused, Stamps, TakenBack
from waystation.archive.stamps import Proof
from waystation.archive.tracing import Chain, Fault
from waystation.wording.archive_people_json import hindrance_json, slip_json

__all__ = ["bundle_json", "exported_json", "held_json", "refused_json", "stamps_json", "taken_back_json"]

Json = dict[str, Any]


def _fault(fault: Fault) -> Json:
    return {"code": fault.code, **fault.fields}


def _faults(faults: Iterable[Fault]) -> list[Json]:
    return [_fault(one) for one in faults]


def _proof(proof: Proof) -> Json:
    blocks = [{"height": block.height, "root": block.root} for block in proof.blocks]
    return {"calendars": list(proof.calendars), "blocks": blocks}


def _steps(chain: Chain) -> list[Json]:
    return [
        {
            "hash": step.hash,
            "act": step.statement.act,
            "when": step.statement.when,
            "hand": step.hand,
            "after": list(step.statement.after),
            "use": step.statement.use,
        }
        for step in chain.steps
    ]


def held_json(mission: str, held: Held) -> Json:
    """What is shown of a keepsake in a vault.

    Args:
        mission: Whose archive.
        held: What is shown.
    """
    steps = [{**step, "member": held.members.get(step["hand"], "")} for step in _steps(held.chain)]
    for step in steps:
        if step["hash"] in held.proofs:
            step["proof"] = _proof(held.proofs[step["hash"]])
    return {
        "mission": mission,
        "item": held.keepsake.item,
        "kind": held.keepsake.kind,
        "recreation": held.recreation,
        "sha256": held.keepsake.sha256,
        "size": held.keepsake.size,
        "bytes": held.lies,
        "sound": held.sound,
        "shows_what_happened": False,
        "hands": held.chain.hands,
        "statements": steps,
        "problems": _faults(held.faults),
        "notes": _faults(held.notes),
        "made_from": None if held.origin is None else held_json(mission, held.origin),
    }


def bundle_json(path: str, found: Found) -> Json:
    """What a bundle shows to whoever was given it.

    Args:
        path: Where it is.
        found: What it shows.
    """
    items = [
        {
            "file": one.file,
            "item": one.chain.steps[0].statement.item if one.chain.steps else None,
            "kind": one.chain.first.kind if one.chain.first is not None else None,
            "recreation": one.chain.first is not None and one.chain.first.kind == "recreation",
            "sha256": one.chain.first.sha256 if one.chain.first is not None else None,
            "hands": one.chain.hands,
            "statements": _steps(one.chain),
            "changes": list(one.chain.first.changes) if one.chain.first is not None else [],
            "made_from": one.origin or None,
            "stamped": one.stamped,
        }
        for one in found.items
    ]
    return {
        "bundle": path,
        "sound": not found.faults,
        "shows_what_happened": False,
        "fingerprint": found.fingerprint,
        "items": items,
        "problems": _faults(found.faults),
    }


def exported_json(mission: str, done: Exported) -> Json:
    """A bundle that left.

    Args:
        mission: Whose archive.
        done: What left.
    """
    return {
        "left": True,
        "mission": mission,
        "bundle": str(done.path),
        "fingerprint": done.fingerprint,
        "use": done.use,
        "items": [
            {"file": name_of(one), "item": one.keepsake.item, "kind": one.kind, "recreation": one.kind == "recreation"}
            for one in done.going
        ],
        "credentials": list(done.credentials),
    }


def refused_json(mission: str, refused: Refused) -> Json:
    """What stood in the way, by item; nothing left.

    Args:
        mission: Whose archive.
        refused: Why.
    """
    items = dict.fromkeys([*refused.hindrances, *refused.faults, *refused.slips])
    return {
        "left": False,
        "mission": mission,
        "refused": [
            {
                "item": item,
                "hindrances": [hindrance_json(one) for one in refused.hindrances.get(item, ())],
                "problems": _faults(refused.faults.get(item, ())),
                "slips": [slip_json(one) for one in refused.slips.get(item, ())],
            }
            for item in items
        ],
    }


def stamps_json(mission: str, stamps: Stamps, written: Iterable[str] = ()) -> Json:
    """How the proofs of time of an archive stand.

    Args:
        mission: Whose archive.
        stamps: How they stand.
        written: The names of the files that were written.
    """
    return {
        "mission": mission,
        "waiting": [one.hex() for one in stamps.waiting],
        "promised": [one.hex() for one in stamps.promised],
        "proved": [one.hex() for one in stamps.proved],
        "written": list(written),
    }


def taken_back_json(mission: str, done: TakenBack) -> Json:
    """What proofs came back.

    Args:
        mission: Whose archive.
        done: What they were.
    """
    return {
        "mission": mission,
        "proved": done.proved,
        "promised": done.promised,
        "known": done.known,
        "foreign": list(done.foreign),
    }
