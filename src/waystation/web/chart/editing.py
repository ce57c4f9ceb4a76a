"""Changing a mission: its people, places, legs, brokers, conditions, deadline, money and charter, a form for each.

Whatever is kept is a whole new version of the pack, or nothing; a form that cannot be kept comes back as it was typed,
with what is wrong beside each field.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from waystation.bootstrap.packs import keep_pack, pack_text, version_of
from waystation.desk.chart.drafting.editing import Kind, PackText, remove_feature, remove_record
from waystation.desk.chart.drafting.entries import ENTRIES, SHOWN
from waystation.desk.chart.drafting.entry import Entry
from waystation.desk.chart.drafting.entry_mission import enter_charter, enter_mission, shown_charter, shown_mission
from waystation.desk.guide.cases import Case
from waystation.errors import Usage
from waystation.web.asked import Asked
from waystation.web.chart.fields import FIELDS, Field, charter_fields, mission_fields
from waystation.web.chart.mission import links_of
from waystation.web.chart.working import case_asked
from waystation.web.desk_now import DeskNow
from waystation.web.pages import Action, Done, NotThere, Page
from waystation.wording import edit_pages as words
from waystation.wording.draft_replies import say_reply
from waystation.wording.language import say
from waystation.world.pack import Pack

__all__ = ["ACTIONS", "EDIT", "PAGES", "Shown", "shown_fields", "was_sent"]

NEW = "new"
RECORDS: dict[str, Kind] = {"brokers": "broker", "travellers": "traveller", "conditions": "condition"}
TABLES = {
    "mission": (mission_fields, shown_mission, enter_mission),
    "charter": (charter_fields, shown_charter, enter_charter),
}


@dataclass(frozen=True)
class Shown:
    """A field as it is shown.

    Args:
        field: The field.
        value: What stands in it.
        values: What is ticked, where several can be.
        wrong: What is wrong with it; empty where nothing is.
    """

    field: Field
    value: str
    values: tuple[str, ...]
    wrong: str


# ---- what there is


def _build(desk: DeskNow, asked: Asked) -> Mapping[str, Any]:
    case = case_asked(desk, asked)
    pack = case.pack

    def links(kind: str, rows: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
        return [(asked.url("missions", case.mission, "edit", kind, name), said) for name, said in rows]

    return {
        "mission": case.mission,
        "title": pack.name,
        "links": links_of(asked, case.mission),
        "next_step": words.next_step(pack),
        "lists": [(kind, heading, more, links(kind, rows)) for kind, heading, more, rows in words.lists(pack)],
        "figures": words.figures(pack),
    }


EDIT = Page("/missions/{mission}/edit", "chart/edit.html", _build, live=False)


# ---- one form


def _form(desk: DeskNow, asked: Asked) -> Mapping[str, Any]:
    case = case_asked(desk, asked)
    kind, name = _named(case, asked)
    pack = case.pack
    fields = _fields(pack, kind, name)
    now = SHOWN[kind](pack, name) if name else {}
    first = {one.name: asked.wants(one.name, one.first) for one in fields} if not name else now
    entry = _entry(asked, now) if was_sent(asked) else None
    if entry is not None:
        ENTRIES[kind](pack_text(case.name), pack, entry, name)
    return {
        **_frame(case, asked, shown_fields(asked, fields, first, entry), now),
        "heading": words.form_heading(pack, kind, name),
        "address": asked.url("missions", case.mission, "edit", kind, name or NEW),
        "remove": asked.url("missions", case.mission, "edit", kind, name, "remove") if name else "",
    }


def _table_form(desk: DeskNow, asked: Asked) -> Mapping[str, Any]:
    case = case_asked(desk, asked)
    table = asked.path["table"]
    if table not in TABLES:
        raise NotThere
    fields_of, shown, enter = TABLES[table]
    pack = case.pack
    fields, now = fields_of(pack), shown(pack)
    first = now or {one.name: one.first for one in fields}
    entry = _entry(asked, now) if was_sent(asked) else None
    if entry is not None:
        enter(pack_text(case.name), pack, entry)
    return {
        **_frame(case, asked, shown_fields(asked, fields, first, entry), now),
        "heading": words.table_heading(table),
        "address": asked.url("missions", case.mission, "edit", table),
        "remove": "",
    }


def _frame(case: Case, asked: Asked, fields: Sequence[Shown], now: Mapping[str, str]) -> dict[str, Any]:
    return {
        "mission": case.mission,
        "title": case.pack.name,
        "links": links_of(asked, case.mission),
        "fields": fields,
        "version_now": version_of(pack_text(case.name)),
        "was": asked.text("was") or json.dumps(now, ensure_ascii=False),
    }


def was_sent(asked: Asked) -> bool:
    """Whether the form itself was sent, and not only the one that removes the part."""
    return "was" in asked.typed


def shown_fields(asked: Asked, fields: Sequence[Field], first: Mapping[str, str], entry: Entry | None) -> list[Shown]:
    """The fields of a form, with what was typed or stands there, and what is wrong with each.

    Args:
        asked: What was asked for.
        fields: The fields.
        first: What stands in them before anybody types.
        entry: What was read of what was typed; None before anybody has.
    """
    found = []
    for one in fields:
        value = asked.text(one.name) if entry is not None else first.get(one.name, "")
        many = tuple(asked.texts(one.name)) if entry is not None else tuple(first.get(one.name, "").split())
        wrong = entry.wrong.get(one.name) if entry is not None else None
        said = words.NEEDED if wrong is not None and wrong.code == "no_default" else ""
        found.append(Shown(one, value, many, say(said) if said else say_reply(wrong) if wrong is not None else ""))
    return found


def _entry(asked: Asked, now: Mapping[str, str]) -> Entry:
    """What was typed, beside what stood in the form when it was shown; a box that is not ticked says nothing."""
    typed = {name: " ".join(values).strip() for name, values in asked.typed.items()}
    was = _was(asked.text("was"), now)
    return Entry({**dict.fromkeys(was, ""), **typed}, was)


def _was(text: str, now: Mapping[str, str]) -> dict[str, str]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return dict(now)
    return {str(name): str(value) for name, value in found.items()} if isinstance(found, dict) else dict(now)


def _named(case: Case, asked: Asked) -> tuple[str, str]:
    kind, name = asked.path["kind"], asked.path["name"]
    if kind not in ENTRIES:
        raise NotThere
    if name == NEW:
        return kind, ""
    if name not in _names(case.pack, kind):
        raise NotThere
    return kind, name


def _names(pack: Pack, kind: str) -> list[str]:
    return [one.id for one in getattr(pack, kind)]


def _fields(pack: Pack, kind: str, name: str) -> list[Field]:
    return FIELDS[kind](pack, not name)


# ---- keeping


def _keep(desk: DeskNow, asked: Asked) -> Done:
    case = case_asked(desk, asked)
    kind, name = _named(case, asked)
    text = _text(case, asked)
    entry = _entry(asked, SHOWN[kind](case.pack, name) if name else {})
    after = ENTRIES[kind](text, case.pack, entry, name)
    return _kept(case, asked, after)


def _keep_table(desk: DeskNow, asked: Asked) -> Done:
    case = case_asked(desk, asked)
    if asked.path["table"] not in TABLES:
        raise NotThere
    _, shown, enter = TABLES[asked.path["table"]]
    text = _text(case, asked)
    return _kept(case, asked, enter(text, case.pack, _entry(asked, shown(case.pack))))


def _remove(desk: DeskNow, asked: Asked) -> Done:
    case = case_asked(desk, asked)
    kind, name = _named(case, asked)
    users = words.users_of(case.pack, kind, name)
    if users:
        raise Usage("still_used", value=words.title_of(case.pack, kind, name), users=", ".join(users))
    text = _text(case, asked)
    if kind in RECORDS:
        return _kept(case, asked, remove_record(text, RECORDS[kind], name))
    return _kept(case, asked, remove_feature(text, "place" if kind == "places" else "leg", name))


def _text(case: Case, asked: Asked) -> PackText:
    """The pack as it stands, if it is still what somebody saw who wrote this."""
    if not case.record.writable:
        raise Usage("record_closed", value=case.mission)
    text = pack_text(case.name)
    if version_of(text) != asked.text("version"):
        raise Usage("pack_changed_meanwhile")
    return text


def _kept(case: Case, asked: Asked, after: PackText | None) -> Done:
    if after is None:
        raise Usage("form_fields")
    keep_pack(case.name, after, asked.text("version"))
    return Done(asked.url("missions", case.mission, "edit"), say("Kept. The plan is made anew with it."))


FORM = Page("/missions/{mission}/edit/{kind}/{name}", "chart/entry.html", _form, live=False)
TABLE = Page("/missions/{mission}/edit/{table}", "chart/entry.html", _table_form, live=False)

PAGES = (EDIT, TABLE, FORM)
ACTIONS = (
    Action("/missions/{mission}/edit/{table}", _keep_table, TABLE),
    Action("/missions/{mission}/edit/{kind}/{name}", _keep, FORM),
    Action("/missions/{mission}/edit/{kind}/{name}/remove", _remove, FORM),
)
