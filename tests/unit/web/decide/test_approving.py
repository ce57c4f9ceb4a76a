"""A second person approves on their own device, by the pages; whoever proposed cannot."""

from __future__ import annotations

import re
from pathlib import Path

from tests.keeping import PASSPHRASE, Typist
from tests.served import served, text_of

PACKS = Path(__file__).resolve().parents[4] / "packs"
DECISION = "/missions/heron/decision"


def test_the_second_person_approves_on_their_own_device(tmp_path: Path) -> None:
    """What one proposed waits on the other's page with a button; pressed, it holds; the first cannot press it."""
    typist = Typist(tmp_path)
    typist.creates("anna")
    typist.in_vault("anna", "vault", "put", str(PACKS / "two-days-to-the-river"), "--name", "heron")
    typist.joins("anna", "ben", "ben", "heron")
    with served(vault=tmp_path / "anna", passphrase=PASSPHRASE) as anna:
        proposed = anna.sends(
            "/missions/heron/override", {"chosen": "go", "reason": "Police come tomorrow.", "second": "ben"}
        )
        assert "I approve this" not in text_of(proposed.text)
        which = re.search(r"signed, ([0-9a-f]{8})", text_of(proposed.text))
        assert which is not None
        own = anna.post("/missions/heron/approve", {"which": which[1]})
        assert own.status_code == 422
    typist.hands("anna", "news")
    typist.takes("ben", "news")
    with served(vault=tmp_path / "ben", passphrase=PASSPHRASE) as ben:
        page = ben.get(DECISION).text
        assert "Police come tomorrow." in text_of(page)
        found = re.search(r'name="which" value="([^"]+)"', page)
        assert found is not None
        said = text_of(ben.sends("/missions/heron/approve", {"which": found[1]}).text)
        assert "has two people behind it: founder, and ben" in said
        assert "I approve this" not in said
