"""`waystation terms` as somebody types it, and all that it answers."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from tests.builders import leg, write_pack
from waystation.cli.main import _run

Text = pytest.CaptureFixture[str]
GUIDE = {"id": "g", "role": "guide", "record": {"kept": 5}, "terms": {"held": 0.2}}


@pytest.fixture
def pack(tmp_path: Path) -> str:
    """One guided leg whose price may be raised."""
    road = leg("road", broker="g", fee=[100, 150])
    return str(write_pack(tmp_path / "p", road, broker=[GUIDE], reward={"group": 900, "group_from": 1}))


def test_terms_in_words(pack: str, capsys: Text) -> None:
    """The answer first, then what to agree on, and that it is kept."""
    assert _run(["terms", pack]) == 0
    said = capsys.readouterr().out
    assert said.splitlines()[1].startswith("As agreed, ")
    headings = ("What could be agreed", "The safest, broker by broker", "Prices that may be raised")
    assert all(f"\n{heading}\n" in said for heading in headings)
    assert "Whatever is promised is paid" in said


def test_terms_as_json_keep_to_the_printed_schema(pack: str, capsys: Text) -> None:
    """What `waystation schema terms` prints holds for what `terms --json` prints."""
    assert _run(["schema", "terms"]) == 0
    schema = json.loads(capsys.readouterr().out)
    assert _run(["terms", pack, "--json"]) == 0
    found = json.loads(capsys.readouterr().out, parse_constant=pytest.fail)
    jsonschema.Draft202012Validator(schema).validate(found)
    assert found["safest"]["safe"]["low"] >= found["now"]["safe"]["low"]
    assert found["now"]["promised"] == 150


def test_terms_are_drawn(pack: str, tmp_path: Path, capsys: Text) -> None:
    """As PNG and SVG; another ending is refused in a line before anything is planned."""
    for ending in ("png", "svg"):
        file = tmp_path / f"terms.{ending}"
        assert _run(["terms", pack, "-o", str(file)]) == 0
        assert file.stat().st_size > 1000
    capsys.readouterr()
    assert _run(["terms", pack, "-o", "terms.pdf"]) == 2
    assert capsys.readouterr().err.count("\n") == 1
