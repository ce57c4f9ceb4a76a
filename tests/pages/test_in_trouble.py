"""What goes wrong while somebody writes: it locks, the server is gone, another tab, a bundle; nothing typed is lost."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.browsers import Visit, visiting
from tests.desks import MISSION, addresses, in_vault, on_their_way
from tests.hostile import hostile_desk
from tests.keeping import PASSPHRASE, Typist
from tests.served import served, serving
from waystation.bootstrap.rehearsing import machine_instant
from waystation.web.acts import PAGES
from waystation.web.places import Places
from waystation.web.serving import Served, listen

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = pytest.mark.slow

REPORT = f"/missions/{MISSION}/report"
LINE = "river high at 18:40, somlit, B2"
SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
FAILED = (
    *("403", "409", "422", "423", "ERR_CONNECTION", "ERR_EMPTY", "ERR_INCOMPLETE"),
    *("Failed to load", "NetworkError", "Failed to fetch"),
)
"""What a browser says by itself of an answer that is no page, or of a server that is gone."""


@pytest.fixture(scope="module")
def under_way(tmp_path_factory) -> Path:
    """A mission on its way."""
    return on_their_way(tmp_path_factory.mktemp("under-way"))


@contextmanager
def started(pack: Path, port: int = 0) -> Iterator[Served]:
    """The pages on a port of our choice, until the block ends."""
    found = Served(Places((str(pack),)), listen(port), machine_instant)
    thread = threading.Thread(target=found.run, name="serving")
    thread.start()
    try:
        yield found
    finally:
        found.stop()
        thread.join(60)
        assert not thread.is_alive()


def writes(visit: Visit, text: str = LINE) -> None:
    """Write into the form for reports, and leave it there."""
    visit.opens(REPORT)
    visit.page.locator("textarea[name=lines]").press_sequentially(text)


def sends(visit: Visit) -> None:
    """Send it."""
    visit.page.locator("form[action$='/report'] button").first.click()


def keeps(page: Any) -> None:
    """Say that it was understood well; it is kept."""
    page.locator("button[formaction$='/report/keep']").click()
    page.get_by_text("Kept:").first.wait_for()


def there(page: Any) -> None:
    """What was typed is there, to be sent or read back already; then it is kept."""
    field = page.locator("[name=lines], [name=line]").first
    field.wait_for()
    assert field.input_value() == LINE
    if field.get_attribute("name") == "lines":
        page.locator("form[action$='/report'] button").first.click()
    keeps(page)


@SCRIPTS
def test_it_locks_while_somebody_writes(chromium, under_way, tmp_path, scripts):
    """Another tab locks it; after the passphrase every word is there, and is kept."""
    vault = in_vault(tmp_path, under_way)
    with serving(vault=vault) as pages, visiting(chromium, pages, scripts=scripts, said=FAILED) as visit:
        visit.unlocks(PASSPHRASE)
        writes(visit)
        other = visit.page.context.new_page()
        other.goto(visit.base + "/tonight")
        other.locator("form[action='/lock'] button").click()
        other.locator("input[name=passphrase]").wait_for()
        field, passphrase = visit.page.locator("textarea[name=lines]"), visit.page.locator("input[name=passphrase]")
        if field.count() and not passphrase.count():
            assert field.input_value() == LINE
            sends(visit)
        passphrase.wait_for()
        passphrase.fill(PASSPHRASE)
        visit.page.locator("form[action$='/unlock'] button").click()
        there(visit.page)


@SCRIPTS
def test_the_server_is_gone_and_comes_back_while_somebody_writes(chromium, tmp_path, scripts):
    """What was typed survives that it is sent to nobody, and the door of the new server."""
    pack = on_their_way(tmp_path)
    with ExitStack() as stack:
        with started(pack) as first:
            port = first.port
            visit = stack.enter_context(visiting(chromium, first, scripts=scripts, said=FAILED))
            writes(visit)
        if scripts:  # with scripts even a form that nobody answered stays as it is
            sends(visit)
            visit.page.locator("#live-note:not([hidden])").wait_for()
        second = stack.enter_context(started(pack, port))
        assert visit.page.locator("textarea[name=lines]").input_value() == LINE
        sends(visit)
        visit.page.locator("input[name=code]").wait_for()
        visit.page.fill("input[name=code]", second.link().rpartition("/")[2])
        visit.page.locator("form[action='/enter'] button").click()
        there(visit.page)


def test_a_report_comes_by_bundle_while_a_page_is_open(chromium, under_way, tmp_path):
    """It stands on the page without a reload; what is being written beside it is still there."""
    typist = Typist(tmp_path)
    in_vault(tmp_path, under_way)
    typist.joins("vault", "phone", "malee", MISSION)
    with serving(vault=tmp_path / "vault") as pages, visiting(chromium, pages, said=("423",)) as visit:
        visit.unlocks(PASSPHRASE)
        visit.opens(f"/journeys/{MISSION}/{MISSION}")
        details = visit.page.locator("details", has=visit.page.locator("form")).first
        details.locator("summary").first.click()
        field = details.locator("input:not([type=hidden]):not([type=radio]):not([type=checkbox])").first
        field.fill("somebody")
        line = "12 soldiers near the landing at 18:35, somlit, B2\n"
        typist.in_vault("phone", "report", "add", f"vault:{MISSION}", "--yes", answers=line)
        typist.hands("phone", "stick")
        typist.takes("vault", "stick")
        visit.page.get_by_text("12 soldiers").first.wait_for()
        assert field.input_value() == "somebody"


@SCRIPTS
def test_two_tabs_do_not_lose_each_others_words(chromium, tmp_path, scripts):
    """One is sent while the other is written; both are kept, once each."""
    with serving(on_their_way(tmp_path)) as pages, visiting(chromium, pages, scripts=scripts) as visit:
        writes(visit)
        other = Visit(visit.page.context.new_page(), visit.base)
        writes(other, "12 soldiers near the landing at 18:35, somlit, B2")
        sends(other)
        keeps(other.page)
        assert visit.page.locator("textarea[name=lines]").input_value() == LINE
        sends(visit)
        keeps(visit.page)
        visit.opens(f"/reports/{MISSION}")
        text = visit.reads()
        assert text.count("12 soldiers") == 1
        assert text.casefold().count("river high") == 1


@SCRIPTS
def test_what_was_kept_is_said_in_the_tab_that_sent_it(chromium, tmp_path, scripts):
    """Another tab shows what is new, and somebody opens a page in a third, before the first is answered."""
    with serving(on_their_way(tmp_path)) as pages, visiting(chromium, pages, scripts=scripts) as visit:
        other = visit.page.context.new_page()
        other.goto(f"{visit.base}/tonight")
        writes(visit)
        sends(visit)
        read_back = visit.page.locator("button[formaction$='/report/keep']")
        read_back.wait_for()

        def hold(route):
            if scripts:
                with other.expect_response(lambda one: "waystation-live" in one.request.headers):
                    kept = route.fetch(max_redirects=0)
            else:
                kept = route.fetch(max_redirects=0)
            third = visit.page.context.new_page()
            third.goto(f"{visit.base}/reports/{MISSION}")
            assert third.get_by_text("Kept:").count() == 0
            route.fulfill(response=kept)

        visit.page.route(f"**{REPORT}/keep", hold)
        keeps(visit.page)
        assert other.get_by_text("Kept:").count() == 0
        visit.page.reload()
        assert visit.page.get_by_text("Kept:").count() == 0


@SCRIPTS
def test_going_back_and_sending_again_is_said_to_be_the_same(chromium, tmp_path, scripts):
    """The form is there with what was typed; what was kept already is named before anything is kept twice."""
    with serving(on_their_way(tmp_path)) as pages, visiting(chromium, pages, scripts=scripts, said=FAILED) as visit:
        writes(visit)
        sends(visit)
        keeps(visit.page)
        if scripts:
            visit.page.go_back()
        else:  # what a form was answered with is not kept: the browser asks whether to send the form again
            with pytest.raises(playwright.Error, match="ERR_CACHE_MISS"):
                visit.page.go_back()
            visit.page.wait_for_url("chrome-error://**")
        writes(visit)
        sends(visit)
        visit.page.get_by_text("kept already").first.wait_for()


def test_scripts_in_names_do_not_run(chromium, tmp_path):
    """A mission whose every name is a script is looked at, page by page: nothing runs, nothing is asked for."""
    pack = hostile_desk(tmp_path)
    with served(pack) as visitor:
        every = [
            one for found in addresses([one for one in PAGES if one.template], visitor.desk()).values() for one in found
        ]
    with serving(pack) as pages, visiting(chromium, pages) as visit:
        visit.page.add_init_script("window.hit = () => console.error('hit');")
        visit.page.on("dialog", lambda dialog: visit.said.append(dialog.message))
        for path in every:
            assert visit.opens(path).status == 200, path
            assert visit.page.evaluate("typeof window.hit") == "function"
        assert visit.said == []
