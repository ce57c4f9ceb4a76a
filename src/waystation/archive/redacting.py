"""Working copies: what is to be covered in one, what was, and what it then still shows of each person.

Decides when a copy may say that it hides somebody: only if as much was covered as it says, for nobody knows whose face
a rectangle lies on but the people who look. Whether anybody looked is `reviewing`'s business, what a person's leave
needs is `leaving`'s; how faces are found and filled is `storage`'s.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from waystation.archive.boxes import Timed
from waystation.archive.records import Change, Keepsake, Shown
from waystation.errors import Usage

__all__ = ["SOUNDS", "Covered", "Made", "Sound", "Wanted", "changes_of", "family_of", "must_fit", "people_after"]

Sound = Literal["kept", "changed", "out"]
SOUNDS: tuple[Sound, ...] = ("kept", "changed", "out")
"""What becomes of voices: they stay, are changed, or the copy is silent."""
Family = Literal["picture", "film", "sound", "text"]
TEXTS = ("text/plain",)


@dataclass(frozen=True)
class Wanted:
    """What a working copy is to hide.

    Args:
        faces: Whether faces are looked for and covered.
        boxes: Places to cover besides.
        bare: Places in which no face is covered.
        sound: What becomes of voices.
        words: Words to take out of a text.
        hides: People whose faces are said to be hidden by what is covered.
        unnamed: People whose names are said to be nowhere in it any more, seen or heard.
        shows: People who are said to be shown on purpose.
    """

    faces: bool = True
    boxes: tuple[Timed, ...] = ()
    bare: tuple[Timed, ...] = ()
    sound: Sound = "kept"
    words: tuple[str, ...] = ()
    hides: tuple[str, ...] = ()
    unnamed: tuple[str, ...] = ()
    shows: tuple[str, ...] = ()


@dataclass(frozen=True)
class Covered:
    """What was covered in a working copy.

    Args:
        faces: Faces that were surely found and covered; in a film, the most in one frame.
        doubtful: Places that were covered because they might be faces; in a film, the most in one frame.
        left: Faces that were found and lie where they were to stay bare; in a film, the most in one frame.
        boxes: Places that were covered by hand.
        frames: Frames of a film; 1 for a picture, 0 for what has none.
        seconds: How long a film or sound is; 0 for what has no length.
        words: How often a word was taken out.
        sound: What became of voices; None for what makes no sound.
        form: What the copy is: `image/png`.
    """

    faces: int = 0
    doubtful: int = 0
    left: int = 0
    boxes: int = 0
    frames: int = 0
    seconds: float = 0.0
    words: int = 0
    sound: Sound | None = None
    form: str = ""


@dataclass(frozen=True)
class Made:
    """A working copy that was made.

    Args:
        copy: Its record.
        original: What it was made from.
        covered: What was covered.
        people: What it shows of each person, as it says itself.
        uncovered: Whose faces it shows, though faces were to be covered and they were not to be shown.
    """

    copy: Keepsake
    original: Keepsake
    covered: Covered
    people: tuple[Shown, ...]
    uncovered: tuple[str, ...]


def family_of(media: str) -> Family:
    """How a keepsake's bytes are worked on, by what they are.

    Raises:
        Usage: `redact_pdf`; `redact_media`, `redact_unknown` for what no working copy can be made of here.
    """
    if media == "application/pdf":
        raise Usage("redact_pdf")
    if media in TEXTS:
        return "text"
    families: dict[str, Family] = {"image": "picture", "video": "film", "audio": "sound"}
    family = families.get(media.partition("/")[0])
    if family is None and not media:
        raise Usage("redact_unknown")
    if family is None:
        raise Usage("redact_media", value=media)
    return family


def must_fit(wanted: Wanted, family: Family, people: Collection[str]) -> None:
    """Refuse what cannot be done with a keepsake.

    Args:
        wanted: What is to be hidden.
        family: How its bytes are worked on.
        people: Who is in it.

    Raises:
        Usage: `redact_not_in_it` (value); `redact_both` (value) for somebody who is to be hidden and shown;
            `redact_nothing_to_see` for boxes in a sound or text; `redact_times` for times in a picture;
            `redact_no_sound` for voices in what has none; `redact_no_words` for words in what is no text.
    """
    for person in (*wanted.hides, *wanted.unnamed, *wanted.shows):
        if person not in people:
            raise Usage("redact_not_in_it", value=person)
    if both := sorted({*wanted.hides, *wanted.unnamed} & set(wanted.shows)):
        raise Usage("redact_both", value=both[0])
    if family not in {"picture", "film"} and (wanted.boxes or wanted.bare):
        raise Usage("redact_nothing_to_see")
    if family == "picture" and any(one.first or one.last is not None for one in (*wanted.boxes, *wanted.bare)):
        raise Usage("redact_times")
    if family not in {"film", "sound"} and wanted.sound != "kept":
        raise Usage("redact_no_sound")
    if family != "text" and wanted.words:
        raise Usage("redact_no_words")


def people_after(
    before: Mapping[str, Shown], wanted: Wanted, covered: Covered, named: Collection[str] = ()
) -> tuple[Shown, ...]:
    """What a working copy shows of each person in it.

    A face counts as covered for everybody whom the copy is not to show, if at least as many faces were covered as
    there are such people whose faces the original shows; otherwise only for those who are said to be hidden, by name,
    and only if anything was covered. Whoever else looks at the copy says so, or refuses it.

    Args:
        before: Everybody in the original, and what it shows of them.
        wanted: What was to be hidden.
        covered: What was covered.
        named: Whose names a text still has, or may have: everybody whose names are not known.
    """
    places = covered.faces + covered.doubtful + covered.boxes
    seen = [person for person, shown in before.items() if shown.face and person not in wanted.shows]
    all_covered = wanted.faces and not covered.left and covered.faces >= len(seen)
    hidden = {person for person in seen if all_covered or (person in wanted.hides and places)}
    still = [
        Shown(
            person=person,
            face=shown.face and person not in hidden,
            voice=shown.voice and (person in wanted.shows or covered.sound not in {"changed", "out"}),
            name=shown.name and _still_named(person, wanted, covered, named),
        )
        for person, shown in sorted(before.items())
    ]
    return tuple(still)


def _still_named(person: str, wanted: Wanted, covered: Covered, named: Collection[str]) -> bool:
    if covered.words:
        return person in named
    return not (person in wanted.unnamed and (covered.boxes or covered.sound in {"changed", "out"}))


def changes_of(covered: Covered, media: str) -> tuple[Change, ...]:
    """What was changed in a copy, for its record; nothing in it names anybody.

    Args:
        covered: What was covered.
        media: What the original is.
    """
    changes = [Change(what="metadata")]
    if covered.form != media:
        changes.append(Change(what="format", detail=covered.form))
    if covered.faces or covered.doubtful:
        changes.append(Change(what="faces", detail=f"{covered.faces}+{covered.doubtful}"))
    if covered.boxes:
        changes.append(Change(what="boxes", detail=str(covered.boxes)))
    if covered.sound in {"changed", "out"}:
        changes.append(Change(what="voice", detail=covered.sound))
    if covered.words:
        changes.append(Change(what="text", detail=str(covered.words)))
    return tuple(changes)
