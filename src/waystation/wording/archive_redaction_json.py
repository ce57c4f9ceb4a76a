"""The JSON of working copies, their sheets and who looked: stable, never translated, only added to."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from waystation.archive.records import Keepsake
from waystation.archive.redacting import Made
from waystation.archive.reviewing import Said
from waystation.wording.archive_json import keepsake_json

__all__ = ["redacted_json", "said_json", "sheet_json"]

Json = dict[str, Any]


def redacted_json(made: Made) -> Json:
    """What `archive redact --json` prints."""
    return {
        "format": 1,
        "copy": keepsake_json(made.copy),
        "of": made.original.item,
        "covered": asdict(made.covered),
        "shown": [one.model_dump(mode="json") for one in made.people],
        "uncovered": list(made.uncovered),
    }


def sheet_json(keepsake: Keepsake, digest: str, frames: list[tuple[int, float | None, bool]], files: list[str]) -> Json:
    """What `archive sheet --json` prints.

    Args:
        keepsake: What it is of.
        digest: Its number.
        frames: Each frame's number as it stands on the sheet, from 1, its second (null in a picture), and whether
            something in it may still be a face.
        files: The names of what was written.
    """
    return {
        "format": 1,
        "item": keepsake.item,
        "sheet": digest,
        "frames": [{"number": number, "second": second, "doubtful": doubt} for number, second, doubt in frames],
        "files": files,
    }


def said_json(said: Said) -> Json:
    """What `archive confirm --json`, `approve` and `refuse` print."""
    return {
        "format": 1,
        "item": said.copy.item,
        "step": said.step,
        "shown": [one.model_dump(mode="json") for one in said.people],
        "maker": said.looked.maker,
        "confirmed": list(said.looked.confirmed),
        "approved": list(said.looked.approved),
        "refused": list(said.looked.refused),
    }
