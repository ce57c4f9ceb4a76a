"""Groups of commands of which one is meant where none is named: `waystation burn` is `waystation burn now`."""

from __future__ import annotations

from typing import Any

import click

__all__ = ["PACKS", "Defaulting"]

PACKS = click.argument("packs", nargs=-1, metavar="[PACK]…")
"""The missions that a command is about; none for all of the open vault."""


class Defaulting(click.Group):
    """A group with a command that is run where none of the others is named.

    Args:
        default: Its name.
    """

    def __init__(self, *arguments: Any, default: str = "", **words: Any) -> None:
        super().__init__(*arguments, **words)
        self.default = default

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the default before what is typed, unless another command, or help, is asked for."""
        if not args or (args[0] not in self.commands and args[0] not in ctx.help_option_names):
            args = [self.default, *args]
        return super().parse_args(ctx, args)
