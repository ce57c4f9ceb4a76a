"""`waystation journey`, and what `report add` says on the way, as somebody types them: in folders and in vaults."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.keeping import Said, Typist

APPROVED = "go\nthe river is low, and will not be for long\npastor\nwife\n"
NAME = "heron"


@pytest.fixture
def typist(root: Path, tmp_path: Path) -> Typist:
    """Somebody with a copy of the small mission, and of another beside it."""
    typist = Typist(tmp_path)
    for name in (NAME, "plover"):
        shutil.copytree(root / "packs" / "two-days-to-the-river", tmp_path / name)
    return typist


def approved(typist: Typist, name: str = NAME) -> None:
    """Two people stand behind going, as typed."""
    typist.types("override", typist.path(name), answers=APPROVED)


def begun(typist: Typist, name: str = NAME) -> None:
    """The journey has begun."""
    approved(typist, name)
    typist.types("journey", "begin", typist.path(name))


def plain(said: Said) -> str:
    """What was said on standard output, whatever the width of a line."""
    return " ".join(said.out.split())


def told(typist: Typist, line: str, heard: str, name: str = NAME, status: int = 0) -> Said:
    """A line is taken down."""
    when = f"2031-10-{heard}"
    return typist.types(
        "report", "add", typist.path(name), "--heard", when, "--yes", answers=f"{line}\n", status=status
    )


def kept(typist: Typist, name: str = NAME) -> str:
    return (Path(typist.path(name)) / "reports.jsonl").read_text("utf-8")


def fits(typist: Typist, schema: str, value: object) -> None:
    """What a command printed fits the schema that is published for it."""
    Draft202012Validator(typist.types("schema", schema).json).validate(value)


def shown(typist: Typist, *words: str) -> Any:
    return typist.types("journey", "show", typist.path(NAME), "--json", *words).json


def test_a_journey_begins_only_when_two_stand_behind_it(typist: Typist) -> None:
    """The verdict asks for a second person: first it is refused and nothing kept, then it begins."""
    before = kept(typist)
    refused = typist.types("journey", "begin", typist.path(NAME), status=2)
    assert refused.err.count("\n") == 1
    assert "second approval (at worst 74 of 100" in refused.err
    assert kept(typist) == before
    approved(typist)
    found = typist.types("journey", "begin", typist.path(NAME), "--json").json
    fits(typist, "journey-begin", found)
    assert (found["verdict"], found["approved"], found["foreseen"]) == ("second", ["pastor", "wife"], True)
    assert 100 <= found["number"] <= 9999
    again = typist.types("journey", "begin", typist.path(NAME), status=2)
    assert f"the journey {NAME} still runs" in again.err


def test_consents_come_before_anything_is_planned(typist: Typist) -> None:
    """Who has not agreed is named; nobody's approval makes up for it."""
    approved(typist)
    path = Path(typist.path(NAME)) / "reports.jsonl"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if '"person": "mother"' not in line), "utf-8")
    refused = typist.types("journey", "begin", typist.path(NAME), status=2)
    assert "not everybody has agreed to the journey: mother;" in refused.err


def test_each_line_is_answered_in_a_sentence(typist: Typist) -> None:
    """They leave, the river rises, they arrive late; the answer is what `journey show` says too."""
    begun(typist)
    assert "when they arrive, wait at Old rice mill" in plain(told(typist, "they left at 18:00, father", "01T18:30"))
    assert "River high since 21:40 (Somlit): as before" in plain(
        told(typist, "river high at 9:40pm, somlit, B2", "01T21:50")
    )
    found = shown(typist)
    fits(typist, "journey", found)
    assert (found["answer"]["position"]["leg"], found["answer"]["next"]["action"]) == ("path", "wait")
    assert found["answer"]["seen"]["river"]["level"] == "high"
    assert "They are at Old rice mill, late" in plain(told(typist, "they arrived late at 1am, father, B2", "02T01:10"))
    assert shown(typist)["place"] == "mill"


def test_a_report_that_cannot_be_is_one_line_and_nothing_kept(typist: Typist) -> None:
    """Of several the good ones are not kept either."""
    begun(typist)
    before = kept(typist)
    when = {"happened": "2031-10-01T19:00+07:00", "heard": "2031-10-01T19:00+07:00", "source": "father"}
    reports = [
        {"kind": "departure", "journey": NAME, "leg": "path", **when},
        {"kind": "delivery", "journey": NAME, "leg": "ford", "outcome": "arrived", **when},
    ]
    refused = typist.types("report", "add", typist.path(NAME), "--json", answers=json.dumps(reports), status=2)
    assert (refused.out, refused.err.count("\n")) == ("", 1)
    assert "nobody was on ford" in refused.err
    assert kept(typist) == before


def test_json_says_what_a_report_changed(typist: Typist) -> None:
    """Beside the id, and only where a journey runs."""
    plain = {"kind": "observation", "condition": "river", "level": "low", "source": "somlit", "grade": "B2"}
    plain |= {"happened": "2031-10-01T17:00+07:00"}
    first = typist.types("report", "add", typist.path(NAME), "--json", answers=json.dumps(plain)).json
    assert set(first) == {"id"}
    begun(typist)
    silent = {"kind": "silence", "broker": "hwang", "source": "pastor", "happened": "2031-10-01T18:00+07:00"}
    found = typist.types("report", "add", typist.path(NAME), "--json", answers=json.dumps(silent)).json
    fits(typist, "report-add", found)
    (changed,) = found["journeys"]
    assert (changed["code"], changed["answer"]["closed"]["ford"]) == ("silent", "silent")
    assert changed["sentence"].startswith("Mr. Hwang does not answer: ")


def test_two_journeys_share_what_is_seen(typist: Typist) -> None:
    """Named together, what one saw of the river the other knows; alone it does not."""
    begun(typist)
    begun(typist, "plover")
    told(typist, "river high at 9:40pm, somlit, B2", "01T21:50")
    both = typist.types("journey", "show", typist.path(NAME), typist.path("plover"), "--json").json
    assert [one["answer"]["seen"]["river"]["level"] for one in both] == ["high", "high"]
    alone = typist.types("journey", "show", typist.path("plover"), "--json").json
    assert alone["answer"]["seen"] == {}
    listed = typist.types("journey", "list", typist.path(NAME), typist.path("plover"), "--json").json
    fits(typist, "journey-list", listed)
    assert [one["pack"] for one in listed] == [NAME, "plover"]


def test_a_journey_closes_as_what_it_was(typist: Typist) -> None:
    """Not as arrived while they are on the way; then what follows is listed and ticked off, and calibration has it."""
    begun(typist)
    told(typist, "they left at 18:00, father", "01T18:30")
    told(typist, "they were turned back at 8pm, father, B2", "01T20:30")
    refused = typist.types("journey", "close", typist.path(NAME), "--as", "arrived", status=2)
    assert "which is no end of the journey" in refused.err
    closed = typist.types("journey", "close", typist.path(NAME), "--as", "home", "--json").json
    fits(typist, "journey-close", closed)
    assert (closed["end"], closed["foreseen"]) == ("home", True)
    assert {task["task"] for task in closed["tasks"]} == {"family", "trace", "aftercare"}
    done = typist.types("journey", "done", typist.path(NAME), "--json", answers="family\n").json
    fits(typist, "journey-done", done)
    assert [task["task"] for task in done["tasks"] if task["done"]] == ["family"]
    wrong = typist.types("journey", "done", typist.path(NAME), "famly", status=2)
    assert "did you mean family" in wrong.err
    outcome = [json.loads(line) for line in kept(typist).splitlines() if '"outcome": "back"' in line]
    assert [one["kind"] for one in outcome if one["kind"] == "decision"] == ["decision"]
    assert typist.types("calibration", typist.path(NAME), "--json").json["cases"] == 1


def test_a_mission_may_be_tried_again(typist: Typist) -> None:
    """The second journey has a name and a number of its own, and needs an approval given after the first one ended."""
    approved(typist)
    typist.types("journey", "begin", typist.path(NAME))
    typist.types("journey", "close", typist.path(NAME), "--as", "home")
    assert "second approval" in typist.types("journey", "begin", typist.path(NAME), status=2).err
    approved(typist)
    typist.types("journey", "begin", typist.path(NAME))
    first, second = typist.types("journey", "list", typist.path(NAME), "--json").json
    assert (first["end"], second["end"], second["journey"]) == ("home", None, f"{NAME}-2")
    assert first["number"] != second["number"]
    assert shown(typist)["journey"] == f"{NAME}-2"


def test_a_second_try_is_decided_and_foreseen_from_when_it_begins(typist: Typist) -> None:
    """Not from the mission's start, which is over: what becomes of it is held against what was foreseen then."""
    for day, name in (("01T21", NAME), ("02T21", f"{NAME}-2")):
        approved(typist)
        found = typist.types("journey", "begin", typist.path(NAME), "--json").json
        assert (found["journey"], found["foreseen"]) == (name, True)
        told(typist, f"they left at {day[-2:]}:30, father", f"{day}:40")
        told(typist, f"they were turned back at {day[-2:]}:50, father, B2", f"{day}:55")
        typist.types("journey", "close", typist.path(NAME), "--as", "home")
    foreseen = [json.loads(line) for line in kept(typist).splitlines() if '"kind": "forecast"' in line]
    assert [one["departs"][:13] for one in foreseen] == ["2031-10-01T18", "2031-10-01T22"]
    assert typist.types("calibration", typist.path(NAME), "--json").json["cases"] == 2


def test_a_later_now_is_looked_at_as_if_it_were(typist: Typist) -> None:
    """Long after they should have been heard of they are overdue."""
    begun(typist)
    told(typist, "they left at 18:00, father", "01T18:30")
    found = shown(typist, "--now", "2031-10-02T12:00")
    assert found["answer"]["position"]["overdue"]
    assert "They are overdue" in plain(typist.types("journey", "show", typist.path(NAME), "--now", "2031-10-02T12:00"))
    wrong = typist.types("journey", "show", typist.path(NAME), "--now", "noon", status=2)
    assert (wrong.out, wrong.err.count("\n")) == ("", 1)


def test_in_a_vault_a_journey_runs_as_in_a_folder(typist: Typist) -> None:
    """A colleague approves on a device of her own; who is ill lies with the identities; both devices stay sound."""
    typist.creates("mine")
    for name in (NAME, "plover"):
        typist.in_vault("mine", "vault", "put", typist.path(name), "--name", name)
    typist.joins("mine", "wifes", "wife", NAME)
    made = typist.in_vault("mine", "override", f"vault:{NAME}", "--json", answers="go\nit is time\nwife\n").json
    typist.hands("mine", "stick")
    typist.takes("wifes", "stick")
    typist.in_vault("wifes", "approve", f"vault:{NAME}", answers=f"{made['id'][:6]}\n")
    typist.hands("wifes", "back")
    typist.takes("mine", "back")
    found = typist.in_vault("mine", "journey", "begin", f"vault:{NAME}", "--json").json
    assert found["approved"] == ["founder", "wife"]
    ill = {"kind": "illness", "journey": NAME, "person": "grandmother", "pace": 0.3, "source": "father"}
    ill |= {"happened": "2031-10-01T18:00+07:00"}
    changed = typist.in_vault("mine", "report", "add", f"vault:{NAME}", "--json", answers=json.dumps(ill)).json
    assert changed["journeys"][0]["code"] == "ill"
    where = typist.in_vault("mine", "report", "list", f"vault:{NAME}", "--kind", "illness", "--json").json
    assert len(where) == 1
    assert found["journey"] in typist.in_vault("mine", "journey", "list").out
    assert typist.in_vault("mine", "journey", "show", f"vault:{NAME}", "--json").json["ill"] == ["grandmother"]
    for vault in ("mine", "wifes"):
        typist.checks(vault)


def test_in_a_vault_an_arrival_that_is_taken_back_is_waited_for_again(typist: Typist) -> None:
    """The watch expects the end of the leg as if nobody had told of it."""
    typist.creates("mine")
    typist.in_vault("mine", "vault", "put", typist.path(NAME), "--name", NAME)
    typist.joins("mine", "wifes", "wife", NAME)
    made = typist.in_vault("mine", "override", f"vault:{NAME}", "--json", answers="go\nit is time\nwife\n").json
    typist.hands("mine", "stick")
    typist.takes("wifes", "stick")
    typist.in_vault("wifes", "approve", f"vault:{NAME}", answers=f"{made['id'][:6]}\n")
    typist.hands("wifes", "back")
    typist.takes("mine", "back")
    typist.in_vault("mine", "journey", "begin", f"vault:{NAME}")

    def said(when: str, **words: str) -> str:
        value = {"source": "father", "happened": f"2031-10-{when}+07:00", "heard": f"2031-10-{when}+07:00", **words}
        found = typist.in_vault("mine", "report", "add", f"vault:{NAME}", "--json", answers=json.dumps(value)).json
        return str(found["id"])

    def due() -> list[str]:
        found = typist.in_vault("mine", "watch", "show", "--json").json["expected"]
        return [one["due"] for one in found]

    said("01T18:00", kind="departure", journey=NAME, leg="path")
    ends = "2031-10-01T17:00:00+00:00"
    assert ends in due()
    arrived = said("01T23:30", kind="delivery", journey=NAME, leg="path", outcome="arrived")
    assert ends not in due()
    said("01T23:40", kind="correction", answers=arrived)
    assert ends in due()
