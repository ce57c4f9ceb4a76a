"""Cards, as a coordinator deals them: for whom, of which journey, by which signs; and that they were given.

Joins the way ahead, the signs (drawn once, kept in the mission's cards) and the rules of who is told what. Without a
running journey there are only drafts, by the plan, and nothing is drawn or kept for them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from waystation.desk.guide.cases import Case, take_down
from waystation.desk.guide.running import Running, answer_of, running_of
from waystation.desk.keep.people import plain
from waystation.errors import Usage
from waystation.guiding.ahead import Stretch
from waystation.guiding.cards import Card
from waystation.guiding.cards_out import CardOut, cards_out, last_given
from waystation.guiding.dealing import Told, deal
from waystation.guiding.meetings import HOSTED, meetings_of
from waystation.guiding.signs import draw_secret, secret_of
from waystation.world.mistakes import nearest
from waystation.world.pack import Pack
from waystation.world.places import CERTAIN_NOT
from waystation.world.report import Report
from waystation.world.report_journeys import CardGiven

if TYPE_CHECKING:
    from waystation.planning.plan import Plan

__all__ = [
    "Dealt",
    "chosen",
    "deal_cards",
    "give",
    "holder_of",
    "kept_secret",
    "language_for",
    "out_now",
    "stretches_of",
    "the_running",
]

LIAISON, TRAVELLER = "liaison", "traveller"


@dataclass(frozen=True)
class Dealt:
    """The cards of one person.

    Args:
        to: Whose, as `card` reports say it.
        cards: What they are told of each leg or stay ahead, the next first.
        journey: The journey's name; empty for a draft.
    """

    to: str
    cards: tuple[Card, ...]
    journey: str

    @property
    def draft(self) -> bool:
        """Whether no journey runs: nothing is drawn, and nothing may be given."""
        return not self.journey


def holder_of(pack: Pack, text: str) -> str:
    """Whose cards a text means, as `card` reports say it.

    Args:
        pack: The mission.
        text: `broker:ID`, `host:PLACE`, `traveller` or `liaison:NAME`; ids or titles, in any case.

    Raises:
        Usage: If it means nobody; with what is nearest.
    """
    kind, _, name = (part.strip() for part in text.partition(":"))
    kind = kind.lower()
    if kind in (TRAVELLER, "travellers"):
        return TRAVELLER
    if kind == LIAISON and name:
        return f"{LIAISON}:{name[:60]}"
    if kind == "broker":
        return f"broker:{_meant(name, {one.id: one.title for one in pack.brokers}, 'broker')}"
    if kind in ("host", "place"):
        hosts = {one.id: one.title for one in pack.places if one.kind in HOSTED}
        return f"place:{_meant(name, hosts, 'place with a host')}"
    raise Usage("card_whom", value=text[:80])


def _meant(name: str, titles: dict[str, str], kind: str) -> str:
    if name in titles:
        return name
    found = [one for one, title in titles.items() if plain(name) in (plain(one), plain(title))]
    if len(found) != 1:
        known = {plain(word): one for one, title in titles.items() for word in (one, title)}
        raise Usage("at_unknown", value=name[:60], kind=kind, nearest=known.get(nearest(plain(name), known), ""))
    return found[0]


def language_for(pack: Pack, to: str) -> str | None:
    """The language of somebody's cards, where the pack says it.

    Args:
        pack: The mission.
        to: Whose, as `card` reports say it.
    """
    kind, _, name = to.partition(":")
    if kind == "broker":
        return pack.broker[name].language
    if kind == "place":
        return pack.place[name].language
    return pack.party.language if kind == TRAVELLER else None


def the_running(case: Case, now: datetime) -> Running | None:
    """The journey of a mission that runs; of several the last accepted, None where none does."""
    found = running_of([case.opened], now)
    return found[-1] if found else None


def kept_secret(
    case: Case, running: Running, others: Sequence[Case], *, now: datetime, source: str, chance: Callable[[int], bytes]
) -> str:
    """What the signs of a running journey are drawn from; drawn and kept where that has not been done.

    Args:
        case: Its mission.
        running: The journey.
        others: All missions at hand, in which others may run.
        now: The present instant.
        source: Who draws it, where nobody signs.
        chance: So many bytes by chance.

    Raises:
        Usage: If it would have to be kept and nothing can be written.
    """
    known = secret_of(running.standing, running.journey.name)
    if known is not None:
        return known
    taken = [
        (secret, meetings_of(other.pack))
        for other in others
        for journey in other.running
        if (other.name, journey.name) != (case.name, running.journey.name)
        and (secret := secret_of(other.reports, journey.name)) is not None
    ]
    secret = draw_secret(chance, meetings_of(case.pack), taken)
    take_down(case, now, source, {"kind": "signs", "journey": running.journey.name, "secret": secret})
    return secret


def deal_cards(case: Case, to: str, now: datetime, running: Running | None, secret: str | None) -> Dealt:
    """The cards of one person, for what lies ahead.

    Args:
        case: The mission.
        to: Whose, as `card` reports say it.
        now: The present instant.
        running: The journey; None for a draft by the mission's own plan.
        secret: What its signs are drawn from; None for a draft.
    """
    if running is None or secret is None:
        ahead = answer_of(running, now).ahead if running is not None else _planned(case)
        return Dealt(to, tuple(deal(case.pack, ahead, to, Told())), "")
    journey = running.journey
    told = Told(secret, journey.number or None, tuple(journey.ill))
    return Dealt(to, tuple(deal(case.pack, answer_of(running, now).ahead, to, told)), journey.name)


def _planned(case: Case) -> list[Stretch]:
    from waystation.planning.plan import make_plan

    loaded = case.opened.loaded
    return stretches_of(make_plan(loaded.pack, loaded.departures, None, loaded.calendars))


def stretches_of(plan: Plan) -> list[Stretch]:
    """The legs and stays of a plan's course; a leg may be late by its own time, where it can be late at all."""
    from waystation.guiding.course_ahead import local

    charted, found = plan.charted, []
    begins = local(charted, charted.start.step, plan.pack.mission.origin)
    for hop in plan.course:
        leg, leaves = hop.leg, hop.departs_at(charted)
        if leaves > begins:
            found.append(Stretch(None, leg.origin, begins, leaves))
        _, late = plan.pack.steps_of(leg)
        later = local(charted, hop.arrives + late, leg.destination) if leg.risk.late != CERTAIN_NOT else None
        found.append(Stretch(leg, leg.origin, leaves, hop.arrives_at(charted), late_ends=later))
        begins = hop.arrives_at(charted)
    return found


def chosen(dealt: Dealt, *, every: bool, leg: str | None) -> tuple[Card, ...]:
    """The cards that are wanted: the next one, all, or that of one leg or of the stay at one place.

    Args:
        dealt: The cards of one person.
        every: Whether all are wanted.
        leg: Id of a leg, or of a place for a stay there; None for the next card, or all.

    Raises:
        Usage: If they have no part in what lies ahead, or none in that leg.
    """
    if not dealt.cards:
        raise Usage("card_none", to=dealt.to)
    if leg is not None:
        found = tuple(card for card in dealt.cards if leg == (card.leg or card.place))
        if not found:
            known = [card.leg or card.place for card in dealt.cards]
            raise Usage("card_leg", value=leg[:60], known=", ".join(dict.fromkeys(known)))
        return found
    if every:
        return dealt.cards
    told = ("traveller", "broker", "official")  # who is on a leg has its card; others wait for them with theirs
    return (next((card for card in dealt.cards if not (card.begun and card.role in told)), dealt.cards[0]),)


def give(
    case: Case, dealt: Dealt, card: Card, now: datetime, source: str, *, language: str, digest: str, reviewed: bool
) -> Report:
    """Keep that a card was given: what it told them, they know. The same card again tells nothing more.

    Args:
        case: The mission.
        dealt: Whose cards they are, of a running journey.
        card: The card.
        now: The present instant.
        source: Who gives it, where nobody signs.
        language: In which language.
        digest: SHA-256 of its text.
        reviewed: Whether a speaker had reviewed its sentences.
    """
    fields = {
        "kind": "card",
        "journey": dealt.journey,
        "to": dealt.to,
        "legs": [card.leg] if card.leg is not None else [],
        "language": language,
        "digest": digest,
        "reviewed": reviewed,
        "at": card.at,
        "opens": card.opens.isoformat(),
    }
    given = given_in(case)
    last = last_given(given, dealt.journey)
    for one in given:
        same = (one.journey, one.to, one.at, one.digest) == (dealt.journey, dealt.to, card.at, digest)
        if same and one.reviewed == reviewed and (one in last or one.happened == now):
            return one
    return take_down(case, now, source, fields)


def given_in(case: Case) -> list[CardGiven]:
    """The cards of a mission that were given and stand, the first given first."""
    return [one for one in case.reports if isinstance(one, CardGiven)]


def out_now(case: Case, running: Running, now: datetime) -> list[CardOut]:
    """How the cards of a running journey stand that are out.

    Args:
        case: Its mission.
        running: The journey.
        now: The present instant.
    """
    journey = running.journey
    told = Told(secret_of(running.standing, journey.name), journey.number or None, tuple(journey.ill))
    ahead = answer_of(running, now).ahead
    return cards_out(case.pack, ahead, told, case.reports, journey=journey.name, now=now)
