"""Takes the pictures of the guide's chapters on the pages, the archive and stories: `make screenshots`.

A mission is walked through by clicking, as the tests do (`tests/whole_mission.py`), in Debian's Chromium; each step
that the chapter shows is photographed, in a window or on a phone. Then the invented story is told, and its page and the
archive's are photographed. Nothing of it is real, and nothing is left of it.
"""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from PIL import Image  # noqa: E402
from playwright.sync_api import Browser, sync_playwright  # noqa: E402

from tests.browsers import CHROMIUM, FLAGS, PHONE, WINDOW, visiting  # noqa: E402
from tests.keeping import Typist  # noqa: E402
from tests.served import serving  # noqa: E402
from tests.whole_mission import STEPS, Walker, new_pack  # noqa: E402

PICTURES = HERE / "pictures" / "pages"
STORY = HERE / "pictures" / "story"
SHOWN = {
    "mission": "window",
    "map": "window",
    "tonight": "window",
    "read-back": "phone",
    "left": "phone",
    "burn-read": "window",
    "journey": "window",
    "map-on-the-way": "window",
    "brokers": "phone",
    "family": "phone",
    "done": "phone",
    "reunited": "window",
}
"""The steps that are photographed, and on what."""
SCENES = {
    "hut": ("en", "Five in a hut", "window"),
    "river": ("en", "The river", "window"),
    "phone": ("ko", "강", "phone"),
}
"""The scenes of the story that are photographed: in which language, by their titles, on what."""
COLOURS = 96


def main() -> int:
    """Walk, and photograph; returns the exit status."""
    if CHROMIUM is None:
        print("There is no chromium on this machine (Debian: apt install chromium).", file=sys.stderr)
        return 2
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as started:
        pack = new_pack(Path(folder))
        browser = started.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        with serving(pack) as pages, visiting(browser, pages, scripts=False) as visit:
            walker = Walker(visit, pack)
            for step in STEPS:
                step.does(walker)
                if step.name in SHOWN:
                    photograph(walker, step.name)
        photograph_story(browser, Path(folder))
        browser.close()
    return 0


def photograph(walker: Walker, name: str) -> None:
    """Photograph what is on the page: its upper part, as a window or a phone shows it."""
    size = PHONE if SHOWN[name] == "phone" else WINDOW
    walker.page.set_viewport_size(size)
    for image in walker.page.locator("main img").all():
        image.evaluate("one => one.decode()")
    keep(walker.page.screenshot(), PICTURES / f"{name}.png")
    walker.page.set_viewport_size(WINDOW)


def photograph_story(browser: Browser, folder: Path) -> None:
    """Tell the invented story, and photograph some of its scenes, and one of its keepsakes in the archive."""
    told = Typist(folder / "told")
    told.types("story", "demo", "beyond-utopia", "--folder", told.path("demo"))
    STORY.mkdir(parents=True, exist_ok=True)
    for name, (language, title, size) in SCENES.items():
        window = PHONE if size == "phone" else WINDOW
        page = browser.new_page(viewport=window, reduced_motion="reduce")
        page.goto((told.folder / "demo" / "story" / f"story.{language}.html").as_uri())
        page.get_by_role("heading", name=title, exact=True).evaluate("one => one.scrollIntoView({block: 'center'})")
        page.wait_for_timeout(600)
        keep(page.screenshot(), STORY / f"{name}.png")
        page.close()
    passphrase = (told.folder / "demo" / "vault-passphrase").read_text("ascii").strip()
    with (
        serving(vault=told.folder / "demo" / "vault") as pages,
        visiting(browser, pages, scripts=False, said=("423",)) as visit,
    ):
        page = visit.page
        page.locator("input[type=password]").fill(passphrase)
        page.keyboard.press("Enter")
        page.locator("nav").first.wait_for()
        visit.opens("/archive")
        keep(page.screenshot(), STORY / "archive.png")
        page.get_by_role("link", name="Five in the hut").first.click()
        page.locator("section li a").first.click()
        page.locator('form[action$="/sheet"] button').click()
        page.locator("figure img").first.evaluate("one => one.decode()")
        keep(page.locator("figure.picture").first.screenshot(), STORY / "sheet.png")


def keep(taken: bytes, path: Path) -> None:
    """Keep a photograph, in few colours."""
    picture = Image.open(io.BytesIO(taken)).convert("RGB")
    # Looked over four times, so that among greys the few red points of a line are not averaged away.
    flat = picture.quantize(COLOURS, kmeans=4, dither=Image.Dither.NONE)
    flat.save(path, optimize=True)
    print(f"wrote {path}")


if __name__ == "__main__":
    sys.exit(main())
