"""Telling a story out of a vault: looked at, stopped, built, written down."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

import pytest

from tests.archives import MISSION
from tests.stories import STORY, a_story, story_text
from waystation.archive.records import Displacement
from waystation.archive.story.looked import Looked
from waystation.desk.keep.archive.archived import enter
from waystation.desk.keep.archive.telling import Built, build_story, draft_of, look_at_story
from waystation.desk.keep.opening import Surroundings
from waystation.errors import BadInput, Usage
from waystation.wording.story_pages import story_picture

DATA = STORY.encode()


@pytest.fixture
def archive(tmp_path):
    """An archive whose story may be told."""
    made = a_story(tmp_path / "vaults")
    yield made
    made.close()


def built(archive, path, data=DATA) -> Built:
    """The story, built."""
    found = build_story(archive.anna, data, path, story_picture)
    assert isinstance(found, Built), (found.hindered, found.waits, found.slips)
    return found


def test_nothing_stands_in_the_way(archive):
    """Everybody allows it, two members looked, the journey is over."""
    looked = look_at_story(archive.anna, DATA)
    assert looked.may_be_told
    assert (looked.hindered, looked.waits, looked.slips, looked.recreated) == ({}, (), (), ())


def test_a_page_for_each_language_appears_in_a_new_folder(archive, tmp_path):
    """And what left is written down, for the archive and in each keepsake's custody."""
    done = built(archive, tmp_path / "told")
    assert sorted(path.name for path in done.path.iterdir()) == ["story.en.html", "story.ko.html"]
    sums = "".join(
        f"{hashlib.sha256((done.path / name).read_bytes()).hexdigest()}  {name}\n" for name in sorted(done.pages)
    )
    assert done.fingerprint == hashlib.sha256(sums.encode()).hexdigest()
    register = archive.register
    (out,) = [one.record for one in register.outs]
    assert (out.story, out.use, out.manifest) == (True, "public", done.fingerprint)
    shown = {item.item for item in done.looked.items(MISSION)}
    assert set(out.items) == shown
    for item in shown:
        assert [one for one in register.custody[item] if '"act":"exported"' in one.record.line]


def test_the_same_story_is_the_same_page_twice(archive, tmp_path):
    """Nothing of the clock or of chance is in it; two members build the same."""
    first, second = built(archive, tmp_path / "one"), built(archive, tmp_path / "two")
    assert first.fingerprint == second.fingerprint
    archive.exchange()
    looked = look_at_story(archive.ben, DATA)
    rule = look_at_story(archive.anna, DATA).rule
    assert looked.rule.secret == rule.secret


def test_two_devices_that_were_apart_tell_by_one_secret(tmp_path):
    """It came with the first keepsake; where there are two all the same, the first that was written holds on both."""
    archive = a_story(tmp_path / "vaults")
    mine, theirs = look_at_story(archive.anna, DATA).rule.secret, look_at_story(archive.ben, DATA).rule.secret
    assert mine == theirs
    archive.ben.around = Surroundings(archive.ben.around.chance, lambda: datetime(2031, 10, 2, tzinfo=UTC))
    enter(archive.ben, MISSION, [Displacement(secret="f" * 64)])
    archive.exchange()
    assert look_at_story(archive.ben, DATA).rule.secret == mine == look_at_story(archive.anna, DATA).rule.secret
    archive.close()


def test_a_folder_that_is_there_is_left_alone(archive, tmp_path):
    """Nothing is written over, and nothing is written down."""
    (tmp_path / "told").mkdir()
    with pytest.raises(Usage):
        build_story(archive.anna, DATA, tmp_path / "told", story_picture)
    assert archive.register.outs == ()


def test_a_story_with_mistakes_names_them_all(archive):
    """Before anything is asked of the gate."""
    with pytest.raises(BadInput) as wrong:
        look_at_story(archive.anna, story_text({'"police"': '"polite"', "km = 60": "km = 20"}))
    assert {one.code for one in wrong.value.found} == {"story_call", "story_km"}


def test_what_is_taken_back_while_it_is_built_is_heard(archive, tmp_path):
    """Between the first look and the moment it is written down."""
    from tests.stories import consents

    def painter(looked, media, language):
        if language == "ko":
            enter(archive.anna, MISSION, [one.model_copy(update={"given": False}) for one in consents(archive)])
        return story_picture(looked, media, language)

    found = build_story(archive.anna, DATA, tmp_path / "told", painter)
    assert isinstance(found, Looked)
    assert not found.may_be_told
    assert not (tmp_path / "told").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["vaults"]
    assert archive.register.outs == ()


def test_a_draft_holds_no_names(archive):
    """Not of people, places or brokers, however a report says them."""
    from tests.kept import told
    from tests.stories import tells

    before = "2031-09-30T00:00:00+00:00"
    said = "Daw Khin and mr. hwang are at the Old Rice Mill, 18.40312, 104.55018."
    words = {"kind": "checkin", "journey": "heron", "word": "good"}
    tells(archive, [told("named", **words, text=said, happened=before)])
    missions, scenes = draft_of(archive.anna, (), "public")
    assert missions == (MISSION,)
    (text,) = [one.text for one in scenes if one.word == "named"]
    assert text.startswith("…")
    for name in ("Khin", "hwang", "Mill", "18.40312"):
        assert name.lower() not in text.lower()
