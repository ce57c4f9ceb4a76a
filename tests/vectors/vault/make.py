"""Made the samples in the folders beside it, once each; what is there is never made anew, only read.

    python -m tests.vectors.vault.make 2        a further folder, when the format has something new

Chance is fixed, but for the passing keys of wraps, which the library makes itself: so heads and entries are made again
by the tests from the keys in `keys.json`, and wraps and bundles are only read.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.vault_samples import CHEAP, restored_world
from tests.vaults import fixed_chance, report
from waystation.vault.bundles import seal_bundles
from waystation.vault.head import DURESS, TRUE, Cost, Secret, new_head, put_secret
from waystation.vault.payloads import Other, Payload, content_of, object_of
from waystation.vault.signals import seal_signal
from waystation.vault.writing import file_parts

HERE = Path(__file__).parent


def main(folder: Path) -> None:
    """Write every sample into a new folder."""
    folder.mkdir()
    chance = fixed_chance(f"vectors {folder.name}")
    secrets = {0: Secret(TRUE, "b", chance(32), chance(16)), 5: Secret(DURESS, "c", chance(32), chance(16))}
    words = {0: "correct horse pferd ö", 5: "나는 모른다"}

    for name, cost in {"cheap": CHEAP, "dearer": Cost(memory_kib=1024, passes=2, lanes=2)}.items():
        head = new_head(chance, cost)
        for slot, secret in secrets.items():
            head = put_secret(head, slot, words[slot], secret, chance)
        (folder / f"head-{name}").write_bytes(head)
    made = restored_world(f"vectors {folder.name}")
    anna, ben = made.keepers["Anna"], made.keepers["Ben"]
    anna.write(lambda draft: [draft.write(made.house, part) for part in file_parts(bytes(range(256)) * 3)])
    anna.write(lambda draft: draft.write(made.house, Other({"kind": "of a later version", "what": [1, None]})))
    anna.write(lambda draft: draft.write(made.house, report("도강했다, ผ่านแล้ว, 过河了")))
    (bundle,) = seal_bundles(
        anna.state.vault, made.entries, made.attachments, [anna.device.kem_public, ben.device.kem_public], chance
    )
    (folder / "bundle").write_bytes(bundle)
    (folder / "entries").write_bytes(b"".join(len(e.bytes).to_bytes(4, "big") + e.bytes for e in made.entries))
    seed = chance(32)
    (folder / "signal").write_bytes(seal_signal(seed, anna.state.vault, chance))
    keys = {
        "passphrases": {str(slot): text for slot, text in words.items()},
        "secrets": {str(n): [s.kind, s.store, s.store_key.hex(), s.store_salt.hex()] for n, s in secrets.items()},
        "vault": anna.state.vault.hex(),
        "devices": {name: keeper.device.kept.hex() for name, keeper in made.keepers.items()},
        "sentinel": seed.hex(),
        "epochs": {name.hex(): key.hex() for name, key in anna.state.keyring.keys.items()},
        "read": [_said(anna.state.read(entry)) for entry in made.entries],
        "roster": {name.hex(): [s.member, s.role] for name, s in anna.state.roster.devices.items()},
        "threshold": anna.state.roster.threshold,
        "names": {kept.person.hex(): kept.name for kept in anna.state.forgetting.people.values() if kept.name},
        "destroyed": sorted(name.hex() for name in anna.state.destroyed()),
    }
    (folder / "keys.json").write_text(json.dumps(keys, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _said(said: object) -> object:
    return object_of(said) if isinstance(said, Payload) else {"content": content_of(said).hex()}


if __name__ == "__main__":
    main(HERE / sys.argv[1])
