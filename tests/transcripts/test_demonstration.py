"""`waystation demo` as somebody sees it who has just fetched the project: the pages open on Tonight, unlocked."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from http.cookiejar import CookieJar
from urllib.request import HTTPCookieProcessor, build_opener

from tests.served import text_of


def test_the_pages_open_on_tonight_with_the_familys_mission(tmp_path):
    """Nothing is typed; the mission is there, a rehearsal is one click away, and Ctrl-C leaves nothing open."""
    asked = ["demo", "--folder", str(tmp_path / "demo"), "--serve", "--no-browser"]
    command = [sys.executable, "-m", "waystation", *asked]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as running:
        assert running.stdout is not None
        found = (re.search(r"http://127\.0\.0\.1:\d+/enter/\w+", line) for line in running.stdout)
        link = next(one[0] for one in found if one is not None)
        browser = build_opener(HTTPCookieProcessor(CookieJar()))
        with browser.open(link, timeout=60) as answer:
            page = answer.read().decode()
        running.send_signal(signal.SIGINT)
        rest = running.stdout.read()
    assert running.returncode == 0
    assert "<h1>Tonight</h1>" in page
    assert "Beyond Utopia" in text_of(page)
    assert "/rehearse" in page
    assert rest.strip().endswith("Stopped. Nothing is served any more, and the vault is closed.")
