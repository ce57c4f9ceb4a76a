"""What would make a verdict another: a sentence for little, a short list for much."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from tests.builders import condition, leg, small_pack
from waystation.deciding.verdict import Change, Flip
from waystation.wording.flips import flip_line, flip_lists

GUIDES = [{"id": name, "role": "guide", "name": name.title()} for name in ("anna", "ben", "carl", "dora", "emil")]


def pack() -> Any:
    return small_pack(leg("l"), leg("m"), broker=GUIDES, condition=[condition(), condition("snow")])


def flip(*changes: Change) -> Flip:
    return Flip(changes, "go", 0.5, 0.6)


def lists(*changes: Change) -> tuple[str, list[str]]:
    """What is said of one flip."""
    (found,) = flip_lists(pack(), SimpleNamespace(flips=(flip(*changes),)))  # type: ignore[arg-type]
    return found


def kept(name: str, times: int = 5) -> Change:
    return Change(f"broker:{name}/betrayed", "kept", times)


def test_up_to_three_changes_are_a_sentence() -> None:
    """Without a list."""
    then = "go (at worst 50 of 100, nine-tenths sure of 60)."
    assert lists(kept("anna", 1), Change("condition:river", "low")) == (
        f"If Anna kept faith once more and river were seen to be low: {then}",
        [],
    )
    assert lists(Change("charter.signed", "signed"))[0] == f"If a charter were agreed and signed: {then}"
    none = (Change("charter.signed", "signed"), Change("charter.review", "reviewed"))
    assert lists(*none)[0] == f"If a charter were agreed and signed: {then}"
    anew = (Change("charter.signed:peter", "signed"), Change("charter.review", "reviewed"))
    assert lists(*anew)[0] == f"If peter signed the charter and the charter were agreed on anew: {then}"
    assert lists(Change("leg:l/caught", "lower", 2))[0].startswith(
        "If caught: a → b proved to lie in the lower quarter"
    )
    assert lists(Change("leg:l/caught", "not", 3))[0].startswith("If caught: a → b: 3 more times it did not happen")
    assert lists(Change("consent:x", "given"))[0].startswith("If x agreed to go:")


def test_what_is_alike_stands_in_one_line() -> None:
    """In the order of what tells most; names past the third are counted."""
    many = [kept(guide["id"]) for guide in GUIDES]
    legs = [Change(f"leg:{name}/caught", "lower", 3) for name in "lm"]
    other = [Change("leg:l/harm", "not", 20), Change("leg:l/late", "happened", 1), kept("anna", 1)]
    sentence, items = lists(Change("debt:x", "cleared"), *legs, *many, *other)
    assert sentence == (
        "Only if all 11 of these were heard: go (at worst 50 of 100, nine-tenths sure of 60). What tells most stands "
        "first."
    )
    assert items == [
        "X owed no broker anything",
        "The risk of being caught proved to lie in the lower eighth of what is believed: a → b; a → b",
        "Anna, Ben, Carl and 2 more kept faith 5 more times each",
        "Being badly hurt did not happen 20 more times: a → b",
        "Being late happened once more: a → b",
        "Anna kept faith once more",
    ]


def test_two_conditions_of_the_same_level_are_two_lines() -> None:
    """Only risks and brokers are ever put together."""
    changes = [Change(f"condition:{name}", "high") for name in ("river", "snow")]
    _, items = lists(*changes, Change("indicators:x", "ended"), kept("anna"))
    assert items[:2] == ["River were seen to be high", "Snow were seen to be high"]


def test_a_long_list_has_a_beginning_in_one_sentence() -> None:
    """Two of the changes, and how many more."""
    said = flip_line(pack(), flip(*(kept(guide["id"], 1) for guide in GUIDES)))
    assert said == (
        "Only if Anna kept faith once more; Ben kept faith once more; and 3 more such things were heard: go (at worst "
        "50 of 100, nine-tenths sure of 60)."
    )
