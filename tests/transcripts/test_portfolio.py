"""`waystation portfolio` as somebody types it: a folder of packs, a vault, what no charter lets go, every mistake."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stdout
from datetime import datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.builders import condition, leg, place, write_pack
from tests.keeping import Typist
from waystation.bootstrap.missions import missions_in, quiet_solver
from waystation.cli.main import _run
from waystation.errors import Usage

Text = pytest.CaptureFixture[str]
DRIVER = {"id": "d", "role": "driver", "betrays": [0.0, 0.1]}
NOON = "2031-09-30T12:00:00+09:00"
RULES = """start = 2031-10-01T00:00:00+09:00
days = 4
every = 2
attention = 1
money = 500

[[request]]
pack = "second"
since = 2031-01-01T00:00:00+09:00
"""


CHARTER = {"members": ["founder"], "threshold": 1, "review": "2032-01-01"}


def charter(**limits: float) -> dict[str, Any]:
    """A charter that asks the same for every urgency."""
    return CHARTER | dict.fromkeys(("PC1", "PC2", "PC3", "PC4"), limits)


def mission(folder: Path, name: str, people: int, *features: Any, signed: bool = True, **tables: Any) -> None:
    """Two nights on the road, one of them in a house with three beds; everybody agrees, and the charter is signed."""
    travellers = tables.pop("travellers", [{"id": f"{name}{number}"} for number in range(people)])
    consents = [
        {"kind": "consent", "source": "founder", "happened": NOON, "person": each["id"], "purpose": "journey"}
        for each in travellers
    ]
    said = "".join(json.dumps({**one, "heard": NOON, "given": True}) + "\n" for one in consents)
    network = features or (
        place("m", beds=3, kind="safe_house"),
        leg("in", to="m", minutes=600, broker="d", fee=30, risk={"caught": [0.0, 0.2]}),
        leg("out", "m", "b", minutes=600, departures=["09:00"]),
    )
    write_pack(
        folder / name,
        *network,
        **{"hours": 72, "step": 60, "mission": {"urgency": "PC1"}, "broker": [DRIVER], "charter": CHARTER, **tables},
        travellers=travellers,
        extra={"reports.jsonl": said.encode()},
    )
    if signed:
        with redirect_stdout(io.StringIO()):
            assert _run(["charter", "sign", str(folder / name), "--by", "founder"]) == 0


@pytest.fixture
def folder(tmp_path: Path, capsys: Text) -> Path:
    """Three requests."""
    for name, people in (("first", 2), ("second", 3), ("third", 2)):
        mission(tmp_path / "requests", name, people)
    (tmp_path / "requests" / "portfolio.toml").write_text(RULES, "utf-8")
    capsys.readouterr()
    return tmp_path / "requests"


def told(arguments: list[str], capsys: Text) -> dict[str, Any]:
    """The one document, held to the schema that is printed for it."""
    assert _run(["schema", "portfolio"]) == 0
    schema = json.loads(capsys.readouterr().out)
    assert _run([*arguments, "--json"]) == 0
    found = json.loads(capsys.readouterr().out, parse_constant=pytest.fail)
    jsonschema.Draft202012Validator(schema).validate(found)
    return found


def test_a_folder_in_words(folder: Path, capsys: Text) -> None:
    """Whom to meet, who must wait and why, what more would bring."""
    assert _run(["portfolio", str(folder)]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Meet 2 of 3 requests: ")
    assert "Proved: no choice that the charter allows is better" in said
    assert "A second person must approve before they leave:" in said
    headings = ("Whom to meet", "Who must wait, and why", "What a little more would bring")
    assert all(f"\n{heading}\n" in said for heading in headings)


def test_a_folder_as_json(folder: Path, capsys: Text) -> None:
    """Three people before two; at most one mission at a time; nothing is spent that is not there."""
    found = told(["portfolio", str(folder)], capsys)
    assert found["optimal"] is True
    assert "second" in [one["request"] for one in found["chosen"]]
    assert [one["leaves"] for one in found["chosen"]] == ["2031-10-01", "2031-10-03"]
    assert len(found["refused"]) == 1
    assert {one["kind"] for one in found["refused"][0]["short"]} <= {"attention", "bed", "broker"}
    assert found["cost"] <= 500
    assert all(row["used"] <= row["of"] + 1e-9 for row in found["used"])
    assert {"attention", "bed:m"} & {one["what"] for one in found["more"]}


def test_a_vault_holds_requests_too(folder: Path, tmp_path: Path, capsys: Text) -> None:
    """The missions in it, with the same rules, have the same answer, once the device's member has signed for each."""
    clear = told(["portfolio", str(folder)], capsys)
    typist = Typist(tmp_path / "desk")
    typist.creates("vault")
    rules = ("--rules", str(folder / "portfolio.toml"), "--passphrase-file", typist.words, "--json")
    for name in ("first", "second", "third"):
        for report in ("decision", "consent"):
            kept = (folder / name / "reports.jsonl").read_text("utf-8").splitlines(keepends=True)
            assert any(f'"{report}"' in line for line in kept)
        unsigned = "".join(line for line in kept if '"decision"' not in line)
        (folder / name / "reports.jsonl").write_text(unsigned, "utf-8")
        typist.in_vault("vault", "vault", "put", str(folder / name))
    nobody = typist.types("portfolio", typist.path("vault"), *rules).json
    assert (nobody["chosen"], [one["barred"] for one in nobody["refused"]]) == ([], [True] * 3)
    for name in ("first", "second", "third"):
        typist.in_vault("vault", "charter", "sign", f"vault:{name}")
    found = typist.types("portfolio", typist.path("vault"), *rules).json
    assert found["chosen"] == clear["chosen"]
    assert found["refused"] == clear["refused"]
    assert found["verdicts"] == clear["verdicts"]


RIVER = condition(per_hour=[[1.0, 0.0], [0.02, 0.98]], now="high")
"""High now; after a day and a half as likely as not low, and then for good."""


def alone(folder: Path, *features: Any, rules: str = "days = 6\nevery = 2\nways = 1\n", **words: Any) -> Path:
    """A folder with one request in it."""
    mission(folder, "only", words.pop("people", 1), *features, **words)
    (folder / "portfolio.toml").write_text(rules, "utf-8")
    return folder


def by_day(found: dict[str, Any]) -> dict[str, tuple[str, bool]]:
    """The verdict of each day, and whether it may be chosen."""
    return {row["leaves"][-2:]: (row["verdict"], row["allowed"]) for row in found["verdicts"]}


def test_what_the_charter_declines_is_not_chosen(tmp_path: Path, capsys: Text) -> None:
    """The reason is named, and the nearest change; the same figures under a charter that bears them are chosen."""
    risky = leg("l", risk={"caught": {"events": 3, "trials": 9}})
    folder = alone(tmp_path, risky, charter=charter(low=0.65, likely_p10=0.3))
    found = told(["portfolio", str(folder)], capsys)
    assert found["chosen"] == []
    (refused,) = found["refused"]
    assert (refused["barred"], refused["way"]["verdict"]) == (True, "decline")
    assert [gate["gate"] for gate in refused["missed"] if gate["missed"] == "decline"] == ["low"]
    (change,) = refused["flips"][0]["changes"]
    assert (change["what"], change["change"]) == ("leg:l/caught", "not")
    assert _run(["portfolio", str(folder)]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "The charter does not let this request go." in said
    assert "small, 1 person: the charter declines this plan on every day that was looked at." in said
    assert "at worst 60 of 100 arrive; the charter asks for 65." in said
    assert "If caught: a → b: " in said
    assert "What a little more would bring" not in said
    assert told(["portfolio", str(folder), "--no-flips"], capsys)["refused"][0]["flips"] == []
    borne = alone(tmp_path / "borne", risky, charter=charter(low=0.6, likely_p10=0.3))
    capsys.readouterr()
    assert [one["verdict"] for one in told(["portfolio", str(borne)], capsys)["chosen"]] == ["second"]


def test_without_a_signed_charter_nothing_is_chosen(tmp_path: Path, capsys: Text) -> None:
    """Neither where nobody has signed nor where there is none; what would change it is the signature."""
    unsigned = alone(tmp_path / "unsigned", leg("l"), signed=False)
    (refused,) = told(["portfolio", str(unsigned)], capsys)["refused"]
    assert (refused["barred"], refused["way"]["verdict"]) == (True, "hold")
    assert [one["what"] for one in refused["flips"][0]["changes"]] == ["charter.signed:founder"]
    mission(tmp_path / "none", "only", 1, leg("l"), signed=False, charter={})
    toml = tmp_path / "none" / "only" / "pack.toml"
    toml.write_text(toml.read_text("utf-8").replace("[charter]\n", ""), "utf-8")
    assert _run(["portfolio", str(tmp_path / "none")]) == 0
    assert "there is no charter, so nobody has agreed when to say yes" in " ".join(capsys.readouterr().out.split())


def test_a_charter_that_runs_out_lets_nobody_go_after_its_day(tmp_path: Path, capsys: Text) -> None:
    """Each departure is held to the charter as it stands on that day."""
    folder = alone(tmp_path, leg("l"), charter={**CHARTER, "review": "2031-10-03"})
    assert by_day(told(["portfolio", str(folder)], capsys)) == {
        "01": ("go", True),
        "03": ("go", True),
        "05": ("hold", False),
    }


def test_a_hold_bars_the_days_before_it_ends_and_its_last_day_is_tried(tmp_path: Path, capsys: Text) -> None:
    """From the first day on the river is too high for a day and a half: they leave on the third day, not before."""
    ford = leg("ford", risk={"harm": 0.05}, when={"river=high": {"harm": 8.0}})
    home = place("a", found=0.01)
    every = "days = 8\nevery = 5\nways = 1\n"
    folder = alone(tmp_path, home, ford, condition=[RIVER], rules=every)
    found = told(["portfolio", str(folder)], capsys)
    verdicts = by_day(found)
    assert verdicts["01"] == ("hold", False)
    until = datetime.fromisoformat(found["verdicts"][0]["hold_until"])
    assert until.day == 2
    assert list(verdicts) == ["01", "02", "06"], "the day on which the hold ends is tried, though it is no fifth day"
    assert [one["leaves"] for one in found["chosen"]] == ["2031-10-02"]


def test_a_party_that_passes_only_in_groups_is_met_in_groups(tmp_path: Path, capsys: Text) -> None:
    """Their own figures, and it is said who leaves with whom."""
    pair = [{"id": "anna", "sex": "woman"}, {"id": "ben", "sex": "man"}]
    folder = alone(
        tmp_path,
        leg("l", risk={"caught": 0.1}),
        travellers=pair,
        party={"crowding": 6.0},
        charter=charter(low=0.7, likely_p10=0.7, alone_hours=100.0),
    )
    found = told(["portfolio", str(folder)], capsys)
    (met,) = found["chosen"]
    assert (met["verdict"], sorted(met["groups"])) == ("split", [["anna"], ["ben"]])
    assert met["expected"] == pytest.approx(1.8)
    assert _run(["portfolio", str(folder)]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "small leaves in groups, for undivided the charter declines it: " in said


def test_a_price_raised_on_the_way_stays_raised_on_later_days(tmp_path: Path, capsys: Text) -> None:
    """On the way is after the mission's own start, however late a departure is looked at."""
    folder = alone(tmp_path, leg("l", broker="d", fee=30))
    with (folder / "only" / "reports.jsonl").open("a", encoding="utf-8") as file:
        for when, amount in ((NOON, 100), ("2031-10-02T10:00:00+09:00", 150)):
            payment = {"kind": "payment", "source": "founder", "happened": when, "heard": when, "to": "d"}
            file.write(json.dumps({**payment, "amount": amount, "state": "agreed"}) + "\n")
    found = told(["portfolio", str(folder)], capsys)
    assert {verdict for verdict, _ in by_day(found).values()} == {"decline"}
    assert [gate["about"] for gate in found["refused"][0]["missed"] if gate["gate"] == "price_raised"] == [["d"]]


def test_who_is_ready_only_after_the_period_is_told_so(tmp_path: Path, capsys: Text) -> None:
    """And not that no way arrives."""
    mission(tmp_path, "late", 1, leg("l"))
    (tmp_path / "portfolio.toml").write_text("start = 2031-01-01T00:00:00+09:00\ndays = 9\n", "utf-8")
    assert _run(["portfolio", str(tmp_path)]) == 0
    assert "they are ready to leave only after the period." in capsys.readouterr().out


def test_it_is_drawn(folder: Path, tmp_path: Path) -> None:
    """Beds and money, as PNG and SVG."""
    for ending in ("png", "svg"):
        file = tmp_path / f"use.{ending}"
        assert _run(["portfolio", str(folder), "-o", str(file)]) == 0
        assert file.stat().st_size > 1000


def test_every_mistake_of_all_packs_is_said_in_one_run(folder: Path, capsys: Text) -> None:
    """Each with its pack; and those of the rules, where these can be read."""
    toml = folder / "first" / "pack.toml"
    toml.write_text(toml.read_text("utf-8").replace('from = "a"', 'from = "nowhere"'), "utf-8")
    (folder / "portfolio.toml").write_text('days = 0\n[[request]]\npack = "forth"\n', "utf-8")
    assert _run(["portfolio", str(folder)]) == 2
    said = capsys.readouterr().err.splitlines()
    assert said[0] == "error: portfolio.toml:1 days: must be at least 1, not 0"
    assert any(line.startswith("error: first/pack.toml:") and "nowhere" in line for line in said)


def test_rules_that_contradict_the_packs(folder: Path, capsys: Text) -> None:
    """Unknown packs and places, with the nearest; money of another currency."""
    rules = '[beds]\nn = 3\n[[request]]\npack = "thrid"\n'
    (folder / "portfolio.toml").write_text(rules, "utf-8")
    mission(folder, "third", 1, mission={"currency": "EUR"})
    capsys.readouterr()
    assert _run(["portfolio", str(folder)]) == 2
    assert capsys.readouterr().err.splitlines() == [
        'error: portfolio.toml:4 request[0].pack: there is no pack "thrid"; did you mean third?',
        'error: portfolio.toml:2 beds.n: there is no place "n"',
        "error: portfolio.toml: third counts in EUR, the others in USD; all money must be of one currency",
    ]


def test_where_there_is_no_mission(tmp_path: Path, capsys: Text) -> None:
    """One line."""
    for name in ("", "missing"):
        assert _run(["portfolio", str(tmp_path / name)]) == 2
        assert capsys.readouterr().err.count("\n") == 1
    with pytest.raises(Usage, match="portfolio_no_folder"):
        missions_in(str(tmp_path / "missing"))


def test_the_solver_keeps_quiet(capfd: pytest.CaptureFixture[str]) -> None:
    """What compiled code writes to standard output meanwhile goes nowhere; afterwards everything is as it was."""
    import os

    with quiet_solver():
        os.write(1, b"a line of the solver\n")
    os.write(1, b"the answer\n")
    assert capfd.readouterr().out == "the answer\n"
