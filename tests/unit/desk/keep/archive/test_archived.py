"""The archive's place in a vault: one compartment for a mission's footage, and who may open it."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest

from tests.archives import MISSION, PASSPHRASE
from tests.kept import AROUND, CHEAP, new_vault
from waystation.archive.intake import KeepsakeDraft
from waystation.desk.keep.archive.adding import take_in
from waystation.desk.keep.archive.archived import archives_in
from waystation.desk.keep.bundles import export_bundles, import_bundles
from waystation.desk.keep.compartments import admit
from waystation.desk.keep.creating import request_membership
from waystation.desk.keep.joining import join_vault, waiting_device
from waystation.desk.keep.members import add_device
from waystation.desk.keep.packs import put_pack
from waystation.errors import Usage
from waystation.storage.bundle_folders import BundleFolder
from waystation.storage.folders import PackFolder

PACK = Path(__file__).resolve().parents[5] / "packs" / MISSION
WORDS = b"They asked for more money at the bend.\n"


def test_whoever_is_not_admitted_to_the_footage_opens_no_second_archive_beside_it(tmp_path: Path):
    """What went into one would be read by nobody else, and would look kept; whoever is admitted then takes it in."""
    anna = new_vault(tmp_path / "anna")
    put_pack(anna, PackFolder(PACK), MISSION)
    take_in(anna, MISSION, BytesIO(b"first\n"), KeepsakeDraft(source="broker"))
    add_device(anna, request_membership(tmp_path / "ben", PASSPHRASE, "phone", CHEAP, AROUND), "ben", "coordinator")
    admit(anna, MISSION, "ben", with_history=True)
    export_bundles(anna, BundleFolder(tmp_path / "stick"), only_new=False)
    ben = join_vault(waiting_device(tmp_path / "ben", PASSPHRASE), _bundles(tmp_path / "stick"), AROUND).vault
    try:
        assert archives_in(ben) == []
        with pytest.raises(Usage) as refused:
            take_in(ben, MISSION, BytesIO(WORDS), KeepsakeDraft(source="broker"))
        assert (refused.value.code, refused.value.fields["value"]) == ("vault_closed", f"{MISSION}/footage")

        admit(anna, f"{MISSION}/footage", "ben", with_history=True)
        export_bundles(anna, BundleFolder(tmp_path / "stick"), only_new=True)
        import_bundles(ben, _bundles(tmp_path / "stick"))
        assert archives_in(ben) == [MISSION]
        assert take_in(ben, MISSION, BytesIO(WORDS), KeepsakeDraft(source="broker")).size == len(WORDS)
    finally:
        anna.close()
        ben.close()


def _bundles(stick: Path) -> list[bytes]:
    return [path.read_bytes() for path in sorted(stick.iterdir())]
