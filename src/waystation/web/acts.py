"""All pages and forms, act by act: what there is, and nothing about how it is served."""

from __future__ import annotations

from waystation.web.guide import tonight
from waystation.web.pages import Action, Page

__all__ = ["ACTIONS", "PAGES"]

MODULES = (tonight,)
PAGES: tuple[Page, ...] = tuple(page for module in MODULES for page in module.PAGES)
ACTIONS: tuple[Action, ...] = tuple(action for module in MODULES for action in module.ACTIONS)
