"""`waystation plan` and `waystation simulate`: the safest course, and the same by playing it out."""

from __future__ import annotations

import click

from waystation.bootstrap import pack_source
from waystation.cli.decide.keeping import KEEP, keep_foreseen
from waystation.cli.printing import MOMENT, ask, print_heading, print_json, print_lines, print_mistakes, print_table
from waystation.cli.progress import progress
from waystation.desk.chart.planning import Planned, plan_pack, play_out
from waystation.wording import plans
from waystation.wording.beliefs import beliefs_line, doubt_lines
from waystation.wording.contract import plan_json, played_json
from waystation.wording.figures import of_hundred, such_people
from waystation.wording.horizons import horizon_warnings

__all__ = ["plan_command", "print_plan", "simulate_command"]


@click.command("plan")
@click.argument("pack", metavar="PACK")
@click.option(
    "--at",
    metavar="[MOMENT]",
    is_flag=False,
    flag_value="-",
    help="Plan from a later moment; asks for it, or takes it as an argument.",
)
@click.option("--alternatives/--no-alternatives", default=None, help="Look for other ways; default where it is quick.")
@click.option("--keep", is_flag=True, help=KEEP)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def plan_command(pack: str, at: str | None, alternatives: bool | None, keep: bool, as_json: bool) -> None:
    """Plan the safest course of a mission, and say what to do when it goes wrong.

    The chance is given three times: at worst (if all that is unknown went against them), nominally, at best. The
    course is the most likely line of a policy that knows what to do in every place, hour and condition.

    In a vault, what is foreseen before anybody leaves is kept, once for each plan: waystation calibration holds it
    against what happens.

    With --at, it asks for a moment (or reads it from standard input):
    PLACE,TIME[,broker=ID][,spent=AMOUNT][,CONDITION=LEVEL].

    \b
    Example:   waystation plan packs/two-days-to-the-river
               waystation plan packs/two-days-to-the-river --at
    """
    if at == "-":
        at = ask(MOMENT)
    source = pack_source(pack)
    with progress("planning", silent=as_json):
        planned = plan_pack(source, at, alternatives)
    warnings = [*planned.loaded.warnings, *horizon_warnings(planned.plan)]
    print_mistakes(warnings)
    if as_json:
        plan, believed = planned.plan, planned.loaded.believed
        beliefs = believed.beliefs if believed else ()
        print_json(
            plan_json(
                plan,
                planned.loaded.digest,
                planned.alternatives,
                planned.affordable,
                warnings,
                beliefs,
                planned.seconds,
            )
        )
    else:
        print_plan(planned)
    keep_foreseen(pack, planned.plan, asked=keep, later=planned.later)


def print_plan(planned: Planned) -> None:
    """Print a plan for people: the answer first, then the course, why, what if, other ways."""
    plan = planned.plan
    click.echo(click.style(plan.pack.name, bold=True))
    if planned.later:
        print_lines([plans.moment_line(plan)])
    print_lines(plans.answer(plan, planned.affordable))
    if plan.outcome.safe.mid <= 0.0:
        return
    if plan.course:
        print_heading("The course, in local time")
        for number, (line, details) in enumerate(plans.course_lines(plan), 1):
            print_lines([f"{number:>2}  {line}"], indent="  ")
            print_lines([details], indent="      ")
        print_lines([plans.held_line(plan)], indent="  ")
    if planned.loaded.believed:
        print_heading("What it rests on")
        print_lines([beliefs_line(planned.loaded.believed), *doubt_lines(planned.loaded.believed)], indent="  ")
        print_lines(["waystation beliefs PACK --all lists them, waystation why PACK WHAT says why."], indent="  ")
    if plan.outcome.told:
        print_heading("Who is told")
        print_lines(plans.told_lines(plan), indent="  ")
    rows = plans.risk_rows(plan)
    if rows:
        print_heading("Where the risk comes from")
        print_table(rows, right=(0,))
    said = plans.fallback_lines(plan)
    if said:
        print_heading("When it goes wrong")
        for heading, sentences in said:
            print_lines([heading], indent="  ")
            print_lines(sentences, indent="     ")
    if len(planned.alternatives) > 1:
        print_heading("Other ways")
        rows_of = plans.alternative_rows(plan, planned.alternatives)
        print_table(rows_of, header=("", "of 100 arrive", "days", "expected cost", "told"), right=(4,))
    elif not planned.looked:
        print_heading("Other ways")
        print_lines(["Add --alternatives to look for sooner, cheaper and quieter ones."], indent="  ")


@click.command("simulate")
@click.argument("pack", metavar="PACK")
@click.option("--runs", type=click.IntRange(1, 1_000_000_000), default=100_000, show_default=True, help="How often.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same runs.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def simulate_command(pack: str, runs: int, seed: int, as_json: bool) -> None:
    """Play the plan out by chance and count how it ends: a check on what is calculated.

    \b
    Example:   waystation simulate packs/two-days-to-the-river --runs 100000 --seed 7
    """
    source = pack_source(pack)
    with progress("playing out", silent=as_json):
        played = play_out(source, runs, seed)
    figures = played_json(played.safe, played.lost, played.underway, runs)
    if as_json:
        print_json(figures)
        return
    people = such_people(played.plan.pack.party_size)
    calculated = played.plan.outcome.safe.mid
    lost = f"{played.lost:,} were lost, {played.underway:,} were under way"
    click.echo(f"Of {runs:,} such {people}, {played.safe:,} arrived, {lost}.")
    counted = f"{figures['safe']:.4f} ± {figures['stderr']:.4f}"
    click.echo(f"That is {counted}; calculated {calculated:.4f} ({of_hundred(calculated)} of 100).")
