"""Files for outside a vault, sealed in the `age` format (https://age-encryption.org/v1), and the backup of a vault.

Decides what a backup holds and in which form: once `age` has opened it, an ordinary tar. What is then done with its
entries is others' business. Such a file shows that it is one of age, and for how many recipients.
"""

from __future__ import annotations

import hashlib
import io
import os
import tarfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pyrage

from waystation.errors import Damaged, Usage, WrongPassphrase
from waystation.storage.age_scrypt import open_with_passphrase, seal_with_passphrase

__all__ = ["Backup", "BackupLimits", "pack_backup", "read_backup", "seal_for", "seal_with", "unseal"]

TOO_SLOW = "Excessive work"
"""What the library says of a passphrase's work when it takes this machine to be too slow for it."""

README = """A backup of a Waystation vault; `waystation vault restore` makes a vault of it again.

entries      the vault's entries in order, each as its length (4 bytes, big-endian) and its bytes
attachments  its attachments, in the same form
destroyed    the hashes (32 bytes each) of attachments that were destroyed
own          this device's own values: each as name and value, both in the same form as an entry

docs/vault-format.md says what is in an entry. The private keys of the device that made this backup are in `own`.
"""


@dataclass(frozen=True)
class BackupLimits:
    """The most that is read of a backup."""

    bytes: int = 4 << 30
    entries: int = 10_000_000
    own_values: int = 10_000


@dataclass(frozen=True)
class Backup:
    """What a backup holds.

    Args:
        entries: The bytes of all entries, in order.
        attachments: All attachments that are there.
        own: The device's own values by name.
        destroyed: The hashes of attachments that were destroyed.
    """

    entries: tuple[bytes, ...]
    attachments: tuple[bytes, ...]
    own: Mapping[str, bytes]
    destroyed: frozenset[bytes]


# ---------------------------------------------------------------------- sealing


def seal_for(data: bytes, recipients: Sequence[str]) -> bytes:
    """Seal bytes so that any of some recipients can open them with `age -d -i`.

    Args:
        data: The bytes.
        recipients: Public keys, at least one: `age1…`, `ssh-ed25519 …` or `ssh-rsa …`.

    Raises:
        Usage: `age_recipient`, with the one that is none.
    """
    if not recipients:
        raise Usage("age_recipient", value="")
    return bytes(pyrage.encrypt(data, [_recipient(given) for given in recipients]))


def seal_with(data: bytes, passphrase: str) -> bytes:
    """Seal bytes so that whoever knows a passphrase can open them with `age -d`.

    Args:
        data: The bytes.
        passphrase: The passphrase; a guess at it costs as much as the tool age has it cost, whatever machine this is.
    """
    return seal_with_passphrase(data, passphrase, os.urandom)


def unseal(data: bytes, *, identities: Sequence[str] = (), passphrase: str | None = None) -> bytes:
    """Open a file of age.

    Args:
        data: Its bytes, binary or as text.
        identities: Secret keys, `AGE-SECRET-KEY-1…`; unless a passphrase is given.
        passphrase: A passphrase, or None.

    Returns:
        What was sealed.

    Raises:
        Usage: `age_identity`, with a secret key that is none, `age_no_key`, if it is not sealed for any of them, or
            `age_work`, if opening it with a passphrase would take too much memory.
        WrongPassphrase: If the passphrase does not open it.
        Damaged: `age_damaged`, if it is no file of age, or not as it was written.
    """
    if not data.startswith((b"age-encryption.org/v1\n", b"-----BEGIN AGE ENCRYPTED FILE-----")):
        raise Damaged("age_damaged")
    keys = [_identity(given) for given in identities]
    try:
        if passphrase is not None:
            return bytes(pyrage.passphrase.decrypt(data, passphrase))
        return bytes(pyrage.decrypt(data, keys))
    except pyrage.DecryptError as error:
        if passphrase is not None and TOO_SLOW in str(error):
            return open_with_passphrase(data, passphrase)
        raise _refusal(str(error), passphrase is not None) from None


def _refusal(said: str, with_passphrase: bool) -> Usage | WrongPassphrase | Damaged:
    """Why something does not open; pyrage says so by words alone."""
    if "No matching keys" in said:
        return Usage("age_no_key")
    if with_passphrase and "Decryption failed" in said:
        return WrongPassphrase()
    return Damaged("age_damaged")


def _recipient(given: str) -> object:
    for read in (pyrage.x25519.Recipient.from_str, pyrage.ssh.Recipient.from_str):
        try:
            return read(given.strip())
        except pyrage.RecipientError:
            continue
    raise Usage("age_recipient", value=given)


def _identity(given: str) -> object:
    try:
        return pyrage.x25519.Identity.from_str(given.strip())
    except pyrage.IdentityError:
        # Not with its text: it may be a secret key with one letter wrong.
        raise Usage("age_identity") from None


# ---------------------------------------------------------------------- backups


def pack_backup(backup: Backup) -> bytes:
    """A backup as a tar with the same bytes for the same content; still to be sealed."""
    own: list[bytes] = []
    for name, value in sorted(backup.own.items()):
        own += [name.encode(), value]
    parts = {
        "README.txt": README.encode(),
        "entries": _joined(backup.entries),
        "attachments": _joined(sorted(backup.attachments)),
        "destroyed": b"".join(sorted(backup.destroyed)),
        "own": _joined(own),
    }
    packed = io.BytesIO()
    with tarfile.open(
        fileobj=packed, mode="w", format=tarfile.USTAR_FORMAT if _small(parts) else tarfile.PAX_FORMAT
    ) as tar:
        for name, data in parts.items():
            member = tarfile.TarInfo(name)
            member.size, member.mode = len(data), 0o600
            tar.addfile(member, io.BytesIO(data))
    return packed.getvalue()


def read_backup(data: bytes, limits: BackupLimits = BackupLimits()) -> Backup:
    """What a backup holds, once it is opened.

    Args:
        data: The bytes of its tar.
        limits: The most that is read.

    Raises:
        Damaged: `backup_damaged`, if it is no backup, larger than the limits, or not whole.
    """
    parts = _parts(data, limits)
    own = _parted(parts["own"], 2 * limits.own_values)
    destroyed = parts["destroyed"]
    if len(own) % 2 or len(destroyed) % 32:
        raise Damaged("backup_damaged")
    gone = frozenset(destroyed[start : start + 32] for start in range(0, len(destroyed), 32))
    attachments = _parted(parts["attachments"], limits.entries)
    try:
        values = {name.decode(): value for name, value in zip(own[::2], own[1::2], strict=True)}
    except UnicodeDecodeError:
        raise Damaged("backup_damaged") from None
    return Backup(
        entries=tuple(_parted(parts["entries"], limits.entries)),
        attachments=tuple(each for each in attachments if hashlib.sha256(each).digest() not in gone),
        own=values,
        destroyed=gone,
    )


def _parts(data: bytes, limits: BackupLimits) -> dict[str, bytes]:
    """The four files of a backup; whatever else is in the tar is left where it is, and nothing is ever unpacked."""
    if len(data) > limits.bytes:
        raise Damaged("backup_damaged")
    wanted = ("entries", "attachments", "destroyed", "own")
    parts: dict[str, bytes] = {}
    try:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as tar:
            for _ in range(16):
                member = tar.next()
                if member is None:
                    break
                if member.name in wanted and member.isreg() and member.name not in parts:
                    file = tar.extractfile(member)
                    parts[member.name] = file.read() if file else b""
                    if len(parts[member.name]) != member.size:
                        raise Damaged("backup_damaged")
    except (tarfile.TarError, EOFError, ValueError, OverflowError, OSError):
        raise Damaged("backup_damaged") from None
    if any(name not in parts for name in wanted):
        raise Damaged("backup_damaged")
    return parts


def _small(parts: Mapping[str, bytes]) -> bool:
    return all(len(data) < 8 << 30 for data in parts.values())


def _joined(parts: Iterable[bytes]) -> bytes:
    return b"".join(len(part).to_bytes(4) + part for part in parts)


def _parted(data: bytes, most: int) -> list[bytes]:
    parts: list[bytes] = []
    at = 0
    while at < len(data):
        size = int.from_bytes(data[at : at + 4])
        if at + 4 + size > len(data) or at + 4 > len(data) or len(parts) >= most:
            raise Damaged("backup_damaged")
        parts.append(data[at + 4 : at + 4 + size])
        at += 4 + size
    return parts
