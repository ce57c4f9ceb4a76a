"""The JSON Schema of a pack's two files, generated from the shapes that read them."""

from __future__ import annotations

import ast
import inspect
from typing import Any

from pydantic.json_schema import models_json_schema

from waystation.world.places import Leg, Place
from waystation.world.reading import MANY, ONE
from waystation.world.shape import Shape

__all__ = ["schema_for"]

Json = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_for(what: str) -> Json:
    """The schema of `pack.toml` or of `network.geojson`.

    Args:
        what: `pack` or `network`.
    """
    return _pack() if what == "pack" else _network()


def _pack() -> Json:
    shapes = {**ONE, **MANY}
    references, definitions = models_json_schema([(shape, "validation") for shape in shapes.values()])
    definitions = _plain(definitions)
    properties: Json = {
        "format": {"const": 1, "description": "Version of the format."},
        "name": {"type": "string", "maxLength": 400, "description": "What the pack is called."},
        "about": {"type": "string", "maxLength": 400, "description": "One line for the list."},
    }
    for key, shape in ONE.items():
        properties[key] = references[shape, "validation"]
    for key, shape in MANY.items():
        properties[key] = {"type": "array", "items": references[shape, "validation"]}
    properties["traveller"]["minItems"] = 1
    return {
        "$schema": DIALECT,
        "title": "Waystation pack.toml",
        "type": "object",
        "properties": properties,
        "required": ["format", "name", "clock", "mission", "traveller"],
        "additionalProperties": False,
        **definitions,
    }


def _network() -> Json:
    references, definitions = models_json_schema([(Place, "validation"), (Leg, "validation")])
    definitions = _plain(definitions)
    for name, filled in (("Place", "at"), ("Leg", "line"), ("Leg", "back")):
        definitions["$defs"][name]["properties"].pop(filled)
    return {
        "$schema": DIALECT,
        "title": "Waystation network.geojson",
        "type": "object",
        "required": ["type", "features"],
        "properties": {
            "type": {"const": "FeatureCollection"},
            "features": {
                "type": "array",
                "items": {
                    "anyOf": [
                        _feature({"$ref": "#/$defs/GeoPoint"}, references[Place, "validation"]),
                        _feature(
                            {"anyOf": [{"$ref": "#/$defs/GeoLine"}, {"type": "null"}]}, references[Leg, "validation"]
                        ),
                    ]
                },
            },
        },
        "$defs": {**definitions["$defs"], "GeoPoint": _geometry("Point", 1), "GeoLine": _geometry("LineString", 2)},
    }


def _feature(geometry: Json, properties: Json) -> Json:
    return {
        "type": "object",
        "required": ["type", "geometry", "properties"],
        "properties": {"type": {"const": "Feature"}, "geometry": geometry, "properties": properties},
    }


def _geometry(kind: str, depth: int) -> Json:
    coordinates: Json = {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 3}
    if depth > 1:
        coordinates = {"type": "array", "items": coordinates, "minItems": 2}
    return {
        "type": "object",
        "required": ["type", "coordinates"],
        "properties": {"type": {"const": kind}, "coordinates": coordinates},
    }


def _plain(schema: Json) -> Json:
    """The definitions with the fields' docstrings, and without titles that only repeat names."""
    shapes = _shapes(Shape)

    def stripped(value: Any) -> Any:
        if isinstance(value, dict):
            return {k: stripped(v) for k, v in value.items() if not (k == "title" and isinstance(v, str))}
        return [stripped(v) for v in value] if isinstance(value, list) else value

    definitions: Json = {name: stripped(definition) for name, definition in schema["$defs"].items()}
    for name, definition in definitions.items():
        said = _field_docstrings(shapes[name]) if name in shapes else {}
        for key, value in definition.get("properties", {}).items():
            if key in said:
                value["description"] = said[key]
    return {"$defs": definitions}


def _shapes(root: type[Shape]) -> dict[str, type[Shape]]:
    """Every shape of this package by its name; others may have shapes of the same name."""
    children = [child for child in root.__subclasses__() if child.__module__.startswith(f"{__package__}.")]
    return {root.__name__: root} | {k: v for child in children for k, v in _shapes(child).items()}


def _field_docstrings(shape: type[Shape]) -> dict[str, str]:
    """The string under each field of a class, by the field's key in a pack.

    Read from the source here, for the schema alone: pydantic would do so at every start.
    """
    body = ast.parse(inspect.getsource(shape)).body[0]
    assert isinstance(body, ast.ClassDef)
    said: dict[str, str] = {}
    for field, below in zip(body.body, body.body[1:], strict=False):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) and isinstance(below, ast.Expr):
            name = field.target.id
            if isinstance(below.value, ast.Constant) and name in shape.model_fields:
                said[shape.model_fields[name].alias or name] = inspect.cleandoc(str(below.value.value))
    return said
