"""`waystation rehearse`: a journey that is only played, to train and to drill."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import click

from waystation.bootstrap import pack_folder, report_store
from waystation.bootstrap import rehearsing as played
from waystation.bootstrap.missions import missions_named
from waystation.bootstrap.watches import refresh_watch
from waystation.cli.keep.options import JSON
from waystation.cli.marking import mark_output
from waystation.cli.printing import print_json, print_lines, print_mistakes
from waystation.desk.chart.loading import Loaded, load_pack
from waystation.desk.guide.running import Running, answerer_for, running_of, situation_of
from waystation.desk.hear.taking import take_reports
from waystation.errors import BadInput, Usage
from waystation.guiding.rehearsal import MISHAPS, Rehearsal
from waystation.wording import rehearsals as wording
from waystation.wording.journeys import answer_line
from waystation.wording.rehearsals_json import rehearsal_json
from waystation.world.report import read_report
from waystation.world.report_journeys import JourneyMark
from waystation.world.report_lines import REPORTS

if TYPE_CHECKING:
    from waystation.guiding.answerer import Answerer
    from waystation.guiding.answering import Answer

__all__ = ["rehearse_command"]

SPEED = 600.0
NUMBERS = (100, 10_000)


@dataclass
class _Trainee:
    """Whoever is trained: sees what is heard, and the answers if they want them.

    Args:
        folder: The rehearsal's folder.
        truth: Its pack as it was when it began.
        answers: Whether answers are shown.
        silent: Whether nothing is shown.
    """

    folder: str
    truth: Loaded
    answers: bool
    silent: bool
    _running: Running | None = None
    _read: int = -1
    _answerer: Answerer | None = field(default=None, repr=False)
    _said: str = ""

    def wait(self, rehearsal: Rehearsal) -> None:
        """Let the clock run, where it runs."""
        if rehearsal.speed <= 0.0:
            return
        seconds = (rehearsal.until - rehearsal.at).total_seconds() / rehearsal.speed
        since = played.machine_instant()
        played.keep_rehearsal(self.folder, replace(rehearsal, since=since))
        try:
            threading.Event().wait(seconds)
        except BaseException:
            now = replace(rehearsal, since=since).now(played.machine_instant())
            played.keep_rehearsal(self.folder, replace(rehearsal, at=now, since=None))
            raise

    def keep(self, rehearsal: Rehearsal) -> None:
        """Keep how the rehearsal stands."""
        played.keep_rehearsal(self.folder, rehearsal)

    def tell(self, report: dict[str, Any]) -> None:
        """Take a report down, and show it."""
        store = report_store(self.folder)
        found = read_report(report)
        if isinstance(found, list):
            raise BadInput(found)
        if any(one.id == found.id for one in store.all()):
            return  # it was told before the rehearsal was broken off
        if not self.silent:
            click.echo(wording.heard_line(self.truth.stated, found))
        try:
            take_reports(store, self.truth.stated, [report], found.heard or found.happened)
        except BadInput as error:  # whoever is trained has decided otherwise, such as to close the journey
            print_mistakes(error.mistakes())

    def answer(self, at: datetime) -> Answer | None:
        """The answer that every command would give now."""
        size = (Path(self.folder) / REPORTS).stat().st_size
        fresh = size != self._read
        if fresh:
            self._read = size
            running = running_of(missions_named([self.folder]), at)
            self._running = running[0] if running else None
        if self._running is None:
            return None
        self._answerer = self._answerer or answerer_for(self._running)
        answer = self._answerer.answer(situation_of(self._running, at))
        if fresh:
            refresh_watch(self.folder, self._running.pack, self._running.journey, answer.ahead, at)
        said = answer_line(self.truth.stated, answer)
        if self.answers and not self.silent and said != self._said:
            print_lines([f"→ {said}"], indent="    ")
        self._said = said
        return answer


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
        _begin(folder, into, SPEED if speed is None else speed, played.new_seed() if seed is None else seed, mishaps)
    here = into or folder
    played.enter_rehearsal([here])
    context.find_root().call_on_close(played.leave_rehearsal)
    mark_output()
    _go_on(here, speed, answers=answers, as_json=as_json)


def _begin(pack: str, into: str, speed: float, seed: int, mishaps: tuple[str, ...]) -> None:
    """Make the folder, and accept the mission in it."""
    played.check_rehearsable(pack)
    source = pack_folder(pack)
    start = load_pack(source).pack.clock.at(0)
    before = len(source.seen.get(REPORTS, b"").splitlines())
    rehearsal = Rehearsal(seed, speed, start, None, start, before, mishaps=tuple(sorted(set(mishaps))))
    played.begin_rehearsal(into, rehearsal, source.seen)
    name, number = Path(into).resolve().name, Random(f"{seed} number").randrange(*NUMBERS)
    mark = {"kind": "journey", "source": "rehearsal", "journey": name, "state": "accepted", "number": number}
    store = report_store(into)
    take_reports(store, load_pack(pack_folder(into)).stated, [{**mark, "happened": start.isoformat()}], start)


def _go_on(here: str, speed: float | None, *, answers: bool, as_json: bool) -> None:
    """Play a rehearsal to its end."""
    from waystation.desk.guide.rehearsing import Drill
    from waystation.planning.plan import make_plan

    rehearsal = played.rehearsed(here)
    if rehearsal.over:
        raise Usage("rehearsal_over", value=rehearsal.over)
    rehearsal = replace(rehearsal, speed=rehearsal.speed if speed is None else speed, since=None)
    truth = played.truth_of(here, rehearsal)
    marks = [one for one in report_store(here).all() if isinstance(one, JourneyMark) and one.state == "accepted"]
    mark = marks[-1]
    print_mistakes(truth.warnings)
    if not as_json:
        print_lines(wording.begin_lines(here, mark.journey, mark.number or 0, rehearsal))
    trainee = _Trainee(here, truth, answers, as_json)
    drill = Drill(truth, rehearsal, mark.journey, trainee)
    over = drill.run()
    reports = report_store(here).all()
    left = next((one.happened for one in reports if one.kind == "departure" and one.happened >= mark.happened), None)
    safe = make_plan(truth.pack, truth.departures, None, truth.calendars).outcome.safe.mid
    if as_json:
        print_json(
            rehearsal_json(
                mark.journey,
                mark.number or 0,
                rehearsal.seed,
                drill.rehearsal.told,
                safe,
                left=left,
                over=over,
                ended=drill.clock.at(over.step) if over is not None else drill.rehearsal.at,
            )
        )
        return
    print_lines(wording.debrief_lines(drill.rehearsal, safe, left, drill.rehearsal.at))
