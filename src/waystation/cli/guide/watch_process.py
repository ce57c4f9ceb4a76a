"""The process that watches: it lets go of every key but that of the watch's two files, and rests between two turns.

Its imports are few, for it stays in memory through the night.
"""

from __future__ import annotations

import json
import math
import os
import signal
import sys
from collections.abc import Sequence
from datetime import tzinfo
from pathlib import Path

import click

from waystation.bootstrap import present_instant
from waystation.bootstrap.alarm_channels import MachineClocks, channels_named
from waystation.cli.printing import print_lines
from waystation.desk.guide.watch_posts import WatchPost, read_schedule
from waystation.desk.guide.watch_turns import Watch
from waystation.errors import Usage
from waystation.guiding.alarms import standings
from waystation.guiding.notices import Channel, Clocks
from waystation.storage.vault_agent import keep_in_memory, keep_to_itself
from waystation.storage.vault_session import runtime_folder
from waystation.storage.watch_files import SealedWatch
from waystation.storage.watch_socket import WatchSocket
from waystation.wording import watching as wording
from waystation.wording.language import say

__all__ = ["hand_over", "run", "run_held"]

MOST_HANDED = 1 << 16


def hand_over(post: WatchPost, names: Sequence[str], commands: Sequence[str], *, trust_clock: bool) -> None:
    """Become a process that never had any key but that of the watch's two files; does not come back.

    The system puts a new program in the place of this one, so that nothing which it held is left in its memory.
    """
    from waystation.bootstrap.vaults import close_vault

    assert isinstance(post, SealedWatch)
    folder, letter, vault, key = post.secret()
    reader, writer = os.pipe()
    told = {"folder": os.fsdecode(folder), "letter": letter.decode(), "vault": vault.hex(), "key": key.hex()}
    os.write(writer, json.dumps(told).encode())
    os.close(writer)
    close_vault()
    os.set_inheritable(reader, True)
    words = [word for name in names for word in ("--channel", name)]
    words += [word for command in commands for word in ("--command", command)]
    words += ["--trust-clock"] if trust_clock else []
    sys.stdout.flush()
    sys.stderr.flush()
    arguments = [sys.executable, "-P", "-m", "waystation", "watch", "now", "--held", str(reader), *words]
    os.execv(sys.executable, arguments)  # noqa: S606 -- this very program, without a shell


def run_held(descriptor: int, names: Sequence[str], commands: Sequence[str], *, trust_clock: bool) -> None:
    """Watch with what was handed over.

    Args:
        descriptor: Where it is read from.
        names: The channels that were chosen.
        commands: Commands of the user's own.
        trust_clock: Whether the machine's clock is right though it is earlier.

    Raises:
        Usage: `watch_handed`, if that is not what was handed over.
    """
    keep_to_itself()
    try:
        with os.fdopen(descriptor, "rb") as file:
            told = json.loads(file.read(MOST_HANDED))
        post = SealedWatch(
            Path(told["folder"]), told["letter"], bytes.fromhex(told["key"]), bytes.fromhex(told["vault"])
        )
    except (OSError, ValueError, KeyError, TypeError):
        raise Usage("watch_handed") from None
    keep_in_memory()
    run(post.folder, post, channels_named(names, commands), MachineClocks(), trust_clock=trust_clock)


def run(
    place: Path,
    post: WatchPost,
    channels: Sequence[Channel],
    clocks: Clocks,
    *,
    trust_clock: bool,
    zone: tzinfo | None = None,
    longest: float = math.inf,
) -> None:
    """Watch until somebody ends it.

    Args:
        place: What is watched, by its folder.
        post: Where the schedule is found and the log kept.
        channels: How alarms reach somebody.
        clocks: What the machine, or a rehearsal, says of the time.
        trust_clock: Whether the machine's clock is right though it is earlier.
        zone: In which zone times are said; default that of this machine.
        longest: The most seconds to rest: in a rehearsal, hours may pass in a moment.
    """
    with WatchSocket(runtime_folder(os.environ), place) as heard:
        _heed_signals(alone=len(channels) == 1)
        watch = Watch(post, channels, clocks)
        if trust_clock:
            watch.trust_clock()
        _say_begun(watch, post, zone or present_instant().tzinfo)
        try:
            while True:
                heard.wait(min(watch.turn(), longest), watch.note)
        except (KeyboardInterrupt, SystemExit):
            watch.stop()
            click.echo(say(wording.ENDED), err=True)


def _heed_signals(*, alone: bool) -> None:
    """End in order when told to; outlive the terminal where alarms go somewhere else as well."""

    def end(*_: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, end)
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, end if alone else signal.SIG_IGN)


def _say_begun(watch: Watch, post: WatchPost, zone: tzinfo | None) -> None:
    schedule = read_schedule(post)
    stood = standings(schedule, watch.log, watch.now())
    names, vault = [one.name for one in watch.channels], isinstance(post, SealedWatch)
    lines = wording.started_lines(len(schedule.journeys), stood, names, zone, vault=vault)
    print_lines(lines, err=True)
