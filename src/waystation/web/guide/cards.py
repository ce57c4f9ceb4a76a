"""Cards: what each person is told of the way ahead, shown, given, printed, sent, read aloud; and those that are out.

A card stands here with its signs only once it is kept that it was given; until then it is a draft, and says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from waystation.bootstrap.cards import chance, reviews_at
from waystation.desk.guide.carding import Dealt, Present, give, given_in, holder_of, kept_secret, language_for
from waystation.desk.guide.cases import Case, reads_cards
from waystation.desk.guide.reviewing import Sentences, is_reviewed, reviews_of
from waystation.errors import Usage
from waystation.guiding.cards import Card
from waystation.guiding.cards_out import CardOut, cards_out, last_given
from waystation.guiding.dealing import Told, deal
from waystation.guiding.journey import Journey
from waystation.guiding.meetings import HOSTED
from waystation.guiding.signs import secret_of
from waystation.web.asked import Asked
from waystation.web.desk_now import DeskNow
from waystation.web.finding import journey_at
from waystation.web.pages import Action, Done, Later, Page, Sent
from waystation.wording.brokers import language_word
from waystation.wording.card_pages import FORM_WORDS, STATE_WORDS, at_words, holder_words, now_line
from waystation.wording.cards import talk
from waystation.wording.cards.faces import Manner
from waystation.wording.cards.sms import Sms
from waystation.wording.cards.tongue import Tongue
from waystation.wording.cards.tongues import TONGUES
from waystation.wording.cards.worded import FORMS, Worded, called, picture_of, worded
from waystation.wording.figures import date_and_time
from waystation.wording.joining import capital
from waystation.wording.language import say
from waystation.world.advice import SPARE

__all__ = ["ACTIONS", "PAGES", "present_of"]

TO_TELL = ("moved", "off")


def present_of(desk: DeskNow, case: Case, journey: Journey) -> Present:
    """A mission at this instant, with the way ahead of its journey as it is answered, unless that answer is old."""
    found = desk.answered(case, journey) if not desk.working else None
    beside = [one for one in desk.cases if one.name != case.name]
    return Present(case, beside, desk.now, found.answer.ahead if found is not None else None)


def _told(present: Present, journey: Journey) -> Told:
    running = present.running
    secret = secret_of(running.standing, journey.name) if running is not None else None
    return Told(secret, journey.number or None, tuple(journey.ill))


# ---- all cards of a journey


def _every(desk: DeskNow, asked: Asked) -> Mapping[str, Any]:
    case, journey = journey_at(desk, asked)
    given = {
        "mission": case.mission,
        "journey": journey.name,
        "title": case.pack.name,
        "number": journey.number,
        "runs": journey.runs,
        "reads": reads_cards(case, desk.vault),
    }
    if not journey.runs:
        gone = [_given(case, one) for one in given_in(case) if one.journey == journey.name]
        line = say("The journey is closed: no card is given any more.")
        return {**given, "line": line, "danger": False, "out": [], "meetings": [], "gone": gone}
    present = present_of(desk, case, journey)
    told = _told(present, journey)
    out = cards_out(case.pack, present.ahead, told, case.reports, journey=journey.name, now=desk.now)
    return {
        **given,
        "line": talk.out_line(out) if out else (say(talk.NONE_OUT) if given["reads"] else say(talk.NONE_READ)),
        "danger": any(one.state in TO_TELL for one in out),
        "out": [_out(case, one) for one in out],
        "meetings": _meetings(case, present, told, journey),
        "gone": [],
    }


def _given(case: Case, one: Any) -> dict[str, Any]:
    zone = case.pack.clock.zone
    at = one.at or (f"leg:{one.legs[0]}" if one.legs else "")
    return {
        "to": one.to,
        "who": holder_words(case.pack, one.to),
        "at": at,
        "what": at_words(case.pack, at) if at else "",
        "given": date_and_time(one.happened.astimezone(zone)),
        "report": str(one.id),
        "language": one.language or "",
    }


def _out(case: Case, one: CardOut) -> dict[str, Any]:
    """A card that is out, and how it stands."""
    return {
        **_given(case, one.given),
        "state": one.state,
        "state_words": say(STATE_WORDS[one.state]),
        "line": now_line(one),
        "tell": one.state in TO_TELL,
        "again": one.now is not None and one.state == "moved",
    }


def _meetings(case: Case, present: Present, told: Told, journey: Journey) -> list[dict[str, Any]]:
    """The legs and stays ahead, the next first, each with everybody who is told of it."""
    last = {(one.to, one.at): one for one in last_given(given_in(case), journey.name)}
    found: dict[tuple[str, datetime], dict[str, Any]] = {}
    for to in _holders(case, present):
        for card in deal(case.pack, present.ahead, to, told):
            given = last.get((to, card.at))
            meeting = found.setdefault(
                (card.at, card.opens),
                {
                    "at": card.at,
                    "what": capital(at_words(case.pack, card.at)),
                    "when": date_and_time(card.opens, with_offset=True),
                    "begun": card.begun,
                    "people": [],
                },
            )
            person = {"to": to, "who": holder_words(case.pack, to)}
            meeting["people"].append({**person, "given": given is not None and given.opens == card.opens})
    return [found[key] for key in sorted(found, key=lambda key: key[1])]


def _holders(case: Case, present: Present) -> list[str]:
    """Those who travel, and whoever runs a leg, or has a house, on the way ahead; and whoever takes their calls."""
    pack = case.pack
    legs = [one.leg for one in present.ahead if one.leg is not None]
    brokers = [f"broker:{leg.broker}" for leg in legs if leg.broker]
    places = [leg.destination for leg in legs] + [one.place for one in present.ahead if one.leg is None]
    hosts = [f"place:{name}" for name in places if pack.place[name].kind in HOSTED]
    liaison = [f"liaison:{case.record.member}"] if case.record.member else []
    return list(dict.fromkeys(["traveller", *brokers, *hosts, *liaison]))


# ---- one card


def _one(desk: DeskNow, asked: Asked) -> Mapping[str, Any]:
    case, journey = journey_at(desk, asked)
    _, to, card = _card(desk, case, journey, asked)
    tongue, form = _tongue(case, to, asked), _form(asked)
    full = _worded(case, card, tongue, form, call=_call(asked))
    was = next((one for one in given_in(case) if (one.to, one.at, one.digest) == (to, card.at, full.digest)), None)
    shown = full if was is not None else _worded(case, _bare(card), tongue, form, draft=True)
    return {
        "mission": case.mission,
        "journey": journey.name,
        "title": case.pack.name,
        "number": journey.number,
        "to": to,
        "at": card.at,
        "who": holder_words(case.pack, to),
        "what": capital(at_words(case.pack, card.at)),
        "form": form,
        "forms": [(one, say(FORM_WORDS[one])) for one in FORMS],
        "tongue": tongue.code,
        "tongues": [(one.code, language_word(one.code)) for one in TONGUES.values()],
        "reviewed": shown.reviewed,
        "lines": _lines(shown),
        "sms": {"text": shown.sms.text, "line": talk.sms_line(shown.sms)} if isinstance(shown.sms, Sms) else None,
        "given": date_and_time(was.happened.astimezone(case.pack.clock.zone)) if was is not None else "",
        "report": str(was.id) if was is not None else "",
        "call": _call(asked),
        "member": desk.member,
        "writable": case.record.writable and reads_cards(case, desk.vault),
    }


def _asked(asked: Asked, name: str) -> str:
    return asked.text(name, asked.wants(name))


def _card(desk: DeskNow, case: Case, journey: Journey, asked: Asked) -> tuple[Present, str, Card]:
    """The card that is meant: whose, and of which leg or stay; where that is not said the travellers' next."""
    to, at = holder_of(case.pack, _asked(asked, "to") or "traveller"), _asked(asked, "at")
    if not journey.runs:
        raise Usage("card_no_journey", value=case.name)
    present = present_of(desk, case, journey)
    cards = deal(case.pack, present.ahead, to, _told(present, journey))
    found = next((one for one in cards if at in ("", one.at)), None)
    if found is None:
        raise Usage("card_none", to=to)
    return present, to, found


def _tongue(case: Case, to: str, asked: Asked) -> Tongue:
    language = _asked(asked, "language") or language_for(case.pack, to) or SPARE
    if language not in TONGUES:
        raise Usage("card_language", value=language[:40], known=", ".join(TONGUES))
    return TONGUES[language]


def _call(asked: Asked) -> str:
    """The number that the card says to call; empty for the one that they know."""
    typed = _asked(asked, "call")
    return called(typed) if typed else ""


def _form(asked: Asked) -> str:
    form = _asked(asked, "shown") or FORMS[0]
    return form if form in FORMS else FORMS[0]


def _bare(card: Card) -> Card:
    """A card without what is drawn: a draft shows no sign and no word."""
    return replace(card, pair=None, arriving=None, words=None)


def _worded(case: Case, card: Card, tongue: Tongue, form: str, *, draft: bool = False, call: str = "") -> Worded:
    signed = [*case.reports, *reviews_at(case.name).store.all()]
    reviewed = is_reviewed(card, reviews_of(Sentences(tongue.code, tongue.digest, tongue.reviewed), case.pack, signed))
    manner = Manner(case.pack, tongue, said=form == "aloud", reviewed=reviewed, draft=draft, call=call)
    return worded(card, manner, form)


def _lines(shown: Worded) -> list[dict[str, Any]]:
    """The lines of a card, those that go on with the same below one label."""
    found: list[dict[str, Any]] = []
    for line in shown.lines:
        if line.label or not found or found[-1]["kind"] != line.kind or line.kind == "warning":
            found.append({"kind": line.kind, "label": line.label, "texts": [line.text]})
        else:
            found[-1]["texts"].append(line.text)
    return found


def _picture(desk: DeskNow, asked: Asked) -> Later:
    """A card as it is printed: what the page shows, and no more."""
    case, journey = journey_at(desk, asked)
    _, to, card = _card(desk, case, journey, asked)
    tongue = _tongue(case, to, asked)
    full = _worded(case, card, tongue, "print", call=_call(asked))
    was = any((one.to, one.at, one.digest) == (to, card.at, full.digest) for one in given_in(case))
    picture = picture_of(full if was else _worded(case, _bare(card), tongue, "print", draft=True), tongue.code)

    def draw() -> Sent:
        from waystation.charts.card_sheets import card_png

        return Sent(card_png(picture), "image/png")

    return Later(draw)


def _give(desk: DeskNow, asked: Asked) -> Done:
    case, journey = journey_at(desk, asked)
    if not case.record.writable:
        raise Usage("card_not_kept", value=case.mission)
    source = "" if case.record.member else asked.text("source")
    present, to, _ = _card(desk, case, journey, asked)
    if not case.record.member and not source:
        raise Usage("nothing_answered", question="Who gives it")
    secret = kept_secret(present, source, chance)
    cards = deal(case.pack, present.ahead, to, Told(secret, journey.number or None, tuple(journey.ill)))
    card = next(one for one in cards if asked.text("at") in ("", one.at))
    tongue, form, call = _tongue(case, to, asked), _form(asked), _call(asked)
    one = _worded(case, card, tongue, form, call=call)
    dealt = Dealt(to, (card,), journey.name)
    give(case, dealt, card, desk.now, source, language=tongue.code, digest=one.digest, reviewed=one.reviewed)
    legs, stays = ([card.leg], []) if card.leg is not None else ([], [card.place])
    said = talk.given_line(to, legs, stays, warned=not one.reviewed)
    query = {"to": to, "at": card.at, "language": tongue.code, "shown": form, "call": call}
    return Done(asked.url("journeys", case.mission, journey.name, "cards", "card", **query), said)


EVERY = Page("/journeys/{mission}/{journey}/cards", "guide/cards.html", _every)
ONE = Page("/journeys/{mission}/{journey}/cards/card", "guide/card.html", _one)
PICTURE = Page("/journeys/{mission}/{journey}/cards/card.png", "", _picture)

PAGES = (EVERY, ONE, PICTURE)
ACTIONS = (Action("/journeys/{mission}/{journey}/cards/card", _give, ONE),)
