"""Lines of a rehearsal are marked, each one, and JSON says it in a field."""

from __future__ import annotations

import io
import json
import sys

import click
import pytest
from click.testing import CliRunner

from waystation.cli.marking import Marked, is_marked, mark_output, unmark_output
from waystation.cli.printing import print_json


@click.command()
@click.option("--json", "as_json", is_flag=True)
@click.option("--list", "as_list", is_flag=True)
def told(as_json: bool, as_list: bool) -> None:
    mark_output()
    mark_output()
    if as_json:
        print_json([1] if as_list else {"a": 1})
        return
    click.echo("one\ntwo")
    click.echo("three", nl=False)
    click.echo(" and more")
    click.echo("said aside", err=True)


def test_every_line_is_marked_once() -> None:
    """On both streams, and lines that are written in pieces at their beginning only."""
    result = CliRunner().invoke(told)
    assert result.exception is None
    assert result.stdout == "REHEARSAL one\nREHEARSAL two\nREHEARSAL three and more\n"
    assert result.stderr == "REHEARSAL said aside\n"


def test_json_is_one_document_that_says_so() -> None:
    """It stays a document that machines can read."""
    result = CliRunner().invoke(told, ["--json"])
    assert json.loads(result.stdout) == {"a": 1, "rehearsal": True}
    listed = CliRunner().invoke(told, ["--json", "--list"])
    assert json.loads(listed.stdout) == [1]
    assert listed.stderr == "REHEARSAL what is printed as JSON was only played\n"


def test_marks_end_with_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    """What is printed afterwards bears none."""
    mark_output()
    assert is_marked()
    click.echo("before")
    unmark_output()
    unmark_output()
    assert not is_marked()
    click.echo("after")
    assert capsys.readouterr().out == "REHEARSAL before\nafter\n"


def test_a_marked_stream_is_the_stream_that_it_marks() -> None:
    """Whatever else is asked of it; bytes are not written."""
    below = io.StringIO()
    stream = Marked(below, "DRILL")
    assert stream.isatty() is False
    assert stream.write("a\n\nb") == 4
    assert below.getvalue() == "DRILL a\nDRILL \nDRILL b"
    with pytest.raises(TypeError):
        stream.write(b"bytes")  # type: ignore[arg-type]
    assert sys.stdout is not stream
