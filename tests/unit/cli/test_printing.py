"""Words and tables for a terminal of any width, in any script."""

from __future__ import annotations

import io
import json

import pytest

from waystation.cli.printing import (
    ask,
    at_terminal,
    folded,
    print_heading,
    print_json,
    print_lines,
    print_table,
    read_input,
)
from waystation.errors import Usage

Text = pytest.CaptureFixture[str]


def test_a_document_keeps_its_letters_and_refuses_what_is_no_json(capsys: Text) -> None:
    """Korean as Korean; not a number is no number."""
    print_json({"name": "강"})
    shown = capsys.readouterr().out
    assert "강" in shown
    assert json.loads(shown) == {"name": "강"}
    with pytest.raises(ValueError, match="JSON"):
        print_json({"x": float("nan")})


def test_columns_line_up_also_where_letters_are_wide(capsys: Text) -> None:
    """A Hangul letter takes two columns, a combining mark none; numbers end alike."""
    print_table([("강", "1", "x"), ("re\u0301", "10", "y"), ("abcd", "100", "z")], header=("", "n", "w"), right=(1,))
    assert capsys.readouterr().out.splitlines() == [
        "          n  w",
        "  강      1  x",
        "  re\u0301     10  y",
        "  abcd  100  z",
    ]


@pytest.mark.parametrize(("columns", "widest"), [("20", 40), ("60", 60), ("500", 120)])
def test_sentences_are_wrapped_to_the_terminal(
    columns: str, widest: int, monkeypatch: pytest.MonkeyPatch, capsys: Text
) -> None:
    """Between 40 and 120 columns; what is indented stays so."""
    monkeypatch.setenv("COLUMNS", columns)
    print_lines(["word " * 100], indent="  ")
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= widest
    assert len(lines) > 1
    assert all(line.startswith("    ") for line in lines[1:])


def test_a_heading_stands_apart(capsys: Text) -> None:
    """With a blank line above."""
    print_heading("Why")
    assert capsys.readouterr().out == "\nWhy\n"


def test_without_a_terminal_the_next_line_is_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """And nothing is asked aloud."""
    monkeypatch.setattr("sys.stdin", io.StringIO("  a,2031-10-01T12:00:00+09:00 \nmore\n"))
    assert ask("From where and when") == "a,2031-10-01T12:00:00+09:00"


def test_a_closed_standard_input_is_an_empty_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """As `waystation report add PACK <&-` has it; nobody is there to be asked."""
    monkeypatch.setattr("sys.stdin", None)
    assert not at_terminal()
    assert (ask("From where and when"), read_input()) == ("", "")


@pytest.mark.parametrize("errors", ["strict", "surrogateescape"])
def test_what_is_no_text_is_no_name(errors: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the locale makes of it."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"ma\xffee\n"), "utf-8", errors))
    with pytest.raises(Usage, match="answers_not_utf8"):
        ask("Whom")


@pytest.mark.parametrize(
    ("columns", "lines"),
    [
        (100, ["  20:00  the host of a house  something that is long enough to be folded where there is little room"]),
        (80, ["  20:00  the host of a house  something that is long enough to be folded where",
              "                              there is little room"]),
        (60, ["  20:00  the host of a house", "      something that is long enough to be folded where there",
              "      is little room"]),
    ],
)  # fmt: skip
def test_the_last_column_is_folded(columns: int, lines: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside the others where there is room, else below them; a column that is empty throughout is left out."""
    monkeypatch.setenv("COLUMNS", str(columns))
    said = "something that is long enough to be folded where there is little room"
    assert list(folded([("20:00", "", "the host of a house", said)])) == lines
    assert list(folded([])) == []
