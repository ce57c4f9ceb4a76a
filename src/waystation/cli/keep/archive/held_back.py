"""`waystation archive hold` and `lift`: what one member holds back, and two let go."""

from __future__ import annotations

import click

from waystation.archive.records import USES
from waystation.bootstrap.vaults import open_vault
from waystation.cli.keep.archive.options import JSON, MISSION
from waystation.cli.keep.asking import asked
from waystation.cli.keep.options import opens_vault
from waystation.cli.printing import print_json, print_lines
from waystation.errors import Usage
from waystation.wording import archive_people as wording
from waystation.wording import archive_people_json as contract
from waystation.wording.language import say

__all__ = ["hold_command", "lift_command"]

PERSON = click.option("--person", metavar="WORD", help="For whose sake; a journey's name where it was lost.")
PLACE = click.option("--place", metavar="ID", help="A place of the pack, to be named.")
BROKER = click.option("--broker", metavar="ID", help="A broker of the pack, to be named.")


@click.command("hold")
@PERSON
@PLACE
@BROKER
@click.option("--use", "uses", multiple=True, type=click.Choice(USES), help="For which use; default every use.")
@MISSION
@opens_vault
@JSON
def hold_command(
    person: str | None,
    place: str | None,
    broker: str | None,
    uses: tuple[str, ...],
    mission: str | None,
    as_json: bool,
) -> None:
    """Hold back everything with somebody whose own could be made to pay for it, or the name of a place or broker.

    What was lifted before is taken back. One member is enough to hold, two must lift.

    \b
    Example:   waystation archive hold --person mother
    """
    from waystation.desk.keep.archive.archived import mission_meant
    from waystation.desk.keep.archive.consents import hold, tell_name

    vault = open_vault()
    meant = mission_meant(vault, mission)
    what, name = _one_of(person, place, broker)
    if what == "person":
        hold(vault, meant, name, uses or USES)
        if as_json:
            print_json({"person": name, "held": True, "uses": list(uses or USES)})
        else:
            print_lines([wording.held_line(name)])
        return
    missing = {use: tell_name(vault, meant, what, name, use, told=False) for use in uses or USES}
    if as_json:
        print_json([contract.told_json(what, name, use, False, number) for use, number in missing.items()])
    else:
        print_lines([wording.agreed_line(name, use, False, 0) for use in missing])


@click.command("lift")
@PERSON
@PLACE
@BROKER
@click.option("--use", required=True, type=click.Choice(USES), help="For which use.")
@MISSION
@opens_vault
@JSON
def lift_command(
    person: str | None,
    place: str | None,
    broker: str | None,
    use: str,
    mission: str | None,
    as_json: bool,
) -> None:
    """Lift, as one of two members, what holds somebody back, or the silence about a place or broker; asks why.

    What is lifted is what holds today: another journey, or somebody else at home, holds anew. Nobody lifts the embargo
    on those who are still on the way.

    \b
    Example:   waystation archive lift --person mother --use film
    """
    from waystation.desk.keep.archive.archived import mission_meant
    from waystation.desk.keep.archive.consents import lift, tell_name

    vault = open_vault()
    meant = mission_meant(vault, mission)
    what, name = _one_of(person, place, broker)
    reason = asked(say("Why can it be lifted"))
    if what == "person":
        done = lift(vault, meant, name, use, reason)
        if as_json:
            print_json(contract.lifted_json(name, use, done.reasons, done.missing))
        else:
            print_lines(wording.lifted_lines(name, use, done.reasons, done.missing))
        return
    missing = tell_name(vault, meant, what, name, use, told=True, reason=reason)
    if as_json:
        print_json(contract.told_json(what, name, use, True, missing))
    else:
        print_lines([wording.agreed_line(name, use, True, missing)])


def _one_of(person: str | None, place: str | None, broker: str | None) -> tuple[str, str]:
    """Of whom or what it is.

    Raises:
        Usage: `archive_one_of`, if it is not exactly one.
    """
    given = [(what, name) for what, name in (("person", person), ("place", place), ("broker", broker)) if name]
    if len(given) != 1:
        raise Usage("archive_one_of")
    return given[0]
