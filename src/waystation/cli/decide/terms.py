"""`waystation terms`: what to agree on with brokers, and what money buys."""

from __future__ import annotations

from pathlib import Path

import click

from waystation.bootstrap import pack_source, workers, write_file
from waystation.bootstrap.vaults import recipients
from waystation.cli.printing import print_heading, print_json, print_lines, print_mistakes, print_table
from waystation.cli.progress import progress
from waystation.desk.chart.explaining import WIDTH, draw_explanation, figure_format
from waystation.desk.decide.terms import Termed, terms_of
from waystation.wording import terms as words
from waystation.wording.keeping import written_line
from waystation.wording.terms_json import terms_json

__all__ = ["terms_command"]


@click.command("terms")
@click.argument("pack", metavar="PACK")
@click.option(
    "--cluster",
    metavar="ADDRESS",
    envvar="WAYSTATION_CLUSTER",
    help="Solve on the Dask cluster whose scheduler is there.  [env: WAYSTATION_CLUSTER]",
)
@click.option("-o", "--output", "file", metavar="FILE", help="Draw it: a file ending in .png or .svg.")
@click.option("--width", type=click.IntRange(200, 4000), default=WIDTH, show_default=True, help="Pixels, for -o.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def terms_command(pack: str, cluster: str | None, file: str | None, width: int, as_json: bool) -> None:
    """Say what could be agreed with brokers: safety at worst, beside money and what people wait for.

    Each offer is planned anew: a larger share held until proof of life, never more than `terms.held_max` says this
    person will wait for, or a higher fee, as far as the budget bears what is promised. Then what each official's bribe
    buys, what the reward for the party is beside that for two smaller ones, and what raised prices come to.

    \b
    Example:   waystation terms packs/two-days-to-the-river
               waystation terms packs/two-days-to-the-river -o terms.png
    """
    kind = figure_format(file) if file else ""
    source = pack_source(pack)
    with workers(cluster) as lent, progress("planning", silent=as_json) as watch:
        found = terms_of(source, workers=lent, watch=watch)
    warnings = found.loaded.warnings
    print_mistakes(warnings)
    if file:
        figure = words.terms_figure(found.pack, found.frontier)
        file = str(write_file(Path(file), draw_explanation(kind, figure, width)))
    if as_json:
        print_json(
            terms_json(
                found.pack,
                found.frontier,
                bribes=found.bribes,
                rewards=found.rewards,
                splits=found.splits,
                raised=found.raised,
                digest=found.loaded.digest,
                warnings=warnings,
            )
        )
    elif file:
        click.echo(written_line(file, f"{found.pack.name}.", len(recipients())))
    else:
        _print(found)


def _print(found: Termed) -> None:
    pack, frontier = found.pack, found.frontier
    click.echo(click.style(pack.name, bold=True))
    print_lines(words.frontier_lines(pack, frontier))
    if frontier.levers:
        print_heading("What could be agreed")
        header = ("", "of 100, at worst", "nominally", "expected cost", "promised", "other terms with")
        print_table(words.offer_rows(pack, frontier), header=header, right=(1, 2))
    if frontier.safest.asks:
        print_heading("The safest, broker by broker")
        print_lines(words.offer_lines(pack, frontier.safest), indent="  ")
        print_lines([words.KEEP], indent="  ")
    if found.raised:
        print_heading("Prices that may be raised")
        print_lines(words.raised_lines(pack, found.raised), indent="  ")
    bribes = words.bribe_lines(pack, found.bribes)
    if bribes:
        print_heading("What bribes buy")
        print_lines(bribes, indent="  ")
    print_heading("What the adversary pays")
    print_lines(words.reward_lines(pack, found.rewards, found.splits, found.parts), indent="  ")
