"""`waystation vault export-bundle`, `import-bundle`, `join`, `backup`, `restore`: how a vault reaches other devices."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from waystation.bootstrap import bundles_in, read_file, write_file
from waystation.bootstrap.vaults import open_vault, surroundings
from waystation.cli.keep.asking import confirmed
from waystation.cli.keep.options import COST, JSON, new_passphrase_options, opens_vault, passphrase_options
from waystation.cli.keep.passphrases import new_passphrase, old_passphrase
from waystation.cli.printing import print_json, print_lines, print_mistakes
from waystation.wording import keeping, keeping_apart
from waystation.wording.keeping_contract import backup_json, exported_json, imported_json, joined_json, restored_json

if TYPE_CHECKING:
    from waystation.vault.head import Cost

__all__ = ["backup_command", "export_bundle_command", "import_bundle_command", "join_command", "restore_command"]

OF_BACKUP = "The backup's passphrase"


@click.command("export-bundle")
@click.argument("folder", metavar="FOLDER")
@click.option("--new", "only_new", is_flag=True, help="Only what came since the last bundle that this device wrote.")
@opens_vault
@JSON
def export_bundle_command(folder: str, only_new: bool, as_json: bool) -> None:
    """Write what this device holds as sealed bundles into a folder or onto a stick.

    Every device on the roster can open them, each what its keys open. To others they are random bytes.

    \b
    Example:   waystation vault export-bundle stick
    """
    from waystation.desk.keep.bundles import export_bundles
    from waystation.storage.bundle_folders import BundleFolder

    done = export_bundles(open_vault(), BundleFolder(Path(folder)), only_new)
    if as_json:
        print_json(exported_json(done.names, done.entries))
    else:
        print_lines([keeping_apart.exported_line(folder, len(done.names), done.entries)])


@click.command("import-bundle")
@click.argument("source", metavar="FOLDER")
@opens_vault
@JSON
def import_bundle_command(source: str, as_json: bool) -> None:
    """Take in all bundles of a folder, or one file: in any order, as often as you like.

    What is missing in between is named, with what to ask for. What does not verify is refused and named.

    \b
    Example:   waystation vault import-bundle stick
    """
    from waystation.bootstrap.watches import follow_bundles
    from waystation.desk.keep.archive.holding import sweep
    from waystation.desk.keep.bundles import import_bundles

    done = import_bundles(open_vault(), bundles_in(source))
    follow_bundles(open_vault())
    sweep(open_vault())
    print_mistakes(done.problems)
    if as_json:
        print_json(imported_json(done))
    else:
        print_lines(keeping_apart.imported_lines(done))


@click.command("join")
@click.argument("folder", metavar="DIR")
@click.option("--from", "source", required=True, metavar="FOLDER", help="Where the administrator's bundles lie.")
@click.option("--yes", is_flag=True, help="The fingerprint was compared; do not ask.")
@passphrase_options
@JSON
def join_command(
    folder: str, source: str, yes: bool, passphrase_file: str | None, passphrase_command: str | None, as_json: bool
) -> None:
    """On a new device: finish joining a vault, once its card was added and bundles have come.

    It says the fingerprint of the vault: compare it by voice with what the administrator sees.

    \b
    Example:   waystation vault join mine --from stick
    """
    from waystation.desk.keep.joining import founder_of, join_vault, waiting_device

    waiting = waiting_device(Path(folder), old_passphrase(passphrase_file, passphrase_command))
    bundles = list(bundles_in(source))
    founder = founder_of(waiting, bundles)
    print_lines([keeping.compare_vault_line(founder)], err=True)
    confirmed("Does an administrator see the same fingerprint", yes)
    done = join_vault(waiting, bundles, surroundings())
    done.vault.close()
    print_mistakes(done.problems)
    if as_json:
        print_json(joined_json(founder, done.member, done.compartments, done.problems))
    else:
        print_lines(keeping.joined_lines(folder, done.member, done.compartments))


@click.command("backup")
@click.option("-o", "--output", "path", required=True, metavar="FILE", help="Where the backup is written.")
@click.option("--age", "keys", metavar="RECIPIENT", multiple=True, help="Seal it for this age1… key; may be repeated.")
@new_passphrase_options
@opens_vault
@JSON
def backup_command(
    path: str,
    keys: tuple[str, ...],
    new_passphrase_file: str | None,
    new_passphrase_command: str | None,
    as_json: bool,
) -> None:
    """Write all of the vault into one file that the tool age opens.

    Without --age it is sealed with a passphrase of its own, asked for twice. Keep it where the vault is not.

    \b
    Example:   waystation vault backup -o mine.age
    """
    from waystation.desk.keep.backups import back_up

    vault = open_vault()
    passphrase = None
    if not keys:
        passphrase = new_passphrase(new_passphrase_file, new_passphrase_command, OF_BACKUP)
    done = back_up(vault, path, keys, passphrase)
    write_file(Path(path), done.data)
    if as_json:
        print_json(backup_json(path, done.entries, len(keys)))
    else:
        print_lines([keeping_apart.backup_line(path, done.entries, len(keys))])


@click.command("restore")
@click.argument("file", metavar="FILE")
@click.argument("folder", metavar="DIR")
@click.option("--identity", "identity", metavar="FILE", help="The age identity that opens the backup.")
@click.option("--backup-passphrase-file", metavar="FILE", help="Read the backup's passphrase from a file's first line.")
@click.option(
    "--backup-passphrase-command", metavar="COMMAND", help="Run a command that prints the backup's passphrase."
)
@click.option("--from", "source", metavar="FOLDER", help="Where bundles lie that others wrote since the backup.")
@COST
@passphrase_options
@JSON
def restore_command(
    file: str,
    folder: str,
    source: str | None,
    identity: str | None,
    backup_passphrase_file: str | None,
    backup_passphrase_command: str | None,
    cost: Cost,
    passphrase_file: str | None,
    passphrase_command: str | None,
    as_json: bool,
) -> None:
    """Make a vault in a new folder from a backup; it is a new device, in the place of the one that was backed up.

    The new vault has a passphrase of its own, asked for twice. What the old device wrote after the backup comes with
    the bundles of others: now, with --from, or later. It counts all the same, also if the old device was not lost and
    writes on until it hears of the new one; waystation vault check says so.

    \b
    Example:   waystation vault restore mine.age mine-again
    """
    from waystation.desk.keep.backups import opened_backup, restore_vault
    from waystation.storage.vault_folder import must_be_new

    must_be_new(Path(folder))
    sealed = read_file(Path(file))
    opening = None
    if not identity:
        opening = old_passphrase(backup_passphrase_file, backup_passphrase_command, OF_BACKUP)
    said = read_file(Path(identity)).decode(errors="replace").splitlines() if identity else []
    identities = [line.strip() for line in said if line.strip() and not line.startswith("#")]
    backup = opened_backup(sealed, identities, opening)
    passphrase = new_passphrase(passphrase_file, passphrase_command)
    since = bundles_in(source) if source else ()
    done = restore_vault(Path(folder), backup, passphrase, cost, surroundings(), since=since)
    done.vault.close()
    if as_json:
        print_json(restored_json(folder, done.member, done.entries, done.holds, done.too_late))
    else:
        print_lines(keeping.restored_lines(folder, done.member, done.entries, done.holds, done.too_late))
