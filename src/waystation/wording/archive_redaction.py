"""What is said of working copies: what was covered, what they still show of whom, their sheets, who looked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from waystation.archive.records import Keepsake, Shown
from waystation.archive.redacting import Covered, Made
from waystation.archive.reviewing import Said, Step
from waystation.wording.keeping import listed
from waystation.wording.language import mark, say, say_many

__all__ = ["ASK", "people_header", "people_rows", "redacted_lines", "said_lines", "sheet_lines"]

SHORT = 8
MOST_NUMBERS = 12
"""Frames that are named one by one."""
SOUNDS = {
    "kept": mark("Voices are as they were."),
    "changed": mark("Every voice was taken apart and made anew; words, dialect and ways of speaking stay."),
    "out": mark("The sound was left out."),
}
ASK: dict[Step, str] = {
    "confirmed": mark("Did you look at every frame of the sheet, and is that what you saw"),
    "approved": mark("Did you look at every frame of the sheet yourself, and may it leave like this"),
    "refused": mark("Is it to be refused for good"),
}
SAID: dict[Step, str] = {
    "confirmed": mark("{copy} is confirmed. A second member looks at the same sheet and approves it, or refuses it."),
    "approved": mark("{copy} is approved. What everybody in it allows decides where it may go."),
    "refused": mark("{copy} is refused, and never leaves. Another copy: waystation archive redact {of}"),
}


def redacted_lines(made: Made) -> list[str]:
    """What became of a keepsake, and what is still to be done."""
    copy, covered = made.copy.item[:SHORT], made.covered
    lines = [
        say("{copy} is a working copy of {of}: {form}.", copy=copy, of=made.original.item[:SHORT], form=covered.form)
    ]
    lines += _covered(covered, any(change.what in {"faces", "boxes"} for change in made.copy.changes))
    if made.uncovered:
        lines.append(
            say(
                "Fewer faces were found than people are in it, so it counts as showing the faces of {people}. Cover"
                " more with --box, or say with --hides who is hidden.",
                people=listed(list(made.uncovered)),
            )
        )
    lines.append(
        say(
            "Nothing of it leaves before two members have looked: waystation archive sheet {copy} --to FOLDER",
            copy=copy,
        )
    )
    return lines


def _covered(covered: Covered, places: bool) -> Iterator[str]:
    if covered.frames > 1:
        yield say_many("It has {n} frame.", "It has {n:,} frames.", covered.frames, n=covered.frames)
    if covered.faces and covered.frames > 1:
        yield say_many(
            "At most {n} face at a time was found and covered.",
            "At most {n} faces at a time were found and covered.",
            covered.faces,
            n=covered.faces,
        )
    elif covered.faces:
        yield say_many(
            "{n} face was found and covered.", "{n} faces were found and covered.", covered.faces, n=covered.faces
        )
    if covered.doubtful:
        yield say_many(
            "{n} more place was covered because it might be a face.",
            "{n} more places were covered because they might be faces.",
            covered.doubtful,
            n=covered.doubtful,
        )
    if covered.left:
        yield say_many("{n} face stays bare, as asked.", "{n} faces stay bare, as asked.", covered.left, n=covered.left)
    if covered.boxes:
        yield say_many(
            "{n} place was covered by hand.", "{n} places were covered by hand.", covered.boxes, n=covered.boxes
        )
    if covered.frames and not places:
        yield say("Nothing is covered. That no face was found does not mean that there is none.")
    if covered.words:
        yield say_many("{n} word was taken out.", "{n} words were taken out.", covered.words, n=covered.words)
    if covered.sound is not None:
        yield say(SOUNDS[covered.sound])


def people_header() -> tuple[str, ...]:
    """The head of the table of what a copy shows."""
    return say("who"), say("face"), say("voice"), say("name")


def people_rows(people: Iterable[Shown]) -> list[tuple[str, ...]]:
    """What a copy shows of each person."""
    return [(one.person, _shown(one.face), _shown(one.voice), _shown(one.name)) for one in people]


def _shown(shown: bool) -> str:
    return say("shown") if shown else say("hidden")


def sheet_lines(
    keepsake: Keepsake, digest: str, frames: int, doubtful: Sequence[int], *, folder: str, beside: str | None
) -> list[str]:
    """What a contact sheet shows, and what to do with it.

    Args:
        keepsake: What it is of.
        digest: Its number.
        frames: How many frames it shows.
        doubtful: The numbers of the frames, from 0, in which something may still be a face.
        folder: Where it was written.
        beside: The file beside it that is heard or read; None for a picture.
    """
    lines = []
    if frames:
        lines.append(
            say_many(
                "Sheet {sheet} shows {n} picture; it lies in {folder}.",
                "Sheet {sheet} shows {n} pictures; it lies in {folder}.",
                frames,
                n=frames,
                sheet=digest[:SHORT],
                folder=folder,
            )
        )
    else:
        lines.append(say("Sheet {sheet} is the copy itself; it lies in {folder}.", sheet=digest[:SHORT], folder=folder))
    if doubtful:
        numbers = [str(number + 1) for number in doubtful[:MOST_NUMBERS]] + ["…"] * (len(doubtful) > MOST_NUMBERS)
        lines.append(
            say("What is framed in red may still be a face.")
            if frames == 1
            else say("What is framed in red may still be a face: in pictures {numbers}.", numbers=", ".join(numbers))
        )
    elif frames:
        lines.append(say("The finder sees no face in it. It misses faces; you look."))
    if frames and beside is not None:
        lines.append(say("Watch and listen to {file} too: it lies beside it.", file=beside))
    lines.append(say("It lies there in the clear: destroy it when you have looked."))
    if keepsake.of is not None:
        lines.append(
            say(
                "Then: waystation archive confirm {copy} --sheet {sheet}",
                copy=keepsake.item[:SHORT],
                sheet=digest[:SHORT],
            )
        )
    return lines


def said_lines(said: Said) -> list[str]:
    """What was written down of a working copy."""
    return [say(SAID[said.step], copy=said.copy.item[:SHORT], of=(said.copy.of or "")[:SHORT])]
