"""Packs that ship lead to no real place, unless their history is older than a century.

The rule, as far as a test can hold it: a place of a modern pack lies at least 50 km from every town, station, camp and
crossing that public reporting of such journeys names, and from every international border post near the routes
(`REPORTED`, coarse); at least 50 km from the nearest towns of 50,000 people and more (`TOWNS`, from GeoNames,
CC BY 4.0: for each place of the packs its two nearest); and in the country that the pack says, by the base map.
"""

from __future__ import annotations

import json
import math
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from waystation.atlas.basemap import ground_for
from waystation.charts.ground import Bounds
from waystation.errors import Missing
from waystation.world.texts import read_toml

PACKS = Path(__file__).resolve().parents[2] / "packs"
ALL = tuple(sorted(folder.name for folder in PACKS.iterdir() if (folder / "pack.toml").is_file()))
APART_KM = 50.0
CENTURY = timedelta(days=36_525)

REPORTED = {
    "Changchun": (125.3, 43.9),
    "Erlian": (112.0, 43.7),
    "Tumen": (129.8, 43.0),
    "Yanji": (129.5, 42.9),
    "Hunchun": (130.4, 42.9),
    "Helong": (129.0, 42.5),
    "Nanping/Musan": (129.2, 42.2),
    "Linjiang/Junggang": (126.9, 41.8),
    "Shenyang": (123.4, 41.8),
    "Changbai/Hyesan": (128.2, 41.4),
    "Jian/Manpo": (126.2, 41.1),
    "Dandong/Sinuiju": (124.4, 40.1),
    "Beijing": (116.4, 39.9),
    "Tianjin": (117.2, 39.1),
    "Dalian": (121.6, 38.9),
    "Qingdao": (120.4, 36.1),
    "Xian": (108.9, 34.3),
    "Chengdu": (104.1, 30.7),
    "Guilin": (110.3, 25.3),
    "Kunming": (102.7, 25.0),
    "Thanh Thuy/Tianbao": (104.9, 22.9),
    "Tra Linh/Longbang": (106.3, 22.9),
    "Nanning": (108.3, 22.8),
    "Cao Bang": (106.3, 22.7),
    "Ma Lu Thang/Jinshuihe": (103.2, 22.7),
    "Lao Cai/Hekou": (104.0, 22.5),
    "Jinghong": (100.8, 22.0),
    "Lang Son/Pingxiang": (106.8, 21.9),
    "Mong Cai/Dongxing": (108.0, 21.5),
    "Mengla": (101.6, 21.5),
    "Dien Bien Phu": (103.0, 21.4),
    "Muang Khua/Tay Trang": (102.9, 21.3),
    "Boten/Mohan": (101.7, 21.2),
    "Muang Sing": (101.2, 21.2),
    "Luang Namtha": (101.4, 21.0),
    "Hanoi": (105.8, 21.0),
    "Oudomxay": (102.0, 20.7),
    "Long Sap/Pa Hang": (104.5, 20.7),
    "Golden Triangle": (100.1, 20.4),
    "Mae Sai": (99.9, 20.4),
    "Sam Neua": (104.0, 20.4),
    "Chiang Khong/Huay Xai": (100.4, 20.3),
    "Na Maeo/Nam Xoi": (104.6, 20.3),
    "Luang Prabang": (102.1, 19.9),
    "Chiang Rai": (99.8, 19.9),
    "Huai Kon/Muang Ngoen": (101.1, 19.6),
    "Phonsavan": (103.2, 19.45),
    "Nam Can/Nonghet": (104.0, 19.4),
    "Nam Phao/Cau Treo": (105.2, 18.4),
    "Bueng Kan/Paksan": (103.7, 18.4),
    "Phu Du": (101.1, 18.0),
    "Vientiane": (102.61, 17.97),
    "Chiang Khan": (101.66, 17.9),
    "Nong Khai bridge": (102.72, 17.88),
    "Tha Li/Kaen Thao": (101.4, 17.7),
    "Cha Lo/Na Phao": (105.8, 17.7),
    "Nakhon Phanom/Thakhek": (104.8, 17.4),
    "Udon Thani": (102.8, 17.4),
    "Lao Bao": (106.6, 16.6),
    "Mukdahan": (104.7, 16.5),
    "Bangkok": (100.5, 13.8),
}

TOWNS = {
    "Tongliao": (122.27, 43.61),
    "Dunhua": (128.23, 43.37),
    "Helong": (129.0, 42.54),
    "Liuhe": (125.75, 42.28),
    "Songjianghe": (127.48, 42.19),
    "Mujiayingzi": (118.78, 42.12),
    "Fuxin": (121.66, 42.02),
    "Huanren": (125.37, 41.26),
    "Chengde": (117.96, 40.95),
    "Zhangjiakou": (114.87, 40.78),
    "Xuanhua": (115.06, 40.61),
    "Yulinshi": (109.74, 38.29),
    "Lüliang": (111.14, 37.52),
    "Yan’an": (109.49, 36.6),
    "Qingyang": (107.64, 35.71),
    "Heze": (115.47, 35.24),
    "Dingtao": (115.57, 35.07),
    "Xunyang": (109.37, 32.82),
    "Ankang": (109.02, 32.68),
    "Xianning": (114.32, 29.84),
    "Puqi": (113.88, 29.72),
    "Zunyi": (106.91, 27.69),
    "Kaili": (107.98, 26.59),
    "Yongzhou": (111.61, 26.42),
    "Lengshuitan": (111.6, 26.41),
    "Dushan": (107.53, 25.83),
    "Anlong": (105.52, 25.1),
    "Hechi": (108.08, 24.69),
    "Baise": (106.63, 23.89),
    "Hà Giang": (104.98, 22.82),
    "Cao Bằng": (106.26, 22.67),
    "Lào Cai": (103.97, 22.49),
    "Bắc Quang": (104.87, 22.48),
    "Nghĩa Lộ": (104.52, 21.6),
    "Thị Trấn Thuận Châu": (103.69, 21.44),
    "Phú Thọ": (105.22, 21.4),
    "Xam Nua": (104.05, 20.42),
    "Luang Prabang": (102.15, 19.89),
    "Thanh Hóa": (105.77, 19.8),
    "Thái Hòa": (104.97, 18.92),
    "Yên Vinh": (105.67, 18.67),
    "Vientiane": (102.6, 17.97),
    "Nong Khai": (102.74, 17.88),
    "Udon Thani": (102.79, 17.42),
    "Thakhèk": (104.83, 17.41),
    "Sakon Nakhon": (104.15, 17.16),
    "Phetchabun": (101.16, 16.42),
}


def start(name: str) -> datetime:
    """When a pack's mission starts."""
    _, table = read_toml("pack.toml", (PACKS / name / "pack.toml").read_bytes())
    found = table["clock"]["start"]
    assert isinstance(found, datetime)
    return found


def places(name: str) -> list[dict[str, Any]]:
    """The places of a pack as they stand in its network."""
    features = json.loads((PACKS / name / "network.geojson").read_text("utf-8"))["features"]
    return [feature for feature in features if "kind" in feature["properties"]]


def historical(name: str) -> bool:
    """Whether a pack's mission started more than a century ago."""
    return start(name) < datetime.now(UTC) - CENTURY


MODERN = [name for name in ALL if not historical(name)]


def apart_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The great-circle distance of two points, each longitude and latitude in degrees."""
    (x1, y1), (x2, y2) = ((math.radians(x), math.radians(y)) for x, y in (one, other))
    half = math.sin((y2 - y1) / 2) ** 2 + math.cos(y1) * math.cos(y2) * math.sin((x2 - x1) / 2) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(half))


def inside(point: tuple[float, float], ring: Any) -> bool:
    """Whether a point lies within a ring, by the even-odd rule."""
    x, y = point
    crossings = 0
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
            crossings += 1
    return crossings % 2 == 1


@pytest.mark.parametrize("name", MODERN)
def test_a_modern_pack_names_its_future(name: str) -> None:
    """No shipped mission is of today: a modern one starts years ahead of its making."""
    assert start(name).year >= 2031


@pytest.mark.parametrize("name", MODERN)
def test_a_modern_pack_keeps_its_distance_from_what_is_real(name: str) -> None:
    """Whoever goes to a place of the pack finds nothing there."""
    for feature in places(name):
        here = (feature["geometry"]["coordinates"][0], feature["geometry"]["coordinates"][1])
        near = {real: apart_km(here, at) for real, at in {**REPORTED, **TOWNS}.items()}
        too_near = {real: round(km) for real, km in near.items() if km < APART_KM}
        assert not too_near, f"{feature['properties']['id']}: {too_near}"


@pytest.mark.parametrize("name", MODERN)
def test_coordinates_of_a_modern_pack_are_coarse(name: str) -> None:
    """Two decimals of a degree, a kilometre, are all that an invented place needs."""
    for feature in places(name):
        for degrees in feature["geometry"]["coordinates"]:
            assert degrees == round(degrees, 2), feature["properties"]["id"]


@pytest.mark.parametrize("name", MODERN)
def test_places_lie_in_their_countries(name: str) -> None:
    """What the pack calls Laos is Laos on the map."""
    for feature in places(name):
        x, y = feature["geometry"]["coordinates"]
        try:
            ground = ground_for(Bounds(x - 0.5, y - 0.5, x + 0.5, y + 0.5))
        except Missing:
            pytest.skip("the base map is not built here")
        found = [c.name for c in ground.countries if sum(inside((x, y), ring) for ring in c.rings) % 2]
        assert found == [feature["properties"]["country"]], feature["properties"]["id"]
