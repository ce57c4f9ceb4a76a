"""`waystation explain`: why the plan is worth what it is, how sure that is, and what would change it."""

from __future__ import annotations

from pathlib import Path

import click

from waystation.bootstrap import pack_source, write_file
from waystation.bootstrap.vaults import recipients
from waystation.cli.printing import MOMENT, ask, print_heading, print_json, print_lines, print_mistakes, print_table
from waystation.cli.progress import progress
from waystation.desk.chart.explaining import (
    DRAWS,
    LEAST_DRAWS,
    SEED,
    WIDTH,
    Explained,
    draw_explanation,
    explain_pack,
    figure_format,
)
from waystation.wording import explanations
from waystation.wording.explained_json import explanation_json
from waystation.wording.explained_pictures import figure_of
from waystation.wording.keeping import written_line
from waystation.wording.plans import moment_line

__all__ = ["explain_command"]


@click.command("explain")
@click.argument("pack", metavar="PACK")
@click.option(
    "--at", metavar="[MOMENT]", is_flag=False, flag_value="-", help="Explain from a later moment; see waystation plan."
)
@click.option(
    "--draws",
    type=click.IntRange(LEAST_DRAWS, 1_000_000),
    default=DRAWS,
    show_default=True,
    help="How often the unknown chances are drawn.",
)
@click.option("--seed", type=int, default=SEED, show_default=True, help="The same seed gives the same draws.")
@click.option("-o", "--output", "file", metavar="FILE", help="Draw it: a file ending in .png or .svg.")
@click.option("--width", type=click.IntRange(200, 4000), default=WIDTH, show_default=True, help="Pixels, for -o.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def explain_command(
    pack: str, at: str | None, draws: int, seed: int, file: str | None, width: int, as_json: bool
) -> None:
    """Say why a plan is worth what it is.

    How sure we are of it; the numbers that most decide the answer, what they rest on and what would be worth asking;
    where the danger lies, by leg, broker, risk, place and condition; what the answer hangs on.

    \b
    Example:   waystation explain packs/two-days-to-the-river
               waystation explain packs/two-days-to-the-river -o why.png
    """
    kind = figure_format(file) if file else ""
    if at == "-":
        at = ask(MOMENT)
    source = pack_source(pack)
    with progress("explaining", silent=as_json) as watch:
        explained = explain_pack(source, at, draws, seed, watch=watch)
    found, warnings = explained.explanation, explained.loaded.warnings
    print_mistakes(warnings)
    if file:
        file = str(write_file(Path(file), draw_explanation(kind, figure_of(found), width)))
    if as_json:
        print_json(explanation_json(found, explained.loaded.digest, warnings, explained.seconds))
    elif file:
        click.echo(written_line(file, f"{found.pack.name}.", len(recipients())))
    else:
        _print(explained)


def _print(explained: Explained) -> None:
    found = explained.explanation
    click.echo(click.style(found.pack.name, bold=True))
    if explained.later:
        print_lines([moment_line(found)])
    print_lines(explanations.answer_lines(found))
    if explanations.is_plain(found):
        return
    print_heading("How sure that is: of 100")
    print_table(explanations.sure_rows(found), right=(0,))
    print_lines(explanations.sure_lines(found), indent="  ")
    deciders = explanations.decider_lines(found, explained.loaded.believed)
    if deciders:
        print_heading("The numbers that most decide the answer")
        for number, (what, sentences) in enumerate(deciders, 1):
            print_lines([f"{number}  {what}"], indent="  ")
            print_lines(sentences, indent="     ")
        print_lines(["waystation questions PACK works out what each answer would be worth."], indent="  ")
    if found.lost > 0.0:
        print_heading("Where the danger lies, of all who set out")
        for name, heading in explanations.PARTS.items():
            click.echo(f"  {heading}")
            print_table(explanations.part_rows(found, name), right=(0,), indent=4)
    rows = explanations.weight_rows(found)
    if rows:
        print_heading("What the answer hangs on: change of 100 who arrive for each point more of the chance")
        print_table(rows, header=("at worst", "nominally", ""), right=(0, 1))
