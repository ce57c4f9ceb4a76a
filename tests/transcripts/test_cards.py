"""Cards from a vault: given, kept, the same on every device; check-in words said and heard; a language reviewed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.builders import leg, place, write_pack
from tests.keeping import Typist
from waystation.wording.cards import tongues

START = "2031-10-01T18:00:00+07:00"
LEFT, BACK = "2031-10-01T18:30:00+07:00", "2031-10-01T20:30:00+07:00"
NOTES = [
    {"id": "dry", "when": {"modes": ["foot"]}, "text": {"en": "Keep dry.", "th": "อย่าให้เปียก"}, "source": "a handbook"},
]


def a_mission(folder: Path, **words: Any) -> Path:
    """A walk with a guide to a mill, a rest, and a ride with a driver to a camp over the border."""
    zone = {"tz": "Asia/Vientiane"}
    return write_pack(
        folder,
        place("hut", kind="home", name="Hut above the fields", **zone),
        place("mill", kind="safe_house", name="Old rice mill", language="lo", **zone),
        place("camp", kind="camp", name="Reception camp", **zone),
        leg(
            "path",
            "hut",
            "mill",
            mode="foot",
            minutes=120,
            broker="kim",
            fee=41,
            window=["18:00-18:30"],
            risk={"late": [0.1, 0.2]},
        ),
        leg("road", "mill", "camp", minutes=60, broker="lee", fee=43, window=["06:00-08:00"]),
        start=START,
        hours=48,
        mission={"from": "hut", "to": ["camp"]},
        broker=[
            {"id": "kim", "role": "guide", "language": "lo", "record": {"kept": 30, "broken": 0}},
            {"id": "lee", "role": "driver", "record": {"kept": 30, "broken": 0}},
        ],
        travellers=[{"id": "mother", "sex": "woman", "age": 41}, {"id": "boy", "age": 9}],
        advice=NOTES,
        **words,
    )


def begins(typist: Typist, vault: str, name: str, number: int) -> None:
    """The mission is accepted: its journey runs."""
    mark = {
        "kind": "journey",
        "journey": name,
        "state": "accepted",
        "number": number,
        "source": "anna",
        "happened": START,
    }
    typist.in_vault(vault, "report", "add", f"vault:{name}", "--json", answers=json.dumps(mark))


@pytest.fixture
def typist(tmp_path: Path) -> Iterator[Typist]:
    """Somebody with a vault in which a journey runs, and a second device of another member, Peter."""
    typist = Typist(tmp_path / "desk")
    typist.creates("mine")
    typist.in_vault("mine", "vault", "put", str(a_mission(tmp_path / "pack")), "--name", "heron")
    begins(typist, "mine", "heron", 481)
    typist.joins("mine", "peters", "peter", "heron", "heron/cards", "house")
    yield typist
    for vault in ("mine", "peters"):
        typist.checks(vault)


def card(typist: Typist, whom: str, *arguments: str, vault: str = "mine") -> Any:
    """One card as JSON, held to the schema that is published for it."""
    found = typist.in_vault(vault, "card", "vault:heron", "--json", *arguments, answers=f"{whom}\n").json
    Draft202012Validator(typist.types("schema", "card").json).validate(found)
    return found[0]


def kept(typist: Typist, kind: str, vault: str = "mine") -> list[Any]:
    """The reports of a kind that a device sees."""
    found = typist.in_vault(vault, "report", "list", "vault:heron", "--kind", kind, "--json").json
    assert isinstance(found, list)
    return found


def words(typist: Typist, vault: str = "mine", pack: str = "vault:heron") -> Any:
    """The check-in words, by language."""
    found = typist.in_vault(vault, "card", "words", pack, "--json").json
    Draft202012Validator(typist.types("schema", "card-words").json).validate(found)
    return found["words"]


def test_a_card_is_given_and_kept(typist: Typist) -> None:
    """What somebody was told is a report in the mission's cards; the same card again adds none."""
    said = typist.in_vault("mine", "card", "vault:heron", "--language", "en", answers="broker:kim\n")
    assert said.out.startswith("Where: Hut above the fields\nWhen: Wed 1 Oct, 18:00 to 18:30\nHow many: 2\nYou show: ")
    assert "Bring them on foot to Old rice mill. You are there: 20:30." in said.out
    assert "Kept as told to kim: leg path." in said.err
    (report,) = kept(typist, "card")
    assert (report["to"], report["legs"], report["language"]) == ("broker:kim", ["path"], "en")
    assert report["reviewed"] is True
    typist.in_vault("mine", "card", "vault:heron", "--language", "en", answers="broker:kim\n")
    assert len(kept(typist, "card")) == 1
    assert len(kept(typist, "signs")) == 1


def test_both_sides_are_told_the_same_signs(typist: Typist) -> None:
    """Broker and travellers, on two devices and in two languages, are told one pair; each house has its own."""
    broker = card(typist, "broker:kim")
    typist.hands("mine", "stick")
    typist.takes("peters", "stick")
    traveller = card(typist, "traveller", "--language", "ko", "--leg", "path", vault="peters")
    host = card(typist, "host:mill", vault="peters")
    assert broker["signs"] == traveller["signs"] != host["signs"]
    assert traveller["arriving"] == host["signs"]
    assert (broker["shows"], traveller["shows"]) == (True, False)
    assert (traveller["goal"], broker["goal"]) == (None, "mill")
    assert kept(typist, "signs") == kept(typist, "signs", "peters")


def test_two_journeys_are_never_mistaken_for_each_other(typist: Typist, tmp_path: Path) -> None:
    """Another journey on the same ways has other words, and each is heard as its own."""
    typist.in_vault("mine", "vault", "put", str(a_mission(tmp_path / "other")), "--name", "egret")
    begins(typist, "mine", "egret", 512)
    mine, theirs = words(typist), words(typist, pack="vault:egret")
    assert not set(mine["en"].values()) & set(theirs["en"].values())
    for name, number, found in (("heron", 481, mine), ("egret", 512, theirs)):
        for meaning, phrase in found["ko"].items():
            heard = typist.in_vault("mine", "card", "heard", "--json", answers=f"{phrase}\n").json
            assert heard == {"journey": name, "number": number, "word": meaning, "report": None}


def test_words_that_are_heard_can_be_kept(typist: Typist) -> None:
    """As a sign of life of their journey; what is no word of it is kept by nobody, and ends with 1."""
    pressed = words(typist)["en"]["pressed"].upper().replace(".", " ")
    said = typist.in_vault("mine", "card", "heard", "vault:heron", "--keep", answers=f"{pressed}\n")
    assert "somebody forces them to say so. Talk as always, ask nothing" in " ".join(said.out.split())
    (report,) = kept(typist, "checkin")
    assert (report["journey"], report["word"]) == ("heron", "pressed")
    said = typist.in_vault("mine", "card", "heard", "vault:heron", "--keep", answers="We are fine.\n", status=1)
    assert "Nothing is guessed" in said.out
    assert len(kept(typist, "checkin")) == 1


def test_words_are_only_said(typist: Typist) -> None:
    """They stand in no print, no message and no file; read aloud, travellers and liaisons hear them, brokers never."""
    phrases = words(typist)["en"].values()
    for whom in ("traveller", "liaison:ana", "broker:kim", "host:mill"):
        for form in ("print", "sms", "aloud"):
            said = typist.in_vault(
                "mine", "card", "vault:heron", "--language", "en", "--as", form, answers=f"{whom}\n"
            ).out
            heard = [phrase for phrase in phrases if phrase in said]
            assert bool(heard) == (form == "aloud" and whom in ("traveller", "liaison:ana"))


def test_an_unreviewed_language_is_marked_until_it_is_signed(typist: Typist, monkeypatch: pytest.MonkeyPatch) -> None:
    """A named reader signs; from then on, and on every device, it is not marked; a changed sentence marks it again."""
    marked = "Not yet reviewed by a speaker of Lao."
    first = typist.in_vault("mine", "card", "vault:heron", answers="broker:kim\n")
    assert first.out.splitlines()[1] == marked
    assert "It is marked as not reviewed." in first.err
    done = typist.in_vault("mine", "card", "review", "vault:heron", "--language", "lo", answers="Sister Noy\n")
    assert "Sister Noy has read all of it" in done.out
    assert marked not in typist.in_vault("mine", "card", "vault:heron", answers="broker:kim\n").out
    assert sorted(one["reviewed"] for one in kept(typist, "card")) == [False, True]

    typist.hands("mine", "stick")
    typist.takes("peters", "stick")
    assert card(typist, "broker:kim", vault="peters")["reviewed"] is True

    lao = tongues.TONGUES["lo"]
    changed = replace(lao, sentences={**lao.sentences, "where": "ຢູ່ບ່ອນໃດ"})
    monkeypatch.setitem(tongues.TONGUES, "lo", changed)  # type: ignore[arg-type]
    assert card(typist, "broker:kim")["reviewed"] is False


def test_a_missions_notes_are_reviewed_beside_the_sentences(typist: Typist) -> None:
    """A card with a note in a language stays marked until the notes are signed too; one without needs only the rest."""
    typist.in_vault("mine", "card", "review", "--language", "th", answers="Khru Somchai\n")
    assert card(typist, "broker:kim", "--language", "th")["reviewed"] is True
    assert card(typist, "traveller", "--language", "th", "--leg", "path")["notes"] == ["dry"]
    assert card(typist, "traveller", "--language", "th", "--leg", "path")["reviewed"] is False
    typist.in_vault("mine", "card", "review", "vault:heron", "--language", "th", answers="Khru Somchai\n")
    assert card(typist, "traveller", "--language", "th", "--leg", "path")["reviewed"] is True
    standing = typist.in_vault("mine", "card", "review", "vault:heron", "--json").json
    Draft202012Validator(typist.types("schema", "card-review").json).validate(standing)
    assert {one["language"]: one["reviewed"] for one in standing} == {
        "en": True, "ko": True, "zh": False, "vi": False, "lo": False, "th": True,
    }  # fmt: skip
    again = typist.in_vault(
        "mine", "card", "review", "vault:heron", "--language", "th", answers="Khru Somchai\n", status=2
    )
    assert "has signed these very sentences already" in again.err


def test_a_file_is_in_the_clear_and_says_so(typist: Typist) -> None:
    """Or is sealed for somebody; several cards get a number each; a picture is print."""
    out = typist.path("card.txt")
    said = typist.in_vault("mine", "card", "vault:heron", "--language", "en", "-o", out, answers="traveller\n")
    assert "This file can be read by whoever holds it; --age RECIPIENT seals it." in said.out
    assert Path(out).read_text("utf-8").startswith("Where: Hut above the fields")
    typist.in_vault("mine", "card", "vault:heron", "--all", "--language", "en", "-o", out, answers="traveller\n")
    assert sorted(path.name for path in typist.folder.glob("card-*.txt")) == [f"card-{n}.txt" for n in range(1, 5)]
    key = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"
    typist.in_vault("mine", "card", "vault:heron", "--language", "en", "-o", out, "--age", key, answers="broker:lee\n")
    assert Path(f"{out}.age").read_bytes().startswith(b"age-encryption.org/v1")
    assert b"Old rice mill" not in Path(f"{out}.age").read_bytes()


def test_a_draft_leaves_nothing_behind(typist: Typist) -> None:
    """It shows no sign, says that it is one in both languages, and neither draws nor keeps."""
    said = typist.in_vault("mine", "card", "vault:heron", "--draft", "--language", "ko", answers="broker:lee\n")
    assert said.out.splitlines()[1] == "DRAFT."
    assert "아직 정해지지 않음" in said.out
    assert kept(typist, "card") == kept(typist, "signs") == []


@pytest.mark.parametrize(
    ("answers", "arguments", "said"),
    [
        ("", (), "For whom"),
        ("nobody\n", (), "nobody is nobody to whom a card is given"),
        ("liaison\n", (), "write broker:ID, host:PLACE, traveller or liaison:NAME"),
        ("broker:kin\n", (), "did you mean kim?"),
        ("host:mil\n", (), "did you mean mill?"),
        ("host:hut\n", ("--leg", "road"), "there are hut"),
        ("broker:kim\n", ("--leg", "road"), "road is no leg or stay of theirs that lies ahead; there are path"),
        ("broker:kim\n", ("--language", "xx"), "cards are not written in xx; they are in en, ko, zh, vi, lo, th"),
        ("broker:kim\n", ("-o", "card.doc"), "card.doc has no ending that a card can be written as"),
        ("broker:kim\n", ("-o", "card.png", "--as", "sms"), "a card as sms is text"),
        ("broker:kim\n12a\n", ("--call",), "12a is no number to call"),
    ],
)
def test_what_is_no_card_leaves_nothing(typist: Typist, answers: str, arguments: tuple[str, ...], said: str) -> None:
    """One line each, and neither a report nor a file."""
    found = typist.in_vault("mine", "card", "vault:heron", *arguments, answers=answers, status=2)
    assert said in found.err
    assert kept(typist, "card") == []


def test_without_a_journey_there_are_no_words(typist: Typist, tmp_path: Path) -> None:
    """A mission that nobody accepted has drafts only."""
    folder = str(a_mission(tmp_path / "planned"))
    said = typist.types("card", folder, "--language", "en", answers="broker:kim\n")
    assert "No journey runs" in said.err
    assert "not drawn yet" in said.out
    assert "no journey runs" in typist.types("card", "words", folder, answers="", status=2).err


def test_a_card_that_does_not_hold_is_named(typist: Typist) -> None:
    """The guide could not be met and they leave later: whoever was told the old hour is named, until told the new."""
    for whom in ("broker:kim", "broker:lee", "host:mill"):
        typist.in_vault("mine", "card", "vault:heron", "--language", "en", answers=f"{whom}\n")
    held = typist.in_vault("mine", "card", "out", "vault:heron")
    assert held.out.count("holds: ") == 3
    assert "Every card that is out holds, or is over." in held.out
    back = {"kind": "delivery", "journey": "heron", "leg": "path", "outcome": "back", "source": "kim", "broker": "kim"}
    left = {"kind": "departure", "journey": "heron", "leg": "path", "source": "kim", "happened": LEFT, "heard": LEFT}
    typist.in_vault("mine", "report", "add", "vault:heron", "--json", answers=json.dumps(left))
    turned = {**back, "happened": BACK, "heard": BACK}
    typist.in_vault("mine", "report", "add", "vault:heron", "--json", answers=json.dumps(turned))
    found = typist.in_vault("mine", "card", "out", "vault:heron", "--json").json
    Draft202012Validator(typist.types("schema", "card-out").json).validate(found)
    assert {one["to"]: one["state"] for one in found} == {
        "broker:kim": "moved", "broker:lee": "moved", "place:mill": "moved",
    }  # fmt: skip
    said = typist.in_vault("mine", "card", "out", "vault:heron").out
    assert "TELL THEM: now Thu 2 Oct 18:00 +07, not Wed 1 Oct 18:00 +07" in said
    assert "3 cards do not hold: call, and give a new one where there is one." in said
    typist.in_vault("mine", "card", "vault:heron", "--language", "en", answers="broker:kim\n")
    again = typist.in_vault("mine", "card", "out", "vault:heron", "--json").json
    assert {one["to"]: one["state"] for one in again}["broker:kim"] == "holds"


def test_who_is_ill_changes_everybodys_hours(typist: Typist) -> None:
    """The guide's card knows of it as the travellers' does, for all are told the same hours."""
    before = card(typist, "broker:kim")
    ill = {"kind": "illness", "journey": "heron", "person": "mother", "pace": 0.5, "source": "kim"}
    typist.in_vault(
        "mine", "report", "add", "vault:heron", "--json", answers=json.dumps({**ill, "happened": START, "heard": START})
    )
    broker, traveller = card(typist, "broker:kim"), card(typist, "traveller", "--leg", "path")
    assert broker["arrives"] > before["arrives"]
    host = card(typist, "host:mill")
    assert (broker["opens"], broker["arrives"]) == (traveller["opens"], host["opens"])
