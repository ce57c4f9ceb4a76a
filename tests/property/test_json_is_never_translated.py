"""What machines read is the same, byte for byte, whatever language people are spoken to."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.builders import condition, leg, place, write_pack
from waystation.cli.main import main
from waystation.wording.language import speaking

COMMANDS = [
    "plan", "plan --alternatives", "decide", "explain", "questions --all", "beliefs", "check",
    "charter show", "report list", "terms", "split", "what-if --set river=high", "why leg:path/caught",
    "journey list", "simulate --runs 10", "calibration",
]  # fmt: skip


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A ferry and a path, a guide, a charter that nobody signed, and a warning."""
    guide = {"id": "g", "role": "guide", "name": "Mr. Hwang", "record": {"kept": 9, "broken": 0}}
    return write_pack(
        tmp_path / "pack",
        place("a", name="Hut", found=0.1),
        leg("ferry", mode="boat", broker="g", fee=10, risk={"caught": 0.1}, when={"river=high": "closed"}),
        leg("path", mode="foot", risk={"caught": [0.2, 0.3]}),
        broker=[guide],
        condition=[condition("river")],
        travellers=[{"id": "anna"}, {"id": "ben"}],
        mission={"budget": 5},
        charter={"members": ["anna"], "threshold": 1, "review": "2032-01-01"},
    )


def answered(command: str, pack: Path) -> Any:
    """What a command prints for machines, without how long it took."""
    name, *rest = command.split()
    words = [name, *rest, str(pack)] if name in {"charter", "report", "journey"} else [name, str(pack), *rest]
    done = CliRunner().invoke(main, [*words, "--json"])
    return done.exit_code, timeless(json.loads(done.stdout))


def timeless(value: Any) -> Any:
    """A document without seconds."""
    if isinstance(value, dict):
        return {key: timeless(each) for key, each in value.items() if key != "seconds"}
    return [timeless(each) for each in value] if isinstance(value, list) else value


@pytest.mark.parametrize("command", COMMANDS)
def test_json_is_the_same_in_every_language(pack: Path, command: str) -> None:
    """Labels, sentences of mistakes, everything."""
    english = answered(command, pack)
    assert english[0] in {0, 1}
    with speaking("ko"):
        assert answered(command, pack) == english
