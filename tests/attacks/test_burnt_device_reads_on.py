"""A burnt device tries to read who is being warned, with all bundles that there are, before its removal even holds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders import leg, place, write_pack
from tests.keeping import Typist

START = "2031-10-01T18:00:00+07:00"
BEGAN = {
    "kind": "journey", "source": "esther", "happened": START, "heard": START, "journey": "north",
    "state": "accepted", "number": 417,
}  # fmt: skip


def a_mission(folder: Path, prefix: str) -> Path:
    """A mission whose names begin with a word of its own, and a house that both have."""
    features = [
        place("shared-barn", kind="safe_house"),
        place(f"{prefix}-mill", kind="safe_house"),
        leg(f"{prefix}-in", to="shared-barn", broker=f"{prefix}-guide"),
        leg(f"{prefix}-on", origin="shared-barn", to=f"{prefix}-mill", broker=f"{prefix}-guide"),
        leg(f"{prefix}-out", origin=f"{prefix}-mill"),
    ]
    reports = {"reports.jsonl": (json.dumps(BEGAN) + "\n").encode()}
    broker = [{"id": f"{prefix}-guide", "role": "guide"}]
    return write_pack(folder, *features, start=START, hours=24, broker=broker, extra=reports)


@pytest.fixture
def typist(tmp_path: Path) -> Iterator[Typist]:
    """Two missions, two administrators who must agree, and Peter, who reads one mission."""
    typist = Typist(tmp_path / "desk")
    typist.creates("mine")
    typist.in_vault("mine", "vault", "put", str(a_mission(tmp_path / "n", "north")), "--name", "heron")
    typist.in_vault("mine", "vault", "put", str(a_mission(tmp_path / "s", "south")), "--name", "crane")
    typist.joins("mine", "second", "martha", role="administrator")
    typist.joins("mine", "peters", "peter", "heron")
    typist.in_vault("mine", "vault", "members", "threshold", "2")
    yield typist
    typist.checks("mine")


def test_before_its_removal_holds(typist: Typist) -> None:
    """It still stands on the roster, and reads not one word of the burn: the keys were changed first."""
    found = typist.in_vault("mine", "burn", "--json", answers="peter\nphone taken\n").json
    assert found["removal"]["holds"] is False
    assert found["shut_out"] == ["heron"]
    typist.hands("mine", "stick")
    typist.takes("peters", "stick")
    said = typist.in_vault("peters", "report", "list", "vault:heron", "--json").json
    assert [one["kind"] for one in said] == ["journey"]
    assert "phone taken" not in json.dumps(said)


def test_what_it_burns_afterwards_counts_for_nothing(typist: Typist) -> None:
    """Once the second administrator has agreed to its removal, what it signed after it was burnt is void."""
    typist.in_vault("mine", "burn", answers="peter\n\n")
    typist.in_vault("peters", "burn", answers="north-guide\nrevenge\n")
    typist.hands("mine", "out")
    typist.takes("second", "out")
    (waiting,) = typist.in_vault("second", "vault", "approve", "--json").json
    typist.in_vault("second", "vault", "approve", waiting["id"])
    typist.hands("second", "agreed")
    typist.takes("mine", "agreed")
    typist.hands("peters", "back")
    typist.takes("mine", "back")
    said = typist.in_vault("mine", "report", "list", "vault:heron", "--kind", "burn", "--json").json
    assert [(one["source"], one["name"]) for one in said] == [("founder", "peter")]


@pytest.mark.parametrize(("who", "other"), [("north-guide", "south"), ("south-guide", "north")])
def test_a_burn_carries_nothing_into_another_mission(typist: Typist, who: str, other: str) -> None:
    """In the other mission it names the shared house, and neither leg nor mill nor guide of the first but the burnt."""
    typist.in_vault("mine", "burn", answers=f"{who}\nseen with police\n")
    name = {"south": "crane", "north": "heron"}[other]
    own = who.partition("-")[0]
    (said,) = typist.in_vault("mine", "report", "list", f"vault:{name}", "--kind", "burn", "--json").json
    words = json.dumps({key: value for key, value in said.items() if key != "name"})
    assert "shared-barn" in words
    assert f"{own}-" not in words
