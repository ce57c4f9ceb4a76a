"""The sentences of errors about the pages and their server; `mistakes` says them."""

from __future__ import annotations

__all__ = ["PAGES"]

PAGES = {
    "family_gone": "what was to be told has changed since this page was shown; read it anew before you call",
    "trace_consent": "nobody is said to be found before they agree to it; write down how they agreed, and to whom",
    "forget_days": "must be a whole number of days from 0 to {most}, not {value}",
    "form_unread": "the form did not arrive whole, or not as a page sends it; go back and send it again",
    "port_taken": "port {port} cannot be used: {why}; name another with --port, or leave it out",
}
