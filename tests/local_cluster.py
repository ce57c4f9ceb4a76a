"""A real Dask cluster of processes on this machine, for tests: several may run beside each other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest


def local_cluster(workers: int, folder: Path) -> Any:
    """A cluster whose page listens on a port that is free, and here only.

    Without a page (`dashboard_address=None`) Dask still takes port 8787, and warns where a test beside this one has it.
    """
    distributed = pytest.importorskip("distributed")
    return distributed.LocalCluster(
        n_workers=workers,
        threads_per_worker=1,
        processes=True,
        dashboard_address=None,
        scheduler_kwargs={"dashboard_address": "127.0.0.1:0"},
        local_directory=str(folder),
    )
