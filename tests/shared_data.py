"""Real public data for tests, kept outside the repository; where it is absent, the tests that want it say so."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


def real(path: str) -> bytes:
    """The bytes of a real file, or a skipped test where there is none."""
    file = SHARED / path
    if not file.is_file():
        pytest.skip(f"real data not here: {path}")
    return file.read_bytes()
