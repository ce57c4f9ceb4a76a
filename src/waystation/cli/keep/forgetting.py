"""`waystation vault erase` and `retention`: forgetting a person for good, at their wish or when their time is over."""

from __future__ import annotations

from dataclasses import asdict

import click

from waystation.bootstrap.vaults import open_vault
from waystation.cli.keep.asking import asked, confirmed
from waystation.cli.keep.options import JSON, opens_vault
from waystation.cli.printing import print_json, print_lines, print_table
from waystation.wording import keeping_apart as wording
from waystation.wording.keeping import listed
from waystation.wording.keeping_contract import erased_json, retired_json, retirements_json

__all__ = ["erase_command", "looks_command", "retention_group"]


@click.command("erase")
@click.argument("person", required=False, metavar="[PERSON]")
@click.option("--list", "listing", is_flag=True, help="List the people for whom something is sealed.")
@click.option("--yes", is_flag=True, help="Do not ask again.")
@opens_vault
@JSON
def erase_command(person: str | None, listing: bool, yes: bool, as_json: bool) -> None:
    """Forget a person: destroy the key that opens what is sealed for them; asks for whom.

    It cannot be undone. Devices that have not heard of it, bundles and backups may still hold the key: they are
    listed. Looking at people is itself written down in the vault.

    \b
    Example:   waystation vault erase
    """
    from waystation.desk.keep.archive.erasing import erase
    from waystation.desk.keep.people import people_of

    vault = open_vault()
    if listing:
        people = people_of(vault, "erase --list")
        if as_json:
            print_json([{"name": one.name, "compartment": one.compartment, "reports": one.reports} for one in people])
        elif people:
            print_table(wording.person_rows(people), indent=0)
        else:
            click.echo("Nothing is sealed for anybody.")
        return
    name = person or asked("Who is to be forgotten")
    confirmed(f"Forget {name} for good", yes)
    done = erase(vault, name)
    if as_json:
        print_json(erased_json(done))
    else:
        print_lines(wording.erased_lines(done))


@click.command("looks")
@opens_vault
@JSON
def looks_command(as_json: bool) -> None:
    """List who looked at people, with which command and how often.

    Each look is an entry that its device signed: it cannot be taken back, and comes with the bundles of that device.

    \b
    Example:   waystation vault looks
    """
    from waystation.desk.keep.people import looks_of

    looks = looks_of(open_vault())
    if as_json:
        print_json([asdict(one) for one in looks])
    elif looks:
        print_table(wording.look_rows(looks), indent=0)
    else:
        click.echo("Nobody has looked at anybody, as far as you may read.")


@click.group("retention", invoke_without_command=True)
@opens_vault
@click.option("--yes", is_flag=True, help="Forget those whose time has come without asking again.")
@JSON
@click.pass_context
def retention_group(context: click.Context, yes: bool, as_json: bool) -> None:
    """Carry out what was proposed and agreed to by two, and list what waits.

    \b
    Example:   waystation vault retention
    """
    if context.invoked_subcommand is not None:
        return
    from waystation.desk.keep.archive.erasing import carry_out
    from waystation.desk.keep.people import due, retirements_of

    vault = open_vault()
    names = due(vault)
    if names:
        confirmed(f"Forget {listed(names)} for good, as was agreed", yes)
    done = carry_out(vault)
    waiting = retirements_of(vault)
    if as_json:
        print_json(retirements_json(done, waiting))
        return
    for erased in done:
        print_lines(wording.erased_lines(erased))
    if waiting:
        print_table(wording.retirement_rows(waiting), indent=0)
    elif not done:
        click.echo("Nothing is proposed.")


@retention_group.command("propose")
@click.argument("person", required=False, metavar="[PERSON]")
@click.option(
    "--after-days", type=click.IntRange(0, 36500), default=0, show_default=True, help="How long they are kept."
)
@opens_vault
@JSON
def propose_command(person: str | None, after_days: int, as_json: bool) -> None:
    """Propose that a person be forgotten; two members must agree, of whom you may be one. Asks for whom.

    \b
    Example:   waystation vault retention propose --after-days 90
    """
    from waystation.desk.keep.people import propose

    name = person or asked("Who is to be forgotten")
    missing = propose(open_vault(), name, after_days)
    if as_json:
        print_json(retired_json(name, after_days, missing))
    else:
        print_lines([wording.retired_line(name, after_days, missing)])


@retention_group.command("agree")
@click.argument("proposal", metavar="ID")
@opens_vault
@JSON
def agree_command(proposal: str, as_json: bool) -> None:
    """Agree to a proposal, by the first letters of its id.

    \b
    Example:   waystation vault retention agree 4b2d
    """
    from waystation.desk.keep.people import agree

    done = agree(open_vault(), proposal)
    if as_json:
        print_json(retired_json(done.name, done.after_days, done.missing))
    else:
        print_lines([wording.retired_line(done.name, done.after_days, done.missing)])
