"""`waystation beliefs`, `why` and `news`: what the reports make us believe, on what grounds, and what changed."""

from __future__ import annotations

import click

from waystation.bootstrap import pack_source
from waystation.cli.hear.report import instant
from waystation.cli.printing import print_heading, print_json, print_lines, print_mistakes, print_table
from waystation.cli.progress import progress
from waystation.desk.chart.loading import load_pack
from waystation.evidence.ledger import believe
from waystation.wording.beliefs import belief_rows, beliefs_json, beliefs_line, doubt_lines
from waystation.world.report import report_json

__all__ = ["beliefs_command", "news_command", "why_command"]


@click.command("beliefs")
@click.argument("pack", metavar="PACK")
@click.option("--all", "everything", is_flag=True, help="Also those that are still the pack's own.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def beliefs_command(pack: str, everything: bool, as_json: bool) -> None:
    """Say what is believed of every chance, and what it rests on.

    \b
    Example:   waystation beliefs packs/two-days-to-the-river --all
    """
    source = pack_source(pack)
    loaded = load_pack(source)
    print_mistakes(source.doubts())
    believed = loaded.believed or believe(loaded.stated, ())
    if as_json:
        print_json(beliefs_json(believed.beliefs))
        return
    click.echo(beliefs_line(believed))
    shown = [b for b in believed.beliefs if everything or not b.own]
    if shown:
        print_table(belief_rows(loaded.stated, shown))
    print_lines(doubt_lines(believed))


@click.command("why")
@click.argument("pack", metavar="PACK")
@click.argument("what", metavar="WHAT")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def why_command(pack: str, what: str, as_json: bool) -> None:
    """Follow one number back to its reports. WHAT is a name that `waystation beliefs --json` gives.

    \b
    Example:   waystation why packs/two-days-to-the-river leg:ford/caught
    """
    from waystation.evidence.reasons import why
    from waystation.wording.reasons import why_json, why_lines

    source = pack_source(pack)
    loaded = load_pack(source)
    print_mistakes(source.doubts())
    found = why(loaded.believed or believe(loaded.stated, ()), what)
    if as_json:
        print_json(why_json(found))
    else:
        print_lines(why_lines(loaded.stated, found))


@click.command("news")
@click.argument("pack", metavar="PACK")
@click.option("--since", required=True, metavar="TIME", help="A date, or a date and time.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def news_command(pack: str, since: str, as_json: bool) -> None:
    """Say what changed since a moment: new reports, beliefs that moved, what it did to the plan.

    \b
    Example:   waystation news packs/two-days-to-the-river --since 2031-09-30
    """
    from waystation.desk.hear.news import what_changed
    from waystation.wording.contract import news_json
    from waystation.wording.news import moved_json, moved_rows, plan_change
    from waystation.wording.reports import report_rows

    source = pack_source(pack)
    loaded = load_pack(source)
    with progress("planning twice", silent=as_json):
        news = what_changed(source, instant(since, loaded.stated.clock.start))
    if as_json:
        reports = [report_json(report) for report in news.reports]
        print_json(news_json(reports, moved_json(news.moved), news.before, news.after))
        return
    print_lines(plan_change(news.before, news.after, news.moved))
    if news.reports:
        print_heading("New reports")
        print_table(report_rows(list(news.reports), loaded.stated, loaded.stated.clock.zone))
    if news.moved:
        print_heading("Beliefs that moved")
        print_table(moved_rows(loaded.stated, news.moved))
