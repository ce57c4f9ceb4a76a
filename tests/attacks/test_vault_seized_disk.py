"""A disk is seized, with a vault that is closed, open, or crashed: nothing that was put into it is found on it.

Planted words are looked for in every file that a store, its process that keeps it unlocked, and SQLite may have made;
and what is on the disk is looked at as an examiner would who knows nothing: it must look like chance.
"""

from __future__ import annotations

import base64
import math
import os
import shutil
import subprocess
import sys
import tempfile
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stored_entries import KEY, OTHER, StoredEntry, entry, hash_of, new_vault, opened
from tests.vaults import fixed_chance
from waystation.storage.vault_folder import VaultFolder, create_vault
from waystation.storage.vault_session import hold, release
from waystation.vault.devices import new_device
from waystation.vault.founding import found
from waystation.vault.writing import Draft

PLANTED = (
    "Haneul of Blackwater ford",
    "2031-10-01T18:00:00+09:00",
    "하늘이 건넜다",
    "device-label Alder",
    "boatman Quill",
)


def planted(number: int) -> StoredEntry:
    """An entry that nobody sealed: its words lie open in its bytes, as none of ours would."""
    plain = entry(number)
    data = plain.bytes + " | ".join(PLANTED).encode()
    return StoredEntry(hash_of(data), plain.author, plain.compartment, number, None, data)


def forms(word: str) -> Iterator[bytes]:
    """The ways in which a word might lie on a disk."""
    for text in (word, word.upper(), word.lower()):
        yield text.encode()
        yield text.encode("utf-16-le")
    raw = word.encode()
    yield raw.hex().encode()
    # Whatever comes before it, one of three beginnings is right, and its first and last letters depend on neighbours.
    yield from (base64.b64encode(b"x" * shift + raw)[4:-4] for shift in range(3))


def everything_under(*folders: Path) -> dict[str, bytes]:
    """Every file's bytes, and every name as bytes too."""
    found = {}
    for folder in folders:
        for path in folder.rglob("*"):
            found[f"name of {path}"] = os.fsencode(path.relative_to(folder))
            if path.is_file():
                found[str(path)] = path.read_bytes()
    return found


def must_say_nothing(found: dict[str, bytes]) -> None:
    """None of the planted words is in any of them, in any form."""
    assert found
    for where, data in found.items():
        for word in PLANTED:
            for form in forms(word):
                assert form not in data, f"{word!r} as {form!r} in {where}"


CHILD = """
import os, signal, sys
from pathlib import Path
from tests.attacks.test_vault_seized_disk import fill
from tests.stored_entries import opened
from waystation.storage.vault_folder import VaultFolder
with opened(VaultFolder(Path(sys.argv[1]))) as store:
    fill(store)
    store._connection.execute("SELECT * FROM header JOIN entry USING (row) ORDER BY bytes, hash").fetchall()
    print("filled", flush=True)
    sys.stdin.readline()
"""


def fill(store) -> None:
    """Put the planted words wherever something can be put, more of them than SQLite keeps in memory."""
    for number in range(40):
        one = planted(number)
        store.append([one], kinds={one.hash: PLANTED[0]}, attachments=[" ".join(PLANTED).encode() + bytes([number])])
    store.append([planted(number) for number in range(40, 9000)])
    store.set_own({PLANTED[3]: PLANTED[4].encode()})
    store.destroy([hash_of(" ".join(PLANTED).encode() + bytes([number])) for number in range(20)])


def test_planted_words_are_found_nowhere(tmp_path, root):
    """Not while the vault is open, not after its process was killed, not once it is closed again."""
    vault = new_vault(tmp_path / "v")
    (tmp_path / "tmp").mkdir()
    surroundings = {**os.environ, **dict.fromkeys(("TMPDIR", "SQLITE_TMPDIR", "TEMP", "HOME"), str(tmp_path / "tmp"))}
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(vault.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=root,
        env=surroundings,
    )
    assert child.stdout is not None
    assert child.stdout.readline() == b"filled\n"
    assert {path.name for path in vault.path.iterdir()} == {"a", "b", "c", "b-wal", "b-shm"}
    must_say_nothing(everything_under(vault.path))
    # SQLite may hold files that have no name any more.
    for link in (Path("/proc") / str(child.pid) / "fd").glob("*"):
        if str(link.readlink()).startswith("/") and "(deleted)" in str(link.readlink()):
            must_say_nothing({str(link): link.read_bytes()})
    child.kill()
    _, said = child.communicate()
    must_say_nothing({**everything_under(vault.path, tmp_path / "tmp"), "standard error": said})
    assert (vault.path / "b-wal").stat().st_size > 0
    with opened(vault) as store:
        assert store.count() == 9000
        assert store.check() == []
    must_say_nothing(everything_under(vault.path, tmp_path / "tmp"))
    assert not [path for path in (tmp_path / "tmp").rglob("*") if path.is_file()]


def test_the_search_finds_what_lies_in_the_clear(tmp_path):
    """Each planted word in each form, in a file and in a name: the attack above can fail."""
    for word in PLANTED:
        for form in forms(word):
            (tmp_path / "f").write_bytes(b"before " + form + b" after")
            with pytest.raises(AssertionError):
                must_say_nothing(everything_under(tmp_path))
        for shift in range(3):
            (tmp_path / "f").write_bytes(base64.b64encode(b"y" * shift + word.encode() + b"zz"))
            with pytest.raises(AssertionError):
                must_say_nothing(everything_under(tmp_path))


def test_what_keeps_a_vault_unlocked_leaves_nothing_to_find():
    """Neither its folder nor its name; the secret lies on no disk."""
    base = Path(tempfile.mkdtemp(prefix="ws-", dir="/tmp"))
    try:
        hold(base / "r", base / PLANTED[4], PLANTED[0].encode())
        found = everything_under(base / "r")
        assert len(found) == 1
        must_say_nothing(found)
    finally:
        release(base / "r")
        shutil.rmtree(base)


def chi_squared(data: bytes) -> float:
    """How far the counts of bytes are from equal, as a standard normal value (Wilson and Hilferty, 1931)."""
    counts, expected = Counter(data), len(data) / 256
    value = sum((counts[byte] - expected) ** 2 / expected for byte in range(256)) / 255
    return (value ** (1 / 3) - (1 - 2 / (9 * 255))) / math.sqrt(2 / (9 * 255))


def must_look_like_chance(data: bytes, where: str) -> None:
    """Bytes are equally frequent, on the whole and by their places on a page; nothing repeats; nothing compresses."""
    assert abs(chi_squared(data)) < 5, where
    if len(data) >= 4096 * 2000:
        for place in (0, 15, 16, 100, 4015, 4016, 4032, 4095):
            assert abs(chi_squared(data[place::4096])) < 6, where
    blocks = [data[start : start + 16] for start in range(0, len(data) - 15, 16)]
    assert len(set(blocks)) == len(blocks), where
    assert len(zlib.compress(data, 9)) >= len(data), where


def test_its_files_look_like_chance(tmp_path):
    """The store that is used, the one that nobody opens, and the log but for SQLite's own headers."""
    vault = create_vault(tmp_path / "v", os.urandom(4096), {"b": _random_key(), "c": _random_key()})
    must_look_like_chance(vault.store("b").read_bytes() + vault.store("c").read_bytes(), "new")
    shutil.rmtree(vault.path)
    vault = new_vault(tmp_path / "v")
    with opened(vault) as store:
        fill(store)
        log = (vault.path / "b-wal").read_bytes()
        pages = b"".join(log[start + 24 : start + 4120] for start in range(32, len(log) - 4119, 4120))
    for data, where in ((vault.store("b").read_bytes(), "b"), (pages, "log")):
        # The first 16 bytes are the salt, here one that the tests chose.
        must_look_like_chance(data[16:] if where == "b" else data, where)
    assert b"SQLite" not in everything_under(vault.path)[str(vault.store("b"))]


def _random_key():
    from waystation.storage.vault_connection import StoreKey

    return StoreKey(os.urandom(32), os.urandom(16))


def test_the_tool_that_tells_files_apart_does_not_know_them(tmp_path):
    """What it guesses from a few bytes of chance varies; it is never what they are."""
    if shutil.which("file") is None:
        pytest.skip("the tool `file` is not on this machine")
    vault = new_vault(tmp_path / "v")
    with opened(vault) as store:
        store.append([entry(0)])
    for name in ("a", "b", "c"):
        said = subprocess.run(["file", "-b", str(vault.path / name)], capture_output=True, text=True, check=True)
        assert not {"sqlite", "database", "encrypt", "cipher"} & set(said.stdout.lower().split())


def filled(path: Path, compartments: int, members: int, reports: int) -> dict[str, int]:
    """The sizes of a vault's files with so many compartments, members and reports in it."""
    chance = fixed_chance("sizes")
    founded = found(new_device(chance), "laptop", "Rowan", "coordinator", chance)
    vault = new_vault(path)
    with opened(vault) as store:
        store.append(founded.entries, attachments=founded.attachments)
        for number in range(members - 1):
            _step(
                store,
                founded.state,
                chance,
                lambda draft, n=number: draft.add_device(
                    new_device(chance).card(f"phone {n}"), f"member {n}", "member"
                ),
            )
            _step(store, founded.state, chance, Draft.settle)
        for number in range(compartments - 1):
            _step(
                store,
                founded.state,
                chance,
                lambda draft, n=number: draft.open_compartment(
                    f"mission {n}", "mission", members=sorted(founded.state.roster.active)
                ),
            )
        store.append([entry(number) for number in range(reports)])
    return {each.name: each.stat().st_size for each in vault.path.iterdir()}


def _step(store, state, chance, make) -> None:
    draft = Draft(state, chance)
    make(draft)
    taken = state.take(draft.entries, draft.attachments, verified=True)
    store.append(taken.accepted, attachments=[data for _, data in taken.attachments])


def test_sizes_say_neither_how_many_compartments_nor_members_there_are(tmp_path):
    """One compartment or nine, one member or seven, ten reports or a few hundred: the same three sizes."""
    sizes = [
        filled(tmp_path / str(number), *each)
        for number, each in enumerate([(1, 1, 10), (9, 1, 10), (1, 7, 10), (9, 7, 300)])
    ]
    assert sizes == [{"a": 4096, "b": 1 << 20, "c": 1 << 20}] * 4


def test_a_closed_vault_is_opened_by_no_key_but_its_own(tmp_path):
    """Not by the key of the store beside it."""
    vault = new_vault(tmp_path / "v")
    with opened(vault) as store:
        store.append([entry(0)])
    from waystation.errors import Damaged
    from waystation.storage.vault_store import VaultStore

    for letter, key in (("b", OTHER), ("c", KEY)):
        with pytest.raises(Damaged):
            VaultStore(VaultFolder(vault.path), letter, key)
