"""What somebody asked for with a page: its address, what was typed, and the language; values, with limits."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, quote, urlencode

from waystation.errors import Usage

__all__ = ["CARRIES", "MOST_BYTES", "MOST_FIELDS", "OWN", "Asked", "Carried", "typed_in"]

MOST_BYTES = 1 << 20
"""Bytes of a form that are read."""
CARRIES = 4
"""A form that is carried in a field of another takes up to so many times its room."""
MOST_FIELDS = 2000
PLEDGE = "pledge"
CARRIED = "carried"
OWN = (PLEDGE, CARRIED)
"""Fields that are the pages' own, not what somebody typed."""

Typed = Mapping[str, tuple[str, ...]]


def typed_in(body: bytes) -> dict[str, tuple[str, ...]]:
    """The fields of a form that was sent, as browsers send them (`application/x-www-form-urlencoded`, WHATWG URL 5).

    Raises:
        Usage: If it has more fields than are read, or is not UTF-8.
    """
    try:
        pairs = parse_qsl(
            body.decode("ascii"), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict", encoding="utf-8"
        )
    except ValueError:
        raise Usage("form_unread") from None
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value.replace("\r\n", "\n"))
    return {name: tuple(values) for name, values in found.items()}


@dataclass(frozen=True)
class Carried:
    """A form that could not be taken yet, with what was typed: nobody types it twice.

    Args:
        path: Where it was sent to.
        typed: Its fields.
    """

    path: str
    typed: Typed

    def packed(self) -> str:
        """As one field of another form."""
        typed = {name: list(values) for name, values in self.typed.items()}
        return json.dumps({"path": self.path, "typed": typed}, ensure_ascii=False)

    @staticmethod
    def unpacked(text: str) -> Carried | None:
        """What `packed` wrote; None for anything else."""
        try:
            found = json.loads(text)
            path, typed = found["path"], found["typed"]
            fields = {str(name): tuple(str(one) for one in values) for name, values in typed.items()}
            text = "".join([path, *fields, *(one for values in fields.values() for one in values)])
            text.encode("utf-8")  # half a letter, written as JSON may, is nothing that anybody typed
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return None
        if not isinstance(path, str) or not path.startswith("/") or path.startswith("//"):
            return None
        return Carried(path, fields)


@dataclass(frozen=True)
class Asked:
    """What somebody asked for.

    Args:
        path: The path's own parts, by their names in its route.
        query: What stands behind the question mark.
        typed: The fields of the form that was sent; on a page that is asked for, empty.
        language: The language of the page.
        base: What stands before every address of these pages: empty, or where the rehearsal's begin.
        address: The page's own address, with what stands behind the question mark.
    """

    path: Mapping[str, str] = field(default_factory=dict)
    query: Typed = field(default_factory=dict)
    typed: Typed = field(default_factory=dict)
    language: str = "en"
    base: str = ""
    address: str = "/"

    def text(self, name: str, otherwise: str = "") -> str:
        """What was typed into a field, without blanks around it."""
        values = self.typed.get(name, ())
        return values[-1].strip() if values else otherwise

    def texts(self, name: str) -> Sequence[str]:
        """All that was typed into, or chosen of, a field of many."""
        return self.typed.get(name, ())

    def wants(self, name: str, otherwise: str = "") -> str:
        """What the address says of a name behind its question mark."""
        values = self.query.get(name, ())
        return values[-1].strip() if values else otherwise

    def url(self, *parts: str, **query: str | int | None) -> str:
        """The address of a page: its path's parts, each made safe, and what stands behind the question mark."""
        path = self.base + "".join("/" + quote(one, safe="") for one in parts)
        said = {name: value for name, value in query.items() if value not in (None, "")}
        return (path or "/") + (f"?{urlencode(said)}" if said else "")
