"""What is found out about a mission and takes a while: why, what to ask, other ways, what would change it, terms.

Each is a page of its own, so that the mission's own page is there at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from waystation.planning.alternatives import Alternative
from waystation.web.asked import Asked
from waystation.web.chart.mission import links_of
from waystation.web.chart.sections import Item, Section, table
from waystation.web.chart.working import AtHand, at_hand, case_asked, doubts_in
from waystation.web.desk_now import DeskNow
from waystation.web.pages import Action, Later, Page
from waystation.wording import explanations, flips, plans, splits, terms, verdicts
from waystation.wording import questions as asking
from waystation.wording.language import say, say_many
from waystation.world.pack import Pack

__all__ = ["ACTIONS", "PAGES"]

Link = Callable[..., str]


def _why(mission: AtHand, link: Link) -> Mapping[str, Any]:
    explained = mission.explained()
    found = explained.explanation
    sections = [
        Section(
            say("How sure that is: of 100"),
            tuple(explanations.sure_lines(found)),
            table=table(explanations.sure_rows(found), right=(0,), title=1),
            picture=link("pictures", "chance.png"),
            alt=say("How often how many of 100 arrive when every unknown chance is drawn by itself."),
        )
    ]
    deciders = explanations.decider_lines(found, explained.loaded.believed)
    items = tuple(
        Item(what, tuple(said), link(subject=decider.base.what))
        for (what, said), decider in zip(deciders, found.deciders, strict=True)
    )
    sections.append(Section(say("The numbers that most decide the answer"), items=items, numbered=True))
    if found.lost > 0.0:
        for name, heading in explanations.PARTS.items():
            rows = table(explanations.part_rows(found, name), right=(0,), title=1)
            sections.append(Section(say("Where the danger lies: {part}", part=say(heading)), table=rows))
    weights = explanations.weight_rows(found)
    header = (say("at worst"), say("nominally"), "")
    sections.append(
        Section(
            say("What the answer hangs on: change of 100 who arrive for each point more of the chance"),
            table=table(weights, header, (0, 1), title=2),
            picture=link("pictures", "danger.png") if weights else "",
            alt=say("Where the danger lies and what the answer hangs on, as bars; the tables say the same."),
        )
    )
    plain = explanations.is_plain(found)
    return {"answer": explanations.answer_lines(found), "sections": [] if plain else sections}


def _questions(mission: AtHand, link: Link) -> Mapping[str, Any]:
    found = mission.questioned()
    plan, best = found.plan, found.asked[:10]
    items = tuple(
        Item(question, tuple(said), link(subject=one.ask))
        for one in best
        for question, said in asking.question_lines(plan, [one])
    )
    header = (say("of 100"), say("other first step"), "")
    rows = table(asking.question_rows(plan, found.asked), header, (0, 1), title=2)
    sections = [
        Section(say("Calls worth making before leaving"), items=items, numbered=True),
        Section(say("All that was looked at"), table=rows),
    ]
    return {"answer": asking.heading_lines(plan, found.asked), "sections": sections if found.asked else []}


def _ways(mission: AtHand, _link: Link) -> Mapping[str, Any]:
    found = mission.planned()
    plan = found.plan
    header = ("", say("of 100 arrive"), say("days"), say("expected cost"), say("told"))
    rows = table(plans.alternative_rows(plan, found.alternatives), header, (4,))
    courses = tuple(
        Item(plans.alternative_label(plan.pack, one), tuple(_course(plan.pack, one)))
        for one in found.alternatives
        if one.course
    )
    several = len(found.alternatives) > 1
    said = (
        [say("These ways were found beside the safest.")] if several else [say("No other way worth telling was found.")]
    )
    return {
        "answer": said,
        "sections": [
            Section(say("The ways side by side"), table=rows),
            Section(say("Where each goes"), items=courses),
        ],
    }


def _course(pack: Pack, way: Alternative) -> list[str]:
    names = [pack.place[way.course[0].leg.origin].title, *(pack.place[hop.leg.destination].title for hop in way.course)]
    return [" → ".join(names)]


def _flips(mission: AtHand, _link: Link) -> Mapping[str, Any]:
    decided = mission.decided(flips=True)
    verdict = decided.judged.verdict
    lists = flips.flip_lists(mission.pack, verdict)
    sections = [Section("", (line,), tuple(Item(one) for one in items)) for line, items in lists]
    lead = verdicts.answer_lines(mission.pack, decided.judged)[:1]
    nothing = [say("Nothing near was found that would change it.")] if not lists else []
    return {"answer": [*lead, *nothing], "sections": sections}


def _split(mission: AtHand, _link: Link) -> Mapping[str, Any]:
    found = mission.parted()
    answer = splits.split_answer(found.pack, found.splits, found.units)
    if found.units == 1:
        return {"answer": answer, "sections": []}
    rows, more = splits.split_rows(found.splits)
    header = ("", say("of 100, all arrive"), say("expected to arrive"), say("who goes with whom"))
    left = (say_many("{n} more, none better.", "{n} more, none better.", more, n=more),) if more else ()
    sections = [Section(say("Ways to part them"), left, table=table(rows, header, title=3))]
    best = next((one for one in found.splits if len(one.groups) > 1), None)
    if best is not None:
        sections.append(Section(say("The groups, best parted"), tuple(splits.group_lines(found.pack, best))))
    return {"answer": answer, "sections": sections}


def _terms(mission: AtHand, link: Link) -> Mapping[str, Any]:
    found = mission.termed()
    pack, frontier = found.pack, found.frontier
    sections = []
    if frontier.levers:
        figures = (say("of 100, at worst"), say("nominally"), say("expected cost"))
        header = ("", *figures, say("promised"), say("other terms with"))
        rows = table(terms.offer_rows(pack, frontier), header, (1, 2))
        alt = say("What could be agreed: chance at worst beside expected cost; the table says the same.")
        sections.append(
            Section(say("What could be agreed"), table=rows, picture=link("pictures", "terms.png"), alt=alt)
        )
    if frontier.safest.asks:
        lines = (*terms.offer_lines(pack, frontier.safest), say(terms.KEEP))
        sections.append(Section(say("The safest, broker by broker"), lines))
    if found.raised:
        sections.append(Section(say("Prices that may be raised"), tuple(terms.raised_lines(pack, found.raised))))
    if bribes := terms.bribe_lines(pack, found.bribes):
        sections.append(Section(say("What bribes buy"), tuple(bribes)))
    rewards = terms.reward_lines(pack, found.rewards, found.splits, found.parts)
    sections.append(Section(say("What the adversary pays"), tuple(rewards)))
    return {"answer": terms.frontier_lines(pack, frontier), "sections": sections}


def _build(work: Callable[[AtHand, Link], Mapping[str, Any]], desk: DeskNow, asked: Asked) -> Later:
    case = case_asked(desk, asked)
    mission = at_hand(desk, case)

    def link(*parts: str, subject: str = "") -> str:
        return asked.url("beliefs", case.mission, subject) if subject else asked.url("missions", case.mission, *parts)

    def found() -> Mapping[str, Any]:
        given = work(mission, link)
        return {
            "mission": case.mission,
            "title": mission.pack.name,
            "links": links_of(asked, case.mission),
            "doubts": doubts_in(mission.loaded.warnings),
            **given,
        }

    return Later(found)


STUDIES = {"why": _why, "questions": _questions, "ways": _ways, "flips": _flips, "split": _split, "terms": _terms}
"""Each study by the end of its address."""

PAGES = tuple(
    Page(f"/missions/{{mission}}/{name}", "chart/study.html", partial(_build, work)) for name, work in STUDIES.items()
)
ACTIONS: tuple[Action, ...] = ()
