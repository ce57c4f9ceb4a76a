"""`waystation archive person` and `people`: who somebody is, and who is in a keepsake."""

from __future__ import annotations

from datetime import datetime

import click

from waystation.archive.records import ASPECTS, ROLES, Shown
from waystation.bootstrap.vaults import open_vault
from waystation.cli.keep.archive.options import JSON, MISSION
from waystation.cli.keep.options import opens_vault
from waystation.cli.printing import ask, print_json, print_lines, print_table
from waystation.errors import Usage
from waystation.wording import archive_people as wording
from waystation.wording import archive_people_json as contract
from waystation.wording.language import say

__all__ = ["DAY", "people_command", "person_command"]

DAY = click.DateTime(["%Y-%m-%d"])
"""A day, as ISO 8601 writes it."""


@click.command("person")
@click.argument("word")
@click.option("--role", type=click.Choice(ROLES), help="What they are; default traveller, where the pack lists them.")
@click.option("--names", is_flag=True, help="Ask for every name that they go by, a line each.")
@click.option("--kin", multiple=True, metavar="WORD", help="A relative; of another mission as MISSION.WORD.")
@click.option("--travels", "missions", multiple=True, metavar="MISSION", help="Another mission in which they travel.")
@click.option("--at-home", is_flag=True, help="They, or theirs, could be made to pay for it at home.")
@click.option("--child", is_flag=True, help="A guardian speaks for them.")
@click.option("--of-age", type=DAY, metavar="DAY", help="From which day on a child speaks for themselves.")
@click.option("--guardian", "guardians", multiple=True, metavar="WORD", help="Who may speak for a child.")
@click.option("--instead", is_flag=True, help="What was said before is wrong; counts once two members say so.")
@MISSION
@opens_vault
@JSON
def person_command(
    word: str,
    role: str | None,
    names: bool,
    kin: tuple[str, ...],
    missions: tuple[str, ...],
    at_home: bool,
    child: bool,
    of_age: datetime | None,
    guardians: tuple[str, ...],
    instead: bool,
    mission: str | None,
    as_json: bool,
) -> None:
    """Say who somebody in keepsakes is, by a word that is not their name; without options, show it.

    What is said adds up. With --names it asks for their names, so that none of them leaves by a slip of the pen; they
    are sealed under a key of their own, and go with it when somebody is forgotten.

    \b
    Example:   waystation archive person mother --names --kin younger-girl
    """
    from waystation.archive.describing import described
    from waystation.desk.keep.archive.archived import mission_meant, read_archive
    from waystation.desk.keep.archive.consents import Told, describe
    from waystation.desk.keep.archive.gate import today

    vault = open_vault()
    meant = mission_meant(vault, mission)
    said = bool(role or names or kin or missions or at_home or child or of_age or guardians or instead)
    if said:
        told = Told(
            names=tuple(_asked_names()) if names else (), role=role or "", kin=kin, missions=missions, at_home=at_home,
            child=child, of_age=of_age.date() if of_age else None, guardians=guardians, instead=instead,
        )  # fmt: skip
        register = describe(vault, meant, word, told)
    else:
        register = read_archive(vault, meant, "archive person")
    who = described(register, word)
    if who is None:
        raise Usage("archive_no_person", value=word, nearest="")
    items = [one.record for item, one in register.keepsakes.items() if word in register.people(item)]
    day = today(vault, register)
    if as_json:
        print_json(contract.person_json(who, items, day))
    else:
        print_lines(wording.person_lines(who, items, day))


def _asked_names() -> list[str]:
    """Names, from a prompt or from standard input, a line each; an empty line ends them.

    Raises:
        Usage: If there is none.
    """
    names: list[str] = []
    while name := ask(say("A name of theirs") if not names else say("Another, or nothing")).strip():
        names.append(name)
    if not names:
        raise Usage("nothing_answered", question=say("A name of theirs"))
    return names


@click.command("people")
@click.argument("item", required=False)
@click.option("--person", "people", multiple=True, metavar="WORD", help="Somebody who is in it.")
@click.option(
    "--shows", "aspects", multiple=True, type=click.Choice(ASPECTS), help="What it shows of them; default all three."
)
@click.option("--without", multiple=True, metavar="WORD", help="Who is not in it after all; two members must say so.")
@click.option("--nobody", is_flag=True, help="Nobody is in it; two members must say so.")
@MISSION
@opens_vault
@JSON
def people_command(
    item: str | None,
    people: tuple[str, ...],
    aspects: tuple[str, ...],
    without: tuple[str, ...],
    nobody: bool,
    mission: str | None,
    as_json: bool,
) -> None:
    """Say who is in a keepsake, or show it; without ITEM, list everybody in the archive.

    Whoever is in the original is in every copy. Nobody is taken out by one member alone.

    \b
    Example:   waystation archive people 4d25f29d --person mother --shows voice
    """
    from waystation.archive.describing import described
    from waystation.archive.entered import MEMBERS
    from waystation.desk.keep.archive.archived import mission_meant, read_archive
    from waystation.desk.keep.archive.consents import say_who

    vault = open_vault()
    meant = mission_meant(vault, mission)
    register = read_archive(vault, meant, "archive people")
    if item is None:
        if people or without or nobody:
            raise Usage("archive_people_item")
        words = sorted(
            {*register.subjects_said, *(one for each in register.keepsakes for one in register.people(each))}
        )
        counted = [sum(one in register.people(each) for each in register.keepsakes) for one in words]
        listed = [(one, described(register, one), number) for one, number in zip(words, counted, strict=True)]
        if as_json:
            print_json(contract.people_json(listed))
        elif listed:
            print_table(wording.people_rows(listed, register.forgotten), indent=0)
        else:
            print_lines([say("Nobody is in any keepsake, as far as anybody said.")])
        return
    found = register.find(item).item
    if people or without or nobody:
        shown = [Shown(person=one, **{each: each in (aspects or ASPECTS) for each in ASPECTS}) for one in people]
        register = say_who(vault, meant, found, shown, without, nobody=nobody)
    there = register.people(found)
    agreed = len(
        {
            one.member
            for each in register.lineage(found)
            for one in register.people_said.get(each.item, ())
            if one.record.nobody
        }
    )
    known = {one: who for one in there if (who := described(register, one)) is not None}
    if as_json:
        print_json(contract.shown_json(found, there, agreed))
    elif there:
        print_table(wording.shown_rows(there, known, register.forgotten), indent=0)
    else:
        print_lines([wording.nobody_line(agreed, MEMBERS)])
