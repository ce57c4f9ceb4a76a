"""On which line a value stands in a TOML or JSON text: places for mistakes, found only when there are some.

Both texts have been parsed by the real parsers already, or refused by them; what is walked here is only tokens, so a
place that cannot be found is answered with the nearest one above it, never with an error.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property

__all__ = ["JsonLines", "Path", "TomlLines", "json_values"]

MOST_WALKED = 1 << 20
"""Characters of one feature in which lines are looked for."""

Path = tuple[str | int, ...]
"""Keys and positions, such as ("broker", 1, "record", "kept")."""


class _Lines:
    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _breaks(self) -> list[int]:
        return [found.start() for found in re.finditer("\n", self.text)]

    def at(self, position: int) -> int:
        """The line, from 1, of a character."""
        return bisect_left(self._breaks, position) + 1


# Atomic groups, since Python before 3.11.5 forgets what a possessive group has matched (CPython issue 101955).
_TOML = re.compile(
    r'"""(?>(?:[^"\\]+|\\.|"(?!""))*)"{3,5}|' + r"'''.*?'{3,5}|"
    r'"(?>(?:[^"\\\n]+|\\.)*)"|' + r"'[^'\n]*'|"
    r"#[^\n]*|[\[\]{}=,.\n]|[^\s\[\]{}=,.\"'#]+",
    re.DOTALL,
)


class TomlLines(_Lines):
    """The lines of a TOML text.

    Args:
        text: Text that has been parsed.
    """

    def of(self, at: Path) -> int:
        """The line of the value at a path, or of the nearest table above it; 0 if there is none."""
        while at and at not in self._index:
            at = at[:-1]
        return self._index.get(at, 0)

    @cached_property
    def _index(self) -> dict[Path, int]:
        return _TomlWalk(self).index


class _TomlWalk:
    """Walks through the tokens of a TOML text and notes where each value begins."""

    def __init__(self, lines: TomlLines) -> None:
        self.index: dict[Path, int] = {}
        self._lines = lines
        self._tokens = [m for m in _TOML.finditer(lines.text) if not m[0].startswith("#")]
        self._next = 0
        self._many: dict[Path, int] = {}
        table: Path = ()
        while self._word():
            if self._word() == "\n":
                self._next += 1
            elif self._word() == "[":
                table = self._header()
            else:
                self._statement(table)

    def _word(self) -> str:
        return self._tokens[self._next][0] if self._next < len(self._tokens) else ""

    def _take(self) -> str:
        word = self._word()
        self._next += 1
        return word

    def _note(self, path: Path) -> None:
        if self._next < len(self._tokens):
            self.index.setdefault(path, self._lines.at(self._tokens[self._next].start()))

    def _header(self) -> Path:
        line = self._next
        self._take()
        many = self._word() == "["
        if many:
            self._take()
        keys = self._key("]")
        path: Path = ()
        for number, key in enumerate(keys):
            path = (*path, key)
            last = number == len(keys) - 1
            if many and last:
                self._many[path] = self._many.get(path, -1) + 1
            back, self._next = self._next, line
            self._note(path)
            if path in self._many:
                path = (*path, self._many[path])
                self._note(path)
            self._next = back
        while self._word() == "]":
            self._take()
        return path

    def _key(self, end: str) -> list[str]:
        parts: list[str] = []
        while self._word() not in ("", "\n", end):
            word = self._take()
            if word != ".":
                parts.append(_bare(word))
        return parts

    def _statement(self, table: Path) -> None:
        line = self._next
        path = table
        for key in self._key("="):
            path = (*path, key)
            back, self._next = self._next, line
            self._note(path)
            self._next = back
        if self._take() == "=":
            self._value(path)

    def _value(self, path: Path) -> None:
        if self._word() == "[":
            self._take()
            self._list(path)
        elif self._word() == "{":
            self._take()
            while self._word() not in ("", "}"):
                if self._word() in (",", "\n"):
                    self._take()
                else:
                    self._statement(path)
            self._take()
        else:
            while self._word() not in ("", "\n", ",", "]", "}"):
                self._take()

    def _list(self, path: Path) -> None:
        position = 0
        while self._word() not in ("", "]"):
            if self._word() == "\n":
                self._take()
            elif self._word() == ",":
                self._take()
                position += 1
            else:
                self._note((*path, position))
                self._value((*path, position))
        self._take()


def _bare(word: str) -> str:
    if word[:1] == '"':
        try:
            return str(json.loads(word))
        except ValueError:
            return word[1:-1]
    return word[1:-1] if word[:1] == "'" else word


class JsonLines(_Lines):
    """The lines of the text of a FeatureCollection.

    Args:
        text: Text that has been parsed.
    """

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._read = -1
        self._places: dict[Path, int] = {}

    def of(self, at: Path) -> int:
        """The line of a member of a feature, or of the nearest value above it; 0 if there is none."""
        places: dict[Path, int] = {("features",): self._listed}
        if len(at) > 1 and at[0] == "features" and isinstance(at[1], int) and at[1] < len(self._features):
            places |= self._members(at[1])
        while at and at not in places:
            at = at[:-1]
        return self.at(places.get(at, 0))

    def _members(self, feature: int) -> dict[Path, int]:
        """Where the members of a feature begin; of a very long one only where it begins itself."""
        if self._read != feature:
            begin, end = self._features[feature]
            walked = end - begin <= MOST_WALKED
            self._read = feature
            self._places = {("features", feature): begin}
            if walked:
                found = json_values(self.text, begin, ("features", feature))
                self._places = {path: position for path, position, _ in found}
        return self._places

    @cached_property
    def _listed(self) -> int:
        found = re.search(r'"features"\s*:\s*\[', self.text)
        return found.end() if found else 0

    @cached_property
    def _features(self) -> list[tuple[int, int]]:
        """Where each feature begins and ends."""
        found: list[tuple[int, int]] = []
        decoder, cursor = json.JSONDecoder(), self._listed
        while cursor:
            while self.text[cursor : cursor + 1] in {" ", "\t", "\r", "\n", ","}:
                cursor += 1
            try:
                _, end = decoder.raw_decode(self.text, cursor)
            except (ValueError, RecursionError):
                break
            found.append((cursor, end))
            cursor = end
        return found


_JSON = re.compile(r'"(?>(?:[^"\\]+|\\.)*)"|[\[\]{},:]|[^\s\[\]{},:"]+', re.DOTALL)


def json_values(text: str, begin: int = 0, at: Path = ()) -> Iterator[tuple[Path, int, str]]:
    """Every value of a JSON text with its path, the position where it (or its key) begins, and its first token.

    Args:
        text: The text; where it is not JSON the walk ends without a word.
        begin: Where the value begins.
        at: Its path.
    """
    opened: list[tuple[Path, int]] = []  # path of each open object or list; the position in it, -1 for objects
    here: Path | None = at  # of the next value; None where a key or the end of a value is awaited
    key = -1
    for token in _JSON.finditer(text, begin):
        word = token[0]
        path, position = opened[-1] if opened else ((), -1)
        if here is not None and word not in ("]", "}", ",", ":"):
            yield here, token.start() if key < 0 else key, word
            key = -1
            if word in ("[", "{"):
                opened.append((here, 0 if word == "[" else -1))
            here = (*here, 0) if word == "[" else None
        elif word == "," and position >= 0:
            opened[-1] = path, position + 1
            here = (*path, position + 1)
        elif word in ("]", "}"):
            opened = opened[:-1]
            here = None
        elif word[0] == '"' and opened:
            here, key = (*path, _bare(word)), token.start()
        if not opened:
            return
