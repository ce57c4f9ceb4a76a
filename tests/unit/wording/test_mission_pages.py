"""What mission pages say beside plans and verdicts: whole tables, sums that are right, and the same in Korean."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from waystation.desk.chart.versions import checked, text_of
from waystation.desk.decide.deciding import Decided, decide_loaded
from waystation.storage.folders import PackFolder
from waystation.wording import edit_pages as edits
from waystation.wording import mission_pages as words
from waystation.wording.language import speaking

PACK = Path(__file__).resolve().parents[3] / "packs" / "two-days-to-the-river"


@pytest.fixture(scope="module")
def decided() -> Decided:
    """The verdict on a mission."""
    source = PackFolder(PACK)
    return decide_loaded(checked(text_of(source), source), [], [], flips=False)


def test_whoever_arrives_arrives_in_one_of_the_periods(decided: Decided) -> None:
    """The shares of the periods sum to all who arrive, each bar is as long as its share, and the sums only grow."""
    rows = words.arrival_rows(decided.plan)
    shares = [float(share.rstrip(" %")) for _, share, _, _ in rows]
    assert sum(shares) == pytest.approx(100 * decided.plan.outcome.safe.mid, abs=1.0)
    assert [int(by_then) for _, _, by_then, _ in rows] == sorted(int(by_then) for _, _, by_then, _ in rows)
    assert max(width for *_, width in rows) == 100
    assert len(rows) <= 11


def test_each_day_of_departure_has_its_row(decided: Decided) -> None:
    """As it is, then each level that matters; the best day is marked."""
    table = words.departure_table(decided.loaded.pack, decided.judged.days)
    assert table is not None
    assert table.levels[0] == "as it is"
    assert {len(cells) for _, cells in table.rows} == {len(table.levels)}
    assert (table.rows[0][0], table.rows[0][1][0]) == ("Wed 1 Oct 18:00", "74")
    chances = [int(cells[0]) for _, cells in table.rows]
    assert chances == sorted(chances, reverse=True)
    assert table.best == 0


def test_only_risks_that_are_there_are_named(decided: Decided) -> None:
    """A leg without a risk of being hurt says nothing of it."""
    bus = next(leg for leg in decided.loaded.pack.legs if leg.id == "bus")
    assert [name for name, *_ in words.leg_risks(bus)] == ["caught", "back", "late"]
    assert words.between(0.1, 0.1) == "10 %"


def test_what_uses_a_part_is_named(decided: Decided) -> None:
    """Legs, debts, the charter and the mission itself keep a part where it is."""
    pack = decided.loaded.pack
    assert edits.users_of(pack, "places", "hut") == [
        "Hut above the upper fields → Old rice mill, on foot",
        "the mission itself",
    ]
    assert edits.users_of(pack, "conditions", "river")[-1] == "the charter"
    assert edits.users_of(pack, "legs", "ford") == []
    titles = [edits.title_of(pack, "legs", leg.id) for leg in pack.legs]
    assert "Near bank, below the reeds → Far bank, the sandbar, fording with Mr. Hwang" in titles
    assert len(set(titles)) == len(titles)
    assert edits.next_step(pack) == ""


def test_in_korean_no_english_is_left(decided: Decided) -> None:
    """Everything that these modules say is said in Korean; names of the pack, currencies and grades stay."""
    pack, plan = decided.loaded.pack, decided.plan
    names = " ".join([pack.name, *(one.title for one in (*pack.places, *pack.brokers, *pack.conditions))])
    stay = set(re.findall("[A-Za-z]+", names)) | {"PC", "USD"}
    with speaking("ko"):
        said = [
            words.state_line([]),
            *(line for _, line in words.chance_rows(decided.judged.verdict.go)),
            *(text for row in words.arrival_rows(plan) for text in row[:3]),
            *(name for leg in pack.legs for _, name, *_ in words.leg_risks(leg)),
            words.kept_answers(0), words.kept_answers(2), words.kept_rules(3),
            *(text for _, heading, more, _ in edits.lists(pack) for text in (heading, more)),
            *(line for *_, rows in edits.lists(pack) for _, line in rows),
            *(text for pair in edits.figures(pack) for text in pair),
            *(edits.form_heading(pack, kind, "") for kind in ("places", "legs", "brokers", "travellers", "conditions")),
        ]  # fmt: skip
        table = words.departure_table(pack, decided.judged.days)
        assert table is not None
        said += [*table.levels, *(cell for _, cells in table.rows for cell in cells)]
    left = {word for line in said for word in re.findall("[A-Za-z]{2,}", line)} - stay
    assert left == set(), left
    assert not [line for line in said if "{" in line]
