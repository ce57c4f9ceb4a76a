"""`waystation demo`: the demonstration mission, kept in a vault, planned and drawn."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path

import click

from waystation.bootstrap import demonstration
from waystation.bootstrap.vaults import surroundings
from waystation.cli.chart.draw import draw_planned
from waystation.cli.chart.plan import print_plan
from waystation.cli.printing import print_heading, print_lines, print_table
from waystation.desk.chart.loading import Loaded
from waystation.desk.chart.planning import plan_pack
from waystation.desk.hear.news import what_changed
from waystation.desk.hear.taking import take_reports
from waystation.desk.keep.demonstrating import PASSPHRASE, VAULT, throwaway_vault
from waystation.desk.keep.opening import OpenVault
from waystation.desk.keep.packs import VaultPack, put_pack
from waystation.desk.keep.reports import VaultReports
from waystation.storage.folders import PackFolder
from waystation.wording.news import moved_rows, plan_change
from waystation.wording.short_lines import read_lines

__all__ = ["demo_command"]

MISSION = "beyond-utopia"
HEARD = "heard.txt"
SHOWN = 6
"""Beliefs that moved, of which so many are shown."""


def _hear(vault: OpenVault, loaded: Loaded) -> None:
    """Let a dozen reports come in, as people say them; keep them in the vault, and say what they change."""
    start = loaded.stated.clock.start
    source = VaultPack(vault, MISSION)
    readings = read_lines(source.read(HEARD).decode(), loaded.stated, start, loaded.stated.clock.zone)
    print_heading("Then it is evening, and the calls come in")
    print_lines([f"“{reading.line}”" for reading in readings], indent="  ")
    told = [dict(reading.draft) for reading in readings if reading.draft is not None]
    take_reports(VaultReports(vault, MISSION), loaded.stated, told, start)
    news = what_changed(VaultPack(vault, MISSION), start)
    print_heading("What they change")
    print_lines(plan_change(news.before, news.after, news.moved), indent="  ")
    print_table(moved_rows(loaded.stated, news.moved)[:SHOWN], header=("", "before", "now"))


@click.command("demo")
@click.option("--folder", default="demo", show_default=True, metavar="DIR", help="Where vault and maps are written.")
@click.option(
    "--serve/--no-serve", default=None, help="Show the pages in a browser afterwards; default where this is a terminal."
)
@click.option("--browser/--no-browser", default=True, show_default=True, help="Open a browser, where they are shown.")
def demo_command(folder: str, *, serve: bool | None, browser: bool) -> None:
    """Plan the demonstration mission, say the answer, draw its map; then show the pages, with a rehearsal to begin.

    The mission is invented: a family of five, from a border river through four countries. It is kept in a vault made
    for this, with a passphrase by chance; each demonstration makes it anew.

    \b
    Example:   waystation demo
    """
    target = Path(folder)
    with closing(throwaway_vault(target, surroundings())) as vault:
        put_pack(vault, PackFolder(demonstration()), MISSION)
        planned = plan_pack(VaultPack(vault, MISSION))
        print_plan(planned)
        _hear(vault, planned.loaded)
    for ending in ("png", "html"):
        draw_planned(planned, str(target / f"beyond-utopia.{ending}"))
    click.echo()
    click.echo(
        f"The map: {target / 'beyond-utopia.png'}, and as a page for any browser: {target / 'beyond-utopia.html'}"
    )
    unlock = f"waystation vault unlock {target / VAULT} --passphrase-file {target / PASSPHRASE}"
    click.echo(f"Mission and calls are kept in a vault: {unlock}")
    click.echo(f"Then vault:{MISSION} stands wherever a PACK may: waystation plan vault:{MISSION}")
    if serve if serve is not None else sys.stdin.isatty() and sys.stdout.isatty():
        _show(target, browser=browser)


def _show(target: Path, *, browser: bool) -> None:
    """Show the pages, on Tonight, with the vault of the demonstration open."""
    from waystation.cli.serve import show_pages
    from waystation.web.places import Places

    passphrase = (target / PASSPHRASE).read_text("ascii").strip()
    click.echo()
    show_pages(Places((), target / VAULT), browser=browser, passphrase=lambda: passphrase)
