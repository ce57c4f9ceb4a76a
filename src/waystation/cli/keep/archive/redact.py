"""`waystation archive redact`: a working copy in which faces, places, voices or words are gone."""

from __future__ import annotations

import click

from waystation.archive.boxes import read_box
from waystation.archive.redacting import Wanted
from waystation.bootstrap.vaults import open_vault
from waystation.cli.keep.archive.options import JSON, MISSION
from waystation.cli.keep.options import opens_vault
from waystation.cli.printing import print_json, print_lines, print_table, read_input
from waystation.cli.progress import progress
from waystation.errors import Usage
from waystation.wording import archive_redaction as wording
from waystation.wording.archive_redaction_json import redacted_json
from waystation.wording.language import say

__all__ = ["redact_command"]


@click.command("redact")
@click.argument("item")
@click.option("--faces/--no-faces", default=True, help="Whether faces are found and covered.", show_default=True)
@click.option(
    "--box", "boxes", multiple=True, metavar="X,Y,W,H[@FROM-TO]", help="A place to cover; in seconds of a film."
)
@click.option("--bare", multiple=True, metavar="X,Y,W,H[@FROM-TO]", help="A place in which no face is covered.")
@click.option("--voices", is_flag=True, help="Change every voice.")
@click.option("--silent", is_flag=True, help="Leave the sound out.")
@click.option("--words", is_flag=True, help="Take words out of a text: one on each line of standard input.")
@click.option(
    "--hides", multiple=True, metavar="WORD", help="Whose face is hidden by what is covered, where that is not sure."
)
@click.option("--unnamed", multiple=True, metavar="WORD", help="Whose name is nowhere in it any more, seen or heard.")
@click.option("--shows", multiple=True, metavar="WORD", help="Who is shown on purpose.")
@MISSION
@opens_vault
@JSON
def redact_command(
    item: str,
    faces: bool,
    boxes: tuple[str, ...],
    bare: tuple[str, ...],
    voices: bool,
    silent: bool,
    words: bool,
    hides: tuple[str, ...],
    unnamed: tuple[str, ...],
    shows: tuple[str, ...],
    mission: str | None,
    as_json: bool,
) -> None:
    """Make a working copy: nothing in the file but what is seen and heard, faces filled with grey, voices made anew.

    The original stays as it is. Boxes are in points, as they are counted along the edges of a contact sheet. Names of
    those in a text are taken out where they are known. The finder misses faces: somebody always looks.

    \b
    Example:   waystation archive redact 3f28cef1 --box 120,40,64,80 --voices
    """
    from waystation.desk.keep.archive.archived import mission_meant
    from waystation.desk.keep.archive.redacting import redact

    if voices and silent:
        raise Usage("redact_two_sounds")
    wanted = Wanted(
        faces=faces,
        boxes=tuple(map(read_box, boxes)),
        bare=tuple(map(read_box, bare)),
        sound="changed" if voices else "out" if silent else "kept",
        words=tuple(line.strip() for line in read_input().splitlines() if line.strip()) if words else (),
        hides=hides,
        unnamed=unnamed,
        shows=shows,
    )
    vault = open_vault()
    with progress(say("covering"), as_json) as watch:
        made = redact(vault, mission_meant(vault, mission), item, wanted, told=watch)
    if as_json:
        print_json(redacted_json(made))
        return
    print_lines(wording.redacted_lines(made))
    if made.people:
        print_table(wording.people_rows(made.people), wording.people_header())
