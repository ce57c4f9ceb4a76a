"""A store belongs to one thread: another is refused, and nothing is taken for damage because of it."""

from __future__ import annotations

import threading

import pytest

from tests.kept import new_vault


def test_another_thread_is_refused_and_harms_nothing(tmp_path) -> None:
    """It gets a mistake of ours; the store is as sound and as writable as before."""
    vault = new_vault(tmp_path / "v")
    found: list[BaseException] = []

    def elsewhere() -> None:
        with pytest.raises(RuntimeError, match="only on the thread") as raised:
            vault.store.last_row()
        found.append(raised.value)

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert len(found) == 1
    assert not vault.store.harmed
    vault.store.set_own({"after": b"1"})
    assert vault.store.own("after") == b"1"
    vault.close()
