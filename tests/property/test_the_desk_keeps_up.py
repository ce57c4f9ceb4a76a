"""A desk that is kept at hand is the desk that would be read anew: after any reports, from anywhere, in any order."""

from __future__ import annotations

import dataclasses
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import START, condition, leg, place, write_pack
from tests.kept import new_vault
from waystation.bootstrap.at_hand import AtHand
from waystation.bootstrap.vaults import new_run
from waystation.desk.guide.abreast import Abreast
from waystation.desk.guide.cases import Case, present_of
from waystation.desk.guide.replanning import Answers, answers_in
from waystation.desk.guide.running import the_present
from waystation.desk.guide.vault_news import VaultNews
from waystation.desk.keep.opening import OpenVault, open_vault
from waystation.desk.keep.packs import put_pack
from waystation.desk.keep.reports import VaultReports
from waystation.storage.folders import PackFolder
from waystation.storage.report_files import ReportFile
from waystation.world.report import Report, read_report

NAMES = ("heron", "ibis")
BEGAN = datetime.fromisoformat(START)


def write(folder: Path) -> Path:
    """A mission of two families' world: a river, two ways, a house with few beds, a guide who may fail."""
    return write_pack(
        folder,
        place("house", at=(127.1, 37.6), kind="safe_house", beds=1),
        leg(
            "over", "a", "house", mode="boat", broker="g", risk={"caught": [0.01, 0.05]}, when={"river=high": "closed"}
        ),
        leg("round", "a", "house", minutes=60, risk={"caught": [0.1, 0.3]}),
        leg("on", "house", "b", broker="g", risk={"harm": [0.0, 0.02]}),
        hours=8,
        condition=[condition("river", per_hour=[[0.9, 0.1], [0.2, 0.8]])],
        broker=[{"id": "g", "name": "Guide", "role": "guide"}],
    )


def some_report(chance: Random, number: int, before: list[Report]) -> Report:
    """Something that is told: of the world, of a journey, of people, or that takes back what was told."""
    journey = chance.choice(("j1", "j2"))
    happened = BEGAN + timedelta(minutes=chance.choice((-600, 0, 10, 10, 20, 45, 90, 200, 700)))
    words: dict[str, Any] = chance.choice(
        (
            {"kind": "journey", "journey": journey, "state": "accepted", "number": 407 if journey == "j1" else 408},
            {"kind": "journey", "journey": journey, "state": "accepted", "number": 407 if journey == "j1" else 408},
            {"kind": "journey", "journey": journey, "state": "closed", "end": "arrived"},
            {"kind": "departure", "journey": journey, "leg": chance.choice(("over", "round", "on"))},
            {"kind": "delivery", "journey": journey, "leg": chance.choice(("over", "round")), "outcome": "arrived"},
            {"kind": "delivery", "leg": "on", "outcome": chance.choice(("arrived", "back", "harm"))},
            {"kind": "observation", "condition": "river", "level": chance.choice(("low", "high")), "grade": "B2"},
            {"kind": "word", "broker": "g", "kept": 2, "grade": "C3"},
            {"kind": "sighting", "near": "place:house", "what": "police", "grade": "B3"},
            {"kind": "silence", "broker": "g"},
            {"kind": "burn", "what": "place", "name": "house", "reason": "seen"},
            {"kind": "checkin", "journey": journey, "word": "good"},
            {"kind": "illness", "journey": journey, "person": "boy", "pace": 0.5},
            {"kind": "oncall", "who": "anna", "until": (BEGAN + timedelta(days=1)).isoformat()},
            {"kind": "call", "who": "broker:g", "outcome": "no_answer", "source": "g"},
            {"kind": "cash", "giver": "anna", "to": "g", "amount": 20.0},
            {"kind": "payment", "to": "g", "amount": 20.0, "state": "paid", "journey": journey, "leg": "over"},
            {"kind": "signs", "journey": journey, "secret": "0" * 32, "source": "g"},
            {"kind": "done", "journey": journey, "task": "thanks:broker:g"},
            {"kind": "alarm", "journey": journey, "stage": "reminder", "due": happened.isoformat()},
            {"kind": "told", "to": "family", "journey": journey},
            {"kind": "warned", "burn": "r1", "who": "broker:g"},
            {"kind": "handover", "to": "malee"},
            {"kind": "card", "journey": journey, "to": "broker:g", "legs": ["over"]},
            {"kind": "correction", "answers": str(chance.choice(before).id) if before else "r0"},
        )
    )
    given = {"id": f"r{number}", "source": "anna", "happened": happened.isoformat(), **words}
    found = read_report(given)
    assert isinstance(found, Report), found
    return found


def seen(case: Case) -> dict[str, object]:
    """All that a mission says, to be compared."""
    opened = case.opened
    return {
        "name": case.name,
        "loaded": {one.name: getattr(opened.loaded, one.name) for one in dataclasses.fields(opened.loaded)
                   if one.name not in ("calendars", "departures", "believed")},
        "beliefs": opened.loaded.believed.beliefs if opened.loaded.believed is not None else None,
        "all": opened.reports,
        "standing": case.reports,
        "journeys": case.journeys,
        "said": sorted(case.said, key=lambda one: (str(one.report.id), one.by)),
        "stored": [str(one.id) for one in opened.store.all()],
    }  # fmt: skip


def answered(answers: Answers) -> dict[object, object]:
    """All answers, but for whether they were looked up."""
    return {
        key: (
            dataclasses.replace(one.answer, looked_up=True, safe=(0.0, 0.0, 0.0), lost=0.0, wrong=()),
            [round(value, 9) for value in (*one.answer.safe, one.answer.lost)],
            one.running.journey,
            one.running.pack,
            one.running.closed,
            one.running.reports,
            one.running.standing,
            one.running.seen,
        )
        for key, one in answers.found.items()
    }


def check(cases: list[Case], fresh: list[Case], abreast: Abreast, now: datetime) -> None:
    """What is kept is what is read anew."""
    assert len(cases) == len(NAMES)
    assert [seen(case) for case in cases] == [seen(case) for case in fresh]
    present = present_of(cases, now)
    assert present == the_present([case.opened for case in fresh], now)
    kept, anew = abreast.answers(cases, present), answers_in(fresh, present)
    assert kept.troubles == anew.troubles
    assert answered(kept) == answered(anew)


@given(seed=st.integers(0, 10_000))
@settings(max_examples=10)
def test_in_folders(seed: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whatever is added to the files of two missions, one report or several at a time."""
    chance, folder = Random(seed), tmp_path_factory.mktemp("desk")
    new_run()
    names = [str(write(folder / name)) for name in NAMES]
    kept, abreast, told = AtHand(names), Abreast(), []
    now = BEGAN + timedelta(minutes=15)
    for number in range(14):
        where = Path(chance.choice(names))
        told.append(some_report(chance, number, told))
        ReportFile(where).add([told[-1]])
        if chance.random() < 0.3:
            continue
        now += timedelta(minutes=chance.choice((0, 0, 1, 30, -20)))
        fresh = AtHand(names)
        fresh.catch_up()
        kept.catch_up()
        check(kept.cases, fresh.cases, abreast, now)


@given(seed=st.integers(0, 10_000))
@settings(max_examples=5)
def test_in_a_vault(seed: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whatever this process writes, and another beside it, into one vault."""
    chance, folder = Random(seed), tmp_path_factory.mktemp("desk")
    vault = new_vault(folder / "v")
    other: OpenVault | None = None
    try:
        for name in NAMES:
            put_pack(vault, PackFolder(write(folder / name)), name)
        other = open_vault(vault.folder.path, "pw", vault.around)
        kept, abreast, told = VaultNews(vault), Abreast(), []
        kept.catch_up()
        now = BEGAN + timedelta(minutes=15)
        for number in range(12):
            writer = vault if chance.random() < 0.7 else other
            told.append(some_report(chance, number, told))
            VaultReports(writer, chance.choice(NAMES)).add([told[-1]])
            if chance.random() < 0.3:
                continue
            now += timedelta(minutes=chance.choice((0, 1, 30)))
            kept.catch_up()
            fresh = VaultNews(vault)
            check([kept.warm(n).case for n in NAMES], [fresh.warm(n).case for n in NAMES], abreast, now)
    finally:
        if other is not None:
            other.close()
        vault.close()
