"""The watch as somebody types it: over a rehearsal, and by somebody on call who may know no more than times."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import click
import pytest
from jsonschema import Draft202012Validator

from tests.builders import leg, place, write_pack
from tests.keeping import Typist

NAME = "two-days-to-the-river"
APPROVED = "go\nthe river is low, and will not be for long\npastor\nwife\n"


@pytest.fixture
def typist(tmp_path: Path, root: Path) -> Typist:
    """Somebody with the demonstration mission, whose journey has begun."""
    typist = Typist(tmp_path)
    shutil.copytree(root / "packs" / NAME, tmp_path / NAME)
    typist.types("override", typist.path(NAME), answers=APPROVED)
    typist.types("journey", "begin", typist.path(NAME), "--false-alarms", "0.1")
    return typist


def told(typist: Typist, line: str, heard: str) -> None:
    """A line is taken down."""
    typist.types("report", "add", typist.path(NAME), "--heard", f"2031-10-{heard}", "--yes", answers=f"{line}\n")


def watch(typist: Typist, *words: str, at: str, status: int = 0) -> Any:
    """A word to the watch of the rehearsal, at an instant."""
    return typist.types("watch", *words, typist.path(NAME), "--now", f"2031-10-{at}:00+07:00", status=status)


def rung(typist: Typist, at: str) -> list[tuple[str, int]]:
    """What rings at an instant."""
    found = typist.types("watch", typist.path(NAME), "--once", "--json", "--now", f"2031-10-{at}:00+07:00").json
    fits(typist, "watch", found)
    return [(one["stage"], one["again"]) for one in found["rung"]]


def fits(typist: Typist, schema: str, value: object) -> None:
    """What a command printed fits the schema that is published for it."""
    Draft202012Validator(typist.types("schema", schema).json).validate(value)


def test_a_night_of_silence(typist: Typist) -> None:
    """From the reminder to critical, noted in between, and ended by an arrival; what rang is among the reports."""
    told(typist, "they left at 18:00, father", "01T18:30")
    assert rung(typist, "01T23:59") == []
    assert rung(typist, "02T00:00") == [("reminder", 0)]
    assert rung(typist, "02T01:17") == [("overdue", 0)]
    assert rung(typist, "02T01:18") == []
    assert rung(typist, "02T02:17") == [("escalate", 0)]
    assert rung(typist, "02T02:47") == [("escalate", 1)]
    number = typist.types("journey", "list", typist.path(NAME), "--json").json[0]["number"]
    acked = typist.types(
        "watch", "ack", str(number), typist.path(NAME), "--json", "--now", "2031-10-02T02:50:00+07:00"
    ).json
    fits(typist, "watch-ack", acked)
    assert rung(typist, "02T03:20") == []
    assert rung(typist, "02T04:17") == [("critical", 0)]
    told(typist, "they arrived late at 04:20, father, B2", "02T04:30")
    assert rung(typist, "02T04:31") == []
    listed = typist.types("report", "list", typist.path(NAME), "--kind", "alarm", "--json").json
    assert [(one["journey"], one["stage"]) for one in listed] == [
        (NAME, "overdue"), (NAME, "escalate"), (NAME, "critical"),
    ]  # fmt: skip


def test_what_is_expected_is_shown_with_what_it_costs(typist: Typist) -> None:
    """The rate that the journey chose is the one in force."""
    found = watch(typist, "show", "--json", at="01T18:00").json
    fits(typist, "watch-show", found)
    assert found["in_force"]["rate"] == 0.1
    assert found["in_force"]["checks"] == len(found["expected"]) > 5
    assert all(0.05 < one["false_alarm"] <= 0.1 for one in found["expected"])
    assert found["in_force"]["false_alarms"] == pytest.approx(sum(one["false_alarm"] for one in found["expected"]))
    said = watch(typist, "show", at="01T18:00").out
    assert "10 % (now)" in said
    for name in ("mill", "Hut", "market", "somlit", "grandmother", NAME):
        assert name not in said


def test_a_journey_that_is_closed_is_not_expected_any_more(typist: Typist) -> None:
    """Nothing rings, and nothing is shown."""
    told(typist, "they left at 18:00, father", "01T18:30")
    typist.types("journey", "close", typist.path(NAME), "--as", "home", "--now", "2031-10-01T20:00+07:00")
    assert rung(typist, "02T12:00") == []
    assert watch(typist, "show", at="02T12:00").out == "Nothing is expected of any journey.\n"


def test_a_command_may_stand_in_the_environment(typist: Typist, monkeypatch: pytest.MonkeyPatch) -> None:
    """One command with its words, not several."""
    script = typist.file("ring", f'#!/bin/sh\necho "$@" > {typist.folder}/rung\n')
    script.chmod(0o700)
    monkeypatch.setenv("WAYSTATION_WATCH_COMMAND", f"{script} loudly 'and long'")
    told(typist, "they left at 18:00, father", "01T18:30")
    assert rung(typist, "02T00:00") == [("reminder", 0)]
    assert (typist.folder / "rung").read_text().startswith("loudly and long ")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--json",), "a watch that goes on prints lines"),
        (("--once", "--channel", "pigeon"), "there is no channel pigeon; there are desktop, terminal"),
        (("--once", "--command", "no-such-program"), "its program was not found"),
        (("--once", "--now", "soon"), "soon"),
        (("--held", "99"), "this is no way to start a watch"),
    ],
)
def test_what_cannot_be_is_one_line(typist: Typist, words: tuple[str, ...], said: str) -> None:
    """Before anything is watched."""
    refused = typist.types("watch", typist.path(NAME), *words, status=2).err
    assert refused.startswith("error: ")
    assert refused.count("\n") == 1
    assert said in refused


def test_there_is_nothing_to_note_where_nothing_rings(typist: Typist) -> None:
    """Of a journey that is well, of one that there is not, and where nobody watches."""
    for number in ("417", "9999"):
        refused = typist.types("watch", "ack", number, typist.path(NAME), "--now", "2031-10-01T18:00+07:00", status=2)
        assert "has no alarm to take note of" in refused.err
    assert "no watch is running" in typist.types("watch", "ack", "417", status=2).err


def test_a_vault_is_watched_by_its_own_clock(typist: Typist) -> None:
    """And not together with a rehearsal."""
    typist.creates("mine")
    assert "--now is for rehearsal" in typist.in_vault("mine", "watch", "--once", "--now", "2031-10-01", status=2).err
    mixed = typist.in_vault("mine", "watch", "vault:heron", typist.path(NAME), "--once", status=2)
    assert "not several at once" in mixed.err
    assert typist.in_vault("mine", "watch", "show").out == "Nothing is expected of any journey.\n"


@pytest.fixture
def shared(tmp_path: Path) -> Typist:
    """Two devices: a coordinator's, with a silent mission, and one of somebody on call who reads the schedule alone."""
    typist = Typist(tmp_path)
    typist.creates("mine")
    start = (datetime.now(UTC) - timedelta(hours=5)).replace(second=0, microsecond=0)
    charter = {"members": ["anna"], "threshold": 1, "review": "2100-01-01", "watch": {"every_hours": 1.0}}
    legs = (place("c"), leg("l"), leg("m", "b", "c"))
    pack = write_pack(tmp_path / "pack", *legs, start=start.isoformat(), hours=72, charter=charter)
    typist.in_vault("mine", "vault", "put", str(pack), "--name", "heron")
    mark = {"kind": "journey", "source": "anna", "happened": start.isoformat(), "journey": "heron"}
    begun = json.dumps({**mark, "state": "accepted", "number": 417})
    typist.in_vault("mine", "report", "add", "vault:heron", "--json", answers=begun)
    typist.joins("mine", "phone", "Jo", "schedule", role="watch")
    return typist


def test_somebody_on_call_reads_the_schedule_and_nothing_else(shared: Typist) -> None:
    """They see the number and the times, and no mission."""
    found = shared.in_vault("phone", "watch", "show", "--json").json
    fits(shared, "watch-show", found)
    assert {one["journey"] for one in found["expected"]} == {417}
    assert found["in_force"]["checks"] == 0
    assert "heron" not in shared.in_vault("phone", "watch", "show").out
    refused = shared.in_vault("phone", "journey", "show", "vault:heron", status=2).err
    assert refused.startswith("error: ")


def test_bundles_bring_the_schedule_to_whoever_watches(shared: Typist) -> None:
    """A sign of life that the coordinator took down ends what is expected on the other device too."""
    assert shared.in_vault("phone", "watch", "show", "--json").json["expected"][0]["stage"] == "escalate"
    shared.in_vault("phone", "watch", "--once")
    word = {"kind": "checkin", "source": "anna", "happened": datetime.now(UTC).isoformat(), "journey": "heron"}
    shared.in_vault("mine", "report", "add", "vault:heron", "--json", answers=json.dumps({**word, "word": "good"}))
    shared.hands("mine", "stick")
    shared.takes("phone", "stick")
    stages = {one["stage"] for one in shared.in_vault("phone", "watch", "show", "--json").json["expected"]}
    assert stages == {None}


def test_a_number_is_drawn_once_in_a_vault(typist: Typist, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Alarms call journeys by number alone, so no two that are watched together have the same."""
    from waystation.cli.guide import journey

    def begin(*_: object, taken: set[int], **__: object) -> None:
        seen.append(taken)
        raise click.Abort

    seen: list[set[int]] = []
    typist.creates("mine")
    for name in ("heron", "plover"):
        typist.in_vault("mine", "vault", "put", str(root / "packs" / NAME), "--name", name)
    mark = {"kind": "journey", "source": "anna", "happened": "2031-10-01T18:00:00+07:00", "journey": "heron"}
    first = json.dumps({**mark, "state": "accepted", "number": 417})
    typist.in_vault("mine", "report", "add", "vault:heron", "--json", answers=first)
    monkeypatch.setattr(journey, "begin", begin)
    typist.in_vault("mine", "journey", "begin", "vault:plover", status=130)
    assert seen == [{417}]
