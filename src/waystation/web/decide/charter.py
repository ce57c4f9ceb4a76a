"""The charter of a mission: what it asks for, how it stands, and signing it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from waystation.bootstrap import present_instant
from waystation.desk.decide.deciding import charter_loaded, sign_charter
from waystation.errors import Usage
from waystation.web.asked import Asked
from waystation.web.chart.mission import links_of
from waystation.web.chart.sections import table
from waystation.web.chart.working import case_asked
from waystation.web.desk_now import DeskNow
from waystation.web.pages import Action, Done, Page
from waystation.wording import charters
from waystation.wording.language import mark, say
from waystation.wording.mistakes import sentence
from waystation.world.charter import IMPACTS

__all__ = ["ACTIONS", "CHARTER", "PAGES"]

IMPACT_NAMES = {
    "negligible": mark("negligible"),
    "minor": mark("minor"),
    "moderate": mark("moderate"),
    "severe": mark("severe"),
    "critical": mark("critical"),
}


def _build(desk: DeskNow, asked: Asked) -> Mapping[str, Any]:
    case = case_asked(desk, asked)
    done = charter_loaded(case.opened.loaded, case.record.said())
    state, pack = done.state, done.loaded.pack
    charter = state.charter
    limits = matrix = None
    if charter is not None:
        least = (say("least"), say("a second below"), say("risk"), say("told"), say("cost a head"), say("alone"))
        limits = table(charters.limit_rows(charter, pack.mission.currency), ("", *least))
        matrix = table(charters.matrix_rows(charter), ("", *(say(IMPACT_NAMES[one]) for one in IMPACTS)))
    member = case.record.member
    return {
        "mission": case.mission,
        "title": pack.name,
        "links": links_of(asked, case.mission),
        "state": list(dict.fromkeys([*charters.standing_lines(state), *charters.state_lines(state)])),
        "doubts": [sentence(one) for one in done.warnings],
        "lines": charters.charter_lines(charter, pack) if charter is not None else [],
        "limits": limits,
        "matrix": matrix,
        "there": charter is not None,
        "member": member,
        "members": [(one, one) for one in charter.members] if charter is not None else [],
        "may_sign": charter is not None and (not member or member in charter.members),
        "signed_by": list(state.signed_by),
    }


CHARTER = Page("/missions/{mission}/charter", "decide/charter.html", _build)


def _sign(desk: DeskNow, asked: Asked) -> Done:
    case = case_asked(desk, asked)
    signed = asked.text("signed", "yes") != "no"
    if not case.record.member and not asked.text("member"):
        raise Usage("nothing_answered", question=say("Who signs"))
    done = sign_charter(case.opened.source, case.record, present_instant(), asked.text("member") or None, signed=signed)
    return Done(asked.url("missions", case.mission, "charter"), "\n".join(charters.standing_lines(done.state)))


PAGES = (CHARTER,)
ACTIONS = (Action("/missions/{mission}/sign", _sign, CHARTER),)
