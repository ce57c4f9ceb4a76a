"""From the bytes of a file to plain values: encoding, TOML and JSON, within limits and with the line of a fault."""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from functools import partial
from typing import Any

from waystation.errors import Mistake
from waystation.world.limits import PACK_LIMITS, PackLimits
from waystation.world.lines import Path, json_values

__all__ = ["Unreadable", "pointer", "read_json", "read_toml"]

MOST_DIGITS = 4300
"""Digits of an integer that Python reads at all (`sys.int_info`)."""
MOST_WALKED = 2 << 20
"""Characters of a text in which the place of a key that stands twice is looked for."""


class Unreadable(Exception):
    """The file cannot be read at all; carries the one mistake that says why."""

    def __init__(self, mistake: Mistake) -> None:
        super().__init__(mistake.code)
        self.mistake = mistake


def read_text(file: str, data: bytes) -> str:
    """The text of a UTF-8 file, with or without a byte order mark.

    Raises:
        Unreadable: Where a byte is not UTF-8, with its line.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Unreadable(Mistake("not_utf8", file, line=line)) from None


def read_toml(file: str, data: bytes, limits: PackLimits = PACK_LIMITS) -> tuple[str, dict[str, Any]]:
    """The text and the table of a TOML file.

    Raises:
        Unreadable: If it is not TOML or passes a limit, with the line where that is known.
    """
    text = read_text(file, data)
    _check_keys(file, text, limits)
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        why = re.sub(r" \(at .*\)$", "", str(error), flags=re.DOTALL)
        raise Unreadable(Mistake("not_toml", file, line=line, fields={"why": _kinder(why)})) from None
    except RecursionError:
        raise Unreadable(_over("depth", file, limits)) from None
    except ValueError:  # an integer of thousands of digits
        raise Unreadable(Mistake("too_many_digits", file, line=_line_of_digits(text))) from None
    if _deeper(table, limits.depth):
        raise Unreadable(_over("depth", file, limits))
    return text, table


def _check_keys(file: str, text: str, limits: PackLimits) -> None:
    """Refuse a dotted key of very many parts, which would take the parser a time that grows with their square."""
    row = position = 0
    for part in text.split("."):
        row = 0 if not part.strip() or any(mark in part for mark in "\n=,") else row + 1
        position += len(part) + 1
        if row > limits.depth:
            raise Unreadable(_over("depth", file, limits, text.count("\n", 0, position) + 1))


def read_json(file: str, data: bytes, limits: PackLimits = PACK_LIMITS) -> tuple[str, Any]:
    """The text and the value of a JSON file (RFC 8259: no NaN, no infinity, no half of a character; no key twice).

    Raises:
        Unreadable: If it is not JSON or passes a limit, with the line, and the JSON pointer where that is known.
    """
    text = read_text(file, data)
    if sum(text.count(mark) for mark in ",[{") > limits.values:
        raise Unreadable(_over("values", file, limits))
    try:
        value = json.loads(text, parse_constant=_no_constant, object_pairs_hook=partial(_object, limits=limits))
        if "\\u" in text:
            json.dumps(value, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        raise Unreadable(Mistake("not_json", file, line=error.lineno, fields={"why": _kinder(error.msg)})) from None
    except _Refused as error:
        raise Unreadable(_placed(error, file, text)) from None
    except _TooManyKeys:
        raise Unreadable(_over("keys", file, limits)) from None
    except UnicodeEncodeError:
        found = re.search(r"\\u[dD][89a-fA-F]", text)
        line = text.count("\n", 0, found.start()) + 1 if found else 0
        raise Unreadable(Mistake("half_character", file, line=line)) from None
    except RecursionError:
        raise Unreadable(_over("depth", file, limits)) from None
    except ValueError:
        raise Unreadable(Mistake("too_many_digits", file, line=_line_of_digits(text))) from None
    if _deeper(value, limits.depth):
        raise Unreadable(_over("depth", file, limits))
    return text, value


class _Refused(ValueError):
    def __init__(self, code: str, value: str) -> None:
        super().__init__(code)
        self.code = code
        self.value = value


def _no_constant(name: str) -> Any:
    raise _Refused("json_number", name)


class _TooManyKeys(ValueError):
    pass


def _object(pairs: list[tuple[str, Any]], limits: PackLimits) -> dict[str, Any]:
    if len(pairs) > limits.keys:
        raise _TooManyKeys
    table = dict(pairs)
    if len(table) != len(pairs):
        times = Counter(key for key, _ in pairs)
        raise _Refused("json_twice", next(key for key, _ in pairs if times[key] > 1))
    return table


def _placed(refused: _Refused, file: str, text: str) -> Mistake:
    """The mistake of a value that JSON does not know, or of a key that stands twice, with its place."""
    seen: set[Path] = set()
    for path, position, word in json_values(text[:MOST_WALKED]):
        twice = path in seen
        seen.add(path)
        if twice if refused.code == "json_twice" else word == refused.value:
            line = text.count("\n", 0, position) + 1
            return Mistake(refused.code, file, pointer(path), line, {"value": refused.value[:60]})
    return Mistake(refused.code, file, fields={"value": refused.value[:60]})


def pointer(path: Path) -> str:
    """A path as a JSON pointer (RFC 6901)."""
    return "".join("/" + str(part)[:80].replace("~", "~0").replace("/", "~1") for part in path)


def _over(limit: str, file: str, limits: PackLimits, line: int = 0) -> Mistake:
    return Mistake("too_deep" if limit == "depth" else "over_limit", file, line=line, fields=limits.named(limit))


def _deeper(value: object, most: int) -> bool:
    """Whether tables and lists stand within each other more than so many deep."""
    level: list[Any] = [value] if isinstance(value, dict | list) else []
    for _ in range(most):
        inner = (child for part in level for child in (part.values() if isinstance(part, dict) else part))
        level = [child for child in inner if isinstance(child, dict | list)]
        if not level:
            return False
    return True


def _line_of_digits(text: str) -> int:
    found = re.search(rf"(?<![0-9_])(?:[0-9]_?){{{MOST_DIGITS + 1}}}", text)
    return text.count("\n", 0, found.start()) + 1 if found else 0


_KINDER = (
    ("Cannot ", "this key or table is there already"),
    ("Invalid statement", "a key, a table or a comment is expected"),
    ("Unclosed array", "a list has no closing bracket"),
    ("Unclosed inline table", "a table has no closing brace on its line"),
    ("Found invalid character", "there is a control character, or a text has no closing quotation mark on its line"),
    ("Escaped character is not", "a text holds half of a character (a surrogate)"),
    ("Duplicate inline table key", "a key stands twice"),
    ("Invalid value", "no value is written like this; text needs quotation marks, true and false small letters"),
    ("Invalid initial character for a key part", "a key is expected"),
    ("Expecting value", "a value is expected"),
    ("Expecting property name", "a key in quotation marks is expected"),
    ("Expecting ',' delimiter", "a comma or a closing bracket is expected"),
    ("Expecting ':' delimiter", "a colon is expected after a key"),
    ("Unterminated string", "a text has no closing quotation mark"),
    ("Illegal character", "a text has no closing quotation mark on its line, or holds a control character"),
    ("Invalid control character", "a text holds a control character or a line break"),
    ("Illegal trailing comma", "a comma must not stand before a closing bracket"),
    ("Extra data", "something follows the end of the document"),
    ("Expected newline or end of document", "something follows the value on its line"),
    ("Invalid date or datetime", "no such date or time exists"),
)


def _kinder(why: str) -> str:
    """What a parser says, in words for people who are not programmers."""
    return next((kinder for start, kinder in _KINDER if why.startswith(start)), why[:120])
