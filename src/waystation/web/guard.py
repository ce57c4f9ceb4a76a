"""What every request must pass, and what every answer carries: the address it was sent to, who sent it, what may load.

Sources: Fetch Standard (Origin, Sec-Fetch-Site), CSP Level 3, RFC 9110 (Host), RFC 6265bis (cookies); DNS rebinding
is met by holding `Host` to the loopback names of this server's own port.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["POLICY", "Guard", "allowed_hosts", "is_own"]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; "
    "worker-src 'self'; font-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
"""What a page may load: this server's own files and nothing else; no script or style stands in a page itself."""
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), interest-cohort=()",
    "x-dns-prefetch-control": "off",
}
KEPT = "/static/"
"""Under this address stand the files that hold nothing of anybody: only they may be kept by a browser."""
SAFE = ("GET", "HEAD")


def allowed_hosts(port: int) -> frozenset[str]:
    """The hosts by whose name these pages answer."""
    return frozenset(f"{name}:{port}" for name in ("127.0.0.1", "localhost"))


def is_own(method: str, headers: Mapping[str, str]) -> bool:
    """Whether a request comes from these pages themselves, or from somebody who typed an address.

    Args:
        method: Its method.
        headers: Its headers, with small letters.
    """
    host, origin, site = headers.get("host", ""), headers.get("origin"), headers.get("sec-fetch-site")
    if origin is not None and origin != f"http://{host}":
        return False
    if method in SAFE:
        # A link on a foreign page may lead here, since that shows the page to nobody else; nothing else may.
        return site in (None, "none", "same-origin") or headers.get("sec-fetch-mode") == "navigate"
    return site == "same-origin" if site is not None else origin is not None


class Guard:
    """Holds every request and answer to these rules.

    Args:
        app: What answers.
        hosts: The hosts by whose name it answers.
        refuse: What is answered to a request that does not pass: `host` or `origin` say why.
    """

    def __init__(self, app: ASGIApp, hosts: frozenset[str], refuse: Callable[[Scope, str], Awaitable[ASGIApp]]) -> None:
        self.app = app
        self.hosts = hosts
        self.refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        begun = False

        async def guarded(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                if not (scope["path"].startswith(KEPT) and message["status"] == 200):
                    headers["cache-control"] = "no-store"
            await send(message)

        wrong = self._wrong(scope)
        answer = self.app if wrong is None else await self.refuse(scope, wrong)
        try:
            await answer(scope, receive, guarded)
        except Exception:  # noqa: BLE001 -- the last line of defence
            # It was answered with a page of our own; what it says of itself may hold a name, and goes no further.
            if not begun:
                await (await self.refuse(scope, "inside"))(scope, receive, guarded)

    def _wrong(self, scope: Scope) -> str | None:
        headers = Headers(scope=scope)
        if headers.get("host") not in self.hosts or len(headers.getlist("host")) != 1:
            return "host"
        return None if is_own(scope["method"], headers) else "origin"
