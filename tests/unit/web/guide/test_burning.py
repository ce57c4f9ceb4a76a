"""Burning by form: read back first, then confirmed; whoever must be warned is ticked off."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.desks import MISSION
from tests.served import Visitor, fields_of, text_of
from waystation.storage.report_files import ReportFile


def burns(visitor: Visitor) -> list[object]:
    """The burns that were written down in the folder."""
    return [one for one in ReportFile(Path(visitor.front.office.places.packs[0])).all() if one.kind == "burn"]


def confirmed(visitor: Visitor, what: str, **more: str) -> str:
    """What is said once a burn is read back and confirmed."""
    fields = fields_of(visitor.get(f"/burn?what={what}").text)
    return text_of(visitor.sends("/burn", {**fields, "text": "taken on Tuesday", **more}).text)


def test_what_a_burn_touches_is_read_back_before_anything_is_written(in_folder: Visitor) -> None:
    """Missions, houses, what would be closed, and whom to warn, the most urgent first."""
    answer = in_folder.post("/burn", {"what": "broker:hwang", "source": "father"})
    said = text_of(answer.text)
    assert answer.status_code == 200
    order = [
        "Nothing is burnt yet.",
        "Broker: Mr. Hwang",
        "If Mr. Hwang is burnt: 1 mission is touched, 6 must be warned.",
        "2 legs: reeds and ford.",
        "Closed from now on: ford (hwang runs it) and reeds (hwang runs it).",
        "Whom to warn, in this order",
        "the party of",
        "the host of Longan orchard",
        "the family of",
        "Burn Mr. Hwang now",
    ]
    assert [said.index(one) for one in order] == sorted(said.index(one) for one in order)
    assert burns(in_folder) == []


def test_a_burn_that_is_confirmed_is_written_and_its_warnings_are_ticked_off(in_folder: Visitor) -> None:
    """What the journeys do now is said; each warning is open until somebody was warned."""
    said = confirmed(in_folder, "broker:hwang", source="father")
    assert "Mr. Hwang (broker) is burnt since" in said
    assert "6 have not been warned yet." in said
    assert "taken on Tuesday" in said
    assert len(burns(in_folder)) == 1
    said = text_of(in_folder.sends("/burn/warned", {"who": "broker:phet", "source": "father"}).text)
    assert "Ticked off: Phet. 5 warnings are still open." in said
    assert re.search(r"Phet : [^.]*warned Wed 1 Oct", said)
    assert "Burnt, call them no more: Mr. Hwang." in in_folder.shows("/brokers")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"what": "", "source": "father"}, "Whom or what is burnt"),
        ({"what": "broker:hwang"}, "Who says so"),
        ({"other": "hwan", "source": "father"}, "did you mean"),
    ],
)
def test_a_burn_that_is_not_clear_is_asked_about(in_folder: Visitor, fields: dict[str, str], sentence: str) -> None:
    """Nothing is written, and what was typed stays."""
    answer = in_folder.post("/burn", {"text": "somebody saw it", **fields})
    assert answer.status_code == 422
    assert sentence in text_of(answer.text)
    assert fields_of(answer.text)["text"] == "somebody saw it"
    assert burns(in_folder) == []


def test_a_burn_confirmed_for_another_is_read_back_again(in_folder: Visitor) -> None:
    """Whoever changes their mind in a second tab burns nobody by accident."""
    answer = in_folder.post("/burn", {"what": "broker:phet", "sure": "broker:hwang", "source": "father"})
    assert answer.status_code == 200
    assert "Broker: Phet" in text_of(answer.text)
    assert burns(in_folder) == []


def test_in_a_vault_members_and_devices_can_be_burnt_and_nobody_types_who_says_so(in_a_vault: Visitor) -> None:
    """The device signs."""
    page = in_a_vault.get("/burn").text
    assert 'value="member:founder"' in page
    assert 'value="device:first device"' in page
    assert 'name="source"' not in page
    said = confirmed(in_a_vault, "place:mill")
    assert "Old rice mill (place) is burnt since" in said


def test_nobody_who_does_not_wait_is_ticked_off(in_folder: Visitor) -> None:
    """It says who waits."""
    confirmed(in_folder, "broker:hwang", source="father")
    answer = in_folder.post("/burn/warned", {"who": "broker:nobody", "source": "father"})
    assert answer.status_code == 422
    assert "broker:phet" in text_of(answer.text)


def test_a_burn_names_the_mission_it_stands_in(in_folder: Visitor) -> None:
    """Its report can be opened, and taken back there."""
    confirmed(in_folder, "broker:hwang", source="father")
    link = re.search(rf'href="(/reports/{MISSION}/[0-9a-f]+)"', in_folder.get("/burn").text)
    assert link is not None
    assert "Withdraw it" in in_folder.shows(link[1])
