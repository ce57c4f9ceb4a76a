"""The ways in which alarms reach somebody."""

from __future__ import annotations

import sys
import time
from dataclasses import replace

import pytest

from tests.watching import at
from waystation.bootstrap import alarm_channels
from waystation.bootstrap.alarm_channels import (
    CommandChannel,
    DesktopChannel,
    MachineClocks,
    TerminalChannel,
    channels_named,
)
from waystation.errors import Usage
from waystation.guiding.notices import Notice, Trouble

NOTICE = Notice(417, "overdue", at(60), at(95))
TROUBLE = Trouble("log", at(95), what="cannot_write")


def outcome(given):
    """How it fared, once it did."""
    until = time.monotonic() + 30
    while (found := given()) is None:
        assert time.monotonic() < until
        time.sleep(0.01)
    return found


@pytest.fixture
def script(tmp_path):
    """A command that writes down what it was given."""

    def made(body):
        path = tmp_path / "command.py"
        path.write_text(f"import os, sys, time, pathlib\nhere = pathlib.Path({str(tmp_path)!r})\n{body}\n")
        return f"{sys.executable} {path} first"

    return made


def test_a_line_is_written_with_a_bell(tmp_path):
    """On a terminal; a reminder does not ring, and what is no terminal has no bell."""
    lines = []
    channel = TerminalChannel(lines.append, bell=True)
    assert outcome(channel.give(NOTICE)) == outcome(channel.give(replace(NOTICE, stage="reminder"))) == ""
    assert outcome(channel.give(TROUBLE)) == ""
    assert [line[0] == "\a" for line in lines] == [True, False, True]
    assert "417" in lines[0]
    plain = []
    outcome(TerminalChannel(plain.append, bell=False).give(NOTICE))
    assert "\a" not in plain[0]


def test_a_terminal_that_is_gone_is_said_to_be(monkeypatch):
    """And nothing is raised."""

    def gone(_):
        raise OSError(5, "Input/output error")

    assert outcome(TerminalChannel(gone, bell=False).give(NOTICE)) == "Input/output error"


def test_a_terminal_that_stands_still_holds_nobody_up(monkeypatch):
    """Somebody has stopped its output: it comes back at once, and fails after its limit."""
    import threading

    held = threading.Event()
    monkeypatch.setattr(alarm_channels, "LIMIT_SECONDS", 0.05)
    channel = TerminalChannel(lambda _: held.wait(30) and None, bell=False)
    assert outcome(channel.give(NOTICE)) == "it stands still"
    held.set()


def test_a_command_gets_number_and_stage_and_nothing_else(script, tmp_path):
    """As its last arguments; times and the line in its environment."""
    command = script(
        "(here / 'said').write_text(repr((sys.argv[1:], [os.environ.get(n) for n in "
        "('WAYSTATION_ALARM', 'WAYSTATION_DUE', 'WAYSTATION_LINE')])))"
    )
    assert outcome(CommandChannel(command).give(NOTICE)) == ""
    words, (name, due, line) = eval((tmp_path / "said").read_text())
    assert words == ["first", "417", "overdue"]
    assert (name, due) == ("417-20311001T190000Z-overdue-0", "2031-10-01T19:00:00+00:00")
    assert "OVERDUE" in line
    assert outcome(CommandChannel(command).give(TROUBLE)) == ""
    assert eval((tmp_path / "said").read_text())[0] == ["first", "0", "trouble"]


def test_the_same_alarm_has_the_same_name_however_often_it_is_given():
    """So that a command can drop what it has already seen."""
    assert replace(NOTICE, at=at(200), unsure=True).name == NOTICE.name
    assert replace(NOTICE, again=1).name != NOTICE.name


@pytest.mark.parametrize(
    ("body", "why"),
    [("sys.exit(3)", "it ended with status 3"), ("time.sleep(60)", "it took longer than 0.2 seconds")],
)
def test_a_command_that_fails_or_hangs_says_why(script, body, why):
    """Within its limit; it is ended then, with all that it began."""
    assert outcome(CommandChannel(script(body), limit=0.2 if "sleep" in body else 30.0).give(NOTICE)) == why


def test_a_command_that_cannot_begin_says_why(script, tmp_path):
    """Even if its program was taken away since."""
    program = tmp_path / "ring"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o700)
    channel = CommandChannel(str(program))
    program.unlink()
    assert outcome(channel.give(NOTICE)) == "No such file or directory"


@pytest.mark.parametrize("command", ["", "no-such-program-here x", 'echo "'])
def test_a_command_that_cannot_be_run_is_refused_before_the_night(command):
    """Not at three in the morning."""
    with pytest.raises(Usage) as error:
        CommandChannel(command)
    assert error.value.code == "watch_command"


def test_nothing_is_given_to_a_shell(tmp_path):
    """Signs of a shell are words like others."""
    mark = tmp_path / "mark"
    assert outcome(CommandChannel(f"echo ; touch {mark}").give(NOTICE)) == ""
    assert not mark.exists()


def test_a_notice_on_the_desktop_takes_the_place_of_its_own(tmp_path, monkeypatch):
    """It is the number and what to do; a reminder is not urgent."""
    program = tmp_path / "notify-send"
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > {tmp_path}/said\n')
    program.chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    assert outcome(DesktopChannel().give(NOTICE)) == ""
    words = (tmp_path / "said").read_text().splitlines()
    assert words[:2] == ["--urgency", "critical"]
    assert words[3].endswith(NOTICE.name)
    assert words[5:] == ["417", "OVERDUE. Nothing heard."]
    assert outcome(DesktopChannel().give(replace(NOTICE, stage="reminder"))) == ""
    assert (tmp_path / "said").read_text().splitlines()[1] == "normal"


def test_what_is_only_played_says_so(script, tmp_path, monkeypatch):
    """To a command, and on the desktop: nobody is to be woken by a rehearsal and not know."""
    monkeypatch.setattr(alarm_channels, "in_rehearsal", lambda: True)
    command = script("(here / 'said').write_text(os.environ['WAYSTATION_LINE'])")
    assert outcome(CommandChannel(command).give(NOTICE)) == ""
    assert (tmp_path / "said").read_text().startswith("REHEARSAL ")
    assert alarm_channels._desktop_words(NOTICE)[-2] == "REHEARSAL 417"


def test_the_desktop_needs_its_program(monkeypatch):
    """And says which."""
    monkeypatch.setenv("PATH", "")
    with pytest.raises(Usage) as error:
        channels_named(["desktop"], [])
    assert error.value.code == "watch_desktop"


def test_channels_are_those_that_were_chosen(monkeypatch):
    """Without a choice the terminal; several commands have numbers; the same name counts once."""
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert [one.name for one in channels_named([], [])] == ["terminal"]
    assert [one.name for one in channels_named(["terminal", "terminal"], ["true"])] == ["terminal", "command"]
    assert [one.name for one in channels_named([], ["true", "echo x"])] == ["terminal", "command 1", "command 2"]


def test_a_package_may_offer_a_channel(monkeypatch):
    """By an entry point; one that breaks, or is not there, is said."""
    from importlib import metadata

    class Point:
        def __init__(self, name, made):
            self.name, self.load = name, lambda: made

    class Pager:
        name = "pager"

        def give(self, notice):
            return lambda: ""

    def broken():
        raise RuntimeError

    monkeypatch.setattr(metadata, "entry_points", lambda group: [Point("pager", Pager), Point("broken", broken)])
    assert channels_named(["pager"], [])[0].name == "pager"
    for name, code in (("broken", "watch_channel_broken"), ("smoke", "watch_channel")):
        with pytest.raises(Usage) as error:
            channels_named([name], [])
        assert error.value.code == code


def test_the_clocks_of_the_machine_go_on():
    """Neither goes back."""
    clocks = MachineClocks()
    first = clocks.clock(), clocks.passed(), clocks.boot()
    assert clocks.clock() >= first[0]
    assert clocks.passed() >= first[1]
    assert clocks.boot() == first[2]
