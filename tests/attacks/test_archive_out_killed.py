"""Kills an export at every file that it writes and at every step after: nothing appears that was not written down."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.archive_bundles import let_out, the_script_says
from tests.archives import MISSION, PASSPHRASE, Archive, an_archive, picture
from tests.kept import AROUND
from waystation.desk.keep.archive import exporting
from waystation.desk.keep.archive.archived import read_archive
from waystation.desk.keep.archive.exporting import Asked, export_bundle
from waystation.desk.keep.archive.verifying import verify_bundle
from waystation.desk.keep.opening import open_vault
from waystation.storage.out_folders import NewBundle
from waystation.wording.archive_out import readme_text

KILLED = 77
STEPS = 16
"""More than an export of one keepsake takes: the last ones come after its end."""


def killed_at(number: int):
    """What ends this process, as a kill does, when it is called for this time."""
    left = number

    def step() -> None:
        nonlocal left
        if left == 0:
            os._exit(KILLED)
        left -= 1

    return step


def exported_by_a_child(folder: Path, item: str, number: int) -> int:
    """Let a process of its own export a keepsake, and kill it after so many steps.

    Returns:
        Its exit status.
    """
    child = os.fork()
    if child == 0:
        status = 1
        try:
            step = killed_at(number)

            def then(work):
                def stepping(*given, **more):
                    step()
                    done = work(*given, **more)
                    step()
                    return done

                return stepping

            NewBundle.write, NewBundle.appear = then(NewBundle.write), then(NewBundle.appear)
            exporting.enter = then(exporting.enter)
            vault = open_vault(folder / "archive" / "anna", PASSPHRASE, AROUND)
            export_bundle(vault, MISSION, Asked([item], "court"), folder / "out", readme_text)
            status = 0
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """An archive with a document that may leave for a court, closed."""
    folder = tmp_path_factory.mktemp("killed")
    made = an_archive(folder / "archive")
    letter = made.adds(picture(9), title="The letter", kind="context", source="expert")
    made.close()
    return folder, letter.item


@pytest.mark.parametrize("number", range(0, 2 * STEPS, 2))
def test_kill_an_export(tmp_path, prepared, number):
    """A bundle that is there is whole and written down; what is unfinished is gone with the next export."""
    source, item = prepared
    shutil.copytree(source / "archive", tmp_path / "archive")
    status = exported_by_a_child(tmp_path, item, number)
    assert status in (0, KILLED)
    vault = open_vault(tmp_path / "archive" / "anna", PASSPHRASE, AROUND)
    outs = read_archive(vault, MISSION).outs
    if (tmp_path / "out").exists():
        found = verify_bundle(tmp_path / "out")
        assert not found.faults
        assert [one.record.manifest for one in outs] == [found.fingerprint]
    else:
        assert status == KILLED
    ben = open_vault(tmp_path / "archive" / "ben", PASSPHRASE, AROUND)
    shutil.rmtree(tmp_path / "out", ignore_errors=True)
    again = Archive(tmp_path, vault, ben)
    let_out(again, [item], tmp_path / "out")
    assert the_script_says(tmp_path / "out")[0] == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["archive", "out"]
    assert len(again.register.outs) == len(outs) + 1
    again.close()


def test_the_last_kill_comes_after_the_end(prepared, tmp_path):
    """So every step before it was tried."""
    source, item = prepared
    shutil.copytree(source / "archive", tmp_path / "archive")
    assert exported_by_a_child(tmp_path, item, 2 * STEPS - 2) == 0
    assert exported_by_a_child(tmp_path / "none", item, 0) == 1
