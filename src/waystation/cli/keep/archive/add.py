"""`waystation archive add` and `resume`: taking footage and testimony in as they are."""

from __future__ import annotations

import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click
from pydantic import ValidationError

from waystation.archive.intake import KeepsakeDraft
from waystation.archive.listed import Taken
from waystation.archive.records import KINDS, SOURCES, Kind, Shown, Source
from waystation.bootstrap.vaults import open_vault
from waystation.cli.keep.archive.options import JSON, MISSION
from waystation.cli.keep.options import opens_vault
from waystation.cli.printing import folded, print_json, print_lines
from waystation.cli.progress import progress
from waystation.errors import Usage
from waystation.wording import archive_intake as wording
from waystation.wording.archive_json import resumed_json, taken_json
from waystation.wording.language import say

if TYPE_CHECKING:
    from waystation.desk.keep.archive.adding import Intake

__all__ = ["add_command", "resume_command"]

STREAM = "-"
KEPT = ("archive_kept_already",)
"""What is no fault of anybody's: it is here already."""


@click.command("add")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@MISSION
@click.option("--source", required=True, type=click.Choice(SOURCES), help="From what kind of person it comes.")
@click.option("--kind", type=click.Choice(KINDS), help="What it is; default what its bytes look like.")
@click.option("--title", default="", metavar="TEXT", help="What it is to be called.")
@click.option("--who", default="", metavar="WORD", help="Who of that kind; a word, not a name.")
@click.option("--how", default="", metavar="TEXT", help="How it was made.")
@click.option("--made", default="", metavar="YYYY[-MM[-DD]]", help="When it was made, no closer than a day.")
@click.option("--place", metavar="ID", help="The place of the pack that it was made at or near.")
@click.option("--journey", metavar="NAME", help="The journey that it belongs to.")
@click.option("--person", "people", multiple=True, metavar="WORD", help="Who is in it, with face, voice and name.")
@click.option("--again", is_flag=True, help="Also what is kept already, or was destroyed.")
@opens_vault
@JSON
def add_command(
    files: tuple[str, ...],
    mission: str | None,
    source: Source,
    kind: Kind | None,
    title: str,
    who: str,
    how: str,
    made: str,
    place: str | None,
    journey: str | None,
    people: tuple[str, ...],
    again: bool,
    as_json: bool,
) -> int:
    """Take files and folders into the archive, byte for byte; - takes standard input.

    What is said of them is said of each. What is kept already is told, and not kept twice; links are not followed. What
    a kill breaks off, `resume` goes on with. A recreation is allowed, and flagged for ever: --kind recreation.

    \b
    Example:   waystation archive add phone/ --source broker --how "a phone in a breast pocket" --made 2031-10
    """
    from waystation.desk.keep.archive.adding import Intake
    from waystation.desk.keep.archive.archived import mission_meant

    vault = open_vault()
    meant = mission_meant(vault, mission)
    shown = tuple(_shown(word) for word in dict.fromkeys(people))
    draft = KeepsakeDraft(
        source, kind, title=title, who=who, how=how, made=made, place=place, journey=journey, people=shown
    )
    found = _take(Intake(vault, meant, again=again), files, draft, as_json)
    if as_json:
        print_json(taken_json(meant, found))
    elif found.keepsakes:
        print_lines([wording.taken_line(found, meant)])
        _print_rows(wording.taken_rows(found))
    hindered = [one for one in found.skipped if one.why.code not in KEPT]
    if not as_json:
        print_lines(wording.skipped_lines(found), indent="  ")
    if found.ended is not None:
        raise Usage("archive_full") if found.ended.code == "vault_full" else found.ended
    if hindered:
        raise Usage("archive_took_not_all", number=len(hindered))
    return 0


def _shown(word: str) -> Shown:
    """Somebody who is in it, and may be told by all of it."""
    try:
        return Shown(person=word)
    except ValidationError:
        raise Usage("archive_word", field="--person", value=word[:60]) from None


def _take(intake: Intake, files: tuple[str, ...], draft: KeepsakeDraft, silent: bool) -> Taken:
    from waystation.desk.keep.archive.adding import take_files
    from waystation.storage.source_files import size_of

    with progress("taking in", silent) as watch:

        def told_of(path: Path) -> Callable[[int], None]:
            size = size_of(path)
            return lambda done: watch(done, max(done, size))

        found = take_files(intake, [Path(one) for one in files if one != STREAM], draft, told_of)
        streamed = STREAM in files and found.ended is None
        taken = [(STREAM, intake.take(_standard_input(), draft))] if streamed else []
    return Taken((*found.keepsakes, *taken), found.skipped, found.ended)


def _standard_input() -> BinaryIO:
    """What is typed or piped in; nothing, where it is closed."""
    return BytesIO() if sys.stdin is None else sys.stdin.buffer


def _print_rows(rows: list[tuple[str, ...]]) -> None:
    for line in folded(rows):
        click.echo(line)


@click.command("resume")
@click.option("--drop", is_flag=True, help="Let what was broken off go, and take away what is left of it.")
@opens_vault
@JSON
def resume_command(drop: bool, as_json: bool) -> int:
    """Go on with what was being taken in when something broke it off; take away what was destroyed elsewhere.

    What lies here already is compared with its file, not read anew into the vault. A file that has changed is taken in
    from its beginning; what came through standard input has to be given again.

    \b
    Example:   waystation archive resume
    """
    from waystation.desk.keep.archive.holding import sweep
    from waystation.desk.keep.archive.resuming import resume

    vault = open_vault()
    with progress("taking in", as_json) as watch:
        found = resume(vault, drop=drop, watch=lambda broken: lambda done: watch(done, max(done, broken.size)))
    sweep(vault)
    if as_json:
        print_json(resumed_json(found))
    elif not found:
        print_lines([say(wording.NOTHING_BROKEN)])
    else:
        _print_rows(wording.resumed_rows(found))
    return 1 if any(one.end == "waits" for one in found) else 0
