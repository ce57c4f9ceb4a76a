"""The verdicts on the packs that ship, by river and police, each argued in a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from waystation.desk.decide.deciding import Decided, decide_pack
from waystation.desk.decide.recording import FolderRecord
from waystation.storage.folders import PackFolder
from waystation.storage.report_files import ReportFile
from waystation.wording.flips import flip_line, flip_lists

FAMILY = "beyond-utopia"
AT_THE_RIVER = "reed-village,2031-10-17T18:00+07:00"
AT_THE_RIDGE = "ridge-hut,2031-10-06T20:00+09:00"
HUT = "hut,2031-10-01T18:00+07:00"
SHED = "log-shed,2031-10-27T20:00+09:00"
NECK = "poplar-neck,1854-12-25T17:00-05:00"

VERDICTS = [
    (FAMILY, AT_THE_RIVER, "river=low,police=quiet", "go", "the last water is low and well known: better than 9 in 10"),
    (
        FAMILY,
        AT_THE_RIVER,
        "river=low,police=normal",
        "go",
        "police are behind them; nothing between here and the house",
    ),
    (FAMILY, AT_THE_RIVER, "river=low,police=alert", "go", "the alert is in the north: no leg that is left heeds it"),
    (FAMILY, AT_THE_RIVER, "river=high,police=normal", "hold", "the river falls in a day, and the house is quiet"),
    (FAMILY, AT_THE_RIVER, "river=high,police=alert", "hold", "the river decides, whatever the police do"),
    (FAMILY, AT_THE_RIVER, "river=flood,police=quiet", "hold", "nobody is rowed over in a flood"),
    (
        FAMILY,
        AT_THE_RIDGE,
        "river=low,police=normal",
        "second",
        "above every limit, but 62 at worst needs two to agree",
    ),
    (
        FAMILY,
        AT_THE_RIDGE,
        "river=high,police=normal",
        "second",
        "the river is two weeks away: high today says nothing",
    ),
    (
        FAMILY,
        AT_THE_RIDGE,
        "river=low,police=alert",
        "hold",
        "an alert may end by midnight, and till then the path can wait",
    ),
    ("two-days-to-the-river", HUT, "river=low,police=normal", "second", "74 at worst is above 25 and below 80"),
    (
        "two-days-to-the-river",
        HUT,
        "river=high,police=normal",
        "second",
        "it falls before they reach it; the hut is searched",
    ),
    ("two-days-to-the-river", HUT, "river=low,police=alert", "hold", "until ten at night the path may clear"),
    ("a-son", SHED, "river=low,police=quiet", "decline", "even on quiet roads 16 at worst is below 25"),
    ("a-son", SHED, "river=low,police=normal", "decline", "15 at worst, and the second voice raised his price"),
    ("a-son", SHED, "river=high,police=alert", "decline", "13 at worst: the roads decide, not the river"),
    ("christmas-1854", NECK, "watch=holiday", "second", "Christmas week: 74 at worst, so two must agree"),
    ("christmas-1854", NECK, "watch=hunt", "second", "hiding under a hunt costs more each day than the road"),
]


def decided(root: Path, pack: str, at: str, *, flips: bool = False) -> Decided:
    folder = root / "packs" / pack
    return decide_pack(PackFolder(folder), FolderRecord(folder), ReportFile(folder).all(), at, flips=flips)


@pytest.mark.parametrize(("pack", "at", "levels", "word", "because"), VERDICTS)
def test_the_verdict(root: Path, pack: str, at: str, levels: str, word: str, because: str) -> None:
    """As the last column argues."""
    found = decided(root, pack, f"{at},{levels}").judged.verdict
    assert found.word == word, because
    assert (found.hold is not None) == (word == "hold")
    if found.hold is not None:
        waited = "river" if "reed" in at else "police"
        assert found.hold.because.startswith(f"condition:{waited}=")
        assert found.hold.until is not None
    assert found.word != "go" or found.charter


def test_holding_at_the_river_is_worth_it(root: Path) -> None:
    """At worst more arrive when the river has fallen than if they left at once, the wait itself counted."""
    judged = decided(root, FAMILY, f"{AT_THE_RIVER},river=high").judged
    hold, days = judged.verdict.hold, judged.days
    assert hold is not None
    assert days is not None
    assert hold.awaited == ("river=low",)
    assert hold.low_then > judged.verdict.go.low > days.now[0]
    assert days.best == 1, "today the water is high; from tomorrow evening waiting stops helping"
    assert days.stops_helping is not None
    assert days.stops_helping > hold.until
    assert days.best_at("river=low") == 0
    assert days.best_at("river=flood") >= days.best_at("river=high")


def test_what_would_have_to_be_true_for_the_son(root: Path) -> None:
    """The second voice keeps to his price, and a great many things prove better than feared, all at once."""
    verdict = decided(root, "a-son", f"{SHED}", flips=True).judged.verdict
    assert {gate.name for gate in verdict.missed if gate.missed == "decline"} == {"low", "likely.p10", "price_raised"}
    flip = verdict.flips[-1]
    assert flip.verdict in ("go", "second")
    assert flip.changes[0].what == "price_raised:voice-two"
    assert len(flip.changes) > 5, "no single call makes this a plan to say yes to"
    assert flip.low >= 0.25
    assert flip.p10 >= 0.45


def test_what_would_have_to_be_true_for_the_son_is_a_short_list(root: Path) -> None:
    """What is alike stands in one line, what stands firmly in the way first; nothing is left uncounted."""
    found = decided(root, "a-son", f"{SHED}", flips=True)
    flip = found.judged.verdict.flips[-1]
    ((sentence, items),) = flip_lists(found.loaded.pack, found.judged.verdict)
    assert sentence.startswith(f"Only if all {len(flip.changes)} of these were heard: go with a second approval")
    assert items[0] == "The second voice kept to the price agreed, or was left out of the plan"
    assert items[1].startswith("The second voice, the first voice")
    assert len(items) <= 8
    assert max(len(item) for item in items) < 260
    assert len(flip_line(found.loaded.pack, flip)) < 260


def test_an_alert_turns_a_yes_into_a_hold(root: Path) -> None:
    """The flips of the family's verdict name the call to wait for."""
    verdict = decided(root, FAMILY, f"{AT_THE_RIDGE},police=normal", flips=True).judged.verdict
    found = {(change.what, change.change): flip.verdict for flip in verdict.flips for change in flip.changes}
    assert found["condition:police", "alert"] == "hold"
