"""What every test has in common: Hypothesis without deadlines, in CI without chance; where things lie; vaults sound."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.checked_vaults import CheckedVaults, Watched
from waystation.storage.vault_session import release

# A deadline measures the machine, not the law; the first example of many compiles a kernel.
settings.register_profile("here", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.register_profile("ci", settings.get_profile("here"), derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "here")

# Kernels are compiled once for all workers and all commands that tests start, wherever their HOME is.
os.environ.setdefault("WAYSTATION_CACHE", str(Path(__file__).resolve().parent.parent / ".pytest_cache" / "kernels"))


def pytest_configure(config: pytest.Config) -> None:
    """Every vault that a test leaves behind is verified."""
    config.pluginmanager.register(CheckedVaults(Watched()))


@pytest.fixture(scope="session", autouse=True)
def runtime() -> Iterator[Path]:
    """A folder of this worker's own for what keeps vaults unlocked, and for what is watched: no test sees yours."""
    folder = Path(tempfile.mkdtemp(prefix="waystation-run-"))  # short: a socket's path has at most 107 bytes
    ours = {"XDG_RUNTIME_DIR": folder, "XDG_STATE_HOME": folder / "state"}
    before = {name: os.environ.get(name) for name in ours}
    os.environ.update({name: str(path) for name, path in ours.items()})
    yield folder
    release(folder / "waystation")
    shutil.rmtree(folder)
    for name, value in before.items():
        os.environ.pop(name)
        if value is not None:
            os.environ[name] = value


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A test that fails leaves no vault unlocked for those after it."""
    report = yield
    folder = item.funcargs.get("runtime") if isinstance(item, pytest.Function) else None
    if report.failed and isinstance(folder, Path) and folder.is_dir():
        release(folder / "waystation")
    return report


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return Path(__file__).resolve().parent.parent
