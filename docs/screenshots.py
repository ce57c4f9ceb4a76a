"""Takes the pictures of the guide's chapter on the pages: `make screenshots`.

A mission is walked through by clicking, as the tests do (`tests/whole_mission.py`), in Debian's Chromium; each step
that the chapter shows is photographed, in a window or on a phone. Nothing of it is real, and nothing is left of it.
"""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from PIL import Image  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

from tests.browsers import CHROMIUM, FLAGS, PHONE, WINDOW, visiting  # noqa: E402
from tests.served import serving  # noqa: E402
from tests.whole_mission import STEPS, Walker, new_pack  # noqa: E402

PICTURES = HERE / "pictures" / "pages"
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
        browser.close()
    return 0


def photograph(walker: Walker, name: str) -> None:
    """Photograph what is on the page: its upper part, as a window or a phone shows it."""
    size = PHONE if SHOWN[name] == "phone" else WINDOW
    walker.page.set_viewport_size(size)
    for image in walker.page.locator("main img").all():
        image.evaluate("one => one.decode()")
    picture = Image.open(io.BytesIO(walker.page.screenshot()))
    walker.page.set_viewport_size(WINDOW)
    flat = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    flat.save(PICTURES / f"{name}.png", optimize=True)
    print(f"wrote {PICTURES / f'{name}.png'}")


if __name__ == "__main__":
    sys.exit(main())
