"""What every test has in common: Hypothesis without deadlines, and in CI without chance; where the project lies."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# A deadline measures the machine, not the law; the first example of many compiles a kernel.
settings.register_profile("here", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.register_profile("ci", settings.get_profile("here"), derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "here")

# Kernels are compiled once for all workers and all commands that tests start, wherever their HOME is.
os.environ.setdefault("WAYSTATION_CACHE", str(Path(__file__).resolve().parent.parent / ".pytest_cache" / "kernels"))


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return Path(__file__).resolve().parent.parent
