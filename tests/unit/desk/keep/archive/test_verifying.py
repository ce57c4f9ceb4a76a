"""Verifying reads the bytes as they lie on the disk."""

from __future__ import annotations

import pytest

from tests.archives import MISSION, an_archive
from waystation.desk.keep.archive.holding import destroy, sealed_files
from waystation.desk.keep.archive.verifying import verify_items
from waystation.errors import Usage


@pytest.fixture
def archive(tmp_path):
    """An archive."""
    made = an_archive(tmp_path / "archive")
    yield made
    made.close()


def lies(vault) -> dict[str, str]:
    """What is found of each keepsake's bytes, by its title."""
    return {one.keepsake.title: one.lies for one in verify_items(vault, MISSION, [])}


def test_all_are_verified_where_none_is_named(archive):
    """Each once, and nothing is written down of it: nobody saw a byte."""
    entries = archive.anna.store.count()
    found = verify_items(archive.anna, MISSION, [])
    assert len(found) == 5
    assert all(one.sound for one in found)
    assert archive.anna.store.count() == entries
    assert len(verify_items(archive.anna, MISSION, [found[0].keepsake.item[:6], found[0].keepsake.item])) == 1


def test_bytes_that_lie_elsewhere_are_missing_here(archive):
    """Ben knows of them, and cannot show them."""
    assert set(lies(archive.ben).values()) == {"missing"}
    assert not any(one.sound for one in verify_items(archive.ben, MISSION, []))


def test_a_bit_that_is_changed_where_they_lie_is_found(archive):
    """Whichever chunk it is in; the others are as they were."""
    folder = sealed_files(archive.anna)
    path = next(path for path in sorted(folder.path.iterdir()) if path.is_file())
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.chmod(0o600)
    path.write_bytes(data)
    assert sorted(lies(archive.anna).values()) == ["changed", "whole", "whole", "whole", "whole"]


def test_what_was_destroyed_is_said_to_be(archive):
    """Its statements are whole, and show no bytes."""
    destroy(archive.anna, archive.register, [archive.called("The hut")], "asked for")
    (found,) = verify_items(archive.anna, MISSION, [archive.called("The hut").item])
    assert (found.lies, found.faults, found.sound) == ("destroyed", (), False)


def test_a_word_that_means_nothing_is_one_sentence(archive):
    """Before anything is read."""
    with pytest.raises(Usage, match="archive_no_item"):
        verify_items(archive.anna, MISSION, ["zz"])
