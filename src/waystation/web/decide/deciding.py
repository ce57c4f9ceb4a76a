"""Deciding on a mission: what must be asked first, with the verdict or against it, a second person, how it ended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from waystation.bootstrap import present_instant
from waystation.deciding.people import BEST_INTERESTS, JOURNEY, Heard, heard_of, is_child
from waystation.deciding.taking_back import same_person
from waystation.deciding.verdict import Gate
from waystation.desk.decide.deciding import decide_loaded
from waystation.desk.decide.overriding import approve, close, overrides_in, propose, waiting
from waystation.desk.decide.recording import keep_forecast, not_begun
from waystation.desk.guide.cases import Case, take_down
from waystation.errors import Usage
from waystation.web.asked import Asked
from waystation.web.chart.mission import links_of
from waystation.web.chart.working import at_hand, case_asked, doubts_in
from waystation.web.desk_now import DeskNow
from waystation.web.pages import Action, Done, Later, Page
from waystation.wording import mission_pages as words
from waystation.wording import records, verdicts
from waystation.wording.gates import gate_line
from waystation.wording.language import say
from waystation.wording.pack_words import person_word
from waystation.world.pack import Pack
from waystation.world.people import Traveller
from waystation.world.report import CHOICES, MISSION_ENDS, Consent

__all__ = ["ACTIONS", "DECISION", "PAGES", "Asks"]

OF_PEOPLE = ("debt", "documents", "indicators", "price_raised")
"""Gates about signs that somebody is being trafficked or cheated."""


@dataclass(frozen=True)
class Asks:
    """What must be asked of one traveller before anybody leaves.

    Args:
        person: Id.
        purpose: `journey` of an adult, `best-interests` of a child.
        question: The question.
        answer: `yes`, `no`, or empty where nobody has asked.
    """

    person: str
    purpose: str
    question: str
    answer: str


def _build(desk: DeskNow, asked: Asked) -> Later:
    case = case_asked(desk, asked)
    mission = at_hand(desk, case)
    record = case.record
    member = record.member
    others = [name for name in record.members if not same_person(name, member)]
    held = [one.record for one in desk.cases] if member else [record]
    before = overrides_in(held)
    waits = waiting(record)
    running = [one.name for one in case.journeys if one.runs]
    heard = heard_of(case.pack, case.reports)
    lines = records.waiting_lines(waits) if waits else []

    def work() -> Mapping[str, Any]:
        decided = mission.decided()
        pack, verdict = mission.pack, decided.judged.verdict
        approved = any(one.approved and one.chosen == "go" for one in decided.open)
        return {
            "mission": case.mission,
            "title": pack.name,
            "links": links_of(asked, case.mission),
            "answer": verdicts.answer_lines(pack, decided.judged),
            "doubts": doubts_in(decided.warnings),
            "badge": say(words.VERDICT_NAMES[verdict.word]),
            "word": verdict.word,
            "decided": records.decided_lines(decided.open),
            "calm": records.calm_lines(pack, verdict, before),
            "asks": _asks(pack.travellers, heard),
            "signs": [(gate_line(pack, gate), _about(asked, case, pack, gate)) for gate in _signs(verdict.gates)],
            "all_signs": [gate_line(pack, gate) for gate in verdict.gates if gate.name in OF_PEOPLE],
            "choices": [(one, say(words.CHOICES[one])) for one in CHOICES if one != verdict.word],
            "ends": [(one, say(words.ENDS_SAID[one])) for one in MISSION_ENDS],
            "waits": [(one.id, line, same_person(one.by, member)) for one, line in zip(waits, lines, strict=True)],
            "may_begin": not running and (verdict.word == "go" or approved),
            "running": running,
            "member": member,
            "others": [(one, one) for one in others],
            "travellers": [
                (person_word(one.id), asked.url("missions", case.mission, "edit", "travellers", one.id))
                for one in pack.travellers
            ],
        }

    return Later(work)


def _asks(travellers: Sequence[Traveller], heard: Heard) -> list[Asks]:
    found = []
    for one in travellers:
        child = is_child(one)
        purpose = BEST_INTERESTS if child else JOURNEY
        key = (one.id, purpose)
        answer = "yes" if key in heard.given else "no" if key in heard.refused else ""
        question = (
            say("Does somebody who knows {who} say that going is best for this child?", who=person_word(one.id))
            if child
            else say("Does {who} agree to go, knowing the danger?", who=person_word(one.id))
        )
        found.append(Asks(one.id, purpose, question, answer))
    return found


def _signs(gates: Sequence[Gate]) -> list[Gate]:
    return [gate for gate in gates if gate.name in OF_PEOPLE and not gate.holds]


def _about(asked: Asked, case: Case, pack: Pack, gate: Gate) -> list[tuple[str, str]]:
    """Whom a sign is about, each with the address where it is changed."""
    people = {one.id for one in pack.travellers}
    found = []
    for name in gate.about:
        kind = "travellers" if name in people else "brokers"
        title = name if kind == "travellers" or name not in pack.broker else pack.broker[name].title
        found.append((title, asked.url("missions", case.mission, "edit", kind, name)))
    return found


DECISION = Page("/missions/{mission}/decision", "decide/decision.html", _build)


def _back(asked: Asked, said: Sequence[str]) -> Done:
    return Done(asked.url("missions", asked.path["mission"], "decision"), " ".join(said))


def _override(desk: DeskNow, asked: Asked) -> Done:
    case = case_asked(desk, asked)
    _somebody(case, asked)
    if not asked.text("reason"):
        raise Usage("reason_missing")
    decided = decide_loaded(case.opened.loaded, case.record.said(), case.opened.reports, flips=False)
    answers = {name: asked.text(name) for name in ("chosen", "reason", "second", "source")}
    made = propose(case.record, present_instant(), decided.judged.verdict, answers)
    return _back(asked, records.proposed_lines(made, case.record.member))


def _approve(desk: DeskNow, asked: Asked) -> Done:
    case = case_asked(desk, asked)
    return _back(asked, records.approved_lines(approve(case.record, present_instant(), asked.text("which"))))


def _outcome(desk: DeskNow, asked: Asked) -> Done:
    case = case_asked(desk, asked)
    _somebody(case, asked)
    answers = {name: asked.text(name) for name in ("outcome", "departed", "source")}
    written, foreseen = close(case.record, desk.now, answers)
    return _back(asked, records.outcome_lines(written, foreseen=foreseen))


def _consent(desk: DeskNow, asked: Asked) -> Done:
    """Keep what was answered: for each who was asked, a report of its own, and none where nothing is new."""
    case = case_asked(desk, asked)
    _somebody(case, asked)
    known = {
        (one.person, one.purpose): one.answer for one in _asks(case.pack.travellers, heard_of(case.pack, case.reports))
    }
    kept = 0
    for one in case.pack.travellers:
        purpose = BEST_INTERESTS if is_child(one) else JOURNEY
        answer = asked.text(f"consent-{one.id}")
        if answer not in ("yes", "no") or known[one.id, purpose] == answer:
            continue
        basis = {"basis": asked.text("basis")} if asked.text("basis") else {}
        fields = {"kind": "consent", "person": one.id, "purpose": purpose, "given": answer == "yes", **basis}
        take_down(case, _after_the_last_word(case, one.id, desk.now), asked.text("source"), fields)
        kept += 1
    return _back(asked, [words.kept_answers(kept)])


def _after_the_last_word(case: Case, person: str, now: datetime) -> datetime:
    """The present instant, or the one after they were last asked: in a mission that lies ahead time stands still."""
    said = [one.happened for one in case.reports if isinstance(one, Consent) and one.person == person]
    return max([now, *(when + timedelta(seconds=1) for when in said)])


def _foreseen(desk: DeskNow, asked: Asked) -> Done:
    """Keep what is foreseen now, so that it can be held against what happens."""
    case = case_asked(desk, asked)
    decided = decide_loaded(case.opened.loaded, case.record.said(), case.opened.reports, flips=False)
    if not not_begun(decided.plan):
        raise Usage("forecast_on_the_way")
    verdict = decided.judged.verdict
    percentiles = (verdict.go.p10, verdict.go.p50, verdict.go.p90)
    kept = keep_forecast(case.record, decided.plan, present_instant(), verdict.word, percentiles)
    said = (
        say("What is foreseen is kept.")
        if kept is not None
        else say("That was kept already, or they should have left.")
    )
    return _back(asked, [said])


def _somebody(case: Case, asked: Asked) -> None:
    if not case.record.member and not asked.text("source"):
        raise Usage("nothing_answered", question=say("Who says so"))


PAGES = (DECISION,)
ACTIONS = (
    Action("/missions/{mission}/override", _override, DECISION),
    Action("/missions/{mission}/approve", _approve, DECISION),
    Action("/missions/{mission}/outcome", _outcome, DECISION),
    Action("/missions/{mission}/consent", _consent, DECISION),
    Action("/missions/{mission}/foreseen", _foreseen, DECISION),
)
