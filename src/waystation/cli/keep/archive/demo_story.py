"""`waystation story demo`: a shipped set of keepsakes, taken in by two members and told."""

from __future__ import annotations

import tempfile
from contextlib import closing
from pathlib import Path

import click

from waystation.bootstrap.keepsakes import shipped_packs, shipped_set
from waystation.bootstrap.vaults import surroundings
from waystation.cli.keep.archive.options import JSON
from waystation.cli.printing import print_json, print_lines, print_mistakes
from waystation.cli.progress import progress
from waystation.errors import Mistake
from waystation.wording import stories, story_demos
from waystation.wording.stories_json import built_json
from waystation.wording.story_pages import story_picture

__all__ = ["demo_story_command"]

PAGES = "story"


@click.command("demo")
@click.argument("name", metavar="[PACK]", default="beyond-utopia")
@click.option(
    "--folder", default="story-demo", show_default=True, metavar="DIR", help="Where vault and pages are made."
)
@JSON
def demo_story_command(name: str, folder: str, *, as_json: bool) -> None:
    """Take a shipped set of keepsakes in, as two members would, and tell its story.

    The sets are beyond-utopia, which is invented and drawn by a script, and christmas-1854, texts in the public domain.
    They are kept in a vault made for this, with a passphrase by chance; the second member is another device beside it.
    Each demonstration makes all of it anew.

    \b
    Example:   waystation story demo christmas-1854
    """
    from waystation.archive.story.looked import Looked
    from waystation.desk.keep.archive import demonstrating
    from waystation.desk.keep.archive.telling import build_story
    from waystation.desk.keep.demonstrating import PASSPHRASE, VAULT, remove_earlier, throwaway_vault

    kept, target = shipped_set(name), Path(folder)
    remove_earlier(target / demonstrating.SECOND, target / PASSPHRASE)
    with closing(throwaway_vault(target, surroundings())) as vault, tempfile.TemporaryDirectory() as made:
        passphrase = (target / PASSPHRASE).read_text("ascii").strip()
        with progress("making what the script makes"):
            files = kept.made(Path(made))
            demonstrating.put_missions(vault, kept.set, shipped_packs(), kept.folder)
        with progress("taking in"):
            taken = demonstrating.take_set_in(vault, kept.set, files)
        with (
            progress("two members look") as watch,
            demonstrating.second_member(vault, target / demonstrating.SECOND, passphrase, surroundings()) as two,
        ):
            demonstrating.agreed(two, kept.set, taken)
            demonstrating.looked_at(two, taken, watch)
        here = {one.said.file for one in taken}
        without = [one for one in kept.set.keepsake if one.file not in here]
        words = {word for one in without for word in (one.file, one.title)}
        data = demonstrating.story_without(kept.story.read_bytes(), words)
        _remove_pages(target / PAGES)
        with progress("building"):
            built = build_story(vault, data, target / PAGES, story_picture, kept.story.name)
    if isinstance(built, Looked):
        print_lines(stories.in_the_way(built))
        print_mistakes([Mistake("story_not_told")])
        click.get_current_context().exit(1)
    if as_json:
        print_json(built_json(built.path, built.pages, built.fingerprint, built.size, built.looked))
        return
    print_lines(story_demos.taken_lines(len(taken), [one.title for one in without]))
    print_lines(stories.built_lines(str(built.path), built.pages, built.fingerprint, built.size))
    given = f"--vault {target / VAULT} --passphrase-file {target / PASSPHRASE}"
    print_lines([story_demos.in_the_clear_line(str(target / PASSPHRASE))])
    listing = [f"waystation archive list --mission {mission.name} {given}" for mission in kept.set.mission]
    for line in story_demos.onward_lines(listing, f"waystation serve {given}"):
        click.echo(line)  # a command is never broken in two


def _remove_pages(folder: Path) -> None:
    """Remove what an earlier demonstration told, and nothing else."""
    for page in folder.glob("story.*.html"):
        page.unlink()
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
