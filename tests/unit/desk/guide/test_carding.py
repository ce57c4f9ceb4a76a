"""Dealing cards at the desk: whose they are, which is wanted, in which language, and by whose plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from tests.builders import condition, leg, place, small_pack
from tests.dealt import course_of
from waystation.desk.guide.carding import Dealt, chosen, holder_of, language_for
from waystation.errors import Usage
from waystation.guiding.cards import Card

NOON = datetime.fromisoformat("2031-10-01T12:00:00+09:00")
PACK = small_pack(
    place("a", kind="home", name="Hut", language="zh"),
    place("mid", kind="safe_house", name="Old mill"),
    place("stop", kind="hub"),
    leg("road", to="mid", broker="kim", minutes=45, late_minutes=20, risk={"late": 0.1}),
    leg("next", "mid", "b"),
    leg("never", "stop", "b"),
    condition=[condition()],
    broker=[{"id": "kim", "role": "guide", "name": "Mr. Kim", "language": "lo"}, {"id": "lee", "role": "driver"}],
    party={"language": "ko"},
    hours=24,
)


@pytest.mark.parametrize(
    ("text", "to"),
    [
        ("broker:kim", "broker:kim"),
        ("Broker: MR. KIM", "broker:kim"),
        ("host:mid", "place:mid"),
        ("place:old mill", "place:mid"),
        ("traveller", "traveller"),
        ("Travellers", "traveller"),
        ("liaison:Sister Noy", "liaison:Sister Noy"),
    ],
)
def test_people_are_meant_by_id_or_by_name(text: str, to: str) -> None:
    """In any case; a place stands for its host."""
    assert holder_of(PACK, text) == to


@pytest.mark.parametrize(
    ("text", "code", "nearest"),
    [
        ("broker:kin", "at_unknown", "kim"),
        ("host:old mil", "at_unknown", "mid"),
        ("host:stop", "at_unknown", ""),
        ("kim", "card_whom", None),
        ("liaison", "card_whom", None),
        ("liaison:", "card_whom", None),
        ("", "card_whom", None),
    ],
)
def test_nobody_is_guessed_at(text: str, code: str, nearest: str | None) -> None:
    """A slip is answered with the nearest name; a hub has no host."""
    with pytest.raises(Usage) as caught:
        holder_of(PACK, text)
    assert caught.value.code == code
    assert nearest is None or caught.value.fields["nearest"] == nearest


def test_a_card_is_in_the_language_of_its_reader() -> None:
    """As the pack has it for a broker, a host or the party; for others nobody has said."""
    holders = ("broker:kim", "broker:lee", "place:a", "place:mid", "traveller", "liaison:ana")
    assert [language_for(PACK, to) for to in holders] == ["lo", None, "zh", None, "ko", None]


def test_a_draft_goes_by_the_plan() -> None:
    """Its legs and stays follow each other without a gap, and a leg that may be late says until when."""
    way = course_of(PACK)
    legs = [one for one in way if one.leg is not None]
    assert [one.leg.id for one in legs if one.leg is not None] == ["road", "next"]
    for before, after in pairwise(way):
        assert before.ends == after.begins
    assert legs[0].late_ends == legs[0].ends + timedelta(minutes=30), "20 minutes are one step of 30"
    assert legs[1].late_ends is None


def card(name: str, **words: object) -> Card:
    """A card of a leg."""
    return replace(Card("traveller", "traveller", "a", NOON, NOON, leg=name), **words)  # type: ignore[arg-type]


def test_the_next_card_is_given_unless_another_is_asked_for() -> None:
    """The first that lies ahead; all; or that of a leg or of a stay."""
    stay = Card("traveller", "traveller", "mid", NOON, NOON)
    dealt = Dealt("traveller", (card("road"), stay, card("next")), "heron")
    assert chosen(dealt, every=False, leg=None) == (dealt.cards[0],)
    assert chosen(dealt, every=True, leg=None) == dealt.cards
    assert chosen(dealt, every=False, leg="next") == (dealt.cards[2],)
    assert chosen(dealt, every=False, leg="mid") == (stay,)


def test_who_is_on_a_leg_is_given_the_next() -> None:
    """They have its card; but a liaison still waits for the call of this one."""
    dealt = Dealt("traveller", (card("road", begun=True), card("next")), "heron")
    assert chosen(dealt, every=False, leg=None) == (dealt.cards[1],)
    waiting = Dealt("liaison:ana", (card("road", begun=True, role="liaison"), card("next", role="liaison")), "heron")
    assert chosen(waiting, every=False, leg=None) == (waiting.cards[0],)


def test_who_has_no_part_is_told_nothing() -> None:
    """And a leg of somebody else is named with those that are theirs."""
    with pytest.raises(Usage) as caught:
        chosen(Dealt("broker:lee", (), "heron"), every=False, leg=None)
    assert caught.value.code == "card_none"
    with pytest.raises(Usage) as caught:
        chosen(Dealt("traveller", (card("road"),), "heron"), every=False, leg="ford")
    assert caught.value.fields["known"] == "road"
