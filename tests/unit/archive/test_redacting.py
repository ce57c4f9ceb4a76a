"""What a working copy may say that it hides, and what cannot be asked of which keepsake."""

from __future__ import annotations

import pytest

from waystation.archive.boxes import read_box
from waystation.archive.records import Shown
from waystation.archive.redacting import Covered, Wanted, changes_of, family_of, must_fit, people_after
from waystation.errors import Usage

TWO = {"mother": Shown(person="mother"), "son": Shown(person="son", voice=False, name=False)}


def faces(people):
    """Whose faces are shown."""
    return {one.person for one in people if one.face}


@pytest.mark.parametrize(
    ("media", "family"),
    [("image/jpeg", "picture"), ("video/mp4", "film"), ("audio/ogg", "sound"), ("text/plain", "text")],
)
def test_a_keepsake_is_worked_on_by_what_its_bytes_are(media, family):
    """Never by its name."""
    assert family_of(media) == family


@pytest.mark.parametrize(
    ("media", "code"), [("application/pdf", "redact_pdf"), ("", "redact_unknown"), ("application/zip", "redact_media")]
)
def test_no_copy_is_made_of_what_is_not_known(media, code):
    """What cannot be packed anew from what is seen and heard is left alone."""
    with pytest.raises(Usage, match=code):
        family_of(media)


def test_faces_are_hidden_if_as_many_were_covered_as_there_are_people():
    """One face for two people hides neither."""
    assert faces(people_after(TWO, Wanted(), Covered(faces=2))) == set()
    assert faces(people_after(TWO, Wanted(), Covered(faces=3))) == set()
    assert faces(people_after(TWO, Wanted(), Covered(faces=1))) == {"mother", "son"}
    assert faces(people_after(TWO, Wanted(), Covered())) == {"mother", "son"}


def test_what_might_be_a_face_counts_as_nobody():
    """A covered lamp is not a covered person."""
    assert faces(people_after(TWO, Wanted(), Covered(faces=1, doubtful=9))) == {"mother", "son"}


def test_whoever_is_shown_on_purpose_stays_shown():
    """And is not counted among those to be covered."""
    assert faces(people_after(TWO, Wanted(shows=("mother",)), Covered(faces=1))) == {"mother"}


def test_a_face_left_bare_is_somebodys():
    """Nobody knows whose: nobody counts as hidden unless somebody says so."""
    assert faces(people_after(TWO, Wanted(), Covered(faces=2, left=1))) == {"mother", "son"}
    assert faces(people_after(TWO, Wanted(hides=("son",)), Covered(faces=2, left=1))) == {"mother"}


def test_somebody_is_hidden_by_hand_only_if_something_was_covered():
    """A word alone hides nobody."""
    by_hand = Wanted(faces=False, hides=("mother",))
    assert faces(people_after(TWO, by_hand, Covered(boxes=1))) == {"son"}
    assert faces(people_after(TWO, by_hand, Covered())) == {"mother", "son"}


def test_boxes_alone_hide_nobody_who_is_not_named():
    """A rectangle does not know on whom it lies."""
    assert faces(people_after(TWO, Wanted(faces=False), Covered(boxes=5))) == {"mother", "son"}


def test_a_changed_voice_is_nobodys():
    """Unless somebody is shown on purpose; what was kept is theirs."""
    for sound in ("changed", "out"):
        assert not any(one.voice for one in people_after(TWO, Wanted(sound=sound), Covered(sound=sound)))
    assert any(one.voice for one in people_after(TWO, Wanted(), Covered(sound="kept")))
    assert people_after(TWO, Wanted(sound="out"), Covered(sound=None))[0].voice, "there was nothing to take out"


def test_a_copy_never_shows_more_than_its_original():
    """What the original did not show of somebody, no copy does."""
    (son,) = (one for one in people_after(TWO, Wanted(shows=("son",)), Covered()) if one.person == "son")
    assert son == TWO["son"]


def test_a_name_is_gone_only_from_a_text_in_which_it_stands_no_more():
    """Whose names are not known may still be named."""
    after = people_after(TWO, Wanted(), Covered(words=3), named=())
    assert not any(one.name for one in after)
    assert people_after(TWO, Wanted(), Covered(words=3), named=("mother",))[0].name


def test_no_name_is_gone_because_a_face_is():
    """Whoever says that one is must have covered something besides, or changed what is heard."""
    by_hand = Wanted(faces=False, hides=("mother",))
    assert people_after(TWO, by_hand, Covered(boxes=1))[0].name
    unnamed = Wanted(unnamed=("mother",))
    assert not people_after(TWO, unnamed, Covered(boxes=1))[0].name
    assert not people_after(TWO, unnamed, Covered(sound="out"))[0].name
    assert people_after(TWO, unnamed, Covered(faces=2, sound="kept"))[0].name


def test_changes_name_nobody_and_always_say_that_metadata_is_gone():
    """They stand in statements that strangers read."""
    covered = Covered(faces=2, doubtful=1, boxes=1, sound="changed", words=4, form="video/mp4")
    assert [(one.what, one.detail) for one in changes_of(covered, "video/quicktime")] == [
        ("metadata", ""), ("format", "video/mp4"), ("faces", "2+1"), ("boxes", "1"), ("voice", "changed"), ("text", "4")
    ]  # fmt: skip
    assert [one.what for one in changes_of(Covered(sound="kept", form="audio/mp4"), "audio/mp4")] == ["metadata"]


@pytest.mark.parametrize(
    ("wanted", "family", "code"),
    [
        (Wanted(hides=("driver",)), "picture", "redact_not_in_it"),
        (Wanted(shows=("driver",)), "picture", "redact_not_in_it"),
        (Wanted(hides=("mother",), shows=("mother",)), "film", "redact_both"),
        (Wanted(unnamed=("mother",), shows=("mother",)), "film", "redact_both"),
        (Wanted(unnamed=("driver",)), "film", "redact_not_in_it"),
        (Wanted(boxes=(read_box("1,1,1,1"),)), "sound", "redact_nothing_to_see"),
        (Wanted(bare=(read_box("1,1,1,1"),)), "text", "redact_nothing_to_see"),
        (Wanted(boxes=(read_box("1,1,1,1@0-1"),)), "picture", "redact_times"),
        (Wanted(sound="changed"), "picture", "redact_no_sound"),
        (Wanted(words=("secret",)), "film", "redact_no_words"),
    ],
)
def test_what_does_not_fit_is_refused(wanted, family, code):
    """Rather than done in part."""
    with pytest.raises(Usage, match=code):
        must_fit(wanted, family, TWO)
