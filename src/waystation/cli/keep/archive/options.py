"""The options that every command of the archive has."""

from __future__ import annotations

import click

__all__ = ["JSON", "MISSION"]

MISSION = click.option(
    "--mission", metavar="NAME", help="Whose archive; default the only archive, or mission, that there is."
)
JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
