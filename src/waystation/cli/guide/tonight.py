"""`waystation tonight` and `waystation oncall`: one sheet for the night over all journeys, and who has it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import click

from waystation.bootstrap import write_file
from waystation.bootstrap.cases import cases_named
from waystation.bootstrap.vaults import recipients
from waystation.cli.guide.defaulting import PACKS, Defaulting
from waystation.cli.guide.instants import NOW, now_of
from waystation.cli.keep.asking import asked
from waystation.cli.keep.options import JSON
from waystation.cli.printing import folded, print_json, print_lines, print_mistakes
from waystation.cli.progress import progress
from waystation.desk.guide.cases import Case, some_case, sound_cases
from waystation.desk.guide.nights import on_call_in, put_on_call, tonight
from waystation.desk.guide.replanning import answers_in
from waystation.errors import Mistake, Usage
from waystation.guiding.night import Item
from waystation.wording import night as wording
from waystation.wording.contract import mistake_json
from waystation.wording.keeping import written_line
from waystation.wording.language import say
from waystation.wording.night_json import item_json, oncall_json, tonight_json

__all__ = ["items_of", "oncall_command", "tonight_command"]


@click.command("tonight")
@PACKS
@click.option(
    "--hours", type=click.FloatRange(1.0, 24.0 * 14), default=12.0, show_default=True, help="How far ahead to look."
)
@click.option("--all", "everything", is_flag=True, help="Also what no longer fits on one screen.")
@click.option("-o", "--output", "file", metavar="FILE", help="Write the sheet as plain text, to be printed.")
@NOW
@JSON
def tonight_command(
    packs: tuple[str, ...], *, hours: float, everything: bool, file: str | None, now: str | None, as_json: bool
) -> None:
    """Say what needs somebody tonight, over all journeys: whom to call, when, and about what, the most urgent first.

    First signs of life that did not come, then whoever is in danger now, then calls by the hour: brokers before a leg,
    hosts before they come, families when something may be told; then who else is to be warned of a burn, a night that
    nobody has taken over, money that does not agree, and what follows the end of a journey. Times are the
    coordinator's; "there" is the hour of the place.

    \b
    Example:   waystation tonight
    """
    cases, broken = sound_cases(cases_named(packs, personal=True))  # who is ill walks slower: it must be known
    when = now_of(now, [case.opened for case in cases])
    with progress("planning", silent=as_json):
        items, unplanned = items_of(cases, when, hours)
    troubles = [*broken, *unplanned]
    print_mistakes(troubles)
    oncall = on_call_in(cases, when)
    if as_json:
        listed = [item_json(one, *_hours(cases, one)) for one in items]
        said = [oncall_json(one, [case.name for case in own]) for one, own in oncall]
        print_json(tonight_json(when, listed, said, [mistake_json(one) for one in troubles]))
        return
    shown = items if everything or file else items[: _fitting(cases, items)]
    lines = [wording.head_line(when, [one for one, _ in oncall]), *_sheet(cases, shown, styled=not file)]
    if len(shown) < len(items):
        lines += ["", wording.more_line(len(items) - len(shown))]
    if file:
        path = str(write_file(Path(file), "".join(line + "\n" for line in lines).encode()))
        click.echo(written_line(path, "The sheet for the night.", len(recipients())))
    else:
        for line in lines:
            click.echo(line)


def items_of(cases: list[Case], when: datetime, hours: float) -> tuple[list[Item], list[Mistake]]:
    """Everything that needs somebody, and warnings about journeys that could not be planned."""
    answers = answers_in(cases, when)
    return tonight(cases, answers, when, hours), list(answers.troubles)


def _case(cases: Sequence[Case], item: Item) -> Case:
    return next(case for case in cases if case.name == item.mission)


def _hours(cases: Sequence[Case], item: Item) -> tuple[datetime | None, datetime | None]:
    """An item's instant in the coordinator's hours, and in those of its place."""
    pack = _case(cases, item).pack
    if item.when is None:
        return None, None
    there = pack.place[item.place].zone(pack.clock.zone) if item.place in pack.place else None
    return item.when.astimezone(pack.clock.zone), item.when.astimezone(there) if there is not None else None


def _fitting(cases: Sequence[Case], items: Sequence[Item]) -> int:
    """How many items fit on one screen; whoever is silent or in danger is never left off it."""
    urgent = sum(one.need in wording.NEVER_LEFT_OFF for one in items)
    shown = min(len(items), max(urgent, wording.MOST_ROWS))
    while shown > max(1, urgent) and len(list(_sheet(cases, items[:shown], styled=False))) > wording.MOST_ROWS:
        shown -= 1
    return shown


def _sheet(cases: Sequence[Case], items: Sequence[Item], *, styled: bool) -> Iterator[str]:
    if not items:
        yield say(wording.ALL_QUIET)
    for heading, own in wording.headings(items):
        yield ""
        yield click.style(heading, bold=True) if styled else heading
        rows = []
        for one in own:
            case = _case(cases, one)
            rows.append(wording.item_row(one, case.pack, case.journeys, case.pack.clock.zone))
        yield from folded(rows)


# ---- who is on call


@click.group("oncall", cls=Defaulting, default="show")
def oncall_command() -> None:
    """Say who is on call, and put somebody on call.

    \b
    Example:   waystation oncall
    """


@oncall_command.command("show")
@PACKS
@NOW
@JSON
def show_command(packs: tuple[str, ...], *, now: str | None, as_json: bool) -> None:
    """Say who is on call now.

    \b
    Example:   waystation oncall
    """
    cases, _ = sound_cases(cases_named(packs))
    when = now_of(now, [case.opened for case in cases])
    found = [(one, [case.name for case in own]) for one, own in on_call_in(cases, when)]
    if as_json:
        print_json([oncall_json(one, names) for one, names in found])
    else:
        print_lines(wording.oncall_lines(found, when.tzinfo))


@oncall_command.command("set")
@PACKS
@NOW
@JSON
def set_command(packs: tuple[str, ...], *, now: str | None, as_json: bool) -> None:
    """Put somebody on call from now on; asks whom, and until when (a time, or how many hours).

    \b
    Example:   waystation oncall set
    """
    cases = some_case(cases_named(packs))
    when = now_of(now, [case.opened for case in cases])
    who = asked("Who is on call")
    until = _until(asked("Until when (a time with its offset, or so many hours)"), when)
    source = "" if all(case.record.member for case in cases) else asked("Who says so")
    put_on_call(cases, who, when, until, source)
    show = [(one, [case.name for case in own]) for one, own in on_call_in(cases_named(packs), when)]
    if as_json:
        print_json([oncall_json(one, names) for one, names in show])
    else:
        print_lines(wording.oncall_lines(show, when.tzinfo))


def _until(text: str, now: datetime) -> datetime:
    try:
        return now + timedelta(hours=float(text))
    except (ValueError, OverflowError):
        pass
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise Usage("oncall_until_form", value=text[:40]) from None
    return found if found.tzinfo is not None else found.replace(tzinfo=now.tzinfo)
