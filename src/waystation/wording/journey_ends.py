"""How journeys begin, close, and what follows, in words."""

from __future__ import annotations

from collections.abc import Sequence

from waystation.guiding.closing import Task, open_tasks
from waystation.guiding.journey_state import Journey
from waystation.wording.figures import date_and_time, money
from waystation.wording.joining import together
from waystation.wording.journeys import ENDS
from waystation.wording.language import mark, say, say_many
from waystation.wording.records import VERDICTS
from waystation.world.pack import Pack

__all__ = ["begun_lines", "closed_line", "task_rows", "tasks_line"]

TASKS = {
    "release": mark("release {amount} to {broker}: they were brought where it was agreed"),
    "keep": mark("keep {amount} from {broker}: it was held for what was not done"),
    "thanks": mark("thank {broker}"),
    "burn": mark("burn {broker}, who sold them: waystation burn"),
    "family": mark("tell the family"),
    "embassy": mark("tell the embassy, UNHCR and the lawyers"),
    "trace": mark("answer those who seek them, and look for whom they seek: waystation trace"),
    "aftercare": mark("see that they are cared for: a doctor, somebody to talk to, papers, a school"),
}


def begun_lines(name: str, number: int, verdict: str, approved: Sequence[str]) -> list[str]:
    """That a journey has begun, its number, and on whose word.

    Args:
        name: Its name.
        number: Its number.
        verdict: What the verdict said.
        approved: Who stands behind going, where the verdict did not say it by itself.
    """
    said = say(VERDICTS.get(verdict, verdict))
    if approved:
        began = say(
            "Journey {number} has begun ({name}). The verdict was {verdict}, and {approved} stand behind going.",
            number=number,
            name=name,
            verdict=said,
            approved=together(approved),
        )
    else:
        began = say(
            "Journey {number} has begun ({name}). The verdict was {verdict}.", number=number, name=name, verdict=said
        )
    return [began, say("In alarms and notices it is called {number}, and nobody is named.", number=number)]


def closed_line(pack: Pack, journey: Journey) -> str:
    """How a journey closed, in one sentence."""
    assert journey.end is not None
    assert journey.ended is not None
    when = date_and_time(journey.ended.astimezone(pack.clock.zone), with_offset=True)
    return say(
        "Journey {number} is closed: {end} ({when}).", number=journey.number, end=say(ENDS[journey.end]), when=when
    )


def tasks_line(tasks: Sequence[Task]) -> str:
    """How much is still to be done."""
    left = len(open_tasks(tasks))
    if not left:
        return say("All that had to follow is done.")
    return say_many("One thing is still to be done:", "{left} things are still to be done:", left, left=left)


def task_rows(pack: Pack, tasks: Sequence[Task]) -> list[tuple[str, str, str]]:
    """What follows as rows: done or open, its code, and what it is."""
    states = (say("open"), say("done"))
    return [(states[task.done], task.code, _task(pack, task)) for task in tasks]


def _task(pack: Pack, task: Task) -> str:
    broker = pack.broker[task.broker].title if task.broker in pack.broker else task.broker
    amount = money(task.amount, pack.mission.currency) if task.amount > 0.0 else say("the money")
    return say(TASKS[task.code.partition(":")[0]], broker=broker, amount=amount)
