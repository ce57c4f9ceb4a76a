"""From the bytes of a file to plain values: encoding, TOML and JSON, each with its limits and its line numbers."""

from __future__ import annotations

import json
import re
import tomllib
from typing import Any

from waystation.errors import Mistake

__all__ = ["Unreadable", "json_line", "read_json", "read_toml", "toml_line"]


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


def read_toml(file: str, data: bytes) -> tuple[str, dict[str, Any]]:
    """The text and the table of a TOML file.

    Raises:
        Unreadable: If it is not TOML, with the line.
    """
    text = read_text(file, data)
    try:
        return text, tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        why = re.sub(r" \(at .*\)$", "", str(error))
        raise Unreadable(Mistake("not_toml", file, line=line, fields={"why": why[:120]})) from None
    except RecursionError:
        raise Unreadable(Mistake("too_deep", file)) from None
    except ValueError as error:  # a date that does not exist, an integer of thousands of digits
        raise Unreadable(Mistake("not_toml", file, fields={"why": str(error)[:120]})) from None


class _Refused(ValueError):
    def __init__(self, code: str, value: str) -> None:
        super().__init__(code)
        self.code = code
        self.value = value


def _no_constant(name: str) -> Any:
    raise _Refused("json_number", name)


def _no_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) != len(pairs):
        keys = [key for key, _ in pairs]
        raise _Refused("json_twice", next(key for key in keys if keys.count(key) > 1))
    return table


def read_json(file: str, data: bytes) -> tuple[str, Any]:
    """The text and the value of a JSON file (RFC 8259: no NaN, no infinity; no key twice).

    Raises:
        Unreadable: If it is not JSON, with the line.
    """
    text = read_text(file, data)
    try:
        return text, json.loads(text, parse_constant=_no_constant, object_pairs_hook=_no_twice)
    except json.JSONDecodeError as error:
        raise Unreadable(Mistake("not_json", file, line=error.lineno, fields={"why": error.msg})) from None
    except _Refused as error:
        line = text.count("\n", 0, max(text.find(error.value), 0)) + 1
        raise Unreadable(Mistake(error.code, file, line=line, fields={"value": error.value[:60]})) from None
    except RecursionError:
        raise Unreadable(Mistake("too_deep", file)) from None
    except ValueError as error:
        raise Unreadable(Mistake("not_json", file, fields={"why": str(error)[:120]})) from None


_HEADER = re.compile(r"^\s*(\[\[?)\s*([A-Za-z0-9_.\-\"' ]+?)\s*\]\]?\s*(#.*)?$")


def toml_line(text: str, at: tuple[str | int, ...]) -> int:
    """The line on which the value at a path stands, or of the nearest table above it; 0 if it cannot be found.

    Args:
        text: The TOML text.
        at: Keys and positions, such as ("broker", 1, "record", "kept").
    """
    wanted = [str(key) for key in at if isinstance(key, str)]
    positions = [key for key in at if isinstance(key, int)]
    best = 0
    header: list[str] = []
    seen: dict[str, int] = {}
    depth_found = -1
    for number, line in enumerate(text.split("\n"), 1):
        found = _HEADER.match(line)
        if found:
            header = [part.strip().strip("\"'") for part in found[2].split(".")]
            if found[1] == "[[":
                seen[found[2]] = seen.get(found[2], -1) + 1
            if not _covers(header, wanted, found[1] == "[[", seen.get(found[2], 0), positions):
                header = ["\0"]
            elif len(header) > depth_found:
                best, depth_found = number, len(header)
        elif header != ["\0"]:
            key = line.split("=", 1)[0].strip().strip("\"'")
            rest = wanted[len(header) :]
            if "=" in line and rest and key in (rest[0], ".".join(rest)) and len(header) + 1 > depth_found:
                best, depth_found = number, len(header) + 1
    return best


def _covers(header: list[str], wanted: list[str], many: bool, position: int, positions: list[int]) -> bool:
    if wanted[: len(header)] != header:
        return False
    return not (many and positions and positions[0] != position)


def json_line(text: str, at: tuple[str | int, ...]) -> int:
    """The line on which a member of a feature stands, or the feature itself; 0 if it cannot be found.

    Args:
        text: The text of a FeatureCollection.
        at: Keys and positions, such as ("features", 3, "properties", "minutes").
    """
    start, end = 0, len(text)
    if len(at) > 1 and at[0] == "features" and isinstance(at[1], int):
        span = _feature_span(text, at[1])
        if span is None:
            return 0
        start, end = span
    position = start
    for key in (key for key in at[2:] if isinstance(key, str)):
        found = text.find(json.dumps(key, ensure_ascii=False), position, end)
        if found < 0:
            break
        position = found
    return text.count("\n", 0, position) + 1


def _feature_span(text: str, position: int) -> tuple[int, int] | None:
    opening = re.search(r'"features"\s*:\s*\[', text)
    if opening is None:
        return None
    decoder = json.JSONDecoder()
    cursor = opening.end()
    for number in range(position + 1):
        while cursor < len(text) and text[cursor] in " \t\r\n,":
            cursor += 1
        try:
            _, end = decoder.raw_decode(text, cursor)
        except (ValueError, RecursionError):
            return None
        if number == position:
            return cursor, end
        cursor = end
    return None
