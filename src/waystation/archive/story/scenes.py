"""What each scene of a story rests on, held against what the vault has: keepsakes, reports, places.

Decides which keepsake a word means, what kind a scene is, and which scenes rest on a recreation: whether there are
none is computed here, for the whole, and nobody can say otherwise. Whether anything may be told is `leaving`'s.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from waystation.archive.records import Keepsake
from waystation.archive.register import Register
from waystation.archive.story.coarsening import Point, coarse_day
from waystation.archive.story.reading import StoryReading
from waystation.archive.story.shape import GRAINS, Scene, Show, Story
from waystation.errors import Mistake
from waystation.world.lines import Path
from waystation.world.mistakes import nearest
from waystation.world.report import CheckIn, Decision, Delivery, Report

__all__ = ["Held", "Told", "Tone", "recreated", "resolve", "shown_of", "tone_of"]

Tone = str
"""`good`, `bad`, or empty."""
OLD = timedelta(days=36525)
"""Older than a century: then nobody is harmed by a day or a place."""
LEAST_KM = 60
LEAST_LETTERS = 4
_ID = re.compile(r"[0-9a-f]{4,32}")
_GOOD = {"arrived", "late", "good", "safe"}
_BAD = {"back", "harm", "caught", "betrayed", "bad", "pressed", "lost", "not_gone"}


@dataclass(frozen=True)
class Held:
    """What the vault holds of a mission that is told of.

    Args:
        mission: Its name in the vault.
        register: Its archive.
        reports: Its reports, without those about people.
        places: Its places, by id.
        begins: The first day of its clock; None where it has no pack.
        travellers: Who travels, by id.
        brokers: Its brokers by id, and the places that each one's legs touch.
        titles: What its places and brokers are called, by `place` or `broker` and id.
    """

    mission: str
    register: Register
    reports: tuple[Report, ...] = ()
    places: Mapping[str, Point] = field(default_factory=dict)
    begins: date | None = None
    travellers: tuple[str, ...] = ()
    brokers: Mapping[str, frozenset[str]] = field(default_factory=dict)
    titles: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def is_old(self, today: date) -> bool:
        """Whether it is older than a century."""
        return self.begins is not None and self.begins + OLD < today


@dataclass(frozen=True)
class Told:
    """A scene with what it rests on.

    Args:
        number: Its number, from 0.
        scene: The scene as written.
        mission: The mission that it is of.
        items: The keepsake of each of `scene.show`, in order.
        calls: The reports that it rests on, in order.
        when: When, no finer than allowed; empty if nothing is said.
        acted: The items of those of its keepsakes that are recreations, or were made from one.
    """

    number: int
    scene: Scene
    mission: str
    items: tuple[Keepsake, ...]
    calls: tuple[Report, ...]
    when: str
    acted: frozenset[str] = frozenset()

    @property
    def recreated(self) -> bool:
        """Whether it rests on a recreation."""
        return bool(self.acted)

    @property
    def kinds(self) -> tuple[str, ...]:
        """What it rests on: kinds of keepsakes, `call`, `context`; each once, in this order."""
        found: list[str] = ["recreation" if item.item in self.acted else item.kind for item in self.items]
        found += ["call"] * bool(self.calls) + ["context"] * bool(self.scene.sources)
        return tuple(dict.fromkeys(found))

    @property
    def tone(self) -> Tone:
        """`good` or `bad`, where its calls brought such news; empty otherwise, and where they brought both."""
        tones = {tone_of(report) for report in self.calls} - {""}
        return tones.pop() if len(tones) == 1 else ""


def resolve(reading: StoryReading, held: Mapping[str, Held], today: date) -> tuple[tuple[Told, ...], list[Mistake]]:
    """Find what every scene rests on.

    Args:
        reading: The story as read, sound.
        held: What the vault holds, by mission; missions that it does not hold are left out.
        today: The day on which it is told.

    Returns:
        The scenes, and every mistake with its line; no scene of which anything is missing.
    """
    story = reading.story
    assert story is not None
    mistakes: list[Mistake] = []
    for number, journey in enumerate(story.journey):
        at: Path = ("journey", number)
        if journey.mission not in held:
            near = nearest(journey.mission, held)
            mistakes.append(
                reading.mistake("story_mission", (*at, "mission"), value=f'"{journey.mission}"', nearest=near)
            )
            continue
        known = held[journey.mission].places
        for stop, place in enumerate(journey.line):
            if place not in known:
                mistakes.append(_no_place(reading, (*at, "line", stop), place, known))
        mistakes += _too_fine(reading, held[journey.mission], today)
    told = []
    for number, scene in enumerate(story.scene):
        mine = held.get(story.of(scene.journey).mission)
        if mine is None:
            continue
        found = _Finder(reading, mine, number, scene, mistakes).told(story)
        if found is not None:
            told.append(found)
    return tuple(told), _once(mistakes)


def _once(mistakes: Sequence[Mistake]) -> list[Mistake]:
    """Each mistake once: two journeys may both find that the story is too fine."""
    return [one for number, one in enumerate(mistakes) if one not in mistakes[:number]]


def recreated(told: Sequence[Told]) -> tuple[int, ...]:
    """The numbers, from 0, of the scenes that rest on a recreation; with none, the story holds no recreations."""
    return tuple(one.number for one in told if one.recreated)


def tone_of(report: Report) -> Tone:
    """Whether a report brought good news or bad; empty where it is neither."""
    if isinstance(report, Delivery):
        word: str | None = report.outcome
    elif isinstance(report, CheckIn):
        word = report.word
    else:
        word = report.outcome if isinstance(report, Decision) else None
    return "good" if word in _GOOD else "bad" if word in _BAD else ""


def _too_fine(reading: StoryReading, held: Held, today: date) -> list[Mistake]:
    """What would be shown too finely of a mission that is not a century old."""
    story = reading.story
    assert story is not None
    if held.is_old(today):
        return []
    found = []
    if story.coarse.km < LEAST_KM:
        found.append(reading.mistake("story_km", ("coarse", "km"), value=story.coarse.km, least=LEAST_KM))
    if GRAINS.index(story.coarse.dates) < GRAINS.index("month"):
        found.append(reading.mistake("story_dates", ("coarse", "dates")))
    return found


def _no_place(reading: StoryReading, at: Path, place: str, known: Mapping[str, Point]) -> Mistake:
    return reading.mistake("story_place", at, value=f'"{place}"', nearest=nearest(place, known))


@dataclass
class _Finder:
    """Finds what one scene rests on, and notes what cannot be found."""

    reading: StoryReading
    held: Held
    number: int
    scene: Scene
    mistakes: list[Mistake]

    def told(self, story: Story) -> Told | None:
        before = len(self.mistakes)
        scene = self.scene
        if scene.place is not None and scene.place not in self.held.places:
            self.mistakes.append(_no_place(self.reading, self._at("place"), scene.place, self.held.places))
        items = [self._item(place, show) for place, show in enumerate(scene.show)]
        calls = [self._call(place, word) for place, word in enumerate(scene.calls)]
        if len(self.mistakes) > before:
            return None
        kept, heard = [one for one in items if one is not None], [one for one in calls if one is not None]
        firsts = [one for item in kept for one in self.held.register.lineage(item.item)]
        when = scene.when or _when(firsts, heard)
        return Told(
            self.number, scene, self.held.mission, tuple(kept), tuple(heard), coarse_day(when, story.coarse.dates),
            frozenset(one.item for one in kept if self.held.register.is_recreation(one.item)),
        )  # fmt: skip

    def _at(self, *keys: str | int) -> Path:
        return ("scene", self.number, *keys)

    def _wrong(self, code: str, at: Path, value: str, **fields: object) -> None:
        self.mistakes.append(self.reading.mistake(code, at, value=f'"{value[:40]}"', **fields))

    def _item(self, place: int, show: Show) -> Keepsake | None:
        register, at, word = self.held.register, self._at("show", place, "item"), show.item
        named = {item for item, one in register.keepsakes.items() if word in (one.record.title, one.record.name)}
        by_id = {item for item in register.keepsakes if _ID.fullmatch(word) and item.startswith(word)}
        if len(by_id) == 1 and register.keepsakes[min(by_id)].record.of is not None:
            return register.keepsakes[by_id.pop()].record
        firsts = {register.lineage(item)[-1].item for item in named | by_id}
        if len(firsts) > 1:
            self._wrong("story_which_item", at, word, number=len(firsts))
            return None
        if not firsts:
            known = [one.record.title or one.record.name for one in register.keepsakes.values()]
            self._wrong("story_item", at, word, nearest=nearest(word, known))
            return None
        return shown_of(register, firsts.pop())

    def _call(self, place: int, word: str) -> Report | None:
        at = self._at("calls", place)
        found = [one for one in self.held.reports if len(word) >= LEAST_LETTERS and str(one.id).startswith(word)]
        if len(found) != 1:
            self._wrong("story_which_call" if found else "story_call", at, word, number=len(found))
            return None
        return found[0]


def shown_of(register: Register, item: str) -> Keepsake:
    """What is shown of a keepsake: of its working copies that were approved the newest, or else itself."""

    def approved(copy: str) -> bool:
        steps = [one.record for one in register.reviews.get(copy, ())]
        return any(one.step == "approved" for one in steps)

    copies = [one for one in register.copies(item) if approved(one.item) and one.item not in register.destroyed]
    return copies[-1] if copies else register.keepsakes[item].record


def _when(items: Sequence[Keepsake], calls: Sequence[Report]) -> str:
    """When what a scene rests on was made, or happened: the earliest; by each place's own clock."""
    days = [one.made for one in items if one.made] + [one.happened.date().isoformat() for one in calls]
    return min(days, default="")
