"""Deciding on the pages: what must be asked first, with a reason and a second person against the verdict, the end."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.keeping import PASSPHRASE, Typist
from tests.served import Visitor, served, text_of

PACKS = Path(__file__).resolve().parents[4] / "packs"
RIVER = "/missions/two-days-to-the-river"


@pytest.fixture
def visitor(tmp_path: Path) -> Iterator[Visitor]:
    """Somebody who decides on a mission in a folder."""
    shutil.copytree(PACKS / "two-days-to-the-river", tmp_path / "two-days-to-the-river")
    with served(tmp_path / "two-days-to-the-river") as visitor:
        yield visitor


def refused(visitor: Visitor, path: str, **fields: str) -> str:
    """What is said to a form that is not taken; all that was typed is there again."""
    answer = visitor.post(f"{RIVER}/{path}", fields)
    assert answer.status_code == 422, text_of(answer.text)
    assert all(value in answer.text for value in fields.values())
    return text_of(answer.text)


def test_each_is_asked_by_name(visitor: Visitor) -> None:
    """Every adult for consent, for every child somebody who knows it; what was answered is marked."""
    said = visitor.shows(f"{RIVER}/decision")
    assert "Does grandmother agree to go, knowing the danger?" in said
    assert "Does somebody who knows older-girl say that going is best for this child?" in said
    assert visitor.get(f"{RIVER}/decision").text.count('value="yes" checked') == 5


def test_who_says_no_is_not_taken_along(visitor: Visitor) -> None:
    """A consent that is taken back blocks at once, and can be given again; what is not new is not kept again."""
    said = text_of(visitor.sends(f"{RIVER}/consent", {"consent-grandmother": "no", "source": "anna"}).text)
    assert "1 answer was kept." in said
    assert "Decline this plan: consent has not been heard or was refused: grandmother." in said
    assert "Nothing new was answered" in text_of(
        visitor.sends(f"{RIVER}/consent", {"consent-grandmother": "no", "source": "anna"}).text
    )
    said = text_of(visitor.sends(f"{RIVER}/consent", {"consent-grandmother": "yes", "source": "anna"}).text)
    assert "Go with a second approval" in said


def test_two_people_stand_behind_going(visitor: Visitor) -> None:
    """Only with both does the page lead on to the beginning of the journey."""
    begin = f'href="{RIVER}/begin"'
    assert begin not in visitor.get(f"{RIVER}/decision").text
    typed = {"chosen": "go", "reason": "The river falls.", "second": "wife", "source": "pastor"}
    answer = visitor.sends(f"{RIVER}/override", typed)
    assert "pastor and wife stand behind it" in text_of(answer.text)
    assert begin in answer.text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"reason": ""}, "The reason is missing"),
        ({"second": "Pastor"}, "a second person must stand behind it"),
        ({"source": ""}, "Who says so? Nothing was answered"),
        ({"chosen": "second"}, "second"),
    ],
)
def test_nobody_decides_alone_or_without_a_reason(visitor: Visitor, typed: dict[str, str], said: str) -> None:
    """What is missing is said, and what was typed stays."""
    whole = {"chosen": "go", "reason": "It rains less.", "second": "wife", "source": "pastor"}
    assert said in refused(visitor, "override", **{**whole, **typed})


def test_how_it_ended_closes_what_was_foreseen(visitor: Visitor) -> None:
    """What was foreseen is kept once, held against the end, and counted."""
    assert "What is foreseen is kept." in text_of(visitor.sends(f"{RIVER}/foreseen", {}).text)
    assert "That was kept already" in text_of(visitor.sends(f"{RIVER}/foreseen", {}).text)
    typed = {"outcome": "safe", "departed": "2031-10-01T18:00+07:00", "source": "pastor"}
    assert "What was foreseen is closed with it." in text_of(visitor.sends(f"{RIVER}/outcome", typed).text)
    said = visitor.shows("/calibration")
    assert "By what was foreseen, of 100" in said
    assert visitor.get("/calibration/picture.png").headers["content-type"] == "image/png"


def test_an_end_that_is_none_is_refused(visitor: Visitor) -> None:
    """Without an end, or with a time that is none, nothing is written."""
    assert "Who says so" in refused(visitor, "outcome", outcome="safe", departed="", source="")
    refused(visitor, "outcome", outcome="", departed="", source="pastor")
    refused(visitor, "outcome", outcome="safe", departed="yesterday", source="pastor")


def test_a_charter_is_signed_and_a_signature_taken_back(visitor: Visitor) -> None:
    """In a folder whoever is named signs; the verdict follows."""
    assert "doctor signed it" in text_of(visitor.sends(f"{RIVER}/sign", {"member": "doctor"}).text)
    visitor.sends(f"{RIVER}/sign", {"member": "wife", "signed": "no"})
    left = visitor.sends(f"{RIVER}/sign", {"member": "pastor", "signed": "no"}).text
    assert "<p>Signed by 1 of the 2 it needs: it does not hold yet.</p></div>" in left, (
        "what is said first is how it stands"
    )
    assert "Hold" in visitor.shows(RIVER).split("Of 100")[0]
    assert "Who signs? Nothing was answered" in refused(visitor, "sign", member="")
    assert "pastor, wife, doctor" in text_of(visitor.post(f"{RIVER}/sign", {"member": "stranger"}).text)


def test_in_a_vault_the_device_signs_and_another_approves(tmp_path: Path) -> None:
    """Nobody types a name: the member signs, cannot approve their own, and the second person is one who is there."""
    typist = Typist(tmp_path)
    typist.creates("anna")
    typist.in_vault("anna", "vault", "put", str(PACKS / "two-days-to-the-river"), "--name", "heron")
    typist.joins("anna", "ben", "ben", "heron")
    with served(vault=tmp_path / "anna", passphrase=PASSPHRASE) as visitor:
        page = visitor.get("/missions/heron/decision").text
        assert 'name="source"' not in page
        assert '<option value="ben"' in page
        typed = {"chosen": "go", "reason": "Police come tomorrow.", "second": "ben"}
        said = text_of(visitor.sends("/missions/heron/override", typed).text)
        assert "It holds once ben approves it" in said
        assert "Somebody else must approve it, on their own device." in said
        answer = visitor.post("/missions/heron/sign", {"signed": "yes"})
        assert "founder may not sign" in text_of(answer.text)


def test_missions_are_compared_when_somebody_asks(tmp_path: Path) -> None:
    """Nothing is worked out before; then what becomes of those who travel at once; what was chosen stays chosen."""
    for name in ("a-son", "beyond-utopia"):
        shutil.copytree(PACKS / name, tmp_path / name)
    with served(tmp_path / "a-son", tmp_path / "beyond-utopia") as visitor:
        assert "if alone" not in visitor.shows("/compare")
        both = {"mission": ["a-son", "beyond-utopia"], "how": "together", "at_once": "yes"}
        answer = visitor.post("/compare", both)
        assert "All 6 arrive 27 times in 100" in text_of(answer.text)
        assert answer.text.count(" checked") == 4
        one = visitor.post("/compare", {**both, "mission": "a-son"})
        assert "choose at least two missions" in text_of(one.text)
        assert "choose at least one mission" in text_of(visitor.post("/compare", {"how": "together"}).text)
        assert visitor.post("/compare", {**both, "how": "portfolio", "money": "much"}).status_code == 422


def test_requests_are_weighed(tmp_path: Path) -> None:
    """Which to meet, if money does not reach for all: a mission without a charter is kept back, and it is said why."""
    asked = {
        "name": "The heron", "travellers": "ben, 40", "from": "Old hut", "to": "Far town", "hours": "2 days",
        "start": "2031-10-01 18:00 +07:00", "folder": str(tmp_path / "heron"),
    }  # fmt: skip
    with served(PACKS / "a-son") as visitor:
        visitor.sends("/missions/new", asked)
        answer = visitor.post("/compare", {"mission": "heron", "how": "portfolio", "money": "500"})
        said = text_of(answer.text)
        assert "Who must wait, and why" in said
        assert "The heron, 1 person" in said
        assert 'value="500"' in answer.text


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
        page = ben.get("/missions/heron/decision").text
        assert "Police come tomorrow." in text_of(page)
        found = re.search(r'name="which" value="([^"]+)"', page)
        assert found is not None
        said = text_of(ben.sends("/missions/heron/approve", {"which": found[1]}).text)
        assert "has two people behind it: founder, and ben" in said
        assert "I approve this" not in said
