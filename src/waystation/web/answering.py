"""Working answers out beside the office, on a thread of its own: always for the latest desk that was asked for.

Decides when what is known so far is told. What an answer is, and what of the last ones still holds, is
`desk.guide.abreast`'s business; it is handed values alone and never touches a vault.
"""

from __future__ import annotations

import contextvars
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from waystation.desk.guide.abreast import Abreast
from waystation.desk.guide.cases import Case
from waystation.desk.guide.replanning import Answers
from waystation.errors import Mistake, WaystationError

__all__ = ["Answering", "Job"]

TELLS = 1.0
"""Seconds between two tellings of what is known so far."""
FRESH = timedelta(seconds=30)
"""For so long an answer is kept of which only time has passed: when much is heard, not everything is answered anew."""
GIVES_WAY, GLANCE = 0.05, 0.002
"""Seconds for which it waits at most, after each answer, while somebody waits for a page; and between two looks."""


@dataclass(frozen=True)
class Job:
    """What answers are wanted for.

    Args:
        opening: Since which opening of the office; what was asked before it was locked is nobody's any more.
        number: Which it is; a later one has a greater number.
        cases: The missions.
        now: The present instant.
    """

    opening: int
    number: int
    cases: Sequence[Case]
    now: datetime


Told = Callable[[Job, Answers, bool], None]


class Answering:
    """The thread.

    Args:
        told: Is told, on that thread, what is known for a job so far, and whether that is all.
        awaited: Says whether somebody waits for a page, or for what was written to be taken in: then that goes first.
    """

    def __init__(self, told: Told, awaited: Callable[[], bool] = lambda: False) -> None:
        self._told = told
        self._awaited = awaited
        self._ready = threading.Condition()
        self._job: Job | None = None
        self._forgets = False
        self._ends = False
        self._thread: threading.Thread | None = None
        self.took: float | None = None
        """Seconds until the last answers were told; None where there were none yet."""

    def ask(self, job: Job) -> None:
        """Work this out; what was asked before and was not begun yet is left out."""
        with self._ready:
            self._job = job
            self._ready.notify()
            if self._thread is None:
                # Nobody waits for it when the pages are stopped: nothing that it does is kept.
                context = contextvars.Context()
                self._thread = threading.Thread(target=context.run, args=(self._go_on,), name="answering", daemon=True)
                self._thread.start()

    def forget(self) -> None:
        """Leave out what was asked and was not begun, and let go of what was kept for later."""
        with self._ready:
            self._job, self._forgets = None, True
            self._ready.notify()

    def end(self) -> None:
        """Work nothing out any more."""
        with self._ready:
            self._job, self._ends = None, True
            self._ready.notify()

    def _go_on(self) -> None:
        abreast, opening = Abreast(), -1
        while True:
            with self._ready:
                self._ready.wait_for(lambda: self._job is not None or self._ends or self._forgets)
                if self._ends:
                    return
                if self._forgets:
                    abreast, self._forgets = Abreast(), False
                job, self._job = self._job, None
            if job is None:
                continue
            if job.opening != opening:
                abreast, opening, self.took = Abreast(), job.opening, None
            began = time.monotonic()
            self._told(job, self._answers(abreast, job), True)
            self.took = time.monotonic() - began

    def _give_way(self) -> None:
        until = time.monotonic() + GIVES_WAY
        while self._awaited() and time.monotonic() < until:
            time.sleep(GLANCE)

    def _answers(self, abreast: Abreast, job: Job) -> Answers:
        last = time.monotonic()

        def so_far(known: Answers) -> None:
            nonlocal last
            self._give_way()
            if time.monotonic() - last > TELLS:
                last = time.monotonic()
                self._told(job, known, False)

        try:
            return abreast.answers(job.cases, job.now, so_far, FRESH)
        except WaystationError as error:
            return Answers({}, tuple(error.mistakes()))
        except Exception as error:  # noqa: BLE001 -- a mistake of ours must not leave everybody waiting
            where = error.__traceback__
            while where is not None and where.tb_next is not None:
                where = where.tb_next
            place = f"{where.tb_frame.f_code.co_filename.rpartition('/')[2]}:{where.tb_lineno}" if where else "?"
            fields: dict[str, object] = {"kind": type(error).__name__, "place": place}
            return Answers({}, (Mistake("inside", fields=fields, warning=True),))
