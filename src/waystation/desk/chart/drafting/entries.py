"""The forms about the parts of a pack, by the word that addresses have for them.

Pure: from what was typed to a new version of the two texts, or to what is wrong with each field. What stood in a form
and was left alone stays in the file as it was written.
"""

from __future__ import annotations

from collections.abc import Callable

from waystation.desk.chart.drafting.editing import PackText
from waystation.desk.chart.drafting.entry import Entry
from waystation.desk.chart.drafting.entry_network import enter_leg, enter_place, shown_leg, shown_place
from waystation.desk.chart.drafting.entry_people import (
    enter_broker,
    enter_condition,
    enter_traveller,
    shown_broker,
    shown_condition,
    shown_traveller,
)
from waystation.world.pack import Pack

__all__ = ["ENTRIES", "SHOWN"]

Write = Callable[[PackText, Pack, Entry, str], "PackText | None"]

ENTRIES: dict[str, Write] = {
    "places": enter_place,
    "legs": enter_leg,
    "brokers": enter_broker,
    "travellers": enter_traveller,
    "conditions": enter_condition,
}
"""What each form makes of the pack's texts: given these, the pack, what was typed, and the part's id or nothing for a
new one; None where a field is wrong."""
SHOWN: dict[str, Callable[[Pack, str], dict[str, str]]] = {
    "places": shown_place,
    "legs": shown_leg,
    "brokers": shown_broker,
    "travellers": shown_traveller,
    "conditions": shown_condition,
}
"""What stands in each form about a part that is there."""
