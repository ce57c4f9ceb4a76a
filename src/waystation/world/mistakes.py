"""Gathering every mistake of a pack in one run, each with its place, and naming the nearest right word."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from waystation.errors import Mistake
from waystation.world.shape import Shape

__all__ = ["Gatherer", "keys_of", "nearest"]

Found = TypeVar("Found", bound=Shape)
Path = tuple[str | int, ...]


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word most like this one, or an empty string where none is."""
    close = difflib.get_close_matches(word[:80], list(known), n=1, cutoff=0.55)
    return close[0] if close else ""


def keys_of(shape: type[Shape]) -> list[str]:
    """The keys of a shape as they stand in a pack."""
    return [field.alias or name for name, field in shape.model_fields.items()]


class Gatherer:
    """Collects the mistakes of one file.

    Args:
        file: The file's name inside the pack.
        word: How a path is written for people in this kind of file.
        line_of: Finds the line of a path.
    """

    def __init__(self, file: str, word: Callable[[Path], str], line_of: Callable[[Path], int]) -> None:
        self.file = file
        self.found: list[Mistake] = []
        self._word = word
        self._line_of = line_of

    def add(self, code: str, at: Path, **fields: object) -> None:
        """Note an error at a path."""
        self.found.append(Mistake(code, self.file, self._word(at), self._line_of(at), fields))

    def doubt(self, code: str, at: Path, **fields: object) -> None:
        """Note a warning at a path."""
        self.found.append(Mistake(code, self.file, self._word(at), self._line_of(at), fields, warning=True))

    def read(self, shape: type[Found], value: object, at: Path) -> Found | None:
        """A value of that shape, or None after noting everything that is wrong with it."""
        if not isinstance(value, dict):
            self.add("not_a_table", at, value=_short(value))
            return None
        try:
            return shape.model_validate(value)
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                self._note(shape, at, detail)
            return None

    def unknown_keys(self, table: dict[str, Any], known: Iterable[str], at: Path) -> None:
        """Note each key that nobody declared, with the nearest known one."""
        known = list(known)
        for key in table:
            if key not in known:
                self.add("unknown_key", (*at, key), key=key[:60], nearest=nearest(key, known))

    def _note(self, shape: type[Shape], at: Path, detail: ErrorDetails) -> None:
        location = tuple(part for part in detail["loc"] if not (isinstance(part, str) and part.startswith("function-")))
        code, fields = _code(shape, location, detail)
        self.add(code, (*at, *location), **fields)


def _code(shape: type[Shape], location: Path, detail: ErrorDetails) -> tuple[str, dict[str, object]]:
    kind, context = detail["type"], dict(detail.get("ctx", {}))
    key = str(location[-1]) if location else ""
    if kind == "missing":
        return "missing_key", {"key": key}
    if kind == "extra_forbidden":
        return "unknown_key", {"key": key[:60], "nearest": nearest(key, _keys_at(shape, location[:-1]))}
    if kind in _OWN_CODES:
        return kind, {**context, "value": context.get("value", _short(detail["input"]))}
    if kind in _BOUNDS:
        limit = next((context[name] for name in ("ge", "gt", "le", "lt", "max_length", "min_length", "pattern") if name in context), "")
        return _BOUNDS[kind], {"value": _short(detail["input"]), "limit": limit}
    if kind == "literal_error":
        return "not_one_of", {"value": _short(detail["input"]), "known": context.get("expected", "")}
    return _TYPES.get(kind, "wrong_value"), {"value": _short(detail["input"]), "why": detail["msg"]}


def _keys_at(shape: type[Shape], location: Path) -> list[str]:
    for part in location:
        field = next((f for name, f in shape.model_fields.items() if (f.alias or name) == part), None)
        annotation = field.annotation if field else None
        inner = [a for a in (annotation, *getattr(annotation, "__args__", ())) if isinstance(a, type) and issubclass(a, Shape)]
        if not inner:
            return []
        shape = inner[0]
    return keys_of(shape)


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 40 else text[:37] + "..."


_BOUNDS = {
    "greater_than_equal": "too_small",
    "greater_than": "not_above",
    "less_than_equal": "too_large_value",
    "less_than": "too_large_value",
    "too_short": "empty_list",
    "string_too_short": "empty_text",
    "too_long": "too_many",
    "string_too_long": "too_long_text",
    "string_pattern_mismatch": "identifier_form",
}

_TYPES = {
    "float_type": "not_a_number",
    "int_type": "not_whole",
    "int_from_float": "not_whole",
    "finite_number": "not_finite",
    "string_type": "not_text",
    "bool_type": "not_true_or_false",
    "tuple_type": "not_a_list",
    "dict_type": "not_a_table",
    "model_type": "not_a_table",
    "model_attributes_type": "not_a_table",
    "datetime_type": "not_a_time",
    "timezone_aware": "no_offset",
}

_OWN_CODES = frozenset(
    "chance_form chance_range upside_down more_events_than_trials whole_minute year_range time_form span_form window_form "
    "when_form when_key place_closed effect_form unknown_risk multiplier outside not_rising unknown_zone two_departures "
    "empty_reward duplicate_level row_sum one_chain matrix_size threshold_count no_single_stationary unknown_level "
    "now_sum duplicate_id hard_budget".split()
)
