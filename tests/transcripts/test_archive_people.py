"""`waystation archive person|people|consent|revoke|hold|lift|may|out`, as somebody types them."""

from __future__ import annotations

import pytest

from tests.archives import MISSION, PASSPHRASE
from tests.keeping import Said, Typist
from tests.stories import a_story
from waystation.desk.keep.archive.exporting import Asked, export_bundle
from waystation.wording.archive_out import readme_text

NAMES = "Daw Khin\n킨\n\n"


class Pair:
    """Anna and Ben, each with a vault of the same archive."""

    def __init__(self, folder) -> None:
        self.archive = a_story(folder / "vaults")
        self.items = {title: self.archive.called(title).item for title in ("The bend", "The bend, covered", "The hut")}
        export_bundle(self.archive.anna, MISSION, Asked((self.items["The bend, covered"],), "public", "a paper"),
                      folder / "out", readme_text)  # fmt: skip
        self.archive.close()
        self.typist = Typist(folder)
        self.word = self.typist.file("pw", PASSPHRASE + "\n")

    def types(self, who: str, *arguments: str, answers: str = "", status: int = 0) -> Said:
        """One of them types a command of the archive."""
        given = ("--vault", str(self.archive.folder / who), "--passphrase-file", str(self.word))
        return self.typist.types("archive", *arguments, *given, answers=answers, status=status)

    def meet(self) -> None:
        """They exchange bundles."""
        self.archive.open()
        self.archive.exchange()
        self.archive.close()


@pytest.fixture(autouse=True)
def _a_wide_terminal(monkeypatch):
    """Lines are broken where a terminal of a hundred letters ends."""
    monkeypatch.setenv("COLUMNS", "100")


@pytest.fixture
def pair(tmp_path):
    """Two members after the journey; a copy of the bend has gone to a paper."""
    return Pair(tmp_path)


def test_who_somebody_is_is_asked_for_and_shown(pair):
    """Names are read from standard input, and said back; what is said adds up."""
    said = pair.types("anna", "person", "mother", "--names", "--kin", "grandmother", answers="Ma Khin\n\n")
    assert said.out.splitlines() == [
        "mother: traveller, in 4 keepsakes.",
        "Their names, none of which leaves without their leave: Daw Khin, Ma Khin and 킨.",
        "Kin: grandmother.",
    ]
    assert pair.types("anna", "person", "mother", "--json").json["kin"] == ["grandmother"]
    assert "nothing was answered" in pair.types("anna", "person", "mother", "--names", status=2).err.lower()
    assert pair.types("anna", "person", "nobody", status=2).err == (
        "error: nobody has said who nobody is; waystation archive person does\n"
    )
    assert "cannot be a word" in pair.types("anna", "person", "a b", "--role", "helper", status=2).err


def test_who_is_in_what_is_listed_added_and_taken_out_by_two(pair):
    """One member sees somebody; two say that somebody is not there."""
    bend = pair.items["The bend"][:8]
    assert pair.types("anna", "people").out.splitlines()[0].split("  ")[0] == "driver"
    said = pair.types("anna", "people", bend, "--person", "grandmother", "--shows", "voice")
    assert said.out.splitlines()[0].split() == ["grandmother", "nobody", "has", "said", "who", "voice"]
    pair.types("anna", "people", bend, "--without", "grandmother")
    pair.meet()
    assert "grandmother" in pair.types("ben", "people", bend).out
    pair.types("ben", "people", bend, "--without", "grandmother")
    assert "grandmother" not in pair.types("ben", "people", bend).out
    assert pair.types("anna", "people", "--nobody", status=2).err.startswith("error: say in which keepsake")
    hut = pair.items["The hut"][:8]
    assert pair.types("anna", "people", hut).out == "Nobody has said who is in it.\n"
    assert pair.types("anna", "people", hut, "--nobody").out.startswith("One member says that nobody is in it;")
    pair.meet()
    assert pair.types("ben", "people", hut, "--nobody").out == "Nobody is in it, as two members say.\n"
    assert pair.types("ben", "people", hut, "--json").json == {
        "item": pair.items["The hut"], "people": [], "say_nobody": 2
    }  # fmt: skip


def test_leave_is_given_listed_and_taken_back_with_what_is_out(pair):
    """Whoever takes leave back is told what has left and cannot be recalled."""
    bend, covered = pair.items["The bend"][:8], pair.items["The bend, covered"][:8]
    said = pair.types(
        "anna", "consent", bend, "--person", "mother", "--use", "film", "--shows", "face", "--until", "2032-01-31"
    )
    assert said.out == f"mother allows it for a film, in {bend} and its copies: face. Until 2032-01-31.\n"
    assert "a film" in pair.types("anna", "consent", "--person", "mother").out
    assert len(pair.types("anna", "consent", "--json").json) == 3
    assert pair.types("anna", "may", covered, "--use", "public").out == (
        f"{covered} The bend, covered\n  For the public: it may leave.\n"
    )
    lines = pair.types("anna", "revoke", "--person", "mother", "--use", "public").out.splitlines()
    assert lines[0] == "mother refuses: nothing with them leaves for the public any more."
    assert lines[1] == "This is out already and cannot be recalled; ask whoever has it to take it down:"
    assert lines[2].split("  ")[1:5] == ["2031-10-01", "the public", "a paper", covered]
    (out,) = pair.types("anna", "out", "--json").json
    assert pair.types("anna", "out").out.split()[-1] == out["manifest"][:16]
    assert pair.types("anna", "out", "--person", "driver").out == "Nothing has left.\n"
    assert pair.types("anna", "may", covered, "--use", "public", status=1).out.splitlines() == [
        f"{covered} The bend, covered", "  For the public: it may not leave.", "    mother refuses."
    ]  # fmt: skip
    refused = pair.types("anna", "revoke", covered, "--person", "younger-girl", "--guardian", "mother", "--json").json
    assert (len(refused["refused"]), len(refused["out"])) == (4, 1)


def test_what_cannot_be_allowed_is_refused_in_a_line(pair):
    """Nobody, no guardian, no day."""
    assert "--person" in pair.types("anna", "consent", "--use", "film", status=2).err
    assert (
        "no guardian"
        in pair.types(
            "anna", "consent", "--person", "younger-girl", "--use", "film", "--guardian", "driver", status=2
        ).err
    )
    assert pair.types("anna", "consent", "--person", "nobody", "--use", "film", status=2).err.startswith(
        "error: nobody"
    )
    pair.types("anna", "consent", "--person", "mother", "--use", "film", "--until", "soon", status=2)


def test_one_holds_and_two_lift(pair):
    """Lifting asks why; what one lifts waits for the other; the name of a place, too."""
    covered = pair.items["The bend, covered"][:8]
    assert pair.types("anna", "hold", "--person", "mother").out == (
        "Everything with mother is held back, until two members lift it.\n"
    )
    assert pair.types("anna", "may", covered, "--use", "public", status=1).out.splitlines()[2] == (
        "    mother, or somebody of theirs, could be made to pay for it at home. Two members can lift this."
    )
    said = pair.types("anna", "lift", "--person", "mother", "--use", "public", answers="they moved\n")
    assert (
        said.out.splitlines()[0] == "What holds mother back for the public is lifted once 1 more member lifts it too:"
    )
    pair.meet()
    said = pair.types("ben", "lift", "--person", "mother", "--use", "public", answers="they moved\n")
    assert said.out.splitlines()[0] == "Two members have lifted what held mother back for the public:"
    assert pair.types("ben", "may", covered, "--use", "public").out.splitlines()[1] == "  For the public: it may leave."
    assert pair.types("anna", "lift", "--place", "market", "--use", "film", answers="it is gone\n").out == (
        "market may be named for a film once 1 more member agrees.\n"
    )
    assert (
        pair.types("anna", "hold", "--place", "market", "--use", "film").out
        == "market is not to be named for a film.\n"
    )
    assert "no place" in pair.types("anna", "lift", "--place", "x", "--use", "film", answers="y\n", status=2).err
    assert "give one of" in pair.types("anna", "hold", status=2).err
    assert "Nothing was answered" in pair.types("anna", "lift", "--person", "mother", "--use", "film", status=2).err


def test_the_whole_archive_is_listed_with_what_may_leave(pair):
    """A row for each keepsake, a column for each use."""
    rows = pair.types("anna", "may").out.splitlines()
    assert rows[0].split("  ")[-1] == "a film"
    assert any("may leave" in row and "The bend, covered" in row for row in rows)
    found = pair.types("anna", "may", "--json").json
    assert len(found) == len(rows) - 1
    assert {one["title"] for one in found if one["uses"]["public"]["may_leave"]} == {
        "The bend, covered", "What she was not told, covered"
    }  # fmt: skip


def test_whoever_is_forgotten_is_shown_by_keepsakes_that_are_named(pair):
    """By their real name; what has left before is said, too."""
    given = ("--vault", str(pair.archive.folder / "anna"), "--passphrase-file", str(pair.word))
    said = pair.typist.types("vault", "erase", "--yes", *given, answers="Daw Khin\n").out
    assert "These keepsakes show them and never leave" in said
    assert pair.items["The bend"][:8] in said
    assert "1 time one of these has left before" in said
    people = pair.types("anna", "people", pair.items["The bend"][:8]).out.splitlines()
    assert people[0].startswith("mother        forgotten; it never leaves")
