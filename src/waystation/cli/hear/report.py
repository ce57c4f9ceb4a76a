"""`waystation report`: taking reports down, listing and showing them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from waystation.bootstrap import is_vault, opened_for, pack_source, present_instant, report_store
from waystation.cli.guide.on_the_way import OnTheWay
from waystation.cli.hear.asking import answer_form, confirm_lines
from waystation.cli.printing import (
    agreed,
    at_terminal,
    print_json,
    print_lines,
    print_mistakes,
    print_table,
    read_input,
)
from waystation.desk.chart.loading import load_pack
from waystation.desk.hear.taking import find_reports, no_mission, read_table, take_reports
from waystation.errors import BadInput, Mistake, Usage
from waystation.wording.journey_json import change_json
from waystation.wording.reports import report_rows, say_report, who_told
from waystation.world.pack import Pack
from waystation.world.report import Report, report_json

__all__ = ["report_command"]


@click.group("report")
def report_command() -> None:
    """Take reports down, list them, show one.

    Reports are never edited: a correction answers the one that was wrong.

    \b
    Example:   waystation report list packs/two-days-to-the-river
    """


@report_command.command("add")
@click.argument("pack", metavar="PACK")
@click.option("--json", "as_json", is_flag=True, help="Read one report, or a list, as JSON from standard input.")
@click.option("--csv", "table", metavar="FILE", help="Read a CSV whose columns are the fields of reports; all or none.")
@click.option("--form", is_flag=True, help="Ask for each field.")
@click.option(
    "--heard", metavar="TIME", help="When they were heard; default now, or the start of a mission still ahead."
)
@click.option("--yes", is_flag=True, help="Keep what is understood without asking; what is not clear keeps all out.")
def add_command(pack: str, as_json: bool, table: str | None, form: bool, heard: str | None, yes: bool) -> None:
    """Take reports down: short lines, as people say and paste them, unless told otherwise.

    Each line is said back in a sentence before it is kept; what is not clear is asked about, never guessed. At a
    terminal, an empty line ends. From a pipe, --yes keeps what is clear.

    \b
    Example:   echo "river high, hwang, B2" | waystation report add packs/two-days-to-the-river --yes
    """
    on_the_way = None if is_vault(pack) else OnTheWay(pack)
    stated, believed = on_the_way.packs if on_the_way is not None else (None, no_mission(present_instant()))
    start = believed.clock.start
    known = on_the_way.known if on_the_way is not None else None
    now = instant(heard, start) if heard else max(present_instant(), start, *(one for one in _heard(known)))
    going = on_the_way.going if on_the_way is not None else None
    latest = now if heard is None and stated is not None and start <= present_instant() else None
    store = report_store(pack)
    if as_json:
        kept = take_reports(store, stated, _json_values(), now, known, latest=latest)
        print_mistakes(opened_for(store))
        ids: list[dict[str, Any]] = [{"id": report.id} for report in kept]
        if on_the_way is not None and ids and (changed := on_the_way.changed(kept, silent=True)):
            ids[-1]["journeys"] = [change_json(*one) for one in changed]
        print_json(ids[0] if len(ids) == 1 else ids)
        return
    if table is not None:
        values = read_table(_bytes(table))
        if not yes:
            _preview(values)
    elif stated is None and not form:
        raise Usage("vault_unnamed_only")
    else:
        values = [answer_form(believed, now)] if form else confirm_lines(believed, now, yes, going)
    if not values:
        click.echo("Nothing was kept.")
        return
    kept = take_reports(store, stated, values, now, known, latest=latest)
    print_mistakes(opened_for(store))
    for report in kept:
        click.echo(f"{report.id}  {say_report(report, believed)}; {who_told(report)}")
    if on_the_way is not None:
        print_lines(sentence for _, sentence in on_the_way.changed(kept))


def _heard(known: Sequence[Report] | None) -> list[datetime]:
    """When the reports of a mission with journeys were heard: what comes now comes after them."""
    if known is None or not any(report.kind == "journey" for report in known):
        return []
    return [report.heard or report.happened for report in known]


def _mission(name: str) -> tuple[Pack | None, Pack]:
    """The mission that reports are about, before them and after; for a vault itself none, and one without names."""
    if is_vault(name):
        return None, no_mission(present_instant())
    loaded = load_pack(pack_source(name))
    return loaded.stated, loaded.pack


def _json_values() -> list[object]:
    try:
        value = json.loads(read_input())
    except ValueError as error:
        raise BadInput([Mistake("not_json", fields={"why": str(error)[:80]})]) from None
    return value if isinstance(value, list) else [value]


def _bytes(name: str) -> bytes:
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise Usage("cannot_open", path=name, why=error.strerror or "the system refused") from None


def _preview(values: list[dict[str, Any]]) -> None:
    """Show the first rows and ask."""
    click.echo(f"{len(values)} rows; the first:", err=True)
    for value in values[:5]:
        click.echo("  " + ", ".join(f"{key} {cell}" for key, cell in value.items()), err=True)
    if not at_terminal():
        raise Usage("needs_yes")
    if not agreed("Keep them?"):
        values.clear()


@report_command.command("list")
@click.argument("pack", metavar="PACK")
@click.option("--since", metavar="TIME", help="Only those heard since: 2031-09-30, or with a time and offset.")
@click.option("--about", metavar="NAME", help="Only those about this place, leg, broker, condition or person.")
@click.option("--from", "told_by", metavar="SOURCE", help="Only those that this source told, or that go back to it.")
@click.option("--kind", metavar="KIND", help="Only those of this kind, such as sighting.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def list_command(
    pack: str, since: str | None, about: str | None, told_by: str | None, kind: str | None, as_json: bool
) -> None:
    """List reports, in the order in which they happened.

    \b
    Example:   waystation report list packs/two-days-to-the-river --about hwang
    """
    _, mission = _mission(pack)
    start = instant(since, mission.clock.start) if since else None
    found = find_reports(report_store(pack).all(), start, about, told_by, kind)
    if as_json:
        print_json([report_json(report) for report in found])
    elif found:
        print_table(report_rows(found, mission, mission.clock.zone), indent=0)
    else:
        click.echo("No reports.")


@report_command.command("show")
@click.argument("pack", metavar="PACK")
@click.argument("name", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def show_command(pack: str, name: str, as_json: bool) -> None:
    """Show one report whole, and what answers it. The first letters of its id will do.

    \b
    Example:   waystation report show packs/two-days-to-the-river 4b2d
    """
    _, mission = _mission(pack)
    reports = report_store(pack).all()
    found = [report for report in reports if str(report.id).startswith(name)]
    if len(found) != 1:
        raise Usage("report_missing" if not found else "report_many", value=name[:60])
    value = report_json(found[0])
    if as_json:
        print_json(value)
        return
    click.echo(f"{say_report(found[0], mission)}; {who_told(found[0])}")
    print_table([(key, str(cell)) for key, cell in value.items()])
    for report in reports:
        if getattr(report, "answers", None) == found[0].id:
            click.echo(f"Answered by {report.id}: {report.text or 'corrected'}; {who_told(report)}")


def instant(text: str, start: datetime) -> datetime:
    """A date, or a date and time, with the offset of the mission's start where it has none.

    Raises:
        Usage: If it is neither.
    """
    try:
        value = datetime.fromisoformat(text)
    except ValueError:
        raise Usage("not_an_instant", value=text[:40]) from None
    return value if value.tzinfo else value.replace(tzinfo=start.tzinfo)
