"""`waystation archive may` and `out`: whether a keepsake may leave, why not, and what has left."""

from __future__ import annotations

import click

from waystation.archive.records import USES
from waystation.bootstrap.vaults import open_vault
from waystation.cli.keep.archive.options import JSON, MISSION
from waystation.cli.keep.options import opens_vault
from waystation.cli.printing import folded, print_json, print_lines, print_table
from waystation.wording import archive_people as wording
from waystation.wording import archive_people_json as contract
from waystation.wording.archive_holds import use_word
from waystation.wording.language import say

__all__ = ["may_command", "out_command"]


@click.command("may")
@click.argument("items", nargs=-1, metavar="[ITEM]...")
@click.option("--use", "uses", multiple=True, type=click.Choice(USES), help="What for; default every use.")
@MISSION
@opens_vault
@JSON
def may_command(items: tuple[str, ...], uses: tuple[str, ...], mission: str | None, as_json: bool) -> int:
    """Say whether keepsakes may leave, for which use, and what stands in the way; without ITEM, of all.

    Asked with the same rules that hold whenever something leaves. Exit status 1 if --use is given, and one of them may
    not.

    \b
    Example:   waystation archive may 4d25f29d --use public
    """
    from waystation.desk.keep.archive.archived import mission_meant, read_archive
    from waystation.desk.keep.archive.gate import may_leave

    vault = open_vault()
    register = read_archive(vault, mission_meant(vault, mission), "archive may")
    meant = [register.find(one) for one in items] or [one.record for one in register.keepsakes.values()]
    asked = uses or USES
    ids = [one.item for one in meant]
    against = {(item, use): found for use in asked for item, found in may_leave(vault, register, ids, use).items()}
    if as_json:
        print_json(contract.may_json(meant, asked, against))
    elif not meant:
        print_lines([say("Nothing is kept here yet.")])
    elif items:
        for one in meant:
            print_lines([" ".join((one.item[:8], one.title or one.name)).strip()])
            for first, others in wording.may_blocks({use: against.get((one.item, use), ()) for use in asked}):
                print_lines([first], indent="  ")
                print_lines(others, indent="    ")
    else:
        print_table(wording.may_rows(meant, asked, against), ("", *(use_word(use) for use in asked), ""))
    return 1 if uses and against else 0


@click.command("out")
@click.option("--person", default="", metavar="WORD", help="Only what they are in.")
@click.option("--use", "uses", multiple=True, type=click.Choice(USES), help="Only for this use; may be repeated.")
@MISSION
@opens_vault
@JSON
def out_command(person: str, uses: tuple[str, ...], mission: str | None, as_json: bool) -> None:
    """List what has left: when, for whom, which keepsakes, and how the fingerprint of what left begins.

    \b
    Example:   waystation archive out --person mother
    """
    from waystation.desk.keep.archive.archived import mission_meant, read_archive
    from waystation.desk.keep.archive.consents import Given, out_with

    vault = open_vault()
    register = read_archive(vault, mission_meant(vault, mission), "archive out")
    outs = out_with(register, person, Given(uses or USES))
    if as_json:
        print_json(contract.outs_json(outs))
    elif outs:
        print_lines(folded(wording.out_rows(outs), indent=0))
    else:
        print_lines([say(wording.NOTHING_OUT)])
