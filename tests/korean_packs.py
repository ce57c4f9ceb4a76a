"""The packs that ship, with Korean names for every place, broker and condition, as a Korean coordinator has them."""

from __future__ import annotations

import re
import shutil
from itertools import cycle
from pathlib import Path

from waystation.storage.folders import PackFolder
from waystation.world.pack import Pack

__all__ = ["in_korean", "names_in"]

NAMES = (
    "오두막",
    "방앗간",
    "강가",
    "천막촌",
    "황 선생",
    "쌍둥이 언덕",
    "먼 강둑",
    "찻집",
    "말리 자매",
    "검은 숲",
    "다섯 우물",
)
"""With and without a final consonant, and with ㄹ."""


def in_korean(packs: Path, name: str, to: Path) -> PackFolder:
    """A copy of a pack, named anew.

    Args:
        packs: The folder of the packs that ship.
        name: The pack.
        to: Where the copy goes.
    """
    folder = Path(shutil.copytree(packs / name, to / name))
    names = cycle(NAMES)
    for file, pattern in (("pack.toml", r'(?m)^(name = )"[^"]*"'), ("network.geojson", r'("name": ?)"[^"]*"')):
        path = folder / file
        text = _named(path.read_text("utf-8"))
        text = re.sub(pattern, lambda found: f'{found[1]}"{next(names)}"', text)
        path.write_text(text, "utf-8")
    return PackFolder(folder)


def _named(text: str) -> str:
    """A pack's text in which every condition has a name."""
    first, *conditions = text.split("[[condition]]\n")
    named = [each if "\nname = " in each.partition("\n[")[0] else f'name = "?"\n{each}' for each in conditions]
    return "[[condition]]\n".join([first, *named])


def names_in(pack: Pack) -> set[str]:
    """What stands in sentences as it is: ids of travellers, members, legs and conditions."""
    ids = {traveller.id for traveller in pack.travellers} | {traveller.together or "" for traveller in pack.travellers}
    ids |= {leg.id for leg in pack.legs} | {condition.id for condition in pack.conditions}
    ids |= {title for group in (pack.places, pack.brokers, pack.conditions) for one in group for title in (one.title,)}
    ids |= set(pack.charter.members) if pack.charter is not None else set()
    return {each for each in ids if each}
