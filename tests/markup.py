"""What a page is made of, read by a parser that is not ours: could anything on it run, load, or lead away?"""

from __future__ import annotations

import re
from html.parser import HTMLParser

__all__ = ["VOID", "Markup", "unsafe"]

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
TAGS = re.compile(
    "a|abbr|article|aside|b|blockquote|body|br|button|caption|cite|code|col|colgroup|datalist|dd|del|details|dfn|div|dl|"
    "dt|em|fieldset|figcaption|figure|footer|form|h[1-6]|head|header|hr|html|i|img|input|ins|kbd|label|legend|li|link|"
    "main|mark|meta|meter|nav|noscript|ol|optgroup|option|output|p|picture|pre|progress|q|s|samp|script|section|select|small|source|"
    "span|strong|sub|summary|sup|table|tbody|td|textarea|tfoot|th|thead|time|title|tr|u|ul|var|wbr"
)
"""What a page may be made of: nothing that frames, embeds, draws by markup, or sets a base."""
LEADS = {"href", "src", "action", "formaction", "poster", "data", "cite", "background", "srcset", "hx-get", "hx-post"}
OWN = re.compile(r"(/(?!/)|#|\?|data:,$)")


class Markup(HTMLParser):
    """The tags of a page, each with its attributes, and whether each was closed."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.unclosed: list[str] = []
        self.scripts: list[str] = []
        self._open: list[str] = []
        self.feed(page)
        self.close()
        self.unclosed += self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag that closes itself."""
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """Note that it ends."""
        if self._open and self._open[-1] == tag:
            self._open.pop()
        else:
            self.unclosed.append(f"</{tag}> where {self._open[-1:]} is open")

    def handle_data(self, data: str) -> None:
        """Note what stands in a script."""
        if self._open[-1:] == ["script"] and data.strip():
            self.scripts.append(data)


def unsafe(page: str) -> list[str]:
    """Everything on a page that could run by itself, load from elsewhere or lead away; and every tag out of order."""
    found = Markup(page)
    said = [f"tag out of order: {one}" for one in found.unclosed]
    said += [f"script in the page: {one[:80]}" for one in found.scripts]
    for tag, attributes in found.tags:
        if TAGS.fullmatch(tag) is None:
            said.append(f"<{tag}>")
        for name, value in attributes.items():
            if name.startswith("on") or name in ("style", "srcdoc"):
                said.append(f"<{tag} {name}={value!r}>")
            if name in LEADS and not OWN.match(value or ""):
                said.append(f"<{tag} {name}={value!r}>")
        if tag == "script" and not (attributes.get("src") or "").startswith("/static/"):
            said.append(f"script that is not our file: {attributes}")
        if tag == "meta" and "http-equiv" in attributes:
            said.append(f"<meta {attributes}>")
    ids = [value for _, attributes in found.tags if (value := attributes.get("id"))]
    said += [f"id twice: {one}" for one in sorted({one for one in ids if ids.count(one) > 1})]
    return said
