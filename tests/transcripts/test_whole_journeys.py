"""Whole journeys as a coordinator types them: one with three things going wrong, one that ends badly, two at once."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.keeping import Said, Typist

pytestmark = pytest.mark.slow

MOST_STEPS = 120
STANDING_BEHIND = "go\nWaiting does not help, and they have nowhere to hide.\npastor\nwife\n"


@dataclass
class Guide:
    """A coordinator with one mission in a folder, who does what the answer says.

    Args:
        typist: Who types.
        pack: The pack's folder.
        now: What time it is.
    """

    typist: Typist
    pack: str
    now: datetime

    @property
    def name(self) -> str:
        """The journey's name."""
        return Path(self.pack).name

    def types(self, *arguments: str, answers: str = "", status: int = 0) -> Said:
        """Type a command about the mission, as of now."""
        return self.typist.types(*arguments, self.pack, "--now", self.now.isoformat(), answers=answers, status=status)

    def hears(self, kind: str, after: timedelta = timedelta(), **fields: Any) -> dict[str, Any]:
        """Take a report down; what it changes for this journey."""
        self.now += after
        told = {"kind": kind, "source": "a caller", "happened": self.now.isoformat(), **fields}
        if kind != "observation":
            told["journey"] = self.name
        heard = ("--heard", self.now.isoformat(), "--json")
        said = self.typist.types("report", "add", self.pack, *heard, answers=json.dumps(told)).json
        (changed,) = (one for one in said["journeys"] if one["answer"]["journey"] == self.name)
        found: dict[str, Any] = changed
        return found

    def answer(self) -> dict[str, Any]:
        """What to do now."""
        found: dict[str, Any] = self.types("journey", "show", "--json").json["answer"]
        return found

    def guides(self, until: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Do what the answer says, every leg arriving, until something is about to happen; the answer then."""
        for _ in range(MOST_STEPS):
            answer = self.answer()
            if until(answer) or answer["next"]["action"] == "end":
                return answer
            step = answer["next"]
            if not step["action"].startswith("leg:"):
                assert step["until"] is not None, answer
                self.now = max(self.now, datetime.fromisoformat(step["until"]))
                continue
            self.now = max(self.now, datetime.fromisoformat(step["at"]))
            self.leaves(step)
            self.now = datetime.fromisoformat(step["arrives"])
            self.hears("delivery", leg=step["action"].removeprefix("leg:"), outcome="arrived", broker=step["broker"])
        raise AssertionError("they never got there")

    def leaves(self, step: dict[str, Any]) -> None:
        """The party sets out on the next leg."""
        self.now = max(self.now, datetime.fromisoformat(step["at"]))
        self.hears("departure", leg=step["action"].removeprefix("leg:"), to=step["to"])


def going_on(leg: str) -> Callable[[dict[str, Any]], bool]:
    """Whether the next step is a leg."""
    return lambda answer: bool(answer["next"]["action"] == f"leg:{leg}")


def at(place: str) -> Callable[[dict[str, Any]], bool]:
    """Whether they are at a place."""
    return lambda answer: bool(answer["position"]["place"] == place and answer["position"]["leg"] is None)


@pytest.fixture
def family(root: Path, tmp_path: Path) -> Guide:
    """The mission of the family of five, in a folder, with a second person behind it."""
    typist = Typist(tmp_path / "typed")
    pack = Path(shutil.copytree(root / "packs" / "beyond-utopia", tmp_path / "family"))
    guide = Guide(typist, str(pack), datetime.fromisoformat("2031-10-06T19:00+09:00"))
    typist.types("override", guide.pack, answers=STANDING_BEHIND)
    return guide


def test_a_family_comes_home_although_three_things_go_wrong(family: Guide) -> None:
    """From the request to the reunion: turned back at the border, a price raised, a river that rises."""
    asked = family.types("trace", "ask", "--json", answers="the grandmother\nher son in Seoul\npastor\n").json
    trace = asked[0]["id"]
    begun = family.types("journey", "begin", "--json").json
    number = begun["number"]
    card = family.types("card", "show", "--for", "broker:piao", answers="pastor\n").out
    assert "Piao" not in card
    assert "grandmother" not in card

    # First they are turned back at the border, and try again.
    answer = family.guides(going_on("strip"))
    family.leaves(answer["next"])
    family.now = datetime.fromisoformat(answer["next"]["arrives"])
    back = family.hears("delivery", leg="strip", outcome="back", broker="hwang")
    assert back["code"] == "back"
    assert back["answer"]["position"]["place"] == "cinnamon-grove"
    assert back["answer"]["next"]["action"] != "none"

    # Then the guide asks for more, on the way: a flag that stays until somebody has dealt with it.
    family.guides(at("charcoal-camp"))
    dearer = family.hears("price", source="khamsing", leg="ridge", fee=900.0)
    assert dearer["code"] == "price"
    assert "price_raised" in {flag["code"] for flag in dearer["answer"]["flags"]}
    assert "Khamsing" in dearer["sentence"]

    # Then the river rises while they are in the last house: they hold, and cross when it has fallen.
    family.guides(at("reed-village"))
    risen = family.hears("observation", condition="river", level="flood", grade="A1")
    assert risen["code"] == "level"
    assert risen["answer"]["next"]["action"] == "wait"
    assert risen["answer"]["safe"]["mid"] <= risen["safe_before"]["mid"]
    tonight = family.types("tonight", "--json").json
    assert {one["number"] for one in tonight["items"] if one["number"]} == {number}
    fallen = family.hears("observation", timedelta(hours=20), condition="river", level="low", grade="A1")
    assert fallen["answer"]["safe"]["mid"] > risen["answer"]["safe"]["mid"]

    # They arrive. What follows is listed, ticked off, and the mission is closed for the record.
    assert family.guides(lambda _: False)["position"]["place"] == "house-of-welcome"
    closed = family.types("journey", "close", "--as", "arrived", "--json").json
    assert closed["tasks"]
    for task in closed["tasks"]:
        family.types("journey", "done", answers=f"{task['task']}\n")
    assert all(one["done"] for one in family.types("journey", "show", "--json").json["tasks"])
    scored = family.typist.types("calibration", family.pack, "--json").json
    assert scored["cases"] == 1

    # The family is told, days late; who sought her has found her.
    family.now += timedelta(days=8)
    told = family.types("family", "say", "--language", "ko", "--json").json
    assert "arrived" in {one["code"] for one in told["journeys"][0]["news"] if one["may_be_told"]}
    family.types("trace", "matched", answers=f"{trace}\n{family.name}\npastor\n")
    family.now += timedelta(days=1)
    family.types("trace", "reunited", answers=f"{trace}\npastor\n")
    listed = family.typist.types("trace", "list", "--json", family.pack).json
    assert {one["state"] for one in listed} == {"reunited"}


def test_a_son_is_caught_and_everything_still_works(root: Path, tmp_path: Path) -> None:
    """It went against the verdict; silence, then bad news, then what follows a loss; the record learns from it."""
    typist = Typist(tmp_path / "typed")
    pack = Path(shutil.copytree(root / "packs" / "a-son", tmp_path / "son"))
    start = json.loads(typist.types("plan", str(pack), "--json").out)["course"][0]["depart"]
    son = Guide(typist, str(pack), datetime.fromisoformat(start) - timedelta(hours=1))
    refused = son.types("journey", "begin", status=2)
    assert refused.err.startswith("error: the verdict is decline")
    typist.types("override", son.pack, answers=STANDING_BEHIND)
    son.types("journey", "begin")
    answer = son.guides(lambda answer: answer["next"]["action"].startswith("leg:"))
    son.leaves(answer["next"])
    leg = answer["next"]["action"].removeprefix("leg:")
    son.now = datetime.fromisoformat(answer["next"]["late"]) + timedelta(hours=5)
    assert son.answer()["position"]["overdue"]
    tonight = son.types("tonight", "--json").json
    assert tonight["items"][0]["need"] in ("overdue", "missed", "alarm", "late")
    caught = son.hears("delivery", timedelta(hours=20), leg=leg, outcome="caught", broker=answer["next"]["broker"])
    assert caught["code"] == "lost"
    shown = son.types("journey", "show").out
    assert "Lost" in shown
    closed = son.types("journey", "close", "--as", "lost", "--json").json
    assert "trace" in {task["task"] for task in closed["tasks"]}
    for task in closed["tasks"]:
        son.types("journey", "done", answers=f"{task['task']}\n")
    son.now += timedelta(days=8)
    told = son.types("family", "say", "--language", "ko", "--json").json
    assert "caught" in {one["code"] for one in told["journeys"][0]["news"] if one["may_be_told"]}
    scored = typist.types("calibration", son.pack, "--json").json
    assert scored["cases"] == 1
    again = son.types("journey", "begin", status=2)
    assert "decline" in again.err


def test_two_journeys_share_a_broker_who_is_burnt(root: Path, tmp_path: Path) -> None:
    """In the middle of both: what he knew is closed in each, each goes another way, who is in danger is listed."""
    typist = Typist(tmp_path / "typed")
    begins = datetime.fromisoformat("2031-10-06T19:00+09:00")
    guides = []
    for name in ("first", "second"):
        pack = shutil.copytree(root / "packs" / "beyond-utopia", tmp_path / name)
        guides.append(Guide(typist, str(pack), begins))
        typist.types("override", str(pack), answers=STANDING_BEHIND)
        guides[-1].types("journey", "begin")
    first, second = guides
    first.guides(at("north-yard"))
    second.guides(at("ginseng-farm"))
    now = max(first.now, second.now)
    first.now = second.now = now
    before = {guide.name: guide.answer() for guide in guides}
    assert {answer["next"]["broker"] or answer["after"]["broker"] for answer in before.values()} == {"kang"}
    both = (first.pack, second.pack, "--now", now.isoformat())
    burnt = typist.types(
        "burn", *both, "--who", "broker:kang", "--json", answers="He was seen with the police.\npastor\n"
    ).json
    assert {Path(one["mission"]).name for one in burnt["missions"]} == {"first", "second"}
    assert burnt["warn"]
    for guide in guides:
        answer = guide.answer()
        assert answer["next"]["broker"] != "kang"
        assert "farm-drive" in answer["closed"]
        assert "kang" not in {one["broker"] for one in (answer["after"],) if one}
        assert answer["safe"]["mid"] <= before[guide.name]["safe"]["mid"]
    left = typist.types("burn", "list", first.pack, second.pack, "--json").json
    assert left
    tonight = typist.types("tonight", *both, "--json").json
    assert {one["journey"] for one in tonight["items"]} >= {"first", "second"}
    assert first.answer()["position"]["place"] == "north-yard"
