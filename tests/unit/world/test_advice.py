"""Advice in a pack: notes that can be read, written again, and whose mistakes are named with their place."""

from __future__ import annotations

from typing import Any

import pytest

from tests.builders import leg, read, small_pack
from waystation.wording.mistakes import say_mistake
from waystation.world.reading import read_pack
from waystation.world.writing import write_network, write_pack_toml

NOTE: dict[str, Any] = {
    "id": "dry",
    "when": {"modes": ["foot", "ford"], "months": [11, 12], "age_from": 60},
    "text": {"en": "Keep dry.", "ko": "몸을 말리십시오."},
    "source": "A handbook",
    "topic": "cold",
}


def test_a_note_is_read() -> None:
    """What it is for, its text by language and its source come out as they went in."""
    (note,) = small_pack(leg("path"), advice=[NOTE]).advice
    assert (note.id, note.when.modes, note.when.months, note.when.age_from) == ("dry", ("foot", "ford"), (11, 12), 60)
    assert note.text == {"en": "Keep dry.", "ko": "몸을 말리십시오."}
    assert (note.source, note.topic, note.weight) == ("A handbook", "cold", 5)


def test_a_note_is_for_everything_unless_it_says_otherwise() -> None:
    """Without `when` a note is for every leg and stay."""
    (note,) = small_pack(leg("path"), advice=[{key: NOTE[key] for key in ("id", "text", "source")}]).advice
    assert not note.when.model_fields_set
    assert not note.when.legs_only


def test_notes_survive_writing() -> None:
    """A pack that was written and read again has the same notes."""
    pack = small_pack(leg("path"), advice=[NOTE, {**NOTE, "id": "other", "when": {"legs": ["path"]}}])
    again = read_pack(write_pack_toml(pack).encode(), write_network(pack).encode())
    assert again.pack is not None
    assert again.pack.advice == pack.advice


def test_a_pack_without_notes_has_none() -> None:
    """Packs written before there was advice read as they did."""
    assert small_pack(leg("path")).advice == ()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            {"text": {"ko": "마른"}},
            'advice[0].text: needs English too (en), for those whose language it lacks; it has ["ko"]',
        ),
        ({"text": {"en": ""}}, "advice[0].text.en: must not be empty"),
        ({"text": {"en": "x", "english": "x"}}, "advice[0].text.english: must be a language by its two letters"),
        ({"text": {"en": "two\nlines"}}, "advice[0].text.en: must be one line of text"),
        ({"text": "Keep dry."}, "advice[0].text: must be a table"),
        ({"when": {"legs": ["pth"]}}, 'advice[0].when.legs[0]: there is no leg "pth"; did you mean path?'),
        ({"when": {"places": ["zz"]}}, 'advice[0].when.places[0]: there is no place "zz"'),
        ({"when": {"mods": ["foot"]}}, 'advice[0].when.mods: there is no key "mods"; did you mean modes?'),
        ({"when": {"modes": ["foott"]}}, "did you mean foot?"),
        ({"when": {"months": [13]}}, "advice[0].when.months[0]: must be at most 12, not 13"),
        ({"when": {"modes": []}}, "advice[0].when.modes: must not be empty"),
        ({"when": {"kinds": ["hub"], "modes": ["foot"]}}, "advice[0].when.kinds: is for stays, and something else"),
        ({"when": {"age_from": 9, "age_to": 5}}, "advice[0].when.age_from: asks for somebody from 9 to 5"),
        ({"topic": "hope"}, "advice[0].topic: must be cold"),
        ({"source": ""}, "advice[0].source: must not be empty"),
        ({"weight": 10}, "advice[0].weight: must be"),
    ],
)
def test_mistakes_are_named_with_their_place(change: dict[str, Any], said: str) -> None:
    """One line each: where, what is wrong, what would be right."""
    (mistake,) = read(leg("path"), advice=[{**NOTE, **change}]).mistakes
    assert mistake.line > 0
    assert said in say_mistake(mistake)


def test_two_notes_of_one_name_are_refused() -> None:
    """Ids of notes differ."""
    (mistake,) = read(leg("path"), advice=[NOTE, NOTE]).mistakes
    assert mistake.code == "duplicate_id"


def test_languages_of_people_are_two_letters() -> None:
    """The languages of a broker, a host and the travellers are said as a card's language is."""
    found = read(leg("path"), broker=[{"id": "kim", "role": "guide", "language": "Korean"}], party={"language": "ko"})
    assert {m.code for m in found.mistakes} == {"language_form"}
    pack = small_pack(leg("path"), broker=[{"id": "kim", "role": "guide", "language": "ko"}], party={"language": "ko"})
    assert (pack.brokers[0].language, pack.party.language) == ("ko", "ko")
