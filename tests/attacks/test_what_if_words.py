"""Words after `--set` and `--without` that try everything: one-line errors, no traceback, no line of their own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.attacks.running import run
from tests.attacks.test_forged_lines import FORBIDDEN, NASTY, sound_lines
from tests.builders import condition, leg, place, write_pack

KEYS = [
    "river", "leg.l.risk.caught", "leg.l", "leg.l.when.river=high", "leg.l.when.river=high.caught", "leg.l.minutes",
    "leg.l.window", "leg.l.timetable", "leg.l.departures", "leg.l.line", "leg.l.back", "leg.l.from", "leg:l/caught",
    "leg:l", "place.a.found", "place.a.tz", "place.a.at", "broker.g.record", "broker.g.record.kept",
    "broker.g.terms.held",
    "condition.river.per_step", "condition.river.levels", "condition.river.gauge", "condition.river.gauge.file",
    "clock.start", "clock.horizon_hours", "clock.step_minutes", "mission.to", "mission.from", "mission.budget_hard",
    "reward.group", "party.crowding", "evidence.weights.B2", "incidents.file", "traveller.boy.pace", "charter.x",
    "name",
    "format", "", ".", "..", "leg..", "leg.", ":", "leg:/", "legs.l", "leg.l.risk.caught.events.x.y", "leg.l.risk",
]  # fmt: skip
VALUES = [
    "0.5", "[0.1, 0.2]", "{events = 1, trials = 2}", "-1", "1e400", "nan", "inf", "true", "high", '"high"', "[]", "{}",
    "[[1]]", "2031-10-01T12:00:00+09:00", "12:00:00", "", " ", "'", '"', "[", "{", "[[[[[[[[[[", "a.b",
    "../../etc/passwd",
    "9" * 5000, "[" * 500, "x" * 3000, "0x10", "1_0", "'''", "null", "low", "a", "b", "night",
]  # fmt: skip
WORDS = st.one_of(
    st.tuples(st.sampled_from(KEYS), st.sampled_from(VALUES)).map("=".join),
    st.tuples(st.sampled_from(KEYS), st.text(max_size=30)).map("=".join),
    st.text(max_size=40),
    st.tuples(st.sampled_from(KEYS), st.sampled_from(list(NASTY.values()))).map("=".join),
)
LEFT = st.one_of(
    st.sampled_from(["leg:l", "broker:g", "place:a", "place:b", "leg:", ":", "leg", "condition:river", "leg:l:l"]),
    st.text(max_size=20),
)


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A small pack with something of every kind."""
    features = (
        place("a", found=0.1),
        leg("l", broker="g", fee=5, risk={"caught": [0.1, 0.2]}, when={"river=high": {"caught": 2.0}}),
        leg("m", risk={"late": {"events": 1, "trials": 4}}),
    )
    tables = {
        "broker": [{"id": "g", "role": "guide", "record": {"kept": 2, "broken": 1}}],
        "condition": [condition("river")],
    }
    return str(write_pack(tmp_path_factory.mktemp("packs") / "pack", *features, **tables))


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(words=st.lists(WORDS, max_size=3), left=st.lists(LEFT, max_size=2))
def test_whatever_is_set_or_left_out(pack: str, words: list[str], left: list[str]) -> None:
    """It is planned, or refused with lines that begin with error:, each about what was said."""
    options = [part for word in words for part in ("--set", word)] + [
        part for name in left for part in ("--without", name)
    ]
    answer = run("what-if", pack, *options, "--json")
    assert answer.status in (0, 2)
    assert not FORBIDDEN.search(answer.err)
    assert "inside Waystation" not in answer.err
    if answer.status == 2:
        assert answer.out == ""
        assert any(line.startswith("error: ") for line in answer.lines)
    assert all(re.match(r"(error|warning): ", line) for line in answer.lines)


@pytest.mark.parametrize("nasty", NASTY.values(), ids=list(NASTY))
@pytest.mark.parametrize("form", ["{}=1", "leg.{}.fee=1", "leg.l.{}=1", "leg.l.broker={}", "river={}", "{}"])
def test_what_is_said_cannot_write_lines_of_its_own(pack: str, form: str, nasty: str) -> None:
    """Nor colour a terminal."""
    answer = run("what-if", pack, "--set", form.replace("{}", nasty), "--without", nasty)
    assert answer.status == 2
    assert sound_lines(answer.err)


@pytest.mark.parametrize("inside", ["/etc/passwd", "../secret", "C:/x", "gauges/none.csv"])
def test_a_file_outside_the_pack_cannot_be_named(pack: str, inside: str) -> None:
    """Nor one that is not there."""
    gauge = f'condition.river.gauge={{file = "{inside}", thresholds = [1.0]}}'
    answer = run("what-if", pack, "--set", gauge)
    assert answer.status == 2
    assert sound_lines(answer.err)
    assert "root:" not in answer.err


def test_very_many_words_are_answered_in_a_moment(pack: str) -> None:
    """Thousands of settings, each wrong: no more lines than a pack's own mistakes would have."""
    options = [part for number in range(3000) for part in ("--set", f"leg.l.fee{number}=1")]
    answer = run("what-if", pack, *options)
    assert answer.status == 2
    assert answer.seconds < 20
    assert len(answer.lines) <= 210
    assert Path(pack).is_dir()
