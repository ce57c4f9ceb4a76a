"""Ways in which a keepsake might slip out without leave: each is tried on a vault, and none lets anything out.

Names and dots in stories, and how near a map lets anybody look, are tried in `test_story_leaks.py`.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tests.archives import MISSION, PASSPHRASE, Archive, picture
from tests.kept import AROUND, NOW
from tests.stories import a_story
from waystation.archive.boxes import read_box
from waystation.archive.letting_out import Exported, Refused
from waystation.archive.records import Change, Keepsake, Review, Shown
from waystation.archive.redacting import Wanted
from waystation.desk.keep.archive import exporting
from waystation.desk.keep.archive.archived import enter, read_archive
from waystation.desk.keep.archive.consents import Given, Told, describe, give, hold, lift, out_with, say_who, take_back
from waystation.desk.keep.archive.erasing import erase
from waystation.desk.keep.archive.exporting import Asked, export_bundle
from waystation.desk.keep.archive.gate import may_leave
from waystation.desk.keep.archive.holding import sealed_bytes
from waystation.desk.keep.archive.redacting import redact
from waystation.desk.keep.opening import Surroundings, open_vault
from waystation.desk.keep.packs import put_pack
from waystation.desk.keep.reports import add_reports
from waystation.errors import Usage
from waystation.storage.folders import PackFolder
from waystation.wording.archive_out import readme_text
from waystation.world.report import Report, read_report

PACKS = Path(__file__).resolve().parents[2] / "packs"
COVERED = "The bend, covered"
NOTHING = Shown(person="mother", face=False, voice=False, name=False)
CHILD = Shown(person="younger-girl", face=False, voice=False, name=False)


@pytest.fixture
def archive(tmp_path):
    """An archive after the journey; the copies of two keepsakes may leave for the public, and nothing else may."""
    made = a_story(tmp_path / "vaults")
    yield made
    made.close()


def lets_out(archive: Archive, folder: Path, item: str, use: str = "public") -> Exported | Refused:
    """Try to let a keepsake out."""
    return export_bundle(archive.anna, MISSION, Asked((item,), use), folder, readme_text)  # type: ignore[arg-type]


def stays(archive: Archive, folder: Path, item: str, use: str = "public") -> set[str]:
    """Why a keepsake stays; nothing of it lies anywhere, and nobody wrote down that it left."""
    found = lets_out(archive, folder, item, use)
    assert isinstance(found, Refused)
    assert not folder.exists()
    assert archive.register.outs == ()
    return {one.code for those in found.hindrances.values() for one in those}


def copied(archive: Archive, of: Keepsake, *people: Shown, changes: tuple[str, ...] = ("metadata",)) -> Keepsake:
    """A copy, made without the program's help, that both members looked at."""
    made = archive.adds(
        picture(77), of=of.item, title="another", people=people, knew=archive.register.people_known(of.item),
        changes=tuple(Change.model_validate({"what": one}) for one in changes),
    )  # fmt: skip
    archive.exchange()
    for vault, step in ((archive.anna, "confirmed"), (archive.ben, "approved")):
        enter(vault, MISSION, [Review.model_validate({"item": made.item, "step": step})])
    archive.exchange()
    return made


def test_what_may_leave_leaves(archive, tmp_path):
    """Otherwise what follows would show nothing."""
    assert isinstance(lets_out(archive, tmp_path / "out", archive.called(COVERED).item), Exported)


def test_a_derivative_of_a_derivative(archive, tmp_path):
    """Somebody in the original takes their leave back: a copy of a copy, which does not even name them, stays."""
    second = copied(archive, archive.called(COVERED))
    assert may_leave(archive.anna, archive.register, [second.item], "public") == {}
    take_back(archive.ben, MISSION, "mother", Given(("public",), (archive.called("The bend").item,)))
    archive.exchange()
    assert stays(archive, tmp_path / "out", second.item) == {"refused"}
    take_back(archive.ben, MISSION, "younger-girl", Given(("public",), (second.item,)))
    archive.exchange()
    assert stays(archive, tmp_path / "again", archive.called(COVERED).item) == {"refused"}


def test_a_copy_that_says_it_shows_nobody(archive, tmp_path):
    """Its record says that nothing of them is shown, and no change in it could have hidden them."""
    take_back(archive.anna, MISSION, "mother", Given(("public",)))
    give(archive.anna, MISSION, "mother", Given(("public",)))
    idle = copied(archive, archive.called("The bend"), NOTHING, CHILD, changes=("metadata", "format"))
    assert stays(archive, tmp_path / "out", idle.item) == {"aspect"}


def test_an_alternate_use(archive, tmp_path):
    """Leave for the public is none for a film, a journalist or a court."""
    for use in ("film", "journalists", "court"):
        assert stays(archive, tmp_path / "out", archive.called(COVERED).item, use) == {"not_asked"}


def test_the_original_under_a_use_that_its_copy_is_allowed_for(archive, tmp_path):
    """What is allowed covered is not allowed bare."""
    assert "original" in stays(archive, tmp_path / "out", archive.called("The bend").item)


def test_leave_taken_back_in_the_middle_of_an_export(archive, tmp_path, monkeypatch):
    """Another window writes it down while the bytes go out: nothing appears, and nothing is said to have left."""
    item = archive.called(COVERED).item

    def slowly(vault, keepsake) -> Iterator[memoryview]:
        other = open_vault(archive.folder / "anna", PASSPHRASE, AROUND)
        take_back(other, MISSION, "mother", Given(("public",)))
        other.close()
        yield from sealed_bytes(vault, keepsake)

    monkeypatch.setattr(exporting, "sealed_bytes", slowly)
    assert stays(archive, tmp_path / "out", item) == {"refused"}


def test_leave_that_ends_today_is_none_tomorrow(archive, tmp_path):
    """The last day is a day, whatever was asked for yesterday."""
    give(archive.anna, MISSION, "mother", Given(("public",), (), ("face", "voice"), until=NOW.date()))
    assert may_leave(archive.anna, archive.register, [archive.called(COVERED).item], "public") == {}
    archive.anna.close()
    archive.anna = open_vault(
        archive.folder / "anna", PASSPHRASE, Surroundings(AROUND.chance, lambda: NOW + timedelta(days=1))
    )
    assert stays(archive, tmp_path / "out", archive.called(COVERED).item) == {"expired"}


def test_a_clock_that_is_set_back(archive, tmp_path):
    """Leave that has ended does not hold again because the machine says that it is last year."""
    give(archive.anna, MISSION, "mother", Given(("public",), (), ("face", "voice"), until=(NOW - timedelta(9)).date()))
    item = archive.called(COVERED).item
    assert stays(archive, tmp_path / "out", item) == {"expired"}
    archive.anna.close()
    around = Surroundings(AROUND.chance, lambda: NOW - timedelta(days=500))
    archive.anna = open_vault(archive.folder / "anna", PASSPHRASE, around)
    assert stays(archive, tmp_path / "out", item) == {"expired"}


def test_a_sibling_who_is_still_travelling(archive, tmp_path):
    """In another mission of the vault; their journey begins, and is no longer seen, and ends."""
    describe(archive.anna, MISSION, "mother", Told(kin=("egret.brother",)))
    item = archive.called(COVERED).item
    assert stays(archive, tmp_path / "out", item) == {"unseen"}
    put_pack(archive.anna, PackFolder(PACKS / MISSION), "egret")
    assert stays(archive, tmp_path / "out", item) == {"not_begun"}
    _marks(archive, "egret", "accepted")
    assert stays(archive, tmp_path / "out", item) == {"on_the_way"}
    _marks(archive, "egret", "closed", end="arrived")
    assert isinstance(lets_out(archive, tmp_path / "out", item), Exported)


def test_a_sibling_of_whom_only_the_other_mission_knows(archive, tmp_path):
    """The archive of the mission that is on the way says whose kin they are; here nobody does."""
    put_pack(archive.anna, PackFolder(PACKS / MISSION), "egret")
    _marks(archive, "egret", "accepted")
    item = archive.called(COVERED).item
    describe(archive.anna, "egret", "mother", Told(role="traveller", kin=(f"{MISSION}.mother",)))
    assert stays(archive, tmp_path / "out", item) == {"on_the_way"}
    with pytest.raises(Usage, match="archive_person_word"):
        describe(archive.anna, MISSION, "egret.mother", Told(role="relative"))


def test_a_second_journey_of_the_same_mission(archive, tmp_path):
    """They arrived, and one of them goes back for somebody."""
    _marks(archive, MISSION, "accepted", journey="again")
    assert stays(archive, tmp_path / "out", archive.called(COVERED).item) == {"on_the_way"}


def test_relatives_at_home_until_two_members_lift_it(archive, tmp_path):
    """One member alone, from two windows, lets nothing out."""
    hold(archive.ben, MISSION, "mother", ("public",))
    archive.exchange()
    item = archive.called(COVERED).item
    assert stays(archive, tmp_path / "out", item) == {"at_home"}
    assert lift(archive.anna, MISSION, "mother", "public", "they have left").missing == 1
    assert lift(archive.anna, MISSION, "mother", "public", "they have left").missing == 1
    assert stays(archive, tmp_path / "out", item) == {"at_home"}
    archive.exchange()
    assert lift(archive.ben, MISSION, "mother", "public", "they have left").missing == 0
    archive.exchange()
    assert isinstance(lets_out(archive, tmp_path / "out", item), Exported)


def test_a_thumbnail_and_an_embedded_preview(archive):
    """A working copy holds neither the small picture that a telephone writes beside it, nor what follows its end."""
    small, after = picture(501, size=(24, 16)), picture(502, size=(48, 32))
    bare = archive.adds(_with_thumbnail(picture(500), small) + after, title="twice", kind="still", source="broker")
    assert small in _bytes(archive, bare)
    wanted = Wanted(faces=False, boxes=(read_box("0,0,20,20"),))
    copy = redact(archive.anna, MISSION, bare.item, wanted).copy
    held = _bytes(archive, copy)
    assert small not in held
    assert after not in held
    with Image.open(BytesIO(held)) as opened:
        assert not opened.getexif()
        assert opened.size == (96, 64)
    assert "metadata" in {one.what for one in copy.changes}


def test_a_caption_and_a_file_name(archive, tmp_path):
    """Titles, and what files were called, are in no bundle: not as names, not in what lies beside the bytes."""
    named = archive.adds(
        picture(88), of=archive.called("The bend").item, title="Daw Khin at the bend", name="daw-khin-by-hwang.jpg",
        people=(NOTHING, CHILD), knew=archive.register.people_known(archive.called("The bend").item),
        changes=(Change(what="metadata"), Change(what="faces", detail="Daw Khin's face"), Change(what="boxes")),
    )  # fmt: skip
    archive.exchange()
    for vault, step in ((archive.anna, "confirmed"), (archive.ben, "approved")):
        enter(vault, MISSION, [Review.model_validate({"item": named.item, "step": step, "note": "Daw Khin"})])
    archive.exchange()
    assert isinstance(lets_out(archive, tmp_path / "out", named.item), Exported)
    for path in (tmp_path / "out").rglob("*"):
        told = path.name.encode() + (path.read_bytes() if path.is_file() else b"")
        for name in (b"khin", b"hwang", b"bend", "킨".encode()):
            assert name not in told.lower(), path


def test_a_text_that_names_somebody(archive, tmp_path):
    """A testimony whose words were not taken out stays, whatever its record says of it."""
    original = archive.called("What she was not told")
    told = archive.adds(
        b"They called me Daw  Khin.\n", of=original.item, title="told", people=(NOTHING,),
        knew=archive.register.people_known(original.item), changes=(Change(what="metadata"), Change(what="text")),
    )  # fmt: skip
    archive.exchange()
    for vault, step in ((archive.anna, "confirmed"), (archive.ben, "approved")):
        enter(vault, MISSION, [Review.model_validate({"item": told.item, "step": step})])
    archive.exchange()
    found = lets_out(archive, tmp_path / "out", told.item)
    assert isinstance(found, Refused)
    assert [(one.kind, one.id) for one in found.slips[told.item]] == [("person", "mother")]
    assert not (tmp_path / "out").exists()


def test_somebody_who_is_noticed_once_the_copy_is_approved(archive, tmp_path):
    """A face in the window: the copy that everybody approved shows it, and stays."""
    say_who(archive.ben, MISSION, archive.called("The bend").item, [Shown(person="driver", voice=False, name=False)])
    archive.exchange()
    assert stays(archive, tmp_path / "out", archive.called(COVERED).item) == {"unknown"}


def test_somebody_taken_out_by_one_member(archive, tmp_path):
    """One member says that the mother is not in it after all; she refused, and it stays."""
    take_back(archive.ben, MISSION, "mother", Given(("public",)))
    archive.exchange()
    item = archive.called(COVERED).item
    say_who(archive.anna, MISSION, item, without=("mother",))
    assert stays(archive, tmp_path / "out", item) == {"refused"}


def test_somebody_who_was_forgotten(archive, tmp_path):
    """What shows them is named, and never leaves; not even once they are described anew and allow it."""
    done = erase(archive.anna, "daw khin")
    items = {archive.called(title).item for title in ("The bend", COVERED)}
    assert items < {one.item for one in done.keepsakes}
    item = archive.called(COVERED).item
    assert "forgotten" in stays(archive, tmp_path / "out", item)
    archive.exchange()
    describe(archive.ben, MISSION, "mother", Told(role="traveller"))
    with pytest.raises(Usage, match="archive_no_person"):
        give(archive.ben, MISSION, "mother", Given(("public",), (), ("face",)))
    archive.exchange()
    assert "forgotten" in stays(archive, tmp_path / "again", item)


def test_what_is_out_is_said_when_leave_is_taken_back(archive, tmp_path):
    """What left cannot be recalled, and whoever takes leave back is told where it went."""
    done = lets_out(archive, tmp_path / "out", archive.called(COVERED).item)
    assert isinstance(done, Exported)
    outs = out_with(archive.register, "mother", Given(("public", "film")))
    assert [(one.record.use, one.record.manifest) for one in outs] == [("public", done.fingerprint)]
    assert out_with(archive.register, "grandmother", Given(("public",))) == ()
    assert out_with(archive.register, "mother", Given(("film",))) == ()


def test_a_device_that_does_not_read_who_is_in_it(archive, tmp_path):
    """Whoever cannot see what people allow lets nothing out."""
    bare = read_archive(archive.anna, MISSION, None)
    item = archive.called(COVERED).item
    assert {one.code for one in may_leave(archive.anna, bare, [item], "public")[item]} == {"unknown"}


def _bytes(archive: Archive, keepsake: Keepsake) -> bytes:
    return b"".join(bytes(each) for each in sealed_bytes(archive.anna, keepsake))


def _with_thumbnail(large: bytes, small: bytes) -> bytes:
    """A JPEG with another one in its Exif segment, as telephones write it (Exif 2.32, section 4.5.5)."""
    entries = [(0x0103, 3, 1, 6), (0x0201, 4, 1, 8 + 2 + 4 + 2 + 3 * 12 + 4), (0x0202, 4, 1, len(small))]
    second = struct.pack("<H", len(entries)) + b"".join(struct.pack("<HHII", *one) for one in entries) + bytes(4)
    first = struct.pack("<HI", 0, 14)
    tiff = b"II*\0" + struct.pack("<I", 8) + first + second + small
    segment = b"Exif\0\0" + tiff
    return large[:2] + b"\xff\xe1" + struct.pack(">H", len(segment) + 2) + segment + large[2:]


def _marks(archive: Archive, mission: str, state: str, journey: str = "second", **words: str) -> None:
    """A journey of a mission begins or ends."""
    fields = {
        "kind": "journey", "source": "hwang", "journey": journey, "state": state, "id": f"{mission}-{journey}-{state}",
        "happened": NOW.isoformat(), "heard": NOW.isoformat(), **words,
    }  # fmt: skip
    report = read_report(fields)
    assert isinstance(report, Report), report
    with archive.anna.writing():
        add_reports(archive.anna, mission, [(report, "")])
