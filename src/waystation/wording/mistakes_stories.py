"""The sentences of errors in a story, and in what it asks of a vault; `mistakes` says them."""

from __future__ import annotations

__all__ = ["STORIES"]

STORIES = {
    "story_rests_on_nothing": "the scene rests on nothing; give it a keepsake (show), a call (calls) or a source"
    " (sources)",
    "story_when": "must be a day, a month or a year, as 2031-10-06, 2031-10 or 2031, not {value}",
    "story_language": "the story is told in {language} too, and this text is not there in it",
    "story_no_words": "must have words in at least one language: en, ko",
    "story_journey": "there is no journey {value} in this story{did_you_mean}",
    "story_off_line": "place {value} is not on the line of {journey}{did_you_mean}",
    "story_back": "place {value} lies before where the line of {journey} is already; scenes go forward",
    "story_mission": "no mission {value} is in this vault as far as this device reads it{did_you_mean}",
    "story_place": "the mission has no place {value}{did_you_mean}",
    "story_item": "no keepsake of the mission has the id, title or file name {value}{did_you_mean}",
    "story_which_item": "{number} keepsakes of the mission are called {value}; give the first letters of an id",
    "story_call": "the mission has no report whose id begins with {value}; give at least 4 letters",
    "story_which_call": "{number} reports of the mission begin with {value}; give more letters",
    "story_km": "must be at least {least} for what is not older than a century, not {value}",
    "story_dates": "days are told for what is older than a century only; month, year or none",
    "story_large": "keepsake {value} is more than {most} MB; make a shorter or smaller working copy of it",
    "story_heavy": "the keepsakes of the story are more than {most} MB together; show fewer, or shorter ones",
    "story_not_told": "the story cannot be told yet, and nothing was written; see above",
    "story_unasked": "a page that left cannot be called back; build it with --yes once you have read what it leaves to"
    " learn",
}
