"""Files sealed in age's format open for whom they are meant, and a backup holds what was put into it."""

from __future__ import annotations

import io
import random
import tarfile

import pyrage
import pytest

from tests.stored_entries import blob, entries, hash_of
from waystation.errors import Damaged, Usage, WaystationError, WrongPassphrase
from waystation.storage.age_files import Backup, BackupLimits, pack_backup, read_backup, seal_for, seal_with, unseal

ONE, OTHER = pyrage.x25519.Identity.generate(), pyrage.x25519.Identity.generate()
BACKUP = Backup(
    entries=tuple(each.bytes for each in entries(5)),
    attachments=(blob(1), blob(2, 9000), b""),
    own={"device": bytes(range(64)), "label": b"", "überall": b"x"},
    destroyed=frozenset({hash_of(blob(3)), hash_of(blob(4))}),
)


def test_what_is_sealed_opens_for_each_of_its_recipients_alone():
    """And shows nothing of what it holds."""
    sealed = seal_for(b"words " * 100, [str(ONE.to_public()), f" {OTHER.to_public()}\n"])
    assert b"words" not in sealed
    for key in (ONE, OTHER):
        assert unseal(sealed, identities=[str(key)]) == b"words " * 100
    for keys in ([str(pyrage.x25519.Identity.generate())], []):
        with pytest.raises(Usage) as refused:
            unseal(sealed, identities=keys)
        assert refused.value.code == "age_no_key"


def test_what_is_sealed_with_a_passphrase_opens_with_it_alone():
    """A passphrase is text of any script."""
    sealed = seal_with(b"words", "두 날 to the river")
    assert unseal(sealed, passphrase="두 날 to the river") == b"words"
    with pytest.raises(WrongPassphrase):
        unseal(sealed, passphrase="두 날 to the rivers")
    with pytest.raises(Usage) as refused:
        unseal(seal_for(b"words", [str(ONE.to_public())]), passphrase="x")
    assert refused.value.code == "age_no_key"


@pytest.mark.parametrize(
    "given",
    ["", "age1", "age1xyz", "ssh-ed25519 nonsense", str(ONE), "somebody@example.org", "é"],
    ids=["empty", "no more", "too short", "another kind", "secret key", "address", "accent"],
)
def test_what_is_no_recipient_is_said_to_be_none(given):
    """Before anything is sealed, whatever the others are."""
    with pytest.raises(Usage) as refused:
        seal_for(b"x", [str(ONE.to_public()), given])
    assert refused.value.code == "age_recipient"
    with pytest.raises(Usage):
        seal_for(b"x", [])


def test_a_wrong_secret_key_is_not_shown():
    """It may be a right one but for a letter."""
    with pytest.raises(Usage) as refused:
        unseal(seal_for(b"x", [str(ONE.to_public())]), identities=[str(ONE)[:-1] + "?"])
    assert refused.value.code == "age_identity"
    assert refused.value.fields == {}


def test_every_change_to_a_sealed_file_is_noticed():
    """Whichever byte it is, and wherever it is cut off: nothing comes out, and only our own words are said."""
    sealed, chance = seal_for(b"words", [str(ONE.to_public())]), random.Random(3)
    for at in range(len(sealed)):
        changed = bytearray(sealed)
        changed[at] ^= 1 << chance.randrange(8)
        for data in (bytes(changed), sealed[:at]):
            with pytest.raises((Damaged, Usage)) as refused:
                unseal(data, identities=[str(ONE)])
            assert refused.value.code in {"age_damaged", "age_no_key"}


def test_a_backup_holds_what_was_put_into_it():
    """Entries in their order; the same content gives the same bytes."""
    read = read_backup(pack_backup(BACKUP))
    assert (read.entries, read.own, read.destroyed) == (BACKUP.entries, BACKUP.own, BACKUP.destroyed)
    assert sorted(read.attachments) == sorted(BACKUP.attachments)
    assert pack_backup(read) == pack_backup(BACKUP)
    nothing = Backup((), (), {}, frozenset())
    assert read_backup(pack_backup(nothing)) == nothing


def test_a_backup_is_an_ordinary_tar():
    """That says in words what is in it, and can be read without this program."""
    with tarfile.open(fileobj=io.BytesIO(pack_backup(BACKUP))) as tar:
        assert tar.getnames() == ["README.txt", "entries", "attachments", "destroyed", "own"]
        words = tar.extractfile("README.txt")
        assert words is not None
        assert b"waystation vault restore" in words.read()
        data = tar.extractfile("entries")
        assert data is not None
        assert data.read(4 + len(BACKUP.entries[0])) == len(BACKUP.entries[0]).to_bytes(4) + BACKUP.entries[0]


def test_what_was_destroyed_does_not_come_back_from_a_backup():
    """Even if somebody put it there."""
    read = read_backup(pack_backup(Backup((), (blob(1), blob(2)), {}, frozenset({hash_of(blob(1))}))))
    assert read.attachments == (blob(2),)


def tarred(**parts: bytes) -> bytes:
    """A tar with some files."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as tar:
        for name, data in parts.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            tar.addfile(member, io.BytesIO(data))
    return packed.getvalue()


EMPTY = {"entries": b"", "attachments": b"", "destroyed": b"", "own": b""}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"x" * 5000,
        tarred(),
        tarred(entries=b"", attachments=b"", destroyed=b""),
        tarred(**{**EMPTY, "entries": b"\0\0\0\x05abcd"}),
        tarred(**{**EMPTY, "entries": b"\0\0"}),
        tarred(**{**EMPTY, "own": b"\0\0\0\x01x"}),
        tarred(**{**EMPTY, "own": b"\0\0\0\x01\xff\0\0\0\x01x"}),
        tarred(**{**EMPTY, "destroyed": b"x" * 33}),
        pack_backup(BACKUP)[:5000],
    ],
)
def test_what_is_no_backup_is_said_to_be_none(data):
    """Nothing is taken from it."""
    with pytest.raises(Damaged) as refused:
        read_backup(data)
    assert refused.value.code == "backup_damaged"


def test_a_backup_is_read_within_limits():
    """Bytes, entries, own values."""
    data = pack_backup(BACKUP)
    for limits in (BackupLimits(bytes=len(data) - 1), BackupLimits(entries=4), BackupLimits(own_values=2)):
        with pytest.raises(Damaged):
            read_backup(data, limits)
    assert read_backup(data, BackupLimits(bytes=len(data), entries=5, own_values=3)).own == BACKUP.own


def test_a_hostile_backup_ends_in_our_own_words_or_in_a_backup():
    """Bytes changed by chance; compressed tars are not opened, links and folders not followed."""
    data, chance = pack_backup(BACKUP), random.Random(11)
    for _ in range(400):
        changed = bytearray(data)
        for _ in range(chance.randrange(1, 30)):
            changed[chance.randrange(min(len(data), 4096))] = chance.randrange(256)
        try:
            read_backup(bytes(changed))
        except WaystationError as refused:
            assert refused.code == "backup_damaged"  # noqa: PT017 - most are refused, some are not
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as tar:
        tar.addfile(tarfile.TarInfo("entries"))
    links = io.BytesIO()
    with tarfile.open(fileobj=links, mode="w") as tar:
        for name in EMPTY:
            member = tarfile.TarInfo(name)
            member.type, member.linkname = tarfile.SYMTYPE, "/etc/passwd"
            tar.addfile(member)
    for hostile in (packed.getvalue(), links.getvalue()):
        with pytest.raises(Damaged):
            read_backup(hostile)
