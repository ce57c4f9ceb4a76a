"""The process that watches."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from waystation.cli.guide.watch_process import run_held
from waystation.errors import Usage

HEAVY = ("numba", "llvmlite", "numpy", "scipy", "PIL", "waystation.solver", "waystation.desk.keep.opening")


def test_it_loads_neither_a_solver_nor_a_vault():
    """It stays in memory through the night, and holds what it needs and no more."""
    names = ", ".join(f"waystation.cli.{one}" for one in ("main", "guide.watch", "guide.watch_process"))
    look = f"import sys, {names}\nprint([one for one in {HEAVY} if one in sys.modules])"
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("told", [
    b"", b"{", b"[]", b"{}",
    json.dumps({"folder": "f", "letter": "b", "vault": "zz", "key": "00"}).encode(),
])  # fmt: skip
def test_what_was_not_handed_over_starts_no_watch(told):
    """Whatever lies behind the number."""
    reader, writer = os.pipe()
    os.write(writer, told)
    os.close(writer)
    with pytest.raises(Usage) as error:
        run_held(reader, (), (), trust_clock=False)
    assert error.value.code == "watch_handed"
