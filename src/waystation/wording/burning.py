"""What is said of a burn: what was known, what is closed, whom to warn first, and what became of the keys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, tzinfo

from waystation.guiding.answering import Answer
from waystation.guiding.burning import Closed, Reason
from waystation.guiding.changing import same_step
from waystation.guiding.journey import Journey
from waystation.guiding.warning import Alert
from waystation.vault.standing import Changed, Touched
from waystation.wording.figures import date_and_time, money, of_hundred, such_people
from waystation.wording.journeys import answer_line
from waystation.wording.keeping import listed, many
from waystation.wording.keeping_apart import touched_lines
from waystation.world.pack import Pack
from waystation.world.report_journeys import CardGiven

__all__ = [
    "NOBODY_BURNT",
    "NOBODY_LISTED",
    "NOBODY_WAITS",
    "WHY",
    "alert_rows",
    "burnt_line",
    "closed_lines",
    "keys_lines",
    "knew_lines",
    "next_line",
    "nothing_line",
    "ticked_lines",
    "warned_line",
    "who_is_it",
    "why_closed",
    "why_warned",
]

NOBODY_BURNT = "Nobody and nothing is burnt here."
NOBODY_LISTED = "It closes what it knew; nobody is listed to be warned. waystation burn lists them."
NOBODY_WAITS = "Everybody has been warned: no warning is open."
WHY = {
    "on_leg": "is on the way with it, or where it knows",
    "at_place": "is at a place that it knows",
    "ahead": "comes there by the plan",
    "host": "keeps a house that it knows",
    "broker": "runs a leg that it knows",
    "member": "reads the mission",
    "family": "waits for news; believe no caller",
}
WHY_BROKER = {"ahead": "meets them by the plan"}
WHY_HOST = {
    "on_leg": "they are on the way to this house",
    "at_place": "has them in the house now",
    "ahead": "they come there by the plan",
}
NO_END = "No open way leads to an end any more: they go no farther than their safety asks."
FIND_ONE = (
    "Somewhere that it did not know must come into the pack; or somebody takes the burn back for this mission, with a"
    " correction, and answers for it."
)
STATES = ("agreed", "paid", "held", "released", "carried")
CARRIED = "of ours in hand"


def why_warned(why: str, who: str) -> str:
    """What brings somebody into danger, or why they must know.

    Args:
        why: The reason's code.
        who: Whom to warn, as `who_is_it` has them.
    """
    kind = who.partition(":")[0]
    return {"broker": WHY_BROKER, "place": WHY_HOST}.get(kind, WHY).get(why, WHY[why])


def burnt_line(what: str, title: str, since: datetime) -> str:
    """What is said first."""
    return f"{title} ({what}) is burnt since {date_and_time(since)}: all that it knew counts as known to the adversary."


def nothing_line(what: str, title: str) -> str:
    """What is said where nothing was touched."""
    return f"Nothing that you may read was touched: no mission connects anything with {what} {title}."


def knew_lines(
    name: str,
    pack: Pack,
    touched: Touched | None,
    cards: Sequence[CardGiven],
    amounts: Mapping[str, float],
    *,
    places: Sequence[str],
    whole: bool,
) -> list[str]:
    """What was known of one mission.

    Args:
        name: Who is burnt.
        pack: The mission.
        touched: What the mission connects with it.
        cards: The cards that it was given.
        amounts: Money by state.
        places: Ids of places that it knew, from this mission or another.
        whole: Whether it read the whole mission.
    """
    lines = ["Read the whole mission: every leg, house and broker of it."] if whole else []
    if touched is not None and (touched.legs or touched.told or touched.about):
        lines += touched_lines(name, touched)
    elif places and not whole:
        lines.append(f"Knew {listed([pack.place[place].title for place in places])}.")
    if cards:
        legs = list(dict.fromkeys(leg for card in cards for leg in card.legs))
        lines.append(f"{many(len(cards), 'card')} given" + (f", of {listed(legs)}." if legs else "."))
    said = [
        f"{money(amounts[state], pack.mission.currency)} {CARRIED if state == 'carried' else state}"
        for state in STATES
        if amounts.get(state)
    ]
    if said:
        lines.append(f"Money: {listed(said)}.")
    return lines or ["Nothing of this mission was known."]


def why_closed(reason: Reason) -> str:
    """Why a leg or a place is closed."""
    return {
        "broker_burnt": f"{reason.name} runs it",
        "place_burnt": "it is burnt",
        "known_leg": f"a card told {reason.name} of it",
        "known_place": f"{reason.name} knew it",
    }[reason.code]


def closed_lines(pack: Pack, fresh: Closed) -> list[str]:
    """What a burn has closed in one mission, and what it leaves open.

    Args:
        pack: The mission.
        fresh: What was open before.
    """
    lines = []
    if fresh.legs:
        each = [f"{leg} ({why_closed(reason)})" for leg, reason in sorted(fresh.legs.items())]
        lines.append(f"Closed from now on: {listed(each)}.")
    if fresh.places:
        each = [f"{pack.place[place].title} ({why_closed(reason)})" for place, reason in sorted(fresh.places.items())]
        lines.append(f"Left, and entered no more: {listed(each)}.")
    if fresh.known:
        each = [pack.place[place].title for place in sorted(fresh.known)]
        lines.append(f"Known, but open to anybody; look first: {listed(each)}.")
    return lines or ["Nothing more is closed here."]


def keys_lines(changed: Changed | None, rotated: Sequence[str]) -> list[str]:
    """What became of keys and of the roster.

    Args:
        changed: What became of a removal; None where nothing is removed.
        rotated: Names of the compartments that got a new key besides.
    """
    lines = []
    if rotated:
        lines.append(f"New keys for {listed(list(rotated))}.")
    if changed is None:
        return lines
    if changed.holds:
        more = f" New keys for {listed(list(changed.rotated))}." if changed.rotated else ""
        lines.append(f"Removed from the vault for good.{more}")
    else:
        more = many(changed.missing, "more approval")
        lines.append(f"Removal proposed; it holds with {more}: waystation vault approve.")
    if changed.readable:
        lines.append(f"What was read before cannot be recalled: {listed(list(changed.readable))}.")
    return lines


def who_is_it(pack: Pack, journeys: Iterable[Journey], who: str) -> str:
    """Somebody to warn or to call, as people say it.

    Args:
        pack: The mission.
        journeys: Its journeys.
        who: `broker:ID`, `place:ID`, `member:NAME`, `journey:NAME` or `family:JOURNEY`.
    """
    kind, _, name = who.partition(":")
    if kind == "broker":
        return pack.broker[name].title if name in pack.broker else name
    if kind == "place":
        return f"the host of {pack.place[name].title if name in pack.place else name}"
    if kind in ("journey", "family"):
        number = next((str(one.number) for one in journeys if one.name == name and one.number), name)
        return f"the party of {number}" if kind == "journey" else f"the family of {number}"
    return name or who


def alert_rows(found: Sequence[tuple[str, Alert]], zone: tzinfo) -> list[tuple[str, str, str, str]]:
    """Who is to be warned, as rows: number, who, why, and whether it is done.

    Args:
        found: Each with the words for who it is.
        zone: The zone in which times are shown.
    """
    rows = []
    for number, (title, alert) in enumerate(found, 1):
        by = f", from {date_and_time(alert.by.astimezone(zone))}" if alert.by is not None else ""
        done = f"warned {date_and_time(alert.warned.astimezone(zone))}" if alert.warned is not None else ""
        rows.append((f"{number}", title, f"{why_warned(alert.why, alert.who)}{by}", done))
    return rows


def warned_line(title: str, left: int) -> str:
    """What is said once somebody is ticked off."""
    return f"Ticked off: {title}. " + (
        f"{many(left, 'warning is', 'warnings are')} still open." if left else NOBODY_WAITS
    )


def ticked_lines(open_: int, done: int) -> list[str]:
    """How many warnings are open."""
    if not open_:
        return [NOBODY_WAITS]
    said = f", {done} done" if done else ""
    return [f"{many(open_, 'warning is', 'warnings are')} open{said}. waystation burn warned ticks one off."]


def next_line(pack: Pack, answer: Answer, before: Answer | None) -> str:
    """What a journey does now, in a sentence.

    Args:
        pack: Its mission.
        answer: What to do now.
        before: What was to be done before the burn; None where that is not known.
    """
    name = str(answer.journey.number or answer.journey.name)
    if answer.journey.standing.lost:
        return f"{name}: {answer_line(pack, answer)}"
    if answer.next.what == "none" or answer.safe[2] <= 0.0:
        none = answer_line(pack, answer) if answer.next.what == "none" else NO_END
        return f"{name}: {none} {FIND_ONE}"
    same = before is not None and same_step(answer.next, before.next)
    return f"{name}: {'as before: ' if same else ''}{answer_line(pack, answer)} {_how_many(pack, answer, before)}"


def _how_many(pack: Pack, answer: Answer, before: Answer | None) -> str:
    """How many of a hundred arrive now: the next step may stand, and lead nowhere any more."""
    now = of_hundred(answer.safe[1])
    was = of_hundred(before.safe[1]) if before is not None else now
    return f"Of 100 such {such_people(pack.party_size)}, {now} arrive{f', {was} before' if was != now else ''}."
