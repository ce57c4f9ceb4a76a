"""`waystation handover`, `waystation call` and `waystation cash`: from one tired person to the next, and the books."""

from __future__ import annotations

import re

import click

from waystation.bootstrap.cases import cases_named, vault_at_hand
from waystation.cli.guide.defaulting import PACKS, Defaulting
from waystation.cli.guide.instants import NOW, now_of
from waystation.cli.guide.tonight import items_of
from waystation.cli.keep.asking import asked
from waystation.cli.keep.options import JSON
from waystation.cli.printing import ask, print_heading, print_json, print_lines, print_mistakes, print_table
from waystation.cli.progress import progress
from waystation.deciding.taking_back import same_person
from waystation.desk.guide.cases import Case, some_case, sound_cases, take_down
from waystation.desk.guide.nights import (
    CALL_OUTCOMES,
    HandedOver,
    books_in,
    calls_in,
    changed_since,
    hand_over,
    handings_in,
    keep_call,
    take_over,
)
from waystation.errors import Usage
from waystation.wording import cash as money_words
from waystation.wording import night as wording
from waystation.wording.language import say
from waystation.wording.night_json import book_json, call_json, handing_json, handover_json
from waystation.world.report import Report

__all__ = ["call_command", "cash_command", "handover_command"]

AMOUNT = re.compile(r"(?:\d{1,12}|\d{1,3}(?:,\d{3}){1,3})(?:\.\d{1,2})?", re.ASCII)
"""Digits, perhaps with commas between thousands and two places after a point: 2.000 or 1,5 means one thing here and
another there, and is asked again."""
HOURS = 12.0
"""How far ahead is open for whoever takes over."""


def _source(cases: list[Case]) -> str:
    return "" if all(case.record.member for case in cases) else asked("Who says so")


# ---- handing over


@click.group("handover", cls=Defaulting, default="show")
def handover_command() -> None:
    """Hand the night over to the next person; take it; say what changed since and what is open.

    \b
    Example:   waystation handover to
    """


@handover_command.command("to")
@PACKS
@click.option("--name", metavar="NAME", help="To whom, for rehearsal; it asks for names of real people.")
@NOW
@JSON
def to_command(packs: tuple[str, ...], *, name: str | None, now: str | None, as_json: bool) -> None:
    """Hand the night over: says what changed since the last hand-over and what is open, and asks to whom.

    It is taken once the other has typed waystation handover take: in a vault on a device of their own.

    \b
    Example:   waystation handover to
    """
    cases, broken = sound_cases(cases_named(packs, personal=True))  # who is ill walks slower: it must be known
    print_mistakes(broken)
    some_case(cases)
    when = now_of(now, [case.opened for case in cases])
    to = name or asked("Who takes over")
    source = _source(cases)
    with progress("planning", silent=as_json):
        items, troubles = items_of(cases, when, HOURS)
    print_mistakes(troubles)
    waiting = [one for one in items if one.need != "handover"]
    lines = {
        case.name: [
            wording.item_line(one, case.pack, case.journeys, case.pack.clock.zone)
            for one in waiting
            if one.mission == case.name
        ]
        for case in cases
    }
    since = max((one.made for one in handings_in(cases) if one.taken is not None), default=None)
    vault = vault_at_hand(packs)
    done = hand_over(cases, to, when, source=source, lines=lambda case: lines[case.name], vault=vault)
    handed = [case for case in cases if case.name not in done.kept]
    changed = changed_since(handed, since)
    if as_json:
        print_json([_json(done, changed)])
        return
    if changed:
        print_heading("What changed since the last hand-over" if since is not None else "What has happened")
        print_lines(wording.changed_lines([(case.pack, one) for case, one in changed], when.tzinfo), indent="  ")
    print_heading("What is open")
    print_lines([line for case in handed for line in lines[case.name]] or [wording.open_line(0)], indent="  ")
    click.echo()
    print_lines(
        wording.handed_lines(done.by, done.to, signed=any(one.signed for _, one in done.missions), kept=done.kept)
    )


@handover_command.command("take")
@PACKS
@NOW
@JSON
def take_command(packs: tuple[str, ...], *, now: str | None, as_json: bool) -> None:
    """Take the night that was handed over to you, after reading what is open.

    \b
    Example:   waystation handover take
    """
    cases = cases_named(packs)
    when = now_of(now, [case.opened for case in cases])
    source = _source(cases)
    mine = take_over(cases, when, source)
    if as_json:
        again = {(one.by, one.to, one.made): one for one in handings_in(cases_named(packs))}
        print_json([_json(again[one.by, one.to, one.made], []) for one in mine])
        return
    for one in mine:
        print_lines(
            [line for _, handing in one.missions for line in handing.open] or [wording.open_line(0)], indent="  "
        )
        print_lines([wording.taken_line(one.by, one.to)])


@handover_command.command("show")
@PACKS
@NOW
@JSON
def show_command(packs: tuple[str, ...], *, now: str | None, as_json: bool) -> None:
    """Say what was handed over last, whether it was taken, and what changed since.

    \b
    Example:   waystation handover
    """
    cases = cases_named(packs)
    when = now_of(now, [case.opened for case in cases])
    found = handings_in(cases)
    if as_json:
        print_json([_json(one, changed_since(cases, one.made) if one is found[-1] else []) for one in found])
        return
    if not found:
        print_lines([say(wording.NO_HANDOVER)])
        return
    last = found[-1]
    print_lines(wording.handing_lines(last.by, last.to, last.made, last.taken, when.tzinfo))
    print_lines([line for _, handing in last.missions for line in handing.open], indent="  ")
    changed = changed_since(cases, last.made)
    if changed:
        print_heading("What changed since")
        print_lines(wording.changed_lines([(case.pack, one) for case, one in changed], when.tzinfo), indent="  ")


def _json(one: HandedOver, changed: list[tuple[Case, Report]]) -> object:
    return handover_json(
        one.by,
        one.to,
        one.made,
        since=one.since,
        taken=one.taken,
        missions=[handing_json(case.name, handing) for case, handing in one.missions],
        kept=one.kept,
        changed=[
            {"mission": case.name, "id": each.id, "kind": each.kind, "happened": each.happened.isoformat()}
            for case, each in changed
        ],
    )


# ---- calls


@click.group("call", cls=Defaulting, default="made")
def call_command() -> None:
    """Keep a call that was made, or came; list those that were.

    \b
    Example:   waystation call vault:heron
    """


@call_command.command("made")
@PACKS
@NOW
@JSON
def made_command(packs: tuple[str, ...], *, now: str | None, as_json: bool) -> None:
    """Keep a call: asks with whom, what came of it (reached, no_answer, wrong_person, call_back), and about what.

    \b
    Example:   waystation call vault:heron
    """
    cases = some_case(cases_named(packs))
    when = now_of(now, [case.opened for case in cases])
    if len(cases) > 1:
        running = [case for case in cases if case.running]
        cases = running if len(running) == 1 else [_which(cases)]
    who = asked("With whom")
    outcome = asked(f"What came of it ({', '.join(CALL_OUTCOMES)})").lower().replace(" ", "_")
    about = ask("About what, in a word (nothing to leave it out)")
    written = keep_call(cases[0], when, who=who, outcome=outcome, about=about, source=_source(cases[:1]))
    if as_json:
        found = [(case, one) for case, one in calls_in(cases_named([cases[0].name])) if one.id == written.id]
        print_json([call_json(case.name, one) for case, one in found])
    else:
        print_lines([say(wording.CALL_KEPT)])


def _which(cases: list[Case]) -> Case:
    names = [case.name for case in cases]
    typed = asked(f"About which mission ({', '.join(names)})")
    found = [case for case in cases if typed in (case.name, case.mission)]
    if not found:
        raise Usage("night_mission", value=typed[:60], known=", ".join(names))
    return found[0]


@call_command.command("list")
@PACKS
@JSON
def list_command(packs: tuple[str, ...], *, as_json: bool) -> None:
    """List the calls that were made and came, the last first.

    \b
    Example:   waystation call list
    """
    found = calls_in(cases_named(packs))
    if as_json:
        print_json([call_json(case.name, one) for case, one in found])
    elif found:
        zone = found[0][0].pack.clock.zone
        print_table(wording.call_rows([(case.pack, case.journeys, one) for case, one in found], zone), indent=0)
    else:
        print_lines([say(wording.NO_CALL)])


# ---- money


@click.group("cash", cls=Defaulting, default="show")
def cash_command() -> None:
    """Say who holds what money now, what was agreed, paid, held and released, and what does not agree.

    \b
    Example:   waystation cash vault:heron
    """


@cash_command.command("show")
@PACKS
@JSON
def cash_show_command(packs: tuple[str, ...], *, as_json: bool) -> None:
    """Show the cash book, held against what was agreed and what was done on the way.

    \b
    Example:   waystation cash vault:heron
    """
    books = books_in(cases_named(packs))
    if as_json:
        print_json([book_json(case.name, book) for case, book in books])
        return
    for case, book in books:
        print_heading(f"{case.pack.name} ({case.name})")
        if book.last is None:
            print_lines([say(money_words.NO_MONEY)], indent="  ")
            continue
        print_lines([money_words.brought_line(book)], indent="  ")
        if book.holdings:
            rows = money_words.holding_rows(case.pack, book.holdings)
            heads = tuple(say(one) for one in money_words.HOLDING_HEADER)
            print_table(rows, header=heads, right=(1, 2, 3, 4, 5))
        if book.accounts:
            click.echo()
            accounts = money_words.account_rows(case.pack, case.journeys, book.accounts)
            heads = tuple(say(one) for one in money_words.ACCOUNT_HEADER)
            print_table(accounts, header=heads, right=(2, 3, 4, 5, 6, 7))
        click.echo()
        print_lines(money_words.difference_lines(case.pack, case.journeys, book), indent="  ")


@cash_command.command("give")
@PACKS
@NOW
@JSON
def give_command(packs: tuple[str, ...], *, now: str | None, as_json: bool) -> None:
    """Keep that money went from one of us to another: asks who gave it, to whom, and how much.

    A payment to somebody else is a report of its own: waystation report add.

    \b
    Example:   waystation cash give vault:heron
    """
    cases = some_case(cases_named(packs))
    when = now_of(now, [case.opened for case in cases])
    case = cases[0] if len(cases) == 1 else _which(cases)
    giver, to = asked("Who gave it"), asked("To whom")
    typed = asked(f"How much, in {case.pack.mission.currency}")
    amount = _amount(typed)
    if same_person(giver, to):
        raise Usage("cash_self", value=giver[:60])
    running = case.running
    fields = {"kind": "cash", "giver": giver, "to": to, "amount": amount}
    fields |= {"journey": running[-1].name} if running else {}
    take_down(case, when, _source([case]), fields)
    if as_json:
        print_json([book_json(one.name, book) for one, book in books_in(cases_named([case.name]))])
    else:
        print_lines([money_words.given_line(giver, to, amount, case.pack.mission.currency)])


def _amount(typed: str) -> float:
    """An amount above 0; never a guess at what a comma or a point stands for."""
    amount = float(typed.replace(",", "")) if AMOUNT.fullmatch(typed) else 0.0
    if amount <= 0.0:
        raise Usage("cash_amount", value=typed[:40])
    return amount
