"""Errors and warnings: one line each, which nothing from a file can break or forge."""

from __future__ import annotations

import string

import pytest

from waystation.errors import Mistake
from waystation.wording.mistakes import SENTENCES, say_mistake, sentence


class Anything(dict[str, object]):
    """Fields of whatever name."""

    def __missing__(self, key: str) -> object:
        return 1


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_every_sentence_can_be_said(code: str) -> None:
    """Its braces are those of fields, and it is one line."""
    said = string.Formatter().vformat(SENTENCES[code], (), Anything())
    assert said == said.strip()
    assert "\n" not in said


def test_a_line_has_its_word_its_place_and_its_sentence() -> None:
    """File and line, where in the file, what is wrong, what would be right."""
    mistake = Mistake("no_file", "pack.toml", "broker[1].id", 12)
    assert say_mistake(mistake) == f"error: pack.toml:12 broker[1].id: {sentence(mistake)}"
    assert say_mistake(Mistake("no_file", "pack.toml")) == f"error: pack.toml: {sentence(mistake)}"
    assert say_mistake(Mistake("no_file", warning=True)) == f"warning: {sentence(mistake)}"


def test_a_code_without_a_sentence_still_says_what_it_knows() -> None:
    """Rather than end in another error."""
    assert say_mistake(Mistake("brand_new", fields={"node": 3, "step": 1})) == "error: brand new: node 3, step 1"
    assert say_mistake(Mistake("brand_new")) == "error: brand new"


@pytest.mark.parametrize(
    "hostile", ["a\nerror: forged", "a\r\x1b[2Jb", "a\u2028b", "a\x00b", "{0.__class__}", "%s{kind}"]
)
def test_what_a_file_holds_cannot_write_a_line_of_its_own(hostile: str) -> None:
    """Nor a command to a terminal, nor a field of the sentence."""
    for mistake in (
        Mistake("usage", fields={"message": hostile}),
        Mistake("no_file", hostile, hostile),
        Mistake("brand_new", fields={"value": hostile}),
    ):
        said = say_mistake(mistake)
        assert said.isprintable()
        assert len(said.splitlines()) == 1
