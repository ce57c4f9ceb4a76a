"""What fills a sentence about a mistake, in the language that is spoken.

The layers below speak English: a field of a mistake may hold a word of theirs (`place`, `bytes`), a reason (`it is
closed`), or what somebody wrote. Only what stands here is said in another language, and only in the fields named here;
what somebody wrote stays as it is, and a reason that another program gives is quoted.
"""

from __future__ import annotations

import re
from functools import cache

from waystation.errors import Mistake
from waystation.wording.language import mark, say, spoken
from waystation.wording.mistakes_reasons import REASONS

__all__ = ["LISTS", "SHAPES", "words_of"]

KINDS = {
    "broker": mark("broker (a kind of thing)"),
    "burn": mark("burn (a kind of thing)"),
    "condition": mark("condition (a kind of thing)"),
    "journey": mark("journey (a kind of thing)"),
    "leg": mark("leg (a kind of thing)"),
    "level": mark("level (a kind of thing)"),
    "pack": mark("pack (a kind of thing)"),
    "place": mark("place (a kind of thing)"),
    "place with a host": mark("place with a host (a kind of thing)"),
    "report": mark("report (a kind of thing)"),
    "tracing": mark("tracing (a kind of thing)"),
    "traveller": mark("traveller (a kind of thing)"),
}
"""What a name was to be the name of."""
UNITS = {
    "attachments": mark("attachments (after a number)"),
    "bytes": mark("bytes (after a number)"),
    "characters": mark("characters (after a number)"),
    "comparisons": mark("comparisons (after a number)"),
    "days": mark("days (after a number)"),
    "departures": mark("departures (after a number)"),
    "entries": mark("entries (after a number)"),
    "features": mark("features (after a number)"),
    "hours": mark("hours (after a number)"),
    "keys": mark("keys (after a number)"),
    "levels": mark("levels (after a number)"),
    "lines": mark("lines (after a number)"),
    "looks": mark("looks (after a number)"),
    "members": mark("members (after a number)"),
    "mistakes": mark("mistakes (after a number)"),
    "positions": mark("positions (after a number)"),
    "reports": mark("reports (after a number)"),
    "times": mark("times (after a number)"),
    "values": mark("values (after a number)"),
}
"""What limits count."""
ENDS = {
    "arrived": mark("arrived (an end)"),
    "closed": mark("closed (an end)"),
    "home": mark("home (an end)"),
    "lost": mark("lost (an end)"),
    "safe": mark("safe (an end)"),
    "underway": mark("underway (an end)"),
}
"""How journeys and rehearsals end."""
STATES = {
    "asked": mark("asked (a search)"),
    "closed": mark("closed (a search)"),
    "matched": mark("matched (a search)"),
    "reunited": mark("reunited (a search)"),
}
"""How a search for somebody stands."""
NONE = {
    "nobody": mark("nobody (instead of a name)"),
    "nobody yet": mark("nobody yet (instead of names)"),
    "none": mark("none (instead of a list)"),
    "none yet": mark("none yet (instead of a list)"),
    "nothing": mark("nothing (instead of a value)"),
    "the roster": mark("the roster (instead of a compartment)"),
}
"""What stands where nobody and nothing can be named."""
SHOWN = {
    "a number of more than 40 digits": mark("a number of more than 40 digits"),
    "nothing": NONE["nothing"],
}
"""What stands for a value that is not there, or cannot be written out; every other value is somebody's own."""
CHOICES = {
    "decline": mark("decline (a choice)"),
    "go": mark("go (a choice)"),
    "hold": mark("hold (a choice)"),
    "second": mark("second (a choice)"),
    "split": mark("split (a choice)"),
}
"""What a verdict says, and what may be done instead."""
LANGUAGES = {
    "Chinese": mark("Chinese (a language)"),
    "English": mark("English (a language)"),
    "Korean": mark("Korean (a language)"),
    "Lao": mark("Lao (a language)"),
    "Thai": mark("Thai (a language)"),
    "Vietnamese": mark("Vietnamese (a language)"),
}
"""The languages of cards."""
QUESTIONS = {
    "Who has read all of it": mark("Who has read all of it (a question)"),
    "Who says so": mark("Who says so (a question)"),
}
"""What was asked in vain."""
SHAPES = (
    mark("between {low} and {high}"),
    mark("above {low} and at most {high}"),
    mark("it has more than {bytes} bytes"),
    mark("there is no folder {folder}"),
    mark("it ended with status {status}"),
    mark("Input should be a valid dictionary or instance of {shape}"),
    mark("Tuple should have at most {most} items after validation, not {given}"),
)
"""Reasons and ranges with something of their own in them, found again by their form."""
LISTS = {
    "broker": NONE,
    "compartment": NONE,
    "end": ENDS,
    "given": NONE,
    "kind": KINDS,
    "known": NONE,
    "leaving": NONE,
    "question": QUESTIONS,
    "unit": UNITS,
    "value": SHOWN,
}
"""Which words each field may hold, whatever the mistake is."""
OWN = {
    "not_one_of": (("known",), NONE),
    "one_chain": (("given",), NONE),
    "override_same": (("value",), CHOICES),
    "rehearsal_over": (("value",), ENDS),
    "review_own": (("value",), LANGUAGES),
    "trace_order": (("known", "next", "value"), {**STATES, **NONE}),
}
"""Which fields of a mistake hold words of ours, or a list of codes that was joined in English; none has a blank."""


def words_of(mistake: Mistake) -> dict[str, object]:
    """The fields of a mistake as they are put into its sentence: words of ours in the language spoken, the rest as is.

    Args:
        mistake: The mistake, whose fields are in English; the names of packs may be several.
    """
    fields = mistake.fields
    if isinstance(packs := fields.get("packs"), tuple):
        fields = {**fields, "packs": say(" and ").join(packs)}
    if spoken() == "en":
        return dict(fields)
    return {name: _word(mistake.code, name, held) for name, held in fields.items()}


def _word(code: str, name: str, held: object) -> object:
    if not isinstance(held, str) or not held:
        return held
    if name in ("why", "range"):
        return _reason(held)
    own, words = OWN.get(code, ((), {}))
    if name in own:
        return ", ".join(say(words[one]) if one in words else one for one in re.split(r", | or | and ", held))
    words = LISTS.get(name, {})
    return say(words[held]) if held in words else held


def _reason(held: str) -> str:
    """A reason in the language spoken; quoted, if it is another program's that nobody has translated."""
    if held in REASONS:
        return say(REASONS[held])
    for shape in SHAPES:
        found = _form(shape).fullmatch(held)
        if found:
            return say(shape, **found.groupdict())
    return f"“{held}”"


@cache
def _form(shape: str) -> re.Pattern[str]:
    """What a sentence looks like when its fields are filled in."""
    return re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+)", re.escape(shape)), re.DOTALL)
