"""The files of the watch, read by the page that describes them and by nothing of ours but that page's primitives."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from tests.kept import new_vault
from tests.watching import at, check
from waystation.desk.guide.schedules import VaultSchedule, post_of
from waystation.guiding.alarm_log import AlarmLog, Rung
from waystation.guiding.schedule import Ringing, Watched
from waystation.guiding.watch_time import Anchor

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def read(path: Path, key: bytes, vault: bytes, which: int):
    """A file of the watch, by docs/vault-format.md: nonce, then a sealed power of two of bytes from 64 KiB."""
    data, size = path.read_bytes(), 1 << 16
    bound = b"waystation watch 1\0" + vault + bytes([which])
    while True:
        try:
            plain = ChaCha20Poly1305(key).decrypt(data[:12], data[12:size], bound)
            break
        except InvalidTag:
            size *= 2
            assert size <= len(data)
    length = int.from_bytes(plain[:4], "big")
    assert set(plain[4 + length :]) <= {0}
    return json.loads(plain[4 : 4 + length])


def seconds(instant: datetime) -> int:
    return (instant - EPOCH) // timedelta(seconds=1)


def micros(instant: datetime) -> int:
    return (instant - EPOCH) // timedelta(microseconds=1)


def test_the_page_says_what_is_in_the_files(tmp_path: Path) -> None:
    """Every number of schedule and log, where the page says that it stands; under the key that it names."""
    vault = new_vault(tmp_path / "v")
    ringing = Ringing(60, 120, 180, (0, 1, 2, 3), ((at(1), at(2)),), 0b1001)
    check_in = check(60, since=5, opens=7)
    VaultSchedule(vault).keep(Watched(417, (check_in,), at(3), at(4), ringing))
    post = post_of(vault)
    rung = Rung(417, at(60), "escalate", 2, at(90), done=True, passed=("reminder", "overdue"))
    post.write("log", AlarmLog((rung,), {417: at(95)}, Anchor(at(100), 12.5, "boot")).plain())
    key, names = vault.store.own("watch"), "ef" if vault.opened.secret.store == "b" else "gh"
    found = read(vault.folder.path / names[0], key, vault.vault_id, 1)
    assert found == {
        "journeys": [
            {
                "number": 417,
                "alive": seconds(at(3)),
                "moved": seconds(at(4)),
                "checks": [[*(seconds(at(n)) for n in (60, 90, 7, 5)), 0.05]],
                "after": [60, 120, 180],
                "repeats": [0, 1, 2, 3],
                "quiet": [[seconds(at(1)), seconds(at(2))]],
                "quiet_for": 9,
            }
        ]
    }
    log = read(vault.folder.path / names[1], key, vault.vault_id, 2)
    assert log == {
        "rung": [[417, micros(at(60)), 3, 2, micros(at(90)), 1, [0, 1]]],
        "acks": [[417, micros(at(95))]],
        "time": [micros(at(100)), 12.5, "boot"],
    }
    vault.close()
