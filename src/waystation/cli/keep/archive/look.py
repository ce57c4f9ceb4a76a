"""`waystation archive sheet`, `confirm`, `approve`, `refuse`: looking at a working copy, and saying so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from waystation.archive.reviewing import Step
from waystation.bootstrap.vaults import open_vault
from waystation.cli.keep.archive.options import JSON, MISSION
from waystation.cli.keep.asking import confirmed
from waystation.cli.keep.options import opens_vault
from waystation.cli.printing import print_json, print_lines, print_table
from waystation.cli.progress import progress
from waystation.wording import archive_redaction as wording
from waystation.wording.archive_redaction_json import said_json, sheet_json
from waystation.wording.language import say

__all__ = ["approve_command", "confirm_command", "refuse_command", "sheet_command"]

ENDINGS = {"video/mp4": "mp4", "audio/mp4": "m4a", "text/plain": "txt"}
"""What a copy that is heard or read is called."""
NOTE = click.option("--note", default="", metavar="TEXT", help="What is to be remembered of it; stays in the vault.")
SHEET = click.option(
    "--sheet", required=True, metavar="NUMBER", help="The sheet that you looked at: its first letters."
)
YES = click.option("--yes", is_flag=True, help="Do not ask.")


@click.command("sheet")
@click.argument("item")
@click.option("--to", "folder", required=True, metavar="FOLDER", help="A new folder to write it to, in the clear.")
@MISSION
@opens_vault
@JSON
def sheet_command(item: str, folder: str, mission: str | None, as_json: bool) -> None:
    """Write the contact sheet of a keepsake: its pictures on pages, each numbered, with points along the edges.

    Of a film it shows a frame a second, every cut and the end; the film itself lies beside it, for its sound. A place
    that may still be a face is framed in red. What the sheet shows must be looked at before anything leaves.

    \b
    Example:   waystation archive sheet 9c11d2aa --to look/
    """
    from waystation.desk.keep.archive.archived import mission_meant
    from waystation.desk.keep.archive.holding import sealed_bytes
    from waystation.desk.keep.archive.reviewing import sheet_of
    from waystation.storage.sheet_folders import write_sheet

    vault = open_vault()
    with progress(say("looking through"), as_json):
        sheet = sheet_of(vault, mission_meant(vault, mission), item)
    files: dict[str, Any] = {f"sheet-{place}.png": [page] for place, page in enumerate(sheet.pages, start=1)}
    beside = f"{sheet.keepsake.item[:8]}.{ENDINGS.get(sheet.keepsake.media, 'bin')}" if sheet.heard else None
    if beside is not None:
        files[beside] = sealed_bytes(vault, sheet.keepsake)
    write_sheet(Path(folder), files)
    if as_json:
        frames = [(one.number + 1, one.second, bool(one.faces)) for one in sheet.frames]
        print_json(sheet_json(sheet.keepsake, sheet.digest, frames, list(files)))
        return
    found = len(sheet.frames), sheet.doubtful
    print_lines(wording.sheet_lines(sheet.keepsake, sheet.digest, *found, folder=folder, beside=beside))


@click.command("confirm")
@click.argument("copy")
@SHEET
@NOTE
@YES
@MISSION
@opens_vault
@JSON
def confirm_command(copy: str, sheet: str, note: str, yes: bool, mission: str | None, as_json: bool) -> None:
    """Say that you looked at every picture of a working copy's sheet, and that it shows what it says.

    \b
    Example:   waystation archive confirm 9c11d2aa --sheet 6d423e3e
    """
    _say("confirmed", copy, mission, as_json, yes=yes, sheet=sheet, note=note)


@click.command("approve")
@click.argument("copy")
@SHEET
@NOTE
@YES
@MISSION
@opens_vault
@JSON
def approve_command(copy: str, sheet: str, note: str, yes: bool, mission: str | None, as_json: bool) -> None:
    """Say, as a second member, that a confirmed working copy may leave; not for who made or confirmed it.

    \b
    Example:   waystation archive approve 9c11d2aa --sheet 6d423e3e
    """
    _say("approved", copy, mission, as_json, yes=yes, sheet=sheet, note=note)


@click.command("refuse")
@click.argument("copy")
@NOTE
@YES
@MISSION
@opens_vault
@JSON
def refuse_command(copy: str, note: str, yes: bool, mission: str | None, as_json: bool) -> None:
    """Say that a working copy never leaves: it shows what it should not. Another one is made of the original.

    \b
    Example:   waystation archive refuse 9c11d2aa --note "a face in the mirror"
    """
    _say("refused", copy, mission, as_json, yes=yes, sheet="", note=note)


def _say(step: Step, copy: str, mission: str | None, as_json: bool, *, yes: bool, sheet: str, note: str) -> None:
    from waystation.desk.keep.archive import reviewing
    from waystation.desk.keep.archive.archived import mission_meant

    vault = open_vault()
    meant = mission_meant(vault, mission)
    keepsake, people = reviewing.claims(vault, meant, copy)
    if people and not as_json and step != "refused":
        print_table(wording.people_rows(people), wording.people_header())
    confirmed(say(wording.ASK[step]), yes)
    said = reviewing.say(vault, meant, keepsake.item, step, sheet=sheet, note=note)
    if as_json:
        print_json(said_json(said))
    else:
        print_lines(wording.said_lines(said))
