"""What must agree between the parts of a pack: names that are used exist, steps fit the chains.

Works on what the files state rather than on what could be read, so that a leg with one mistake of form still
has its names checked in the same run.
"""

from __future__ import annotations

from typing import Any

from waystation.world.effects import split_level
from waystation.world.mistakes import Gatherer, Path, nearest
from waystation.world.parts import Parts

__all__ = ["check_references"]


def check_references(parts: Parts, toml: Gatherer, json: Gatherer) -> None:
    """Note every contradiction between parts.

    Args:
        parts: The parts of the pack.
        toml: Gathers the mistakes of `pack.toml`.
        json: Gathers those of `network.geojson`.
    """
    stated = parts.stated
    for at, mission in stated.get("mission", []):
        _known(parts, toml, "place", mission.get("from"), (*at, "from"))
        ends = mission.get("to")
        for position, end in enumerate(ends if isinstance(ends, list) else ()):
            _known(parts, toml, "place", end, (*at, "to", position))
    for at, condition in stated.get("condition", []):
        _fits_the_clock(parts, toml, at, condition)
    for at, leg in stated.get("leg", []):
        _known(parts, json, "place", leg.get("from"), (*at, "from"))
        _known(parts, json, "place", leg.get("to"), (*at, "to"))
        _known(parts, json, "broker", leg.get("broker"), (*at, "broker"))
    for at, item in [*stated.get("leg", []), *stated.get("place", [])]:
        _levels_known(parts, json, at, item.get("when"))


def _known(parts: Parts, gather: Gatherer, kind: str, name: object, at: Path) -> None:
    known = parts.ids.get(kind, set())
    if isinstance(name, str) and name not in known:
        gather.add("unknown_id", at, kind=kind, value=name[:60], nearest=nearest(name, known))


def _levels_known(parts: Parts, gather: Gatherer, at: Path, when: object) -> None:
    levels = {str(condition.get("id")): condition.get("levels") for _, condition in parts.stated.get("condition", [])}
    for key in when if isinstance(when, dict) else ():
        name, level = split_level(key)
        where = (*at, "when", key)
        if "=" not in key:
            continue  # already noted as a mistake of form
        if name not in levels:
            _known(parts, gather, "condition", name, where)
            continue
        known = levels[name]
        if isinstance(known, list) and level not in known:
            gather.add("unknown_level", where, value=level[:60], levels=", ".join(map(str, known)))


def _fits_the_clock(parts: Parts, gather: Gatherer, at: Path, condition: dict[str, Any]) -> None:
    clock = parts.one.get("clock")
    if clock is not None and "per_hour" in condition and clock.step_minutes > 60 and clock.step_minutes % 60:
        gather.add("needs_per_step", (*at, "per_hour"), step=clock.step_minutes)
