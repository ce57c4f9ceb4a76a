"""How the watch stands, as pages say it."""

from __future__ import annotations

import os
import threading
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.desks import on_their_way
from waystation.bootstrap.cases import cases_named
from waystation.bootstrap.watch_state import note_alarm, watch_state
from waystation.errors import Usage
from waystation.storage.vault_session import runtime_folder
from waystation.storage.watch_socket import WatchSocket

LEFT = datetime.fromisoformat("2031-10-01T18:30+07:00")


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A mission on its way, and its watch's schedule."""
    return on_their_way(tmp_path / "way")


def test_a_watch_that_runs_is_seen(pack: Path, tmp_path: Path) -> None:
    """And one that does not run is not."""
    assert not watch_state([str(pack)], LEFT).runs
    with WatchSocket(runtime_folder(os.environ), tmp_path) as socket:
        thread = threading.Thread(target=lambda: socket.wait(10.0, lambda _number: False))
        thread.start()
        assert watch_state([str(pack)], LEFT).runs
        thread.join(10)


def test_an_alarm_is_noted_where_no_watch_runs(pack: Path) -> None:
    """Half a day later nothing was heard: it is overdue, and once it is noted, that is known."""
    (case,) = cases_named([str(pack)])
    number, later = case.journeys[0].number, LEFT + timedelta(hours=12)
    (grave, *_) = watch_state([str(pack)], later).stood
    assert (grave.number, grave.noted) == (number, False)
    assert grave.stage is not None
    note_alarm([str(pack)], number, later)
    state = watch_state([str(pack)], later)
    assert state.of(number)[0].noted
    assert state.notes == {number: later}


def test_what_nobody_waits_for_cannot_be_noted(pack: Path) -> None:
    """Neither another journey, nor one of which nothing is due yet."""
    (case,) = cases_named([str(pack)])
    for number, when in ((99, LEFT), (case.journeys[0].number, LEFT)):
        with pytest.raises(Usage) as found:
            note_alarm([str(pack)], number, when)
        assert found.value.code == "watch_no_alarm"


def test_a_place_that_cannot_be_read_is_a_warning(tmp_path: Path) -> None:
    """The page is shown all the same."""
    state = watch_state([str(tmp_path / "nowhere")], LEFT)
    assert state.stood == ()
    assert [one.warning for one in state.troubles] == [True]
