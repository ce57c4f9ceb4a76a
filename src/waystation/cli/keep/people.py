"""`waystation vault members`, `compartments`, `approve`: who is in the vault, and who reads what."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from waystation.bootstrap import read_file, write_file
from waystation.bootstrap.vaults import open_vault, surroundings
from waystation.cli.keep.asking import asked, confirmed
from waystation.cli.keep.options import COST, JSON, opens_vault, passphrase_options
from waystation.cli.keep.passphrases import new_passphrase
from waystation.cli.printing import print_json, print_lines, print_table
from waystation.wording import keeping
from waystation.wording.keeping_contract import (
    changed_json,
    compartment_json,
    compartments_json,
    members_json,
    proposals_json,
    removed_json,
    requested_json,
)
from waystation.wording.language import say

if TYPE_CHECKING:
    from waystation.vault.head import Cost

__all__ = ["approve_command", "compartments_group", "members_group"]

ROLES = ("administrator", "coordinator", "member", "escort", "treasurer", "keeper", "watch")


# ---- members


@click.group("members", invoke_without_command=True)
@opens_vault
@JSON
@click.pass_context
def members_group(context: click.Context, as_json: bool) -> None:
    """List who is in the vault, with their devices; add and remove them.

    \b
    Example:   waystation vault members
    """
    if context.invoked_subcommand is not None:
        return
    from waystation.desk.keep.members import members_of, pressed_devices, proposals_of

    vault = open_vault()
    members, proposals, threshold = members_of(vault), proposals_of(vault), vault.state.roster.threshold
    if as_json:
        print_json(members_json(members, proposals, threshold, pressed_devices(vault)))
        return
    print_table(keeping.member_rows(members), indent=0)
    print_lines([keeping.threshold_line(threshold, len(proposals)), *keeping.pressed_lines(pressed_devices(vault))])


@members_group.command("request")
@click.argument("folder", metavar="DIR")
@click.option("-o", "--output", "card", required=True, metavar="FILE", help="Where the device's card is written.")
@click.option("--label", default="device", show_default=True, help="What people call the device: phone, laptop.")
@COST
@passphrase_options
@JSON
def request_command(
    folder: str,
    card: str,
    label: str,
    cost: Cost,
    passphrase_file: str | None,
    passphrase_command: str | None,
    as_json: bool,
) -> None:
    """On a new device: make its keys in a new folder DIR, and a card for an administrator.

    The card holds no secret. Next: an administrator adds it and hands you bundles, and you type
    waystation vault join DIR --from FOLDER.

    \b
    Example:   waystation vault members request mine -o phone.card
    """
    from waystation.desk.keep.creating import request_membership
    from waystation.desk.keep.members import card_bytes
    from waystation.storage.vault_folder import must_be_new

    must_be_new(Path(folder))
    passphrase = new_passphrase(passphrase_file, passphrase_command)
    device = request_membership(Path(folder), passphrase, label, cost, surroundings())
    write_file(Path(card), card_bytes(device))
    if as_json:
        print_json(requested_json(card, device.sign.hex(), device.fingerprint))
    else:
        print_lines(keeping.requested_lines(folder, card, device.fingerprint))


@members_group.command("add")
@click.argument("card", metavar="FILE")
@click.option("--role", type=click.Choice(ROLES), default="member", show_default=True, help="A role holds no key.")
@click.option("--yes", is_flag=True, help="The fingerprint was compared; do not ask.")
@opens_vault
@JSON
def add_command(card: str, role: str, yes: bool, as_json: bool) -> None:
    """Add the device of a card, after its fingerprint was compared by voice; asks whose it is.

    \b
    Example:   waystation vault members add phone.card
    """
    from waystation.desk.keep.members import add_device, read_card

    vault = open_vault()
    device = read_card(read_file(Path(card)))
    print_lines([keeping.compare_line(device.fingerprint)], err=True)
    member = asked("Whose device is it")
    confirmed("Does the new device show the same fingerprint", yes)
    done = add_device(vault, device, member, role)
    if as_json:
        print_json(changed_json(done.holds, done.missing))
    else:
        said = [keeping.approved_line(done.holds, done.missing)]
        print_lines([*said, say(keeping.ADDED)] if done.holds else said)


@members_group.command("remove")
@click.argument("member", required=False, metavar="[MEMBER]")
@click.option("--yes", is_flag=True, help="Do not ask again.")
@opens_vault
@JSON
def remove_command(member: str | None, yes: bool, as_json: bool) -> None:
    """Remove a member with all their devices, or one device by the first digits of its fingerprint; asks for whom.

    Every compartment that they read gets a new key. Who is removed is never added again.

    \b
    Example:   waystation vault members remove
    """
    from waystation.desk.keep.members import remove_member

    vault = open_vault()
    name = member or asked("Who is to be removed")
    confirmed(f"Remove {name} for good", yes)
    done = remove_member(vault, name)
    if as_json:
        print_json(removed_json(done.holds, done.missing, done.rotated, done.readable))
    elif done.holds:
        print_lines(keeping.removed_lines(name, done.rotated, done.readable))
    else:
        print_lines([keeping.approved_line(done.holds, done.missing)])


@members_group.command("threshold")
@click.argument("number", type=click.IntRange(1, 64), metavar="N")
@opens_vault
@JSON
def threshold_command(number: int, as_json: bool) -> None:
    """Say how many administrators must approve a change of the roster.

    \b
    Example:   waystation vault members threshold 2
    """
    from waystation.desk.keep.members import set_threshold

    done = set_threshold(open_vault(), number)
    if as_json:
        print_json(changed_json(done.holds, done.missing))
    else:
        print_lines([keeping.approved_line(done.holds, done.missing)])


@click.command("approve")
@click.argument("proposal", required=False, metavar="[ID]")
@opens_vault
@JSON
def approve_command(proposal: str | None, as_json: bool) -> None:
    """Approve a change of the roster; without an ID, list those that wait.

    \b
    Example:   waystation vault approve
    """
    from waystation.desk.keep.members import approve, proposals_of

    vault = open_vault()
    if proposal is not None:
        done = approve(vault, proposal)
        if as_json:
            print_json(changed_json(done.holds, done.missing))
        else:
            print_lines([keeping.approved_line(done.holds, done.missing)])
        return
    waiting = proposals_of(vault)
    if as_json:
        print_json(proposals_json(waiting))
    elif waiting:
        print_table(keeping.proposal_rows(waiting), indent=0)
    else:
        click.echo("Nothing waits for approval.")


# ---- compartments


@click.group("compartments", invoke_without_command=True)
@opens_vault
@JSON
@click.pass_context
def compartments_group(context: click.Context, as_json: bool) -> None:
    """List the compartments that you read, and who reads them; open them, admit to them.

    \b
    Example:   waystation vault compartments
    """
    if context.invoked_subcommand is not None:
        return
    from waystation.desk.keep.compartments import compartments_of

    found = compartments_of(open_vault())
    if as_json:
        print_json(compartments_json(found))
    elif found:
        print_table(keeping.compartment_rows(found), indent=0)
    else:
        click.echo("You read no compartment yet.")


@compartments_group.command("open")
@click.argument("compartment", required=False, metavar="[COMPARTMENT]")
@opens_vault
@JSON
def open_command(compartment: str | None, as_json: bool) -> None:
    """Open a compartment that only you read at first, such as MISSION/card:LEG; asks which.

    \b
    Example:   waystation vault compartments open
    """
    from waystation.desk.keep.compartments import open_compartment

    name = compartment or asked("Which compartment, such as heron/card:ford")
    open_compartment(open_vault(), name)
    if as_json:
        print_json(compartment_json(name))
    else:
        click.echo(f"{name} is open; only you read it.")


@compartments_group.command("admit")
@click.argument("compartment", required=False, metavar="[COMPARTMENT]")
@click.argument("member", required=False, metavar="[MEMBER]")
@click.option("--later-only", is_flag=True, help="They read what is written from now on, and nothing before.")
@opens_vault
@JSON
def admit_command(compartment: str | None, member: str | None, later_only: bool, as_json: bool) -> None:
    """Let a member read a compartment of yours; asks which, and whom.

    \b
    Example:   waystation vault compartments admit
    """
    from waystation.desk.keep.compartments import admit

    name = compartment or asked("Which compartment")
    who = member or asked("Whom")
    admit(open_vault(), name, who, with_history=not later_only)
    if as_json:
        print_json({**compartment_json(name, who), "later_only": later_only})
    else:
        print_lines([keeping.admitted_line(name, who, later_only)])


@compartments_group.command("dismiss")
@click.argument("compartment", required=False, metavar="[COMPARTMENT]")
@click.argument("member", required=False, metavar="[MEMBER]")
@opens_vault
@JSON
def dismiss_command(compartment: str | None, member: str | None, as_json: bool) -> None:
    """Let a member read a compartment no more: it gets a new key without them; asks which, and whom.

    \b
    Example:   waystation vault compartments dismiss
    """
    from waystation.desk.keep.compartments import dismiss

    name = compartment or asked("Which compartment")
    who = member or asked("Whom")
    dismiss(open_vault(), name, who)
    if as_json:
        print_json(compartment_json(name, who))
    else:
        print_lines([keeping.dismissed_line(name, who)])
