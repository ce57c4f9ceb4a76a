"""Lines as a whole: pasted messages, answers, limits, and what is said back."""

from __future__ import annotations

import time
from datetime import datetime
from pathlib import Path

import pytest

from tests.builders import condition
from tests.unit.wording.short_lines.mission import (
    ALIASES,
    CHECKINS,
    FEATURES,
    MISSION,
    NOW,
    REPORTS,
    TABLE,
    ZONE,
    pack_of,
)
from waystation.errors import BadInput
from waystation.wording.short_lines import SHORT_LINE_LIMITS, Reading, answer, kept, read_lines
from waystation.world.pack import Pack
from waystation.world.reading import read_pack


def read(text: str, pack: Pack = MISSION, now: datetime = NOW) -> list[Reading]:
    """What a text comes to."""
    return read_lines(text, pack, now, ZONE, aliases=ALIASES, checkin_words=CHECKINS, report_ids=REPORTS)


def asked(reading: Reading, code: str):
    """The question of that code."""
    (question,) = (question for question in reading.questions if question.code == code)
    return question


def test_a_pasted_conversation_becomes_one_reading_a_line():
    """Each line keeps its sender and its time; days, senders and empty lines alone are no reports."""
    text = (
        "--------------- 2031년 10월 2일 목요일 ---------------\n"
        "[황] [오후 9:12] 강이 높아요 B2\n"
        "\n"
        "Boun, [03.10.2031 08:40]\n"
        "2 soldiers at the ferry C3\n"
        "\n"
        "• paid hwang 500\n"
    )
    first, second, third = read(text)
    assert (first.draft or {})["happened"] == "2031-10-02T21:12:00+07:00"
    assert (second.draft or {})["source"] == "boun"
    assert (second.draft or {})["happened"] == "2031-10-03T08:40:00+07:00"
    assert (third.draft or {})["kind"] == "payment"
    assert [reading.number for reading in (first, second, third)] == [2, 5, 7]


def test_spelling_is_forgiven_and_the_match_is_shown():
    """What was put right stands in the sentence that is said back."""
    (reading,) = read("river high at Big Bnd, hwng, B2")
    assert "Big Bnd → Big Bend" in reading.said_back
    assert "hwng → Mr. Hwang" in reading.said_back
    assert {match.how for match in reading.matches} >= {"spelling"}


def test_an_unsure_spelling_is_asked_about():
    """Another ordinary word is not bent into a name."""
    (reading,) = read("police at the lake, boun C3")
    assert "leg:lane" in [choice.value for choice in asked(reading, "place").choices]


def test_questions_are_answered_one_by_one_until_the_report_can_be_kept():
    """By a choice's value, or by what somebody types."""
    (reading,) = read("hwang delivered the ford, 3h late")
    reading = answer(reading, asked(reading, "source"), "self")
    with pytest.raises(BadInput):
        kept(reading)
    reading = answer(reading, asked(reading, "grade"), "b 2")
    report = kept(reading)
    assert (report.kind, report.source, report.grade) == ("delivery", "self", "B2")
    assert "B2" in reading.said_back


def test_a_day_may_be_typed_in_answer():
    """Relative words count from when the message was sent; the future is refused."""
    (reading,) = read("river was high, boun B2")
    question = asked(reading, "when")
    with pytest.raises(BadInput):
        answer(reading, question, "tomorrow 8:00")
    assert kept(answer(reading, question, "yesterday 08:00")).happened.isoformat() == "2031-10-02T08:00:00+07:00"


def test_an_answer_that_is_none_of_the_choices_is_refused():
    """Only what was asked can be answered, and only with what fits."""
    (reading,) = read("river high, hwang")
    with pytest.raises(BadInput):
        answer(reading, asked(reading, "grade"), "Z9")
    (other,) = read("paid 200")
    with pytest.raises(BadInput):
        answer(reading, other.questions[0], "hwang")


def test_a_line_is_left_out_on_request():
    """Then nothing is left of it, neither draft nor question."""
    (reading,) = read("no police at the hub")
    reading = answer(reading, asked(reading, "negation"), "leave_out")
    assert (reading.draft, reading.questions, reading.ready) == (None, (), False)


def test_the_absence_of_police_may_be_kept_as_a_quiet_condition():
    """A negation is recorded as what it is, if somebody says so."""
    (reading,) = read("no police at the bus hub, piao B2")
    report = kept(answer(reading, asked(reading, "negation"), "police=quiet"))
    assert (report.kind, report.model_dump()["condition"], report.model_dump()["level"]) == (
        "observation",
        "police",
        "quiet",
    )


def test_what_lies_ahead_may_be_kept_as_a_forecast():
    """Something expected is not something that happened."""
    (reading,) = read("the river will be high tomorrow, hwang B2")
    assert kept(answer(reading, asked(reading, "future"), "forecast")).kind == "forecast"


def test_a_line_may_be_said_again():
    """Words put right or said anew are read as the line would have been."""
    (reading,) = read("bla bla")
    again = answer(reading, reading.questions[0], "river high, hwang, B2")
    assert again.ready
    assert again.number == reading.number


def test_without_other_words_for_names_korean_asks_where_it_is_ambiguous():
    """The word for a kind names a place only where there is one of that kind."""
    (reading,) = read_lines("터미널에 경찰 12명 D3", MISSION, NOW, ZONE)
    assert len(asked(reading, "place").choices) == 3
    (river,) = read_lines("강이 높다 B2", MISSION, NOW, ZONE)
    assert (river.draft or {})["condition"] == "river"


def test_two_conditions_called_alike_are_asked_about():
    """A level that two conditions have, or a word that two of them share, is nobody's guess."""
    both = pack_of(
        {
            **TABLE,
            "condition": [condition("north-river", ("low", "flood")), condition("south-river", ("low", "flood"))],
        },
        FEATURES,
    )
    for line in ("flood!", "river low, hwang B2", "강이 높다"):
        (reading,) = read(line, both)
        assert "condition" in {question.code for question in reading.questions} or not reading.ready


def test_names_in_any_script_are_understood_as_the_pack_has_them(root: Path):
    """The packs that ship: with accents or without, whole or in part."""
    folder = root / "packs" / "beyond-utopia"
    pack = read_pack((folder / "pack.toml").read_bytes(), (folder / "network.geojson").read_bytes()).pack
    assert pack is not None
    (reading,) = read_lines(
        "binh got them to the charcoal camp on the depot-camp leg 2h ago, khamsing B2", pack, NOW, ZONE
    )
    assert "binh" in str(reading.draft)
    (strip,) = read_lines("turned back at the strip, khamsing", pack, NOW, ZONE)
    assert (strip.draft or {})["leg"] == "strip"


@pytest.mark.parametrize(
    ("text", "limit"),
    [("river low\n" * (SHORT_LINE_LIMITS.lines + 1), "lines"), ("x" * (SHORT_LINE_LIMITS.line + 1), "line")],
)
def test_more_than_is_read_is_refused_with_the_limit_named(text, limit):
    """Nothing is read of a text that is too long."""
    with pytest.raises(BadInput) as refused:
        read(text)
    assert refused.value.found[0].fields["limit"] == f"short_lines.{limit}"


def test_reading_is_quick():
    """A pasted page is read before anybody looks up."""
    text = "\n".join(
        ["river hgh at Big Bnd, hwng, B2", "12 polcie at teh bus hub D3", "황 씨가 여울 건네줌, 3시간 늦음"] * 60
    )
    read(text)
    began = time.perf_counter()
    read(text)
    assert (time.perf_counter() - began) / 180 < 0.02


def test_a_level_that_the_chosen_condition_has_not_is_asked_anew():
    """Two rivers may be read on different scales."""
    both = pack_of(
        {
            **TABLE,
            "condition": [condition("north-river", ("low", "high")), condition("south-river", ("calm", "flood"))],
        },
        FEATURES,
    )
    (reading,) = read("river high, hwang B2", both)
    if not reading.ready:
        reading = answer(reading, asked(reading, "condition"), "south-river")
        assert {choice.value for choice in asked(reading, "level").choices} == {"dry", "flood"}


def test_a_correction_names_a_report_that_there_is():
    """By the beginning of its id, if that is enough; otherwise it is asked."""
    (one,) = read("strike a3f2")
    assert kept(one).model_dump()["answers"] == REPORTS[0]
    (two,) = read("strike b812")
    assert {choice.value for choice in asked(two, "report").choices} == set(REPORTS[1:])


def test_relative_words_count_from_when_the_message_was_sent():
    """Three hours ago, in a message of last night, is three hours before that message."""
    (reading,) = read("[2031-10-02 21:40] Hwang: 2 soldiers at the ford 3h ago B2")
    report = kept(reading)
    assert report.happened.isoformat() == "2031-10-02T18:40:00+07:00"
    assert report.heard is not None
    assert report.heard.isoformat() == "2031-10-02T21:40:00+07:00"
