"""What must agree between the parts of a pack: names that are used exist, steps fit the chains.

Works on what the files state rather than on what could be read, so that a leg with one mistake of form still
has its names checked in the same run.
"""

from __future__ import annotations

from typing import Any

from waystation.world.charter import contradictions
from waystation.world.effects import split_level
from waystation.world.lines import Path
from waystation.world.mission import MOST_ENDS
from waystation.world.mistakes import Gatherer
from waystation.world.parts import Parts
from waystation.world.quoting import shown

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
        for position, end in enumerate(ends[:MOST_ENDS] if isinstance(ends, list) else ()):
            _known(parts, toml, "place", end, (*at, "to", position))
    for at, condition in stated.get("condition", []):
        _fits_the_clock(parts, toml, at, condition)
        _now_known(toml, at, condition)
    for at, leg in stated.get("leg", []):
        _known(parts, json, "place", leg.get("from"), (*at, "from"))
        _known(parts, json, "place", leg.get("to"), (*at, "to"))
        _known(parts, json, "broker", leg.get("broker"), (*at, "broker"))
    for at, traveller in stated.get("traveller", []):
        owes = traveller.get("owes")
        for name in owes if isinstance(owes, dict) else ():
            _known(parts, toml, "broker", name, (*at, "owes", name))
    for at, advice in stated.get("advice", []):
        _advice(parts, toml, at, advice)
    levels = {
        condition["id"]: condition.get("levels")
        for _, condition in stated.get("condition", [])
        if isinstance(condition.get("id"), str)
    }
    for at, item in [*stated.get("leg", []), *stated.get("place", [])]:
        when = item.get("when")
        for key in when if isinstance(when, dict) else ():
            if "=" in key:  # otherwise already noted as a mistake of form
                _level_known(parts, json, (*at, "when", key), levels)
    for at, charter in stated.get("charter", []):
        _charter(parts, toml, at, charter, levels)


def _advice(parts: Parts, gather: Gatherer, at: Path, stated: dict[str, Any]) -> None:
    """The legs and places that a note is for are there."""
    when = stated.get("when")
    for key, kind in (("legs", "leg"), ("places", "place")):
        names = when.get(key) if isinstance(when, dict) else None
        for position, name in enumerate(names[: gather.limits.items] if isinstance(names, list) else ()):
            _known(parts, gather, kind, name, (*at, "when", key, position))


def _charter(parts: Parts, gather: Gatherer, at: Path, stated: dict[str, Any], levels: dict[str, object]) -> None:
    no_go = stated.get("no_go")
    for position, key in enumerate(no_go[:MOST_ENDS] if isinstance(no_go, list) else ()):
        if isinstance(key, str) and all(key.partition("=")):
            _level_known(parts, gather, (*at, "no_go", position), levels, key)
    barred = [key.partition("=") for key in no_go if isinstance(key, str)] if isinstance(no_go, list) else []
    for name, every in levels.items():
        own = {level for condition, _, level in barred if condition == name}
        if isinstance(every, list) and every and all(isinstance(level, str) and level in own for level in every):
            gather.add("charter_no_go", (*at, "no_go"), value=shown(name))
    charter = parts.one.get("charter")
    for found in contradictions(charter) if charter is not None else ():
        gather.add(found.code, (*at, *found.within), **found.fields)


def _known(parts: Parts, gather: Gatherer, kind: str, name: object, at: Path) -> None:
    known = parts.ids.get(kind)
    if known is not None and isinstance(name, str) and name not in known:
        gather.add("unknown_id", at, kind=kind, value=shown(name), nearest=gather.nearest(name, known))


def _level_known(parts: Parts, gather: Gatherer, at: Path, levels: dict[str, object], key: str | None = None) -> None:
    name, level = split_level(str(at[-1]) if key is None else key)
    if name not in levels:
        _known(parts, gather, "condition", name, at)
    else:
        _among(gather, at, level, levels[name])


def _now_known(gather: Gatherer, at: Path, condition: dict[str, Any]) -> None:
    now = condition.get("now")
    for level in [now] if isinstance(now, str) else now if isinstance(now, dict) else ():
        _among(gather, (*at, "now"), level, condition.get("levels"))


def _among(gather: Gatherer, at: Path, level: str, levels: object) -> None:
    if isinstance(levels, list) and levels and level not in levels:
        known = [str(each)[:80] for each in levels if isinstance(each, str)][:20]
        close = gather.nearest(level, known)
        gather.add("unknown_level", at, value=shown(level), levels=", ".join(known), nearest=close)


def _fits_the_clock(parts: Parts, gather: Gatherer, at: Path, condition: dict[str, Any]) -> None:
    clock = parts.one.get("clock")
    if clock is not None and "per_hour" in condition and clock.step_minutes > 60 and clock.step_minutes % 60:
        gather.add("needs_per_step", (*at, "per_hour"), step=clock.step_minutes)
