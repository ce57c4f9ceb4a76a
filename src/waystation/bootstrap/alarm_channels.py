"""The ways in which alarms reach somebody: the terminal, a notice on the desktop, a command of the user's own.

A channel is a plug-in: `CHANNELS` has those that come with the program, and a package may offer others under the entry
point group `waystation.channels`, each a function that makes a channel. They are only ever given a number, a stage and
times. Commands run without a shell, in a group of their own, within a time limit, and none is waited for.
"""

from __future__ import annotations

import os
import queue
import shlex
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from waystation.bootstrap.rehearsing import in_rehearsal
from waystation.errors import Usage
from waystation.guiding.notices import Channel, Given, Notice, Trouble
from waystation.storage.vault_agent import present_seconds
from waystation.wording.watching import notice_line, short_line, trouble_line

__all__ = [
    "CHANNELS",
    "LIMIT_SECONDS",
    "CommandChannel",
    "DesktopChannel",
    "MachineClocks",
    "TerminalChannel",
    "channels_named",
]

LIMIT_SECONDS = 20.0
MOMENT_SECONDS = 0.05
GROUP = "waystation.channels"
BOOT = Path("/proc/sys/kernel/random/boot_id")


def _line(notice: Notice | Trouble, zone: tzinfo | None) -> str:
    zone = zone or datetime.now().astimezone().tzinfo
    return notice_line(notice, zone) if isinstance(notice, Notice) else trouble_line(notice, zone)


class TerminalChannel:
    """A line on standard output, with a bell where that is a terminal.

    A terminal may stand still, when somebody has stopped its output; so a thread of its own writes there.

    Args:
        write: Writes a text; default to standard output.
        bell: Whether to ring the bell; default where standard output is a terminal.
        zone: In which zone times are said; default that of this machine.
    """

    name = "terminal"

    def __init__(
        self, write: Callable[[str], None] | None = None, *, bell: bool | None = None, zone: tzinfo | None = None
    ) -> None:
        self._zone = zone
        self._write = write or _print
        self._bell = sys.stdout.isatty() if bell is None else bell
        self._lines: queue.SimpleQueue[tuple[str, list[str], threading.Event]] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    def give(self, notice: Notice | Trouble) -> Given:
        """Begin to write a line."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._go_on, daemon=True)
            self._thread.start()
        outcome: list[str] = []
        written = threading.Event()
        since = time.monotonic()
        ring = self._bell and not (isinstance(notice, Notice) and notice.stage == "reminder")
        self._lines.put((("\a" if ring else "") + _line(notice, self._zone), outcome, written))
        written.wait(MOMENT_SECONDS)  # a terminal that is well has it by then, and the alarm is noted at once

        def given() -> str | None:
            if outcome:
                return outcome[0]
            return "it stands still" if time.monotonic() - since > LIMIT_SECONDS else None

        return given

    def _go_on(self) -> None:
        while True:
            text, outcome, written = self._lines.get()
            try:
                self._write(text)
                outcome.append("")
            except (OSError, ValueError) as error:
                outcome.append(getattr(error, "strerror", None) or "it is closed")
            written.set()


def _print(text: str) -> None:
    print(text, flush=True)  # noqa: T201 -- standard output is what this channel is


class CommandChannel:
    """A command of the user's own, given the journey's number and the stage as its last two arguments.

    In its environment `WAYSTATION_ALARM` tells the alarm from every other (the same, should it be given twice),
    `WAYSTATION_DUE` is when the sign of life had been due, `WAYSTATION_LINE` the line for people.

    Args:
        command: As it would be typed, without a shell's own signs.
        name: What the channel is called.
        limit: Seconds after which it is ended.
        arguments: What it is given; default number and stage.
        zone: In which zone times are said; default that of this machine.

    Raises:
        Usage: `watch_command`, if it cannot be parted into words, or its program is not found.
    """

    def __init__(
        self,
        command: str | Sequence[str],
        *,
        name: str = "command",
        limit: float = LIMIT_SECONDS,
        arguments: Callable[[Notice | Trouble], Sequence[str]] | None = None,
        zone: tzinfo | None = None,
    ) -> None:
        self.name = name
        self._zone = zone
        self._limit = limit
        self._arguments = arguments or _number_and_stage
        try:
            self._words = shlex.split(command) if isinstance(command, str) else list(command)
        except ValueError:
            raise Usage("watch_command", why="its quotation marks do not match") from None
        if not self._words or shutil.which(self._words[0]) is None:
            raise Usage("watch_command", why="its program was not found")

    def give(self, notice: Notice | Trouble) -> Given:
        """Begin to run the command."""
        try:
            child = subprocess.Popen(  # noqa: S603 -- the user's own command, of their own choosing
                [*self._words, *self._arguments(notice)],
                env={**os.environ, **_told(notice, self._zone)},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except OSError as error:
            why = error.strerror or "it did not start"
            return lambda: why
        until = time.monotonic() + self._limit

        def given() -> str | None:
            status = child.poll()
            if status is not None:
                return "" if status == 0 else f"it ended with status {status}"
            if time.monotonic() < until:
                return None
            with suppress(OSError):
                os.killpg(child.pid, signal.SIGKILL)
            child.wait()
            return f"it took longer than {self._limit:g} seconds"

        return given


def _number_and_stage(notice: Notice | Trouble) -> tuple[str, str]:
    return (str(notice.number), notice.stage) if isinstance(notice, Notice) else ("0", "trouble")


def _told(notice: Notice | Trouble, zone: tzinfo | None) -> dict[str, str]:
    told = {"WAYSTATION_LINE": _played() + _line(notice, zone)}
    if isinstance(notice, Notice):
        told |= {"WAYSTATION_ALARM": notice.name, "WAYSTATION_DUE": notice.due.astimezone(UTC).isoformat()}
    return told


class DesktopChannel(CommandChannel):
    """A notice on the desktop, by `notify-send`; the same alarm takes the place of its own earlier notice.

    Raises:
        Usage: `watch_desktop`, if there is no such program here.
    """

    def __init__(self) -> None:
        if shutil.which("notify-send") is None:
            raise Usage("watch_desktop")
        super().__init__(["notify-send"], name="desktop", arguments=_desktop_words)


def _desktop_words(notice: Notice | Trouble) -> tuple[str, ...]:
    heading, name = ("watch", "trouble") if isinstance(notice, Trouble) else (str(notice.number), notice.name)
    mild = isinstance(notice, Notice) and notice.stage == "reminder"
    same = f"string:x-canonical-private-synchronous:{name}"
    return (
        "--urgency",
        "normal" if mild else "critical",
        "--hint",
        same,
        "--",
        _played() + heading,
        short_line(notice),
    )


def _played() -> str:
    """What stands before whatever is only played; the terminal's lines get it with all others."""
    return "REHEARSAL " if in_rehearsal() else ""


CHANNELS: Mapping[str, Callable[[], Channel]] = {"terminal": TerminalChannel, "desktop": DesktopChannel}
"""The channels that come with the program and need nothing to be told."""


def channels_named(names: Sequence[str], commands: Sequence[str], zone: tzinfo | None = None) -> list[Channel]:
    """The channels that somebody chose.

    Args:
        names: Of channels; none for the terminal, and the desktop where it can be reached.
        commands: Commands of the user's own.
        zone: In which zone times are said, in a rehearsal; default that of this machine.

    Raises:
        Usage: If there is no such channel, or it cannot be used here.
    """
    desktop = shutil.which("notify-send") is not None and ("DISPLAY" in os.environ or "WAYLAND_DISPLAY" in os.environ)
    chosen = list(dict.fromkeys(names)) or ["terminal", *(["desktop"] if desktop else [])]
    found = [TerminalChannel(zone=zone) if name == "terminal" else _channel(name) for name in chosen]
    numbered = len(commands) > 1
    return found + [
        CommandChannel(command, name=f"command {number}" if numbered else "command", zone=zone)
        for number, command in enumerate(commands, 1)
    ]


def _channel(name: str) -> Channel:
    if name in CHANNELS:
        return CHANNELS[name]()
    from importlib.metadata import entry_points

    offered = {point.name: point for point in entry_points(group=GROUP)}
    if name not in offered:
        raise Usage("watch_channel", value=name[:40], known=", ".join(sorted({*CHANNELS, *offered})))
    try:
        made: Channel = offered[name].load()()
    except Exception as error:  # noqa: BLE001 -- somebody else's code must not keep the watch from its other channels
        raise Usage("watch_channel_broken", value=name, why=type(error).__name__) from None
    return made


class MachineClocks:
    """The clocks of this machine."""

    def clock(self) -> datetime:
        """What its clock says."""
        return datetime.now(UTC)

    def passed(self) -> float:
        """Seconds since it was started, sleep counted."""
        return present_seconds()

    def boot(self) -> str:
        """What tells this start of it from others."""
        try:
            return BOOT.read_text("ascii").strip()
        except OSError:
            return ""
