"""A keepsake: what it is, who is in it, may it be shown and why not, who held it, who looked at its working copies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from waystation.archive.records import ASPECTS, ROLES, USES, Keepsake
from waystation.errors import Usage, WaystationError
from waystation.web.keep.archive import archive_of
from waystation.web.pages import Action, NotThere, Page, Sent
from waystation.wording import archive_custody, archive_holds, archive_intake, archive_people
from waystation.wording.language import say

if TYPE_CHECKING:
    from waystation.archive.register import Register
    from waystation.archive.reviewing import Looked
    from waystation.desk.keep.archive.reviewing import Sheet
    from waystation.desk.keep.opening import OpenVault
    from waystation.web.asked import Asked
    from waystation.web.desk_now import DeskNow

__all__ = ["ACTIONS", "ITEM", "PAGES", "Meant", "address", "meant", "picture_key", "sheet_key"]

SHORT = 8
MOST_SHOWN = 64 << 20
"""Bytes that are handed to a browser at once."""
BASES = tuple(archive_holds.BASIS_WORDS)


@dataclass(frozen=True)
class Meant:
    """The keepsake that an address means.

    Args:
        vault: The vault.
        register: The archive, with its people.
        keepsake: The keepsake.
    """

    vault: OpenVault
    register: Register
    keepsake: Keepsake


def meant(desk: DeskNow, asked: Asked) -> Meant:
    """The keepsake that an address means.

    Raises:
        NotThere: If there is none.
    """
    vault, register = archive_of(desk, asked.path["mission"])
    try:
        return Meant(vault, register, register.find(asked.path["item"]))
    except Usage:
        raise NotThere from None


def address(asked: Asked, keepsake: Keepsake, **query: str | int | None) -> str:
    """The address of a keepsake's page."""
    return asked.url("archive", asked.path["mission"], keepsake.item[:SHORT], **query)


def sheet_key(keepsake: Keepsake) -> tuple[str, str]:
    """Under which a contact sheet is kept until the office locks."""
    return "archive-sheet", keepsake.item


def picture_key(keepsake: Keepsake) -> tuple[str, str]:
    """Under which a small picture is kept until the office locks."""
    return "archive-picture", keepsake.item


def _item(desk: DeskNow, asked: Asked) -> Mapping[str, Any]:
    from waystation.archive.reviewing import looked_at
    from waystation.desk.keep.archive.looking import held_in

    one = meant(desk, asked)
    register, kept = one.register, one.keepsake
    held = next(each for each in held_in(one.vault, register) if each.keepsake.item == kept.item)
    is_copy = kept.of is not None
    return {
        "mission": register.mission,
        "item": kept.item[:SHORT],
        "title": archive_intake.titled(kept),
        "kind": archive_intake.kind_of(kept, held.recreation),
        "recreation": held.recreation,
        "facts": list(archive_intake.shown_lines(held)),
        "may": archive_people.may_blocks(_against(one)),
        "free": [archive_holds.use_word(use) for use, found in _against(one).items() if not found],
        "copies": _copies(register, kept),
        "original": kept.of[:SHORT] if kept.of is not None else "",
        "is_copy": is_copy,
        "here": held.here and not held.destroyed,
        "picture": desk.worked.known(picture_key(kept)) is not None,
        "is_picture": kept.media.startswith("image/"),
        "is_film": kept.media.startswith(("video/", "audio/")),
        "sheet": _sheet(desk.worked.known(sheet_key(kept))),
        "looked": _looked(looked_at(register, kept.item)) if is_copy else [],
        "steps": _steps(one),
        "outs": archive_people.out_rows(each for each in register.outs if kept.item in each.record.items),
        **_people(one),
    }


def _against(one: Meant) -> dict[str, Any]:
    from waystation.desk.keep.archive.gate import may_leave

    item = one.keepsake.item
    return {use: may_leave(one.vault, one.register, [item], use).get(item, ()) for use in USES}


def _copies(register: Register, kept: Keepsake) -> list[tuple[str, str, str]]:
    return [
        (
            copy.item[:SHORT],
            archive_intake.titled(copy),
            ", ".join(say(archive_custody.CHANGES[change.what]) for change in copy.changes if change.what != "format"),
        )
        for copy in register.copies(kept.item)
    ]


def _sheet(sheet: Sheet | None) -> dict[str, Any] | None:
    """The contact sheet that somebody asked for."""
    if sheet is None:
        return None
    doubtful = ", ".join(str(number + 1) for number in sheet.doubtful)
    return {
        "digest": sheet.digest,
        "pages": list(range(1, len(sheet.pages) + 1)),
        "frames": len(sheet.frames),
        "heard": sheet.heard,
        "doubt": _doubt(doubtful, len(sheet.frames)),
    }


def _doubt(doubtful: str, frames: int) -> str:
    """Where something may still be a face; and that nobody may rely on the finder."""
    if not doubtful:
        return say("The finder sees no face in it. It misses faces; you look.") if frames else ""
    if frames == 1:
        return say("What is framed in red may still be a face.")
    return say("What is framed in red may still be a face: in pictures {numbers}.", numbers=doubtful)


def _looked(found: Looked) -> list[tuple[str, str]]:
    rows = (
        (say("made by"), (found.maker,)),
        (say("confirmed by"), found.confirmed),
        (say("approved by"), found.approved),
        (say("refused by"), found.refused),
    )
    return [(what, ", ".join(who) or say("nobody yet")) for what, who in rows if who or what != say("refused by")]


def _steps(one: Meant) -> list[tuple[str, str, str, str]]:
    """Who held it, as far as the statements say."""
    from waystation.archive.held import chain_of

    item, register = one.keepsake.item, one.register
    chain = chain_of(register, item, one.vault.vault_id)
    members = {entered.author: entered.member for entered in register.custody.get(item, ())}
    return archive_custody.step_rows(chain, {step.hand: members.get(step.device, "") for step in chain.steps})


def _people(one: Meant) -> dict[str, Any]:
    """Who is in it, what they allow, and the choices of the forms."""
    from waystation.archive.describing import described
    from waystation.archive.entered import MEMBERS

    register, item = one.register, one.keepsake.item
    people = register.people(item)
    known = {person: who for person in people if (who := described(register, person)) is not None}
    nobody = [each for each in register.people_said.get(item, ()) if each.record.nobody]
    theirs = [each for each in register.consents if each.record.person in people]
    words = [(person, person) for person in sorted(people)]
    return {
        "people": archive_people.shown_rows(people, known, register.forgotten),
        "nobody": "" if people else archive_people.nobody_line(len({each.member for each in nobody}), MEMBERS),
        "answers": archive_people.answer_rows(theirs),
        "words": words,
        "uses": [(use, archive_holds.use_word(use)) for use in USES],
        "aspects": [(aspect, say(archive_holds.ASPECT_WORDS[aspect])) for aspect in ASPECTS],
        "bases": [(basis, say(archive_holds.BASIS_WORDS[basis])) for basis in BASES],
        "roles": [("", say("as it was said")), *((role, say(archive_people.ROLE_WORDS[role])) for role in ROLES)],
        "voices": [
            ("kept", say("they stay")), ("changed", say("they are changed")), ("out", say("the copy is silent")),
        ],
    }  # fmt: skip


def _picture(desk: DeskNow, asked: Asked) -> Sent:
    found = desk.worked.known(picture_key(meant(desk, asked).keepsake))
    if found is None:
        raise NotThere
    return Sent(found, "image/png")


def _sheet_page(desk: DeskNow, asked: Asked) -> Sent:
    sheet = desk.worked.known(sheet_key(meant(desk, asked).keepsake))
    number = asked.path["number"]
    if sheet is None or not (number.isascii() and number.isdigit() and 0 < int(number[:6]) <= len(sheet.pages)):
        raise NotThere
    return Sent(sheet.pages[int(number[:6]) - 1], "image/png")


def _words(desk: DeskNow, asked: Asked) -> Sent:
    """The bytes that are heard or read, where the sheet has been asked for."""
    from waystation.desk.keep.archive.holding import sealed_bytes

    one = meant(desk, asked)
    if desk.worked.known(sheet_key(one.keepsake)) is None or one.keepsake.size > MOST_SHOWN:
        raise NotThere
    try:
        data = b"".join(bytes(piece) for piece in sealed_bytes(one.vault, one.keepsake))
    except WaystationError:
        raise NotThere from None
    return Sent(data, "application/octet-stream", f"{one.keepsake.item[:SHORT]}.bin")


ITEM = Page("/archive/{mission}/{item}", "keep/archive_item.html", _item, live=False)
PAGES = (
    ITEM,
    Page("/archive/{mission}/{item}/picture.png", "", _picture, live=False),
    Page("/archive/{mission}/{item}/sheet/{number}.png", "", _sheet_page, live=False),
    Page("/archive/{mission}/{item}/copy", "", _words, live=False),
)
ACTIONS: tuple[Action, ...] = ()
