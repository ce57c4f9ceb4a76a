"""The JSON of taking keepsakes in, listing, carrying and forgetting them: stable, never translated, only added to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from waystation.archive.listed import Carried, Held, Looked, Received, Resumed, Taken
from waystation.archive.records import Keepsake
from waystation.errors import WaystationError
from waystation.wording.contract import mistake_json

__all__ = [
    "carried_json",
    "forgotten_json",
    "held_json",
    "keepsake_json",
    "list_json",
    "opened_json",
    "received_json",
    "resumed_json",
    "shown_json",
    "taken_json",
]

Json = dict[str, Any]
SECRET = {"key", "record", "knew"}
"""What of a record is never printed, or says nothing."""


def keepsake_json(keepsake: Keepsake) -> Json:
    """A keepsake as it was written down, without its key."""
    return keepsake.model_dump(mode="json", exclude=SECRET)


def shown_json(one: Held, looked: Looked | None) -> Json:
    """What `archive show --json` prints; `looked` is null unless it was looked into."""
    return {"format": 1, **held_json(one), "looked": None if looked is None else _looked(looked)}


def held_json(one: Held) -> Json:
    """A keepsake in the list."""
    return {
        **keepsake_json(one.keepsake),
        "people": list(one.people),
        "shown": keepsake_json(one.keepsake)["people"],
        "recreation": one.recreation,
        "member": one.member,
        "here": one.here,
        "destroyed": one.destroyed,
    }


def _looked(found: Looked) -> Json:
    return {
        "media": found.media,
        "width": found.width,
        "height": found.height,
        "seconds": found.seconds,
        "frames": found.frames,
        "beside": sorted(found.metadata),
        "confined": found.confined,
    }


def list_json(mission: str, found: Iterable[Held]) -> Json:
    """What `archive list --json` prints."""
    return {"format": 1, "mission": mission, "keepsakes": [held_json(one) for one in found]}


def taken_json(mission: str, found: Taken) -> Json:
    """What `archive add --json` prints."""
    return {
        "format": 1,
        "mission": mission,
        "taken": [{"path": path, **keepsake_json(one)} for path, one in found.keepsakes],
        "skipped": [{"path": one.path, "why": _why(one.why)} for one in found.skipped],
    }


def _why(error: WaystationError) -> list[Json]:
    return [mistake_json(one) for one in error.mistakes()]


def opened_json(keepsake: Keepsake, path: str) -> Json:
    """What `archive open --json` prints."""
    return {"format": 1, "item": keepsake.item, "sha256": keepsake.sha256, "size": keepsake.size, "path": path}


def carried_json(found: Carried, folder: str) -> Json:
    """What `archive carry --json` prints."""
    return {
        "format": 1,
        "folder": folder,
        "keepsakes": found.keepsakes,
        "there": found.there,
        "missing": list(found.missing),
        "pieces": found.pieces,
        "bytes": found.bytes,
    }


def received_json(found: Received) -> Json:
    """What `archive receive --json` prints."""
    return {
        "format": 1,
        "whole": list(found.whole),
        "pieces": found.pieces,
        "known": found.known,
        "damaged": found.damaged,
        "foreign": found.foreign,
    }


def forgotten_json(keepsakes: Iterable[Keepsake]) -> Json:
    """What `archive forget --json` prints."""
    return {"format": 1, "destroyed": [one.item for one in keepsakes]}


def resumed_json(found: Iterable[Resumed]) -> Json:
    """What `archive resume --json` prints."""
    return {
        "format": 1,
        "intakes": [
            {
                "path": one.path,
                "end": one.end,
                "item": None if one.keepsake is None else one.keepsake.item,
                "why": [] if one.why is None else _why(one.why),
            }
            for one in found
        ],
    }
