"""The vault on its page: who may read what, what would be known if somebody were taken, whether it is sound."""

from __future__ import annotations

from tests.served import Visitor, text_of


def test_the_vault_says_who_reads_what(in_a_vault: Visitor) -> None:
    """Members with their devices, compartments with their readers; that a backup is due where there was none."""
    said = in_a_vault.shows("/vault")
    for words in (
        "A backup is due.",
        "founder administrator first device, this one",
        "two-days-to-the-river/identities founder",
        "A change of this list needs one administrator's word.",
    ):
        assert words in said


def test_missions_in_folders_have_no_vault(in_folder: Visitor) -> None:
    """It says so, and nothing can be sent there."""
    assert "There is no vault here" in in_folder.shows("/vault")
    assert "There is no vault here" in in_folder.shows("/vault/exposure?who=hwang")
    assert in_folder.post("/vault/check").status_code == 404


def test_what_would_be_known_is_said_of_anybody(in_a_vault: Visitor) -> None:
    """A member's keys, a broker's legs; a name that is none with the nearest."""
    said = in_a_vault.shows("/vault/exposure?who=founder")
    assert "If member founder with first device were taken, their keys would open:" in said
    assert "two-days-to-the-river/identities" in said
    assert "2 legs: reeds and ford." in in_a_vault.shows("/vault/exposure?who=broker:hwang")
    assert "did you mean" in in_a_vault.shows("/vault/exposure?who=foundr", 422)


def test_the_vault_is_verified_at_a_wish(in_a_vault: Visitor) -> None:
    """All of it, from scratch."""
    assert "all of them sound" in text_of(in_a_vault.sends("/vault/check").text)


def test_a_proposal_that_is_none_is_said(in_a_vault: Visitor) -> None:
    """In words."""
    assert in_a_vault.post("/vault/approve", {"proposal": "ffff"}).status_code == 422
    assert in_a_vault.post("/vault/approve").status_code == 422
