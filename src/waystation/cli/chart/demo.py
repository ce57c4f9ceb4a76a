"""`waystation demo`: the demonstration mission, planned and drawn."""

from __future__ import annotations

from pathlib import Path

import click

from waystation.bootstrap import demonstration, pack_source
from waystation.cli.chart.draw import draw_planned
from waystation.cli.chart.plan import print_plan
from waystation.cli.printing import print_heading, print_lines, print_table
from waystation.desk.chart.loading import Loaded
from waystation.desk.chart.planning import plan_pack
from waystation.desk.hear.news import news_of
from waystation.wording.news import moved_rows, plan_change
from waystation.wording.short_lines import read_lines
from waystation.world.report import Report, read_report

__all__ = ["demo_command"]

HEARD = "heard.txt"
SHOWN = 6
"""Beliefs that moved, of which so many are shown."""


def _hear(loaded: Loaded) -> None:
    """Let a dozen reports come in, as people say them, and say what they change. Nothing of it is kept."""
    start = loaded.stated.clock.start
    heard = pack_source(str(demonstration())).read(HEARD).decode()
    readings = read_lines(heard, loaded.stated, start, loaded.stated.clock.zone)
    print_heading("Then it is evening, and the calls come in")
    print_lines([f"“{reading.line}”" for reading in readings], indent="  ")
    told = [read_report(dict(reading.draft or {}), now=start) for reading in readings]
    news = news_of(loaded, loaded.reports, [report for report in told if isinstance(report, Report)])
    print_heading("What they change")
    print_lines(plan_change(news.before, news.after, news.moved), indent="  ")
    print_table(moved_rows(loaded.stated, news.moved)[:SHOWN], header=("", "before", "now"))


@click.command("demo")
@click.option("--folder", default="demo", show_default=True, metavar="DIR", help="Where the maps are written.")
def demo_command(folder: str) -> None:
    """Plan the demonstration mission, say the answer, draw its map.

    The mission is invented: a family of five, from a border river through four countries.

    \b
    Example:   waystation demo
    """
    planned = plan_pack(pack_source(str(demonstration())))
    print_plan(planned)
    _hear(planned.loaded)
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    for ending in ("png", "html"):
        draw_planned(planned, str(target / f"beyond-utopia.{ending}"))
    click.echo()
    click.echo(
        f"The map: {target / 'beyond-utopia.png'}, and as a page for any browser: {target / 'beyond-utopia.html'}"
    )
