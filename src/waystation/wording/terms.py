"""Terms for brokers in words and as a figure: what could be agreed, what it is worth, what it costs."""

from __future__ import annotations

from collections.abc import Sequence

from waystation.charts.panels import Bar, Bars, Figure
from waystation.deciding.offers import Ask, Offer
from waystation.deciding.prices import Bribe, Raised, Rewarded
from waystation.deciding.terms import SAME_CHANCE, Frontier, worth_telling
from waystation.planning.splits import Split
from waystation.wording.figures import money, of_hundred, such_people
from waystation.wording.language import say
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

KEEP = "Whatever is promised is paid, in full and on time: only so are these terms worth what they are worth here."


def frontier_lines(pack: Pack, frontier: Frontier) -> list[str]:
    """The answer: what the safest terms within the budget are worth, and what they cost."""
    now, safest = frontier.now, frontier.safest
    people = such_people(pack.party_size)
    if not frontier.levers:
        return ["No terms would make anybody here more faithful: nobody is both paid and tempted by a reward."]
    expected = money(now.cost, pack.mission.currency)
    lines = [f"As agreed, {_hundredths(now.safe.low)} of 100 such {people} arrive at worst; {expected} expected."]
    if not now.within(pack.mission.budget):
        lines.append(_short(pack, now))
    if safest is now:
        lines.append("Nothing that these brokers could be offered within the budget makes that noticeably better.")
    else:
        more = money(safest.cost - now.cost, pack.mission.currency)
        price = f"{more} more expected" if safest.cost - now.cost >= 1.0 else "no more money expected"
        lines.append(f"Under the best terms found, {_hundredths(safest.safe.low)} at worst; {price}.")
    tried = "every combination" if frontier.complete else "not every combination"
    lines.append(f"{frontier.tried} terms were planned anew, {tried} of what could be asked.")
    return lines


def _short(pack: Pack, now: Offer) -> str:
    """That the budget does not bear what is agreed."""
    budget, currency = pack.mission.budget or 0.0, pack.mission.currency
    most = max(now.cost, now.promised)
    return (
        f"The budget of {money(budget, currency)} does not bear what is agreed: it may come to "
        f"{money(most, currency)}. Find the money, or agree on less, before anybody sets out."
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
    return "; ".join(f"{pack.broker[ask.broker].title} {_asked(pack, ask)}" for ask in offer.asks) or "as agreed"


def _asked(pack: Pack, ask: Ask) -> str:
    """What is otherwise with one broker: "+25 %, 70 % held"."""
    parts = [f"+{ask.raised * 100:.0f} %"] if ask.raised else []
    parts += [f"{ask.held * 100:.0f} % held"] if ask.held != pack.broker[ask.broker].terms.held else []
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
            along = f", to {money(paid, pack.mission.currency)} along the course" if paid else ""
            parts.append(f"raise the fee by {ask.raised * 100:.0f} %{along}")
        if ask.held != broker.terms.held:
            held, now = (f"{share * 100:.0f} %" for share in (ask.held, broker.terms.held))
            parts.append(f"hold {held} until proof of life, not {now}")
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
            lines.append(f"{name}: the plan never comes to this official; paying buys nothing.")
            continue
        gain = bribe.gain_low
        cost = money(abs(bribe.cost - bribe.cost_without), pack.mission.currency)
        word = "more" if bribe.cost >= bribe.cost_without else "less"
        if gain <= SAME_CHANCE:
            lines.append(
                f"{name}: without this official about as many arrive ({_hundredths(bribe.safe_without.low)} of 100 at "
                f"worst), and one person fewer would know. With the bribe {cost} {word} is expected to be spent."
            )
        else:
            lines.append(
                f"{name}: {_hundredths(bribe.safe.low)} of 100 arrive at worst, without this official "
                f"{_hundredths(bribe.safe_without.low)}; {cost} {word} is expected to be spent."
            )
    return lines


def _legs_of(pack: Pack, bribe: Bribe) -> set[str]:
    return {leg.id for leg in pack.legs if leg.broker == bribe.broker and pack.can_do(leg)}


def reward_lines(pack: Pack, ways: Sequence[Rewarded], splits: Sequence[Split], parts: int) -> list[str]:
    """What the adversary pays for the party, beside what is paid for two smaller ones."""
    currency, whole = pack.mission.currency, ways[0]
    if whole.total <= 0.0 and all(way.total <= 0.0 for way in ways):
        return ["No reward is known for this party."]
    lines = [f"All {pack.party_size} together are worth {money(whole.total, currency)} to whoever sells them."]
    if pack.party_size == 1:
        return [f"One traveller is worth {money(whole.total, currency)} to whoever sells them."]
    best = min(ways[1:], key=lambda way: (way.most, way.total))
    sizes = " and ".join(str(size) for size in best.sizes)
    each = " and ".join(money(reward, currency) for reward in best.rewards)
    beside = f"In parties of {sizes} they would be worth {each}"
    if best.most < whole.most - 1e-9:
        lines.append(f"{beside}: no one broker is tempted by more than {money(best.most, currency)}.")
    else:
        lines.append(f"{beside}: one of the two would be worth as much as all of them are together.")
    if parts == 1:
        lines.append("They are never parted, so this is only to know.")
    elif splits:
        lines.append(_planned(splits))
    else:
        lines.append("There are many ways to part them; waystation split PACK --groups 2 plans each.")
    return lines


def _planned(splits: Sequence[Split]) -> str:
    together, apart = (split.together for split in splits[:2])
    who = " | ".join(", ".join(group.travellers) for group in splits[1].groups)
    return (
        f"Planned as two parties ({who}), {apart.expected_safe.low:.2f} are expected to arrive at worst and all do "
        f"{of_hundred(apart.all_safe.low)} times in 100; together {together.expected_safe.low:.2f}, and "
        f"{of_hundred(together.all_safe.low)} times."
    )


def raised_lines(pack: Pack, raised: Raised | None) -> list[str]:
    """What prices that may be raised on the way come to."""
    if raised is None:
        return []
    currency = pack.mission.currency
    stands, asked = money(raised.cost_agreed, currency), money(raised.cost, currency)
    lines = [f"The price may be raised on the way for {', '.join(raised.legs)}."]
    lines.append(f"{stands} expected if every price stands, {asked} if each is raised as far as it may be.")
    budget = pack.mission.budget
    if budget is not None and raised.cost > budget + 1e-9 and raised.cost_agreed <= budget + 1e-9:
        lines.append("The budget bears what was agreed, and not what may be asked: settle that before they set out.")
    return lines


def terms_figure(pack: Pack, frontier: Frontier) -> Figure:
    """The offers as a figure: safety at worst beside money.

    Args:
        pack: The mission and its world.
        frontier: The offers.
    """
    told = worth_telling(frontier)
    names = [f"{number}  {_with_whom(pack, offer)}" for number, offer in enumerate(told[:-1], 1)] + ["as agreed"]
    safety = tuple(
        Bar(name, offer.safe.low, f"{_hundredths(offer.safe.low)} of 100", offer.safe.mid, not offer.asks)
        for name, offer in zip(names, told, strict=True)
    )
    cost = tuple(
        Bar(name, offer.promised, money(offer.promised, pack.mission.currency), offer.cost, not offer.asks)
        for name, offer in zip(names, told, strict=True)
    )
    panels = (
        Bars("How many arrive", safety, "Of 100, at worst; the thin bar is nominal.", full=1.0),
        Bars("What it costs", cost, "What is promised if all goes well; the thin bar is what is expected to be spent."),
    )
    subtitle = (*frontier_lines(pack, frontier), KEEP)
    return Figure(f"{pack.name}: terms for brokers", subtitle, panels if frontier.levers else (), say(IN_CLEAR))


def _hundredths(chance: float) -> str:
    """A chance out of 100 with a tenth, for terms differ by less than one in a hundred."""
    return f"{chance * 100:.1f}" if 0.0005 <= chance <= 0.9995 else of_hundred(chance)
