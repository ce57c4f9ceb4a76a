"""Cards in words: what stands on them for each role, written and said."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.builders import leg, place, small_pack
from waystation.guiding.cards import Card
from waystation.guiding.signs import pair_of, words_of
from waystation.wording.cards.faces import Line, Manner, face
from waystation.wording.cards.tongues import TONGUES
from waystation.world.advice import Advice

SECRET = "00112233445566778899aabbccddeeff"
NOON = datetime(2031, 10, 1, 12, tzinfo=UTC)
PACK = small_pack(leg("ford"), place("a", name="Old mill"), place("b", name="Far bank"))
CARD = Card("broker", "broker:hwang", "a", NOON, NOON + timedelta(minutes=30), leg="ford", mode="ford", met=True)
BROKER = replace(
    CARD,
    goal="b",
    arrives=NOON + timedelta(hours=1),
    late=NOON + timedelta(hours=13),
    people=5,
    pair=pair_of(SECRET, "leg:ford"),
    shows=True,
    failing=("nobody.broker", "wrong.broker", "back.broker", "late.broker"),
)
NOTE = Advice.model_validate({"id": "dry", "text": {"en": "Keep dry.", "ko": "몸을 말리십시오."}, "source": "x"})
TRAVELLER = replace(
    CARD,
    role="traveller",
    to="traveller",
    pair=pair_of(SECRET, "leg:ford"),
    words=words_of(SECRET),
    failing=("wrong.traveller",),
    notes=(NOTE,),
)


def texts(card: Card, language: str = "en", **words: object) -> list[str]:
    """The lines of a card, each with its label."""
    manner = Manner(PACK, TONGUES[language], **words)  # type: ignore[arg-type]
    return [f"{line.label}: {line.text}" if line.label else line.text for line in face(card, manner)]


def test_a_brokers_card_reads_so() -> None:
    """Where, when, how many, the signs, where to, what when it goes wrong, whom to call; nothing else."""
    assert texts(BROKER) == [
        "Where: Old mill",
        "When: Wed 1 Oct, 12:00 to 12:30",
        "How many: 5",
        "You show: blue apron; in the dark, the number 2",
        "They show: green hat; in the dark, the number 1",
        "Then: Bring them on foot through the water to Far bank. You are there: 13:00.",
        "When it goes wrong: Nobody there by 12:30: go away, do not come back, and call.",
        "No sign, or a wrong one: do not speak to them. Go on your way and call.",
        "You are turned back: bring them back to Old mill and call.",
        "You will be later than Thu 2 Oct, 01:00: call.",
        "Whom to call: The number that you know.",
    ]


def test_it_is_said_with_numbers_in_words() -> None:
    """Nothing that is read aloud has a digit, the number to call too."""
    said = texts(BROKER, said=True, call="+66 2-123")
    assert "When: Wednesday, October one, twelve hours to twelve hours thirty" in said
    assert "You show: blue apron; in the dark, the number two" in said
    assert "Whom to call: six six two one two three" in said


@pytest.mark.parametrize("language", sorted(TONGUES))
@pytest.mark.parametrize("card", [BROKER, TRAVELLER], ids=["broker", "traveller"])
def test_nothing_that_is_said_has_a_digit(language: str, card: Card) -> None:
    """In no language: figures are what bad lines lose first."""
    assert not any(letter.isdigit() for text in texts(card, language, said=True) for letter in text)


def test_check_in_words_are_said_and_never_written() -> None:
    """A traveller hears them with their meaning; on paper it says that they are written nowhere."""
    written, said = texts(TRAVELLER), texts(TRAVELLER, said=True)
    phrases = [TONGUES["en"].phrase(words_of(SECRET).of(meaning)) for meaning in ("good", "bad", "pressed")]
    assert all(any(phrase in text for text in said) for phrase in phrases)
    assert not any(phrase in text for phrase in phrases for text in written)
    assert any("They are written nowhere." in text for text in written)


def test_who_waits_answers() -> None:
    """What a broker shows is what a traveller is shown."""
    sign = "blue apron; in the dark, the number 2"
    assert f"You show: {sign}" in texts(BROKER)
    assert f"They show: {sign}" in texts(TRAVELLER)
    liaison = replace(BROKER, role="liaison", shows=False, goal=None, number=481)
    assert f"Who comes shows: {sign}" in texts(liaison)
    assert "Journey: 481" in texts(liaison)
    assert "Journey: four eight one" in texts(liaison, said=True)


def test_an_official_is_told_no_number() -> None:
    """He looks away, and calls nobody."""
    official = replace(BROKER, role="official", goal=None, arrives=None, failing=("nobody.official",))
    assert not any(text.startswith("Whom to call") for text in texts(official))
    assert "Then: Let them pass." in texts(official)


@pytest.mark.parametrize("language", sorted(set(TONGUES) - {"en"}))
def test_what_was_not_reviewed_says_so_before_all_else(language: str) -> None:
    """In its own language and in English; and a draft says that too."""
    tongue = TONGUES[language]
    manner = Manner(PACK, tongue, reviewed=False, draft=True)
    lines = face(BROKER, manner)
    own = [tongue.sentences["draft"], "DRAFT.", tongue.sentences["unreviewed"]]
    english = f"Not yet reviewed by a speaker of {tongue.english}."
    assert lines[:4] == tuple(Line("warning", "", text) for text in [*own, english])
    assert not any(line.kind == "warning" for line in face(BROKER, Manner(PACK, tongue)))


def test_notes_are_in_the_readers_language_or_else_in_english() -> None:
    """A note that lacks the language is better read in English than left out."""
    assert texts(TRAVELLER, "ko")[-1] == "가는 길에: 몸을 말리십시오."
    assert texts(TRAVELLER, "lo")[-1].endswith("Keep dry.")


def test_days_are_said_where_they_change() -> None:
    """A time on another day than the card's own has its day."""
    overnight = replace(BROKER, closes=NOON + timedelta(hours=13), arrives=NOON + timedelta(hours=14))
    assert "When: Wed 1 Oct, 12:00 until Thu 2 Oct, 01:00" in texts(overnight)
    assert any("You are there: Thu 2 Oct, 02:00." in text for text in texts(overnight))


def test_stays_say_until_when() -> None:
    """A host reads when people leave, or that they stay; those who stay, when to be ready."""
    host = Card("host", "place:a", "a", NOON, NOON, met=True, people=5, pair=pair_of(SECRET, "place:a"))
    leaves = NOON + timedelta(hours=20)
    assert "Then: They leave: Thu 2 Oct, 08:00." in texts(replace(host, leaves=leaves))
    assert "Then: They stay with you." in texts(host)
    stay = Card("traveller", "traveller", "a", NOON, leaves, leaves=leaves, housed=True, failing=("fetch.traveller",))
    assert "When: Wed 1 Oct, 12:00 until Thu 2 Oct, 08:00" in texts(stay)
    assert any("Be ready: Thu 2 Oct, 08:00." in text for text in texts(stay))
    assert "Then: Stay inside and be quiet." in texts(replace(stay, failing=()))
    assert "Then: Wait there, and draw nobody's eyes." in texts(replace(stay, housed=False))
