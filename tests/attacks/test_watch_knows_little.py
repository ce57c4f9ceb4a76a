"""The watch that never sleeps is looked into: what it holds, writes and says while the vault is locked names nobody.

A real watch runs in a process of its own over a vault with planted names. Its files, folders, arguments, environment,
output, what it gives to a command, and, where the system lets anybody look, its memory are searched for them; and for
the keys and the passphrase that it must not have. It rings on after the lock, and goes on where it was after a kill.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.attacks.test_vault_seized_disk import everything_under, forms, must_look_like_chance
from tests.builders import leg, place, write_pack
from tests.keeping import PASSPHRASE
from waystation.desk.keep.opening import Surroundings, open_vault
from waystation.storage.vault_folder import VaultFolder

PLACE, PERSON, BROKER, TEXT = "Blackwater-ford", "Ahn-Haneul", "Quillon", "하늘이 건넜다 Tourmaline"
MISSION, OTHER = "heron-over-the-reeds", "plover-in-the-rain"
NAMED = (PLACE, PERSON, BROKER, TEXT, MISSION, OTHER)
PATIENCE = 60.0


class Machine:
    """A machine on which a vault is watched.

    Args:
        folder: Everything that is on it.
    """

    def __init__(self, folder: Path, runtime: Path) -> None:
        self.folder = folder
        for name in ("home", "tmp", "state"):
            (folder / name).mkdir(parents=True)
        folder.chmod(0o700)
        self.words = folder.parent / "words"
        self.words.write_text(PASSPHRASE, "utf-8")
        self.environment = {
            **os.environ, "HOME": str(folder / "home"), "TMPDIR": str(folder / "tmp"),
            "XDG_STATE_HOME": str(folder / "state"), "XDG_RUNTIME_DIR": str(runtime), "COLUMNS": "120",
        }  # fmt: skip
        self.out = folder.parent / "out"
        self.watches: list[subprocess.Popen[bytes]] = []

    def types(self, *arguments: str, answers: str = "", status: int = 0) -> str:
        """Run a command in a process of its own."""
        done = subprocess.run(
            [sys.executable, "-m", "waystation", *arguments],
            input=answers, env=self.environment, cwd=self.folder, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == status, done.stdout + done.stderr
        return done.stdout

    def given(self) -> tuple[str, ...]:
        """What opens the vault."""
        return ("--vault", "mine", "--passphrase-file", str(self.words))

    def watches_on(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Begin to watch, and wait until it does."""
        with self.out.open("ab") as out:
            begun = out.tell()
            child = subprocess.Popen(
                [sys.executable, "-m", "waystation", "watch", *self.given(), *arguments],
                env=self.environment, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=out, stderr=out,
            )  # fmt: skip
        self.watches.append(child)
        self.hears("Ctrl-C ends the watch", since=begun)
        return child

    def hears(self, words: str, since: int = 0) -> str:
        """Wait until the watch says something; all that it said since."""
        until = time.monotonic() + PATIENCE
        while words not in (said := self.out.read_bytes()[since:].decode()):
            assert time.monotonic() < until, said
            time.sleep(0.02)
        return said


def silent_missions(machine: Machine) -> None:
    """A vault with two missions whose plans began hours ago; what is silent in them since then is critical by now."""
    start = (datetime.now(UTC) - timedelta(hours=3)).replace(second=0, microsecond=0)
    rules = {"every_hours": 0.25, "grace_minutes": 10.0, "escalate_minutes": 15.0, "critical_minutes": 15.0}
    charter = {"members": ["anna"], "threshold": 1, "review": "2100-01-01", "watch": rules}
    places = (place(PLACE, name=TEXT), leg("l", "a", PLACE, broker=BROKER), leg("m", PLACE, "b"))
    brokers = [{"id": BROKER, "role": "guide", "record": {"kept": 5, "broken": 0}}]
    words: dict[str, Any] = {"broker": brokers, "travellers": [{"id": PERSON}], "charter": charter}
    pack = write_pack(machine.folder.parent / "pack", *places, start=start.isoformat(), hours=72, **words)
    machine.types("vault", "create", "mine", "--passphrase-file", str(machine.words), "--cost", "test")
    for name in (MISSION, OTHER):
        machine.types("vault", "put", str(pack), "--name", name, *machine.given())


def begins(machine: Machine, mission: str, number: int) -> None:
    """A journey begins, three hours ago."""
    when = (datetime.now(UTC) - timedelta(hours=3)).isoformat()
    mark = {"kind": "journey", "source": "anna", "happened": when, "journey": mission, "state": "accepted"}
    told = json.dumps({**mark, "number": number, "text": TEXT})
    machine.types("report", "add", f"vault:{mission}", "--json", *machine.given(), answers=told)


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory, runtime: Path):
    """A machine with a silent mission; its watches are ended in the end."""
    machine = Machine(tmp_path_factory.mktemp("watched") / "disk", runtime)
    silent_missions(machine)
    begins(machine, MISSION, 417)
    yield machine
    for child in machine.watches:
        if child.poll() is None:
            child.kill()
            child.wait()


@pytest.mark.slow
def test_the_watch_rings_on_after_the_lock_and_names_nobody(watched: Machine, runtime: Path) -> None:
    """One alarm before the lock, one of another journey after it; then a kill, and no alarm is given again."""
    told = watched.folder.parent / "told"
    ring = watched.folder.parent / "ring"
    ring.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" "$WAYSTATION_LINE" "$WAYSTATION_ALARM" >> {told}\n')
    ring.chmod(0o700)
    watched.types("vault", "unlock", *watched.given())
    child = watched.watches_on("--command", str(ring), "--channel", "terminal")
    watched.hears("417  CRITICAL")
    watched.types("vault", "lock")
    must_hold_nothing(watched, child, runtime)
    begins(watched, OTHER, 902)
    watched.hears("902  CRITICAL")
    must_hold_nothing(watched, child, runtime)
    assert "Noted: 417" in watched.types("watch", "ack", "417")
    assert "Noted: 902" in watched.types("watch", "ack", "902")
    watched.types("watch", "ack", "555", status=2)
    assert b"417\ncritical\n" in told.read_bytes()
    must_name_nobody({"output": watched.out.read_bytes(), "command": told.read_bytes()})

    child.send_signal(signal.SIGKILL)
    child.wait()
    before = len(watched.out.read_bytes())
    again = watched.watches_on()
    watched.types("watch", "now", "--once", *watched.given(), status=2)  # one watch is enough
    again.send_signal(signal.SIGINT)
    assert again.wait(PATIENCE) == 0
    said = watched.out.read_bytes()[before:].decode()
    assert "The watch has ended" in said
    assert "  417  " not in said, said
    assert "  902  " not in said, said


@pytest.mark.slow
def test_what_it_rang_is_a_report_when_the_vault_is_next_open(watched: Machine) -> None:
    """Silence is an event: with the journey's own name, in the vault."""
    watched.types("watch", "show", *watched.given())
    listed = json.loads(
        watched.types("report", "list", f"vault:{MISSION}", "--kind", "alarm", "--json", *watched.given())
    )
    assert {one["journey"] for one in listed} == {MISSION}
    assert "critical" in {one["stage"] for one in listed} <= {"overdue", "first_call", "escalate", "critical"}
    watched.types("watch", "show", *watched.given())
    again = watched.types("report", "list", f"vault:{MISSION}", "--kind", "alarm", "--json", *watched.given())
    assert json.loads(again) == listed


@pytest.mark.slow
def test_a_good_word_ends_the_alarm_of_a_watch_that_runs(watched: Machine) -> None:
    """The report is taken down in another process; the watch finds what is expected then."""
    child = watched.watches_on()
    good = {"kind": "checkin", "source": "anna", "happened": datetime.now(UTC).isoformat(), "journey": MISSION}
    told = json.dumps({**good, "word": "good"})
    watched.types("report", "add", f"vault:{MISSION}", "--json", *watched.given(), answers=told)
    rows = json.loads(watched.types("watch", "show", "--json", *watched.given()))["expected"]
    assert {row["stage"] for row in rows if row["journey"] == 417} == {None}
    watched.types("watch", "ack", "417", status=2)  # the watch that runs has no such alarm any more
    child.send_signal(signal.SIGTERM)
    assert child.wait(PATIENCE) == 0


def must_hold_nothing(machine: Machine, child: subprocess.Popen[bytes], runtime: Path) -> None:
    """Neither on the disk nor in the process is there a name, or a key of anything but the watch's own files."""
    found = everything_under(machine.folder, runtime)
    must_name_nobody(found)
    proc = Path("/proc") / str(child.pid)
    if not proc.is_dir():
        pytest.skip("this system does not show its processes")
    shown = {name: (proc / name).read_bytes() for name in ("cmdline",)}
    with_memory = memory_of(proc)
    must_name_nobody(shown | with_memory)
    for secret in secrets_of(machine):
        assert all(secret not in data for data in (shown | with_memory).values())


def secrets_of(machine: Machine) -> list[bytes]:
    """The passphrase, what opens the store, and every epoch's key; in bytes and in hexadecimal."""
    vault = open_vault(machine.folder / "mine", PASSPHRASE, Surroundings(os.urandom, lambda: datetime.now(UTC)))
    try:
        keys = [vault.opened.secret.store_key, *vault.state.keyring.keys.values(), vault.store.own("device") or b""]
    finally:
        vault.close()
    assert len(keys) > 4
    return [PASSPHRASE.encode(), *keys, *(key.hex().encode() for key in keys)]


def memory_of(proc: Path) -> dict[str, bytes]:
    """What the process has in its memory, where the system lets us look."""
    found = {}
    try:
        with (proc / "mem").open("rb") as memory:
            for line in (proc / "maps").read_text().splitlines():
                span, rights, *_ = line.split()
                begin, _, end = span.partition("-")
                if rights.startswith("rw"):
                    memory.seek(int(begin, 16))
                    found[span] = memory.read(int(end, 16) - int(begin, 16))
    except OSError:
        return {}  # it lets nobody look, which is the better answer
    return found


def must_name_nobody(found: dict[str, bytes]) -> None:
    """None of the planted names, in any form."""
    for where, data in found.items():
        for word in NAMED:
            assert not any(form in data for form in forms(word)), (where, word)


def test_its_files_look_like_chance_and_do_not_say_how_many_journeys_there_are(tmp_path: Path) -> None:
    """One journey or nine, one alarm or hundreds: four files of the same size, in which nothing stands out."""
    from tests.watching import at, check
    from waystation.guiding.alarm_log import AlarmLog, Rung
    from waystation.guiding.schedule import Schedule, Watched
    from waystation.storage.watch_files import SealedWatch

    sizes = []
    for journeys, alarms in ((1, 1), (9, 300)):
        folder = tmp_path / str(journeys)
        folder.mkdir()
        plan = Schedule(
            {417 + n: Watched(417 + n, tuple(check(60 * k) for k in range(1, 12))) for n in range(journeys)}
        )
        log = AlarmLog(tuple(Rung(417, at(n), "overdue", 0, at(n)) for n in range(alarms)))
        post = SealedWatch(folder, "b", os.urandom(32), os.urandom(16))
        post.write("schedule", plan.plain())
        post.write("log", log.plain())
        sizes.append({path.name: path.stat().st_size for path in folder.iterdir()})
        for path in folder.iterdir():
            must_look_like_chance(path.read_bytes(), path.name)
    assert sizes[0] == sizes[1] == dict.fromkeys("efgh", 1 << 16)


def test_a_vault_with_a_watch_is_still_a_vault(watched: Machine) -> None:
    """It is checked, backed up and opened as before."""
    assert VaultFolder(watched.folder / "mine").head()
    assert json.loads(watched.types("vault", "check", "--json", *watched.given()))["ok"]


def test_the_search_finds_a_name_in_a_process(tmp_path: Path) -> None:
    """The attack can fail: a name in the memory of a process of ours is found, where memory can be looked at."""
    ready = "import sys,time;name=sys.stdin.read();print('on',flush=True);time.sleep(60)"
    child = subprocess.Popen([sys.executable, "-c", ready], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert child.stdin is not None
    assert child.stdout is not None
    try:
        child.stdin.write(MISSION.encode())
        child.stdin.close()
        assert child.stdout.readline() == b"on\n"
        memory = memory_of(Path("/proc") / str(child.pid))
        if not memory:
            pytest.skip("this system lets nobody look into a process")
        with pytest.raises(AssertionError):
            must_name_nobody(memory)
    finally:
        child.kill()
        child.wait()
        child.stdout.close()
