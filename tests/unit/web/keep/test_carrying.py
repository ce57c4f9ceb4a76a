"""Handing a vault on by form: bundles out into a folder that is typed, and in from one."""

from __future__ import annotations

from pathlib import Path

from tests.served import Visitor, fields_of, text_of


def test_bundles_go_out_and_come_in_again(in_a_vault: Visitor, tmp_path: Path) -> None:
    """All of it the first time, nothing the second; taken in where they came from they are known already."""
    stick = tmp_path / "a stick"
    said = text_of(in_a_vault.sends("/vault/export", {"folder": str(stick)}).text)
    assert f"in {stick}, for the devices on the roster." in said
    assert len(list(stick.iterdir())) == 1
    said = text_of(in_a_vault.sends("/vault/export", {"folder": str(stick)}).text)
    assert "There is nothing new since the last bundle" in said
    assert fields_of(in_a_vault.get("/vault").text)["folder"] == str(stick)
    said = text_of(in_a_vault.sends("/vault/import", {"folder": str(stick)}).text)
    assert "1 bundle: 0 new entries," in said


def test_everything_goes_out_again_where_that_is_wanted(in_a_vault: Visitor, tmp_path: Path) -> None:
    """For somebody who lost the last one."""
    in_a_vault.sends("/vault/export", {"folder": str(tmp_path / "one")})
    in_a_vault.sends("/vault/export", {"folder": str(tmp_path / "two"), "all": "yes"})
    assert len(list((tmp_path / "two").iterdir())) == 1


def test_a_folder_that_is_none_is_said_and_stays_typed(in_a_vault: Visitor, tmp_path: Path) -> None:
    """Nothing is taken in."""
    missing = str(tmp_path / "nowhere")
    answer = in_a_vault.post("/vault/import", {"folder": missing})
    assert answer.status_code == 422
    assert "cannot be opened" in text_of(answer.text)
    assert fields_of(answer.text)["folder"] == missing
    assert in_a_vault.post("/vault/export", {"folder": " "}).status_code == 422
