"""`waystation archive export`: keepsakes leave as a bundle that a stranger verifies without this program."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from waystation.bootstrap.vaults import open_vault
from waystation.cli.keep.options import JSON, opens_vault
from waystation.cli.printing import print_json, print_lines

if TYPE_CHECKING:
    from waystation.archive.records import Use

__all__ = ["export_command"]


@click.command("export")
@click.argument("words", nargs=-1, required=True, metavar="ITEM...")
@click.option("--use", type=click.Choice(["court", "journalists", "public", "film"]), required=True, help="What for.")
@click.option("--to", "folder", required=True, metavar="FOLDER", help="Where the bundle appears: a new folder.")
@click.option("--for", "whom", default="", metavar="TEXT", help="For whom; it stays in the vault, and can be a word.")
@click.option("--c2pa", is_flag=True, help="Add copies with Content Credentials (needs the extra c2pa).")
@click.option("--mission", metavar="NAME", help="Whose archive; default the only one.")
@opens_vault
@JSON
def export_command(
    words: tuple[str, ...], use: Use, folder: str, whom: str, c2pa: bool, mission: str | None, as_json: bool
) -> None:
    """Let keepsakes out as a bundle: files, their custody, and a script with which a stranger checks all of it.

    Nothing leaves that somebody in it does not allow for this use, or that must wait for somebody on the way: then
    every reason is named, and the exit status is 1. That something left is written down before it is there. Names of
    files, times and texts in the bundle say nothing of anybody. What is in it lies in the clear.

    \b
    Example:   waystation archive export 3f9a2c41 --use court --to for-the-court
    """
    from waystation.archive.letting_out import Refused
    from waystation.desk.keep.archive.archived import mission_meant
    from waystation.desk.keep.archive.exporting import Asked, export_bundle
    from waystation.wording.archive_custody_json import exported_json, refused_json
    from waystation.wording.archive_out import exported_lines, readme_text, refused_lines

    vault = open_vault()
    meant = mission_meant(vault, mission)
    done = export_bundle(vault, meant, Asked(words, use, whom, c2pa), Path(folder), readme_text)
    if isinstance(done, Refused):
        if as_json:
            print_json(refused_json(meant, done))
        else:
            print_lines(refused_lines(done))
        raise click.exceptions.Exit(1)
    if as_json:
        print_json(exported_json(meant, done))
    else:
        print_lines(exported_lines(done))
