"""Small and read-only disks for tests, in a namespace of a child process, where the system lets its user have one."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

__all__ = ["run_on_read_only_disk", "run_on_small_disk"]


def run_on_small_disk(folder: Path, kilobytes: int, program: str, root: Path) -> str:
    """What a program prints that finds a small, empty disk at a folder; its first argument is the folder."""
    return _run(f'mount -t tmpfs -o size={kilobytes}k none "$0"', folder, program, root)


def run_on_read_only_disk(folder: Path, program: str, root: Path) -> str:
    """What a program prints that finds a folder as it is, on a disk that cannot be written to."""
    return _run('mount --bind "$0" "$0" && mount -o remount,ro,bind "$0"', folder, program, root)


def _run(mount: str, folder: Path, program: str, root: Path) -> str:
    if shutil.which("unshare") is None:
        pytest.skip("disks can be mounted for a test only on Linux, with unshare")
    inside = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c"]
    tried = subprocess.run([*inside, mount, str(folder)], capture_output=True, check=False, timeout=60)
    if tried.returncode:
        pytest.skip("this system does not let its users mount disks of their own")
    command = [*inside, f'{mount} && exec "$@"', str(folder), sys.executable, "-c", program, str(folder)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120, cwd=root)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout
