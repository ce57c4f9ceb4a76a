"""The cash book: who holds what money, what was agreed, paid, held and released, and what does not agree."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from waystation.deciding.taking_back import same_person
from waystation.desk.guide.cases import Case, take_down
from waystation.desk.guide.nights import books_in
from waystation.errors import Usage
from waystation.guiding.cash import CashBook
from waystation.web.asked import Asked
from waystation.web.desk_now import DeskNow
from waystation.web.guide.calls import case_typed
from waystation.web.pages import Action, Done, Page
from waystation.web.typed import amount_in, source_in, usual_source
from waystation.wording import cash as wording
from waystation.wording.language import say

__all__ = ["ACTIONS", "PAGES"]


def _build(desk: DeskNow, asked: Asked) -> Mapping[str, Any]:
    wanted = asked.text("mission", asked.wants("mission"))
    cases = [case for case in desk.cases if wanted in ("", case.mission)] or list(desk.cases)
    return {
        "books": [_book(desk, case, book) for case, book in books_in(cases)],
        "missions": [(case.mission, case.pack.name) for case in desk.cases],
        "wanted": wanted,
    }


def _book(desk: DeskNow, case: Case, book: CashBook) -> dict[str, Any]:
    moved = book.last is not None
    return {
        "mission": case.mission,
        "title": case.pack.name,
        "currency": case.pack.mission.currency,
        "line": wording.brought_line(book) if moved else say(wording.NO_MONEY),
        "agrees": not book.differences,
        "differences": wording.difference_lines(case.pack, case.journeys, book) if moved else [],
        "holding_head": [say(one) for one in wording.HOLDING_HEADER],
        "holdings": wording.holding_rows(case.pack, book.holdings),
        "account_head": [say(one) for one in wording.ACCOUNT_HEADER],
        "accounts": wording.account_rows(case.pack, case.journeys, book.accounts),
        "holders": [one.who for one in book.holdings],
        "usual": usual_source(desk, case),
    }


def _give(desk: DeskNow, asked: Asked) -> Done:
    case = case_typed(desk, asked)
    giver, to = asked.text("giver"), asked.text("to")
    for named, question in ((giver, say("Who gave it")), (to, say("To whom"))):
        if not named:
            raise Usage("nothing_answered", question=question)
    if same_person(giver, to):
        raise Usage("cash_self", value=giver[:60])
    amount = amount_in(asked.text("amount"))
    running = case.running
    fields: dict[str, Any] = {"kind": "cash", "giver": giver, "to": to, "amount": amount}
    fields |= {"journey": running[-1].name} if running else {}
    take_down(case, desk.now, source_in(case, asked), fields)
    return Done(
        asked.url("cash", mission=case.mission), wording.given_line(giver, to, amount, case.pack.mission.currency)
    )


CASH = Page("/cash", "guide/cash.html", _build)
PAGES = (CASH,)
ACTIONS = (Action("/cash", _give, CASH),)
