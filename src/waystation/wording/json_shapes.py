"""The pieces of which the JSON Schemas of `--json` are made, so that all of them are of one form."""

from __future__ import annotations

from typing import Any

__all__ = ["DIALECT", "Json", "listing", "maybe", "thing"]

Json = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
"""JSON Schema 2020-12, which all of them are written in."""


def thing(**properties: Json) -> Json:
    """An object with all of these keys; more may be added one day."""
    return {"type": "object", "required": list(properties), "properties": properties}


def listing(items: Json) -> Json:
    """A list of values of one form."""
    return {"type": "array", "items": items}


def maybe(value: Json) -> Json:
    """A value, or null."""
    return {"anyOf": [value, {"type": "null"}]}
