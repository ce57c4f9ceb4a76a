"""A mission: should we, and how. The answer first, then the way, then why, then what could go wrong.

What takes long (what would change the verdict, the value of questions, splits, terms) has pages of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from waystation.deciding.verdict import Gate
from waystation.desk.decide.deciding import Decided
from waystation.planning.plan import Plan
from waystation.web.asked import Asked
from waystation.web.chart.working import AtHand, at_hand, case_asked, doubts_in
from waystation.web.desk_now import DeskNow
from waystation.web.intervals import span_of
from waystation.web.pages import Action, Later, Page
from waystation.wording import mission_pages as words
from waystation.wording import plans, verdicts
from waystation.wording.figures import of_hundred
from waystation.wording.gates import gate_rows
from waystation.wording.horizons import horizon_warnings
from waystation.wording.language import say
from waystation.wording.records import decided_lines
from waystation.wording.travel_words import role_of
from waystation.world.pack import Pack

__all__ = ["ACTIONS", "MISSION", "PAGES", "Stop", "links_of"]

MOST_RISKS = 8


@dataclass(frozen=True)
class Stop:
    """One stop of the course.

    Args:
        mode: How one leaves from it, for its line; empty for the last.
        name: The place.
        when: When one leaves, or arrives at the last.
        how: How, with whom, and what is paid when.
        leg: Id of the leg, for the beliefs behind it.
        risks: The leg's risks that are not nothing, each with its subject.
    """

    mode: str
    name: str
    when: str
    how: str = ""
    leg: str = ""
    risks: tuple[tuple[str, str], ...] = ()


def links_of(asked: Asked, mission: str) -> list[tuple[str, str]]:
    """The pages of a mission: address and name."""
    return [
        (asked.url("missions", mission), say("Answer")),
        (asked.url("map", mission=mission), say("Map")),
        (asked.url("missions", mission, "why"), say("Why")),
        (asked.url("missions", mission, "questions"), say("Ask first")),
        (asked.url("missions", mission, "ways"), say("Other ways")),
        (asked.url("missions", mission, "flips"), say("What would change it")),
        (asked.url("missions", mission, "what-if"), say("What if")),
        (asked.url("missions", mission, "split"), say("Split")),
        (asked.url("missions", mission, "terms"), say("Terms")),
        (asked.url("missions", mission, "charter"), say("Charter")),
        (asked.url("missions", mission, "decision"), say("Decide")),
        (asked.url("missions", mission, "edit"), say("Change it")),
    ]


def _build(desk: DeskNow, asked: Asked) -> Later:
    case = case_asked(desk, asked)
    mission = at_hand(desk, case)
    journeys = [(one.name, words.journey_line(one)) for one in case.journeys]
    waits = [one for one in case.journeys if one.runs]

    def work() -> Mapping[str, Any]:
        decided = mission.decided()
        return {
            "mission": case.mission,
            "title": mission.pack.name,
            "links": links_of(asked, case.mission),
            "journeys": journeys,
            "runs": bool(waits),
            "over": bool(case.journeys) and not waits,
            **_answer(mission, decided),
            **_way(decided.plan),
            "told": _told(asked, case.mission, decided.plan),
            **_why(mission.pack, decided),
        }

    return Later(work)


def _answer(mission: AtHand, decided: Decided) -> Mapping[str, Any]:
    """What stands first: the verdict, the figures, how they are drawn."""
    pack, judged, plan = mission.pack, decided.judged, decided.plan
    go = judged.verdict.go
    said = verdicts.answer_lines(pack, judged)
    more = plans.answer(plan)[2:] if plan.outcome.safe.mid > 0.0 else []
    doubts = [*decided.warnings, *horizon_warnings(plan)]
    return {
        "word": judged.verdict.word,
        "badge": say(words.VERDICT_NAMES[judged.verdict.word]),
        "verdict": said[0],
        "figures": [*said[1:], *more, *decided_lines(decided.open)],
        "first_step": plans.first_step(plan) if plan.outcome.safe.mid > 0.0 else "",
        "chances": words.chance_rows(go),
        "drawn": span_of(go.low, go.p50, go.high),
        "likely": span_of(go.p10, go.p50, go.p90),
        "may_go": judged.verdict.word in ("go", "second"),
        "doubts": doubts_in(doubts),
        "beside": verdicts.beside_rows(judged.verdict),
    }


def _way(plan: Plan) -> Mapping[str, Any]:
    """How: the course, money, who is told, what to do when it goes wrong."""
    return {
        "stops": _stops(plan),
        "money_line": plans.held_line(plan),
        "fallbacks": plans.fallback_lines(plan),
    }


def _told(asked: Asked, mission: str, plan: Plan) -> list[tuple[str, list[tuple[str, str]]]]:
    """Who is told along the course, and who only if something goes wrong; each leads to what is known of them."""
    on_course = {hop.leg.broker for hop in plan.course}
    found = []
    for heading, there in ((say("Along the course"), True), (say("Only if something goes wrong"), False)):
        who = [one for one in plan.outcome.told if (one in on_course) is there]
        names = [(f"{plan.pack.broker[one].title} ({role_of(plan.pack, one)})", one) for one in who]
        if names:
            found.append((heading, [(name, asked.url("brokers", mission, one)) for name, one in names]))
    return found


def _stops(plan: Plan) -> Sequence[Stop]:
    pack, found = plan.pack, []
    for hop in plan.course:
        leg = next(one for one in pack.legs if one.id == hop.leg.id)
        risks = tuple(
            (say("{risk} {chance}", risk=word, chance=words.between(low, high)), f"leg:{leg.id}/{name}")
            for name, word, low, high in words.leg_risks(leg)
        )
        found.append(
            Stop(
                hop.leg.mode,
                pack.place[hop.leg.origin].title,
                plans.when_at(plan, hop),
                plans.course_details(plan, hop),
                leg.id,
                risks,
            )
        )
    if plan.course:
        last = plan.course[-1]
        found.append(Stop("", pack.place[last.leg.destination].title, words.arrival_at(plan, last)))
    return found


def _why(pack: Pack, decided: Decided) -> Mapping[str, Any]:
    """Why: every rule of the charter, where the danger lies, by the day of departure."""
    verdict, days = decided.judged.verdict, decided.judged.days
    lost = [(what, share) for what, share in decided.plan.outcome.attribution if share > 0.0]
    most = max((share for _, share in lost), default=1.0)
    rows = zip(
        plans.risk_rows(decided.plan), [*lost[:MOST_RISKS], ("", sum(s for _, s in lost[MOST_RISKS:]))], strict=False
    )
    gates = [(*row, _gate_sign(gate)) for row, gate in zip(gate_rows(pack, verdict.gates), verdict.gates, strict=True)]
    return {
        "charter_heading": verdicts.charter_heading(pack, verdict),
        "missed": [row for row in gates if row[2] != "is-good"],
        "kept": [row for row in gates if row[2] == "is-good"],
        "kept_line": words.kept_rules(sum(row[2] == "is-good" for row in gates)),
        "risks": [
            (share, what, subject, max(1, round(100 * value / most))) for (share, what), (subject, value) in rows
        ],
        "departures": words.departure_table(pack, days),
        "day_line": verdicts.day_line(days) if days is not None else "",
        "arrivals": words.arrival_rows(decided.plan),
        "lost": of_hundred(decided.plan.outcome.lost),
    }


def _gate_sign(gate: Gate) -> str:
    if gate.holds:
        return "is-good"
    if not gate.counts:
        return "is-open"
    return {"second": "is-late", "hold": "is-late"}.get(gate.missed, "is-danger")


MISSION = Page("/missions/{mission}", "chart/mission.html", _build)

PAGES = (MISSION,)
ACTIONS: tuple[Action, ...] = ()
