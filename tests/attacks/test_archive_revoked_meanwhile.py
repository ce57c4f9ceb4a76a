"""A bundle leaves on one screen while, on another, somebody takes their leave back: the list of what is out has it."""

from __future__ import annotations

from pathlib import Path

from tests.archives import MISSION, PASSPHRASE, Archive
from tests.keeping import Typist
from tests.kept import AROUND
from tests.stories import a_story
from waystation.archive.letting_out import Exported, Refused
from waystation.desk.keep.archive import consents
from waystation.desk.keep.archive.exporting import Asked, export_bundle
from waystation.desk.keep.opening import open_vault
from waystation.wording.archive_out import readme_text

COVERED = "The bend, covered"


def export(archive: Archive, to: Path) -> Exported | Refused:
    """Let the covered picture out for the public, by another process."""
    vault = open_vault(archive.folder / "anna", PASSPHRASE, AROUND)
    try:
        items = (archive.called(COVERED, vault).item,)
        return export_bundle(vault, MISSION, Asked(items, "public", "a paper"), to, readme_text)
    finally:
        vault.close()


def test_what_left_while_the_refusal_was_being_written(tmp_path, monkeypatch):
    """It is told to whoever wrote the refusal down, so that it can be asked back; afterwards nothing leaves."""
    archive = a_story(tmp_path / "vaults")
    archive.close()
    typist = Typist(tmp_path)
    word = typist.file("pw", PASSPHRASE + "\n")
    refuse = consents.take_back

    def after_an_export(*arguments):
        assert isinstance(export(archive, tmp_path / "out"), Exported)
        return refuse(*arguments)

    monkeypatch.setattr(consents, "take_back", after_an_export)
    given = ("--vault", str(archive.folder / "anna"), "--passphrase-file", str(word))
    said = typist.types("archive", "revoke", "--person", "mother", "--use", "public", *given)
    assert "a paper" in said.out
    assert "cannot be recalled" in said.out
    assert isinstance(export(archive, tmp_path / "again"), Refused)
