"""Rehearsals in the pages: begun with one click, driven, ended; only what may be played is offered."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desks import MISSION, on_their_way
from tests.served import served, text_of
from tests.whole_mission import new_pack
from waystation.web.staging import Stage


@pytest.fixture
def visitor(tmp_path):
    """Somebody at the pages of a mission that nobody has begun."""
    with served(new_pack(tmp_path)) as found:
        yield found


def folder_of(visitor) -> Path:
    """Where the rehearsal is played."""
    play = visitor.front.stage.play
    assert play is not None
    return play.folder


def test_one_click_begins_it(visitor):
    """Tonight offers the mission; one press, and its night is on every page, with a clock of its own."""
    assert "Rehearse “Two days to the river”" in visitor.shows("/tonight")
    page = visitor.sends("/rehearse", {"pack": "0"})
    assert "Nothing of this is real" in text_of(page.text)
    assert MISSION in visitor.shows("/rehearsal/journeys").replace(" ", "-").casefold()
    assert "Nothing of this is real" not in visitor.shows("/tonight")


def test_its_clock_stops_and_goes_on(visitor):
    """It stands where somebody stopped it, runs at another speed, or goes on to what is heard next."""
    visitor.sends("/rehearse", {"pack": "0"})
    play = visitor.front.stage.play
    visitor.sends("/rehearse/drive", {"drive": "0.0"})
    assert play.speed == 0.0
    visitor.sends("/rehearse/drive", {"drive": "3600.0"})
    assert play.speed == 3600.0
    visitor.sends("/rehearse/drive", {"drive": "1e9"})
    assert play.speed == 3600.0, "only what the pages offer"


def test_nothing_is_left_when_it_ends(visitor):
    """Its folder is gone, and its pages with it."""
    visitor.sends("/rehearse", {"pack": "0"})
    folder = folder_of(visitor)
    assert folder.is_dir()
    page = visitor.sends("/rehearse/end")
    assert "nothing of it is left" in text_of(page.text)
    assert not folder.parent.exists()
    assert visitor.get("/rehearsal/tonight").headers["location"] == "/tonight"


def test_nothing_is_left_when_the_pages_stop(tmp_path):
    """Whoever stops the server in the middle of it leaves nothing behind either."""
    with served(new_pack(tmp_path)) as visitor:
        visitor.sends("/rehearse", {"pack": "0"})
        folder = folder_of(visitor)
    assert not folder.parent.exists()


def test_what_is_heard_in_it_stays_in_it(visitor, tmp_path):
    """The mission itself hears nothing of what is only played."""
    visitor.sends("/rehearse", {"pack": "0"})
    visitor.sends("/rehearse/drive", {"drive": "next"})
    assert not any(one.kind == "journey" for one in visitor.desk().cases[0].reports)


@pytest.mark.parametrize("pack", ["7", "-1", "²", "9" * 5000, "vault:x", ""])
def test_only_what_is_offered_can_be_begun(visitor, pack):
    """Whatever else is sent is refused in words."""
    answer = visitor.post("/rehearse", {"pack": pack})
    assert answer.status_code == 422
    assert visitor.front.stage.play is None


def test_a_mission_on_its_way_is_not_played(tmp_path):
    """Beside a journey that runs, nothing of the same mission is played; another is offered."""
    titles = Stage([str(on_their_way(tmp_path))]).titles()
    assert [title for _, title in titles] == ["Beyond Utopia"]


def test_a_mission_in_a_vault_is_never_played():
    """Only the invented demonstration is offered beside a vault."""
    assert [title for _, title in Stage(["vault:somewhere"]).titles()] == ["Beyond Utopia"]
