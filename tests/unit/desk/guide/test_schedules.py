"""Where the schedule of the watch is kept."""

from __future__ import annotations

import pytest

from tests.kept import new_vault, reopened
from tests.watching import FakePost, at, check, schedule
from waystation.desk.guide.schedules import KIND, PlainSchedule, VaultSchedule, post_of
from waystation.desk.guide.watch_posts import read_log, read_schedule
from waystation.desk.keep.compartments import compartments_of, ready
from waystation.guiding.alarm_log import AlarmLog, Rung
from waystation.guiding.schedule import Schedule, Watched, plain_watched
from waystation.vault.payloads import Other

WATCHED = Watched(417, (check(60), check(120)), alive=at(0), moved=at(0))


@pytest.fixture
def vault(tmp_path):
    """A vault, open, and closed in the end."""
    found = [new_vault(tmp_path / "v")]
    yield found
    found[0].close()


def test_what_is_kept_is_what_the_watch_reads(vault):
    """In the compartment for its members, in the file for the watch; also when the vault is opened again."""
    keeping = VaultSchedule(vault[0])
    assert keeping.schedule() == Schedule()
    keeping.keep(WATCHED)
    assert keeping.schedule() == read_schedule(post_of(vault[0])) == Schedule().having(WATCHED)
    vault[0] = reopened(vault[0])
    assert VaultSchedule(vault[0]).schedule() == Schedule().having(WATCHED)
    assert "schedule" in {one.part for one in compartments_of(vault[0])}


def test_a_journey_that_is_over_leaves_both(vault):
    """Nothing of it is expected any more."""
    keeping = VaultSchedule(vault[0])
    keeping.keep(WATCHED)
    keeping.keep(Watched(417))
    assert keeping.schedule() == read_schedule(post_of(vault[0])) == Schedule()


def test_what_did_not_change_is_not_written_again(vault):
    """An entry for each change, not for each look."""
    keeping = VaultSchedule(vault[0])
    keeping.keep(WATCHED)
    before = vault[0].store.count(), post_of(vault[0]).stamp("schedule")
    keeping.keep(WATCHED)
    assert (vault[0].store.count(), post_of(vault[0]).stamp("schedule")) == before


def test_a_file_that_was_lost_or_damaged_is_written_anew(vault):
    """From the compartment."""
    keeping = VaultSchedule(vault[0])
    keeping.keep(WATCHED)
    path = vault[0].folder.path / "e"
    path = path if post_of(vault[0]).letter == "b" else vault[0].folder.path / "g"
    for harm in (path.unlink, lambda: path.write_bytes(bytes(1 << 16))):
        harm()
        keeping.write_file()
        assert read_schedule(post_of(vault[0])) == Schedule().having(WATCHED)


def test_the_key_of_the_watch_is_drawn_once_and_opens_nothing_else(vault):
    """It is neither the store's nor any epoch's."""
    key = post_of(vault[0]).secret()[3]
    assert post_of(vault[0]).secret()[3] == key
    secret = vault[0].opened.secret
    assert key not in (secret.store_key, *vault[0].state.keyring.keys.values())
    vault[0] = reopened(vault[0])
    assert post_of(vault[0]).secret()[3] == key


def test_the_last_word_on_a_journey_counts_with_every_sign_of_life(vault):
    """Two devices may have heard of different signs."""
    keeping = VaultSchedule(vault[0])
    for written, one in (
        ("2031-10-01T00:00:02+00:00", Watched(417, (check(90),), alive=at(10), moved=at(0))),
        ("2031-10-01T00:00:01+00:00", Watched(417, (check(60),), alive=at(30), moved=at(5))),
    ):
        with vault[0].writing():
            compartment = ready(vault[0], "schedule")
            said = Other({"kind": KIND, "watched": plain_watched(one), "written": written})
            vault[0].step(lambda draft, said=said, to=compartment: draft.write(to, said))
    (found,) = keeping.schedule().journeys.values()
    assert found == Watched(417, (check(90),), alive=at(30), moved=at(5))


def test_a_sign_of_life_that_is_taken_back_is_none_any_more(vault):
    """Whoever writes having read of it replaces it: else they would be waited for by nobody."""
    keeping = VaultSchedule(vault[0])
    keeping.keep(Watched(417, (check(60), check(120)), alive=at(0), moved=at(0)))
    keeping.keep(Watched(417, (check(120),), alive=at(50), moved=at(50)))
    back = Watched(417, (check(60), check(120)), alive=at(0), moved=at(0))
    keeping.keep(back)
    assert keeping.schedule() == read_schedule(post_of(vault[0])) == Schedule().having(back)
    assert keeping.schedule().journeys[417].open_checks == back.checks


def test_a_sign_of_life_that_a_later_writer_had_not_read_of_counts(vault):
    """The other device wrote before bundles brought it; what it claims to have read of its own future is nothing."""
    keeping = VaultSchedule(vault[0])
    keeping.keep(Watched(417, (check(60),), alive=at(30), moved=at(5)))
    for read in ({}, {"elsewhere": 9}, "nonsense"):
        late = Watched(417, (check(90),), alive=at(10), moved=at(0))
        with vault[0].writing():
            compartment = ready(vault[0], "schedule")
            said = Other({"kind": KIND, "watched": plain_watched(late), "written": "2040-01-01T00:00:00", "read": read})
            vault[0].step(lambda draft, said=said, to=compartment: draft.write(to, said))
        (found,) = keeping.schedule().journeys.values()
        assert found == Watched(417, (check(90),), alive=at(30), moved=at(5))


@pytest.mark.parametrize("watched", [None, {}, {"number": "x"}, {**plain_watched(WATCHED), "checks": [[1]]}])
def test_an_entry_that_is_none_is_passed_over(vault, watched):
    """Whoever wrote it."""
    keeping = VaultSchedule(vault[0])
    keeping.keep(WATCHED)
    with vault[0].writing():
        compartment = ready(vault[0], "schedule")
        said = Other({"kind": KIND, "watched": watched, "written": "2040-01-01T00:00:00+00:00"})
        vault[0].step(lambda draft: draft.write(compartment, said))
    assert keeping.schedule() == Schedule().having(WATCHED)


def test_the_schedule_of_a_rehearsal_lies_in_a_file():
    """One that is damaged is as none, and is written anew."""
    post = FakePost(schedule(check(60)))
    keeping = PlainSchedule(post)
    keeping.keep(WATCHED)
    assert read_schedule(post) == keeping.schedule() == Schedule().having(WATCHED)
    stamp = post.stamp("schedule")
    keeping.keep(WATCHED)
    assert post.stamp("schedule") == stamp
    post.files["schedule"] = "[]"
    assert keeping.schedule() == Schedule()
    keeping.keep(WATCHED)
    assert keeping.schedule() == Schedule().having(WATCHED)


def test_a_log_is_what_was_written_or_nothing():
    """Nothing where there is none, or where it does not open."""
    post = FakePost(schedule())
    assert read_log(post) == AlarmLog()
    log = AlarmLog((Rung(417, at(60), "overdue", 0, at(90)),))
    post.write("log", log.plain())
    assert read_log(post) == log
    post.broken = "log"
    assert read_log(post) == AlarmLog()
