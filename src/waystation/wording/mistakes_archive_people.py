"""The sentences of errors about people in keepsakes, and what they allow; `mistakes` says them."""

from __future__ import annotations

__all__ = ["ARCHIVE_PEOPLE"]

ARCHIVE_PEOPLE = {
    "archive_person_word": "{value} cannot be a word for somebody: "
    "it has no blank, point, comma, colon, slash or bracket",
    "archive_role": "nobody has said yet what {value} is; say it with --role",
    "archive_no_person": "nobody has said who {value} is; waystation archive person does{did_you_mean}",
    "archive_no_guardian": "{value} is no guardian of {person}; waystation archive person --guardian says who is",
    "archive_not_in": "{value} is not in it; waystation archive people shows who is{did_you_mean}",
    "archive_people_item": "say in which keepsake, by the first letters of its item",
    "archive_whose": "say who allows it, with --person",
    "archive_nothing_held": "nothing holds {value} back that could be lifted; waystation archive may says what does",
    "archive_one_of": "give one of --person, --place and --broker",
    "archive_no_broker": "the pack of {mission} has no broker {value}{did_you_mean}",
    "archive_which_person": "several people go by that name; say which by their word: {words}",
}
