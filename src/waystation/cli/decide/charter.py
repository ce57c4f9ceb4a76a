"""`waystation charter`: the rules for saying yes, who has signed them, and signing them."""

from __future__ import annotations

import click

from waystation.bootstrap import pack_source, present_instant, record_of
from waystation.cli.printing import print_heading, print_json, print_lines, print_mistakes, print_table
from waystation.desk.decide.deciding import Chartered, charter_of, sign_charter
from waystation.wording import charters
from waystation.wording.charter_json import charter_json

__all__ = ["charter_command"]

JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")


@click.group("charter")
def charter_command() -> None:
    """Show the charter, and sign it.

    The charter is the `[charter]` table of a pack: agreed in calm, signed by as many members as it asks for, and
    looked at again by its day of review.

    \b
    Example:   waystation charter show packs/two-days-to-the-river
    """


@charter_command.command("show")
@click.argument("pack", metavar="PACK")
@JSON
def show_command(pack: str, as_json: bool) -> None:
    """Show a pack's charter, who has signed it, and whether it holds.

    \b
    Example:   waystation charter show packs/two-days-to-the-river
    """
    _say(charter_of(pack_source(pack), record_of(pack)), as_json=as_json)


@charter_command.command("sign")
@click.argument("pack", metavar="PACK")
@click.option("--by", "member", metavar="NAME", help="Who signs; in a vault, the member whose device this is.")
@click.option("--withdraw", is_flag=True, help="Take a signature back instead.")
@JSON
def sign_command(pack: str, member: str | None, withdraw: bool, as_json: bool) -> None:
    """Sign a pack's charter as it stands, or take a signature back.

    A signature is a report: who signed which terms, and when. It is never edited; a charter that changes is another
    version, to be signed anew.

    \b
    Example:   waystation charter sign my-mission --by anna
    """
    _say(
        sign_charter(pack_source(pack), record_of(pack), present_instant(), member, signed=not withdraw),
        as_json=as_json,
        terms=False,
    )


def _say(chartered: Chartered, *, as_json: bool, terms: bool = True) -> None:
    pack, state = chartered.loaded.pack, chartered.state
    print_mistakes(chartered.warnings)
    if as_json:
        print_json(charter_json(state, chartered.warnings))
        return
    click.echo(click.style(pack.name, bold=True))
    print_lines(charters.state_lines(state))
    if state.charter is None or not terms:
        return
    print_heading("What it asks for")
    print_lines(charters.charter_lines(state.charter), indent="  ")
    print_heading("Limits, of 100: at worst / nine-tenths sure")
    header = ("", "least", "a second below", "risk", "told", "cost a head", "alone")
    print_table(charters.limit_rows(state.charter, pack.mission.currency), header=header)
    print_heading("Risk, by how likely and how grave")
    print_table(
        charters.matrix_rows(state.charter), header=("", "negligible", "minor", "moderate", "severe", "critical")
    )
