"""`waystation portfolio`: which of many requests to meet, when and how."""

from __future__ import annotations

from pathlib import Path

import click

from waystation.bootstrap import workers, write_file
from waystation.bootstrap.missions import missions_in, quiet_solver
from waystation.bootstrap.vaults import recipients
from waystation.cli.printing import print_heading, print_json, print_lines, print_mistakes, print_table
from waystation.cli.progress import progress
from waystation.desk.chart.explaining import WIDTH, draw_explanation, figure_format
from waystation.desk.decide.portfolio import SECONDS, Weighed, weigh_missions
from waystation.wording import portfolio as words
from waystation.wording.keeping import written_line
from waystation.wording.portfolio_json import portfolio_json

__all__ = ["portfolio_command"]


@click.command("portfolio")
@click.argument("pack", metavar="DIR|VAULT")
@click.option("--rules", metavar="FILE", help="What they share; default portfolio.toml in DIR.")
@click.option(
    "--more-money",
    type=click.FloatRange(0.01, 1e12),
    default=1000.0,
    show_default=True,
    help="Say what so much more money would bring.",
)
@click.option(
    "--seconds",
    type=click.FloatRange(0.1, 86_400.0),
    default=SECONDS,
    show_default=True,
    help="Choose for at most about so long, once all plans are made.",
)
@click.option("--flips/--no-flips", default=True, help="Look for what would change a no of the charter; default yes.")
@click.option(
    "--cluster",
    metavar="ADDRESS",
    envvar="WAYSTATION_CLUSTER",
    help="Solve on the Dask cluster whose scheduler is there.  [env: WAYSTATION_CLUSTER]",
)
@click.option("-o", "--output", "file", metavar="FILE", help="Draw beds and money: a file ending in .png or .svg.")
@click.option("--width", type=click.IntRange(200, 4000), default=WIDTH, show_default=True, help="Pixels, for -o.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def portfolio_command(
    pack: str,
    *,
    rules: str | None,
    more_money: float,
    seconds: float,
    flips: bool,
    cluster: str | None,
    file: str | None,
    width: int,
    as_json: bool,
) -> None:
    """Choose among missions: which requests to meet, when and how, if money, beds or people do not reach for all.

    DIR is a folder of packs, with a portfolio.toml that says what they share: the period, money, beds, how many
    missions a broker and the coordinators can serve, how much risk a house may be put to. Each mission is planned for
    every departure and held to its charter; what that does not let go is never chosen. Of all choices that fit, the one
    is told that brings most people to safety, then is fairest to those who have waited longest and are most at risk,
    then costs least. For each that is not chosen it says why.

    \b
    Example:   waystation portfolio requests/
    """
    kind = figure_format(file) if file else ""
    sources, shared = missions_in(pack, rules)
    with workers(cluster) as lent, progress("planning", silent=as_json) as watch, quiet_solver():
        found = weigh_missions(
            sources, shared, money_more=more_money, seconds=seconds, flips=flips, workers=lent, watch=watch
        )
    print_mistakes(found.warnings)
    if file:
        figure = words.portfolio_figure(found.portfolio, found.titles, found.day, found.currency, _answer(found))
        file = str(write_file(Path(file), draw_explanation(kind, figure, width)))
    if as_json:
        print_json(
            portfolio_json(
                found.portfolio,
                found.more,
                requests=found.requests,
                flips=found.flips,
                day=found.day,
                currency=found.currency,
                warnings=found.warnings,
            )
        )
    elif file:
        click.echo(written_line(file, "Choosing among missions.", len(recipients())))
    else:
        _print(found)


def _answer(found: Weighed) -> list[str]:
    portfolio = found.portfolio
    return [
        *words.answer_lines(portfolio, len(found.requests), found.currency),
        *words.proof_lines(portfolio.levels),
    ]


def _print(found: Weighed) -> None:
    portfolio, currency = found.portfolio, found.currency
    titles = found.titles
    print_lines(_answer(found))
    if portfolio.chosen:
        print_heading("Whom to meet")
        header = ("leaves", "", "people", "of 100 arrive", "set aside", "way", "verdict")
        print_table(words.chosen_rows(portfolio, titles, found.day, currency), header=header, right=(2,))
        print_lines(words.chosen_lines(portfolio, titles), indent="  ")
    if portfolio.refused:
        print_heading("Who must wait, and why")
        packs = {name: one.pack for name, one in found.loaded.items()}
        for line, items in words.refused_lists(
            portfolio, titles, day=found.day, currency=currency, packs=packs, flips=found.flips
        ):
            print_lines([line], indent="  ")
            print_lines(items, indent="    ")
    if found.more:
        print_heading("What a little more would bring")
        print_lines(words.more_lines(found.more, titles, currency), indent="  ")
