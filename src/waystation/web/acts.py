"""All pages and forms, act by act: what there is, and nothing about how it is served."""

from __future__ import annotations

from waystation.web.chart import editing, founding, map_entry, map_page, mission, missions, otherwise, pictures, studies
from waystation.web.decide import calibration, charter, comparing, deciding
from waystation.web.guide import (
    brokers,
    burning,
    calls,
    card_words,
    cards,
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
from waystation.web.keep import archive, archive_acts, archive_item, carrying, forgetting, story, vault
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
    map_page,
    map_entry,
    founding,
    missions,
    mission,
    pictures,
    studies,
    otherwise,
    editing,
    charter,
    deciding,
    comparing,
    calibration,
    families,
    tracing,
    cards,
    card_words,
    vault,
    carrying,
    forgetting,
    archive,
    archive_item,
    archive_acts,
    story,
)
PAGES: tuple[Page, ...] = tuple(page for module in MODULES for page in module.PAGES)
ACTIONS: tuple[Action, ...] = tuple(action for module in MODULES for action in module.ACTIONS)
