"""Work on a real Dask cluster of processes: the same answers, also when a worker is killed in the middle of it."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.local_cluster import local_cluster
from tests.random_problems import random_problem, random_start
from waystation.errors import Usage
from waystation.solver.cluster import Cluster
from waystation.solver.solve import solve
from waystation.solver.spreading import spread

pytest.importorskip("distributed")
pytestmark = pytest.mark.slow

PATIENCE = 120
"""Seconds after which a process that should have ended is a failure."""


def ended(pid: int) -> bool:
    """Whether a process is gone, or only waits for its parent to notice."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def pids(cluster: Any) -> list[int]:
    """The processes of a cluster's workers."""
    return [nanny.pid for nanny in cluster.workers.values() if nanny.pid]


@pytest.fixture
def local(tmp_path: Path) -> Iterator[Any]:
    """Two workers in processes of their own; none is left afterwards."""
    with local_cluster(2, tmp_path) as cluster:
        before = pids(cluster)
        yield cluster
        after = pids(cluster)
    watching = threading.Event()
    for _ in range(PATIENCE * 10):
        if all(map(ended, {*before, *after})):
            break
        watching.wait(0.1)
    assert all(map(ended, {*before, *after}))


def worth(seed: int) -> tuple[int, bytes, int]:
    """What a random problem is worth, and which process found out."""
    policy = solve(random_problem(seed))
    node, _, _ = random_start(policy.flat.problem, seed)
    return seed, policy.low[node].tobytes(), os.getpid()


def test_a_cluster_gives_the_answers_of_this_machine(local: Any) -> None:
    """To the last bit, from other processes; what a piece raises is raised here; then it can be asked again."""
    with Cluster(local.scheduler_address) as cluster:
        assert cluster.count == 2
        found = spread(worth, range(40), cluster)
        assert [answer[:2] for answer in found] == [worth(seed)[:2] for seed in range(40)]
        assert {pid for *_, pid in found} <= set(pids(local))
        with pytest.raises(ZeroDivisionError):
            spread(lambda item: 1 // item, [1, 0], cluster)
        assert spread(abs, [-1], cluster) == [1]


def test_a_worker_killed_in_the_middle_changes_no_answer(local: Any) -> None:
    """Its pieces are done by the other, and by whoever comes in its place."""
    killed: list[int] = []

    def kill(done: int, _: int) -> None:
        if done == 5 and not killed:
            killed.append(pids(local)[0])
            os.kill(killed[0], signal.SIGKILL)

    with Cluster(local.scheduler_address) as cluster:
        found = spread(worth, range(60), cluster, kill)
    assert killed
    assert [answer[:2] for answer in found] == [worth(seed)[:2] for seed in range(60)]


def test_pieces_that_kill_whoever_does_them_are_done_here(local: Any) -> None:
    """Dask gives up on a piece whose workers keep dying; then this machine does it."""
    here = os.getpid()

    def dies(item: int) -> int:
        if item == 1 and os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return item + 1

    with Cluster(local.scheduler_address) as cluster:
        assert spread(dies, [0, 1, 2], cluster) == [1, 2, 3]


def test_an_address_where_nobody_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """Is said, with the address."""
    monkeypatch.setattr("waystation.solver.cluster.PATIENCE", 1)
    with pytest.raises(Usage) as caught:
        Cluster("tcp://127.0.0.1:9")
    assert caught.value.code == "cluster_unreachable"
    with pytest.raises(Usage):
        Cluster("not an address")


def test_a_cluster_without_workers(tmp_path: Path) -> None:
    """Is said at once, rather than waited for."""
    with (
        local_cluster(0, tmp_path) as cluster,
        pytest.raises(Usage) as caught,
    ):
        Cluster(cluster.scheduler_address)
    assert caught.value.code == "cluster_empty"
