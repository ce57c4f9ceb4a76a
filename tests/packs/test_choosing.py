"""Choosing among the packs that ship: nobody whom `decide` declines, and nobody on a day on which it holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from waystation.bootstrap.missions import missions_in, quiet_solver
from waystation.deciding.requests import Request, allowed_ways
from waystation.desk.decide.deciding import decide_pack
from waystation.desk.decide.portfolio import Weighed, weigh_missions
from waystation.desk.decide.recording import FolderRecord
from waystation.storage.folders import PackFolder
from waystation.storage.report_files import ReportFile

RULES = b"start = 2031-10-01T00:00:00+07:00\ndays = 30\nevery = 30\nways = 1\n"
NAMES = ("a-son", "beyond-utopia", "two-days-to-the-river")


@pytest.fixture(scope="module")
def weighed() -> Weighed:
    """The three packs of that year, each leaving at its own start."""
    root = Path(__file__).parents[2]
    applicants, _ = missions_in(str(root / "packs"))
    with quiet_solver():
        return weigh_missions({name: applicants[name] for name in NAMES}, RULES, flips=False)


def asked(weighed: Weighed, name: str) -> Request:
    return next(request for request in weighed.requests if request.id == name)


@pytest.mark.parametrize("name", NAMES)
def test_the_verdict_on_their_own_start_is_what_decide_says(weighed: Weighed, root: Path, name: str) -> None:
    """The same word, the same gates, the same figures."""
    folder = root / "packs" / name
    wanted = decide_pack(PackFolder(folder), FolderRecord(folder), ReportFile(folder).all(), flips=False).judged.verdict
    way = asked(weighed, name).ways[0]
    assert (way.permit.word, way.permit.missed) == (wanted.word, wanted.missed)
    assert (way.low, way.mid) == (wanted.go.low, wanted.go.mid)


def test_the_son_whom_decide_declines_is_not_chosen(weighed: Weighed) -> None:
    """The two families are, and a second person must approve of both."""
    assert {one.request.id: one.way.permit.word for one in weighed.portfolio.chosen} == {
        "beyond-utopia": "second",
        "two-days-to-the-river": "second",
    }
    (refused,) = weighed.portfolio.refused
    assert (refused.request.id, refused.barred) == ("a-son", True)
    assert allowed_ways(refused.request) == ()
    assert refused.way is not None
    declined = {gate.name for gate in refused.way.permit.missed if gate.missed == "decline"}
    assert declined == {"low", "likely.p10", "price_raised"}
