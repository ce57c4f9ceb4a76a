"""What stands in the way of a keepsake, and which slips of the pen stand in the words with it, a line each."""

from __future__ import annotations

from collections.abc import Iterable

from waystation.archive.embargo import Reason
from waystation.archive.leaving import Hindrance
from waystation.archive.slips import Slip
from waystation.wording.language import mark, say

__all__ = ["ASPECT_WORDS", "USE_WORDS", "hindrance_line", "hindrance_lines", "reason_line", "slip_line", "use_word"]

USE_WORDS = {
    "court": mark("a court"),
    "journalists": mark("journalists"),
    "public": mark("the public"),
    "film": mark("a film"),
}
"""For whom something leaves."""
ASPECT_WORDS = {"face": mark("face"), "voice": mark("voice"), "name": mark("name")}
"""What a keepsake shows of somebody."""
BASIS_WORDS = {
    "consent": mark("their own leave"),
    "guardian": mark("a guardian's leave"),
    "vital interest": mark("vital interest"),
    "public interest": mark("public interest"),
    "legal claims": mark("legal claims"),
}
"""On what basis something leaves."""
SENTENCES = {
    "not_here": mark("There is no such keepsake here."),
    "disputed": mark("{item}: two records of it do not say the same; somebody wrote over it."),
    "broken_line": mark("What it was made from is not here."),
    "destroyed": mark("Its bytes were destroyed."),
    "original": mark(
        "It is an original, and originals leave for a court alone: waystation archive redact makes a working copy."
    ),
    "metadata": mark("What its camera or program wrote into it is still there: make the working copy anew."),
    "refused_copy": mark("Somebody looked at {item} and refused it: make a new copy from the original."),
    "unconfirmed": mark("Nobody has confirmed it frame by frame: waystation archive sheet, then confirm."),
    "unapproved": mark("No second member has approved it: waystation archive approve."),
    "nobody_named": mark(
        "Nobody has said who is in it: waystation archive people; where nobody is, two members say so with --nobody."
    ),
    "unknown": mark("Nobody has said who {person} is: waystation archive person."),
    "forgotten": mark("{person} was forgotten: it never leaves."),
    "bystander": mark("{person} is a bystander whom nobody can ask, and their {aspect} is still in it."),
    "not_asked": mark("{person} has not been asked."),
    "refused": mark("{person} refuses."),
    "expired": mark("What {person} allowed ended on {until}."),
    "basis": mark("{person} has not allowed it: {basis} counts for a court alone."),
    "guardian": mark("{person} is a child: one of their guardians must allow it."),
    "of_age": mark("{person} speaks for themselves now, and only a guardian has allowed it."),
    "aspect": mark("{person} does not allow their {aspect} to be shown."),
}
"""What is said of each hindrance that is not about a journey."""
OWN = {
    "on_the_way": mark("{person} is still on the way ({mission}, journey {journey})."),
    "unseen": mark("{person} may be on the way: {mission} cannot be seen from here, so it counts as on the way."),
    "nowhere": mark("{person} may be on the way: nobody has said in which mission, so it counts as on the way."),
    "lost": mark("{person} was lost on the way ({mission}, journey {journey})."),
    "turned_home": mark("{person} was turned home, where they could be made to pay for it ({mission})."),
    "not_begun": mark("{person} has not left yet ({mission})."),
    "at_home": mark("{person}, or somebody of theirs, could be made to pay for it at home."),
}
"""Of each reason to wait for somebody's sake."""
OF_KIN = {
    "on_the_way": mark("{kin}, kin of {person}, is still on the way ({mission}, journey {journey})."),
    "unseen": mark(
        "{kin}, kin of {person}, may be on the way: {mission} cannot be seen from here, so it counts as on the way."
    ),
    "nowhere": mark(
        "{kin}, kin of {person}, may be on the way: nobody has said in which mission, so it counts as on the way."
    ),
    "lost": mark("{kin}, kin of {person}, was lost on the way ({mission}, journey {journey})."),
    "turned_home": mark("{kin}, kin of {person}, was turned home, where they could be made to pay for it ({mission})."),
    "not_begun": mark("{kin}, kin of {person}, has not left yet ({mission})."),
    "at_home": mark("{kin}, kin of {person}, could be made to pay for it at home."),
    "kin_unknown": mark("{kin} is kin of {person}, and nobody has said who they are: waystation archive person."),
}
"""Of each reason to wait for the sake of their kin."""
OF_JOURNEY = {
    "on_the_way": mark("The journey on which it was made is still on the way ({mission}, journey {journey})."),
    "unseen": mark(
        "The journey on which it was made cannot be seen from here ({mission}), so it counts as on the way."
    ),
    "lost": mark("The journey on which it was made was lost ({mission}, journey {journey})."),
}
"""Of each reason to wait because of a keepsake's own journey."""
LIFTABLE = mark("{why} Two members can lift this.")
SLIPS = {
    "person": mark("{where}: {found} names {id}."),
    "place": mark("{where}: {found} names the place {id}."),
    "broker": mark("{where}: {found} names the broker {id}."),
    "file": mark("{where}: {found} is what the file of {id} was called."),
    "source": mark("{where}: {found} says from whom {id} comes."),
    "coordinates": mark("{where}: {found} gives a position."),
    "address": mark("{where}: {found} is an address."),
    "telephone": mark("{where}: {found} is a telephone number."),
}
"""What is said of each kind of slip."""


def use_word(use: str) -> str:
    """For whom something leaves, as it is said."""
    return say(USE_WORDS[use]) if use in USE_WORDS else use


def hindrance_lines(found: Iterable[Hindrance]) -> list[str]:
    """Everything that stands in the way of a keepsake, a sentence each; what is about one person is said once."""
    every = sorted(found, key=lambda one: bool(one.fields.get("kin")))
    said: dict[tuple[str, ...], str] = {}
    for one in every:
        get = one.fields.get
        about = get("kin") or get("person", "")
        key = (one.code, about, get("mission", ""), get("journey", ""), get("aspect", ""), get("item", ""))
        said.setdefault(key, hindrance_line(one))
    return list(said.values())


def hindrance_line(found: Hindrance) -> str:
    """What stands in the way, in a sentence that says what would help."""
    fields = dict(found.fields)
    if found.code not in SENTENCES:
        get = fields.get
        reason = Reason(
            found.code, get("person", ""), get("kin", ""), get("mission", ""), get("journey", ""), get("claim", "")
        )
        return reason_line(reason)
    if "aspect" in fields:
        fields["aspect"] = say(ASPECT_WORDS[fields["aspect"]])
    if "basis" in fields:
        fields["basis"] = ", ".join(
            say(BASIS_WORDS[one]) for one in fields["basis"].split(", ") if one not in ("consent", "guardian")
        )
    if "item" in fields:
        fields["item"] = fields["item"][:8]
    return say(SENTENCES[found.code], **fields)


def reason_line(reason: Reason) -> str:
    """Why something waits for the sake of those on the way or at home; where two members can lift it, that they can."""
    code = "nowhere" if reason.code == "unseen" and not reason.mission else reason.code
    of_journey = code in OF_JOURNEY and (not reason.person or (reason.journey and reason.person == reason.journey))
    table = OF_KIN if reason.kin else OF_JOURNEY if of_journey else OWN
    why = say(table[code], person=reason.person, kin=reason.kin, mission=reason.mission, journey=reason.journey)
    return say(LIFTABLE, why=why) if reason.claim else why


def slip_line(slip: Slip) -> str:
    """A name where it must not stand, in a sentence."""
    return say(SLIPS[slip.kind], where=slip.where, found=f"“{slip.found}”", id=slip.id)
