"""What is held unlocked is given to its owner alone, and forgotten after a rest, on demand, and when nobody can ask."""

from __future__ import annotations

import os
import socket
import struct
from pathlib import Path

import pytest

from waystation.storage.vault_agent import Session, peer_user, present_seconds, serve

VAULT = Path("/somewhere/vault")


def session(now: float = 1000.0) -> Session:
    """One that forgets after a minute."""
    return Session(VAULT, b"secret bytes", 60.0, now)


def test_asking_for_the_secret_puts_off_forgetting():
    """Each time by the whole rest; asking which vault it is does not."""
    held = session()
    assert held.answer(b"secret\n", 1059.9) == b"secret bytes"
    assert held.answer(b"which\n", 1119.0) == os.fsencode(VAULT)
    assert held.left(1119.0) == pytest.approx(0.9)
    assert held.answer(b"secret\n", 1119.9) == b""
    assert held.left(1119.9) == 0


def test_what_was_forgotten_does_not_come_back():
    """Not even if the clock went backwards, as one of a machine that was asleep might."""
    held = session()
    assert held.left(1060.0) == 0
    assert held.answer(b"secret\n", 1000.0) == b""
    assert held.answer(b"which\n", 1000.0) == b""


def test_locking_says_which_vault_it_was():
    """And nothing is held afterwards."""
    held = session()
    assert held.answer(b"lock\n", 1001.0) == os.fsencode(VAULT)
    assert held.answer(b"lock\n", 1001.0) == held.answer(b"secret\n", 1001.0) == b""


@pytest.mark.parametrize("word", [b"", b"secret", b"SECRET\n", b"secret\nx", b"\0" * 16])
def test_any_other_word_gets_nothing(word):
    """And changes nothing."""
    held = session()
    assert held.answer(word, 1030.0) == b""
    assert held.left(1030.0) == 30.0


class Times:
    """A clock that says one time after the other, and the last for ever."""

    def __init__(self, *times: float) -> None:
        self.times = list(times)

    def __call__(self) -> float:
        return self.times.pop(0) if len(self.times) > 1 else self.times[0]


def asked(words: list[bytes], clock: Times, user: int | None) -> list[bytes]:
    """What each of several callers, who came before it looked, gets of a session that ends by its clock."""
    folder = Path("/tmp") / f"waystation-test-{os.getpid()}"
    folder.mkdir(mode=0o700)
    path = folder / "s"
    listener = socket.socket(socket.AF_UNIX)
    clients = []
    try:
        listener.bind(str(path))
        listener.listen(8)
        for word in words:
            clients.append(socket.socket(socket.AF_UNIX))
            clients[-1].connect(str(path))
            clients[-1].sendall(word)
        serve(listener, session(), clock, lambda: True, lambda _: user)
        return [heard(client) for client in clients]
    finally:
        for each in (*clients, listener):
            each.close()
        path.unlink()
        folder.rmdir()


def heard(client: socket.socket) -> bytes:
    """What a caller gets before the other end hangs up."""
    try:
        return client.recv(100)
    except ConnectionResetError:
        return b""


def answer(data: bytes) -> bytes:
    """As it goes over a socket."""
    return struct.pack(">I", len(data)) + data


def test_its_owner_is_answered_until_it_locks():
    """One caller after the other."""
    said = asked([b"which\n", b"secret\n", b"nonsense", b"lock\n"], Times(1000.0), os.geteuid())
    assert said == [answer(os.fsencode(VAULT)), answer(b"secret bytes"), answer(b""), answer(os.fsencode(VAULT))]


@pytest.mark.parametrize("user", [os.geteuid() + 1, None])
def test_another_user_is_not_answered(user):
    """Nor one of whom the system says nothing; it goes on for its owner until its time is over."""
    said = asked([b"secret\n", b"lock\n"], Times(1000.0, 1001.0, 1070.0), user)
    assert said == [b"", b""]


def test_it_ends_when_its_socket_is_gone(monkeypatch):
    """Since nobody could end it any more."""
    monkeypatch.setattr("waystation.storage.vault_agent.LONGEST_NAP_SECONDS", 0.0)
    held = session()
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("")
        listener.listen(1)
        serve(listener, held, Times(1000.0), lambda: False)
    assert held.left(1000.0) == 0


def test_the_system_says_who_asks():
    """Of both ends of a connection of this very process."""
    one, other = socket.socketpair(socket.AF_UNIX)
    with one, other:
        assert peer_user(one) == peer_user(other) == os.geteuid()


def test_the_clock_goes_forward():
    """By seconds, since some moment."""
    assert 0 < present_seconds() <= present_seconds()
