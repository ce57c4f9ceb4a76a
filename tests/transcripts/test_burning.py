"""A broker, a place, a member and a device are burnt, in folders and in a vault, as somebody types it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.builders import leg, place, write_pack
from tests.keeping import Said, Typist
from waystation.bootstrap.watches import numbers_watched

START = "2031-10-01T18:00:00+07:00"
LATER = "2031-10-01T20:00:00+07:00"
BROKERS = [{"id": "hwang", "name": "Mr. Hwang", "role": "guide"}, {"id": "boun", "role": "boatman"}]
BEGAN = {
    "kind": "journey", "source": "esther", "happened": START, "heard": START, "journey": "north",
    "state": "accepted", "number": 417,
}  # fmt: skip
LEFT = {"kind": "departure", "source": "hwang", "happened": LATER, "heard": LATER, "journey": "north", "leg": "to-barn"}


def a_mission(folder: Path, *reports: dict[str, Any], hwang: bool = True) -> Path:
    """From a over a barn, with Hwang, or over a mill to a ford and on to b."""
    features = [
        place("barn", kind="safe_house", name="The barn"),
        place("mill", kind="safe_house"),
        place("ford", kind="crossing"),
        leg("to-mill", to="mill"),
        leg("barn-ford", origin="barn", to="ford", broker="boun"),
        leg("mill-ford", origin="mill", to="ford"),
        leg("over", origin="ford", to="b", broker="boun"),
    ]
    if hwang:
        features.append(leg("to-barn", to="barn", broker="hwang", fee=100))
    lines = "".join(json.dumps(one) + "\n" for one in reports).encode()
    return write_pack(
        folder, *features, start=START, hours=24, broker=BROKERS if hwang else BROKERS[1:],
        extra={"reports.jsonl": lines} if reports else None,
    )  # fmt: skip


def fits(typist: Typist, schema: str, value: object) -> None:
    """What a command printed fits the schema that is published for it."""
    Draft202012Validator(typist.types("schema", schema).json).validate(value)


def flat(said: Said) -> str:
    """What was printed, whatever the width of a line."""
    return " ".join(said.out.split())


# ---- in folders


def test_a_broker_is_burnt_on_the_way(tmp_path: Path) -> None:
    """What he knew, what is closed, and the party first among those to be warned."""
    typist, pack = Typist(tmp_path), str(a_mission(tmp_path / "north", BEGAN, LEFT))
    said = typist.types("burn", pack, answers="mr. hwang\nseen with police\nesther\n")
    assert "Mr. Hwang (broker) is burnt since Wed 1 Oct 20:00" in flat(said)
    assert "Closed from now on: to-barn (hwang runs it)." in flat(said)
    assert "Left, and entered no more: The barn (hwang knew it)." in flat(said)
    assert flat(said).index("the party of 417") < flat(said).index("the host of The barn they are on the way")


def test_the_document_fits_its_schema(tmp_path: Path) -> None:
    """All of it in one document, which says where each warning stands."""
    typist, pack = Typist(tmp_path), str(a_mission(tmp_path / "north", BEGAN, LEFT))
    found = typist.types("burn", pack, "--json", answers="hwang\n\nesther\n").json
    fits(typist, "burn", found)
    assert (found["what"], found["name"], found["removal"]) == ("broker", "hwang", None)
    assert [one["leg"] for one in found["missions"][0]["closed"]["legs"]] == ["to-barn"]
    assert [(one["who"], one["why"]) for one in found["warn"]] == [
        ("journey:north", "on_leg"), ("place:barn", "on_leg"), ("broker:boun", "ahead"), ("family:north", "family"),
    ]  # fmt: skip


def test_a_house_is_closed_in_a_mission_that_never_met_the_broker(tmp_path: Path) -> None:
    """The barn is in both; what Hwang ran elsewhere is not told to the other mission."""
    typist = Typist(tmp_path)
    packs = [str(a_mission(tmp_path / "north", BEGAN)), str(a_mission(tmp_path / "south", hwang=False))]
    found = typist.types("burn", *packs, "--json", answers="hwang\n\nesther\n").json
    south = found["missions"][1]
    assert [one["place"] for one in south["closed"]["places"]] == ["barn"]
    assert south["legs"] == []
    assert "to-barn" not in (tmp_path / "south" / "reports.jsonl").read_text()


def test_warnings_are_ticked_off_one_by_one(tmp_path: Path) -> None:
    """Open ones are shown until all are done; what is ticked off says when."""
    typist, pack = Typist(tmp_path), str(a_mission(tmp_path / "north", BEGAN, LEFT))
    typist.types("burn", pack, answers="hwang\n\nesther\n")
    assert "4 warnings are open" in flat(typist.types("burn", "list", pack))
    said = typist.types("burn", "warned", pack, answers="broker:boun\nesther\n")
    assert "Ticked off: boun. 3 warnings are still open." in flat(said)
    listed = typist.types("burn", "list", pack, "--json").json
    fits(typist, "burn-list", listed)
    assert [one["who"] for one in listed if one["warned"]] == ["broker:boun"]
    for who in ("journey:north", "place:barn", "family:north"):
        typist.types("burn", "warned", pack, answers=f"{who}\nesther\n")
    assert "Everybody has been warned" in flat(typist.types("burn", "warned", pack))


def test_a_correction_takes_a_burn_back(tmp_path: Path) -> None:
    """And nothing else does: with it nobody has to be warned any more."""
    typist, pack = Typist(tmp_path), str(a_mission(tmp_path / "north", BEGAN))
    found = typist.types("burn", pack, "--json", answers="hwang\n\nesther\n").json
    answer = {"kind": "correction", "source": "esther", "happened": START, "answers": found["missions"][0]["id"]}
    typist.types("report", "add", pack, "--json", answers=json.dumps(answer))
    assert typist.types("burn", "list", pack, "--json").json == []


def test_a_burn_that_touches_nothing_says_so(tmp_path: Path) -> None:
    """A broker in the list to whom no leg belongs."""
    typist = Typist(tmp_path)
    pack = write_pack(tmp_path / "p", leg("road"), broker=[{"id": "lin", "role": "host"}])
    said = typist.types("burn", str(pack), answers="lin\n\nesther\n")
    assert "Nothing that you may read was touched" in flat(said)
    assert "Whom to warn" not in said.out


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        ("hwnag\n\nesther\n", "did you mean hwang?"),
        ("member:esther\n\nesther\n", "nobody and no place here"),
        ("\n", "Nothing was answered"),
        ("hwang\n\n\n", "Who says so"),
        ("mill\n\nesther\n", "means more than one here"),
    ],
)
def test_what_cannot_be_burnt_leaves_nothing(tmp_path: Path, answers: str, says: str) -> None:
    """One line, and nothing is written."""
    typist = Typist(tmp_path)
    broker = [*BROKERS, {"id": "mill", "role": "host"}]
    features = [place("mill", kind="safe_house"), leg("to-mill", to="mill", broker="hwang")]
    pack = write_pack(tmp_path / "p", *features, leg("road"), start=START, broker=broker)
    said = typist.types("burn", str(pack), answers=answers, status=2)
    assert says in said.err.splitlines()[-1]
    assert not (pack / "reports.jsonl").exists()


@pytest.mark.parametrize("who", ["nobody", "broker:hwang", "barn-ford"])
def test_only_who_waits_is_ticked_off(tmp_path: Path, who: str) -> None:
    """A name that is not on the list is answered with those that are."""
    typist, pack = Typist(tmp_path), a_mission(tmp_path / "north", BEGAN)
    typist.types("burn", str(pack), answers="hwang\n\nesther\n")
    before = (pack / "reports.jsonl").read_text()
    said = typist.types("burn", "warned", str(pack), answers=f"{who}\nesther\n", status=2)
    assert "does not wait to be warned; who does: " in said.err.splitlines()[-1]
    assert (pack / "reports.jsonl").read_text() == before


# ---- in a vault


@pytest.fixture
def typist(tmp_path: Path) -> Iterator[Typist]:
    """Two missions in a vault; Peter reads one of them, and the card of one leg of the other."""
    typist = Typist(tmp_path / "desk")
    typist.creates("mine")
    typist.in_vault("mine", "vault", "put", str(a_mission(tmp_path / "n", BEGAN)), "--name", "heron")
    typist.in_vault("mine", "vault", "put", str(a_mission(tmp_path / "s")), "--name", "crane")
    typist.in_vault("mine", "vault", "compartments", "open", answers="crane/card:to-mill\n")
    typist.in_vault("mine", "vault", "compartments", "open", answers="heron/card:to-barn\n")
    typist.joins("mine", "peters", "peter", "heron", "crane/card:to-mill")
    yield typist
    typist.checks("mine")


def test_a_burnt_member_reads_no_further(typist: Typist) -> None:
    """Every key that the member held is changed before anything is written, and the removal stands."""
    found = typist.in_vault("mine", "burn", "--json", answers="Peter\nphone taken\n").json
    fits(typist, "burn", found)
    assert set(found["shut_out"]) == {"crane/card:to-mill", "heron"}
    assert found["removal"]["holds"]
    whole = {one["mission"]: one["whole"] for one in found["missions"]}
    assert whole == {"vault:crane": False, "vault:heron": True}
    crane = next(one for one in found["missions"] if one["mission"] == "vault:crane")
    assert {one["leg"] for one in crane["closed"]["legs"]} >= {"to-mill"}

    typist.hands("mine", "stick")
    typist.takes("peters", "stick")
    said = typist.in_vault("peters", "report", "list", "vault:heron", "--json").json
    assert [one["kind"] for one in said] == ["journey"]


def test_whoever_does_not_read_the_cards_is_told_so(typist: Typist) -> None:
    """What cards told is missing from their list, and from what is out: neither is passed off as nothing."""
    said = typist.in_vault("peters", "burn", answers="hwang\n\n")
    assert "you do not read the cards of heron" in " ".join(said.err.split())
    assert "Mr. Hwang (broker) is burnt" in said.out
    out = typist.in_vault("peters", "card", "out", "vault:heron")
    assert "You do not read the cards of this mission" in " ".join(out.out.split())
    mine = typist.in_vault("mine", "burn", answers="hwang\n\n")
    assert "you do not read the cards" not in mine.err
    assert typist.in_vault("mine", "card", "out", "vault:heron").out == "No card of this journey is out.\n"


def test_a_burnt_device_is_removed_alone(typist: Typist) -> None:
    """Its owner's other device stays."""
    typist.joins("mine", "tablet", "peter", "heron")
    found = typist.in_vault("mine", "burn", "--json", answers="device:peters\n\n").json
    assert (found["what"], found["removal"]["holds"]) == ("device", True)
    members = typist.in_vault("mine", "vault", "members", "--json").json["members"]
    peter = next(one for one in members if one["member"] == "peter")
    assert {one["label"]: one["removed"] for one in peter["devices"]} == {"peters": True, "tablet": False}


def test_one_s_own_device_is_not_locked_out(typist: Typist) -> None:
    """It is said that somebody else must remove it; the burn stands all the same."""
    said = typist.in_vault("mine", "burn", answers="founder\n\n")
    assert "another administrator does it" in said.err
    assert "founder (member) is burnt" in said.out
    assert typist.in_vault("mine", "burn", "list", "--json").json


def test_cards_of_closed_legs_get_new_keys(typist: Typist) -> None:
    """A burnt broker's legs are closed, and whoever carries on reads their cards under a key of its own."""
    found = typist.in_vault("mine", "burn", "--json", answers="hwang\n\n").json
    heron = next(one for one in found["missions"] if one["mission"] == "vault:heron")
    assert heron["rotated"] == ["heron/card:to-barn"]
    assert ("member:peter", "member") in [(one["who"], one["why"]) for one in found["warn"]]


def test_all_missions_of_the_vault_hear_of_it(typist: Typist) -> None:
    """Whichever of them was named: a burn leaves none out."""
    found = typist.in_vault("mine", "burn", "vault:heron", "--json", answers="hwang\n\n").json
    assert [one["mission"] for one in found["missions"]] == ["vault:crane", "vault:heron"]


def closed_to(typist: Typist, *packs: str) -> list[list[str]]:
    """The legs that are closed to the journey of each pack."""
    shown = typist.types("journey", "show", *packs, "--json").json
    return [sorted(one["answer"]["closed"]) for one in shown]


def test_taken_back_in_one_mission_it_stands_in_the_other(tmp_path: Path) -> None:
    """Somebody answers for it there: the journey goes on as before, and the other's does not."""
    typist = Typist(tmp_path)
    north, south = str(a_mission(tmp_path / "north", BEGAN)), str(a_mission(tmp_path / "south", BEGAN))
    found = typist.types("burn", north, south, "--json", answers="hwang\n\nesther\n").json
    shut = closed_to(typist, north, south)
    ids = {one["mission"]: one["id"] for one in found["missions"]}
    answer = {"kind": "correction", "source": "esther", "happened": START, "answers": ids[north]}
    typist.types("report", "add", north, "--json", answers=json.dumps(answer))
    assert [shut, closed_to(typist, north, south)] == [[["to-barn"], ["to-barn"]], [[], ["to-barn"]]]


def test_a_house_of_the_same_name_elsewhere_is_another(tmp_path: Path) -> None:
    """Two missions may each have a barn: the one that Hwang never saw stays open."""
    typist = Typist(tmp_path)
    north = str(a_mission(tmp_path / "north", BEGAN))
    features = [place("barn", at=(100.0, 10.0), kind="safe_house"), leg("in", to="barn"), leg("on", origin="barn")]
    south = str(write_pack(tmp_path / "south", *features, start=START, hours=24))
    found = typist.types("burn", north, south, "--json", answers="hwang\n\nesther\n").json
    closed = {one["mission"]: one["closed"] for one in found["missions"]}
    assert [one["place"] for one in closed[north]["places"]] == ["barn"]
    assert closed[south]["places"] == []
    assert [one["place"] for one in closed[south]["known"]] == ["a"]


def test_a_pack_that_is_broken_does_not_stop_a_burn(tmp_path: Path) -> None:
    """It is a warning: the others must hear of it at once."""
    typist, broken = Typist(tmp_path), tmp_path / "broken"
    write_pack(broken, leg("road", to="nowhere"))
    said = typist.types("burn", str(a_mission(tmp_path / "north", BEGAN)), str(broken), answers="hwang\n\nesther\n")
    assert "hwang runs it" in flat(said)
    assert "warning: " in said.err


def test_a_burn_that_was_typed_as_a_report_is_listed_too(tmp_path: Path) -> None:
    """It closes as much; whom to warn it does not say, and that is said."""
    typist, pack = Typist(tmp_path), str(a_mission(tmp_path / "north", BEGAN))
    assert "Nobody and nothing is burnt here." in typist.types("burn", "list", pack).out
    typed = {"kind": "burn", "source": "esther", "happened": START, "what": "broker", "name": "hwang"}
    typist.types("report", "add", pack, "--json", answers=json.dumps(typed))
    assert "nobody is listed to be warned" in flat(typist.types("burn", "list", pack))
    typist.types("burn", pack, answers="hwang\n\nesther\n")
    assert "are open" in flat(typist.types("burn", "list", pack))


def test_the_watch_goes_by_the_new_way(tmp_path: Path) -> None:
    """What is expected of a journey is what its way makes us expect after the burn."""
    typist, pack = Typist(tmp_path), str(a_mission(tmp_path / "north", BEGAN))
    assert numbers_watched(pack) == set()
    typist.types("burn", pack, answers="hwang\n\nesther\n")
    assert numbers_watched(pack) == {417}
