"""A split, and several missions at once, in words and as JSON: what is gained by parting people, and what is lost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from waystation.errors import Mistake
from waystation.planning.course import Hop
from waystation.planning.missions import Missions, OneMission
from waystation.planning.outcomes import Outcome
from waystation.planning.splits import Group, Split
from waystation.planning.together import Chances, Together
from waystation.wording.contract import mistake_json
from waystation.wording.figures import date_and_time, days, money, of_hundred
from waystation.wording.joining import together as joined
from waystation.wording.language import mark, say
from waystation.world.pack import Pack

__all__ = [
    "group_lines",
    "mission_rows",
    "missions_answer",
    "missions_json",
    "split_answer",
    "split_rows",
    "splits_json",
]

Json = dict[str, Any]
MOST_ROWS = 8
IN_GROUPS = {1: mark("together"), 2: mark("in two"), 3: mark("in three"), 4: mark("in four")}


def splits_json(splits: Iterable[Split]) -> list[Json]:
    """What `waystation split PACK --json` prints: the splits, the best first."""
    return [
        {
            "groups": [list(group.travellers) for group in split.groups],
            **_together(split.together),
            "cost": split.cost,
            "told": list(split.told),
            "parties": [_group(group) for group in split.groups],
        }
        for split in splits
    ]


def missions_json(missions: Missions, warnings: Iterable[Mistake]) -> Json:
    """What `waystation together PACK PACK --json` prints."""
    return {
        "missions": [_mission(one) for one in missions.each],
        **_together(missions.together),
        "told": list(missions.told),
        "told_by_several": list(missions.in_common),
        "warnings": [mistake_json(warning) for warning in warnings],
    }


def _together(together: Together) -> Json:
    return {
        "all_safe": {"low": together.all_safe.low, "mid": together.all_safe.mid},
        "expected_safe": {"low": together.expected_safe.low, "mid": together.expected_safe.mid},
        "none_safe": {"mid": together.none_safe},
        "stderr": together.stderr,
        "stderr_low": together.stderr_low,
    }


def _group(group: Group) -> Json:
    leaves = group.charted.pack.clock.at(group.leaves).isoformat()
    figures = _figures(group.outcome, group.days, group.course, group.kept_out)
    return {"travellers": list(group.travellers), "leaves": leaves, **figures}


def _mission(one: OneMission) -> Json:
    pack = one.charted.pack
    return {
        "pack": pack.name,
        "travellers": [traveller.id for traveller in pack.travellers],
        "start": pack.clock.start.isoformat(),
        **_figures(one.outcome, one.days, one.course, one.kept_out),
        "alone": {"low": one.alone.low, "mid": one.alone.mid, "high": one.alone.high},
    }


def _figures(outcome: Outcome, in_days: float | None, course: Sequence[Hop], kept_out: Sequence[str]) -> Json:
    return {
        "safe": {"low": outcome.safe.low, "mid": outcome.safe.mid, "high": outcome.safe.high},
        "days": in_days,
        "cost": outcome.cost,
        "told": list(outcome.told),
        "course": [hop.leg.id for hop in course],
        "kept_out": list(kept_out),
    }


def split_answer(pack: Pack, splits: Sequence[Split], parts: int) -> list[str]:
    """Whether to part them, and what that gains and loses.

    Args:
        pack: The mission.
        splits: The splits, the best first.
        parts: How many parts of the party can be told apart.

    Returns:
        Sentences, the most important first.
    """
    whole = next(split for split in splits if len(split.groups) == 1)
    safe = whole.together.all_safe
    if pack.party_size == 1:
        return [say("One traveller: there is nobody to part. Of 100 such people, {n} arrive.", n=_chance(safe))]
    if parts == 1:
        word = pack.travellers[0].together
        never = say(
            'All {n} have the word "{word}", so they are never parted. Of 100 such families, {safe} arrive.',
            n=pack.party_size,
            word=word,
            safe=_chance(safe),
        )
        return [never]
    best = splits[0]
    if pack.mission.origin in pack.mission.to:
        return [say("They are there: this place is an end of the mission.")]
    if max(split.together.expected_safe.mid for split in splits) <= 0.0:
        return [say("However they part, nobody can arrive within the horizon.")]
    if len(splits) == 1:
        return [say("Together, all arrive {often}.", often=_times(safe))]
    parted = best if best is not whole else splits[1]
    apart = _times(parted.together.all_safe)
    if best is whole:
        lines = [
            say(
                "Keep them together: all arrive {often}, and no way of parting them makes that likelier.",
                often=_times(safe),
            ),
            say("Best parted, {who}: all arrive {often}.", who=_who(parted), often=apart),
        ]
    else:
        lines = [
            say("Part them: {who}.", who=_who(parted)),
            say("Then all arrive {often}; together, {whole}.", often=apart, whole=_times(safe)),
        ]
    return [*lines, *_gains(pack, whole, parted), *_errors(splits)]


def _gains(pack: Pack, whole: Split, parted: Split) -> list[str]:
    """What the best way to part them gains and loses beside staying together."""
    ours, theirs = parted.together, whole.together
    change = ours.expected_safe.mid - theirs.expected_safe.mid
    figures = {
        "parted": f"{ours.expected_safe.mid:.2f}",
        "size": pack.party_size,
        "together": f"{theirs.expected_safe.mid:.2f}",
    }
    if change > 0.005:
        lines = [say("More are expected to arrive: {parted} of {size}, together {together}.", **figures)]
    elif change < -0.005:
        lines = [say("Fewer are expected to arrive: {parted} of {size}, together {together}.", **figures)]
    else:
        lines = [say("As many are expected to arrive: {parted} of {size}, together {together}.", **figures)]
    lines.append(
        say(
            "Parted, nobody arrives {parted} times in 100; together, {together}.",
            parted=of_hundred(ours.none_safe),
            together=of_hundred(theirs.none_safe),
        )
    )
    currency, more = pack.mission.currency, len(parted.told) - len(whole.told)
    if more == 0:
        told = say("as many brokers told")
    elif more > 0:
        told = say("{n} more told", n=more)
    else:
        told = say("{n} fewer told", n=-more)
    apart, whole_cost = money(parted.cost, currency), money(whole.cost, currency)
    lines.append(
        say("Parted, {parted} expected; together, {together}; {told}.", parted=apart, together=whole_cost, told=told)
    )
    return lines


def _errors(splits: Sequence[Split]) -> list[str]:
    """How sure the counted chances are."""
    error = max(split.together.stderr for split in splits)
    worst = max(split.together.stderr_low for split in splits)
    if error == worst == 0.0:
        return []
    return [
        say(
            "All live under the same conditions; where that is not worked out exactly, it is counted "
            "(± {error}, at worst ± {worst}, out of 100).",
            error=_points(error),
            worst=_points(worst),
        )
    ]


def _points(error: float) -> str:
    return f"{max(0.01, error * 100):.2f}"


def split_rows(splits: Sequence[Split]) -> tuple[list[tuple[str, ...]], int]:
    """The splits as a table; of those that are alike in every figure only the first, with how many there are.

    Returns:
        Rows of how many groups, how many arrive, how many are expected, who goes with whom; and how many splits are
        left out.
    """
    alike: dict[object, list[Split]] = {}
    for split in splits:
        together = split.together
        key = (
            len(split.groups),
            sorted(len(g.travellers) for g in split.groups),
            together.all_safe,
            together.expected_safe,
        )
        alike.setdefault(repr(key), []).append(split)
    rows: list[tuple[str, ...]] = []
    for same in list(alike.values())[:MOST_ROWS]:
        first = same[0]
        sizes = joined([str(len(group.travellers)) for group in first.groups])
        who = _who(first) if len(same) == 1 else say("{sizes}, in {n} ways", sizes=sizes, n=len(same))
        expected, size = first.together.expected_safe, sum(len(group.travellers) for group in first.groups)
        number = say("{n} of {size}", n=f"{expected.mid:.2f}", size=size)
        if f"{expected.low:.2f}" != f"{expected.mid:.2f}":
            number = say(
                "{n} of {size} (at worst {low})", n=f"{expected.mid:.2f}", size=size, low=f"{expected.low:.2f}"
            )
        parts = say(IN_GROUPS[len(first.groups)]) if len(first.groups) in IN_GROUPS else say("together")
        rows.append((parts, _chance(first.together.all_safe), number, who))
    return rows, sum(len(same) for same in list(alike.values())[MOST_ROWS:])


def group_lines(pack: Pack, split: Split) -> list[str]:
    """For each group of a split: who, when it leaves, how many arrive, how long it takes, and where it has no bed."""
    lines = []
    zone = pack.place[pack.mission.origin].zone(pack.clock.zone)
    for group in split.groups:
        low, mid = of_hundred(group.outcome.safe.low), of_hundred(group.outcome.safe.mid)
        parts = [say("{n} of 100 arrive", n=mid)]
        if low != mid:
            parts = [say("{n} of 100 arrive (at worst {low})", n=mid, low=low)]
        parts += [days(group.days)] if group.days is not None else []
        if group.leaves:
            parts.append(say("leaves from {when}", when=date_and_time(pack.clock.at(group.leaves, zone))))
        if group.kept_out:
            parts.append(say("no bed at every hour in {places}", places=_places(pack, group.kept_out)))
        lines.append(f"{', '.join(group.travellers)}: {'; '.join(parts)}.")
    return lines


def missions_answer(missions: Missions) -> list[str]:
    """What becomes of several missions, in a few sentences."""
    together = missions.together
    people = sum(one.charted.pack.party_size for one in missions.each)
    expected = together.expected_safe
    lines = [
        say(
            "All {people} arrive {often}; nobody does {never} times.",
            people=people,
            often=_times(together.all_safe),
            never=of_hundred(together.none_safe),
        ),
        say(
            "{n} of {people} are expected to arrive (at worst {low}).",
            n=f"{expected.mid:.1f}",
            people=people,
            low=f"{expected.low:.1f}",
        ),
    ]
    if missions.in_common:
        names = {b.id: b.title for one in missions.each for b in one.charted.pack.brokers}
        listed = ", ".join(names[broker] for broker in missions.in_common)
        lines.append(
            say(
                "Told of more than one mission: {brokers}. What one of them gives away endangers several.",
                brokers=listed,
            )
        )
    for one in missions.each:
        if one.kept_out:
            pack = one.charted.pack
            places = _places(pack, one.kept_out)
            lines.append(
                say("{mission}: others have the beds at some hours in {places}.", mission=pack.name, places=places)
            )
    if together.stderr or together.stderr_low:
        error = _points(together.stderr)
        lines.append(say("Counted over drawn courses of the conditions (± {error} out of 100).", error=error))
    return lines


def mission_rows(missions: Missions) -> list[tuple[str, ...]]:
    """The missions as a table: name, people, how many arrive, and without the others, days, cost."""
    return [
        (
            one.charted.pack.name,
            str(one.charted.pack.party_size),
            _chance(Chances(one.outcome.safe.low, one.outcome.safe.mid)),
            _chance(Chances(one.alone.low, one.alone.mid)),
            days(one.days) if one.days is not None else say("never"),
            money(one.outcome.cost, one.charted.pack.mission.currency),
        )
        for one in missions.each
    ]


def _chance(chances: Chances) -> str:
    """Of 100: "85 (at worst 74)"."""
    low, mid = of_hundred(chances.low), of_hundred(chances.mid)
    return mid if low == mid else say("{n} (at worst {low})", n=mid, low=low)


def _times(chances: Chances) -> str:
    """How often: "85 times in 100 (at worst 74)"."""
    low, mid = of_hundred(chances.low), of_hundred(chances.mid)
    if low == mid:
        return say("{n} times in 100", n=mid)
    return say("{n} times in 100 (at worst {low})", n=mid, low=low)


def _who(split: Split) -> str:
    return " | ".join(", ".join(group.travellers) for group in split.groups)


def _places(pack: Pack, places: Sequence[str]) -> str:
    return ", ".join(pack.place[place].title for place in places)
