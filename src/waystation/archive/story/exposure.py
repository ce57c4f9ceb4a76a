"""What a reader of a story can still learn: of each place, each person, each broker that is told of.

An upper bound on purpose: the reader knows the rule by which dots are displaced, though not the secret, and whoever
could be meant is counted from what this device reads of the vault. How many fit is for the screen alone: a page that
said it would tell how many there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from waystation.archive.describing import described
from waystation.archive.records import ASPECTS, Keepsake, Shown
from waystation.archive.slips import Secret, slips
from waystation.archive.story.coarsening import Displacing, Point, coarse_day, distance_km, ring_area, ring_points
from waystation.archive.story.media import sort_of
from waystation.archive.story.reading import texts_in
from waystation.archive.story.scenes import Held, Told
from waystation.archive.story.shape import Grain, Story
from waystation.world.report import Delivery, Report, Word

__all__ = ["BrokerLeft", "Left", "Named", "PersonLeft", "PlaceLeft", "left_by", "names_in"]

Named = frozenset[tuple[str, str, str]]
"""Whose names stand in words: mission, kind and id of each."""

ROUNDING_KM = 0.2
"""How far a dot's rounding may put it past its ring."""
LOOKS = 144
"""At how many points of a ring is looked in which country they lie."""


@dataclass(frozen=True)
class PlaceLeft:
    """What is left to learn of a place.

    Args:
        mission: Of which mission.
        place: Its id.
        dot: Where it is shown; longitude and latitude, degrees.
        area: In about how many square kilometres it may lie: its ring as far as that is in its country; 0 where it is
            shown as it is.
        fits: How many places of the vault it could be, by their distance and their country, itself among them.
        scenes: In which scenes the line is there, numbers from 0; empty for a mere stop of the line.
        named: Whether the words say what it is called, as two members agreed.
    """

    mission: str
    place: str
    dot: Point
    area: float
    fits: int
    scenes: tuple[int, ...]
    named: bool = False


@dataclass(frozen=True)
class PersonLeft:
    """What is left to learn of somebody.

    Args:
        mission: Of which mission.
        person: Their word in the archive, or their id in the pack.
        role: Who they are.
        face: Whether a face is shown.
        voice: Whether a voice is heard.
        name: Whether a name of theirs that the archive knows is said.
        fits: How many people of the vault it could be, themselves among them; 1 if face, voice or name tells.
        scenes: Scenes that show them, numbers from 0; empty for those who only travelled.
    """

    mission: str
    person: str
    role: str
    face: bool
    voice: bool
    name: bool
    fits: int
    scenes: tuple[int, ...]


@dataclass(frozen=True)
class BrokerLeft:
    """What is left to learn of a broker who told of something, or was told of, in a call.

    Args:
        mission: Of which mission.
        broker: Their id.
        fits: How many brokers of the vault it could be, by the countries that they work in, themselves among them.
        scenes: In which scenes, numbers from 0; empty for whoever is only named.
        named: Whether the words say what they are called, as two members agreed.
    """

    mission: str
    broker: str
    fits: int
    scenes: tuple[int, ...]
    named: bool = False


@dataclass(frozen=True)
class Left:
    """What a story leaves to learn.

    Args:
        km: How far a dot may stand from its place.
        dates: How finely days are shown.
        places: Every place that is shown, in order of their missions and ids.
        people: Everybody who is shown or travelled.
        brokers: Brokers behind its calls.
        silent: How many further brokers of its missions are not told of.
    """

    km: float
    dates: Grain
    places: tuple[PlaceLeft, ...]
    people: tuple[PersonLeft, ...]
    brokers: tuple[BrokerLeft, ...]
    silent: int


@dataclass(frozen=True)
class _Seen:
    """All that a reader of a story is measured by.

    Args:
        story: The story.
        told: Its scenes.
        held: What the vault holds of its missions.
        rule: How its places are displaced.
        vault: Every mission of the vault.
        named: Whose names stand in its words.
    """

    story: Story
    told: Sequence[Told]
    held: Mapping[str, Held]
    rule: Displacing
    vault: Sequence[Held]
    named: Named


def names_in(story: Story, held: Mapping[str, Held]) -> Named:
    """Whose names stand in the words of a story, of all that the archive knows: whether they may, or not.

    Args:
        story: The story.
        held: What the vault holds of its missions, by mission.

    Returns:
        The mission, the kind (`person`, `place` or `broker`) and the id of each.
    """
    texts = {
        f"{number}.{language}": words.told(language)
        for number, (_, _, words) in enumerate(texts_in(story))
        for language in words.languages
    }
    found = set()
    for mission, one in held.items():
        people = (described(one.register, person) for person in one.register.subjects_said)
        known = [Secret("person", who.person, who.names) for who in people if who is not None and who.names]
        known += [Secret(kind, name, (title,)) for (kind, name), title in one.titles.items()]
        found |= {(mission, slip.kind, slip.id) for slip in slips(texts, known) if slip.id}
    return frozenset(found)


def left_by(
    story: Story, told: Sequence[Told], held: Mapping[str, Held], rule: Displacing, around: Iterable[Held]
) -> Left:
    """Compute what a story leaves to learn.

    Args:
        story: The story.
        told: Its scenes with what they rest on.
        held: What the vault holds of its missions, by mission.
        rule: How its places are displaced.
        around: Every mission of which this device reads anything, those of the story among them.
    """
    seen = _Seen(story, told, held, rule, list(around), names_in(story, held))
    brokers = tuple(_brokers(seen))
    missions = {journey.mission for journey in story.journey}
    silent = sum(len(held[mission].brokers) for mission in missions) - len(brokers)
    return Left(rule.km, story.coarse.dates, tuple(_places(seen)), tuple(_people(seen)), brokers, silent)


def _places(seen: _Seen) -> Iterable[PlaceLeft]:
    story, rule, held = seen.story, seen.rule, seen.held
    shown: dict[tuple[str, str], list[int]] = {}
    for journey in story.journey:
        for place in story.stops(journey.id):
            shown.setdefault((journey.mission, place), [])
    for one in seen.told:
        if one.scene.place is not None:
            shown.setdefault((one.mission, one.scene.place), []).append(one.number)
    everywhere = sorted({point for one in seen.vault for point in one.places.values()})
    for (mission, place), scenes in sorted(shown.items()):
        point = held[mission].places[place]
        dot, country = rule.dot(point), rule.country(point)
        fits = sum(_could_be(rule, dot, other) and rule.country(other) == country for other in everywhere)
        named = (mission, "place", place) in seen.named
        yield PlaceLeft(
            mission, place, dot, _area(rule, dot, country), 1 if named else max(1, fits), tuple(scenes), named
        )


def _area(rule: Displacing, dot: Point, country: str) -> float:
    """How much of a dot's ring lies in a country, in square kilometres; all of it, where no country is known."""
    if not rule.km or not country:
        return ring_area(rule.km)
    inside = sum(rule.country(point) == country for point in ring_points(dot, rule.km, LOOKS))
    return ring_area(rule.km) * inside / LOOKS


def _could_be(rule: Displacing, dot: Point, place: Point) -> bool:
    """Whether a place lies where the place of a dot may lie."""
    return rule.least - ROUNDING_KM <= distance_km(dot, place) <= rule.km + ROUNDING_KM


def _people(seen: _Seen) -> Iterable[PersonLeft]:
    for (mission, person), (shown, scenes) in sorted(_shown(seen).items(), key=lambda each: each[0]):
        role = _role(seen.held[mission], person)
        name = shown.name or (mission, "person", person) in seen.named
        alone = shown.face or shown.voice or name
        fits = 1 if alone else max(1, _alike(seen.held[mission], role, seen.story.coarse.dates, seen.vault))
        yield PersonLeft(mission, person, role, shown.face, shown.voice, name, fits, tuple(scenes))


def _shown(seen: _Seen) -> dict[tuple[str, str], tuple[Shown, list[int]]]:
    """What keepsakes show of everybody in them, and in which scenes; of all who travelled or are named too."""
    held = seen.held
    found: dict[tuple[str, str], tuple[Shown, list[int]]] = {}
    for journey in seen.story.journey:
        for person in held[journey.mission].travellers:
            found.setdefault((journey.mission, person), (_nothing(person), []))
    for one in seen.told:
        register = held[one.mission].register
        for item in one.items:
            for person, shown in register.people(item.item).items():
                before, scenes = found.get((one.mission, person), (_nothing(person), []))
                tells = _tells(item)
                both = {key: getattr(before, key) or (key in tells and getattr(shown, key)) for key in ASPECTS}
                numbers = scenes if one.number in scenes else [*scenes, one.number]
                found[one.mission, person] = Shown(person=person, **both), numbers
    for mission, kind, person in seen.named:
        if kind == "person":
            found.setdefault((mission, person), (_nothing(person), []))
    return found


def _nothing(person: str) -> Shown:
    return Shown(person=person, face=False, voice=False, name=False)


def _tells(item: Keepsake) -> tuple[str, ...]:
    """What a keepsake can tell of somebody on a page at all: what is told in words shows no face."""
    return {
        "picture": ("face", "name"), "video": ("face", "voice", "name"), "sound": ("voice", "name"), "text": ("name",),
        "other": ("name",),
    }[sort_of(item.media)]  # fmt: skip


def _role(held: Held, person: str) -> str:
    known = held.register.subjects.get(person)
    return known.record.role if known is not None else "traveller"


def _alike(held: Held, role: str, grain: Grain, vault: Sequence[Held]) -> int:
    """How many people of a role there are in the missions of the same time, as finely as the story tells it."""
    begun = _begun(held, grain)
    return sum(len(_of_role(one, role)) for one in vault if _begun(one, grain) == begun)


def _of_role(held: Held, role: str) -> set[str]:
    people = {person for person, one in held.register.subjects.items() if one.record.role == role}
    return people | set(held.travellers) if role == "traveller" else people


def _begun(held: Held, grain: Grain) -> str:
    return coarse_day(held.begins.isoformat(), grain) if held.begins is not None else ""


def _brokers(seen: _Seen) -> Iterable[BrokerLeft]:
    held, rule = seen.held, seen.rule
    meant: dict[tuple[str, str], list[Told]] = {(m, name): [] for m, kind, name in seen.named if kind == "broker"}
    for one in seen.told:
        known = held[one.mission].brokers
        for broker in dict.fromkeys(name for report in one.calls for name in _named(report) if name in known):
            meant.setdefault((one.mission, broker), []).append(one)
    works = [_countries(one, places, rule) for one in seen.vault for places in one.brokers.values()]
    for (mission, broker), scenes in sorted(meant.items(), key=lambda each: each[0]):
        told_of = _countries(held[mission], {one.scene.place for one in scenes if one.scene.place}, rule)
        named = (mission, "broker", broker) in seen.named
        fits = 1 if named else sum(told_of <= countries for countries in works)
        yield BrokerLeft(mission, broker, max(1, fits), tuple(one.number for one in scenes), named)


def _named(report: Report) -> Iterable[str]:
    """Brokers whom a report comes from, or speaks of."""
    about = report.broker if isinstance(report, Word | Delivery) else None
    return (name for name in (report.source, report.origin, about) if name is not None)


def _countries(held: Held, places: Iterable[str], rule: Displacing) -> frozenset[str]:
    return frozenset(rule.country(held.places[place]) for place in places if place in held.places)
