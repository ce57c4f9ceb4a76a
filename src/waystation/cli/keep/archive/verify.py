"""`waystation archive verify`: what is shown of keepsakes in a vault, or of a bundle that somebody was given."""

from __future__ import annotations

from pathlib import Path

import click

from waystation.bootstrap.vaults import open_vault
from waystation.cli.keep.options import JSON, opens_vault
from waystation.cli.printing import print_heading, print_json, print_lines, print_table

__all__ = ["verify_command"]


@click.command("verify")
@click.argument("words", nargs=-1, metavar="[ITEM|BUNDLE]...")
@click.option("--mission", metavar="NAME", help="Whose archive; default the only one.")
@opens_vault
@JSON
def verify_command(words: tuple[str, ...], mission: str | None, as_json: bool) -> None:
    """Say exactly what is shown: these bytes, held since, by whom, with nothing altered or missing. Never more.

    Keepsakes are named by the first letters of their ids; without any, all that were not destroyed are verified. A
    bundle is named by its folder, and needs no vault. Whatever is wrong is named, and the exit status is 1.

    \b
    Example:   waystation archive verify 3f9a2c41
    """
    from waystation.storage.out_folders import is_folder

    bundles = [word for word in words if is_folder(word)]
    found = [_bundle(path) for path in bundles]
    if len(bundles) < len(words) or not words:
        found += _items([word for word in words if word not in bundles], mission)
    if as_json:
        print_json([value for value, _, _ in found])
    elif not found:
        from waystation.wording.archive_custody import nothing_line

        print_lines([nothing_line()])
    else:
        for _, show, _ in found:
            show()
    if not all(sound for _, _, sound in found):
        raise click.exceptions.Exit(1)


Shown = tuple[dict[str, object], "Show", bool]
"""A document, what prints the same in words, and whether it is sound."""


class Show:
    """Prints what is shown of one thing.

    Args:
        heading: What it is.
        lines: What is shown.
        rows: Its statements.
    """

    def __init__(self, heading: str, lines: list[str], rows: list[tuple[str, str, str, str]]) -> None:
        self.heading, self.lines, self.rows = heading, lines, rows

    def __call__(self) -> None:
        print_heading(self.heading)
        print_lines(self.lines, indent="  ")
        if self.rows:
            print_table(self.rows, indent=4)


def _bundle(path: str) -> Shown:
    from waystation.desk.keep.archive.verifying import verify_bundle
    from waystation.wording.archive_custody import bundle_lines
    from waystation.wording.archive_custody_json import bundle_json

    found = verify_bundle(Path(path))
    return bundle_json(path, found), Show(path, bundle_lines(found), []), not found.faults


def _items(words: list[str], mission: str | None) -> list[Shown]:
    from waystation.desk.keep.archive.archived import mission_meant
    from waystation.desk.keep.archive.verifying import verify_items
    from waystation.wording.archive_custody import held_lines, held_title, step_rows
    from waystation.wording.archive_custody_json import held_json

    vault = open_vault()
    meant = mission_meant(vault, mission)
    return [
        (
            held_json(meant, one),
            Show(held_title(one), held_lines(one), step_rows(one.chain, dict(one.members))),
            one.sound,
        )
        for one in verify_items(vault, meant, words)
    ]
