"""The command `waystation`: finds the command asked for, and turns every error into lines and an exit status.

Rules of the terminal: answers go to standard output; talk, progress, warnings and errors to standard error, a line
each; `--json` prints one document and nothing else; colour only on a terminal; never a traceback. Exit status 0
done, 1 a sound question whose answer is no, 2 bad input or usage, 3 wrong passphrase, 130 interrupted.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from waystation.cli.marking import unmark_output
from waystation.errors import Mistake, WaystationError
from waystation.wording.mistakes import say_mistake

__all__ = ["main", "run"]

COMMANDS = {
    "approve": ("waystation.cli.decide.override", "Approve what somebody else proposed."),
    "archive": ("waystation.cli.keep.archive.group", "Keep footage and testimony, and let out what may leave."),
    "beliefs": ("waystation.cli.hear.beliefs", "Say what is believed of every chance, and what it rests on."),
    "burn": ("waystation.cli.guide.burn", "Burn a broker, a place, a member or a device, and say whom to warn first."),
    "call": ("waystation.cli.guide.night", "Keep a call that was made, and list them."),
    "calibration": ("waystation.cli.decide.calibration", "Hold what was foreseen against what came of it."),
    "card": ("waystation.cli.guide.card", "Tell somebody the least that they must know of one leg or stay."),
    "cash": ("waystation.cli.guide.night", "Say who holds what money, and what does not agree."),
    "charter": ("waystation.cli.decide.charter", "Show the rules for saying yes, and sign them."),
    "check": ("waystation.cli.chart.check", "Find every mistake in a pack."),
    "decide": ("waystation.cli.decide.decide", "Say whether to go, and what would change that."),
    "demo": ("waystation.cli.chart.demo", "Plan the demonstration mission and draw its map."),
    "explain": ("waystation.cli.chart.explain", "Say why a plan is worth what it is, and how sure that is."),
    "export": ("waystation.cli.chart.prove", "Write the decision problem for a model checker."),
    "exposure": ("waystation.cli.keep.exposure", "Say what would be known if somebody, or some place, were taken."),
    "family": ("waystation.cli.guide.family", "Say what a family may be told, and keep what they were told."),
    "handover": ("waystation.cli.guide.night", "Hand the night over to the next person, or take it."),
    "journey": ("waystation.cli.guide.journey", "Follow a journey: what to do next, and when it goes wrong."),
    "map": ("waystation.cli.chart.draw", "Draw the course: the red line on the map."),
    "new": ("waystation.cli.chart.new", "Make a pack by answering questions."),
    "news": ("waystation.cli.hear.beliefs", "Say what changed since a moment."),
    "oncall": ("waystation.cli.guide.tonight", "Say who is on call, and put somebody on call."),
    "outcome": ("waystation.cli.decide.override", "Say how a mission ended."),
    "override": ("waystation.cli.decide.override", "Go against a verdict, with a reason and a second person."),
    "plan": ("waystation.cli.chart.plan", "Plan the safest course of a mission."),
    "portfolio": ("waystation.cli.decide.portfolio", "Choose among missions: whom to meet, when and how."),
    "questions": ("waystation.cli.chart.questions", "Say what to find out before leaving, and what it is worth."),
    "rehearse": ("waystation.cli.guide.rehearse", "Play a journey, to train and to drill."),
    "report": ("waystation.cli.hear.report", "Take reports down, list them, show one."),
    "schema": ("waystation.cli.chart.check", "Print the JSON Schema of a file format."),
    "serve": ("waystation.cli.serve", "Show the pages in a browser on this machine."),
    "split": ("waystation.cli.chart.split", "Compare every way to part a party."),
    "story": ("waystation.cli.keep.archive.story", "Tell a journey: footage, testimony, calls and the red line."),
    "simulate": ("waystation.cli.chart.plan", "Play a plan out by chance, many times."),
    "terms": ("waystation.cli.decide.terms", "Say what to agree on with brokers, and what money buys."),
    "together": ("waystation.cli.chart.split", "Look at several missions on one network at once."),
    "tonight": ("waystation.cli.guide.tonight", "Say what needs somebody tonight, over all journeys."),
    "trace": ("waystation.cli.guide.family", "Keep requests of those who seek somebody."),
    "vault": ("waystation.cli.keep.vault", "Keep real missions where nobody else can read them."),
    "watch": ("waystation.cli.guide.watch", "Ring when a sign of life does not come."),
    "what-if": ("waystation.cli.chart.what_if", "Plan with something otherwise, beside the plan as it is."),
    "why": ("waystation.cli.hear.beliefs", "Follow one number back to its reports."),
    "verify": ("waystation.cli.chart.prove", "Hold a plan against a model checker."),
}
"""Where each command lives, and what it does in a line; a module is imported when its command is asked for."""


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _ = COMMANDS[cmd_name]
        command = getattr(importlib.import_module(module), f"{cmd_name.replace('-', '_')}_command")
        assert isinstance(command, click.Command)
        from waystation.cli.keep.options import with_vault

        return with_vault(command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, about) for name, (_, about) in sorted(COMMANDS.items())])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from waystation.world.mistakes import nearest

            close = nearest(args[0], COMMANDS)
            hint = f"; did you mean {close}?" if close else "; see waystation --help"
            raise click.UsageError(f"there is no command {args[0]}{hint}", ctx) from error


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="waystation", message="%(prog)s %(version)s")
def main() -> None:
    """Chart the safest course for people in flight, and say how sure that is.

    \b
    Start with:   waystation demo
    Then:         waystation plan packs/two-days-to-the-river
    """


def run(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit status."""
    sys.exit(_run(arguments))


def _run(arguments: Sequence[str] | None) -> int:
    try:
        return _status(arguments)
    finally:
        unmark_output()


def _status(arguments: Sequence[str] | None) -> int:
    if sys.stdout is None:
        click.echo(say_mistake(Mistake("closed_output", fields={"why": "it is closed"})), err=True)
        return 2
    try:
        status = main.main(
            args=list(arguments) if arguments is not None else None, prog_name="waystation", standalone_mode=False
        )
        sys.stdout.flush()
        return status if isinstance(status, int) else 0
    except WaystationError as error:
        for mistake in error.mistakes():
            click.echo(say_mistake(mistake), err=True)
        return error.exit_status
    except click.exceptions.NoArgsIsHelpError as error:  # a group without a command is a question, not a mistake
        click.echo(error.format_message())
        return 0
    except click.ClickException as error:
        click.echo(say_mistake(Mistake("usage", fields={"message": error.format_message()})), err=True)
        return 2
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted; nothing was left half-written", err=True)
        return 130
    except SystemExit:  # click's way of saying that nobody reads on, as in `waystation plan PACK | head -1`
        return 0
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        why: dict[str, object] = {"why": error.strerror or "the system refused"}
        click.echo(say_mistake(Mistake("closed_output", fields=why)), err=True)
        return 2
    except MemoryError:
        click.echo(say_mistake(Mistake("out_of_memory")), err=True)
        return 2
    except Exception as error:  # noqa: BLE001 -- the last line of defence: no traceback, no values that it might hold
        where = error.__traceback__
        while where is not None and where.tb_next is not None:
            where = where.tb_next
        place = f"{Path(where.tb_frame.f_code.co_filename).name}:{where.tb_lineno}" if where is not None else "?"
        click.echo(say_mistake(Mistake("inside", fields={"kind": type(error).__name__, "place": place})), err=True)
        return 2
