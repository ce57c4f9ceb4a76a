"""`waystation decide`: whether to go, gate by gate, and what would change it."""

from __future__ import annotations

from pathlib import Path

import click

from waystation.bootstrap import pack_source, record_of, report_store, write_file
from waystation.bootstrap.vaults import recipients
from waystation.cli.decide.keeping import KEEP, keep_foreseen
from waystation.cli.printing import MOMENT, ask, print_heading, print_json, print_lines, print_mistakes, print_table
from waystation.cli.progress import progress
from waystation.desk.chart.explaining import WIDTH, draw_explanation, figure_format
from waystation.desk.decide.deciding import Decided, decide_pack
from waystation.wording import verdicts
from waystation.wording.flips import flip_lists
from waystation.wording.gates import gate_rows
from waystation.wording.horizons import horizon_warnings
from waystation.wording.keeping import written_line
from waystation.wording.plans import moment_line
from waystation.wording.records import decided_lines
from waystation.wording.verdict_json import verdict_json
from waystation.wording.verdict_pictures import decision_figure

__all__ = ["decide_command"]


@click.command("decide")
@click.argument("pack", metavar="PACK")
@click.option(
    "--at", metavar="[MOMENT]", is_flag=False, flag_value="-", help="Decide at a later moment; see waystation plan."
)
@click.option("--keep", is_flag=True, help=KEEP)
@click.option("--flips/--no-flips", default=True, help="Look for what would change the verdict; default yes.")
@click.option("-o", "--output", "file", metavar="FILE", help="Draw the days of departure: a .png or .svg file.")
@click.option("--width", type=click.IntRange(200, 4000), default=WIDTH, show_default=True, help="Pixels, for -o.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def decide_command(
    pack: str, at: str | None, keep: bool, flips: bool, file: str | None, width: int, as_json: bool
) -> None:
    """Say whether to go: go, go with a second approval, hold, split, or decline this plan.

    Each rule of the charter is held against its figure; those who stay stand beside those who go; and what would have
    to be heard for another verdict is said, each tried by planning again. Only a signed charter can say go.

    \b
    Example:   waystation decide packs/two-days-to-the-river
               waystation decide packs/two-days-to-the-river -o departures.png
    """
    kind = figure_format(file) if file else ""
    if at == "-":
        at = ask(MOMENT)
    source = pack_source(pack)
    with progress("deciding", silent=as_json):
        decided = decide_pack(source, record_of(pack), report_store(pack).all(), at, flips=flips)
    loaded, judged = decided.loaded, decided.judged
    warnings = [*decided.warnings, *horizon_warnings(decided.plan)]
    print_mistakes(warnings)
    word, go = judged.verdict.word, judged.verdict.go
    percentiles = (go.p10, go.p50, go.p90)
    keep_foreseen(pack, decided.plan, asked=keep, later=decided.later, verdict=word, percentiles=percentiles)
    if file:
        figure = decision_figure(loaded.pack, judged)
        file = str(write_file(Path(file), draw_explanation(kind, figure, width)))
    if as_json:
        print_json(
            verdict_json(
                loaded.pack.name,
                loaded.digest,
                judged.verdict,
                days=judged.days,
                warnings=warnings,
                seconds=decided.seconds,
                decisions=decided.open,
            )
        )
    elif file:
        click.echo(written_line(file, f"{loaded.pack.name}.", len(recipients())))
    else:
        _print(decided)


def _print(decided: Decided) -> None:
    pack, judged = decided.loaded.pack, decided.judged
    verdict = judged.verdict
    click.echo(click.style(pack.name, bold=True))
    if decided.later:
        print_lines([moment_line(decided.plan)])
    print_lines([*verdicts.answer_lines(pack, judged), *decided_lines(decided.open)])
    print_heading("Those who stay, and those who go: of 100")
    header = ("at worst", "nominally", "at best", "")
    print_table(verdicts.beside_rows(verdict), header=header, right=(0, 1, 2))
    print_heading(verdicts.charter_heading(pack, verdict))
    print_table(gate_rows(pack, verdict.gates))
    if judged.days is not None:
        print_heading("Wait or go")
        print_lines([verdicts.day_line(judged.days)], indent="  ")
    if verdict.flips:
        print_heading("What would change it")
    for sentence, items in flip_lists(pack, verdict):
        print_lines([sentence], indent="  ")
        print_lines(items, indent="    ")
