"""Runs the command line in this process and keeps what it said."""

from __future__ import annotations

import contextlib
import io
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from waystation.cli.main import _run

__all__ = ["Answer", "run", "write_files"]


@dataclass(frozen=True)
class Answer:
    """What a command answered."""

    status: int
    out: str
    err: str
    seconds: float

    @property
    def lines(self) -> list[str]:
        """The lines of standard error; parted only where a terminal would."""
        return self.err.removesuffix("\n").split("\n") if self.err else []


def run(*arguments: str) -> Answer:
    """The answer of a command."""
    out, err = io.StringIO(), io.StringIO()
    began = time.perf_counter()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = _run(arguments)
    return Answer(status, out.getvalue(), err.getvalue(), time.perf_counter() - began)


def write_files(folder: Path, files: Mapping[str, bytes]) -> Path:
    """Write files into a folder."""
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder
