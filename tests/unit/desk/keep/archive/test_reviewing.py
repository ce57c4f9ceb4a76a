"""Two members look at a copy by the same sheet, and say so; then, and only then, may it leave."""

from __future__ import annotations

import pytest

from tests.archives import MISSION, an_archive
from tests.portraits import a_film, jpeg, needs_ffmpeg, portrait
from waystation.archive.custody import read_statement
from waystation.archive.records import Shown
from waystation.archive.redacting import Wanted
from waystation.desk.keep.archive.gate import may_leave
from waystation.desk.keep.archive.moving import carry, receive
from waystation.desk.keep.archive.redacting import redact
from waystation.desk.keep.archive.reviewing import claims, say, sheet_of
from waystation.errors import Damaged, Usage


@pytest.fixture
def archive(tmp_path):
    """An archive of two members."""
    made = an_archive(tmp_path / "vaults")
    yield made
    made.close()


@pytest.fixture
def copy(archive):
    """Anna's copy of a portrait of the mother; Ben has it too."""
    original = archive.adds(jpeg(portrait(300)), title="On the bridge", people=(Shown(person="mother"),))
    made = redact(archive.anna, MISSION, original.item, Wanted()).copy
    shares(archive)
    return made


def shares(archive):
    """Let both have everything, bytes too."""
    archive.exchange()
    carry(archive.anna, archive.folder / "bytes")
    receive(archive.ben, archive.folder / "bytes")
    archive.exchange()


def codes(archive, item):
    """What keeps a copy from leaving for the public."""
    return {one.code for one in may_leave(archive.anna, archive.register, [item], "public").get(item, ())}


def test_two_members_look_at_the_same_sheet(archive, copy):
    """The one confirms, the other approves; the gate believes it then, and says nothing of it any more."""
    assert {"unconfirmed", "unapproved"} <= codes(archive, copy.item)
    sheet = sheet_of(archive.anna, MISSION, copy.item[:8])
    said = say(archive.anna, MISSION, copy.item, "confirmed", sheet=sheet.digest[:8], note="nobody in the mirror")
    assert said.people == (Shown(person="mother", face=False, voice=False),)
    assert "unapproved" in codes(archive, copy.item)
    archive.exchange()
    other = sheet_of(archive.ben, MISSION, copy.item)
    assert other.digest == sheet.digest
    assert say(archive.ben, MISSION, copy.item, "approved", sheet=other.digest).looked.approved == ("ben",)
    archive.exchange()
    assert not {"unconfirmed", "unapproved"} & codes(archive, copy.item)
    acts = [read_statement(one.record.line).act for one in archive.register.custody[copy.item]]
    assert {"derived", "opened", "confirmed", "approved"} <= set(acts)


def test_a_sheet_shows_what_is_looked_at_and_is_an_opening(archive, copy):
    """Its number stands for which frames of which bytes it shows."""
    sheet = sheet_of(archive.anna, MISSION, copy.item)
    assert len(sheet.pages) == len(sheet.frames) == 1
    assert sheet.pages[0].startswith(b"\x89PNG")
    assert (sheet.doubtful, sheet.heard) == ((), False)
    original = archive.called("On the bridge") if copy.of is None else archive.register.find(copy.of)
    assert sheet_of(archive.anna, MISSION, original.item).doubtful == (0,)
    assert sheet_of(archive.anna, MISSION, original.item).digest != sheet.digest


def test_a_confirm_of_another_sheet_is_refused(archive, copy):
    """Whoever confirms says which sheet they looked at; nothing is written down otherwise."""
    other = redact(archive.anna, MISSION, copy.of, Wanted(faces=False)).copy
    wrong = sheet_of(archive.anna, MISSION, other.item).digest
    for given in (wrong, "00000000", ""):
        with pytest.raises(Usage, match="looked_sheet"):
            say(archive.anna, MISSION, copy.item, "confirmed", sheet=given)
    assert archive.register.reviews.get(copy.item, ()) == ()


def test_nobody_approves_what_they_made_or_confirmed(archive, copy):
    """Nor before somebody confirmed it."""
    digest = sheet_of(archive.anna, MISSION, copy.item).digest
    with pytest.raises(Usage, match="looked_unconfirmed"):
        say(archive.ben, MISSION, copy.item, "approved", sheet=digest)
    say(archive.ben, MISSION, copy.item, "confirmed", sheet=digest)
    archive.exchange()
    for vault in (archive.anna, archive.ben):
        with pytest.raises(Usage, match="looked_own"):
            say(vault, MISSION, copy.item, "approved", sheet=digest)


def test_a_refusal_is_for_good(archive, copy):
    """Also if another member had confirmed it, and did not know."""
    digest = sheet_of(archive.anna, MISSION, copy.item).digest
    say(archive.anna, MISSION, copy.item, "confirmed", sheet=digest)
    say(archive.ben, MISSION, copy.item, "refused", note="a face in the mirror")
    archive.exchange()
    assert "refused_copy" in codes(archive, copy.item)
    with pytest.raises(Usage, match="looked_refused"):
        say(archive.ben, MISSION, copy.item, "approved", sheet=digest)


def test_whoever_has_no_bytes_can_look_at_nothing(archive):
    """And says nothing of them."""
    made = redact(archive.anna, MISSION, archive.called("The hut").item, Wanted(faces=False)).copy
    archive.exchange()
    with pytest.raises(Damaged, match="archive_bytes_missing"):
        sheet_of(archive.ben, MISSION, made.item)
    with pytest.raises(Damaged, match="archive_bytes_missing"):
        say(archive.ben, MISSION, made.item, "confirmed", sheet="00000000")


def test_a_text_is_its_own_sheet(archive):
    """It is read, not drawn."""
    made = redact(archive.anna, MISSION, archive.called("What she was not told").item, Wanted(words=("river",))).copy
    sheet = sheet_of(archive.anna, MISSION, made.item)
    assert (sheet.pages, sheet.frames, sheet.heard) == ((), (), True)
    assert say(archive.anna, MISSION, made.item, "confirmed", sheet=sheet.digest[:12]).step == "confirmed"


@needs_ffmpeg
def test_a_film_has_the_same_sheet_on_both_devices(archive, tmp_path):
    """Cuts are told in the same way everywhere."""
    original = archive.adds(a_film(tmp_path), people=(Shown(person="mother"),))
    made = redact(archive.anna, MISSION, original.item, Wanted(faces=False)).copy
    shares(archive)
    one, other = (sheet_of(vault, MISSION, made.item) for vault in (archive.anna, archive.ben))
    assert one.digest == other.digest
    assert one.heard
    assert one.doubtful == (0, 12, 19), "nothing was covered, and the finder says so"


def test_what_a_copy_says_can_be_asked(archive, copy):
    """Before anything is confirmed."""
    assert claims(archive.anna, MISSION, copy.item[:7]) == (copy, (Shown(person="mother", face=False, voice=False),))
