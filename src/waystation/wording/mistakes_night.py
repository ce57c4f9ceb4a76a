"""The sentences of errors and warnings about burns, families, the night and money; `mistakes` says them."""

from __future__ import annotations

__all__ = ["NIGHT"]

NIGHT = {
    # burns
    "burn_several": "{value} means more than one here; say which: {known}",
    "burn_unknown": "nobody and no place here is called {value}{did_you_mean}; broker:ID, place:ID, member:NAME or"
    " device:LABEL",
    "burn_own": "{value} is yours, and cannot be removed from here; another administrator does it with waystation vault"
    " members remove",
    "burn_unwritten": "nothing can be written in {value}: whoever may write there must burn it too",
    "burn_unread": "you do not read the cards of {value}: what they told is not listed here; let somebody who reads"
    " {value}/cards type the same burn",
    "warned_unknown": "{value} does not wait to be warned; who does: {known}",
    "warned_several": "{value} may be more than one; say which of these: {known}",
    # families and tracing
    "family_early": "may not be told before {value}: so late that nobody can be found by it",
    "family_unconfirmed": "say who has confirmed it; what nobody confirmed is not told",
    "family_nothing": "nothing may be told now; waystation family says from when on",
    "family_which": "must be a number from 1 to {most}, not {value}",
    "trace_unknown": "no single request has an id that begins with {value}; known: {known}",
    "trace_order": "cannot be {value} now: it is {known}, and next may be {next}",
    # the night
    "handover_self": "{value} cannot hand over to {value}; somebody else takes the night",
    "handover_nobody": "{value} has no device here and could not take it; who could: {known}",
    "handover_unread": "{value} reads none of these missions; waystation vault compartments admit lets them",
    "handover_none": "no hand-over waits to be taken; waystation handover to makes one",
    "handover_not_yours": "what waits was not handed over to {value}, but to {known}",
    "oncall_over": "that would be over at {value}, before it begins",
    "oncall_until_form": "must be a number of hours, or a time such as 2031-10-07T08:00+09:00, not {value}",
    "call_outcome": "{value} is no outcome of a call; there are {known}",
    "cash_amount": "must be an amount above 0, such as 400, 2,000 or 12.50, not {value}",
    "cash_self": "{value} cannot give money to {value}; say who gave it, and to whom",
    "night_no_mission": "there is no mission here; waystation vault put takes one in",
    "night_mission": "{value} is none of the missions; there are {known}",
    # missions side by side
}
