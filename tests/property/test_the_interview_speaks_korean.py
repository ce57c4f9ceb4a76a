"""The interview that makes a pack, in Korean: every question, explanation and refusal; what is to be typed stays."""

from __future__ import annotations

import string
from typing import Any

import pytest

from tests.builders import leg, place, small_pack
from tests.korean import amiss_in_korean
from waystation.errors import Mistake
from waystation.planning.plan import Plan, make_plan
from waystation.wording import drafting
from waystation.wording.draft_replies import NEAREST, REPLIES, say_reply
from waystation.wording.language import say, speaking

FIELDS: dict[str, Any] = {
    "number": 2, "place": "오두막", "places": ["오두막", "방앗간"], "others": ["강"], "said": "방아간",
    "close": "방앗간", "broker": "황 선생", "currency": "USD", "legs": ["오두막 → 방앗간"], "level": "높음",
    "levels": ["낮음", "높음"], "here": "오두막", "there": "방앗간", "mode": "foot", "offset": "+09:00", "walked": True,
}  # fmt: skip
BARE: dict[str, Any] = {**FIELDS, "others": [], "walked": False}


def test_every_question_is_asked_in_korean() -> None:
    """With all that it may name, and with none of it."""
    with speaking("ko"):
        lines = [
            *(drafting.question_text(code, given, "") for code in drafting.QUESTIONS for given in (FIELDS, BARE)),
            *(drafting.heading(code) for code in drafting.HEADINGS),
            *(drafting.explain(code, kind) for code, kind in (("step", ""), ("lasts", ""))),
            *(drafting.explain("", kind) for kind in drafting.KINDS),
            *(say(one) for one in drafting.OPENING),
            *(say(one) for one in (drafting.ANOTHER_FOLDER, drafting.NOTHING_WRITTEN, drafting.PLANNING)),
            *(say(one) for one in (drafting.STAYS, say(drafting.KEEP, path="./heron"))),
        ]
        assert drafting.question_text("broker", {}, "nobody") == "누가 데려갑니까? (별명, 또는 `nobody`) [nobody]"
        assert drafting.heading("step") == ""
    assert amiss_in_korean(lines, ("heron",)) == []


@pytest.mark.parametrize("nearest", ["", "방앗간"])
def test_every_refusal_is_said_in_korean(nearest: str) -> None:
    """With the nearest word where there is one."""
    for code in REPLIES:
        used = {
            name for text in (REPLIES[code], NEAREST.get(code, "")) for _, name, *_ in string.Formatter().parse(text)
        }
        numbers = {"low", "high", "hours", "limit", "most", "number"}
        fields = {name: 7 if name in numbers else "강" for name in used if name}
        with speaking("ko"):
            said = say_reply(Mistake(code, fields={**fields, "nearest": nearest}))
        assert amiss_in_korean([said]) == []
        assert ("방앗간입니까?" in said) == (bool(nearest) and code in NEAREST)


def plan(caught: float, **tables: Any) -> Plan:
    """The plan of one road."""
    return make_plan(
        small_pack(place("a", name="오두막"), place("b", name="천막촌"), leg("l", risk={"caught": caught}), **tables)
    )


def test_what_there_is_so_far_is_said_in_korean() -> None:
    """What a leg changed, all that was answered, and what was written."""
    pack = small_pack(
        place("a", name="오두막"),
        place("b", name="천막촌"),
        *(leg(name, minutes=minutes, broker="g", fee=10) for name, minutes in (("l", 20), ("m", 120), ("n", 95))),
        broker=[{"id": "g", "role": "guide", "name": "황 선생"}],
    )
    legs = {one.id: one for one in pack.legs}
    good, bad, hopeless = plan(0.01), plan(0.5), plan(1.0)
    pairs = (
        (None, None),
        (good, None),
        (None, hopeless),
        (None, good),
        (good, bad),
        (good, good),
        (good, plan(0.0101)),
    )
    with speaking("ko"):
        lines = [
            *(drafting.progress_line(before, now) for before, now in pairs),
            *drafting.so_far([], {}, {}, []),
            *drafting.so_far(["할머니"], dict(pack.place), legs, ["강"]),
            drafting.look_at("구간이 이어지지 않음"),
            drafting.took_back("강"),
            drafting.took_back(""),
            *drafting.resumed(3, 1),
            drafting.kept("./heron"),
            drafting.title_from("..."),
            *drafting.written(pack, "./heron"),
        ]
    assert amiss_in_korean(lines, ("heron", pack.name, "g", "l", "m", "n")) == []
