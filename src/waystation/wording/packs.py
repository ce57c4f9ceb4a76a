"""A pack in one sentence."""

from __future__ import annotations

from waystation.world.pack import Pack

__all__ = ["sound"]


def sound(pack: Pack, warnings: int) -> str:
    """That a pack is sound, and what is in it."""
    parts = [
        _count(len(pack.places), "place"),
        _count(len(pack.legs), "leg"),
        _count(len(pack.brokers), "broker"),
        _count(len(pack.conditions), "condition"),
        _count(len(pack.travellers), "traveller"),
    ]
    tail = f"; {_count(warnings, 'warning')}" if warnings else ""
    steps = f"{pack.clock.steps:,} steps of {pack.clock.step_minutes} minutes"
    return f"Sound: {pack.name}: {', '.join(parts)}; {steps}{tail}."


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
