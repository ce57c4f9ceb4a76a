"""A report is kept where those who need it may read it, and nobody else."""

from __future__ import annotations

import pytest

from waystation.desk.keep.routing import mission_of, part_of, person_of, within
from waystation.world.report import Report, read_report

THERE = {"house", "schedule", "m", "m/cards", "m/money", "m/identities", "m/card:ford"}


def heard(kind: str, **words: object) -> Report:
    """A report."""
    needed = {
        "payment": {"to": "hwang", "amount": 5, "state": "paid"},
        "consent": {"person": "Ahn", "purpose": "travel", "given": True},
        "erasure": {"person": "Ahn"},
        "checkin": {"journey": "j", "word": "good"},
        "cash": {"giver": "kim", "to": "lee", "amount": 5},
        "illness": {"journey": "j", "person": "Ahn"},
        "tracing": {"state": "asked", "enquirer": "Cho", "sought": "Ahn"},
        "told": {"to": "Cho"},
        "card": {"journey": "j", "to": "broker:hwang"},
        "burn": {"what": "broker", "name": "hwang"},
        "departure": {"journey": "j", "leg": "ford"},
        "silence": {"broker": "hwang"},
        "price": {"leg": "ford", "fee": 5},
        "journey": {"journey": "j", "state": "accepted", "number": 417},
        "call": {"who": "hwang", "outcome": "reached"},
        "oncall": {"who": "kim", "until": "2031-10-02T10:00:00+09:00"},
        "handover": {"to": "lee"},
        "done": {"journey": "j", "task": "trace"},
    }
    value = {"kind": kind, "source": "s", "happened": "2031-10-01T10:00:00+09:00", **needed.get(kind, {}), **words}
    report = read_report(value)
    assert isinstance(report, Report)
    return report


@pytest.mark.parametrize(
    ("kind", "where"),
    [
        ("payment", "m/money"),
        ("consent", "m/identities"),
        ("request", "m/identities"),
        ("erasure", "m/identities"),
        ("checkin", "m"),
        ("decision", "m"),
        ("cash", "m/money"),
        ("illness", "m/identities"),
        ("tracing", "m/identities"),
        ("told", "m/identities"),
        ("card", "m/cards"),
        ("burn", "m"),
        ("departure", "m"),
        ("silence", "m"),
        ("price", "m"),
        ("journey", "m"),
        ("call", "m"),
        ("oncall", "m"),
        ("handover", "m"),
        ("done", "m"),
    ],
)
def test_a_mission_s_report_goes_by_its_kind(kind, where):
    """And to the house where it is given to the vault itself."""
    assert within(heard(kind), "m", THERE) == where
    assert within(heard(kind), None, THERE) == "house"


@pytest.mark.parametrize(
    ("asked", "where"),
    [
        ("money", "m/money"),
        ("card:ford", "m/card:ford"),
        ("m", "m"),
        ("schedule", "schedule"),
        ("house", "house"),
        ("new", "m/new"),
        ("m/cards", "m/cards"),
        ("m/money", "m/money"),
        ("m/new", "m/new"),
    ],
)
def test_a_report_that_names_a_compartment_goes_there(asked, where):
    """A part of the mission first, then one of the vault; one that is not there is to be opened in the mission."""
    assert within(heard("payment", compartment=asked), "m", THERE) == where


def test_a_report_to_the_vault_may_name_any():
    """By its whole name."""
    assert within(heard("payment", compartment="m/money"), None, THERE) == "m/money"
    assert within(heard("payment", compartment="new"), None, THERE) == "new"


def test_the_name_of_a_compartment_says_what_it_is():
    """Its mission, and which part of it."""
    names = ("house", "schedule", "m", "m/money", "m/card:ford")
    assert [part_of(name) for name in names] == ["house", "schedule", "mission", "money", "card:ford"]
    assert [mission_of(name) for name in names] == ["house", "schedule", "m", "m", "m"]


def test_a_personal_report_is_somebody_s():
    """Whose name it carries; else it is its own, so that it can be forgotten by itself."""
    assert person_of(heard("consent")) == "Ahn"
    assert person_of(heard("request", person="Ahn")) == "Ahn"
    request = heard("request")
    assert person_of(request) == f"request {request.id}"


@pytest.mark.parametrize(("kind", "whose"), [("illness", "Ahn"), ("tracing", "Ahn"), ("told", "Cho")])
def test_what_is_told_of_a_person_is_sealed_under_that_person(kind, whose):
    """So that forgetting them forgets it."""
    assert person_of(heard(kind)) == whose


def test_a_search_for_somebody_unnamed_is_the_enquirer_s():
    """Until it is known who is sought."""
    assert person_of(heard("tracing", sought=None)) == "Cho"
