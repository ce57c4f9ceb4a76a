"""Made the whole vault in `folder` beside it, and a backup of it, once for each format; they are never made anew.

    python -m tests.vectors.vault.make_folder 2

`folder` is what lies on a disk after an ordinary day: a mission, money, people of whom one is forgotten, a second
member and one who was removed, a view behind a second passphrase. From the second format on it is the folder of a
restored device, whose old one wrote on and has handed over a bundle. `said.json` is what it said, and says for ever.
The backup is sealed for the key in `tests/vectors/age/identity.txt`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.builders import leg, write_pack
from tests.kept import AROUND, CHEAP, heard, told
from tests.vectors.vault.saying import PASSPHRASE, RECIPIENT, SECOND, said_by
from waystation.desk.keep.backups import back_up, opened_backup, restore_vault
from waystation.desk.keep.bundles import export_bundles, import_bundles
from waystation.desk.keep.compartments import admit
from waystation.desk.keep.creating import create_vault
from waystation.desk.keep.members import add_device, remove_member
from waystation.desk.keep.opening import open_vault
from waystation.desk.keep.packs import put_pack
from waystation.desk.keep.people import erase, propose
from waystation.desk.keep.pressed import prepare, view_of
from waystation.desk.keep.reports import VaultReports
from waystation.storage.bundle_folders import BundleFolder
from waystation.storage.folders import PackFolder
from waystation.vault.devices import new_device

HERE = Path(__file__).parent


def main(folder: Path) -> None:
    """Write the vault, its backup and what it says into a set's folder."""
    with TemporaryDirectory() as name:
        old = create_vault(Path(name) / "old", PASSPHRASE, "Rowan", CHEAP, AROUND)
        pack = write_pack(Path(name) / "pack", leg("l"), extra={"notes.txt": "나루터".encode()})
        put_pack(old, PackFolder(pack), "heron")
        identity = (HERE.parent / "age" / "identity.txt").read_text("utf-8").splitlines()[-1]
        backup = opened_backup(back_up(old, "backup.age", [RECIPIENT], None).data, [identity], None)
        vault = restore_vault(folder / "folder", backup, PASSPHRASE, CHEAP, AROUND).vault
        VaultReports(old, None).add([heard("by the old one")])
        bundles = BundleFolder(Path(name) / "stick")
        export_bundles(old, bundles, only_new=False)
        import_bundles(vault, bundles.files())
        old.close()
    store = VaultReports(vault, "heron")
    store.add([heard("r1"), heard("r2", text="the ferry, ผ่านแล้ว")])
    store.add([told("paid", kind="payment", to="hwang", amount=40.0, state="paid")])
    for person in ("anna", "ben"):
        store.add([told(f"of-{person}", kind="consent", person=person, purpose="to be guided", given=True)])
    VaultReports(vault, None).add([heard("at-home")])
    for member in ("malee", "som"):
        add_device(vault, new_device(AROUND.chance).card("phone"), member, "escort")
        admit(vault, "heron", member, with_history=True)
    remove_member(vault, "som")
    erase(vault, "ben")
    propose(vault, "anna", 90)
    prepare(vault, SECOND)
    view = view_of(vault)
    VaultReports(view, None).add([heard("harmless")])
    view.close()
    (folder / "backup.age").write_bytes(back_up(vault, "backup.age", [RECIPIENT], None).data)
    vault.close()
    vault = open_vault(folder / "folder", PASSPHRASE, AROUND)
    (folder / "said.json").write_text(json.dumps(said_by(vault), ensure_ascii=False, indent=1) + "\n", "utf-8")
    vault.leave()


if __name__ == "__main__":
    main(HERE / sys.argv[1])
