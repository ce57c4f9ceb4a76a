"""Walking through the pages by their links: each leads somewhere, and there is no page that none leads to."""

from __future__ import annotations

from pathlib import Path

from tests.desks import SHIPPED, in_vault, on_their_way
from tests.markup import unsafe
from tests.served import served, text_of
from tests.walks import walk
from waystation.web.acts import PAGES

DATA = {
    "/map/data.json",
    "/map/ground.json",
    "/missions/{mission}/map/data.json",
    "/missions/{mission}/map/ground.json",
}
"""What scripts ask for."""
ELSEWHERE = {"/", "/calibration/picture.png"}
"""The first page's other name; and what there is to see only when something has ended."""


VAULT = {"/vault", "/vault/exposure", "/archive", "/archive/out", "/archive/{mission}/add", "/story"}
KEEPSAKES = {page.path for page in PAGES if page.path.startswith("/archive/{mission}/{item}")}
"""What there is to see only where something was taken in; `test_archive.py` looks at it."""


def reached(language: str, *packs: Path, vault: Path | None = None) -> set[str]:
    """The routes that links lead to; each link leads to a page, in the reader's language, with nothing unsafe on it."""
    found = set()
    with served(*packs, vault=vault, language=language) as visitor:
        for one in walk(visitor).values():
            assert one.answer.status_code == 200, (one.address, one.came_from, text_of(one.answer.text)[-200:])
            if one.answer.headers["content-type"].startswith("text/html"):
                assert unsafe(one.answer.text) == [], one.address
                assert f'<html lang="{language}"' in one.answer.text
            found.add(one.route)
    return found


def test_every_link_leads_to_a_page_and_every_page_is_linked(tmp_path):
    """From Tonight, with a journey that runs and with none, in folders; in Korean."""
    found = reached("ko", on_their_way(tmp_path)) | reached("ko", SHIPPED)
    assert {page.path for page in PAGES} - DATA - ELSEWHERE - VAULT - KEEPSAKES - found == set()


def test_every_link_leads_to_a_page_in_a_vault_too(tmp_path):
    """The same of what lies in a vault, and the vault's own pages."""
    found = reached("en", vault=in_vault(tmp_path, on_their_way(tmp_path / "made")))
    assert {page.path for page in PAGES} - DATA - ELSEWHERE - KEEPSAKES - {"/missions/{mission}/begin"} - found == set()
