"""Check-in words of a journey: what they are, drawn once, and what words that were heard mean; read, never guessed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from waystation.bootstrap.cards import chance, reviews_at
from waystation.desk.guide.carding import kept_secret
from waystation.desk.guide.cases import reads_cards, take_down
from waystation.desk.guide.hearing_words import Heard, heard_in
from waystation.desk.guide.reviewing import Sentences, reviews_of
from waystation.errors import Usage
from waystation.guiding.signs import secret_of, words_of
from waystation.web.asked import Asked
from waystation.web.desk_now import DeskNow
from waystation.web.finding import journey_at
from waystation.web.guide.cards import present_of
from waystation.web.hear.keeping import said_of
from waystation.web.pages import Action, Again, Done, Page
from waystation.wording.brokers import language_word
from waystation.wording.cards import talk
from waystation.wording.cards.tongue import Tongue
from waystation.wording.cards.tongues import TONGUES
from waystation.wording.language import say
from waystation.world.advice import SPARE

__all__ = ["ACTIONS", "PAGES"]


def _words(desk: DeskNow, asked: Asked) -> Mapping[str, Any]:
    case, journey = journey_at(desk, asked)
    tongue = TONGUES.get(asked.text("language", asked.wants("language")), TONGUES[case.pack.party.language or SPARE])
    running = present_of(desk, case, journey).running if journey.runs else None
    secret = secret_of(running.standing, journey.name) if running is not None else None
    signed = [*case.reports, *reviews_at(case.name).store.all()]
    return {
        "mission": case.mission,
        "journey": journey.name,
        "title": case.pack.name,
        "number": journey.number,
        "runs": journey.runs,
        "reads": reads_cards(case, desk.vault),
        "head": talk.words_head(journey.name, journey.number),
        "rows": talk.words_rows(words_of(secret), tongue) if secret is not None else [],
        "tongue": tongue.code,
        "tongues": [(one.code, language_word(one.code)) for one in TONGUES.values()],
        "reviews": [_review(one, case.pack, signed) for one in TONGUES.values()],
        "member": desk.member,
        "writable": case.record.writable,
        "heard": _meaning(desk, asked),
    }


def _review(tongue: Tongue, pack: Any, signed: Any) -> tuple[str, str]:
    """Whether a speaker has read a language's sentences."""
    one = reviews_of(Sentences(tongue.code, tongue.digest, tongue.reviewed), pack, signed)
    _, _, said = talk.review_rows([(tongue, one.sentences_stand, one.readers, one.notes_stand)])[0]
    return language_word(tongue.code), said


def _heard(desk: DeskNow, asked: Asked) -> Heard | None:
    phrases = [tongue.phrase for tongue in TONGUES.values()]
    return heard_in(desk.cases, asked.text("said"), desk.now, phrases)


def _meaning(desk: DeskNow, asked: Asked) -> dict[str, Any] | None:
    """What was heard, read back: before anything is kept."""
    if not asked.text("said"):
        return None
    found = _heard(desk, asked)
    if found is None:
        return {"lines": [say(talk.NOT_HEARD)], "known": False, "danger": False}
    lines = talk.heard_lines(found.journey.name, found.journey.number, found.meaning, None)
    return {"lines": lines, "known": True, "danger": found.meaning != "good"}


def _draw(desk: DeskNow, asked: Asked) -> Done:
    case, journey = journey_at(desk, asked)
    source = "" if case.record.member else asked.text("source")
    if not case.record.member and not source:
        raise Usage("nothing_answered", question="Who gives it")
    kept_secret(present_of(desk, case, journey), source, chance)
    return Done(asked.url("journeys", case.mission, journey.name, "cards", "words"), say("The words are drawn."))


def _hear(desk: DeskNow, asked: Asked) -> Done | Again:
    case, journey = journey_at(desk, asked)
    found = _heard(desk, asked)
    if found is None or not asked.text("keep"):
        return Again()
    source = "" if found.case.record.member else asked.text("source")
    fields = {"kind": "checkin", "journey": found.journey.name, "word": found.meaning}
    report = take_down(found.case, desk.now, source, fields)
    lines = talk.heard_lines(found.journey.name, found.journey.number, found.meaning, report.happened)
    to = asked.url("journeys", case.mission, journey.name, "cards", "words")
    return Done(to, "\n".join([*lines, *said_of(desk, found.case, [report])]))


WORDS = Page("/journeys/{mission}/{journey}/cards/words", "guide/card_words.html", _words)

PAGES = (WORDS,)
ACTIONS = (
    Action("/journeys/{mission}/{journey}/cards/words", _draw, WORDS),
    Action("/journeys/{mission}/{journey}/cards/heard", _hear, WORDS),
)
