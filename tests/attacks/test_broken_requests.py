"""`portfolio.toml` broken in many ways: refused at the right line, before anything is planned."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import pytest

from tests.attacks.running import run
from tests.attacks.writing import Keys, toml_place, write_toml
from tests.attacks.wrong_values import CHOICE, ID, INF, NAN, SHARE, WHOLE, numbers_outside
from tests.builders import leg, place, write_pack

FILE = "portfolio.toml"
BEGINS = datetime(2031, 10, 1, tzinfo=UTC)
SOUND: dict[str, Any] = {
    "format": 1,
    "start": BEGINS,
    "days": 4,
    "every": 2,
    "ways": 1,
    "money": 500,
    "currency": "USD",
    "attention": 1,
    "risk": 0.2,
    "tells": 0.5,
    "alike": 0.05,
    "beds": {"m": 3},
    "brokers": {"at_once": 1, "told": 3},
    "request": [{"pack": "first", "since": BEGINS, "peril": 0.2}, {"pack": "second"}],
}
INSTANT: list[Any] = [5, True, "soon", "", [1], time(18), datetime(2031, 10, 1)]  # noqa: DTZ001 - no offset: the mistake
DAYS: list[Any] = [*WHOLE, 0, 367, 2.0]
WRONG: dict[Keys, list[Any]] = {
    ("format",): [0, 2, 1.0, True, "1", [1]],
    ("start",): [*INSTANT, datetime(1700, 1, 1, tzinfo=UTC), datetime(2300, 1, 1, tzinfo=UTC)],
    ("days",): DAYS,
    ("every",): DAYS,
    ("ways",): [*WHOLE, 0, 6],
    ("money",): numbers_outside(least=0.0, most=1e12),
    ("currency",): [5, "", "x" * 13, "\u001b[31m", True, "EUR"],
    ("attention",): [*WHOLE, 1_000_001],
    ("risk",): SHARE,
    ("tells",): SHARE,
    ("alike",): numbers_outside(least=0.0, most=1000.0),
    ("beds",): [5, "m", [1], True, [{"m": 1}]],
    ("beds", "m"): [*WHOLE, 1_000_001],
    ("beds", "nowhere"): [3],
    ("beds", "two words"): [3],
    ("brokers",): [5, "x", [1], True],
    ("brokers", "at_once"): [*WHOLE, 1_000_001],
    ("brokers", "told"): [*WHOLE, 1_000_001],
    ("brokers", "at_most"): [1],
    ("request",): [5, "first", True],
    ("request", 0, "pack"): [*ID, "frist", "second", *CHOICE[1:]],
    ("request", 0, "since"): INSTANT,
    ("request", 1, "since"): INSTANT,
    ("request", 0, "peril"): [*SHARE, [0.1, 0.2], -INF],
    ("request", 1, "peril"): [NAN],
    ("request", 1, "sinse"): [BEGINS],
    ("moneys",): [5],
    ("bed",): [5],
}
ELSEWHERE = {("request", 0, "pack", "second"): ("request", 1, "pack"), ("currency", "EUR"): ("currency",)}
"""Where the mistake is said, if that is not where something was changed: a request that stands twice."""


@dataclass(frozen=True)
class Wrong:
    """One change, and where its error must be."""

    at: Keys
    value: Any

    @property
    def name(self) -> str:
        """What was done."""
        return ascii(f"{toml_place(self.at)} = {self.value!r}")[:90]

    def written(self) -> tuple[str, str]:
        """The text of the file, and how the line of the error must begin."""
        table: Any = {key: _copied(value) for key, value in SOUND.items()}
        inside = table
        for key in self.at[:-1]:
            inside = inside[key]
        inside[self.at[-1]] = self.value
        text, lines = write_toml(table)
        where = ELSEWHERE.get((*self.at, self.value) if isinstance(self.value, str) else (), self.at)
        above = where
        while above and above not in lines:
            above = above[:-1]
        return text, f"error: {FILE}:{lines[above]} {toml_place(where)}"


def _copied(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copied(each) for key, each in value.items()}
    return [_copied(each) for each in value] if isinstance(value, list) else value


CHANGES = list(
    {change.name: change for at, values in WRONG.items() for change in (Wrong(at, v) for v in values)}.values()
)


@pytest.fixture(scope="module")
def requests(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two small missions."""
    folder = tmp_path_factory.mktemp("requests")
    for name in ("first", "second"):
        write_pack(folder / name, place("m", beds=3), leg("in", to="m"), leg("out", "m", "b"))
    return folder


def rejected(folder: Path, change: Wrong) -> None:
    """Status 2, nothing on standard output, and an error at the place."""
    text, where = change.written()
    (folder / FILE).write_text(text, "utf-8")
    answer = run("portfolio", str(folder))
    assert (answer.status, answer.out) == (2, ""), answer
    assert all(line.startswith("error: ") for line in answer.lines), answer.err
    assert any(line.startswith(where) and line[len(where) :][:1] in (":", ".", "[") for line in answer.lines), (
        where,
        answer.err,
    )
    assert "inside Waystation" not in answer.err
    assert all("\x1b" not in line and len(line) < 500 for line in answer.lines)


def test_there_are_many_and_no_two_are_the_same() -> None:
    """Each with a file of its own."""
    assert len(CHANGES) >= 150
    assert not [text for text, count in Counter(change.written()[0] for change in CHANGES).items() if count > 1]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.name)
def test_a_broken_file_is_refused_at_the_right_place(change: Wrong, requests: Path) -> None:
    """One change of a sound file."""
    rejected(requests, change)


def test_the_sound_file_is_sound(requests: Path) -> None:
    """So that it was the change that was refused."""
    (requests / FILE).write_text(write_toml(SOUND)[0], "utf-8")
    answer = run("portfolio", str(requests), "--no-flips")
    assert answer.status == 0, answer.err
