"""The pages under a night's load: twenty browsers that are kept up to date, and five reports a second.

Rows: `pages/first/REPORTS/JOURNEYS` (Tonight, right after it was unlocked and read, on the server), `pages/after/…`
(the first page after a report), `pages/live/CLIENTS/SECONDS` (a page while all that goes on: the 95th of 100),
`pages/shown/…` (the same from the moment at which another program has written the report until it stands in a browser's
page), with `lost`, how often a report neither stood in a browser's page nor was replaced there by a later one, and
`pages/weight` (bytes of a first visit, without the map).
"""

from __future__ import annotations

import http.client
import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Self

from benchmarks.measuring import ROOT, Row, say
from benchmarks.reports import some_reports
from waystation.desk.chart.loading import load_pack
from waystation.storage.folders import PackFolder
from waystation.storage.report_files import ReportFile
from waystation.world.report import Report, read_report
from waystation.world.report_lines import write_reports

__all__ = ["page_rows"]

COMMAND = str(Path(sys.executable).parent / "waystation")
PACKS = ("two-days-to-the-river", "a-son", "christmas-1854", "beyond-utopia")
CLIENTS = 20
A_SECOND = 5
OF_JOURNEYS = 5
"""One report of so many is a sign of life from a party, for which answers are worked out anew; the others put somebody
on call, which a page shows."""
WARM_SECONDS = 900.0


def page_rows(quick: bool = False) -> list[Row]:
    """The rows.

    Args:
        quick: Whether tiny sizes will do.
    """
    journeys, reports, seconds = (10, 200, 10) if quick else (50, 100_000, 120)
    with tempfile.TemporaryDirectory() as home:
        folders = [_mission(Path(home), number, reports // journeys) for number in range(journeys)]
        with _Server(folders) as server:
            _settle(server)
            first = [server.page("/tonight") for _ in range(3 if quick else 21)]
            after = [_after(server, folders[number % journeys], number) for number in range(3 if quick else 11)]
            weight = _weight(server)
            load = _Load(server, folders, seconds)
            load.run()
    size = f"{reports}/{journeys}"
    return [
        {"name": f"pages/first/{size}", "ours_s": statistics.median(first), "runs": len(first)},
        {"name": f"pages/after/{size}", "ours_s": statistics.median(after), "runs": len(after)},
        {
            "name": f"pages/live/{CLIENTS}/{seconds}",
            "ours_s": _percentile(load.taken, 95),
            "runs": len(load.taken),
            "reports": len(load.written),
        },
        {
            "name": f"pages/shown/{CLIENTS}/{seconds}",
            "ours_s": _percentile(load.shown, 95),
            "runs": len(load.shown),
            "lost": load.lost,
            "passed_over": load.passed_over,
            "reports": len(load.written),
        },
        {"name": "pages/weight", "bytes": weight},
    ]


def _mission(home: Path, number: int, reports: int) -> Path:
    """A mission in a place of its own, with a past, and a journey that is on its way."""
    folder = home / f"mission-{number:02}"
    shutil.copytree(ROOT / "packs" / PACKS[number % len(PACKS)], folder)
    network = json.loads((folder / "network.geojson").read_text("utf-8"))
    for feature in network["features"]:
        if feature["geometry"]:
            feature["geometry"]["coordinates"] = _moved(feature["geometry"]["coordinates"], 0.003 * number)
    (folder / "network.geojson").write_text(json.dumps(network), "utf-8")
    loaded = load_pack(PackFolder(folder))
    past = [_named(one, number) for one in some_reports(loaded.stated, reports, seed=number)]
    begun = _report("journey", loaded.stated.clock.start, journey=f"j{number}", state="accepted", number=100 + number)
    (folder / "reports.jsonl").write_bytes(write_reports([*loaded.reports, *past, begun]))
    return folder


def _moved(coordinates: Any, east: float) -> Any:
    if isinstance(coordinates[0], (int, float)):
        return [coordinates[0] + east, *coordinates[1:]]
    return [_moved(one, east) for one in coordinates]


def _named(report: Report, number: int) -> Report:
    answers = getattr(report, "answers", None)
    more = {"answers": f"m{number}{answers}"} if answers is not None else {}
    return report.model_copy(update={"id": f"m{number}{report.id}", **more})


def _report(kind: str, happened: datetime, **words: Any) -> Report:
    found = read_report({"kind": kind, "source": "bench", "happened": happened.isoformat(), **words})
    assert isinstance(found, Report), found
    return found


class _Server:
    """`waystation serve` in a process of its own, and somebody who came in."""

    def __init__(self, folders: list[Path]) -> None:
        command = [COMMAND, "serve", "--no-browser", "--port", "0", *map(str, folders)]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True)
        assert self._process.stdout is not None
        link = re.search(r"http://127\.0\.0\.1:(\d+)(/enter/\S+)", self._process.stdout.readline())
        assert link is not None
        self.port = int(link[1])
        answer = self._ask("GET", link[2])
        self.cookie = str(answer.getheader("set-cookie")).partition(";")[0]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._process.terminate()
        self._process.wait(60)

    def _ask(self, method: str, path: str, headers: dict[str, str] | None = None) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=WARM_SECONDS)
        connection.request(method, path, headers=headers or {})
        return connection.getresponse()

    def get(self, path: str, **headers: str) -> bytes:
        """A page."""
        answer = self._ask("GET", path, {"cookie": self.cookie, **headers})
        body = answer.read()
        assert answer.status == 200, (path, answer.status)
        return body

    def page(self, path: str) -> float:
        """Seconds until a page is there."""
        began = time.perf_counter()
        self.get(path)
        return time.perf_counter() - began

    def follow(self) -> http.client.HTTPResponse:
        """A stream of what changes."""
        return self._ask("GET", "/live", {"cookie": self.cookie})


def _settle(server: _Server) -> None:
    """Wait until everything is read, and every answer is there."""
    until = time.monotonic() + WARM_SECONDS
    while b'class="note working"' in server.get("/tonight"):
        assert time.monotonic() < until, "the answers do not come"
        time.sleep(1.0)
    say("  all answers are there")


def _after(server: _Server, folder: Path, number: int) -> float:
    """The first page after a report was told of."""
    stream = server.follow()
    _next(stream)
    ReportFile(folder).add([_word(f"after-{number}", folder, number)])
    _next(stream)
    taken = server.page("/tonight")
    stream.close()
    return taken


def _word(name: str, folder: Path, second: int) -> Report:
    """Somebody is put on call for a mission: whoever was last is shown."""
    when = _start_of(folder) + timedelta(seconds=second)
    return _report("oncall", when, id=name, who=name, until="2099-01-01T00:00:00+00:00")


@cache
def _start_of(folder: Path) -> datetime:
    return load_pack(PackFolder(folder)).stated.clock.start


def _next(stream: http.client.HTTPResponse) -> str:
    """The next state that a stream tells of."""
    while line := stream.readline():
        if line.startswith(b"data:"):
            return line[5:].strip().decode()
    raise AssertionError("the stream has ended")


def _weight(server: _Server) -> int:
    """Bytes of a first visit: the page, its style and its scripts."""
    page = server.get("/tonight").decode()
    linked = re.findall(r'(?:src|href)="(/static/[^"]+)"', page)
    return len(page.encode()) + sum(len(server.get(one)) for one in dict.fromkeys(linked))


class _Load:
    """Browsers that look at a page whenever they are told that it changed, while reports come in."""

    def __init__(self, server: _Server, folders: list[Path], seconds: int) -> None:
        self.server, self.folders, self.seconds = server, folders, seconds
        self.taken: list[float] = []
        """Seconds that a page took, each time that a browser was told to look."""
        self.shown: list[float] = []
        """Seconds from when a report was on the disk until it stood in a browser's page."""
        self.written: dict[int, float] = {}
        self.lost = 0
        self.passed_over = 0
        """How often a browser saw the next report of a mission before it had seen one that this replaced."""
        self._begun = threading.Barrier(CLIENTS + 1)
        self._over = threading.Event()

    def run(self) -> None:
        """Let them."""
        for folder in self.folders:
            _start_of(folder)
        before = sys.getswitchinterval()
        sys.setswitchinterval(0.0005)  # browsers do not wait for one another
        browsers = [threading.Thread(target=self._browse) for _ in range(CLIENTS)]
        for one in browsers:
            one.start()
        self._begun.wait()
        begins = time.perf_counter() + 1.0
        for number in range(self.seconds * A_SECOND):
            time.sleep(max(0.0, begins + number / A_SECOND - time.perf_counter()))
            place = self._place(number)
            ReportFile(self.folders[place]).add([self._told(number, place)])
            self.written[number] = time.perf_counter()
        self._over.set()
        for one in browsers:
            one.join()
        sys.setswitchinterval(before)

    def _told(self, number: int, place: int) -> Report:
        folder = self.folders[place]
        if self._is_shown(number):
            return _word(f"load-{number}.", folder, 60 + number)
        when = _start_of(folder) + timedelta(seconds=60 + number)
        return _report("checkin", when, id=f"load-{number}", journey=f"j{place}", word="good")

    def _place(self, number: int) -> int:
        return number % len(self.folders)

    @property
    def _places(self) -> range:
        return range(len(self.folders))

    @staticmethod
    def _is_shown(number: int) -> bool:
        return number % OF_JOURNEYS != OF_JOURNEYS - 1

    def _browse(self) -> None:
        """One browser: every change is followed by a look at the page, on which every report must be seen."""
        stream = self.server.follow()
        _next(stream)
        self._begun.wait()
        seen: set[int] = set()
        until: float | None = None
        last = max(number for number in range(self.seconds * A_SECOND) if self._is_shown(number))
        while last not in seen and (until is None or time.monotonic() < until):
            _next(stream)
            began = time.perf_counter()
            page = self.server.get("/oncall", **{"waystation-live": "page"})  # as live.js asks
            there = time.perf_counter()
            self.taken.append(there - began)
            fresh = {int(one) for one in re.findall(rb"load-(\d+)\.", page)} - seen
            self.shown += [there - self.written.get(one, there) for one in fresh]
            seen |= fresh
            if self._over.is_set():
                until = until or time.monotonic() + 60.0
        newest = {place: max((one for one in seen if self._place(one) == place), default=-1) for place in self._places}
        wanted = [number for number in self.written if self._is_shown(number) and number not in seen]
        self.lost += sum(number > newest[self._place(number)] for number in wanted)
        self.passed_over += sum(number < newest[self._place(number)] for number in wanted)
        stream.close()


def _percentile(values: list[float], part: int) -> float:
    return sorted(values)[min(len(values) - 1, len(values) * part // 100)]
