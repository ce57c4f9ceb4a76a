"""The build hook: makes the base map's data, and puts the pages' scripts in their place, before anything is built.

Anything is a wheel, a source archive or an editable install.
The data come from two packages of the npm registry, each fetched once and held to its published sha512:
`world-atlas` 2.0.2 (ISC; Natural Earth 1:10m countries and land, as TopoJSON) and `mapeo-offline-map` 2.0.0
(MIT; Natural Earth rivers and lakes, as GeoJSON). What the map needs of them is written, as plain arrays, into
`src/waystation/atlas/basemap_data/`, which git ignores and every wheel carries. Nothing is done if the files
are already there with the right hashes, so a second build needs no network. Only the standard library is used.

The scripts come from two more packages, fetched and held to their hashes in the same way: `htmx.org` 4.0.1 (0BSD) and
`maplibre-gl` 6.17.0 (BSD-3-Clause). A few of their files are copied as they are into `src/waystation/web/vendor/`, with
the terms of each and a `stamp.json` like the data's; git ignores them and every wheel carries them. Where they cannot
be fetched, that is said in one line and the build goes on: every page works without scripts.

Environment:
    NPM_CONFIG_REGISTRY: Another npm registry to fetch from; the hashes stay the same.
    WAYSTATION_NO_BASEMAP: If not empty, build without the data; maps then have no land.
    WAYSTATION_NO_SCRIPTS: If not empty, build without the scripts; pages then work without them.

The data's format (version 1)
-----------------------------
Every array is a `.npy` file that `numpy.load(path, mmap_mode="r")` opens without reading it. Numbers are little-endian.
A *layer* is a list of m *pieces* (rings or lines), which together have n points, in three files:

    LAYER_points.npy    float32 (n, 2)  longitude, latitude in degrees (WGS 84), all pieces one after another
    LAYER_offsets.npy   int64 (m + 1,)  piece i has the points offsets[i] .. offsets[i + 1]
    LAYER_boxes.npy     float32 (m, 4)  west, south, east, north of each piece

and one file more that says what its pieces are:

    land        rings   land_owners.npy       int32 (m, 2)    0, polygon number
    countries   rings   countries_owners.npy  int32 (m, 2)    row in countries.json, polygon number
    lakes       rings   lakes_owners.npy      int32 (m, 2)    row in lakes.json, polygon number
    borders     lines   borders_between.npy   int16 (m, 2)    the two rows in countries.json, smaller first
    rivers      lines   rivers_weights.npy    float32 (m, 2)  first zoom that shows it (2 .. 5), stroke (0.15 .. 1.2)

A ring's last point is its first, and it encloses some area. Rings of one polygon follow each other, the outer one
first, then its holes, wound the other way; so filling a polygon's rings together by the even-odd or by the non-zero
rule is right. `land` is the union of `countries` (fill it, and no seams show; Eurasia is one ring of 81,000 points);
country rings are for telling countries apart. Polygons are cut at longitude 180, and Antarctica is closed along the
edge of the world: an outline stroked from a ring shows these cuts. `borders` are the lines between two countries on
land, each as long as it goes without a third country. `rivers` are in order of zoom, the greatest first.
`land`, `countries` and `borders` share their points exactly, on a grid of 0.0036 by 0.0017 degrees. Rivers and lakes
are on one of 0.01 degrees and from another release: a river that is a border may lie a kilometre from it.

    countries.json   [{"name": "Laos", "id": "418"}, ...]           id: ISO 3166-1 numeric, or null where there is none
    lakes.json       [{"name": "Mälaren", "rank": 2}, ...]           rank: Natural Earth's scale rank, 0 the greatest
    LICENSES.txt     the terms of both packages and of Natural Earth, to travel with the data
    stamp.json       version, sources and the sha256 of every other file; written last
"""

from __future__ import annotations

import base64
import hashlib
import io
import itertools
import json
import os
import sys
import tarfile
import tempfile
import time
import urllib.error
import urllib.request
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FORMAT = 1
PUBLIC_REGISTRY = "https://registry.npmjs.org"
TRIES = 3
SECONDS_PER_TRY = 60
MOST_BYTES = 50_000_000

TYPE_CODES = {"<f4": "f", "<i2": "h", "<i4": "i", "<i8": "q"}

MIT = """\
Permission is hereby granted, free of charge, to any person obtaining a copy of
this software and associated documentation files (the "Software"), to deal in
the Software without restriction, including without limitation the rights to
use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies
of the Software, and to permit persons to whom the Software is furnished to do
so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.
"""

Point = tuple[float, float]


class Unavailable(Exception):
    """A package cannot be had; the message says from where, and why: `from ADDRESS (why)`."""


class Source(NamedTuple):
    """A package of the npm registry, and the hash that the registry published for it."""

    name: str
    version: str
    integrity: str

    @property
    def label(self) -> str:
        """Name and version, as npm writes them."""
        return f"{self.name}@{self.version}"

    def address(self, registry: str) -> str:
        """Where the registry keeps the package's archive."""
        return f"{registry.rstrip('/')}/{self.name}/-/{self.name}-{self.version}.tgz"


WORLD_ATLAS = Source(
    "world-atlas",
    "2.0.2",
    "sha512-IXfV0qwlKXpckz1FhwXVwKRjiIhOnWttOskm5CtxMsjgE/MXAYRHWJqgXOpM8IkcPBoXnyTU5lFHcYa5ChG0LQ==",
)
MAPEO = Source(
    "mapeo-offline-map",
    "2.0.0",
    "sha512-/a2BVgSwcL0EGqNxc7MWaApEJ0uLxr/scaZimd/2RvihDtvaNsLQurHIAjXJnY5lj4to5fBFBpcWXntdZoRBdg==",
)
SOURCES = (WORLD_ATLAS, MAPEO)

HTMX = Source(
    "htmx.org",
    "4.0.1",
    "sha512-oF7JgXhDW9UXCy/k1ZYFUQgzu/rm19ORWPSPNL91vPluB2PB9+MV55tyQdH/w7o2EAbTYUG5SDW1R60mdkdqGg==",
)
MAPLIBRE = Source(
    "maplibre-gl",
    "6.17.0",
    "sha512-2chIZwpLGenoUQOcnm9Pk4SLbA8ppNFq8jlpXiq9vcYm3Y1wJ3fc82FL0GLwBaPYJCLzPv/mC46KEupVov75rQ==",
)
COPIED: Mapping[Source, Mapping[str, str]] = {
    HTMX: {"dist/htmx.min.js": "htmx.min.js", "LICENSE": "htmx-LICENSE.txt"},
    MAPLIBRE: {
        "dist/maplibre-gl.css": "maplibre-gl.css",
        "dist/maplibre-gl.mjs": "maplibre-gl.mjs",
        "dist/maplibre-gl-worker.mjs": "maplibre-gl-worker.mjs",
        "LICENSE.txt": "maplibre-gl-LICENSE.txt",
    },
}
"""The files of each package that the pages use, and what they are called here."""


class BuildHook(BuildHookInterface[Any]):
    """Makes the base map's data and fetches the scripts before anything is built."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
        """Make and fetch what is not there, unless it is not wanted."""
        source = Path(self.root) / "src" / "waystation"
        if not os.environ.get("WAYSTATION_NO_BASEMAP"):
            try:
                make_basemap(source / "atlas" / "basemap_data")
            except Unavailable as reason:
                self.app.abort(f"The base map's data cannot be fetched {reason}{WITHOUT_LAND}")
        if not os.environ.get("WAYSTATION_NO_SCRIPTS"):
            try:
                copy_scripts(source / "web" / "vendor")
            except Unavailable as reason:
                self.app.display_warning(f"The pages' scripts cannot be fetched {reason}{WITHOUT_SCRIPTS}")


WITHOUT_LAND = (
    "; connect to the network and run this again, set NPM_CONFIG_REGISTRY to a registry within reach, or set "
    "WAYSTATION_NO_BASEMAP=1 for maps without land."
)
WITHOUT_SCRIPTS = (
    "; the pages work without them. Connect to the network, or set NPM_CONFIG_REGISTRY to a registry within reach, and "
    "build again to have them."
)


def make_basemap(folder: Path) -> bool:
    """Write the data into `folder` if they are not there yet; returns whether anything was written.

    Raises:
        Unavailable: If a package can be neither fetched nor trusted.
    """
    if is_current(folder, SOURCES):
        return False
    atlas = unpack(WORLD_ATLAS, fetch(WORLD_ATLAS, registry()), ("countries-10m.json", "LICENSE"))
    mapeo = unpack(MAPEO, fetch(MAPEO, registry()), ("dist/rivers.json", "dist/lakes.json"))
    files = {
        **topology_files(json.loads(atlas["countries-10m.json"])),
        **river_files(json.loads(mapeo["dist/rivers.json"])),
        **lake_files(json.loads(mapeo["dist/lakes.json"])),
        "LICENSES.txt": licences(atlas["LICENSE"].decode()).encode(),
    }
    put(folder, files, SOURCES)
    return True


def copy_scripts(folder: Path) -> bool:
    """Write the pages' scripts into `folder` if they are not there yet; returns whether anything was written.

    Raises:
        Unavailable: If a package can be neither fetched nor trusted.
    """
    sources = tuple(COPIED)
    if is_current(folder, sources):
        return False
    files = {}
    for source, names in COPIED.items():
        found = unpack(source, fetch(source, registry()), names)
        files.update((name, found[path]) for path, name in names.items())
    put(folder, files, sources)
    return True


# ---- fetching


def registry() -> str:
    """The registry that packages are fetched from."""
    settings = {
        name.upper(): value for name, value in os.environ.items() if value
    }  # npm itself writes it in small letters
    return settings.get("NPM_CONFIG_REGISTRY", PUBLIC_REGISTRY)


def fetch(source: Source, registry: str) -> bytes:
    """The archive of a package, held to its hash.

    Raises:
        Unavailable: After the last try, or at once where the registry says no.
    """
    address = source.address(registry)
    trouble = ""
    for attempt in range(TRIES):
        if attempt:
            time.sleep(2 * attempt)
        try:
            with urllib.request.urlopen(address, timeout=SECONDS_PER_TRY) as answer:  # noqa: S310 - https, or what the user set
                data: bytes = answer.read(MOST_BYTES)
        except urllib.error.HTTPError as error:
            trouble = f"the registry answered {error.code}"
            if error.code in (401, 403, 404, 410):
                break
        except (OSError, ValueError) as error:
            trouble = str(getattr(error, "reason", error))
        else:
            found = "sha512-" + base64.b64encode(hashlib.sha512(data).digest()).decode()
            if found == source.integrity:
                return data
            trouble = f"what arrived is not that package: its hash is {found[:19]}..., not {source.integrity[:19]}..."
    raise Unavailable(f"from {address} ({trouble})")


def unpack(source: Source, data: bytes, names: Iterable[str]) -> dict[str, bytes]:
    """The named files of an npm archive, by their paths inside the package."""
    files = {}
    with tarfile.open(fileobj=io.BytesIO(data), mode="r:gz") as archive:
        for name in names:
            member = archive.extractfile(f"package/{name}")
            if member is None:
                raise Unavailable(f"from the package {source.label} (it holds no file {name})")
            files[name] = member.read()
    return files


# ---- deriving


class Layer:
    """The pieces of one layer, as they are gathered."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.points = array("f")
        self.offsets = array("q", [0])
        self.boxes = array("f")

    def add(self, piece: Sequence[Sequence[float]]) -> None:
        """Append a ring or a line."""
        for x, y in piece:
            self.points.append(x)
            self.points.append(y)
        self.offsets.append(len(self.points) // 2)
        xs, ys = [p[0] for p in piece], [p[1] for p in piece]
        self.boxes.extend((min(xs), min(ys), max(xs), max(ys)))

    def files(self, what: str, kind: str, rows: Iterable[float]) -> dict[str, bytes]:
        """The layer's four files: the three of every layer, and `what`, with two numbers of `kind` for each piece."""
        return {
            f"{self.name}_points.npy": npy("<f4", self.points, 2),
            f"{self.name}_offsets.npy": npy("<i8", self.offsets, 1),
            f"{self.name}_boxes.npy": npy("<f4", self.boxes, 4),
            f"{self.name}_{what}.npy": npy(kind, array(TYPE_CODES[kind], rows), 2),
        }


def topology_files(topology: dict[str, Any]) -> dict[str, bytes]:
    """The layers `land`, `countries` and `borders`, and `countries.json`, from the TopoJSON of world-atlas."""
    arcs = decoded_arcs(topology)
    countries = topology["objects"]["countries"]["geometries"]
    listed = [{"name": c["properties"]["name"], "id": c.get("id")} for c in countries]
    return {
        **ring_layer("land", topology["objects"]["land"]["geometries"], arcs),
        **ring_layer("countries", countries, arcs),
        **border_layer(countries, arcs),
        "countries.json": listing(listed),
    }


def decoded_arcs(topology: dict[str, Any]) -> list[list[Point]]:
    """The arcs in degrees: TopoJSON keeps differences on a grid (section 2.1.3 of its specification)."""
    (scale_x, scale_y), (from_x, from_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for steps in topology["arcs"]:
        xs = itertools.accumulate(step[0] for step in steps)
        ys = itertools.accumulate(step[1] for step in steps)
        arcs.append([(x * scale_x + from_x, y * scale_y + from_y) for x, y in zip(xs, ys, strict=True)])
    return arcs


def polygons(geometry: dict[str, Any]) -> list[list[list[int]]]:
    """The polygons of a TopoJSON geometry: each a list of rings, each a list of arc numbers."""
    if geometry["type"] == "MultiPolygon":
        return list(geometry["arcs"])
    return [geometry["arcs"]] if geometry["type"] == "Polygon" else []


def ring_layer(name: str, geometries: Iterable[dict[str, Any]], arcs: list[list[Point]]) -> dict[str, bytes]:
    """A layer of rings, joined from their arcs; a negative number is an arc walked backwards."""
    layer, owners = Layer(name), array("i")
    polygon = 0
    for owner, geometry in enumerate(geometries):
        for rings in polygons(geometry):
            for ring in rings:
                joined: list[Point] = []
                for number in ring:
                    walked = arcs[number] if number >= 0 else arcs[~number][::-1]
                    joined.extend(walked[1:] if joined else walked)
                if encloses(joined):
                    layer.add(joined)
                    owners.extend((owner, polygon))
            polygon += 1
    return layer.files("owners", "<i4", owners)


def encloses(ring: Sequence[Point]) -> bool:
    """Whether a ring has an inside: on the data's grid, the smallest islands shrink to a line or a point."""
    x0, y0 = ring[0]
    twice = sum((ax - x0) * (by - y0) - (bx - x0) * (ay - y0) for (ax, ay), (bx, by) in itertools.pairwise(ring))
    return abs(twice) > 1e-9


def border_layer(countries: Sequence[dict[str, Any]], arcs: list[list[Point]]) -> dict[str, bytes]:
    """The arcs that two countries share, joined where one ends and the next begins."""
    users: defaultdict[int, set[int]] = defaultdict(set)
    for row, country in enumerate(countries):
        for number in itertools.chain.from_iterable(itertools.chain.from_iterable(polygons(country))):
            users[number if number >= 0 else ~number].add(row)
    shared: defaultdict[tuple[int, int], list[list[Point]]] = defaultdict(list)
    for number, rows in sorted(users.items()):
        if len(rows) > 1:
            first, second = sorted(rows)[:2]
            shared[first, second].append(arcs[number])
    layer, between = Layer("borders"), array("h")
    for pair, lines in sorted(shared.items()):
        for line in joined_lines(lines):
            layer.add(line)
            between.extend(pair)
    return layer.files("between", "<i2", between)


def joined_lines(lines: Iterable[list[Point]]) -> Iterator[list[Point]]:
    """The same lines, with those that meet end to end made one, where exactly two meet."""
    left = dict(enumerate(lines))
    meeting: defaultdict[Point, list[int]] = defaultdict(list)
    for number, line in left.items():
        meeting[line[0]].append(number)
        meeting[line[-1]].append(number)
    while left:
        line = list(left.popitem()[1])
        for _ in ("from its end", "from its start"):
            while len(found := meeting[line[-1]]) == 2 and (following := [n for n in found if n in left]):
                more = left.pop(following[0])
                line = line + (more if more[0] == line[-1] else more[::-1])[1:]
            line.reverse()
        yield line


def river_files(collection: dict[str, Any]) -> dict[str, bytes]:
    """The layer `rivers`, the widest first."""
    layer, weights = Layer("rivers"), array("f")
    for feature in sorted(collection["features"], key=lambda f: float(f["properties"]["min_zoom"])):
        layer.add(feature["geometry"]["coordinates"])
        weights.extend((feature["properties"]["min_zoom"], feature["properties"]["strokeweig"]))
    return layer.files("weights", "<f4", weights)


def lake_files(collection: dict[str, Any]) -> dict[str, bytes]:
    """The layer `lakes`, and `lakes.json`."""
    layer, owners, listed = Layer("lakes"), array("i"), []
    for row, feature in enumerate(collection["features"]):
        for ring in feature["geometry"]["coordinates"]:
            layer.add(ring)
            owners.extend((row, row))
        listed.append({"name": feature["properties"]["name"], "rank": feature["properties"]["scalerank"]})
    return {**layer.files("owners", "<i4", owners), "lakes.json": listing(listed)}


def licences(atlas: str) -> str:
    """The terms that travel with the data."""
    rule = "-" * 80
    return (
        f"The files of this folder are derived from two npm packages and, through them, from Natural Earth.\n{rule}\n"
        "Natural Earth (naturalearthdata.com): public domain. Made with Natural Earth.\n"
        f"{rule}\n{WORLD_ATLAS.label} (land, countries, borders), ISC licence\n\n{atlas.strip()}\n"
        f"{rule}\n{MAPEO.label} (rivers, lakes), MIT licence\n\nCopyright (c) 2020 Digital Democracy\n\n{MIT}"
    )


# ---- writing


def npy(kind: str, values: array[Any], columns: int) -> bytes:
    """The values as the bytes of a `.npy` file, version 1.0, in rows of `columns`."""
    shape = f"({len(values)},)" if columns == 1 else f"({len(values) // columns}, {columns})"
    header = f"{{'descr': '{kind}', 'fortran_order': False, 'shape': {shape}, }}"
    header += " " * (-(10 + len(header) + 1) % 64) + "\n"
    if sys.byteorder == "big":
        values = array(values.typecode, values)
        values.byteswap()
    return b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") + header.encode("latin-1") + values.tobytes()


def listing(rows: Iterable[dict[str, Any]]) -> bytes:
    """JSON with a row on each line."""
    return ("[\n" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n]\n").encode()


def identity(sources: Iterable[Source]) -> dict[str, Any]:
    """What the stamp must say for files made of some packages to be current."""
    return {"format": FORMAT, "sources": {source.label: source.integrity for source in sources}}


def is_current(folder: Path, sources: Iterable[Source]) -> bool:
    """Whether the folder holds what this hook would write, byte for byte."""
    try:
        stamp = json.loads((folder / "stamp.json").read_text("utf-8"))
        hashes = stamp.pop("files")
        return stamp == identity(sources) and all(
            hashlib.sha256((folder / name).read_bytes()).hexdigest() == found for name, found in hashes.items()
        )
    except (OSError, ValueError, AttributeError, KeyError):
        return False


def put(folder: Path, files: dict[str, bytes], sources: Iterable[Source]) -> None:
    """Write the files and, last, the stamp; each appears whole or not at all, and what is no longer made goes."""
    folder.mkdir(parents=True, exist_ok=True)
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in sorted(files.items())}
    stamp = json.dumps({**identity(sources), "files": hashes}, indent=1) + "\n"
    for name, data in {**files, "stamp.json": stamp.encode()}.items():
        handle, temporary = tempfile.mkstemp(dir=folder, prefix=".new-")
        os.close(handle)
        Path(temporary).write_bytes(data)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(folder / name)
    for old in folder.iterdir():
        if old.name not in files and old.name != "stamp.json":
            old.unlink()
