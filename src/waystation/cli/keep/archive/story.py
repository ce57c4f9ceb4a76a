"""`waystation story`: a journey told, when it is safe to."""

from __future__ import annotations

from pathlib import Path

import click

from waystation.archive.records import Use
from waystation.archive.story.looked import Looked
from waystation.bootstrap import read_file, write_file
from waystation.bootstrap.vaults import open_vault
from waystation.cli.keep.archive.demo_story import demo_story_command
from waystation.cli.keep.archive.options import JSON
from waystation.cli.keep.options import opens_vault
from waystation.cli.printing import (
    agreed,
    at_terminal,
    print_heading,
    print_json,
    print_lines,
    print_mistakes,
    print_table,
)
from waystation.cli.progress import progress
from waystation.errors import Mistake, Usage
from waystation.wording import stories as wording
from waystation.wording.language import say
from waystation.wording.stories_json import built_json, draft_json, left_json, looked_json
from waystation.wording.story_drafts import draft_text
from waystation.wording.story_pages import story_picture

__all__ = ["story_command"]

STORY = click.argument("story", metavar="STORY.toml")


@click.group("story")
def story_command() -> None:
    """Tell a journey: footage, testimony, calls and the red line, with places displaced and nothing acted.

    \b
    Example:   waystation story demo
    """


story_command.add_command(demo_story_command)


@story_command.command("draft")
@click.option("--mission", "missions", multiple=True, metavar="NAME", help="Whose journey; once for each.")
@click.option(
    "--use",
    type=click.Choice(["court", "journalists", "public", "film"]),
    default="public",
    show_default=True,
    help="Who it is for.",
)
@click.option("--to", "file", required=True, metavar="FILE", help="Where the draft is written.")
@opens_vault
@JSON
def draft_command(missions: tuple[str, ...], use: Use, file: str, as_json: bool) -> None:
    """Write a first story: what the archive holds and what calls told, in order of time, without names.

    \b
    Example:   waystation story draft --mission heron --to story.toml
    """
    from waystation.desk.keep.archive.telling import draft_of

    vault = open_vault()
    meant, scenes = draft_of(vault, missions, use)
    written = write_file(Path(file), draft_text(meant, scenes, use).encode())
    if as_json:
        print_json(draft_json(str(written), meant, len(scenes)))
    else:
        print_lines([wording.drafted_line(str(written), len(scenes))])


@story_command.command("check")
@STORY
@opens_vault
@JSON
def check_command(story: str, as_json: bool) -> None:
    """Say what each scene rests on, and everything that stands in the way; exit status 1 if anything does.

    \b
    Example:   waystation story check story.toml
    """
    from waystation.desk.keep.archive.telling import look_at_story

    looked = look_at_story(open_vault(), read_file(Path(story)), Path(story).name)
    if as_json:
        print_json(looked_json(looked))
    else:
        print_lines(wording.story_lines(looked))
        print_table(wording.scene_lines(looked))
        print_lines(wording.in_the_way(looked))
    if not looked.may_be_told:
        click.get_current_context().exit(1)


@story_command.command("exposure")
@STORY
@opens_vault
@JSON
def exposure_command(story: str, as_json: bool) -> None:
    """Say what a reader could still learn of each place, each person and each broker, and how many it could be.

    \b
    Example:   waystation story exposure story.toml
    """
    from waystation.desk.keep.archive.telling import look_at_story

    looked = look_at_story(open_vault(), read_file(Path(story)), Path(story).name)
    if as_json:
        print_json(left_json(looked.left))
    else:
        _print_left(looked)


@story_command.command("build")
@STORY
@click.option("--to", "folder", required=True, metavar="FOLDER", help="A new folder for the pages.")
@click.option("--yes", is_flag=True, help="Build without asking; what it leaves to learn was read.")
@opens_vault
@JSON
def build_command(story: str, folder: str, yes: bool, as_json: bool) -> None:
    """Build the story's pages: one for each language, each a single file that asks for nothing.

    What a reader could still learn is said first. That the story left is written down before its pages appear; if
    anything stands in the way, nothing is written, and the exit status is 1.

    \b
    Example:   waystation story build story.toml --to told
    """
    from waystation.desk.keep.archive.telling import build_story, look_at_story

    vault = open_vault()
    data, name = read_file(Path(story)), Path(story).name
    looked = look_at_story(vault, data, name)
    if looked.may_be_told and not yes:
        if not as_json:
            _print_left(looked)
        if as_json or not at_terminal() or not agreed(say(wording.QUESTION)):
            raise Usage("story_unasked")
    with progress("building"):
        built = build_story(vault, data, Path(folder), story_picture, name) if looked.may_be_told else looked
    if isinstance(built, Looked):
        if as_json:
            print_json(looked_json(built))
        else:
            print_lines(wording.in_the_way(built))
        print_mistakes([Mistake("story_not_told")])
        click.get_current_context().exit(1)
    if as_json:
        print_json(built_json(built.path, built.pages, built.fingerprint, built.size, built.looked))
    else:
        print_lines(wording.story_lines(built.looked)[1:])
        print_lines(wording.built_lines(str(built.path), built.pages, built.fingerprint, built.size))


def _print_left(looked: Looked) -> None:
    print_heading(say(wording.HEADING))
    print_lines(wording.left_lines_on_screen(looked.left))
    print_table(wording.left_rows(looked.left), wording.left_heads(), right=(2,))
