"""Commands that do not plan pay neither for compiled code nor for the web."""

from __future__ import annotations

import re

import pytest

from tests.house.running import run

HEAVY = {"llvmlite", "numba", "numpy", "scipy", "starlette", "stormpy"}
IMPORTED = re.compile(r"^import time:\s*(?P<own>\d+) \|\s*(?P<all>\d+) \|\s*(?P<name>[\w.]+)$", re.MULTILINE)


@pytest.mark.parametrize("command", [["--help"], ["check"]], ids=["help", "check"])
def test_quick_commands_import_nothing_heavy(command, root, python, small_pack):
    """`--help` and `check` answer without numba, scipy, numpy or the web."""
    arguments = [*command, str(small_pack)] if command == ["check"] else command
    done = run([python, "-X", "importtime", "-m", "waystation", *arguments], root)
    imports = [match["name"] for match in IMPORTED.finditer(done.stderr)]
    said = IMPORTED.sub("", done.stderr).strip()
    assert done.returncode == 0, said or done.stdout
    assert "waystation" in imports, "python -X importtime printed nothing that this test can read"
    heavy = sorted(name for name in imports if name.partition(".")[0] in HEAVY)
    assert not heavy, "\n".join(["imported, and not needed here:", *heavy, "out of:", *sorted(imports)])
