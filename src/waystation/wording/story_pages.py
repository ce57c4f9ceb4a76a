"""A story as its page says it: what each scene rests on, whether there are recreations, what the page still tells."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from waystation.archive.records import Keepsake
from waystation.archive.story.exposure import Left, PersonLeft
from waystation.archive.story.looked import Looked, page_name
from waystation.archive.story.media import Media
from waystation.archive.story.scenes import Told
from waystation.archive.story.shape import Journey, Show, Story
from waystation.charts.story_picture import Exhibit, StoryLine, StoryPicture, StoryScene, StoryWords
from waystation.wording.language import LANGUAGES, mark, say, say_many, speaking, spoken

__all__ = ["claim_of", "held_lines", "left_lines", "rests_on", "story_picture", "when_in_words"]

KINDS = {
    "footage": mark("Footage"),
    "still": mark("A still"),
    "sound": mark("A sound"),
    "testimony": mark("Testimony"),
    "document": mark("A document"),
    "context": mark("Context"),
    "recreation": mark("A recreation, made afterwards"),
}
SOURCES = {
    "broker": mark("from a broker"),
    "traveller": mark("from somebody who travelled"),
    "film-maker": mark("from a film-maker"),
    "expert": mark("from an expert"),
    "member": mark("from a member of the network"),
    "found": mark("found and kept"),
}
CHANGES = {
    "faces": mark("faces covered"),
    "boxes": mark("parts covered"),
    "voice": mark("voices changed"),
    "cut": mark("only a part of it"),
    "text": mark("words left out"),
    "place": mark("its place coarsened"),
}
"""What readers are told of a working copy; that nothing is left beside the picture goes without saying."""
CALLS = {
    "good": mark("A call that brought good news"),
    "bad": mark("A call that brought bad news"),
    "": mark("A call"),
}
NEAREST = 10.0
"""The map shows at least so many times the distance by which dots are displaced."""


def story_picture(looked: Looked, media: Mapping[str, Media], language: str) -> StoryPicture:
    """A story in words, to be drawn.

    Args:
        looked: The story as it was looked at.
        media: The bytes of its keepsakes, by item.
        language: One of the story's languages.
    """
    with speaking(language):
        story = looked.story
        names = {journey.id: number for number, journey in enumerate(story.journey)}
        stops = _stops(story)
        scenes = tuple(_scene(looked, one, (names[one.scene.journey], stops[one.number]), media) for one in looked.told)
        others = [one for one in story.languages if one != language]
        return StoryPicture(
            title=story.title.told(language),
            claim=claim_of(looked.recreated),
            lead=_paragraphs(story.lead.told(language)) if story.lead else (),
            close=_paragraphs(story.close.told(language)) if story.close else (),
            scenes=scenes,
            lines=tuple(_line(looked, journey, language) for journey in story.journey),
            least_km=NEAREST * looked.rule.km,
            held=tuple(held_lines(looked, language)),
            left=tuple(left_lines(looked.left)),
            words=_words(),
            lang=language,
            other=(others[0], page_name(others[0]), LANGUAGES[others[0]]) if others else None,
        )


def _words() -> StoryWords:
    return StoryWords(
        map_of=say("Map of the journeys; every place is displaced"),
        scenes=say("Scenes"),
        play=say("Let it play"),
        pause=say("Pause"),
        described=say("In words:"),
        rests=say("What this scene rests on"),
        shown=say("What this story rests on"),
        left=say("What this page still tells"),
        more=say("What it rests on, and what this page still tells"),
        kilometres="km",
    )


def _stops(story: Story) -> list[int | None]:
    """At which stop of its journey's line each scene is, never going back; None where it names no place."""
    reached: dict[str, int] = {}
    found: list[int | None] = []
    for scene in story.scene:
        if scene.place is None:
            found.append(None)
            continue
        line = story.stops(scene.journey)
        reached[scene.journey] = line.index(scene.place, reached.get(scene.journey, 0))
        found.append(reached[scene.journey])
    return found


def _line(looked: Looked, journey: Journey, language: str) -> StoryLine:
    """The red line of a journey through its displaced dots; places that share a dot are one stop only to the eye."""
    places = looked.held[journey.mission].places
    dots = tuple(looked.rule.dot(places[place]) for place in looked.story.stops(journey.id))
    return StoryLine(journey.name.told(language), dots, journey.end)


def _scene(looked: Looked, told: Told, at: tuple[int, int | None], media: Mapping[str, Media]) -> StoryScene:
    """A scene in words; `at` is its line and its stop."""
    scene, (line, stop), language = told.scene, at, spoken()
    exhibits = tuple(
        _exhibit(looked, told, show, media.get(item.item, Media("other", item.media)), item)
        for show, item in zip(scene.show, told.items, strict=True)
    )
    return StoryScene(
        line=line,
        stop=stop,
        journey=looked.story.journey[line].name.told(language),
        when=when_in_words(told.when),
        tone=told.tone,
        call=say(CALLS[told.tone]) if told.calls else "",
        title=scene.title.told(language),
        words=_paragraphs(scene.words.told(language)) if scene.words else (),
        exhibits=exhibits,
        rests=tuple(rests_on(looked, told)),
        sources=tuple(source.told(language) for source in scene.sources),
    )


def _exhibit(looked: Looked, told: Told, show: Show, shown: Media, item: Keepsake) -> Exhibit:
    language = spoken()
    described = _paragraphs(show.described.told(language))
    is_text = shown.sort in ("text", "other")
    recreated = looked.held[told.mission].register.is_recreation(item.item)
    return Exhibit(
        sort="text" if is_text else shown.sort,
        media=shown.media,
        data=shown.data,
        size=shown.size,
        described=() if is_text else described,
        caption=show.caption.told(language) if show.caption else "",
        text=described if is_text else (),
        mark=say("A recreation: made afterwards, not footage") if recreated else "",
    )


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(" ".join(part.split()) for part in text.split("\n\n") if part.strip())


def claim_of(recreated: Sequence[int]) -> str:
    """Whether a story holds recreations: worked out from what its scenes rest on, and said either way.

    Args:
        recreated: The scenes that rest on one, numbers from 0.
    """
    if not recreated:
        return say("No recreations: nothing here is acted. Every scene says what it rests on.")
    numbers = ", ".join(str(number + 1) for number in recreated)
    return say_many(
        "Scene {numbers} is a recreation: it was made afterwards, and is marked. Every other scene says what it rests "
        "on.",
        "Scenes {numbers} are recreations: they were made afterwards, and are marked. Every other scene says what it "
        "rests on.",
        len(recreated),
        numbers=numbers,
    )


def rests_on(looked: Looked, told: Told) -> Iterable[str]:
    """What a scene rests on, a line each: keepsakes with whom they are from and what was changed, then calls."""
    register = looked.held[told.mission].register
    for item in dict.fromkeys(told.items):
        first = register.lineage(item.item)[-1]
        kind = "recreation" if register.is_recreation(item.item) else first.kind
        parts = [say("{kind}, {source}", kind=say(KINDS[kind]), source=say(SOURCES[first.source]))]
        changes = dict.fromkeys(change.what for one in register.lineage(item.item) for change in one.changes)
        parts += [say(CHANGES[what]) for what in changes if what in CHANGES]
        yield "; ".join(parts)
    if told.calls:
        yield say_many(
            "A call, reported at the time",
            "{n} calls, reported at the time",
            len(told.calls),
            n=len(told.calls),
        )


def held_lines(looked: Looked, language: str) -> Iterable[tuple[str, tuple[str, ...]]]:
    """What a story rests on, scene by scene: with the fingerprints by which its keepsakes are found in a bundle."""
    for one in looked.told:
        what = ". ".join([*rests_on(looked, one), *(source.told(language) for source in one.scene.sources)])
        line = say("{n}. {title}: {what}.", n=one.number + 1, title=one.scene.title.told(language), what=what)
        yield line, tuple(dict.fromkeys(f"SHA-256 {item.sha256}" for item in one.items))


def left_lines(left: Left) -> Iterable[str]:
    """What a page still tells its readers, without anything of how many the vault knows."""
    if left.km and left.places:
        yield say(
            "Places: every dot on the map stands between {least} and {most} km from its place, at the same spot in "
            "every telling. A place may lie anywhere in that ring of {area} km², as far as it is in its country; the "
            "map shows at least {near} km.",
            least=f"{left.km / 3:.0f}",
            most=f"{left.km:.0f}",
            area=f"{math.pi * (left.km**2 - (left.km / 3) ** 2):,.0f}",
            near=f"{NEAREST * left.km:,.0f}",
        )
        yield say("What the words say of a river, a border or a road narrows that down.")
    elif left.places:
        yield say("Places: they are shown where they were; all of it is older than a century.")
    yield say(
        {
            "day": mark("Days: they are told as they were; all of it is older than a century."),
            "month": mark("Days: only the month is told."),
            "year": mark("Days: only the year is told."),
            "none": mark("Days: none is told."),
        }[left.dates]
    )
    yield from _people_lines(left.people)
    yield say(
        "What is quoted from calls or testimony stands in the words of whoever made this page, and may be shortened "
        "or translated; what is kept of it is named above."
    )
    yield from _agreed_lines(left)


def _people_lines(people: Sequence[PersonLeft]) -> Iterable[str]:
    faces, voices, names = (sum(getattr(one, what) for one in people) for what in ("face", "voice", "name"))
    if not (faces or voices or names):
        yield say(
            "People: no face is shown, and no voice is heard as it was; a changed one, where there is any, may still "
            "be known to whoever knows it. Of those whom the archive knows by name, nobody is named."
        )
        return
    yield say(
        "People: faces shown: {faces}; voices heard as they were: {voices}; named, of those whom the archive knows by "
        "name: {names}; each with the leave of whoever it is, or of those who may give it for them.",
        faces=faces,
        voices=voices,
        names=names,
    )


def _agreed_lines(left: Left) -> Iterable[str]:
    """Places and brokers that the words name."""
    places, brokers = (sum(one.named for one in those) for those in (left.places, left.brokers))
    if places or brokers:
        yield say(
            "Named in the words, as two members agreed: {places} of the places, {brokers} of the brokers.",
            places=places,
            brokers=brokers,
        )


def when_in_words(when: str) -> str:
    """A day, a month or a year in words: "25 December 1854", "October 2031", "2031"; empty for none."""
    if len(when) < len("0000-00"):
        return say("{year}", year=when) if when else ""
    first = date.fromisoformat(when if len(when) == len("0000-00-00") else f"{when}-01")
    if spoken() != "ko":
        return f"{first.day} {first:%B %Y}" if len(when) == len("0000-00-00") else f"{first:%B %Y}"
    from babel.dates import format_skeleton

    return str(format_skeleton("yMMMMd" if len(when) == len("0000-00-00") else "yMMMM", first, locale="ko"))
