"""What a watch is to expect: which missions, what time it is for them, and bringing their schedule into step."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING, Any

from waystation.bootstrap import in_vault, is_vault, present_instant
from waystation.bootstrap.alarm_channels import LIMIT_SECONDS, MachineClocks, channels_named
from waystation.bootstrap.watches import Watching, refresh_watch, watching_of
from waystation.cli.guide.instants import now_of
from waystation.cli.printing import print_json, print_mistakes
from waystation.cli.progress import progress
from waystation.desk.guide.watch_turns import Watch
from waystation.errors import Mistake, Usage, WaystationError
from waystation.guiding.notices import Channel, Clocks, Given, Notice, Trouble
from waystation.storage.vault_session import runtime_folder
from waystation.storage.watch_socket import WatchSocket
from waystation.wording.watching_json import once_json

if TYPE_CHECKING:
    from waystation.guiding.ahead import Stretch
    from waystation.guiding.journey import Journey
    from waystation.world.pack import Pack

__all__ = ["REHEARSED_REST", "AtHand", "at_hand", "bring_into_step", "run_once"]

SHORT_SECONDS = 0.05
REHEARSED_REST = 0.25


@dataclass(frozen=True)
class AtHand:
    """What a command is to watch.

    Args:
        watching: Where it is kept.
        names: The PACKs that are watched together, as commands are given them.
        now: The present instant.
        clocks: What the machine, or a rehearsal, says of the time.
    """

    watching: Watching
    names: tuple[str, ...]
    now: datetime
    clocks: Clocks

    @property
    def zone(self) -> tzinfo | None:
        """In which zone times are said: that of a rehearsal; None for the machine's."""
        return self.now.tzinfo if self.watching.vault is None else None


class RehearsedClocks(MachineClocks):
    """The clocks of a rehearsal: from an instant on, or by its own clock.

    Args:
        begins: The instant; None for the rehearsal's own clock.
    """

    def __init__(self, begins: datetime | None) -> None:
        self._begins = begins
        self._since = time.monotonic()

    def clock(self) -> datetime:
        """What time it is in it."""
        if self._begins is None:
            return present_instant().astimezone(UTC)
        return self._begins.astimezone(UTC) + (time.monotonic() - self._since) * _SECOND

    def boot(self) -> str:
        """Nothing: a rehearsal runs as fast as it likes."""
        return ""


_SECOND = datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC) - datetime(1970, 1, 1, tzinfo=UTC)


def at_hand(packs: Sequence[str], now: str | None) -> AtHand:
    """What is to be watched: the vault that is open, or one pack in a folder.

    Args:
        packs: As they were given; none for the vault.
        now: The instant from which a rehearsal is watched; None for the present.

    Raises:
        Usage: If it is more than that, or an instant was given for what is real.
    """
    from waystation.bootstrap.missions import missions_named

    real = [name for name in packs if in_vault(name) or is_vault(name)]
    if len(packs) > 1 and len(real) < len(packs):
        raise Usage("watch_mixed")
    watching = watching_of(packs[0] if packs else None)
    if watching.vault is not None:
        if now is not None:
            raise Usage("watch_now_real")
        from waystation.desk.keep.packs import packs_in

        names = tuple(f"vault:{name}" for name in packs_in(watching.vault))
        return AtHand(watching, names, present_instant(), MachineClocks())
    when = now_of(now, missions_named(packs))
    return AtHand(watching, tuple(packs), when, RehearsedClocks(when if when > present_instant() or now else None))


def bring_into_step(hand: AtHand, *, again: bool, silent: bool) -> list[tuple[Pack, Journey, Sequence[Stretch]]]:
    """Expect of every journey that runs what its way ahead makes us expect now.

    Args:
        hand: What is watched.
        again: Whether to look at all of them; else only at those of which nothing is expected yet.
        silent: Whether not to show that it takes a while.

    Returns:
        The mission of each journey that was looked at, the journey, and its way ahead.
    """
    from waystation.bootstrap.missions import missions_named
    from waystation.desk.guide.running import running_of

    runs = running_of(missions_named(hand.names, personal=False), hand.now) if hand.names else []
    schedule = hand.watching.keeping.schedule()
    wanted = [one for one in runs if again or one.journey.number not in schedule.journeys]
    found: list[tuple[Pack, Journey, Sequence[Stretch]]] = []
    with progress("planning", silent=silent):
        for one in wanted:
            ahead = _ahead(one, hand.now)
            print_mistakes(refresh_watch(one.name, one.pack, one.journey, ahead, hand.now))
            found.append((one.pack, one.journey, ahead))
    _leave(hand, {one.journey.number for one in runs})
    return found


def _ahead(running: Any, now: datetime) -> Sequence[Stretch]:
    """The way ahead of a journey; nothing where it cannot be answered, so that at least a word is expected."""
    from waystation.desk.guide.running import answer_of

    try:
        return answer_of(running, now).ahead
    except WaystationError as error:
        fields: dict[str, object] = {"number": running.journey.number, "why": error.code}
        print_mistakes([Mistake("watch_unanswered", fields=fields, warning=True)])
        return ()


def _leave(hand: AtHand, running: set[int]) -> None:
    """Bring the file of the watch of a vault into step, and take what is over out of a folder's."""
    from waystation.desk.guide.schedules import PlainSchedule, VaultSchedule
    from waystation.guiding.schedule import Watched

    keeping = hand.watching.keeping
    if isinstance(keeping, PlainSchedule):
        for number in keeping.schedule().journeys.keys() - running:
            keeping.keep(Watched(number))
    elif isinstance(keeping, VaultSchedule):
        keeping.write_file()


class Heard:
    """A channel that only remembers, for what is printed as JSON."""

    name = "json"

    def __init__(self) -> None:
        self.notices: list[Notice] = []
        self.troubles: list[Trouble] = []

    def give(self, notice: Notice | Trouble) -> Given:
        """Remember it."""
        if isinstance(notice, Notice):
            self.notices.append(notice)
        else:
            self.troubles.append(notice)
        return lambda: ""


def run_once(hand: AtHand, names: Sequence[str], commands: Sequence[str], *, trust_clock: bool, as_json: bool) -> None:
    """Ring what is due now, and end when every channel has given it, or failed to."""
    heard = Heard()
    channels: list[Channel] = channels_named(names or ("terminal",), commands, hand.zone)
    if as_json:
        channels = [heard, *(one for one in channels if one.name != "terminal")]
    with WatchSocket(runtime_folder(os.environ), hand.watching.place):
        watch = Watch(hand.watching.post, channels, hand.clocks)
        if trust_clock or hand.watching.vault is None:  # a rehearsal may be wound back
            watch.trust_clock()
        watch.turn()
        until = time.monotonic() + LIMIT_SECONDS + 5.0
        while watch.busy and time.monotonic() < until:
            time.sleep(SHORT_SECONDS)
            watch.turn()
        watch.stop()
        if as_json:
            print_json(once_json(watch.now(), heard.notices, heard.troubles))
