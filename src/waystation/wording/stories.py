"""Stories on the screen: what each scene rests on, what stands in the way, what a page leaves to learn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from waystation.archive.story.exposure import BrokerLeft, Left, PersonLeft, PlaceLeft
from waystation.archive.story.looked import Looked
from waystation.archive.story.scenes import Told
from waystation.wording.archive_holds import hindrance_line, slip_line
from waystation.wording.language import mark, say, say_many
from waystation.wording.story_pages import claim_of, left_lines, rests_on, when_in_words

__all__ = [
    "HEADING",
    "QUESTION",
    "built_lines",
    "drafted_line",
    "in_the_way",
    "left_heads",
    "left_lines_on_screen",
    "left_rows",
    "scene_lines",
    "story_lines",
]

FREE = mark("Nothing stands in the way.")
LIKE_THEM = mark("that somebody like them travelled")
SOMEBODY = mark("that there was somebody like them")
HEADING = mark("What a reader could still learn")
QUESTION = mark("Build the pages?")


def story_lines(looked: Looked) -> list[str]:
    """What a story is, and whether it holds recreations."""
    story = looked.story
    title = story.title.told(story.languages[0])
    return [
        say_many("{title}: {n} scene.", "{title}: {n} scenes.", len(looked.told), title=title, n=len(looked.told)),
        claim_of(looked.recreated),
    ]


def scene_lines(looked: Looked) -> list[list[str]]:
    """The scenes as rows: number, journey, when, title, what each rests on."""
    story = looked.story
    language = story.languages[0]
    return [
        [
            str(one.number + 1),
            one.scene.journey,
            when_in_words(one.when),
            one.scene.title.told(language),
            _rests(looked, one),
        ]
        for one in looked.told
    ]


def _rests(looked: Looked, told: Told) -> str:
    return "; ".join([*rests_on(looked, told), *(one.told(one.languages[0]) for one in told.scene.sources)])


def in_the_way(looked: Looked) -> list[str]:
    """Everything that stands in the way of a story, a line each; one line if nothing does."""
    lines = [say("{mission}: {why}", mission=one.mission, why=hindrance_line(one.hindrance)) for one in looked.waits]
    for (mission, item), found in sorted(looked.hindered.items()):
        scenes = [one.number + 1 for one in looked.told if any(each.item == item for each in one.items)]
        where = ", ".join(map(str, scenes))
        lines += [
            say("Scene {n}, keepsake {item} of {mission}: {why}", n=where, item=item[:8], mission=mission, why=why)
            for why in map(hindrance_line, found)
        ]
    for one in looked.slips:
        lines.append(say("Line {line}: {why}", line=one.line, why=slip_line(one.slip)))
    return lines or [say(FREE)]


def left_lines_on_screen(left: Left) -> list[str]:
    """What a story leaves to learn in words, as the page says it, and what the page does not say."""
    lines = list(left_lines(left))
    if left.silent:
        lines.append(
            say_many(
                "{n} broker of its missions is not told of.",
                "{n} brokers of its missions are not told of.",
                left.silent,
                n=left.silent,
            )
        )
    return lines


def left_heads() -> list[str]:
    """The heads of the table of what is left to learn."""
    return [say("What"), say("What a reader can learn"), say("Of the vault it could be"), say("Scenes")]


def left_rows(left: Left) -> list[list[str]]:
    """Each place, person and broker: what a reader can learn, how many of the vault it could be, in which scenes."""
    return [
        *(_row(say("place {id}", id=one.place), _place(left, one), one.fits, one.scenes) for one in left.places),
        *(_row(say("person {id}", id=one.person), _person(one), one.fits, one.scenes) for one in left.people),
        *(_row(say("broker {id}", id=one.broker), _broker(one), one.fits, one.scenes) for one in left.brokers),
    ]


def _row(what: str, learns: str, fits: int, scenes: Sequence[int]) -> list[str]:
    return [what, learns, str(fits), ", ".join(str(number + 1) for number in scenes)]


def _place(left: Left, one: PlaceLeft) -> str:
    if one.named:
        return say("what it is called")
    if not left.km:
        return say("where it is")
    return say("its country, and {area} km² of a ring there", area=f"{one.area:,.0f}")


def _person(one: PersonLeft) -> str:
    shown = [
        say(word)
        for word, there in ((mark("face"), one.face), (mark("voice"), one.voice), (mark("name"), one.name))
        if there
    ]
    if shown:
        return ", ".join(shown)
    return say(LIKE_THEM) if one.role == "traveller" else say(SOMEBODY)


def _broker(one: BrokerLeft) -> str:
    if one.named:
        return say("what they are called")
    return say("that a broker of that country told of it, or was told of")


def built_lines(path: str, pages: Iterable[str], fingerprint: str, size: int) -> list[str]:
    """What is said once the pages are there."""
    return [
        say(
            "The story lies in {path}: {pages} ({size} kB).",
            path=path,
            pages=", ".join(pages),
            size=f"{size / 1e3:,.0f}",
        ),
        say(
            "It is in the clear, and what was shown cannot be called back. Its fingerprint: {print}.", print=fingerprint
        ),
    ]


def drafted_line(path: str, scenes: int) -> str:
    """What is said once a draft is written."""
    return say_many(
        "{path} has {n} scene to begin with; it is in the clear, and holds ids of places.",
        "{path} has {n} scenes to begin with; it is in the clear, and holds ids of places.",
        scenes,
        path=path,
        n=scenes,
    )
