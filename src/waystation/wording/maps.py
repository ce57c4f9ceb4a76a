"""A plan as a map to draw, and as a course for other people's map programs, in words."""

from __future__ import annotations

from dataclasses import replace

from waystation.atlas.course_file import CourseFile, CourseLeg, CoursePlace
from waystation.charts.picture import Branch, MapPicture, MapWords, Point, Segment, Spot, Trace
from waystation.planning.alternatives import Alternative
from waystation.planning.course import Hop
from waystation.planning.plan import Plan
from waystation.wording.figures import date_and_time, days, money, of_hundred
from waystation.wording.language import mark, say, spoken
from waystation.wording.plans import (
    alternative_label,
    answer,
    course_details,
    course_note,
    crosses_zones,
    when_at,
)
from waystation.wording.travel_words import modes_of
from waystation.world.places import Leg

__all__ = ["IN_CLEAR", "course_file_of", "picture_of"]

IN_CLEAR = mark("This file can be read by whoever holds it.")


def picture_of(plan: Plan, alternatives: tuple[Alternative, ...]) -> MapPicture:
    """A plan as a map.

    Args:
        plan: The plan.
        alternatives: Other ways, the safest first.

    Returns:
        The map with its title, its answer, its course, and the other ways thin.
    """
    pack = plan.pack
    if plan.outcome.safe.mid <= 0.0:
        plan = replace(plan, course=())
    numbers = _numbers(plan)
    on_way = {hop.leg.id for hop in plan.course}
    branching = {hop.leg.id for alternative in alternatives for hop in alternative.course}
    return MapPicture(
        title=pack.name,
        subtitle=tuple(answer(plan)),
        spots=tuple(_spot(plan, place, numbers) for place in (p.id for p in pack.places)),
        course=tuple(_segment(plan, hop, numbers) for hop in plan.course),
        branches=tuple(_branch(plan, alternative) for alternative in alternatives[1:]),
        others=tuple(_trace(plan, leg) for leg in pack.legs if leg.id not in on_way | branching),
        in_clear=say(IN_CLEAR),
        words=_words(plan),
        lang=spoken(),
    )


def _words(plan: Plan) -> MapWords:
    return MapWords(
        course=say("The course"),
        other_ways=say("Other ways"),
        map_of=say("Map of the course"),
        more=say("and {count} more", count="{count}"),
        modes=modes_of(plan),
    )


def course_file_of(plan: Plan) -> CourseFile:
    """A plan's course and all places, for GeoJSON, GPX and KML."""
    numbers = _numbers(plan)
    return CourseFile(
        title=plan.pack.name,
        description=" ".join(answer(plan)),
        places=tuple(_file_place(plan, place, numbers) for place in (p.id for p in plan.pack.places)),
        legs=tuple(_file_leg(plan, hop) for hop in plan.course),
    )


def _numbers(plan: Plan) -> dict[str, int]:
    """The numbers of the course's places, in the order in which they are first reached; the start has 1."""
    stops = [plan.charted.moment.place, *(hop.leg.destination for hop in plan.course)]
    return {place: number for number, place in enumerate(dict.fromkeys(stops), 1)}


def _points(plan: Plan, leg: Leg) -> tuple[Point, ...]:
    return leg.line or (plan.pack.place[leg.origin].at, plan.pack.place[leg.destination].at)


def _spot(plan: Plan, name: str, numbers: dict[str, int]) -> Spot:
    place = plan.pack.place[name]
    arrivals = [hop for hop in plan.course if hop.leg.destination == name]
    return Spot(
        label=place.title,
        lon=place.at[0],
        lat=place.at[1],
        kind=place.kind,
        number=numbers.get(name, 0),
        on_course=name in numbers,
        fallback=place.id,
        note=_arrives(plan, arrivals[-1]) if arrivals else "",
    )


def _arrives(plan: Plan, hop: Hop) -> str:
    return say("arrives {when}", when=date_and_time(hop.arrives_at(plan.charted), crosses_zones(plan)))


def _segment(plan: Plan, hop: Hop, numbers: dict[str, int]) -> Segment:
    leg = hop.leg
    return Segment(
        id=leg.id,
        mode=leg.mode,
        points=_points(plan, leg),
        start=numbers[leg.origin],
        end=numbers[leg.destination],
        when=when_at(plan, hop),
        words=course_note(plan, hop),
    )


def _trace(plan: Plan, leg: Leg) -> Trace:
    return Trace(leg.id, _points(plan, leg), leg.mode)


def _branch(plan: Plan, alternative: Alternative) -> Branch:
    outcome = alternative.outcome
    words = [say("{n} of 100 arrive", n=of_hundred(outcome.safe.mid)), money(outcome.cost, plan.pack.mission.currency)]
    if alternative.days is not None:
        words.insert(1, days(alternative.days))
    traces = tuple(_trace(plan, hop.leg) for hop in alternative.course)
    return Branch(alternative_label(plan.pack, alternative), traces, "; ".join(words))


def _file_place(plan: Plan, name: str, numbers: dict[str, int]) -> CoursePlace:
    place = plan.pack.place[name]
    arrivals = [hop.arrives_at(plan.charted) for hop in plan.course if hop.leg.destination == name]
    departures = [hop.departs_at(plan.charted) for hop in plan.course if hop.leg.origin == name]
    return CoursePlace(
        id=place.id,
        name=place.title,
        lon=place.at[0],
        lat=place.at[1],
        kind=place.kind,
        number=numbers.get(name, 0),
        arrive=arrivals[0] if arrivals else None,
        depart=departures[-1] if departures else None,
    )


def _file_leg(plan: Plan, hop: Hop) -> CourseLeg:
    leg = hop.leg
    return CourseLeg(
        id=leg.id,
        origin=leg.origin,
        destination=leg.destination,
        mode=leg.mode,
        points=_points(plan, leg),
        words=course_details(plan, hop),
        depart=hop.departs_at(plan.charted),
        arrive=hop.arrives_at(plan.charted),
    )
