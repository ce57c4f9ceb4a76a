"""`waystation archive stamps`: signatures go where a network is, and come back with proofs of when they were there."""

from __future__ import annotations

from pathlib import Path

import click

from waystation.bootstrap.vaults import open_vault
from waystation.cli.keep.options import JSON, opens_vault
from waystation.cli.printing import print_json, print_lines

__all__ = ["stamps_command"]


@click.command("stamps")
@click.option("--to", "target", metavar="FOLDER", help="Write the signatures that wait into a folder, for ots stamp.")
@click.option("--from", "source", metavar="FOLDER", help="Take back the .ots files that lie in a folder.")
@click.option("--mission", metavar="NAME", help="Whose archive; default the only one.")
@opens_vault
@JSON
def stamps_command(target: str | None, source: str | None, mission: str | None, as_json: bool) -> None:
    """Have the signatures of custody stamped (OpenTimestamps), and keep the proofs that come back.

    What is stamped is a signature: whoever stamps it learns no digest of anything in the archive. Nothing here asks a
    network: carry the folder to where one is allowed, run ots stamp there, ots upgrade some hours later, and bring
    it back.

    \b
    Example:   waystation archive stamps --to stick
    """
    from waystation.desk.keep.archive.archived import mission_meant
    from waystation.desk.keep.archive.stamping import stamps_of, take_back
    from waystation.errors import Usage
    from waystation.storage.stamp_folders import StampFolder
    from waystation.wording.archive_custody_json import stamps_json, taken_back_json
    from waystation.wording.archive_out import stamps_lines, taken_back_lines, written_stamps_line

    if target and source:
        raise Usage("archive_stamps_two_ways")
    vault = open_vault()
    meant = mission_meant(vault, mission)
    if source:
        done = take_back(vault, meant, StampFolder(Path(source)).proofs())
        if as_json:
            print_json(taken_back_json(meant, done))
        else:
            print_lines(taken_back_lines(done))
        return
    stamps = stamps_of(vault, meant)
    written = [StampFolder(Path(target)).write(one) for one in stamps.waiting] if target else []
    if as_json:
        print_json(stamps_json(meant, stamps, written))
    elif target:
        print_lines([written_stamps_line(target, len(written))])
    else:
        print_lines(stamps_lines(stamps))
