"""`waystation journey`: begin a journey, say what it does next, close it, tick off what follows."""

from __future__ import annotations

import click

from waystation.bootstrap import record_of
from waystation.bootstrap.missions import missions_named
from waystation.bootstrap.vaults import surroundings
from waystation.bootstrap.watches import numbers_watched, refresh_watch
from waystation.cli.guide.instants import NOW, now_of
from waystation.cli.keep.options import JSON
from waystation.cli.printing import ask, print_heading, print_json, print_lines, print_mistakes, print_table
from waystation.cli.progress import progress
from waystation.desk.guide.journeys import COORDINATOR, NotYet, begin, close_journey, journey_named, tasks_for, tick
from waystation.desk.guide.running import Opened, Running, all_journeys, running_of
from waystation.desk.guide.sharing import answers_of
from waystation.errors import Usage
from waystation.guiding.answering import Answer
from waystation.guiding.closing import open_tasks
from waystation.guiding.journey_state import Journey
from waystation.wording.gates import SHORT, missed_line
from waystation.wording.journey_ends import begun_lines, closed_line, task_rows, tasks_line
from waystation.wording.journey_json import answer_json, journey_json, task_json
from waystation.wording.journeys import answer_lines, journey_rows, wrong_rows
from waystation.world.report_journeys import JOURNEY_ENDS

__all__ = ["journey_command"]

PACK = click.argument("pack", metavar="PACK")


@click.group("journey")
def journey_command() -> None:
    """Follow a journey: what to do next, and what to do when it goes wrong.

    A journey is what its reports say: departures, arrivals, signs of life, what was seen. `waystation report add` takes
    them down and says at once what they change.

    \b
    Example:   waystation journey show vault:heron
    """


@journey_command.command("begin")
@PACK
@click.option("--false-alarms", type=click.FloatRange(0.0, 1.0), metavar="SHARE", help="Wanted of the watch, 0 to 1.")
@NOW
@JSON
def begin_command(pack: str, *, false_alarms: float | None, now: str | None, as_json: bool) -> None:
    """Make an accepted mission a journey.

    Everybody must have agreed to it; then the verdict must be go, or a second person must stand behind going all the
    same (waystation override, waystation approve). What is foreseen is kept. Its number, by which alarms call it, is
    drawn by chance.

    \b
    Example:   waystation journey begin vault:heron
    """
    (opened,) = _one(pack)
    when = now_of(now, [opened], begins=True)
    with progress("deciding", silent=as_json):
        taken = numbers_watched(pack)
        begun = begin(opened, record_of(pack), when, surroundings().chance, false_alarms, taken=taken)
    if isinstance(begun, NotYet):
        code = "begin_second" if begun.verdict.word == "second" else "begin_verdict"
        gates = "; ".join(missed_line(begun.pack, gate) for gate in begun.gates)
        raise Usage(code, verdict=SHORT[begun.verdict.word], gates=gates)
    print_mistakes(begun.decided.warnings)
    verdict = begun.decided.judged.verdict.word
    again = _one(pack)
    when = max(when, now_of(now, again))
    (running,) = running_of(again, when)
    (answer,) = answers_of([running], when, whole=True)
    print_mistakes(refresh_watch(running.name, running.pack, running.journey, answer.ahead, when))
    if as_json:
        found = {"verdict": verdict, "approved": list(begun.approved), "foreseen": begun.foreseen}
        print_json({**journey_json(running.name, running.journey), **found, "answer": answer_json(answer)})
        return
    print_lines(begun_lines(begun.journey, begun.number, verdict, begun.approved))
    _print_answer(running, answer)


@journey_command.command("show")
@click.argument("packs", nargs=-1, metavar="[PACK]…")
@NOW
@JSON
def show_command(packs: tuple[str, ...], *, now: str | None, as_json: bool) -> None:
    """Say where they are, and what to do next.

    And what to do when it goes wrong: each thing that can, on the leg that they are on and on the next. Several
    missions that are named together share what is seen of the same river, broker or house. Of one that is closed it
    says what is still to be done. Without a name it is all of the open vault.

    \b
    Example:   waystation journey show vault:heron
    """
    opened = missions_named(packs)
    when = now_of(now, opened)
    runs = running_of(opened, when)
    with progress("planning", silent=as_json):
        answers = answers_of(runs, when, whole=True)
    closed = [one for one in opened if one.name not in {each.name for each in runs} and (packs or all_journeys(one))]
    ended = [(one, journey_named(one)) for one in closed]
    if as_json:
        found = [
            {**journey_json(r.name, r.journey), "answer": answer_json(a)} for r, a in zip(runs, answers, strict=True)
        ]
        found += [{**journey_json(o.name, j), "tasks": [task_json(t) for t in tasks_for(o, j)]} for o, j in ended]
        print_json(found[0] if len(packs) == 1 and len(found) == 1 else found)
        return
    for running, answer in zip(runs, answers, strict=True):
        click.echo(click.style(f"{running.loaded.pack.name}: journey {running.journey.number}", bold=True))
        _print_answer(running, answer)
    for one, journey in ended:
        _print_tasks(one, journey)
    if not runs and not ended:
        click.echo("No journey runs.")


@journey_command.command("list")
@click.argument("packs", nargs=-1, metavar="[PACK]…")
@NOW
@JSON
def list_command(packs: tuple[str, ...], *, now: str | None, as_json: bool) -> None:
    """List journeys: those that run, and those that are closed.

    \b
    Example:   waystation journey list vault:heron vault:plover
    """
    opened = missions_named(packs, personal=False)
    when = now_of(now, opened)
    rows = [
        (one.mission, one.loaded.pack, journey)
        for one in opened
        for journey in all_journeys(one)
        if journey.accepted <= when
    ]
    if as_json:
        print_json([journey_json(name, journey) for name, _, journey in rows])
    elif rows:
        print_table(journey_rows(rows), header=("number", "mission", "journey", ""), indent=0)
    else:
        click.echo("No journeys.")


@journey_command.command("close")
@PACK
@click.option("--as", "end", type=click.Choice(JOURNEY_ENDS), required=True, help="How it ended.")
@NOW
@JSON
def close_command(pack: str, *, end: str, now: str | None, as_json: bool) -> None:
    """Close a journey: all arrived, all turned home, or somebody is lost. It says what follows.

    What was foreseen of the mission is closed with it (waystation calibration).

    \b
    Example:   waystation journey close vault:heron --as arrived
    """
    opened = _one(pack)
    when = now_of(now, opened)
    closing = close_journey(opened[0], record_of(pack), when, end)
    print_mistakes(refresh_watch(opened[0].name, opened[0].loaded.pack, closing.journey, (), when))
    if as_json:
        tasks = [task_json(task) for task in closing.tasks]
        state = journey_json(opened[0].name, closing.journey)
        print_json({**state, "foreseen": closing.foreseen, "tasks": tasks})
        return
    _print_tasks(_one(pack)[0], closing.journey)


@journey_command.command("done")
@PACK
@click.argument("task", metavar="[TASK]", required=False)
@NOW
@JSON
def done_command(pack: str, *, task: str | None, now: str | None, as_json: bool) -> None:
    """Tick off something that had to follow the end of a journey. It asks what, for names are not typed as arguments.

    \b
    Example:   waystation journey done vault:heron
    """
    opened = _one(pack)
    when = now_of(now, opened)
    journey = journey_named(opened[0])
    if task is None:
        rows = task_rows(opened[0].loaded.pack, open_tasks(tasks_for(opened[0], journey)))
        print_lines([f"{code}: {what}" for _, code, what in rows], err=True)
        task = ask("Which of them is done (nothing for none)").strip()
    if task:
        tick(opened[0], when, journey, task, record_of(pack).member or COORDINATOR)
    after = _one(pack)[0]
    if as_json:
        tasks = [task_json(one) for one in tasks_for(after, journey)]
        print_json({**journey_json(after.name, journey), "tasks": tasks})
    else:
        _print_tasks(after, journey)


def _one(pack: str) -> list[Opened]:
    found = missions_named([pack])
    if len(found) != 1:
        raise Usage("journey_one")
    return found


def _print_answer(running: Running, answer: Answer) -> None:
    pack = running.pack
    print_lines(answer_lines(pack, answer))
    rows = wrong_rows(pack, answer)
    if rows:
        print_heading("If it goes wrong")
    for heading, lines in rows:
        print_lines([heading], indent="  ")
        print_lines(lines, indent="    ")


def _print_tasks(opened: Opened, journey: Journey) -> None:
    pack, tasks = opened.loaded.pack, tasks_for(opened, journey)
    if journey.end is None:
        return
    print_lines([closed_line(pack, journey), tasks_line(tasks)])
    if tasks:
        print_table(task_rows(pack, tasks))
