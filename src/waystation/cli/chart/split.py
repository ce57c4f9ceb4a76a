"""`waystation split` and `waystation together`: a party parted, and several missions at once."""

from __future__ import annotations

import click

from waystation.bootstrap import pack_source, workers
from waystation.cli.printing import print_heading, print_json, print_lines, print_mistakes, print_table
from waystation.cli.progress import progress
from waystation.desk.chart.splitting import join_missions, split_pack
from waystation.wording import splits as words

__all__ = ["split_command", "together_command"]

RUNS = click.option(
    "--runs",
    type=click.IntRange(1, 1_000_000),
    default=2000,
    show_default=True,
    help="How many courses of the conditions are drawn, where a chance is not worked out exactly.",
)
SEED = click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same courses.")
JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")


@click.command("split")
@click.argument("pack", metavar="PACK")
@click.option(
    "--groups", type=click.IntRange(1, 4), default=4, show_default=True, help="Part them into at most so many groups."
)
@click.option(
    "--apart",
    "apart_hours",
    type=click.FloatRange(0, 24 * 30),
    default=None,
    metavar="HOURS",
    help="Let groups leave so long after one another; default at once, or as is best where beds are short.",
)
@RUNS
@SEED
@click.option(
    "--cluster",
    metavar="ADDRESS",
    envvar="WAYSTATION_CLUSTER",
    help="Solve on the Dask cluster whose scheduler is there.  [env: WAYSTATION_CLUSTER]",
)
@JSON
def split_command(
    pack: str, *, groups: int, apart_hours: float | None, runs: int, seed: int, cluster: str | None, as_json: bool
) -> None:
    """Compare every way to part a party: what is gained, and what is lost.

    Each group is planned as a party of its own: with its own pace, strength, crowding and reward. Travellers with the
    same `together` word are never split. The best comes first: where all arrive most often, at worst.

    \b
    Example:   waystation split packs/christmas-1854 --groups 2
    """
    source = pack_source(pack)
    with workers(cluster) as lent, progress("planning", silent=as_json) as watch:
        parted = split_pack(source, runs, seed, groups=groups, apart_hours=apart_hours, workers=lent, watch=watch)
    print_mistakes(parted.loaded.warnings)
    if as_json:
        print_json(words.splits_json(parted.splits))
        return
    click.echo(click.style(parted.pack.name, bold=True))
    print_lines(words.split_answer(parted.pack, parted.splits, parted.units))
    if parted.units == 1:
        return
    print_heading("Ways to part them")
    rows, more = words.split_rows(parted.splits)
    print_table(rows, header=("", "of 100, all arrive", "expected to arrive", "who goes with whom"))
    if more:
        print_lines([f"{more} more, none better; --json has them all."], indent="  ")
    best = next((split for split in parted.splits if len(split.groups) > 1), None)
    if best is not None:
        print_heading("The groups, best parted")
        print_lines(words.group_lines(parted.pack, best), indent="  ")


@click.command("together")
@click.argument("packs", metavar="PACK PACK", nargs=-1)
@click.option("--at-once", is_flag=True, help="Let all set out when the first does, whatever their own clocks say.")
@RUNS
@SEED
@JSON
def together_command(packs: tuple[str, ...], at_once: bool, runs: int, seed: int, as_json: bool) -> None:
    """Look at several missions on one network at once: what becomes of all of them.

    What stands in several packs must be the same in all. The conditions stand as the pack that starts first says. A
    place with `beds` is shared out hour by hour; the first pack has the first choice.

    \b
    Example:   waystation together packs/beyond-utopia packs/a-son --at-once
    """
    if len(packs) < 2:
        raise click.UsageError("name at least two packs")
    sources = [pack_source(pack) for pack in packs]
    with progress("planning", silent=as_json):
        joined = join_missions(sources, runs, seed, at_once)
    missions = joined.missions
    warnings = [*(warning for loaded in joined.loaded for warning in loaded.warnings), *missions.warnings]
    print_mistakes(warnings)
    if as_json:
        print_json(words.missions_json(missions, warnings))
        return
    print_lines(words.missions_answer(missions))
    print_heading("The missions")
    header = ("", "people", "of 100 arrive", "if alone", "days", "expected cost")
    print_table(words.mission_rows(missions), header=header, right=(1,))
