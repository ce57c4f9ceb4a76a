"""What if: the plan as it is beside the plan with something otherwise; nothing is written, no address says what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from waystation.desk.chart.asking import what_if
from waystation.desk.chart.loading import load_pack
from waystation.desk.decide.departures import Remembered
from waystation.errors import BadInput, Mistake, WaystationError
from waystation.web.asked import Asked
from waystation.web.chart.mission import links_of
from waystation.web.chart.sections import Item, Section, table
from waystation.web.chart.working import case_asked
from waystation.web.desk_now import DeskNow
from waystation.web.pages import Action, Again, Later, Page
from waystation.wording import plans
from waystation.wording.beliefs import say_what
from waystation.wording.edit_pages import title_of
from waystation.wording.language import say
from waystation.wording.mistakes import sentence
from waystation.wording.pack_words import level_word
from waystation.wording.what_if import beside_lines, beside_rows, change_line
from waystation.world.pack import Pack

__all__ = ["ACTIONS", "PAGES", "Choice"]

RISKS = ("caught", "harm", "back", "late")
CHANCES = ("0", "[0, 0.02]", "[0.02, 0.1]", "[0.1, 0.3]", "1")


@dataclass(frozen=True)
class Choice:
    """A field of the form.

    Args:
        name: Its name.
        label: What it is.
        options: Values and words; the first leaves things as they are.
    """

    name: str
    label: str
    options: tuple[tuple[str, str], ...]


def _build(desk: DeskNow, asked: Asked) -> Mapping[str, Any] | Later:
    case = case_asked(desk, asked)
    pack = case.opened.loaded.pack
    given = {
        "mission": case.mission,
        "title": pack.name,
        "links": links_of(asked, case.mission),
        "conditions": _conditions(pack),
        "risks": [("", "–"), *_risks(pack)],
        "without": _without(pack),
        "chances": [("", "–"), *zip(CHANCES, _chances(), strict=True)],
        "sections": [],
        "answer": [],
        "wrong": [],
    }
    settings, without = _settings(pack, asked), [one for one in asked.texts("without") if one]
    if not asked.typed or not (settings or without):
        return given
    source = Remembered(case.opened.source)
    load_pack(source)  # everything is read here, on the office's own thread
    source.digest()

    def work() -> Mapping[str, Any]:
        try:
            done = what_if(source, settings, without)
        except WaystationError as error:
            return {**given, "wrong": [sentence(one) for one in error.mistakes()]}
        answer = [change_line(done.before.pack, done.after.stated, done.changes), *beside_lines(done.plans)]
        rows = table(beside_rows(done.plans), ("", say("as it is"), say("then")), (1, 2))
        sections = [Section(say("Side by side"), table=rows)]
        if done.plans.other_legs and done.plans.after.course and done.plans.after.outcome.safe.mid > 0.0:
            stops = tuple(Item(line, (details,)) for line, details in plans.course_lines(done.plans.after))
            sections.append(Section(say("The course then, in local time"), items=stops, numbered=True))
        return {**given, "answer": answer, "sections": sections}

    return Later(work)


def _conditions(pack: Pack) -> list[Choice]:
    return [
        Choice(
            f"condition-{one.id}",
            one.title,
            (("", say("as it is")), *((level, level_word(level)) for level in one.levels)),
        )
        for one in pack.conditions
    ]


def _risks(pack: Pack) -> list[tuple[str, str]]:
    """Every chance that may be otherwise, by what it is called."""
    found = [(f"leg:{leg.id}/{risk}", say_what(pack, f"leg:{leg.id}/{risk}")) for leg in pack.legs for risk in RISKS]
    found += [(f"broker:{one.id}", say_what(pack, f"broker:{one.id}/betrayed")) for one in pack.brokers]
    return found + [(f"place:{one.id}/found", say_what(pack, f"place:{one.id}/found")) for one in pack.places]


def _without(pack: Pack) -> list[tuple[str, str]]:
    found = [(f"broker:{one.id}", one.title) for one in pack.brokers]
    found += [(f"leg:{one.id}", title_of(pack, "legs", one.id)) for one in pack.legs]
    return found + [(f"place:{one.id}", one.title) for one in pack.places if one.id != pack.mission.origin]


def _chances() -> list[str]:
    return [
        say("never"),
        say("rarely (0 to 2 %)"),
        say("sometimes (2 to 10 %)"),
        say("often (10 to 30 %)"),
        say("always"),
    ]


def _settings(pack: Pack, asked: Asked) -> list[str]:
    levels = ((one.id, asked.text(f"condition-{one.id}")) for one in pack.conditions)
    found = [f"{condition}={level}" for condition, level in levels if level]
    what, chance = asked.text("risk"), asked.text("chance_own") or asked.text("chance")
    if what and chance:
        found.append(
            f"{what.replace('broker:', 'broker.') + '.betrays' if what.startswith('broker:') else what}={chance}"
        )
    for name, key in (("budget", "mission.budget"), ("start", "clock.start")):
        if asked.text(name):
            found.append(f"{key}={asked.text(name)}")
    return found


def _asked(desk: DeskNow, asked: Asked) -> Again:
    """Nothing is written: the page itself works it out, of what was typed."""
    pack = case_asked(desk, asked).opened.loaded.pack
    if not _settings(pack, asked) and not any(asked.texts("without")):
        raise BadInput([Mistake("what_if_nothing")])
    return Again()


WHAT_IF = Page("/missions/{mission}/what-if", "chart/what_if.html", _build)

PAGES = (WHAT_IF,)
ACTIONS = (Action("/missions/{mission}/what-if", _asked, WHAT_IF, writes=False),)
