"""A backup opens with the standard tool age and ordinary tar, without anything of ours."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest

from tests.stored_entries import blob, entries
from waystation.storage.age_files import Backup, pack_backup, read_backup, seal_for, seal_with, unseal

TOOL = shutil.which("age") or shutil.which("rage")
KEYGEN = shutil.which("age-keygen") or shutil.which("rage-keygen")
pytestmark = pytest.mark.skipif(
    TOOL is None or KEYGEN is None, reason="neither age nor rage is on this machine (Debian: apt install age)"
)

BACKUP = Backup(
    tuple(each.bytes for each in entries(300)), (blob(1), blob(2, 70000)), {"device": b"k" * 64}, frozenset()
)


def run(*arguments: str, data: bytes | None = None) -> bytes:
    """What a tool writes to standard output."""
    return subprocess.run(arguments, input=data, check=True, capture_output=True, timeout=60).stdout


@pytest.fixture
def keys(tmp_path):
    """The file of a secret key of the tool's own, and its public key."""
    path = tmp_path / "key.txt"
    run(KEYGEN, "-o", str(path))
    return path, run(KEYGEN, "-y", str(path)).decode().strip()


def test_age_opens_a_backup_and_tar_unpacks_it(keys, tmp_path):
    """And what was unpacked is what is kept in the vault."""
    path, public = keys
    sealed = tmp_path / "backup.age"
    sealed.write_bytes(seal_for(pack_backup(BACKUP), [public]))
    packed = run(TOOL, "-d", "-i", str(path), str(sealed))
    assert read_backup(packed).entries == BACKUP.entries
    run("tar", "-x", "-C", str(tmp_path), data=packed)
    assert (tmp_path / "entries").read_bytes().endswith(BACKUP.entries[-1])
    assert "waystation vault restore" in (tmp_path / "README.txt").read_text("utf-8")


def test_we_open_what_age_sealed(keys):
    """In both of its forms."""
    path, public = keys
    secret = next(line for line in path.read_text("utf-8").splitlines() if line.startswith("AGE-SECRET-KEY"))
    for form in ([], ["-a"]):
        sealed = run(TOOL, *form, "-r", public, data=pack_backup(BACKUP))
        assert read_backup(unseal(sealed, identities=[secret])).own == BACKUP.own


def test_age_opens_what_a_passphrase_sealed(tmp_path):
    """It asks for it at a terminal, here one that a program holds."""
    pty = pytest.importorskip("pty")
    (tmp_path / "backup.age").write_bytes(seal_with(b"words", "correct horse"))
    process, terminal = pty.fork()
    if process == 0:
        command = [TOOL, "-d", "-o", str(tmp_path / "plain"), str(tmp_path / "backup.age")]
        os.execvp("timeout", ["timeout", "60", *command])
    asked = b""
    with os.fdopen(terminal, "r+b", buffering=0) as held:
        while b":" not in asked:
            asked += held.read(100)
        held.write(b"correct horse\n")
        _, status = os.waitpid(process, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    assert (tmp_path / "plain").read_bytes() == b"words"
