"""`waystation card words`, `heard`, `out`, `review`: what to say, what was said, which cards hold, who read them."""

from __future__ import annotations

import click

from waystation.bootstrap import present_instant
from waystation.bootstrap.cards import beside, chance, reviews_at
from waystation.bootstrap.cases import cases_named, vault_at_hand
from waystation.cli.guide.defaulting import PACKS
from waystation.cli.guide.instants import NOW, now_of
from waystation.cli.guide.on_the_way import OnTheWay
from waystation.cli.keep.asking import asked
from waystation.cli.keep.options import JSON
from waystation.cli.printing import ask, print_heading, print_json, print_lines, print_table
from waystation.cli.progress import progress
from waystation.desk.guide.carding import Present, kept_secret, out_now
from waystation.desk.guide.cases import reads_cards, take_down
from waystation.desk.guide.hearing_words import heard_in
from waystation.desk.guide.reviewing import Reviewed, Sentences, reviews_of, sign_review
from waystation.errors import Usage
from waystation.guiding.signs import words_of
from waystation.wording.cards import talk
from waystation.wording.cards.tongue import Tongue
from waystation.wording.cards.tongues import TONGUES
from waystation.wording.cards_json import heard_json, out_json, review_json, words_json
from waystation.world.advice import SPARE

__all__ = ["heard_command", "out_command", "review_command", "words_command"]

LANGUAGE = click.option("--language", metavar="XX", type=click.Choice(tuple(TONGUES)), help="Two letters, such as ko.")


@click.command("words")
@click.argument("pack", metavar="PACK")
@LANGUAGE
@NOW
@JSON
def words_command(pack: str, *, language: str | None, now: str | None, as_json: bool) -> None:
    """Show a journey's check-in words: for good, for bad, and under pressure.

    They are two ordinary sentences each, drawn by chance for this journey: what they say has nothing to do with what
    they mean. Only those who travel and those who take their calls may know them, by heart.

    \b
    Example:   waystation card words packs/beyond-utopia
    """
    (case,) = cases_named((pack,))
    present = Present(case, beside((pack,), case), now_of(now, [case.opened]))
    if present.running is None:
        raise Usage("card_no_journey", value=case.name)
    source = "" if case.record.member else asked(talk.ASK_WHO)
    words, journey = words_of(kept_secret(present, source, chance)), present.running.journey
    tongues = [TONGUES[language or case.pack.party.language or SPARE]]
    if as_json:
        print_json(words_json(journey.name, journey.number, words, tongues if language else list(TONGUES.values())))
        return
    print_lines([talk.words_head(journey.name, journey.number)])
    for tongue in tongues:
        print_table(talk.words_rows(words, tongue))


@click.command("out")
@click.argument("pack", metavar="PACK")
@NOW
@JSON
def out_command(pack: str, *, now: str | None, as_json: bool) -> None:
    """Say which cards that were given still hold, and who must be told anew.

    A plan changes with every report; a card in somebody's hand does not.

    \b
    Example:   waystation card out packs/beyond-utopia
    """
    (case,) = cases_named((pack,), personal=True)
    present = Present(case, beside((pack,), case), now_of(now, [case.opened]))
    with progress("planning", silent=as_json):
        found = out_now(present)
    if as_json:
        print_json([out_json(one) for one in found])
    elif found:
        print_table(talk.out_rows(found))
        print_lines([talk.out_line(found)])
    else:
        print_lines([talk.NONE_OUT if reads_cards(case, vault_at_hand((pack,))) else talk.NONE_READ])


@click.command("heard")
@PACKS
@click.option("--keep", is_flag=True, help="Keep it as a sign of life of its journey.")
@NOW
@JSON
def heard_command(packs: tuple[str, ...], *, keep: bool, now: str | None, as_json: bool) -> int:
    """Read check-in words that were heard back into what they mean; asks for them.

    Whatever case, blanks and punctuation they are written in, and in any of the languages of cards; but word for word,
    and the whole of it: nothing is guessed. Words that are none end with status 1.

    \b
    Example:   waystation card heard packs/beyond-utopia
    """
    cases = cases_named(packs)
    when = now_of(now, [case.opened for case in cases])
    phrases = [tongue.phrase for tongue in TONGUES.values()]
    found = heard_in(cases, asked(talk.ASK_HEARD), when, phrases)
    if found is None:
        if as_json:
            print_json(heard_json(None, None, None, None))
        else:
            print_lines([talk.NOT_HEARD])
        return 1
    report, sentences = None, []
    journey = found.journey
    if keep:
        source = "" if found.case.record.member else asked(talk.ASK_HEARER)
        way = OnTheWay(found.case.name)
        fields = {"kind": "checkin", "journey": journey.name, "word": found.meaning}
        report = take_down(found.case, when, source, fields)
        sentences = [sentence for _, sentence in way.changed([report], silent=as_json)]
    if as_json:
        print_json(heard_json(journey.name, journey.number, found.meaning, str(report.id) if report else None))
    else:
        kept = report.happened if report else None
        print_lines([*talk.heard_lines(journey.name, journey.number, found.meaning, kept), *sentences])
    return 0


@click.command("review")
@click.argument("pack", metavar="[PACK]", required=False)
@LANGUAGE
@JSON
def review_command(pack: str | None, *, language: str | None, as_json: bool) -> None:
    """Say which languages a speaker has reviewed; with --language, read it beside English and sign it.

    A named reader signs all sentences, and the notes of PACK where one is named; in a vault the review counts for all
    its missions. A sentence that changes is signed by nobody, and its cards are marked again.

    \b
    Example:   waystation card review packs/beyond-utopia --language vi
    """
    case = cases_named((pack,))[0] if pack is not None else None
    there = reviews_at(pack or "")
    every = there.store.all()
    own = case.pack if case is not None else None
    standings = {one.code: reviews_of(_sentences(one), own, every) for one in TONGUES.values()}
    if language is None:
        _list(standings, as_json=as_json)
        return
    tongue = TONGUES[language]
    if tongue.reviewed:
        raise Usage("review_own", value=tongue.english)
    if not as_json:
        print_heading(f"{tongue.english}: every sentence, beside its English")
        print_table(list(talk.review_lines(tongue, TONGUES[SPARE])))
        notes = [(note.text[SPARE], note.text[language]) for note in own.advice if language in note.text] if own else []
        if notes:
            print_heading("Notes of the mission")
            print_table(notes)
    reader = ask(talk.ASK_READER).strip()
    if reader:
        sign_review(there.store, standings[language], present_instant(), reader, there.member)
        standings[language] = reviews_of(_sentences(tongue), own, there.store.all())
    if as_json:
        _list({language: standings[language]}, as_json=True)
    elif reader:
        print_lines([talk.signed_line(tongue, reader)])


def _sentences(tongue: Tongue) -> Sentences:
    return Sentences(tongue.code, tongue.digest, tongue.reviewed)


def _list(standings: dict[str, Reviewed], *, as_json: bool) -> None:
    if not as_json:
        rows = [(TONGUES[key], one.sentences_stand, one.readers, one.notes_stand) for key, one in standings.items()]
        print_table(talk.review_rows(rows))
        return
    print_json(
        [
            review_json(
                TONGUES[key],
                stands=one.sentences_stand,
                readers=one.readers,
                notes=one.notes,
                notes_stand=one.notes_stand,
                notes_readers=one.notes_readers,
            )
            for key, one in standings.items()
        ]
    )
