"""The JSON of `waystation card` and the commands below it: stable, never translated, fields only ever added."""

from __future__ import annotations

from collections.abc import Sequence

from waystation.guiding.cards import Card
from waystation.guiding.cards_out import OUT_STATES, CardOut
from waystation.guiding.signs import COLOURS, MEANINGS, NUMBERS, THINGS, Pair, Sign, Words
from waystation.wording.cards.faces import Line
from waystation.wording.cards.sms import Sms
from waystation.wording.cards.tongue import Tongue
from waystation.wording.json_shapes import DIALECT, Json, listing, thing

__all__ = [
    "CARD_OUT_SCHEMA",
    "CARD_REVIEW_SCHEMA",
    "CARD_SCHEMA",
    "CARD_WORDS_SCHEMA",
    "card_json",
    "heard_json",
    "out_json",
    "review_json",
    "words_json",
]

ROLES = ("broker", "official", "host", "traveller", "liaison")
FORMS = ("print", "sms", "aloud")


def _pair(pair: Pair | None) -> Json | None:
    return None if pair is None else {"sign": _sign(pair.sign), "answer": _sign(pair.answer)}


def _sign(sign: Sign) -> Json:
    return {"colour": sign.colour, "thing": sign.thing, "number": sign.number}


def card_json(
    card: Card,
    *,
    journey: str,
    language: str,
    form: str,
    reviewed: bool,
    lines: Sequence[Line],
    sms: Sms | None,
    report: str | None,
) -> Json:
    """A card: what it tells, and its words in the form that was asked for."""
    return {
        "to": card.to,
        "role": card.role,
        "journey": journey or None,
        "draft": not journey,
        "number": card.number,
        "leg": card.leg,
        "mode": card.mode,
        "place": card.place,
        "opens": card.opens.isoformat(),
        "closes": card.closes.isoformat(),
        "goal": card.goal,
        "arrives": card.arrives.isoformat() if card.arrives is not None else None,
        "late": card.late.isoformat() if card.late is not None else None,
        "leaves": card.leaves.isoformat() if card.leaves is not None else None,
        "people": card.people,
        "shows": card.shows,
        "signs": _pair(card.pair),
        "arriving": _pair(card.arriving),
        "failing": list(card.failing),
        "notes": [note.id for note in card.notes] if sms is None else [],
        "language": language,
        "reviewed": reviewed,
        "form": form,
        "lines": [{"kind": line.kind, "label": line.label, "text": line.text} for line in lines],
        "sms": {"text": sms.text, "coding": sms.coding, "parts": sms.parts} if sms is not None else None,
        "report": report,
    }


def out_json(one: CardOut) -> Json:
    """A card that is out, and how it stands."""
    given, now = one.given, one.now
    return {
        "report": given.id,
        "to": given.to,
        "at": given.at,
        "legs": list(given.legs),
        "told": given.opens.isoformat() if given.opens is not None else None,
        "state": one.state,
        "now": now.opens.isoformat() if now is not None else None,
    }


def words_json(name: str, number: int, words: Words, tongues: Sequence[Tongue]) -> Json:
    """A journey's check-in words, by language."""
    said = {one.code: {meaning: one.phrase(words.of(meaning)) for meaning in MEANINGS} for one in tongues}
    return {"journey": name, "number": number, "words": said}


def heard_json(journey: str | None, number: int | None, meaning: str | None, report: str | None) -> Json:
    """What words that were heard mean."""
    return {"journey": journey, "number": number, "word": meaning, "report": report}


def review_json(
    tongue: Tongue, *, stands: bool, readers: Sequence[str], notes: str, notes_stand: bool, notes_readers: Sequence[str]
) -> Json:
    """How the review of a language stands."""
    return {
        "language": tongue.code,
        "digest": tongue.digest,
        "reviewed": stands,
        "readers": list(readers),
        "notes": notes or None,
        "notes_reviewed": notes_stand,
        "notes_readers": list(notes_readers),
    }


_TEXT: Json = {"type": "string"}
_TIME: Json = {"type": "string", "format": "date-time"}
_YES_NO: Json = {"type": "boolean"}
_NUMBER: Json = {"type": "integer", "minimum": 0}


def _maybe(schema: Json) -> Json:
    return {"anyOf": [schema, {"type": "null"}]}


_SIGN = thing(
    colour={"type": "integer", "minimum": 0, "maximum": COLOURS - 1},
    thing={"type": "integer", "minimum": 0, "maximum": THINGS - 1},
    number={"type": "integer", "minimum": 1, "maximum": NUMBERS},
)
_PAIR = _maybe(thing(sign=_SIGN, answer=_SIGN))
_CARD = thing(
    to=_TEXT,
    role={"enum": list(ROLES)},
    journey=_maybe(_TEXT),
    draft=_YES_NO,
    number=_maybe(_NUMBER),
    leg=_maybe(_TEXT),
    mode=_maybe(_TEXT),
    place=_TEXT,
    opens=_TIME,
    closes=_TIME,
    goal=_maybe(_TEXT),
    arrives=_maybe(_TIME),
    late=_maybe(_TIME),
    leaves=_maybe(_TIME),
    people=_maybe(_NUMBER),
    shows=_YES_NO,
    signs=_PAIR,
    arriving=_PAIR,
    failing=listing(_TEXT),
    notes=listing(_TEXT),
    language=_TEXT,
    reviewed=_YES_NO,
    form={"enum": list(FORMS)},
    lines=listing(thing(kind=_TEXT, label=_TEXT, text=_TEXT)),
    sms=_maybe(thing(text=_TEXT, coding={"enum": ["GSM-7", "UCS-2"]}, parts=_NUMBER)),
    report=_maybe(_TEXT),
)
CARD_SCHEMA: Json = {"$schema": DIALECT, "title": "waystation card --json", **listing(_CARD)}
CARD_WORDS_SCHEMA: Json = {
    "$schema": DIALECT,
    "title": "waystation card words --json",
    **thing(journey=_TEXT, number=_NUMBER, words={"type": "object"}),
}
CARD_OUT_SCHEMA: Json = {
    "$schema": DIALECT,
    "title": "waystation card out --json",
    **listing(
        thing(
            report=_TEXT,
            to=_TEXT,
            at=_maybe(_TEXT),
            legs=listing(_TEXT),
            told=_maybe(_TIME),
            state={"enum": list(OUT_STATES)},
            now=_maybe(_TIME),
        )
    ),
}
CARD_REVIEW_SCHEMA: Json = {
    "$schema": DIALECT,
    "title": "waystation card review --json",
    **listing(
        thing(
            language=_TEXT,
            digest=_TEXT,
            reviewed=_YES_NO,
            readers=listing(_TEXT),
            notes=_maybe(_TEXT),
            notes_reviewed=_YES_NO,
            notes_readers=listing(_TEXT),
        )
    ),
}
