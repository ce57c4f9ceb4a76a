"""What is said around cards at the desk, in English: what was kept, what waits for a reader, what words mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from waystation.guiding.cards_out import CardOut
from waystation.guiding.signs import MEANINGS, Meaning, Words
from waystation.wording.cards.faces import Line
from waystation.wording.cards.sms import Sms
from waystation.wording.cards.tongue import Tongue
from waystation.wording.figures import date_and_time
from waystation.wording.keeping import listed, many
from waystation.wording.language import mark, say, say_many, spoken

__all__ = [
    "ASK_CALL",
    "ASK_HEARD",
    "ASK_HEARER",
    "ASK_READER",
    "ASK_WHO",
    "ASK_WHOM",
    "NONE_OUT",
    "NONE_READ",
    "NOT_HEARD",
    "draft_line",
    "given_line",
    "heard_lines",
    "holder",
    "out_line",
    "out_rows",
    "review_lines",
    "review_rows",
    "signed_line",
    "sms_line",
    "text_lines",
    "words_head",
    "words_rows",
]

ASK_WHOM = mark("For whom (broker:ID, host:PLACE, traveller, liaison:NAME)")
ASK_WHO = mark("Who gives it")
ASK_CALL = mark("Which number do they call")
ASK_HEARER = mark("Who heard it")
ASK_HEARD = mark("What was said, word for word")
ASK_READER = mark("Who has read all of it (nothing if nobody has)")
NOT_HEARD = mark(
    "These are no words of a journey that runs here. Nothing is guessed: let them say it again, or ask how they are."
)
LISTED = ("wrong", "note", "words")
"""Kinds of lines of which there may be several."""
NONE_OUT = mark("No card of this journey is out.")
NONE_READ = mark("You do not read the cards of this mission, so nothing is known here of those that are out.")
MEANT = {
    "good": mark("{journey} ({number}): all is well."),
    "bad": mark(
        "{journey} ({number}): something has gone wrong. Call them back if that is safe, and look at what is to be"
        " done."
    ),
    "pressed": mark(
        "{journey} ({number}): somebody forces them to say so. Talk as always, ask nothing, and tell the desk at once."
    ),
}
HOLDS = {"en": "holds", "ko": "유효함"}
"""By language: the cash book says the same English word of whoever holds money."""
KEYS = {
    "good": mark("all is well"),
    "bad": mark("something is wrong"),
    "pressed": mark("somebody forces them"),
}


def text_lines(lines: Sequence[Line]) -> Iterator[str]:
    """A card as lines of text: what there may be several of stands below its label."""
    for line in lines:
        if line.kind in LISTED:
            if line.label:
                yield f"{line.label}:"
            yield f"- {line.text}"
        else:
            yield f"{line.label}: {line.text}" if line.label else line.text


def holder(to: str) -> str:
    """Whose a card is, in words."""
    kind, _, name = to.partition(":")
    if kind == "broker":
        return name
    if kind == "place":
        return say("the host of {place}", place=name)
    return say("the travellers") if kind == "traveller" else say("{name}, liaison", name=name)


def draft_line(runs: bool) -> str:
    """Why a card is a draft."""
    if runs:
        return say("A draft: nothing is drawn for it and nothing kept. Give nobody a draft.")
    return say("No journey runs, so this is a draft by the plan: its signs are not drawn. Give nobody a draft.")


def given_line(to: str, legs: Sequence[str], places: Sequence[str], *, warned: bool) -> str:
    """What is said once it is kept that cards were given."""
    told = [*(say("leg {leg}", leg=leg) for leg in legs), *(say("the stay at {place}", place=one) for one in places)]
    kept = say("Kept as told to {who}: {what}.", who=holder(to), what=listed(told))
    return f"{kept} {say('It is marked as not reviewed.')}" if warned else kept


def sms_line(sms: Sms) -> str:
    """How a message is sent."""
    return f"{many(sms.parts, 'part')}, {sms.coding}, {many(len(sms.text), 'letter')}"


def words_head(name: str, number: int) -> str:
    """What stands above check-in words."""
    text = mark(
        "{journey} ({number}): for those who travel and those who take their calls, by heart; never written down."
    )
    return say(text, journey=name, number=number)


def words_rows(words: Words, tongue: Tongue) -> list[tuple[str, str]]:
    """Check-in words as rows: what they mean, and what is said."""
    return [(say(KEYS[meaning]), f"“{tongue.phrase(words.of(meaning))}”") for meaning in MEANINGS]


def heard_lines(name: str, number: int, meaning: Meaning, when: datetime | None) -> list[str]:
    """What words that were heard mean; `when` it was kept, None where it was not."""
    lines = [say(MEANT[meaning], journey=name, number=number)]
    if when is not None:
        lines.append(say("Kept as a sign of life at {when}.", when=date_and_time(when, with_offset=True)))
    return lines


def out_rows(found: Sequence[CardOut]) -> list[tuple[str, str, str]]:
    """Cards that are out, as rows: whose, of what, how it stands."""
    return [(holder(one.given.to), _told_of(one), _stands(one)) for one in found]


def _told_of(out: CardOut) -> str:
    legs = out.given.legs
    return (
        say("leg {leg}", leg=legs[0]) if legs else say("the stay at {place}", place=str(out.given.at).partition(":")[2])
    )


def _stands(out: CardOut) -> str:
    told = date_and_time(out.given.opens, with_offset=True) if out.given.opens is not None else ""
    if out.state == "moved" and out.now is not None:
        return say("TELL THEM: now {now}, not {told}", now=date_and_time(out.now.opens, with_offset=True), told=told)
    if out.state == "burnt":
        return say("is burnt: call nobody, and go there no more")
    if out.state == "off":
        return say("TELL THEM: it is not on the way any more")
    if out.state == "past":
        return say("over")
    return say("holds: {when}", when=told) if told else HOLDS[spoken()]


def out_line(found: Sequence[CardOut]) -> str:
    """What is to be done about cards that are out."""
    wrong = sum(one.state in ("moved", "off") for one in found)
    if not wrong:
        return say("Every card that is out holds, or is over.")
    return say_many(
        "{n} card does not hold: call, and give a new one where there is one.",
        "{n} cards do not hold: call, and give a new one where there is one.",
        wrong,
        n=f"{wrong:,}",
    )


def review_lines(tongue: Tongue, english: Tongue) -> Iterator[tuple[str, str]]:
    """Everything that a reader of a language reads, each beside its English: sentences, things, words, numbers."""
    yield from ((english.sentences[key], text) for key, text in tongue.sentences.items())
    for own, spare in (
        (tongue.colours, english.colours),
        (tongue.things, english.things),
        (tongue.openings, english.openings),
        (tongue.remarks, english.remarks),
        (tongue.weekdays, english.weekdays),
        (tongue.said_weekdays, english.said_weekdays),
        (tongue.months, english.months),
        (tongue.said_months, english.said_months),
    ):
        yield from zip(spare, own, strict=True)
    yield from ((english.number(n), tongue.number(n)) for n in (*range(25), 30, 31, 35, 40, 45, 50, 55, 59))


def review_rows(standings: Sequence[tuple[Tongue, bool, Sequence[str], bool]]) -> list[tuple[str, str, str]]:
    """How the review of each language stands, as rows.

    Args:
        standings: The language; whether the program's sentences are reviewed; by whom; whether the mission's notes are.
    """
    rows = []
    for tongue, stands, readers, notes in standings:
        if not stands:
            said = say("not yet reviewed by a speaker")
        else:
            said = (
                say("reviewed when it was written")
                if tongue.reviewed
                else say("reviewed by {who}", who=listed(readers))
            )
        rows.append(
            (tongue.code, tongue.english, said if notes else say("{said}; the mission's notes are not", said=said))
        )
    return rows


def signed_line(tongue: Tongue, reader: str) -> str:
    """What is said once a reader has signed."""
    text = mark("{reader} has read all of it: cards in {language} are marked no more, until a sentence changes.")
    return say(text, reader=reader, language=tongue.english)
