"""A real watch is killed again and again while it rings: nothing is missed, and little comes twice."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from waystation.guiding.schedule import Expected, Ringing, Schedule, Watched
from waystation.storage.watch_files import SealedWatch

JOURNEYS = range(500, 900)
KEY, VAULT = bytes(range(32)), bytes(16)
LINE = re.compile(r"^\d\d:\d\d  (\d+)  CRITICAL")
AGAIN = "You may have heard this already"


def silent_for_hours() -> Schedule:
    """Many journeys of which nothing was heard since yesterday."""
    due = datetime.now(UTC).replace(microsecond=0) - timedelta(days=1)
    check = Expected(due, due + timedelta(hours=1), due, due - timedelta(hours=1), 0.05)
    return Schedule({n: Watched(n, (check,), ringing=Ringing(repeats=(0, 0, 0, 0))) for n in JOURNEYS})


def watch(folder: Path, *words: str) -> subprocess.Popen[str]:
    """A watch that was handed the key of its files, as `waystation watch` does it."""
    reader, writer = os.pipe()
    told = {"folder": str(folder), "letter": "b", "vault": VAULT.hex(), "key": KEY.hex()}
    os.write(writer, json.dumps(told).encode())
    os.close(writer)
    try:
        return subprocess.Popen(
            [
                sys.executable,
                "-m",
                "waystation",
                "watch",
                "now",
                "--held",
                str(reader),
                "--channel",
                "terminal",
                *words,
            ],
            pass_fds=[reader],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
    finally:
        os.close(reader)


def heard(child: subprocess.Popen[str], enough: Callable[[list[str]], bool]) -> list[str]:
    """The alarms that a watch gives until they are enough; then it is killed."""
    found = []
    assert child.stdout is not None
    with child, child.stdout:
        for line in child.stdout:
            if LINE.match(line):
                found.append(line)
            if enough(found):
                child.kill()
                break
        found += [line for line in child.stdout if LINE.match(line)]
    return found


def numbers_in(lines: list[str]) -> set[int]:
    """The journeys of which some alarms are."""
    return {int(found[1]) for line in lines if (found := LINE.match(line))}


@pytest.mark.slow
def test_a_watch_that_is_killed_while_it_rings_misses_nothing(tmp_path: Path, runtime: Path) -> None:
    """Six times; the seventh rings what is left. What comes twice says so, and is at most one for each kill."""
    post = SealedWatch(tmp_path, "b", KEY, VAULT)
    post.write("schedule", silent_for_hours().plain())
    lines: list[str] = []
    kills = 0
    for most in (1, 3, 7, 2, 11, 5):
        before = len(numbers_in(lines))
        lines += heard(watch(tmp_path), lambda found, most=most: len(found) == most)
        kills += 1
        assert before < len(numbers_in(lines)) < len(JOURNEYS)
    lines += heard(watch(tmp_path), lambda found: len(numbers_in(lines + found)) == len(JOURNEYS))
    numbers = [min(numbers_in([line])) for line in lines]
    twice = [line for place, line in enumerate(lines) if numbers[place] in numbers[:place]]
    assert all(AGAIN in line for line in twice), twice
    assert len(twice) <= len([line for line in lines if AGAIN in line]) <= kills
