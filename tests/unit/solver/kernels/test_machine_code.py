"""Machine code is compiled once, kept in a folder of its own, doubted when read, and called with care.

Compiling takes seconds: one folder is filled for the module, with one kernel, and copied for each test.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tests.builders import leg, place, write_pack
from waystation.desk.chart.planning import play_out
from waystation.solver.kernels import machine_code
from waystation.solver.kernels.machine_code import KERNELS, cache_folder, kernel
from waystation.storage.folders import PackFolder

PLAY = """
import sys
sys.path[:0] = [sys.argv[1]]
import numpy as np
from tests.random_problems import random_problem
from waystation.solver.solve import Policy, Start, simulate
from waystation.solver.twin import solve_plainly
problem = random_problem(15)
truth = solve_plainly(problem)
policy = Policy.of(problem, truth.policy[:-1])
node = int(np.argmax(np.abs(truth.mid[0, :, 0] - 0.5) < 0.4))
counts = simulate(policy, Start(node, 0, np.eye(problem.joint)[0]), 4000, 7)
print(truth.mid[0, node, 0], counts[0] / 4000, "numba" in sys.modules)
"""


def start(root: Path, cache: Path) -> subprocess.Popen[str]:
    """Begin to play a policy out in a process of its own."""
    environment = {**os.environ, "WAYSTATION_CACHE": str(cache), "NUMBA_DISABLE_JIT": "0"}
    command = [sys.executable, "-W", "error", "-c", PLAY, str(root)]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def finish(process: subprocess.Popen[str]) -> bool:
    """Wait for it, see that it counted right, and say whether it was compiled."""
    out, err = process.communicate(timeout=300)
    assert process.returncode == 0, err
    chance, counted, compiled = out.split()
    assert 0.0 < float(chance) < 1.0
    assert abs(float(chance) - float(counted)) < 0.04
    return compiled == "True"


def plays(root: Path, cache: Path) -> bool:
    """Play a policy out, and say whether that was compiled."""
    return finish(start(root, cache))


@pytest.fixture(scope="module")
def made(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache that two processes have filled at once."""
    cache = tmp_path_factory.mktemp("cache") / "deep" / "folder"
    together = [start(root, cache), start(root, cache)]
    compiled = [finish(process) for process in together]
    assert any(compiled)
    return cache


@pytest.fixture
def cache(made: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(made, tmp_path / "cache"))


@pytest.mark.slow
def test_two_processes_that_compile_at_once_leave_one_file(made: Path) -> None:
    """And nothing half-written; only their owner may look into the folder."""
    assert [path.name.partition("-")[0] for path in made.iterdir()] == ["rollout"]
    assert made.stat().st_mode & 0o077 == 0


@pytest.mark.slow
def test_the_second_time_numba_is_not_even_imported(root: Path, cache: Path) -> None:
    """The files are used as they are."""
    before = {path: path.read_bytes() for path in cache.iterdir()}
    assert not plays(root, cache)
    assert {path: path.read_bytes() for path in cache.iterdir()} == before


def test_the_cache_holds_code_and_nothing_of_a_pack(tmp_path: Path) -> None:
    """No name of a place, a leg or a person, and no path."""
    risky = leg("planted-leg", risk={"caught": 0.1})
    pack = write_pack(tmp_path, place("a", name="Hollow Mill"), risky, travellers=[{"id": "planted-child"}])
    assert play_out(PackFolder(pack), 10, 1).runs == 10
    kept = [path.read_bytes() for path in cache_folder().iterdir()]
    for planted in (b"Hollow", b"planted", str(Path.home()).encode() + b"/", str(tmp_path).encode()):
        assert not any(planted in data for data in kept)


@pytest.mark.slow
@pytest.mark.parametrize("damage", ["cut", "changed", "emptied"])
def test_a_damaged_file_is_compiled_anew(root: Path, cache: Path, damage: str) -> None:
    """Cut short, one byte changed, or empty; afterwards it is sound again."""
    file = next(path for path in cache.iterdir() if path.name.startswith("rollout"))
    sound = file.read_bytes()
    middle = len(sound) // 2
    wrong = {"cut": sound[:middle], "changed": sound[:middle] + bytes([sound[middle] ^ 1]) + sound[middle + 1 :]}
    file.write_bytes(wrong.get(damage, b""))
    assert plays(root, cache)
    assert not plays(root, cache)


@pytest.mark.slow
def test_a_folder_that_cannot_be_made_is_done_without(root: Path, tmp_path: Path) -> None:
    """A file stands where the folder would be: the plan is the same, compiled each time."""
    (tmp_path / "file").write_bytes(b"")
    assert plays(root, tmp_path / "file" / "cache")
    assert (tmp_path / "file").read_bytes() == b""


@pytest.mark.slow
def test_what_stands_in_the_way_of_a_file_is_left_there(root: Path, cache: Path) -> None:
    """A folder with the file's name cannot be read or replaced: the plan is the same, and no litter is left."""
    file = next(path for path in cache.iterdir() if path.name.startswith("rollout"))
    file.unlink()
    file.mkdir()
    names = sorted(path.name for path in cache.iterdir())
    assert plays(root, cache)
    assert sorted(path.name for path in cache.iterdir()) == names


def test_the_folder_is_the_user_s_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """`WAYSTATION_CACHE`, else the system's place for caches."""
    monkeypatch.setenv("WAYSTATION_CACHE", str(tmp_path / "own"))
    assert cache_folder() == tmp_path / "own"
    monkeypatch.delenv("WAYSTATION_CACHE")
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    assert cache_folder() == tmp_path / "xdg" / "waystation"
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert cache_folder() == tmp_path / ".cache" / "waystation"
    monkeypatch.setattr(sys, "platform", "darwin")
    assert cache_folder() == tmp_path / "Library" / "Caches" / "waystation"
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "local"))
    assert cache_folder() == tmp_path / "local" / "waystation"


def test_a_user_without_a_home_keeps_nothing_and_can_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is put where others might write."""

    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    for name in ("WAYSTATION_CACHE", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(Path, "home", staticmethod(homeless))
    monkeypatch.setattr(sys, "platform", "linux")
    assert cache_folder().parent == Path(os.devnull)
    assert machine_code._read(cache_folder() / "x.o") is None
    machine_code._write(cache_folder() / "x.o", ("symbol", b"code"))
    assert not Path(os.devnull).is_dir()


def sound_arrays() -> list[np.ndarray]:
    """Arrays of the right types for playing out, all empty; they must never get as far as being read."""
    types = {"f8": np.float64, "i8": np.int64, "i4": np.int32, "u1": np.uint8}
    return [np.zeros(16, types[key]) for key in KERNELS["rollout"].split()]


@pytest.mark.skipif(os.environ.get("NUMBA_DISABLE_JIT", "0") not in {"", "0"}, reason="plain Python takes any array")
@pytest.mark.parametrize("wrong", ["type", "strided", "missing"])
def test_compiled_code_is_not_called_with_the_wrong_arrays(wrong: str) -> None:
    """Another type, a view with gaps, or one too few would read other memory: a TypeError instead."""
    arrays = sound_arrays()
    if wrong == "type":
        arrays[2] = arrays[2].astype(np.float32)
    elif wrong == "strided":
        arrays[2] = np.zeros(32)[::2]
    else:
        arrays.pop()
    with pytest.raises(TypeError, match="rollout"):
        kernel("rollout")(*arrays)


def test_there_is_no_kernel_of_another_name() -> None:
    """A misspelt one is a programming mistake."""
    with pytest.raises(KeyError):
        kernel("sideways")
