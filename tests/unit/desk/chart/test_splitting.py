"""Splits and several missions, from where packs are kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.builders import leg, place, write_pack
from waystation.desk.chart import splitting as module
from waystation.desk.chart.loading import Loaded
from waystation.desk.chart.splitting import join_missions, split_pack
from waystation.errors import BadInput, Usage
from waystation.storage.folders import PackFolder

ROAD = leg("road", window=["12:00-12:00"], risk={"caught": 0.1})
TWO = [{"id": "boy"}, {"id": "girl"}]


def test_a_pack_is_split_from_its_folder(tmp_path: Path) -> None:
    """Two travellers, two ways; how many parts there are is known beside."""
    parted = split_pack(PackFolder(write_pack(tmp_path, ROAD, travellers=TWO)), 100, 1)
    assert [len(split.groups) for split in parted.splits] == [1, 2]
    assert parted.units == 2
    assert parted.splits[1].together.all_safe.mid == pytest.approx(0.81)


def test_fewer_groups_can_be_asked_for(tmp_path: Path) -> None:
    """One: nothing is split."""
    parted = split_pack(PackFolder(write_pack(tmp_path, ROAD, travellers=TWO)), 100, 1, groups=1)
    assert len(parted.splits) == 1


def test_missions_keep_their_own_clocks_unless_told_otherwise(tmp_path: Path) -> None:
    """The second leaves an hour later, when the road is closed; at once, both can leave."""
    first = PackFolder(write_pack(tmp_path / "a", ROAD))
    second = PackFolder(write_pack(tmp_path / "b", ROAD, start="2031-10-01T13:00:00+09:00"))
    apart, at_once = (join_missions([first, second], 100, 1, together) for together in (False, True))
    assert [one.outcome.safe.mid for one in apart.missions.each] == pytest.approx([0.9, 0.0])
    assert [one.outcome.safe.mid for one in at_once.missions.each] == pytest.approx([0.9, 0.9])
    starts = {one.charted.pack.clock.start for one in at_once.missions.each}
    assert starts == {datetime(2031, 10, 1, 3, tzinfo=UTC)}


def test_timetables_are_not_carried_to_other_days(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They were read for the pack's own days: one line says what to do instead."""
    folders = [write_pack(tmp_path / "a", ROAD), write_pack(tmp_path / "b", ROAD, start="2031-10-02T12:00:00+09:00")]
    load = module.load_pack

    def with_timetable(source: PackFolder) -> Loaded:
        return replace(load(source), departures={("road", False): ()})

    monkeypatch.setattr(module, "load_pack", with_timetable)
    with pytest.raises(Usage, match="at_once_timetable"):
        join_missions([PackFolder(folder) for folder in folders], 100, 1, at_once=True)
    assert len(join_missions([PackFolder(folder) for folder in folders], 100, 1).missions.each) == 2


def test_packs_that_differ_are_refused(tmp_path: Path) -> None:
    """One road cannot be of two lengths."""
    longer = leg("road", minutes=60, window=["12:00-12:00"], risk={"caught": 0.1})
    folders = [write_pack(tmp_path / "a", ROAD), write_pack(tmp_path / "b", place("m"), longer)]
    with pytest.raises(BadInput) as raised:
        join_missions([PackFolder(folder) for folder in folders], 100, 1)
    assert [mistake.fields["what"] for mistake in raised.value.found] == ["minutes"]
