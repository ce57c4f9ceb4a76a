"""The charter as it was signed: which version holds, who has signed it, whether it is still valid.

A signature is a `decision` report by a member: `about` is `charter`, `digest` that of the charter's terms, `terms` the
terms themselves, so that every version that anybody signed is kept. `signed` is false where somebody takes a
signature back. A member's last word on a version counts, and only that member can correct it; a changed charter is
another version, and nobody has signed it yet.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from waystation.deciding.taking_back import taken_back, whose
from waystation.evidence.corrections import Corrections
from waystation.world.charter import Charter
from waystation.world.report import Report, report_json

__all__ = ["ABOUT", "CharterState", "Signature", "Version", "charter_digest", "state_of", "terms_of", "valid"]

ABOUT = "charter"
"""What a decision report that signs a charter is about."""


@dataclass(frozen=True)
class Signature:
    """One member's last word on one version.

    Args:
        member: Who: the source of the report.
        when: When it was signed, or taken back.
        signed: Whether it stands.
        report: Id of the report.
    """

    member: str
    when: datetime
    signed: bool
    report: str


@dataclass(frozen=True)
class Version:
    """A version of the charter that somebody signed.

    Args:
        digest: SHA-256 of its terms, 64 hexadecimal digits.
        terms: The terms as they were signed; empty where the report left them out, or they are not those of `digest`.
        signatures: Every member's last word on it, the first to sign first.
    """

    digest: str
    terms: Mapping[str, Any]
    signatures: tuple[Signature, ...]


@dataclass(frozen=True)
class CharterState:
    """How a charter stands.

    Args:
        charter: The charter, or None where the pack has none.
        digest: Of its terms; empty without one.
        signatures: The members' last words on this version.
        versions: Every version that anybody signed, in the order in which they were first signed.
        day: The day it is looked at.
    """

    charter: Charter | None
    digest: str
    signatures: tuple[Signature, ...]
    versions: tuple[Version, ...]
    day: date

    @property
    def signed_by(self) -> tuple[str, ...]:
        """The members whose signatures stand."""
        return tuple(each.member for each in self.signatures if each.signed)

    @property
    def missing(self) -> tuple[str, ...]:
        """The members who have not signed, or have taken it back."""
        members = self.charter.members if self.charter is not None else ()
        return tuple(member for member in members if member not in self.signed_by)

    @property
    def threshold(self) -> int:
        """How many must have signed."""
        return self.charter.threshold if self.charter is not None else 1

    @property
    def is_signed(self) -> bool:
        """Whether enough members have signed this version."""
        return self.charter is not None and len(self.signed_by) >= self.threshold

    @property
    def is_current(self) -> bool:
        """Whether the day of its review has not passed."""
        return self.charter is not None and self.day <= self.charter.review


def terms_of(charter: Charter) -> dict[str, Any]:
    """The terms of a charter, defaults written out: what is signed; a part that came later only where it is stated."""
    terms = charter.model_dump(mode="json")
    return {key: value for key, value in terms.items() if key not in ("watch", "family") or value is not None}


def charter_digest(charter: Charter) -> str:
    """SHA-256 of a charter's terms: of their JSON with sorted keys and no blanks, 64 hexadecimal digits."""
    return _digest(terms_of(charter))


def _digest(terms: Mapping[str, Any]) -> str:
    text = json.dumps(terms, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def valid(reports: Iterable[Report]) -> list[Report]:
    """The reports that no correction has undone, in the order in which they happened.

    Args:
        reports: In any order; corrections too.
    """
    every = list(reports)
    corrections = Corrections()
    for report in every:
        if report.kind == "correction":
            corrections.add(str(report.id), str(getattr(report, "answers", "")))
    corrections.settle()
    return sorted(
        (report for report in every if str(report.id) not in corrections.undone),
        key=_when,
    )


def _when(report: Report) -> tuple[datetime, datetime, str]:
    return report.happened, report.heard or report.happened, str(report.id)


def state_of(charter: Charter | None, said: Iterable[tuple[Report, str]], day: date) -> CharterState:
    """How a charter stands on a day.

    Args:
        charter: The pack's charter, or None.
        said: The mission's reports, in any order, each with who stands behind it: the member whose device signed it,
            or its source where nobody signs.
        day: The day it is looked at.
    """
    words: dict[str, dict[str, Signature]] = {}
    terms: dict[str, Mapping[str, Any]] = {}
    every = list(said)
    undone = taken_back(every)
    for report, by in sorted(every, key=lambda one: (*_when(one[0]), one[1])):
        fields = report_json(report)
        digest = fields.get("digest")
        if report.kind != "decision" or fields.get("about") != ABOUT or not isinstance(digest, str):
            continue
        if (str(report.id), whose(by)) in undone:
            continue
        words.setdefault(digest, {})[by] = Signature(by, report.happened, fields.get("signed") is True, str(report.id))
        kept = fields.get("terms")
        if isinstance(kept, dict) and _digest(kept) == digest:
            terms[digest] = kept
    versions = tuple(Version(each, terms.get(each, {}), _in_order(words[each])) for each in words)
    if charter is None:
        return CharterState(None, "", (), versions, day)
    own = charter_digest(charter)
    members = {name: word for name, word in words.get(own, {}).items() if name in charter.members}
    return CharterState(charter, own, _in_order(members), versions, day)


def _in_order(words: Mapping[str, Signature]) -> tuple[Signature, ...]:
    return tuple(sorted(words.values(), key=lambda word: (word.when, word.member)))
