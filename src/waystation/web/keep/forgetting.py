"""Forgetting a person: proposed by one, agreed to by another, carried out when its time has come."""

from __future__ import annotations

from waystation.errors import Usage
from waystation.web.asked import Asked
from waystation.web.desk_now import DeskNow
from waystation.web.keep.vault import VAULT, the_vault
from waystation.web.pages import Action, Done, Page
from waystation.wording import keeping_apart

__all__ = ["ACTIONS", "PAGES"]

MOST_DAYS = 36500


def _propose(desk: DeskNow, asked: Asked) -> Done:
    from waystation.desk.keep.people import propose

    name, days = asked.text("person"), asked.text("days", "0") or "0"
    if not name:
        raise Usage("nothing_answered", question="Who is to be forgotten")
    if not days.isascii() or not days.isdecimal() or int(days) > MOST_DAYS:
        raise Usage("forget_days", value=days[:40], most=MOST_DAYS)
    missing = propose(the_vault(desk), name, int(days))
    return Done(asked.url("vault"), keeping_apart.retired_line(name, int(days), missing))


def _agree(desk: DeskNow, asked: Asked) -> Done:
    from waystation.desk.keep.people import agree

    if not asked.text("proposal"):
        raise Usage("form_unread")
    done = agree(the_vault(desk), asked.text("proposal"))
    return Done(asked.url("vault"), keeping_apart.retired_line(done.name, done.after_days, done.missing))


def _carry_out(desk: DeskNow, asked: Asked) -> Done:
    from waystation.desk.keep.archive.erasing import carry_out

    done = carry_out(the_vault(desk))
    return Done(asked.url("vault"), "\n".join(line for one in done for line in keeping_apart.erased_lines(one)))


PAGES: tuple[Page, ...] = ()
ACTIONS = (
    Action("/vault/forget", _propose, VAULT),
    Action("/vault/forget/agree", _agree, VAULT),
    Action("/vault/forget/now", _carry_out, VAULT),
)
