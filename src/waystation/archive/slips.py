"""Slips of the pen: names that must not leave, in the words that are to leave with a keepsake.

Captions, titles, file names, a story's words: all are looked through for the names of people, places and brokers,
however they are written: in other letters of the same look, with accents or without, in capitals, with blanks or
hyphens in between or none, with a Korean particle or an English possessive behind; and for what finds people without a
name: coordinates, telephone numbers, addresses. What is not found that way is a spelling of a name that nobody wrote
down. Which names must not leave is decided by whoever asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from unicodedata import category, normalize
from urllib.parse import unquote

__all__ = ["Secret", "Slip", "plain_letters", "slips"]

LONG = 6
"""So many letters of an alphabet are found inside other words too."""
PART = 3
"""So many letters a single word of somebody's full name must have to be looked for by itself."""
CAMEL = re.compile(r"(?<=[a-z\u00df-\u00f6\u00f8-\u00ff])(?=[A-Z\u00c0-\u00d6\u00d8-\u00de])")
LOOKALIKES = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u0501\u051b\u051d\u04bb\u03b1\u03bf\u03bd\u03c1\u03c5\u03b9\u03ba\u0131\u0261\u0251\u2113",
    "aeopcyxijsdqwhaovpuikigal",
)
"""Small letters of other alphabets that look like Latin ones."""
CAPITALS = str.maketrans(
    "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u0406\u0408\u0405\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7",
    "ABEKMHOPCTYXIJSABEZHIKMNOPTYX",
)
"""Capitals of other alphabets that look like Latin ones."""
BETWEEN = r"[\W_]{0,3}"
"""What may stand between the letters of a name: blanks, hyphens, points, underscores."""
PARTICLES = (
    "\uc740|\ub294|\uc774|\uac00|\uc744|\ub97c|\uc758|\uc5d0|\uc640|\uacfc|\ub85c|\uc73c\ub85c|\ub3c4|\ub9cc|\uc544|\uc57c|\uc528|\ub2d8|\ub4e4|"
    "\uc5d0\uc11c|\uc5d0\uac8c|\uc5d0\uac8c\uc11c|\ud55c\ud14c|\uaed8|\uaed8\uc11c|\ub791|\uc774\ub791|\ud558\uace0|\uae4c\uc9c0|\ubd80\ud130|\ucc98\ub7fc|\ubcf4\ub2e4|\uc774\ub2e4|\uc600\ub2e4|\uc774\uc5c8\ub2e4"
)
"""What may follow a Korean name of one syllable."""
UNSPACED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3"
"""Thai, Lao, Burmese, Khmer, kana, Han and Hangul."""
ALPHABET = rf"[^\W\d_{UNSPACED}]"
"""A letter of a script that writes blanks between words."""
NO_NAMES = ("the", "and", "von", "van", "der", "den", "del", "bin", "ibn")
"""Words in full names that say nothing by themselves."""
FINDERS = (
    (
        "coordinates",
        re.compile(
            r"(?<!\d)(?<!\d\.)[-+]?\d{1,3}[.,]\d{3,}\s*\u00b0?\s*[NSEWnsew]?\s*[,;/ ]\s*[-+]?\d{1,3}[.,]\d{3,}(?!\.?\d)"
        ),
    ),
    ("coordinates", re.compile(r"\d{1,3}\s*[\u00b0\u00ba]\s*\d{1,2}\s*['\u2032\u2019]")),
    ("coordinates", re.compile(r"(?i)\bgeo:-?\d")),
    ("coordinates", re.compile(r"\b[23456789CFGHJMPQRVWX]{4,8}\+[23456789CFGHJMPQRVWX]{2,3}\b")),
    ("address", re.compile(r"[\w.+-]+@[\w-]+\.\w{2,}")),
    ("telephone", re.compile(r"(?<![\w.])(?:\+|00)\d(?:[ ().-]?\d){7,13}(?!\d)")),
    ("telephone", re.compile(r"(?<![\w.-])0\d{1,3}[ )./-]{1,2}\d{3,4}[ .-]?\d{3,5}(?![\d-])")),
)
"""What finds people without a name: decimal and sexagesimal degrees, plus codes, addresses, telephone numbers."""


@dataclass(frozen=True)
class Secret:
    """Somebody or some place whose names must not leave.

    Args:
        kind: `person`, `place`, `broker`, or `file` for what a keepsake's file was called.
        id: Their word in the archive, or their id in the pack.
        names: Every name that they go by.
    """

    kind: str
    id: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Slip:
    """A name where it must not stand.

    Args:
        kind: The secret's; or `coordinates`, `address`, `telephone`.
        id: The secret's; empty for what no secret stands behind.
        where: The label of the text.
        found: What stands there, as it stands there.
    """

    kind: str
    id: str
    where: str
    found: str


def slips(texts: Mapping[str, str], secrets: Iterable[Secret]) -> tuple[Slip, ...]:
    """Every name that must not leave, in some texts.

    Args:
        texts: The texts, each by a label that tells people where it stands.
        secrets: Whose names must not leave.
    """
    patterns = [(secret, pattern) for secret in secrets for pattern in _patterns(secret)]
    found: dict[tuple[str, str, str], Slip] = {}
    for where, text in texts.items():
        for slip in _in_text(where, text, patterns):
            found.setdefault((slip.kind, slip.id or slip.found, where), slip)
    return tuple(found.values())


def plain_letters(text: str) -> str:
    """A text as names are compared in it: composed anew without accents and invisible marks, in small Latin letters."""
    return "".join(_letter(c) for c in normalize("NFC", text))


@lru_cache(maxsize=4096)
def _letter(c: str) -> str:
    """What one letter, or sign, is compared as: it may become none, or several."""
    if category(c) in ("Cf", "Mn", "Me"):
        return ""
    parts = "".join(
        part for part in normalize("NFKD", c).translate(CAPITALS) if category(part) not in ("Cf", "Mn", "Me")
    )
    folded = normalize("NFKD", normalize("NFC", parts).casefold())
    kept = "".join(part for part in folded if category(part) not in ("Cf", "Mn", "Me"))
    return normalize("NFC", kept).translate(LOOKALIKES)


def _in_text(where: str, text: str, patterns: Iterable[tuple[Secret, re.Pattern[str]]]) -> Iterator[Slip]:
    patterns = list(patterns)
    for each in _readings(text):
        letters = [_letter(c) for c in each]
        places = [place for place, letter in enumerate(letters) for _ in letter]
        plain = "".join(letters)
        for secret, pattern in patterns:
            hit = pattern.search(plain)
            if hit is not None:
                begin, end = places[hit.start()], places[hit.end() - 1] + 1
                yield Slip(secret.kind, secret.id, where, each[begin:end])
        for kind, finder in FINDERS:
            for hit in finder.finditer(each):
                yield Slip(kind, "", where, hit[0].strip())


def _readings(text: str) -> Iterator[str]:
    """A text as it stands, and as it may be read: words that are run together apart, what is written for a machine."""
    composed = "".join(c for c in normalize("NFKC", text) if category(c) != "Cf")
    readings = [composed, CAMEL.sub(" ", composed)]
    if "%" in composed:
        readings.append(normalize("NFKC", unquote(composed, errors="replace")))
    if "&" in composed:
        readings.append(normalize("NFKC", unescape(composed)))
    yield from dict.fromkeys(readings)


def _patterns(secret: Secret) -> Iterator[re.Pattern[str]]:
    """What to look for of a secret: each name whole, and of people also each part that says who they are."""
    wanted = dict.fromkeys(secret.names)
    if secret.kind == "person":
        wanted |= dict.fromkeys(part for name in secret.names for part in _parts(name))
    for name in wanted:
        letters = [c for c in plain_letters(normalize("NFKC", name)) if c.isalnum()]
        if letters:
            yield re.compile(_pattern(letters))


def _parts(name: str) -> Iterator[str]:
    """The words of a full name that are names by themselves; of a Korean one the given name."""
    words = name.split()
    for word in words if len(words) > 1 else ():
        letters = sum(c.isalnum() for c in word)
        if plain_letters(word) not in NO_NAMES and letters >= (2 if _unspaced(word) else PART):
            yield word
    if len(words) == 1 and _unspaced(name) and 3 <= len(name) <= 4:
        yield name[-2:]


def _pattern(letters: list[str]) -> str:
    core = BETWEEN.join(re.escape(letter) for letter in letters)
    if _unspaced(letters[0]) or _unspaced(letters[-1]):
        return core if len(letters) > 1 else rf"(?<![^\W_]){core}(?:{PARTICLES})?(?![^\W_])"
    if len(letters) >= LONG:
        return core
    behind = r"(?!\d)" if letters[-1].isdigit() else rf"(?:['\u2019]?e?s)?(?!{ALPHABET})"
    return rf"(?<!{ALPHABET}){core}{behind}"


def _unspaced(text: str) -> bool:
    """Whether a text is in a script that writes names without blanks around them, or with particles behind."""
    return re.match(rf"[{UNSPACED}]", normalize("NFC", text)) is not None
