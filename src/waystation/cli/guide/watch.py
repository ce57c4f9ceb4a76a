"""`waystation watch`: rings when a sign of life does not come, while everything else is shut or locked."""

from __future__ import annotations

import os
from datetime import UTC

import click

from waystation.cli.guide.defaulting import PACKS, Defaulting
from waystation.cli.keep.options import JSON
from waystation.cli.printing import print_heading, print_json, print_lines, print_table
from waystation.errors import Usage

__all__ = ["watch_command"]

NOW = click.option("--now", metavar="TIME", help="As if it were this instant, in a rehearsal: 2031-10-06T20:00+09:00.")
CHANNEL = click.option(
    "--channel", "names", multiple=True, metavar="NAME", help="terminal, desktop, or a plug-in's; may be repeated."
)
COMMAND = click.option(
    "--command",
    "commands",
    multiple=True,
    metavar="COMMAND",
    help="Run a command for each alarm, with number and stage as its last arguments; may be repeated."
    "  [env: WAYSTATION_WATCH_COMMAND]",
)


@click.group("watch", cls=Defaulting, default="now")
def watch_command() -> None:
    """Ring when a sign of life does not come, while everything else is shut or locked.

    \b
    Example:   waystation watch
               waystation watch ack 417
    """


@watch_command.command("now")
@PACKS
@click.option("--once", is_flag=True, help="Ring what is due now, and end.")
@CHANNEL
@COMMAND
@click.option("--trust-clock", is_flag=True, help="This machine's clock is right, though the watch's time is later.")
@click.option("--held", type=int, hidden=True)
@NOW
@JSON
def now_command(
    packs: tuple[str, ...],
    *,
    once: bool,
    names: tuple[str, ...],
    commands: tuple[str, ...],
    trust_clock: bool,
    held: int | None,
    now: str | None,
    as_json: bool,
) -> None:
    """Watch over every journey that runs, until Ctrl-C: reminder, overdue, first call, escalate, critical.

    The vault must be open to begin, and may be locked then: the watch goes on with nothing but the schedule, which has
    times, windows and journey numbers, and no name. Packs in folders are for rehearsal.

    \b
    Example:   waystation watch
               waystation watch --command "ring-my-phone"
    """
    from waystation.bootstrap.alarm_channels import channels_named
    from waystation.cli.guide.watch_process import hand_over, run, run_held

    # Not click's business: it would take the words of one command for several.
    named = os.environ.get("WAYSTATION_WATCH_COMMAND", "")
    commands = commands or ((named,) if named else ())
    if as_json and not once:
        raise Usage("watch_json_runs")
    if held is not None:
        run_held(held, names, commands, trust_clock=trust_clock)
        return
    from waystation.cli.guide import watch_running as running

    at_hand = running.at_hand(packs, now)
    running.bring_into_step(at_hand, again=not once, silent=as_json)
    if once:
        running.run_once(at_hand, names, commands, trust_clock=trust_clock, as_json=as_json)
        return
    # What is wrong with them is said before the vault is shut.
    channels = channels_named(names, commands, at_hand.zone)
    watching = at_hand.watching
    if watching.vault is not None:
        hand_over(watching.post, names, commands, trust_clock=trust_clock)
    run(
        watching.place,
        watching.post,
        channels,
        at_hand.clocks,
        trust_clock=True,
        zone=at_hand.zone,
        longest=running.REHEARSED_REST,
    )


@watch_command.command("show")
@PACKS
@NOW
@JSON
def show_command(packs: tuple[str, ...], *, now: str | None, as_json: bool) -> None:
    """Say what is expected next, how it stands, and what fewer false alarms would cost.

    A false alarm is one that rings although all are well, because they were held up, turned back, or slow to call: how
    often that happens follows from the plan's own chances. The rate is chosen in [charter.watch], or for one journey by
    waystation journey begin --false-alarms.

    \b
    Example:   waystation watch show
    """
    from waystation.cli.guide import watch_running as running
    from waystation.desk.guide.watch_posts import read_log
    from waystation.desk.guide.watching import choices_for
    from waystation.guiding.alarms import standings
    from waystation.wording import watching as wording
    from waystation.wording.language import say
    from waystation.wording.watching_json import show_json

    at_hand = running.at_hand(packs, now)
    found = choices_for(running.bring_into_step(at_hand, again=True, silent=as_json))
    when = at_hand.now
    stood = standings(at_hand.watching.keeping.schedule(), read_log(at_hand.watching.post), when.astimezone(UTC))
    if as_json:
        print_json(show_json(when.astimezone(UTC), stood, found.in_force, found.choices))
        return
    if not stood:
        click.echo("Nothing is expected of any journey.")
        return
    heads = tuple(say(one) for one in wording.SHOW_HEADER)
    print_table(wording.standing_rows(stood, when.tzinfo), header=heads, indent=0)
    if found.in_force.checks:
        print_heading("False alarms")
        print_lines(wording.choice_lines(found.in_force), indent="  ")
        heads = tuple(say(one) for one in wording.CHOICE_HEADER)
        print_table(wording.choice_rows(found.choices, found.in_force.rate), header=heads)
        print_lines([say(wording.HOW_TO_CHOOSE)], indent="  ")


@watch_command.command("ack")
@click.argument("number", type=click.IntRange(1, 99_999))
@PACKS
@NOW
@JSON
def ack_command(number: int, packs: tuple[str, ...], *, now: str | None, as_json: bool) -> None:
    """Take note of a journey's alarm: it rings no more until it gets graver. Only a sign of life ends it.

    A watch that is running is told, whether or not the vault is locked.

    \b
    Example:   waystation watch ack 417
    """
    from waystation.bootstrap.vaults import named_vault, unlocked_vaults
    from waystation.cli.guide import watch_running as running
    from waystation.desk.guide.watch_turns import Watch
    from waystation.storage.vault_session import runtime_folder
    from waystation.storage.watch_socket import note_everywhere
    from waystation.wording.watching import noted_line

    watches, noted = note_everywhere(runtime_folder(os.environ), number)
    if not watches:
        if not packs and not unlocked_vaults() and named_vault() is None:
            raise Usage("watch_none_runs")
        at_hand = running.at_hand(packs, now)
        noted = Watch(at_hand.watching.post, (), at_hand.clocks).note(number)
    if not noted:
        raise Usage("watch_no_alarm", number=number)
    if as_json:
        print_json({"journey": number, "noted": True})
    else:
        print_lines([noted_line(number)])
