"""`waystation demo`: the demonstration mission, planned and drawn."""

from __future__ import annotations

from pathlib import Path

import click

from waystation.bootstrap import demonstration, pack_source
from waystation.cli.chart.draw import draw_planned
from waystation.cli.chart.plan import print_plan
from waystation.desk.chart.planning import plan_pack

__all__ = ["demo_command"]


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
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    for ending in ("png", "html"):
        draw_planned(planned, str(target / f"beyond-utopia.{ending}"))
    click.echo()
    click.echo(
        f"The map: {target / 'beyond-utopia.png'}, and as a page for any browser: {target / 'beyond-utopia.html'}"
    )
