"""`waystation archive consent` and `revoke`: what people allow, and what they take back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, get_args

import click

from waystation.archive.entered import Entered
from waystation.archive.records import ASPECTS, USES, Basis, Consent
from waystation.bootstrap.vaults import open_vault
from waystation.cli.keep.archive.options import JSON, MISSION
from waystation.cli.keep.archive.person import DAY
from waystation.cli.keep.options import opens_vault
from waystation.cli.printing import folded, print_json, print_lines, print_table
from waystation.errors import Usage
from waystation.wording import archive_people as wording
from waystation.wording import archive_people_json as contract
from waystation.wording.language import say

if TYPE_CHECKING:
    from waystation.desk.keep.opening import OpenVault

__all__ = ["consent_command", "revoke_command"]

USE = click.option("--use", "uses", multiple=True, type=click.Choice(USES), help="What for; may be repeated.")


@click.command("consent")
@click.argument("items", nargs=-1, metavar="[ITEM]...")
@click.option("--person", metavar="WORD", help="Who allows it.")
@USE
@click.option("--shows", "aspects", multiple=True, type=click.Choice(ASPECTS), help="What of them may be shown.")
@click.option("--until", type=DAY, metavar="DAY", help="The last day on which it holds.")
@click.option(
    "--basis", type=click.Choice(get_args(Basis)), default="consent", show_default=True, help="On what basis."
)
@click.option("--guardian", metavar="WORD", help="Who allows it for a child.")
@click.option("--how", default="", metavar="TEXT", help="How it was given: in writing, before whom; no names.")
@MISSION
@opens_vault
@JSON
def consent_command(
    items: tuple[str, ...],
    person: str | None,
    uses: tuple[str, ...],
    aspects: tuple[str, ...],
    until: datetime | None,
    basis: str,
    guardian: str | None,
    how: str,
    mission: str | None,
    as_json: bool,
) -> None:
    """Write down what somebody allows, for some keepsakes or for all; without --use, list what everybody answered.

    Without --shows they allow that it leaves with nothing of them in it. Leave for a keepsake covers its copies.

    \b
    Example:   waystation archive consent 4d25f29d --person mother --use public --shows voice --until 2032-06-30
    """
    from waystation.desk.keep.archive.archived import mission_meant, read_archive
    from waystation.desk.keep.archive.consents import Given, give

    vault = open_vault()
    meant = mission_meant(vault, mission)
    register = read_archive(vault, meant, "archive consent")
    ids = tuple(register.find(one).item for one in items)
    if not uses:
        found = [
            one
            for one in register.consents
            if person in (None, one.record.person) and (not ids or one.record.item in (None, *ids))
        ]
        found.sort(key=lambda one: (one.record.person, USES.index(one.record.use), one.order))
        if as_json:
            print_json(contract.answers_json(found))
        elif found:
            print_table(wording.answer_rows(found), indent=0)
        else:
            print_lines([say("Nobody has answered anything.")])
        return
    if person is None:
        raise Usage("archive_whose")
    basis = "guardian" if guardian is not None else basis
    leave = Given(uses, ids, aspects, basis, how, until.date() if until else None, guardian)
    given = give(vault, meant, person, leave)
    if as_json:
        print_json(contract.answers_json(_entered(vault, meant, given)))
    else:
        print_lines(wording.consent_lines(given))


@click.command("revoke")
@click.argument("items", nargs=-1, metavar="[ITEM]...")
@click.option("--person", required=True, metavar="WORD", help="Who refuses, or takes back what they allowed.")
@USE
@click.option("--guardian", metavar="WORD", help="Who refuses for a child.")
@click.option("--how", default="", metavar="TEXT", help="How they said so; no names.")
@MISSION
@opens_vault
@JSON
def revoke_command(
    items: tuple[str, ...],
    person: str,
    uses: tuple[str, ...],
    guardian: str | None,
    how: str,
    mission: str | None,
    as_json: bool,
) -> None:
    """Write down that somebody refuses, or takes back what they allowed; lists what is out and cannot be recalled.

    Without --use for every use, without ITEM for every keepsake. It holds at once on this device, on others as soon as
    a bundle reaches them; whatever was allowed without knowing of it counts no more.

    \b
    Example:   waystation archive revoke --person mother --use public
    """
    from waystation.desk.keep.archive.archived import mission_meant, read_archive
    from waystation.desk.keep.archive.consents import Given, out_with, take_back

    vault = open_vault()
    meant = mission_meant(vault, mission)
    register = read_archive(vault, meant, "archive revoke")
    ids = tuple(register.find(one).item for one in items)
    leave = Given(uses or USES, ids, (), "consent" if guardian is None else "guardian", how, None, guardian)
    refused = take_back(vault, meant, person, leave)
    # Also what left while the refusal was written.
    outs = out_with(read_archive(vault, meant, "archive revoke"), person, leave)
    if as_json:
        print_json(contract.refused_json(_entered(vault, meant, refused), outs))
        return
    print_lines([*wording.refused_lines(refused), *wording.out_lines(outs)])
    if outs:
        print_lines(folded(wording.out_rows(outs)))


def _entered(vault: OpenVault, mission: str, consents: Iterable[Consent]) -> list[Entered[Consent]]:
    """What was written just now, with who wrote it when."""
    from waystation.desk.keep.archive.archived import read_archive

    ids = {one.id for one in consents}
    return [one for one in read_archive(vault, mission, "archive consent").consents if one.record.id in ids]
