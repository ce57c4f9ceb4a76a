"""Serving the pages: a socket on this machine alone, and the links by which a browser comes in."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from datetime import datetime

import uvicorn

from waystation.errors import Usage
from waystation.web.acts import ACTIONS, PAGES
from waystation.web.app import Front, build_app
from waystation.web.office import Office, Places
from waystation.web.sessions import Sessions

__all__ = ["Served", "listen", "serve"]

HOST = "127.0.0.1"
PORT = 8737


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


class Served:
    """Pages that are served.

    Args:
        places: What they are opened for.
        bound: The socket.
        instant: The present instant of this machine.
        language: The language of somebody whose browser names none of ours.
    """

    def __init__(
        self, places: Places, bound: socket.socket, instant: Callable[[], datetime], language: str = "en"
    ) -> None:
        self.bound = bound
        self.port: int = bound.getsockname()[1]
        self.front = Front(Office(places), Sessions(os.urandom), self.port, instant, PAGES, ACTIONS, language=language)
        config = uvicorn.Config(
            build_app(self.front),
            log_config=None,
            access_log=False,
            server_header=False,
            date_header=False,
            lifespan="on",
            timeout_graceful_shutdown=2,
            h11_max_incomplete_event_size=64 * 1024,
        )
        self.server = uvicorn.Server(config)

    def link(self) -> str:
        """A new link that opens the pages once, within a minute."""
        return f"http://{HOST}:{self.port}/enter/{self.front.sessions.link(self.front.instant())}"

    def run(self) -> None:
        """Serve until somebody stops it."""
        self.server.run(sockets=[self.bound])

    def stop(self) -> None:
        """Stop serving."""
        self.front.closing.set()
        self.server.should_exit = True


def serve(served: Served) -> None:
    """Serve until somebody stops it."""
    served.run()
