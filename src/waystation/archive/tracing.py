"""What a chain of statements about a keepsake shows, and everything that is wrong with it; values in and out.

Decides whether these bytes have been held, by whom and since when, with nothing missing in between. Whether what they
show happened, nobody decides here. The same rules hold for a vault and for a bundle in a stranger's hands, where
`verify.sh` applies them again; `docs/archive-format.md` lists them. A fork, two statements that follow one and the
same, is no fault: two devices may open a keepsake without knowing of each other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush

from waystation.archive.custody import FIRST, Statement, read_statement, statement_hash
from waystation.archive.records import Keepsake
from waystation.vault.primitives import verified

__all__ = ["Chain", "Fault", "Line", "Step", "against", "follow"]

ENDS = ("exported", "destroyed")
"""Nothing follows these."""


@dataclass(frozen=True)
class Fault:
    """Something that is wrong, or worth knowing.

    Args:
        code: What; its sentence is `wording`'s.
        fields: What the sentence needs.
    """

    code: str
    fields: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    """A statement as it lies there.

    Args:
        text: The line.
        signature: 64 bytes.
        device: The id of the device that wrote it down; empty where nobody says.
        bound: Whether its key is that device's, as far as that can be asked.
    """

    text: str
    signature: bytes
    device: bytes = b""
    bound: bool = True


@dataclass(frozen=True)
class Step:
    """A statement that holds, in its place.

    Args:
        statement: What it says.
        hash: Its hash.
        hand: Which hand wrote it, counted from 1 in the order of first statements.
        device: The id of the device, where it is known.
        signature: 64 bytes.
    """

    statement: Statement
    hash: str
    hand: int
    device: bytes
    signature: bytes


@dataclass(frozen=True)
class Chain:
    """What a keepsake's statements show.

    Args:
        steps: Those that hold; each after all that it names.
        faults: What is wrong; none means that the chain is whole.
        notes: What is not wrong, and worth knowing.
    """

    steps: tuple[Step, ...]
    faults: tuple[Fault, ...]
    notes: tuple[Fault, ...] = ()

    @property
    def first(self) -> Statement | None:
        """The statement with which it begins; None if there is none that holds."""
        return self.steps[0].statement if self.steps and not self.steps[0].statement.after else None

    @property
    def hands(self) -> int:
        """How many hands there are."""
        return max((step.hand for step in self.steps), default=0)


def follow(item: str, lines: Iterable[Line]) -> Chain:
    """Put the statements about a keepsake in order, and name everything that is wrong with them.

    Args:
        item: The keepsake's id.
        lines: The statements, in any order; one that is there twice counts once.
    """
    faults: list[Fault] = []
    sound: dict[str, tuple[Statement, Line]] = {}
    for line in lines:
        statement, wrong = _read(item, line)
        if statement is None or wrong is not None:
            faults.append(wrong or Fault("custody_unreadable", {"at": statement_hash(line.text)[:16]}))
        elif not (statement_hash(line.text) in sound and not line.bound):
            sound[statement_hash(line.text)] = (statement, line)
    faults += [_wrong(one, "custody_hand") for one, (_, line) in sorted(sound.items()) if not line.bound]
    statements = {one: statement for one, (statement, _) in sound.items()}
    order = _ordered(statements)
    hands: dict[str, int] = {}
    steps = []
    for one in order:
        statement, line = sound[one]
        hand = hands.setdefault(statement.by, len(hands) + 1)
        steps.append(Step(statement, one, hand, line.device, line.signature))
    faults += [*_links(statements), *_acts(statements), *_alike(steps)]
    return Chain(tuple(steps), tuple(faults), tuple(_notes(statements)))


def _read(item: str, line: Line) -> tuple[Statement | None, Fault | None]:
    statement = read_statement(line.text)
    at = statement_hash(line.text)
    if statement is None:
        return None, None
    if not verified(bytes.fromhex(statement.by), line.signature, line.text.encode()):
        return None, _wrong(at, "custody_signature")
    if statement.item != item:
        return None, _wrong(at, "custody_other_item")
    return statement, None


def _wrong(hash_: str, code: str, **fields: object) -> Fault:
    return Fault(code, {"at": hash_[:16], **fields})


def _ordered(statements: dict[str, Statement]) -> list[str]:
    """Each after all that it names, as far as these are here; of several that may come next, first the earliest."""
    waits = {one: {each for each in statement.after if each in statements} for one, statement in statements.items()}
    followers: dict[str, list[str]] = {}
    for one, named in waits.items():
        for each in named:
            followers.setdefault(each, []).append(one)
    ready = [(statements[one].when, one) for one, named in waits.items() if not named]
    heapify(ready)
    order: list[str] = []
    while ready:
        _, one = heappop(ready)
        order.append(one)
        for follower in followers.get(one, ()):
            waits[follower].discard(one)
            if not waits[follower]:
                heappush(ready, (statements[follower].when, follower))
    return order


def _links(statements: dict[str, Statement]) -> Iterator[Fault]:
    """What is missing: a statement that another one names, or the one with which all begins."""
    if not statements:
        yield Fault("custody_none")
        return
    for one, statement in sorted(statements.items()):
        for named in statement.after:
            if named not in statements:
                yield _wrong(one, "custody_gap", missing=named[:16])
    firsts = sorted(one for one, statement in statements.items() if not statement.after)
    if not firsts:
        yield Fault("custody_no_first")
    for further in firsts[1:]:
        yield _wrong(further, "custody_two_firsts")


def _acts(statements: dict[str, Statement]) -> Iterator[Fault]:
    """What cannot have been done in that order."""
    for one, statement in sorted(statements.items()):
        first = statement.act in FIRST
        if first != (not statement.after):
            yield _wrong(one, "custody_order", act=statement.act)
        if (statement.of is not None) != (statement.act == "derived"):
            yield _wrong(one, "custody_of", act=statement.act)
        for named in statement.after:
            before = statements.get(named)
            if before is not None and before.act in ENDS:
                yield _wrong(one, "custody_after_end", act=statement.act, before=before.act)


def _alike(steps: Sequence[Step]) -> Iterator[Fault]:
    """What one says otherwise than the first: the bytes and the kind of a keepsake never change."""
    for step in steps[1:]:
        first, one = steps[0].statement, step.statement
        if (one.sha256, one.size) != (first.sha256, first.size):
            yield _wrong(step.hash, "custody_bytes")
        if one.kind != first.kind:
            yield _wrong(step.hash, "custody_kind", kind=one.kind, first=first.kind)


def _notes(statements: dict[str, Statement]) -> Iterator[Fault]:
    inside = (statement for statement in statements.values() if statement.act != "exported")
    followers = Counter(named for statement in inside for named in set(statement.after))
    for one, statement in sorted(statements.items()):
        if followers[one] > 1:
            yield _wrong(one, "custody_fork", number=followers[one])
        if any(named in statements and statements[named].when > statement.when for named in statement.after):
            yield _wrong(one, "custody_clock")


def against(chain: Chain, keepsake: Keepsake, recreation: bool) -> tuple[Fault, ...]:
    """What a chain says otherwise than the record of its keepsake.

    Args:
        chain: The chain.
        keepsake: The record.
        recreation: Whether the keepsake, or anything that it was made from, is a recreation.
    """
    first = chain.first
    found: list[Fault] = []
    if first is None:
        return ()
    if (first.sha256, first.size) != (keepsake.sha256, keepsake.size):
        found.append(Fault("custody_other_bytes"))
    kind = "recreation" if recreation else keepsake.kind
    if first.kind != kind:
        found.append(Fault("custody_other_kind", {"kind": kind, "first": first.kind}))
    if (first.act == "derived") != (keepsake.of is not None):
        found.append(Fault("custody_other_line", {"act": first.act}))
    return tuple(found)
