"""How well we foresaw: what was foreseen, held against what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from waystation.desk.decide.calibrating import calibrate_records
from waystation.web.asked import Asked
from waystation.web.chart.sections import Section, table
from waystation.web.desk_now import DeskNow
from waystation.web.pages import Action, Page
from waystation.wording import calibration as words
from waystation.wording.language import say

__all__ = ["ACTIONS", "PAGES"]


def _build(desk: DeskNow, asked: Asked) -> Mapping[str, Any]:
    done = calibrate_records([case.record for case in desk.cases])
    found = done.found
    answer = words.answer_lines(found, len(done.unfinished), len(done.stayed))
    if not found.all.cases:
        return {"answer": answer, "sections": []}
    columns = (say("journeys"), say("foreseen"), say("arrived"), say("of 100"), say("95 times in 100 between"))
    bins = table(words.bin_rows(found), (say("foreseen"), columns[0], *columns[2:]), (1, 2, 3))
    picture = asked.url("calibration", "picture.png")
    alt = say("What was foreseen from left to right, what came of it from below; the table says the same.")
    overruled = table(words.overruling_rows(found.overruling), ("", *columns), (1, 2, 3, 4))
    return {
        "answer": answer,
        "sections": [
            Section(say("By what was foreseen, of 100"), table=bins, picture=picture, alt=alt),
            Section(say("How far off"), tuple(words.score_lines(found))),
            Section(say("By urgency"), table=table(words.urgency_rows(found), ("", *columns), (1, 2, 3, 4))),
            Section(
                say("When the verdict was overruled"), tuple(words.overruling_lines(found.overruling)), table=overruled
            ),
        ],
    }


CALIBRATION = Page("/calibration", "decide/calibration.html", _build)

PAGES = (CALIBRATION,)
ACTIONS: tuple[Action, ...] = ()
