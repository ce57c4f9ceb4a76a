"""`waystation what-if`: the plan as it is beside the plan with something otherwise."""

from __future__ import annotations

from typing import Any

import click

from waystation.bootstrap import pack_source
from waystation.cli.printing import MOMENT, ask, print_heading, print_json, print_lines, print_mistakes, print_table
from waystation.cli.progress import progress
from waystation.desk.chart.asking import WhatIf, what_if
from waystation.desk.chart.loading import Loaded
from waystation.errors import Mistake
from waystation.planning.alternatives import Alternative
from waystation.planning.plan import Plan
from waystation.wording.contract import plan_json
from waystation.wording.horizons import horizon_warnings
from waystation.wording.plans import course_lines, moment_line
from waystation.wording.what_if import beside_lines, beside_rows, change_line, what_if_json

__all__ = ["what_if_command"]


@click.command("what-if")
@click.argument("pack", metavar="PACK")
@click.option(
    "--set", "settings", metavar="KEY=VALUE", multiple=True, help="Let a value be otherwise; as often as you like."
)
@click.option(
    "--without", metavar="KIND:ID", multiple=True, help="Leave out a leg, or all legs of a broker or a place."
)
@click.option(
    "--at", metavar="[MOMENT]", is_flag=False, flag_value="-", help="From a later moment; see waystation plan."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def what_if_command(
    pack: str, settings: tuple[str, ...], without: tuple[str, ...], at: str | None, as_json: bool
) -> None:
    """Plan a mission with something otherwise, beside the plan as it is.

    KEY is CONDITION, or a place in the pack: leg.ID.…, broker.ID.…, place.ID.…, condition.ID.…, traveller.ID.…,
    mission.…, clock.…, reward.…, party.…, evidence.…; the names that waystation beliefs and questions give work as
    well, such as leg:ford/caught. VALUE is written as in pack.toml; one word needs no quotation marks. What is set
    stands, whatever was reported. KIND is leg, broker or place.

    \b
    Example:   waystation what-if packs/two-days-to-the-river --set river=high
               waystation what-if packs/two-days-to-the-river --set leg.ford.risk.caught=[0.05,0.1]
               waystation what-if packs/two-days-to-the-river --without broker:hwang
    """
    if at == "-":
        at = ask(MOMENT)
    source = pack_source(pack)
    with progress("planning twice", silent=as_json):
        asked = what_if(source, settings, without, at)
    before = [*asked.before.warnings, *horizon_warnings(asked.plans.before)]
    after = [*asked.after.warnings, *horizon_warnings(asked.plans.after)]
    if as_json:
        print_mistakes([*before, *asked.new_warnings])
        first = _plan(asked.before, asked.plans.before, before, asked.seconds)
        then = _plan(asked.after, asked.plans.after, after, asked.seconds)
        print_json(what_if_json(first, then))
    else:
        print_mistakes([*before, *asked.new_warnings, *(w for w in horizon_warnings(asked.plans.after))])
        _print(asked)


def _plan(loaded: Loaded, plan: Plan, warnings: list[Mistake], seconds: dict[str, float]) -> dict[str, Any]:
    alone = (Alternative("safest", plan.outcome, plan.days, plan.course),)
    beliefs = loaded.believed.beliefs if loaded.believed else ()
    return plan_json(plan, loaded.digest, alone, None, warnings, beliefs, {**seconds, **plan.seconds})


def _print(asked: WhatIf) -> None:
    plans = asked.plans
    click.echo(click.style(asked.before.pack.name, bold=True))
    print_lines([change_line(asked.before.pack, asked.after.stated, asked.changes)])
    if plans.after.charted.moment.step or plans.after.charted.moment.place != plans.after.pack.mission.origin:
        print_lines([moment_line(plans.after)])
    click.echo()
    print_table(beside_rows(plans), header=("", "as it is", "then"), right=(1, 2))
    click.echo()
    print_lines(beside_lines(plans))
    if plans.other_legs and plans.after.course and plans.after.outcome.safe.mid > 0.0:
        print_heading("The course then, in local time")
        for number, (line, details) in enumerate(course_lines(plans.after), 1):
            print_lines([f"{number:>2}  {line}"], indent="  ")
            print_lines([details], indent="      ")
