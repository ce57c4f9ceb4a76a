"""Burning by form: what it touches is read back first, then it is done; and whoever must be warned is ticked off."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from waystation.bootstrap.cases import cases_named
from waystation.bootstrap.on_the_way import with_more
from waystation.bootstrap.watches import refresh_watch
from waystation.desk.guide.burning import Burnt, alerts_in, burn, foresee_burn, tick_off
from waystation.desk.guide.cases import Case, sound_cases
from waystation.desk.guide.knowing import meant_by
from waystation.desk.guide.replanning import Answers, answers_in
from waystation.errors import Usage, WaystationError
from waystation.guiding.warning import Alert, burns_in, order_of
from waystation.web.asked import Asked
from waystation.web.desk_now import DeskNow
from waystation.web.hear.keeping import warned
from waystation.web.pages import Action, Again, Done, Page
from waystation.wording import burning as wording
from waystation.wording.burn_pages import KINDS, by_when, foreseen_line, waits_line
from waystation.wording.figures import date_and_time
from waystation.wording.language import say
from waystation.world.report_journeys import ToWarn

__all__ = ["ACTIONS", "PAGES"]


def _burning(desk: DeskNow, asked: Asked) -> Mapping[str, Any]:
    cases = _everywhere(desk)
    wanted = asked.text("other") or asked.text("what") or asked.wants("what")
    groups = _burnt(desk.cases)
    found = alerts_in(desk.cases)
    left = len({alert.who for _, alert in found if alert.warned is None})
    return {
        "groups": groups,
        "waiting": left,
        "waits_line": waits_line(bool(groups), left),
        "options": _options(desk, cases),
        "wanted": wanted,
        "signs": _signs(desk, cases),
        "back": _read_back(desk, cases, wanted) if wanted else None,
    }


def _everywhere(desk: DeskNow) -> list[Case]:
    """Every mission at hand: where one is in a vault all of the vault, shown or not; a burn leaves none out."""
    if desk.vault is None:
        return list(desk.cases)
    from waystation.desk.keep.packs import packs_in

    shown = {case.name for case in desk.cases}
    others = [name for one in sorted(packs_in(desk.vault)) if (name := f"vault:{one}") not in shown]
    return [*desk.cases, *(sound_cases(cases_named(others, personal=True))[0] if others else [])]


def _answers(desk: DeskNow, cases: Sequence[Case]) -> Answers:
    """The answers as they are now: whoever must be warned is found by the way ahead, so it must not be an old one."""
    return answers_in(cases, desk.now) if desk.working or len(cases) > len(desk.cases) else desk.answers


def _signs(desk: DeskNow, cases: Iterable[Case]) -> bool:
    return desk.vault is not None and all(case.record.member for case in cases)


def _options(desk: DeskNow, cases: Sequence[Case]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Everybody and everything that can be burnt, by kind; of one id there is one."""
    brokers = {f"broker:{one.id}": one.title for case in cases for one in case.pack.brokers}
    places = {f"place:{one.id}": one.title for case in cases for one in case.pack.places}
    listed = [(say(KINDS["broker"]), list(brokers.items())), (say(KINDS["place"]), list(places.items()))]
    if desk.vault is not None:
        from waystation.desk.keep.members import members_of

        members = members_of(desk.vault)
        devices = [
            (f"device:{one.label}", f"{one.label} ({member.member})")
            for member in members
            for one in member.devices
            if not one.removed
        ]
        listed += [
            (say(KINDS["member"]), [(f"member:{one.member}", one.member) for one in members]),
            (say(KINDS["device"]), devices),
        ]
    return [(label, sorted(each, key=lambda pair: pair[1])) for label, each in listed if each]


def _read_back(desk: DeskNow, cases: Sequence[Case], wanted: str) -> dict[str, Any] | None:
    """What a burn would touch; None where it is not clear who is meant, which the form then says."""
    try:
        meant = meant_by(cases, desk.vault, wanted)
        found = foresee_burn(cases, desk.vault, meant, desk.now, _answers(desk, cases).ahead)
    except WaystationError:
        return None
    warn: dict[str, tuple[Case, ToWarn]] = {}
    every = [(each.knew.case, one) for each in found for one in each.warn]
    for case, one in sorted(every, key=lambda pair: order_of(pair[1])):
        warn.setdefault(one.who, (case, one))
    return {
        "meant": f"{meant.what}:{meant.name}",
        "title": meant.title,
        "kind": say(KINDS[meant.what]),
        "line": foreseen_line(meant.title, len([each for each in found if each.knew.anything]), len(warn)),
        "missions": [
            {
                "mission": each.knew.case.mission,
                "title": each.knew.case.pack.name,
                "lines": wording.knew_lines(
                    meant.name,
                    each.knew.case.pack,
                    each.knew.touched,
                    each.knew.cards,
                    each.knew.money,
                    places=each.knew.places,
                    whole=each.knew.whole,
                ),
                "closed": wording.closed_lines(each.knew.case.pack, each.fresh),
            }
            for each in found
        ],
        "warn": [
            {
                "who": wording.who_is_it(case.pack, case.journeys, one.who),
                "why": wording.why_warned(one.why, one.who),
                "by": by_when(one.by, case.pack.clock.zone),
            }
            for case, one in warn.values()
        ],
    }


def _burnt(cases: Sequence[Case]) -> list[dict[str, Any]]:
    """What is burnt, and who was warned of it and who was not, the most urgent first."""
    found = alerts_in(cases)
    burns = [(case, one) for case in cases for one in burns_in(case.reports)]
    latest = {(one.what, one.name): (case, one) for case, one in burns}
    return [
        {
            "title": _title(case, burn.what, burn.name),
            "kind": say(KINDS[burn.what]),
            "since": date_and_time(burn.happened.astimezone(case.pack.clock.zone)),
            "report": (case.mission, str(burn.id)),
            "text": burn.text,
            "alerts": _alerts([pair for pair in found if (pair[1].what, pair[1].name) == key]),
        }
        for key, (case, burn) in latest.items()
    ]


def _title(case: Case, what: str, name: str) -> str:
    tables: dict[str, Mapping[str, Any]] = {"broker": case.pack.broker, "place": case.pack.place}
    named = tables.get(what, {})
    return str(named[name].title) if name in named else name


def _alerts(pairs: Sequence[tuple[Case, Alert]]) -> list[dict[str, Any]]:
    """Whom to warn, each once though several missions list them; those who wait first."""
    found: dict[str, tuple[Case, Alert]] = {}
    for case, one in sorted(pairs, key=lambda pair: (pair[1].warned is not None, pair[1].order)):
        found.setdefault(one.who, (case, one))
    return [
        {
            "who": one.who,
            "title": wording.who_is_it(case.pack, case.journeys, one.who),
            "why": wording.why_warned(one.why, one.who),
            "by": by_when(one.by, case.pack.clock.zone),
            "warned": date_and_time(one.warned.astimezone(case.pack.clock.zone)) if one.warned is not None else "",
        }
        for case, one in found.values()
    ]


def _burn(desk: DeskNow, asked: Asked) -> Done | Again:
    cases = _everywhere(desk)
    wanted = asked.text("other") or asked.text("what")
    if not wanted:
        raise Usage("nothing_answered", question="Whom or what is burnt")
    meant = meant_by(cases, desk.vault, wanted)
    source = "" if _signs(desk, cases) else asked.text("source")
    if not _signs(desk, cases) and not source:
        raise Usage("nothing_answered", question="Who says so")
    if asked.text("sure") != f"{meant.what}:{meant.name}":
        return Again(say("Nothing is burnt yet. Read what it touches, then confirm."))
    before = _answers(desk, cases)
    done = burn(cases, desk.vault, meant, desk.now, source=source, text=asked.text("text"), ahead=before.ahead)
    return Done(asked.url("burn"), "\n".join(_said(desk, cases, before, done)))


def _said(desk: DeskNow, cases: Sequence[Case], before: Answers, done: Burnt) -> list[str]:
    """What was done, and what the journeys do now."""
    meant = done.meant
    lines = [wording.burnt_line(meant.what, meant.title, done.since)]
    if not any(one.knew.anything for one in done.here):
        lines.append(wording.nothing_line(meant.what, meant.title))
    lines += wording.keys_lines(done.changed, [*done.shut_out, *(name for one in done.here for name in one.rotated)])
    written = {one.knew.case.name: one.report for one in done.here}
    after = [
        Case(with_more(one.opened, [written[one.name]]), one.record) if one.name in written else one for one in cases
    ]
    answers = answers_in(after, desk.now)
    troubles = [*done.troubles, *answers.troubles]
    for key, one in answers.found.items():
        running, answer = one.running, one.answer
        troubles += refresh_watch(running.name, running.pack, running.journey, answer.ahead, desk.now)
        was = before.found.get(key)
        lines.append(wording.next_line(running.pack, answer, was.answer if was is not None else None))
    return [*lines, *warned(troubles)]


def _warned(desk: DeskNow, asked: Asked) -> Done:
    source = "" if all(case.record.member for case in desk.cases) else asked.text("source")
    waiting = {alert.who for _, alert in alerts_in(desk.cases) if alert.warned is None}
    done = tick_off(desk.cases, asked.text("who"), desk.now, source)
    case, one = done[0]
    title = wording.who_is_it(case.pack, case.journeys, one.who)
    return Done(asked.url("burn"), wording.warned_line(title, len(waiting) - 1))


BURN = Page("/burn", "guide/burn.html", _burning)

PAGES = (BURN,)
ACTIONS = (Action("/burn", _burn, BURN), Action("/burn/warned", _warned, BURN))
