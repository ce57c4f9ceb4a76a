"""A file of reports is taken apart and put together again to the byte."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waystation.desk.keep.lines import joined, line_of, lines_of
from waystation.world.report_lines import read_reports, write_reports

SEEN = {"kind": "checkin", "source": "somlit", "happened": "2031-10-01T16:00:00+07:00", "journey": "j", "word": "good"}


def texts(data: bytes) -> list[str]:
    """The file's texts."""
    reports, mistakes = read_reports(data)
    assert not mistakes
    return lines_of(data, reports)


@given(
    st.lists(
        st.tuples(
            st.text("한aé", max_size=5),
            st.sampled_from(["", "\n", " \n\t\n", "\r\n"]),
            st.sampled_from(["\n", "\r\n", " \n"]),
        ),
        max_size=6,
    ),
    st.sampled_from(["", "\n", "  ", "\n\n"]),
    st.booleans(),
)
def test_taken_apart_and_put_together_it_is_the_same_to_the_byte(parts, end, cut):
    """However it was spaced, and whether or not it ends with a line break; a text for each report."""
    lines = [
        before + json.dumps({**SEEN, "text": text, "id": str(number)}, ensure_ascii=False) + after
        for number, (text, before, after) in enumerate(parts)
    ]
    whole = "".join(lines).removesuffix("\n" if cut else "") + end
    data = whole.encode()
    found = texts(data)
    assert len(found) == len(parts)
    assert joined(found) == (data if parts else b"")


def test_what_is_added_begins_a_line_of_its_own():
    """As it does when it is added to the file itself."""
    before = json.dumps(SEEN).encode()
    later, _ = read_reports(json.dumps({**SEEN, "text": "later"}).encode())
    assert joined([*texts(before), line_of(later[0])]) == before + b"\n" + write_reports(later)


@pytest.mark.parametrize("data", [b"", b"\n \n"])
def test_a_file_without_reports_has_no_texts(data):
    """It is kept as a file like others."""
    assert texts(data) == []
