"""Law: however backups are restored, and whoever writes on, no chain forks and nothing that anybody wrote is lost."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from tests.property.vault_histories import RESTORING, SEEDS, TURNS, play


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SEEDS, TURNS)
def test_all_that_was_written_counts_for_everybody(seed: int, turns: list[int]) -> None:
    """Old devices that write on, backups of long ago, backups restored twice: with one administrator, all of it."""
    made = play(seed, turns, RESTORING, every=3)
    for _ in range(2):  # keys that were changed apart are joined by whoever hears of both
        made.gather()
        for keeper in made.keepers.values():
            keeper.settle()
    made.gather()
    for keeper in made.keepers.values():
        if keeper.device.id not in keeper.state.roster.devices:
            continue  # it waits for an administrator, or was restored before it was told of anything
        assert [each for each in keeper.state.problems() if each.code == "fork"] == []
        assert [each for each in made.entries if keeper.state.standing(each) is not None] == []
        assert keeper.state.problems() == []
