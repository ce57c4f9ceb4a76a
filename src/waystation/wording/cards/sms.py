"""A card as SMS: as few parts as possible, and how many there are (3GPP TS 23.038 and 23.040).

Latin letters that the seven-bit alphabet lacks are written without their marks, as people do, where that makes fewer
parts and the language itself is not written with them. Check-in words are never sent: what is sent can be read.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from waystation.guiding.cards import Card
from waystation.guiding.signs import Sign
from waystation.wording.cards.faces import Manner

__all__ = ["Sms", "as_sms", "counted"]

SEVEN_BIT = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
TWICE = frozenset("^{}\\[~]|€\f")
"""Letters of the seven-bit alphabet that take two of its places."""
ALONE = {"GSM-7": 160, "UCS-2": 70}
TOGETHER = {"GSM-7": 153, "UCS-2": 67}
"""Places in each part where there are several, for each begins with six octets that join it to the others."""
PLAINER = str.maketrans(
    {"–": "-", "—": "-", "−": "-", "’": "'", "‘": "'", "“": '"', "”": '"', "…": "...", "đ": "d", "Đ": "D", "→": "-"}
)

Coding = Literal["GSM-7", "UCS-2"]


@dataclass(frozen=True)
class Sms:
    """A message.

    Args:
        text: What it says.
        coding: The alphabet that it is sent in.
        parts: How many parts it is sent in, >= 1.
    """

    text: str
    coding: Coding
    parts: int


def counted(text: str) -> Sms:
    """A text as a message, as it stands."""
    places = _places(text)
    coding: Coding = "UCS-2" if places is None else "GSM-7"
    sizes = [len(letter.encode("utf-16-be")) // 2 for letter in text] if places is None else places
    if sum(sizes) <= ALONE[coding]:
        return Sms(text, coding, 1)
    parts, left = 1, TOGETHER[coding]
    for size in sizes:
        if size > left:  # a letter of two places is never cut in two
            parts, left = parts + 1, TOGETHER[coding]
        left -= size
    return Sms(text, coding, parts)


def _places(text: str) -> list[int] | None:
    """How many places each letter takes in the seven-bit alphabet; None where one is not in it."""
    if not set(text) <= SEVEN_BIT | TWICE:
        return None
    return [2 if letter in TWICE else 1 for letter in text]


def _plainer(text: str) -> str:
    """A text without the marks of letters that the seven-bit alphabet lacks."""
    kept = []
    for letter in text.translate(PLAINER):
        if letter in SEVEN_BIT or letter in TWICE:
            kept.append(letter)
            continue
        bare = [part for part in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(part)]
        kept.append("".join(bare))
    return "".join(kept)


def as_sms(card: Card, manner: Manner) -> Sms:
    """A card as a message.

    Args:
        card: The card.
        manner: How it is worded; never to be read aloud.
    """
    text = " ".join(_pieces(card, manner))
    own = "".join(each for key, each in manner.tongue.sentences.items() if key.startswith("sms."))
    if _places(own) is None:  # a language that is written with such letters is another without them
        return counted(text)
    return min((counted(text), counted(_plainer(text))), key=lambda sms: sms.parts)


def _pieces(card: Card, manner: Manner) -> Iterator[str]:
    say = manner.tongue.say
    if manner.draft:
        yield say("sms.draft")
    if not manner.reviewed:
        yield say("sms.unreviewed")
    values = {
        "place": manner.place(card.place),
        "when": _when(card, manner),
        "people": card.people,
        "sign": _sign(card.pair.sign if card.pair else None, manner),
        "answer": _sign(card.pair.answer if card.pair else None, manner),
        "goal": manner.place(card.goal) if card.goal else "",
        "mode": say(card.mode) if card.mode else "",
        "late": manner.moment(card.late, card.opens) if card.late else "",
        "leaves": manner.moment(card.leaves, card.opens) if card.leaves else "",
        "number": card.number if card.number is not None else "?",
    }
    yield say(_key(card), **values).strip()
    if card.role == "host" and card.met and card.leaves is not None:
        yield say("sms.host.leave" if "fetch.host" in card.failing else "sms.host.leave.alone", **values)
    if card.received:
        sign = _sign(card.arriving.sign if card.arriving else None, manner)
        answer = _sign(card.arriving.answer if card.arriving else None, manner)
        yield say("sms.arriving", sign=sign, answer=answer)
    if manner.call and card.role != "official":
        yield say("sms.call", number=manner.call)


def _key(card: Card) -> str:
    """The sentence for a card."""
    onward = ".onward" if card.onward else ""
    if card.role == "host":
        return "sms.host" if card.met else _there(card)
    if card.role == "liaison":
        return "sms.liaison" if card.met else "sms.liaison.unmet"
    if card.role in ("broker", "official"):
        return f"sms.{card.role}{onward}"
    if card.stay:
        if card.leaves is None:
            return "sms.stay.end"
        fetched = "sms.stay" if "fetch.traveller" in card.failing else "sms.stay.alone"
        return fetched if card.housed else "sms.wait"
    return "sms.traveller.alone" if card.goal is not None else f"sms.traveller{onward}"


def _there(card: Card) -> str:
    """The sentence for the host of those who are there already."""
    if card.leaves is None:
        return "sms.host.there.end"
    return "sms.host.there" if "fetch.host" in card.failing else "sms.host.there.alone"


def _when(card: Card, manner: Manner) -> str:
    say, day = manner.tongue.say, manner.day(card.opens)
    if not card.met or card.closes == card.opens:
        return say("sms.at", day=day, opens=manner.clock(card.opens))
    return say("sms.window", day=day, opens=manner.clock(card.opens), closes=manner.clock(card.closes))


def _sign(sign: Sign | None, manner: Manner) -> str:
    return "?" if sign is None else manner.tongue.say("sms.sign", shown=manner.shown(sign), number=sign.number)
