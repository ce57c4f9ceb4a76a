"""Brokers: whom we can trust, with what; and one broker with the record and the reports behind each number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from waystation.desk.guide.knowing import Knew
from waystation.desk.guide.trusting import Run, Trusted, brokers_in, trusted
from waystation.desk.hear.correcting import undone_in
from waystation.desk.hear.taking import find_reports
from waystation.web.asked import Asked
from waystation.web.desk_now import DeskNow
from waystation.web.finding import case_at
from waystation.web.hear.reports import report_row
from waystation.web.intervals import scale_of, span_of
from waystation.web.pages import Action, NotThere, Page
from waystation.wording.beliefs import rests_on, say_what
from waystation.wording.brokers import (
    answer_lines,
    burnt_since,
    failing_since,
    fee_words,
    language_word,
    money_words,
    record_line,
    sells_line,
)
from waystation.wording.burning import knew_lines
from waystation.wording.card_pages import told_of
from waystation.wording.figures import date_and_time, money, percent
from waystation.wording.language import say
from waystation.wording.travel_words import MODES, role_of
from waystation.world.pack import Pack

__all__ = ["ACTIONS", "ONE", "PAGES"]

MOST_REPORTS = 20


def _every(desk: DeskNow, _asked: Asked) -> Mapping[str, Any]:
    found = brokers_in(desk.cases)
    burnt = [one[0].broker.title for one in found if any(each.burnt for each in one)]
    failing = [one[0].broker.title for one in found if any(each.alarm and not each.burnt for each in one)]
    scale = scale_of(each.sells.high for one in found for each in one if each.sells is not None)
    return {
        "lines": answer_lines(len(found), burnt, failing),
        "danger": bool(burnt or failing),
        "brokers": [_panel(several, scale) for several in found],
        "scale": scale,
        "several": len(desk.cases) > 1,
    }


def _panel(several: Sequence[Trusted], scale: float) -> dict[str, Any]:
    """A broker, with each mission that has them."""
    first = several[0]
    return {
        "id": first.broker.id,
        "title": first.broker.title,
        "role": role_of(first.case.pack, first.broker.id),
        "speaks": language_word(first.broker.language),
        "burnt": next((burnt_since(one.burnt.happened, _zone(one)) for one in several if one.burnt), ""),
        "failing": next((failing_since(one.alarm, _zone(one)) for one in several if one.alarm), ""),
        "raised": any(one.broker.price_raised for one in several),
        "missions": [_in_mission(one, scale) for one in sorted(several, key=_worst_first)[:1]],
        "others": [(one.case.mission, one.case.pack.name) for one in sorted(several, key=_worst_first)[1:]],
    }


def _worst_first(one: Trusted) -> tuple[float, str]:
    """The mission in which they are likeliest to sell the group: that one is shown, the others are a link away."""
    return -(one.sells.high if one.sells is not None else 0.0), one.case.mission


def _zone(one: Trusted) -> Any:
    return one.case.pack.clock.zone


def _in_mission(one: Trusted, scale: float) -> dict[str, Any]:
    weakest = one.weakest
    return {
        "mission": one.case.mission,
        "title": one.case.pack.name,
        "sells": span_of(one.sells.low, one.sells.mid, one.sells.high, scale) if one.sells is not None else None,
        "through": span_of(*weakest.through) if weakest is not None else None,
        "leg": _ends(one.case.pack, weakest) if weakest is not None else "",
        "legs": len(one.runs),
        "money": money_words(one.agreed, one.held, one.owed, one.case.pack.mission.currency),
    }


def _ends(pack: Pack, run: Run) -> str:
    return f"{pack.place[run.leg.origin].title} → {pack.place[run.leg.destination].title}"


def _one(desk: DeskNow, asked: Asked) -> Mapping[str, Any]:
    case = case_at(desk, asked)
    found = trusted(desk.cases, case, asked.path["broker"])
    if found is None:
        raise NotThere
    one, knew = found
    pack, reports = case.pack, case.opened.reports
    undone = undone_in(reports).undone
    about = find_reports(reports, about=one.broker.id)
    own = find_reports(reports, told_by=one.broker.id)
    every = sorted({str(report.id): report for report in (*about, *own)}.values(), key=lambda report: report.happened)
    return {
        "mission": case.mission,
        "mission_title": pack.name,
        **_panel([one], 1.0),
        "sells_line": sells_line(one.sells),
        "sells": span_of(one.sells.low, one.sells.mid, one.sells.high, scale_of([one.sells.high]))
        if one.sells is not None
        else None,
        "scale": scale_of([one.sells.high]) if one.sells is not None else 1.0,
        "rests": rests_on(one.sells) if one.sells is not None else "",
        "record": record_line(one.kept, one.broken),
        "unseen": one.unseen,
        "failed": [report_row(report, pack, undone) for report in _named(reports, one.alarm.reports)]
        if one.alarm
        else [],
        "runs": [_run(pack, run) for run in one.runs],
        "terms": _terms(pack, one),
        "accounts": [_account(case.journeys, pack, account) for account in one.accounts],
        "knows": [_knows(one.broker.id, each) for each in knew if each.anything],
        "reports": [report_row(report, pack, undone) for report in reversed(every[-MOST_REPORTS:])],
        "more": max(0, len(every) - MOST_REPORTS),
        "others": [
            (each.mission, each.pack.name)
            for each in desk.cases
            if each is not case and one.broker.id in each.pack.broker
        ],
    }


def _named(reports: Iterable[Any], names: Iterable[str]) -> list[Any]:
    wanted = set(names)
    return [one for one in reports if str(one.id) in wanted]


def _run(pack: Pack, run: Run) -> dict[str, Any]:
    """A leg with what may go wrong on it."""
    leg = run.leg
    return {
        "id": leg.id,
        "title": _ends(pack, run),
        "how": say(MODES[leg.mode]),
        "fee": fee_words(leg.fee, pack.mission.currency),
        "through": span_of(*run.through),
        "risks": [
            {
                "what": belief.what,
                "title": say_what(pack, belief.what).partition(":")[0]
                if belief.what.startswith("leg:")
                else say("sells the group"),
                "words": span_of(belief.low, belief.mid, belief.high).words,
            }
            for belief in run.risks.values()
        ],
    }


def _terms(pack: Pack, one: Trusted) -> list[tuple[str, str]]:
    """What was agreed, as the pack has it."""
    terms, currency = one.broker.terms, pack.mission.currency
    owed = (
        [(say("Paid for the whole engagement, each traveller"), money(terms.owed, currency))]
        if terms.owed is not None
        else []
    )
    return [
        (say("Paid only on proof of life"), percent(terms.held)),
        (say("The most they will wait for"), percent(terms.held_max)),
        *owed,
    ]


def _account(journeys: Iterable[Any], pack: Pack, account: Any) -> dict[str, str]:
    """How one journey stands with them."""
    numbers = {one.name: str(one.number or one.name) for one in journeys}
    currency = pack.mission.currency

    def said(amount: float | None) -> str:
        return money(amount, currency) if amount else "–"

    return {
        "journey": numbers.get(account.journey, say("no journey")),
        "agreed": said(account.agreed),
        "due": said(account.due + account.due_held),
        "paid": said(account.paid + account.released),
        "held": said(account.held),
    }


def _knows(broker: str, knew: Knew) -> dict[str, Any]:
    """What they know of one mission."""
    pack = knew.case.pack
    return {
        "mission": knew.case.mission,
        "title": pack.name,
        "lines": knew_lines(broker, pack, knew.touched, knew.cards, knew.money, places=knew.places, whole=knew.whole),
        "cards": [
            (told_of(pack, card), date_and_time(card.happened.astimezone(pack.clock.zone)), str(card.id))
            for card in knew.cards
        ],
    }


EVERY = Page("/brokers", "guide/brokers.html", _every)
ONE = Page("/brokers/{mission}/{broker}", "guide/broker.html", _one)

PAGES = (EVERY, ONE)
ACTIONS: tuple[Action, ...] = ()
