"""Valid samples of everything in a vault that is read from foreign bytes, and the parsers that read them."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, replace

from tests.archive_bundles import proof
from tests.attacks.vault_forging import forge
from tests.vaults import Keeper, World, report, world
from waystation.archive.bundle import MANIFEST, SUMS, custody_text, sums_text
from waystation.archive.bundle_check import Lying, Measured, check_bundle
from waystation.archive.custody import Statement, hand_of, line_of
from waystation.archive.stamps import read_proof
from waystation.archive.tracing import Line, follow
from waystation.errors import Damaged, Usage
from waystation.vault.bundles import Bundle, carried_bytes, open_bundle, read_carried, seal_bundles
from waystation.vault.devices import Device, device_from
from waystation.vault.entries import CONTENT_MOST, CONTROL, Entry, content, parse_entry, seal_entry
from waystation.vault.exposure import exposed_devices
from waystation.vault.head import Cost, Secret, new_head, open_head, put_secret
from waystation.vault.ledger import VaultState
from waystation.vault.payloads import Access, FilePart, Succeed, content_of, read_payload
from waystation.vault.primitives import Chance
from waystation.vault.signals import parse_signal, seal_signal
from waystation.vault.succession import sign_succession
from waystation.vault.writing import Draft
from waystation.vault.writing_people import add_person, forget, retire, write_private

__all__ = ["CHEAP", "Sample", "busy_world", "restored_world", "samples"]

CHEAP = Cost(memory_kib=64, passes=1, lanes=1)
"""For tests alone."""


@dataclass(frozen=True)
class Sample:
    """A parser, and valid bytes for it.

    Args:
        name: What is read.
        parse: Reads foreign bytes; raises only our own errors.
        valid: What it reads without complaint.
    """

    name: str
    parse: Callable[[bytes], object]
    valid: tuple[bytes, ...]


def busy_world(seed: str = "samples") -> World:
    """A vault with an entry of nearly every kind."""
    made = world(seed)
    anna = made.keepers["Anna"]
    made.joins("Ben", "coordinator", anna)
    ben = made.keepers["Ben"]
    anna.write(lambda draft: draft.rotate(made.house, add=[ben.device.id]))
    anna.tell("the boat is gone", made.house)
    people = []

    def identities(draft):
        home = draft.open_compartment("who", "identities", None, [ben.device.id])
        people.extend([home, add_person(draft, home, "Hwang"), add_person(draft, home, "Ri")])
        write_private(draft, home, people[1], report("of them"))
        draft.write(home, Access(people[1], "a visa"))

    anna.write(identities)
    anna.write(lambda draft: draft.write(made.house, FilePart(bytes(32), 0, b"part of a file")))
    anna.write(lambda draft: retire(draft, people[1], 90))
    anna.write(lambda draft: forget(draft, people[2]))
    ben.hear(made.entries)
    ben.write(lambda draft: draft.set_threshold(2))
    anna.hear(made.entries)
    anna.write(lambda draft: draft.add_device(device_from(bytes(range(64))).card("new"), "Dae", "driver"))
    anna.write(lambda draft: draft.heads())
    return made


def restored_world(seed: str = "samples") -> World:
    """The same, and then a backup of Ben's is restored while he writes on with the device that was backed up."""
    made = busy_world(seed)
    anna, ben = made.keepers["Anna"], made.keepers["Ben"]
    ben.hear(made.entries)
    backup = Keeper("Ben", ben.device, VaultState(ben.device, ben.state.vault), made)
    backup.hear(made.entries)
    ben.tell("the dogs are here", made.house)
    after = Device(made.chance(32), ben.device.kem_private)
    (proposal,) = backup.write(lambda draft: draft.succeed(after, "restored"))
    anna.hear(made.entries)
    anna.write(lambda draft: draft.approve(proposal.hash))  # a change needs two of them
    new = made.keepers["Ben again"] = Keeper("Ben", after, VaultState(after, ben.state.vault), made)
    new.hear(made.entries)
    new.settle()
    new.tell("they are gone", made.house)
    anna.hear(made.entries)
    return made


def samples(chance: Chance) -> list[Sample]:
    """Every parser with valid bytes."""
    made = restored_world()
    anna = made.keepers["Anna"]
    state, device = anna.state, anna.device
    secret = Secret(1, "b", chance(32), chance(16))
    head = put_secret(new_head(chance, CHEAP), 3, "a passphrase", secret, chance)
    contents = tuple(content(entry, state.keyring.keys[entry.epoch]) for entry in made.entries)
    (bundle,) = seal_bundles(state.vault, made.entries, made.attachments, [device.kem_public], chance)
    inside = open_bundle(bundle, device)

    def attach(raw: bytes) -> object:
        """An attachment that comes with an entry that names it, whatever it is."""
        entry = next(entry for entry in made.entries if entry.attachment != bytes(32))
        fresh = VaultState(device, state.vault)
        fresh.take([entry], verified=True)
        fresh.keyring.offer(entry, raw)
        return fresh.take([], [raw])

    def take_all(found: Bundle) -> object:
        return VaultState(device, state.vault).take(found.entries, found.attachments)

    return [
        Sample("head", lambda raw: open_head(cheap(raw), "a passphrase"), (head,)),
        Sample("entry", parse_entry, tuple(entry.bytes for entry in made.entries)),
        Sample("payload", read_payload, contents),
        Sample("said", Said(made), contents),
        Sample("attachment", attach, tuple(made.attachments.values())),
        Sample("bundle", lambda raw: open_bundle(raw, device), (bundle,)),
        Sample("carried", lambda raw: take_all(read_carried(raw)), (carried_bytes(inside),)),
        Sample("signal", parse_signal, (seal_signal(chance(32), state.vault, chance),)),
        Sample("device", device_from, (device.kept,)),
        *outside(chance),
    ]


def outside(chance: Chance) -> list[Sample]:
    """What strangers bring: bundles of keepsakes, statements of custody, proofs of time."""
    hand = hand_of(chance(32), "a" * 32)
    by = hand.public_key().public_bytes_raw().hex()
    line = line_of(
        Statement(item="a" * 32, act="taken in", sha256="1" * 64, size=3, kind="still", when="2031-10-01", by=by)
    )
    signature = hand.sign(line.encode())
    step = follow("a" * 32, [Line(line, signature)]).steps
    named = {"01.jpg": "1" * 64, "keys/01-1.pem": "2" * 64}
    texts = (sums_text(named), custody_text(step), b'{"items": [{"file": "01.jpg", "sha256": "1", "kind": "still"}]}')

    def bundle(raw: bytes) -> object:
        """A folder in which one of the texts is whatever somebody wrote there."""
        for place in range(3):
            names = (SUMS, "custody/01.txt", MANIFEST)
            lying = {name: raw if number == place else texts[number] for number, name in enumerate(names)}
            found = check_bundle(
                Lying({name: Measured("3" * 64, len(text)) for name, text in lying.items()}, (), lying)
            )
        return found

    return [
        Sample(
            "statement",
            lambda raw: follow("a" * 32, [Line(raw.decode("utf-8", "replace"), raw[:64])]),
            (line.encode(),),
        ),
        Sample("bundle of keepsakes", bundle, texts),
        Sample("proof of time", read_proof, (proof(signature), proof(signature, block=7))),
    ]


class Said:
    """Takes content that a member signed and sealed as it should be, whatever it says, and asks what follows.

    Args:
        made: The vault; what is said goes into its control compartment and its house in turn.
    """

    def __init__(self, made: World) -> None:
        self._made = made
        self._turn = 0
        self._ben: Keeper | None = None

    def __call__(self, raw: bytes) -> object:
        if self._turn % 40 == 0 or self._ben is None:
            ben = self._made.keepers["Ben again"]
            self._ben = Keeper("Ben", ben.device, VaultState(ben.device, ben.state.vault), self._made)
            self._ben.hear(self._made.entries)
        self._turn += 1
        state = self._ben.state
        attached = [name for name in sorted(self._made.attachments) if state.attachment(name) is not None]
        more = {"attachment": attached[self._turn % len(attached)]} if self._turn % 3 == 0 else {}
        home = CONTROL if self._turn % 2 else self._made.house
        if len(raw) > CONTENT_MOST:
            raise Damaged("entry_size", size=len(raw), least=0, most=CONTENT_MOST)
        entry = self._succession(raw) or forge(self._ben, home, raw, **more)
        state.take([entry])
        said = state.read(entry), state.problems(), exposed_devices(state, [self._ben.device.id])
        draft = Draft(state, self._made.chance)
        with contextlib.suppress(Usage):
            draft.settle()
        return said

    def _succession(self, raw: bytes) -> Entry | None:
        """A succession signed as it should be, by the device whose place it takes and the one that takes it."""
        assert self._ben is not None
        said = read_payload(raw) if b'"succeed"' in raw else None
        current = self._ben.state.compartments[CONTROL].current
        if not isinstance(said, Succeed) or current is None:
            return None
        device, vault, chance = self._ben.device, self._ben.state.vault, self._made.chance
        after = Device(chance(32), device.kem_private)
        signature = sign_succession(device, vault, after.id, said.heads)
        fit = replace(said, device=after.card(said.device.label), of=device.id, signature=signature)
        where = {"vault": vault, "compartment": CONTROL, "epoch": current.id, "sequence": 0, "previous": bytes(32)}
        return seal_entry(after, self._ben.state.keyring.keys[current.id], content_of(fit), **where, chance=chance)


def cheap(head: bytes) -> bytes:
    """A head whose cost is the least, so that many can be tried; any cost is within bounds."""
    return head[:32] + bytes(3) + head[35:] if len(head) >= 35 else head
