"""A second reader of vaults, written from `docs/vault-format.md` and the primitives of `cryptography` alone.

Plain and slow on purpose, and never importing Waystation: it says what the page says, in the page's order.
"""

from __future__ import annotations

import base64
import hashlib
import json
import unicodedata
from dataclasses import dataclass, field
from typing import Any

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes, hpke
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

ZERO = bytes(32)
CONTROL = bytes(16)
STEPS = [256 << power for power in range(9)]
ADMINISTRATORS = ("administrator", "coordinator")


class Unreadable(Exception):
    """These bytes are not what the page describes."""


def H(*parts: bytes) -> bytes:  # noqa: N802 - the page's name
    return hashlib.sha256(b"".join(parts)).digest()


def L(words: str) -> bytes:  # noqa: N802 - a label, short so that formulas read as on the page
    return words.encode() + b"\0"


def number(data: bytes) -> int:
    return int.from_bytes(data, "big")


def opened(key: bytes, nonce: bytes, sealed: bytes, bound: bytes) -> bytes | None:
    try:
        return ChaCha20Poly1305(key).decrypt(nonce, sealed, bound)
    except InvalidTag:
        return None


def derived(secret: bytes, salt: bytes, words: str) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=salt, info=L(words)).derive(secret)


def signed(public: bytes, signature: bytes, message: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except InvalidSignature:
        return False
    return True


def unwrapped(wrap: bytes, private: bytes, info: bytes) -> bytes | None:
    suite = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.CHACHA20_POLY1305)
    try:
        return suite.decrypt(wrap, X25519PrivateKey.from_private_bytes(private), info=info)
    except InvalidTag:
        return None


def low_order(public: bytes) -> bool:
    try:
        X25519PrivateKey.from_private_bytes(b"\x09" * 32).exchange(X25519PublicKey.from_public_bytes(public))
    except ValueError:
        return True
    return False


# ---------------------------------------------------------------------------------------------------- the head


def read_head(head: bytes, passphrase: str) -> tuple[int, int, str, bytes, bytes] | None:
    """Slot, kind, store, store key and store salt; None for a wrong passphrase."""
    memory, passes, lanes = 64 * 2 ** (head[32] % 16), 1 + head[33] % 16, 1 + head[34] % 8
    work = Argon2id(salt=head[:32], length=32, iterations=passes, lanes=lanes, memory_cost=memory)
    key = work.derive(unicodedata.normalize("NFC", passphrase).encode())
    for slot in range(8):
        at = 35 + 108 * slot
        plain = opened(key, head[at : at + 12], head[at + 12 : at + 108], L("waystation slot 1") + bytes([slot]))
        if plain is not None:
            return slot, plain[0], chr(plain[1]), plain[2:34], plain[34:50]
    return None


# -------------------------------------------------------------------------------------------------- the entries


@dataclass(frozen=True, eq=False)
class Entry:
    raw: bytes
    vault: bytes
    compartment: bytes
    epoch: bytes
    author: bytes
    sequence: int
    previous: bytes
    attachment: bytes

    @property
    def hash(self) -> bytes:
        return H(self.raw)


def read_entry(raw: bytes) -> Entry:
    size = number(raw[181:185])
    wanted = size - 16 in STEPS or ((size - 16) % 65536 == 0 and size - 16 > 65536)
    if len(raw) < 185 or raw[0] != 1 or size > 1_114_128 or not wanted or len(raw) != 185 + size + 64:
        raise Unreadable("not an entry")
    entry = Entry(raw, raw[1:17], raw[17:33], raw[33:65], raw[65:97], number(raw[97:105]), raw[105:137], raw[137:169])
    if (entry.sequence == 0) != (entry.previous == ZERO):
        raise Unreadable("not the first, or not a later one")
    return entry


def read_content(entry: Entry, key: bytes) -> bytes | None:
    header, nonce, sealed = entry.raw[:185], entry.raw[169:181], entry.raw[185:-64]
    plain = opened(key, nonce, sealed, L("waystation entry 1") + header)
    if plain is None:
        return None
    size = number(plain[:4])
    framed = 4 + size
    step = next((step for step in STEPS if framed <= step), -(-framed // 65536) * 65536)
    if step != len(plain) or any(plain[framed:]):
        return None
    return plain[4:framed]


def read_payload(content: bytes) -> dict[str, Any] | tuple[bytes, int, bytes] | None:
    if content[:1] == b"\2":
        return content[1:33], number(content[33:37]), content[37:]
    try:
        payload = json.loads(content[1:].decode()) if content[:1] == b"\1" else None
    except ValueError:
        return None
    return payload if isinstance(payload, dict) else None


# ---------------------------------------------------------------------------------------------------- bundles


def read_bundle(raw: bytes, kem_private: bytes) -> tuple[bytes, list[bytes], list[bytes]]:
    """The vault, entries and attachments of a bundle."""
    wraps = raw[:5120]
    keys = (unwrapped(wraps[at : at + 80], kem_private, L("waystation bundle 1")) for at in range(0, 5120, 80))
    key = next((key for key in keys if key is not None), None)
    plain = None if key is None else opened(key, raw[5120:5132], raw[5132:], L("waystation bundle 1") + wraps)
    if plain is None or plain[0] != 1:
        raise Unreadable("not for this device, or changed")
    items, at = [], 25
    for _ in range(number(plain[17:21]) + number(plain[21:25])):
        size = number(plain[at : at + 4])
        items.append(plain[at + 4 : at + 4 + size])
        at += 4 + size
    if any(plain[at:]):
        raise Unreadable("not filled with zeros")
    return plain[1:17], items[: number(plain[17:21])], items[number(plain[17:21]) :]


def read_signal(raw: bytes) -> tuple[bytes, bytes] | None:
    """The sentinel and the vault of a signal; None if it is none."""
    if len(raw) != 144 or not signed(raw[16:48], raw[80:], L("waystation signal 1") + raw[:80]):
        return None
    return raw[16:48], raw[48:64]


# --------------------------------------------------------------------------------------------------- the vault


@dataclass
class Epoch:
    entry: Entry
    payload: dict[str, Any]

    @property
    def members(self) -> set[bytes]:
        return {bytes.fromhex(one) for one in self.payload["members"]}

    @property
    def supersedes(self) -> set[bytes]:
        return {bytes.fromhex(one) for one in self.payload["supersedes"]}


@dataclass
class Device:
    kem: bytes
    member: str
    role: str
    administrator: bool


@dataclass
class RosterSeen:
    devices: dict[bytes, Device] = field(default_factory=dict)
    removed: set[bytes] = field(default_factory=set)
    replaced: dict[bytes, set[bytes]] = field(default_factory=dict)
    counted: set[bytes] = field(default_factory=set)
    heads: dict[bytes, dict[bytes, tuple[int, bytes]]] = field(default_factory=dict)
    threshold: int = 1


class Vault:
    """Everything that one device can read out of a set of entries and attachments."""

    def __init__(self, seed_and_private: bytes, vault: bytes, raws: list[bytes], attachments: list[bytes]) -> None:
        self.private = seed_and_private[32:]
        signer = Ed25519PrivateKey.from_private_bytes(seed_and_private[:32])
        self.own = signer.public_key().public_bytes_raw()
        self.vault = vault
        self.entries: dict[bytes, Entry] = {}
        for raw in raws:
            entry = read_entry(raw)
            if entry.vault == vault and signed(entry.author, raw[-64:], L("waystation signature 1") + raw[:-64]):
                self.entries[entry.hash] = entry
        self.attachments = {H(each): each for each in attachments}
        self.keys: dict[bytes, bytes] = {}
        self.epochs: dict[bytes, Epoch] = {}
        self._find_keys()
        self.payloads = {name: self._payload(entry) for name, entry in self.entries.items()}
        self.control = {
            name: payload
            for name, payload in sorted(self.payloads.items())
            if self.entries[name].compartment == CONTROL and isinstance(payload, dict)
        }
        self.roster = self._roster()
        self.counting = self._counting_epochs()

    def _payload(self, entry: Entry) -> Any:
        key = self.keys.get(entry.epoch)
        content = None if key is None else read_content(entry, key)
        return None if content is None else read_payload(content)

    # ---- epochs: who holds which key

    def _find_keys(self) -> None:
        candidates: set[tuple[bytes, bytes]] = set()
        for entry in self.entries.values():
            wraps = self.attachments.get(entry.attachment, b"")
            if len(wraps) < 112 or (len(wraps) - 32) % 640:
                continue
            info = L("waystation wrap 1") + entry.vault + entry.compartment + entry.epoch + wraps[:32]
            for at in range(32, len(wraps), 80):
                key = unwrapped(wraps[at : at + 80], self.private, info)
                if key is not None:
                    candidates.add((entry.epoch, key))
        while candidates:
            epoch, key = candidates.pop()
            for entry in self.entries.values():
                if entry.epoch != epoch or entry.hash in self.epochs:
                    continue
                content = read_content(entry, key)
                payload = None if content is None else read_payload(content)
                if not isinstance(payload, dict) or payload.get("kind") != "epoch":
                    continue
                members = sorted(bytes.fromhex(one) for one in payload["members"])
                salt = derived(key, entry.vault + entry.compartment, "waystation roster salt 1")
                roster = H(L("waystation roster 1"), salt, *members)
                commitment = H(L("waystation commitment 1"), key)
                if H(L("waystation epoch 1"), entry.vault, entry.compartment, roster, commitment) != epoch:
                    continue
                self.keys[epoch] = key
                self.epochs[entry.hash] = Epoch(entry, payload)
                for each in payload["history"]:
                    candidates.add((bytes.fromhex(each["epoch"]), bytes.fromhex(each["key"])))

    # ---- chains

    def chain(self, author: bytes, compartment: bytes) -> list[Entry]:
        found = [e for e in self.entries.values() if (e.author, e.compartment) == (author, compartment)]
        return sorted(found, key=lambda entry: (entry.sequence, entry.hash))

    def before(self, entry: Entry) -> Entry | None:
        found = self.entries.get(entry.previous)
        fits = found is not None and (found.author, found.compartment) == (entry.author, entry.compartment)
        return found if fits and found is not None and found.sequence == entry.sequence - 1 else None

    def line(self, entry: Entry) -> list[Entry]:
        """The entry and those before it, as far as they are linked."""
        line = [entry]
        while (found := self.before(line[-1])) is not None:
            line.append(found)
        return line

    def stands(self, entry: Entry, head: tuple[int, bytes]) -> bool:
        """Whether an entry is at or before a head, as far as can be told."""
        sequence, name = head
        chain = self.chain(entry.author, entry.compartment)
        alone = sum(each.sequence == entry.sequence for each in chain) == 1
        if entry.sequence > sequence:
            return False
        at_head = self.entries.get(name)
        if at_head is None or at_head not in chain or at_head.sequence != sequence:
            return alone and all(each.sequence != sequence for each in chain)
        line = self.line(at_head)
        return entry in line or (alone and line[-1].sequence > entry.sequence)

    def gaps_and_forks(self) -> set[tuple[str, bytes, bytes, int]]:
        found = set()
        for author, compartment in {(e.author, e.compartment) for e in self.entries.values()}:
            numbers = [entry.sequence for entry in self.chain(author, compartment)]
            for place in range(max(numbers) + 1):
                if place not in numbers and (place == 0 or place - 1 in numbers):
                    found.add(("gap", author, compartment, place))
                if numbers.count(place) > 1:
                    found.add(("fork", author, compartment, place))
        return found

    # ---- the roster

    def _roster(self) -> RosterSeen:
        members: dict[bytes, set[bytes]] = {}
        for epoch in self.epochs.values():
            if epoch.entry.compartment == CONTROL:
                members[epoch.entry.epoch] = epoch.members
        kinds = ("genesis", "add", "remove", "threshold", "approve", "succeed")
        fit = {}
        for name, payload in self.control.items():
            entry = self.entries[name]
            linked = self.line(entry)[-1].sequence == 0
            speaker = self._speaker(name)
            if payload.get("kind") in kinds and linked and speaker in members.get(entry.epoch, ()):
                fit[name] = payload
        root = next((name for name in sorted(fit) if self._is_genesis(name)), None)
        if root is None:
            return RosterSeen()
        parents = {name: self._parents(name, fit) for name in fit}
        past: dict[bytes, set[bytes]] = {root: set()}
        while True:
            ready = [n for n in fit if n not in past and parents[n] and all(each in past for each in parents[n])]
            if not ready:
                break
            for name in ready:
                past[name] = set(parents[name]).union(*(past[each] for each in parents[name]))
        return _Folding(self, root, {name: fit[name] for name in past}, past).result(frozenset(past))

    def _speaker(self, name: bytes) -> bytes | None:
        """Whose word a roster entry is; None for a succession that is not as it must be."""
        payload, entry = self.control[name], self.entries[name]
        if payload.get("kind") != "succeed":
            return entry.author
        of, heads = bytes.fromhex(payload["of"]), payload["heads"]
        stated = b"".join(bytes.fromhex(c) + s.to_bytes(8, "big") + bytes.fromhex(h) for c, s, h in heads)
        message = L("waystation succession 1") + self.vault + entry.author + stated
        fits = entry.sequence == 0 and bytes.fromhex(payload["device"]["sign"]) == entry.author
        return of if fits and signed(of, bytes.fromhex(payload["signature"]), message) else None

    def _of(self, entry: Entry) -> bytes:
        """Whose word an entry is."""
        said = self.control.get(entry.hash, {})
        return (self._speaker(entry.hash) or entry.author) if said.get("kind") == "succeed" else entry.author

    def _is_genesis(self, name: bytes) -> bool:
        payload, entry = self.control[name], self.entries[name]
        if payload["kind"] != "genesis" or entry.sequence != 0 or payload["after"]:
            return False
        sign, kem = bytes.fromhex(payload["device"]["sign"]), bytes.fromhex(payload["device"]["kem"])
        made = H(L("waystation vault 1"), sign, kem, bytes.fromhex(payload["random"]))[:16]
        return made == self.vault and sign == entry.author and not low_order(kem)

    def _parents(self, name: bytes, fit: dict[bytes, Any]) -> list[bytes]:
        own = next((each.hash for each in self.line(self.entries[name])[1:] if each.hash in fit), None)
        return [bytes.fromhex(one) for one in fit[name]["after"]] + ([own] if own else [])

    def void(self, entry: Entry) -> bool:
        of = self._of(entry)
        if of != entry.author and entry.author not in self.roster.devices:
            return of in self.roster.heads
        heads = self.roster.heads.get(entry.author)
        if heads is None:
            return False
        head = heads.get(entry.compartment)
        return head is None or not self.stands(entry, head)

    # ---- which epochs count

    def _kin(self, device: bytes) -> set[bytes]:
        """All devices with its X25519 key."""
        devices = self.roster.devices
        return {other for other in devices if device in devices and devices[other].kem == devices[device].kem}

    def _counting_epochs(self) -> dict[bytes, list[Epoch]]:
        ids = {epoch.entry.epoch for epoch in self.epochs.values()}
        counting: dict[bytes, list[Epoch]] = {}
        decided: set[bytes] = set()
        while True:
            ready = [
                epoch
                for name, epoch in sorted(self.epochs.items())
                if name not in decided and all(one in counting or one not in ids for one in epoch.supersedes)
            ]
            good = [epoch for epoch in ready if self._rightful(epoch, counting)]
            if not good:
                return counting
            decided |= {epoch.entry.hash for epoch in ready}
            for epoch in good:
                counting.setdefault(epoch.entry.epoch, []).append(epoch)

    def _rightful(self, epoch: Epoch, counting: dict[bytes, list[Epoch]]) -> bool:
        entry, payload, members = epoch.entry, epoch.payload, epoch.members
        if entry.author not in members or len(members) != len(payload["members"]):
            return False
        if not members <= set(self.roster.devices) or (entry.compartment == CONTROL) != (payload["part"] == "control"):
            return False
        if not epoch.supersedes:
            if entry.compartment == CONTROL:
                return members == {entry.author} and self._founder() == entry.author
            random = bytes.fromhex(payload.get("random") or "")
            made = H(L("waystation compartment 1"), entry.vault, entry.author, random)[:16]
            return len(random) == 32 and made == entry.compartment
        now = set(self.roster.devices) - self.roster.removed - set(self.roster.replaced)
        for before in (counting[one][0] for one in epoch.supersedes if one in counting):
            if [payload["part"], payload.get("of")] != [before.payload["part"], before.payload.get("of")]:
                return False
            if not self._kin(entry.author) & before.members:
                return False
            if entry.compartment == CONTROL and (before.members & now) - members:
                return False
        return True

    def _founder(self) -> bytes | None:
        root = next((name for name in self.control if self._is_genesis(name)), None)
        return None if root is None else self.entries[root].author

    # ---- what counts

    def counts(self, entry: Entry) -> bool:
        """Whether an entry counts, as far as this device can tell."""
        if self._of(entry) not in self.roster.devices or self.void(entry):
            return False
        if entry.epoch not in self.keys:
            return True
        epochs = [e for e in self.counting.get(entry.epoch, ()) if e.entry.compartment == entry.compartment]
        return bool(epochs) and self._of(entry) in epochs[0].members

    def readable(self) -> dict[bytes, Any]:
        """What every entry says that counts and opens, by hash."""
        return {
            name: self.payloads[name]
            for name, entry in self.entries.items()
            if self.counts(entry) and self.payloads[name] is not None
        }

    def current(self, compartment: bytes) -> bytes | None:
        """The epoch that new entries of a compartment use."""
        epochs = {name: each for name, each in self.counting.items() if each[0].entry.compartment == compartment}
        standing = {name: [e for e in each if not self.void(e.entry)] for name, each in epochs.items()}
        next_down = {
            name: set().union(*(e.supersedes for e in (standing[name] or epochs[name]))) - {name} for name in epochs
        }

        def under(name: bytes) -> set[bytes]:
            found, more = set(), {name}
            while more:
                more = set().union(*(next_down.get(each, set()) for each in more)) - found
                found |= more
            return found - {name}

        now = set(self.roster.devices) - self.roster.removed - set(self.roster.replaced)
        alive = [name for name in epochs if standing[name]]
        superseded = set().union(*(under(name) for name in alive))
        fit = []
        for name in alive:
            members = epochs[name][0].members
            left_out = {
                device
                for other in alive
                if other != name and other not in under(name)
                for before in next_down[other] & epochs.keys()
                for device in epochs[before][0].members - epochs[other][0].members
            }
            if name not in superseded and members <= now and not members & left_out:
                fit.append(name)
        return min(fit, default=None)

    # ---- people

    def names(self) -> dict[bytes, str]:
        """The names of the people whose keys are here."""
        found = {}
        for entry_hash, payload in self.readable().items():
            if not isinstance(payload, dict) or payload.get("kind") != "person":
                continue
            entry, person = self.entries[entry_hash], bytes.fromhex(payload["person"])
            key = self.person_key(entry, person)
            said = None if key is None else self.of_person(entry.compartment, person, key, payload["name"])
            if said is not None and isinstance(said.get("name"), str):
                found[person] = said["name"]
        return found

    def person_key(self, entry: Entry, person: bytes) -> bytes | None:
        wrap = self.attachments.get(entry.attachment, b"")
        if len(wrap) != 60:
            return None
        key = derived(self.keys[entry.epoch], person, "waystation person 1")
        return opened(key, wrap[:12], wrap[12:], entry.vault + entry.compartment + person)

    def of_person(self, compartment: bytes, person: bytes, key: bytes, value: dict[str, Any]) -> dict[str, Any] | None:
        bound = L("waystation private 1") + self.vault + compartment + person
        plain = opened(key, bytes.fromhex(value["nonce"]), base64.b64decode(value["sealed"]), bound)
        return None if plain is None else json.loads(plain)


class _Folding:
    """The roster as a function of a set of entries that holds the past of each."""

    def __init__(self, vault: Vault, root: bytes, said: dict[bytes, Any], past: dict[bytes, set[bytes]]) -> None:
        self.vault, self.root, self.said, self.past = vault, root, said, past
        self.depth: dict[bytes, int] = {}
        for name in sorted(past, key=lambda each: len(past[each])):
            self.depth[name] = 1 + max((self.depth[each] for each in past[name]), default=-1)
        self._results: dict[frozenset[bytes], RosterSeen] = {}

    def author(self, name: bytes) -> bytes:
        """Whose word it is: of a succession the device whose place is taken."""
        said = self.said[name]
        return bytes.fromhex(said["of"]) if said["kind"] == "succeed" else self.vault.entries[name].author

    def result(self, among: frozenset[bytes]) -> RosterSeen:
        if among not in self._results:
            removals: dict[bytes, int] = {}
            while True:
                seen, new = self._with_thresholds(among, removals)
                if not new:
                    break
                removals.update({name: at for name, at in new.items() if at == min(new.values())})
            self._results[among] = seen
        return self._results[among]

    def _with_thresholds(
        self, among: frozenset[bytes], removals: dict[bytes, int]
    ) -> tuple[RosterSeen, dict[bytes, int]]:
        thresholds: dict[bytes, list[bytes]] = {}
        while True:
            seen, new_removals, new_thresholds = self._walk(among, removals, thresholds)
            least = min((at for at, _ in new_thresholds.values()), default=None)
            if least is None or len(thresholds) >= 32 or (new_removals and min(new_removals.values()) <= least):
                return seen, new_removals
            fresh = sorted(name for name, (at, _) in new_thresholds.items() if at == least)
            thresholds.update({name: new_thresholds[name][1] for name in fresh[: 32 - len(thresholds)]})

    def _walk(self, among, removals, thresholds):  # noqa: C901, PLR0912 - the page's rules in the page's order
        seen = RosterSeen()
        replacing: dict[bytes, set[bytes]] = {}
        for name in removals:
            said = self.said[name]
            device, heads = bytes.fromhex(said["device"]), {}
            for compartment, sequence, entry in said["heads"]:
                head = (sequence, bytes.fromhex(entry))
                where = bytes.fromhex(compartment)
                heads[where] = min(head, heads.get(where, head))
            if device in seen.heads:
                other = seen.heads[device]
                heads = {where: min(head, other[where]) for where, head in heads.items() if where in other}
            seen.heads[device] = heads

        for name in removals:
            gone, before = {bytes.fromhex(self.said[name]["device"])}, set()
            while gone != before:
                before = set(gone)
                for each in among:
                    if self.said[each]["kind"] == "succeed" and self.author(each) in gone:
                        gone.add(self.vault.entries[each].author)
                        if each not in self.past[name]:
                            seen.heads[self.vault.entries[each].author] = {}

        def void(name: bytes) -> bool:
            heads = seen.heads.get(self.author(name))
            if heads is None or name == self.root or self.said[name]["kind"] == "succeed":
                return False
            return CONTROL not in heads or not self.vault.stands(self.vault.entries[name], heads[CONTROL])

        def approving(name: bytes, depth: int) -> list[bytes]:
            said, found = self.said[name], []
            for each in sorted(among):
                if self.depth[each] > depth:
                    continue
                speaks = each == name or (
                    self.said[each]["kind"] == "approve"
                    and bytes.fromhex(self.said[each]["what"]) == name
                    and name in self.past[each]
                )
                who = seen.devices.get(self.author(each))
                if not speaks or who is None or not who.administrator:
                    continue
                if replacing.get(self.author(each), set()) & self.past[each]:
                    continue
                if said["kind"] == "remove":
                    against = [r for r in removals if bytes.fromhex(self.said[r]["device"]) == self.author(each)]
                    if any(other in self.past[each] for other in against):
                        continue
                elif void(each) or (self.author(each) in seen.removed and (each != name or said["kind"] != "succeed")):
                    continue
                found.append(each)
            return found

        def needed(name: bytes, approvals: list[bytes]) -> int:
            least = 1
            for other, by in thresholds.items():
                early = set().union(*(self.result(frozenset(self.past[each])).counted for each in by))
                lifted = any(
                    other in self.past[later] and any(later in self.past[each] for each in approvals)
                    for later in thresholds
                )
                if other != name and name not in early and not lifted:
                    least = max(least, self.said[other]["number"])
            return least

        def possible(name: bytes) -> bool:
            said, author = self.said[name], self.author(name)
            if said["kind"] == "remove":
                others = [r for r in removals if self.said[r]["device"] == said["device"]]
                return bytes.fromhex(said["device"]) in seen.devices and not set(others) & self.past[name]
            if void(name) or author not in seen.devices:
                return False
            if said["kind"] == "threshold":
                here = {d.member for i, d in seen.devices.items() if d.administrator and i not in seen.removed
                        and i not in seen.replaced}  # fmt: skip
                in_force = self.result(frozenset(self.past[name])).threshold
                return said["number"] <= len(here) and said["number"] != in_force
            sign, kem = bytes.fromhex(said["device"]["sign"]), bytes.fromhex(said["device"]["kem"])
            if said["kind"] == "succeed":
                knew = replacing.get(author, set()) & self.past[name]
                return sign not in seen.devices and kem == seen.devices[author].kem and not knew
            taken = any(device.kem == kem for device in seen.devices.values())
            return sign not in seen.devices and not taken and not low_order(kem)

        new_removals: dict[bytes, int] = {}
        new_thresholds: dict[bytes, tuple[int, list[bytes]]] = {}
        for depth in range(1 + max(self.depth[name] for name in among)):
            touched = set()
            for name in among:
                if self.depth[name] == depth:
                    kind = self.said[name]["kind"]
                    what = bytes.fromhex(self.said[name]["what"]) if kind == "approve" else name
                    if kind != "approve" or (what in self.past[name] and what in self.said):
                        touched.add(what)
            ready = []
            for name in sorted(touched):
                kind = self.said[name]["kind"]
                if kind == "approve" or (kind == "genesis") != (name == self.root):
                    continue
                if name in seen.counted or name in removals:
                    continue
                approvals = approving(name, depth)
                enough = name == self.root or (
                    possible(name)
                    and len({seen.devices[self.author(a)].member for a in approvals}) >= needed(name, approvals)
                )
                if enough:
                    ready.append(name)
            for name in ready:
                if self.said[name]["kind"] == "remove":
                    new_removals[name] = depth
            for name, at in removals.items():
                if at == depth:
                    device = bytes.fromhex(self.said[name]["device"])
                    seen.counted.add(name)
                    seen.removed.add(device)
                    if device in seen.devices:
                        kem = seen.devices[device].kem
                        seen.removed |= {i for i, other in seen.devices.items() if other.kem == kem}
            for name in ready:
                said = self.said[name]
                if said["kind"] == "remove" or (name != self.root and not possible(name)):
                    continue
                if said["kind"] == "threshold":
                    if name not in thresholds:
                        first: dict[bytes, bytes] = {}
                        for each in sorted(approving(name, depth), key=lambda e: (self.vault.entries[e].sequence, e)):
                            first.setdefault(self.author(each), each)
                        new_thresholds[name] = depth, sorted(first.values())
                    else:
                        seen.counted.add(name)
                    continue
                sign, kem = bytes.fromhex(said["device"]["sign"]), bytes.fromhex(said["device"]["kem"])
                if said["kind"] == "succeed":
                    old = seen.devices[self.author(name)]
                    seen.devices[sign] = Device(kem, old.member, old.role, old.administrator)
                    if self.author(name) in seen.removed:
                        seen.removed.add(sign)
                    seen.replaced.setdefault(self.author(name), set()).add(sign)
                    replacing.setdefault(self.author(name), set()).add(name)
                else:
                    may = said["role"] in ADMINISTRATORS or name == self.root
                    seen.devices[sign] = Device(kem, said["member"], said["role"], may)
                seen.counted.add(name)
        in_force = [t for t in thresholds if not any(t in self.past[other] for other in thresholds)]
        seen.threshold = max((self.said[name]["number"] for name in in_force), default=1)
        seen.removed &= set(seen.devices)
        return seen, new_removals, new_thresholds
