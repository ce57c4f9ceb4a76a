"""Stories: a journey told, when it is safe to; what one rests on, what stands in its way, what it leaves to learn."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from waystation.errors import Usage, WaystationError
from waystation.web.keep.archive import archive_of
from waystation.web.keep.vault import the_vault
from waystation.web.pages import Action, Again, Done, Page
from waystation.wording import archive_holds, stories
from waystation.wording.language import mark, say, say_many, spoken
from waystation.wording.story_pages import rests_on, story_picture, when_in_words

if TYPE_CHECKING:
    from waystation.archive.story.looked import Looked
    from waystation.archive.story.scenes import Told
    from waystation.web.asked import Asked
    from waystation.web.desk_now import DeskNow

__all__ = ["ACTIONS", "PAGES"]

NO_VAULT = mark("Stories are told out of a vault: these missions lie in folders that anybody can read.")


def _stories(desk: DeskNow, asked: Asked) -> Mapping[str, Any]:
    if desk.vault is None:
        return {"vault": False, "line": say(NO_VAULT)}
    from waystation.desk.keep.archive.archived import archives_in

    told = [
        (register.mission, one)
        for register in (archive_of(desk, mission)[1] for mission in archives_in(desk.vault))
        for one in register.outs
        if one.record.story
    ]
    pages = {one.record.manifest for _, one in told}
    return {
        "vault": True,
        "line": say_many("{n} story has been told.", "{n} stories have been told.", len(pages), n=len(pages))
        if pages
        else say("No story has been told yet."),
        "told": [
            {
                "day": one.written.date().isoformat(),
                "mission": mission,
                "member": one.member,
                "use": archive_holds.use_word(one.record.use),
                "fingerprint": one.record.manifest[:16],
                "number": len(one.record.items),
            }
            for mission, one in told
        ],
        "looked": _looked(desk, asked),
    }


def _looked(desk: DeskNow, asked: Asked) -> Mapping[str, Any] | None:
    """The story that was typed, looked at; None where none was, or it is not sound: then that is said above."""
    if not asked.text("story"):
        return None
    try:
        looked = _look(desk, asked)
    except WaystationError:
        return None
    return {
        "lines": stories.story_lines(looked),
        "free": looked.may_be_told,
        "wrong": [] if looked.may_be_told else stories.in_the_way(looked),
        "scenes": [_scene(looked, one) for one in looked.told],
        "left": stories.left_lines_on_screen(looked.left),
        "heads": stories.left_heads(),
        "rows": stories.left_rows(looked.left),
    }


def _scene(looked: Looked, told: Told) -> dict[str, Any]:
    language = spoken() if spoken() in looked.story.languages else looked.story.languages[0]
    scene = told.scene
    names = {journey.id: journey.name.told(language) for journey in looked.story.journey}
    words = scene.words.told(language) if scene.words is not None else ""
    return {
        "number": told.number + 1,
        "journey": names[scene.journey],
        "when": when_in_words(told.when),
        "title": scene.title.told(language),
        "words": [one for one in words.split("\n\n") if one.strip()],
        "shown": [
            (
                told.mission,
                item.item[:8],
                one.caption.told(language) if one.caption else "",
                one.described.told(language),
            )
            for one, item in zip(scene.show, told.items, strict=False)
        ],
        "rests": [*rests_on(looked, told), *(one.told(language) for one in scene.sources)],
        "recreated": told.recreated,
    }


def _look(desk: DeskNow, asked: Asked) -> Looked:
    from waystation.desk.keep.archive.telling import look_at_story

    return look_at_story(the_vault(desk), asked.text("story").encode())


def _check(desk: DeskNow, asked: Asked) -> Again:
    if not asked.text("story"):
        raise Usage("nothing_answered", question=say("The story"))
    looked = _look(desk, asked)
    return Again(say("Nothing stands in the way.") if looked.may_be_told else say("It may not be told yet."))


def _build(desk: DeskNow, asked: Asked) -> Done | Again:
    from waystation.archive.story.looked import Looked
    from waystation.desk.keep.archive.telling import build_story

    folder = asked.text("folder")
    if not asked.text("story") or not folder:
        raise Usage("nothing_answered", question=say("Which folder"))
    path = Path(folder).expanduser().absolute()
    built = build_story(the_vault(desk), asked.text("story").encode(), path, story_picture)
    if isinstance(built, Looked):
        return Again(say("It may not be told yet."))
    lines = stories.built_lines(str(built.path), built.pages, built.fingerprint, built.size)
    return Done(asked.url("story"), "\n".join(lines))


STORY = Page("/story", "keep/story.html", _stories, live=False)
PAGES = (STORY,)
ACTIONS = (
    Action("/story/check", _check, STORY),
    Action("/story/build", _build, STORY),
)
