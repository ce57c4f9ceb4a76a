"""Every page in every state, for whoever sees little, uses no mouse, enlarges the text, prints, or wants it still."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.browsers import Visit, faults, visiting
from tests.desks import MISSION, SHIPPED, addresses, in_vault, on_their_way
from tests.keeping import PASSPHRASE
from tests.served import served, serving
from waystation.web.acts import PAGES
from waystation.web.serving import Served

pytestmark = pytest.mark.slow

SHOWN = [page for page in PAGES if page.template and not page.path.startswith("/archive/{mission}/")]
"""Those of keepsakes are there in a vault alone: `test_archive.py` looks at them."""
PLAIN = [page.path for page in SHOWN if "{" not in page.path]
"""Pages that need no mission."""
MORE = [
    f"/missions/{MISSION}/report?kind=price",
    f"/missions/{MISSION}/report?kind=checkin",
    "/burn?what=broker:hwang",
    f"/reports/{MISSION}?kind=consent",
]
SIDEWAYS = """() => [...document.querySelectorAll('body *')].filter(one => {
  const box = one.getBoundingClientRect();
  if (box.width === 0 || box.right <= innerWidth + 1) return false;
  for (let up = one.parentElement; up; up = up.parentElement)
    if (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(up).overflowX)) return false;
  return true;
}).slice(0, 3).map(one => one.outerHTML.slice(0, 160))"""


FOCUS = """css => { const one = document.activeElement, look = getComputedStyle(one);
  return [one.matches(css), look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 1, one.outerHTML]; }"""
LIGHT = """() => {
  const bright = text => { const [r, g, b] = text.match(/[\\d.]+/g).map(Number); return (r * 3 + g * 6 + b) / 10; };
  const wrong = [];
  const ground = getComputedStyle(document.body).backgroundColor;
  if (bright(ground) < 240 && !ground.endsWith(', 0)')) wrong.push('ground ' + ground);
  for (const one of document.querySelectorAll('main h1, main h2, main p, main td, main li'))
    if (one.innerText && bright(getComputedStyle(one).color) > 130) wrong.push(one.outerHTML.slice(0, 120));
  if ([...document.querySelectorAll('nav, .own')].some(one => one.offsetParent)) wrong.push('links are printed');
  return wrong.slice(0, 3);
}"""
WORDLESS = """() => [...document.querySelectorAll('.badge, button, nav a')]
  .filter(one => !one.textContent.trim() && !one.getAttribute('aria-label')).map(one => one.outerHTML.slice(0, 120))"""
TALL = {"width": 320, "height": 10_000}
"""As narrow as a phone may be, and so high that the bar at its foot covers nothing at the moment of looking."""


@pytest.fixture(scope="module")
def under_way(tmp_path_factory) -> Path:
    """A mission on its way."""
    return on_their_way(tmp_path_factory.mktemp("under-way"))


@pytest.fixture(scope="module")
def every(under_way) -> list[str]:
    """An address of every page, for that mission."""
    with served(under_way) as visitor:
        return [*(one for found in addresses(SHOWN, visitor.desk()).values() for one in found), *MORE]


@pytest.fixture(scope="module")
def pages(under_way) -> Iterator[Served]:
    """That mission, served; nothing here writes."""
    with serving(under_way) as found:
        yield found


def wrong_on(visit: Visit, paths: Iterable[str], check: Any) -> dict[str, list[str]]:
    """What a check finds on pages, by page; all of it at once."""
    found = {}
    for path in paths:
        visit.opens(path)
        if amiss := check(visit.page):
            found[path] = amiss
    return found


def wrong(page: Any, *without: str) -> list[str]:
    """What axe finds, but for pins that lie close together on a map: there is a list of them beside it (WCAG 2.5.8)."""
    return [one for one in faults(page, *without) if not (one.startswith("target-size") and 'class="dot"' in one)]


def test_no_page_is_forgotten(every, under_way):
    """Each page there is has an address here."""
    with served(under_way) as visitor:
        known = addresses(SHOWN, visitor.desk())
    assert {path for path, found in known.items() if not found} <= {"/vault/exposure"}


def test_every_page_is_accessible_and_prints(chromium, pages, every):
    """WCAG 2.2 A and AA, and axe's best practice; on paper it is dark on light, without what only a screen can do."""

    def check(page: Any) -> list[str]:
        found = wrong(page)
        page.emulate_media(media="print")
        found += page.evaluate(LIGHT)
        page.emulate_media(media="screen")
        return found

    with visiting(chromium, pages) as visit:
        assert wrong_on(visit, every, check) == {}


def test_every_page_is_accessible_in_korean_on_the_narrowest_phone(chromium, pages, every):
    """The same at 320 px, which is also a window of 1280 at 400 %; nothing scrolls sideways."""
    with visiting(chromium, pages, language="ko", size=TALL) as visit:
        assert wrong_on(visit, every, lambda page: wrong(page) + page.evaluate(SIDEWAYS)) == {}


def test_axe_finds_nothing_before_anything_has_begun(chromium):
    """A mission that nobody has decided on."""
    with serving(SHIPPED) as fresh, visiting(chromium, fresh) as visit:
        begin = [f"/missions/{MISSION}{more}" for more in ("", "/begin", "/decision", "/charter", "/report")]
        assert wrong_on(visit, [*PLAIN, *begin], wrong) == {}


def test_axe_finds_nothing_in_an_empty_vault_and_before_it_is_open(chromium, tmp_path):
    """Nobody has come in; it is locked, the passphrase was wrong; it is open, and nothing is in it."""
    with serving(vault=in_vault(tmp_path)) as fresh:
        found = {}
        with visiting(chromium, fresh, said=("403", "423")) as visit:
            found["locked"] = wrong(visit.page)
            visit.page.fill("input[name=passphrase]", "not this one")
            visit.page.click("form[action$='/unlock'] button")
            visit.page.wait_for_selector("[role=alert]")
            found["wrong passphrase"] = wrong(visit.page)
            visit.unlocks(PASSPHRASE)
            found |= wrong_on(visit, PLAIN, wrong)
            visit.page.context.clear_cookies()
            visit.opens("/tonight")
            found["no session"] = wrong(visit.page)
            visit.page.fill("input[name=code]", "nonsense")
            visit.page.press("input[name=code]", "Enter")
            visit.page.wait_for_selector("[role=alert]")
            found["wrong code"] = wrong(visit.page)
        assert {state: one for state, one in found.items() if one} == {}


def test_axe_finds_nothing_on_forms_that_were_refused(chromium, under_way, tmp_path, every):
    """What is wrong is said where assistive technology finds it, and the form stands there with what was typed."""
    with serving(on_their_way(tmp_path)) as own, visiting(chromium, own, said=("404", "409", "422")) as visit:
        found, refused = {}, 0
        for path in every:
            visit.opens(path)
            forms = visit.page.locator("main form[method=post]:not([action*='/rehearse']):not([action$='/close'])")
            for number in range(min(1, forms.count())):
                visit.opens(path)
                form = forms.nth(number)
                for one in form.locator("input:not([type]), input[type=text], textarea").all():
                    one.evaluate("(field, text) => { field.value = text; }", "??")
                with visit.page.expect_event("load"):  # a navigation is also what only writes into the history
                    form.evaluate("form => { form.noValidate = true; HTMLFormElement.prototype.submit.call(form); }")
                if visit.page.locator("[role=alert]").count():
                    refused += 1
                    if amiss := wrong(visit.page):
                        found[f"{path} form {number}"] = amiss
        assert found == {}
        assert refused >= 8


def test_axe_finds_nothing_on_what_is_shown_instead_of_a_page(chromium, pages, under_way):
    """No such page, a form of elsewhere, another name, too much, another method."""
    with served(under_way) as visitor:
        instead = {
            "404": visitor.get("/nothing"),
            "405": visitor.get("/lock"),
            "413": visitor.post("/calls", {"about": "x" * (1 << 21)}),
            "421": visitor.get("/tonight", host="evil.example"),
            "403": visitor.post("/calls", {}, origin="https://evil.example"),
        }
    with visiting(chromium, pages, said=("404",)) as visit:
        found = {}
        for name, answer in instead.items():
            assert str(answer.status_code) == name
            with_it = partial(shown, text=answer.text)
            visit.page.route(f"**/shown-{name}", with_it)
            found |= wrong_on(visit, [f"/shown-{name}"], wrong)
        assert found == {}


def shown(route: Any, *, text: str) -> None:
    """Show a page at an address that was made for it."""
    route.fulfill(body=text, content_type="text/html; charset=utf-8")


def test_axe_finds_nothing_in_a_rehearsal(chromium):
    """It says on every page that nothing is real; begun with one click, ended with another."""
    with serving(SHIPPED) as fresh, visiting(chromium, fresh) as visit:
        visit.opens("/tonight")
        visit.page.locator("form[action$='/rehearse'] button").first.click()
        visit.page.wait_for_url("**/rehearsal/**")
        try:
            assert visit.page.locator(".rehearsal").first.is_visible()
            assert wrong_on(visit, [f"/rehearsal{one}" for one in ("/tonight", "/journeys", "/missions")], wrong) == {}
        finally:
            visit.opens("/rehearsal/tonight")
            visit.page.locator("form[action$='/rehearse/end'] button").first.click()
            visit.page.wait_for_url("**/tonight")


def test_text_of_twice_the_size_fits(chromium, pages, every):
    """The browser's own letters at 200 %, in half a window: nothing is cut off at the side."""
    with visiting(chromium, pages, size={"width": 640, "height": 800}) as visit:
        wire = visit.page.context.new_cdp_session(visit.page)
        wire.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
        visit.opens("/tonight")
        assert visit.page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") >= 30
        assert wrong_on(visit, every, lambda page: page.evaluate(SIDEWAYS)) == {}


def test_a_report_is_kept_with_the_keyboard_alone(chromium, tmp_path):
    """Tab and Enter: past the links, into the field, to the button; where the focus is can be seen all the way."""
    with serving(on_their_way(tmp_path)) as own, visiting(chromium, own) as visit:
        page = visit.page
        visit.opens(f"/missions/{MISSION}/report")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        assert page.locator(".skip").evaluate("one => one.getBoundingClientRect().top >= 0")
        page.keyboard.press("Enter")
        tab_to(page, "textarea[name=lines]")
        page.keyboard.type("river high at 18:40, somlit, B2")
        tab_to(page, "form[action$='/report'] button")
        page.keyboard.press("Enter")
        page.wait_for_selector("button[formaction$='/report/keep']")
        tab_to(page, "button[formaction$='/report/keep']")
        page.keyboard.press("Enter")
        page.get_by_text("Kept:").first.wait_for()


def tab_to(page: Any, css: str) -> None:
    """Press Tab until an element has the focus; what has it can be seen each time."""
    for _ in range(80):
        page.keyboard.press("Tab")
        here = page.evaluate(
            FOCUS,
            css,
        )
        assert here[1], f"the focus is not seen on {here[2][:200]}"
        if here[0]:
            return
    raise AssertionError(f"{css} is not reached with Tab")


def test_nothing_moves_for_those_who_ask_for_that(chromium, pages):
    """Reduced motion: no animation and no transition runs on any page with something that could."""
    with visiting(chromium, pages, reduced_motion="reduce") as visit:
        for path in ("/tonight", f"/missions/{MISSION}", f"/journeys/{MISSION}/{MISSION}", f"/map?mission={MISSION}"):
            visit.opens(path)
            assert visit.page.evaluate("document.getAnimations().length") == 0, path
            assert visit.page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_in_colours_that_the_reader_chose_everything_is_still_said(chromium, pages, every):
    """High contrast: every state has its word, and axe finds nothing; the colours themselves are then the reader's."""

    def check(page: Any) -> list[str]:
        return wrong(page, "color-contrast", "link-in-text-block") + page.evaluate(WORDLESS)

    with visiting(chromium, pages, forced_colors="active") as visit:
        assert wrong_on(visit, every[:20], check) == {}


@pytest.mark.parametrize(("language", "other"), [("en", "ko"), ("ko", "en")])
def test_what_is_in_another_language_says_so(chromium, pages, language, other):
    """The page, the button that changes it, and a card for somebody who reads the other."""
    card = f"/journeys/{MISSION}/{MISSION}/cards/card?to=traveller&at=leg%3Apath&language={other}"
    with visiting(chromium, pages, language=language) as visit:
        visit.opens("/tonight")
        assert visit.page.locator("html").get_attribute("lang") == language
        assert visit.page.locator("button[name=language]").get_attribute("lang") == other
        visit.opens(card)
        assert visit.page.locator(f"main [lang={other}]").count() >= 1
        visit.page.locator("button[name=language]").click()
        visit.page.wait_for_selector(f"html[lang={other}]")
