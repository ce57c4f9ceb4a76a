"""Bundles: a stranger sees a power of two, and whoever it is for sees all that was put in."""

from __future__ import annotations

import pytest

from tests.vault_samples import busy_world
from tests.vaults import fixed_chance
from waystation.errors import Damaged, Usage
from waystation.vault.bundles import (
    BUNDLE_LEAST,
    Bundle,
    bundle_name,
    carried_bytes,
    open_bundle,
    read_carried,
    seal_bundle,
    seal_bundles,
)
from waystation.vault.devices import new_device
from waystation.vault.ledger import VaultState
from waystation.vault.limits import VaultLimits

CHANCE = fixed_chance("bundles")
DEVICES = [new_device(CHANCE) for _ in range(3)]
KEMS = [device.kem_public for device in DEVICES]


@pytest.mark.parametrize("number", [0, 1, 3, 300])
def test_whoever_it_is_for_opens_it(number):
    """Each of them, to the same; its size is a power of two from 65,536 bytes."""
    given = Bundle(b"v" * 16, tuple(bytes([n % 250]) * 521 for n in range(number)), (b"a" * 60,) * (number % 5))
    raw = seal_bundle(given, KEMS, CHANCE)
    assert len(raw) >= BUNDLE_LEAST
    assert len(raw) & (len(raw) - 1) == 0
    assert [open_bundle(raw, device) for device in DEVICES] == [given] * 3


def test_nobody_else_opens_it():
    """Nor anybody after a single bit has changed, wherever it is."""
    raw = seal_bundle(Bundle(bytes(16), (b"x",), ()), KEMS[:1], CHANCE)
    with pytest.raises(Damaged, match="bundle_not_ours"):
        open_bundle(raw, DEVICES[1])
    for at in (0, 5119, 5120, 5131, 5132, 40_000, len(raw) - 1):
        changed = bytearray(raw)
        changed[at] ^= 1
        with pytest.raises(Damaged, match=r"bundle_not_ours|bundle_does_not_open"):
            open_bundle(bytes(changed), DEVICES[0])


def test_the_number_of_recipients_does_not_show():
    """There are always 64 wraps; a 65th device has no place."""
    sizes = {len(seal_bundle(Bundle(bytes(16), (), ()), KEMS[:count], CHANCE)) for count in (0, 1, 3)}
    assert sizes == {BUNDLE_LEAST}
    with pytest.raises(Usage, match="too_many_devices"):
        seal_bundle(Bundle(bytes(16), (), ()), [KEMS[0]] * 65, CHANCE)


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_537, 98_304, 32_768])
def test_bytes_of_no_bundle_s_size_are_refused(size):
    """Without trying any key."""
    with pytest.raises(Damaged, match="bundle_size"):
        open_bundle(bytes(size), DEVICES[0])


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda raw: b"\2" + raw[1:], "bundle_form"),
        (lambda raw: raw[:17] + b"\xff\xff\xff\xff" + raw[21:], "bundle_too_many"),
        (lambda raw: raw[:17] + (4).to_bytes(4, "big") + raw[21:40], "bundle_form"),
        (lambda raw: raw[:25] + b"\xff\xff\xff\xff" + raw[29:], "bundle_form"),
        (lambda raw: raw + b"\0\0\1", "bundle_form"),
        (lambda raw: raw[:20], "bundle_form"),
        (lambda raw: b"", "bundle_form"),
    ],
)
def test_what_was_sealed_by_a_liar_is_refused(change, code):
    """Counts and lengths that lead beyond the end, or something behind it."""
    raw = carried_bytes(Bundle(b"v" * 16, (b"entry",), (b"attachment",)))
    with pytest.raises(Damaged, match=code):
        read_carried(change(raw))


def test_limits_are_kept():
    """Of size and of number."""
    raw = seal_bundle(Bundle(bytes(16), (b"x",) * 3, ()), KEMS, CHANCE)
    with pytest.raises(Damaged, match="bundle_too_many"):
        open_bundle(raw, DEVICES[0], VaultLimits(bundle_entries=2))
    with pytest.raises(Damaged, match="bundle_size"):
        open_bundle(raw, DEVICES[0], VaultLimits(bundle=1 << 15))


def test_much_goes_into_several_bundles():
    """Each entry with its attachment; together, in any order, they are the vault."""
    made = busy_world("several")
    anna = made.keepers["Anna"]
    for number in range(40):
        anna.tell("x" * 5000, made.house) if number else None
    kems = [anna.device.kem_public]
    raws = list(seal_bundles(anna.state.vault, made.entries, made.attachments, kems, CHANCE, most=1 << 16))
    assert len(raws) > 5
    assert {len(raw) for raw in raws} == {1 << 16}
    assert len({bundle_name(raw) for raw in raws}) == len(raws)
    state = VaultState(anna.device, anna.state.vault)
    for raw in reversed(raws):
        bundle = open_bundle(raw, anna.device)
        state.take(bundle.entries, bundle.attachments)
    assert state.problems() == []
    assert state.roster == anna.state.roster


def test_signals_travel_in_the_first():
    """As attachments of no entry."""
    (raw,) = seal_bundles(bytes(16), [], {}, KEMS, CHANCE, extra=[b"s" * 144])
    assert open_bundle(raw, DEVICES[0]).attachments == (b"s" * 144,)
