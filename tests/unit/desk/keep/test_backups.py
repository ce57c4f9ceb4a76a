"""A backup becomes a vault again, as a new device, however late it is restored and whatever came since."""

from __future__ import annotations

import pyrage
import pytest

from tests.kept import AROUND, CHEAP, heard, new_vault
from waystation.desk.keep.backups import back_up, opened_backup, restore_vault
from waystation.desk.keep.checking import check_vault
from waystation.desk.keep.members import add_device
from waystation.desk.keep.reports import VaultReports, kept_in
from waystation.errors import Usage
from waystation.vault.bundles import seal_bundles
from waystation.vault.devices import new_device
from waystation.vault.entries import parse_entry

IDENTITY = pyrage.x25519.Identity.generate()


def backup_of(vault):
    """A backup, opened again."""
    data = back_up(vault, "backup.age", [str(IDENTITY.to_public())], None).data
    return opened_backup(data, [str(IDENTITY)], None)


def carried_to(vault, device):
    """All that a vault holds, as bundles that a device opens whether or not it still belongs."""
    entries = [parse_entry(raw) for _, raw in vault.store.entries()]
    attachments = vault.store.attachments({one.attachment for one in entries if any(one.attachment)})
    return list(seal_bundles(vault.vault_id, entries, attachments, [device.kem_public], vault.around.chance))


def ids(vault):
    """The reports of its house."""
    return [str(one.report.id) for one in kept_in(vault, None, personal=True)]


def test_it_goes_on_in_its_own_name_from_where_the_backup_was_made(tmp_path):
    """The old device's chains are not gone on with: what both write afterwards is two devices' writing."""
    old = new_vault(tmp_path / "old")
    VaultReports(old, None).add([heard("before")])
    done = restore_vault(tmp_path / "new", backup_of(old), "pw", CHEAP, AROUND)
    VaultReports(old, None).add([heard("old")])
    VaultReports(done.vault, None).add([heard("new")])
    assert (done.member, done.holds, done.too_late) == ("founder", True, "")
    done.vault.take(*unpacked(old))
    assert sorted(ids(done.vault)) == ["before", "new", "old"]
    checked = check_vault(done.vault)
    assert checked.problems == ()
    (note,) = checked.notes
    assert (note.code, note.warning) == ("vault_went_on", True)
    assert note.fields["number"] == 1
    old.close()
    done.vault.close()


def unpacked(vault):
    """Entries and attachments as they come out of a bundle."""
    entries = [raw for _, raw in vault.store.entries()]
    return entries, list(vault.store.attachments(vault.store.attachment_hashes()).values())


def test_a_removed_device_is_not_replaced(tmp_path):
    """Where what came since says that it was removed, the restored vault is only read."""
    old = new_vault(tmp_path / "old")
    VaultReports(old, None).add([heard("before")])
    backup = backup_of(old)
    card = new_device(AROUND.chance).card("laptop")
    add_device(old, card, "somlit", "administrator")
    device = old.device
    old.write(lambda draft: draft.remove_device(device.id))
    done = restore_vault(tmp_path / "new", backup, "pw", CHEAP, AROUND, since=carried_to(old, device))
    assert (done.member, done.holds, done.too_late) == ("founder", False, "removed")
    assert ids(done.vault) == ["before"]
    with pytest.raises(Usage, match="vault_removed"):
        VaultReports(done.vault, None).add([heard("after")])
    assert check_vault(done.vault).problems == ()
    done.vault.close()
    old.close()
