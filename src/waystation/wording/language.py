"""In which language people are spoken to: English as it stands in the code, or a catalogue's words for it.

Every sentence that somebody may read passes through `say`, `say_many` or `mark`; the catalogues are gettext's `.po`
files, one or more for each language, beside this module. What stands in no catalogue is said in English rather than
not at all; a test finds it. JSON is never translated.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib import resources

from waystation.wording.korean_particles import KOREAN

__all__ = ["LANGUAGES", "catalogue", "mark", "say", "say_many", "speaking", "spoken"]

LANGUAGES = {"en": "English", "ko": "한국어"}
"""The languages that are complete, each by its own name."""
_SPOKEN: ContextVar[str] = ContextVar("waystation_language", default="en")


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak a language for as long as the block runs.

    Args:
        language: One of `LANGUAGES`; any other is English.
    """
    token = _SPOKEN.set(language if language in LANGUAGES else "en")
    try:
        yield
    finally:
        _SPOKEN.reset(token)


def spoken() -> str:
    """The language that is spoken now, one of `LANGUAGES`."""
    return _SPOKEN.get()


def mark(text: str) -> str:
    """The text itself; says that it is translated where it is said."""
    return text


def say(text: str, /, **fields: object) -> str:
    """A sentence in the language that is spoken, with its fields filled in.

    Args:
        text: The sentence in English, as it stands in the catalogues, with `{fields}`.
        fields: What is put into it: words that are in that language already. A Korean sentence may have a particle
            after a field, as `{who:은}`: it is written as the word before it wants.
    """
    language = _SPOKEN.get()
    if language == "en":
        return text.format(**fields) if fields else text
    return _filled(catalogue(language).get((text,), (text,))[0], fields)


def say_many(one: str, many: str, number: float, /, **fields: object) -> str:
    """A sentence about a number of things, in the form that the number wants.

    Args:
        one: The sentence in English for one.
        many: The same for any other number.
        number: How many.
        fields: What is put into it; the number is not, unless it is given as a field.
    """
    language = _SPOKEN.get()
    if language == "en":
        text = one if number == 1 else many
        return text.format(**fields) if fields else text
    forms = catalogue(language).get((one, many))
    return _filled(forms[0] if forms else (one if number == 1 else many), fields)


def _filled(template: str, fields: dict[str, object]) -> str:
    return KOREAN.vformat(template, (), fields) if fields else template


@cache
def catalogue(language: str) -> dict[tuple[str, ...], Sequence[str]]:
    """What each sentence is in a language: its forms, by the sentence (or both its numbers) in English.

    Args:
        language: One of `LANGUAGES`.
    """
    from babel.messages.pofile import read_po

    found: dict[tuple[str, ...], Sequence[str]] = {}
    folder = resources.files("waystation.wording").joinpath("catalogues", language)
    for file in sorted(folder.iterdir(), key=lambda one: one.name) if folder.is_dir() else ():
        if not file.name.endswith(".po"):
            continue
        with file.open("rb") as opened:
            for message in read_po(opened, locale=language):
                if not message.id or message.fuzzy:
                    continue
                key, forms = _texts(message.id), _texts(message.string)
                if all(forms):
                    found[key] = forms
    return found


def _texts(given: str | Sequence[str] | None) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given or ("",))
