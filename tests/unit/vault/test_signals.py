"""The silent signal: known by its sentinel, noted once, and nothing else is taken from who sends it."""

from __future__ import annotations

import pytest

from tests.vaults import fixed_chance, world
from waystation.errors import Damaged
from waystation.vault.entries import CONTROL
from waystation.vault.signals import SIGNAL_SIZE, fresh_signals, noted_signals, parse_signal, seal_signal, sentinel_of

CHANCE = fixed_chance("signals")


def test_a_signal_is_noted_once():
    """However often it comes, on whichever device."""
    made = world("signals")
    anna = made.keepers["Anna"]
    seed = CHANCE(32)
    anna.write(lambda draft: draft.write(CONTROL, sentinel_of(seed)))
    blobs = [seal_signal(seed, anna.state.vault, CHANCE) for _ in range(2)]
    assert {len(blob) for blob in blobs} == {SIGNAL_SIZE}
    fresh = fresh_signals(anna.state, [*blobs, *blobs])
    assert [signal.of for signal in fresh] == [anna.device.id] * 2
    for signal in fresh:
        anna.write(lambda draft, signal=signal: draft.write(CONTROL, signal))
    assert fresh_signals(anna.state, blobs) == []
    assert noted_signals(anna.state) == fresh


def test_nobody_else_s_signal_is_noted():
    """Of another sentinel, for another vault, or no signal at all."""
    made = world("signals")
    anna = made.keepers["Anna"]
    seed = CHANCE(32)
    anna.write(lambda draft: draft.write(CONTROL, sentinel_of(seed)))
    blobs = [
        seal_signal(CHANCE(32), anna.state.vault, CHANCE),
        seal_signal(seed, bytes(16), CHANCE),
        CHANCE(SIGNAL_SIZE),
        b"",
    ]
    assert fresh_signals(anna.state, blobs) == []


@pytest.mark.parametrize("at", [0, 16, 48, 64, 80, 143])
def test_a_changed_signal_is_none(at):
    """Whichever byte it is."""
    raw = bytearray(seal_signal(CHANCE(32), bytes(16), CHANCE))
    raw[at] ^= 1
    with pytest.raises(Damaged, match="signal_form"):
        parse_signal(bytes(raw))
