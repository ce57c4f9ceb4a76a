"""A night as it is worked through: the sheet, calls, the hand-over between two devices, cash, and who is on call."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.builders import leg, place, write_pack
from tests.keeping import Said, Typist

START = "2031-10-01T18:00:00+07:00"
NINE = ("--now", "2031-10-01T21:00+07:00")
HEARD = ("--heard", "2031-10-01T23:00+07:00")
TEN = ("--now", "2031-10-01T22:00+07:00")


def report(hour: int, minute: int = 0, **words: object) -> dict[str, Any]:
    """A report of the journey on the evening of 1 October."""
    when = f"2031-10-01T{hour:02}:{minute:02}:00+07:00"
    return {"source": "hwang", "happened": when, "heard": when, "journey": "north", **words}


STORY = [
    report(18, kind="journey", state="accepted", number=417),
    report(18, 30, kind="departure", leg="to-barn"),
]


def a_mission(folder: Path, *reports: dict[str, Any], name: str = "Northwards") -> Path:
    """Half an hour to a barn with Hwang, and at night with Boun over to the end, in another zone."""
    features = [
        place("barn", kind="safe_house", name="The barn"),
        place("b", kind="camp", tz="Asia/Tokyo"),
        leg("to-barn", to="barn", broker="hwang", fee=100),
        leg("over", origin="barn", broker="boun", departures=["02:00"], minutes=60, mode="foot"),
    ]
    broker = [
        {"id": "hwang", "name": "Mr. Hwang", "role": "guide", "terms": {"held": 0.5}},
        {"id": "boun", "name": "Boun", "role": "boatman"},
    ]
    lines = "".join(json.dumps(one) + "\n" for one in reports).encode()
    extra = {"reports.jsonl": lines} if reports else None
    path = write_pack(folder, *features, start=START, hours=24, broker=broker, extra=extra)
    (path / "pack.toml").write_text((path / "pack.toml").read_text().replace('"small"', f'"{name}"'))
    return path


def fits(typist: Typist, schema: str, value: object) -> None:
    """What a command printed fits the schema that is published for it."""
    Draft202012Validator(typist.types("schema", schema).json).validate(value)


def flat(said: Said) -> str:
    """What was printed, whatever the width of a line."""
    return " ".join(said.out.split())


# ---- the sheet


def test_the_sheet_of_two_missions(tmp_path: Path) -> None:
    """Silence first, then calls by the hour, each with the hour there where it is another."""
    typist = Typist(tmp_path)
    packs = [str(a_mission(tmp_path / "north", *STORY)), str(a_mission(tmp_path / "quiet"))]
    said = flat(typist.types("tonight", *packs, *NINE))
    assert "Wed 1 Oct 21:00 +07. On call: nobody" in said
    assert said.index("Signs of life") < said.index("nothing was heard") < said.index("Calls")
    assert "417 Mr. Hwang nothing was heard" in said
    found = typist.types("tonight", *packs, "--json", *NINE).json
    fits(typist, "tonight", found)
    assert [(one["need"], one["who"]) for one in found["items"] if one["need"] != "look"] == [
        ("overdue", "broker:hwang"), ("call", "place:barn"), ("call", "place:b"), ("call", "broker:boun"),
    ]  # fmt: skip
    assert "the host of The barn have they come? They were to, Wed 1 Oct 19:00" in said
    end = next(one for one in found["items"] if one["who"] == "place:b")
    assert (end["when"][11:], end["local"][11:]) == ("21:00:00+07:00", "23:00:00+09:00")


@pytest.mark.parametrize(("why", "all_shown"), [("member", False), ("on_leg", True)])
def test_more_than_a_screen_is_counted_but_never_who_is_in_danger(tmp_path: Path, why: str, all_shown: bool) -> None:
    """The sheet fits on a screen; whoever is in danger now is on it, however many they are; --all shows everything."""
    warn = [{"who": f"member:helper {number:02}", "why": why} for number in range(40)]
    burn = report(20, kind="burn", what="broker", name="kang", warn=warn)
    del burn["journey"]
    typist, pack = Typist(tmp_path), str(a_mission(tmp_path / "north", *STORY, burn))
    said = typist.types("tonight", pack, *NINE).out
    assert (said.count("helper") == 40) is all_shown
    if not all_shown:
        assert len(said.splitlines()) <= 24 + 3, "besides the head and how many more there are"
    assert "less urgent; --all shows them" in flat(typist.types("tonight", pack, *NINE))
    assert typist.types("tonight", pack, *NINE, "--all").out.count("helper") == 40


def test_a_quiet_night(tmp_path: Path) -> None:
    """No journey runs: nothing needs anybody, and that is said."""
    typist = Typist(tmp_path)
    assert "Nothing needs anybody now." in typist.types("tonight", str(a_mission(tmp_path / "p")), *NINE).out


def test_one_broken_pack_does_not_hide_the_rest(tmp_path: Path) -> None:
    """It is a warning; alone it is an error."""
    typist, broken = Typist(tmp_path), tmp_path / "broken"
    pack = str(a_mission(tmp_path / "north", *STORY))
    write_pack(broken, leg("road", to="nowhere"))
    said = typist.types("tonight", pack, str(broken), *NINE)
    assert "Mr. Hwang" in said.out
    assert said.err.splitlines()[0].startswith("warning: ")
    typist.types("tonight", str(broken), *NINE, status=2)


def test_the_sheet_as_a_file(tmp_path: Path) -> None:
    """Plain text without a terminal's marks; it says that it lies in the clear."""
    typist, pack = Typist(tmp_path), str(a_mission(tmp_path / "north", *STORY))
    said = typist.types("tonight", pack, *NINE, "-o", typist.path("sheet.txt"))
    assert "can be read by whoever holds it" in said.out
    text = Path(typist.path("sheet.txt")).read_text("utf-8")
    assert "Signs of life\n" in text
    assert "\x1b" not in text


# ---- calls


def test_a_call_is_kept_and_takes_its_line_off_the_sheet(tmp_path: Path) -> None:
    """By whatever name; one that nobody answered stays, and says when it was tried."""
    typist, pack = Typist(tmp_path), str(a_mission(tmp_path / "north", *STORY))
    typist.types("call", pack, *NINE, answers="boun\nno answer\nthe crossing\nesther\n")
    assert "tried 21:00, no answer" in flat(typist.types("tonight", pack, *TEN))
    typist.types("call", pack, *TEN, answers="Boun\nreached\n\nesther\n")
    found = typist.types("tonight", pack, "--json", *TEN).json
    assert [one["who"] for one in found["items"] if one["need"] == "call"] == ["place:barn", "place:b"]
    log = typist.types("call", "list", pack, "--json").json
    fits(typist, "call", log)
    assert [(one["who"], one["outcome"]) for one in log] == [("broker:boun", "reached"), ("broker:boun", "no_answer")]
    assert flat(typist.types("call", "list", pack)).startswith("Wed 1 Oct 22:00 Boun reached")


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        ("boun\nshouted\n\nesther\n", "is no outcome of a call"),
        ("boun\nreached\n\n\n", "Who says so"),
        ("\n", "With whom"),
    ],
)
def test_a_call_that_is_none_leaves_nothing(tmp_path: Path, answers: str, says: str) -> None:
    """One line, and nothing is written."""
    typist, pack = Typist(tmp_path), a_mission(tmp_path / "north", *STORY)
    before = (pack / "reports.jsonl").read_bytes()
    assert says in typist.types("call", str(pack), *NINE, answers=answers, status=2).err.splitlines()[-1]
    assert (pack / "reports.jsonl").read_bytes() == before


# ---- money


def test_the_cash_book(tmp_path: Path) -> None:
    """Who holds what now, and what does not agree with what was done."""
    typist = Typist(tmp_path)
    came = report(19, kind="delivery", leg="to-barn", broker="hwang", outcome="arrived")
    paid = report(18, 20, kind="payment", to="hwang", amount=50, state="paid", by="esther")
    pack = str(a_mission(tmp_path / "north", *STORY, paid, came))
    typist.types("cash", "give", pack, *NINE, answers="office\nesther\n1,000\nesther\n")
    found = typist.types("cash", pack, "--json").json
    fits(typist, "cash", found)
    assert found[0]["in_hands"] == 950
    assert [(one["code"], one["who"], one["amount"]) for one in found[0]["differences"]] == [("held_due", "hwang", 50)]
    said = flat(typist.types("cash", pack))
    assert "Brought in: USD 1,000 from office. In hands now: USD 950." in said
    assert "417: Mr. Hwang is owed USD 50 of the held share: they arrived." in said
    assert "is owed USD 50" in flat(typist.types("tonight", pack, *NINE))


@pytest.mark.parametrize("amount", ["much", "-5", "0", "inf", "nan", "", "2.000", "1,5", "1,50,000", "２００", "1e3"])
def test_money_that_is_none_leaves_nothing(tmp_path: Path, amount: str) -> None:
    """An amount above nothing, or no report."""
    typist, pack = Typist(tmp_path), a_mission(tmp_path / "north", *STORY)
    before = (pack / "reports.jsonl").read_bytes()
    typist.types("cash", "give", str(pack), *NINE, answers=f"office\nesther\n{amount}\nesther\n", status=2)
    assert (pack / "reports.jsonl").read_bytes() == before


def test_an_amount_with_commas_between_thousands(tmp_path: Path) -> None:
    """And two places after the point; nobody gives money to themselves."""
    typist, pack = Typist(tmp_path), str(a_mission(tmp_path / "north", *STORY))
    said = typist.types("cash", "give", pack, *NINE, answers="office\nesther\n1,234,000.50\nesther\n")
    assert "gave esther USD 1,234,000" in flat(said)
    typist.types("cash", "give", pack, *NINE, answers="Esther\nesther\n5\nesther\n", status=2)


# ---- on call


def test_somebody_is_put_on_call(tmp_path: Path) -> None:
    """For so many hours, or until a time; then nobody is."""
    typist, pack = Typist(tmp_path), str(a_mission(tmp_path / "north", *STORY))
    assert "Nobody is on call" in typist.types("oncall", pack, *NINE).out
    typist.types("oncall", "set", pack, *NINE, answers="esther\n8\npeter\n")
    found = typist.types("oncall", pack, "--json", *TEN).json
    fits(typist, "oncall", found)
    assert (found[0]["who"], found[0]["until"]) == ("esther", "2031-10-02T05:00:00+07:00")
    assert "On call: esther until Thu 2 Oct 05:00" in flat(typist.types("tonight", pack, *TEN))
    assert typist.types("oncall", pack, "--json", "--now", "2031-10-02T06:00+07:00").json == []


@pytest.mark.parametrize(
    ("until", "says"),
    [("soon", "must be a number of hours"), ("-1", "before it begins"), ("2031-10-01T20:00+07:00", "before")],
)
def test_on_call_until_never_leaves_nothing(tmp_path: Path, until: str, says: str) -> None:
    """One line, and nothing is written."""
    typist, pack = Typist(tmp_path), a_mission(tmp_path / "north", *STORY)
    before = (pack / "reports.jsonl").read_bytes()
    said = typist.types("oncall", "set", str(pack), *NINE, answers=f"esther\n{until}\npeter\n", status=2)
    assert says in said.err
    assert (pack / "reports.jsonl").read_bytes() == before


# ---- handing over, in a vault


@pytest.fixture
def typist(tmp_path: Path) -> Iterator[Typist]:
    """Two missions in a vault; Peter reads one of them on a device of his own."""
    typist = Typist(tmp_path / "desk")
    typist.creates("mine")
    typist.in_vault("mine", "vault", "put", str(a_mission(tmp_path / "n", *STORY)), "--name", "heron")
    typist.in_vault("mine", "vault", "put", str(a_mission(tmp_path / "s", name="South")), "--name", "crane")
    typist.joins("mine", "peters", "peter", "heron")
    yield typist
    for vault in ("mine", "peters"):
        typist.checks(vault)


def exchanged(typist: Typist, one: str, other: str) -> None:
    """All that one device holds goes to the other."""
    stick = f"{one}-to-{other}"
    typist.hands(one, stick)
    typist.takes(other, stick)


def test_the_night_goes_from_one_device_to_another(typist: Typist) -> None:
    """Said with what is open; taken on the other's device; then it stands on both."""
    made = typist.in_vault("mine", "handover", "to", "--json", *NINE, answers="peter\n").json
    fits(typist, "handover", made)
    assert (made[0]["by"], made[0]["to"], made[0]["taken"]) == ("founder", "peter", None)
    assert "Mr. Hwang: nothing was heard" in made[0]["missions"][0]["open"][0]
    assert "not taken: waystation handover take" in flat(typist.in_vault("mine", "tonight", *TEN))

    exchanged(typist, "mine", "peters")
    said = typist.in_vault("peters", "handover", "take", *TEN)
    assert "peter has the night; founder may sleep." in flat(said)
    exchanged(typist, "peters", "mine")
    for vault in ("mine", "peters"):
        found = typist.in_vault(vault, "handover", "--json", *TEN).json
        fits(typist, "handover", found)
        assert found[-1]["taken"] == "2031-10-01T22:00:00+07:00"
        assert "not taken" not in typist.in_vault(vault, "tonight", *TEN).out


def test_what_changed_since_is_told_with_the_next(typist: Typist) -> None:
    """From the last hand-over that was taken on; not what was told with it."""
    first = flat(typist.in_vault("mine", "handover", "to", *NINE, answers="peter\n"))
    assert "What has happened" in first
    assert "The barn (hwang)" in first
    exchanged(typist, "mine", "peters")
    typist.in_vault("peters", "handover", "take", *TEN)
    came = report(22, 30, kind="delivery", leg="to-barn", broker="hwang", outcome="late")
    typist.in_vault("peters", "report", "add", "vault:heron", "--json", *HEARD, answers=json.dumps(came))
    back = ("--now", "2031-10-01T23:00+07:00")
    second = flat(typist.in_vault("peters", "handover", "to", *back, answers="founder\n"))
    assert "What changed since the last hand-over" in second
    assert "arrived late" in second
    assert "begins" not in second


def test_nobody_takes_what_they_handed_over(typist: Typist) -> None:
    """Neither on that device, nor on another of theirs, nor in the other's name by a typed report."""
    made = typist.in_vault("mine", "handover", "to", "--json", *NINE, answers="peter\n").json
    typist.joins("mine", "tablet", "founder", "heron")
    for vault in ("mine", "tablet"):
        said = typist.in_vault(vault, "handover", "take", *TEN, status=2)
        assert "was not handed over to founder, but to peter" in said.err
        typed = report(22, kind="acknowledged", answers=made[0]["missions"][0]["id"], text=vault) | {"source": "peter"}
        del typed["journey"]
        typist.in_vault(vault, "report", "add", "vault:heron", "--json", *HEARD, answers=json.dumps(typed))
        assert typist.in_vault(vault, "handover", "--json", *TEN).json[-1]["taken"] is None


@pytest.mark.parametrize(
    ("name", "says"), [("founder", "cannot hand over to"), ("Martha", "who could: peter"), ("", "Nothing was answered")]
)
def test_a_hand_over_to_nobody_leaves_nothing(typist: Typist, name: str, says: str) -> None:
    """To oneself, to whom has no device, to nobody: a line, and nothing is written."""
    said = typist.in_vault("mine", "handover", "to", *NINE, answers=f"{name}\n", status=2)
    assert says in said.err.splitlines()[-1]
    assert typist.in_vault("mine", "handover", "--json", *NINE).json == []


def test_no_line_of_one_mission_stands_in_another(typist: Typist) -> None:
    """Peter, who reads heron alone, hears in no hand-over of crane, and its lines are not in what he holds."""
    begun = report(18, kind="journey", state="accepted", number=418) | {"journey": "south"}
    left = report(18, 30, kind="departure", leg="to-barn") | {"journey": "south"}
    for one in (begun, left):
        typist.in_vault("mine", "report", "add", "vault:crane", "--json", *HEARD, answers=json.dumps(one))
    made = typist.in_vault("mine", "handover", "to", "--json", *NINE, answers="peter\n").json
    assert [one["mission"] for one in made[0]["missions"]] == ["vault:heron"]
    assert made[0]["kept"] == ["vault:crane"]
    exchanged(typist, "mine", "peters")
    found = typist.in_vault("peters", "handover", "--json", *TEN).json
    assert [one["mission"] for one in found[-1]["missions"]] == ["vault:heron"]
    assert "418" not in json.dumps(found)
    said = flat(typist.in_vault("mine", "handover", "to", *TEN, answers="peter\n"))
    assert "Still founder's, for peter does not read it: vault:crane." in said


def test_who_reads_none_of_it_cannot_take_the_night(typist: Typist) -> None:
    """A member without a mission is told so in a line, and nothing is written."""
    typist.joins("mine", "guests", "martha")
    said = typist.in_vault("mine", "handover", "to", *NINE, answers="martha\n", status=2)
    assert "martha reads none of these missions" in said.err
    assert typist.in_vault("mine", "handover", "--json", *NINE).json == []


def test_the_sheet_goes_by_who_is_ill_and_names_nobody(typist: Typist) -> None:
    """Its hours are those of the answer, which knows that somebody walks slower; that it looked is written down."""
    came = report(19, kind="delivery", leg="to-barn", broker="hwang", outcome="arrived")
    ill = report(19, 30, kind="illness", person="boy", pace=0.25)
    for one in (came, ill):
        typist.in_vault("mine", "report", "add", "vault:heron", "--json", *HEARD, answers=json.dumps(one))
    found = typist.in_vault("mine", "tonight", "--json", *NINE)
    (call,) = [one for one in found.json["items"] if one["who"] == "place:b"]
    assert datetime.fromisoformat(call["fields"]["until"]) == datetime.fromisoformat("2031-10-02T06:00+07:00")
    assert "boy" not in found.out
    assert "boy" not in typist.in_vault("mine", "tonight", *NINE).out
    assert typist.in_vault("mine", "vault", "looks", "--json").json


def test_a_file_of_the_sheet_is_sealed(typist: Typist) -> None:
    """For whoever it is meant, with the standard tool's format."""
    from pyrage import x25519

    key = x25519.Identity.generate()
    path = typist.path("sheet.txt")
    said = typist.in_vault("mine", "tonight", "-o", path, "--age", str(key.to_public()), *NINE)
    assert "Sealed for 1 recipient" in said.out
    assert Path(path + ".age").read_bytes().startswith(b"age-encryption.org/v1")
    assert not Path(path).exists()


def test_whoever_takes_the_night_is_on_call(tmp_path: Path) -> None:
    """For as long as the other was; whoever may sleep is not the one to be woken. A third who is on call stays so."""
    typist, pack = Typist(tmp_path), str(a_mission(tmp_path / "north", *STORY))
    typist.types("oncall", "set", pack, *NINE, answers="esther\n8\nesther\n")
    typist.types("handover", "to", pack, *NINE, answers="peter\nEsther\n")
    assert "On call: esther until Thu 2 Oct 05:00" in flat(typist.types("tonight", pack, *TEN))
    typist.types("handover", "take", pack, *TEN, answers="peter\n")
    assert "On call: peter until Thu 2 Oct 05:00" in flat(typist.types("tonight", pack, *TEN))

    third = str(a_mission(tmp_path / "south", *STORY))
    typist.types("oncall", "set", third, *NINE, answers="martha\n8\nesther\n")
    typist.types("handover", "to", third, *NINE, answers="peter\nesther\n")
    typist.types("handover", "take", third, *TEN, answers="peter\n")
    assert "On call: martha" in flat(typist.types("tonight", third, *TEN))


def test_whoever_takes_the_night_on_another_device_is_on_call_on_both(typist: Typist) -> None:
    """What the other does not read stays with whoever handed over, and is named beside them."""
    typist.in_vault("mine", "oncall", "set", *NINE, answers="founder\n10\n")
    typist.in_vault("mine", "handover", "to", *NINE, answers="peter\n")
    exchanged(typist, "mine", "peters")
    typist.in_vault("peters", "handover", "take", *TEN)
    exchanged(typist, "peters", "mine")
    for vault, missions in (
        ("peters", {"vault:heron": "peter"}),
        ("mine", {"vault:heron": "peter", "vault:crane": "founder"}),
    ):
        found = typist.in_vault(vault, "oncall", "--json", *TEN).json
        assert {mission: one["who"] for one in found for mission in one["missions"]} == missions
