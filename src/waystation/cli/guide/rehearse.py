"""`waystation rehearse`: a journey that is only played, to train and to drill."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from waystation.bootstrap import rehearsing as played
from waystation.bootstrap.training import SPEED, Played, Trainee, begin_training, go_on
from waystation.cli.keep.options import JSON
from waystation.cli.marking import mark_output
from waystation.cli.printing import print_json, print_lines, print_mistakes
from waystation.errors import BadInput, Usage
from waystation.guiding.rehearsal import MISHAPS
from waystation.wording import rehearsals as wording
from waystation.wording.journeys import answer_line
from waystation.wording.rehearsals_json import rehearsal_json
from waystation.world.report import Report

if TYPE_CHECKING:
    from waystation.guiding.answering import Answer

__all__ = ["rehearse_command"]


class _Trainee(Trainee):
    """Whoever is trained at a terminal: sees what is heard, and the answers if they want them.

    Args:
        game: The rehearsal.
        answers: Whether answers are shown.
        silent: Whether nothing is shown.
    """

    def __init__(self, game: Played, *, answers: bool, silent: bool) -> None:
        super().__init__(game.folder, game.truth, game.rehearsal.speed)
        self.answers = answers
        self.silent = silent
        self._said = ""

    def heard(self, report: Report) -> None:
        """Show what was heard."""
        if not self.silent:
            click.echo(wording.heard_line(self.truth.stated, report))

    def answered(self, answer: Answer, *, fresh: bool) -> None:
        """Show the answer, where it is another."""
        del fresh
        said = answer_line(self.truth.stated, answer)
        if self.answers and not self.silent and said != self._said:
            print_lines([f"→ {said}"], indent="    ")
        self._said = said

    def refused(self, error: BadInput) -> None:
        """Say what could not be taken down."""
        print_mistakes(error.mistakes())


@click.command("rehearse")
@click.argument("folder", metavar="PACK")
@click.option("--into", metavar="DIR", help="Begin a rehearsal of PACK in this new folder.")
@click.option(
    "--speed",
    type=click.FloatRange(0.0, 1e9),
    help=f"Seconds of the journey in each second; 0 waits for nothing.  [default: {SPEED:g}]",
)
@click.option("--seed", type=click.IntRange(0, 2**63), help="The luck; the same seed gives the same.")
@click.option(
    "--mishap",
    "mishaps",
    type=click.Choice(MISHAPS),
    multiple=True,
    help="What is to go wrong beside what the plan foresees; may be repeated.",
)
@click.option("--answers/--no-answers", default=True, show_default=True, help="Show each answer as it changes.")
@JSON
@click.pass_context
def rehearse_command(
    context: click.Context,
    folder: str,
    *,
    into: str | None,
    speed: float | None,
    seed: int | None,
    mishaps: tuple[str, ...],
    answers: bool,
    as_json: bool,
) -> None:
    """Play a journey, with its calls, delays and luck, in a folder of its own; guide it with the usual commands.

    With --into a rehearsal begins; named again, the folder of one that was broken off goes on. The party does what the
    answer says. Every line that any command prints about it begins with REHEARSAL; no vault can be opened beside it.

    \b
    Example:   waystation rehearse packs/two-days-to-the-river --into drill --speed 0 --seed 7
    """
    if into is None and not played.is_rehearsal(folder):
        raise Usage("rehearsal_into")
    if into is not None:
        luck = played.new_seed() if seed is None else seed
        begin_training(folder, into, SPEED if speed is None else speed, luck, mishaps)
    here = into or folder
    played.enter_rehearsal([here])
    context.find_root().call_on_close(played.leave_rehearsal)
    mark_output()
    _go_on(here, speed, answers=answers, as_json=as_json)


def _go_on(here: str, speed: float | None, *, answers: bool, as_json: bool) -> None:
    """Play a rehearsal to its end."""
    game = Played(here, speed)
    mark = game.mark
    print_mistakes(game.truth.warnings)
    if not as_json:
        print_lines(wording.begin_lines(here, mark.journey, mark.number or 0, game.rehearsal))
    go_on(game, _Trainee(game, answers=answers, silent=as_json))
    left, safe = game.left, game.foreseen
    if as_json:
        rehearsal, over = game.rehearsal, game.over
        print_json(
            rehearsal_json(
                mark.journey,
                mark.number or 0,
                rehearsal.seed,
                rehearsal.told,
                safe,
                left=left,
                over=over,
                ended=game.ended,
            )
        )
        return
    print_lines(wording.debrief_lines(game.rehearsal, safe, left, game.rehearsal.at))
