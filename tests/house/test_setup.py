"""On a machine where something is missing, the setup says the one line to type, and stops."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.house.running import Run, run


@pytest.fixture
def project(root: Path, tmp_path: Path) -> Path:
    """A folder with the setup in it, and nothing that it could set up."""
    (tmp_path / "tools").mkdir()
    shutil.copy(root / "tools" / "setup.sh", tmp_path / "tools")
    (tmp_path / "bin").mkdir()
    for tool in ("dirname", "id", "cut", "rm"):
        found = shutil.which(tool)
        assert found is not None
        (tmp_path / "bin" / tool).symlink_to(found)
    return tmp_path


def pretend(project: Path, name: str, script: str) -> None:
    """Put a command into the folder that stands for the machine's own."""
    command = project / "bin" / name
    command.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    command.chmod(0o755)


def set_up(project: Path, **env: str) -> Run:
    """Run the setup, seeing only what is pretended."""
    return run(["/bin/sh", project / "tools" / "setup.sh", "run"], project, {"PATH": str(project / "bin"), **env})


def test_without_python_it_says_what_to_install(project):
    """No Python at all."""
    done = set_up(project)
    assert done.returncode == 1
    assert "none is here" in done.stderr
    assert "apt install python3 python3-venv\n" in done.stderr


def test_an_old_python_is_named(project):
    """A Python that is too old, and no other."""
    pretend(project, "python3", '[ "$1" = --version ] && echo Python 3.9.2 && exit 0; exit 1')
    done = set_up(project)
    assert done.returncode == 1
    assert "needs Python 3.11 or newer" in done.stderr
    assert "here is Python 3.9.2" in done.stderr


def test_a_newer_python_beside_an_old_one_is_taken(project):
    """`python3` is too old, `python3.12` is not; this one lacks its venv module, and that is what is said."""
    pretend(project, "python3", "exit 1")
    pretend(project, "python3.12", "case $2 in *ensurepip*) exit 1;; *print*) echo 3.12;; esac")
    done = set_up(project)
    assert done.returncode == 1
    assert "apt install python3.12-venv\n" in done.stderr
    assert not (project / ".venv").exists()


def test_sudo_is_only_said_to_those_who_need_it(project):
    """Root types the line without it."""
    for who, said in (("0", "    apt install"), ("1000", "    sudo apt install")):
        (project / "bin" / "id").unlink()
        pretend(project, "id", f"echo {who}")
        assert said in set_up(project).stderr
