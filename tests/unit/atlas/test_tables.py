"""Tables in text: columns by name, rows with line numbers, and every way they can be broken."""

import pytest

from waystation.atlas.limits import GaugeLimits
from waystation.atlas.spots import Spot
from waystation.atlas.tables import Table, cell, decoded, numbered
from waystation.errors import BadInput

SPOT = Spot("t.csv", GaugeLimits(bytes=1000, lines=5, line_chars=40))


def table(data: bytes) -> Table:
    return Table(numbered(decoded(data, SPOT), SPOT), SPOT)


def refusal(data: bytes):
    with pytest.raises(BadInput) as error:
        list(table(data).rows())
    (mistake,) = error.value.mistakes()
    return mistake


def test_columns_are_found_in_any_case_and_order():
    """A byte order mark, blanks around names and other line ends do not matter."""
    read = table(b"\xef\xbb\xbf B ,a\r\n1, 2 \r\n\r\n3\r\n")
    assert (read.need("a"), read.column("b"), read.column("c"), read.need("zz", "b")) == (1, 0, None, 0)
    rows = read.rows()
    row = next(rows)
    assert (cell(row, 0), cell(row, 1), cell(row, None), read.line) == ("1", "2", "", 2)
    row = next(rows)
    assert (cell(row, 0), cell(row, 1), read.line) == ("3", "", 4)


def test_a_missing_column_is_named_with_the_nearest():
    """And with those that are there."""
    with pytest.raises(BadInput) as error:
        table(b"dates,stage\n").need("date")
    (mistake,) = error.value.mistakes()
    assert (mistake.code, mistake.line) == ("missing_column", 1)
    assert mistake.fields == {"column": "date", "nearest": "dates", "known": "dates, stage"}


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        (b"", "table_empty", 0),
        (b"\n\n", "table_empty", 0),
        (b",,\n1,2,3\n", "table_empty", 0),
        (b"a\n1\n\xff\n", "not_utf8", 3),
        (b"a\n" * 6, "over_limit", 6),
        (b"a\n" + b"1" * 41 + b"\n", "over_limit", 2),
        (b"a" * 1001, "over_limit", 0),
    ],
)
def test_a_broken_table_says_how_and_on_which_line(data, code, line):
    """One mistake with its code and line."""
    mistake = refusal(data)
    assert (mistake.code, mistake.line, mistake.file) == (code, line, "t.csv")


def test_a_quote_that_never_ends_is_refused():
    """The reader of CSV gives up long before memory does."""
    spot = Spot("t.csv", GaugeLimits())
    with pytest.raises(BadInput) as error:
        list(Table(numbered(decoded(b'a\n"' + b"x\n" * 200_000, spot), spot), spot).rows())
    assert error.value.mistakes()[0].code == "not_csv"
