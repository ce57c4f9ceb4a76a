"""`waystation archive list`, `show`, `open`, `forget`: what is held, looked at, and destroyed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from waystation.bootstrap.vaults import open_vault
from waystation.cli.keep.archive.options import JSON, MISSION
from waystation.cli.keep.asking import confirmed
from waystation.cli.keep.options import opens_vault
from waystation.cli.printing import folded, print_json, print_lines, print_table
from waystation.cli.progress import progress
from waystation.wording import archive_intake as wording
from waystation.wording.archive_json import forgotten_json, list_json, opened_json, shown_json
from waystation.wording.language import say

__all__ = ["forget_command", "list_command", "open_command", "show_command"]

STANDARD = "-"
"""What stands for standard output where a file is asked for."""


@click.command("list")
@MISSION
@opens_vault
@JSON
def list_command(mission: str | None, as_json: bool) -> None:
    """List what is kept: what it is, who is in it, and whether its bytes lie on this device.

    \b
    Example:   waystation archive list --mission heron
    """
    from waystation.desk.keep.archive.archived import mission_meant, read_archive
    from waystation.desk.keep.archive.looking import held_in

    vault = open_vault()
    meant = mission_meant(vault, mission)
    found = held_in(vault, read_archive(vault, meant, why=None))
    if as_json:
        print_json(list_json(meant, found))
    elif not found:
        print_lines([say(wording.NOTHING)])
    else:
        print_table(wording.held_rows(found), wording.held_header(), right=(3,))


@click.command("show")
@click.argument("item")
@click.option("--look", is_flag=True, help="Also what a confined process sees in its bytes; that is an opening.")
@MISSION
@opens_vault
@JSON
def show_command(item: str, look: bool, mission: str | None, as_json: bool) -> None:
    """Show all that is written down of a keepsake, by the first letters of its item.

    --look lets a confined process say how large it is and what stands in the file beside what it shows: a place, a
    preview, notes. It is written down as an opening.

    \b
    Example:   waystation archive show 3f28cef1 --look
    """
    from waystation.desk.keep.archive.archived import mission_meant, read_archive
    from waystation.desk.keep.archive.holding import note_opened
    from waystation.desk.keep.archive.looking import held_in, look_into

    vault = open_vault()
    register = read_archive(vault, mission_meant(vault, mission), why=None)
    keepsake = register.find(item)
    (held,) = (one for one in held_in(vault, register) if one.keepsake.item == keepsake.item)
    if not as_json:  # what is written down is said also where its bytes cannot be looked at
        for line in folded(list(wording.shown_lines(held)), indent=0):
            click.echo(line)
    looked = None
    if look:
        note_opened(vault, register, keepsake)
        with progress("looking", as_json):
            looked = look_into(vault, keepsake)
    if as_json:
        print_json(shown_json(held, looked))
    elif looked is not None:
        print_lines(wording.looked_lines(looked))


@click.command("open")
@click.argument("item")
@click.option(
    "-o", "--to", "path", required=True, metavar="FILE", help="Where to write it, in the clear; - for standard output."
)
@MISSION
@opens_vault
@JSON
def open_command(item: str, path: str, mission: str | None, as_json: bool) -> None:
    """Write a keepsake's bytes into a file in the clear, to look at it; written down before a byte is written.

    What is written is checked against what was taken in. This is for looking, on a machine that you trust; what is to
    leave goes by `waystation archive export`.

    \b
    Example:   waystation archive open 3f28cef1 -o /media/private/look.jpg
    """
    from waystation.desk.keep.archive.archived import mission_meant, read_archive
    from waystation.desk.keep.archive.holding import note_opened, sealed_bytes
    from waystation.storage.new_files import write_new

    vault = open_vault()
    register = read_archive(vault, mission_meant(vault, mission), why=None)
    keepsake = register.find(item)
    with _standard_output(as_json) if path == STANDARD else write_new(Path(path)) as write:
        note_opened(vault, register, keepsake)
        done = 0
        with progress("opening", as_json) as watch:
            for piece in sealed_bytes(vault, keepsake):
                write(piece)
                done += len(piece)
                watch(done, keepsake.size)
    if as_json:
        print_json(opened_json(keepsake, path))
    elif path != STANDARD:
        print_lines([wording.written_out_line(keepsake, path)])


@contextmanager
def _standard_output(as_json: bool) -> Iterator[Callable[[bytes | memoryview], object]]:
    if as_json:
        raise click.UsageError("standard output holds the keepsake or the JSON document, not both")
    yield sys.stdout.buffer.write
    sys.stdout.buffer.flush()


@click.command("forget")
@click.argument("items", nargs=-1, required=True, metavar="ITEM...")
@click.option("--why", default="", metavar="TEXT", help="Why, for the other members; no names.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@MISSION
@opens_vault
@JSON
def forget_command(items: tuple[str, ...], why: str, yes: bool, mission: str | None, as_json: bool) -> None:
    """Destroy the bytes of keepsakes for good; that they were here, and who destroyed them, stays written.

    Working copies are keepsakes of their own: name them as well. To forget a person in all there is, see
    `waystation vault erase`.

    \b
    Example:   waystation archive forget 3f28cef1 --why "asked by who is in it"
    """
    from waystation.desk.keep.archive.archived import mission_meant, read_archive
    from waystation.desk.keep.archive.holding import destroy

    vault = open_vault()
    register = read_archive(vault, mission_meant(vault, mission), why=None)
    keepsakes = list({one.item: one for one in (register.find(item) for item in items)}.values())
    copies = [copy for one in keepsakes for copy in register.copies(one.item)]
    left = [one for one in copies if one not in keepsakes and one.item not in register.destroyed]
    if left:
        print_lines([wording.copies_left_line(left)], err=True)
    confirmed(wording.question_of_forgetting(keepsakes), yes)
    destroy(vault, register, keepsakes, why)
    if as_json:
        print_json(forgotten_json(keepsakes))
    else:
        print_lines([wording.forgotten_line(len(keepsakes))])
