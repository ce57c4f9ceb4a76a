"""Which notes of a pack are for the travellers of a leg or a stay: by rule, the same for everybody who asks.

A note is chosen where all that it states holds; what matters most comes first. Shapes of notes are `world.advice`'s,
their words are the pack's own.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta

from waystation.guiding.ahead import Stretch
from waystation.world.advice import Advice, AdviceWhen
from waystation.world.pack import Pack
from waystation.world.people import Traveller
from waystation.world.places import Leg, Place
from waystation.world.sun import NIGHT_BELOW, sun_at

__all__ = ["MOST_NOTES", "advice_for", "is_dark"]

MOST_NOTES = 4
"""So many notes at most: more are not read by the tired."""


def advice_for(pack: Pack, stretch: Stretch, ill: Collection[str] = (), most: int = MOST_NOTES) -> tuple[Advice, ...]:
    """The notes for one leg or stay, the most important first.

    Args:
        pack: The mission.
        stretch: The leg, or the stay.
        ill: Ids of travellers who are ill or hurt.
        most: So many at most, >= 0.
    """
    chosen = [note for note in pack.advice if _fits(note.when, pack, stretch, ill)]
    return tuple(sorted(chosen, key=lambda note: -note.weight)[:most])


def is_dark(place: Place, when: datetime) -> bool:
    """Whether the sun is down at a place (`model.md`, Clock)."""
    longitude, latitude = place.at
    return sun_at(when).elevation(longitude, latitude) < NIGHT_BELOW


def _fits(when: AdviceWhen, pack: Pack, stretch: Stretch, ill: Collection[str]) -> bool:
    place, begins = pack.place[stretch.place], stretch.begins
    if not (_fits_stay(when, place) if stretch.leg is None else _fits_leg(when, stretch.leg)):
        return False
    return (
        (when.places is None or place.id in when.places)
        and (when.countries is None or place.country in when.countries)
        and (when.months is None or begins.month in when.months)
        and (when.hours_from is None or _length(stretch) >= timedelta(hours=when.hours_from))
        and (when.night is None or when.night == _in_the_dark(pack, stretch))
        and (when.ill is None or when.ill == bool(set(ill) & {one.id for one in pack.travellers}))
        and _fits_somebody(when, pack.travellers)
    )


def _in_the_dark(pack: Pack, stretch: Stretch) -> bool:
    """Whether it begins in the dark; a leg that begins at dusk and ends in the dark is one of the night too."""
    ends_in = stretch.leg is not None and is_dark(pack.place[stretch.leg.destination], stretch.ends)
    return is_dark(pack.place[stretch.place], stretch.begins) or ends_in


def _length(stretch: Stretch) -> timedelta:
    return stretch.ends.astimezone(UTC) - stretch.begins.astimezone(UTC)


def _fits_leg(when: AdviceWhen, leg: Leg) -> bool:
    return (
        when.kinds is None
        and (when.legs is None or leg.id in when.legs)
        and (when.modes is None or leg.mode in when.modes)
        and (when.strain_from is None or leg.strain >= when.strain_from)
    )


def _fits_stay(when: AdviceWhen, place: Place) -> bool:
    return not when.legs_only and (when.kinds is None or place.kind in when.kinds)


def _fits_somebody(when: AdviceWhen, travellers: Sequence[Traveller]) -> bool:
    """Whether one and the same traveller is of the ages stated; who has stated none is of no age."""
    if when.age_from is None and when.age_to is None:
        return True
    low, high = when.age_from or 0, when.age_to if when.age_to is not None else 1000
    return any(one.age is not None and low <= one.age <= high for one in travellers)
