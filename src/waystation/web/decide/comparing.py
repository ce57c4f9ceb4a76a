"""Comparing missions: which requests to meet, when and how; and what becomes of several that travel at once.

Both take long, and are worked out only when somebody asks. What lies in a vault is read here first; the choice itself
is made beside the office, of values alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from waystation.deciding.records import Said
from waystation.desk.chart.loading import load_pack
from waystation.desk.chart.splitting import join_loaded
from waystation.desk.decide.departures import Applicant, Remembered
from waystation.desk.decide.portfolio import Weighed, weigh_missions
from waystation.desk.guide.cases import Case
from waystation.errors import BadInput, Mistake, Usage, WaystationError
from waystation.web.asked import Asked
from waystation.web.chart.sections import Item, Section, table
from waystation.web.desk_now import DeskNow
from waystation.web.pages import Action, Again, Later, Page
from waystation.web.typed import number_in
from waystation.wording import portfolio as words
from waystation.wording import splits
from waystation.wording.language import say
from waystation.wording.mistakes import say_mistake, sentence
from waystation.world.report import Report

__all__ = ["ACTIONS", "PAGES"]

SECONDS = 8.0
"""How long choosing may take for a page, once all plans are made."""
RUNS, SEED, MORE = 2000, 1, 1000.0


@dataclass(frozen=True)
class _Record:
    """A mission's record, read already; nothing is written to it."""

    mission: str
    kept: tuple[Said, ...]
    member: str = ""
    members: tuple[str, ...] = ()
    writable: bool = False

    def said(self) -> list[Said]:
        """What stands in it."""
        return list(self.kept)

    def add(self, report: Report) -> None:
        """Nothing is written while missions are compared."""
        raise Usage("record_closed", value=f"{self.mission} ({report.kind})")


@dataclass(frozen=True)
class _Reports:
    """A mission's reports, read already; none is added."""

    mission: str
    kept: tuple[Report, ...]

    def all(self) -> list[Report]:
        """The reports."""
        return list(self.kept)

    def add(self, reports: Sequence[Report]) -> None:
        """Nothing is written while missions are compared."""
        raise Usage("record_closed", value=f"{self.mission} ({len(reports)})")


def _build(desk: DeskNow, asked: Asked) -> Mapping[str, Any] | Later:
    chosen = [case for case in desk.cases if case.mission in asked.texts("mission")]
    given = {
        "missions": [(one.mission, one.pack.name) for one in desk.cases],
        "chosen": [one.mission for one in chosen] or [one.mission for one in desk.cases],
        "answer": [],
        "sections": [],
        "wrong": [],
        "doubts": [],
    }
    if not asked.typed or not chosen:
        return given
    gathered = [(case.mission, _gathered(case)) for case in chosen]
    how = asked.text("how")
    at_once = asked.text("at_once") == "yes"
    money = f"money = {number_in(asked.text('money'), 'money')}\n".encode() if asked.text("money") else None

    def work() -> Mapping[str, Any]:
        try:
            if how == "together":
                found = _together([one for _, one in gathered], at_once=at_once)
            else:
                found = _portfolio(dict(gathered), money)
        except WaystationError as error:
            return {**given, "wrong": [say_mistake(one).partition(": ")[2] for one in error.mistakes()]}
        return {**given, **found}

    return Later(work)


def _gathered(case: Case) -> Applicant:
    source = Remembered(case.opened.source)
    load_pack(source)
    source.digest()  # asked for once here, where the vault may be read
    record = _Record(case.mission, tuple(case.record.said()))
    return Applicant(source, record, _Reports(case.mission, tuple(case.opened.reports)))


def _portfolio(applicants: Mapping[str, Applicant], money: bytes | None) -> Mapping[str, Any]:
    found = weigh_missions(applicants, money, money_more=MORE, seconds=SECONDS)
    return {"answer": _answer(found), "sections": _sections(found), "doubts": [sentence(one) for one in found.warnings]}


def _answer(found: Weighed) -> list[str]:
    portfolio = found.portfolio
    return [
        *words.answer_lines(portfolio, len(found.requests), found.currency),
        *words.proof_lines(portfolio.levels),
    ]


def _sections(found: Weighed) -> list[Section]:
    portfolio, currency, titles = found.portfolio, found.currency, found.titles
    sections = []
    if portfolio.chosen:
        columns = (say("people"), say("of 100 arrive"), say("set aside"), say("way"), say("verdict"))
        rows = table(words.chosen_rows(portfolio, titles, found.day, currency), (say("leaves"), "", *columns), (2,), 1)
        sections.append(Section(say("Whom to meet"), tuple(words.chosen_lines(portfolio, titles)), table=rows))
    if portfolio.refused:
        packs = {name: one.pack for name, one in found.loaded.items()}
        lists = words.refused_lists(portfolio, titles, day=found.day, currency=currency, packs=packs, flips=found.flips)
        items = tuple(Item(line, tuple(said)) for line, said in lists)
        sections.append(Section(say("Who must wait, and why"), items=items))
    if found.more:
        sections.append(
            Section(say("What a little more would bring"), tuple(words.more_lines(found.more, titles, currency)))
        )
    return sections


def _together(applicants: Sequence[Applicant], *, at_once: bool) -> Mapping[str, Any]:
    if len(applicants) < 2:
        raise BadInput([Mistake("compare_two")])
    joined = join_loaded([load_pack(one.source) for one in applicants], RUNS, SEED, at_once)
    header = ("", say("people"), say("of 100 arrive"), say("if alone"), say("days"), say("expected cost"))
    rows = table(splits.mission_rows(joined.missions), header, (1,))
    return {
        "answer": splits.missions_answer(joined.missions),
        "sections": [Section(say("The missions"), table=rows)],
        "doubts": [sentence(one) for one in joined.missions.warnings],
    }


def _asked(_desk: DeskNow, asked: Asked) -> Again:
    if not asked.texts("mission"):
        raise BadInput([Mistake("compare_none")])
    if asked.text("money"):
        number_in(asked.text("money"), "money")
    return Again()


COMPARE = Page("/compare", "decide/compare.html", _build)

PAGES = (COMPARE,)
ACTIONS = (Action("/compare", _asked, COMPARE, writes=False),)
