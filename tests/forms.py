"""Forms as a browser finds them on a page, to be filled and sent without one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

__all__ = ["Control", "Form", "forms_on"]

TYPED = ("text", "textarea", "search", "number", "datetime-local", "tel", "email", "url", "password")


@dataclass
class Control:
    """One field of a form.

    Args:
        name: Its name.
        kind: Its type; `select` and `textarea` for these.
        value: What is in it.
        options: What may be chosen.
        checked: Whether it is chosen already.
    """

    name: str
    kind: str
    value: str = ""
    options: list[str] = field(default_factory=list)
    checked: bool = False


@dataclass
class Form:
    """A form.

    Args:
        action: Where it is sent.
        method: How.
        controls: Its fields.
        buttons: Its buttons: the name and value that each adds, and where it sends the form instead.
    """

    action: str
    method: str
    controls: list[Control] = field(default_factory=list)
    buttons: list[tuple[str, str, str]] = field(default_factory=list)

    def filled(self, text: str | None = None) -> dict[str, str]:
        """What it would send: with a text in every field in which one types, and the first of what is to be chosen."""
        found: dict[str, str] = {}
        for one in self.controls:
            if one.kind in TYPED:
                found[one.name] = one.value if text is None else text
            elif one.kind in ("radio", "checkbox"):
                if one.checked or (one.name not in found and one.kind == "radio"):
                    found[one.name] = one.value
            elif one.kind == "select":
                chosen = one.value or next((value for value in one.options if value), "")
                found[one.name] = chosen
            else:
                found[one.name] = one.value
        return found

    def sendings(self, text: str | None = None) -> Iterator[tuple[str, dict[str, str]]]:
        """Every way of sending it: where, and what; one for each button."""
        for name, value, action in self.buttons or [("", "", "")]:
            yield action or self.action, {**self.filled(text), **({name: value} if name else {})}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Form] = []
        self._in: Form | None = None
        self._area: Control | None = None
        self._select: Control | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._in = Form(has.get("action", ""), has.get("method", "get").lower())
            self.found.append(self._in)
        if self._in is None:
            return
        name = has.get("name", "")
        if tag == "button" or (tag == "input" and has.get("type") == "submit"):
            self._in.buttons.append((name, has.get("value", ""), has.get("formaction", "")))
        elif tag == "input" and name:
            kind = has.get("type", "text") or "text"
            otherwise = "on" if kind in ("checkbox", "radio") else ""
            self._in.controls.append(Control(name, kind, has.get("value", otherwise), checked="checked" in has))
        elif tag == "textarea" and name:
            self._area = Control(name, "textarea")
            self._in.controls.append(self._area)
        elif tag == "select" and name:
            self._select = Control(name, "select")
            self._in.controls.append(self._select)
        elif tag == "option" and self._select is not None:
            self._select.options.append(has.get("value", ""))
            if "selected" in has:
                self._select.value = has.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._in = None
        elif tag == "textarea":
            self._area = None
        elif tag == "select":
            self._select = None

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self._area.value += data


def forms_on(page: str) -> list[Form]:
    """The forms on a page, as they stand."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.found
