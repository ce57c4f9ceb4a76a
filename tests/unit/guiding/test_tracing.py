"""Tracing requests: their order, and that nobody is matched by a name."""

from __future__ import annotations

import pytest

from tests.kept import told
from waystation.guiding.tracing import NEXT, traces_of
from waystation.world.report import Report


def asked(name: str, sought: str, enquirer: str) -> list[Report]:
    """A request, its two people apart."""
    return [
        told(name, kind="tracing", state="asked", sought=sought),
        told(f"{name}-by", kind="tracing", state="asked", enquirer=enquirer, request=name, language="ko"),
    ]


def later(name: str, request: str, state: str, **words: object) -> Report:
    """A request goes on."""
    return told(name, kind="tracing", state=state, request=request, **words)


def test_the_two_halves_are_one_request():
    """Who is sought, and who seeks, stand in reports of their own."""
    (found,) = traces_of(asked("r", "Younghee", "Cheolsu"))
    assert (found.id, found.sought, found.enquirer, found.state, found.language) == (
        "r", "Younghee", "Cheolsu", "asked", "ko",
    )  # fmt: skip


def test_half_a_request_is_one_too():
    """Where one of the two was forgotten the other stays."""
    (found,) = traces_of(asked("r", "Younghee", "Cheolsu")[:1])
    assert (found.sought, found.enquirer) == ("Younghee", "")
    assert traces_of(asked("r", "Younghee", "Cheolsu")[1:]) == []


def test_a_request_goes_on_in_its_order():
    """Matched with a journey, reunited, closed."""
    steps = [later("m", "r", "matched", journey="north"), later("u", "r", "reunited"), later("c", "r", "closed")]
    states = [traces_of([*asked("r", "a", "b"), *steps[:number]])[0].state for number in range(4)]
    assert states == ["asked", "matched", "reunited", "closed"]
    assert traces_of([*asked("r", "a", "b"), *steps])[0].journey == "north"


@pytest.mark.parametrize("state", ["reunited", "asked"])
def test_a_state_that_cannot_follow_is_passed_over(state):
    """Nobody is reunited who was not found."""
    assert traces_of([*asked("r", "a", "b"), later("x", "r", state)])[0].state == "asked"


def test_nothing_follows_the_end():
    """A closed request stays closed."""
    assert NEXT["closed"] == ()
    found = traces_of([*asked("r", "a", "b"), later("c", "r", "closed"), later("m", "r", "matched")])
    assert found[0].state == "closed"


def test_two_who_seek_the_same_name_are_not_matched():
    """However alike: a match is somebody's report and never a finding."""
    found = traces_of([*asked("r", "Kim", "x"), *asked("s", "Kim", "x")])
    assert [one.state for one in found] == ["asked", "asked"]


def test_states_of_one_instant_follow_each_other():
    """Matched and reunited in one breath is reunited, whatever the ids are and in whatever order they come."""
    steps = [later("z", "r", "matched"), later("b", "r", "reunited"), later("a", "r", "closed")]
    for several in (steps, steps[::-1], [steps[1], steps[2], steps[0]]):
        assert traces_of([*several, *asked("r", "a", "b")])[0].state == "closed"
