"""`waystation story demo`: a shipped set of keepsakes becomes a story through every door that a real one passes."""

from __future__ import annotations

import re

import pytest

from tests.keeping import Typist
from waystation.desk.keep.archive.demonstrating import story_without


@pytest.fixture(scope="module")
def demonstrated(tmp_path_factory):
    """What the demonstration of the journey of 1854 said and left."""
    typist = Typist(tmp_path_factory.mktemp("demo"))
    said = typist.types("story", "demo", "christmas-1854", "--folder", typist.path("demo"))
    return typist, said.out


def test_it_says_what_was_made_and_how_to_go_on(demonstrated):
    """What was taken in, who looked at it, where the pages are, and that they are in the clear."""
    typist, out = demonstrated
    said = " ".join(out.split())
    assert (
        "9 keepsakes were taken in; of each a working copy was made, one member confirmed it, a second approved it."
        in said
    )
    assert "story.en.html, story.ko.html" in said
    vault = f"--vault {typist.path('demo')}/vault --passphrase-file {typist.path('demo')}/vault-passphrase"
    assert f"waystation archive list --mission christmas-1854 {vault}\n" in out
    assert "passphrase lies in the clear" in said


def test_its_pages_tell_the_story_and_ask_for_nothing(demonstrated):
    """Both languages, whole; no address of anything outside is in them."""
    typist, _ = demonstrated
    for language, title in (("en", "To step on board"), ("ko", "배에 오를 채비")):
        page = (typist.folder / "demo" / "story" / f"story.{language}.html").read_text("utf-8")
        assert title in page
        assert re.findall(r'(?:src|href)="(?!#|data:|story\.)[^"]*"', page) == []


def test_everything_in_it_passed_the_gate(demonstrated):
    """Originals may not leave; each working copy may, and its custody says that two members looked before it left."""
    typist, _ = demonstrated
    given = ("--vault", typist.path("demo/vault"), "--passphrase-file", typist.path("demo/vault-passphrase"))
    kept = typist.types("archive", "list", "--json", *given).json["keepsakes"]
    copies = [one for one in kept if one.get("of")]
    assert len(copies) == len(kept) - len(copies) == 9
    may = typist.types("archive", "may", copies[0]["item"][:8], "--use", "public", "--json", *given).json
    assert "hindrances" in str(may)
    typist.types("archive", "verify", copies[0]["item"][:8], *given)


def test_a_second_demonstration_takes_the_place_of_the_first_and_of_nothing_else(demonstrated):
    """What somebody else laid there stays, and stops it."""
    typist, _ = demonstrated
    typist.types("story", "demo", "christmas-1854", "--folder", typist.path("demo"))
    other = typist.folder / "other" / "vault"
    other.mkdir(parents=True)
    (other / "letters").write_text("mine")
    said = typist.types("story", "demo", "christmas-1854", "--folder", typist.path("other"), status=2)
    assert "error: " in said.err
    assert (other / "letters").read_text() == "mine"


def test_a_set_that_does_not_come_along_is_refused_by_name(demonstrated):
    """And those that do are named."""
    typist, _ = demonstrated
    said = typist.types("story", "demo", "christmas-1845", status=2)
    assert "there are beyond-utopia, christmas-1854; did you mean christmas-1854?" in said.err


def test_a_story_goes_without_what_could_not_be_made():
    """A scene that would rest on nothing is left out, one that rests on something else stays."""
    data = b"""
[[scene]]
title = { en = "Alone" }
show = [{ item = "film.mp4", described = { en = "A film" } }]
[[scene]]
title = { en = "Both" }
show = [{ item = "film.mp4", described = { en = "A film" } }, { item = "still.jpg", described = { en = "A still" } }]
[[scene]]
title = { en = "Told" }
show = [{ item = "film.mp4", described = { en = "A film" } }]
calls = ["0123"]
"""
    import tomllib

    left = tomllib.loads(story_without(data, {"film.mp4"}).decode())["scene"]
    assert [one["title"]["en"] for one in left] == ["Both", "Told"]
    assert [[each["item"] for each in one.get("show", [])] for one in left] == [["still.jpg"], []]
    assert story_without(data, set()) == data
