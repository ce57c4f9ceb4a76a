"""The interview: answers are understood or said to be wrong, `back` restores, and any draft can be gone on with."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from waystation.desk.chart.drafting.draft import Draft, answer, back, next_question, sketch_of
from waystation.desk.chart.drafting.keeping import kept_text, read_kept
from waystation.desk.chart.drafting.outside import lasting
from waystation.desk.chart.drafting.progress import finished_pack, progress_of
from waystation.desk.chart.drafting.questions import Misread, Question
from waystation.desk.chart.drafting.readings.amounts import amount, count, minutes, point, share
from waystation.desk.chart.drafting.readings.chances import chance, record
from waystation.desk.chart.drafting.readings.times import deadline_hours, leaving, next_full_hour, start, zone
from waystation.desk.chart.drafting.readings.words import choice, identifier, together_groups
from waystation.desk.chart.drafting.sketch import Setting, Sketch
from waystation.errors import Mistake, Usage
from waystation.wording.draft_replies import REPLIES, say_reply
from waystation.wording.drafting import KINDS, QUESTIONS, explain, question_text, subject
from waystation.world.chances import Counts, Interval
from waystation.world.clock import zone_named
from waystation.world.people import Record
from waystation.world.reading import read_pack
from waystation.world.writing import write_network, write_pack_toml

NOW = datetime(2031, 10, 1, 16, 20, 30, tzinfo=timezone(timedelta(hours=7)))
NEW = Draft(Setting(NOW, "A mission"))
WHO = ["A mission", "2", "anna, 30", "", "", "ben, 8", "", "", ""]
PLACES = ["Hut", "", "18.4, 104.6", "Bangkok", "rarely", "Camp", "", "17.9, 103.9", "", ""]
CLOCK = ["", "4 days", ""]
RISKS = ["rarely", "never", "2 of 40", "10 %"]
TO_MILL = ["Mill, foot, 2h", "", "", "", "never", "nobody", "night", "easy", *RISKS, "no"]
TO_CAMP = ["Camp, car, 90", "Phet", "", "3 kept, 1 broken", "20 USD", "half", "", *RISKS, "yes"]
AFTER = ["done", "no", "no", "no limit"]


def told(texts: list[str], draft: Draft = NEW) -> Draft:
    """A draft with these answers; every one must be accepted."""
    for text in texts:
        longer = answer(draft, text)
        assert isinstance(longer, Draft), (text, next_question(draft), longer)
        draft = longer
    return draft


def asked(draft: Draft) -> Question:
    """The next question."""
    question = next_question(draft)
    assert question is not None
    return question


def refused(draft: Draft, text: str) -> Mistake:
    """What is wrong with an answer."""
    mistake = answer(draft, text)
    assert isinstance(mistake, Mistake), text
    return mistake


BEFORE_WAYS = told([*WHO, *PLACES, *CLOCK])
AT_MILL = told(TO_MILL, BEFORE_WAYS)
WAY = told(TO_CAMP, AT_MILL)


# ---------------------------------------------------------------- what answers mean


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("45", 45),
        ("45 min", 45),
        ("2h", 120),
        ("1h30", 90),
        ("1h 30m", 90),
        ("1:30", 90),
        ("1.5 hours", 90),
        ("2 and a half hours", 150),
        ("half an hour", 30),
        ("2 days", 2880),
    ],
)
def test_durations_are_minutes_or_what_people_write(text, wanted):
    """Hours and minutes in any usual form."""
    assert minutes(text) == wanted


@pytest.mark.parametrize("text", ["0", "-5", "soon", "2h70h", "100 days", "1e3", "٤٥"])
def test_a_length_of_time_that_is_none_is_refused(text):
    """Nothing, less than nothing, words, more than 60 days."""
    with pytest.raises(Misread):
        minutes(text)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("never", 0, 0),
        ("Rarely", 0, 0.02),
        ("some", 0.02, 0.1),
        ("often", 0.1, 0.3),
        ("don't know", 0, 0.3),
        ("don’t know", 0, 0.3),
        ("5 %", 0.05, 0.05),
        ("0.05", 0.05, 0.05),
        ("0", 0, 0),
        ("2-10%", 0.02, 0.1),
        ("2 % - 10 %", 0.02, 0.1),
        ("[0.02, 0.1]", 0.02, 0.1),
        ("0.02 to 0.1", 0.02, 0.1),
    ],
)
def test_chances_are_words_percentages_shares_or_intervals(text, low, high):
    """Each word stands for an interval, and not knowing for a wide one."""
    assert chance(text) == Interval(low=low, high=high)


@pytest.mark.parametrize("text", ["2 of 40", "2/40", "2 out of 40", "2 in 40"])
def test_chances_can_be_counts(text):
    """What was counted stays counts, so that evidence can weigh it."""
    assert chance(text) == Counts(events=2, trials=40)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("5", "percent_or_share"),
        ("1", "percent_or_share"),
        ("10-2 %", "swapped"),
        ("40 of 2", "more_than_all"),
        ("101 %", "no_chance"),
        ("rearly", "no_such_word"),
        ("%", "no_chance"),
    ],
)
def test_a_chance_that_is_none_or_unclear_is_refused(text, code):
    """5 may be five percent or certainty five times over: it is asked again."""
    with pytest.raises(Misread) as caught:
        chance(text)
    assert caught.value.mistake.code == code


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("11 kept, 1 broken", (11, 1)),
        ("11", (11, 0)),
        ("11, 1", (11, 1)),
        ("11 of 12", (11, 1)),
        ("11 kept", (11, 0)),
        ("don't know", None),
    ],
)
def test_a_record_is_kept_and_broken(text, wanted):
    """Not knowing is no record at all."""
    assert record(text) == (wanted and Record(kept=wanted[0], broken=wanted[1]))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("now", "2031-10-01T16:20:00+07:00"),
        ("18:00", "2031-10-01T18:00:00+07:00"),
        ("6:00", "2031-10-02T06:00:00+07:00"),
        ("tomorrow 21:00", "2031-10-02T21:00:00+07:00"),
        ("tonight 21:30", "2031-10-01T21:30:00+07:00"),
        ("tonight 8pm", "2031-10-01T20:00:00+07:00"),
        ("12:30 a.m.", "2031-10-02T00:30:00+07:00"),
        ("2031-10-05 18:00", "2031-10-05T18:00:00+07:00"),
        ("2031-10-05 18:00 +09:00", "2031-10-05T18:00:00+09:00"),
        ("2031-10-05T18:00+09:00", "2031-10-05T18:00:00+09:00"),
        ("2031-10-05 18:00 +0530", "2031-10-05T18:00:00+05:30"),
    ],
)
def test_a_start_is_read_where_they_are(text, wanted):
    """Without an offset, in the zone of the place."""
    assert start(text, NOW, zone_named("Asia/Bangkok")).isoformat() == wanted


@pytest.mark.parametrize(
    "text", ["soon", "2031-13-01 18:00", "1700-01-01 10:00", "9999-12-31 23:59", "2031-10-05 18:00+07:00:30"]
)
def test_a_start_that_is_no_time_is_refused_with_an_example(text):
    """The example is one that would be taken."""
    with pytest.raises(Misread) as caught:
        start(text, NOW, None)
    assert start(str(caught.value.mistake.fields["example"]), NOW, None) == next_full_hour(NOW, None)


def test_a_deadline_is_a_time_or_a_length_of_time():
    """Days where nothing else is said."""
    assert deadline_hours("5 days", NOW) == deadline_hours("5", NOW) == deadline_hours("120h", NOW) == 120
    assert deadline_hours("2031-10-02 16:20:30", NOW) == 24
    assert deadline_hours("don't know", NOW) is None
    for text in ("2031-09-01 10:00", "800 days", "5 minutes"):
        with pytest.raises(Misread):
            deadline_hours(text, NOW)


def test_a_time_zone_may_be_its_city():
    """And a slip of the finger gets the nearest one."""
    assert zone("Bangkok") == zone("asia/bangkok") == "Asia/Bangkok"
    assert zone("ho chi minh") == "Asia/Ho_Chi_Minh"
    assert zone("none") is None
    with pytest.raises(Misread) as caught:
        zone("Bankok")
    assert caught.value.mistake.fields["nearest"] == "Asia/Bangkok"


def test_leaving_is_a_window_or_departures():
    """Spans have two ends, departures one."""
    assert leaving("at night") == ("night", None)
    assert leaving("21:00-4:30, 05:00 to 06:00") == (["21:00-04:30", "05:00-06:00"], None)
    assert leaving("13:00, 6:30 and 17:30") == ("any", ["06:30", "13:00", "17:30"])
    for text in ("25:00", "noon", "21:00-", ","):
        with pytest.raises(Misread):
            leaving(text)


def test_coordinates_are_latitude_first():
    """As people read them off a map; the other way round is noticed where it can be."""
    assert point("18.46, 104.6") == point("18.46 N 104.6 E") == point("18.46 104.6") == (104.6, 18.46)
    assert point("33.45 S, 70.67 W") == (-70.67, -33.45)
    with pytest.raises(Misread) as caught:
        point("104.6, 18.46")
    assert caught.value.mistake.fields["right"] == "18.46, 104.6"


def test_amounts_shares_and_counts():
    """Thousands with commas; percent or parts of one; whole numbers within bounds."""
    assert amount("12,000") == amount("12 000") == 12000
    assert amount("free") == 0
    assert share("50 %") == share("half") == share("0.5") == 0.5
    assert count(1, 40)("5") == 5
    few = count(1, 40)
    for read, text in [(amount, "much"), (amount, "-3"), (share, "2"), (share, "150 %"), (few, "0"), (few, "five")]:
        with pytest.raises(Misread):
            read(text)


def test_names_become_identifiers_in_any_script():
    """Without what commands cannot carry."""
    assert identifier("Old rice_mill (north)") == "old-rice-mill-north"
    assert identifier("압록강 강둑") == "압록강-강둑"
    assert identifier("the hut") == "hut"
    assert identifier("The") == "the"
    assert identifier(" ,:/=[] ") == ""


def test_words_may_be_cut_short_as_long_as_one_is_meant():
    """A nearest one is offered otherwise."""
    words = {"safe house": 1, "sanctuary": 2, "camp": 3}
    assert choice("Safe", words) == 1
    assert choice("safe_house", words) == 1
    with pytest.raises(Misread):
        choice("sa", words)
    with pytest.raises(Misread) as caught:
        choice("kamp", words)
    assert caught.value.mistake.fields["nearest"] == "camp"


def test_groups_name_everybody_once():
    """Between semicolons; people are parted by commas or blanks."""
    people = ["anna", "ben", "carl", "dora"]
    first, second = "group-1", "group-2"
    parted = {"anna": first, "ben": first, "carl": second, "dora": second}
    assert together_groups("anna ben; carl, dora", people) == parted
    assert set(together_groups("all", people)) == set(people)
    assert together_groups("nobody", people) == {}
    for text in ("anna; anna", "anna anna", "anna eva"):
        with pytest.raises(Misread):
            together_groups(text, people)


@given(levels=st.integers(1, 5), stays=st.floats(0.01, 1e5))
def test_a_chain_made_from_how_long_a_level_lasts_is_stochastic(levels, stays):
    """Its rows sum to 1, and every level can be left."""
    for row in lasting(levels, stays):
        assert abs(sum(row) - 1.0) <= 1e-9
        assert min(row) >= 0.0


# ---------------------------------------------------------------- the interview


def test_an_empty_line_takes_the_default():
    """And is kept as what it stood for, so that a draft reads the same tomorrow."""
    assert told([""]).answers == ("A mission",)
    assert refused(told([*WHO]), "").code == "no_default"


def test_the_whole_interview_makes_a_pack_that_reads_without_a_mistake():
    """Every answer is in it."""
    draft = told([*AFTER, "yes"], WAY)
    assert next_question(draft) is None
    pack = finished_pack(sketch_of(draft))
    reading = read_pack(write_pack_toml(pack).encode(), write_network(pack).encode())
    assert reading.mistakes == []
    assert reading.pack == pack
    assert [leg.id for leg in pack.legs] == ["hut-mill", "mill-camp"]
    assert pack.place["mill"].found == Interval(low=0, high=0)
    assert pack.broker["phet"].record == Record(kept=3, broken=1)
    assert pack.broker["phet"].terms.held == 0.5
    assert pack.clock.horizon_hours == 96
    assert pack.clock.start.isoformat() == "2031-10-01T17:00:00+07:00"


def test_it_plans_as_soon_as_there_is_a_way():
    """And not before."""
    assert progress_of(sketch_of(AT_MILL)).plan is None
    plan = progress_of(sketch_of(WAY)).plan
    assert plan is not None
    assert 0.0 < plan.outcome.safe.low < plan.outcome.safe.mid < 1.0


def test_without_a_deadline_it_looks_as_far_ahead_as_the_journey_needs():
    """Further than the usual arrival, and no further than changes anything."""
    draft = told([*WHO, *PLACES, "", "don't know", "", *TO_MILL, *TO_CAMP, *AFTER, "yes"])
    pack = finished_pack(sketch_of(draft))
    assert pack.clock.horizon_hours == 48


def test_a_leg_that_nobody_can_walk_is_said_at_once_and_is_no_way():
    """The weakest traveller counts."""
    hard = ["Camp, foot, 9h", "nobody", "night", "extreme", *RISKS, "no"]
    draft = told(hard, BEFORE_WAYS)
    assert "leg_too_hard" in [doubt.code for doubt in progress_of(sketch_of(draft)).doubts]
    assert refused(draft, "done").code == "no_way_yet"


def test_a_slip_of_the_finger_is_asked_about_before_it_becomes_a_place():
    """Yes takes the place that is there."""
    draft = told(["Hut", "Mil, foot, 3h"], WAY)
    assert asked(draft).code == "meant"
    assert asked(told(["yes"], draft)).fields["there"] == "Mill"
    assert asked(told(["no"], draft)).code == "place_kind"


def test_undo_leg_takes_the_last_leg_away_and_back_brings_it_back():
    """Undoing is an answer like any other."""
    undone = told(["undo leg"], WAY)
    assert list(sketch_of(undone).legs) == ["hut-mill"]
    assert back(undone) == WAY
    assert list(sketch_of(back(undone)).legs) == ["hut-mill", "mill-camp"]
    assert list(sketch_of(told(["undo hut-mill"], WAY)).legs) == ["mill-camp"]
    assert refused(WAY, "undo mill-cmap").fields["nearest"] == "mill-camp"


def test_a_leg_can_be_dropped_while_it_is_described():
    """With the place and the broker that came with it."""
    half = told(["Mill, foot, 2h", "", "", "", "never", "Somlit", "guide"], BEFORE_WAYS)
    dropped = told(["undo leg"], half)
    assert asked(dropped).code == "where_next"
    assert "mill" not in sketch_of(dropped).places
    assert not sketch_of(dropped).brokers
    assert back(dropped) == half


def test_a_broker_whose_leg_is_gone_is_not_written():
    """Nor a place that no leg touches: a pack holds what is used."""
    draft = told(["undo leg", "Mill", "Camp, foot, 5h", "nobody", "any", "easy", *RISKS, "no", *AFTER[:3], "yes"], WAY)
    pack = sketch_of(draft).pack()
    assert pack is not None
    assert pack.brokers == ()
    assert [leg.id for leg in pack.legs] == ["hut-mill", "mill-camp"]


def test_a_condition_closes_legs_or_makes_them_riskier():
    """In words; what is as always is not written."""
    river = ["river", "2", "low, high, flood", "low", "2 days", "no", "harm", "riskier", "closed"]
    draft = told(["done", *river, *AFTER[1:], "yes"], WAY)
    pack = finished_pack(sketch_of(draft))
    assert pack.legs[1].when == {"river=high": {"harm": 2.0}, "river=flood": "closed"}
    assert pack.conditions[0].observed is False
    assert pack.conditions[0].now == "low"
    nothing = ["river", "2", "low, high", "don't know", "2 days", "yes", "harm", "as always"]
    assert finished_pack(sketch_of(told(["done", *nothing, *AFTER[1:], "yes"], WAY))).conditions == ()


def test_a_place_without_coordinates_lies_near_the_one_before():
    """And the first where it is night when clocks there say so."""
    texts = [*WHO, "Hut", "", "skip", "none", "rarely", "Camp", "", "skip", "", "", *CLOCK, *TO_MILL]
    places = sketch_of(told(texts)).places
    assert places["hut"].at == (105.0, 20.0)
    assert len({place.at for place in places.values()}) == 3
    assert all(abs(place.at[0] - 105) < 2 for place in places.values())


@pytest.mark.parametrize(
    ("draft", "text", "code"),
    [
        (NEW, "…", "no_letter"),
        (NEW, "x" * 300, "too_long"),
        (NEW, "a\u202eb", "not_printable"),
        (told(WHO[:5]), "Anna", "taken"),
        (told([*WHO, *PLACES[:5]]), "hut", "already_there"),
        (BEFORE_WAYS, "Hut", "same_place"),
        (BEFORE_WAYS, "foot", "mode_as_place"),
        (BEFORE_WAYS, "done", "no_way_yet"),
        (BEFORE_WAYS, "undo leg", "no_leg_yet"),
        (BEFORE_WAYS, "Mill, foot, 2h, and more", "too_many_commas"),
        (told(["Mill"], BEFORE_WAYS), "sanctuary", "sanctuary_is_end"),
        (WAY, "Camp", "no_way_from_end"),
        (WAY, "Hutt", "not_known"),
        (told(AFTER, WAY), "no", "not_finished"),
        (told([*AFTER, "yes"], WAY), "more", "nothing_asked"),
        (told([*WHO, *PLACES, "", "300 days"]), "15", "step_too_fine"),
        (told([*WHO, *PLACES, "", "5 days"]), "7", "no_step"),
    ],
)
def test_what_cannot_be_used_is_refused_with_what_would_be_right(draft, text, code):
    """And the question stays the same."""
    mistake = refused(draft, text)
    assert mistake.code == code
    assert "{" not in say_reply(mistake)


# ---------------------------------------------------------------- laws


POOL = [
    "",
    "yes",
    "no",
    "done",
    "undo leg",
    "undo hut-mill",
    "all",
    "nobody",
    "Hut",
    "Mill",
    "Milll",
    "Camp",
    "Phet",
    "Pheet",
    "Bank, car, 2h",
    "Mill, foot, 90",
    "foot",
    "boat",
    "bus",
    "1",
    "2",
    "3",
    "40",
    "night",
    "21:00-04:30",
    "06:30, 13:00",
    "never",
    "often",
    "don't know",
    "2 of 40",
    "5 %",
    "11 kept, 1 broken",
    "half",
    "500 USD",
    "12,000",
    "river",
    "police",
    "low, high",
    "riskier",
    "closed",
    "2 days",
    "5 days",
    "skip",
    "18.4, 104.6",
    "Bangkok",
    "none",
    "hut",
    "guide",
    "extreme",
]
ANSWERS = st.lists(st.sampled_from(POOL) | st.text(max_size=12), max_size=90)
BEGINNINGS = st.sampled_from([NEW, told(WHO), BEFORE_WAYS, AT_MILL, WAY, told(["done"], WAY)])


@given(draft=BEGINNINGS, texts=ANSWERS)
@example(draft=WAY, texts=["undo leg", "undo leg", "done", "Mill", "Hut"])
def test_no_answer_breaks_the_interview_and_back_restores_what_was_before(draft, texts):
    """Whatever is typed, wherever: it is taken, or refused in a sentence; taken back, all is as it was."""
    for text in texts:
        before, question = sketch_of(draft), next_question(draft)
        longer = answer(draft, text)
        if isinstance(longer, Mistake):
            assert "{" in text or "{" not in say_reply(longer)
            continue
        assert back(longer) == draft
        assert next_question(back(longer)) == question
        assert sketch_of(back(longer)) == before
        draft = longer
        question = next_question(draft)
        if question is not None:
            assert question_text(question.code, question.fields, question.default)
            assert explain(question.code, question.kind)
            subject(question.code, question.fields)


@given(texts=ANSWERS)
def test_whatever_is_answered_once_there_is_a_way_makes_a_sound_pack(texts):
    """What is in a draft can be written and read at any time, without an error."""
    draft = WAY
    for text in texts:
        longer = answer(draft, text)
        draft = longer if isinstance(longer, Draft) else draft
    pack = sketch_of(draft).pack()
    if pack is not None:
        reading = read_pack(write_pack_toml(pack).encode(), write_network(pack).encode())
        assert [mistake for mistake in reading.mistakes if not mistake.warning] == []
        assert reading.pack == pack


@given(draft=BEGINNINGS, texts=ANSWERS)
def test_a_kept_draft_is_gone_on_with_where_it_stopped(draft, texts):
    """Answer for answer."""
    for text in texts:
        longer = answer(draft, text)
        draft = longer if isinstance(longer, Draft) else draft
    assert read_kept(kept_text(draft).encode()) == (draft, 0)


def test_a_kept_draft_that_no_longer_fits_is_gone_on_with_as_far_as_it_does():
    """And says how many answers are asked again."""
    text = kept_text(BEFORE_WAYS).replace('"Bangkok"', '"Atlantis"')
    draft, misfits = read_kept(text.encode())
    assert draft.answers == BEFORE_WAYS.answers[: len(draft.answers)]
    assert len(draft.answers) + misfits == len(BEFORE_WAYS.answers)
    assert asked(draft).code == "place_tz_first"


@pytest.mark.parametrize(
    "data",
    [b"", b"[]", b"{", b'{"format": 2}', b"\xff", b'{"format":1,"title":"x","now":"2031-10-01","answers":[]}'],
)
def test_what_is_no_kept_draft_is_refused(data):
    """With one sentence."""
    with pytest.raises(Usage, match="draft_unreadable"):
        read_kept(data)


# ---------------------------------------------------------------- sentences


def test_every_question_and_every_refusal_has_its_sentence(root):
    """None is left without words, and no word without its use."""
    drafting = root / "src" / "waystation" / "desk" / "chart" / "drafting"
    source = "\n".join(path.read_text("utf-8") for path in sorted(drafting.rglob("*.py")))
    for codes in (REPLIES, QUESTIONS, KINDS):
        for code in codes:
            assert f'"{code}"' in source or code in ("harm", "back", "late", "caught"), code


def test_a_sketch_that_says_nothing_has_neither_way_nor_pack():
    """Asking is always allowed."""
    sketch = Sketch(Setting(NOW, "x"))
    assert not sketch.has_way()
    assert sketch.pack() is None
