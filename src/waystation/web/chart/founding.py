"""A new mission: somebody asks for help. One form at first; places, legs and brokers follow on pages of their own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from waystation.bootstrap.packs import new_pack
from waystation.desk.chart.drafting.entry import Entry
from waystation.desk.chart.drafting.entry_network import PLACE_KINDS
from waystation.desk.chart.drafting.founding import found_mission
from waystation.desk.chart.drafting.readings.times import next_full_hour, shown
from waystation.desk.chart.drafting.readings.words import identifier
from waystation.errors import Usage
from waystation.web.asked import Asked
from waystation.web.chart.editing import Shown, shown_fields
from waystation.web.chart.fields import Field
from waystation.web.desk_now import DeskNow
from waystation.web.pages import Action, Done, Page
from waystation.wording import entry_words as words
from waystation.wording.language import mark, say
from waystation.world.charter import URGENCIES

__all__ = ["ACTIONS", "PAGES"]

FOUND = mark("The mission is there. Now add the places between and the legs.")


def _fields(desk: DeskNow) -> list[Field]:
    kinds = tuple((one, say(words.PLACE_KINDS[one])) for one in PLACE_KINDS)
    urgencies = (("", say("not said")), *((one, say(words.URGENCIES[one])) for one in URGENCIES))
    yes = (("yes", say("Yes")),)
    where = (
        Field("called", say("Its name in the vault"), hint=say("One word; empty for one made of what it is called."))
        if desk.vault is not None
        else Field("folder", say("The folder in which it will lie"), hint=say(words.FOLDER_HINT), needed=True)
    )
    return [
        Field("name", say("What the mission is called"), hint=say("A name of your own making."), needed=True),
        Field("travellers", say("Who travels"), "area", hint=say(words.TRAVELLERS_HINT), needed=True),
        Field("together", say("They must stay together, all of them"), "box", options=yes, first="yes"),
        Field("urgency", say("How urgent"), "choice", options=urgencies, first="PC1"),
        Field(
            "from",
            say("Where they are"),
            hint=say("Never what would betray somebody."),
            part=say("From where"),
            needed=True,
        ),
        Field("from_kind", say("What it is"), "choice", options=kinds, first="home"),
        Field(
            "found",
            say("How likely are they found there, each day"),
            hint=say(words.CHANCE_HINT),
            first=say(words.SAID["don't know"]),
        ),
        Field("tz", say("Time zone"), hint=say("A city, as Bangkok; empty for that of the start.")),
        Field("from_lat", say("Latitude"), hint=say("In degrees, as 18.46; empty if nobody knows.")),
        Field("from_lon", say("Longitude"), hint=say("In degrees, as 104.6.")),
        Field("to", say("Where the journey ends well"), part=say("To where"), needed=True),
        Field("to_kind", say("What it is"), "choice", options=kinds, first="sanctuary"),
        Field("to_lat", say("Latitude"), hint=say("In degrees, as 18.46; empty if nobody knows.")),
        Field("to_lon", say("Longitude"), hint=say("In degrees, as 104.6.")),
        Field(
            "start",
            say("From when"),
            hint=say(words.MOMENT_HINT),
            first=shown(next_full_hour(desk.now, None)),
            part=say("When"),
            needed=True,
        ),
        Field(
            "hours",
            say("By when they must be there"),
            hint=say(words.OPEN_DEADLINE_HINT),
            first=say(words.SAID["don't know"]),
        ),
        Field("budget", say("How much money there is"), hint=say("Empty for no limit."), part=say("Money")),
        Field("currency", say("In which currency"), hint=say("Three letters, as USD."), first="USD"),
        _in_part(where),
    ]


def _in_part(field: Field) -> Field:
    return Field(field.name, field.label, field.kind, field.hint, part=say("Where it is kept"), needed=field.needed)


def _entry(asked: Asked) -> Entry:
    return Entry({name: " ".join(values).strip() for name, values in asked.typed.items()})


def _build(desk: DeskNow, asked: Asked) -> Mapping[str, Any]:
    fields = _fields(desk)
    entry = _entry(asked) if asked.typed else None
    if entry is not None:
        found_mission(entry, desk.now)
    first = {one.name: one.first for one in fields}
    shown_now: list[Shown] = shown_fields(asked, fields, first, entry)
    return {"fields": shown_now, "in_vault": desk.vault is not None}


def _found(desk: DeskNow, asked: Asked) -> Done:
    entry = _entry(asked)
    text = found_mission(entry, desk.now)
    if text is None:
        raise Usage("form_fields")
    title = asked.text("name")
    if desk.vault is not None:
        called = identifier(asked.text("called") or title)
        if desk.case(called) is not None or called == "new":
            raise Usage("pack_name_taken", value=called)
        new_pack(text, called, desk.vault)
        return Done(asked.url("missions", called, "edit"), say(FOUND))
    folder = Path(asked.text("folder"))
    if not folder.is_absolute() or not asked.text("folder").isprintable():
        raise Usage("folder_whole", value=asked.text("folder") or "–")
    if desk.case(folder.name) is not None or folder.name == "new":
        raise Usage("pack_name_taken", value=folder.name)
    new_pack(text, folder.name, None, str(folder))
    return Done(
        asked.url("missions", folder.name, "edit"),
        say(FOUND),
        opens=str(folder),
    )


NEW = Page("/missions/new", "chart/new.html", _build, live=False)

PAGES = (NEW,)
ACTIONS = (Action("/missions/new", _found, NEW),)
