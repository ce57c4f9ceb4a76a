"""`waystation vault`: creating, unlocking, checking a vault, taking packs in. Its other acts have modules beside."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from waystation.bootstrap import pack_folder
from waystation.bootstrap.vaults import lock_vaults, open_vault, surroundings, unlock_vault
from waystation.cli.keep.asking import asked
from waystation.cli.keep.carrying import (
    backup_command,
    export_bundle_command,
    import_bundle_command,
    join_command,
    restore_command,
)
from waystation.cli.keep.duress import duress_group
from waystation.cli.keep.forgetting import erase_command, looks_command, retention_group
from waystation.cli.keep.options import (
    COST,
    JSON,
    new_passphrase_options,
    opens_vault,
    passphrase_options,
    vault_argument,
)
from waystation.cli.keep.passphrases import new_passphrase
from waystation.cli.keep.people import approve_command, compartments_group, members_group
from waystation.cli.printing import print_json, print_lines, print_mistakes
from waystation.errors import Usage
from waystation.wording import keeping
from waystation.wording.keeping_contract import (
    checked_json,
    created_json,
    locked_json,
    put_json,
    rewrapped_json,
    unlocked_json,
)
from waystation.wording.language import say

if TYPE_CHECKING:
    from waystation.vault.head import Cost

__all__ = ["vault_command"]

ASKED = "-"


@click.group("vault")
def vault_command() -> None:
    """Keep real missions where nobody else can read them.

    A vault is a folder of three files that look random. `vault:NAME` stands for a mission in it wherever a PACK may.

    \b
    Example:   waystation vault create mine
    """


@vault_command.command("create")
@click.argument("folder", metavar="DIR")
@click.option(
    "--member",
    metavar="[NAME]",
    is_flag=False,
    flag_value=ASKED,
    default="founder",
    show_default=True,
    help="What you are called in it; asks for it, or takes it as an argument.",
)
@COST
@passphrase_options
@JSON
def create_command(
    folder: str, member: str, cost: Cost, passphrase_file: str | None, passphrase_command: str | None, as_json: bool
) -> None:
    """Make a new vault in a new folder; its passphrase is asked for twice.

    \b
    Example:   waystation vault create mine
    """
    from waystation.desk.keep.creating import create_vault
    from waystation.storage.vault_folder import must_be_new

    must_be_new(Path(folder))
    if member == ASKED:
        member = asked("What are you called in it")
    passphrase = new_passphrase(passphrase_file, passphrase_command)
    vault = create_vault(Path(folder), passphrase, member, cost, surroundings())
    vault.close()
    if as_json:
        print_json(created_json(vault.vault_id.hex(), vault.device.id.hex(), vault.card.fingerprint, member))
    else:
        print_lines(keeping.created_lines(folder, member, vault.card.fingerprint))


@vault_command.command("unlock")
@vault_argument
@click.option(
    "--minutes", type=click.IntRange(1, 24 * 60), default=15, show_default=True, help="Of rest, until it locks."
)
@JSON
def unlock_command(minutes: int, as_json: bool) -> None:
    """Open a vault for the commands that follow, until it has rested or is locked.

    The opened key, not the passphrase, is kept in the memory of a small process of yours.

    \b
    Example:   waystation vault unlock mine
    """
    path = unlock_vault(minutes)
    if as_json:
        print_json(unlocked_json(str(path), minutes))
    else:
        print_lines([keeping.unlocked_line(str(path), minutes)])


@vault_command.command("lock")
@JSON
def lock_command(as_json: bool) -> None:
    """Lock what is unlocked.

    \b
    Example:   waystation vault lock
    """
    locked = [str(path) for path in lock_vaults()]
    if as_json:
        print_json(locked_json(locked))
    else:
        print_lines([keeping.locked_line(locked)])


@vault_command.command("check")
@vault_argument
@JSON
def check_command(as_json: bool) -> int:
    """Verify all of a vault from scratch: every page, signature, chain and key.

    What is damaged, forged, missing or withheld is named; exit status 1 if there is any. Nothing is written over.

    \b
    Example:   waystation vault check mine
    """
    from waystation.desk.keep.archive.looking import with_bytes
    from waystation.desk.keep.checking import check_vault

    vault = open_vault()
    checked = with_bytes(vault, check_vault(vault))
    if as_json:
        print_json(checked_json(checked.entries, checked.problems, checked.notes))
    else:
        print_mistakes((*checked.problems, *checked.notes))
        print_lines([keeping.checked_line(checked.entries, len(checked.problems))])
    return 1 if checked.problems else 0


@vault_command.command("put")
@click.argument("source", metavar="DIR")
@click.option(
    "--name",
    metavar="[NAME]",
    is_flag=False,
    flag_value=ASKED,
    help="What it is called in the vault, a word that says nothing; default the folder's name.",
)
@opens_vault
@JSON
def put_command(source: str, name: str | None, as_json: bool) -> None:
    """Take a pack into the vault, with all its files; its reports become reports of the vault.

    Afterwards vault:NAME stands for it wherever a PACK may. Put again, the newer files replace the older and new
    reports are added.

    \b
    Example:   waystation vault put packs/two-days-to-the-river --name heron
    """
    from waystation.bootstrap.rehearsing import is_rehearsal
    from waystation.desk.keep.packs import put_pack

    if is_rehearsal(source):
        raise Usage("rehearsal_put", value=source)
    if name == ASKED:
        name = asked("What is it called in the vault")
    done = put_pack(open_vault(), pack_folder(source), name or Path(source).resolve().name)
    print_mistakes(done.warnings)
    if as_json:
        print_json(put_json(done.name, done.digest, done.files, done.reports))
    else:
        print_lines(keeping.put_lines(done.name, len(done.files), sum(done.reports.values()), source, done.new))


@vault_command.command("change-passphrase")
@opens_vault
@new_passphrase_options
@JSON
def change_passphrase_command(
    new_passphrase_file: str | None, new_passphrase_command: str | None, as_json: bool
) -> None:
    """Change the passphrase: one slot of the head is written anew, and nothing else.

    Whoever holds an older copy of the folder still opens that copy with the older passphrase.

    \b
    Example:   waystation vault change-passphrase
    """
    from waystation.desk.keep.creating import change_passphrase

    change_passphrase(open_vault(), new_passphrase(new_passphrase_file, new_passphrase_command))
    if as_json:
        print_json(rewrapped_json())
    else:
        print_lines([say(keeping.CHANGED)])


SHORT = {
    "approve": "Approve a change of the roster, or list what waits.",
    "backup": "Write all of the vault into one sealed file.",
    "change-passphrase": "Change the passphrase.",
    "check": "Verify all of a vault from scratch.",
    "compartments": "List compartments; open them, admit to them.",
    "create": "Make a new vault in a new folder.",
    "duress": "Prepare what a second passphrase shows.",
    "erase": "Forget a person for good.",
    "export-bundle": "Write sealed bundles for the other devices.",
    "import-bundle": "Take in bundles of other devices.",
    "join": "Finish joining a vault on a new device.",
    "lock": "Lock what is unlocked.",
    "looks": "List who looked at people.",
    "members": "List members and devices; add and remove them.",
    "put": "Take a pack into the vault.",
    "restore": "Make a vault again from a backup.",
    "retention": "Forget those whose time is over, as was agreed.",
    "unlock": "Open a vault for the commands that follow.",
}
"""What each command does, short enough for a list."""

for command in (
    members_group,
    compartments_group,
    approve_command,
    erase_command,
    looks_command,
    retention_group,
    duress_group,
    join_command,
    backup_command,
    restore_command,
    export_bundle_command,
    import_bundle_command,
):
    vault_command.add_command(command)
for name, about in SHORT.items():
    vault_command.commands[name].short_help = about
