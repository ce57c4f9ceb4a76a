"""Missions with their records: one that is broken hides no other, and somebody must say so."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.builders import leg, write_pack
from tests.kept import NOW
from waystation.bootstrap.cases import cases_named
from waystation.desk.guide.cases import some_case, sound_cases, take_down
from waystation.errors import BadInput, Usage


def pack(folder: Path, *reports: dict[str, Any], to: str = "b") -> str:
    """A pack with a road to b, or to nowhere."""
    lines = "".join(json.dumps(one) + "\n" for one in reports).encode()
    return str(write_pack(folder, leg("road", to=to), extra={"reports.jsonl": lines} if reports else None))


def test_one_broken_pack_is_a_warning(tmp_path: Path) -> None:
    """With its name; where all are broken it is an error."""
    sound, broken = pack(tmp_path / "p"), pack(tmp_path / "q", to="nowhere")
    found, warnings = sound_cases(cases_named([sound, broken]))
    assert [one.name for one in found] == [sound]
    assert warnings
    assert all(one.warning and one.file.startswith(broken) for one in warnings)
    with pytest.raises(BadInput):
        sound_cases(cases_named([broken]))


def test_without_a_mission_nothing_can_be_written() -> None:
    """That is said."""
    with pytest.raises(Usage, match="night_no_mission"):
        some_case([])


def test_somebody_must_say_so(tmp_path: Path) -> None:
    """Where nobody signs, a name must be typed; a report that is none is not written."""
    (case,) = cases_named([pack(tmp_path / "p")])
    with pytest.raises(Usage, match="nothing_answered"):
        take_down(case, NOW, " ", {"kind": "silence", "broker": "x"})
    with pytest.raises(BadInput):
        take_down(case, NOW, "esther", {"kind": "silence"})
    assert not (tmp_path / "p" / "reports.jsonl").exists()
    assert take_down(case, NOW, " esther ", {"kind": "silence", "broker": "x"}).source == "esther"
    assert len((tmp_path / "p" / "reports.jsonl").read_text().splitlines()) == 1
