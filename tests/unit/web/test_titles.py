"""Where a vault is open, no title of a page names anybody or anything: browsers write titles down."""

from __future__ import annotations

import html
import re

import pytest

from tests.desks import addresses
from tests.served import Visitor
from waystation.web.acts import PAGES
from waystation.web.titles import LAST, plain_title
from waystation.wording.language import speaking


def title_of(page: str) -> str:
    """A page's title."""
    found = re.search(r"<title>(.*?)</title>", page, re.DOTALL)
    assert found is not None
    return html.unescape(found[1])


def test_titles_in_a_vault_name_nobody(in_a_vault: Visitor) -> None:
    """Neither mission, journey, place, broker nor traveller, nor what was reported; each says what page it is."""
    desk = in_a_vault.desk()
    (case,) = desk.cases
    pages = [page for page in PAGES if page.template]
    for page in pages:
        for address in addresses(pages, desk)[page.path][:1]:
            answer = in_a_vault.get(address)
            assert answer.status_code == 200, address
            assert title_of(answer.text) == plain_title(page), address
    names = [case.mission, case.pack.name, *(one.title for one in (*case.pack.brokers, *case.pack.places))]
    assert not [name for name in names for page in pages if name.casefold() in plain_title(page).casefold()]


def test_titles_in_folders_say_which_mission_it_is(in_folder: Visitor) -> None:
    """There everybody can read it anyway."""
    assert "Two days to the river" in title_of(in_folder.get("/missions/two-days-to-the-river").text)


@pytest.mark.parametrize("page", [one for one in PAGES if one.template], ids=lambda page: page.path)
def test_every_page_has_one(page: object) -> None:
    """In either language, of the last word of its address."""
    assert isinstance(page, type(PAGES[0]))
    said = {}
    for language in ("en", "ko"):
        with speaking(language):
            said[language] = plain_title(page)
    assert said["en"] != said["ko"]
    assert page.path == "/" or any(word in LAST for word in page.path.split("/"))
