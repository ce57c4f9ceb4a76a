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
from waystation.wording.keeping import listed
from waystation.wording.keeping_apart import touched_lines
from waystation.wording.language import mark, say, say_many
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

NOBODY_BURNT = mark("Nobody and nothing is burnt here.")
NOBODY_LISTED = mark("It closes what it knew; nobody is listed to be warned. waystation burn lists them.")
NOBODY_WAITS = mark("Everybody has been warned: no warning is open.")
WHY = {
    "on_leg": mark("is on the way with it, or where it knows"),
    "at_place": mark("is at a place that it knows"),
    "ahead": mark("comes there by the plan"),
    "host": mark("keeps a house that it knows"),
    "broker": mark("runs a leg that it knows"),
    "member": mark("reads the mission"),
    "family": mark("waits for news; believe no caller"),
}
WHY_BROKER = {"ahead": mark("meets them by the plan")}
WHY_HOST = {
    "on_leg": mark("they are on the way to this house"),
    "at_place": mark("has them in the house now"),
    "ahead": mark("they come there by the plan"),
}
NO_END = mark("No open way leads to an end any more: they go no farther than their safety asks.")
FIND_ONE = mark(
    "Somewhere that it did not know must come into the pack; or somebody takes the burn back for this mission, with a"
    " correction, and answers for it."
)
KINDS = {"broker": mark("broker"), "place": mark("place"), "member": mark("member"), "device": mark("device")}
"""What may be burnt."""
STATES = {
    "agreed": mark("{amount} agreed"),
    "paid": mark("{amount} paid"),
    "held": mark("{amount} held"),
    "released": mark("{amount} released"),
    "carried": mark("{amount} of ours in hand"),
}
CLOSED = {
    "broker_burnt": mark("{name} runs it"),
    "place_burnt": mark("it is burnt"),
    "known_leg": mark("a card told {name} of it"),
    "known_place": mark("{name} knew it"),
}


def why_warned(why: str, who: str) -> str:
    """What brings somebody into danger, or why they must know.

    Args:
        why: The reason's code.
        who: Whom to warn, as `who_is_it` has them.
    """
    kind = who.partition(":")[0]
    return say({"broker": WHY_BROKER, "place": WHY_HOST}.get(kind, WHY).get(why, WHY[why]))


def burnt_line(what: str, title: str, since: datetime) -> str:
    """What is said first."""
    return say(
        "{title} ({what}) is burnt since {since}: all that it knew counts as known to the adversary.",
        title=title,
        what=say(KINDS.get(what, what)),
        since=date_and_time(since),
    )


def nothing_line(what: str, title: str) -> str:
    """What is said where nothing was touched."""
    text = mark("Nothing that you may read was touched: no mission connects anything with {what} {title}.")
    return say(text, what=say(KINDS.get(what, what)), title=title)


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
    lines = [say("Read the whole mission: every leg, house and broker of it.")] if whole else []
    if touched is not None and (touched.legs or touched.told or touched.about):
        lines += touched_lines(name, touched)
    elif places and not whole:
        lines.append(say("Knew {places}.", places=listed([pack.place[place].title for place in places])))
    if cards:
        lines.append(_cards_line(cards))
    said = [
        say(text, amount=money(amounts[state], pack.mission.currency))
        for state, text in STATES.items()
        if amounts.get(state)
    ]
    if said:
        lines.append(say("Money: {amounts}.", amounts=listed(said)))
    return lines or [say("Nothing of this mission was known.")]


def _cards_line(cards: Sequence[CardGiven]) -> str:
    number, legs = len(cards), list(dict.fromkeys(leg for card in cards for leg in card.legs))
    if not legs:
        return say_many("{number:,} card given.", "{number:,} cards given.", number, number=number)
    text = listed(legs)
    return say_many(
        "{number:,} card given, of {legs}.", "{number:,} cards given, of {legs}.", number, number=number, legs=text
    )


def why_closed(reason: Reason) -> str:
    """Why a leg or a place is closed."""
    return say(CLOSED[reason.code], name=reason.name)


def closed_lines(pack: Pack, fresh: Closed) -> list[str]:
    """What a burn has closed in one mission, and what it leaves open.

    Args:
        pack: The mission.
        fresh: What was open before.
    """
    lines = []
    if fresh.legs:
        each = [f"{leg} ({why_closed(reason)})" for leg, reason in sorted(fresh.legs.items())]
        lines.append(say("Closed from now on: {legs}.", legs=listed(each)))
    if fresh.places:
        each = [f"{pack.place[place].title} ({why_closed(reason)})" for place, reason in sorted(fresh.places.items())]
        lines.append(say("Left, and entered no more: {places}.", places=listed(each)))
    if fresh.known:
        each = [pack.place[place].title for place in sorted(fresh.known)]
        lines.append(say("Known, but open to anybody; look first: {places}.", places=listed(each)))
    return lines or [say("Nothing more is closed here.")]


def keys_lines(changed: Changed | None, rotated: Sequence[str]) -> list[str]:
    """What became of keys and of the roster.

    Args:
        changed: What became of a removal; None where nothing is removed.
        rotated: Names of the compartments that got a new key besides.
    """
    lines = []
    if rotated:
        lines.append(say("New keys for {compartments}.", compartments=listed(rotated)))
    if changed is None:
        return lines
    if not changed.holds:
        lines.append(
            say_many(
                "Removal proposed; it holds with {missing:,} more approval: waystation vault approve.",
                "Removal proposed; it holds with {missing:,} more approvals: waystation vault approve.",
                changed.missing,
                missing=changed.missing,
            )
        )
    elif changed.rotated:
        keys = say("New keys for {compartments}.", compartments=listed(changed.rotated))
        lines.append(say("Removed from the vault for good. {keys}", keys=keys))
    else:
        lines.append(say("Removed from the vault for good."))
    if changed.readable:
        lines.append(say("What was read before cannot be recalled: {read}.", read=listed(changed.readable)))
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
        return say("the host of {place}", place=pack.place[name].title if name in pack.place else name)
    if kind in ("journey", "family"):
        number = next((str(one.number) for one in journeys if one.name == name and one.number), name)
        if kind == "journey":
            return say("the party of {journey}", journey=number)
        return say("the family of {journey}", journey=number)
    return name or who


def alert_rows(found: Sequence[tuple[str, Alert]], zone: tzinfo) -> list[tuple[str, str, str, str]]:
    """Who is to be warned, as rows: number, who, why, and whether it is done.

    Args:
        found: Each with the words for who it is.
        zone: The zone in which times are shown.
    """
    rows = []
    for number, (title, alert) in enumerate(found, 1):
        why, done = why_warned(alert.why, alert.who), ""
        if alert.by is not None:
            why = say("{why}, from {when}", why=why, when=date_and_time(alert.by.astimezone(zone)))
        if alert.warned is not None:
            done = say("warned {when}", when=date_and_time(alert.warned.astimezone(zone)))
        rows.append((f"{number}", title, why, done))
    return rows


def warned_line(title: str, left: int) -> str:
    """What is said once somebody is ticked off."""
    left_line = say(NOBODY_WAITS)
    if left:
        left_line = say_many("{left:,} warning is still open.", "{left:,} warnings are still open.", left, left=left)
    return say("Ticked off: {title}. {left}", title=title, left=left_line)


def ticked_lines(open_: int, done: int) -> list[str]:
    """How many warnings are open."""
    if not open_:
        return [say(NOBODY_WAITS)]
    said = say_many("{open:,} warning is open", "{open:,} warnings are open", open_, open=open_)
    if done:
        said = say("{said}, {done} done", said=said, done=done)
    return [say("{said}. waystation burn warned ticks one off.", said=said)]


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
        none = answer_line(pack, answer) if answer.next.what == "none" else say(NO_END)
        return f"{name}: {none} {say(FIND_ONE)}"
    same = before is not None and same_step(answer.next, before.next)
    step = answer_line(pack, answer)
    step = say("as before: {step}", step=step) if same else step
    return f"{name}: {step} {_how_many(pack, answer, before)}"


def _how_many(pack: Pack, answer: Answer, before: Answer | None) -> str:
    """How many of a hundred arrive now: the next step may stand, and lead nowhere any more."""
    people, now = such_people(pack.party_size), of_hundred(answer.safe[1])
    was = of_hundred(before.safe[1]) if before is not None else now
    if was == now:
        return say("Of 100 such {people}, {safe} arrive.", people=people, safe=now)
    return say("Of 100 such {people}, {safe} arrive, {before} before.", people=people, safe=now, before=was)
