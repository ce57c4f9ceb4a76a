"""What can be wrong with cards, signs and advice, as sentences; one table only."""

from __future__ import annotations

__all__ = ["CARDS"]

CARDS = {
    "card_whom": "{value} is nobody to whom a card is given; write broker:ID, host:PLACE, traveller or liaison:NAME",
    "card_none": "{to} has no part in what lies ahead, so there is nothing to tell them",
    "card_leg": "{value} is no leg or stay of theirs that lies ahead; there are {known}",
    "card_language": "cards are not written in {value}; they are in {known}",
    "card_file": "{path} has no ending that a card can be written as: .png, .svg or .txt",
    "card_picture": "a card as {form} is text; write it to a .txt file, or leave --as out",
    "card_number": "{value} is no number to call: digits, blanks, + and - only, at most 20",
    "card_no_font": "no font on this machine has these letters: {letters}; install a Noto font for them, or use .txt",
    "card_no_journey": "no journey runs in {value}; only a running journey has signs and words",
    "card_not_kept": "nothing can be written in {value}, so no card can be given; --draft shows what it would say",
    "review_own": "{value} was reviewed when it was written, and needs no reader",
    "review_again": "{value} has signed these very sentences already",
    "signs_full": "no signs are left that {number} running journeys do not have; close those that are over",
    "language_form": "must be a language by its two letters, such as ko or lo, not {value}",
    "advice_never": "is for stays, and something else beside it is for legs: it would never be chosen; keep one",
    "advice_ages": "asks for somebody from {age_from} to {age_to}, whom there cannot be; exchange the two",
    "advice_english": "needs English too (en), for those whose language it lacks; it has {value}",
}
