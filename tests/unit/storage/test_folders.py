"""A pack's folder: nothing outside it is read, nothing beyond its limits, and files appear whole or not at all."""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path

import pytest

from waystation.errors import BadInput, Usage
from waystation.storage.folders import FolderLimits, PackFolder, replace_files, write_whole


def refusal(folder: PackFolder, inside: str) -> str:
    """The code of the one mistake that reading a file comes to."""
    with pytest.raises(BadInput) as refused:
        folder.read(inside)
    (mistake,) = refused.value.found
    assert mistake.file == inside
    return mistake.code


def test_a_file_is_read_once(tmp_path: Path) -> None:
    """What was read stays what it was, whatever happens to the file."""
    (tmp_path / "pack.toml").write_bytes(b"one")
    folder = PackFolder(tmp_path)
    assert folder.read("pack.toml") == b"one"
    (tmp_path / "pack.toml").write_bytes(b"two")
    assert folder.read("pack.toml") == b"one"


def test_each_kind_of_file_has_its_limit(tmp_path: Path) -> None:
    """Exactly the limit is read, one byte more is refused with the limit's name."""
    limits = FolderLimits(pack_toml=3, network_geojson=4, data_file=5)
    for name, limit, called in (
        ("pack.toml", 3, "pack_toml"),
        ("network.geojson", 4, "network_geojson"),
        ("g.csv", 5, "data_file"),
    ):
        (tmp_path / name).write_bytes(b"x" * limit)
        assert len(PackFolder(tmp_path, limits).read(name)) == limit
        (tmp_path / name).write_bytes(b"x" * (limit + 1))
        with pytest.raises(BadInput) as refused:
            PackFolder(tmp_path, limits).read(name)
        assert refused.value.found[0].code == "file_too_large"
        assert refused.value.found[0].fields == {"limit": limit, "name": called}


def test_a_link_that_leaves_the_folder_is_not_followed(tmp_path: Path) -> None:
    """Neither a file's nor a folder's, neither up nor by an absolute path; one that stays inside is."""
    (tmp_path / "secret").write_bytes(b"s")
    inside = tmp_path / "pack"
    (inside / "gauges").mkdir(parents=True)
    (inside / "gauges" / "x.csv").write_bytes(b"x")
    (inside / "link.csv").symlink_to(tmp_path / "secret")
    (inside / "up").symlink_to(tmp_path)
    (inside / "again.csv").symlink_to("gauges/x.csv")
    folder = PackFolder(inside)
    for name in ("link.csv", "up/secret", "../secret", str(tmp_path / "secret")):
        assert refusal(folder, name) == "leaves_folder"
    assert folder.read("again.csv") == b"x"


def test_a_folder_that_is_itself_a_link_is_a_folder(tmp_path: Path) -> None:
    """What counts is where it really lies."""
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "pack.toml").write_bytes(b"x")
    (tmp_path / "link").symlink_to("real")
    assert PackFolder(tmp_path / "link").read("pack.toml") == b"x"


def test_what_is_no_regular_file_is_not_waited_for(tmp_path: Path) -> None:
    """A pipe would never end, a folder has no bytes, a link to itself leads nowhere."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    (tmp_path / "loop").symlink_to("loop")
    folder = PackFolder(tmp_path)
    assert refusal(folder, "pipe") == "not_a_file"
    assert refusal(folder, "folder") == "not_a_file"
    assert refusal(folder, "loop") == "cannot_read"
    assert refusal(folder, "absent") == "no_file"
    assert refusal(folder, "folder/absent") == "no_file"
    assert refusal(folder, "a\0b") == "cannot_read"
    assert refusal(folder, "x" * 5000) == "cannot_read"


@pytest.mark.parametrize("name", ["absent", "file", "x" * 5000, "a\0b"])
def test_a_pack_is_a_folder(tmp_path: Path, name: str) -> None:
    """Anything else, names that no system takes too, is said to be none."""
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(Usage) as refused:
        PackFolder(tmp_path / name)
    assert refused.value.code == "no_pack"


def test_the_digest_is_over_paths_lengths_and_bytes_in_order_of_paths(tmp_path: Path) -> None:
    """Whatever the order of reading; files that were not read are not in it."""
    files = {"pack.toml": b"one", "network.geojson": b"", "gauges/x.csv": b"three\0"}
    (tmp_path / "gauges").mkdir()
    for name, data in {**files, "notes.txt": b"unread"}.items():
        (tmp_path / name).write_bytes(data)
    folder, other = PackFolder(tmp_path), PackFolder(tmp_path)
    for name in files:
        folder.read(name)
    for name in reversed(list(files)):
        other.read(name)
    plain = b"".join(
        name.encode() + b"\0" + str(len(files[name])).encode() + b"\0" + files[name] for name in sorted(files)
    )
    assert folder.digest() == other.digest() == hashlib.sha256(plain).hexdigest()


def test_a_file_is_written_whole(tmp_path: Path) -> None:
    """An existing one is replaced, nothing else is left beside it, and only its owner can read it."""
    target = tmp_path / "x.png"
    for data in (b"first", b"second, longer"):
        write_whole(target, data)
        assert target.read_bytes() == data
    assert list(tmp_path.iterdir()) == [target]
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_what_cannot_be_written_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither a half-written file nor a temporary one; what was there stays."""
    target = tmp_path / "x.png"
    target.write_bytes(b"old")

    def full(file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Usage) as refused:
        write_whole(target, b"new")
    assert refused.value.code == "cannot_write"
    assert "space" in str(refused.value.fields["why"])
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    """Nor is a folder written over."""
    for target in (tmp_path / "absent" / "x.png", tmp_path):
        with pytest.raises(Usage) as refused:
            write_whole(target, b"x")
        assert refused.value.code == "cannot_write"
    assert list(tmp_path.iterdir()) == []


def test_a_pipe_is_written_into_and_stays_a_pipe(tmp_path: Path) -> None:
    """As /dev/null must: to put a file in its place would break the machine."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_whole(pipe, b"bytes")
        assert os.read(reading, 100) == b"bytes"
    finally:
        os.close(reading)
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    write_whole(Path(os.devnull), b"gone")
    assert not Path(os.devnull).is_file()


def test_several_files_are_replaced_together(tmp_path: Path) -> None:
    """All take their places, for nobody else to read who could not before, and nothing else is left in the folder."""
    (tmp_path / "a").write_bytes(b"1")
    replace_files(tmp_path, {"a": b"2", "b": b"3"})
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": b"2", "b": b"3"}


def test_if_one_cannot_be_replaced_all_stay(tmp_path: Path) -> None:
    """What had taken its place already is put back, what is new goes, and the error says so."""
    (tmp_path / "a").write_bytes(b"1")
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "inside").touch()  # a folder that is not empty cannot be replaced by a file
    with pytest.raises(Usage, match="cannot_write"):
        replace_files(tmp_path, {"a": b"2", "b": b"3", "c": b"4"})
    assert (tmp_path / "a").read_bytes() == b"1"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "c"]
