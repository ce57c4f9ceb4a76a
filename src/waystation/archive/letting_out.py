"""What came of letting keepsakes out, and of having signatures stamped, as people are told of it: plain values.

Filled by `desk`, put into words by `wording`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from waystation.archive.bundle import Going
from waystation.archive.leaving import Hindrance
from waystation.archive.slips import Slip
from waystation.archive.tracing import Fault

__all__ = ["Exported", "Refused", "Stamps", "TakenBack"]


@dataclass(frozen=True)
class Refused:
    """What may not leave, and why; nothing was written anywhere.

    Args:
        hindrances: What stands in the way of each keepsake, by its id.
        faults: What is wrong with the custody of each, by its id.
        slips: What a text would tell that must not leave, by the keepsake's id.
    """

    hindrances: Mapping[str, tuple[Hindrance, ...]]
    faults: Mapping[str, tuple[Fault, ...]]
    slips: Mapping[str, tuple[Slip, ...]]

    def __bool__(self) -> bool:
        return any((self.hindrances, self.faults, self.slips))


@dataclass(frozen=True)
class Exported:
    """A bundle that left.

    Args:
        path: Where it is.
        fingerprint: SHA-256 of its list of files.
        use: What for.
        going: What is in it.
        credentials: The names of the copies with Content Credentials.
        to: For whom, as it is written down; empty if nobody was named.
    """

    path: Path
    fingerprint: str
    use: str
    going: tuple[Going, ...]
    credentials: tuple[str, ...]
    to: str = ""


@dataclass(frozen=True)
class Stamps:
    """How the proofs of time of an archive stand.

    Args:
        waiting: The signatures that have none.
        promised: Those of which calendars have promised one.
        proved: Those whose proof leads to a block.
    """

    waiting: tuple[bytes, ...]
    promised: tuple[bytes, ...]
    proved: tuple[bytes, ...]


@dataclass(frozen=True)
class TakenBack:
    """What proofs that came back were.

    Args:
        proved: Signatures whose proof leads to a block, newly.
        promised: Signatures of which calendars have promised one, newly.
        known: Proofs that say nothing new.
        foreign: The names of files that are no proof, or not about a signature of this archive.
    """

    proved: int
    promised: int
    known: int
    foreign: tuple[str, ...]
