"""What a page leaves out because this device does not read it, said on the page itself.

Decides which pages say so: those of a mission, and those that gather what is known of several.
"""

from __future__ import annotations

from waystation.desk.guide.cases import unread_parts
from waystation.web.asked import Asked
from waystation.web.desk_now import DeskNow
from waystation.web.pages import Page
from waystation.wording.unread import unread_lines

__all__ = ["unread_on"]

GATHERS = ("/", "/tonight", "/handover", "/cash", "/missions", "/journeys", "/families")
"""Pages that gather what is known of every mission."""


def unread_on(page: Page, desk: DeskNow, asked: Asked) -> list[tuple[str, str]]:
    """What is said above a page of what it leaves out: of which missions, and what that is.

    Args:
        page: The page.
        desk: The desk as it stands.
        asked: What was asked for.
    """
    if desk.vault is None:
        return []
    named = asked.path.get("mission") or asked.wants("mission")
    cases = [case for case in desk.cases if (case.mission == named if named else page.path in GATHERS)]
    return unread_lines([(case.pack.name, unread_parts(case, desk.vault)) for case in cases])
