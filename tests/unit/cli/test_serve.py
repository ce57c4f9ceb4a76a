"""Opening a browser: for a vault in a window of which it keeps no history."""

from __future__ import annotations

from pathlib import Path

import pytest

from waystation.cli.serve import private_window

LINK = "http://127.0.0.1:8737/enter/abc"


def program(folder: Path, name: str) -> str:
    """A program of a name."""
    path = folder / name
    path.write_text("#!/bin/sh\n")
    path.chmod(0o700)
    return str(path)


@pytest.mark.parametrize(
    ("name", "option"),
    [("firefox-esr", "--private-window"), ("chromium", "--incognito"), ("microsoft-edge", "--inprivate")],
)
def test_a_browser_opens_a_private_window(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, option: str
) -> None:
    """Each by its own option, with the link after it."""
    monkeypatch.setenv("PATH", str(tmp_path))
    found = program(tmp_path, name)
    assert private_window(LINK) == [found, option, LINK]


def test_where_no_browser_is_known_nothing_is_guessed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever opens links here is asked, and the terminal says what to do."""
    monkeypatch.setenv("PATH", str(tmp_path))
    program(tmp_path, "lynx")
    assert private_window(LINK) is None
