"""The office behind the pages: when it locks, how passphrases wait, and that nothing written elsewhere is missed."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from tests.desks import on_their_way
from tests.keeping import PASSPHRASE, Typist
from tests.served import Visitor, served
from waystation.bootstrap.vaults import surroundings
from waystation.bootstrap.watches import watching_of
from waystation.desk.keep.opening import OpenVault, open_vault
from waystation.desk.keep.people import looks_of
from waystation.desk.keep.reports import VaultReports
from waystation.errors import Usage, WrongPassphrase
from waystation.web.pages import Later, Page
from waystation.web.passphrases import TooManyTries
from waystation.world.report import Report, read_report

MISSION = "a-son"


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    """A vault with a mission, and something about one of its people."""
    typist = Typist(tmp_path_factory.mktemp("office"))
    typist.creates("v")
    typist.in_vault("v", "vault", "put", str(root / "packs" / MISSION))
    with_vault(typist.path("v"), told("illness", "sick", journey="j", person="son", pace=0.5))
    return Path(typist.path("v"))


def told(kind: str, name: str, **words: Any) -> Report:
    """A report of somebody."""
    given = {"kind": kind, "id": name, "source": "peter", "happened": "2031-10-27T20:00:00+09:00", **words}
    found = read_report(given)
    assert isinstance(found, Report), found
    return found


def opened(folder: str | Path) -> OpenVault:
    """The vault, as another process opens it."""
    return open_vault(Path(folder), PASSPHRASE, surroundings())


def with_vault(folder: str | Path, report: Report) -> None:
    """Another process writes a report, and leaves."""
    other = opened(folder)
    try:
        VaultReports(other, MISSION).add([report])
    finally:
        other.close()


def ids(visitor: Visitor) -> set[str]:
    """The reports that the desk has of the mission."""
    case = visitor.desk().case(MISSION)
    assert case is not None
    return {str(one.id) for one in case.reports}


def test_it_locks_itself_when_nobody_is_there(vault: Path) -> None:
    """After the minutes that were said, not before; what a page asks for by itself is nobody."""
    with served(vault=vault, idle_seconds=600.0) as visitor:
        visitor.clock.seconds += 590
        assert visitor.get("/tonight", waystation_live="page").status_code == 200
        visitor.looks()
        assert visitor.front.office.is_open
        visitor.clock.seconds += 11
        visitor.looks()
        assert visitor.get("/tonight").status_code == 423


def test_whoever_is_there_keeps_it_open(vault: Path) -> None:
    """Each page that somebody asks for begins the minutes anew."""
    with served(vault=vault, idle_seconds=600.0) as visitor:
        for _ in range(3):
            visitor.clock.seconds += 590
            visitor.shows("/tonight")
            visitor.looks()
        assert visitor.front.office.is_open


def test_passphrases_that_open_nothing_make_the_next_wait(vault: Path) -> None:
    """Three are free; then each waits twice as long as the one before; the right one begins anew."""
    with served(vault=vault, open_it=False) as visitor:
        visitor.comes_in()
        for _ in range(6):
            assert visitor.unlocks("wrong").status_code == 403
        assert visitor.clock.rested == [0.0, 0.0, 0.0, 1.0, 2.0, 4.0]
        assert visitor.unlocks().status_code == 303
        assert visitor.clock.rested[-1] == 8.0
        visitor.post("/lock")
        assert visitor.unlocks("wrong").status_code == 403
        assert visitor.clock.rested[-1] == 0.0


def test_asking_at_once_does_not_go_round_the_wait(vault: Path) -> None:
    """Tries that come together wait for each other, and few of them may."""
    with served(vault=vault, open_it=False) as visitor:
        office = visitor.front.office

        async def together() -> list[object]:
            tries = [office.unlock(f"wrong {number}") for number in range(8)]
            return list(await asyncio.gather(*tries, return_exceptions=True))

        assert visitor.client.portal is not None
        found = visitor.client.portal.call(together)
        assert sum(isinstance(one, TooManyTries) for one in found) == 4
        assert sum(isinstance(one, WrongPassphrase) for one in found) == 4
        assert visitor.clock.rested == [0.0, 0.0, 0.0, 1.0]
        assert not office.is_open


def test_what_another_process_writes_is_taken_in(vault: Path) -> None:
    """At the next look, and without being asked: whoever follows the pages is told."""
    with served(vault=vault) as visitor:
        before = visitor.front.office.version
        with_vault(vault, told("oncall", "beside", who="peter", until="2031-10-28T08:00:00+09:00"))
        assert "beside" not in ids(visitor)
        visitor.looks()
        assert "beside" in ids(visitor)
        assert visitor.front.office.version > before


def test_a_page_that_writes_beside_another_process_loses_nothing(vault: Path) -> None:
    """Both reports are there afterwards, here and for whoever opens the vault next."""
    with served(vault=vault) as visitor:
        with_vault(vault, told("oncall", "theirs", who="peter", until="2031-10-28T08:00:00+09:00"))
        assert visitor.client.portal is not None
        ours = told("oncall", "ours", who="anna", until="2031-10-28T08:00:00+09:00")
        visitor.client.portal.call(visitor.front.office.change, lambda desk: desk.case(MISSION).record.add(ours))
        assert {"theirs", "ours"} <= ids(visitor)
    other = opened(vault)
    try:
        assert {"theirs", "ours"} <= {str(one.id) for one in VaultReports(other, MISSION).all()}
    finally:
        other.close()


def test_that_somebody_looked_at_people_is_written_once_for_each_opening(vault: Path) -> None:
    """Not with each page, nor each minute, nor each report that comes."""

    def looks() -> int:
        other = opened(vault)
        try:
            return sum(one.times for one in looks_of(other) if one.why == "pages")
        finally:
            other.close()

    before = looks()
    with served(vault=vault) as visitor:
        for number in range(3):
            visitor.shows("/tonight")
            visitor.clock.seconds += 61
            with_vault(vault, told("oncall", f"more-{number}", who="a", until="2031-10-28T08:00:00+09:00"))
            visitor.looks()
        assert looks() == before + 1
        visitor.post("/lock")
        visitor.unlocks()
        assert looks() == before + 2


def test_time_passes_by_itself(root: Path) -> None:
    """After a minute the desk is of another instant, and pages are told."""
    with served(root / "packs" / MISSION) as visitor:
        visitor.shows("/tonight")
        before = visitor.front.office.version
        visitor.looks()
        assert visitor.front.office.version == before
        visitor.clock.seconds += 61
        visitor.looks()
        assert visitor.front.office.version > before


def test_the_watch_hears_of_a_way_that_is_another_now(tmp_path: Path) -> None:
    """What somebody else wrote turns them to another way: what is expected of them is said to the watch anew."""
    pack = on_their_way(tmp_path)
    with served(pack) as visitor:
        visitor.shows("/tonight")
        (case,) = visitor.desk().cases
        number = case.journeys[-1].number
        before = watching_of(str(pack)).keeping.schedule().journeys[number]
        late = {"kind": "delivery", "id": "late", "source": "father", "happened": "2031-10-02T01:00:00+07:00"}
        line = {**late, "leg": "path", "journey": case.journeys[-1].name, "outcome": "late"}
        with (pack / "reports.jsonl").open("a") as file:
            file.write(json.dumps(line) + "\n")
        visitor.looks()
        visitor.shows("/tonight")
        visitor.desk()
        assert watching_of(str(pack)).keeping.schedule().journeys[number] != before


@pytest.mark.parametrize("fails", [False, True])
def test_what_was_begun_before_a_lock_is_shown_in_no_later_opening(vault: Path, fails: bool) -> None:
    """A page that takes long is thrown away where the office was locked and opened meanwhile, whatever came of it."""
    visitors: list[Visitor] = []

    def work() -> dict[str, Any]:
        visitor = visitors[0]
        assert visitor.client.portal is not None
        visitor.client.portal.call(visitor.front.office.lock)
        visitor.client.portal.call(visitor.front.office.unlock, PASSPHRASE)
        if fails:
            raise Usage("vault_none_open")
        return {"title": "of before"}

    page = Page("/long", "hear/reporting.html", lambda _desk, _asked: Later(work))
    with served(vault=vault, pages=(page,), actions=()) as visitor:
        visitors.append(visitor)
        answer = visitor.get("/long")
        assert (answer.status_code, answer.headers["location"]) == (303, "/")
