"""What a vault holds, as one device knows it: a function of the set of its entries and attachments.

Entries go in, in any order and as often as one likes; what comes out is who belongs, which compartments and keys there
are, who is forgotten, what counts and what is wrong. Two devices that hold the same entries agree on everything that
both can read. Decided here: which entries are let in, and whether one counts. The rules themselves are in `roster`,
`epochs` and `people`; how entries are kept, in `storage`.

Only entries of the control compartment and those with attachments are opened as they come; all else is opened when it
is asked for, so that a large vault is ready at once.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass

from waystation.errors import Damaged
from waystation.vault.chains import ChainBook, ChainTip, Claimed, Lookup
from waystation.vault.control import ControlBook
from waystation.vault.devices import Device
from waystation.vault.entries import CONTROL, Entry, content, parse_entry, signed_by_author
from waystation.vault.epochs import Compartment, fold_epochs
from waystation.vault.keyring import Keyring
from waystation.vault.limits import VAULT_LIMITS
from waystation.vault.payloads import (
    ChainClaim,
    FilePart,
    Heads,
    Payload,
    Person,
    Private,
    Remove,
    Succeed,
    read_payload,
)
from waystation.vault.people import NOBODY, PERSON_WRAP, Forgetting, PersonEntry, fold_people, person_key
from waystation.vault.primitives import ZEROS, digest
from waystation.vault.problems import Problem, problem_of
from waystation.vault.roster import EMPTY, Roster
from waystation.vault.roster_fold import fold_roster
from waystation.vault.succession import WentOn, went_on

__all__ = ["Reading", "Taken", "VaultState"]

Reading = Payload | FilePart | Problem | None
"""What an entry says; why it does not count; or None where this device has no key for it."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of handing entries in.

    Args:
        accepted: The entries that are new: to be stored.
        attachments: The attachments that are new, with their hashes: to be stored.
        destroy: The hashes of attachments that are here, or were, and must be destroyed.
        refused: Why entries and attachments were not let in; nothing of them is to be stored.
        waiting: Those accepted that do not count, or not yet, and why.
    """

    accepted: tuple[Entry, ...]
    attachments: tuple[tuple[bytes, bytes], ...]
    destroy: frozenset[bytes]
    refused: tuple[Problem, ...]
    waiting: tuple[Problem, ...]


class VaultState:
    """A vault as one device knows it.

    Args:
        device: This device.
        vault: The vault's id.
        lookup: Asks the store which entries it holds under a number of a chain; only needed with `remember`.
    """

    def __init__(self, device: Device, vault: bytes, lookup: Lookup | None = None) -> None:
        self.device = device
        self.vault = vault
        self.book = ChainBook(lookup)
        """The chains."""
        self.keyring = Keyring(device)
        """The keys that this device holds."""
        self.roster: Roster = EMPTY
        """Who belongs."""
        self.compartments: Mapping[bytes, Compartment] = {}
        """The compartments that this device can read something of, by id; the vault's own among them."""
        self.forgetting: Forgetting = NOBODY
        """People, tombstones and what retention proposes."""
        self._control = ControlBook(vault, self.book)
        self._attachments: dict[bytes, bytes] = {}
        self._carrying: dict[bytes, list[Entry]] = {}
        self._persons: dict[bytes, tuple[Entry, Person]] = {}
        self._plain_with: set[bytes] = set()
        self._refused_epochs: dict[bytes, Entry] = {}
        self._standing: dict[tuple[bytes, bytes, bytes], str] = {}

    # ---- taking in

    def remember(self, tips: Iterable[ChainTip]) -> None:
        """Take the store's word for chains that are whole and verified, so that not all their entries are handed in.

        Handed in, with `known`, are those of the control compartment (of its heads the latest of each device do), and
        those with attachments.
        """
        self.book.remember(tips)

    def take(
        self,
        entries: Iterable[Entry | bytes],
        attachments: Iterable[bytes] = (),
        *,
        verified: bool | Container[bytes] = False,
        known: bool = False,
    ) -> Taken:
        """Take entries and attachments in.

        Args:
            entries: In any order; those that are here already change nothing.
            attachments: Those of these entries, or of entries that are here.
            verified: The hashes of entries whose signatures were verified before; True for all of them.
            known: True for entries out of the store whose chains were told of by `remember`.
        """
        accepted: list[Entry] = []
        refused: list[Problem] = []
        for given in entries:
            entry, problem = self._let_in(given, verified)
            if problem is not None:
                refused.append(problem)
            elif entry is not None and self._is_new(entry, known):
                accepted.append(entry)
                self._enter(entry)
        kept = list(self._keep(attachments, refused))
        opened = self._control.open_with(self.keyring.keys)
        if opened or kept or any(self._matters(entry) for entry in accepted):
            self._refold()
            kept = [each for each in kept if each[0] in self._attachments]
        waiting = (self.standing(entry) for entry in accepted)
        return Taken(
            accepted=tuple(accepted),
            attachments=tuple(kept),
            destroy=self.destroyed(),
            refused=tuple(refused),
            waiting=tuple(problem for problem in waiting if problem is not None),
        )

    def _let_in(self, given: Entry | bytes, verified: bool | Container[bytes]) -> tuple[Entry | None, Problem | None]:
        try:
            entry = given if isinstance(given, Entry) else parse_entry(given)
        except Damaged as damaged:
            return None, Problem("malformed", fields=(("why", damaged.code),))
        if entry.vault != self.vault:
            return None, problem_of(entry, "other_vault")
        trusted = verified if isinstance(verified, bool) else entry.hash in verified
        if not trusted and not signed_by_author(entry):
            return None, problem_of(entry, "bad_signature")
        return entry, None

    def _is_new(self, entry: Entry, known: bool) -> bool:
        if not (known and self.book.chain(*entry.chain).covers(entry.sequence)):
            return self.book.add(entry)
        # out of the store, which vouches for its chain: new to what follows from it
        return entry not in self._carrying.get(entry.attachment, ()) and not self._control.holds(entry)

    def _matters(self, entry: Entry) -> bool:
        """Whether what follows may change by an entry that says nothing itself: it may close a gap, or fork a chain."""
        if entry.attachment != ZEROS or entry.author in self.roster.limits:
            return True
        return entry.compartment == CONTROL and (bool(self._control.waiting()) or self.book.chain(*entry.chain).forked)

    def _enter(self, entry: Entry) -> None:
        if entry.compartment == CONTROL:
            self._control.add(entry)
        if entry.attachment != ZEROS:
            self._carrying.setdefault(entry.attachment, []).append(entry)
            self.keyring.offer(entry, self._attachments.get(entry.attachment))

    def _keep(self, attachments: Iterable[bytes], refused: list[Problem]) -> Iterator[tuple[bytes, bytes]]:
        for attachment in attachments:
            name = digest(attachment)
            if len(attachment) > VAULT_LIMITS.attachment:
                refused.append(Problem("attachment_unfit", fields=(("size", len(attachment)),)))
            elif name in self._carrying and name not in self._attachments:
                if len(attachment) == PERSON_WRAP and name in self.forgetting.destroyed:
                    continue
                self._attachments[name] = attachment
                for entry in self._carrying[name]:
                    self.keyring.offer(entry, attachment)
                yield name, attachment

    # ---- what follows

    def _refold(self) -> None:
        """Work out anew all that follows from control entries and from entries with attachments."""
        graph = self._control.graph(self.keyring)
        self.roster = fold_roster(graph, self.book) if graph is not None else EMPTY
        opened = self.keyring.opened.values()
        self.compartments, refused = fold_epochs(opened, self.roster, self.book, self._control.founder)
        self._refused_epochs = {each.entry.epoch: each.entry for each in refused}
        self._standing.clear()
        self._find_persons()
        self.forgetting = fold_people(self._person_entries(), self.control(), self.roster, self._readers())
        for name in self.forgetting.destroyed:
            if len(self._attachments.get(name, b"")) == PERSON_WRAP:
                del self._attachments[name]

    def _find_persons(self) -> None:
        for several in self._carrying.values():
            for entry in several:
                key = self.keyring.keys.get(entry.epoch)
                if key is None or entry.hash in self._plain_with:
                    continue
                self._plain_with.add(entry.hash)
                if entry.hash in self.keyring.opened:
                    continue
                try:
                    payload = read_payload(content(entry, key))
                except Damaged:
                    continue
                if isinstance(payload, Person):
                    self._persons[entry.hash] = entry, payload

    def _person_entries(self) -> Iterator[PersonEntry]:
        for entry, payload in self._persons.values():
            if self.standing(entry) is None:
                attachment = self._attachments.get(entry.attachment, b"")
                key = self.keyring.keys[entry.epoch]
                found = person_key(attachment, key, self.vault, entry.compartment, payload.person)
                yield PersonEntry(entry, payload, found)

    def _readers(self) -> dict[bytes, frozenset[bytes]]:
        return {
            name: frozenset(member for epoch in each.epochs.values() for member in epoch.members)
            for name, each in self.compartments.items()
        }

    # ---- reading

    def standing(self, entry: Entry) -> Problem | None:
        """Why an entry that was let in does not count; None if it does."""
        speaker = self._control.speaker(entry)
        code = self._code_of(entry) if speaker == entry.author else self._code_of_succession(entry, speaker)
        return problem_of(entry, code) if code else None

    def _code_of(self, entry: Entry) -> str:
        code = self._standing.get((entry.author, entry.compartment, entry.epoch))
        if code is None:
            code = self._standing_of(entry.author, entry.compartment, entry.epoch)
            self._standing[entry.author, entry.compartment, entry.epoch] = code
        if code == "removed":
            void = self.roster.voids(self.book, entry.author, entry.compartment, entry.sequence, entry.hash)
            code = "beyond_removal" if void else self._under(entry.author, entry.compartment, entry.epoch)
        return code

    def _standing_of(self, author: bytes, compartment: bytes, epoch: bytes) -> str:
        if author not in self.roster.devices:
            return "unknown_author"
        if author in self.roster.limits:
            return "removed"  # then it depends on the entry
        return self._under(author, compartment, epoch)

    def _code_of_succession(self, entry: Entry, speaker: bytes) -> str:
        if speaker not in self.roster.devices:
            return "unknown_author"
        if entry.author not in self.roster.devices and speaker in self.roster.limits:
            return "beyond_removal"  # nobody let it take that place before its removal
        if self.roster.voids(self.book, entry.author, entry.compartment, entry.sequence, entry.hash):
            return "beyond_removal"
        return self._under(speaker, entry.compartment, entry.epoch)

    def _under(self, author: bytes, compartment: bytes, epoch: bytes) -> str:
        """What is wrong with writing under an epoch, as far as this device can open it."""
        if epoch not in self.keyring.keys:
            return ""
        home = self.compartments.get(compartment)
        found = home.epochs.get(epoch) if home is not None else None
        if found is not None:
            return "" if author in found.members else "not_member"
        refused = self._refused_epochs.get(epoch)
        return "epoch_refused" if refused is not None and refused.compartment == compartment else "other_epoch"

    def read(self, entry: Entry) -> Reading:
        """What an entry says; a problem where it does not count; None where this device has no key for it."""
        wrong = self.standing(entry)
        if wrong is not None:
            return wrong
        key = self.keyring.keys.get(entry.epoch)
        if key is None:
            return None
        try:
            return read_payload(content(entry, key))
        except Damaged as damaged:
            unopened = damaged.code == "entry_does_not_open"
            return problem_of(entry, "does_not_open" if unopened else "malformed", why=damaged.code)

    def private(self, compartment: bytes, value: Private) -> Payload | None:
        """What was sealed under a person's key; None if the person is forgotten, or their key is not here."""
        kept = self.forgetting.people.get((compartment, value.person))
        return kept.open(value, self.vault) if kept is not None else None

    def control(self) -> list[tuple[Entry, Payload]]:
        """The control entries that count, but for heads, opened, in a fixed order."""
        return [each for each in self._control.opened() if self.standing(each[0]) is None]

    def heads(self) -> list[tuple[Entry, Heads]]:
        """The heads that count, in a fixed order."""
        return [each for each in self._control.heads() if self.standing(each[0]) is None]

    def attachment(self, name: bytes) -> bytes | None:
        """An attachment by its hash; None if it is not here."""
        return self._attachments.get(name)

    def destroyed(self) -> frozenset[bytes]:
        """The hashes of attachments that must not be kept, nor ever be taken in again."""
        epochs = {each.entry.attachment for each in self.keyring.opened.values()}
        return self.forgetting.destroyed - epochs - self._attachments.keys()

    def went_on(self) -> list[WentOn]:
        """The replaced devices that wrote more than their successors had of them; nothing is wrong with that."""
        counting = (payload for entry, payload in self.control() if entry.hash in self.roster.counted)
        return list(went_on((payload for payload in counting if isinstance(payload, Succeed)), self.book))

    # ---- what is wrong

    def problems(self) -> list[Problem]:
        """Everything that is wrong with what was handed in, in a fixed order.

        Gaps, forks and splices; what others say they hold and is not here; attachments that are missing; control
        entries that do not count or do not open. What is wrong with other entries, `read` says of each.
        """
        found = [*self.book.problems(), *self.book.withheld(self._claims())]
        for name, several in self._carrying.items():
            if name not in self._attachments and name not in self.forgetting.destroyed:
                found += [problem_of(entry, "attachment_missing") for entry in several]
        found += [problem_of(entry, "epoch_refused") for entry in self._refused_epochs.values()]
        for entry in self._control.entries():
            wrong = self.read(entry)
            if isinstance(wrong, Problem):
                found.append(wrong)
        found += [problem_of(entry, "roster_refused") for entry in self._control.waiting()]
        return sorted(dict.fromkeys(found), key=_place)

    def _claims(self) -> Iterator[Claimed]:
        for entry, heads in self.heads():
            yield from (Claimed(claim, entry.author, entry.hash) for claim in heads.chains)
        for entry, payload in self.control():
            if isinstance(payload, Remove | Succeed) and entry.hash in self.roster.counted:
                device = payload.device if isinstance(payload, Remove) else payload.of
                for head in payload.heads:
                    yield Claimed(ChainClaim(device, *head), entry.author, entry.hash)


def _place(problem: Problem) -> tuple[bytes, bytes, int, str, bytes]:
    return problem.compartment, problem.author, problem.sequence, problem.code, problem.entry
