"""`waystation archive verify|export|stamps`, as somebody types them."""

from __future__ import annotations

import re

import pytest

from tests.archive_bundles import a_copy, bundle_of, proof, the_script_says
from tests.archives import PASSPHRASE, an_archive, picture
from tests.keeping import Said, Typist


class Desk:
    """Anna at her desk, with an archive in which a document and its copy may leave."""

    def __init__(self, folder) -> None:
        self.archive = an_archive(folder / "vaults")
        self.letter = self.archive.adds(picture(9), title="The letter", kind="context", source="expert").item
        self.copy = a_copy(self.archive, self.archive.called("The letter")).item
        self.bend = self.archive.called("The bend").item
        self.archive.close()
        self.typist = Typist(folder)
        self.word = self.typist.file("pw", PASSPHRASE + "\n")

    def types(self, *arguments: str, who: str = "anna", status: int = 0) -> Said:
        """She, or somebody, types a command of the archive."""
        given = ("--vault", str(self.archive.folder / who), "--passphrase-file", str(self.word))
        return self.typist.types("archive", *arguments, *given, status=status)

    def hears(self, *arguments: str, who: str = "anna", status: int = 0) -> str:
        """What a command of the archive says, as if the terminal were as wide as can be."""
        return " ".join(self.types(*arguments, who=who, status=status).out.split())

    def path(self, name: str) -> str:
        """Something in her folder."""
        return self.typist.path(name)


@pytest.fixture
def desk(tmp_path):
    """Anna at her desk."""
    return Desk(tmp_path)


def test_what_is_shown_is_said_and_no_more(desk):
    """Bytes, since when, by whom; a copy says what it was made from."""
    said = desk.types("verify", desk.copy[:8]).out
    assert f"{desk.copy[:8]}  context" in said
    assert "bytes lie here as they were entered" in said
    assert "Made from another on 2031-10-01 and held since: 3 statements by 2 hands" in said
    assert "What it was made from is keepsake" in said
    assert "Not shown: that what is seen or told in it happened" in said
    assert re.search(r"2031-10-01  approved +ben +[0-9a-f]{16}\n", said)
    assert "proves" not in said
    found = desk.types("verify", desk.copy[:8], "--json").json
    assert [(one["item"], one["sound"], one["shows_what_happened"]) for one in found] == [(desk.copy, True, False)]
    assert found[0]["made_from"]["item"] == desk.letter
    assert [one["member"] for one in found[0]["statements"]] == ["founder", "founder", "ben"]


def test_whatever_is_not_shown_is_exit_status_1(desk):
    """Ben does not have the bytes."""
    said = desk.hears("verify", desk.letter, who="ben", status=1)
    assert "WRONG: its bytes are not all on this device; waystation archive receive brings them." in said
    assert "NOT SOUND: it is not shown that these are the bytes that were taken in." in said
    assert len(desk.types("verify", who="ben", status=1).out.split("NOT SOUND")) == 8
    assert "no keepsake begins with zz" in desk.types("verify", "zz", status=2).err


def test_keepsakes_leave_and_a_stranger_checks_them(desk):
    """The fingerprint is the same for whoever hands over and whoever is given."""
    words = desk.hears("export", desk.letter[:8], desk.copy[:8], "--use", "court", "--to", desk.path("out"))
    (fingerprint,) = re.findall(r"Fingerprint: ([0-9a-f]{4}(?: [0-9a-f]{4}){15})", words)
    assert "2 keepsakes for a court. That they left stands written down." in words
    assert "Nobody has said for whom" in words
    assert the_script_says(desk.typist.folder / "out")[1].count(f"Fingerprint: {fingerprint}\n") == 1
    found = " ".join(desk.typist.types("archive", "verify", desk.path("out")).out.split())
    assert f"Fingerprint: {fingerprint}" in found
    assert "A working copy of 01.jpg. Changed: parts of it were covered and what its file" in found
    checked = desk.typist.types("archive", "verify", desk.path("out"), "--json").json
    assert (checked[0]["sound"], checked[0]["fingerprint"]) == (True, fingerprint.replace(" ", ""))
    assert [one["made_from"] for one in checked[0]["items"]] == [None, "01.jpg"]
    said = desk.hears("export", desk.copy, "--use", "public", "--to", desk.path("b"), "--for", "a paper", "--c2pa")
    assert "Nobody has said for whom" not in said
    assert "With Content Credentials: c2pa/01.jpg." in said


def test_what_stands_in_the_way_is_named_and_nothing_leaves(desk):
    """Every reason, of every keepsake."""
    said = desk.types("export", desk.letter, desk.bend, "--use", "film", "--to", desk.path("out"), status=1).out
    assert f"{desk.letter[:8]}: It is an original" in said
    assert f"{desk.bend[:8]}: It is an original" in said
    assert said.endswith("Nothing left.\n")
    assert not (desk.typist.folder / "out").exists()
    found = desk.types(
        "export", desk.bend, "--use", "film", "--to", desk.path("out"), "--json", status=1
    ).json  # fmt: skip
    assert (found["left"], found["refused"][0]["item"]) == (False, desk.bend)
    assert "original" in {one["code"] for one in found["refused"][0]["hindrances"]}


def test_what_cannot_be_done_is_one_sentence(desk):
    """A folder that is there, one that is nowhere, a use that is none."""
    there = desk.types("export", desk.letter, "--use", "court", "--to", desk.path("vaults"), status=2).err
    assert there.endswith("is there already; a bundle appears as a new folder, so that nothing old lies in it\n")
    assert (
        "there is no folder"
        in desk.types("export", desk.letter, "--use", "court", "--to", desk.path("a/b"), status=2).err
    )
    assert "'--use'" in desk.types("export", desk.letter, "--use", "fun", "--to", desk.path("a"), status=2).err
    assert desk.types("stamps", "--to", "a", "--from", "b", status=2).err == "error: give --to or --from, not both\n"


def test_signatures_go_to_be_stamped_and_proofs_come_back(desk):
    """A promise first, then a block; what is no proof is named."""
    said = desk.types("stamps", "--to", desk.path("stick")).out
    assert "9 signatures lie in" in said
    files = sorted((desk.typist.folder / "stick").iterdir())
    assert len(files) == 9
    assert desk.types("stamps", "--from", desk.path("stick")).out == "There is no proof in that folder.\n"
    first = files[0].read_bytes()
    (desk.typist.folder / "stick" / "a.ots").write_bytes(proof(first))
    (desk.typist.folder / "stick" / "b.ots").write_bytes(b"nothing")
    assert desk.hears("stamps", "--from", desk.path("stick")) == (
        "Of 1 signature a calendar has promised a proof: ots upgrade fetches it in some hours. "
        "No proof about anything in this archive: b.ots."
    )
    (desk.typist.folder / "stick" / "a.ots").write_bytes(proof(first, block=800_000))
    found = desk.types("stamps", "--from", desk.path("stick"), "--json").json
    assert (found["proved"], found["promised"], found["known"], found["foreign"]) == (1, 0, 0, ["b.ots"])
    assert desk.hears("stamps") == (
        "1 signature is proved by a block. 8 signatures have no proof of time. "
        "Write them onto a stick with --to, stamp them where a network is, take proofs back with --from."
    )
    assert [len(desk.types("stamps", "--json").json[key]) for key in ("waiting", "promised", "proved")] == [8, 0, 1]
    assert "1 signature has a proof of time in block 800000 of Bitcoin" in desk.hears("verify")


def test_a_bundle_needs_no_vault_and_what_is_wrong_with_it_is_named(tmp_path):
    """Whoever was given one has this program at most."""
    bundle = bundle_of(tmp_path / "out")
    typist = Typist(tmp_path / "stranger")
    said = typist.types("archive", "verify", str(bundle)).out
    assert said.count("A RECREATION. This is not footage of anything that happened.") == 1
    assert "1 signature has a proof of time in stamps; ots verify checks it." in said
    (bundle / "01.jpg").unlink()
    (bundle / "custody" / "02.txt").write_text("nonsense\n")
    said = typist.types("archive", "verify", str(bundle), status=1).out
    assert "WRONG: 01.jpg: it is missing, or is no file." in said
    assert "WRONG: custody/02.txt: statement" in said
    assert "NOT SOUND: this bundle was changed after it was made, or is not whole." in said
    assert "held since" not in said
