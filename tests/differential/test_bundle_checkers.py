"""The stranger's script and this program were written apart, in two languages: they agree on any bundle."""

from __future__ import annotations

import hashlib
import random
import shutil
from pathlib import Path

import pytest

from tests.archive_bundles import another_bundle, bundle_of, the_script_says
from waystation.desk.keep.archive.verifying import verify_bundle


def changed(bundle: Path, chance: random.Random) -> str:
    """Change something, anything, in a bundle; what was done is handed back."""
    files = sorted(path for path in bundle.rglob("*") if path.is_file())
    path, other = chance.sample(files, 2)
    data = path.read_bytes()
    at = chance.randrange(len(data))
    lines = data.splitlines(keepends=True)
    what = chance.choice(["byte", "cut", "insert", "lines", "swap", "remove", "copy", "older"])
    match what:
        case "byte":
            path.write_bytes(data[:at] + bytes([data[at] ^ chance.randrange(1, 256)]) + data[at + 1 :])
        case "cut":
            path.write_bytes(data[:at] + data[at + chance.randrange(1, 9) :])
        case "insert":
            path.write_bytes(data[:at] + chance.choice([b"\0", b" ", b"\n", b"0", b'"']) + data[at:])
        case "lines":
            chance.shuffle(lines)
            path.write_bytes(b"".join(lines))
        case "swap":
            there = other.read_bytes()
            other.write_bytes(data)
            path.write_bytes(there)
        case "remove":
            path.unlink()
        case "copy":
            shutil.copy(path, path.with_name(f"{chance.randrange(10)}{path.name}"))
        case "older":
            names = [one for one in files if (another_bundle() / one.relative_to(bundle)).is_file()]
            path = chance.choice(names)
            shutil.copy(another_bundle() / path.relative_to(bundle), path)
    return f"{what} {path.relative_to(bundle)} {other.name} {at}"


def content(bundle: Path) -> dict[str, str]:
    """Every file with its SHA-256."""
    files = (path for path in bundle.rglob("*") if path.is_file())
    return {str(path.relative_to(bundle)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.mark.parametrize("seed", range(25))
def test_both_find_a_change_or_neither_does(tmp_path, seed):
    """Whatever was changed once, twice or three times: both say that it is not sound, unless it is as it was."""
    bundle = bundle_of(tmp_path / "out")
    before = content(bundle)
    chance = random.Random(seed)
    done = [changed(bundle, chance) for _ in range(1 + seed % 3)]
    status, said = the_script_says(bundle)
    found = verify_bundle(bundle)
    assert (status == 0) == (not found.faults), (done, said, found.faults)
    assert (status == 0) == (content(bundle) == before), (done, said)
