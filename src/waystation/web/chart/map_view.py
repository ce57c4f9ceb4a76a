"""The map as somebody looks at it: a scene at an instant, with the layers that are shown, and the number of each dot.

The picture, the list beside it and the data for scripts are all made from one such view, so that none of them says
what another does not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from waystation.charts.picture import Branch, MapPicture, MapWords, Point, Segment, Spot, Trace
from waystation.guiding.scenes import Scene, Where
from waystation.planning.alternatives import Alternative
from waystation.wording.language import say
from waystation.wording.map_facts import is_closed, leg_label
from waystation.wording.map_pages import way_rows
from waystation.world.pack import Pack
from waystation.world.places import Leg, Place

__all__ = ["USUAL", "MapView"]

USUAL = ("others", "ways", "conditions")
"""The layers that are shown to whoever asks for none in particular."""


@dataclass(frozen=True)
class MapView:
    """A scene as it is looked at.

    Args:
        scene: The scene.
        when: The instant.
        layers: What is shown besides the course, of `LAYERS`.
    """

    scene: Scene
    when: datetime
    layers: frozenset[str] = frozenset(USUAL)

    @property
    def pack(self) -> Pack:
        """The mission and its world."""
        return self.scene.pack

    @cached_property
    def where(self) -> Where:
        """Where the party is."""
        return self.scene.where(self.when)

    @cached_property
    def chances(self) -> Mapping[str, Mapping[str, float]]:
        """How the conditions stand at that instant."""
        return self.scene.levels(self.when)

    @cached_property
    def on_course(self) -> tuple[str, ...]:
        """Ids of the places of the course, in the order in which they are first reached."""
        scene = self.scene
        legs = (*scene.behind, *(move.leg for move in scene.moves))
        stops = [end for leg in legs for end in (leg.origin, leg.destination)]
        return tuple(dict.fromkeys([*stops, scene.place]))

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number of each dot that is shown, by its place: the course's first, then all others."""
        shown = [*self.on_course]
        if "others" in self.layers:
            shown += [place.id for place in self.pack.places]
        return {place: number for number, place in enumerate(dict.fromkeys(shown), 1)}

    @cached_property
    def course_legs(self) -> frozenset[str]:
        """Ids of the legs that the course has, those behind too."""
        return frozenset(leg.id for leg in (*self.scene.behind, *(move.leg for move in self.scene.moves)))

    @cached_property
    def other_legs(self) -> tuple[Leg, ...]:
        """The legs that are shown besides the course."""
        return tuple(leg for leg in self.pack.legs if leg.id not in self.course_legs) if "others" in self.layers else ()

    def points(self, leg: Leg) -> tuple[Point, ...]:
        """How a leg is drawn: its own line, or its two ends."""
        place = self.pack.place
        return leg.line or (place[leg.origin].at, place[leg.destination].at)

    def closed(self, leg: Leg) -> bool:
        """Whether nobody can take a leg as things most likely stand."""
        return is_closed(leg, self.chances, self.scene.closed)

    def label(self, leg: Leg) -> str:
        """The few words beside a leg."""
        return leg_label(
            self.pack, leg, self.chances, conditions="conditions" in self.layers, trust="trust" in self.layers
        )

    def picture(self) -> MapPicture:
        """The map, to be drawn without its list."""
        return MapPicture(
            title=self.pack.name,
            spots=tuple(self._spot(place) for place in self.pack.places if place.id in self.numbers),
            course=tuple(self._segments()),
            branches=tuple(self._branches()),
            others=tuple(
                Trace(leg.id, self.points(leg), leg.mode, self.closed(leg), self.label(leg)) for leg in self._thin()
            ),
            words=MapWords(map_of=say("Map of the course")),
        )

    def _thin(self) -> list[Leg]:
        """The legs drawn thin; those of the ways out are drawn as such."""
        in_ways = {hop.leg.id for _, _, way in self._ways() for hop in way.course}
        return [leg for leg in self.other_legs if leg.id not in in_ways]

    def _ways(self) -> list[tuple[str, str, Alternative]]:
        return way_rows(self.scene) if "ways" in self.layers else []

    def _spot(self, place: Place) -> Spot:
        return Spot(
            label=place.title,
            lon=place.at[0],
            lat=place.at[1],
            kind=place.kind,
            number=self.numbers[place.id],
            on_course=place.id in self.on_course,
            fallback=place.id,
            here=self.where.move is None and self.where.place == place.id,
        )

    def _segments(self) -> list[Segment]:
        """The red line: all that lies behind, and as much of the rest as the instant has it."""
        behind = [(leg, 1.0) for leg in self.scene.behind]
        ahead = []
        for number, move in enumerate(self.scene.moves):
            share = 1.0 if number < self.where.done else 0.0
            ahead.append((move.leg, self.where.share if number == self.where.move else share))
        return [
            Segment(
                leg.id, leg.mode, self.points(leg), self.numbers[leg.origin], self.numbers[leg.destination],
                done=share, closed=share <= 0.0 and self.closed(leg), label=self.label(leg),
            )
            for leg, share in (*behind, *ahead)
        ]  # fmt: skip

    def _branches(self) -> list[Branch]:
        return [
            Branch(label, tuple(Trace(hop.leg.id, self.points(hop.leg), hop.leg.mode) for hop in way.course), words)
            for label, words, way in self._ways()
        ]
