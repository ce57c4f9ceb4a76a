"""Terms for brokers in words and as a figure: what could be agreed, what it is worth, what it costs."""

from __future__ import annotations

from collections.abc import Sequence

from waystation.charts.panels import Bar, Bars, Figure
from waystation.deciding.offers import Ask, Offer
from waystation.deciding.prices import Bribe, Raised, Rewarded
from waystation.deciding.terms import SAME_CHANCE, Frontier, worth_telling
from waystation.planning.splits import Split
from waystation.wording.figures import closely, money, of_hundred, such_people
from waystation.wording.joining import together
from waystation.wording.language import mark, say, spoken
from waystation.wording.maps import IN_CLEAR
from waystation.world.pack import Pack

__all__ = [
    "KEEP",
    "bribe_lines",
    "frontier_lines",
    "offer_lines",
    "offer_rows",
    "raised_lines",
    "reward_lines",
    "terms_figure",
]

KEEP = mark(
    "Whatever is promised is paid, in full and on time: only so are these terms worth what they are worth here."
)


def frontier_lines(pack: Pack, frontier: Frontier) -> list[str]:
    """The answer: what the safest terms within the budget are worth, and what they cost."""
    now, safest = frontier.now, frontier.safest
    people = such_people(pack.party_size)
    if not frontier.levers:
        return [say("No terms would make anybody here more faithful: nobody is both paid and tempted by a reward.")]
    lines = [
        say(
            "As agreed, {n} of 100 such {people} arrive at worst; {money} expected.",
            n=_hundredths(now.safe.low),
            people=people,
            money=money(now.cost, pack.mission.currency),
        )
    ]
    if not now.within(pack.mission.budget):
        lines.append(_short(pack, now))
    best = _hundredths(safest.safe.low)
    if safest is now:
        lines.append(say("Nothing that these brokers could be offered within the budget makes that noticeably better."))
    elif safest.cost - now.cost >= 1.0:
        more = money(safest.cost - now.cost, pack.mission.currency)
        lines.append(say("Under the best terms found, {n} at worst; {more} more expected.", n=best, more=more))
    else:
        lines.append(say("Under the best terms found, {n} at worst; no more money expected.", n=best))
    if frontier.complete:
        lines.append(say("{n} terms were planned anew, every combination of what could be asked.", n=frontier.tried))
    else:
        lines.append(
            say("{n} terms were planned anew, not every combination of what could be asked.", n=frontier.tried)
        )
    return lines


def _short(pack: Pack, now: Offer) -> str:
    """That the budget does not bear what is agreed."""
    budget, currency = pack.mission.budget or 0.0, pack.mission.currency
    most = max(now.cost, now.promised)
    return say(
        "The budget of {budget} does not bear what is agreed: it may come to {most}. "
        "Find the money, or agree on less, before anybody sets out.",
        budget=money(budget, currency),
        most=money(most, currency),
    )


def offer_rows(pack: Pack, frontier: Frontier) -> list[tuple[str, ...]]:
    """The offers to compare: a number, of 100 at worst, nominally, expected cost, what is promised, with whom."""
    return [
        (
            str(number) if offer.asks else "",
            _hundredths(offer.safe.low),
            of_hundred(offer.safe.mid),
            money(offer.cost, pack.mission.currency),
            money(offer.promised, pack.mission.currency),
            _with_whom(pack, offer),
        )
        for number, offer in enumerate(worth_telling(frontier), 1)
    ]


def _with_whom(pack: Pack, offer: Offer) -> str:
    return "; ".join(f"{pack.broker[ask.broker].title} {_asked(pack, ask)}" for ask in offer.asks) or say("as agreed")


def _asked(pack: Pack, ask: Ask) -> str:
    """What is otherwise with one broker: "+25 %, 70 % held"."""
    parts = [say("+{share} %", share=f"{ask.raised * 100:.0f}")] if ask.raised else []
    if ask.held != pack.broker[ask.broker].terms.held:
        parts.append(say("{share} % held", share=f"{ask.held * 100:.0f}"))
    return ", ".join(parts)


def offer_lines(pack: Pack, offer: Offer) -> list[str]:
    """What to agree on with each broker, a line each."""
    lines = []
    for ask in offer.asks:
        broker = pack.broker[ask.broker]
        parts = []
        if ask.raised:
            fees = (leg.fee.high for leg in pack.legs if leg.broker == broker.id and leg.id in offer.course)
            paid = sum(fees) * pack.party_size * (1.0 + ask.raised)
            share, to = f"{ask.raised * 100:.0f}", money(paid, pack.mission.currency)
            if paid:
                parts.append(say("raise the fee by {share} %, to {money} along the course", share=share, money=to))
            else:
                parts.append(say("raise the fee by {share} %", share=share))
        if ask.held != broker.terms.held:
            held, now = (f"{share * 100:.0f}" for share in (ask.held, broker.terms.held))
            parts.append(say("hold {held} % until proof of life, not {now} %", held=held, now=now))
        lines.append(f"{broker.title}: {'; '.join(parts)}.")
    return lines


def bribe_lines(pack: Pack, bribes: Sequence[Bribe]) -> list[str]:
    """What each official buys, all legs of theirs together."""
    lines, seen = [], set()
    for bribe in bribes:
        if bribe.broker in seen or set(bribe.legs) != _legs_of(pack, bribe):
            continue
        seen.add(bribe.broker)
        name = pack.broker[bribe.broker].title
        if not bribe.told:
            lines.append(say("{broker}: the plan never comes to this official; paying buys nothing.", broker=name))
            continue
        lines.append(_bribe_line(pack, bribe, name))
    return lines


def _bribe_line(pack: Pack, bribe: Bribe, name: str) -> str:
    cost = money(abs(bribe.cost - bribe.cost_without), pack.mission.currency)
    if bribe.cost >= bribe.cost_without:
        spent = say("{money} more is expected to be spent", money=cost)
    else:
        spent = say("{money} less is expected to be spent", money=cost)
    if bribe.gain_low <= SAME_CHANCE:
        return say(
            "{broker}: without this official about as many arrive ({n} of 100 at worst), and one person fewer would "
            "know. With the bribe {spent}.",
            broker=name,
            n=_hundredths(bribe.safe_without.low),
            spent=spent,
        )
    return say(
        "{broker}: {n} of 100 arrive at worst, without this official {without}; {spent}.",
        broker=name,
        n=_hundredths(bribe.safe.low),
        without=_hundredths(bribe.safe_without.low),
        spent=spent,
    )


def _legs_of(pack: Pack, bribe: Bribe) -> set[str]:
    return {leg.id for leg in pack.legs if leg.broker == bribe.broker and pack.can_do(leg)}


def reward_lines(pack: Pack, ways: Sequence[Rewarded], splits: Sequence[Split], parts: int) -> list[str]:
    """What the adversary pays for the party, beside what is paid for two smaller ones."""
    currency, whole = pack.mission.currency, ways[0]
    if whole.total <= 0.0 and all(way.total <= 0.0 for way in ways):
        return [say("No reward is known for this party.")]
    total = money(whole.total, currency)
    if pack.party_size == 1:
        return [say("One traveller is worth {money} to whoever sells them.", money=total)]
    lines = [say("All {n} together are worth {money} to whoever sells them.", n=pack.party_size, money=total)]
    best = min(ways[1:], key=lambda way: (way.most, way.total))
    sizes = together([str(size) for size in best.sizes])
    each = together([money(reward, currency) for reward in best.rewards])
    if best.most < whole.most - 1e-9:
        lines.append(
            say(
                "In parties of {sizes} they would be worth {each}: no one broker is tempted by more than {most}.",
                sizes=sizes,
                each=each,
                most=money(best.most, currency),
            )
        )
    else:
        lines.append(
            say(
                "In parties of {sizes} they would be worth {each}: one of the two would be worth as much as all of "
                "them are together.",
                sizes=sizes,
                each=each,
            )
        )
    if parts == 1:
        lines.append(say("They are never parted, so this is only to know."))
    elif splits:
        lines.append(_planned(splits))
    else:
        lines.append(say("There are many ways to part them; waystation split PACK --groups 2 plans each."))
    return lines


def _planned(splits: Sequence[Split]) -> str:
    whole, apart = (split.together for split in splits[:2])
    return say(
        "Planned as two parties ({who}), {parted} are expected to arrive at worst and all do {all_parted} times in "
        "100; together {together}, and {all_together} times.",
        who=" | ".join(", ".join(group.travellers) for group in splits[1].groups),
        parted=f"{apart.expected_safe.low:.2f}",
        all_parted=of_hundred(apart.all_safe.low),
        together=f"{whole.expected_safe.low:.2f}",
        all_together=of_hundred(whole.all_safe.low),
    )


def raised_lines(pack: Pack, raised: Raised | None) -> list[str]:
    """What prices that may be raised on the way come to."""
    if raised is None:
        return []
    currency = pack.mission.currency
    stands, asked = money(raised.cost_agreed, currency), money(raised.cost, currency)
    lines = [say("The price may be raised on the way for {legs}.", legs=", ".join(raised.legs))]
    lines.append(
        say(
            "{agreed} expected if every price stands, {asked} if each is raised as far as it may be.",
            agreed=stands,
            asked=asked,
        )
    )
    budget = pack.mission.budget
    if budget is not None and raised.cost > budget + 1e-9 and raised.cost_agreed <= budget + 1e-9:
        lines.append(
            say("The budget bears what was agreed, and not what may be asked: settle that before they set out.")
        )
    return lines


def terms_figure(pack: Pack, frontier: Frontier) -> Figure:
    """The offers as a figure: safety at worst beside money.

    Args:
        pack: The mission and its world.
        frontier: The offers.
    """
    told = worth_telling(frontier)
    names = [f"{number}  {_with_whom(pack, offer)}" for number, offer in enumerate(told[:-1], 1)]
    names.append(say("as agreed"))
    safety = tuple(
        Bar(name, offer.safe.low, say("{n} of 100", n=_hundredths(offer.safe.low)), offer.safe.mid, not offer.asks)
        for name, offer in zip(names, told, strict=True)
    )
    cost = tuple(
        Bar(name, offer.promised, money(offer.promised, pack.mission.currency), offer.cost, not offer.asks)
        for name, offer in zip(names, told, strict=True)
    )
    panels = (
        Bars(say("How many arrive"), safety, say("Of 100, at worst; the thin bar is nominal."), full=1.0),
        Bars(
            say("What it costs"),
            cost,
            say("What is promised if all goes well; the thin bar is what is expected to be spent."),
        ),
    )
    subtitle = (*frontier_lines(pack, frontier), say(KEEP))
    return Figure(
        say("{mission}: terms for brokers", mission=pack.name),
        subtitle,
        panels if frontier.levers else (),
        say(IN_CLEAR),
        spoken(),
    )


def _hundredths(chance: float) -> str:
    """A chance out of 100 with a tenth, for terms differ by less than one in a hundred."""
    return closely(chance) if 0.0005 <= chance <= 0.9995 else of_hundred(chance)
