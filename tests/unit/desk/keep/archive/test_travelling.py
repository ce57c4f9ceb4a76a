"""Who is on the way, as a device sees it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.kept import NOW, new_vault
from waystation.archive.embargo import RUNS, Underway
from waystation.desk.keep.archive.travelling import underway
from waystation.desk.keep.packs import put_pack
from waystation.desk.keep.reports import add_reports
from waystation.storage.folders import PackFolder
from waystation.world.report import Report, read_report

PACKS = Path(__file__).resolve().parents[5] / "packs"
MISSION = "two-days-to-the-river"


@pytest.fixture
def vault(tmp_path):
    """A vault with one mission."""
    made = new_vault(tmp_path / "vault")
    put_pack(made, PackFolder(PACKS / MISSION), "heron")
    yield made
    made.close()


def marked(vault, state: str, hour: int, **words: str) -> None:
    """A journey begins or ends."""
    when = NOW.replace(hour=hour).isoformat()
    report = read_report(
        {"kind": "journey", "source": "s", "journey": "one", "state": state, "happened": when, "heard": when, **words}
    )
    assert isinstance(report, Report)
    with vault.writing():
        add_reports(vault, "heron", [(report, "")])


def test_a_vault_without_missions_sees_nothing(tmp_path):
    """And what is not seen counts as on the way."""
    empty = new_vault(tmp_path / "empty")
    assert underway(empty) == Underway({})
    empty.close()


@pytest.mark.parametrize("end", ["arrived", "home", "lost"])
def test_a_journey_runs_until_it_is_closed(vault, end):
    """Its state is what its reports say, and its end how it was closed."""
    assert underway(vault).missions["heron"].journeys == ()
    marked(vault, "accepted", 1)
    assert underway(vault).missions["heron"].journeys == (("one", RUNS),)
    marked(vault, "closed", 2, end=end)
    assert underway(vault).missions["heron"].journeys == (("one", end),)


def test_travellers_and_the_children_among_them_are_those_of_the_pack(vault):
    """By their age in the pack; where no age is stated nobody is taken for a child."""
    from waystation.desk.chart.loading import load_pack
    from waystation.desk.keep.packs import VaultPack

    travellers = load_pack(VaultPack(vault, "heron")).stated.travellers
    seen = underway(vault).missions["heron"]
    assert seen.people == {one.id for one in travellers}
    assert seen.children == {one.id for one in travellers if one.age is not None and one.age < 18}
