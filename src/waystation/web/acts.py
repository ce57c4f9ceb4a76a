"""All pages and forms, act by act: what there is, and nothing about how it is served."""

from __future__ import annotations

from waystation.web.chart import mission, missions, otherwise, pictures, studies
from waystation.web.decide import calibration, charter, comparing, deciding
from waystation.web.guide import (
    brokers,
    burning,
    calls,
    cash,
    changes,
    families,
    handover,
    journey_acts,
    journeys,
    tonight,
    tracing,
)
from waystation.web.hear import beliefs, correcting, news, reporting, reports
from waystation.web.pages import Action, Page

__all__ = ["ACTIONS", "PAGES"]

MODULES = (
    tonight,
    calls,
    handover,
    cash,
    journeys,
    changes,
    journey_acts,
    reporting,
    beliefs,
    news,
    reports,
    correcting,
    brokers,
    burning,
    missions,
    mission,
    pictures,
    studies,
    otherwise,
    charter,
    deciding,
    comparing,
    calibration,
    families,
    tracing,
)
PAGES: tuple[Page, ...] = tuple(page for module in MODULES for page in module.PAGES)
ACTIONS: tuple[Action, ...] = tuple(action for module in MODULES for action in module.ACTIONS)
