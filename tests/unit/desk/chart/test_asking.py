"""What a coordinator asks: a changed pack is worth what it would be if its files said so."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.builders import condition, leg, place, write_pack
from tests.reports import delivery, observation, sighting, word
from waystation.desk.chart.asking import ask_pack, what_if
from waystation.desk.chart.planning import plan_pack
from waystation.errors import BadInput, Usage
from waystation.planning.plan import Plan
from waystation.storage.folders import PackFolder
from waystation.world.report import Report, report_json

GUIDE = {"id": "g", "role": "guide", "record": {"kept": 4, "broken": 1}}
WAYS: list[Any] = [
    place("a", found=0.2),
    place("c"),
    leg("straight", broker="g", fee=20, window="day", risk={"caught": {"events": 1, "trials": 9}}),
    leg("out", "a", "c", both_ways=True, risk={"late": 0.1}, when={"river=high": {"late": 4.0}}),
    leg("on", "c", "b", departures=["12:30", "13:30"], risk={"harm": [0.1, 0.2]}),
]
RIVER = condition("river", per_step=[[0.9, 0.1], [0.2, 0.8]])


def folder(at: Path, *features: Any, reports: tuple[Report, ...] = (), **tables: Any) -> PackFolder:
    """A pack of a few ways, or of others."""
    extra = {"reports.jsonl": "".join(json.dumps(report_json(r)) + "\n" for r in reports).encode()} if reports else {}
    given = {"broker": [GUIDE], "condition": [RIVER], **tables}
    return PackFolder(write_pack(at, *(features or WAYS), extra=extra, **given))


def other(number: int, **words: Any) -> list[Any]:
    """The ways with the properties of one feature otherwise."""
    changed = json.loads(json.dumps(WAYS))
    changed[number]["properties"].update(words)
    return changed


def figures(plan: Plan) -> Any:
    """Everything that a plan says."""
    outcome = plan.outcome
    hops = [(hop.leg.id, hop.leg.back, hop.step, hop.paid_now) for hop in plan.course]
    return outcome.safe, outcome.lost, outcome.cost, outcome.told, outcome.arrival, plan.first, hops


@pytest.mark.parametrize(
    ("settings", "features", "tables"),
    [
        (["leg.straight.risk.caught=[0.05, 0.4]"], other(2, risk={"caught": [0.05, 0.4]}), {}),
        (["leg.straight.window=night"], other(2, window="night"), {}),
        (["leg.on.departures=['13:00']"], other(4, departures=["13:00"]), {}),
        (["leg.on.minutes=45", "leg.on.fee=7"], other(4, minutes=45, fee=7), {}),
        (["place.a.found=0.9"], other(0, found=0.9), {}),
        (["broker.g.betrays=0.6"], WAYS, {"broker": [{**GUIDE, "betrays": 0.6}]}),
        (["river=high"], WAYS, {"condition": [{**RIVER, "now": "high"}]}),
        (["clock.start=2031-10-01T23:00:00+09:00"], WAYS, {"start": "2031-10-01T23:00:00+09:00"}),
        (["clock.horizon_hours=1"], WAYS, {"hours": 1}),
        (["reward.group=900", "reward.group_from=1"], WAYS, {"reward": {"group": 900, "group_from": 1}}),
        (["mission.to=['c']"], WAYS, {"mission": {"to": ["c"]}}),
    ],
)
def test_what_is_set_is_as_if_the_files_said_so(
    tmp_path: Path, settings: list[str], features: list[Any], tables: dict[str, Any]
) -> None:
    """And the plan as it is stays the plan as it is."""
    source = folder(tmp_path / "pack")
    asked = what_if(source, settings, [])
    assert figures(asked.plans.before) == figures(plan_pack(source).plan)
    assert figures(asked.plans.after) == figures(plan_pack(folder(tmp_path / "other", *features, **tables)).plan)


@pytest.mark.parametrize(
    ("without", "kept"), [(["leg:straight"], [0, 1, 3, 4]), (["broker:g"], [0, 1, 3, 4]), (["place:c"], [0, 1, 2])]
)
def test_what_is_left_out_is_as_if_it_had_never_been_there(tmp_path: Path, without: list[str], kept: list[int]) -> None:
    """A leg, a broker's legs, a place's legs."""
    asked = what_if(folder(tmp_path / "pack"), [], without)
    fewer = folder(tmp_path / "other", *(WAYS[number] for number in kept))
    assert figures(asked.plans.after) == figures(plan_pack(fewer).plan)


def test_an_end_that_cannot_be_reached_any_more_is_an_answer(tmp_path: Path) -> None:
    """0, and said as a warning; that nobody needs the guide then is not news."""
    asked = what_if(folder(tmp_path), [], ["broker:g", "leg:on"])
    assert asked.plans.after.outcome.safe.high == 0.0
    assert [warning.code for warning in asked.new_warnings] == ["end_unreachable"]


def test_what_is_set_stands_whatever_was_reported(tmp_path: Path) -> None:
    """What was reported of everything else still counts, also of what is left out."""
    reports = (word(broken=3), delivery("caught", leg="straight"), observation("high"), delivery("late", leg="out"))
    source = folder(tmp_path, reports=reports, evidence={"as_of": "2031-09-01"})
    asked = what_if(source, ["broker.g.betrays=0", "river=low"], ["leg:straight"])
    before, after = asked.plans.before.pack, asked.plans.after.pack
    assert before.condition["river"].now != "low"
    assert after.condition["river"].now == "low"
    assert after.broker["g"].betrays is not None
    assert [leg.risk for leg in after.legs if leg.id == "out"] == [leg.risk for leg in before.legs if leg.id == "out"]
    assert "straight" not in {leg.id for leg in after.legs}


def test_every_mistake_of_the_words_is_said_in_one_run(tmp_path: Path) -> None:
    """Those of form, of names and of range."""
    with pytest.raises(BadInput) as caught:
        what_if(folder(tmp_path), ["river=hihg", "leg.on.minutes=-1", "x"], ["leg:stright"])
    found = {mistake.code: mistake.fields.get("nearest") for mistake in caught.value.found}
    assert found == {"unknown_level": "high", "out_of_range": None, "set_form": None, "unknown_id": "straight"}


def test_a_later_moment_is_read_against_both_packs(tmp_path: Path) -> None:
    """With the same words."""
    asked = what_if(folder(tmp_path), ["river=high"], [], at="c,2031-10-01T12:30:00+09:00")
    assert asked.plans.before.charted.moment.place == asked.plans.after.charted.moment.place == "c"
    with pytest.raises(Usage):
        what_if(folder(tmp_path), [], [], at="nowhere,2031-10-01T12:30:00+09:00")


def test_files_are_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that both plans are of the same pack, whoever writes meanwhile."""
    source, read = folder(tmp_path), []
    of_old = PackFolder.read
    monkeypatch.setattr(PackFolder, "read", lambda self, inside: read.append(inside) or of_old(self, inside))
    what_if(source, ["river=high"], [])
    assert sorted(read) == sorted(set(read))


def test_the_best_questions_or_all(tmp_path: Path) -> None:
    """Ten, or everything that could be asked."""
    many = [leg(f"l{n}", risk={"harm": [0.1, 0.2 + n / 100]}) for n in range(12)]
    source = folder(tmp_path, place("a"), place("b"), *many)
    few, everything = ask_pack(source), ask_pack(source, everything=True)
    assert len(few.asked) == 10
    assert len(everything.asked) == 14
    assert everything.everything
    assert [each.gain for each in few.asked] == [each.gain for each in everything.asked[:10]]


def test_questions_at_a_later_moment(tmp_path: Path) -> None:
    """Of what lies ahead then."""
    asked = ask_pack(folder(tmp_path), at="c,2031-10-01T12:30:00+09:00", everything=True)
    assert asked.plan.charted.moment.place == "c"


def test_what_was_seen_can_be_set_and_asked_about(tmp_path: Path) -> None:
    """Though no condition of the pack's own stands for it; only its level, and only one that there is."""
    source = folder(tmp_path, *WAYS[:3], reports=(sighting("leg:straight"),))
    asked = what_if(source, ["sightings-leg-straight=gone"], [])
    assert asked.plans.after.pack.condition["sightings-leg-straight"].now == "gone"
    assert asked.plans.after.outcome.safe.low > asked.plans.before.outcome.safe.low
    for words in ("sightings-leg-straight=gon", "condition.sightings-leg-straight.levels=gone"):
        with pytest.raises(BadInput) as caught:
            what_if(source, [words], [])
        assert [(m.code, m.fields["nearest"]) for m in caught.value.found] == [("unknown_level", "gone")]
    assert "condition:sightings-leg-straight" in {each.ask for each in ask_pack(source, everything=True).asked}
