"""Reviews: which languages' sentences a reader has signed, and signing them.

English and Korean were reviewed when they were written, and are the desk's own languages. In any other a card is marked
until a named reader has signed exactly the sentences that stand on it: those of the program, and the mission's own
notes if one of them does. A sentence that changes has another digest, and is signed by nobody.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from waystation.desk.hear.taking import ReportStore, take_reports
from waystation.errors import Usage
from waystation.guiding.cards import Card
from waystation.guiding.journey import standing_reports
from waystation.world.pack import Pack
from waystation.world.report import Report
from waystation.world.report_journeys import Review

__all__ = ["Reviewed", "Sentences", "is_reviewed", "notes_digest", "reviews_of", "sign_review"]


@dataclass(frozen=True)
class Sentences:
    """The program's sentences in one language.

    Args:
        language: Its two letters.
        digest: SHA-256 of them.
        own: Whether it is one of the desk's own languages.
    """

    language: str
    digest: str
    own: bool


@dataclass(frozen=True)
class Reviewed:
    """How the review of one language stands.

    Args:
        language: Its two letters.
        digest: SHA-256 of the program's sentences in it.
        notes: SHA-256 of the mission's notes in it; empty where it has none.
        own: Whether it is one of the desk's own languages.
        readers: Who has signed the program's sentences as they are.
        notes_readers: Who has signed the mission's notes as they are.
    """

    language: str
    digest: str
    notes: str
    own: bool
    readers: tuple[str, ...]
    notes_readers: tuple[str, ...]

    @property
    def sentences_stand(self) -> bool:
        """Whether the program's sentences are reviewed."""
        return self.own or bool(self.readers)

    @property
    def notes_stand(self) -> bool:
        """Whether the mission's notes in it are reviewed, or there are none."""
        return self.own or not self.notes or bool(self.notes_readers)


def notes_digest(pack: Pack, language: str) -> str:
    """SHA-256 of a mission's notes in a language, in hexadecimal; empty where it has none."""
    found = [(note.id, note.text[language]) for note in pack.advice if language in note.text]
    if not found:
        return ""
    text = json.dumps(["notes", language, found], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def reviews_of(sentences: Sentences, pack: Pack | None, reports: Iterable[Report]) -> Reviewed:
    """How the review of a language stands.

    Args:
        sentences: The program's sentences in the language.
        pack: The mission whose notes count too; None for the program's sentences alone.
        reports: The reports in which reviews are, of any kind.
    """
    signed = [
        one for one in standing_reports(reports) if isinstance(one, Review) and one.language == sentences.language
    ]

    def readers(digest: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.reader for one in signed if one.digest == digest))

    language, digest = sentences.language, sentences.digest
    notes = notes_digest(pack, language) if pack is not None else ""
    return Reviewed(language, digest, notes, sentences.own, readers(digest), readers(notes))


def is_reviewed(card: Card, reviewed: Reviewed) -> bool:
    """Whether all that stands on a card in a language is reviewed."""
    noted = any(reviewed.language in note.text for note in card.notes)
    return reviewed.sentences_stand and (reviewed.notes_stand or not noted)


def sign_review(store: ReportStore, reviewed: Reviewed, now: datetime, reader: str, member: str) -> Sequence[Report]:
    """Sign that a reader has read a language's sentences, and the mission's notes in it.

    Args:
        store: Where reviews are kept.
        reviewed: What was read.
        now: The present instant.
        reader: Who read it.
        member: Who writes it down, where somebody signs; else it is the reader.

    Raises:
        Usage: If nobody is named, or it was signed by them already.
    """
    reader = reader.strip()
    if not reader:
        raise Usage("nothing_answered", question="Who has read all of it")
    known = {reviewed.digest: reviewed.readers, reviewed.notes: reviewed.notes_readers}
    digests = [digest for digest in (reviewed.digest, reviewed.notes) if digest and reader not in known[digest]]
    if not digests:
        raise Usage("review_again", value=reader[:60])
    when = now.isoformat()
    base = {"kind": "review", "source": member or reader, "happened": when, "reader": reader}
    values = [{**base, "language": reviewed.language, "digest": digest} for digest in digests]
    return take_reports(store, None, values, now)
