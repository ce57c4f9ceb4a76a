"""`waystation family` and `waystation trace`: what a family may be told, and those who seek somebody."""

from __future__ import annotations

from datetime import datetime

import click

from waystation.bootstrap.cases import cases_named
from waystation.bootstrap.registers import register_of
from waystation.cli.guide.defaulting import PACKS, Defaulting
from waystation.cli.guide.instants import NOW, now_of
from waystation.cli.keep.asking import asked
from waystation.cli.keep.options import JSON, opens_vault
from waystation.cli.printing import ask, print_heading, print_json, print_lines, print_table
from waystation.desk.guide.cases import Case
from waystation.desk.guide.families import ask_for, go_on_tracing, news_in, taken_back, tell, traces_in
from waystation.errors import Usage
from waystation.guiding.family import News
from waystation.guiding.journey import Journey
from waystation.guiding.tracing import NEXT, Trace
from waystation.wording import families as wording
from waystation.wording.families_json import family_json, journey_news_json, told_json, trace_json
from waystation.wording.language import say

__all__ = ["family_command", "trace_command"]

LANGUAGE = click.option(
    "--language", type=click.Choice(wording.FAMILY_LANGUAGES), help="In which; default the party's, or English."
)


@click.group("family", cls=Defaulting, default="say")
def family_command() -> None:
    """Say what a family may be told of a journey, in their language, and keep what they were told.

    \b
    Example:   waystation family vault:heron
    """


@family_command.command("say")
@PACKS
@LANGUAGE
@NOW
@JSON
def say_command(packs: tuple[str, ...], *, language: str | None, now: str | None, as_json: bool) -> None:
    """Say what may be told now, to be read aloud, what was told, and what must wait.

    Only what has happened, never what is planned; a country and a day, never a place and an hour; some days late, good
    and bad news alike. What may be told is told only once somebody has confirmed it.

    \b
    Example:   waystation family vault:heron
    """
    cases = cases_named(packs, personal=True)
    when = now_of(now, [case.opened for case in cases])
    found = news_in(cases)
    if as_json:
        listed = [
            journey_news_json(case.name, journey, news, when, taken_back(case, journey))
            for case, journey, news in found
        ]
        print_json(family_json(listed))
        return
    if not found:
        print_lines([say(wording.NO_JOURNEY)])
    for case, journey, news in found:
        spoken = wording.family_language(language, case.pack.party.language)
        may = [one for one in news if one.since <= when and not one.told]
        print_heading(wording.journey_heading(case.pack.name, journey.number, journey.name))
        print_lines((wording.back_line(one, spoken) for one in taken_back(case, journey)), indent="  ")
        print_lines(wording.may_lines(may, spoken), indent="  ")
        print_lines((wording.told_line(one, spoken) for one in news if one.told), indent="  ")
        print_lines((wording.later_line(one, spoken) for one in news if one.since > when), indent="  ")


@family_command.command("told")
@PACKS
@LANGUAGE
@NOW
@JSON
def told_command(packs: tuple[str, ...], *, language: str | None, now: str | None, as_json: bool) -> None:
    """Keep that somebody was told something: asks what, whom, and who had confirmed it.

    \b
    Example:   waystation family told vault:heron
    """
    cases = cases_named(packs, personal=True)
    when = now_of(now, [case.opened for case in cases])
    may: list[tuple[Case, Journey, News]] = [
        (case, journey, one) for case, journey, news in news_in(cases) for one in news if one.since <= when
    ]
    for number, (case, journey, one) in enumerate(may, 1):
        spoken = wording.family_language(language, case.pack.party.language)
        print_lines([f"{number}: {journey.number or journey.name}: {wording.say_news(one, spoken)}"], err=True)
    if not may:
        raise Usage("family_nothing")
    typed = asked("What was told (its number)")
    if not typed.isdecimal() or not 1 <= int(typed) <= len(may):
        raise Usage("family_which", value=typed[:20], most=len(may))
    case, journey, news = may[int(typed) - 1]
    to, confirmed = asked("Whom did you tell"), asked("Who has confirmed that it is so")
    source = "" if case.record.member else asked("Who says so")
    written = tell(case, journey, news, when, to=to, confirmed=confirmed, source=source)
    if as_json:
        print_json(told_json(str(written.id), journey.name, to, news, confirmed))
    else:
        print_lines([wording.kept_line(to)])


# ---- tracing


@click.group("trace", cls=Defaulting, default="list")
def trace_command() -> None:
    """Keep requests of those who seek somebody, who it is found to be, and that they are together again.

    Without a PACK they lie in the vault's own register, each person sealed under a key of their own.

    \b
    Example:   waystation trace
    """


PACK = click.argument("pack", required=False, metavar="[PACK]")


@trace_command.command("list")
@PACK
@opens_vault
@JSON
def list_command(pack: str | None, *, as_json: bool) -> None:
    """List tracing requests, and how each stands.

    \b
    Example:   waystation trace
    """
    store, _ = register_of(pack)
    _print(traces_in(store), as_json)


@trace_command.command("ask")
@PACK
@click.option("--language", metavar="XX", help="The enquirer's, by its two letters.")
@opens_vault
@NOW
@JSON
def ask_command(pack: str | None, *, language: str | None, now: str | None, as_json: bool) -> None:
    """Take down who is sought, and who seeks; asks for both.

    \b
    Example:   waystation trace ask
    """
    store, member = register_of(pack)
    sought, enquirer = asked("Who is sought"), asked("Who seeks them")
    source = member or asked("Who says so")
    _print(
        [ask_for(store, _now(pack, now), sought=sought, enquirer=enquirer, language=language, source=source)], as_json
    )


def _goes_on(state: str, about: str, example: str) -> None:
    """A command that says how a request stands now."""

    @trace_command.command(state, help=f"{about}\n\n\b\nExample:   waystation trace {example}")
    @PACK
    @opens_vault
    @NOW
    @JSON
    def command(pack: str | None, *, now: str | None, as_json: bool) -> None:
        store, member = register_of(pack)
        known = [one for one in traces_in(store) if state in NEXT[one.state]]
        print_lines(("  ".join(row) for row in wording.trace_rows(known)), err=True)
        letters = asked("Which (the first letters of its id)")
        journey = ask("On which journey are they (nothing if on none)") if state == "matched" else ""
        source = member or asked("Who says so")
        done = go_on_tracing(store, _now(pack, now), letters, state, source=source, journey=journey.strip() or None)
        _print([done], as_json)


_goes_on(
    "matched", "Say who it is found to be: a person's decision; nothing here compares names. Asks which.", "matched"
)
_goes_on("reunited", "Say that the two are together again; asks which.", "reunited")
_goes_on("closed", "Close a request; asks which.", "closed")


def _now(pack: str | None, now: str | None) -> datetime:
    return now_of(now, [case.opened for case in cases_named([pack])] if pack is not None else [])


def _print(found: list[Trace], as_json: bool) -> None:
    if as_json:
        print_json([trace_json(one) for one in found])
    elif found:
        print_table(wording.trace_rows(found), indent=0)
    else:
        print_lines([say(wording.NO_TRACE)])
