"""Forgetting a person by form: proposed by one; two must agree, each on a device of their own."""

from __future__ import annotations

import pytest

from tests.served import Visitor, fields_of, text_of


def test_a_proposal_waits_for_another_to_agree(in_a_vault: Visitor) -> None:
    """It stands in the list; whoever proposed it is the first of two."""
    said = text_of(in_a_vault.sends("/vault/forget", {"person": "grandmother", "days": "90"}).text)
    assert "grandmother is to be forgotten after 90 days, once" in said
    assert "of 2 agree" in said
    page = in_a_vault.get("/vault").text
    said = text_of(in_a_vault.sends("/vault/forget/agree", {"proposal": fields_of(page)["proposal"]}).text)
    assert "1 of 2 agree" in said


def test_nobody_is_forgotten_before_two_agree(in_a_vault: Visitor) -> None:
    """However often somebody sends the form."""
    in_a_vault.sends("/vault/forget", {"person": "grandmother", "days": "0"})
    in_a_vault.sends("/vault/forget/now")
    assert "5 people" in in_a_vault.shows("/vault/exposure?who=founder")


@pytest.mark.parametrize(
    "fields",
    [
        {"person": "", "days": "3"},
        {"person": "grandmother", "days": "-1"},
        {"person": "grandmother", "days": "٣"},
        {"person": "grandmother", "days": "1e9"},
        {"person": "somebody else"},
    ],
)
def test_what_is_no_proposal_is_said(in_a_vault: Visitor, fields: dict[str, str]) -> None:
    """And nothing is proposed."""
    assert in_a_vault.post("/vault/forget", fields).status_code == 422
    assert "of 2 agree" not in in_a_vault.shows("/vault")
