"""The catalogues: whatever is said to somebody is said in Korean too, whole, and with everything that belongs in it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from tests.house.sentences import (
    ROOT,
    SOURCE,
    Key,
    Said,
    Unreadable,
    all_said,
    fields_of,
    python_files,
    read_python,
    read_template,
    templates,
    unsaid,
    words_in,
)
from waystation.wording.korean_particles import PAIRS
from waystation.wording.language import catalogue

FOLDER = SOURCE / "wording" / "catalogues" / "ko"
CATALOGUES = sorted(FOLDER.glob("*.po"))
HANGUL = re.compile("[가-힣]")
BARE_PARTICLE = re.compile(r"\}(?:은|는|이|가|을|를|과|와|으로|로|이나|이라|이며|이에요|예요)(?![가-힣])")
BOTH_FORMS = re.compile(r"은\(는\)|는\(은\)|이\(가\)|가\(이\)|을\(를\)|를\(을\)|과\(와\)|와\(과\)|\(으\)로|\(이\)")
WRITTEN_AS_IT_IS = re.compile(
    r"`[^`]*`"  # code
    r"|\bwaystation(?: [a-z][a-z-]*)*"  # a command
    r"|--?[a-z][a-z-]*"  # an option
    r"|\bvault:"  # a pack that lies in a vault
    r"|\b[A-Za-z_]*[A-Z]{2,}[A-Za-z_0-9]*"  # what is to be filled in, currencies, formats
    r"|\b[\w-]+(?:[._/=@+][\w-]+)+"  # files, fields, addresses
    r"|\b[A-Za-z]*\d\w*"  # names with a number
    r"|https?://\S+"
)
NAMES_THAT_STAY = frozenset(
    {"Waystation", "age", "Brier", "Dask", "Debian", "KakaoTalk", "Noto", "Signal", "Storm", "Telegram", "Tor"}
    | {"WhatsApp", "Bangkok", "km"}
)
"""Names of programs, scores, cities and units, which Koreans write with Latin letters too."""


IN_THEIR_OWN_LANGUAGES = ("wording/cards/", "wording/short_lines/", "wording/families.py")
"""What speaks the languages of travellers and families, from tables with a column for each."""
NEVER_TRANSLATED = re.compile(r"_json\.py$|contract\.py$|schemas\.py$|/mistakes\w*\.py$")
"""JSON; and the tables of mistakes, whose every value is looked up by the test above."""
JOINING = frozenset({"and", "or", "to", "with"})
"""Words for which Koreans may well write a sign."""


def name_of(path: Path) -> str:
    """A path as it is said in a test's name."""
    return path.relative_to(ROOT).as_posix()


@cache
def read(path: Path) -> Catalog:
    """A catalogue."""
    with path.open("rb") as opened:
        return read_po(opened, locale="ko", abort_invalid=True)


def key_of(message: Message) -> Key:
    """A message's sentence, or both its sentences."""
    return tuple(message.id) if message.pluralizable else (message.id,)


def forms_of(message: Message) -> Sequence[str]:
    """What a message is in Korean."""
    return tuple(message.string) if message.pluralizable else (message.string,)


def messages(path: Path) -> list[Message]:
    """The messages of a catalogue, without its header."""
    return [message for message in read(path) if message.id]


def untranslated(said: Iterable[Said | Unreadable]) -> list[str]:
    """What is said and stands in no catalogue."""
    known = catalogue("ko")
    return [f"{one.where}: {one.key}" for one in said if isinstance(one, Said) and one.key not in known]


@pytest.mark.parametrize("module", python_files(), ids=name_of)
def test_what_a_module_says_is_in_a_catalogue(module: Path) -> None:
    """Every literal that is said or marked, and every mistake."""
    assert untranslated(read_python(module)) == []


@pytest.mark.parametrize("template", templates(), ids=name_of)
def test_what_a_template_says_is_in_a_catalogue(template: Path) -> None:
    """Every literal that is said."""
    assert untranslated(read_template(template)) == []


def speaking_modules() -> list[Path]:
    """The modules that put something into words for the one who sits there."""
    modules = [path for path in python_files() if path.relative_to(SOURCE).parts[0] in {"wording", "web"}]
    names = {path: path.relative_to(SOURCE).as_posix() for path in modules}
    return [
        path
        for path, name in names.items()
        if not name.startswith(IN_THEIR_OWN_LANGUAGES) and not NEVER_TRANSLATED.search(name)
    ]


@pytest.mark.parametrize("module", speaking_modules(), ids=name_of)
def test_no_sentence_is_left_unsaid(module: Path) -> None:
    """Whatever has several words is said, or marked and said later."""
    assert list(unsaid(module)) == []


@pytest.mark.parametrize("template", templates(), ids=name_of)
def test_a_template_has_no_words_of_its_own(template: Path) -> None:
    """All that is read or heard from a page is said in the reader's language."""
    assert [word for word in words_in(template) if word not in NAMES_THAT_STAY] == []


def test_nothing_is_said_that_no_tool_can_read() -> None:
    """A sentence is a literal, or what a table of marked sentences holds; never glued together."""
    assert [f"{one.where}: {one.why}" for one in all_said() if isinstance(one, Unreadable)] == []


def test_a_sentence_is_given_the_fields_that_it_has() -> None:
    """No more, and no fewer, where it stands with what it is given."""
    wrong = []
    for one in all_said():
        if isinstance(one, Said) and one.given is not None:
            wanted = set().union(*(fields_of(text) for text in one.key))
            if wanted != one.given:
                wrong.append(f"{one.where}: {sorted(wanted)} are in the sentence, {sorted(one.given)} are given")
    assert wrong == []


@pytest.mark.parametrize("path", CATALOGUES, ids=name_of)
def test_a_translation_has_the_fields_of_its_sentence(path: Path) -> None:
    """Nothing is lost, nothing invented; a number keeps its format, and only what has none may have a particle."""
    wrong = []
    for message in messages(path):
        wanted: dict[str, set[str]] = defaultdict(set)
        for text in key_of(message):
            for name, specs in fields_of(text).items():
                wanted[name] |= specs
        for form in forms_of(message):
            found = fields_of(form)
            if set(found) != set(wanted):
                wrong.append(f"{message.id}: {sorted(wanted)} became {sorted(found)}")
            for name in set(found) & set(wanted):
                allowed = wanted[name] | (set(PAIRS) if "" in wanted[name] else set())
                if not found[name] <= allowed:
                    wrong.append(f"{message.id}: {{{name}}} is written as {sorted(found[name])}")
    assert wrong == []


@pytest.mark.parametrize("path", CATALOGUES, ids=name_of)
def test_a_catalogue_is_whole(path: Path) -> None:
    """It is a Korean one, and nothing in it is empty, in doubt, or obsolete."""
    found = read(path)
    assert (str(found.locale), found.num_plurals) == ("ko", 1)
    assert list(found.obsolete) == []
    assert [one.id for one in messages(path) if one.fuzzy or not all(text.strip() for text in forms_of(one))] == []
    assert len(re.findall(r"^msgid ", path.read_text("utf-8"), re.MULTILINE)) == len(messages(path)) + 1


def test_a_sentence_has_one_translation() -> None:
    """However many catalogues have it."""
    found: dict[Key, set[Sequence[str]]] = defaultdict(set)
    for path in CATALOGUES:
        for message in messages(path):
            found[key_of(message)].add(forms_of(message))
    assert {key: forms for key, forms in found.items() if len(forms) > 1} == {}


def test_nothing_is_translated_that_nobody_says() -> None:
    """What is no longer in the code is no longer in a catalogue."""
    said = {one.key for one in all_said() if isinstance(one, Said)}
    left = [f"{path.name}: {one.id}" for path in CATALOGUES for one in messages(path) if key_of(one) not in said]
    assert left == []


def without_fields(text: str) -> str:
    """What stands between a sentence's fields."""
    return " ".join(literal for literal, *_ in Formatter().parse(text))


@pytest.mark.parametrize("path", CATALOGUES, ids=name_of)
def test_a_translation_is_korean(path: Path) -> None:
    """What has words in English has Korean ones, and no English beside them but what is typed or named so."""
    wrong = []
    for message in messages(path):
        has_words = any(set(re.findall("[A-Za-z]{2,}", words(text))) - JOINING for text in key_of(message))
        for form in forms_of(message):
            left = [word for word in re.findall("[A-Za-z]{2,}", words(form)) if word not in NAMES_THAT_STAY]
            if left or (has_words and not HANGUL.search(form)):
                wrong.append(f"{message.id}: {form}: {left}")
    assert wrong == []


def words(text: str) -> str:
    """A sentence without its fields, and without what is written in the same way in every language."""
    return WRITTEN_AS_IT_IS.sub(" ", without_fields(text))


@pytest.mark.parametrize("path", CATALOGUES, ids=name_of)
def test_particles_are_left_to_what_stands_before_them(path: Path) -> None:
    """No translation writes both forms of one, or one form behind a field of which nobody knows how it ends."""
    wrong = [
        f"{message.id}: {form}"
        for message in messages(path)
        for form in forms_of(message)
        if BARE_PARTICLE.search(form) or BOTH_FORMS.search(form)
    ]
    assert wrong == []
