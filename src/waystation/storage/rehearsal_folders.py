"""The file that makes a pack's folder a rehearsal: `rehearsal.json`, beside its two files."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from waystation.errors import Usage
from waystation.guiding.rehearsal import Choice, Extra, Onward, Rehearsal
from waystation.storage.folders import write_whole

__all__ = ["REHEARSAL", "read_rehearsal", "rehearsal_bytes", "write_rehearsal"]

REHEARSAL = "rehearsal.json"
MOST_BYTES = 1 << 20


class _Choice(BaseModel):
    model_config = ConfigDict(extra="forbid")

    step: Annotated[int, Field(ge=0)]
    leg: Annotated[str, Field(min_length=1, max_length=80)]
    to: Annotated[str, Field(min_length=1, max_length=80)]


class _Onward(BaseModel):
    model_config = ConfigDict(extra="forbid")

    ended: Annotated[str, Field(max_length=20)]
    leg: Annotated[str, Field(min_length=1, max_length=80)]
    to: Annotated[str, Field(min_length=1, max_length=80)]
    at: AwareDatetime


class _Extra(BaseModel):
    model_config = ConfigDict(extra="forbid")

    at: AwareDatetime
    report: dict[str, Any]


class _Kept(BaseModel):
    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)

    format: Annotated[int, Field(ge=1, le=1)]
    seed: int
    speed: Annotated[float, Field(ge=0.0, le=1e9)]
    at: AwareDatetime
    since: AwareDatetime | None
    until: AwareDatetime
    before: Annotated[int, Field(ge=0)]
    choices: Annotated[tuple[_Choice, ...], Field(max_length=10_000)]
    told: Annotated[int, Field(ge=0)]
    onward: Annotated[tuple[_Onward, ...], Field(max_length=3)]
    mishaps: Annotated[tuple[str, ...], Field(max_length=10)]
    extras: Annotated[tuple[_Extra, ...], Field(max_length=100)]
    over: Annotated[str, Field(max_length=20)]


def read_rehearsal(folder: Path) -> Rehearsal | None:
    """How a rehearsal stands, or None where a folder is no rehearsal.

    Raises:
        Usage: If its file cannot be read.
    """
    path = folder / REHEARSAL
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise Usage("cannot_open", path=str(path), why=error.strerror or "the system refused") from None
    try:
        kept = _Kept.model_validate_json(data[:MOST_BYTES])
    except ValidationError:
        raise Usage("rehearsal_unreadable", path=str(path)) from None
    parts = {"choices": Choice, "onward": Onward, "extras": Extra}
    values: dict[str, Any] = kept.model_dump(exclude={"format"})
    return Rehearsal(**{**values, **{key: tuple(made(**one) for one in values[key]) for key, made in parts.items()}})


def rehearsal_bytes(rehearsal: Rehearsal) -> bytes:
    """How a rehearsal stands, as its file has it."""
    return json.dumps({"format": 1, **asdict(rehearsal)}, default=datetime.isoformat, ensure_ascii=False).encode()


def write_rehearsal(folder: Path, rehearsal: Rehearsal) -> None:
    """Keep how a rehearsal stands, whole or not at all."""
    write_whole(folder / REHEARSAL, rehearsal_bytes(rehearsal))
