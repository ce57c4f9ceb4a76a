"""Cards, as a coordinator deals them: for whom, of which journey, by which signs; and that they were given.

Joins the way ahead, the signs (drawn once, kept in the mission's cards) and the rules of who is told what. Without a
running journey there are only drafts, by the plan, and nothing is drawn or kept for them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from waystation.desk.guide.cases import Case, take_down
from waystation.desk.guide.running import Running, answerer_for, running_of
from waystation.desk.guide.sharing import situations_of
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
    "Present",
    "chosen",
    "deal_cards",
    "give",
    "holder_of",
    "kept_secret",
    "language_for",
    "out_now",
    "stretches_of",
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


@dataclass(frozen=True)
class Present:
    """A mission at an instant, among the journeys that run.

    Args:
        case: The mission.
        beside: The other missions at hand, whose journeys share news, beds and words.
        now: The present instant.
        known: The legs and stays ahead, where they have been worked out already.
    """

    case: Case
    beside: Sequence[Case]
    now: datetime
    known: Sequence[Stretch] | None = None

    @cached_property
    def all(self) -> list[Running]:
        """Every journey that runs, those of the mission first."""
        return running_of([self.case.opened, *(one.opened for one in self.beside)], self.now)

    @property
    def running(self) -> Running | None:
        """The journey of the mission that runs; of several the last accepted, None where none does."""
        own = [one for one in self.all if one.name == self.case.name]
        return own[-1] if own else None

    @cached_property
    def ahead(self) -> tuple[Stretch, ...]:
        """The legs and stays ahead: as the journey is answered beside the others, or by the mission's own plan."""
        running = self.running
        if self.known is not None:
            return tuple(self.known)
        if running is None:
            from waystation.planning.plan import make_plan

            loaded = self.case.opened.loaded
            return tuple(stretches_of(make_plan(loaded.pack, loaded.departures, None, loaded.calendars)))
        place = next(number for number, one in enumerate(self.all) if one is running)
        situation = situations_of(self.all, self.now)[place]
        return answerer_for(running).answer(situation).ahead


def kept_secret(present: Present, source: str, chance: Callable[[int], bytes]) -> str:
    """What the signs of a running journey are drawn from; drawn and kept where that has not been done.

    Args:
        present: The mission, in which a journey runs.
        source: Who draws it, where nobody signs.
        chance: So many bytes by chance.

    Raises:
        Usage: If no journey runs, or it would have to be kept and nothing can be written.
    """
    running = present.running
    if running is None:
        raise Usage("card_no_journey", value=present.case.name)
    known = secret_of(running.standing, running.journey.name)
    if known is not None:
        return known
    taken = [
        (secret, meetings_of(other.loaded.stated))
        for other in present.all
        if other is not running and (secret := secret_of(other.standing, other.journey.name)) is not None
    ]
    secret = draw_secret(chance, meetings_of(present.case.pack), taken)
    take_down(present.case, present.now, source, {"kind": "signs", "journey": running.journey.name, "secret": secret})
    return secret


def deal_cards(present: Present, to: str, secret: str | None) -> Dealt:
    """The cards of one person, for what lies ahead.

    Args:
        present: The mission.
        to: Whose, as `card` reports say it.
        secret: What its signs are drawn from; None for a draft.
    """
    running, pack = present.running, present.case.pack
    if running is None or secret is None:
        return Dealt(to, tuple(deal(pack, present.ahead, to, Told())), "")
    return Dealt(to, tuple(deal(pack, present.ahead, to, _told(running, secret))), running.journey.name)


def _told(running: Running, secret: str | None) -> Told:
    journey = running.journey
    return Told(secret, journey.number or None, tuple(journey.ill))


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


def out_now(present: Present) -> list[CardOut]:
    """How the cards of a running journey stand that are out.

    Args:
        present: The mission, in which a journey runs.

    Raises:
        Usage: If none does.
    """
    running, case = present.running, present.case
    if running is None:
        raise Usage("card_no_journey", value=case.name)
    name = running.journey.name
    told = _told(running, secret_of(running.standing, name))
    return cards_out(case.pack, present.ahead, told, case.reports, journey=name, now=present.now)
