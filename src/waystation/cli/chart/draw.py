"""`waystation map`: the red line on the map."""

from __future__ import annotations

from pathlib import Path

import click

from waystation.bootstrap import pack_source, write_file
from waystation.bootstrap.vaults import recipients
from waystation.cli.printing import MOMENT, ask, print_mistakes
from waystation.cli.progress import progress
from waystation.desk.chart.drawing import WIDTH, draw_map, map_format
from waystation.desk.chart.planning import Planned, plan_pack
from waystation.errors import Mistake
from waystation.wording.keeping import written_line
from waystation.wording.maps import course_file_of, picture_of

__all__ = ["draw_planned", "map_command"]


@click.command("map")
@click.argument("pack", metavar="PACK")
@click.option(
    "-o",
    "--output",
    "file",
    required=True,
    metavar="FILE",
    help="A file ending in .png, .svg, .html, .geojson, .gpx or .kml.",
)
@click.option(
    "--at", metavar="[MOMENT]", is_flag=False, flag_value="-", help="Draw from a later moment; see waystation plan."
)
@click.option("--width", type=click.IntRange(200, 8000), default=WIDTH, show_default=True, help="Pixels, for pictures.")
@click.option("--height", type=click.IntRange(200, 8000), help="Pixels; by default what the answer and the list need.")
def map_command(pack: str, file: str, at: str | None, width: int, height: int | None) -> None:
    """Draw the course: the red line, other ways thin, numbered dots and a list beside.

    The page (.html) is one file that needs no network. GeoJSON, GPX and KML are for other map programs.

    \b
    Example:   waystation map packs/two-days-to-the-river -o river.html
    """
    map_format(file)
    if at == "-":
        at = ask(MOMENT)
    source = pack_source(pack)
    with progress("planning"):
        planned = plan_pack(source, at)
    written = draw_planned(planned, file, width, height)
    click.echo(written_line(str(written), f"{planned.plan.pack.name}.", len(recipients())))


def draw_planned(planned: Planned, file: str, width: int = WIDTH, height: int | None = None) -> Path:
    """Draw a plan into a file, and say so if the base map is missing; returns where it was written."""
    picture = picture_of(planned.plan, planned.alternatives)
    data, ground = draw_map(map_format(file), picture, course_file_of(planned.plan), width, height)
    written = write_file(Path(file), data)
    if not ground:
        print_mistakes([Mistake("base_map", warning=True)])
    return written
