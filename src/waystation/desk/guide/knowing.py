"""What somebody or something that is burnt knew: found by name, and listed mission by mission.

Decides whom a name means, and joins what keys open, what missions connect and what cards told. An upper bound on
purpose: what might have been known counts as known. What is closed because of it is `guiding.burning`'s.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from waystation.desk.guide.cases import Case
from waystation.desk.keep.people import plain
from waystation.desk.keep.touching import broker_touches, place_touches
from waystation.errors import Usage
from waystation.guiding.burning import knows_by
from waystation.guiding.news import same_leg, same_place
from waystation.vault.standing import Exposure, Touched
from waystation.world.mistakes import nearest
from waystation.world.pack import Pack
from waystation.world.report import Payment
from waystation.world.report_journeys import CardGiven, Cash

if TYPE_CHECKING:
    from waystation.desk.keep.opening import OpenVault

__all__ = ["Knew", "Meant", "meant_by", "what_it_knew"]

KINDS = ("broker", "place", "member", "device")


@dataclass(frozen=True)
class Meant:
    """What a name means.

    Args:
        what: `broker`, `place`, `member` or `device`.
        name: Its id, name or label.
        title: What people call it.
        exposure: What the keys of a member or a device open; None for others.
    """

    what: str
    name: str
    title: str
    exposure: Exposure | None = None


@dataclass(frozen=True)
class Knew:
    """What was known of one mission.

    Args:
        case: The mission.
        touched: What the mission connects with it; None for a member or a device.
        cards: The cards that it was given.
        money: What was agreed with it, paid, held or released in all, and what it holds of ours, by state.
        legs: Ids of the legs that cards told it of.
        places: Ids of the places that it knew, from this mission or another.
        whole: Whether it read the whole mission.
    """

    case: Case
    touched: Touched | None
    cards: tuple[CardGiven, ...]
    money: Mapping[str, float]
    legs: tuple[str, ...]
    places: tuple[str, ...]
    whole: bool

    @property
    def anything(self) -> bool:
        """Whether anything of the mission was known."""
        shown = self.touched is not None and (self.touched.legs or self.touched.told or self.touched.about)
        return bool(shown or self.cards or self.money or self.legs or self.places or self.whole)


def meant_by(cases: Sequence[Case], vault: OpenVault | None, name: str) -> Meant:
    """Whom or what a name means.

    Args:
        cases: Every mission at hand.
        vault: The vault that is open; without one there are no members and no devices.
        name: An id or a title in any case, or `broker:ID`, `place:ID`, `member:NAME`, `device:LABEL`.

    Raises:
        Usage: If it means nothing here, or more than one; it says which name is nearest.
    """
    kind, _, rest = name.partition(":")
    wanted = (kind,) if kind in KINDS else KINDS
    meant = (rest if kind in KINDS else name).strip()
    listed = [one for one in _listed(cases) if one.what in wanted]
    found = [one for one in listed if plain(meant) in (plain(one.name), plain(one.title))]
    exact = [one for one in found if one.name == meant]
    found = [*(exact or found), *(_in_vault(vault, wanted, meant) if vault is not None else ())]
    found = list({(one.what, one.name): one for one in found}.values())
    if len(found) > 1:
        raise Usage("burn_several", value=meant[:80], known=", ".join(f"{one.what}:{one.name}" for one in found))
    if not found:
        known = {plain(text): text for one in listed for text in (one.name, one.title)}
        raise Usage("burn_unknown", value=meant[:80], nearest=known.get(nearest(plain(meant), known), ""))
    return found[0]


def _listed(cases: Iterable[Case]) -> Iterable[Meant]:
    for case in cases:
        for broker in case.pack.brokers:
            yield Meant("broker", broker.id, broker.title)
        for place in case.pack.places:
            yield Meant("place", place.id, place.title)


def _in_vault(vault: OpenVault, wanted: Sequence[str], name: str) -> list[Meant]:
    from waystation.desk.keep.exposure import exposures

    found: list[Meant] = []
    for kind in ("member", "device"):
        if kind in wanted:
            try:
                exposed = exposures(vault, f"{kind}:{name}")
            except Usage:
                continue
            found += [Meant(kind, one.name, one.name, one) for one in exposed]
    return found


def what_it_knew(cases: Sequence[Case], meant: Meant) -> list[Knew]:
    """What was known of each mission, in the order of the missions; of some nothing.

    A house that was known from one mission is known in every other that has it.

    Args:
        cases: Every mission at hand.
        meant: What is burnt.
    """
    known = [_own(case, meant) for case in cases]
    return [_of_case(case, meant, known) for case in cases]


@dataclass(frozen=True)
class _Own:
    """What was known by one mission alone: legs that were told, places, and whether it was read as a whole."""

    pack: Pack
    told: frozenset[str]
    places: frozenset[str]
    whole: bool


def _own(case: Case, meant: Meant) -> _Own:
    pack = case.pack
    known = knows_by(pack, meant.what, meant.name, _cards(case))
    opened = _opened(case, meant.exposure) if meant.exposure is not None else frozenset()
    if opened is None:
        return _Own(pack, known.told, frozenset(pack.place), whole=True)
    legs = [leg for leg in pack.legs if leg.id in opened]
    ends = {end for leg in legs for end in (leg.origin, leg.destination)}
    return _Own(pack, known.told | {leg.id for leg in legs}, known.places | ends, whole=False)


def _of_case(case: Case, meant: Meant, known: Sequence[_Own]) -> Knew:
    pack = case.pack
    told = {name for one in known for name in one.told if same_leg(pack, one.pack, name)}
    places = {name for one in known for name in one.places if same_place(pack, one.pack, name)}
    whole = any(one.whole and one.pack is pack for one in known)
    touched = None
    if meant.what == "broker":
        touched = broker_touches(case.mission, pack, case.reports, meant.name)
    elif meant.what == "place":
        touched = place_touches(case.mission, pack, case.reports, meant.name)
    holders = {f"{meant.what}:{meant.name}", f"liaison:{meant.name}" if meant.what == "member" else ""}
    cards = tuple(card for card in _cards(case) if card.to in holders)
    return Knew(
        case,
        touched,
        cards,
        _money(case, meant),
        tuple(leg.id for leg in pack.legs if leg.id in told),
        tuple(place.id for place in pack.places if place.id in places),
        whole,
    )


def _cards(case: Case) -> list[CardGiven]:
    return [one for one in case.reports if isinstance(one, CardGiven)]


def _opened(case: Case, exposure: Exposure) -> frozenset[str] | None:
    """Ids of the legs whose cards somebody's keys open; None where they open the whole mission."""
    if not case.name.startswith("vault:"):
        return frozenset()
    names = [one.compartment for one in exposure.readable if one.entries]
    if case.mission in names:
        return None
    cards = f"{case.mission}/card:"
    return frozenset(name.removeprefix(cards) for name in names if name.startswith(cards))


def _money(case: Case, meant: Meant) -> dict[str, float]:
    """What was agreed with it, paid and so on, and what it holds of ours; what is nothing is left out."""
    found: dict[str, float] = {}
    for one in case.reports:
        if isinstance(one, Payment) and one.to == meant.name:
            found[one.state] = found.get(one.state, 0.0) + one.amount
        elif isinstance(one, Cash) and meant.name in (one.to, one.giver):
            found["carried"] = found.get("carried", 0.0) + (one.amount if one.to == meant.name else -one.amount)
    return {state: amount for state, amount in found.items() if amount}
