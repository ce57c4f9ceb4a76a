"""Tracing: those who seek somebody; that somebody was found, and agreed to be told of; that they are together again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from waystation.bootstrap.registers import register_of
from waystation.desk.guide.families import ask_for, go_on_tracing, traces_in
from waystation.desk.hear.taking import ReportStore
from waystation.errors import Usage
from waystation.guiding.tracing import NEXT, Trace
from waystation.web.asked import Asked
from waystation.web.desk_now import DeskNow
from waystation.web.pages import Action, Done, Page
from waystation.wording.brokers import LANGUAGES, language_word
from waystation.wording.figures import date_and_time
from waystation.wording.language import mark, say
from waystation.wording.trace_pages import STATES, STEPS, open_line, traced_line

__all__ = ["ACTIONS", "PAGES"]


@dataclass(frozen=True)
class _Register:
    """Where requests are kept: the vault's own register, or a mission's folder."""

    name: str
    title: str
    store: ReportStore
    member: str


def _registers(desk: DeskNow) -> Iterator[_Register]:
    if desk.vault is not None:
        store, member = register_of(None)
        yield _Register("", "", store, member)
        return
    for case in desk.cases:
        store, member = register_of(case.name)
        yield _Register(case.mission, case.pack.name, store, member)


def _every(desk: DeskNow, _asked: Asked) -> Mapping[str, Any]:
    registers = list(_registers(desk))
    found = [(register, one) for register in registers for one in traces_in(register.store)]
    found.sort(key=lambda pair: (pair[1].state == "closed", pair[1].state == "reunited", pair[1].asked))
    return {
        "line": open_line(sum(one.state in ("asked", "matched") for _, one in found), len(found)),
        "traces": [_trace(register, one) for register, one in found],
        "registers": [(one.name, one.title) for one in registers],
        "member": all(one.member for one in registers),
        "tongues": [(code, say(words)) for code, words in LANGUAGES.items()],
        "journeys": [
            (journey.name, f"{case.pack.name}: {journey.number or journey.name}")
            for case in desk.cases
            for journey in case.journeys
        ],
    }


def _trace(register: _Register, one: Trace) -> dict[str, Any]:
    return {
        "id": one.id,
        "register": register.name,
        "sought": one.sought or say("somebody whose name may not be read"),
        "enquirer": one.enquirer or say("somebody whose name may not be read"),
        "speaks": language_word(one.language),
        "state": one.state,
        "state_words": say(STATES[one.state]),
        "asked": date_and_time(one.asked),
        "changed": date_and_time(one.changed),
        "journey": one.journey or "",
        "by": one.by,
        "steps": [(state, say(STEPS[state])) for state in NEXT[one.state]],
    }


def _register(desk: DeskNow, asked: Asked) -> tuple[_Register, str]:
    """The register that is meant, and who writes in it."""
    name = asked.text("register")
    found = next((one for one in _registers(desk) if one.name == name), None)
    if found is None:
        raise Usage("record_closed", value=name)
    source = found.member or asked.text("source")
    if not source:
        raise Usage("nothing_answered", question="Who says so")
    return found, source


def _ask(desk: DeskNow, asked: Asked) -> Done:
    register, source = _register(desk, asked)
    sought, enquirer = asked.text("sought"), asked.text("enquirer")
    for name, question in ((sought, mark("Who is sought")), (enquirer, mark("Who seeks them"))):
        if not name:
            raise Usage("nothing_answered", question=say(question))
    language = asked.text("language") or None
    found = ask_for(register.store, desk.now, sought=sought, enquirer=enquirer, language=language, source=source)
    return Done(asked.url("trace"), traced_line(found.state))


def _go_on(desk: DeskNow, asked: Asked) -> Done:
    register, source = _register(desk, asked)
    state, agreed = asked.text("state"), asked.text("agreed")
    if state == "matched" and not agreed:
        raise Usage("trace_consent")
    journey = asked.text("journey") or None
    text = agreed if state == "matched" else ""
    go_on_tracing(register.store, desk.now, asked.text("id"), state, source=source, journey=journey, text=text)
    return Done(asked.url("trace"), traced_line(state))


TRACE = Page("/trace", "guide/trace.html", _every, live=False)

PAGES = (TRACE,)
ACTIONS = (Action("/trace", _ask, TRACE), Action("/trace/on", _go_on, TRACE))
