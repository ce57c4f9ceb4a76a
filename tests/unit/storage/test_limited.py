"""Whoever looks at hostile bytes can read, answer and end: no file, no socket, no process, and not for ever."""

from __future__ import annotations

import sys

import pytest

from waystation.errors import Damaged
from waystation.storage.confinement import Limits
from waystation.storage.limited import run_limited

MODULE = "tests.unit.storage.hostile_worker"


@pytest.fixture
def asks(monkeypatch, root):
    """Ask a worker that does what hostile bytes might make one do."""
    # It is found from anywhere, as the package's own are.
    program = f"import sys, runpy; sys.path.insert(0, {str(root)!r}); runpy.run_module({MODULE!r}, run_name='__main__')"
    started = _Started(["-c", program])
    monkeypatch.setattr("waystation.storage.limited.subprocess.Popen", started)

    def ask(task, data=(b"x",), **limits):
        return run_limited(MODULE, {"task": task}, data, Limits(**limits))

    return ask


class _Started:
    """Starts another program than was asked for.

    Args:
        arguments: Its arguments.
    """

    def __init__(self, arguments):
        import subprocess

        self._popen, self._arguments = subprocess.Popen, arguments

    def __call__(self, _, **more):
        return self._popen([sys.executable, *self._arguments], **more)


def test_a_worker_answers(asks):
    """With values and with bytes."""
    found, data = asks("echo", [b"ab", memoryview(b"cd")])
    assert found["size"] == 4
    assert data == b"abcd"


@pytest.mark.parametrize(
    "task", ["read a file", "write a file", "list a folder", "connect", "listen", "start", "fork", "signal", "import"]
)
def test_a_worker_reaches_nothing(asks, task):
    """Neither files nor networks nor processes, whatever it was made to do."""
    found, _ = asks(task)
    assert found["refused"], found


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the limits alone hold a worker")
def test_the_kernel_itself_holds_it(asks):
    """On the systems that the tests run on."""
    assert asks("echo")[0]["confined"]


def test_a_worker_that_never_ends_is_ended(asks):
    """After some time, whatever it does."""
    with pytest.raises(Damaged) as found:
        asks("sleep", wall_seconds=1.0)
    assert found.value.code == "media_too_slow"


def test_a_worker_that_burns_time_is_ended(asks):
    """By the system, which counts its seconds."""
    with pytest.raises(Damaged) as found:
        asks("burn", processor_seconds=1)
    assert found.value.code == "media_broken"


def test_a_worker_that_takes_memory_is_refused_it(asks):
    """And says so, if it still can."""
    with pytest.raises(Damaged) as found:
        asks("take memory", memory_bytes=512 << 20)
    assert found.value.code == "media_too_large"


def test_too_much_is_neither_given_nor_taken(asks):
    """Bytes that go in, and bytes that come out."""
    for task, limits in (("echo", {"input_bytes": 3}), ("flood", {"output_bytes": 1000})):
        with pytest.raises(Damaged) as found:
            asks(task, [b"abcd"], **limits)
        assert found.value.code == "media_too_large"


@pytest.mark.parametrize("task", ["raise", "crash", "babble", "exit"])
def test_a_worker_that_breaks_down_says_nothing_of_the_bytes(asks, task):
    """What it says is a word of its own, or none."""
    with pytest.raises(Damaged) as found:
        asks(task, [b"\x1b[31msecret"])
    assert found.value.code == "media_broken"
    assert "secret" not in str(found.value.fields)


def test_what_hands_over_the_bytes_may_fail(asks):
    """Its error is the caller's, not the worker's."""

    def pieces():
        yield b"ab"
        raise Damaged("archive_bytes_changed", number=1, of=2)

    with pytest.raises(Damaged) as found:
        asks("echo", pieces())
    assert found.value.code == "archive_bytes_changed"
