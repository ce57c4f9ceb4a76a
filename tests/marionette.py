"""Firefox as it comes from Debian, without a window, driven by its own Marionette protocol; scripts and SVG are off.

Playwright drives only a Firefox of its own. Marionette speaks JSON over a socket of this machine: `length:[0, number,
command, what]` is asked, `length:[1, number, error, found]` is answered (Firefox source: remote/doc/marionette).
"""

from __future__ import annotations

import base64
import itertools
import json
import os
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

__all__ = ["FIREFOX", "Firefox", "firefox"]

FIREFOX = os.environ.get("FIREFOX") or shutil.which("firefox-esr") or shutil.which("firefox")
SECONDS = 60.0
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
"""The name that the WebDriver standard gives to a reference to an element."""
SETTINGS: dict[str, Any] = {
    "javascript.enabled": False,
    "svg.disabled": True,
    "marionette.port": 0,
    "app.update.enabled": False,
    "app.normandy.enabled": False,
    "browser.newtabpage.enabled": False,
    "browser.region.update.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "browser.search.update": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage": "about:blank",
    "captivedetect.canonicalURL": "",
    "datareporting.healthreport.uploadEnabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "dom.push.connection.enabled": False,
    "extensions.update.enabled": False,
    "intl.accept_languages": "en",
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,#remote-settings-dummy/v1",
    "toolkit.telemetry.enabled": False,
    "toolkit.telemetry.server": "",
}


class MarionetteError(Exception):
    """Firefox could not do what it was asked for."""


class Firefox:
    """Firefox at the other end of a socket.

    Args:
        port: Where its Marionette listens.
    """

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), SECONDS)
        self._left = b""
        self._numbers = itertools.count(1)
        self._read()  # it says first which protocol it speaks
        self.asks("WebDriver:NewSession", pageLoadStrategy="normal")

    def __enter__(self) -> Self:
        """It is there."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Ask it to end."""
        try:
            self.asks("Marionette:Quit", flags=["eForceQuit"])
        except OSError:
            pass
        finally:
            self._socket.close()

    def asks(self, command: str, **what: Any) -> Any:
        """What a command comes back with.

        Raises:
            MarionetteError: If it could not be done.
        """
        number = next(self._numbers)
        said = json.dumps([0, number, command, what]).encode()
        self._socket.sendall(str(len(said)).encode() + b":" + said)
        _kind, answered, error, found = self._read()
        assert answered == number
        if error is not None:
            raise MarionetteError(f"{command} {what}: {error['error']}: {error['message']}")
        return found["value"] if isinstance(found, dict) and set(found) == {"value"} else found

    def opens(self, address: str) -> None:
        """Open an address, and wait until all of it is there."""
        self.asks("WebDriver:Navigate", url=address)

    @property
    def address(self) -> str:
        """Where it is."""
        return str(self.asks("WebDriver:GetCurrentURL"))

    def finds(self, css: str) -> list[str]:
        """The elements that a selector selects."""
        return [one[ELEMENT] for one in self.asks("WebDriver:FindElements", using="css selector", value=css)]

    def awaits(self, css: str) -> str:
        """The first element that a selector selects, as soon as there is one."""
        self.asks("WebDriver:SetTimeouts", implicit=int(SECONDS * 1000))
        try:
            return str(self.asks("WebDriver:FindElement", using="css selector", value=css)[ELEMENT])
        finally:
            self.asks("WebDriver:SetTimeouts", implicit=0)

    def reads(self, css: str) -> str:
        """The text of the first element that a selector selects, as it is seen; waited for."""
        return str(self.asks("WebDriver:GetElementText", id=self.awaits(css)))

    def property(self, element: str, name: str) -> Any:
        """A property of an element."""
        return self.asks("WebDriver:GetElementProperty", id=element, name=name)

    def rect(self, element: str) -> dict[str, float]:
        """Where an element stands."""
        return dict(self.asks("WebDriver:GetElementRect", id=element))

    def types(self, css: str, text: str) -> None:
        """Type into a field."""
        self.asks("WebDriver:ElementSendKeys", id=self.awaits(css), text=text)

    def clicks(self, css: str) -> None:
        """Click."""
        self.asks("WebDriver:ElementClick", id=self.awaits(css))

    def picture(self) -> bytes:
        """What is seen of the page, as PNG."""
        return base64.b64decode(self.asks("WebDriver:TakeScreenshot", full=True, hash=False))

    def _read(self) -> Any:
        while b":" not in self._left:
            self._left += self._more()
        size, _, rest = self._left.partition(b":")
        while len(rest) < int(size):
            rest += self._more()
        self._left = rest[int(size) :]
        return json.loads(rest[: int(size)])

    def _more(self) -> bytes:
        found = self._socket.recv(1 << 16)
        if not found:
            raise ConnectionError("Firefox is gone")
        return found


@contextmanager
def firefox(profile: Path, **settings: Any) -> Iterator[Firefox]:
    """Firefox with a profile of its own, until the block ends.

    Args:
        profile: A new folder for it.
        **settings: Settings beside `SETTINGS`, with `__` for each point in their names.
    """
    assert FIREFOX is not None
    every = {**SETTINGS, **{name.replace("__", "."): value for name, value in settings.items()}}
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in every.items()]
    profile.mkdir(parents=True, exist_ok=True)
    (profile / "user.js").write_text("".join(lines), "utf-8")
    running = subprocess.Popen(
        [FIREFOX, "--headless", "--no-remote", "--profile", str(profile), "--marionette", "about:blank"],
        env={**os.environ, "HOME": str(profile), "MOZ_CRASHREPORTER_DISABLE": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        text=True,
    )
    try:
        with Firefox(_port(running)) as found:
            yield found
        running.wait(SECONDS)
    finally:
        if running.poll() is None:
            os.killpg(running.pid, signal.SIGKILL)
            running.wait()
        assert running.stdout is not None
        running.stdout.close()


def _port(running: subprocess.Popen[str]) -> int:
    """The port that Firefox says it listens on."""
    assert running.stdout is not None
    for line in running.stdout:
        name, _, port = line.strip().rpartition(" ")
        if name.endswith("Marionette\tINFO\tListening on port"):
            return int(port)
    raise AssertionError("Firefox ended before it listened")
