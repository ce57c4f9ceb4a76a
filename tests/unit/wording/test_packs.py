"""A pack in one sentence."""

from __future__ import annotations

from tests.builders import leg, small_pack
from waystation.wording.packs import sound


def test_a_sound_pack_says_what_is_in_it() -> None:
    """One of a kind is one, and warnings are counted where there are any."""
    pack = small_pack(leg("l"))
    assert sound(pack, 0) == (
        "Sound: small: 2 places, 1 leg, 0 brokers, 0 conditions, 1 traveller; 4 steps of 30 minutes."
    )
    assert sound(pack, 1).endswith("; 1 warning.")
