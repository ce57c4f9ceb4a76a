"""Footage and testimony as somebody types it: in, listed, looked at, carried to another device, forgotten."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.archives import picture, voice
from tests.keeping import Typist

MISSION = "two-days-to-the-river"
BYTES = "They told me two days.\n"


@pytest.fixture(autouse=True)
def _a_wide_terminal(monkeypatch):
    """Lines are broken where a terminal of a hundred letters ends."""
    monkeypatch.setenv("COLUMNS", "100")


@pytest.fixture
def typist(tmp_path, root, monkeypatch):
    """Somebody in a folder with a vault that holds a mission, and a phone dump."""
    one = Typist(tmp_path / "desk")
    monkeypatch.chdir(one.folder)
    one.creates("vault")
    one.in_vault("vault", "vault", "put", str(root / "packs" / MISSION))
    dump = Path(one.path("dump"))
    dump.mkdir()
    (dump / "a.jpg").write_bytes(picture(1, place=(18.1, 104.1)))
    (dump / "b.jpg").write_bytes(picture(2))
    (dump / "b again.jpg").write_bytes(picture(2))
    (dump / "c.wav").write_bytes(voice(3))
    return one


def adds(typist: Typist, *more: str, answers: str = "", status: int = 0):
    """Take something in."""
    return typist.in_vault("vault", "archive", "add", *more, answers=answers, status=status)


def listed(typist: Typist, vault: str = "vault") -> list[dict]:
    """What the archive holds."""
    found = typist.in_vault(vault, "archive", "list", "--json").json
    assert found["format"] == 1
    assert found["mission"] == MISSION
    return found["keepsakes"]


def test_a_dump_comes_in_with_what_is_said_of_it(typist):
    """A table of what came in, and of what did not."""
    said = adds(typist, "dump", "--source", "broker", "--made", "2031-10", "--person", "mother")
    first, *rows = said.out.splitlines()
    assert first == f"3 keepsakes of {MISSION} are taken in (9.4 kB), sealed and on the disk."
    assert [row.split()[1:3] for row in rows[:3]] == [
        ["still", "image/jpeg"],
        ["still", "image/jpeg"],
        ["sound", "audio/wav"],
    ]
    assert rows[3].startswith("  not taken in: dump/b.jpg: the very same bytes are kept already, as ")
    assert said.err == ""
    assert {(one["source"], one["made"], tuple(one["people"])) for one in listed(typist)} == {
        ("broker", "2031-10", ("mother",))
    }
    assert "key" not in listed(typist)[0]


def test_standard_input_comes_in(typist):
    """And what is there already is told, which is no fault."""
    adds(typist, "-", "--source", "traveller", "--kind", "testimony", "--title", "Told", answers=BYTES)
    (kept,) = listed(typist)
    assert (kept["kind"], kept["title"], kept["name"], kept["size"]) == ("testimony", "Told", "", len(BYTES))
    error = adds(typist, "-", "--source", "traveller", answers=BYTES, status=2).err
    assert error == f"error: the very same bytes are kept already, as {kept['item'][:8]} of {MISSION}\n"


def test_what_cannot_come_in_is_an_error_and_the_rest_comes_in(typist):
    """Exit status 2, with the reason beside each."""
    said = adds(typist, "dump", "none", "--source", "found", "--json", status=2)
    found = said.json
    assert len(found["taken"]) == 3
    assert [(Path(one["path"]).name, one["why"][0]["code"]) for one in found["skipped"]] == [
        ("b.jpg", "archive_kept_already"),
        ("none", "cannot_open"),
    ]
    assert said.err == "error: 1 of what was given could not be taken in; see above\n"


@pytest.mark.parametrize(
    ("given", "error"),
    [
        (("--made", "yesterday"), "error: made cannot be yesterday; waystation archive add --help says what it can\n"),
        (("--place", "mil"), f"error: the pack of {MISSION} has no place mil; did you mean mill?\n"),
        (("--mission", "heron"), "error: this device reads no mission heron in this vault\n"),
        (("--person", "a b"), "error: --person cannot be a b; waystation archive add --help says what it can\n"),
    ],
)  # fmt: skip
def test_slips_are_answered_in_a_line(typist, given, error):
    """Before a byte is read."""
    assert adds(typist, "dump", "--source", "found", *given, status=2).err == error
    assert listed(typist) == []


def test_a_keepsake_is_shown_and_looked_into(typist):
    """All that is written down; and with --look what stands beside the picture, in words and as JSON."""
    adds(typist, "dump", "--source", "broker", "--who", "boatman")
    item = listed(typist)[0]["item"]
    said = typist.in_vault("vault", "archive", "show", item[:6], "--look").out
    assert "from         a broker, boatman" in said
    assert "It shows 96 × 64 pixels." in said
    assert "Beside what it shows, it holds: the camera's own notes (EXIF), where it was made." in said
    found = typist.in_vault("vault", "archive", "show", item, "--look", "--json").json
    assert found["looked"]["beside"] == ["exif", "gps"]
    assert typist.in_vault("vault", "archive", "show", item, "--json").json["looked"] is None
    assert typist.in_vault("vault", "archive", "show", "zz", status=2).err == (
        "error: no keepsake begins with zz; waystation archive list shows them\n"
    )


def test_a_keepsake_is_opened_into_a_new_file_only(typist):
    """Byte for byte; what is there already is not written over."""
    adds(typist, "dump", "--source", "broker")
    item, out = listed(typist)[0]["item"], typist.path("look.jpg")
    said = typist.in_vault("vault", "archive", "open", item, "-o", out).out
    assert "lies in the clear" in said
    assert Path(out).read_bytes() == picture(1, place=(18.1, 104.1))
    assert Path(out).stat().st_mode & 0o077 == 0
    Path(out).write_text("something else", "utf-8")
    assert "is there already" in typist.in_vault("vault", "archive", "open", item, "-o", out, status=2).err
    assert Path(out).read_text("utf-8") == "something else"


def test_a_keepsake_can_be_handed_to_another_program(typist):
    """A dash is standard output, as it is standard input for what is taken in: no file is made."""
    (item,) = adds(typist, "-", "--source", "traveller", "--json", answers=BYTES).json["taken"]
    opened = [sys.executable, "-m", "waystation", "archive", "open", item["item"], "-o", "-", "--vault", "vault"]
    said = subprocess.run([*opened, "--passphrase-file", "words"], capture_output=True, check=False)
    assert (said.returncode, said.stdout, said.stderr) == (0, BYTES.encode(), b"")
    assert not Path("-").exists()
    refused = typist.in_vault("vault", "archive", "open", item["item"], "-o", "-", "--json", status=2)
    assert "not both" in refused.err


def test_an_opening_that_fails_leaves_no_file(typist):
    """Bytes that are not here."""
    adds(typist, "-", "--source", "found", answers=BYTES)
    stick = "stick"
    typist.in_vault("vault", "archive", "carry", stick)
    (piece,) = Path(typist.path("vault"), "m").iterdir()
    whole = piece.read_bytes()
    piece.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    item, out = listed(typist)[0]["item"], typist.path("look.txt")
    error = typist.in_vault("vault", "archive", "open", item, "-o", out, status=2).err
    assert error.startswith("error: piece 1 of 1 is not as it was sealed")
    assert not Path(out).exists()
    checked = typist.in_vault("vault", "vault", "check", status=1)
    assert f"error: keepsake {item[:8]} of {MISSION}: piece 1 of 1 is not as it was sealed" in checked.err
    assert "1 keepsake is whole here now" not in typist.in_vault("vault", "archive", "receive", stick).out
    assert typist.in_vault("vault", "vault", "check").err == ""


def test_bytes_reach_another_device_and_go_from_both(typist):
    """Records in bundles, bytes on a stick; what one destroys goes from the other with the next bundle."""
    adds(typist, "dump", "--source", "broker")
    typist.joins("vault", "phone", "malee", MISSION, f"{MISSION}/footage")
    stick = "stick"
    said = typist.in_vault("vault", "archive", "carry", stick).out.splitlines()
    assert said[0] == "3 keepsakes were written onto stick, sealed (197 kB)."
    assert not any(one["here"] for one in listed(typist, "phone"))
    assert typist.in_vault("phone", "archive", "receive", stick).out == "3 keepsakes are whole here now.\n"
    assert all(one["here"] for one in listed(typist, "phone"))
    item = listed(typist)[0]["item"]
    said = typist.in_vault("vault", "archive", "forget", item, "--yes", "--why", "asked for")
    assert said.out.startswith("The bytes of 1 keepsake are destroyed here; other devices follow")
    typist.hands("vault", "bundles")
    typist.takes("phone", typist.path("bundles"))
    for vault in ("vault", "phone"):
        assert len(list(Path(typist.path(vault), "m").iterdir())) == 2
        assert listed(typist, vault)[0]["destroyed"]
        typist.checks(vault)
    error = typist.in_vault("phone", "archive", "open", item, "-o", typist.path("x"), status=2).err
    assert error == f"error: the bytes of keepsake {item[:8]} were destroyed\n"
    assert "3 pieces" not in typist.in_vault("phone", "archive", "receive", stick).out


def test_forgetting_asks_first(typist):
    """Where nobody can be asked, nothing is destroyed."""
    adds(typist, "dump", "--source", "broker")
    error = typist.in_vault("vault", "archive", "forget", listed(typist)[0]["item"], status=2).err
    assert "--yes" in error
    assert not any(one["destroyed"] for one in listed(typist))


def test_an_empty_archive_says_what_to_do(typist):
    """And nothing was broken off."""
    assert typist.in_vault("vault", "archive", "list").out == (
        "Nothing is kept yet; waystation archive add takes in files and folders.\n"
    )
    assert typist.in_vault("vault", "archive", "resume").out == "No intake was broken off.\n"
    assert typist.in_vault("vault", "archive", "resume", "--json").json == {"format": 1, "intakes": []}


def test_the_bytes_of_keepsakes_lie_nowhere_in_the_clear(typist):
    """Neither what they hold nor what they are called is in any file of the vault's folder."""
    secret = "the boatman at the second bend"
    Path(typist.path("dump"), "hyesan.txt").write_text(secret * 40, "utf-8")
    adds(typist, "dump", "--source", "broker", "--how", "a phone in a pocket", "--who", "boatman")
    every = b"".join(path.read_bytes() for path in Path(typist.path("vault")).rglob("*") if path.is_file())
    for planted in (secret, "hyesan", "a phone in a pocket", "boatman", "a.jpg", "image/jpeg"):
        for coded in (planted.encode(), planted.encode("utf-16-le"), json.dumps(planted).encode()):
            assert coded not in every
    assert picture(2)[:200] not in every
