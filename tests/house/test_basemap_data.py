"""The build makes the base map's data as its docstring says, from what it has checked, or stops with a sentence."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "src" / "waystation" / "atlas" / "basemap_data"
RINGS = {"land": "owners", "countries": "owners", "lakes": "owners"}
LINES = {"borders": "between", "rivers": "weights"}

made = pytest.mark.skipif(not (DATA / "stamp.json").is_file(), reason="built with WAYSTATION_NO_BASEMAP")


def arrays(layer: str, rest: str) -> tuple[np.ndarray, ...]:
    """The four arrays of a layer."""
    return tuple(np.load(DATA / f"{layer}_{what}.npy", mmap_mode="r") for what in ("points", "offsets", "boxes", rest))


@made
@pytest.mark.parametrize(("layer", "rest"), [*RINGS.items(), *LINES.items()])
def test_pieces_cover_the_points_and_their_boxes_hold_them(layer, rest):
    """Offsets begin at 0, grow, end at the number of points; each box is exactly that of its piece."""
    points, offsets, boxes, rows = arrays(layer, rest)
    assert points.dtype == np.dtype("<f4")
    assert points.shape == (offsets[-1], 2)
    assert boxes.shape == (len(offsets) - 1, 4)
    assert rows.shape == (len(offsets) - 1, 2)
    assert offsets[0] == 0
    assert (np.diff(offsets) >= 2).all()
    lows, highs = np.minimum.reduceat(points, offsets[:-1]), np.maximum.reduceat(points, offsets[:-1])
    assert (boxes == np.concatenate([lows, highs], axis=1)).all()
    assert (np.abs(points) <= [180, 90]).all()


@made
@pytest.mark.parametrize(("layer", "rest"), RINGS.items())
def test_rings_are_closed_and_polygons_stay_together(layer, rest):
    """The last point of a ring is its first; the rings of a polygon follow each other."""
    points, offsets, _, owners = arrays(layer, rest)
    assert (points[offsets[:-1]] == points[offsets[1:] - 1]).all()
    assert (np.diff(owners[:, 1]) >= 0).all()
    if layer != "land":
        assert owners[:, 0].max() < len(json.loads((DATA / f"{layer}.json").read_text("utf-8")))


@made
def test_the_border_on_the_yalu_is_there():
    """The coarser editions of the data lack what this map is for."""
    names = [country["name"] for country in json.loads((DATA / "countries.json").read_text("utf-8"))]
    points, offsets, _, between = arrays("borders", "between")
    pair = sorted([names.index("China"), names.index("North Korea")])
    (piece,) = np.flatnonzero((between == pair).all(axis=1))
    line = points[offsets[piece] : offsets[piece + 1]]
    assert np.hypot(*(line - [124.4, 40.1]).T).min() < 0.1
    assert len(line) > 400


@made
def test_data_that_are_there_are_left_alone(build, monkeypatch):
    """A second build asks no network."""
    monkeypatch.setattr(build.urllib.request, "urlopen", None)
    assert build.make_basemap(DATA) is False


@made
def test_a_damaged_file_is_noticed(build, tmp_path):
    """A byte that changed makes the data be made anew."""
    copy = shutil.copytree(DATA, tmp_path / "data")
    assert build.is_current(copy, build.SOURCES)
    damaged = bytearray((copy / "lakes_points.npy").read_bytes())
    damaged[-1] ^= 1
    (copy / "lakes_points.npy").write_bytes(damaged)
    assert not build.is_current(copy, build.SOURCES)


def test_no_network_is_said_after_three_tries(build, monkeypatch, tmp_path):
    """With the address; nothing is written."""
    waits: list[float] = []
    monkeypatch.setattr(build.time, "sleep", waits.append)
    monkeypatch.setenv("NPM_CONFIG_REGISTRY", (tmp_path / "nowhere").as_uri())
    with pytest.raises(build.Unavailable, match=r"^from .*world-atlas-2\.0\.2\.tgz \(.+\)$"):
        build.make_basemap(tmp_path / "data")
    assert len(waits) == build.TRIES - 1
    assert not (tmp_path / "data").exists()


def test_a_package_that_is_not_what_it_should_be_is_refused(build, monkeypatch, tmp_path):
    """A registry that serves something else does not get it into the map."""
    monkeypatch.setattr(build.time, "sleep", lambda _: None)
    monkeypatch.setenv("NPM_CONFIG_REGISTRY", tmp_path.as_uri())
    served = tmp_path / "world-atlas" / "-" / "world-atlas-2.0.2.tgz"
    served.parent.mkdir(parents=True)
    served.write_bytes(b"not the package")
    with pytest.raises(build.Unavailable, match="not that package"):
        build.make_basemap(tmp_path / "data")
    assert not (tmp_path / "data").exists()
