"""`waystation burn`: somebody or something is compromised; what it knew, what is closed, and whom to warn first."""

from __future__ import annotations

import click

from waystation.bootstrap.cases import cases_named, every_case, vault_at_hand
from waystation.bootstrap.watches import refresh_watch
from waystation.cli.guide.defaulting import PACKS, Defaulting
from waystation.cli.guide.instants import NOW, now_of
from waystation.cli.keep.asking import asked
from waystation.cli.keep.options import JSON
from waystation.cli.printing import ask, print_heading, print_json, print_lines, print_mistakes, print_table
from waystation.cli.progress import progress
from waystation.desk.guide.burning import Burnt, alerts_in, burn, tick_off
from waystation.desk.guide.cases import Case, sound_cases
from waystation.desk.guide.knowing import meant_by
from waystation.desk.guide.replanning import Answered, Answers, answers_in
from waystation.errors import Mistake
from waystation.guiding.answering import Answer
from waystation.guiding.warning import Alert, burns_in
from waystation.wording import burning as wording
from waystation.wording.burning_json import alert_json, alerts_json, answer_json, burn_json, mission_json
from waystation.wording.language import say

__all__ = ["burn_command"]


@click.group("burn", cls=Defaulting, default="now")
def burn_command() -> None:
    """Burn a broker, a place, a member or a device; tick off who was warned of it; list who was not.

    \b
    Example:   waystation burn
    """


@burn_command.command("now")
@PACKS
@click.option("--who", metavar="NAME", help="For rehearsal; it asks for names of real people.")
@NOW
@JSON
def now_command(packs: tuple[str, ...], *, who: str | None, now: str | None, as_json: bool) -> None:
    """Declare a broker, a place, a member or a device compromised; asks whom, and what happened.

    All that it knew is listed; its legs, the houses that it knew and the legs on its cards are closed in every mission
    here that has them; keys are changed; journeys are planned anew; and whoever is in danger is listed, soonest first.
    broker:ID, place:ID, member:NAME and device:LABEL tell apart what shares a name. Only a correction takes a burn
    back.

    \b
    Example:   waystation burn
    """
    (cases, broken), vault = sound_cases(every_case(packs, personal=True)), vault_at_hand(packs)
    meant = meant_by(cases, vault, who or asked("Whom or what is burnt"))
    text = ask("What has happened (nothing to leave it out)")
    signs = vault is not None and all(case.record.member for case in cases)
    source = "" if signs else asked("Who says so")
    when = now_of(now, [case.opened for case in cases])
    with progress("planning", silent=as_json):
        before = answers_in(cases, when)
    done = burn(cases, vault, meant, when, source=source, text=text, ahead=before.ahead)
    again, _ = sound_cases(every_case(packs, personal=True))
    with progress("planning", silent=as_json):
        after = answers_in(again, when)
    watch = [
        trouble
        for one in after.found.values()
        for trouble in refresh_watch(one.running.name, one.running.pack, one.running.journey, one.answer.ahead, when)
    ]
    troubles = [*broken, *done.troubles, *after.troubles, *watch]
    print_mistakes(troubles)
    alerts = _alerts(again, done)
    if as_json:
        print_json(_json(done, alerts, before, after, troubles))
        return
    _print(done, alerts)
    if after.found:
        print_heading("What the journeys do now")
        pairs = [(before.found.get(key), one) for key, one in after.found.items()]
        print_lines((wording.next_line(one.running.pack, one.answer, _answer(old)) for old, one in pairs), indent="  ")


def _alerts(cases: list[Case], done: Burnt) -> list[tuple[Case, Alert]]:
    return [pair for pair in alerts_in(cases) if (pair[1].what, pair[1].name) == (done.meant.what, done.meant.name)]


def _print(done: Burnt, alerts: list[tuple[Case, Alert]]) -> None:
    meant = done.meant
    print_lines([wording.burnt_line(meant.what, meant.title, done.since)])
    if not any(one.knew.anything for one in done.here):
        print_lines([wording.nothing_line(meant.what, meant.title)])
    for one in done.here:
        knew = one.knew
        print_heading(f"{knew.case.pack.name} ({knew.case.name})")
        told = wording.knew_lines(
            meant.name, knew.case.pack, knew.touched, knew.cards, knew.money, places=knew.places, whole=knew.whole
        )
        print_lines([*told, *wording.closed_lines(knew.case.pack, one.fresh)], indent="  ")
    keys = wording.keys_lines(done.changed, [*done.shut_out, *(name for one in done.here for name in one.rotated)])
    if keys:
        print_heading("Keys")
        print_lines(keys, indent="  ")
    _print_alerts("Whom to warn, in this order", alerts)


def _print_alerts(heading: str, alerts: list[tuple[Case, Alert]]) -> None:
    """Each once, though several missions list them."""
    if not alerts:
        return
    print_heading(heading)
    found: dict[str, tuple[str, Alert]] = {}
    for case, one in sorted(alerts, key=lambda pair: (pair[1].warned is not None, pair[1].order)):
        found.setdefault(one.who, (wording.who_is_it(case.pack, case.journeys, one.who), one))
    print_table(wording.alert_rows(list(found.values()), alerts[0][0].pack.clock.zone))
    open_ = sum(one.warned is None for _, one in found.values())
    print_lines(wording.ticked_lines(open_, len(found) - open_), indent="  ")


def _json(
    done: Burnt, alerts: list[tuple[Case, Alert]], before: Answers, after: Answers, troubles: list[Mistake]
) -> object:
    missions = [
        mission_json(
            one.knew.case.name,
            one.report,
            one.knew.touched,
            one.knew.cards,
            one.knew.money,
            whole=one.knew.whole,
            fresh=one.fresh,
            rotated=one.rotated,
        )
        for one in done.here
    ]
    return burn_json(
        done.meant.what,
        done.meant.name,
        done.since.isoformat(),
        missions,
        elsewhere=done.elsewhere,
        warn=[alert_json(case.name, one) for case, one in alerts],
        shut_out=done.shut_out,
        changed=done.changed,
        answers=[answer_json(one.answer, _answer(before.found.get(key))) for key, one in after.found.items()],
        warnings=troubles,
    )


def _answer(found: Answered | None) -> Answer | None:
    return found.answer if found is not None else None


@burn_command.command("warned")
@PACKS
@click.option("--who", metavar="WHO", help="For rehearsal; it asks for names of real people.")
@NOW
@JSON
def warned_command(packs: tuple[str, ...], *, who: str | None, now: str | None, as_json: bool) -> None:
    """Tick off somebody who has been warned; lists who is left, and asks who it was.

    \b
    Example:   waystation burn warned
    """
    cases = cases_named(packs)
    waiting = [(case, one) for case, one in alerts_in(cases) if one.warned is None]
    if not waiting:
        if as_json:
            print_json([])
        else:
            print_lines([say(wording.NOBODY_WAITS)])
        return
    if who is None:
        each = {one.who: (case, one) for case, one in reversed(waiting)}
        for case, one in sorted(each.values(), key=lambda pair: pair[1].order):
            title = wording.who_is_it(case.pack, case.journeys, one.who)
            print_lines([f"{one.who}: {title}, {wording.why_warned(one.why, one.who)}"], indent="  ", err=True)
    name = who or asked("Who was warned (such as broker:ID)")
    source = "" if all(case.record.member for case in cases) else asked("Who says so")
    done = tick_off(cases, name, now_of(now, [case.opened for case in cases]), source)
    if as_json:
        ticked = [(case.name, one) for case, one in alerts_in(cases_named(packs)) if one.who == done[0][1].who]
        print_json(alerts_json(ticked))
        return
    case, one = done[0]
    left = len({alert.who for _, alert in waiting}) - 1
    print_lines([wording.warned_line(wording.who_is_it(case.pack, case.journeys, one.who), left)])


@burn_command.command("list")
@PACKS
@JSON
def list_command(packs: tuple[str, ...], *, as_json: bool) -> None:
    """List what was burnt, and who was warned of it and who was not, the most urgent first.

    \b
    Example:   waystation burn list
    """
    cases = cases_named(packs)
    found = alerts_in(cases)
    if as_json:
        print_json(alerts_json((case.name, one) for case, one in found))
        return
    burnt = [(one.what, one.name) for case in cases for one in burns_in(case.reports)]
    for what in dict.fromkeys([*((one.what, one.name) for _, one in found), *burnt]):
        own = [(case, one) for case, one in found if (one.what, one.name) == what]
        heading = f"{what[1]} ({what[0]})"
        _print_alerts(heading, own)
        if not own:
            print_heading(heading)
            print_lines([say(wording.NOBODY_LISTED)], indent="  ")
    if not burnt:
        print_lines([say(wording.NOBODY_BURNT)])
