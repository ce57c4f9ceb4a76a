"""A first draft of a story as the text of a `story.toml`, for people to rewrite."""

from __future__ import annotations

from collections.abc import Sequence

import tomlkit
from tomlkit.items import Table

from waystation.archive.story.drafting import Drafted
from waystation.archive.story.shape import TONGUES
from waystation.wording.language import say, spoken
from waystation.wording.story_pages import CALLS, KINDS

__all__ = ["draft_text"]


def draft_text(missions: Sequence[str], scenes: Sequence[Drafted], use: str) -> str:
    """The text of a draft, in the language that is spoken.

    Args:
        missions: The missions, one journey each.
        scenes: Its scenes, without names.
        use: Who it is for.
    """
    document = tomlkit.document()
    document.add(tomlkit.comment(say("A draft of a story; this file is in the clear, and holds ids of places.")))
    document.add(tomlkit.comment(say("Take out what need not be told, put the rest in your own words, name nobody.")))
    document["format"] = tomlkit.item(1)
    document["use"] = tomlkit.item(use)
    document["title"] = _said(say("A journey"))
    coarse = tomlkit.table()
    coarse["km"] = 60
    coarse["dates"] = "month"
    document["coarse"] = coarse
    document["journey"] = _tables([_journey(number, mission) for number, mission in enumerate(missions, 1)])
    document["scene"] = _tables([_scene(one) for one in scenes])
    return tomlkit.dumps(document)


def _journey(number: int, mission: str) -> Table:
    table = tomlkit.table()
    table["id"] = f"journey-{number}"
    table["mission"] = mission
    table["name"] = _said(say("Journey {n}", n=number))
    return table


def _scene(one: Drafted) -> Table:
    table = tomlkit.table()
    table["journey"] = f"journey-{one.journey + 1}"
    if one.place is not None:
        table["place"] = one.place
    if one.when:
        table["when"] = one.when
    if one.kind == "call":
        table["title"] = _said(say(CALLS[one.tone]))
        table["words"] = _said(one.text)
        table["calls"] = [one.word]
        return table
    table["title"] = _said(one.text or say(KINDS[one.kind]))
    show = tomlkit.inline_table()
    show.update({"item": one.word, "described": _said(say("What it shows or says, in words"))})
    shown = tomlkit.array()
    shown.append(show)
    table["show"] = shown
    return table


def _tables(tables: Sequence[Table]) -> tomlkit.items.AoT:
    found = tomlkit.aot()
    for table in tables:
        found.append(table)
    return found


def _said(text: str) -> tomlkit.items.InlineTable:
    """A text in the language that is spoken."""
    words = tomlkit.inline_table()
    words.add(spoken() if spoken() in TONGUES else TONGUES[0], text)
    return words
