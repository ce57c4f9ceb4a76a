"""Making a working copy: the original opened, covered by what each form of media needs, taken in as a keepsake.

Decides in which order things happen: the opening is stated before a byte is read, the copy says what it shows of whom,
and nothing in the clear outlives the work. How things are covered is the business of `storage`, what a copy may say
that it hides that of `archive.redacting`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from typing import BinaryIO

from waystation.archive.blotting import blotted, marked, named_in, text_of
from waystation.archive.describing import described
from waystation.archive.intake import KeepsakeDraft
from waystation.archive.records import Keepsake
from waystation.archive.redacting import Covered, Family, Made, Wanted, changes_of, family_of, must_fit, people_after
from waystation.archive.register import Register
from waystation.archive.showing import bare
from waystation.desk.keep.archive.adding import Intake
from waystation.desk.keep.archive.archived import read_archive
from waystation.desk.keep.archive.holding import note_opened, sealed_bytes
from waystation.desk.keep.opening import OpenVault
from waystation.errors import Usage
from waystation.storage.covering import GREY, Finds, cover_picture, packed
from waystation.storage.covering_film import FilmWork, Told, covered_film
from waystation.storage.faces import FaceFinder
from waystation.storage.pictures import points_of
from waystation.storage.scratch import scratch_of
from waystation.storage.sound import covered_sound

__all__ = ["redact"]

WHY = "archive redact"
VISIBLE = ("picture", "film")
SHADES = 8
"""Each copy of a keepsake is filled with another grey, so that two that say different things are not the same bytes."""


def redact(vault: OpenVault, mission: str, word: str, wanted: Wanted, *, told: Told | None = None) -> Made:
    """Make a working copy of a keepsake.

    Args:
        vault: The vault.
        mission: In whose archive.
        word: The first letters of the original's id.
        wanted: What is to be hidden.
        told: Is told how far a film is.

    Raises:
        Usage: `redact_of_copy` for a working copy; what `must_fit` and the covering raise; what `note_opened` raises.
        Missing: `faces_missing`, `ffmpeg_missing`.
        Damaged: If its bytes are not here, or cannot be decoded.
    """
    register = read_archive(vault, mission, why=WHY)
    original = register.find(word)
    if original.of is not None:
        raise Usage("redact_of_copy", value=original.item[:8], of=original.of[:8])
    people = register.people(original.item)
    family = family_of(original.media)
    must_fit(wanted, family, people)
    finder = FaceFinder() if wanted.faces and family in VISIBLE else None
    note_opened(vault, register, original)
    with _worked(vault, register, original, wanted, (family, finder, told)) as (stream, covered, named):
        after = people_after(people, wanted, covered, named)
        shown = tuple(bare(one, covered.form or original.media) for one in after)
        draft = KeepsakeDraft(
            source=original.source,
            name="",
            title=original.title,
            who=original.who,
            how=original.how,
            made=original.made,
            place=original.place,
            journey=original.journey,
            people=shown,
            of=original.item,
            changes=changes_of(covered, original.media),
            knew=register.people_known(original.item),
        )
        copy = Intake(vault, mission, again=True).take(stream, draft)
    still = [one.person for one in shown if one.face and one.person not in wanted.shows]
    return Made(copy, original, covered, shown, tuple(still) if finder is not None else ())


@contextmanager
def _worked(
    vault: OpenVault,
    register: Register,
    original: Keepsake,
    wanted: Wanted,
    how: tuple[Family, Finds | None, Told | None],
) -> Iterator[tuple[BinaryIO, Covered, tuple[str, ...]]]:
    """The new bytes, what was covered, and whom a text still names."""
    family, finder, told = how
    beside = vault.folder.path
    grey = GREY + 4 * (len(register.copies(original.item)) % SHADES)
    data = sealed_bytes(vault, original)
    if family == "picture":
        pixels, covered = cover_picture(points_of(data), wanted, finder, grey)
        made, form = packed(pixels, original.media)
        yield BytesIO(made), replace(covered, form=form), ()
    elif family == "text":
        text, covered, named = _text(register, original, wanted, b"".join(data))
        yield BytesIO(marked(text, vault.around.chance(16)).encode()), covered, named
    else:
        seed = int.from_bytes(vault.around.chance(16), "big")
        with scratch_of(data, beside, original.size) as source:
            if family == "film":
                work = covered_film(FilmWork(source, wanted, finder, told, grey), beside, seed)
            else:
                work = covered_sound(source, wanted, beside, seed)
            with work as (into, covered):
                into.file.seek(0)
                yield into.file, covered, ()


def _text(register: Register, original: Keepsake, wanted: Wanted, data: bytes) -> tuple[str, Covered, tuple[str, ...]]:
    """A text without the names of everybody in it who is not to be shown, and without the words that were given."""
    people = [person for person in register.people(original.item) if person not in wanted.shows]
    known = {person: found.names for person in people if (found := described(register, person)) and found.names}
    words = [*wanted.words, *(name for names in known.values() for name in names)]
    text, number = blotted(text_of(data), words)
    named = [person for person in register.people(original.item) if not known.get(person)]
    named += [person for person, names in known.items() if named_in(text, names)]
    return text, Covered(words=number, form="text/plain"), tuple(named)
