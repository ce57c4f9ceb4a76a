"""A pack's texts edited: what was meant is there afterwards, and all else stands as it was written."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import get_args

import pytest

from waystation.desk.chart.drafting.editing import (
    Kind,
    PackText,
    add_leg,
    add_place,
    add_record,
    edit_leg,
    edit_place,
    edit_record,
    feature_of,
    record_of,
    remove_feature,
    remove_record,
    set_table,
)
from waystation.desk.chart.versions import checked, text_of
from waystation.errors import Usage
from waystation.storage.folders import PackFolder

PACKS = sorted((Path(__file__).resolve().parents[5] / "packs").iterdir())


def text_in(folder: Path) -> PackText:
    """The texts of a pack."""
    return text_of(PackFolder(folder))


@pytest.fixture
def text() -> PackText:
    """The texts of a mission."""
    return text_in(next(pack for pack in PACKS if pack.name == "two-days-to-the-river"))


@pytest.mark.parametrize("folder", PACKS, ids=lambda folder: folder.name)
def test_what_is_added_and_removed_leaves_no_trace(folder: Path) -> None:
    """Whatever the pack looks like, a part that is added and taken out again leaves the same values and comments."""
    text = text_in(folder)
    first = tomllib.loads(text.toml)["traveller"][0]["id"]
    for kind in get_args(Kind):
        new = {"traveller": {"pace": 0.5}, "broker": {"role": "guide"}, "condition": {"levels": ["a", "b"]}}[kind]
        added = add_record(text, kind, {"id": "somebody-new", **new})
        assert record_of(added, kind, "somebody-new") == {"id": "somebody-new", **new}
        removed = remove_record(added, kind, "somebody-new")
        assert tomllib.loads(removed.toml) == tomllib.loads(text.toml)
        assert [line for line in removed.toml.splitlines() if "#" in line] == [
            line for line in text.toml.splitlines() if "#" in line
        ]
    changed = edit_record(text, "traveller", first, {"pace": 0.25})
    assert record_of(changed, "traveller", first)["pace"] == 0.25
    place = add_place(text, {"id": "new-place", "kind": "hub"}, (104.5, 18.5))
    leg = add_leg(
        place, {"id": "new-leg", "from": "new-place", "to": "x", "mode": "foot", "minutes": 30}, [(1, 2), (3, 4)]
    )
    gone = remove_feature(remove_feature(leg, "leg", "new-leg"), "place", "new-place")
    assert json.loads(gone.network) == json.loads(text.network)


def test_a_comment_stays_beside_its_key(text: PackText) -> None:
    """Whoever wrote why a value is as it is finds that beside the new one."""
    changed = edit_record(set_table(text, "mission", {"budget": 777}), "traveller", "grandmother", {"pace": 0.4})
    assert "budget = 777                      # a soft limit" in changed.toml
    assert "pace = 0.4                         # she walks half as fast" in changed.toml


def test_nothing_takes_a_key_out(text: PackText) -> None:
    """None removes a key, and a table that nothing is left in."""
    assert "urgency" not in tomllib.loads(set_table(text, "mission", {"urgency": None}).toml)["mission"]
    emptied = set_table(text, "reward", dict.fromkeys(tomllib.loads(text.toml)["reward"]))
    assert "reward" not in tomllib.loads(emptied.toml)
    assert "beds" not in feature_of(edit_place(text, "mill", {"beds": None}), "place", "mill")


def test_keys_of_others_stay(text: PackText) -> None:
    """What a map program wrote beside ours is there after an edit, in the feature and beside the features."""
    collection = json.loads(text.network)
    collection["crs"] = {"type": "name"}
    collection["features"][1]["properties"]["fid"] = 7
    foreign = PackText(text.toml, json.dumps(collection))
    changed = json.loads(edit_place(foreign, "mill", {"beds": 9}, (104.0, 18.0)).network)
    assert changed["crs"] == {"type": "name"}
    assert changed["features"][1]["properties"]["fid"] == 7
    assert changed["features"][1]["geometry"]["coordinates"] == [104.0, 18.0]


def test_an_edit_of_nothing_changes_no_byte(text: PackText) -> None:
    """Who changes nothing leaves the file as it was, blank lines too."""
    assert edit_place(text, "mill", {}) == text
    assert edit_leg(text, "ford", {}) == text
    assert edit_record(text, "broker", "hwang", {}) == text


def test_who_is_not_there_cannot_be_changed(text: PackText) -> None:
    """A part of another name is refused, whatever was wanted of it."""
    with pytest.raises(Usage, match="unknown_id"):
        edit_place(text, "nowhere", {"beds": 1})
    with pytest.raises(Usage, match="unknown_id"):
        edit_leg(text, "mill", {"minutes": 1})
    with pytest.raises(Usage, match="unknown_id"):
        remove_record(text, "broker", "grandmother")


def test_what_was_edited_is_still_a_pack(text: PackText) -> None:
    """The new version is read with everything in it."""
    changed = add_leg(
        add_place(text, {"id": "school", "kind": "safe_house", "found": [0, 0.3]}, (104.4, 18.3)),
        {"id": "mill-school", "from": "mill", "to": "school", "mode": "foot", "minutes": 150},
    )
    pack = checked(changed).pack
    assert pack.place["school"].at == (104.4, 18.3)
    assert next(leg for leg in pack.legs if leg.id == "mill-school").minutes == 150
