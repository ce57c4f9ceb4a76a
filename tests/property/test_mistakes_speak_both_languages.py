"""Every error and warning can be said in every language, whatever fills it, and keeps what somebody wrote."""

from __future__ import annotations

import re
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waystation.errors import Mistake
from waystation.wording.language import LANGUAGES, speaking
from waystation.wording.mistakes import SENTENCES, say_mistake, sentence

HANGUL = re.compile("[가-힣]")
NOT_OURS = frozenset({"usage"})
"""Sentences that are another program's whole."""
WORDS = st.text("abcdefghij강물둑é-9", min_size=1, max_size=8).map(lambda word: f"q{word}z")
"""What somebody may have written: no word of ours begins and ends like this."""
NUMBERS = {",": st.integers(0, 10**12), "g": st.floats(0, 1e9), "f": st.floats(0, 1e9)}


def fields_of(template: str) -> dict[str, str]:
    """The fields of a sentence, each with how a number is written in it."""
    return {name: spec or "" for _, name, spec, _ in Formatter().parse(template) if name}


@st.composite
def mistakes(draw: st.DrawFn) -> Mistake:
    """Any mistake, with words of somebody's own wherever its sentence takes words, and perhaps a word close by."""
    code = draw(st.sampled_from(sorted(SENTENCES)))
    fields: dict[str, object] = {}
    for name, spec in fields_of(SENTENCES[code]).items():
        if name == "did_you_mean":
            fields["nearest"] = draw(st.just("") | WORDS)
        else:
            fields[name] = draw(NUMBERS[spec[-1:]] if spec else WORDS)
    if draw(st.booleans()):
        fields["subject"] = draw(WORDS)
    return Mistake(code, draw(st.just("") | WORDS), draw(st.just("") | WORDS), draw(st.integers(0, 99)), fields)


@pytest.mark.parametrize("language", LANGUAGES)
@given(mistake=mistakes())
def test_nothing_that_somebody_wrote_is_lost(language: str, mistake: Mistake) -> None:
    """File, place and every field stand in the line of every language; no field of the sentence is left open."""
    with speaking(language):
        line = say_mistake(mistake)
    assert line.isprintable()
    written = [value for value in (mistake.file, mistake.at, *mistake.fields.values()) if isinstance(value, str)]
    assert [word for word in written if word not in line] == []
    names = set(fields_of(SENTENCES[mistake.code])) - {"events", "trials"}
    assert [name for name in names if re.search(rf"\{{{name}[:}}]", line)] == []


@given(mistake=mistakes())
def test_in_korean_it_is_korean(mistake: Mistake) -> None:
    """And none of the English sentence stands in it."""
    with speaking("ko"):
        said = sentence(mistake)
    assert mistake.code in NOT_OURS or HANGUL.search(re.sub("q.*?z", "", said))
    literals = (literal for literal, *_ in Formatter().parse(SENTENCES[mistake.code]))
    assert [text for text in literals if re.search("[a-z] [a-z]+ [a-z]", text) and text.strip() in said] == []


@given(mistake=mistakes())
def test_numbers_are_the_same_in_both(mistake: Mistake) -> None:
    """As many digits, with the same commas."""
    wanted = [format(mistake.fields[name], spec) for name, spec in fields_of(SENTENCES[mistake.code]).items() if spec]
    for language in LANGUAGES:
        with speaking(language):
            said = sentence(mistake)
        assert [number for number in wanted if number not in said] == []
