"""The sentences of the map's page: where they are at an instant, what each step of the slider is, the ways out."""

from __future__ import annotations

from datetime import datetime

from waystation.guiding.scenes import Move, Scene, Where
from waystation.planning.alternatives import Alternative
from waystation.wording.figures import days, money, of_hundred, percent
from waystation.wording.journeys import clock_at, how, wrong_rows
from waystation.wording.language import mark, say
from waystation.wording.plans import alternative_label, fallback_lines

__all__ = ["LAYERS", "fan_rows", "step_instants", "stop_words", "way_rows", "where_line"]

LAYERS = {
    "others": mark("Other places and legs"),
    "ways": mark("Ways out"),
    "conditions": mark("Conditions on legs"),
    "trust": mark("Trust in brokers"),
}
"""What a map can show besides the course, by what addresses call it."""


def step_instants(scene: Scene) -> list[datetime]:
    """The instants of the slider: where something begins or ends, and the one that opens."""
    every = {one.timestamp(): one for one in (scene.opens, *scene.stops)}
    return [every[key] for key in sorted(every)]


def stop_words(scene: Scene, when: datetime) -> str:
    """A step of the slider: when, and what begins or ends then."""
    for move in scene.moves:
        if move.begins == when:
            return say("{when}: leave {place}", when=_clock(scene, move.leg.origin, when), place=_title(scene, move, 0))
    for move in reversed(scene.moves):
        if move.ends == when:
            at = _clock(scene, move.leg.destination, when)
            return say("{when}: arrive at {place}", when=at, place=_title(scene, move, 1))
    where = scene.where(when)
    if where.move is not None:
        at = _clock(scene, where.place, when)
        return say("{when}: on the way to {place}", when=at, place=_title(scene, scene.moves[where.move], 1))
    place = where.place
    return say("{when}: at {place}", when=_clock(scene, place, when), place=scene.pack.place[place].title)


def _title(scene: Scene, move: Move, end: int) -> str:
    return scene.pack.place[(move.leg.origin, move.leg.destination)[end]].title


def _clock(scene: Scene, place: str, when: datetime) -> str:
    return clock_at(scene.pack, place, when)


def where_line(scene: Scene, when: datetime, where: Where) -> str:
    """Where they are at an instant, by the plan, in one sentence."""
    pack, at = scene.pack, _clock(scene, where.place, when)
    if where.move is None:
        return say("{when}: they are at {place}.", when=at, place=pack.place[where.place].title)
    leg = scene.moves[where.move].leg
    return say(
        "{when}: on the way from {origin} to {destination} {how}, {share} of it behind them.",
        when=at,
        origin=pack.place[leg.origin].title,
        destination=pack.place[leg.destination].title,
        how=how(pack, leg),
        share=percent(where.share),
    )


def way_rows(scene: Scene) -> list[tuple[str, str, Alternative]]:
    """Other ways: what each is called, how many arrive and at what cost, and the way itself."""
    return [(alternative_label(scene.pack, one), _worth(scene, one), one) for one in scene.ways]


def _worth(scene: Scene, way: Alternative) -> str:
    parts = [say("{n} of 100 arrive", n=of_hundred(way.outcome.safe.mid))]
    parts += [days(way.days)] if way.days is not None else []
    return "; ".join([*parts, money(way.outcome.cost, scene.pack.mission.currency)])


def fan_rows(scene: Scene, where: Where) -> list[tuple[str, list[str]]]:
    """What to do if it goes wrong from where they are: for each leg concerned its heading, and a sentence each."""
    if scene.answer is not None:
        return wrong_rows(scene.pack, scene.answer)
    if scene.plan is None:
        return []
    number = (where.move if where.move is not None else where.done) + 1
    return [row for row in fallback_lines(scene.plan) if row[0].partition(" ")[0] == str(number)]
