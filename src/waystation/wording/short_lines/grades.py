"""The grade in a line: the Admiralty pair, A to F for the source and 1 to 6 for what it says, as people write it."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["GRADES", "Grading", "grading"]

GRADES = tuple(f"{letter}{digit}" for letter in "ABCDEF" for digit in "123456")

_ROADS = r"road|highway|motorway|line|bus|gate|platform|street|route|room|section|train|exit|block"
_WORDED = re.compile(
    r"(?:\b(?:grade[d]?|rated|reliability|rating|등급|신뢰도)\b[: =]*)"
    r"(?P<pair>[a-f] ?[-/]? ?[1-6]|[1-6] ?[-/]? ?[a-f])(?![a-z0-9])"
)
_PAIR = re.compile(r"(?<![a-z0-9.:/+])(?P<pair>[a-f][-/]?[1-6])(?![a-z0-9%/]|[.,:]\d)")
_SPACED = re.compile(r"(?<![a-z0-9])(?P<pair>[a-f] [1-6])(?=\s*(?:$|[,;).!]))")
_TURNED = re.compile(r"(?<![a-z0-9.:,])(?P<pair>[1-6][-/ ]?[a-f])(?=\s*(?:$|[,;).!]))")


@dataclass(frozen=True, slots=True)
class Grading:
    """The grades in a line.

    Args:
        found: Those that are said, distinct, in order; one if it is plain.
        spans: Where they stand.
        rest: The folded line with them blanked out.
    """

    found: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    rest: str


def grading(folded: str, line: str) -> Grading:
    """The grades that a line gives.

    "3d" stays a length of time and "a 2" an article: letter and digit apart, or turned around, count only at the end
    of a part of the line, and turned around only with a capital.

    Args:
        folded: The line, folded.
        line: The same line as it stands; of the same length.

    Returns:
        The grades; what only looks like one ("B7") is left in the rest, where it is asked about.
    """
    found: list[str] = []
    spans: list[tuple[int, int]] = []
    rest = folded
    for pattern in (_WORDED, _PAIR, _SPACED, _TURNED):
        for match in pattern.finditer(rest):
            if pattern is _TURNED and not any(c.isupper() for c in line[match.start() : match.end()]):
                continue
            if pattern is not _WORDED and _is_a_road(rest, match):
                continue
            letters = "".join(c for c in match["pair"] if c.isalnum()).upper()
            pair = letters if letters[0].isalpha() else letters[::-1]
            if pair not in found:
                found.append(pair)
            spans.append(match.span())
        for start, end in spans:
            rest = rest[:start] + " " * (end - start) + rest[end:]
    return Grading(tuple(found), tuple(spans), rest)


def _is_a_road(text: str, match: re.Match[str]) -> bool:
    after = re.match(rf"\s+(?:{_ROADS})\b", text[match.end() :])
    before = re.search(rf"\b(?:{_ROADS}|no\.?|number)\s+$", text[: match.start()])
    return bool(after or before)
