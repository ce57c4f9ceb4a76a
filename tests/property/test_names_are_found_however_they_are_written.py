"""A name that must not leave is found in any text, with anything between its letters and around it."""

from __future__ import annotations

from unicodedata import normalize

from hypothesis import given, settings
from hypothesis import strategies as st

from waystation.archive.slips import Secret, slips

LATIN = st.text("abcdefghijklmnoprstuvyzéüñøå", min_size=2, max_size=9)
HANGUL = st.text([chr(code) for code in range(0xAC00, 0xD7A4, 37)], min_size=2, max_size=4)
BETWEEN = st.sampled_from(("", "", "", " ", "-", "_", ".", " \n", "\u200b", "\u00ad", "\u202e"))
AROUND = st.sampled_from(("", " ", ". ", "“", "(", "12", "-", "_", "\n", "/"))
FORMS = st.sampled_from(("NFC", "NFD", "NFKC", "NFKD"))
PARTICLES = st.sampled_from(("", "은", "이", "를", "에게서", "의", "씨", "랑"))


@settings(max_examples=200)
@given(LATIN, st.data(), AROUND, AROUND, FORMS)
def test_a_latin_name_is_found(name, data, before, behind, form):
    """In any case, composed or not, with blanks, hyphens or invisible marks between its letters."""
    case = data.draw(st.sampled_from((str.lower, str.upper, str.title)))
    letters = [data.draw(BETWEEN) + letter for letter in case(name)]
    text = normalize(form, before + "".join(letters).lstrip() + behind)
    assert slips({"text": text}, [Secret("broker", "one", (name,))])


@settings(max_examples=200)
@given(HANGUL, st.data(), AROUND, PARTICLES, FORMS)
def test_a_korean_name_is_found(name, data, before, particle, form):
    """With a particle behind it, taken apart into letters, or with blanks between its syllables."""
    letters = [data.draw(BETWEEN) + letter for letter in name]
    text = normalize(form, before + "".join(letters) + particle)
    assert slips({"text": text}, [Secret("person", "one", (name,))])


@settings(max_examples=200)
@given(st.text(max_size=60), LATIN)
def test_any_text_can_be_looked_through(text, name):
    """Nothing that somebody can write ends in an error, and what is found stands in the text as it may be read."""
    for one in slips({"text": text}, [Secret("person", "one", (name, text))]):
        assert one.found
