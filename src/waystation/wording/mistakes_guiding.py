"""The sentences of errors and warnings about journeys while they run; `mistakes` says them."""

from __future__ import annotations

__all__ = ["GUIDING"]

GUIDING = {
    # journeys
    "begin_consent": "not everybody has agreed to the journey: {people}; ask each of them alone, and take it down as a"
    " consent with the purpose journey",
    "begin_refused": "somebody does not agree to the journey: {people}; nobody is taken against their will",
    "begin_second": "the verdict is to go only with a second approval ({gates}); waystation override proposes to go,"
    " and the second person approves it",
    "begin_verdict": "the verdict is {verdict}, because of: {gates}; waystation decide says why, and waystation"
    " override goes against it with a reason and a second person",
    "broker_not_on_leg": "{value} does not run {leg}, {broker} does; leave the broker out, or name the leg that it was",
    "delivery_nobody": "nobody was on {value}, which leaves {origin}: by the reports they are at {place} since {since};"
    " from there lead: {leaving}",
    "delivery_other_leg": "nobody was on {value}: by the reports they are on {leg} since {since}; say how that one"
    " ended first, or correct the departure",
    "departure_elsewhere": "{value} leaves {origin}, and by the reports they are at {place} since {since}; from there"
    " lead: {leaving}",
    "departure_underway": "nobody can leave on {value}: by the reports they are on {leg} since {since}; say how that"
    " one ended first (arrived, late, back, harm, caught, betrayed)",
    "done_running": "the journey {value} still runs; close it first, then say what is done",
    "done_unknown": "{value} is nothing that has to follow{did_you_mean}; it may be one of: {known}",
    "end_arrived": "by the reports they are at {place}, where the journey ends; close it as arrived, or correct the"
    " report that brought them there",
    "end_lost": "by the reports of {journey} somebody was lost; close it as lost, or correct that report",
    "end_not_arrived": "by the reports they are at {place}, which is no end of the journey; report how they came to it,"
    " or close {journey} as home or lost",
    "heard_future": "heard at {heard}, which is still to come; leave it out for now, {now}",
    "journey_end": "say how it closed: arrived, home or lost",
    "journey_known": "there has been a journey {value} already; give this one another name",
    "journey_lost": "by the reports they were lost at {since}; correct the report that says so, if they were not",
    "journey_not_begun": "the journey {value} began at {since}; give a time from then on, or correct its beginning",
    "journey_number": "alarms call a journey by a number of its own, from 100 to 9999, not {value}",
    "journey_over": "the journey {value} closed at {since} ({end}); correct the report that closed it, or begin anew",
    "journey_none": "no journey of {value} has begun; waystation journey begin begins one",
    "journey_none_runs": "no journey of {value} runs",
    "journey_one": "name one mission",
    "journey_runs": "the journey {value} still runs; close it first",
    "journey_unknown": "there is no journey {value}; there is: {known}",
    "oncall_until": "until {value} is not after it begins; give a later time",
    "report_answers_nothing": "there is no {kind} {value}; give the id as waystation report list shows it",
    "report_unsettles": "then the report {value} of {happened} could not be; correct that one first, if it is wrong",
    # rehearsals
    "rehearsal_of": "{value} cannot be rehearsed: name the folder of a pack in the clear; a real mission is never"
    " played",
    "rehearsal_put": "{value} is a rehearsal, and no vault keeps what was only played; put the pack that it came from",
    "rehearsal_into": "say with --into DIR in which new folder it is played",
    "rehearsal_none": "{value} is no rehearsal; waystation rehearse PACK --into DIR begins one",
    "rehearsal_unreadable": "{path} is no rehearsal's file; delete the folder and begin another",
    "rehearsal_mixed": "{value} is no rehearsal, and what is only played is never mixed with what is real; name one of"
    " the two",
    "rehearsal_several": "two rehearsals have two clocks; name one of them",
    "rehearsal_no_vault": "a rehearsal never touches a vault; name its folder alone, without --vault",
    "rehearsal_over": "the rehearsal is over ({value}); begin another with --into and a new folder",
}
