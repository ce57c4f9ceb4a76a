"""What is said of people in keepsakes: who they are, what they allow and refuse, what of them is out already."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from waystation.archive.describing import Described
from waystation.archive.embargo import Reason
from waystation.archive.entered import Entered
from waystation.archive.leaving import Hindrance
from waystation.archive.records import ASPECTS, Consent, Keepsake, Out, Shown
from waystation.wording.archive_holds import ASPECT_WORDS, BASIS_WORDS, hindrance_lines, reason_line, use_word
from waystation.wording.keeping import listed, many
from waystation.wording.language import mark, say, say_many

__all__ = [
    "NOTHING_OUT",
    "agreed_line",
    "answer_rows",
    "consent_lines",
    "held_line",
    "lifted_lines",
    "may_blocks",
    "may_rows",
    "nobody_line",
    "out_lines",
    "out_rows",
    "people_rows",
    "person_lines",
    "refused_lines",
    "role_word",
    "shown_rows",
]

ROLE_WORDS = {
    "traveller": mark("traveller"),
    "relative": mark("relative"),
    "broker": mark("broker"),
    "helper": mark("helper"),
    "member": mark("member"),
    "expert": mark("expert"),
    "bystander": mark("bystander"),
}
"""What somebody in a keepsake is."""
NOTHING_OUT = mark("Nothing has left.")


def role_word(who: Described) -> str:
    """What somebody is, as everybody says who said it."""
    return listed([say(ROLE_WORDS[role]) for role in who.roles])


def aspect_words(aspects: Iterable[str]) -> str:
    """What of somebody is shown, or may be; in the order in which it is always said."""
    wanted = set(aspects)
    return ", ".join(say(ASPECT_WORDS[one]) for one in ASPECTS if one in wanted)


def person_lines(who: Described, items: Sequence[Keepsake], today: date) -> list[str]:
    """Who somebody is, and in which keepsakes.

    Args:
        who: They.
        items: The keepsakes in which they are.
        today: The present day.
    """
    lines = [say("{person}: {role}, in {keepsakes}.", person=who.person, role=role_word(who), keepsakes=_kept(items))]
    if who.names:
        lines.append(say("Their names, none of which leaves without their leave: {names}.", names=listed(who.names)))
    else:
        lines.append(say("No name of theirs is known, so none is looked for in what leaves: --names asks for them."))
    if who.kin:
        lines.append(say("Kin: {kin}.", kin=listed(who.kin)))
    if who.missions:
        lines.append(say("Travels in {missions} too.", missions=listed(who.missions)))
    if who.is_child(today):
        lines.append(_child_line(who))
    if who.at_home:
        lines.append(
            say("They, or somebody of theirs, could be made to pay for it at home: held until two members lift it.")
        )
    return lines


def _child_line(who: Described) -> str:
    if not who.guardians:
        return say("A child, for whom nobody may speak yet: --guardian says who may.")
    guardians = listed(who.guardians)
    if who.of_age is None:
        return say("A child, for whom {guardians} may speak.", guardians=guardians)
    return say("A child, for whom {guardians} may speak until {day}.", guardians=guardians, day=who.of_age.isoformat())


def _kept(items: Sequence[Keepsake]) -> str:
    return many(len(items), "keepsake")


def _role(person: str, who: Described | None, forgotten: Collection[str]) -> str:
    if who is not None:
        return role_word(who)
    return say("forgotten; it never leaves") if person in forgotten else say("nobody has said who")


def people_rows(
    people: Sequence[tuple[str, Described | None, int]], forgotten: Collection[str]
) -> list[tuple[str, str, str, str]]:
    """Everybody in an archive, as rows: their word, what they are, in how many keepsakes, what else holds.

    Args:
        people: Each with who they are, None where nobody said, and in how many keepsakes they are.
        forgotten: The words of those who were forgotten.
    """
    rows = []
    for person, who, number in people:
        held = say("held for those at home") if who is not None and who.at_home else ""
        rows.append((person, _role(person, who, forgotten), many(number, "keepsake"), held))
    return rows


def shown_rows(
    people: Mapping[str, Shown], known: Mapping[str, Described], forgotten: Collection[str]
) -> list[tuple[str, str, str]]:
    """Who is in a keepsake, as rows: their word, what they are, what it shows of them.

    Args:
        people: Who is in it.
        known: Who they are, where somebody said.
        forgotten: The words of those who were forgotten.
    """
    rows = []
    for person, shown in sorted(people.items()):
        aspects = aspect_words(one for one in ASPECTS if getattr(shown, one))
        rows.append((person, _role(person, known.get(person), forgotten), aspects or say("nothing of them is shown")))
    return rows


def nobody_line(agreed: int, needed: int) -> str:
    """What is said of a keepsake in which nobody was named."""
    if agreed >= needed:
        return say("Nobody is in it, as two members say.")
    if agreed:
        return say("One member says that nobody is in it; a second must say so too.")
    return say("Nobody has said who is in it.")


def consent_lines(given: Sequence[Consent]) -> list[str]:
    """What is said once somebody allowed something."""
    lines = []
    for one in given:
        shown = aspect_words(aspect for aspect in ASPECTS if getattr(one, aspect)) or say("nothing of them shown")
        if one.item is None:
            said = say("{person} allows it for {use}, in every keepsake: {shown}.", person=one.person,
                       use=use_word(one.use), shown=shown)  # fmt: skip
        else:
            said = say("{person} allows it for {use}, in {item} and its copies: {shown}.", person=one.person,
                       use=use_word(one.use), item=one.item[:8], shown=shown)  # fmt: skip
        if one.until is not None:
            said = f"{said} {say('Until {day}.', day=one.until.isoformat())}"
        lines.append(said)
    return lines


def refused_lines(refused: Sequence[Consent]) -> list[str]:
    """What is said once somebody refused something, or took back what they allowed."""
    uses = listed([use_word(use) for use in dict.fromkeys(one.use for one in refused)])
    items = listed([item[:8] for item in dict.fromkeys(one.item for one in refused if one.item is not None)])
    person = refused[0].person
    if not items:
        return [say("{person} refuses: nothing with them leaves for {uses} any more.", person=person, uses=uses)]
    return [
        say(
            "{person} refuses: neither {items} nor anything of the same original leaves for {uses} any more.",
            person=person,
            items=items,
            uses=uses,
        )
    ]


def answer_rows(consents: Iterable[Entered[Consent]]) -> list[tuple[str, ...]]:
    """What people answered, as rows: who, for whom, which keepsake, what, on what basis, until when, who wrote it."""
    rows: list[tuple[str, ...]] = []
    for entered in consents:
        one = entered.record
        shown = aspect_words(aspect for aspect in ASPECTS if getattr(one, aspect))
        allowed = say("allows: {shown}", shown=shown or say("nothing of them shown")) if one.given else say("refuses")
        item = one.item[:8] if one.item is not None else say("every keepsake")
        until = say("until {day}", day=one.until.isoformat()) if one.until is not None else ""
        basis = say(BASIS_WORDS[one.basis]) if one.given else ""
        written = say("written by {member}, {day}", member=entered.member, day=entered.written.date().isoformat())
        rows.append((one.person, use_word(one.use), item, allowed, basis, until, written))
    return rows


def out_lines(outs: Sequence[Entered[Out]]) -> list[str]:
    """What is said before a list of what is out already, after somebody refused."""
    if not outs:
        return [say("Nothing of it has left, as far as this device has heard.")]
    return [
        say_many(
            "This is out already and cannot be recalled; ask whoever has it to take it down:",
            "These {n} are out already and cannot be recalled; ask whoever has them to take them down:",
            len(outs),
            n=len(outs),
        )
    ]


def out_rows(outs: Iterable[Entered[Out]]) -> list[tuple[str, str, str, str, str]]:
    """What left, as rows: the day, for whom, to whom, what, and how its fingerprint begins."""
    rows = []
    for entered in outs:
        one = entered.record
        items = listed([item[:8] for item in one.items])
        what = say("a story of {items}", items=items) if one.story else items
        rows.append((entered.written.date().isoformat(), use_word(one.use), one.to or say("nobody named"), what,
                     one.manifest[:16]))  # fmt: skip
    return rows


def held_line(person: str) -> str:
    """What is said once everything with somebody is held back."""
    return say("Everything with {person} is held back, until two members lift it.", person=person)


def lifted_lines(person: str, use: str, reasons: Sequence[Reason], missing: int) -> list[str]:
    """What is said once a member lifted what held something back.

    Args:
        person: Whom it is about.
        use: For which use.
        reasons: What is lifted.
        missing: How many members must still do the same.
    """
    fields = {"person": person, "use": use_word(use)}
    first = (
        say_many(
            "What holds {person} back for {use} is lifted once {n} more member lifts it too:",
            "What holds {person} back for {use} is lifted once {n} more members lift it too:",
            missing,
            n=missing,
            **fields,
        )
        if missing
        else say("Two members have lifted what held {person} back for {use}:", **fields)
    )
    return [first, *(reason_line(Reason(one.code, one.person, one.kin, one.mission, one.journey)) for one in reasons)]


def agreed_line(title: str, use: str, told: bool, missing: int) -> str:
    """What is said once a member agreed that a name may be told, or took that back."""
    fields = {"title": title, "use": use_word(use)}
    if not told:
        return say("{title} is not to be named for {use}.", **fields)
    if missing:
        return say_many(
            "{title} may be named for {use} once {n} more member agrees.",
            "{title} may be named for {use} once {n} members agree.",
            missing,
            n=missing,
            **fields,
        )
    return say("{title} may be named for {use}: two members agree.", **fields)


def may_blocks(against: Mapping[str, Sequence[Hindrance]]) -> list[tuple[str, list[str]]]:
    """Whether a keepsake may leave: for each use, or those of which the same is said, whether, and why not.

    Args:
        against: What stands in the way, by use; nothing where it may leave.
    """
    together: dict[tuple[str, ...], list[str]] = {}
    for use, found in against.items():
        together.setdefault(tuple(hindrance_lines(found)), []).append(use_word(use))
    return [
        (
            say("For {uses}: it may not leave.", uses=listed(uses))
            if lines
            else say("For {uses}: it may leave.", uses=listed(uses)),
            list(lines),
        )
        for lines, uses in together.items()
    ]


def may_rows(
    items: Sequence[Keepsake], uses: Sequence[str], against: Mapping[tuple[str, str], Sequence[Hindrance]]
) -> list[tuple[str, ...]]:
    """Whether keepsakes may leave, as rows: the id, the title, and for each use whether, or how much stands against it.

    Args:
        items: The keepsakes.
        uses: The uses, a column each.
        against: What stands in the way, by item and use.
    """
    return [
        (
            one.item[:8],
            *(
                say("no ({n})", n=len(found)) if (found := against.get((one.item, use))) else say("may leave")
                for use in uses
            ),
            one.title or one.name,
        )
        for one in items
    ]
