"""The pictures of a mission's pages, as PNG: each with its numbers in a table beside it on the page that shows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from waystation.charts.panels import Figure
from waystation.desk.chart.explaining import draw_explanation
from waystation.desk.decide.calibrating import calibrate_records
from waystation.web.asked import Asked
from waystation.web.chart.working import AtHand, at_hand, case_asked
from waystation.web.desk_now import DeskNow
from waystation.web.pages import Action, Later, NotThere, Page, Sent
from waystation.wording.calibration_pictures import calibration_figure
from waystation.wording.explained_pictures import figure_of
from waystation.wording.language import spoken
from waystation.wording.mission_pages import arrival_figure
from waystation.wording.terms import terms_figure
from waystation.wording.verdict_pictures import decision_figure

__all__ = ["ACTIONS", "PAGES"]

KIND = "image/png"
WIDTH = 840
"""Pixels: panels below each other, drawn finely enough for screens that are, and read on a phone as well."""


def _chance(mission: AtHand) -> Figure:
    found = figure_of(mission.explained().explanation)
    return replace(found, panels=found.panels[:1])


def _danger(mission: AtHand) -> Figure:
    found = figure_of(mission.explained().explanation)
    return replace(found, panels=found.panels[1:])


def _departures(mission: AtHand) -> Figure:
    found = decision_figure(mission.pack, mission.decided().judged)
    return replace(found, panels=found.panels[1:])


def _arrival(mission: AtHand) -> Figure:
    return arrival_figure(mission.decided().plan)


def _terms(mission: AtHand) -> Figure:
    found = mission.termed()
    return terms_figure(found.pack, found.frontier)


FIGURES: dict[str, Callable[[AtHand], Figure]] = {
    "chance.png": _chance,
    "danger.png": _danger,
    "departures.png": _departures,
    "arrival.png": _arrival,
    "terms.png": _terms,
}
"""Each picture by its name."""


def _build(desk: DeskNow, asked: Asked) -> Later:
    figure = FIGURES.get(asked.path["name"])
    if figure is None:
        raise NotThere
    mission = at_hand(desk, case_asked(desk, asked))
    key = ("picture", asked.path["name"], spoken(), mission.mission)
    return Later(lambda: Sent(desk.worked.find(key, lambda: _png(figure(mission)), mission.mark), KIND))


def _calibration(desk: DeskNow, _asked: Asked) -> Later:
    done = calibrate_records([case.record for case in desk.cases])
    figure = calibration_figure(done.found, len(done.unfinished), len(done.stayed))
    return Later(lambda: Sent(_png(figure), KIND))


def _png(figure: Figure) -> bytes:
    """The panels alone: the page beside them has the words, and says who can read it."""
    return draw_explanation("png", replace(figure, title="", subtitle=(), in_clear=""), WIDTH)


PICTURE = Page("/missions/{mission}/pictures/{name}", "", _build, live=False)
CALIBRATION = Page("/calibration/picture.png", "", _calibration, live=False)

PAGES = (PICTURE, CALIBRATION)
ACTIONS: tuple[Action, ...] = ()
