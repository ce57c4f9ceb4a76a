"""Errors carry a code and fields; what `str` gives is fit for a log."""

from __future__ import annotations

import pytest

from waystation.errors import BadInput, BadProblem, Missing, Mistake, Usage, WaystationError


@pytest.mark.parametrize("kind", [Usage, Missing, BadProblem])
def test_an_error_is_its_code_to_a_log(kind: type[WaystationError]) -> None:
    """Its fields may hold names, and are not shown."""
    error = kind("no_pack", path="hwang")
    assert str(error) == "no_pack"
    assert error.exit_status == 2
    assert list(error.mistakes()) == [Mistake("no_pack", fields={"path": "hwang"})]


def test_bad_input_is_all_that_was_found() -> None:
    """Codes and places, in order."""
    found = [Mistake("no_file", "x.csv"), Mistake("unknown_key", "pack.toml", "clock.x", 7, {"value": "x"})]
    error = BadInput(found)
    assert list(error.mistakes()) == found
    assert str(error) == "no_file at x.csv:0; unknown_key at pack.toml:7 clock.x"
