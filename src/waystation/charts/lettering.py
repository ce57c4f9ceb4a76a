"""Which letters can be drawn, in which font, and how wide they are.

Latin text is set in the font inside Pillow, so a bare machine draws maps. Other scripts need a Noto (or DejaVu) font of
the system. What no font has is never drawn as an empty box: it is romanised, or replaced by the fallback given with it.
"""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from PIL import ImageFont, features

from waystation.charts.picture import plain_text

__all__ = ["FINE_LETTERS", "Lettering", "Run", "system_fonts"]

PROBE_PIXELS = 24
FINE_LETTERS = 4
MEASURED_PIXELS = 64
MISSING = "\uffff"
SHAPED = ("ARABIC", "HEBREW", "SYRIAC", "THAANA", "NKO")
CHINESE, KOREAN = 2, 1
SCRIPTS: dict[str, tuple[tuple[str, int], ...]] = {
    "HANGUL": (("NotoSansCJK-Regular.ttc", KOREAN), ("NotoSansKR-Regular.otf", 0), ("NotoSansCJKkr-Regular.otf", 0)),
    "CJK": (("NotoSansCJK-Regular.ttc", CHINESE), ("NotoSansSC-Regular.otf", 0), ("NotoSansCJKsc-Regular.otf", 0)),
    "HIRAGANA": (("NotoSansCJK-Regular.ttc", 0), ("NotoSansJP-Regular.otf", 0)),
    "KATAKANA": (("NotoSansCJK-Regular.ttc", 0), ("NotoSansJP-Regular.otf", 0)),
    "FULLWIDTH": (("NotoSansCJK-Regular.ttc", CHINESE),),
    "IDEOGRAPHIC": (("NotoSansCJK-Regular.ttc", CHINESE),),
}
GENERAL = ("NotoSans-Regular.ttf", "NotoSans[wght].ttf", "DejaVuSans.ttf", "NotoSansSymbols2-Regular.ttf")
SPELT = str.maketrans({"đ": "d", "Đ": "D", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "ß": "ss", "æ": "ae", "Æ": "AE",
                       "–": "-", "—": "-", "−": "-", "‑": "-", "→": "›", "·": "·", "≈": "~", "€": "EUR ", "£": "GBP ",
                       "×": "x", "≥": ">=", "≤": "<=", "„": '"', "′": "'", "″": '"'})  # fmt: skip


class Run(NamedTuple):
    """Letters that one font sets: the font's key and the text."""

    font: str
    text: str


@cache
def system_fonts() -> dict[str, str]:
    """The Noto and DejaVu fonts on this machine: file name to path."""
    home = Path.home()
    roots = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".fonts", home / ".local/share/fonts"]
    if sys.platform == "darwin":
        roots += [Path("/Library/Fonts"), Path("/System/Library/Fonts"), home / "Library/Fonts"]
    if windir := os.environ.get("WINDIR"):
        roots.append(Path(windir) / "Fonts")
    found: dict[str, str] = {}
    for root in roots:
        for folder, _, names in os.walk(root):
            for name in names:
                if name.startswith(("NotoSans", "DejaVuSans")) and name.endswith((".ttf", ".otf", ".ttc")):
                    found.setdefault(name, str(Path(folder) / name))
    return found


@lru_cache(maxsize=256)
def _font(key: str, size: float) -> ImageFont.FreeTypeFont:
    if not key:
        built_in = ImageFont.load_default(size)
        if not isinstance(built_in, ImageFont.FreeTypeFont):
            raise TypeError("Pillow was built without FreeType")
        return built_in
    path, _, index = key.rpartition("#")
    return ImageFont.truetype(path, size, index=int(index))


@lru_cache(maxsize=16384)
def _length(key: str, text: str) -> float:
    return float(_font(key, MEASURED_PIXELS).getlength(text))


@lru_cache(maxsize=256)
def _missing_glyph(key: str) -> tuple[tuple[int, int], bytes]:
    mask = _font(key, PROBE_PIXELS).getmask(MISSING)
    return mask.size, bytes(mask)


@lru_cache(maxsize=8192)
def _has(key: str, letter: str) -> bool:
    if letter.isspace() or letter in "\u200c\u200d":
        return True
    mask = _font(key, PROBE_PIXELS).getmask(letter)
    return bool(mask.getbbox()) and (mask.size, bytes(mask)) != _missing_glyph(key)


def _clusters(text: str) -> Iterator[str]:
    cluster = ""
    for letter in text:
        if cluster and not unicodedata.category(letter).startswith("M"):
            yield cluster
            cluster = ""
        cluster += letter
    if cluster:
        yield cluster


def _words(text: str) -> Iterator[str]:
    word = ""
    for letter in text:
        if word and letter.isspace() != word[0].isspace():
            yield word
            word = ""
        word += letter
    if word:
        yield word


class Lettering:
    """The fonts of one machine, and what can be written with them.

    Args:
        fonts: File name to path of the fonts that may be used besides Pillow's own; default those of the system.
    """

    def __init__(self, fonts: dict[str, str] | None = None) -> None:
        self._fonts = fonts
        self._shapes = bool(features.check("raqm")) and bool(features.check("fribidi"))
        self._known: dict[str, tuple[Run, ...] | None] = {}

    def shown(self, text: str, fallback: str = "") -> str:
        """What will be written for a text.

        Args:
            text: What one would like to write.
            fallback: What to write where letters are missing and no romanisation is known.

        Returns:
            The text, a romanised text, or the fallback: something that can be drawn; perhaps empty.
        """
        clean = plain_text(text)
        for candidate in (clean, self._spelt(clean), plain_text(fallback), self._spelt(plain_text(fallback))):
            if candidate and self._split(candidate) is not None:
                return candidate
        kept = (word for word in self._spelt(clean).split() if self._split(word) is not None)
        return " ".join(kept)

    def runs(self, text: str) -> tuple[Run, ...]:
        """Cut a text that `shown` gave into stretches of one font each, in order."""
        return self._split(text) or ()

    def width(self, text: str, size: float, spacing: float = 0.0) -> float:
        """How wide a text that `shown` gave is.

        Args:
            text: The text.
            size: Font size, pixels.
            spacing: Additional pixels between letters.

        Returns:
            Pixels.
        """
        bare = sum(_length(run.font, run.text) for run in self.runs(text)) * size / MEASURED_PIXELS
        return bare + spacing * max(0, len(text) - 1)

    def font(self, key: str, size: float) -> ImageFont.FreeTypeFont:
        """The font behind a run's key, at a size in pixels."""
        return _font(key, round(size))

    def fitted(self, text: str, size: float, width: float, fallback: str = "") -> str:
        """The longest beginning of a text that fits a width, with an ellipsis where it is cut."""
        whole = self.shown(text, fallback)
        if self.width(whole, size) <= width:
            return whole
        pieces = list(_clusters(whole))
        low, high = 0, len(pieces)
        while low < high:
            middle = (low + high + 1) // 2
            fits = self.width("".join(pieces[:middle]).rstrip() + "…", size) <= width
            low, high = (middle, high) if fits else (low, middle - 1)
        return "".join(pieces[:low]).rstrip() + "…" if low else ""

    def wrapped(self, text: str, size: float, width: float, lines: int) -> list[str]:
        """Break a text into lines no wider than a width; the last is cut with an ellipsis where they do not suffice."""
        rest = list(_words(self.shown(text)))
        done: list[str] = []
        while rest and len(done) < lines:
            if len(done) == lines - 1:
                done.append(self.fitted("".join(rest).strip(), size, width))
                break
            line = ""
            while rest and self.width((line + rest[0]).rstrip(), size) <= width:
                line += rest.pop(0)
            if not line.strip() and rest:
                line, rest[0] = self._broken(rest[0], size, width)
            done.append(line.strip())
        return [line for line in done if line]

    def _broken(self, word: str, size: float, width: float) -> tuple[str, str]:
        pieces = list(_clusters(word))
        count = 1
        while count < len(pieces) and self.width("".join(pieces[: count + 1]), size) <= width:
            count += 1
        return "".join(pieces[:count]), "".join(pieces[count:])

    def _spelt(self, text: str) -> str:
        spelt = unicodedata.normalize("NFKD", text.translate(SPELT))
        return "".join(c for c in spelt if not unicodedata.combining(c))

    def _split(self, text: str) -> tuple[Run, ...] | None:
        if text not in self._known:
            self._known[text] = self._find(text)
        return self._known[text]

    def _find(self, text: str) -> tuple[Run, ...] | None:
        runs: list[Run] = []
        for word in _words(text):
            whole = self._key(word, whole=True)
            for piece in [word] if whole is not None else _clusters(word):
                key = whole if whole is not None else self._key(piece)
                if key is None:
                    return None
                if runs and (runs[-1].font == key or piece.isspace()):
                    runs[-1] = Run(runs[-1].font, runs[-1].text + piece)
                else:
                    runs.append(Run(key, piece))
        return tuple(runs)

    def _key(self, piece: str, *, whole: bool = False) -> str | None:
        for key in self._candidates(piece, whole=whole):
            if all(_has(key, letter) for letter in piece):
                return key
        return None

    def _candidates(self, piece: str, *, whole: bool) -> Iterator[str]:
        """The fonts to try, the best first; for a whole word no general one where its script has one of its own.

        A word whose own font lacks only its punctuation is then set piece by piece, and looks like the words around it.
        """
        yield ""
        names = self._names()
        foreign = [c for c in piece if ord(c) > 0x24F]
        # letters say which script it is; where there are none, marks such as the ideographic full stop do
        telling = next((c for c in foreign if c.isalpha()), foreign[0] if foreign else "")
        script = unicodedata.name(telling, "").split(" ")[0] if telling else ""
        if script.startswith(SHAPED) and not self._shapes:
            return
        special: Sequence[tuple[str, int]] = SCRIPTS.get(script.split("-")[0], ())
        own = f"NotoSans{script.title()}-Regular.ttf"
        found = [(name, index) for name, index in (*special, (own, 0)) if name in names]
        general = [] if whole and found else [(name, 0) for name in GENERAL if name in names]
        for name, index in (*found, *general):
            yield f"{names[name]}#{index}"

    def _names(self) -> dict[str, str]:
        if self._fonts is None:
            self._fonts = system_fonts()
        return self._fonts
