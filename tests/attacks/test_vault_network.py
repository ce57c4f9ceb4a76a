"""Somebody listens at the network: no command on a vault opens a connection, asks for a name, or listens itself."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders import leg, write_pack
from tests.keeping import PASSPHRASE

WATCH = """
import os, sys
def watch(event, given):
    # A socket between processes of one machine is a file; anything else is noted, and ends the process.
    if event.startswith("socket.") and event not in ("socket.__new__", "socket.gethostname"):
        named = given[1] if len(given) > 1 else given[0]
        if event in ("socket.connect", "socket.bind", "socket.sendto") and isinstance(named, (str, bytes)):
            return
        with open(os.environ["HEARD"], "a") as heard:
            heard.write(event + "\\n")
        os._exit(99)
sys.addaudithook(watch)
"""
TOLD = {"source": "malee", "happened": "2031-10-01T12:00:00+09:00"}
SEEN = {"kind": "sighting", **TOLD, "near": "place:a", "what": "dogs"}
AGREED = {"kind": "consent", **TOLD, "person": "ahn", "purpose": "journey", "given": True}


class Watched:
    """A folder in which every process of Python is watched.

    Args:
        folder: The folder.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.heard = folder / "heard"
        (folder / "watch").mkdir()
        (folder / "watch" / "sitecustomize.py").write_text(WATCH, "utf-8")
        (folder / "run").mkdir(mode=0o700)
        own = {"PYTHONPATH": str(folder / "watch"), "HEARD": str(self.heard), "XDG_RUNTIME_DIR": str(folder / "run")}
        self.environment = {**os.environ, **own}

    def runs(self, *command: str, answers: str = "") -> int:
        """The exit status of a command of Python's."""
        done = subprocess.run(
            [sys.executable, *command],
            input=answers.encode(),
            env=self.environment,
            cwd=self.folder,
            capture_output=True,
            check=False,
            timeout=300,
        )
        return done.returncode

    def types(self, *command: str, answers: str = "") -> None:
        """Run a command of ours; it must end well, having been silent."""
        assert self.runs("-m", "waystation", *command, answers=answers) == 0, command
        assert not self.heard.exists(), (command, self.heard.read_text("utf-8"))


@pytest.fixture
def watched(tmp_path: Path) -> Watched:
    """A new folder."""
    return Watched(tmp_path)


@pytest.mark.parametrize(
    "program",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9), timeout=1)",
        "import socket; socket.getaddrinfo('localhost', 80)",
        "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 9))",
        "import socket; socket.socket().bind(('127.0.0.1', 0))",
    ],
)
def test_what_opens_a_connection_is_noticed(program: str, watched: Watched) -> None:
    """So that the silence below means something."""
    assert watched.runs("-c", program) == 99
    assert watched.heard.read_text("utf-8").startswith("socket.")


@pytest.mark.slow
def test_no_command_on_a_vault_speaks_to_the_network(watched: Watched) -> None:
    """From making it to restoring its backup; what keeps it unlocked included."""
    (watched.folder / "words").write_text(PASSPHRASE + "\n", "utf-8")
    write_pack(watched.folder / "pack", leg("l", risk={"caught": 0.1}))
    key = ("--passphrase-file", "words")
    watched.types("vault", "create", "mine", *key, "--cost", "test")
    watched.types("vault", "unlock", "mine", *key)
    try:
        watched.types("vault", "put", "pack", "--name", "heron")
        for report in (SEEN, AGREED):
            watched.types("report", "add", "vault:heron", "--json", answers=json.dumps(report))
        for command in ("plan", "explain", "questions", "beliefs", "check"):
            watched.types(command, "vault:heron")
        watched.types("map", "vault:heron", "-o", "map.html")
        watched.types("exposure", answers="founder\n")
        watched.types("vault", "members", "request", "phone", "-o", "phone.card", *key, "--cost", "test")
        watched.types("vault", "members", "add", "phone.card", "--yes", answers="malee\n")
        watched.types("vault", "compartments", "admit", answers="heron\nmalee\n")
        watched.types("vault", "export-bundle", "stick")
        watched.types("vault", "join", "phone", "--from", "stick", "--yes", *key)
        watched.types("vault", "backup", "-o", "mine.age", "--new-passphrase-file", "words")
        watched.types("vault", "erase", "--yes", answers="ahn\n")
        watched.types("vault", "check")
    finally:
        watched.types("vault", "lock")
    given = ("--backup-passphrase-file", "words", *key, "--cost", "test")
    watched.types("vault", "restore", "mine.age", "again", *given)
