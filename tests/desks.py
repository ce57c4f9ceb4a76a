"""Desks for tests of the pages: a mission on its way, in a folder or in a vault, and an address for every page."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tests.keeping import Typist
from waystation.web.desk_now import DeskNow
from waystation.web.pages import Page

__all__ = ["MISSION", "Unsampled", "addresses", "asked_for", "in_vault", "on_their_way"]

MISSION = "two-days-to-the-river"
SHIPPED = Path(__file__).resolve().parent.parent / "packs" / MISSION
GO = "go\nthe river is low, and will not be for long\npastor\nwife\n"
LEFT = "they left at 18:00, father"
HEARD = "2031-10-01T18:30"
CARD = "to=traveller&at=leg%3Apath"
CARDS = ("/journeys/{mission}/{journey}/cards/card", "/journeys/{mission}/{journey}/cards/card.png")
IN_VAULT = ("/vault/exposure",)
"""What there is for missions in a vault alone."""
PART = re.compile(r"\{(\w+)(:\w+)?\}")


class Unsampled(AssertionError):
    """A page has a part in its address for which nobody has said what may stand there."""


def on_their_way(folder: Path) -> Path:
    """The two days to the river, as a pack in a folder: agreed to, begun, and they have left."""
    pack = folder / MISSION
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copytree(SHIPPED, pack)
    typist = Typist(folder)
    typist.types("override", str(pack), answers=GO)
    typist.types("journey", "begin", str(pack))
    typist.types("report", "add", str(pack), "--heard", HEARD, "--yes", answers=LEFT)
    return pack


def in_vault(folder: Path, *packs: Path) -> Path:
    """A vault that holds missions as they stand in folders; it opens with `tests.keeping.PASSPHRASE`."""
    typist = Typist(folder)
    typist.creates("vault")
    for pack in packs:
        typist.in_vault("vault", "vault", "put", str(pack), "--name", pack.name)
    return folder / "vault"


def asked_for(page: Page, desk: DeskNow) -> list[str]:
    """An address of a page, or several where its parts may be of several kinds, for what is on a desk.

    Raises:
        Unsampled: If a part of its address is none that is known here: say what may stand there in `_parts`.
    """
    names = [name for name, _ in PART.findall(page.path)]
    found: list[str] = []
    if page.path.startswith("/archive/{mission}/") and (desk.vault is None or "item" in names):
        return found  # keepsakes are in a vault only; tests/pages/test_archive.py looks at theirs
    for parts in _parts(desk, page):
        missing = [name for name in names if name not in parts]
        if missing:
            raise Unsampled(f"{page.path}: what may stand for {', '.join(missing)}?")
        path = PART.sub(lambda one: quote(str(parts[one[1]]), safe="/" if one[2] else ""), page.path)  # noqa: B023
        found.append(path + (f"?{CARD}" if page.path in CARDS else ""))
    return list(dict.fromkeys(found)) if desk.vault is not None or page.path not in IN_VAULT else []


def addresses(pages: Sequence[Page], desk: DeskNow) -> Mapping[str, list[str]]:
    """The addresses of every page, by its route."""
    return {page.path: asked_for(page, desk) for page in pages}


def _parts(desk: DeskNow, page: Page) -> Iterator[Mapping[str, Any]]:
    case = desk.cases[0]
    pack = case.pack
    every = {
        "mission": case.mission,
        "journey": case.journeys[-1].name if case.journeys else "none",
        "broker": pack.brokers[0].id,
        "place": pack.places[0].id,
        "leg": pack.legs[0].id,
        "traveller": pack.travellers[0].id,
        "condition": pack.conditions[0].id,
        "report": str(case.reports[-1].id),
    }
    if "{subject" in page.path:
        leg, condition = pack.legs[0].id, pack.conditions[0]
        for subject in (f"leg:{leg}/caught", f"broker:{pack.brokers[0].id}", f"condition:{condition.id}"):
            yield {**every, "subject": subject}
    elif page.path.endswith("/edit/{table}"):
        for table in ("mission", "charter"):
            yield {**every, "table": table}
    elif "/edit/{kind}/{name}" in page.path:
        for kind, own in _editable(pack):
            yield {**every, "kind": kind, "name": own[0].id}
            yield {**every, "kind": kind, "name": "new"}
    elif "pictures/{name}" in page.path:
        for name in ("chance", "departures", "arrival", "danger"):
            yield {**every, "name": f"{name}.png"}
    else:
        yield every


def _editable(pack: Any) -> list[tuple[str, Sequence[Any]]]:
    return [
        ("places", pack.places),
        ("legs", pack.legs),
        ("brokers", pack.brokers),
        ("travellers", pack.travellers),
        ("conditions", pack.conditions),
    ]
