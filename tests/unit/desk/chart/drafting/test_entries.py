"""The forms about a pack's parts: what was left alone stays, what was typed is read, each slip beside its field."""

from __future__ import annotations

from pathlib import Path

import pytest

from waystation.desk.chart.drafting.editing import PackText, feature_of, record_of
from waystation.desk.chart.drafting.entries import ENTRIES, SHOWN
from waystation.desk.chart.drafting.entry import Entry, plainly
from waystation.desk.chart.drafting.entry_mission import enter_charter, enter_mission, shown_charter, shown_mission
from waystation.desk.chart.versions import checked, text_of
from waystation.storage.folders import PackFolder
from waystation.wording.draft_replies import say_reply
from waystation.world.pack import Pack

PACKS = sorted((Path(__file__).resolve().parents[5] / "packs").iterdir())
PARTS = {
    "places": "places",
    "legs": "legs",
    "brokers": "brokers",
    "travellers": "travellers",
    "conditions": "conditions",
}


def opened(name: str = "two-days-to-the-river") -> tuple[PackText, Pack]:
    """A mission's texts, and the mission."""
    source = PackFolder(next(pack for pack in PACKS if pack.name == name))
    return text_of(source), checked(text_of(source), source).stated


def sent(kind: str, name: str, /, **typed: str) -> tuple[Entry, PackText | None, Pack]:
    """A form that was sent with some fields typed anew."""
    text, pack = opened()
    was = SHOWN[kind](pack, name) if name else {}
    entry = Entry({**was, **typed}, was)
    return entry, ENTRIES[kind](text, pack, entry, name), pack


@pytest.mark.parametrize("folder", PACKS, ids=lambda folder: folder.name)
def test_a_form_that_was_left_alone_changes_nothing(folder: Path) -> None:
    """Whatever a pack says, its forms can be opened and sent again without a byte of it changing."""
    text, pack = opened(folder.name)
    for kind, parts in PARTS.items():
        for part in getattr(pack, parts):
            was = SHOWN[kind](pack, part.id)
            entry = Entry(was, was)
            assert ENTRIES[kind](text, pack, entry, part.id) == text, (kind, part.id, entry.wrong)
    for shown, enter in ((shown_mission, enter_mission), (shown_charter, enter_charter)):
        was = shown(pack)
        assert not was or enter(text, pack, Entry(was, was)) == text


@pytest.mark.parametrize("folder", PACKS, ids=lambda folder: folder.name)
def test_what_a_form_shows_reads_back_as_itself(folder: Path) -> None:
    """Every value that is shown is read again as it is: typed anew, the mission stays worth what it is worth."""
    text, pack = opened(folder.name)
    for kind, parts in PARTS.items():
        for part in getattr(pack, parts):
            was = SHOWN[kind](pack, part.id)
            kept = {
                name: value for name, value in was.items() if name.startswith("when-") or name in ("window", "lasts")
            }
            after = ENTRIES[kind](text, pack, Entry(was, kept), part.id)
            assert after is not None, (kind, part.id)
            text = after
    source = PackFolder(folder)
    again = checked(text, source).stated
    for old, new in zip(pack.places, again.places, strict=True):
        assert (new.kind, new.tz, new.beds, new.no_waiting, new.at) == (
            old.kind,
            old.tz,
            old.beds,
            old.no_waiting,
            old.at,
        )
        assert new.found.model_dump() == old.found.model_dump()
    for leg, then in zip(pack.legs, again.legs, strict=True):
        assert (then.minutes, then.late_minutes, then.fee, then.broker) == (
            leg.minutes,
            leg.late_minutes,
            leg.fee,
            leg.broker,
        )
    assert [one.record for one in again.brokers] == [one.record for one in pack.brokers]
    assert [one.owes for one in again.travellers] == [one.owes for one in pack.travellers]


def test_a_leg_is_entered_in_words() -> None:
    """A new leg is read as people type it, and what nobody said is not there."""
    typed = {"from": "mill", "to": "bank", "mode": "foot", "minutes": "2h30", "strain": "hard", "caught": "2 of 40"}
    _, after, _ = sent("legs", "", **typed, harm="rarely", late="don't know", broker="", fee="", window="night")
    assert after is not None
    assert feature_of(after, "leg", "mill-bank") == {
        "id": "mill-bank", "from": "mill", "to": "bank", "mode": "foot", "minutes": 150, "strain": 3,
        "window": "night", "risk": {"caught": {"events": 2, "trials": 40}, "harm": [0, 0.02], "late": [0, 0.3]},
    }  # fmt: skip


def test_only_the_risk_that_was_typed_is_another() -> None:
    """A risk that was left alone keeps its counts; effects of conditions that no word says are kept too."""
    _, after, _ = sent("legs", "ford", caught="1-2 %", **{"when-police=alert": "closed"})
    assert after is not None
    ford = feature_of(after, "leg", "ford")
    assert ford["risk"] == {"caught": [0.01, 0.02], "harm": [0.0, 0.01], "back": 0.05, "late": [0.1, 0.2]}
    assert ford["when"]["river=high"] == {"harm": 12.0, "late": 2.0}
    assert ford["when"]["police=alert"] == "closed"


def test_every_slip_stands_beside_its_field() -> None:
    """One slip hides no other, each says what would be right, and nothing is made of the rest."""
    entry, after, _ = sent("legs", "", **{"from": "mill", "to": "mill"}, mode="walk", minutes="soon", caught="banana")
    assert after is None
    assert set(entry.wrong) == {"to", "mode", "minutes", "caught"}
    assert "write it as 45, 2h, 1h30 or 2 days" in say_reply(entry.wrong["minutes"])


def test_half_a_point_is_no_point() -> None:
    """A latitude without a longitude is asked for, not guessed."""
    entry, after, _ = sent("places", "", name="School", kind="hub", lat="18.2", lon="")
    assert after is None
    assert set(entry.wrong) == {"lon"}
    assert sent("places", "", name="School", kind="hub", lat="nan", lon="104")[0].wrong.keys() == {"lat"}


def test_signs_and_debts_are_written_down() -> None:
    """What was seen in somebody stands in the pack, where the charter looks for it."""
    _, after, _ = sent("travellers", "grandmother", indicators="violence deception", **{"owes-hwang": "300"})
    assert after is not None
    found = record_of(after, "traveller", "grandmother")
    assert (found["indicators"], found["owes"]) == (["deception", "violence"], {"hwang": 300})
    assert found["pace"] == 0.5


def test_a_new_condition_lasts_as_long_as_was_said() -> None:
    """From plain words to a chain; without a length there is none."""
    entry, after, _ = sent("conditions", "", name="Snow", levels="none, deep", lasts="2 days", now="none")
    assert after is not None, entry.wrong
    assert record_of(after, "condition", "snow")["per_hour"][0] == [0.979167, 0.020833]
    assert sent("conditions", "", name="Snow", levels="none", lasts="")[0].wrong.keys() == {"levels", "lasts"}


def test_two_of_a_name_get_two_ids() -> None:
    """A second broker of the same name is another one; a word that addresses use is never an id."""
    _, after, _ = sent("brokers", "", name="Hwang", role="guide")
    assert after is not None
    assert record_of(after, "broker", "hwang-2")["role"] == "guide"
    _, after, _ = sent("places", "", name="new", kind="hub")
    assert after is not None
    assert feature_of(after, "place", "new-1")["kind"] == "hub"


def test_deadline_money_and_reward_are_changed() -> None:
    """The mission's own figures, typed as people say them."""
    text, pack = opened()
    was = shown_mission(pack)
    entry = Entry({**was, "hours": "8 days", "budget": "", "group": "3,000", "to": "camp chapel"}, was)
    after = enter_mission(text, pack, entry)
    assert after is not None, entry.wrong
    again = checked(after).pack
    assert (again.clock.horizon_hours, again.mission.budget, again.mission.to) == (192, None, ("camp", "chapel"))
    assert again.reward is not None
    assert again.reward.group == 3000


def test_a_charter_is_written_anew() -> None:
    """Who signs, how many, until when; a day that is none stands beside its field."""
    text, pack = opened("beyond-utopia")
    was = shown_charter(pack)
    after = enter_charter(
        text, pack, Entry({**was, "members": "anna, ben", "threshold": "2", "review": "2033-01-01"}, was)
    )
    assert after is not None
    assert checked(after).pack.charter.members == ("anna", "ben")  # type: ignore[union-attr]
    entry = Entry({**was, "review": "soon", "threshold": "none"}, was)
    assert enter_charter(text, pack, entry) is None
    assert set(entry.wrong) == {"review", "threshold"}


@pytest.mark.parametrize(
    ("korean", "english"),
    [
        ("모름", "don't know"),
        ("2시간 30분", "2h30"),
        ("45분", "45 min"),
        ("2일", "2 days"),
        ("내일 21:00", "tomorrow 21:00"),
    ],
)
def test_answers_typed_in_korean_are_read(korean: str, english: str) -> None:
    """What a Korean coordinator types means what the same means in English."""
    assert plainly(korean) == english
