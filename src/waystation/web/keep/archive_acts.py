"""What is done with a keepsake on its page: looked at, said who is in it, leave given or refused, copied, reviewed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from waystation.archive.records import ASPECTS, ROLES, USES
from waystation.errors import Usage
from waystation.web.keep.archive_item import BASES, ITEM, address, meant, picture_key, sheet_key
from waystation.web.keep.taking import shown_in
from waystation.web.pages import Action, Done, Page
from waystation.wording import archive_custody, archive_people, archive_redaction
from waystation.wording.language import say

if TYPE_CHECKING:
    from waystation.archive.reviewing import Step
    from waystation.web.asked import Asked
    from waystation.web.desk_now import DeskNow

__all__ = ["ACTIONS", "PAGES"]

EDGE = 640
STEPS: tuple[Step, ...] = ("confirmed", "approved", "refused")


def _look(desk: DeskNow, asked: Asked) -> Done:
    """Show a small picture; that it was opened is written down first."""
    from waystation.desk.keep.archive.holding import note_opened, sealed_bytes
    from waystation.storage.media_worker import thumbnail

    one = meant(desk, asked)
    note_opened(one.vault, one.register, one.keepsake)
    desk.worked.find(picture_key(one.keepsake), lambda: thumbnail(sealed_bytes(one.vault, one.keepsake), EDGE))
    return Done(address(asked, one.keepsake), say("It is written down that you opened it."))


def _sheet(desk: DeskNow, asked: Asked) -> Done:
    """Make the contact sheet; that it was opened is written down first."""
    from waystation.desk.keep.archive.reviewing import sheet_of

    one = meant(desk, asked)
    desk.worked.find(sheet_key(one.keepsake), lambda: sheet_of(one.vault, one.register.mission, one.keepsake.item))
    return Done(address(asked, one.keepsake), say("It is written down that you opened it."))


def _review(desk: DeskNow, asked: Asked) -> Done:
    """Write down what this member says of a working copy."""
    from waystation.desk.keep.archive.reviewing import say as said_of

    one, step = meant(desk, asked), asked.text("step")
    if step not in STEPS:
        raise Usage("form_unread")
    found = said_of(
        one.vault, one.register.mission, one.keepsake.item, step,
        sheet=asked.text("sheet"), note=asked.text("note"),
    )  # fmt: skip
    return Done(address(asked, one.keepsake), "\n".join(archive_redaction.said_lines(found)))


def _verify(desk: DeskNow, asked: Asked) -> Done:
    """Read every byte, and follow every statement."""
    from waystation.desk.keep.archive.verifying import verify_item

    one = meant(desk, asked)
    found = verify_item(one.vault, one.register, one.keepsake)
    return Done(address(asked, one.keepsake), "\n".join(archive_custody.held_lines(found)))


def _people(desk: DeskNow, asked: Asked) -> Done:
    """Write down who is in it."""
    from waystation.desk.keep.archive.consents import say_who

    one = meant(desk, asked)
    shown, nobody = tuple(shown_in(asked.text("people"))), asked.text("nobody") == "yes"
    without = tuple(asked.text("without").replace(",", " ").split())
    if not (shown or nobody or without):
        raise Usage("nothing_answered", question=say("Who is in it"))
    say_who(one.vault, one.register.mission, one.keepsake.item, shown, without, nobody=nobody)
    return Done(address(asked, one.keepsake), say("Kept: who is in it."))


def _person(desk: DeskNow, asked: Asked) -> Done:
    """Write down who somebody is."""
    from waystation.desk.keep.archive.consents import Told, describe

    one, role = meant(desk, asked), asked.text("role")
    if role not in ("", *ROLES) or not asked.text("word"):
        raise Usage("nothing_answered", question=say("Their word"))
    told = Told(
        names=tuple(line.strip() for line in asked.text("names").splitlines() if line.strip()),
        role=role,
        kin=tuple(asked.text("kin").replace(",", " ").split()),
        at_home=asked.text("at_home") == "yes",
        child=asked.text("child") == "yes",
        guardians=tuple(asked.text("guardians").replace(",", " ").split()),
    )
    describe(one.vault, one.register.mission, asked.text("word"), told)
    return Done(address(asked, one.keepsake), say("Kept: who {person} is.", person=asked.text("word")))


def _consent(desk: DeskNow, asked: Asked) -> Done:
    """Write down that somebody allows something, or refuses it."""
    from waystation.desk.keep.archive.consents import Given, give, out_with, take_back

    one, person = meant(desk, asked), asked.text("person")
    uses = tuple(use for use in USES if use in asked.texts("use"))
    if not person or not uses or asked.text("basis") not in BASES:
        raise Usage("nothing_answered", question=say("Who, and for whom"))
    leave = Given(
        uses=uses,
        items=() if asked.text("all") == "yes" else (one.keepsake.item,),
        aspects=tuple(aspect for aspect in ASPECTS if aspect in asked.texts("aspect")),
        basis=asked.text("basis"),
        how=asked.text("how"),
        until=_day(asked.text("until")),
        by=asked.text("by") or None,
    )
    mission, to = one.register.mission, address(asked, one.keepsake)
    if asked.text("answer") == "allows":
        return Done(to, "\n".join(archive_people.consent_lines(give(one.vault, mission, person, leave))))
    refused = take_back(one.vault, mission, person, leave)
    out = out_with(meant(desk, asked).register, person, leave)  # also what left while the refusal was written
    rows = [" · ".join(row) for row in archive_people.out_rows(out)]
    return Done(to, "\n".join([*archive_people.refused_lines(refused), *archive_people.out_lines(out), *rows]))


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Usage("archive_word", field="until", value=text[:60]) from None


def _copy(desk: DeskNow, asked: Asked) -> Done:
    """Make a working copy."""
    from waystation.archive.boxes import read_box
    from waystation.archive.redacting import SOUNDS, Wanted
    from waystation.desk.keep.archive.redacting import redact

    one, sound = meant(desk, asked), asked.text("sound", "kept")
    if sound not in SOUNDS:
        raise Usage("form_unread")
    wanted: Any = Wanted(
        faces=asked.text("faces") == "yes",
        boxes=tuple(read_box(box) for box in asked.text("boxes").split()),
        sound=sound,
        words=tuple(line.strip() for line in asked.text("blot").splitlines() if line.strip()),
        hides=tuple(asked.texts("hides")),
    )
    made = redact(one.vault, one.register.mission, one.keepsake.item, wanted)
    return Done(address(asked, made.copy), "\n".join(archive_redaction.redacted_lines(made)))


PAGES: tuple[Page, ...] = ()
ACTIONS = (
    Action("/archive/{mission}/{item}/look", _look, ITEM),
    Action("/archive/{mission}/{item}/sheet", _sheet, ITEM),
    Action("/archive/{mission}/{item}/review", _review, ITEM),
    Action("/archive/{mission}/{item}/verify", _verify, ITEM, writes=False),
    Action("/archive/{mission}/{item}/people", _people, ITEM),
    Action("/archive/{mission}/{item}/person", _person, ITEM),
    Action("/archive/{mission}/{item}/consent", _consent, ITEM),
    Action("/archive/{mission}/{item}/redact", _copy, ITEM),
)
