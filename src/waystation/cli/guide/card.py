"""`waystation card`: the least that each person must be told of one leg or stay, to print, to send, to read aloud."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click

from waystation.bootstrap import write_file
from waystation.bootstrap.cards import beside, chance, reviews_at
from waystation.bootstrap.cases import cases_named
from waystation.bootstrap.vaults import recipients
from waystation.cli.guide.card_words import heard_command, out_command, review_command, words_command
from waystation.cli.guide.defaulting import Defaulting
from waystation.cli.guide.instants import NOW, now_of
from waystation.cli.keep.asking import asked
from waystation.cli.keep.options import JSON
from waystation.cli.printing import print_json, print_lines
from waystation.cli.progress import progress
from waystation.desk.guide.carding import (
    Dealt,
    Present,
    chosen,
    deal_cards,
    give,
    holder_of,
    kept_secret,
    language_for,
)
from waystation.desk.guide.cases import Case
from waystation.desk.guide.reviewing import Sentences, is_reviewed, reviews_of
from waystation.errors import Usage
from waystation.wording.cards import talk
from waystation.wording.cards.faces import Manner
from waystation.wording.cards.tongue import Tongue
from waystation.wording.cards.tongues import TONGUES
from waystation.wording.cards.worded import FORMS, Worded, called, picture_of, worded
from waystation.wording.cards_json import card_json
from waystation.wording.keeping import written_line
from waystation.world.advice import SPARE

__all__ = ["card_command"]

PICTURES = (".png", ".svg")


@click.group("card", cls=Defaulting, default="show")
def card_command() -> None:
    """Tell somebody the least that they must know of one leg or stay.

    And the check-in words of a journey: what they are, and what words that were heard mean; which cards that are out
    still hold; who has reviewed which language.

    \b
    Example:   waystation card packs/beyond-utopia
    """


for _command in (words_command, heard_command, out_command, review_command):
    card_command.add_command(_command)


@card_command.command("show")
@click.argument("pack", metavar="PACK")
@click.option("--for", "whom", metavar="WHOM", help="For rehearsal; it asks for names of real people.")
@click.option("--language", metavar="XX", help="Two letters; default the one that the pack says, else en.")
@click.option(
    "--as", "form", type=click.Choice(FORMS), default="print", show_default=True, help="For what it is worded."
)
@click.option(
    "-o", "--output", "file", metavar="FILE", help="A file ending in .png, .svg or .txt; several get a number."
)
@click.option("--all", "every", is_flag=True, help="Every card of theirs ahead; default the next one only.")
@click.option("--leg", metavar="ID", help="The card of one leg, or of the stay at one place.")
@click.option("--call", "calls", is_flag=True, help="Ask for the number to call; default the one that they know.")
@click.option("--draft", is_flag=True, help="Look at it only: no signs, nothing kept, and it says so.")
@NOW
@JSON
def show_command(
    pack: str,
    *,
    whom: str | None,
    language: str | None,
    form: str,
    file: str | None,
    every: bool,
    leg: str | None,
    calls: bool,
    draft: bool,
    now: str | None,
    as_json: bool,
) -> None:
    """Give one person the card of their next leg or stay; asks for whom.

    A card says where, when, how many, the signs of both sides, what then, and what to do when it goes wrong; nothing of
    what lies before or after, nobody's name, no money. That it was given is kept: whoever has it knows what it says.
    The check-in words are never written: --as aloud says them to those who travel and those who take their calls.

    \b
    Example:   waystation card packs/beyond-utopia --language ko
    """
    _fits(file, form)
    asked_for = whom or asked(talk.ASK_WHOM)
    (case,) = cases_named((pack,), personal=True)  # who is ill changes the way, and so everybody's hours
    to = holder_of(case.pack, asked_for)
    tongue = _tongue(language or language_for(case.pack, to) or SPARE)
    number = called(asked(talk.ASK_CALL)) if calls else ""
    when = now_of(now, [case.opened])
    present = Present(case, beside((pack,), case), when)
    with progress("planning", silent=as_json):
        dealt, source = _dealt(present, to, draft=draft)
    signed = [*case.reports, *reviews_at(pack).store.all()]
    reviewed = reviews_of(Sentences(tongue.code, tongue.digest, tongue.reviewed), case.pack, signed)
    manner = Manner(case.pack, tongue, said=form == "aloud", draft=dealt.draft, call=number)
    wanted = chosen(dealt, every=every, leg=leg)
    found = [worded(card, replace(manner, reviewed=is_reviewed(card, reviewed)), form) for card in wanted]
    drawn = [_bytes(one, Path(file).suffix.lower(), tongue) for one in found] if file is not None else []
    # kept before anything leaves: what is shown may be known, whatever happens next
    reports = [_given(case, dealt, one, when, source, tongue) for one in found] if not dealt.draft else []
    written = _written(drawn, Path(file)) if file is not None else []
    if as_json:
        ids = [*reports, *[None] * (len(found) - len(reports))]
        print_json([_json(one, dealt, tongue, form, report) for one, report in zip(found, ids, strict=True)])
        return
    _say(found, written, file)
    if dealt.draft:
        print_lines([talk.draft_line(runs=present.running is not None)], err=True)
    else:
        legs = [one.card.leg for one in found if one.card.leg is not None]
        stays = [one.card.place for one in found if one.card.leg is None]
        print_lines([talk.given_line(to, legs, stays, warned=not all(one.reviewed for one in found))], err=True)


def _fits(file: str | None, form: str) -> None:
    ending = Path(file).suffix.lower() if file is not None else ".txt"
    if ending not in (*PICTURES, ".txt"):
        raise Usage("card_file", path=file)
    if ending in PICTURES and form != "print":
        raise Usage("card_picture", form=form)


def _tongue(language: str) -> Tongue:
    if language not in TONGUES:
        raise Usage("card_language", value=language[:40], known=", ".join(TONGUES))
    return TONGUES[language]


def _dealt(present: Present, to: str, *, draft: bool) -> tuple[Dealt, str]:
    """The cards, and who gives them where nobody signs."""
    case = present.case
    if present.running is None or draft:
        return deal_cards(present, to, None), ""
    if not case.record.writable:
        raise Usage("card_not_kept", value=case.mission)
    source = "" if case.record.member else asked(talk.ASK_WHO)
    return deal_cards(present, to, kept_secret(present, source, chance)), source


def _given(case: Case, dealt: Dealt, one: Worded, when: datetime, source: str, tongue: Tongue) -> str:
    report = give(case, dealt, one.card, when, source, language=tongue.code, digest=one.digest, reviewed=one.reviewed)
    return str(report.id)


def _written(drawn: Sequence[bytes], path: Path) -> list[Path]:
    several = [path.with_stem(f"{path.stem}-{number}") for number in range(1, len(drawn) + 1)]
    return [write_file(name, data) for name, data in zip(several if len(drawn) > 1 else [path], drawn, strict=True)]


def _bytes(one: Worded, ending: str, tongue: Tongue) -> bytes:
    if ending not in PICTURES:
        return f"{one.text}\n".encode()
    from waystation.charts.card_sheets import card_png, card_svg

    picture = picture_of(one, tongue.code)
    return card_png(picture) if ending == ".png" else card_svg(picture).encode()


def _say(found: Sequence[Worded], written: Sequence[Path], file: str | None) -> None:
    for number, one in enumerate(found):
        if file is not None:
            click.echo(written_line(str(written[number]), f"{talk.holder(one.card.to)}.", len(recipients())))
        else:
            click.echo(f"{'' if number == 0 else chr(10)}{one.text}")
        if one.sms is not None:
            print_lines([talk.sms_line(one.sms)], err=True)


def _json(one: Worded, dealt: Dealt, tongue: Tongue, form: str, report: str | None) -> object:
    return card_json(
        one.card,
        journey=dealt.journey,
        language=tongue.code,
        form=form,
        reviewed=one.reviewed,
        lines=one.lines if one.sms is None else (),
        sms=one.sms,
        report=report,
    )
