"""Names of fields in the templates: none hides what browsers' scripts ask of a form itself."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

OWN = {
    "action", "attributes", "checkValidity", "children", "childNodes", "closest", "elements", "enctype", "form",
    "getAttribute", "length", "matches", "method", "nextSibling", "nodeName", "parentElement", "parentNode",
    "querySelector", "querySelectorAll", "requestSubmit", "reset", "setAttribute", "submit", "target",
}  # fmt: skip
"""Properties of a form that a field of the same name would hide (HTML Standard 4.10.3, named properties)."""
NAMED = re.compile(r"""<(?:input|select|textarea|button)\b[^>]*?\bname="([A-Za-z-]+)\"""", re.DOTALL)


def templates() -> list[Path]:
    """Every template."""
    return sorted(Path("src/waystation/web/templates").rglob("*.html"))


@pytest.mark.parametrize("template", templates(), ids=lambda path: "/".join(path.parts[4:]))
def test_no_field_hides_what_a_form_has(template):
    """`form.form` is the form's own field if one is named so, and then a script can send it no more."""
    assert set(NAMED.findall(template.read_text("utf-8"))) & OWN == set()
