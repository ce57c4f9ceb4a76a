"""What the pages of a mission work out: gathered from the desk, then planned and judged beside it, and remembered.

Decides what belongs to the mark by which a result is found again: the pack's files and reports, and what was signed of
the mission. Nothing here touches a vault once it is gathered.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from waystation.deciding.records import Said
from waystation.desk.chart.asking import Questioned, ask_loaded
from waystation.desk.chart.explaining import Explained, explain_loaded
from waystation.desk.chart.loading import Loaded
from waystation.desk.chart.planning import Planned, plan_loaded
from waystation.desk.chart.splitting import Parted, split_loaded
from waystation.desk.decide.deciding import Decided, decide_loaded
from waystation.desk.decide.terms import Termed, terms_loaded
from waystation.desk.guide.cases import Case
from waystation.errors import Mistake
from waystation.web.asked import Asked
from waystation.web.desk_now import DeskNow
from waystation.web.pages import NotThere
from waystation.web.worked import Worked
from waystation.wording.mistakes import say_mistake
from waystation.world.report import Report

if TYPE_CHECKING:
    from waystation.world.pack import Pack

__all__ = ["AtHand", "at_hand", "case_asked", "doubts_in"]

T = TypeVar("T")
RUNS, SEED = 2000, 1


@dataclass(frozen=True)
class AtHand:
    """A mission, gathered: all that its plans and verdicts are made from.

    Args:
        mission: Its name.
        loaded: Its pack with its data.
        said: What stands in its record.
        reports: Its reports, those about people too.
        mark: Changes whenever anything of this does.
        worked: Where results are remembered.
    """

    mission: str
    loaded: Loaded
    said: tuple[Said, ...]
    reports: tuple[Report, ...]
    mark: str
    worked: Worked

    @property
    def pack(self) -> Pack:
        """The mission and its world, as believed."""
        return self.loaded.pack

    def decided(self, *, flips: bool = False) -> Decided:
        """The verdict; what would change it takes longer, and is looked for only where that is asked."""
        return self._find(
            "decided-flips" if flips else "decided",
            lambda: decide_loaded(self.loaded, self.said, self.reports, flips=flips),
        )

    def known_verdict(self) -> Decided | None:
        """The verdict where it was worked out before."""
        found: Decided | None = self.worked.known(("decided", self.mission), self.mark)
        return found

    def planned(self) -> Planned:
        """The plan with other ways."""
        return self._find("planned", lambda: plan_loaded(self.loaded, alternatives=True))

    def explained(self) -> Explained:
        """Why the plan is worth what it is."""
        return self._find("explained", lambda: explain_loaded(self.loaded))

    def questioned(self) -> Questioned:
        """What to find out before leaving."""
        return self._find("questioned", lambda: ask_loaded(self.loaded))

    def parted(self) -> Parted:
        """Every way to part the party."""
        return self._find("parted", lambda: split_loaded(self.loaded, RUNS, SEED))

    def termed(self) -> Termed:
        """What could be agreed with brokers."""
        return self._find("termed", lambda: terms_loaded(self.loaded))

    def _find(self, what: str, work: Callable[[], T]) -> T:
        return self.worked.find((what, self.mission), work, self.mark)


def case_asked(desk: DeskNow, asked: Asked) -> Case:
    """The mission that an address names.

    Raises:
        NotThere: If there is none of that name here.
    """
    case = desk.case(asked.path.get("mission", ""))
    if case is None:
        raise NotThere
    return case


def at_hand(desk: DeskNow, case: Case) -> AtHand:
    """Gather a mission from the desk.

    Args:
        desk: The desk.
        case: The mission.
    """
    # what was gathered keeps its case, so that no other can come to have the same identity while it is remembered
    _, found = desk.worked.find(("gathered", case.name), lambda: (case, _gathered(desk, case)), id(case))
    return found


def _gathered(desk: DeskNow, case: Case) -> AtHand:
    loaded, said = case.opened.loaded, tuple(case.record.said())
    reports = tuple(case.opened.reports)
    parts = [loaded.digest, *sorted(_ids(one.report for one in said)), "|", *sorted(_ids(reports))]
    mark = hashlib.sha256("\n".join(parts).encode()).hexdigest()
    return AtHand(case.name, loaded, said, reports, mark, desk.worked)


def _ids(reports: Iterable[Report]) -> list[str]:
    return [str(one.id) for one in reports]


def doubts_in(mistakes: Iterable[Mistake]) -> list[str]:
    """What somebody should look at, a line each; what the gates of the charter say themselves is left out."""
    said = (say_mistake(one).partition(": ")[2] for one in mistakes if not one.code.startswith("charter_"))
    return list(dict.fromkeys(said))
