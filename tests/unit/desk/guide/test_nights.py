"""What the night expects of journeys, as the watch does."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from pathlib import Path

from tests.keeping import Typist
from waystation.bootstrap.cases import cases_named
from waystation.desk.guide.nights import tonight
from waystation.desk.guide.replanning import answers_in


def test_who_was_accepted_days_ahead_is_not_expected_to_call_before_the_plan_begins(root: Path, tmp_path: Path) -> None:
    """At the hour of the start nobody is overdue; half a day without a word later somebody is."""
    pack = tmp_path / "heron"
    shutil.copytree(root / "packs" / "two-days-to-the-river", pack)
    typist = Typist(tmp_path)
    typist.types("override", str(pack), answers="go\nthe river is low, and will not be for long\npastor\nwife\n")
    typist.types("journey", "begin", str(pack), "--now", "2031-09-29T08:00+07:00")
    start = datetime.fromisoformat("2031-10-01T18:00+07:00")
    for hours, expected in ((0, []), (30, ["critical"])):
        cases, now = cases_named([str(pack)]), start + timedelta(hours=hours)
        items = tonight(cases, answers_in(cases, now), now, 12.0)
        assert [one.about for one in items if one.need == "overdue"] == expected
