"""Following one number back to its reports: what the pack says itself, what each report adds, what counts for nothing.

Reasons for which a report counts for nothing, as codes:

    ungraded, grade_unknown, grade_weightless    nobody graded it; F or 6; the pack gives its grade no weight
    corrected                                    `by` undoes it
    duplicate                                    `by` tells the same fact and is stronger
    before_as_of                                 the pack's number contains it already
    contained                                    the pack does not say up to when its number holds, so it may contain it
    exact, stands                                the pack's number is exact; `betrays` stands as it is
    after_start                                  seen after the start, where the level at the start is asked
    not_yet                                      the risk has never been reported to happen, nor does the pack state it
    overlaid                                     later observations leave it no share
    none_there, faded, no_risk                   it says that nobody was there; it is gone by now; there is no risk that
                                                 it could raise
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from waystation.errors import Usage
from waystation.evidence.ageing import ALWAYS, DAY, NEVER_AFTER, instant
from waystation.evidence.believed import Believed, Believing
from waystation.evidence.books import RISKS, Books, Entry
from waystation.evidence.facts import UNIT, Claim
from waystation.evidence.grades import grade_weights
from waystation.evidence.intervals import NEVER
from waystation.evidence.ledger import Ledger
from waystation.evidence.present import own_present, present
from waystation.evidence.sightings import LEAST
from waystation.evidence.tallies import Feed, Own, Tally, own_counts
from waystation.world.mistakes import nearest
from waystation.world.quoting import shown
from waystation.world.report import Report

__all__ = ["Behind", "Dropped", "Raised", "Why", "why"]


class Behind(NamedTuple):
    """One report behind a number.

    Args:
        report: The report.
        grade_weight: What its grade is worth, 0 … 1.
        age_days: Its age at the start of the journey; 0 for what happened later.
        age_factor: What its age leaves of it, 0 … 1; of an observation what later ones leave of it.
        weight: For how much it counts: the product of the two.
        events: How many events it adds, weighted; of conditions 0.
        trials: How many trials it adds, weighted; of conditions its weight.
    """

    report: Report
    grade_weight: float
    age_days: float
    age_factor: float
    weight: float
    events: float
    trials: float


class Dropped(NamedTuple):
    """One report that is about a number and counts for nothing in it.

    Args:
        report: The report.
        reason: Why, as a code; see the module.
        by: The id of the report that makes it so, if one does.
    """

    report: Report
    reason: str
    by: str = ""


class Raised(NamedTuple):
    """What is seen near a place or leg and multiplies the odds of this risk while it is there.

    Args:
        condition: The condition that stands for it; ask for `condition:ID=there` to see its reports.
        near: Where it was seen.
        chance: The chance that it is there at the start.
        odds: What it multiplies the odds by.
    """

    condition: str
    near: str
    chance: float
    odds: float


class Why(NamedTuple):
    """One number and all that is behind it.

    Args:
        belief: The number.
        own: What the pack itself says of it, as counts; None if it says nothing.
        own_chance: Of a condition's level: the chance that the pack itself gives it; else None.
        events: All events, the pack's own included.
        trials: All trials, the pack's own included.
        reports: What counts, the strongest first.
        dropped: What does not, in the order in which it was heard.
        raised: What multiplies its odds beside.
    """

    belief: Believing
    own: Own | None
    own_chance: float | None
    events: float
    trials: float
    reports: tuple[Behind, ...]
    dropped: tuple[Dropped, ...]
    raised: tuple[Raised, ...]


def why(believed: Believed, what: str) -> Why:
    """One number followed back to its reports.

    Args:
        believed: What is believed.
        what: Which number, as in `Believing.what`; `leg:ID/betrayed` is its broker's, and `condition:ID` the likeliest
            level's.

    Raises:
        Usage: `belief_unknown`, with the nearest known name, if there is no such number.
    """
    name = _named(believed, what)
    ledger = Ledger(believed.given)
    for report in believed.heard:
        ledger.add(report)
    ledger.believed()
    belief = believed.by_name.get(name) or Believing(name, *NEVER)
    if name.startswith("condition:"):
        return _of_condition(believed, ledger.books, belief)
    return _of_counts(believed, ledger.books, belief)


def _named(believed: Believed, what: str) -> str:
    kind, _, rest = what.partition(":")
    part, _, risk = rest.partition("/")
    if kind == "leg" and risk == "betrayed":
        brokers = {leg.id: leg.broker for leg in believed.given.legs}
        what = f"broker:{brokers.get(part)}/betrayed" if brokers.get(part) else what
    if kind == "broker" and not risk:
        what = f"{what}/betrayed"
    if kind == "condition" and "=" not in rest:
        levels = [belief for belief in believed.beliefs if belief.what.startswith(f"{what}=")]
        what = max(levels, key=lambda belief: belief.mid).what if levels else what
    risks = {f"leg:{leg.id}/{each}" for leg in believed.given.legs for each in RISKS}
    if what not in believed.by_name and what not in risks:
        raise Usage("belief_unknown", value=shown(what), nearest=nearest(what, believed.by_name))
    return what


def _of_counts(believed: Believed, books: Books, belief: Believing) -> Why:
    tally = books.tallies.get(belief.what)
    raised = tuple(_raised(believed, belief.what))
    if tally is None:
        place = believed.given.place[belief.what.removeprefix("place:").partition("/")[0]]
        found = own_counts(place.found, NEVER_AFTER)
        return Why(belief, found, None, found.events, found.trials, (), (), raised)
    behind: list[Behind] = []
    dropped: list[Dropped] = []
    risen = tally.own is not None or tally.happened or tally.what.startswith("broker:")
    for entry, feed in _feeding(books, tally):
        counted = feed.taken if risen else []
        behind += [_behind(believed, books, claim, feed) for claim in counted if feed.trials]
        bar = "" if risen else "not_yet"
        dropped += _dropped(books, entry, counted, bar or _bar(tally))
    own = tally.own
    events, trials = tally.events, tally.trials
    if own is not None:
        events, trials = events + own.events, trials + own.trials
    dropped += _idle(believed, books, belief.what)
    behind.sort(key=_strength)
    return Why(belief, own, None, events, trials, tuple(behind), _in_order(books, dropped), raised)


def _feeding(books: Books, tally: Tally) -> Iterator[tuple[Entry, Feed]]:
    """The facts that bear on a tally, each once."""
    met: set[int] = set()
    for entries in books.entries.values():
        for entry in entries:
            for fed, feed in entry.feeds:
                if fed is tally and id(entry) not in met:
                    met.add(id(entry))
                    yield entry, feed


def _bar(tally: Tally) -> str:
    """Why a report that would count does not, as far as it is the pack's doing."""
    if tally.own is None or tally.until == ALWAYS:
        return ""
    return tally.own.bar if tally.until == NEVER_AFTER else "before_as_of"


def _behind(believed: Believed, books: Books, claim: Claim, feed: Feed) -> Behind:
    report, weight = books.heard[claim[2]], -claim[0] / UNIT
    graded = _graded(believed, report)
    return Behind(
        report=report,
        grade_weight=graded,
        age_days=max(0, claim[1]) / DAY,
        age_factor=min(1.0, weight / graded),
        weight=weight,
        events=weight * feed.events_named,
        trials=weight * feed.trials_named,
    )


def _graded(believed: Believed, report: Report) -> float:
    return grade_weights(believed.given.evidence.weights)[report.grade or "F6"]


def _dropped(books: Books, entry: Entry, counted: Iterable[Claim], bar: str) -> Iterator[Dropped]:
    """What of a fact counts for nothing, and why."""
    fact, heard = entry.fact, books.heard
    for name, reason in fact.unweighed:
        yield Dropped(heard[name], reason)
    kept = {claim[2] for claim in counted}
    for claim in fact.claims:
        name = claim[2]
        if name in kept:
            continue
        if name in books.corrections.undone:
            yield Dropped(heard[name], "corrected", books.corrections.by(name) or "")
        elif claim not in fact.taken:
            same = min(other for other in fact.taken if abs(other[1] - claim[1]) <= DAY and other < claim)
            yield Dropped(heard[name], "duplicate", same[2])
        else:
            yield Dropped(heard[name], bar)


def _in_order(books: Books, dropped: Iterable[Dropped]) -> tuple[Dropped, ...]:
    place = {name: number for number, name in enumerate(books.heard)}
    return tuple(sorted(dropped, key=lambda one: place[one.report.id or ""]))


def _of_condition(believed: Believed, books: Books, belief: Believing) -> Why:
    name, _, level = belief.what.removeprefix("condition:").partition("=")
    seen = [one for one in believed.sightings if one.condition == name]
    own = None
    if seen:
        entries = [entry for one in seen for entry in books.seen[one.near]]
        shares = {claim[2]: -claim[0] / UNIT for one in seen for claim in one.claims}
    else:
        about = f"condition:{name}"
        entries = [entry for listed in books.entries.values() for entry in listed if entry.about == about]
        given = believed.given.condition[name]
        found = (
            present(given, believed.given.clock, books.lines[about].moments, books.until(given)) if entries else None
        )
        shares = {share.report: share.share for share in found.shares} if found else {}
        own = dict(zip(given.levels, own_present(given) or (), strict=True))[level]
    behind: list[Behind] = []
    for report, share in shares.items():
        heard, graded = books.heard[report], _graded(believed, books.heard[report])
        age = max(0, -instant(believed.given.clock, heard.happened)) / DAY
        behind.append(Behind(heard, graded, age, min(1.0, share / graded), share, 0.0, share))
    behind.sort(key=_strength)
    dropped: list[Dropped] = []
    for entry in entries:
        counted = [claim for claim in entry.fact.claims if claim[2] in shares]
        dropped += [
            one if one.reason else one._replace(reason=_unseen(believed, books, one.report, name))
            for one in _dropped(books, entry, counted, "")
        ]
    return Why(belief, None, own, 0.0, belief.weight, tuple(behind), _in_order(books, dropped), ())


def _strength(one: Behind) -> tuple[float, float, str]:
    return -one.weight, one.age_days, one.report.id or ""


def _unseen(believed: Believed, books: Books, report: Report, condition: str) -> str:
    """Why an observation or a sighting has no share."""
    clock = believed.given.clock
    when = instant(clock, report.happened)
    if report.kind == "sighting":
        if when <= books.seen_until:
            return "before_as_of"
        return "none_there" if getattr(report, "count", None) == 0.0 else "faded"
    until = books.until(believed.given.condition[condition])
    if when > 0:
        return "after_start"
    if until == NEVER_AFTER:
        return "contained"
    return "before_as_of" if when <= until else "overlaid"


def _idle(believed: Believed, books: Books, what: str) -> Iterator[Dropped]:
    """What was seen near a leg and does nothing to its risk of being caught, and why."""
    name, _, risk = what.partition("/")
    if risk != "caught":
        return
    leg = books.leg[name.removeprefix("leg:")]
    acting = {one.near for one in believed.sightings if one.condition}
    chances = {one.near: one.chance for one in believed.sightings}
    for near in (name, f"place:{leg.origin}", f"place:{leg.destination}"):
        for entry in books.seen.get(near, ()) if near not in acting else ():
            for one in _dropped(books, entry, (), ""):
                seen = one.reason or _unseen(believed, books, one.report, "")
                there = seen == "faded" and chances.get(near, 0.0) >= LEAST
                yield one._replace(reason="no_risk" if there else seen)


def _raised(believed: Believed, what: str) -> Iterator[Raised]:
    """What was seen that raises a risk of a leg or place, by the effects that it has in the plan."""
    name, _, risk = what.partition("/")
    kind, _, part = name.partition(":")
    items = believed.pack.legs if kind == "leg" else believed.pack.places if kind == "place" else ()
    for item in items:
        if item.id != part:
            continue
        for one in believed.sightings:
            effect = item.when.get(one.there) if one.condition else None
            if isinstance(effect, dict) and risk in effect:
                yield Raised(one.condition, one.near, one.chance, effect[risk])
