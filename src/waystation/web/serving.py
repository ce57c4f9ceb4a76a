"""Serving the pages: a socket on this machine alone, and the links by which a browser comes in."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable
from datetime import datetime
from types import FrameType

import uvicorn

from waystation.errors import Usage
from waystation.web.acts import ACTIONS, PAGES
from waystation.web.application import build_app
from waystation.web.front import Front
from waystation.web.office import Office
from waystation.web.places import Places
from waystation.web.sessions import Sessions
from waystation.web.staging import Stage

__all__ = ["Served", "listen"]

HOST = "127.0.0.1"
PORT = 8737
TURN = 0.0005
"""Seconds for which a thread that works keeps those waiting that answer browsers; by default ten times as long."""


def listen(port: int | None) -> socket.socket:
    """A socket on this machine's own address that no other machine can reach.

    Args:
        port: Its port; None for the usual one, or another where that is taken.

    Raises:
        Usage: If the port is taken.
    """
    for tried in (PORT, 0) if port is None else (port,):
        found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            found.bind((HOST, tried))
            found.listen(128)
        except OSError as error:
            found.close()
            if tried == 0 or port is not None:
                raise Usage("port_taken", port=tried, why=error.strerror or "the system refused") from None
            continue
        return found
    raise AssertionError


class _Server(uvicorn.Server):
    """Stops at once when it is told to, and that is no error."""

    def __init__(self, config: uvicorn.Config, front: Front) -> None:
        super().__init__(config)
        self._front = front

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Somebody stops it; afterwards the process goes on, and says so."""
        super().handle_exit(sig, frame)
        self._captured_signals.clear()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End what would go on, then everything."""
        self._front.closing.set()
        await super().shutdown(sockets)


class Served:
    """Pages that are served.

    Args:
        places: What they are opened for.
        bound: The socket.
        instant: The present instant of this machine.
        language: The language of somebody whose browser names none of ours.
        passphrase: What opens the vault at once; None to be asked on the page.
    """

    def __init__(
        self,
        places: Places,
        bound: socket.socket,
        instant: Callable[[], datetime],
        language: str = "en",
        passphrase: Callable[[], str] | None = None,
    ) -> None:
        self.bound = bound
        self.port: int = bound.getsockname()[1]
        self.front = Front(
            Office(places),
            Sessions(os.urandom),
            self.port,
            instant,
            PAGES,
            ACTIONS,
            language=language,
            stage=Stage(places.packs),
            passphrase=passphrase,
            born=os.urandom(6).hex(),
        )
        config = uvicorn.Config(
            build_app(self.front),
            log_config=None,
            access_log=False,
            server_header=False,
            date_header=False,
            log_level="critical",  # what is logged of an error could hold a name
            lifespan="on",
            ws="none",
            timeout_graceful_shutdown=2,
            h11_max_incomplete_event_size=64 * 1024,
        )
        self.server = _Server(config, self.front)

    def link(self) -> str:
        """A new link that opens the pages once, within a minute."""
        return f"http://{HOST}:{self.port}/enter/{self.front.sessions.link(self.front.instant())}"

    def run(self) -> None:
        """Serve until somebody stops it."""
        before = sys.getswitchinterval()
        sys.setswitchinterval(TURN)
        try:
            self.server.run(sockets=[self.bound])
        finally:
            sys.setswitchinterval(before)

    def stop(self) -> None:
        """Stop serving."""
        self.server.should_exit = True
