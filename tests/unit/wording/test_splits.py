"""What is gained and lost by parting people, in words; and the contract's JSON."""

from __future__ import annotations

import json

import pytest

from tests.builders import condition, leg, place, small_pack
from waystation.planning.missions import Mission, missions_together
from waystation.planning.parting import units
from waystation.planning.splits import Split, split_party
from waystation.wording.splits import (
    group_lines,
    mission_rows,
    missions_answer,
    missions_json,
    split_answer,
    split_rows,
    splits_json,
)
from waystation.world.pack import Pack

PEOPLE = [{"id": "grandmother", "stamina": 1}, {"id": "mother"}, {"id": "boy"}]
STEEP = leg("steep", strain=3, risk={"caught": 0.1})
PLAIN = leg("plain", risk={"caught": [0.2, 0.4]})


def family(*features: object, **tables: object) -> Pack:
    """Three, of whom one cannot climb."""
    return small_pack(*(features or (STEEP, PLAIN)), **{"travellers": PEOPLE, **tables})


def answer(pack: Pack, splits: list[Split] | None = None) -> str:
    """The answer as one text."""
    return " ".join(split_answer(pack, splits or split_party(pack), len(units(pack.travellers))))


def test_where_parting_makes_nothing_likelier_they_stay_together() -> None:
    """And the best way to part them is told all the same, with what it gains and loses."""
    said = answer(family(PLAIN))
    assert said.startswith("Keep them together: all arrive 70 times in 100 (at worst 60)")
    assert "Best parted, grandmother, mother | boy: all arrive 49 times in 100 (at worst 36)." in said
    assert "As many are expected to arrive: 2.10 of 3, together 2.10." in said
    assert "Parted, nobody arrives 9 times in 100; together, 30." in said
    assert "as many brokers told" in said


def test_where_parting_is_safer_it_says_who_goes_with_whom() -> None:
    """One crowd is caught; small groups pass."""
    said = answer(family(PLAIN, party={"crowding": 6.0}))
    assert said.startswith("Part them: grandmother | mother | boy. Then all arrive ")
    assert "More are expected to arrive" in said


def test_whoever_cannot_be_parted_is_told_so() -> None:
    """One traveller; one word."""
    assert answer(family(PLAIN, travellers=PEOPLE[:1])).startswith("One traveller: there is nobody to part.")
    bound = [{**person, "together": "ours"} for person in PEOPLE]
    assert answer(family(PLAIN, travellers=bound)).startswith('All 3 have the word "ours", so they are never parted.')


def test_where_there_is_nothing_to_choose_it_says_so() -> None:
    """They are there already; or nobody can ever be."""
    assert answer(family(PLAIN, mission={"to": ["a"]})).startswith("They are there")
    assert answer(family(leg("back", "b", "a"))) == "However they part, nobody can arrive within the horizon."


def test_with_one_group_allowed_only_the_whole_is_told() -> None:
    """Nothing to compare."""
    pack = family(PLAIN)
    assert answer(pack, split_party(pack, most_groups=1)) == "Together, all arrive 70 times in 100 (at worst 60)."


def test_splits_that_are_alike_are_told_in_one_row() -> None:
    """Whoever goes alone, it comes to the same."""
    rows, more = split_rows(split_party(family(PLAIN)))
    assert more == 0
    assert [row[0] for row in rows] == ["together", "in two", "in three"]
    assert rows[1][3] == "2 and 1, in 3 ways"
    assert rows[2][3] == "grandmother | mother | boy"


def test_a_table_that_is_too_long_says_how_many_are_left_out() -> None:
    """All of them are in the JSON."""
    people = [{"id": f"t{number}", "pace": 1 + number / 10} for number in range(5)]
    walk = leg("walk", mode="foot", minutes=200, risk={"caught": 0.1})
    found = place("a", found=0.9)
    splits = split_party(family(found, walk, travellers=people, hours=4, party={"crowding": 1.3}))
    rows, more = split_rows(splits)
    assert len(rows) <= 8
    told = sum(int(row[3].rsplit(" ", 2)[-2]) if row[3].endswith("ways") else 1 for row in rows)
    assert told + more == len(splits)


def test_a_group_is_told_with_its_own_chance_and_departure() -> None:
    """The strong climb; and leave an hour later where that is asked for."""
    pack = family(hours=6)
    splits = split_party(pack, apart_hours=1.0)
    split = next(s for s in splits if {g.travellers for g in s.groups} == {("grandmother",), ("mother", "boy")})
    strong, old = group_lines(pack, split)
    assert strong == "mother, boy: 90 of 100 arrive; under an hour."
    assert old.startswith("grandmother: 70 of 100 arrive (at worst 60); ")
    assert old.endswith("; leaves from Wed 1 Oct 13:00.")


def test_json_is_what_the_contract_says() -> None:
    """One row a split, the best first, with both chances and an error."""
    pack = family()
    rows = splits_json(split_party(pack))
    json.dumps(rows, allow_nan=False)
    for row in rows:
        assert {"groups", "all_safe", "expected_safe", "stderr"} <= set(row)
        assert set(row["all_safe"]) == set(row["expected_safe"]) == {"low", "mid"}
        assert sorted(name for group in row["groups"] for name in group) == ["boy", "grandmother", "mother"]
        assert [party["travellers"] for party in row["parties"]] == row["groups"]
        assert all(party["leaves"] == "2031-10-01T12:00:00+09:00" for party in row["parties"])
        assert row["stderr"] == 0.0


def test_missions_are_told_with_whom_they_share() -> None:
    """The broker who knows of both, and what that means."""
    guide = {"id": "g", "role": "guide", "name": "Mr. Moon", "betrays": [0.0, 0.2]}
    river = condition(per_step=[[0.9, 0.1], [0.5, 0.5]])
    way = leg("l", broker="g", when={"river=high": {"harm": 2.0}}, risk={"harm": 0.1})
    missions = missions_together([Mission(family(way, broker=[guide], condition=[river]))] * 2)
    said = " ".join(missions_answer(missions))
    assert said.startswith("All 6 arrive ")
    assert "Told of more than one mission: Mr. Moon." in said
    assert "Counted" not in said
    assert [row[1] for row in mission_rows(missions)] == ["3", "3"]
    found = missions_json(missions, missions.warnings)
    json.dumps(found, allow_nan=False)
    assert found["told_by_several"] == ["g"]
    assert found["missions"][0]["alone"] == found["missions"][0]["safe"]
    assert found["all_safe"]["mid"] == pytest.approx(missions.together.all_safe.mid)
