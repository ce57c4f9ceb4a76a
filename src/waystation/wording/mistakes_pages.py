"""The sentences of errors about the pages and their server; `mistakes` says them."""

from __future__ import annotations

__all__ = ["PAGES"]

PAGES = {
    "form_unread": "the form did not arrive whole, or not as a page sends it; go back and send it again",
    "port_taken": "port {port} cannot be used: {why}; name another with --port, or leave it out",
}
