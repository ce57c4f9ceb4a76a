"""A device's keys, and the card by which others know it."""

from __future__ import annotations

import pytest

from tests.vaults import fixed_chance
from waystation.errors import Damaged
from waystation.vault.devices import DeviceCard, device_from, new_device
from waystation.vault.primitives import verified, wrap


def test_a_device_is_kept_in_64_bytes():
    """And is the same afterwards."""
    device = new_device(fixed_chance("device"))
    again = device_from(device.kept)
    assert (again.id, again.kem_public) == (device.id, device.kem_public)
    assert verified(device.id, again.sign(b"words"), b"words")
    assert again.unwrap(wrap(bytes(32), device.kem_public, b"info"), b"info") == bytes(32)
    assert again.unwrap(wrap(bytes(32), device.kem_public, b"info"), b"other") is None


@pytest.mark.parametrize("size", [0, 32, 63, 65])
def test_bytes_of_another_length_are_no_device(size):
    """They are damaged."""
    with pytest.raises(Damaged, match="vault_device"):
        device_from(bytes(size))


def test_a_device_shows_neither_key():
    """In no log and no traceback."""
    assert repr(new_device(fixed_chance("device"))) == "Device()"


def test_the_fingerprint_is_of_both_keys():
    """32 digits, the same whatever the device is called, another for another key."""
    card = DeviceCard(bytes(32), bytes(32), "a")
    assert len(card.fingerprint) == 32
    assert card.fingerprint == DeviceCard(bytes(32), bytes(32), "b").fingerprint
    others = (DeviceCard(bytes([1]) * 32, bytes(32)), DeviceCard(bytes(32), bytes([1]) * 32))
    assert len({card.fingerprint, *(other.fingerprint for other in others)}) == 3
