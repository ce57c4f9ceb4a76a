"""`waystation story` as somebody types it."""

from __future__ import annotations

import pytest

from tests.archives import PASSPHRASE
from tests.keeping import Typist
from tests.stories import STORY, a_story, story_text


@pytest.fixture
def typist(tmp_path):
    """Somebody before a vault whose story may be told, and its file."""
    archive = a_story(tmp_path / "vaults")
    archive.close()
    someone = Typist(tmp_path)
    someone.words = str(someone.file("words", PASSPHRASE + "\n"))
    someone.file("story.toml", STORY)
    return someone


def tells(typist: Typist, *words: str, status: int = 0):
    """Type `waystation story …` in Anna's vault."""
    return typist.in_vault("vaults/anna", "story", *words, status=status)


def test_a_story_is_checked(typist):
    """What each scene rests on, and that nothing stands in the way."""
    said = tells(typist, "check", typist.path("story.toml"))
    assert said.err == ""
    lines = said.out.splitlines()
    assert lines[0] == "Two days: 5 scenes."
    assert lines[1] == "No recreations: nothing here is acted. Every scene says what it rests on."
    assert lines[-1] == "Nothing stands in the way."
    found = tells(typist, "check", typist.path("story.toml"), "--json").json
    assert found["may_be_told"] is True
    assert [one["rests_on"] for one in found["scenes"]] == [["still"], ["call"], ["call"], ["context"], ["testimony"]]


def test_a_story_that_may_not_be_told(typist):
    """Exit status 1, and every reason."""
    typist.file("film.toml", story_text({'use = "public"': 'use = "film"'}).decode())
    said = tells(typist, "check", typist.path("film.toml"), status=1)
    assert "Scene 1, keepsake" in said.out
    said = tells(typist, "build", typist.path("film.toml"), "--to", typist.path("told"), "--yes", status=1)
    assert said.err == "error: the story cannot be told yet, and nothing was written; see above\n"
    assert not (typist.folder / "told").exists()
    found = tells(typist, "check", typist.path("film.toml"), "--json", status=1).json
    assert {one["code"] for one in found["hindrances"]} == {"not_asked"}


def test_mistakes_have_their_lines(typist):
    """All at once, exit status 2."""
    typist.file("wrong.toml", story_text({"km = 60": "km = 6", '["police"]': "[]"}).decode())
    said = tells(typist, "check", typist.path("wrong.toml"), status=2)
    lines = said.err.splitlines()
    assert len(lines) == 2
    assert all(line.startswith("error: wrong.toml:") for line in lines)
    assert any("the scene rests on nothing; give it a keepsake (show)" in line for line in lines)


def test_nothing_is_built_unasked(typist):
    """What it leaves to learn is said first; at a terminal it asks, elsewhere it wants --yes."""
    said = tells(typist, "build", typist.path("story.toml"), "--to", typist.path("told"), status=2)
    assert "What a reader could still learn" in said.out
    assert "place mill" in said.out
    assert said.err.startswith("error: a page that left cannot be called back")
    assert not (typist.folder / "told").exists()


def test_a_story_is_built(typist):
    """Two pages, and what left."""
    said = tells(typist, "build", typist.path("story.toml"), "--to", typist.path("told"), "--yes")
    assert "story.en.html, story.ko.html" in " ".join(said.out.split())
    assert "what was shown cannot be called back" in " ".join(said.out.split())
    assert sorted(path.name for path in (typist.folder / "told").iterdir()) == ["story.en.html", "story.ko.html"]
    again = tells(typist, "build", typist.path("story.toml"), "--to", typist.path("told"), "--yes", status=2)
    assert "told" in again.err
    found = tells(typist, "build", typist.path("story.toml"), "--to", typist.path("more"), "--yes", "--json").json
    assert found["pages"] == ["story.en.html", "story.ko.html"]
    assert found["exposure"]["km"] == 60


def test_exposure_is_told(typist):
    """How many of the vault each place, person and broker could be."""
    said = tells(typist, "exposure", typist.path("story.toml"))
    assert "its country, and" in said.out
    found = tells(typist, "exposure", typist.path("story.toml"), "--json").json
    assert {one["broker"] for one in found["brokers"]} == {"hwang"}


def test_a_draft_is_written_and_can_be_checked(typist):
    """From what there is, in order of time; it may need leave before it is told."""
    said = tells(typist, "draft", "--to", typist.path("draft.toml"))
    assert "it is in the clear, and holds ids of places" in " ".join(said.out.split())
    text = (typist.folder / "draft.toml").read_text("utf-8")
    assert "Khin" not in text
    tells(typist, "check", typist.path("draft.toml"), status=1)
    found = tells(typist, "draft", "--to", typist.path("more.toml"), "--json").json
    assert found["missions"] == ["two-days-to-the-river"]
