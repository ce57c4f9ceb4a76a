"""Calls that were made, and came: kept with a click or a form, and listed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from waystation.desk.guide.cases import Case
from waystation.desk.guide.nights import calls_in, keep_call
from waystation.errors import Usage
from waystation.web.asked import Asked
from waystation.web.desk_now import DeskNow
from waystation.web.pages import Action, Done, Page
from waystation.web.typed import source_in, usual_source
from waystation.wording import night as wording
from waystation.wording.burning import who_is_it
from waystation.wording.language import say
from waystation.wording.tonight_pages import outcome_choices
from waystation.world.report_journeys import Burn

__all__ = ["ACTIONS", "PAGES", "case_typed"]

MOST_SHOWN = 100


def _build(desk: DeskNow, asked: Asked) -> Mapping[str, Any]:
    found = calls_in(desk.cases)[:MOST_SHOWN]
    likely = next((case for case in desk.cases if case.running), next(iter(desk.cases), None))
    chosen = desk.case(asked.text("mission", asked.wants("mission"))) or likely
    zone = desk.now.tzinfo
    return {
        "rows": wording.call_rows([(case.pack, case.journeys, one) for case, one in found], zone),
        "missions": [(case.mission, case.pack.name) for case in desk.cases],
        "mission": chosen.mission if chosen is not None else "",
        "people": _people(chosen) if chosen is not None else [],
        "outcomes": outcome_choices(),
        "usual": usual_source(desk, chosen) if chosen is not None else "",
    }


def _people(case: Case) -> list[tuple[str, str]]:
    """Whom one may call of a mission, as reports name them; nobody who is burnt."""
    burnt = {f"{one.what}:{one.name}" for one in case.reports if isinstance(one, Burn)}
    names = [f"broker:{one.id}" for one in case.pack.brokers]
    names += [f"place:{one.id}" for one in case.pack.places if one.kind == "safe_house"]
    names += [f"family:{one.name}" for one in case.journeys]
    names += [f"member:{one}" for one in case.record.members]
    return [(name, who_is_it(case.pack, case.journeys, name)) for name in names if name not in burnt]


def case_typed(desk: DeskNow, asked: Asked) -> Case:
    """The mission that was chosen in a form.

    Raises:
        Usage: If there is none of that name.
    """
    found = desk.case(asked.text("mission"))
    if found is None:
        known = ", ".join(case.mission for case in desk.cases)
        raise Usage("night_mission", value=asked.text("mission")[:60], known=known)
    return found


def _keep(desk: DeskNow, asked: Asked) -> Done:
    case = case_typed(desk, asked)
    who = asked.text("other") or asked.text("who")
    if not who:
        raise Usage("nothing_answered", question=say("With whom"))
    outcome, about = asked.text("outcome"), asked.text("about")
    keep_call(case, desk.now, who=who, outcome=outcome, about=about, source=source_in(case, asked))
    back = asked.text("back")
    to = back if back.startswith("/") and not back.startswith(("//", "/\\")) else asked.url("calls")
    said = say("Kept: {who}, {outcome}.", who=_who(case, who), outcome=dict(outcome_choices())[outcome].lower())
    return Done(to, said)


def _who(case: Case, who: str) -> str:
    return who_is_it(case.pack, case.journeys, who) if ":" in who else who


CALLS = Page("/calls", "guide/calls.html", _build)
PAGES = (CALLS,)
ACTIONS = (Action("/calls", _keep, CALLS),)
