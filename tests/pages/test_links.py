"""Walking through the pages by their links: each leads somewhere, and there is no page that none leads to."""

from __future__ import annotations

import pytest

from tests.desks import SHIPPED, in_vault, on_their_way
from tests.markup import unsafe
from tests.served import served, text_of
from tests.walks import walk
from waystation.web.acts import PAGES

DATA = {"/map/data.json", "/map/ground.json", "/"}
"""What scripts ask for, and the first page's other name."""


@pytest.fixture(scope="module", params=["folder", "vault"])
def desks(request, tmp_path_factory):
    """A mission that nobody has begun and one that is on its way, in folders or in a vault."""
    folder = tmp_path_factory.mktemp("desks")
    under_way = on_their_way(folder)
    if request.param == "folder":
        return {"packs": [under_way]}, {"packs": [SHIPPED]}
    waiting = in_vault(folder / "waiting", SHIPPED)
    return {"vault": in_vault(folder / "under-way", under_way)}, {"vault": waiting}


@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_link_leads_to_a_page_and_every_page_is_linked(desks, language):
    """From Tonight, with a journey that runs and with none."""
    reached = set()
    for desk in desks:
        with served(*desk.get("packs", ()), vault=desk.get("vault"), language=language) as visitor:
            for one in walk(visitor).values():
                said = (one.address, one.came_from, text_of(one.answer.text)[-200:])
                assert one.answer.status_code == 200, said
                if one.answer.headers["content-type"].startswith("text/html"):
                    assert unsafe(one.answer.text) == [], one.address
                    assert f'<html lang="{language}"' in one.answer.text
                reached.add(one.route)
    assert {page.path for page in PAGES} - DATA <= reached
