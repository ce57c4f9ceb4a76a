"""Pages that keep themselves up to date, in a real browser: nothing typed is lost, whatever happens meanwhile."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.browsers import visiting
from tests.desks import MISSION, on_their_way
from tests.keeping import PASSPHRASE, Typist
from tests.served import serving
from waystation.bootstrap.rehearsing import machine_instant
from waystation.storage.report_files import ReportFile
from waystation.web.places import Places
from waystation.web.serving import Served, listen
from waystation.world.report import Report, read_report

PACK = "a-son"
REPORT = f"/missions/{PACK}/report"
TYPED = "they left the house at nine; 강을 건넜다"
TOLD = """window.told = 0;
window.EventSource = class extends EventSource {
  constructor(...given) { super(...given); this.addEventListener("changed", () => { window.told += 1; }); }
};"""
GONE = ("Failed to load resource", "ERR_", "net::", "htmx:error: Failed to fetch")


@pytest.fixture
def folder(root, tmp_path) -> Path:
    """A mission in a folder of its own."""
    return Path(shutil.copytree(root / "packs" / PACK, tmp_path / PACK))


def told(number: int) -> Report:
    """A report that somebody else writes down."""
    words = {"kind": "oncall", "who": f"Person {number}", "until": "2031-10-28T08:00:00+09:00"}
    found = read_report({"source": "peter", "happened": "2031-10-27T20:00:00+09:00", "id": f"live-{number}", **words})
    assert isinstance(found, Report), found
    return found


def wrote(visit) -> None:
    """Somebody begins to write a report."""
    visit.opens(REPORT)
    visit.page.locator("main textarea").first.fill(TYPED)


def holds(visit) -> str:
    """What stands in the field that is written in."""
    return str(visit.page.locator("main textarea").first.input_value())


def note(visit) -> str:
    """What the page says of itself, once it does."""
    visit.page.wait_for_selector("#live-note:not([hidden])")
    return str(visit.page.locator("#live-note").inner_text())


def test_what_another_process_writes_appears(chromium, folder):
    """A page that is open shows it, and was not loaded again."""
    with serving(folder) as pages, visiting(chromium, pages) as visit:
        visit.opens("/tonight")
        visit.page.evaluate("window.stayed = true")
        ReportFile(folder).add([told(1)])
        visit.page.get_by_text("Person 1").first.wait_for()
        assert visit.page.evaluate("window.stayed")


def test_what_changes_while_an_update_is_on_its_way_is_shown_too(chromium, folder):
    """The answer to the first is held back until the browser was told of the second; then both stand there."""
    with serving(folder) as pages, visiting(chromium, pages) as visit:
        visit.page.add_init_script(TOLD)
        held: list = []

        def hold(route):
            if "waystation-live" not in route.request.headers:
                return route.continue_()
            if held:
                return route.fulfill(response=route.fetch())
            return held.append((route, route.fetch()))

        visit.page.route("**/tonight", hold)
        visit.opens("/tonight")
        with visit.page.expect_request(lambda one: "waystation-live" in one.headers):
            ReportFile(folder).add([told(1)])
        visit.page.wait_for_function("() => window.told === 1")
        ReportFile(folder).add([told(2)])
        visit.page.wait_for_function("() => window.told === 2")
        route, response = held[0]
        assert "Person 2" not in response.text()
        route.fulfill(response=response)
        visit.page.get_by_text("Person 2").first.wait_for()


def test_links_lead_on_without_loading_everything_again(chromium, folder):
    """The title, the address and what has the focus are the new page's; the way back leads back."""
    with serving(folder) as pages, visiting(chromium, pages) as visit:
        visit.opens("/tonight")
        visit.page.evaluate("window.stayed = true")
        first = visit.page.title()
        visit.follows("Brokers")
        visit.page.wait_for_function("() => location.pathname === '/brokers'")
        visit.page.wait_for_function(f"() => document.title !== {first!r}")
        assert visit.page.evaluate("window.stayed")
        assert visit.page.evaluate("document.getElementById('main').contains(document.activeElement)")
        visit.page.go_back()
        visit.page.wait_for_function(f"() => document.title === {first!r}")
        assert visit.page.url.endswith("/tonight")


def test_another_language_is_said_of_the_whole_page(chromium, folder):
    """Whoever reads aloud is told which language it is."""
    with serving(folder) as pages, visiting(chromium, pages) as visit:
        visit.opens("/tonight")
        visit.presses("한국어")
        visit.page.wait_for_selector("html[lang=ko]")
        assert visit.page.locator("h1").inner_text() == "오늘 밤"


def test_what_is_typed_and_what_is_open_stays(chromium, folder):
    """An update while somebody writes leaves the words, the place in them, and what they had opened."""
    with serving(folder) as pages, visiting(chromium, pages) as visit:
        wrote(visit)
        field = visit.page.locator("main textarea").first
        field.evaluate("one => { one.focus(); one.setSelectionRange(3, 5); }")
        opened = visit.page.locator("main details:not([open]) > summary")
        if opened.count():
            opened.first.click()
            field.evaluate("one => { one.focus(); one.setSelectionRange(3, 5); }")
        before = visit.page.locator("#state").get_attribute("data-version")
        many = visit.page.locator("main details[open]").count()
        ReportFile(folder).add([told(1)])
        visit.page.wait_for_selector(f"#state:not([data-version='{before}'])", state="attached")
        assert holds(visit) == TYPED
        assert field.evaluate("one => one === document.activeElement && one.selectionStart") == 3
        assert visit.page.locator("main details[open]").count() == many


def test_a_form_that_cannot_be_sent_keeps_its_words(chromium, folder):
    """The server is gone: the form says so, and can be sent again."""
    with serving(folder) as pages, visiting(chromium, pages, said=GONE) as visit:
        wrote(visit)
        pages.stop()
        visit.page.wait_for_selector("#live-note:not([hidden])")
        visit.page.locator("main form button").last.click()
        visit.page.get_by_text("That was not kept").wait_for()
        assert holds(visit) == TYPED


def test_a_page_of_an_earlier_start_says_that_it_is_out_of_date(chromium, folder):
    """It works again after a new link, and what was written is still there."""
    places = Places((str(folder),))
    with serving(folder) as pages, visiting(chromium, pages, said=(*GONE, "403")) as visit:
        wrote(visit)
        pages.stop()
        visit.page.wait_for_selector("#live-note:not([hidden])")
        again = _again(places, pages.port)
        try:
            visit.page.get_by_text("started anew").wait_for()
            other = visit.page.context.new_page()
            other.goto(again.link())
            other.close()
            visit.page.bring_to_front()
            visit.page.wait_for_selector("#live-note[hidden]", state="attached")
            assert holds(visit) == TYPED
        finally:
            again.stop()


def _again(places: Places, port: int) -> Served:
    """The same pages on the same port, started anew."""
    import threading
    import time

    for _ in range(100):
        try:
            found = Served(places, listen(port), machine_instant)
            break
        except Exception:  # noqa: BLE001 -- the first one still lets go of its port
            time.sleep(0.1)
    else:
        raise AssertionError("the port is not free")
    threading.Thread(target=found.run, name="serving again").start()
    return found


def test_what_is_typed_is_carried_through_the_lock(chromium, tmp_path, root):
    """Locked while somebody writes: what was shown is hidden, the words stay, and come back after the passphrase."""
    typist = Typist(tmp_path / "t")
    typist.creates("v")
    typist.in_vault("v", "vault", "put", str(root / "packs" / PACK))
    with serving(vault=typist.path("v")) as pages, visiting(chromium, pages, said=("423", "409")) as visit:
        visit.unlocks(PASSPHRASE)
        wrote(visit)
        other = visit.page.context.new_page()
        other.goto(f"{visit.base}/tonight")
        other.get_by_role("button", name="Lock", exact=True).click()
        other.wait_for_selector("input[name=passphrase]")
        visit.page.bring_to_front()
        assert "Locked" in note(visit)
        assert visit.page.locator("h1").is_hidden()
        assert holds(visit) == TYPED
        visit.page.locator("main form button.is-written").last.click()
        visit.page.wait_for_selector("input[name=passphrase]")
        visit.unlocks(PASSPHRASE)
        visit.page.wait_for_selector("main [name=line]")  # it is read back already, with its words to be mended
        assert visit.page.locator("main [name=line]").input_value() == TYPED


def test_everything_that_a_page_loads_is_light(chromium, folder):
    """A first visit, with scripts and style and all: below 150 kB without the map's library."""
    with serving(folder) as pages, visiting(chromium, pages) as visit:
        sizes: dict[str, int] = {}
        visit.page.on("response", lambda one: sizes.setdefault(one.url, len(one.body())))
        for path in ("/tonight", f"/missions/{PACK}", "/brokers", "/families"):
            sizes.clear()
            visit.page.goto(visit.base + path)
            visit.page.wait_for_selector("#state", state="attached")
            assert 20_000 < sum(sizes.values()) < 150_000, (path, sizes)


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_first_visit_is_light_however_many_are_on_their_way(chromium, tmp_path, language):
    """Fifty journeys: below 150 kB all the same, and every one of them is on the page."""
    pack = on_their_way(tmp_path)
    packs = [Path(shutil.copytree(pack, tmp_path / f"mission-{number:02}")) for number in range(50)]
    with serving(*packs) as pages, visiting(chromium, pages, language=language) as visit:
        visit.page.locator(".note.working").wait_for(state="detached", timeout=120_000)
        found: dict = {}
        visit.page.on("response", lambda one: found.setdefault(one.url, one))
        visit.page.reload()
        visit.page.wait_for_selector("#state", state="attached")
        sizes = {address: len(one.body()) for address, one in found.items() if "/live?" not in address}
        assert 100_000 < sum(sizes.values()) < 150_000, sizes
        for number in range(50):
            assert visit.page.locator(f"a[href='/journeys/mission-{number:02}/{MISSION}']").count()
