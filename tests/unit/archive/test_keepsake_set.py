"""Sets of keepsakes as they are written down."""

from pathlib import Path

import pytest

from waystation.archive.keepsake_set import read_set
from waystation.errors import BadInput

ROOT = Path(__file__).resolve().parents[3]
SMALL = """
format = 1
[[mission]]
name = "heron"
pack = "a-son"
calls = "calls.jsonl"
[[person]]
mission = "heron"
id = "son"
[[keepsake]]
mission = "heron"
file = "window.jpg"
kind = "still"
title = "A window"
source = "traveller"
people = [{ person = "son", face = false }]
"""


def test_a_set_says_what_each_keepsake_is_and_who_is_in_it():
    """Whatever the file leaves out of somebody is taken to be shown."""
    found = read_set(SMALL.encode())
    (kept,) = found.in_mission("heron")
    assert (kept.kind, kept.source, kept.title) == ("still", "traveller", "A window")
    assert [(one.person, one.face, one.voice) for one in kept.people] == [("son", False, True)]
    assert found.in_mission("crane") == ()


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ('[[keepsake]]\nmission = "heron"', '[[keepsake]]\nmission = "crane"', "keepsakes_mission"),
        ('{ person = "son"', '{ person = "sun"', "keepsakes_person"),
        ('kind = "still"', 'kind = "proof"', "not_one_of"),
        ('file = "window.jpg"\n', "", "missing_key"),
    ],
)
def test_what_is_wrong_in_a_set_is_said_with_its_line(before, after, code):
    """A mission or person that nobody described, a kind that there is not, a file that is not named."""
    assert before in SMALL
    with pytest.raises(BadInput) as found:
        read_set(SMALL.replace(before, after).encode())
    first = found.value.mistakes()[0]
    assert first.code == code
    assert first.line > 0


def test_what_is_no_toml_is_said_so():
    """And nothing else is."""
    with pytest.raises(BadInput) as found:
        read_set(b"format = ")
    assert [one.code for one in found.value.mistakes()] == ["not_toml"]


@pytest.mark.parametrize("name", ["beyond-utopia", "christmas-1854"])
def test_a_shipped_set_leaves_nobody_undescribed(name):
    """Its missions are shipped packs, its files are there or are drawn by its script, and each says how it was made."""
    folder = ROOT / "keepsakes" / name
    found = read_set((folder / "keepsakes.toml").read_bytes())
    for mission in found.mission:
        assert (ROOT / "packs" / mission.pack / "pack.toml").is_file()
        assert (folder / mission.calls).is_file()
    drawn = ("jpg", "wav", "mp4") if (folder / "make.py").is_file() else ()
    for kept in found.keepsake:
        assert kept.how
        assert (folder / kept.file).is_file() or kept.file.rpartition(".")[2] in drawn
