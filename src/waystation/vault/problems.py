"""What can be wrong with what a vault holds, each with its name; sentences are `wording`'s business.

bad_signature      an entry was not signed by the device that it names as its author
other_vault        an entry belongs to another vault
malformed          bytes that are no entry, or content that is no payload
gap                entries are missing within a chain
fork               one device wrote two different entries under one number of one chain
spliced            an entry names as the one before it something that is not
withheld           somebody's heads, or a removal, name entries that are not here
unknown_author     an entry by a device that is not, or not yet, on the roster
beyond_removal     an entry by a removed device beyond what its removal leaves standing
beyond_leaving     an entry by a member beyond what the epoch that left it out leaves standing
not_member         an entry by a device that is not a member of the entry's epoch
other_epoch        an entry under an epoch of another compartment
epoch_refused      an epoch that its author had no right to open, or an entry under it
does_not_open      an entry that does not open although its key is here
attachment_missing an entry whose attachment is not here, and was not destroyed
attachment_unfit   an attachment that is not what its entry needs
roster_refused     a change of the roster that can never count
"""

from __future__ import annotations

from dataclasses import dataclass, field

from waystation.vault.entries import Entry

__all__ = ["Problem", "problem_of"]


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, by its name, and where.

    Args:
        code: Which; one of those above.
        author: The device whose chain or entry it is; empty where that is not known.
        compartment: The compartment; empty where that is not known.
        sequence: The number in the chain at which it begins; −1 where that is not known.
        until: The last number that it concerns; as `sequence` where it is one entry.
        entry: The hash of the entry; empty where it is about several, or one that is not here.
        fields: What else its sentence needs, such as `by`, who noticed.
    """

    code: str
    author: bytes = b""
    compartment: bytes = b""
    sequence: int = -1
    until: int = -1
    entry: bytes = b""
    fields: tuple[tuple[str, object], ...] = field(default=())


def problem_of(entry: Entry, code: str, **fields: object) -> Problem:
    """A problem of one entry."""
    place = entry.author, entry.compartment, entry.sequence, entry.sequence, entry.hash
    return Problem(code, *place, tuple(sorted(fields.items())))
