"""A card in words: its lines for print, and the same with numbers and times in words, to be read aloud.

Check-in words are only ever read aloud: what is written can be found. Which languages were reviewed is decided in
`desk`; here it is seen to that a card in one that was not says so, in that language and in English, before all else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from waystation.guiding.cards import Card
from waystation.guiding.signs import MEANINGS, Sign
from waystation.wording.cards.tongue import Tongue
from waystation.world.advice import SPARE
from waystation.world.pack import Pack

__all__ = ["DRAFT", "Line", "Manner", "face", "unreviewed_line"]

DRAFT = "DRAFT"
UNREVIEWED = "Not yet reviewed by a speaker of {language}."


@dataclass(frozen=True)
class Manner:
    """How a card is worded.

    Args:
        pack: The mission, for the names of places.
        tongue: The language.
        said: Whether it is to be read aloud.
        reviewed: Whether a speaker of the language has reviewed what stands on it.
        draft: Whether no journey runs, so that nothing has been drawn.
        call: The number to call; empty for the one that is known.
    """

    pack: Pack
    tongue: Tongue
    said: bool = False
    reviewed: bool = True
    draft: bool = False
    call: str = ""

    def clock(self, when: datetime) -> str:
        """A time of the day."""
        return self.tongue.clock(when, said=self.said)

    def day(self, when: datetime) -> str:
        """A day."""
        return self.tongue.day(when, said=self.said)

    def moment(self, when: datetime, than: datetime | None = None) -> str:
        """A day and a time, or the time alone on the day of another moment that was said before."""
        if than is not None and than.date() == when.date():
            return self.clock(when)
        return self.tongue.say("moment", day=self.day(when), clock=self.clock(when))

    def number(self, value: int) -> str:
        """A whole number."""
        return self.tongue.number(value) if self.said else str(value)

    def code(self, value: int | str) -> str:
        """A number that is a name, digit by digit where it is said."""
        if not self.said:
            return str(value)
        return self.tongue.spelt("".join(letter for letter in str(value) if letter.isdecimal() and letter.isascii()))

    def place(self, name: str) -> str:
        """The name of a place."""
        return self.pack.place[name].title

    def shown(self, sign: Sign) -> str:
        """What is shown for a sign."""
        return self.tongue.say("shown", colour=self.tongue.colours[sign.colour], thing=self.tongue.things[sign.thing])

    def sign(self, sign: Sign | None) -> str:
        """A sign: what is shown, and what is said in the dark."""
        if sign is None:
            return self.tongue.say("sign.none")
        return self.tongue.say("sign", shown=self.shown(sign), number=self.number(sign.number))


@dataclass(frozen=True)
class Line:
    """One line of a card.

    Args:
        kind: `warning`, `place`, `row`, `wrong`, `note` or `words`.
        label: What it is about; empty where it goes on with the same.
        text: What it says.
    """

    kind: str
    label: str
    text: str


def face(card: Card, manner: Manner) -> tuple[Line, ...]:
    """The lines of a card, in the order in which they are read.

    Args:
        card: The card.
        manner: How it is worded.
    """
    return (
        *_warnings(manner),
        *_rows(card, manner),
        *_wrong(card, manner),
        *_calls(card, manner),
        *_notes(card, manner),
    )


def unreviewed_line(tongue: Tongue) -> str:
    """That a language was not reviewed, in English."""
    return UNREVIEWED.format(language=tongue.english)


def _warnings(manner: Manner) -> Iterator[Line]:
    say, spare = manner.tongue.say, manner.tongue.code == SPARE
    if manner.draft:
        yield Line("warning", "", say("draft"))
        if not spare:
            yield Line("warning", "", f"{DRAFT}.")
    if not manner.reviewed:
        yield Line("warning", "", say("unreviewed"))
        if not spare:
            yield Line("warning", "", unreviewed_line(manner.tongue))


def _rows(card: Card, manner: Manner) -> Iterator[Line]:
    say = manner.tongue.say
    if card.number is not None:
        yield Line("row", say("number"), manner.code(card.number))
    yield Line("place", say("where"), manner.place(card.place))
    yield Line("row", say("when"), _when(card, manner))
    if card.people is not None:
        yield Line("row", say("people"), manner.number(card.people))
    if card.met:
        sign, answer = (card.pair.sign, card.pair.answer) if card.pair is not None else (None, None)
        for key, each in zip(_sides(card), (sign, answer), strict=True):
            yield Line("row", say(key), manner.sign(each))
    for number, text in enumerate(_then(card, manner)):
        yield Line("row", "" if number else say("then"), text)


def _sides(card: Card) -> tuple[str, str]:
    """The labels of sign and counter-sign, as the reader stands to them."""
    if card.role == "liaison":
        return "comes", "waits"
    return ("you", "they") if card.shows else ("they", "you")


def _when(card: Card, manner: Manner) -> str:
    say = manner.tongue.say
    if card.stay and card.role == "traveller":
        begins = manner.moment(card.opens)
        if card.leaves is None:
            return begins
        return say("from", begins=begins, ends=manner.moment(card.leaves, card.opens))
    if card.closes == card.opens or not card.met:
        return manner.moment(card.opens)
    if card.closes.date() != card.opens.date():
        return say("from", begins=manner.moment(card.opens), ends=manner.moment(card.closes))
    return say("window", day=manner.day(card.opens), opens=manner.clock(card.opens), closes=manner.clock(card.closes))


def _then(card: Card, manner: Manner) -> Iterator[str]:
    say, tongue = manner.tongue.say, manner.tongue
    mode = tongue.say(card.mode) if card.mode is not None else ""
    if card.role == "liaison" and card.late is not None:
        yield say("listen", late=manner.moment(card.late, card.opens))
    elif card.role == "official":
        yield say("pass")
    elif card.role == "host":
        yield say("host.leave", leaves=manner.moment(card.leaves)) if card.leaves is not None else say("host.end")
    elif card.role == "broker" and card.goal is not None and card.arrives is not None:
        goal, arrives = manner.place(card.goal), manner.moment(card.arrives, card.opens)
        yield say("bring.onward" if card.onward else "bring", mode=mode, goal=goal, arrives=arrives)
    elif card.stay and not card.housed:
        yield say("wait")
    elif card.stay:
        fetched = "fetch.traveller" in card.failing and card.leaves is not None
        yield (
            say("stay.fetched", leaves=manner.moment(card.leaves, card.opens))
            if fetched and card.leaves
            else say("stay")
        )
    elif card.goal is not None and card.arrives is not None:
        arrives = manner.moment(card.arrives, card.opens)
        yield say("go.alone", mode=mode, goal=manner.place(card.goal), arrives=arrives)
    else:
        yield say("go.onward" if card.onward else "go", mode=mode)
    if card.received:
        sign, answer = (card.arriving.sign, card.arriving.answer) if card.arriving is not None else (None, None)
        yield say("arriving", sign=manner.sign(sign), answer=manner.sign(answer))


def _wrong(card: Card, manner: Manner) -> Iterator[Line]:
    say = manner.tongue.say
    late = manner.moment(card.late, card.opens) if card.late is not None else ""
    closes, place = manner.moment(card.closes, card.opens), manner.place(card.place)
    for number, code in enumerate(card.failing):
        text = say(code, closes=closes, place=place, late=late)
        yield Line("wrong", "" if number else say("wrong"), text)


def _calls(card: Card, manner: Manner) -> Iterator[Line]:
    say = manner.tongue.say
    if card.role != "official":
        yield Line("row", say("call"), manner.code(manner.call) if manner.call else say("known"))
    if card.words is None:
        return
    if manner.said:
        for number, meaning in enumerate(MEANINGS):
            phrase = manner.tongue.phrase(card.words.of(meaning))
            yield Line("words", "" if number else say("words"), say(meaning, phrase=phrase))
    elif card.role == "traveller":
        yield Line("row", say("words"), say("words.learnt"))


def _notes(card: Card, manner: Manner) -> Iterator[Line]:
    for number, note in enumerate(card.notes):
        text = note.text.get(manner.tongue.code, note.text[SPARE])
        yield Line("note", "" if number else manner.tongue.say("notes"), text)
