"""An invented mission for the reader of short lines, with names that are alike on purpose."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from tests.builders import condition, leg, network_text, place, table
from tests.independent.random_packs import toml_text
from waystation.world.pack import Pack
from waystation.world.reading import read_pack

__all__ = ["ALIASES", "CHECKINS", "MISSION", "NOW", "REPORTS", "ZONE"]

ZONE = ZoneInfo("Asia/Bangkok")
NOW = datetime(2031, 10, 3, 12, 0, tzinfo=ZONE)
"""A Friday, at noon."""


def pack_of(words: dict[str, Any], features: Iterable[dict[str, Any]]) -> Pack:
    """A sound pack of these tables and features."""
    pack = read_pack(toml_text(words).encode(), network_text(features).encode()).pack
    assert pack is not None
    return pack


FEATURES = (
    place("hut", kind="home", name="Hut on Dusk Ridge"),
    place("bus-hub", kind="hub", name="Bus terminal"),
    place("big-bend", kind="safe_house", name="Big Bend"),
    place("rice-mill", kind="safe_house", name="Old rice mill"),
    place("north-market", kind="hub", name="Northern market"),
    place("south-market", kind="hub", name="Southern market"),
    place("bank", kind="crossing", name="Near bank, under the figs"),
    place("far-bank", kind="crossing", name="Far bank, the maize field"),
    place("east-side", kind="crossing", name="East side of the border"),
    place("west-side", kind="crossing", name="West side of the border"),
    place("camp", kind="camp", name="Reception camp"),
    leg("path", "hut", "bus-hub", mode="foot"),
    leg("night-bus", "bus-hub", "north-market", mode="bus"),
    leg("lane", "north-market", "rice-mill", mode="foot", broker="piao"),
    leg("truck", "rice-mill", "big-bend", mode="car", broker="piao"),
    leg("reeds", "big-bend", "bank", mode="foot", broker="hwang"),
    leg("ford", "bank", "far-bank", mode="ford", broker="hwang"),
    leg("ferry", "bank", "far-bank", mode="boat", broker="boun"),
    leg("strip", "east-side", "west-side", mode="foot", broker="khamsing"),
    leg("to-strip", "far-bank", "east-side", mode="foot"),
    leg("to-camp", "west-side", "camp", mode="car", broker="sister-malee"),
    leg("south-road", "south-market", "camp", mode="car"),
)
TABLE = table(
    broker=[
        {"id": "hwang", "name": "Mr. Hwang", "role": "guide"},
        {"id": "khamsing", "name": "Khamsing", "role": "guide"},
        {"id": "piao", "name": "Piao", "role": "driver"},
        {"id": "boun", "name": "Boun", "role": "boatman"},
        {"id": "sister-malee", "name": "Sister Malee", "role": "host"},
        {"id": "sergeant", "name": "the sergeant", "role": "official"},
        {"id": "seng-noi", "name": "Seng Noi", "role": "official"},
        {"id": "seng-yai", "name": "Seng Yai", "role": "official"},
    ],
    condition=[
        condition("river", ("low", "high", "flood")),
        condition("police", ("quiet", "normal", "alert")),
        condition("rain", ("dry", "rain")),
    ],
    mission={"from": "hut", "to": ["camp"], "currency": "USD"},
)
MISSION = pack_of(TABLE, FEATURES)
ALIASES = {
    "황": "hwang",
    "분": "boun",
    "캄싱": "khamsing",
    "피아오": "piao",
    "말리 수녀": "sister-malee",
    "여울": "ford",
    "나룻배": "ferry",
    "버스 터미널": "bus-hub",
    "빅벤드": "big-bend",
    "방앗간": "rice-mill",
    "북쪽 시장": "north-market",
    "남쪽 시장": "south-market",
    "강둑": "bank",
    "건너편 강둑": "far-bank",
    "국경지대": "strip",
    "수용소": "camp",
    "갈대밭": "reeds",
    "트럭": "truck",
}
CHECKINS = {
    "the kettle is on": ("kim-family", "good"),
    "no sugar today": ("kim-family", "bad"),
    "aunt says hello": ("kim-family", "pressed"),
    "밥 먹었어요": ("kim-family", "good"),
    "비 오네요 우산 없어요": ("kim-family", "bad"),
}
REPORTS = ("a3f2c41b9e07d865", "b81200ff13a9c4de", "b8125561aa0bd3c9")
