"""Reading a story: from the text of `story.toml` to a `Story`, or to every mistake at once, each with its line.

What contradicts something else in the file is found here too: journeys that nobody described, texts that are missing
in one language, scenes that jump back on their line. What the file says of a vault is held against it by `scenes`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from waystation.archive.story.shape import Story, Words
from waystation.errors import Mistake
from waystation.world.lines import Path, TomlLines
from waystation.world.mistakes import Enough, Gatherer
from waystation.world.texts import Unreadable, read_toml

__all__ = ["STORY", "StoryReading", "read_story", "texts_in", "written"]

STORY = "story.toml"


@dataclass(frozen=True)
class StoryReading:
    """What came of reading a story.

    Args:
        story: The story, or None where there is an error.
        mistakes: Errors in the order in which they were found.
        file: What the file is called in errors.
        lines: Where what stands; None where nothing could be read.
    """

    story: Story | None
    mistakes: list[Mistake] = field(default_factory=list)
    file: str = STORY
    lines: TomlLines | None = None

    def mistake(self, code: str, at: Path, **fields: object) -> Mistake:
        """A mistake about a part of the file, with its line."""
        return Mistake(code, self.file, written(at), self.line(at), fields)

    def line(self, at: Path) -> int:
        """The line of a part of the file; 0 if it cannot be told."""
        return self.lines.of(at) if self.lines is not None else 0


def read_story(data: bytes, file: str = STORY) -> StoryReading:
    """Read a story.

    Args:
        data: The bytes of the file.
        file: What it is called in errors.

    Returns:
        The story and every mistake; without a story if there is one.
    """
    try:
        text, table = read_toml(file, data)
    except Unreadable as error:
        return StoryReading(None, [error.mistake], file)
    lines = TomlLines(text)
    gather = Gatherer(file, written, lines.of)
    story = None
    with suppress(Enough):
        story = gather.read(Story, table, ())
        if story is not None:
            _contradictions(story, gather)
    return StoryReading(None if gather.found else story, gather.found, file, lines)


def written(at: Path) -> str:
    """A path as people read it: `scene[3].title`."""
    return "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in at).removeprefix(".")


def _contradictions(story: Story, gather: Gatherer) -> None:
    """Note what in the file does not fit the rest of it."""
    for key, listed in (("journey", story.journey), ("scene", story.scene)):
        if not listed:
            gather.add("empty_list", (key,), value=0, limit=1)
    known = [one.id for one in story.journey]
    for number, journey in enumerate(known):
        if journey in known[:number]:
            gather.add("duplicate_id", ("journey", number, "id"), value=f'"{journey}"')
    for at, words in _texts(story):
        for language in story.languages:
            if language not in words.languages:
                gather.add("story_language", at, language=language)
        if not words.languages:
            gather.add("story_no_words", at)
    reached: dict[str, int] = {}
    for number, scene in enumerate(story.scene):
        if scene.journey not in known:
            near = gather.nearest(scene.journey, known)
            gather.add("story_journey", ("scene", number, "journey"), value=f'"{scene.journey}"', nearest=near)
        elif scene.place is not None:
            _follow(story, number, reached, gather)


def _follow(story: Story, number: int, reached: dict[str, int], gather: Gatherer) -> None:
    """Hold a scene's place against its journey's own line: on it, and never back."""
    scene = story.scene[number]
    line = story.of(scene.journey).line
    if not line:
        return
    at = ("scene", number, "place")
    if scene.place not in line:
        near = gather.nearest(str(scene.place), line)
        gather.add("story_off_line", at, value=f'"{scene.place}"', journey=scene.journey, nearest=near)
        return
    before = reached.get(scene.journey, 0)
    if scene.place not in line[before:]:
        gather.add("story_back", at, value=f'"{scene.place}"', journey=scene.journey)
        return
    reached[scene.journey] = line.index(scene.place, before)


def _texts(story: Story) -> Iterator[tuple[Path, Words]]:
    """Every text of a story, and where it stands."""
    for path, _, words in texts_in(story):
        yield path, words


def texts_in(story: Story) -> Iterator[tuple[Path, int | None, Words]]:
    """Every text of a story, where it stands, and the number of its scene from 0; None outside of scenes."""
    for key in ("title", "lead", "close"):
        found: Any = getattr(story, key)
        if found is not None:
            yield (key,), None, found
    for number, journey in enumerate(story.journey):
        yield ("journey", number, "name"), None, journey.name
    for number, scene in enumerate(story.scene):
        at: Path = ("scene", number)
        yield (*at, "title"), number, scene.title
        if scene.words is not None:
            yield (*at, "words"), number, scene.words
        for place, shown in enumerate(scene.show):
            yield (*at, "show", place, "described"), number, shown.described
            if shown.caption is not None:
                yield (*at, "show", place, "caption"), number, shown.caption
        for place, source in enumerate(scene.sources):
            yield (*at, "sources", place), number, source
