"""Pieces of work on a Dask cluster (the extra `cluster`): the same answers as here, from other machines.

What is sent is the work, pickled and packed once, and the items one by one. A worker that dies is Dask's business: its
pieces, and the packed work, are sent to another. Pieces on which Dask gives up are done here.
"""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Self, TypeVar

from waystation.errors import Missing, Usage
from waystation.solver.spreading import HERE

if TYPE_CHECKING:
    from distributed import Client

__all__ = ["Cluster"]

Given = TypeVar("Given")
Answer = TypeVar("Answer")

PATIENCE = 15
"""Seconds after which a cluster that does not answer is said to be unreachable."""


class Cluster:
    """The workers of a Dask cluster that somebody else has started.

    Args:
        address: Of its scheduler, such as `tls://10.0.0.5:8786`.

    Raises:
        Missing: If Dask is not installed.
        Usage: If nothing answers at that address, or no worker is there.
    """

    def __init__(self, address: str) -> None:
        try:
            from distributed import Client
        except ImportError:
            raise Missing("dask_missing") from None
        try:
            self._client: Client = Client(address, timeout=PATIENCE, set_as_default=False)
        except (OSError, ValueError, ImportError) as error:
            raise Usage("cluster_unreachable", address=address[:120], why=str(error)[:120] or "no answer") from None
        if not self.count_now():
            self.close()
            raise Usage("cluster_empty", address=address[:120])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Leave the cluster; its workers go on without us."""
        self._client.close()

    def count_now(self) -> int:
        """How many pieces the workers that are there do at a time; 0 if there is none."""
        workers = self._client.scheduler_info(n_workers=-1)["workers"].values()
        return sum(int(worker["nthreads"]) for worker in workers)

    @property
    def count(self) -> int:
        """How many pieces are done at a time, at least 1."""
        return max(1, self.count_now())

    def answers(self, work: Callable[[Given], Answer], items: Sequence[Given]) -> Iterator[tuple[int, Answer]]:
        """Do the work on each item; its position and its answer, as they are finished."""
        from distributed import CancelledError, KilledWorker, as_completed
        from distributed.protocol.pickle import dumps

        packed = zlib.compress(dumps(work), 1)
        held = self._client.submit(_unpacked, packed, pure=False)
        asked = {self._client.submit(_done, held, item, pure=False): at for at, item in enumerate(items)}
        try:
            for finished in as_completed(asked, loop=self._client.loop):
                at = asked[finished]
                try:
                    yield at, finished.result()
                except (KilledWorker, CancelledError):
                    yield from ((at, answer) for _, answer in HERE.answers(work, [items[at]]))
        finally:
            self._client.cancel([held, *asked], force=True)


def _unpacked(packed: bytes) -> Any:
    """The work, on a worker; as a task of its own it comes back when the worker that held it dies."""
    return pickle.loads(zlib.decompress(packed))  # noqa: S301 -- what this very program has packed, from its own client


def _done(work: Callable[[Given], Answer], item: Given) -> Answer:
    return work(item)
