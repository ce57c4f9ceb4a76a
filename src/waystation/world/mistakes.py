"""Gathering every mistake of a pack in one run, each with its place, and naming the nearest right word."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sized
from typing import Any, TypeVar, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from waystation.errors import Mistake
from waystation.world.limits import PACK_LIMITS, PackLimits
from waystation.world.lines import Path
from waystation.world.quoting import shown
from waystation.world.shape import Shape

__all__ = ["Enough", "Gatherer", "keys_of", "nearest"]

Found = TypeVar("Found", bound=Shape)


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word most like this one, or an empty string where none is."""
    close = difflib.get_close_matches(word[:80], list(known), n=1, cutoff=0.55)
    return close[0] if close else ""


def keys_of(shape: type[Shape]) -> list[str]:
    """The keys of a shape as they stand in a pack."""
    return [field.alias or name for name, field in shape.model_fields.items()]


class Enough(Exception):
    """So many mistakes have been found in a file that no more are looked for."""


class Gatherer:
    """Collects the mistakes of one file.

    Args:
        file: The file's name inside the pack.
        word: How a path is written for people in this kind of file.
        line_of: Finds the line of a path.
        limits: How many mistakes are gathered, and how long nearest words are looked for.
    """

    def __init__(
        self,
        file: str,
        word: Callable[[Path], str],
        line_of: Callable[[Path], int],
        limits: PackLimits = PACK_LIMITS,
    ) -> None:
        self.file = file
        self.limits = limits
        self.found: list[Mistake] = []
        self.changed: Mapping[Path, str] = {}
        """Where values were changed before reading, and by which words: mistakes about them are placed there."""
        self._word = word
        self._line_of = line_of
        self._said: set[tuple[str, Path]] = set()
        self._patience = limits.comparisons

    def place(self, at: Path) -> tuple[str, int]:
        """How a path is written, and its line."""
        return self._word(at), self._line_of(at)

    def add(self, code: str, at: Path, **fields: object) -> None:
        """Note an error at a path, once.

        Raises:
            Enough: If as many as the limit have been noted; then the last one says so.
        """
        if (code, at) in self._said:
            return
        if len(self.found) >= self.limits.mistakes:
            if len(self.found) == self.limits.mistakes:
                self.found.append(Mistake("more_mistakes", self.file, fields=self.limits.named("mistakes")))
            raise Enough
        self._said.add((code, at))
        for path, words in self.changed.items():
            if at[: len(path)] == path or path[: len(at)] == at:
                code = "out_of_range" if "range" in fields else code
                self.found.append(Mistake(code, words, ".".join(map(str, at[len(path) :])), fields=fields))
                return
        self.found.append(Mistake(code, self.file, *self.place(at), fields))

    def over(self, limit: str, at: Path) -> None:
        """Note that a limit is passed at a path."""
        self.add("over_limit", at, **self.limits.named(limit))

    def nearest(self, word: str, known: Iterable[str]) -> str:
        """The known word most like this one; none once very many have been compared."""
        words = known if isinstance(known, Sized) else list(known)
        self._patience -= len(words)
        return nearest(word, words) if self._patience >= 0 else ""

    def read(self, shape: type[Found], value: object, at: Path) -> Found | None:
        """A value of that shape, or None after noting everything that is wrong with it."""
        if not isinstance(value, dict):
            self.add("not_a_table", at, value=shown(value))
            return None
        long = [key for key, part in value.items() if isinstance(part, list) and len(part) > self.limits.items]
        for key in long:
            self.over("items", (*at, key))
        if long:
            return None
        try:
            return shape.model_validate(value)
        except ValidationError as error:
            details = error.errors(include_url=False)
            deeper = {detail["loc"][:-1] for detail in details}
            for detail in details:
                # of a list whose members are wrong it is not said that it is too short without them
                if detail["type"] != "too_short" or detail["loc"] not in deeper:
                    self._note(shape, at, detail)
            return None

    def unknown_keys(self, table: dict[str, Any], known: Iterable[str], at: Path) -> None:
        """Note each key that nobody declared, with the nearest known one."""
        known = list(known)
        for key in table:
            if key not in known:
                self.add("unknown_key", (*at, key), value=shown(key), nearest=self.nearest(key, known))

    def _note(self, shape: type[Shape], at: Path, detail: ErrorDetails) -> None:
        kind, context = detail["type"], dict(detail.get("ctx", {}))
        own = context.pop("mistake", False)
        within = context.pop("within", ())
        location: Path = detail["loc"][:-1] if detail["loc"][-1:] == ("[key]",) and own else detail["loc"]
        key = str(location[-1]) if location else ""
        value = shown(detail["input"])
        fields: dict[str, object] = {"value": value}
        if own:
            word, known = context.pop("word", ""), context.pop("known", ())
            code, fields = kind, {"value": value, **context, "nearest": self.nearest(word, known) if word else ""}
        elif kind == "missing":
            code, fields = "missing_key", {"value": shown(key)}
        elif kind == "extra_forbidden":
            known = _keys_at(shape, location[:-1])
            code, fields = "unknown_key", {"value": shown(key), "nearest": self.nearest(key, known)}
        elif kind == "literal_error":
            known = str(context.get("expected", "")).replace("'", "")
            close = self.nearest(str(detail["input"])[:80], known.replace(" or ", ", ").split(", "))
            code, fields = "not_one_of", {"value": value, "known": known, "nearest": close}
        elif kind in _BOUNDS:
            code = _BOUNDS[kind]
            fields["limit"] = next((context[name] for name in _LIMITS if name in context), "")
            bounds = _range_at(shape, location)
            fields |= {"range": bounds} if bounds and self.changed else {}
            if kind == "too_long":
                fields["value"] = context.get("actual_length", value)
        else:
            code = _TYPES.get(kind, "wrong_value")
            if code == "not_a_number" and isinstance(detail["input"], int) and not isinstance(detail["input"], bool):
                code = "not_finite"  # a whole number too large for any other
        self.add(code, (*at, *location, *within), **fields)


def _keys_at(shape: type[Shape], location: Path) -> list[str]:
    for part in location:
        field = next((f for name, f in shape.model_fields.items() if (f.alias or name) == part), None)
        inner = _shapes_in(field.annotation) if field else []
        if not inner:
            return []
        shape = inner[-1]  # of a chance these are the counts
    return keys_of(shape)


def _range_at(shape: type[Shape], location: Path) -> str:
    """The range of a number at a path, in words; nothing where it has not two ends."""
    for part in location[:-1]:
        field = next((f for name, f in shape.model_fields.items() if (f.alias or name) == part), None)
        inner = _shapes_in(field.annotation) if field else []
        shape = inner[-1] if inner else shape
    field = next((f for name, f in shape.model_fields.items() if (f.alias or name) == location[-1]), None)
    found = dict(_ends_in([*field.metadata, field.annotation])) if field else {}
    low, high = found.get("ge", found.get("gt")), found.get("le")
    if low is None or high is None:
        return ""
    return f"between {low:g} and {high:g}" if "ge" in found else f"above {low:g} and at most {high:g}"


def _ends_in(parts: Iterable[Any]) -> Iterator[tuple[str, float]]:
    for part in parts:
        yield from ((end, getattr(part, end)) for end in ("ge", "gt", "le") if hasattr(part, end))
        yield from _ends_in([*getattr(part, "metadata", ()), *get_args(part)])


def _shapes_in(annotation: Any) -> list[type[Shape]]:
    if isinstance(annotation, type) and issubclass(annotation, Shape):
        return [annotation]
    return [shape for argument in get_args(annotation) for shape in _shapes_in(argument)]


_LIMITS = ("ge", "gt", "le", "lt", "max_length", "min_length")

_BOUNDS = {
    "greater_than_equal": "too_small",
    "greater_than": "not_above",
    "less_than_equal": "too_large_value",
    "less_than": "too_large_value",
    "too_short": "empty_list",
    "string_too_short": "empty_text",
    "too_long": "too_many",
    "string_too_long": "too_long_text",
}

_TYPES = {
    "string_pattern_mismatch": "identifier_form",
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
