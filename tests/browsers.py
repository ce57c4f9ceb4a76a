"""Real browsers for tests of the pages: what a visit said to the console, what it asked for, what axe finds on it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from typing import Any

from waystation.web.serving import Served

__all__ = ["CHROMIUM", "FLAGS", "NARROW", "PHONE", "WINDOW", "Visit", "faults", "visiting"]

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WINDOW = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
NARROW = {"width": 320, "height": 640}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class Visit:
    """Somebody at a browser.

    Args:
        page: Playwright's page.
        base: Where the pages are.
    """

    def __init__(self, page: Any, base: str) -> None:
        self.page = page
        self.base = base
        self.said: list[str] = []
        """What the console was told: errors and warnings."""
        self.outside: list[str] = []
        """Addresses that were asked for and are not the pages' own."""
        page.on("console", lambda one: self.said.append(one.text) if one.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.context.on("request", lambda one: None if self._is_own(one.url) else self.outside.append(one.url))

    def _is_own(self, address: str) -> bool:
        return address.startswith((self.base + "/", "blob:", "data:", "about:"))

    def opens(self, path: str) -> Any:
        """Open one of the pages; the answer."""
        return self.page.goto(self.base + path)

    def unlocks(self, passphrase: str) -> None:
        """Type the passphrase, and send it."""
        self.page.fill("input[name=passphrase]", passphrase)
        self.page.click("form[action$='/unlock'] button")
        self.page.wait_for_selector("nav")

    def presses(self, name: str) -> None:
        """Press the button of a name."""
        self.page.get_by_role("button", name=name, exact=True).first.click()

    def follows(self, name: str) -> None:
        """Follow the link of a name."""
        self.page.get_by_role("link", name=name, exact=True).first.click()

    def reads(self) -> str:
        """What stands on the page."""
        return str(self.page.inner_text("body"))


@contextmanager
def visiting(
    browser: Any,
    served: Served,
    *,
    scripts: bool = True,
    language: str = "en",
    size: dict[str, int] | None = None,
    said: tuple[str, ...] = (),
    **settings: Any,
) -> Iterator[Visit]:
    """Somebody who came in by the link; when they leave, nothing was asked of anybody else and nothing broke.

    Args:
        browser: Playwright's browser.
        served: The pages.
        scripts: Whether scripts run.
        language: The browser's language.
        size: Its window's; by default `WINDOW`.
        said: Pieces of what the console may be told all the same.
        **settings: More of Playwright's own, for the context.
    """
    base = f"http://127.0.0.1:{served.port}"
    context = browser.new_context(
        java_script_enabled=scripts, locale=language, viewport=size or WINDOW, service_workers="block", **settings
    )
    visit = Visit(context.new_page(), base)
    try:
        visit.page.goto(served.link())
        yield visit
        assert visit.outside == [], visit.outside
        wrong = [one for one in visit.said if not any(piece in one for piece in said)]
        assert wrong == [], wrong
    finally:
        context.close()


def faults(page: Any, *without: str) -> list[str]:
    """What axe-core finds wrong on a page, WCAG 2.2 A and AA and its best practice, each with where.

    Args:
        page: The page.
        *without: Its rules that cannot be judged there.
    """
    source = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
    page.evaluate(source)
    found = page.evaluate(
        """([rules, without]) => axe.run(document, {
            runOnly: {type: 'tag', values: rules}, resultTypes: ['violations'],
            rules: Object.fromEntries(without.map(one => [one, {enabled: false}]))
        }).then(one => one.violations)""",
        [RULES, list(without)],
    )
    return [
        f"{one['id']}: {one['help']}: {node['html'][:200]} {node['failureSummary'][:300]}"
        for one in found
        for node in one["nodes"]
    ]
