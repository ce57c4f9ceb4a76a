"""A plan in words: the answer first, then the course, why, what to do when it goes wrong, other ways."""

from __future__ import annotations

from collections.abc import Iterable

from waystation.planning.alternatives import Alternative
from waystation.planning.course import Hop
from waystation.planning.explanation import Explanation
from waystation.planning.fallbacks import Fallback
from waystation.planning.outcomes import Safe
from waystation.planning.plan import Plan, time_of
from waystation.wording.figures import date_and_time, days, either, money, of_hundred, percent, such_people
from waystation.wording.language import say, say_many, spoken
from waystation.wording.pack_words import level_word
from waystation.wording.travel_words import BY_MODE, LABELS, RISKS, modes_of, role_of
from waystation.world.pack import Pack
from waystation.world.places import Leg

__all__ = [
    "alternative_label",
    "alternative_rows",
    "answer",
    "course_details",
    "course_lines",
    "course_note",
    "crosses_zones",
    "fallback_lines",
    "first_step",
    "held_line",
    "how",
    "level_name",
    "moment_line",
    "risk_rows",
    "told_lines",
    "when_at",
]

RISK_ROWS = 8


def moment_line(plan: Plan | Explanation) -> str:
    """From where and when a later plan begins, and what is known there, so that a slip is seen."""
    moment, pack = plan.charted.moment, plan.pack
    clock, place = pack.clock, pack.place[moment.place]
    when = date_and_time(clock.at(moment.step, place.zone(clock.zone)), with_offset=True)
    known = [say("with {broker}", broker=pack.broker[moment.broker].title)] if moment.broker else []
    known += [level_name(plan, condition, level) for condition, level in moment.levels.items()]
    if moment.spent:
        known.append(say("{money} spent", money=money(moment.spent, pack.mission.currency)))
    return say("From {place}, {known}.", place=place.title, known=", ".join([when, *known]))


def answer(plan: Plan, affordable: Alternative | None = None) -> list[str]:
    """The answer in a few sentences: what to do first, how many arrive, how long, how much, who is told.

    Args:
        plan: The plan.
        affordable: The safest way within the budget, where the plan is over it.

    Returns:
        Sentences, the most important first.
    """
    pack, outcome = plan.pack, plan.outcome
    if plan.charted.problem.ends[plan.charted.start.node]:
        return [say("They are there: this place is an end of the mission.")]
    if outcome.safe.mid <= 0.0:
        return [say("There is no way from here to {ends} that can end well within the horizon.", ends=_ends(plan))]
    people = such_people(pack.party_size)
    sentences = [
        first_step(plan),
        say(
            "Of 100 such {people}, {n} arrive{between}.",
            people=people,
            n=of_hundred(outcome.safe.mid),
            between=_between(outcome.safe),
        ),
        _span(plan),
    ]
    if plan.over_budget and pack.mission.budget is not None:
        sentences.append(_budget(plan, affordable))
    if outcome.underway > 0.005:
        sentences.append(say("{n} of 100 are still under way at the horizon.", n=of_hundred(outcome.underway)))
    return sentences


def _between(safe: Safe) -> str:
    """The worst and the best in brackets; nothing where all that matters is known."""
    worst, best = of_hundred(safe.low), of_hundred(safe.high)
    if worst == best:
        return ""
    return say(
        " (if all that is unknown went against them, {worst}; if in their favour, {best})", worst=worst, best=best
    )


def _ends(plan: Plan) -> str:
    return either(plan.pack.place[end].title for end in plan.pack.mission.to)


def first_step(plan: Plan) -> str:
    """What to do first, in one sentence."""
    pack = plan.pack
    releases = _releases(plan)
    if not plan.course:
        if releases:
            return say("Hold until {levels}.", levels=either(releases))
        return say("Wait: along the likeliest line nothing better comes.")
    hop = plan.course[0]
    way = say(
        "{how} from {origin} to {destination}",
        how=how(plan, hop.leg),
        origin=pack.place[hop.leg.origin].title,
        destination=pack.place[hop.leg.destination].title,
    )
    if plan.first.leg is not None:
        return say("Go: {when}, {way}.", when=when_at(plan, hop), way=way)
    if releases:
        return say("Hold until {levels}; then go {way}.", levels=either(releases), way=way)
    return say("Wait until {when}, then go {way}.", when=when_at(plan, hop), way=way)


def _releases(plan: Plan) -> list[str]:
    """The levels for which a wait of more than a day waits: at them the party would leave within a day."""
    start, until = plan.charted.start.step, plan.first.until
    day = 1440 / plan.pack.clock.step_minutes
    if until is not None and until - start <= day:
        return []
    sooner = [
        key for key, first in plan.first_by_level.items() if first.until is not None and first.until - start <= day
    ]
    return [level_name(plan, *key.split("=", 1)) for key in sooner]


def _span(plan: Plan) -> str:
    outcome, told = plan.outcome, len(plan.outcome.told)
    parts = []
    if plan.days is not None and outcome.arrival is not None:
        end = plan.course[-1].leg.destination if plan.course else plan.pack.mission.to[0]
        middle = time_of(plan.charted, outcome.arrival.p50).astimezone(plan.pack.place[end].zone(plan.pack.clock.zone))
        by = date_and_time(middle, crosses_zones(plan))
        parts.append(say("{days}, half of them by {when}", days=days(plan.days), when=by))
    parts.append(say("{money} expected", money=money(outcome.cost, plan.pack.mission.currency)))
    on_course = len({hop.leg.broker for hop in plan.course if hop.leg.broker})
    parts.append(_told(on_course, told))
    return "; ".join(parts) + "."


def _told(on_course: int, told: int) -> str:
    if told == 0:
        return say("no broker told")
    if 0 < on_course < told:
        return say_many(
            "1 broker told, {more} more only if something goes wrong",
            "{n} brokers told, {more} more only if something goes wrong",
            on_course,
            n=on_course,
            more=told - on_course,
        )
    return say_many("1 broker told", "{n} brokers told", told, n=told)


def told_lines(plan: Plan) -> list[str]:
    """Who is told along the course, and who only if something goes wrong."""
    on_course = {hop.leg.broker for hop in plan.course}
    along = [_who(plan, broker) for broker in plan.outcome.told if broker in on_course]
    else_told = [_who(plan, broker) for broker in plan.outcome.told if broker not in on_course]
    lines = [", ".join(along)] if along else []
    if else_told:
        lines.append(say("Only if something goes wrong: {who}", who=", ".join(else_told)))
    return lines


def _who(plan: Plan, broker: str) -> str:
    return f"{plan.pack.broker[broker].title} ({role_of(plan.pack, broker)})"


def _budget(plan: Plan, affordable: Alternative | None) -> str:
    currency, budget = plan.pack.mission.currency, plan.pack.mission.budget or 0.0
    if affordable is None:
        return say("That is over the budget of {budget}; no way was found that is not.", budget=money(budget, currency))
    outcome = affordable.outcome
    return say(
        "That is over the budget of {budget}; within it, {n} of 100 arrive for {cost}.",
        budget=money(budget, currency),
        n=of_hundred(outcome.safe.mid),
        cost=money(outcome.cost, currency),
    )


def how(plan: Plan, leg: Leg) -> str:
    """How one moves, and with whom: "on foot with Mr. Hwang"."""
    broker = plan.pack.broker.get(leg.broker) if leg.broker else None
    mode = _mode(plan, leg)
    return say("{mode} with {broker}", mode=mode, broker=broker.title) if broker else mode


def _mode(plan: Plan, leg: Leg) -> str:
    return modes_of(plan)[leg.mode]


def when_at(plan: Plan, hop: Hop) -> str:
    """Local time of departure, with its offset where the course crosses time zones."""
    return date_and_time(hop.departs_at(plan.charted), crosses_zones(plan))


def crosses_zones(plan: Plan) -> bool:
    """Whether the course crosses time zones, so that times need their offset."""
    offsets = {hop.departs_at(plan.charted).utcoffset() for hop in plan.course}
    return len(offsets | {hop.arrives_at(plan.charted).utcoffset() for hop in plan.course}) > 1


def course_lines(plan: Plan) -> list[tuple[str, str]]:
    """The course, two lines a hop: when and from where to where; how, with whom, arrival, and what is paid when.

    Returns:
        One pair of texts for each hop.
    """
    place = plan.pack.place
    ways = [f"{place[hop.leg.origin].title} → {place[hop.leg.destination].title}" for hop in plan.course]
    return [
        (f"{when_at(plan, hop)}  {way}", course_details(plan, hop)) for hop, way in zip(plan.course, ways, strict=True)
    ]


def course_details(plan: Plan, hop: Hop) -> str:
    """How one moves, with whom, when one arrives, and what is paid when."""
    zones = crosses_zones(plan)
    leaves, arrives = hop.departs_at(plan.charted), hop.arrives_at(plan.charted)
    until = f"{arrives:%H:%M}" if leaves.date() == arrives.date() and not zones else date_and_time(arrives, zones)
    parts = how(plan, hop.leg), say("arrives {when}", when=until), _paid(plan, hop)
    return "; ".join(part for part in parts if part)


def course_note(plan: Plan, hop: Hop) -> str:
    """How one moves, with whom, and what it costs in all: for the list beside a map."""
    whole = hop.paid_now + hop.paid_then
    return how(plan, hop.leg) + (f", {money(whole, plan.pack.mission.currency)}" if whole > 0.0 else "")


def _paid(plan: Plan, hop: Hop) -> str:
    if hop.paid_now + hop.paid_then <= 0.0:
        return ""
    currency = plan.pack.mission.currency
    if hop.paid_then <= 0.0:
        return say("pay {now}", now=money(hop.paid_now, currency))
    then = f"{hop.paid_then:,.0f}" if spoken() == "en" else money(hop.paid_then, currency)
    return say("pay {now}, and {then} on proof of life", now=money(hop.paid_now, currency), then=then)


def held_line(plan: Plan) -> str:
    """One sentence on money: what leaves the hand, and what is held until proof of life."""
    currency = plan.pack.mission.currency
    now, then = sum(h.paid_now for h in plan.course), sum(h.paid_then for h in plan.course)
    if now + then <= 0.0:
        return say("Nothing is paid along the course.")
    return say(
        "Along the course {now} are paid at departure and {then} held until proof of life.",
        now=money(now, currency),
        then=money(then, currency),
    )


def risk_rows(plan: Plan) -> list[tuple[str, str]]:
    """Where the risk comes from: of 100, how many are lost to what; the largest first, the small ones together.

    Returns:
        Rows of a chance and what it is.
    """
    listed = [(lost, what) for what, lost in plan.outcome.attribution if lost > 0.0]
    rows = [(percent(lost), _risk(plan, what)) for lost, what in listed[:RISK_ROWS]]
    rest = sum(lost for lost, _ in listed[RISK_ROWS:])
    if rest > 0.0:
        rows.append((percent(rest), say("{n} smaller risks together", n=len(listed) - RISK_ROWS)))
    return rows


def _risk(plan: Plan, what: str) -> str:
    subject, _, risk = what.partition("/")
    kind, _, name = subject.partition(":")
    if kind == "place":
        return say("{risk} at {place}", risk=say(RISKS[risk]), place=plan.pack.place[name].title)
    leg = next(leg for leg in plan.pack.legs if leg.id == name)
    broker = plan.pack.broker[leg.broker].title if leg.broker else ""
    return say(
        "{risk}: {origin} – {destination} {mode}",
        risk=say(RISKS[risk], broker=broker),
        origin=plan.pack.place[leg.origin].title,
        destination=plan.pack.place[leg.destination].title,
        mode=_mode(plan, leg),
    )


def level_name(plan: Plan | Explanation, condition: str, level: str) -> str:
    """A condition at a level: "river high"."""
    return f"{plan.pack.condition[condition].title} {level_word(level).replace('-', ' ').replace('_', ' ')}"


def fallback_lines(plan: Plan) -> list[tuple[str, list[str]]]:
    """For each hop of the course what to do when it goes wrong.

    Returns:
        For each hop that has something to say: its heading, and a sentence for each thing that can happen.
    """
    lines: list[tuple[str, list[str]]] = []
    for number, hop in enumerate(plan.course, 1):
        said = [_fallback(plan, fallback) for fallback in plan.fallbacks if fallback.hop is hop]
        if said:
            lines.append((f"{number}  {plan.pack.place[hop.leg.origin].title}, {when_at(plan, hop)}", said))
    return lines


def _fallback(plan: Plan, fallback: Fallback) -> str:
    if fallback.what == "back":
        return say("turned back: {then}", then=_then(plan, fallback))
    if fallback.what == "late":
        return say("late: {then}", then=_then(plan, fallback))
    levels = either(level_name(plan, condition, level) for condition, level in fallback.levels)
    event = say("if {levels} (closed)", levels=levels) if fallback.closed else say("if {levels}", levels=levels)
    if fallback.soon(1440 / plan.pack.clock.step_minutes) or not fallback.releases:
        return f"{event}: {_then(plan, fallback)}"
    until = either(level_name(plan, condition, level) for condition, level in fallback.releases)
    return say("{event}: wait here until {until}", event=event, until=until)


def _then(plan: Plan, fallback: Fallback) -> str:
    then = fallback.then
    if then is None:
        return say("no way on is left within the horizon; call before moving")
    way = say("{how} to {place}", how=how(plan, then.leg), place=plan.pack.place[then.leg.destination].title)
    if then.step <= fallback.step:
        return say("go on at once {way}", way=way)
    return say("wait, and at {when} go {way}", when=when_at(plan, then), way=way)


def alternative_label(pack: Pack, alternative: Alternative) -> str:
    """What another way is called: "soonest", "without Mr. Hwang", "without the ford to Far bank"."""
    if alternative.without is None or alternative.label != "without":
        return say(LABELS[alternative.label])
    kind, _, name = alternative.without.partition(":")
    if kind == "broker":
        return say("without {broker}", broker=pack.broker[name].title)
    leg = next(leg for leg in pack.legs if leg.id == name)
    way, place = say(BY_MODE[leg.mode]), pack.place[leg.destination].title
    return say("without {way} to {place}", way=way, place=place)


def alternative_rows(plan: Plan, alternatives: Iterable[Alternative]) -> list[tuple[str, str, str, str, str]]:
    """Other ways beside the safest: label, how many arrive, days, cost, brokers told.

    Returns:
        One row of five texts for each way.
    """
    currency = plan.pack.mission.currency
    return [
        (
            alternative_label(plan.pack, a),
            say("{n} (at worst {low})", n=of_hundred(a.outcome.safe.mid), low=of_hundred(a.outcome.safe.low)),
            days(a.days) if a.days is not None else say("never"),
            money(a.outcome.cost, currency),
            str(len(a.outcome.told)),
        )
        for a in alternatives
    ]
