"""Looking at working copies: contact sheets, and what members say after they looked.

A look is an opening, and stated. What a member may say, and which sheet they looked at, is decided by
`archive.reviewing`; how a sheet is drawn, by `storage.sheets`.
"""

from __future__ import annotations

from dataclasses import dataclass

from waystation.archive.records import Keepsake, Review, Shown
from waystation.archive.redacting import family_of
from waystation.archive.register import Register
from waystation.archive.reviewing import Said, Step, looked_at, may_say, meant_sheet, sheet_digest
from waystation.desk.keep.archive.archived import enter, read_archive, state
from waystation.desk.keep.archive.holding import note_opened, sealed_bytes
from waystation.desk.keep.opening import OpenVault
from waystation.errors import Missing, Usage
from waystation.storage.covering import Finds
from waystation.storage.faces import FaceFinder
from waystation.storage.pictures import points_of
from waystation.storage.scratch import scratch_of
from waystation.storage.sheets import SheetFrame, drawn, film_sheet, picture_sheet

__all__ = ["Sheet", "claims", "say", "sheet_of"]

WHY = "archive sheet"


@dataclass(frozen=True)
class Sheet:
    """A contact sheet.

    Args:
        keepsake: What it shows.
        digest: Its number.
        frames: What is shown of it; none where it is heard or read.
        pages: PNG files; none where it is heard or read.
        heard: Whether there is something to listen to, or to read, that no page shows.
        finder: Whether the finder looked again.
    """

    keepsake: Keepsake
    digest: str
    frames: tuple[SheetFrame, ...]
    pages: tuple[bytes, ...]
    heard: bool
    finder: bool

    @property
    def doubtful(self) -> tuple[int, ...]:
        """The numbers of the frames in which something may still be a face."""
        return tuple(one.number for one in self.frames if one.faces)


def sheet_of(vault: OpenVault, mission: str, word: str) -> Sheet:
    """The contact sheet of a keepsake; also of an original, to see where boxes are needed.

    Args:
        vault: The vault.
        mission: In whose archive.
        word: The first letters of its id.

    Raises:
        Usage: `redact_pdf`, `redact_media`; what reading and `note_opened` raise.
        Missing: `ffmpeg_missing`.
        Damaged: If its bytes are not here, or cannot be decoded.
    """
    register = read_archive(vault, mission, why=None)
    keepsake = register.find(word)
    family = family_of(keepsake.media)
    note_opened(vault, register, keepsake)
    finder = _finder() if family in {"picture", "film"} else None
    frames = _frames(vault, keepsake, finder)
    digest = sheet_digest(keepsake, [one.number for one in frames])
    pages = tuple(drawn(frames, digest)) if frames else ()
    return Sheet(keepsake, digest, frames, pages, family != "picture", finder is not None)


def claims(vault: OpenVault, mission: str, word: str) -> tuple[Keepsake, tuple[Shown, ...]]:
    """A keepsake, and what it is said to show of each person in it.

    Args:
        vault: The vault.
        mission: In whose archive.
        word: The first letters of its id.
    """
    register = read_archive(vault, mission, why=WHY)
    keepsake = register.find(word)
    return keepsake, _people(register, keepsake)


def say(vault: OpenVault, mission: str, word: str, step: Step, *, sheet: str = "", note: str = "") -> Said:
    """Write down what this member says of a working copy after they looked at it.

    Args:
        vault: The vault.
        mission: In whose archive.
        word: The first letters of its id.
        step: What they say.
        sheet: The first letters of the sheet's number; not needed to refuse.
        note: Why.

    Raises:
        Usage: What `may_say` and `meant_sheet` raise.
    """
    register = read_archive(vault, mission, why=WHY)
    copy = register.find(word)
    may_say(register, copy, step, _member(vault))
    if copy.item in register.destroyed:
        raise Usage("archive_destroyed", value=copy.item[:8])
    digest = None
    if step != "refused":
        numbers = [one.number for one in _frames(vault, copy, None)]
        digest = meant_sheet(sheet, sheet_digest(copy, numbers), copy)
    with vault.writing():
        register = read_archive(vault, mission, why=None)
        may_say(register, copy, step, _member(vault))
        review = Review(item=copy.item, step=step, note=note, sheet=digest)
        enter(vault, mission, [review, state(vault, register, copy, step)])
    register = read_archive(vault, mission, why=None)
    return Said(copy, step, _people(register, copy), looked_at(register, copy.item))


def _people(register: Register, copy: Keepsake) -> tuple[Shown, ...]:
    return tuple(one for _, one in sorted(register.people(copy.item).items()))


def _member(vault: OpenVault) -> str:
    return vault.state.roster.devices[vault.device.id].member


def _finder() -> Finds | None:
    """What finds faces; None where it is not installed, for people look all the same."""
    try:
        return FaceFinder()
    except Missing:
        return None


def _frames(vault: OpenVault, keepsake: Keepsake, finder: Finds | None) -> tuple[SheetFrame, ...]:
    family = family_of(keepsake.media)
    if family == "picture":
        return picture_sheet(points_of(sealed_bytes(vault, keepsake)), finder)
    if family == "film":
        with scratch_of(sealed_bytes(vault, keepsake), vault.folder.path, keepsake.size) as source:
            return film_sheet(source, finder)
    return ()
