"""Taking reports down at the command line, as people and programs do."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from waystation.cli.hear.report import report_command
from waystation.cli.main import main

PACK = "two-days-to-the-river"
OBSERVED = {
    "kind": "observation",
    "source": "hwang",
    "happened": "2031-10-01T16:00:00+07:00",
    "grade": "B2",
    "condition": "river",
    "level": "high",
    "mood": "afraid",
}


@pytest.fixture
def pack(root: Path, tmp_path: Path) -> Path:
    """A copy of the small mission."""
    return Path(shutil.copytree(root / "packs" / PACK, tmp_path / PACK, ignore=shutil.ignore_patterns("reports.jsonl")))


def said(arguments: list[str], given: str = "") -> str:
    """What a command prints, which must succeed."""
    done = CliRunner().invoke(main, arguments, input=given, standalone_mode=False)
    if done.exception is not None:
        raise done.exception
    return done.stdout


def test_a_report_in_json_is_kept_whole_and_found_again(pack):
    """Fields that nobody knows survive, and the same report has the same id everywhere."""
    kept = json.loads(said(["report", "add", str(pack), "--json"], json.dumps(OBSERVED)))
    listed = json.loads(said(["report", "list", str(pack), "--json"]))
    assert [report["id"] for report in listed] == [kept["id"]]
    assert {key: listed[0][key] for key in OBSERVED} == OBSERVED


def test_lines_are_said_back_before_they_are_kept(pack):
    """What was understood goes to standard error, what was kept to standard output."""
    done = CliRunner().invoke(main, ["report", "add", str(pack), "--yes"], input="river high at 4pm, hwang, B2\n")
    assert done.exit_code == 0
    assert "river: high" in done.stderr
    assert "river high; hwang (B2)" in done.stdout


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("river high, hwang, B2\nhello there\n", "line_unclear"),
        ("12 police near the bank\n", "line_unclear"),
    ],
)
def test_one_line_that_is_not_clear_keeps_all_of_them_out(pack, given, code):
    """All or nothing: the clear line beside it is not kept either."""
    done = CliRunner().invoke(main, ["report", "add", str(pack), "--yes"], input=given, standalone_mode=False)
    assert [mistake.code for mistake in done.exception.mistakes()] == [code]
    assert not (pack / "reports.jsonl").exists()


def test_from_a_pipe_nothing_is_kept_unasked(pack):
    """Without --yes, and with nobody to ask, nothing is kept."""
    done = CliRunner().invoke(
        main, ["report", "add", str(pack)], input="river high, hwang, B2\n", standalone_mode=False
    )
    assert [mistake.code for mistake in done.exception.mistakes()] == ["lines_need_yes"]
    assert not (pack / "reports.jsonl").exists()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"kind": "obervation"}, "report_kind"),
        ({"condition": "rivr"}, "report_unknown"),
        ({"level": "dry"}, "report_unknown"),
        ({"grade": "Z9"}, "grade_form"),
        ({"happened": "2031-10-02T16:00:00+07:00"}, "report_future"),
        ({"happened": "2031-10-01T16:00:00"}, "no_offset"),
        ({"level": None}, "not_text"),
    ],
)
def test_a_bad_report_is_refused_and_nothing_is_kept(pack, change, code):
    """Each mistake has its own sentence; the good report beside it is not kept either."""
    given = json.dumps([OBSERVED, {**OBSERVED, **change}])
    done = CliRunner().invoke(main, ["report", "add", str(pack), "--json"], input=given, standalone_mode=False)
    assert code in [mistake.code for mistake in done.exception.mistakes()]
    assert not (pack / "reports.jsonl").exists()


def test_a_table_is_all_or_nothing_with_the_line_of_each_mistake(pack, tmp_path):
    """A CSV's numbers are numbers; a row that is wrong is named by its line and keeps the others out."""
    table = tmp_path / "reports.csv"
    head = "kind,source,happened,grade,near,what,count\n"
    good = "sighting,somlit,2031-10-01T09:00:00+07:00,B2,place:bank,police,12\n"
    table.write_text(head + good + good.replace(",12", ",many"), "utf-8")
    done = CliRunner().invoke(main, ["report", "add", str(pack), "--csv", str(table), "--yes"], standalone_mode=False)
    assert [(mistake.code, mistake.line) for mistake in done.exception.mistakes()] == [("not_a_number", 3)]
    assert not (pack / "reports.jsonl").exists()
    table.write_text(head + good, "utf-8")
    assert "12 police near" in said(["report", "add", str(pack), "--csv", str(table), "--yes"])


def test_a_report_moves_the_plan_and_a_correction_moves_it_back(pack):
    """News, beliefs and the plan follow a report, and a correction undoes exactly that."""
    before = json.loads(said(["plan", str(pack), "--json"]))["safe"]
    kept = json.loads(said(["report", "add", str(pack), "--json"], json.dumps(OBSERVED)))
    after = json.loads(said(["plan", str(pack), "--json"]))["safe"]
    assert after["low"] < before["low"]
    beliefs = {row["what"]: row for row in json.loads(said(["beliefs", str(pack), "--json"]))}
    assert beliefs["condition:river=high"]["reports"] == [kept["id"]]
    assert not beliefs["condition:river=high"]["own"]
    why = json.loads(said(["why", str(pack), "condition:river=high", "--json"]))
    assert [row["report"]["id"] for row in why["reports"]] == [kept["id"]]
    news = json.loads(said(["news", str(pack), "--since", "2031-09-30", "--json"]))
    assert news["before"]["safe"] == pytest.approx(before, abs=1e-12)
    assert news["after"]["safe"] == pytest.approx(after, abs=1e-12)
    answer = {"kind": "correction", "source": "hwang", "happened": "2031-10-01T17:00:00+07:00", "answers": kept["id"]}
    said(["report", "add", str(pack), "--json"], json.dumps(answer))
    assert json.loads(said(["plan", str(pack), "--json"]))["safe"] == before


def test_the_same_report_is_not_taken_down_twice(pack):
    """The second time it is refused, and the file stays as it was."""
    said(["report", "add", str(pack), "--json"], json.dumps(OBSERVED))
    whole = (pack / "reports.jsonl").read_bytes()
    done = CliRunner().invoke(
        main, ["report", "add", str(pack), "--json"], input=json.dumps(OBSERVED), standalone_mode=False
    )
    assert done.exception.code == "report_known"
    assert (pack / "reports.jsonl").read_bytes() == whole


def test_a_damaged_file_of_reports_stops_every_command_with_its_line(pack):
    """What cannot be read is never passed over in silence."""
    (pack / "reports.jsonl").write_text(json.dumps(OBSERVED) + "\n{broken\n", "utf-8")
    done = CliRunner().invoke(main, ["plan", str(pack)], standalone_mode=False)
    assert [(mistake.file, mistake.line) for mistake in done.exception.mistakes()] == [("reports.jsonl", 2)]


def test_every_command_below_report_has_an_example():
    """Help shows how it is typed."""
    for name, command in report_command.commands.items():
        assert f"waystation report {name}" in (command.help or "")
