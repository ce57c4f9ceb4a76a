"""What pages are called where a vault is open: what kind of page it is, and no name.

A browser writes the title of each page into its history on disk, where it outlives the lock.
"""

from __future__ import annotations

from waystation.web.pages import Page
from waystation.wording.language import mark, say

__all__ = ["plain_title"]

LAST = {
    "begin": mark("Begin the journey"),
    "calibration": mark("How well we foresaw"),
    "add": mark("Take something in"),
    "archive": mark("Archive"),
    "cards": mark("Cards"),
    "card": mark("Card"),
    "cash": mark("Cash book"),
    "changes": mark("What each report changed"),
    "charter": mark("Charter"),
    "compare": mark("Compare missions"),
    "decision": mark("Decide"),
    "edit": mark("Change it"),
    "exposure": mark("What would be known"),
    "flips": mark("What would change it"),
    "handover": mark("Hand-over"),
    "new": mark("A new mission"),
    "oncall": mark("On call"),
    "out": mark("What is out"),
    "questions": mark("Ask first"),
    "report": mark("Reports"),
    "split": mark("Split"),
    "terms": mark("Terms"),
    "trace": mark("Those who seek somebody"),
    "ways": mark("Other ways"),
    "what-if": mark("What if"),
    "why": mark("Why"),
    "words": mark("Check-in words"),
    "beliefs": mark("What we believe"),
    "brokers": mark("Brokers"),
    "burn": mark("Burn"),
    "calls": mark("Calls"),
    "families": mark("Families"),
    "journeys": mark("Journeys"),
    "map": mark("Map"),
    "missions": mark("Missions"),
    "news": mark("What changed"),
    "reports": mark("Reports"),
    "story": mark("Stories"),
    "tonight": mark("Tonight"),
    "vault": mark("Vault"),
}
"""What a page is called by the last word of its address that is no name."""


def plain_title(page: Page) -> str:
    """What a page is called without a name of anybody or anything.

    Args:
        page: The page.
    """
    words = [one for one in page.path.split("/") if one in LAST] or ["tonight"]
    return f"{say(LAST[words[-1]])} · Waystation"
