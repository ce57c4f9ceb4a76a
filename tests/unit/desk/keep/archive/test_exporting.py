"""What leaves was asked for, written down and signed before it is there; else nothing leaves."""

from __future__ import annotations

import json

import pytest

from tests.archive_bundles import a_copy, let_out, looked_through, nobody_in, the_script_says
from tests.archives import MISSION, an_archive, picture
from waystation.archive.custody import read_statement
from waystation.archive.letting_out import Refused
from waystation.archive.records import Change, Review
from waystation.desk.keep.archive import exporting
from waystation.desk.keep.archive.archived import enter
from waystation.desk.keep.archive.exporting import Asked, export_bundle
from waystation.desk.keep.archive.holding import sealed_files
from waystation.desk.keep.archive.verifying import verify_bundle, verify_items
from waystation.errors import Damaged, Usage
from waystation.storage.out_folders import NewBundle
from waystation.wording.archive_out import readme_text

WORDS = ("Minu", "Hwang", "founder", "ben", "IMG_2031", "two-days", "ford", "breast pocket")


@pytest.fixture
def archive(tmp_path):
    """An archive."""
    made = an_archive(tmp_path / "archive")
    yield made
    made.close()


@pytest.fixture
def letter(archive):
    """A document that may leave for a court: nobody is in it; its record is full of names."""
    return archive.adds(
        picture(9), title="Minu's letter", name="IMG_2031 Minu.jpg", kind="context", source="expert", who="Hwang",
        how="in a breast pocket at the ford",
    )  # fmt: skip


def asked(archive, words, path, use="court", **more):
    """Ask for keepsakes to be let out."""
    return export_bundle(archive.anna, MISSION, Asked(words, use, **more), path, readme_text)


def names(folder):
    """What lies in a folder."""
    return sorted(path.name for path in folder.iterdir())


def test_nothing_in_a_bundle_names_anybody(archive, letter, tmp_path):
    """Neither names of files nor any text, and not the use of whoever got it."""
    let_out(archive, [letter.item], tmp_path / "out", to="the court at Minu's town")
    for path in [tmp_path / "out", *(tmp_path / "out").rglob("*")]:
        for word in WORDS:
            assert word not in str(path.relative_to(tmp_path))
            if path.is_file() and path.suffix != ".jpg":
                assert word.encode() not in path.read_bytes(), path


def test_that_something_left_is_written_down_for_whom_and_with_its_fingerprint(archive, letter, tmp_path):
    """And in no bundle."""
    done = let_out(archive, [letter.item], tmp_path / "out", to="The Hague")
    (out,) = (one.record for one in archive.register.outs)
    assert (out.items, out.use, out.to, out.story) == ((letter.item,), "court", "The Hague", False)
    assert out.manifest == done.fingerprint == verify_bundle(tmp_path / "out").fingerprint
    said = [read_statement(one.record.line) for one in archive.register.custody[letter.item]]
    (left,) = (one for one in said if one is not None and one.act == "exported")
    assert (left.use, left.sums) == ("court", done.fingerprint)
    assert verify_items(archive.anna, MISSION, [letter.item])[0].sound


def test_it_is_written_down_before_it_is_there(archive, letter, tmp_path, monkeypatch):
    """If it cannot appear, too much is written down, never too little."""

    def refuses(bundle):
        assert archive.register.outs
        assert not (tmp_path / "out").exists()
        raise Usage("archive_not_appeared", path=str(bundle.path), why="no")

    monkeypatch.setattr(NewBundle, "appear", refuses)
    with pytest.raises(Usage, match="archive_not_appeared"):
        asked(archive, [letter.item], tmp_path / "out")
    assert len(archive.register.outs) == 1
    assert names(tmp_path) == ["archive"]


def test_what_may_not_leave_stops_all_of_it(archive, letter, tmp_path):
    """One keepsake that nobody may let out, and nothing is opened or written."""
    bend = archive.called("The bend")
    before = (archive.register.custody, archive.register.outs)
    done = asked(archive, [letter.item, bend.item], tmp_path / "out")
    assert isinstance(done, Refused)
    assert bool(done)
    assert set(done.hindrances) == {bend.item}
    assert names(tmp_path) == ["archive"]
    assert (archive.register.custody, archive.register.outs) == before


def test_an_original_leaves_for_a_court_alone(archive, letter, tmp_path):
    """For all else a copy is made first."""
    for use in ("journalists", "public", "film"):
        done = asked(archive, [letter.item], tmp_path / "out", use)
        assert isinstance(done, Refused)
        assert [one.code for one in done.hindrances[letter.item]] == ["original"]


def test_who_takes_leave_back_in_the_middle_is_heard(archive, letter, tmp_path, monkeypatch):
    """The gate is asked again once nobody else can write: what was opened meanwhile is gone."""
    copy = a_copy(archive, letter)
    published = exporting._published

    def refused_meanwhile(*given):
        enter(archive.anna, MISSION, [Review(item=copy.item, step="refused")])
        return published(*given)

    monkeypatch.setattr(exporting, "_published", refused_meanwhile)
    done = asked(archive, [copy.item], tmp_path / "out", "public")
    assert isinstance(done, Refused)
    assert [one.code for one in done.hindrances[copy.item]] == ["refused_copy"]
    assert names(tmp_path) == ["archive"]
    assert not archive.register.outs


def test_a_text_with_a_name_in_it_does_not_leave_but_for_a_court(archive, tmp_path):
    """Its own words are looked through, in a copy too."""
    told = archive.adds(b"I have heard of Somlit's ferry.\n", kind="context", source="expert", title="Heard")
    copy = archive.adds(b"I was on Somlit's ferry.\n", kind="context", of=told.item, changes=(Change(what="metadata"),))
    archive.exchange()
    looked_through(archive, copy)
    assert copy.media == "text/plain"
    clean = archive.adds(b"I was on a ferry.\n", kind="context", of=told.item, changes=(Change(what="metadata"),))
    archive.exchange()
    looked_through(archive, clean)
    found = asked(archive, [copy.item], tmp_path / "out", "public")
    assert isinstance(found, Refused)
    assert not found.hindrances
    assert set(found.slips) == {copy.item}
    let_out(archive, [clean.item], tmp_path / "clean", "public")
    let_out(archive, [told.item], tmp_path / "court", "court")


def test_bytes_that_are_not_here_are_named_and_nothing_leaves(archive, letter, tmp_path):
    """Ben has the record, and not the bytes."""
    archive.exchange()
    with pytest.raises(Damaged, match="archive_bytes_missing"):
        export_bundle(archive.ben, MISSION, Asked([letter.item], "court"), tmp_path / "out", readme_text)
    assert sealed_files(archive.ben).names() == set()
    assert names(tmp_path) == ["archive"]
    assert not archive.seen_by(archive.ben).outs


def test_custody_that_is_not_whole_stops_it(archive, letter, tmp_path):
    """What cannot be shown to a stranger is not handed to one."""
    record = archive.register.custody[letter.item][0].record
    enter(archive.anna, MISSION, [record.model_copy(update={"line": "{}"})])
    done = asked(archive, [letter.item], tmp_path / "out")
    assert isinstance(done, Refused)
    assert [fault.code for fault in done.faults[letter.item]] == ["custody_unreadable"]


@pytest.mark.parametrize("words", [[], ["zz"]])
def test_what_is_nowhere_is_one_sentence(archive, tmp_path, words):
    """No keepsake, or none of that id."""
    with pytest.raises(Usage):
        asked(archive, words, tmp_path / "out")


def test_a_folder_that_is_there_is_refused_before_anything_is_opened(archive, letter, tmp_path):
    """Nothing is mixed with what lies there."""
    (tmp_path / "out").mkdir()
    with pytest.raises(Usage, match="archive_out_there"):
        asked(archive, [letter.item], tmp_path / "out")
    assert not archive.register.outs


def test_the_same_keepsake_named_twice_goes_once(archive, letter, tmp_path):
    """By any of the letters of its id."""
    done = let_out(archive, [letter.item[:8], letter.item], tmp_path / "out")
    assert len(done.going) == 1


def test_two_bundles_of_the_same_are_told_apart(archive, letter, tmp_path):
    """Of one that turns up somewhere, the vault can say whom it was made for."""
    first = let_out(archive, [letter.item], tmp_path / "a", to="one")
    second = let_out(archive, [letter.item], tmp_path / "b", to="another")
    found = {one.record.manifest: one.record.to for one in archive.register.outs}
    assert found == {first.fingerprint: "one", second.fingerprint: "another"}


def test_a_recreation_says_so_wherever_somebody_looks(archive, tmp_path):
    """In every derivative: the README in both languages, the manifest, the statements, the script's answer."""
    made_up = archive.adds(picture(50), kind="recreation", source="film-maker")
    copy = archive.adds(picture(51), of=made_up.item, changes=(Change(what="metadata"),))
    archive.exchange()
    nobody_in(archive, copy)
    looked_through(archive, copy)
    let_out(archive, [copy.item], tmp_path / "out", "film")
    readme = (tmp_path / "out" / "README.txt").read_text("utf-8")
    assert "A RECREATION." in readme
    assert "재연입니다." in readme
    assert json.loads((tmp_path / "out" / "manifest.json").read_text())["recreations"] is True
    assert "  A RECREATION." in the_script_says(tmp_path / "out")[1]
    assert verify_items(archive.anna, MISSION, [copy.item])[0].recreation
