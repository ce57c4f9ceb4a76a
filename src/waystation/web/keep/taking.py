"""Taking a file into the archive out of what was typed beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO, cast

from waystation.archive.intake import KeepsakeDraft
from waystation.archive.records import ASPECTS, KINDS, SOURCES, Kind, Shown, Source
from waystation.errors import Usage
from waystation.web.keep.vault import the_vault
from waystation.web.pages import Done
from waystation.wording import archive_intake
from waystation.wording.language import say

if TYPE_CHECKING:
    from waystation.web.asked import Asked
    from waystation.web.desk_now import DeskNow

__all__ = ["shown_in", "taken_from"]


def taken_from(desk: DeskNow, asked: Asked, name: str, stream: BinaryIO) -> Done:
    """Take a file in.

    Args:
        desk: The desk.
        asked: What was typed.
        name: What the file is called.
        stream: Its bytes, as they come.

    Raises:
        Usage: If it is kept already, cannot be written, or what is said of it cannot be.
    """
    from waystation.desk.keep.archive.adding import take_in

    mission, kind, source = asked.path["mission"], asked.text("kind"), asked.text("source")
    if kind not in ("", *KINDS) or source not in SOURCES or not name:
        raise Usage("upload_no_file" if not name else "form_unread")
    draft = KeepsakeDraft(
        source=cast("Source", source), kind=cast("Kind", kind) if kind else None, name=name[:200],
        title=asked.text("title"), who=asked.text("who"), how=asked.text("how"), made=asked.text("made"),
        place=asked.text("place") or None, journey=asked.text("journey") or None,
        people=tuple(shown_in(asked.text("people"))),
    )  # fmt: skip
    kept = take_in(the_vault(desk), mission, stream, draft)
    said = say(
        "Taken in as {item}: {size}, sealed, to the byte as it came.",
        item=kept.item[:8],
        size=archive_intake.bytes_of(kept.size),
    )
    return Done(asked.url("archive", mission, kept.item[:8]), said)


def shown_in(text: str) -> Iterator[Shown]:
    """Who is in a keepsake, of lines: a word, then what is in it of them; a word alone stands for face, voice and name.

    Raises:
        Usage: `archive_word` for what is none.
    """
    from pydantic import ValidationError

    for line in text.splitlines():
        word, *aspects = line.replace(",", " ").split() or [""]
        if not word:
            continue
        wrong = [one for one in aspects if one not in ASPECTS]
        if wrong:
            raise Usage("archive_word", field="people", value=wrong[0][:60])
        given = {aspect: not aspects or aspect in aspects for aspect in ASPECTS}
        try:
            yield Shown.model_validate({"person": word, **given})
        except ValidationError:
            raise Usage("archive_word", field="people", value=word[:60]) from None
