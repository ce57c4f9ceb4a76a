"""Links between the pages lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted({*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")})
FENCED = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"(?<!\\)\[[^\]]*\]\((?P<to>[^)\s]+)(?:\s+\"[^\"]*\")?\)|(?:src|href)=\"(?P<raw>[^\"]+)\"")


def anchors(page: Path) -> set[str]:
    """The names that a page's headings have, as code hosts make them."""
    headings = re.findall(r"^#+\s+(.*)$", FENCED.sub("", page.read_text("utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_within_the_project_lead_somewhere(page):
    """The file is there, and so is the heading."""
    for match in LINK.finditer(FENCED.sub("", page.read_text("utf-8"))):
        link = match["to"] or match["raw"]
        if re.match(r"[a-z]+:", link):
            continue
        name, _, anchor = link.partition("#")
        to = (page.parent / name).resolve() if name else page
        assert to.exists(), f"{page}: {link} leads nowhere"
        if anchor and to.suffix == ".md":
            assert anchor in anchors(to), f"{page}: {link}: no such heading"
