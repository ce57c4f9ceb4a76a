"""Which reports about a journey cannot be, each with the one line that says what would be right.

A report is held against the journey as it stood when it happened, whenever it is heard. It is refused if it names what
there is not, if it tells of an attempt that nobody was on, or if with it a report that was kept before could not be any
more. What is refused is not kept, nor is anything that was given with it: that is `taking`'s business.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from waystation.errors import Mistake
from waystation.guiding.closing import tasks_of
from waystation.guiding.journey import LOST, Journey, journeys_of, move_of, standing_reports
from waystation.world.mistakes import nearest
from waystation.world.pack import Pack
from waystation.world.quoting import shown
from waystation.world.report import CheckIn, Correction, Delivery, Payment, Report
from waystation.world.report_journeys import (
    Acknowledged,
    Burn,
    CardGiven,
    Departure,
    Done,
    Illness,
    JourneyMark,
    OnCall,
    Price,
    Silence,
    Told,
    Tracing,
    Warned,
)

__all__ = ["concerns_journeys", "refusal"]

MOVING = (Departure, Delivery, CheckIn, Illness)
"""Reports that cannot be before a journey begins, or after it is over."""


def concerns_journeys(report: Report) -> bool:
    """Whether a report can be wrong in the way that is decided here."""
    return getattr(report, "journey", None) is not None or isinstance(
        report, JourneyMark | Silence | Price | Burn | Warned | Acknowledged | OnCall | Told | Tracing
    )


def refusal(pack: Pack, known: Sequence[Report], report: Report) -> Mistake | None:
    """Why a report cannot be, or None if it can.

    Args:
        pack: The mission and its world, as stated.
        known: The reports that were kept before, of any kind.
        report: The report.
    """
    moving = standing_reports(one for one in known if _moves(one))  # what is taken back counted at no time
    then = journeys_of(pack, [one for one in moving if one.happened <= report.happened])
    for wrong in _wrong(pack, known, report, then, journeys_of(pack, moving)):
        return wrong
    return _unsettles(pack, moving, report)


def _moves(report: Report) -> bool:
    """Whether a report can move a journey, or undo what did: of all that a mission has heard few can."""
    if isinstance(report, Delivery):
        return report.journey is not None
    return isinstance(report, JourneyMark | Departure | CheckIn | Price | Correction)


def _wrong(
    pack: Pack, known: Sequence[Report], report: Report, then: Sequence[Journey], every: Sequence[Journey]
) -> Iterator[Mistake]:
    if isinstance(report, JourneyMark):
        yield from _of_mark(pack, report, every, then)
        return
    yield from _of_names(pack, report)
    name = getattr(report, "journey", None)
    if name is not None:
        journey = next((one for one in every if one.name == name), None)
        if journey is None:
            yield _unknown("journey", "journey", str(name), [one.name for one in every])
            return
        if isinstance(report, MOVING) and report.happened < journey.accepted:
            yield _not_begun(journey)
            return
        if isinstance(report, MOVING) and journey.ended is not None and report.happened >= journey.ended:
            yield _over(journey)
            return
    yield from _of_ids(report, known)
    current = next((one for one in then if one.name == name), None)
    if current is None:
        return
    if isinstance(report, Departure):
        yield from _of_departure(pack, report, current)
    elif isinstance(report, Delivery):
        yield from _of_delivery(pack, report, current)
    elif isinstance(report, Done):
        yield from _of_done(pack, report, current)


def _of_mark(pack: Pack, mark: JourneyMark, every: Sequence[Journey], then: Sequence[Journey]) -> Iterator[Mistake]:
    journey = next((one for one in every if one.name == mark.journey), None)
    if mark.state == "accepted":
        running = next((one for one in then if one.runs), None)
        if journey is not None:
            yield Mistake("journey_known", at="journey", fields={"value": mark.journey})
        elif running is not None:
            yield Mistake("journey_runs", at="journey", fields={"value": running.name})
        elif mark.number is None or any(one.number == mark.number for one in every):
            yield Mistake("journey_number", at="number", fields={"value": shown(mark.number)})
        return
    if journey is None:
        yield _unknown("journey", "journey", mark.journey, [one.name for one in every])
    elif journey.ended is not None:
        yield _over(journey)
    elif mark.happened < journey.accepted:
        yield _not_begun(journey)
    elif mark.end is None:
        yield Mistake("journey_end", at="end")
    else:
        yield from _of_end(pack, mark, next(one for one in then if one.name == mark.journey))


def _of_end(pack: Pack, mark: JourneyMark, journey: Journey) -> Iterator[Mistake]:
    """They cannot have arrived who are not at an end, nor be at home or lost who are."""
    over = journey.over_at(pack)
    if mark.end == over or (
        mark.end != "arrived" and over != "arrived" and not (over == "lost" and mark.end == "home")
    ):
        return
    place = pack.place[journey.standing.place].title
    code = {"arrived": "end_arrived", "lost": "end_lost"}.get(over or "", "end_not_arrived")
    yield Mistake(code, at="end", fields={"value": mark.end, "place": place, "journey": journey.name})


def _of_names(pack: Pack, report: Report) -> Iterator[Mistake]:
    """What a report names has to be in the pack."""
    legs = [leg.id for leg in pack.legs]
    people = [one.id for one in pack.travellers]
    asked: tuple[tuple[tuple[type[Report], ...], str, str, Iterable[str]], ...] = (
        ((Departure, Price, Payment), "leg", "leg", legs),
        ((Delivery,), "leg", "leg", legs if getattr(report, "journey", None) is not None else ()),
        ((Silence,), "broker", "broker", pack.broker),
        ((Illness,), "person", "traveller", people),
        ((CheckIn,), "at", "place", pack.place),
        ((Departure,), "to", "place", pack.place),
    )
    for shapes, key, kind, known in asked:
        name = getattr(report, key, None) if isinstance(report, shapes) else None
        if name is not None and known and name not in known:
            yield _unknown(kind, key, name, known)
    if isinstance(report, CardGiven):
        yield from (_unknown("leg", "legs", name, legs) for name in report.legs if name not in legs)
    if isinstance(report, Burn) and report.what in ("broker", "place"):
        there: Iterable[str] = pack.broker if report.what == "broker" else pack.place
        if report.name not in there:
            yield _unknown(report.what, "name", report.name, there)
    if isinstance(report, OnCall) and report.until <= report.happened:
        yield Mistake("oncall_until", at="until", fields={"value": report.until.isoformat()})


def _of_ids(report: Report, known: Sequence[Report]) -> Iterator[Mistake]:
    """What a report answers has to have been kept."""
    asked: tuple[tuple[type[Report], str, str], ...] = (
        (Acknowledged, "answers", ""), (Warned, "burn", "burn"), (Told, "confirms", ""), (Tracing, "request", "tracing")
    )  # fmt: skip
    for shape, key, kind in asked:
        name = getattr(report, key, None) if isinstance(report, shape) else None
        if name is not None and not any(str(one.id) == name and kind in ("", one.kind) for one in known):
            yield Mistake("report_answers_nothing", at=key, fields={"value": name, "kind": kind or "report"})


def _of_departure(pack: Pack, report: Departure, journey: Journey) -> Iterator[Mistake]:
    here = journey.standing
    if here.lost:
        yield _lost(journey)
    elif here.leg is not None:
        yield _underway("departure_underway", report.leg, journey)
    elif move_of(pack, report.leg, here.place, report.to) is None:
        leg = next(leg for leg in pack.legs if leg.id == report.leg)
        yield _elsewhere("departure_elsewhere", report.leg, leg.origin, pack, journey)


def _of_delivery(pack: Pack, report: Delivery, journey: Journey) -> Iterator[Mistake]:
    here = journey.standing
    leg = next(leg for leg in pack.legs if leg.id == report.leg)
    if report.broker is not None and report.broker != leg.broker:
        runs = leg.broker or "nobody"
        yield Mistake(
            "broker_not_on_leg", at="broker", fields={"leg": leg.id, "value": shown(report.broker), "broker": runs}
        )
    elif here.lost and not (here.leg is not None and here.leg.id == leg.id and report.outcome in LOST):
        yield _lost(journey)
    elif here.lost or _is_repeated(report, journey):
        return
    elif here.leg is not None and here.leg.id != leg.id:
        yield _underway("delivery_other_leg", leg.id, journey)
    elif here.leg is None and move_of(pack, leg.id, here.place) is None:
        yield _elsewhere("delivery_nobody", leg.id, leg.origin, pack, journey)


def _is_repeated(report: Delivery, journey: Journey) -> bool:
    """Whether it says again what brought them where they are: another source may confirm it."""
    came = journey.standing.came
    if came is None or came.id != report.leg or report.outcome in LOST:
        return False
    return (journey.standing.place == came.origin) == (report.outcome == "back")


def _of_done(pack: Pack, report: Done, journey: Journey) -> Iterator[Mistake]:
    tasks = [task.code for task in tasks_of(pack, journey)]
    if journey.end is None:
        yield Mistake("done_running", at="journey", fields={"value": journey.name})
    elif report.task not in tasks:
        close = nearest(report.task, tasks)
        yield Mistake(
            "done_unknown", at="task", fields={"value": report.task, "nearest": close, "known": ", ".join(tasks)}
        )


def _unsettles(pack: Pack, known: Sequence[Report], report: Report) -> Mistake | None:
    """Whether a report that moved a journey before would not any more, were this one kept."""
    if not isinstance(report, Departure | Delivery | CheckIn | JourneyMark):
        return None
    later = [one for one in known if one.happened >= report.happened]
    if not later:
        return None
    before = {name for one in journeys_of(pack, known) for name in one.reports}
    after = {name for one in journeys_of(pack, [*known, report]) for name in one.reports}
    moving = [one for one in later if isinstance(one, Departure | Delivery)]
    gone = [one for one in moving if str(one.id) in before - after and not _confirmed(pack, one, [*known, report])]
    if not gone:
        return None
    first = min(gone, key=lambda one: (one.happened, str(one.id)))
    when = first.happened.isoformat()
    return Mistake("report_unsettles", at="happened", fields={"value": str(first.id), "happened": when})


def _confirmed(pack: Pack, one: Report, reports: Sequence[Report]) -> bool:
    """Whether a report that moves nothing any more says again what another one tells now."""
    others = [other for other in reports if other.happened <= one.happened and other is not one]
    then = next((each for each in journeys_of(pack, others) if each.name == getattr(one, "journey", None)), None)
    return isinstance(one, Delivery) and then is not None and _is_repeated(one, then)


def _unknown(kind: str, at: str, name: str, known: Iterable[str]) -> Mistake:
    listed = list(known)
    close, there = nearest(name, listed), ", ".join(listed) or "none yet"
    if kind == "journey":
        return Mistake("journey_unknown", at=at, fields={"value": shown(name), "nearest": close, "known": there})
    return Mistake("report_unknown", at=at, fields={"kind": kind, "value": shown(name), "nearest": close})


def _not_begun(journey: Journey) -> Mistake:
    since = journey.accepted.isoformat()
    return Mistake("journey_not_begun", at="happened", fields={"value": journey.name, "since": since})


def _over(journey: Journey) -> Mistake:
    since = journey.ended.isoformat() if journey.ended is not None else ""
    return Mistake("journey_over", at="journey", fields={"value": journey.name, "end": journey.end, "since": since})


def _lost(journey: Journey) -> Mistake:
    since = journey.standing.since.isoformat()
    return Mistake("journey_lost", at="journey", fields={"value": journey.name, "since": since})


def _underway(code: str, name: str, journey: Journey) -> Mistake:
    here = journey.standing
    assert here.leg is not None
    fields: dict[str, object] = {"value": name, "leg": here.leg.id, "since": here.since.isoformat()}
    return Mistake(code, at="leg", fields=fields)


def _elsewhere(code: str, name: str, origin: str, pack: Pack, journey: Journey) -> Mistake:
    here = journey.standing
    leaving = sorted({move.id for move in pack.moves if move.origin == here.place})
    fields: dict[str, object] = {
        "value": name,
        "origin": origin,
        "place": here.place,
        "since": here.since.isoformat(),
        "leaving": ", ".join(leaving) or "none",
    }
    return Mistake(code, at="leg", fields=fields)
