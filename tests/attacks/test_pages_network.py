"""Somebody listens at the network while the pages are used: they hear nothing; the pages hear this machine alone."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.desks import MISSION, on_their_way
from tests.forms import forms_on

WATCH = """
import os, sys
def watch(event, given):
    if event not in ("socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname",
                     "socket.gethostbyaddr", "socket.sendmsg"):
        return
    named = given[1] if event in ("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg") else given[0]
    if isinstance(named, (str, bytes)) and event in ("socket.connect", "socket.bind", "socket.sendto"):
        return  # between processes of one machine: a file
    with open(os.environ["HEARD"], "a") as heard:
        heard.write(f"{event} {named!r}\\n")
sys.addaudithook(watch)
"""
LISTENS = "0A"
LOOPBACK = "0100007F"
ASKED = (
    *("/tonight", "/missions", f"/missions/{MISSION}", "/journeys", f"/journeys/{MISSION}/{MISSION}", "/brokers"),
    *("/families", "/calls", "/map", "/map.png", f"/missions/{MISSION}/report", "/nothing"),
)


class Server:
    """`waystation serve` as people start it, in a process of its own.

    Args:
        running: The process.
        link: The link that it printed.
        heard: Where what it does with sockets is noted.
    """

    def __init__(self, running: subprocess.Popen[str], link: str, heard: Path) -> None:
        self.running = running
        self.link = link
        self.heard = heard
        self.port = int(re.findall(r":(\d+)/", link)[0])

    def sockets(self) -> list[tuple[str, str, str, str]]:
        """The sockets of the process, as the kernel knows them: kind, its own end, the other end, state."""
        inodes = set()
        for one in Path(f"/proc/{self.running.pid}/fd").iterdir():
            inodes |= set(re.findall(r"socket:\[(\d+)\]", str(one.readlink())))
        found = []
        for kind in ("tcp", "tcp6", "udp", "udp6", "raw", "raw6"):
            for line in Path(f"/proc/{self.running.pid}/net/{kind}").read_text("ascii").splitlines()[1:]:
                words = line.split()
                if words[9] in inodes:
                    found.append((kind, words[1], words[2], words[3]))
        return found


@pytest.fixture
def server(tmp_path) -> Iterator[Server]:
    """A mission on its way, served; every use of a socket is noted."""
    if not Path("/proc/self/net/tcp").exists():
        pytest.skip("sockets are read from /proc, as Linux has it")
    pack = shutil.copytree(on_their_way(tmp_path / "made"), tmp_path / MISSION)
    (tmp_path / "watch").mkdir()
    (tmp_path / "watch" / "sitecustomize.py").write_text(WATCH, "utf-8")
    heard = tmp_path / "heard"
    own = {"PYTHONPATH": str(tmp_path / "watch"), "HEARD": str(heard), "PYTHONUNBUFFERED": "1", "LC_ALL": "C.UTF-8"}
    running = subprocess.Popen(
        [sys.executable, "-m", "waystation", "serve", str(pack), "--no-browser", "--port", "0"],
        env={**os.environ, **own},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert running.stdout is not None
        link = ""
        for line in running.stdout:
            if found := re.search(r"http://127\.0\.0\.1:\d+/enter/\w+", line):
                link = found[0]
                break
        assert link, "it printed no link"
        yield Server(running, link, heard)
    finally:
        running.send_signal(signal.SIGINT)
        try:
            running.wait(30)
        finally:
            running.kill()
            running.wait()
            assert running.stdout is not None
            running.stdout.close()
    assert running.returncode in (0, 130), "it does not end as it should"


@pytest.mark.slow
def test_the_pages_listen_to_this_machine_and_speak_to_nobody(server):
    """Through every page and a report kept: one socket listens, at this machine's own address; none leads away."""
    with httpx.Client(base_url=f"http://127.0.0.1:{server.port}", follow_redirects=True, timeout=60) as client:
        assert client.get(server.link).status_code == 200
        for path in ASKED:
            assert client.get(path).status_code == (404 if path == "/nothing" else 200), path
            for kind, ours, theirs, state in server.sockets():
                assert kind == "tcp", kind
                own, _, port = ours.partition(":")
                assert own == LOOPBACK
                assert int(port, 16) == server.port, "a socket that the pages did not need"
                assert state == LISTENS or theirs.startswith(LOOPBACK)
        report = next(
            one for one in forms_on(client.get(f"/missions/{MISSION}/report").text) if one.action.endswith("/report")
        )
        origin = {"origin": f"http://127.0.0.1:{server.port}"}
        fields = {**report.filled(), "lines": "river high at 18:40, somlit, B2"}
        assert client.post(report.action, data=fields, headers=origin).status_code == 200
    listening = [one for one in server.sockets() if one[3] == LISTENS]
    assert len(listening) == 1
    said = server.heard.read_text("utf-8").splitlines()
    assert [one for one in said if not one.startswith("socket.bind ('127.0.0.1', ")] == []
    assert len(said) == 1, said


@pytest.mark.slow
def test_no_other_address_of_this_machine_answers(server):
    """Who is on the same network finds nobody at the port."""
    for family, address in ((socket.AF_INET, _outward()), (socket.AF_INET, "127.0.0.2"), (socket.AF_INET6, "::1")):
        if address is None:
            continue
        with socket.socket(family, socket.SOCK_STREAM) as tried:
            tried.settimeout(5)
            assert tried.connect_ex((address, server.port)) != 0, address


def _outward() -> str | None:
    """An address by which other machines would know this one; None where it has none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        try:
            asked.connect(("192.0.2.1", 9))  # an address for documents (RFC 5737); this sends nothing
        except OSError:
            return None
        found = str(asked.getsockname()[0])
    return None if found.startswith("127.") else found
