"""`waystation questions`: what to find out before leaving, and what it is worth."""

from __future__ import annotations

import click

from waystation.bootstrap import pack_source, workers
from waystation.cli.printing import MOMENT, ask, print_heading, print_json, print_lines, print_mistakes, print_table
from waystation.cli.progress import progress
from waystation.desk.chart.asking import Questioned, ask_pack
from waystation.wording.plans import moment_line
from waystation.wording.questions import heading_lines, question_lines, question_rows, questions_json

__all__ = ["questions_command"]


@click.command("questions")
@click.argument("pack", metavar="PACK")
@click.option("--all", "everything", is_flag=True, help="Answer every question, not only the ten that are worth most.")
@click.option(
    "--at", metavar="[MOMENT]", is_flag=False, flag_value="-", help="From a later moment; see waystation plan."
)
@click.option(
    "--cluster",
    metavar="ADDRESS",
    envvar="WAYSTATION_CLUSTER",
    help="Solve on the Dask cluster whose scheduler is there.  [env: WAYSTATION_CLUSTER]",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def questions_command(pack: str, everything: bool, at: str | None, cluster: str | None, as_json: bool) -> None:
    """Say what to find out before leaving: every broker, condition and unsure risk, by what asking is worth.

    A question is worth what the plan made with its answer gains at worst over keeping to today's plan, on average over
    the answers. For each the plan is made anew with every answer that there may be.

    \b
    Example:   waystation questions packs/two-days-to-the-river
    """
    if at == "-":
        at = ask(MOMENT)
    source = pack_source(pack)
    with workers(cluster) as lent, progress("asking", silent=as_json) as watch:
        found = ask_pack(source, at, everything, lent, watch)
    print_mistakes(found.loaded.warnings)
    if as_json:
        print_json(questions_json(found.asked))
    else:
        _print(found, at is not None)


def _print(found: Questioned, later: bool) -> None:
    plan = found.plan
    click.echo(click.style(plan.pack.name, bold=True))
    if later:
        print_lines([moment_line(plan)])
    print_lines(heading_lines(plan, found.asked))
    for number, (question, sentences) in enumerate(question_lines(plan, found.asked[:10]), 1):
        print_lines([f"{number:>2}  {question}"], indent="  ")
        print_lines(sentences, indent="      ")
    if found.everything and found.asked:
        print_heading("All questions")
        print_table(question_rows(plan, found.asked), header=("of 100", "other first step", ""), right=(0, 1))
