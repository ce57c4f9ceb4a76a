"""Sign and counter-sign of each meeting, and the words by which a party says how it is; all drawn from one secret.

A sign is something to show by day and a number to say in the dark, so that two who share no language know each other.
Check-in words are two ordinary sentences; which of them mean good, bad or under pressure is chance, so that nobody can
tell by what they say. Everything is an index into lists that `wording` has in every language; the lists' lengths stand
here. The secret is drawn once (an argument) and again while it would give what another running journey has.

How many there are: of signs `COLOURS · THINGS · NUMBERS` = 1,296 (10.3 bits), and as many answers to each but those
that share its thing, colour or number (920, 9.8 bits): a stranger who saw the sign answers right once in 920. Of
check-in words `OPENINGS · REMARKS` = 192 for each meaning; three that share no sentence can be drawn in 4,080,384
ways (22.0 bits).
"""

from __future__ import annotations

import hmac
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from waystation.errors import Usage
from waystation.world.report import Report
from waystation.world.report_journeys import Signs

__all__ = [
    "COLOURS",
    "MEANINGS",
    "NUMBERS",
    "OPENINGS",
    "REMARKS",
    "THINGS",
    "Meaning",
    "Meetings",
    "Pair",
    "Sign",
    "Words",
    "clashes",
    "draw_secret",
    "fold_phrase",
    "meaning_of",
    "pair_of",
    "secret_of",
    "words_of",
]

Meetings = Mapping[str, Collection[str]]
"""The meetings there can be at each place, by its id: `leg:ID`, `place:ID`."""
Meaning = Literal["good", "bad", "pressed"]
MEANINGS: tuple[Meaning, ...] = get_args(Meaning)
"""What check-in words can mean."""
COLOURS, THINGS, NUMBERS = 6, 24, 9
"""How many colours and things there are to show, and numbers, from 1, to say."""
OPENINGS, REMARKS = 8, 24
"""How many first and second sentences check-in words are made of."""
SECRET_BYTES = 16
MOST_DRAWS = 10_000
_ABOUT = b"waystation signs 1"
_PLAIN_LETTERS = str.maketrans({"đ": "d", "Đ": "D"})


@dataclass(frozen=True, order=True)
class Sign:
    """What somebody shows, or says in the dark.

    Args:
        colour: 0 … COLOURS − 1.
        thing: 0 … THINGS − 1.
        number: 1 … NUMBERS.
    """

    colour: int
    thing: int
    number: int


@dataclass(frozen=True)
class Pair:
    """The sign of those who come, and the counter-sign of those who wait."""

    sign: Sign
    answer: Sign


@dataclass(frozen=True)
class Words:
    """Check-in words: for each meaning the indices of its two sentences.

    Args:
        good: All is well.
        bad: Something has gone wrong.
        pressed: Somebody is making them say so.
    """

    good: tuple[int, int]
    bad: tuple[int, int]
    pressed: tuple[int, int]

    def of(self, meaning: Meaning) -> tuple[int, int]:
        """The indices for one meaning."""
        found = {"good": self.good, "bad": self.bad, "pressed": self.pressed}
        return found[meaning]

    @property
    def all(self) -> tuple[tuple[int, int], ...]:
        """Those of all three, in the order of `MEANINGS`."""
        return tuple(self.of(meaning) for meaning in MEANINGS)


def pair_of(secret: str, at: str) -> Pair:
    """The sign and the counter-sign of one meeting.

    Args:
        secret: The journey's secret, 32 hexadecimal digits.
        at: The meeting: `leg:ID`, or `place:ID` for those who come to stay.

    Returns:
        Two signs that share neither colour, thing nor number.
    """
    draw = _drawn(secret, f"meeting {at}")
    colours, things, numbers = (_several(draw, size, 2) for size in (COLOURS, THINGS, NUMBERS))
    shown, said = (Sign(colours[n], things[n], numbers[n] + 1) for n in (0, 1))
    return Pair(shown, said)


def words_of(secret: str) -> Words:
    """The check-in words of a journey.

    Args:
        secret: The journey's secret, 32 hexadecimal digits.

    Returns:
        Three pairs of sentences that share none, so that one that is misheard is no other.
    """
    draw = _drawn(secret, "check-in")
    openings, remarks = _several(draw, OPENINGS, 3), _several(draw, REMARKS, 3)
    good, bad, pressed = zip(openings, remarks, strict=True)
    return Words(good, bad, pressed)


def draw_secret(
    chance: Callable[[int], bytes],
    meetings: Meetings,
    others: Iterable[tuple[str, Meetings]],
) -> str:
    """Draw a journey's secret, by which nothing of it can be taken for something of another running journey.

    Args:
        chance: So many bytes by chance.
        meetings: The journey's meetings.
        others: The secrets of the other running journeys, each with its meetings.

    Returns:
        32 hexadecimal digits.

    Raises:
        Usage: If `MOST_DRAWS` draws all clash: about forty journeys run already.
    """
    known = list(others)
    for _ in range(MOST_DRAWS):
        secret = chance(SECRET_BYTES).hex()
        if not clashes(secret, meetings, known):
            return secret
    raise Usage("signs_full", number=len(known))


def clashes(secret: str, meetings: Meetings, others: Iterable[tuple[str, Meetings]]) -> bool:
    """Whether a secret gives two meetings at a place one sign, or check-in words that another journey has.

    Args:
        secret: The secret, 32 hexadecimal digits.
        meetings: As in `draw_secret`.
        others: As in `draw_secret`.
    """
    known = list(others)
    own = words_of(secret)
    if any(set(own.all) & set(words_of(other).all) for other, _ in known):
        return True
    for place, here in meetings.items():
        shown = [pair_of(secret, at).sign for at in here]
        theirs = [pair_of(other, at).sign for other, there in known for at in there.get(place, ())]
        if len(set(shown)) < len(shown) or set(shown) & set(theirs):
            return True
    return False


def secret_of(reports: Iterable[Report], journey: str) -> str | None:
    """The secret of a journey: of several that were drawn apart, the first that stands, on every device the same.

    Args:
        reports: Reports that count, as `standing_reports` gives them.
        journey: The journey's name.
    """
    found = [one for one in reports if isinstance(one, Signs) and one.journey == journey]
    return min(found, key=lambda one: (one.happened, str(one.id))).secret if found else None


def fold_phrase(text: str) -> str:
    """A phrase without what people write one way or another: case, blanks, punctuation, width.

    Args:
        text: What was said or written. Written in Latin letters without any mark, as telephones do, it is folded like
            the same text with its marks; marks of other scripts are letters and stay.
    """
    found = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold().translate(_PLAIN_LETTERS))
    kept: list[str] = []
    latin = False
    for letter in found:
        category = unicodedata.category(letter)
        if category.startswith("M"):
            if not latin:
                kept.append(letter)
            continue
        if category[0] in "LN":
            kept.append(letter)
            latin = letter.isascii()
    return unicodedata.normalize("NFC", "".join(kept))


def meaning_of(heard: str, phrases: Mapping[Meaning, Collection[str]]) -> Meaning | None:
    """What a received phrase means; never a guess.

    Args:
        heard: What was said or written, whole.
        phrases: For each meaning the phrases that say it, in every language.

    Returns:
        The one meaning whose phrase it is, whatever its case, blanks and punctuation; None where it is none, is a part
        of one, says more than one, or stands for two meanings.
    """
    folded = fold_phrase(heard)
    found = {meaning for meaning, texts in phrases.items() for text in texts if folded and fold_phrase(text) == folded}
    return found.pop() if len(found) == 1 else None


def _drawn(secret: str, about: str) -> Iterator[int]:
    """Whole numbers below 2**256 that follow from the secret and what they are for (HMAC-SHA-256, RFC 2104)."""
    number = 0
    while True:
        message = b"|".join((_ABOUT, about.encode(), str(number).encode()))
        yield int.from_bytes(hmac.digest(secret.encode(), message, "sha256"), "big")
        number += 1


def _several(draw: Iterator[int], size: int, wanted: int) -> tuple[int, ...]:
    """Different whole numbers below `size`, each as likely as the other to within 2**-248."""
    left = list(range(size))
    return tuple(left.pop(next(draw) % len(left)) for _ in range(wanted))
