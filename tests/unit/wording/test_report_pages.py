"""The forms of reports ask for what the shapes of reports have, in both languages."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from waystation.web.hear.values import OWN
from waystation.wording.language import speaking
from waystation.wording.report_pages import KINDS_ASKED, choices_of, field_label, kind_hint, kind_label
from waystation.world.report import KINDS, OUTCOMES


def test_each_kind_asked_is_a_kind_of_report() -> None:
    """And each has the fields that its form sends."""
    assert set(KINDS_ASKED) == set(OWN)
    for kind in KINDS_ASKED:
        assert set(OWN[kind]) <= set(KINDS[kind].model_fields)


@pytest.mark.parametrize(("kind", "name"), [("delivery", "outcome"), ("checkin", "word"), ("payment", "state")])
def test_what_may_be_chosen_is_what_a_report_may_say(kind: str, name: str) -> None:
    """No choice is missing, and none is invented."""
    allowed = get_args(KINDS[kind].model_fields[name].annotation)
    assert {value for value, _ in choices_of(name)} == set(allowed)
    assert set(OUTCOMES) == {value for value, _ in choices_of("outcome")}


@pytest.mark.parametrize("kind", KINDS_ASKED)
def test_the_forms_ask_in_korean(kind: str) -> None:
    """Not a word of English is left."""
    with speaking("ko"):
        said = [kind_label(kind), kind_hint(kind), *(field_label(name) for name in (*OWN[kind], "source", "happened"))]
    assert not re.search("[A-Za-z]", " ".join(said))
