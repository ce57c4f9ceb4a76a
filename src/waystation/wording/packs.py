"""A pack in one sentence."""

from __future__ import annotations

from waystation.wording.keeping import many
from waystation.wording.language import say
from waystation.world.pack import Pack

__all__ = ["sound"]


def sound(pack: Pack, warnings: int) -> str:
    """That a pack is sound, and what is in it."""
    parts = [
        many(len(pack.places), "place"),
        many(len(pack.legs), "leg"),
        many(len(pack.brokers), "broker"),
        many(len(pack.conditions), "condition"),
        many(len(pack.travellers), "traveller"),
    ]
    tail = f"; {many(warnings, 'warning')}" if warnings else ""
    steps = say("{steps:,} steps of {minutes} minutes", steps=pack.clock.steps, minutes=pack.clock.step_minutes)
    return say("Sound: {name}: {holds}; {steps}{tail}.", name=pack.name, holds=", ".join(parts), steps=steps, tail=tail)
