"""`waystation serve`: the pages, for a browser on this machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from waystation.bootstrap import in_vault, is_vault
from waystation.bootstrap.rehearsing import machine_instant
from waystation.bootstrap.vaults import named_vault, told_passphrase, unlocked_vaults
from waystation.cli.guide.defaulting import PACKS
from waystation.errors import Usage
from waystation.wording import serving as wording
from waystation.wording.language import say

if TYPE_CHECKING:
    from waystation.web.places import Places
    from waystation.web.serving import Served

__all__ = ["private_window", "serve_command", "show_pages"]

PRIVATE = (
    ("firefox", "--private-window"),
    ("firefox-esr", "--private-window"),
    ("chromium", "--incognito"),
    ("chromium-browser", "--incognito"),
    ("google-chrome", "--incognito"),
    ("brave-browser", "--incognito"),
    ("microsoft-edge", "--inprivate"),
)
"""Browsers, each with its option for a window of which it keeps no history."""


@click.command("serve")
@PACKS
@click.option("--port", type=click.IntRange(0, 65535), help="The port; default 8737, or another where that is taken.")
@click.option(
    "--idle", type=click.FloatRange(1.0, 240.0), default=10.0, show_default=True, help="Minutes until it locks itself."
)
@click.option("--browser/--no-browser", default=True, show_default=True, help="Open a browser.")
def serve_command(packs: tuple[str, ...], *, port: int | None, idle: float, browser: bool) -> None:
    """Show the pages in a browser on this machine: tonight, missions, journeys, brokers, the map, families.

    Nothing is sent anywhere else. The pages open by a link that is printed here, once and within a minute; press Enter
    for a new one, Ctrl-C to stop.

    \b
    Example:   waystation serve
    """
    from waystation.web.places import Places

    places = Places(tuple(one for one in packs if not is_vault(one)), _vault(packs), idle * 60.0)
    show_pages(places, port=port, browser=browser, passphrase=told_passphrase())


def show_pages(
    places: Places, *, port: int | None = None, browser: bool = True, passphrase: Callable[[], str] | None = None
) -> None:
    """Serve the pages until somebody stops it, and say where they are.

    Args:
        places: What they are opened for.
        port: Their port; None for the usual one, or another where that is taken.
        browser: Whether a browser is opened on them.
        passphrase: What opens the vault at once; None to be asked on the page.

    Raises:
        Usage: If the port is taken.
    """
    from waystation.web.serving import Served, listen

    served = Served(places, listen(port), machine_instant, passphrase=passphrase)
    link = served.link()
    click.echo(wording.open_line(link))
    if places.locks:
        click.echo(say(wording.PRIVATELY))
    if browser:
        _open(link, private=places.locks)
    if sys.stdin is not None and sys.stdin.isatty():
        threading.Thread(target=_more_links, args=(served,), daemon=True).start()
    served.run()
    click.echo(say(wording.STOPPED))


def _vault(packs: tuple[str, ...]) -> Path | None:
    """The vault that is asked for; None where folders alone are."""
    named = next((Path(one) for one in packs if is_vault(one)), named_vault())
    if named is not None:
        return named
    if packs and not any(in_vault(one) for one in packs):
        return None
    unlocked = unlocked_vaults()
    if len(unlocked) != 1:
        raise Usage("vault_none_open" if not unlocked else "vault_several_open", number=len(unlocked))
    return unlocked[0]


def private_window(link: str) -> list[str] | None:
    """The command that opens a link in a window of which its browser keeps no history; None if none is known here.

    Args:
        link: The link.
    """
    found = ((shutil.which(name), option) for name, option in PRIVATE)
    return next(([program, option, link] for program, option in found if program is not None), None)


def _open(link: str, *, private: bool) -> None:
    """Open a browser; for a vault a private window, unless somebody chose a browser by `BROWSER`."""
    seen = sys.platform != "linux" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    command = private_window(link) if private and seen and "BROWSER" not in os.environ else None
    if command is None:
        webbrowser.open(link)
        return
    with suppress(OSError):  # the link stands in the terminal
        subprocess.Popen(  # noqa: S603 -- a browser that lies on the path, and a link of our own
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )


def _more_links(served: Served) -> None:
    for _line in sys.stdin:
        click.echo(wording.open_line(served.link()))
