"""Errors and warnings as one line each: where, what is wrong, and what would be right.

The tables of sentences are in modules of their own, one for each theme, as plain English; a sentence is said in the
language that is spoken, and so are the words of ours among its fields.
"""

from __future__ import annotations

from waystation.errors import Mistake
from waystation.wording.language import say
from waystation.wording.mistakes_archive import ARCHIVE
from waystation.wording.mistakes_archive_people import ARCHIVE_PEOPLE
from waystation.wording.mistakes_cards import CARDS
from waystation.wording.mistakes_commands import COMMANDS
from waystation.wording.mistakes_deciding import DECIDING
from waystation.wording.mistakes_entry import ENTRY
from waystation.wording.mistakes_files import FILES
from waystation.wording.mistakes_forms import FORMS
from waystation.wording.mistakes_guiding import GUIDING
from waystation.wording.mistakes_keepsakes import KEEPSAKES
from waystation.wording.mistakes_night import NIGHT
from waystation.wording.mistakes_out import OUT
from waystation.wording.mistakes_pages import PAGES
from waystation.wording.mistakes_planning import PLANNING
from waystation.wording.mistakes_redaction import REDACTION
from waystation.wording.mistakes_reports import REPORTS
from waystation.wording.mistakes_stories import STORIES
from waystation.wording.mistakes_vaults import VAULTS
from waystation.wording.mistakes_watching import WATCHING
from waystation.wording.mistakes_words import words_of

__all__ = ["SENTENCES", "say_mistake", "sentence"]

SENTENCES = {
    **FILES,
    **FORMS,
    **DECIDING,
    **REDACTION,
    **REPORTS,
    **VAULTS,
    **PLANNING,
    **CARDS,
    **GUIDING,
    **NIGHT,
    **WATCHING,
    **PAGES,
    **COMMANDS,
    **ENTRY,
    **STORIES,
    **ARCHIVE,
    **KEEPSAKES,
    **OUT,
    **ARCHIVE_PEOPLE,
}
"""The sentence of each code, in English as it stands in the catalogues."""


def sentence(mistake: Mistake) -> str:
    """What is wrong and what would be right, without the place."""
    template = SENTENCES.get(mistake.code)
    if template is None:
        details = ", ".join(f"{key} {value}" for key, value in mistake.fields.items())
        return _one_line(f"{mistake.code.replace('_', ' ')}{': ' if details else ''}{details}")
    nearest, subject = mistake.fields.get("nearest", ""), mistake.fields.get("subject", "")
    meant = say("; did you mean {nearest}?", nearest=nearest) if nearest else ""
    wrong = say(template, **{**words_of(mistake), "did_you_mean": meant})
    return _one_line(say("{subject} {wrong}", subject=subject, wrong=wrong) if subject else wrong)


def say_mistake(mistake: Mistake) -> str:
    """One line: `error:` or `warning:`, the place, what is wrong, what would be right."""
    word = say("warning") if mistake.warning else say("error")
    place = mistake.file + (f":{mistake.line}" if mistake.line else "")
    if mistake.line and not mistake.file:
        place = say("line {line}", line=mistake.line)
    where = _one_line(" ".join(part for part in (place, mistake.at) if part))
    return f"{word}: {where}: {sentence(mistake)}" if where else f"{word}: {sentence(mistake)}"


def _one_line(text: str) -> str:
    """The text without line breaks or control characters, so that a file's content cannot write lines of its own."""
    return "".join(c if c.isprintable() else " " for c in text)
