"""Plans in Korean: the answer, the course, the danger, other ways, questions, splits and terms; nothing in English."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders import condition, leg, place, small_pack
from tests.korean import amiss_in_korean
from tests.korean_packs import in_korean, names_in
from waystation.desk.chart.asking import ask_pack, what_if
from waystation.desk.chart.explaining import explain_pack
from waystation.desk.chart.planning import plan_pack
from waystation.planning.alternatives import find_ways
from waystation.planning.compiling import Moment
from waystation.planning.missions import Mission, missions_together
from waystation.planning.parting import units
from waystation.planning.plan import make_plan
from waystation.planning.splits import split_party
from waystation.wording import explanations, maps, plans, questions, splits
from waystation.wording import what_if as what_if_words
from waystation.wording.explained_pictures import figure_of
from waystation.wording.language import speaking
from waystation.wording.packs import sound

RIVER = "two-days-to-the-river"
GUIDE = {"id": "g", "role": "guide", "name": "황 선생", "betrays": [0.0, 0.1], "terms": {"held": 0.25}}
PEOPLE = [{"id": "할머니", "stamina": 1}, {"id": "어머니"}, {"id": "아들"}]


@pytest.fixture
def packs(root: Path) -> Path:
    """The packs that ship."""
    return root / "packs"


def flat(rows: object) -> list[str]:
    """All texts in lists of lists."""
    if isinstance(rows, str):
        return [rows]
    return [text for row in rows for text in flat(row)]  # type: ignore[attr-defined]


@pytest.mark.parametrize("at", [None, "orchard,2031-10-02T12:00+07:00,river=high,police=alert", "a-son"])
def test_a_plan_is_said_in_korean(packs: Path, tmp_path: Path, at: str | None) -> None:
    """From the start and from later, and where the course is long and bad."""
    name, at = (at, None) if at == "a-son" else (RIVER, at)
    found = plan_pack(in_korean(packs, str(name), tmp_path), at, alternatives=name == RIVER)
    plan, told = found.plan, found.alternatives
    with speaking("ko"):
        picture = maps.picture_of(plan, tuple(told))
        said = [
            *plans.answer(plan), plans.first_step(plan), plans.held_line(plan), plans.moment_line(plan),
            *plans.told_lines(plan), *flat(plans.course_lines(plan)), *flat(plans.risk_rows(plan)),
            *flat(plans.fallback_lines(plan)), *flat(plans.alternative_rows(plan, told)),
            *picture.subtitle, picture.in_clear, *(branch.label for branch in picture.branches),
            *(f"{one.when} {one.words}" for one in picture.course), *(spot.note for spot in picture.spots),
            *picture.words.modes.values(), picture.words.course, picture.words.other_ways, picture.words.map_of,
            sound(plan.pack, 2),
        ]  # fmt: skip
    assert picture.lang == "ko"
    assert amiss_in_korean(said, names_in(plan.pack)) == []


def test_what_a_small_plan_says_is_written_as_koreans_write() -> None:
    """Particles as the names want them, money by its name, and the order of the words."""
    pack = small_pack(
        place("a", name="오두막"),
        place("b", name="천막촌"),
        leg("l", broker="g", mode="boat", fee=100, departures=["12:00"]),
        broker=[GUIDE],
        travellers=[{"id": "x"}, {"id": "y"}],
        mission={"budget": 50},
    )
    plan = make_plan(pack)
    unknown = "모르는 것이 모두 불리하게 돌아가면 90번, 모두 유리하게 돌아가면 100번"
    with speaking("ko"):
        assert plans.answer(plan, find_ways(plan).affordable) == [
            "출발: 10월 1일 (수) 12:00, 오두막에서 천막촌까지 황 선생과 함께 배로.",
            f"이런 가족이 100번 떠난다면 95번 무사히 도착합니다 ({unknown}).",
            plans.answer(plan)[2],
            "예산 50달러를 넘습니다. 예산을 넘지 않는 길은 찾지 못했습니다.",
        ]
        assert plans.answer(plan)[2].endswith("브로커 1명이 알게 됨.")
        assert plans.held_line(plan).startswith("이 경로에서는 출발할 때 150달러를 지불하고 50달러는")


def test_what_there_is_little_to_say_of_is_said_in_korean() -> None:
    """They are there, there is no way, and holding is best."""
    river = {**condition(per_step=[[1, 0], [0.004, 0.996]], now="high"), "name": "강 수위"}
    ford = leg("ford", mode="ford", when={"river=high": "closed"})
    made = [
        make_plan(small_pack(leg("l")), moment=Moment("b")),
        make_plan(small_pack(leg("l", "b", "a"))),
        make_plan(small_pack(ford, condition=[river], hours=600)),
        make_plan(small_pack(leg("l", departures=["20:00"]), hours=24)),
    ]
    with speaking("ko"):
        said = [line for plan in made for line in (*plans.answer(plan), plans.held_line(plan), *plans.told_lines(plan))]
    assert amiss_in_korean(said, {"a", "b", "강 수위"}) == []


def test_an_explanation_is_said_in_korean(packs: Path, tmp_path: Path) -> None:
    """How sure it is, what decides it, where the danger lies, what it hangs on."""
    explained = explain_pack(in_korean(packs, RIVER, tmp_path), draws=200)
    found = explained.explanation
    with speaking("ko"):
        figure = figure_of(found)
        said = [
            *explanations.answer_lines(found), *flat(explanations.sure_rows(found)), *explanations.sure_lines(found),
            *flat(explanations.decider_lines(found, explained.loaded.believed)),
            *flat(explanations.weight_rows(found)),
            *(text for name in explanations.PARTS for text in flat(explanations.part_rows(found, name))),
            figure.subtitle[0], figure.in_clear, *(panel.title for panel in figure.panels),
            *(panel.note for panel in figure.panels),
        ]  # fmt: skip
    assert figure.lang == "ko"
    assert amiss_in_korean(said, names_in(found.pack)) == []


def test_questions_are_asked_in_korean(packs: Path, tmp_path: Path) -> None:
    """Each with its worth and what its answers change."""
    found = ask_pack(in_korean(packs, RIVER, tmp_path), everything=True)
    plan, asked = found.plan, [one for one in found.asked if one.answers]
    loud = [type(one)(**{**one.__dict__, "gain": 0.01}) for one in asked] if asked else []
    with speaking("ko"):
        said = [
            *questions.heading_lines(plan, found.asked), *questions.heading_lines(plan, []),
            *flat(questions.question_rows(plan, found.asked)), *flat(questions.question_lines(plan, loud)),
        ]  # fmt: skip
    assert loud
    assert amiss_in_korean(said, names_in(plan.pack)) == []


@pytest.mark.parametrize(
    ("settings", "without"),
    [
        (["river=high"], []),
        (["river=flood"], []),
        ([], ["broker:hwang", "place:orchard"]),
        ([], ["leg:ford"]),
        (["leg:ford/caught=[0.4, 0.6]", "broker.hwang.record.kept=0", "place.orchard.found=0.3"], []),
        (["mission.budget=1"], []),
        ([], []),
    ],
)
def test_what_if_is_answered_in_korean(packs: Path, tmp_path: Path, settings: list[str], without: list[str]) -> None:
    """What is otherwise, both plans side by side, and where they part."""
    asked = what_if(in_korean(packs, RIVER, tmp_path), settings, without)
    with speaking("ko"):
        said = [
            what_if_words.change_line(asked.before.pack, asked.after.stated, asked.changes),
            *flat(what_if_words.beside_rows(asked.plans)), *what_if_words.beside_lines(asked.plans),
        ]  # fmt: skip
    assert amiss_in_korean(said, names_in(asked.before.pack)) == []


def test_splits_are_said_in_korean() -> None:
    """Whoever is parted, and whoever is not."""
    ways = leg("steep", strain=3, risk={"caught": 0.1}), leg("plain", risk={"caught": [0.2, 0.4]})
    family = small_pack(*ways, travellers=PEOPLE)
    others = [
        family,
        small_pack(leg("plain", risk={"caught": [0.2, 0.4]}), travellers=PEOPLE),
        small_pack(*ways, travellers=PEOPLE[1:2]),
        small_pack(*ways, travellers=[{**one, "together": "가족"} for one in PEOPLE]),
        small_pack(leg("l", "b", "a"), travellers=PEOPLE),
    ]
    with speaking("ko"):
        said = []
        for pack in others:
            parted = split_party(pack)
            said += splits.split_answer(pack, parted, len(units(pack.travellers)))
            said += flat(splits.split_rows(parted)[0])
            said += [line for one in parted for line in splits.group_lines(pack, one)]
        both = missions_together([Mission(family), Mission(family)])
        said += [*splits.missions_answer(both), *flat(splits.mission_rows(both))]
    assert amiss_in_korean(said, {"small"}) == []
