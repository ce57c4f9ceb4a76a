"""Working copies are made, taken in and linked to their originals; what they say they hide is covered."""

from __future__ import annotations

import io
import sys
import unicodedata

import numpy as np
import pytest
from PIL import Image

from tests.archives import MISSION, an_archive
from tests.portraits import FACE, a_film, finder, hit, jpeg, needs_ffmpeg, portrait
from waystation.archive.blotting import BAR, without_mark
from waystation.archive.boxes import read_box
from waystation.archive.custody import read_statement
from waystation.archive.records import Shown
from waystation.archive.redacting import Wanted
from waystation.desk.keep.archive.consents import Told, describe
from waystation.desk.keep.archive.holding import destroy, sealed_bytes
from waystation.desk.keep.archive.redacting import redact
from waystation.errors import Damaged, Missing, Usage

MOTHER = Shown(person="mother")


@pytest.fixture
def archive(tmp_path):
    """An archive of two members."""
    made = an_archive(tmp_path / "vaults")
    yield made
    made.close()


def read(archive, keepsake):
    """The bytes of a keepsake."""
    return b"".join(sealed_bytes(archive.anna, keepsake))


def acts(archive, item):
    """What was done with a keepsake, as its statements say."""
    said = (read_statement(one.record.line) for one in archive.register.custody[item])
    return sorted(one.act for one in said if one is not None)


def test_a_copy_is_linked_to_its_original_and_says_what_it_shows(archive):
    """Its statements begin with how it was made; the original's say that it was opened, and it stays as it was."""
    before = jpeg(portrait(400))
    original = archive.adds(
        before, title="On the bridge", people=(MOTHER,), place="hut", who="the boatman", made="2031"
    )
    made = redact(archive.anna, MISSION, original.item[:6], Wanted())
    copy = archive.register.find(made.copy.item)
    assert (copy.of, copy.kind, copy.title, copy.place, copy.made) == (
        original.item,
        "still",
        "On the bridge",
        "hut",
        "2031",
    )
    assert copy.name == ""
    assert copy.media == "image/jpeg"
    assert [change.what for change in copy.changes] == ["metadata", "faces"]
    assert archive.register.people(copy.item) == {"mother": Shown(person="mother", face=False, voice=False)}
    assert made.uncovered == ()
    assert acts(archive, copy.item) == ["derived"]
    assert acts(archive, original.item) == ["opened", "taken in"]
    assert read(archive, original) == before
    pixels = np.asarray(Image.open(io.BytesIO(read(archive, copy))))
    assert not hit(finder().find(pixels), (FACE[0] * 400 // 512, FACE[1] * 400 // 512))


def test_fewer_faces_than_people_hide_nobody(archive):
    """And it is said whose faces count as shown; by name somebody can be said to be hidden all the same."""
    people = (MOTHER, Shown(person="younger-girl"))
    original = archive.adds(jpeg(portrait(300)), people=people)
    made = redact(archive.anna, MISSION, original.item, Wanted())
    assert made.uncovered == ("mother", "younger-girl")
    assert all(one.face for one in archive.register.people(made.copy.item).values())
    again = redact(archive.anna, MISSION, original.item, Wanted(hides=("mother", "younger-girl")))
    assert again.copy.sha256 != made.copy.sha256, "another shade: the same bytes could not say another thing"
    assert not any(one.face for one in archive.register.people(again.copy.item).values())


def test_somebody_who_is_noticed_later_is_shown_by_older_copies(archive):
    """A copy knows of whom it was made without."""
    original = archive.adds(jpeg(portrait(300)))
    made = redact(archive.anna, MISSION, original.item, Wanted())
    assert made.copy.knew == archive.register.people_known(original.item)


def test_a_recreation_stays_one(archive):
    """In every copy, whatever was changed."""
    made = redact(archive.anna, MISSION, archive.called("As it may have been").item, Wanted(faces=False))
    assert made.copy.kind == "recreation"
    assert archive.register.is_recreation(made.copy.item)


def test_a_copy_of_a_copy_is_not_made(archive):
    """Each is made of the original, so that nobody loses sight of what was done."""
    made = redact(archive.anna, MISSION, archive.called("The hut").item, Wanted(faces=False))
    with pytest.raises(Usage, match="redact_of_copy"):
        redact(archive.anna, MISSION, made.copy.item, Wanted(faces=False))


def test_names_go_out_of_a_text_where_they_are_known(archive):
    """Those of everybody in it who is not to be shown, and the words that were given; the rest stays."""
    words = unicodedata.normalize("NFD", "민서는 Min  Seo를 불렀다. Boatman Ko came.\n")
    original = archive.adds(words.encode(), kind="testimony", people=(MOTHER, Shown(person="elder-girl")))
    describe(archive.anna, MISSION, "mother", Told(names=("민서", "Min Seo"), role="traveller"))
    made = redact(archive.anna, MISSION, original.item, Wanted(words=("Boatman Ko",)))
    assert without_mark(read(archive, made.copy).decode()) == f"{BAR}는 {BAR}를 불렀다. {BAR} came.\n"
    names = {person: shown.name for person, shown in archive.register.people(made.copy.item).items()}
    assert names == {"mother": False, "elder-girl": True}, "nobody knows how the other one is called"
    shown = redact(archive.anna, MISSION, original.item, Wanted(words=("Boatman Ko",), shows=("mother",)))
    assert "민서" in read(archive, shown.copy).decode()


def test_a_text_from_which_nothing_was_taken_is_other_bytes_all_the_same(archive):
    """Its digest, which strangers see, says nothing of the original, and cannot be worked out from it."""
    told = archive.called("What she was not told")
    copies = [redact(archive.anna, MISSION, told.item, Wanted()).copy for _ in range(2)]
    assert len({told.sha256, *(copy.sha256 for copy in copies)}) == 3
    assert without_mark(read(archive, copies[0]).decode()) == read(archive, told).decode()


@needs_ffmpeg
def test_a_film_and_its_voices(archive, tmp_path):
    """Faces in every frame, and every voice."""
    original = archive.adds(a_film(tmp_path), people=(MOTHER,))
    told = []
    made = redact(archive.anna, MISSION, original.item, Wanted(sound="changed"), told=lambda *at: told.append(at))
    assert archive.register.people(made.copy.item) == {"mother": Shown(person="mother", face=False, voice=False)}
    assert (made.copy.media, made.copy.kind) == ("video/mp4", "footage")
    assert [change.what for change in made.copy.changes] == ["metadata", "faces", "voice"]
    assert (1, 0) in told
    assert told[-1] == (20, 20)


@needs_ffmpeg
def test_the_same_voice_is_changed_otherwise_each_time(archive):
    """Two copies laid side by side give nothing away."""
    engine = archive.called("The engine")
    one, other = (redact(archive.anna, MISSION, engine.item, Wanted(sound="changed")).copy for _ in range(2))
    assert one.media == "audio/mp4"
    assert archive.register.people(one.item)["driver"].voice is False
    assert one.sha256 != other.sha256 or archive.anna.around.chance(16) == archive.anna.around.chance(16)


def test_without_the_face_model_boxes_by_hand_still_work(archive, monkeypatch):
    """One line says what is missing, before anything is opened."""
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    bend = archive.called("The bend")
    with pytest.raises(Missing, match="faces_missing"):
        redact(archive.anna, MISSION, bend.item, Wanted())
    assert acts(archive, bend.item) == ["taken in"]
    by_hand = Wanted(faces=False, boxes=(read_box("0,0,40,40"),), hides=("mother",))
    made = redact(archive.anna, MISSION, bend.item, by_hand)
    assert {one.person for one in made.people if one.face} == {"younger-girl"}


def test_without_ffmpeg_one_line_says_so(archive, monkeypatch):
    """And nothing is taken in."""
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr("waystation.storage.ffmpeg.find_spec", lambda name: None)
    with pytest.raises(Missing, match="ffmpeg_missing"):
        redact(archive.anna, MISSION, archive.called("The engine").item, Wanted())
    assert archive.register.copies(archive.called("The engine").item) == ()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"%PDF-1.7\n%%EOF", "redact_pdf"),
        (b"PK\x03\x04" + bytes(40), "redact_media"),
        (b"\x7fELF" + bytes(9), "redact_unknown"),
    ],
)
def test_what_cannot_be_covered_is_refused(archive, data, code):
    """A PDF, an archive, a program."""
    item = archive.adds(data, kind="document").item
    with pytest.raises(Usage, match=code):
        redact(archive.anna, MISSION, item, Wanted())
    assert acts(archive, item) == ["taken in"]


@pytest.mark.parametrize(
    "data",
    [jpeg(portrait(200))[:2500], b"\x89PNG\r\n\x1a\n" + bytes(60), b"GIF89a" + bytes(20), b"\xff\xd8\xff\xe0rubbish"],
)
def test_broken_pictures_end_in_one_line(archive, data):
    """Nothing is taken in of them."""
    item = archive.adds(data, kind="still").item
    with pytest.raises((Damaged, Usage)):
        redact(archive.anna, MISSION, item, Wanted(faces=False))
    assert archive.register.copies(item) == ()


def test_what_is_destroyed_or_lies_elsewhere_is_not_worked_on(archive):
    """It is said which of both."""
    bend = archive.called("The bend")
    with pytest.raises(Damaged, match="archive_bytes_missing"):
        redact(archive.ben, MISSION, bend.item, Wanted(faces=False))
    destroy(archive.anna, archive.register, [bend], "")
    with pytest.raises(Usage, match="archive_destroyed"):
        redact(archive.anna, MISSION, bend.item, Wanted(faces=False))


def test_nothing_in_the_clear_is_left(archive, tmp_path):
    """Beside the sealed chunks and the stores there is no new file."""
    before = {path.name for path in archive.anna.folder.path.iterdir()}
    redact(archive.anna, MISSION, archive.called("The hut").item, Wanted(faces=False))
    assert {path.name for path in archive.anna.folder.path.iterdir()} == before
