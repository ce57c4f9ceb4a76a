"""`waystation archive redact|sheet|confirm|approve|refuse`, as somebody types them."""

from __future__ import annotations

import stat

import pytest

from tests.archives import PASSPHRASE, an_archive
from tests.keeping import Said, Typist
from tests.portraits import a_film, jpeg, needs_ffmpeg, portrait
from waystation.archive.records import Shown
from waystation.desk.keep.archive.moving import carry, receive


class Desk:
    """Anna and Ben at their desks, with a portrait of the mother of which both have the bytes."""

    def __init__(self, folder) -> None:
        self.folder = folder
        self.archive = an_archive(folder / "vaults")
        people = (Shown(person="mother"),)
        self.portrait = self.archive.adds(jpeg(portrait(300)), title="On the bridge", people=people).item
        self.told = self.archive.called("What she was not told").item
        self.engine = self.archive.called("The engine").item
        self.archive.close()
        self.typist = Typist(folder)
        self.word = self.typist.file("pw", PASSPHRASE + "\n")

    def types(self, *arguments: str, who: str = "anna", status: int = 0, answers: str = "") -> Said:
        """Somebody types a command of the archive."""
        given = ("--vault", str(self.archive.folder / who), "--passphrase-file", str(self.word))
        return self.typist.types("archive", *arguments, *given, status=status, answers=answers)

    def share(self) -> None:
        """Let both have everything, bytes too."""
        self.archive.open()
        self.archive.exchange()
        carry(self.archive.anna, self.folder / "bytes")
        receive(self.archive.ben, self.folder / "bytes")
        self.archive.exchange()
        self.archive.close()

    def adds_a_film(self) -> str:
        """A film in which the mother and her daughter are said to be."""
        self.archive.open()
        people = (Shown(person="mother"), Shown(person="younger-girl"))
        item = self.archive.adds(a_film(self.folder), title="Across", people=people).item
        self.archive.close()
        return item


@pytest.fixture(autouse=True)
def _a_wide_terminal(monkeypatch):
    """Lines are broken where a terminal of a hundred letters ends."""
    monkeypatch.setenv("COLUMNS", "100")


@pytest.fixture
def desk(tmp_path):
    """Anna and Ben at their desks."""
    return Desk(tmp_path)


def test_from_the_original_to_what_two_members_looked_at(desk):
    """Each step says the next; the table says what the copy shows of whom."""
    said = desk.types("redact", desk.portrait[:8]).out
    copy = said[:8]
    assert said == (
        f"{copy} is a working copy of {desk.portrait[:8]}: image/jpeg.\n"
        "1 face was found and covered.\n"
        f"Nothing of it leaves before two members have looked: waystation archive sheet {copy} --to FOLDER\n"
        "  who     face    voice   name\n"
        "  mother  hidden  hidden  shown\n"
    )
    desk.share()
    look = desk.typist.path("look")
    said = desk.types("sheet", copy, "--to", look).out
    sheet = said.split()[1]
    # A path as long as this one is broken where the line ends.
    assert "".join(said.split()) == "".join(
        (
            f"Sheet {sheet} shows 1 picture; it lies in {look}."
            "The finder sees no face in it. It misses faces; you look."
            "It lies there in the clear: destroy it when you have looked."
            f"Then: waystation archive confirm {copy} --sheet {sheet}"
        ).split()
    )
    page = desk.folder / "look" / "sheet-1.png"
    assert stat.S_IMODE(page.stat().st_mode) == 0o600
    said = desk.types("confirm", copy, "--sheet", sheet, "--yes").out
    assert said.endswith(
        f"{copy} is confirmed. A second member looks at the same sheet and approves it, or refuses it.\n"
    )
    own = desk.types("approve", copy, "--sheet", sheet, "--yes", status=2).err
    assert own == f"error: you made {copy}, or confirmed it; a second member approves it\n"
    desk.share()
    other = desk.types("sheet", copy, "--to", desk.typist.path("his"), "--json", who="ben").json
    assert other["sheet"].startswith(sheet)
    said = desk.types("approve", copy, "--sheet", other["sheet"], "--yes", "--json", who="ben").json
    assert (said["step"], said["maker"], said["confirmed"], said["approved"]) == (
        "approved",
        "founder",
        ["founder"],
        ["ben"],
    )


def test_an_original_is_looked_at_to_see_where_boxes_go(desk):
    """The face in it is framed in red, and there is nothing to confirm."""
    said = desk.types("sheet", desk.portrait[:8], "--to", desk.typist.path("look")).out
    assert "What is framed in red may still be a face.\n" in said
    assert "confirm" not in said
    found = desk.types("sheet", desk.portrait, "--to", desk.typist.path("again"), "--json").json
    assert found["frames"] == [{"number": 1, "second": None, "doubtful": True}]
    assert found["files"] == ["sheet-1.png"]


def test_json_says_what_was_covered(desk):
    """And what the copy shows; keys are never printed."""
    found = desk.types("redact", desk.portrait[:8], "--box", "0,0,40,40", "--shows", "mother", "--json").json
    assert found["covered"]["faces"] == 1
    assert found["covered"]["boxes"] == 1
    assert found["shown"] == [{"person": "mother", "face": True, "voice": False, "name": True}]
    assert found["copy"]["of"] == found["of"] == desk.portrait
    assert "key" not in found["copy"]


@needs_ffmpeg
def test_a_film_with_fewer_faces_than_people(desk):
    """It is said whose faces count as shown, and what to do; the film lies beside its sheet."""
    item = desk.adds_a_film()
    said = desk.types("redact", item[:8], "--silent").out
    copy = said[:8]
    assert "It has 20 frames.\nAt most 1 face at a time was found and covered.\n" in said
    assert "The sound was left out.\n" in said
    assert "so it counts as showing the faces of mother and\nyounger-girl. Cover more with --box" in said
    assert "  mother        shown  hidden  shown\n" in said
    look = desk.types("sheet", copy, "--to", desk.typist.path("look")).out
    assert f"Watch and listen to {copy}.mp4 too: it lies beside it.\n" in look
    assert {path.name for path in (desk.folder / "look").iterdir()} == {"sheet-1.png", f"{copy}.mp4"}


def test_words_are_typed_on_lines_and_stand_in_no_argument(desk):
    """One on each."""
    said = desk.types("redact", desk.told[:8], "--words", answers="river\ntwo days\n").out
    assert "2 words were taken out.\n" in said
    desk.types("sheet", said[:8], "--to", desk.typist.path("look"))
    text = (desk.folder / "look" / f"{said[:8]}.txt").read_text()
    assert text.startswith("I was told it would be █████.\nNobody told me about the █████.\n")


@needs_ffmpeg
def test_a_voice_is_made_anew(desk):
    """What stays is said with it."""
    said = desk.types("redact", desk.engine[:8], "--voices").out
    assert "Every voice was taken apart and made anew; words, dialect and ways of speaking stay.\n" in said
    assert "  driver  shown  hidden  shown\n" in said or "  driver  hidden  hidden  shown\n" in said


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (("--box", "1,2,3"), "1,2,3 is no box; write X,Y,WIDTH,HEIGHT in points, in a film with @FROM-TO in seconds"),
        (("--box", "1,2,3,4@0-1"), "a picture has no seconds; leave the @ of the box out"),
        (("--voices",), "there is nothing to hear in this, so no voice can be changed"),
        (("--voices", "--silent"), "--voices changes voices and --silent leaves them out; give one of both"),
        (("--hides", "boatman"), "nobody called boatman is in it; waystation archive people says who is"),
        (("--hides", "mother", "--shows", "mother"), "mother cannot be hidden and shown at once"),
        (("--words",), "words are taken out of texts only"),
    ],
)
def test_what_cannot_be_done_is_one_line(desk, arguments, error):
    """And nothing is taken in."""
    said = desk.types("redact", desk.portrait[:8], *arguments, status=2, answers="river\n")
    assert said == ("", f"error: {error}\n")


def test_what_is_missing_is_one_line(desk, monkeypatch):
    """It says what to install, and what can be done without."""
    monkeypatch.setattr("waystation.storage.centerface.find_spec", lambda name: None)
    said = desk.types("redact", desk.portrait[:8], status=2).err
    assert said == (
        "error: faces are found with parts that are not installed: pip install waystation[faces]; with --no-faces and"
        " --box they are covered by hand\n"
    )
    by_hand = desk.types("redact", desk.portrait[:8], "--no-faces", "--box", "100,30,80,80", "--hides", "mother").out
    assert "1 place was covered by hand.\n" in by_hand
    assert "  mother  hidden  hidden  shown\n" in by_hand
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr("waystation.storage.ffmpeg.find_spec", lambda name: None)
    said = desk.types("redact", desk.engine[:8], status=2).err
    assert said.startswith("error: film and sound need ffmpeg, which is not on this machine; install it")


def test_a_copy_that_shows_too_much_is_refused(desk):
    """For good; where nobody can be asked, --yes is needed."""
    copy = desk.types("redact", desk.portrait[:8], "--no-faces").out[:8]
    desk.types("refuse", copy, status=2)
    said = desk.types("refuse", copy, "--note", "a face", "--yes").out
    assert said == f"{copy} is refused, and never leaves. Another copy: waystation archive redact {desk.portrait[:8]}\n"
    again = desk.types("refuse", copy, "--yes", status=2).err
    assert again == f"error: founder refused {copy}, and it never leaves; make another copy of the original\n"
    of_original = desk.types("refuse", desk.portrait[:8], "--yes", status=2).err
    assert "is an original; only working copies are looked through" in of_original
