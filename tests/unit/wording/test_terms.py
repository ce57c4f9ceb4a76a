"""Terms in words, as JSON and as a figure."""

from __future__ import annotations

import json

import jsonschema
import pytest

from tests.builders import leg, small_pack
from tests.unit.deciding.test_terms import bribed, guide, two_guides
from waystation.charts.figure_files import figure_png, figure_svg
from waystation.charts.lettering import Lettering
from waystation.deciding.prices import find_bribes, raised_prices, rewards
from waystation.deciding.terms import find_frontier
from waystation.planning.splits import split_party
from waystation.wording.terms import (
    KEEP,
    bribe_lines,
    frontier_lines,
    offer_lines,
    offer_rows,
    raised_lines,
    reward_lines,
    terms_figure,
)
from waystation.wording.terms_json import TERMS_SCHEMA, terms_json
from waystation.world.pack import Pack


def test_the_answer_says_what_is_gained_and_what_it_costs() -> None:
    """At worst, in tenths of a person of a hundred; and how much was tried."""
    pack = two_guides()
    found = find_frontier(pack)
    lines = frontier_lines(pack, found)
    assert lines[0].startswith("As agreed, ")
    assert " of 100 such people arrive at worst; USD " in lines[0]
    assert lines[1].startswith("Under the best terms found, ")
    assert lines[2] == "64 terms were planned anew, every combination of what could be asked."


def test_a_budget_too_small_for_what_is_agreed_is_said_first() -> None:
    """A promise that cannot be paid is not made better, it is named."""
    pack = two_guides(budget=10)
    lines = frontier_lines(pack, find_frontier(pack))
    assert lines[1] == (
        "The budget of USD 10 does not bear what is agreed: it may come to USD 400. Find the money, or agree on less, "
        "before anybody sets out."
    )
    assert "Nothing that these brokers could be offered within the budget" in lines[2]


def test_where_no_terms_matter_that_is_said() -> None:
    """Nobody is paid and tempted."""
    pack = small_pack(leg("l"))
    found = find_frontier(pack)
    assert frontier_lines(pack, found) == [
        "No terms would make anybody here more faithful: nobody is both paid and tempted by a reward."
    ]
    assert terms_figure(pack, found).panels == ()


def test_offers_are_rows_and_lines() -> None:
    """With whom, what is raised, what is held, and what that comes to along the course."""
    pack = two_guides()
    found = find_frontier(pack)
    rows = offer_rows(pack, found)
    assert rows[-1][-1] == "as agreed"
    assert rows[0][-1] == "g +100 %, 70 % held; h +100 %, 50 % held"
    assert offer_lines(pack, found.safest) == [
        "g: raise the fee by 100 %, to USD 200 along the course; hold 70 % until proof of life, not 20 %.",
        "h: raise the fee by 100 %, to USD 600 along the course; hold 50 % until proof of life, not 40 %.",
    ]


def test_bribes_in_words() -> None:
    """All legs of an official together, once."""
    pack = bribed()
    assert bribe_lines(pack, find_bribes(pack)) == [
        "o: 81.0 of 100 arrive at worst, without this official 63.0; USD 38 more is expected to be spent."
    ]
    idle = small_pack(leg("l"), leg("paid", broker="o", fee=5), broker=[{"id": "o", "role": "official"}])
    assert bribe_lines(idle, find_bribes(idle)) == ["o: the plan never comes to this official; paying buys nothing."]


def test_rewards_in_words() -> None:
    """What two parties would be worth, and whether that tempts anybody less."""
    three = [{"id": name} for name in "abc"]
    pack = small_pack(leg("l", risk={"caught": 0.1}), travellers=three, reward={"group": 900, "group_from": 3})
    splits = split_party(pack, most_groups=2)
    whole = next(split for split in splits if len(split.groups) == 1)
    apart = next(split for split in splits if len(split.groups) == 2)
    lines = reward_lines(pack, rewards(pack), [whole, apart], 3)
    assert lines[0] == "All 3 together are worth USD 900 to whoever sells them."
    assert lines[1].endswith("no one broker is tempted by more than USD 0.")
    assert lines[2].startswith("Planned as two parties (")
    heads = small_pack(leg("l"), travellers=three, reward={"group": 900, "group_from": 1})
    assert reward_lines(heads, rewards(heads), [], 1)[1:] == [
        (
            "In parties of 2 and 1 they would be worth USD 900 and USD 900: one of the two would be worth as much as "
            "all of them are together."
        ),
        "They are never parted, so this is only to know.",
    ]
    assert "waystation split" in reward_lines(heads, rewards(heads), [], 9)[2]
    alone = small_pack(leg("l"), reward={"per_head": 7})
    assert reward_lines(alone, rewards(alone), [], 1) == ["One traveller is worth USD 7 to whoever sells them."]
    assert reward_lines(small_pack(leg("l")), rewards(small_pack(leg("l"))), [], 1) == [
        "No reward is known for this party."
    ]


def test_raised_prices_in_words() -> None:
    """Both ends, and where the budget bears only the first."""
    leg_ = leg("l", broker="g", fee=[100, 150])
    pack = small_pack(leg_, broker=[guide("g", held=0.0)], mission={"budget": 120})
    lines = raised_lines(pack, raised_prices(pack))
    assert lines == [
        "The price may be raised on the way for l.",
        "USD 100 expected if every price stands, USD 150 if each is raised as far as it may be.",
        "The budget bears what was agreed, and not what may be asked: settle that before they set out.",
    ]
    assert raised_lines(pack, None) == []


@pytest.mark.parametrize("pack", [two_guides(), two_guides(budget=10), bribed(), small_pack(leg("l"))])
def test_the_json_keeps_to_its_schema(pack: Pack) -> None:
    """Whatever the mission."""
    document = terms_json(
        pack,
        find_frontier(pack),
        bribes=find_bribes(pack),
        rewards=rewards(pack),
        splits=split_party(pack, most_groups=2),
        raised=raised_prices(pack),
        digest="d",
        warnings=(),
    )
    jsonschema.Draft202012Validator.check_schema(TERMS_SCHEMA)
    jsonschema.Draft202012Validator(TERMS_SCHEMA).validate(json.loads(json.dumps(document, allow_nan=False)))


def test_the_figure_is_drawn_both_ways() -> None:
    """Safety beside money, as PNG and SVG, with the words that promises are kept."""
    pack = two_guides()
    figure = terms_figure(pack, find_frontier(pack))
    assert KEEP in figure.subtitle
    lettering = Lettering()
    assert figure_png(figure, 900, lettering).startswith(b"\x89PNG")
    assert "What it costs" in figure_svg(figure, 420, lettering)
