"""Two processes write into one vault at once: everything of both is there, and a chain that they share is whole."""

from __future__ import annotations

import subprocess
import sys

from tests.stored_entries import HEAD, new_vault, opened

WRITER = """
import sys
from pathlib import Path
from tests.stored_entries import KEY, entry
from waystation.storage.vault_folder import VaultFolder
mine, shared = bytes([int(sys.argv[2])]) * 32, b"\\xee" * 32
from waystation.storage.vault_store import VaultStore
store = VaultStore(VaultFolder(Path(sys.argv[1])), "b", KEY, patience=60.0)
print("ready", flush=True)
sys.stdin.readline()
for number in range(120):
    if number % 20 == 10:
        store.close()
        store = VaultStore(VaultFolder(Path(sys.argv[1])), "b", KEY, patience=60.0)
    with store.writing():
        last = store.chains().get((shared, b"\\xcc" * 16), (-1, b""))[0]
        store.append([entry(number, author=mine), entry(last + 1, author=shared, seed=int(sys.argv[2]))])
        print(number, flush=True)
store.close()
"""


def test_two_processes_that_write_at_once(tmp_path, root):
    """Each waits for the other; opening and closing in between does not disturb either."""
    vault = new_vault(tmp_path / "v")
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(vault.path), str(number)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=root,
            text=True,
        )
        for number in (1, 2)
    ]
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("\n")
        writer.stdin.flush()
    for writer in writers:
        _, said = writer.communicate(timeout=120)
        assert (writer.returncode, said) == (0, "")
    with opened(vault) as store:
        headers = store.headers()
        for number in (1, 2):
            assert [each.sequence for each in headers if each.author == bytes([number]) * 32] == list(range(120))
        assert [each.sequence for each in headers if each.author == b"\xee" * 32] == list(range(240))
        first = [each.author[0] for each in headers if each.author[0] != 0xEE]
        assert first.index(2) < 120 or first.index(1) < 120
        assert store.check() == []
    assert sorted(path.name for path in vault.path.iterdir()) == ["a", "b", "c"]


REPLACER = """
import sys
from pathlib import Path
from tests.stored_entries import HEAD
from waystation.errors import Usage
from waystation.storage.vault_folder import VaultFolder
vault = VaultFolder(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
try:
    vault.replace_head(bytes([int(sys.argv[2])]) * 4096, instead_of=HEAD)
    print("done")
except Usage as refused:
    print(refused.code)
"""


def test_two_processes_that_replace_the_head_at_once(tmp_path, root):
    """One does, the others are told; the head is the one's, whole."""
    vault = new_vault(tmp_path / "v")
    replacers = [
        subprocess.Popen(
            [sys.executable, "-c", REPLACER, str(vault.path), str(number)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=root,
            text=True,
        )
        for number in range(4)
    ]
    for replacer in replacers:
        assert replacer.stdout is not None
        replacer.stdout.readline()
    said = [replacer.communicate("\n", timeout=60)[0] for replacer in replacers]
    assert sorted(said) == ["done\n", "vault_busy\n", "vault_busy\n", "vault_busy\n"]
    assert vault.head() == bytes([said.index("done\n")]) * 4096 != HEAD
