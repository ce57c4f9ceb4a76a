"""Against the verdict, by two people on two devices that exchange bundles; and what came of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.builders import condition, leg, place, write_pack
from tests.keeping import Typist

START = "2031-10-01T18:00:00+07:00"
ASKED = "go\nthey are to be sold\npeter\n"
NOON = "2031-09-30T12:00:00+07:00"


def a_mission(folder: Path) -> Path:
    """A mission whose figures are good, and for which nobody has agreed on a charter: the verdict is to hold."""
    return write_pack(
        folder, leg("ford", risk={"caught": [0.01, 0.05]}), start=START, hours=24, mission={"urgency": "PC1"}
    )


@pytest.fixture
def typist(tmp_path: Path) -> Iterator[Typist]:
    """Somebody with a vault, a mission in it, and a second device of another member, Peter, who reads the mission."""
    typist = Typist(tmp_path / "desk")
    typist.creates("mine")
    typist.in_vault("mine", "vault", "put", str(a_mission(tmp_path / "pack")), "--name", "heron")
    typist.joins("mine", "peters", "peter", "heron")
    yield typist
    for vault in ("mine", "peters"):
        typist.checks(vault)


def exchanged(typist: Typist, one: str, other: str) -> None:
    """All that one device holds goes to the other."""
    stick = f"{one}-to-{other}"
    typist.hands(one, stick)
    typist.takes(other, stick)


def decisions(typist: Typist, vault: str) -> list[Any]:
    """The decisions that a device sees."""
    found = typist.in_vault(vault, "report", "list", "vault:heron", "--kind", "decision", "--json")
    assert isinstance(found.json, list)
    return found.json


def fits(typist: Typist, command: str, value: object) -> None:
    """What a command printed fits the schema that is published for it."""
    Draft202012Validator(typist.types("schema", command).json).validate(value)


def test_two_people_on_two_devices(typist: Typist) -> None:
    """A proposal on one device and an approval on the other, carried by bundles, stand on both."""
    made = typist.in_vault("mine", "override", "vault:heron", "--json", answers=ASKED).json
    fits(typist, "override", made)
    assert (made["by"], made["asked"], made["approved"], made["overrules"]) == ("founder", "peter", False, True)

    exchanged(typist, "mine", "peters")
    waiting = typist.in_vault("peters", "approve", "vault:heron", "--json", answers="\n").json
    fits(typist, "approve", waiting)
    assert [one["id"] for one in waiting] == [made["id"]]
    done = typist.in_vault("peters", "approve", "vault:heron", answers=f"{made['id'][:6]}\n")
    assert "has two people behind it: founder, and peter." in done.out

    exchanged(typist, "peters", "mine")
    for vault in ("mine", "peters"):
        assert "Nothing waits" in typist.in_vault(vault, "approve", "vault:heron").err
        assert len(decisions(typist, vault)) == 2


def test_the_same_person_cannot_approve(typist: Typist) -> None:
    """Neither on the device that proposed, nor on another of theirs, nor by a report typed in the other's name."""
    typist.joins("mine", "phone", "founder", "heron")
    made = typist.in_vault("mine", "override", "vault:heron", "--json", answers=ASKED).json
    exchanged(typist, "mine", "phone")
    for vault in ("mine", "phone"):
        said = typist.in_vault(vault, "approve", "vault:heron", answers=f"{made['id']}\n", status=2)
        assert "somebody else must approve it" in said.err
        typed = {"kind": "decision", "source": "peter", "happened": NOON, "approves": made["id"], "text": vault}
        typist.in_vault(vault, "report", "add", "vault:heron", "--json", answers=json.dumps(typed))
        found = typist.in_vault(vault, "approve", "vault:heron", "--json", answers="\n").json
        assert [one["approved"] for one in found] == [False]
    exchanged(typist, "phone", "mine")
    exchanged(typist, "mine", "peters")
    found = typist.in_vault("peters", "approve", "vault:heron", "--json", answers="\n").json
    assert [one["approvals"] for one in found] == [[]]


def test_an_approval_counts_once(typist: Typist) -> None:
    """Whoever has approved is told so, and a second approval from the same device is not written."""
    made = typist.in_vault("mine", "override", "vault:heron", "--json", answers=ASKED).json
    exchanged(typist, "mine", "peters")
    typist.in_vault("peters", "approve", "vault:heron", answers=f"{made['id']}\n")
    before = len(decisions(typist, "peters"))
    assert "Nothing waits" in typist.in_vault("peters", "approve", "vault:heron", answers=f"{made['id']}\n").err
    assert len(decisions(typist, "peters")) == before


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ("hold\nwhy\npeter\n", "the verdict is hold already"),
        ("run\nwhy\npeter\n", "must be one of go, hold, split, decline"),
        ("go\nwhy\nFounder\n", "cannot be both"),
        ("go\nwhy\nnobody\n", "who else could approve: peter"),
        ("go\n\npeter\n", "The reason"),
        ("go\nwhy\n", "Who else stands behind it (peter)"),
        ("", "What is done instead"),
    ],
)
def test_what_is_no_override_leaves_nothing(typist: Typist, answers: str, said: str) -> None:
    """A line each, and nothing is written."""
    found = typist.in_vault("mine", "override", "vault:heron", answers=answers, status=2)
    assert said in found.err.splitlines()[-1]
    assert decisions(typist, "mine") == []


def test_calm_check_says_each_thing_once(typist: Typist) -> None:
    """Verdict, figure, strongest reason, the last overrides: once each, before anything is asked, and no more."""
    first = typist.in_vault("mine", "override", "vault:heron", answers=ASKED)
    assert first.err.count("The verdict on small is to hold.") == 1
    assert first.err.count("Of 100 such people who go, 97 arrive; at worst 95.") == 1
    assert first.err.count("The strongest reason: ") == 1
    assert first.err.count("No verdict has been overruled before.") == 1
    typist.in_vault("mine", "outcome", "vault:heron", answers="lost\n\n")
    second = typist.in_vault("mine", "override", "vault:heron", answers=ASKED)
    assert " ".join(second.err.split()).count("go where the verdict was to hold: somebody was lost.") == 1
    assert "No verdict" not in second.err


def test_plan_and_outcome_make_a_case(typist: Typist) -> None:
    """What a plan foresees is kept once, closed by the outcome, and scored; the same plan again adds nothing."""
    first = typist.in_vault("mine", "plan", "vault:heron")
    assert first.err.count("What is foreseen is kept") == 1
    again = typist.in_vault("mine", "plan", "vault:heron", "--json")
    assert "kept" not in again.err
    forecasts = typist.in_vault("mine", "report", "list", "vault:heron", "--kind", "forecast", "--json").json
    assert [one["source"] for one in forecasts] == ["founder"]
    assert forecasts[0]["p10"] <= forecasts[0]["p50"] <= forecasts[0]["p90"]
    assert again.json["safe"] == {name: forecasts[0][name] for name in ("low", "mid", "high")}

    before = typist.in_vault("mine", "calibration", "--json").json
    assert (before["cases"], before["open"]) == (0, 1)
    ended = typist.in_vault("mine", "outcome", "vault:heron", "--json", answers="safe\n\n").json
    fits(typist, "outcome", ended)
    assert ended["foreseen"]
    found = typist.in_vault("mine", "calibration", "vault:heron", "--json").json
    fits(typist, "calibration", found)
    assert (found["cases"], found["arrived"], found["open"]) == (1, 1, 0)
    assert found["expected"] == forecasts[0]["mid"]


def test_what_is_foreseen_does_not_change_the_plan(typist: Typist) -> None:
    """A plan's digest and figures are the same before and after its forecast is kept."""
    first, second = (typist.in_vault("mine", "plan", "vault:heron", "--json").json for _ in range(2))
    assert first["digest"] == second["digest"]
    assert first["safe"] == second["safe"]


def test_both_devices_see_the_same_calibration(typist: Typist) -> None:
    """Forecasts and outcomes travel in bundles like any report; two devices that planned the same score it once."""
    typist.in_vault("mine", "plan", "vault:heron")
    typist.in_vault("peters", "plan", "vault:heron")
    typist.in_vault("mine", "outcome", "vault:heron", answers="back\n\n")
    exchanged(typist, "mine", "peters")
    exchanged(typist, "peters", "mine")
    mine, peters = (typist.in_vault(one, "calibration", "--json").json for one in ("mine", "peters"))
    assert mine == peters
    assert (mine["cases"], mine["arrived"]) == (1, 0)


def test_a_plan_from_a_later_moment_is_no_forecast(typist: Typist) -> None:
    """Nor is anything kept in a folder unless it is asked for, and then once."""
    typist.in_vault("mine", "plan", "vault:heron", "--at", answers="a,2031-10-01T20:00:00+07:00\n")
    assert typist.in_vault("mine", "report", "list", "vault:heron", "--json").json == []


def test_in_a_folder_only_where_it_is_asked_for(tmp_path: Path) -> None:
    """A folder's reports stay as they are, unless --keep says so; the names are those that are typed."""
    typist, pack = Typist(tmp_path), str(a_mission(tmp_path / "river"))
    reports = tmp_path / "river" / "reports.jsonl"
    typist.types("plan", pack)
    assert not reports.exists()
    for _ in range(2):
        typist.types("plan", pack, "--keep")
    assert len(reports.read_text().splitlines()) == 1
    said = typist.types("override", pack, answers="go\nwhy\nesther\npeter\n")
    assert "as typed: in a folder nobody signs" in " ".join(said.out.split())
    assert "Nothing waits" in typist.types("approve", pack).err
    typist.types("outcome", pack, answers="lost\nesther\n\n")
    found = typist.types("calibration", pack, "--json").json
    assert (found["cases"], found["arrived"], found["overruled"]["cases"]) == (1, 0, 1)


def test_the_verdict_that_ends_a_hold_is_kept_where_that_is_asked_for(tmp_path: Path) -> None:
    """Whoever held, and goes once the river has fallen, follows the verdict; what is foreseen on the way is none."""
    river = condition(per_step=[[0.99, 0.01], [0.2, 0.8]], now="high")
    features = place("a", found=0.01), leg("l", risk={"harm": 0.05}, when={"river=high": {"harm": 8.0}})
    limits = {"low": 0.0, "likely_p10": 0.0, "second": {"low": 0.0, "likely_p10": 0.0}, "risk": "unacceptable"}
    charter = {"members": ["esther"], "threshold": 1, "review": "2032-01-01", "PC1": {**limits, "alone_hours": 1000.0}}
    mission = {"urgency": "PC1"}
    write_pack(tmp_path / "river", *features, condition=[river], hours=24, mission=mission, charter=charter)
    typist, pack = Typist(tmp_path), str(tmp_path / "river")
    typist.types("charter", "sign", pack, "--by", "esther")
    agreed = {"kind": "consent", "source": "esther", "happened": NOON, "person": "boy", "purpose": "journey"}
    typist.types("report", "add", pack, "--json", answers=json.dumps({**agreed, "given": True, "basis": "said so"}))

    def decided(*words: str) -> tuple[str, list[str]]:
        verdict = typist.types("decide", pack, "--no-flips", "--json", *words).json["verdict"]
        kept = typist.types("report", "list", pack, "--kind", "forecast", "--json").json
        return verdict, [forecast["verdict"] for forecast in kept]

    later = ("--at", "a,2031-10-01T16:00:00+09:00,river=low")
    assert decided("--keep") == ("hold", ["hold"])
    assert decided(*later) == ("go", ["hold"])
    assert decided(*later, "--keep") == ("go", ["hold", "go"])
    said = typist.types("decide", pack, "--no-flips", "--at", "b,2031-10-01T17:00:00+09:00", "--keep").err
    assert "nothing is kept of a plan from the way" in said
    typist.types("outcome", pack, answers="safe\nesther\n\n")
    found = typist.types("calibration", pack, "--json").json
    assert (found["cases"], found["overruled"]["cases"]) == (1, 0)


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ("arrived\nesther\n\n", "must be one of safe, back, lost, not_gone"),
        ("safe\nesther\nyesterday\n", "must be a date and time with an offset"),
        ("safe\n", "Who says so"),
    ],
)
def test_an_outcome_that_is_none_leaves_nothing(tmp_path: Path, answers: str, said: str) -> None:
    """A line that says what would be right, and nothing is written."""
    typist, pack = Typist(tmp_path), str(a_mission(tmp_path / "river"))
    assert said in typist.types("outcome", pack, answers=answers, status=2).err.splitlines()[-1]
    assert not (tmp_path / "river" / "reports.jsonl").exists()


def test_what_was_never_foreseen_is_in_no_score(tmp_path: Path) -> None:
    """An outcome without a forecast is written down and said to be in no score."""
    typist, pack = Typist(tmp_path), str(a_mission(tmp_path / "river"))
    said = typist.types("outcome", pack, answers="safe\nesther\n\n").out
    assert "it is in no score" in " ".join(said.split())
    assert typist.types("calibration", pack, "--json").json["cases"] == 0


def test_a_removed_member_approves_nothing(typist: Typist) -> None:
    """What they sign after their removal counts nowhere, though they have not heard of it yet."""
    made = typist.in_vault("mine", "override", "vault:heron", "--json", answers=ASKED).json
    exchanged(typist, "mine", "peters")
    typist.in_vault("mine", "vault", "members", "remove", "--yes", answers="peter\n")
    assert typist.in_vault("peters", "approve", "vault:heron", "--json", answers=f"{made['id']}\n").json[0]["approved"]
    typist.hands("peters", "late")
    typist.takes("mine", "late")
    found = typist.in_vault("mine", "approve", "vault:heron", "--json", answers="\n").json
    assert [(one["id"], one["approved"]) for one in found] == [(made["id"], False)]


def test_an_approval_given_before_a_removal_stands(typist: Typist) -> None:
    """Whoever approved as a member did, whatever became of them later."""
    made = typist.in_vault("mine", "override", "vault:heron", "--json", answers=ASKED).json
    exchanged(typist, "mine", "peters")
    typist.in_vault("peters", "approve", "vault:heron", answers=f"{made['id']}\n")
    exchanged(typist, "peters", "mine")
    typist.in_vault("mine", "vault", "members", "remove", "--yes", answers="peter\n")
    assert "Nothing waits" in typist.in_vault("mine", "approve", "vault:heron").err


def test_who_cannot_read_a_mission_sees_nothing_of_its_record(typist: Typist) -> None:
    """A member of another mission finds neither its forecasts nor its overrides, and cannot approve them."""
    typist.joins("mine", "guests", "martha")
    typist.in_vault("mine", "plan", "vault:heron")
    typist.in_vault("mine", "override", "vault:heron", answers=ASKED)
    exchanged(typist, "mine", "guests")
    assert typist.in_vault("guests", "calibration", "--json").json["open"] == 0
    typist.in_vault("guests", "approve", "vault:heron", status=2)


def test_an_older_record_comes_in_as_a_table(tmp_path: Path) -> None:
    """Forecasts and outcomes from a spreadsheet count as any others; a chance that is none keeps all of them out."""
    typist, pack = Typist(tmp_path), str(a_mission(tmp_path / "river"))
    rows = ["kind,source,happened,mid,verdict,urgency,outcome"]
    for day, (chance, verdict, ended) in enumerate([("0.8", "go", "safe"), ("0.4", "decline", "lost")], 1):
        rows.append(f"forecast,book,2030-0{day}-01T10:00:00+07:00,{chance},{verdict},PC1,")
        rows.append(f"decision,book,2030-0{day}-05T10:00:00+07:00,,,,{ended}")
    wrong = typist.file("wrong.csv", "\n".join(rows).replace("0.8", "8"))
    said = typist.types("report", "add", pack, "--csv", str(wrong), "--yes", status=2)
    assert "mid: must be at most 1, not 8" in said.err
    assert typist.types("calibration", pack, "--json").json["cases"] == 0
    typist.types("report", "add", pack, "--csv", str(typist.file("book.csv", "\n".join(rows))), "--yes")
    found = typist.types("calibration", pack, "--json").json
    assert (found["cases"], found["arrived"], found["overruled"]["cases"]) == (2, 1, 1)
    assert found["expected"] == pytest.approx(1.2)
