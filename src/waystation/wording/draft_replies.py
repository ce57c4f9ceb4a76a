"""What is said to a mistyped answer: one line that says what would be right."""

from __future__ import annotations

from waystation.errors import Mistake

__all__ = ["REPLIES", "say_reply"]

REPLIES = {
    "too_long": "That is too long; at most {limit} letters, please.",
    "not_printable": "That has characters that cannot be shown; type it again.",
    "no_default": "This one needs an answer; ? explains it.",
    "nothing_asked": "Everything has been asked.",
    "no_letter": "“{value}” has no letter that a name could be made of; type a word.",
    "taken": "{value} is already taken; use another name.",
    "twice": "{value} is in two groups; name everybody once.",
    "not_known": "There is no “{value}”|; there is: {known}.",
    "no_such_word": "“{value}” is not one of them|; say {known}.",
    "whole_number": "“{value}” must be a whole number from {low} to {high}.",
    "no_number": "“{value}” is not a number; write it as 12 or 0.5.",
    "out_of_range": "{value} must be from {low:g} to {high:g}.",
    "no_duration": "“{value}” is not a length of time; write it as 45, 2h, 1h30 or 2 days (60 days at most).",
    "no_amount": "“{value}” is not an amount; write a number such as 500, or nothing.",
    "no_share": "“{value}” is not a share; write it as 50 %, half or nothing.",
    "no_point": "“{value}” is not a point on the map; write latitude, longitude such as 18.46, 104.6, or skip.",
    "point_swapped": "The latitude comes first, and is at most 90; did you mean {right}?",
    "no_start": "“{value}” is not a date and time; write it as {example}, or tomorrow 21:00.",
    "no_deadline": "“{value}” is not a time; write it as 5 days, 36 hours, 2031-10-06 12:00, or don't know.",
    "deadline_range": "“{value}” must be at least an hour and at most a year after the start, {start}.",
    "no_zone": "There is no time zone {value}|; write a city such as Bangkok, or none.",
    "no_window": "“{value}” is no such time; write any, night, day, 21:00-04:30, or departures 06:30, 13:00.",
    "no_chance": "“{value}” is not a chance; write a word, 5 %, 2-10 %, or 2 of 40.",
    "percent_or_share": "Is {value} meant in percent? Write {number} %, or a share such as 0.05.",
    "swapped": "The smaller comes first: {high:g} to {low:g} is upside down as you typed it.",
    "more_than_all": "{value} is more than all of them; did you mean {right}?",
    "no_record": "“{value}” is not a record; write 11 kept, 1 broken, or 11 of 12, or don't know.",
    "no_currency": "“{value}” is not a currency; write letters such as USD.",
    "already_there": "They are in {value} already; name another place.",
    "no_way_from_end": "At {value} the journey ends; name a place before it.",
    "mode_as_place": "“{value}” says how; first say where to, such as: Old rice mill, {value}, 2h50.",
    "same_place": "That is where they are: {value}; name another place.",
    "sanctuary_is_end": "A sanctuary is where the journey ends; call this a camp or a safe house.",
    "no_way_yet": "There is no way yet from {origin} to where they must arrive; name a place to go on from.",
    "too_many_commas": "“{value}”: a place, how, and how long, such as: Old rice mill, foot, 2h50.",
    "no_leg_yet": "There is no leg to take away yet; back undoes the last answer.",
    "no_such_leg": "There is no leg {value}|; the legs are: {known}.",
    "levels": "“{value}”: give two to {most} different words with commas, such as: low, high, flood.",
    "no_step": "“{value}” does not fit: 5 to 60 minutes that an hour is a multiple of, or whole hours up to a day.",
    "step_too_fine": "{value} minutes are too fine for {hours:g} hours; use longer steps.",
    "not_finished": "Then use back to change something, or quit.",
}


def say_reply(mistake: Mistake) -> str:
    """One line that says what would be right: the nearest word where there is one, else what stands after the bar."""
    wrong, bar, right = REPLIES[mistake.code].partition("|")
    nearest = mistake.fields.get("nearest")
    if bar and nearest:
        right = f"; did you mean {nearest}?"
    return (wrong + right).format(**mistake.fields)
