"""Writes the reference pages from the code, so that they cannot fall behind it: `make docs`.

`reference/commands.md` is made of the commands' own help, `reference/pack.md` of what `waystation schema` prints.
With `--check` nothing is written; the exit status is 1 if a page is not what it would be.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from click.testing import CliRunner

REFERENCE = Path(__file__).resolve().parent / "reference"
WIDTH = 80
NOTE = "<!-- Written by docs/generate.py from the code; change it there, then `make docs`. -->"

Schema = dict[str, Any]


def main() -> int:
    """Write the pages, or compare them; returns the exit status."""
    checking = "--check" in sys.argv[1:]
    stale = []
    for name, text in pages().items():
        page = REFERENCE / name
        if page.is_file() and page.read_text("utf-8") == text:
            continue
        stale.append(page)
        if not checking:
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text(text, "utf-8")
            print(f"wrote {page}")
    if checking and stale:
        print(f"not what the code says: {', '.join(map(str, stale))}; type `make docs`", file=sys.stderr)
        return 1
    return 0


def pages() -> dict[str, str]:
    """Every generated page, by its name under `docs/reference/`."""
    group = commands_root()
    made = {"commands.md": commands_page(group)}
    if group.get_command(click.Context(group), "schema") is not None:
        both = {name: json.loads(output_of(group, ["schema", name])) for name in ("pack", "network")}
        made["pack.md"] = pack_page(both)
    return made


# ---- commands


def commands_root() -> click.Group:
    """The group under which all commands are."""
    from waystation.cli import main as module

    groups = [value for value in vars(module).values() if isinstance(value, click.Group)]
    if len(groups) != 1:
        raise SystemExit(f"waystation.cli.main should hold one click group, and holds {len(groups)}")
    return groups[0]


def commands_below(
    command: click.Command, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """A command and all below it, with the words that a person types to reach each; hidden ones are left out."""
    if command.hidden:
        return
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            if below is not None:
                yield from commands_below(below, (*path, name))


def output_of(group: click.Group, arguments: list[str]) -> str:
    """What a command prints on standard output, at the pages' width."""
    plain = {"COLUMNS": str(WIDTH), "NO_COLOR": "1", "TERM": "dumb"}
    os.environ.update(plain)
    done = CliRunner(env=plain).invoke(
        group, arguments, prog_name="waystation", terminal_width=WIDTH, max_content_width=WIDTH, catch_exceptions=False
    )
    if done.exit_code:
        raise SystemExit(f"waystation {' '.join(arguments)} failed: {done.output}")
    return done.stdout


def commands_page(group: click.Group) -> str:
    """The page of commands: for each, its own help."""
    parts = [NOTE, "# Commands", "Each command tells the same when it is asked with `--help`."]
    for path, _ in commands_below(group):
        said = output_of(group, [*path, "--help"]).strip("\n")
        parts += [f"## {' '.join(('waystation', *path))}", f"```text\n{tidy(said)}\n```"]
    return "\n\n".join(parts) + "\n"


def tidy(text: str) -> str:
    """The text without blanks at the ends of lines."""
    return "\n".join(line.rstrip() for line in text.splitlines())


# ---- packs


def pack_page(schema: Schema) -> str:
    """The page of the pack's files: a section for the whole, and one for each kind of record in it."""
    parts = [NOTE, "# The files of a pack"]
    whole = {"A pack": schema} if {"properties", "$ref", "oneOf", "anyOf", "allOf"} & schema.keys() else schema
    for title, one in whole.items():
        if not isinstance(one, dict):
            continue
        parts += section(one.get("title", title), one)
        for name, record in sorted(one.get("$defs", {}).items()):
            parts += section(name, record)
    return "\n\n".join(parts) + "\n"


def section(title: str, schema: Schema) -> list[str]:
    """A heading, the description, and the table of keys, where there are keys."""
    parts = [f"## {title}"]
    if schema.get("description"):
        parts.append(" ".join(schema["description"].split()))
    keys = schema.get("properties", {})
    if keys:
        needed = set(schema.get("required", ()))
        rows = ["| key | takes | if left out | meaning |", "|---|---|---|---|"]
        for key, value in keys.items():
            missing = "must be there" if key in needed else default_of(value)
            rows.append(f"| `{key}` | {kind_of(value)} | {missing} | {cell(value.get('description', ''))} |")
        parts.append("\n".join(rows))
    else:
        parts.append(f"Takes {kind_of(schema)}.")
    return parts


def cell(text: str) -> str:
    """A text that fits into a cell of a table."""
    return " ".join(text.split()).replace("|", "\\|")


def default_of(schema: Schema) -> str:
    """What holds where a key is left out."""
    if "default" not in schema or schema["default"] is None:
        return "nothing"
    if isinstance(schema["default"], dict) and schema["default"]:
        return "see there"
    return f"`{cell(json.dumps(schema['default'], ensure_ascii=False))}`"


def kind_of(schema: Schema) -> str:
    """What values a schema lets through, in a few words."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "const" in schema:
        return f"`{json.dumps(schema['const'])}`"
    if "enum" in schema:
        return ", ".join(f"`{json.dumps(value)}`" for value in schema["enum"])
    for several in ("anyOf", "oneOf"):
        if several in schema:
            kinds = [kind_of(one) for one in schema[several] if one.get("type") != "null"]
            return " or ".join(dict.fromkeys(kinds))
    if "allOf" in schema:
        return " and ".join(kind_of(one) for one in schema["allOf"])
    kind = schema.get("type", "anything")
    if kind == "array":
        if "prefixItems" in schema:
            return "[" + ", ".join(kind_of(one) for one in schema["prefixItems"]) + "]"
        return f"list of {kind_of(schema.get('items', {}))}"
    if kind == "object":
        values = schema.get("additionalProperties")
        return f"table of {kind_of(values)}" if isinstance(values, dict) else "table"
    if kind == "string" and "format" in schema:
        return str(schema["format"])
    return {"number": "number", "integer": "whole number", "boolean": "true or false", "string": "text"}.get(
        kind, kind
    ) + range_of(schema)


def range_of(schema: Schema) -> str:
    """The limits of a number, as they are written in mathematics."""
    signs = {"exclusiveMinimum": "> ", "minimum": "≥ ", "exclusiveMaximum": "< ", "maximum": "≤ "}
    limits = [f"{sign}{schema[key]:g}" for key, sign in signs.items() if key in schema]
    return f" {' and '.join(limits)}" if limits else ""


if __name__ == "__main__":
    raise SystemExit(main())
