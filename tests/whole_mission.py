"""A whole mission by clicking, from request to reunion: each step once, for the tests and for the guide's pictures.

The steps are in no language: whatever is pressed is found by its form's address and by the names of its fields. What
is typed is what people say on the telephone. The mission is `two-days-to-the-river`, in a folder.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.browsers import Visit
from waystation.bootstrap import present_instant
from waystation.bootstrap.missions import missions_named
from waystation.desk.guide.running import answer_of, running_of, the_present
from waystation.guiding.answering import Answer

__all__ = ["MISSION", "STEPS", "Step", "Walker", "new_pack"]

MISSION = "two-days-to-the-river"
SHIPPED = Path(__file__).resolve().parent.parent / "packs" / MISSION
HERE = f"/missions/{MISSION}"
MOST_LEGS = 16
JOURNEY = f"/journeys/{MISSION}/{MISSION}"


def new_pack(folder: Path) -> Path:
    """The mission as it ships, in a folder that may be written to."""
    return Path(shutil.copytree(SHIPPED, folder / MISSION))


class Walker:
    """Somebody who walks through the pages.

    Args:
        visit: Their browser.
        pack: The mission's folder: whoever is on the way is where its answer says.
    """

    def __init__(self, visit: Visit, pack: Path) -> None:
        self.visit = visit
        self.page: Any = visit.page
        self.pack = pack

    def goes(self, *paths: str) -> None:
        """Follow a link on this page, and then others on the pages that it leads to."""
        for path in paths:
            link = self.page.locator(f'a[href="{path}"], a[href^="{path}?"]').locator("visible=true").first
            self._leads_on(link)

    def opens(self, path: str) -> None:
        """Type an address of these pages."""
        self.visit.opens(path)

    def sends(
        self, action: str, fields: dict[str, str | bool] | None = None, *, button: str = "", at: str = ""
    ) -> None:
        """Fill a form in and send it.

        Args:
            action: The address that the form is sent to.
            fields: What is typed, chosen or ticked, by the names of the fields.
            button: The value, or the address, of the button that is pressed; default the form's first.
            at: What else tells the form from others that are sent to the same address.
        """
        form = self.page.locator(f'form[action="{action}"]{at}').first
        for name, value in (fields or {}).items():
            self._fills(form, name, value)
        pressed = f'button[value="{button}"], button[formaction="{button}"]' if button else "button"
        with self.page.expect_response(lambda one: one.request.method == "POST") as answer:
            self._leads_on(form.locator(pressed).first)
        assert answer.value.status in {200, 303}, (answer.value.status, self.page.inner_text("main")[:2000])

    def _fills(self, form: Any, name: str, value: str | bool) -> None:
        field = form.locator(f'[name="{name}"]').first
        hidden = field.evaluate("one => one.closest('details') && !one.closest('details').open")
        if hidden:
            form.locator("details", has=self.page.locator(f'[name="{name}"]')).locator("summary").first.click()
        kind = field.evaluate("one => one.type")
        if kind == "radio":
            form.locator(f'[name="{name}"][value="{value}"]').check()
        elif kind == "checkbox":
            field.set_checked(bool(value))
        elif kind == "select-one":
            field.select_option(str(value))
        else:
            field.fill(str(value))

    def _leads_on(self, pressed: Any) -> None:
        """Press what leads to another page, and wait until that one is there: with scripts nothing is loaded anew."""
        self.page.locator("main").evaluate("one => one.setAttribute('data-left', '')")
        pressed.click()
        self.page.locator("main:not([data-left]) h1").first.wait_for()

    def reads_back(self, line: str, heard: str) -> None:
        """Type what somebody says on the telephone, and see how it is understood.

        Args:
            line: What they say.
            heard: When it is heard.
        """
        self.opens(f"{HERE}/report")
        self.sends(f"{HERE}/report", {"lines": line, "heard": heard})

    def keeps(self) -> None:
        """Keep what was read back."""
        self.sends(f"{HERE}/report", button=f"{HERE}/report/keep")

    def told(self, form: str, **fields: str) -> None:
        """Take down one of the things that the journey's own page offers."""
        self.opens(JOURNEY)
        kind = self.page.locator(
            f'form[action="{JOURNEY}/told"]', has=self.page.locator(f'[name=telling][value="{form}"]')
        )
        inside = kind.locator("xpath=ancestor::details[1]")
        if inside.count() and not inside.first.evaluate("one => one.open"):
            inside.first.locator("summary").first.click()
        self.sends(f"{JOURNEY}/told", dict(fields), at=f':has([name="telling"][value="{form}"])')

    def answer(self) -> Answer:
        """What those on the way were told to do next; they do it."""
        opened = missions_named([str(self.pack)])
        now = the_present(opened, present_instant())
        (running,) = running_of(opened, now)
        return answer_of(running, now)

    def moves(self, outcome: str = "arrived", source: str = "father") -> None:
        """They leave on the leg that the answer says, and it ends; both told by the journey's own page.

        Args:
            outcome: `arrived`, or `back` where they are turned back.
            source: Who telephones.
        """
        answer = self.answer()
        step = answer.next if answer.next.leg is not None else answer.after
        assert step is not None, answer
        assert step.arrives is not None, answer
        left, ended = _typed(step.at), _typed(step.arrives)
        self.told("left", source=source, happened=left, heard=left)
        self.told(outcome, source=source, happened=ended, heard=ended)

    def reads(self) -> str:
        """What stands on the page."""
        return str(self.page.inner_text("main"))


@dataclass(frozen=True)
class Step:
    """A step of the mission.

    Args:
        name: What it is called, in a word or two; the name of its picture.
        does: Does it.
    """

    name: str
    does: Callable[[Walker], None]


def _asked(walker: Walker) -> None:
    """Somebody asks for help, and for somebody of whom they have not heard."""
    walker.opens("/trace")
    walker.sends("/trace", {"sought": "grandmother", "enquirer": "her son in Seoul", "source": "pastor"})


def _missions(walker: Walker) -> None:
    walker.goes("/missions")


def _mission(walker: Walker) -> None:
    walker.goes(HERE)


def _map(walker: Walker) -> None:
    walker.opens(f"/map?mission={MISSION}")


def _decided(walker: Walker) -> None:
    walker.opens(f"{HERE}/decision")
    reason = "The river is low, and will not be for long."
    fields: dict[str, str | bool] = {"chosen": "go", "reason": reason, "second": "wife", "source": "pastor"}
    walker.sends(f"{HERE}/override", fields)


def _begun(walker: Walker) -> None:
    walker.opens(f"{HERE}/begin")
    walker.sends(f"{HERE}/begin")


def _card(walker: Walker) -> None:
    walker.goes(f"{JOURNEY}/cards")


def _tonight(walker: Walker) -> None:
    walker.goes("/tonight")


def _called(walker: Walker) -> None:
    walker.sends("/calls", button="reached")


def _read_back(walker: Walker) -> None:
    """What somebody says on the telephone is typed, and read back before anything is kept."""
    walker.reads_back("they left at 18:00, father, B2", "2031-10-01 18:10")


def _left(walker: Walker) -> None:
    walker.keeps()


def _at_the_mill(walker: Walker) -> None:
    walker.reads_back("they arrived at 23:50, father, B2", "2031-10-02 00:05")
    walker.keeps()


def _handed_over(walker: Walker) -> None:
    walker.opens("/handover")
    walker.sends("/handover", {"to": "wife", "source": "pastor"})


def _on_to(place: str) -> Callable[[Walker], None]:
    """They go on until they are at a place."""

    def does(walker: Walker) -> None:
        for _ in range(MOST_LEGS):
            if walker.answer().position.place == place:
                return
            walker.moves()
        raise AssertionError(f"they never came to {place}")

    return does


def _dearer(walker: Walker) -> None:
    """The guide asks for more, on the way."""
    now = _typed(walker.answer().at)
    walker.told("price", leg="reeds>bank", fee="60", source="Mr. Hwang", happened=now, heard=now)


def _turned_back(walker: Walker) -> None:
    walker.moves("back", source="Mr. Hwang")


def _burn_read(walker: Walker) -> None:
    """Somebody says that a driver was arrested: what he knew is read back before anything is written."""
    walker.opens("/burn")
    fields: dict[str, str | bool] = {
        "what": "broker:phet",
        "text": "his wife says that he was arrested",
        "source": "pastor",
    }
    walker.sends("/burn", fields)


def _burnt(walker: Walker) -> None:
    walker.sends("/burn", {"source": "pastor"}, at=':has([name="sure"])')


def _journey(walker: Walker) -> None:
    walker.opens(JOURNEY)


def _taken_over(walker: Walker) -> None:
    walker.opens("/handover")
    walker.sends("/handover/take", {"source": "wife"})


def _well(walker: Walker) -> None:
    """Three days later somebody calls from the camp: all is well."""
    walker.told("sign", word="good", source="Sister Malee", happened="2031-10-06 09:00", heard="2031-10-06 09:00")


def _family(walker: Walker) -> None:
    walker.opens(f"/families/{MISSION}/{MISSION}")


def _family_told(walker: Walker) -> None:
    fields: dict[str, str | bool] = {"to": "her son in Seoul", "confirmed": "Sister Malee", "source": "wife"}
    walker.sends(f"/families/{MISSION}/{MISSION}", fields)


def _brokers(walker: Walker) -> None:
    walker.goes("/brokers")


def _map_on_the_way(walker: Walker) -> None:
    walker.opens(JOURNEY)
    walker.goes("/map")


def _found(walker: Walker) -> None:
    """She is found, and agrees to be told of."""
    _traced(walker, "matched", agreed="she asked herself that he be told")


def _reunited(walker: Walker) -> None:
    _traced(walker, "reunited")


def _traced(walker: Walker, state: str, **fields: str) -> None:
    walker.opens("/trace")
    at = f':has([name="state"][value="{state}"])'
    walker.page.locator(f'details:has(form[action="/trace/on"]{at}) > summary').first.click()
    walker.sends("/trace/on", {**fields, "source": "pastor"}, at=at)


def _done(walker: Walker) -> None:
    """What follows the end: each thing is ticked off, until nothing is open."""
    for _ in range(MOST_LEGS):
        walker.opens(JOURNEY)
        if not walker.page.locator(f'form[action="{JOURNEY}/done"]').count():
            return
        walker.sends(f"{JOURNEY}/done")
    raise AssertionError("there is always more to do")


def _closed(walker: Walker) -> None:
    walker.opens(JOURNEY)
    walker.sends(f"{JOURNEY}/close", {"end": "arrived"})


def _typed(when: datetime) -> str:
    """An instant as somebody types it."""
    return when.strftime("%Y-%m-%d %H:%M %z")


STEPS: tuple[Step, ...] = (
    Step("asked", _asked),
    Step("missions", _missions),
    Step("mission", _mission),
    Step("map", _map),
    Step("decided", _decided),
    Step("begun", _begun),
    Step("cards", _card),
    Step("tonight", _tonight),
    Step("called", _called),
    Step("read-back", _read_back),
    Step("left", _left),
    Step("at-the-mill", _at_the_mill),
    Step("handed-over", _handed_over),
    Step("taken-over", _taken_over),
    Step("orchard", _on_to("orchard")),
    Step("burn-read", _burn_read),
    Step("burnt", _burnt),
    Step("dearer", _dearer),
    Step("turned-back", _turned_back),
    Step("journey", _journey),
    Step("map-on-the-way", _map_on_the_way),
    Step("brokers", _brokers),
    Step("camp", _on_to("camp")),
    Step("well", _well),
    Step("family", _family),
    Step("family-told", _family_told),
    Step("closed", _closed),
    Step("done", _done),
    Step("found", _found),
    Step("reunited", _reunited),
)
