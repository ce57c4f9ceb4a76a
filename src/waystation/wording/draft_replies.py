"""What is said to a mistyped answer: one line that says what would be right."""

from __future__ import annotations

from waystation.errors import Mistake
from waystation.wording.language import mark, say

__all__ = ["REPLIES", "say_reply"]

REPLIES = {
    "too_long": mark("That is too long; at most {limit} letters, please."),
    "not_printable": mark("That has characters that cannot be shown; type it again."),
    "no_default": mark("This one needs an answer; ? explains it."),
    "nothing_asked": mark("Everything has been asked."),
    "no_letter": mark("“{value}” has no letter that a name could be made of; type a word."),
    "taken": mark("{value} is already taken; use another name."),
    "twice": mark("{value} is in two groups; name everybody once."),
    "not_known": mark("There is no “{value}”; there is: {known}."),
    "no_such_word": mark("“{value}” is not one of them; say {known}."),
    "whole_number": mark("“{value}” must be a whole number from {low} to {high}."),
    "no_number": mark("“{value}” is not a number; write it as 12 or 0.5."),
    "out_of_range": mark("{value} must be from {low:g} to {high:g}."),
    "no_duration": mark("“{value}” is not a length of time; write it as 45, 2h, 1h30 or 2 days (60 days at most)."),
    "no_amount": mark("“{value}” is not an amount; write a number such as 500, or nothing."),
    "no_share": mark("“{value}” is not a share; write it as 50 %, half or nothing."),
    "no_point": mark("“{value}” is not a point on the map; write latitude, longitude such as 18.46, 104.6, or skip."),
    "point_swapped": mark("The latitude comes first, and is at most 90; did you mean {right}?"),
    "no_day": mark("“{value}” is not a day; write it as 2032-03-01."),
    "no_start": mark("“{value}” is not a date and time; write it as {example}, or tomorrow 21:00."),
    "no_deadline": mark("“{value}” is not a time; write it as 5 days, 36 hours, 2031-10-06 12:00, or don't know."),
    "deadline_range": mark("“{value}” must be at least an hour and at most a year after the start, {start}."),
    "no_zone": mark("There is no time zone {value}; write a city such as Bangkok, or none."),
    "no_window": mark("“{value}” is no such time; write any, night, day, 21:00-04:30, or departures 06:30, 13:00."),
    "no_chance": mark("“{value}” is not a chance; write a word, 5 %, 2-10 %, or 2 of 40."),
    "percent_or_share": mark("Is {value} meant in percent? Write {number} %, or a share such as 0.05."),
    "swapped": mark("The smaller comes first: {high:g} to {low:g} is upside down as you typed it."),
    "more_than_all": mark("{value} is more than all of them; did you mean {right}?"),
    "no_record": mark("“{value}” is not a record; write 11 kept, 1 broken, or 11 of 12, or don't know."),
    "no_currency": mark("“{value}” is not a currency; write letters such as USD."),
    "already_there": mark("They are in {value} already; name another place."),
    "no_way_from_end": mark("At {value} the journey ends; name a place before it."),
    "mode_as_place": mark("“{value}” says how; first say where to, such as: Old rice mill, {value}, 2h50."),
    "same_place": mark("That is where they are: {value}; name another place."),
    "sanctuary_is_end": mark("A sanctuary is where the journey ends; call this a camp or a safe house."),
    "no_way_yet": mark("There is no way yet from {origin} to where they must arrive; name a place to go on from."),
    "too_many_commas": mark("“{value}”: a place, how, and how long, such as: Old rice mill, foot, 2h50."),
    "no_leg_yet": mark("There is no leg to take away yet; back undoes the last answer."),
    "no_such_leg": mark("There is no leg {value}; the legs are: {known}."),
    "levels": mark("“{value}”: give two to {most} different words with commas, such as: low, high, flood."),
    "no_step": mark(
        "“{value}” does not fit: 5 to 60 minutes that an hour is a multiple of, or whole hours up to a day."
    ),
    "step_too_fine": mark("{value} minutes are too fine for {hours:g} hours; use longer steps."),
    "not_finished": mark("Then use back to change something, or quit."),
}
NEAREST = {
    "not_known": mark("There is no “{value}”; did you mean {nearest}?"),
    "no_such_word": mark("“{value}” is not one of them; did you mean {nearest}?"),
    "no_zone": mark("There is no time zone {value}; did you mean {nearest}?"),
    "no_such_leg": mark("There is no leg {value}; did you mean {nearest}?"),
}
"""What is said instead where one word is near."""


def say_reply(mistake: Mistake) -> str:
    """One line that says what would be right: the nearest word where there is one."""
    near = mistake.code in NEAREST and bool(mistake.fields.get("nearest"))
    sentence = (NEAREST if near else REPLIES)[mistake.code]
    return say(sentence, **mistake.fields)
