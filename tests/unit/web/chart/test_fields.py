"""The fields of the forms about a pack's parts: whatever stands in them at first can be sent as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from waystation.desk.chart.drafting.entries import ENTRIES
from waystation.desk.chart.drafting.entry import Entry
from waystation.desk.chart.versions import checked, text_of
from waystation.storage.folders import PackFolder
from waystation.web.chart.fields import FIELDS
from waystation.wording.language import LANGUAGES, speaking

PACK = Path(__file__).resolve().parents[4] / "packs" / "two-days-to-the-river"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", FIELDS)
def test_every_answer_that_a_form_offers_is_understood(language: str, kind: str) -> None:
    """In each language, only what nobody can know beforehand is missing from a form as it is first shown."""
    text = text_of(PackFolder(PACK))
    pack = checked(text).stated
    with speaking(language):
        fields = FIELDS[kind](pack, True)
        entry = Entry({one.name: one.first for one in fields})
        assert ENTRIES[kind](text, pack, entry, "") is None
    assert set(entry.wrong) <= {one.name for one in fields if one.needed}
    assert {wrong.code for wrong in entry.wrong.values()} == {"no_default"}
