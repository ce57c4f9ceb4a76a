"""`waystation archive carry` and `receive`: sealed bytes from device to device."""

from __future__ import annotations

from pathlib import Path

import click

from waystation.bootstrap.vaults import open_vault
from waystation.cli.keep.archive.options import JSON, MISSION
from waystation.cli.keep.options import opens_vault
from waystation.cli.printing import print_json, print_lines
from waystation.cli.progress import progress
from waystation.wording import archive_intake as wording
from waystation.wording.archive_json import carried_json, received_json

__all__ = ["carry_command", "receive_command"]


@click.command("carry")
@click.argument("folder", metavar="FOLDER")
@MISSION
@opens_vault
@JSON
def carry_command(folder: str, mission: str | None, as_json: bool) -> None:
    """Copy the sealed bytes of keepsakes into a folder or onto a stick; what lies there already is not written again.

    They open only for those who read the archive. Without --mission, those of all archives.

    \b
    Example:   waystation archive carry stick/footage
    """
    from waystation.desk.keep.archive.archived import mission_meant
    from waystation.desk.keep.archive.moving import carry

    vault = open_vault()
    meant = None if mission is None else mission_meant(vault, mission)
    with progress("writing", as_json) as watch:
        found = carry(vault, Path(folder), mission=meant, watch=watch)
    if as_json:
        print_json(carried_json(found, folder))
    else:
        print_lines(wording.carried_lines(found, folder))


@click.command("receive")
@click.argument("folder", metavar="FOLDER")
@opens_vault
@JSON
def receive_command(folder: str, as_json: bool) -> int:
    """Take in the sealed bytes that lie in a folder: a stick, another vault's folder, a copy of one.

    In any order, as often as you like. Only what opens as what it is called is taken, so that a damaged piece is
    replaced by a sound one, and never the other way round.

    \b
    Example:   waystation archive receive stick/footage
    """
    from waystation.desk.keep.archive.moving import receive

    with progress("reading", as_json) as watch:
        found = receive(open_vault(), Path(folder), watch=watch)
    if as_json:
        print_json(received_json(found))
    else:
        print_lines(wording.received_lines(found))
    return 1 if found.damaged else 0
