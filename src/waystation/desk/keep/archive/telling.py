"""Telling a story out of a vault: looked at first, with everything that stands in the way, and only then built.

The order of `exporting` holds here too: the gate is asked of every keepsake, every traveller and every word; asked
again while nobody else can write; that it leaves is written down; and only then do the pages appear, all or none. What
may leave is decided by `archive.leaving`, how coarsely places are shown by `archive.story`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from waystation.archive.embargo import Underway, reasons_to_wait
from waystation.archive.leaving import Hindrance
from waystation.archive.records import Displacement, Out, Use
from waystation.archive.slips import Secret, slips
from waystation.archive.story.coarsening import Displacing, Point
from waystation.archive.story.drafting import Drafted, drafted
from waystation.archive.story.exposure import left_by
from waystation.archive.story.looked import Looked, SlipAt, Waits, page_name
from waystation.archive.story.media import Media
from waystation.archive.story.reading import STORY, StoryReading, read_story, texts_in, written
from waystation.archive.story.scenes import Held, Told, resolve
from waystation.archive.story.shape import Story
from waystation.atlas.basemap import ground_for
from waystation.charts.ground import Bounds, Ground
from waystation.charts.lands import country_at
from waystation.charts.story_map import story_bounds
from waystation.charts.story_page import draw_story
from waystation.charts.story_picture import StoryPicture
from waystation.desk.keep.archive.archived import archives_in, enter, mission_meant, new_id, state
from waystation.desk.keep.archive.gate import may_leave, secrets_of, today
from waystation.desk.keep.archive.story_media import media_of_story
from waystation.desk.keep.archive.told import held_in
from waystation.desk.keep.archive.travelling import underway
from waystation.desk.keep.opening import OpenVault
from waystation.desk.keep.packs import packs_in
from waystation.errors import BadInput
from waystation.storage.out_folders import NewBundle
from waystation.world.lines import Path as Place

__all__ = ["Built", "build_story", "draft_of", "look_at_story"]

TILE = 4
"""Degrees of the tiles in which countries are looked up; always the same, so that a place's dot is too."""
WHY = "archive story"
GONE = "…"
"""Stands where a name stood."""


@dataclass(frozen=True)
class Built:
    """A story that left.

    Args:
        looked: The story as it was told.
        path: The folder in which its pages are.
        pages: Their names.
        fingerprint: SHA-256 of the list of its pages.
        size: Bytes of its pages together.
    """

    looked: Looked
    path: Path
    pages: tuple[str, ...]
    fingerprint: str
    size: int


Painter = Callable[[Looked, Mapping[str, Media], str], StoryPicture]
"""Puts a story into words: as it was looked at, with its keepsakes' bytes by item, in a language."""


def look_at_story(vault: OpenVault, data: bytes, file: str = STORY) -> Looked:
    """Look at a story: what it rests on, what stands in its way, what it leaves to learn.

    Args:
        vault: The vault.
        data: The bytes of `story.toml`.
        file: What it is called in errors.

    Raises:
        BadInput: With every mistake in it.
        Missing: If the base map is not there: without it nobody knows in which country a dot stands.
    """
    reading = read_story(data, file)
    story = reading.story
    if story is None:
        raise BadInput(reading.mistakes)
    vault.catch_up()
    missions = {journey.mission for journey in story.journey}
    around = {name: held_in(vault, name, WHY if name in missions else None) for name in _missions(vault)}
    held = {name: one for name, one in around.items() if name in missions}
    told, mistakes = resolve(reading, held, today(vault))
    if mistakes:
        raise BadInput(mistakes)
    rule = Displacing(_secret(vault, around, missions), story.coarse.km, _country)
    left = left_by(story, told, held, rule, around.values())
    hindered, waits, found = _in_the_way(vault, reading, told, held)
    return Looked(reading, story, told, held, rule, left, hindered, waits, found)


def build_story(vault: OpenVault, data: bytes, path: Path, paint: Painter, file: str = STORY) -> Built | Looked:
    """Build the pages of a story, one for each of its languages.

    Args:
        vault: The vault.
        data: The bytes of `story.toml`.
        path: Where they appear: a new folder.
        paint: Puts the story into words.
        file: What it is called in errors.

    Returns:
        What was built, or the story with what stands in its way; then nothing was written anywhere.

    Raises:
        BadInput: With every mistake in it.
        Usage: If the folder is there already, a keepsake is too large, or nothing can be written.
        Missing: If the base map is not there.
        Damaged: If the bytes of a keepsake are not here, or were altered.
    """
    looked = look_at_story(vault, data, file)
    if not looked.may_be_told:
        return looked
    media = media_of_story(vault, looked.told)
    pages = {page_name(one): _page(paint(looked, media, one)).encode() for one in looked.story.languages}
    sums = "".join(f"{hashlib.sha256(page).hexdigest()}  {name}\n" for name, page in sorted(pages.items()))
    fingerprint = hashlib.sha256(sums.encode()).hexdigest()
    with NewBundle(path) as folder:
        for name, page in pages.items():
            folder.write(name, [page])
        with vault.writing():
            # Nobody else writes now: whoever took their leave back meanwhile is heard.
            again = look_at_story(vault, data, file)
            if not again.may_be_told or again.told != looked.told:
                return again
            for mission in sorted(again.held):
                _write_down(vault, again, mission, fingerprint)
        folder.appear()
    return Built(looked, path, tuple(pages), fingerprint, sum(map(len, pages.values())))


def _write_down(vault: OpenVault, looked: Looked, mission: str, fingerprint: str) -> None:
    """That something of a mission leaves in a story: for the archive, and in the custody of each keepsake."""
    use, register = looked.story.use, looked.held[mission].register
    items = looked.items(mission)
    out = Out(id=new_id(vault), items=tuple(one.item for one in items), use=use, manifest=fingerprint, story=True)
    said = [state(vault, register, one, "exported", use=use, sums=fingerprint) for one in items]
    enter(vault, mission, [out, *said])


def _missions(vault: OpenVault) -> list[str]:
    return sorted({*archives_in(vault), *packs_in(vault)})


def _secret(vault: OpenVault, around: Mapping[str, Held], missions: Iterable[str]) -> bytes:
    """The vault's secret under which places are displaced: the first that was written, in every archive told of."""
    known = sorted(
        (one for held in around.values() for one in held.register.displacements), key=lambda each: each.order
    )
    secret = known[0].record.secret if known else vault.around.chance(32).hex()
    for mission in sorted(missions):
        mine = around[mission].register.displacements
        if all(one.record.secret != secret for one in mine):
            enter(vault, mission, [Displacement(secret=secret)])
    return bytes.fromhex(secret)


def _country(point: Point) -> str:
    west, south = (int(value // TILE) * TILE for value in point)
    return country_at(_tile(west, south), point)


@cache
def _tile(west: int, south: int) -> Ground:
    return ground_for(Bounds(west, max(-90, south), west + TILE, min(90, south + TILE)))


def _page(picture: StoryPicture) -> str:
    return draw_story(picture, ground_for(story_bounds(picture)))


def _in_the_way(
    vault: OpenVault, reading: StoryReading, told: Sequence[Told], held: Mapping[str, Held]
) -> tuple[dict[tuple[str, str], tuple[Hindrance, ...]], tuple[Waits, ...], tuple[SlipAt, ...]]:
    """Everything that stands in the way: of keepsakes, of whole journeys, in the words."""
    story = reading.story
    assert story is not None
    seen = underway(vault)
    hindered: dict[tuple[str, str], tuple[Hindrance, ...]] = {}
    waits: list[Waits] = []
    secrets: list[set[Secret]] = []
    for mission, mine in held.items():
        items = [item.item for one in told if one.mission == mission for item in one.items]
        found = may_leave(vault, mine.register, items, story.use)
        hindered |= {(mission, item): those for item, those in found.items()}
        waits += _waits(mine, story, seen)
        secrets.append(set(secrets_of(vault, mine.register, items, story.use)))
    kept = set.intersection(*secrets) if secrets else set()
    once = tuple(one for number, one in enumerate(waits) if one not in waits[:number])
    return hindered, once, tuple(_slips(reading, story, kept))


def _waits(held: Held, story: Story, seen: Underway) -> list[Waits]:
    """Why nothing may be told of those who travelled, whether a keepsake shows them or not."""
    found = reasons_to_wait(held.register, held.travellers, story.use, seen)
    if held.mission not in seen.missions:
        return [Waits(held.mission, Hindrance("unseen", {"mission": held.mission}))]
    fields = ("person", "kin", "mission", "journey", "claim")
    return [
        Waits(
            held.mission,
            Hindrance(
                one.code,
                {name: getattr(one, name) for name in fields if getattr(one, name)} | {"use": story.use},
            ),
        )
        for one in found
    ]


def _slips(reading: StoryReading, story: Story, secrets: Iterable[Secret]) -> Iterable[SlipAt]:
    texts: dict[str, str] = {}
    places: dict[str, Place] = {}
    for at, _, words in texts_in(story):
        for language in words.languages:
            label = written((*at, language))
            texts[label], places[label] = words.told(language), (*at, language)
    line = partial(reading.line)
    return [SlipAt(one.where, line(places[one.where]), one) for one in slips(texts, sorted(secrets, key=repr))]


def draft_of(vault: OpenVault, missions: Sequence[str], use: Use) -> tuple[tuple[str, ...], tuple[Drafted, ...]]:
    """A first draft of a story: what archives and reports hold, in order of time, names taken out of the words.

    Args:
        vault: The vault.
        missions: Whose journeys; none for the only one there is.
        use: Who it is for.

    Returns:
        The missions, and the scenes.

    Raises:
        Usage: If there is no such mission, or several and none is named.
    """
    vault.catch_up()
    meant = tuple(dict.fromkeys(mission_meant(vault, one) for one in missions or (None,)))
    held = [held_in(vault, mission, WHY) for mission in meant]
    secrets = set().union(*(secrets_of(vault, one.register, (), use) for one in held))
    return meant, tuple(one.saying(_without(one.text, secrets)) for one in drafted(held))


def _without(text: str, secrets: Iterable[Secret]) -> str:
    """A text with an ellipsis for each name, as often as it stands there."""
    known = sorted(secrets, key=repr)
    for _ in range(len(text)):
        found = [one.found for one in slips({"": text}, known) if one.found in text]
        if not found:
            return text if not slips({"": text}, known) else GONE
        for each in sorted(found, key=len, reverse=True):
            text = text.replace(each, GONE)
    return GONE
