"""Running a command from a test."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

Run = subprocess.CompletedProcess[str]


def run(command: Sequence[str | Path], cwd: Path, env: Mapping[str, str] | None = None, seconds: int = 600) -> Run:
    """Run a command to its end, whatever its exit status, with its output as text."""
    return subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=dict(os.environ if env is None else env),
        capture_output=True,
        text=True,
        check=False,
        timeout=seconds,
        stdin=subprocess.DEVNULL,
    )
