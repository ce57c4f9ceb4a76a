"""The sentences of errors and warnings about the charter and what was decided; `mistakes` says them."""

from __future__ import annotations

__all__ = ["DECIDING"]

DECIDING = {
    # the charter
    "charter_missing": "there is no charter; nobody can say go until [charter] is agreed and signed",
    "charter_unsigned": "is signed by {signed} of the {threshold} it needs; not by {missing} (waystation charter sign)",
    "charter_expired": "was to be looked at again by {review}, and this is {day}; agree on it anew, in calm",
    "forecast_on_the_way": "nothing is kept of a plan from the way; what was foreseen before they left stands",
    "charter_device": "this is the device of {member}; {value} signs on a device of their own",
    "charter_who": "say who signs with --by; it may be signed by {members}",
    "charter_member": "{value} may not sign; the charter names {members}",
    "not_a_day": "must be a day, such as 2031-10-01, not {value}",
    "charter_threshold": "asks for {threshold} signatures, but only {members} may sign; lower it, or name more members",
    "charter_no_go": "bars every level of {value}, so that nobody could ever set out; leave one level out",
    "charter_band": "asks for a second person below {band:g}, yet less than {least:g} is declined; make it {least:g} "
    "or more",
    "charter_urgency": "asks {less:g} of {other}, less than the {more:g} asked of the more urgent {urgent}; make it "
    "{more:g} or more",
    "charter_likelihood": "must be four chances that rise, such as [0.05, 0.2, 0.5, 0.8], not {value}",
    "charter_matrix": "says {value}, a lower risk than for what is less grave, or less likely; a risk must not fall",
    "watch_calls": "says that nine in ten call within {most:g} minutes, and half within {half:g}; nine in ten"
    " take longer",
    "watch_order": "is {after:g} minutes, less than the {before:g} of {earlier}; the graver stage comes later",
    "watch_always_quiet": "holds alarms back all day long; leave some hours of the day out",
    # overruling
    "override_choice": "what is done instead must be one of {known}, not {value}",
    "override_same": "the verdict is {value} already; there is nothing to overrule",
    "override_alone": "{value} cannot be both; a second person must stand behind it",
    "override_nobody": "{value} has no device in this vault; who else could approve: {known}",
    "approve_unsigned": "nobody signs in a folder; approvals are given in a vault (vault:NAME)",
    "approve_none": "nothing that waits here has an id that begins with {value}",
    "approve_several": "several that wait here have an id that begins with {value}; give more letters",
    "approve_own": "{value} proposed it; somebody else must approve it, on their own device",
    "approve_again": "{value} has approved it already",
    "outcome_choice": "how it ended must be one of {known}, not {value}",
    "record_closed": "this device may not write to {value}",
}
