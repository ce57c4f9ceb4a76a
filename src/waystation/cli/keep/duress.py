"""`waystation vault duress`: a view for somebody who makes you open your vault."""

from __future__ import annotations

from pathlib import Path

import click

from waystation.bootstrap import pack_folder
from waystation.bootstrap.vaults import open_vault
from waystation.cli.keep.options import JSON, new_passphrase_options, opens_vault
from waystation.cli.keep.passphrases import new_passphrase
from waystation.cli.printing import print_json, print_lines, print_mistakes
from waystation.wording import keeping
from waystation.wording.keeping_contract import prepared_json, put_json

__all__ = ["duress_group"]


@click.group("duress")
def duress_group() -> None:
    """Prepare what a second passphrase shows: a vault of its own, with what you put there.

    \b
    Example:   waystation vault duress prepare
    """


@duress_group.command("prepare")
@opens_vault
@new_passphrase_options
@JSON
def prepare_command(new_passphrase_file: str | None, new_passphrase_command: str | None, as_json: bool) -> None:
    """Choose the second passphrase; asked for twice.

    Whoever opens the vault with it sees only the view, at the same cost. The others learn of it with the next bundle
    that leaves the view, or when the vault itself is opened here.

    \b
    Example:   waystation vault duress prepare
    """
    from waystation.desk.keep.pressed import prepare

    vault = open_vault()
    new = prepare(vault, new_passphrase(new_passphrase_file, new_passphrase_command, "The second passphrase"))
    if as_json:
        print_json(prepared_json())
    else:
        print_lines(keeping.duress_lines(new))


@duress_group.command("put")
@click.argument("source", metavar="DIR")
@click.option("--name", metavar="NAME", help="What it is called in the view; default the folder's name.")
@opens_vault
@JSON
def put_command(source: str, name: str | None, as_json: bool) -> None:
    """Put a harmless pack into the view, so that there is something to see.

    \b
    Example:   waystation vault duress put packs/christmas-1854
    """
    from waystation.desk.keep.packs import put_pack
    from waystation.desk.keep.pressed import view_of

    vault = open_vault()
    view = view_of(vault)
    done = put_pack(view, pack_folder(source), name or Path(source).resolve().name)
    if view is not vault:  # in the view it is the vault of this run, which is closed when the command ends
        view.close()
    print_mistakes(done.warnings)
    if as_json:
        print_json(put_json(done.name, done.digest, done.files, done.reports))
    else:
        print_lines([keeping.put_lines(done.name, len(done.files), sum(done.reports.values()), source, done.new)[0]])
