"""Hostile files, names and records: taken in as they are, shown in one line, and never followed, run or believed."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.archives import MISSION, PASSPHRASE, an_archive, picture
from tests.attacks.mounting import run_on_small_disk
from tests.keeping import Typist
from waystation.archive.intake import KeepsakeDraft
from waystation.archive.records import Destroyed, Keepsake
from waystation.desk.keep.archive.adding import Intake, take_files
from waystation.desk.keep.archive.archived import enter
from waystation.desk.keep.archive.broken import broken_off
from waystation.desk.keep.archive.holding import sealed_bytes, sealed_files, sweep
from waystation.desk.keep.archive.looking import held_in, with_bytes
from waystation.desk.keep.checking import check_vault
from waystation.errors import Damaged
from waystation.wording import archive_intake as wording
from waystation.wording.archive_json import list_json, taken_json

NAMES = [
    "two\nlines.jpg",
    "colours\x1b[31m.jpg",
    "turned\u202egpj.exe",
    "-rf",
    "--help",
    "~",
    "$(touch owned)",
    "; touch owned",
    "x" * 250,
    "half\udcff.jpg",
    "한강.jpg",
    " ",
    "..jpg",
]


@pytest.fixture
def archive(tmp_path):
    """An archive of two members, whose vaults are closed when the test ends."""
    made = an_archive(tmp_path / "archive")
    yield made
    made.close()


def test_hostile_names_are_kept_as_a_line_and_do_nothing(archive, tmp_path):
    """Each file comes in; each name is one line of whole text, in the record, on the screen and in JSON."""
    dump = tmp_path / "dump"
    dump.mkdir()
    for number, name in enumerate(NAMES):
        (dump / name).write_bytes(picture(100 + number))
    found = take_files(Intake(archive.anna, MISSION), [dump], KeepsakeDraft(source="found"))
    assert len(found.keepsakes) == len(NAMES)
    held = held_in(archive.anna, archive.register)
    said = [*wording.taken_rows(found), *wording.held_rows(held)]
    said += [row for one in held for row in wording.shown_lines(one)]
    assert all(text.isprintable() and text.encode() for row in said for text in row)
    assert "\x1b" not in str([taken_json(MISSION, found), list_json(MISSION, held)])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["archive", "dump"]


def test_names_that_look_like_options_are_files_when_they_are_said_to_be(archive, tmp_path, monkeypatch):
    """After two dashes everything is a file; and a folder brings them in whatever they are called."""
    archive.close()
    (tmp_path / "--json").write_bytes(picture(200))
    monkeypatch.chdir(tmp_path)
    typist = Typist(tmp_path / "typist")
    words = str(typist.file("pw", PASSPHRASE + "\n"))
    given = ("--vault", str(archive.folder / "anna"), "--passphrase-file", words)
    said = typist.types("archive", "add", "--source", "found", *given, "--", "--json")
    assert "1 keepsake" in said.out
    archive.open()


def test_what_grows_while_it_is_read_is_not_taken_in(archive, tmp_path, monkeypatch):
    """A telephone is still writing it: half a film would pass for a whole one."""
    path = tmp_path / "film.mp4"
    path.write_bytes(b"\0\0\0\x18ftypisom" + bytes(100_000))

    def grow(_done: int) -> None:
        with path.open("ab") as file:
            file.write(b"more")

    found = take_files(Intake(archive.anna, MISSION), [path], KeepsakeDraft(source="found"), lambda _: grow)
    assert [one.why.code for one in found.skipped] == ["archive_source_grows"]
    assert broken_off(archive.anna) == []
    assert len(sealed_files(archive.anna).names()) == 5


def test_a_file_that_is_swapped_for_a_link_is_not_followed(archive, tmp_path, monkeypatch):
    """Between looking and opening: the opening itself refuses."""
    (tmp_path / "secret").write_bytes(b"secret")
    path = tmp_path / "photo.jpg"
    path.write_bytes(picture(1))
    opening = os.open

    def swap(which, *rest, **more):
        if str(which) == str(path) and not path.is_symlink():
            path.unlink()
            path.symlink_to(tmp_path / "secret")
        return opening(which, *rest, **more)

    monkeypatch.setattr(os, "open", swap)
    found = take_files(Intake(archive.anna, MISSION), [path], KeepsakeDraft(source="found"))
    assert [one.why.code for one in found.skipped] == ["cannot_open"]


def forged(archive, **other: object) -> Keepsake:
    """A record as a member may write it whom nobody can trust."""
    kept = archive.called("The hut")
    return Keepsake.model_validate({**kept.model_dump(), "item": "a" * 32, **other})


@pytest.mark.parametrize("other", [{"size": 1 << 50, "chunks": 1 << 24}, {"size": 0}, {"chunks": 0}, {"key": "0" * 64}])
def test_a_record_that_lies_about_its_bytes_harms_nothing(archive, other):
    """It is listed, its bytes are missing, and going through them takes no time."""
    enter(archive.ben, MISSION, [forged(archive, **other)])
    archive.exchange()
    (held,) = (one for one in held_in(archive.anna, archive.register) if one.keepsake.item == "a" * 32)
    assert not held.here
    with pytest.raises(Damaged):
        list(sealed_bytes(archive.anna, held.keepsake))
    assert with_bytes(archive.anna, check_vault(archive.anna)).problems == ()


def test_destroying_a_forged_record_destroys_nothing_else(archive):
    """A member names another's key under an item of their own: the names of the pieces are bound to the item."""
    enter(archive.ben, MISSION, [forged(archive), Destroyed(item="a" * 32)])
    archive.exchange()
    assert sweep(archive.anna) == 0
    assert b"".join(sealed_bytes(archive.anna, _hut(archive))) == picture(2)


def _hut(archive) -> Keepsake:
    """The keepsake that was forged after."""
    every = archive.register.keepsakes.values()
    return next(one.record for one in every if one.record.title == "The hut" and one.record.item != "a" * 32)


FULL = """
import sys
from pathlib import Path
from tests.kept import new_vault
from tests.archives import MISSION, SHIPPED
from io import BytesIO
from waystation.archive.intake import KeepsakeDraft
from waystation.desk.keep.archive.adding import take_in
from waystation.desk.keep.archive.archived import read_archive
from waystation.desk.keep.archive.broken import broken_off
from waystation.desk.keep.archive.holding import sealed_bytes, sealed_files
from waystation.desk.keep.archive.looking import with_bytes
from waystation.desk.keep.archive.resuming import resume
from waystation.desk.keep.checking import check_vault
from waystation.desk.keep.packs import put_pack
from waystation.errors import Usage
from waystation.storage.folders import PackFolder
vault = new_vault(Path(sys.argv[1]) / "v")
put_pack(vault, PackFolder(SHIPPED), MISSION)
kept = take_in(vault, MISSION, BytesIO(b"small"), KeepsakeDraft(source="found"))
for size in (40 << 20, 12 << 20):
    try:
        take_in(vault, MISSION, BytesIO(bytes(size)), KeepsakeDraft(source="found"))
    except Usage as refused:
        print(refused.code)
resume(vault)
assert broken_off(vault) == [], broken_off(vault)
register = read_archive(vault, MISSION, why=None)
for one in register.keepsakes.values():
    assert sum(len(piece) for piece in sealed_bytes(vault, one.record)) == one.record.size
checked = with_bytes(vault, check_vault(vault))
assert checked.problems == checked.notes == (), checked
print(len(register.keepsakes), len(sealed_files(vault).names()))
vault.close()
"""


def test_a_full_disk_refuses_what_does_not_fit_and_keeps_what_does(tmp_path, root):
    """What was begun is taken away again, so that the disk has room for the next report."""
    said = run_on_small_disk(tmp_path, 24 << 10, FULL, root).split()
    assert said == ["vault_full", "2", "5"]


WRITER = """
import sys
from pathlib import Path
from tests.archives import MISSION, PASSPHRASE
from tests.kept import AROUND
from waystation.archive.intake import KeepsakeDraft
from waystation.desk.keep.archive.adding import Intake, take_files
from waystation.desk.keep.archive.resuming import resume
from waystation.desk.keep.opening import open_vault
vault = open_vault(Path(sys.argv[1]), PASSPHRASE, AROUND)
print("ready", flush=True)
sys.stdin.readline()
found = take_files(Intake(vault, MISSION), [Path(sys.argv[2])], KeepsakeDraft(source="found"))
resume(vault)
print(len(found.keepsakes), *sorted({one.why.code for one in found.skipped}))
vault.close()
"""


def test_two_processes_take_in_the_same_folder_at_once(archive, tmp_path, root):
    """Every file is there once, whoever came first; neither lets go of what the other is about."""
    dump = tmp_path / "dump"
    dump.mkdir()
    for number in range(12):
        (dump / f"{number}.jpg").write_bytes(picture(300 + number))
    archive.close()
    arguments = [sys.executable, "-c", WRITER, str(archive.folder / "anna"), str(dump)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "cwd": root, "text": True}
    both = [subprocess.Popen(arguments, **pipes) for _ in range(2)]
    assert [one.stdout.readline() for one in both] == ["ready\n", "ready\n"]
    said = [one.communicate("\n", timeout=120)[0].split() for one in both]
    assert sum(int(words[0]) for words in said) == 12
    assert {code for words in said for code in words[1:]} <= {"archive_kept_already", "archive_busy"}
    archive.open()
    assert broken_off(archive.anna) == []
    assert len(archive.register.keepsakes) == 17
    assert len(sealed_files(archive.anna).names()) == 17
    checked = with_bytes(archive.anna, check_vault(archive.anna))
    assert checked.problems == checked.notes == ()
