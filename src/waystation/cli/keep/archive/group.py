"""`waystation archive`: footage and testimony in the vault. Each act has a module beside this one."""

from __future__ import annotations

import click

__all__ = ["archive_command"]


@click.group("archive")
def archive_command() -> None:
    """Keep footage and testimony: taken in as they are, held by name, and out only as everybody in them allows.

    \b
    Example:   waystation archive list --mission heron
    """
