"""The wheel installs in an empty environment, away from the source, and works there."""

from __future__ import annotations

import os
import shutil
import zipfile
from pathlib import Path

import pytest

from tests.house.running import Run, run


def quietly(uv: Path, arguments: list[str | Path], cwd: Path, **more: str) -> Run:
    """Run uv from its cache alone; only if that does not do, with the network."""
    env = {
        k: v for k, v in os.environ.items() if k not in ("VIRTUAL_ENV", "UV_PROJECT_ENVIRONMENT", "PYTHONPATH")
    } | more
    done = run([uv, *arguments, "--offline"], cwd, env)
    if done.returncode:
        done = run([uv, *arguments], cwd, env)
    assert done.returncode == 0, done.stderr
    return done


@pytest.fixture(scope="module")
def wheel(root: Path, uv: Path, python: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the tree as it is."""
    out = tmp_path_factory.mktemp("dist")
    quietly(uv, ["build", "--wheel", "--python", python, "--out-dir", out, root], root)
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def elsewhere(wheel: Path, root: Path, uv: Path, python: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment that holds the wheel and what it depends on, as locked, and nothing else."""
    folder = tmp_path_factory.mktemp("elsewhere")
    env = folder / "env"
    needs = ["sync", "--frozen", "--no-dev", "--no-install-project", "--python", python, "--project", root]
    quietly(uv, needs, folder, UV_PROJECT_ENVIRONMENT=str(env))
    quietly(uv, ["pip", "install", "--python", env / "bin" / "python", "--no-deps", wheel], folder)
    return env / "bin"


@pytest.mark.slow
def test_the_wheel_carries_the_base_map_and_the_pages_and_nothing_of_the_tests(wheel):
    """Maps have land and pages their scripts wherever the wheel goes, and the terms of both go with it."""
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    kept = {name.rpartition("/")[2] for name in names if name.startswith("waystation/atlas/basemap_data/")}
    assert {"land_points.npy", "borders_points.npy", "rivers_points.npy", "LICENSES.txt", "stamp.json"} <= kept
    scripts = {name.rpartition("/")[2] for name in names if name.startswith("waystation/web/vendor/")}
    assert {"htmx.min.js", "maplibre-gl.mjs", "maplibre-gl-worker.mjs", "maplibre-gl-LICENSE.txt"} <= scripts
    assert {"waystation/web/static/style.css", "waystation/web/templates/base.html"} <= set(names)
    assert "waystation/py.typed" in names
    assert all(name.startswith(("waystation/", "waystation-")) for name in names)


@pytest.mark.slow
def test_the_wheel_works_away_from_the_source(elsewhere, small_pack, tmp_path):
    """`waystation --help` and `waystation check PACK` work with nothing but the wheel."""
    pack = shutil.copytree(small_pack, tmp_path / "pack")
    env = {"PATH": f"{elsewhere}:/usr/bin:/bin", "HOME": str(tmp_path), "LANG": "C.UTF-8"}
    where = run([elsewhere / "python", "-c", "import waystation; print(waystation.__file__)"], tmp_path, env)
    assert where.stdout.startswith(str(elsewhere.parent)), where.stdout + where.stderr
    for arguments in (["--help"], ["check", pack]):
        done = run([elsewhere / "waystation", *arguments], tmp_path, env)
        assert done.returncode == 0, done.stdout + done.stderr
    assert "Usage" in run([elsewhere / "waystation", "--help"], tmp_path, env).stdout
