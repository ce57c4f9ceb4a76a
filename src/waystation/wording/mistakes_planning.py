"""The sentences of errors and warnings about planning, what-if questions and proofs; `mistakes` says them."""

from __future__ import annotations

__all__ = ["PLANNING"]

PLANNING = {
    # warnings
    "gauge_no_season": "the record of {condition} has no day in the season of the journey; any level may follow any",
    "leg_too_hard": "nobody here can walk {leg}: its strain {strain:g} is above the weakest traveller's stamina",
    "broker_unused": "no leg is run by {broker}",
    "condition_unused": "nothing depends on {condition}",
    "window_never": "no departure of {leg} from {origin} fits its window and the horizon",
    "windows_not_looked_at": "too large to look whether every leg can ever leave: {allowed:,} {unit} (limit {limit})",
    "end_unreachable": "the end {place} cannot be reached within {hours:g} hours",
    "sanctuary_no_end": "{place} is a sanctuary, but not an end of this mission",
    "short_horizon": "a longer horizon would change what to do at {place}, {time}; raise horizon_hours",
    # missions, settings and proofs
    "too_many_steps": "{steps:,} steps are more than the {limit:,} calculated; use longer steps or a shorter horizon",
    "too_many_states": "the mission has {nodes:,} states a step; at most {limit:,} are calculated: raise budget_unit",
    "gauge_not_read": "the gauge of {condition} has not been read; plan the pack from its folder",
    "too_many_visible": "the observed conditions have {found:,} joint levels; at most {limit:,} are calculated",
    "too_many_hidden": "the unobserved conditions have {found:,} joint levels; at most {limit:,} are calculated",
    "too_many_splits": "{units} parts can be split in {splits:,} ways; at most {limit:,} are compared: "
    "fewer --groups, or put more of them together",
    "cannot_wait": "nobody can wait at {place}, so no group can leave later",
    "at_once_timetable": "{pack} has timetables, which were read for its own days; "
    "change its start in pack.toml instead",
    "no_common_place": "{packs} have no place in common: they are not on one network",
    "steps_differ": "the clocks of {first} and {pack} have different step_minutes; make them the same",
    "starts_between_steps": "{first} and {pack} must start a whole number of steps of {minutes} minutes apart",
    "not_the_same": "the {kind} {id} is not the same in {first} and in {pack}: {what} differ",
    "stands_otherwise": "{condition} stands as {first} says, carried on; {pack} itself says otherwise",
    "too_large": "the mission has {pairs:,} (state, step) pairs; at most {limit:,} are calculated",
    "actions_at_node": "a place has {actions} ways out; at most {limit} are calculated",
    "portfolio_no_folder": "{path} is neither a folder of packs nor a vault",
    "portfolio_empty": "there is no pack; a portfolio is a folder of packs, or a vault with missions",
    "currencies_differ": "{pack} counts in {currency}, the others in {first}; all money must be of one currency",
    "at_form": 'must be "PLACE,TIME[,broker=ID][,spent=AMOUNT][,CONDITION=LEVEL]", not {value}',
    "at_twice": "{value} is said twice; say it once",
    "spent_unknown": "under a hard budget it matters what is spent already; it is taken as nothing (add spent=AMOUNT)",
    "set_form": "must be KEY=VALUE, such as river=high or leg.ford.risk.caught=[0.05,0.1], not {value}",
    "set_kind": "there is no {value} to change, only {known}{did_you_mean}",
    "set_key": "says no value to change; write one, such as {example}",
    "set_id": "an id cannot be changed, for everything goes by it",
    "set_value": "{value} cannot be read: {why}",
    "without_form": "must be leg:ID, broker:ID or place:ID, not {value}{did_you_mean}",
    "at_time": "{value} must be a time with an offset between {first} and {last}",
    "at_unknown": "{value}: there is no {kind} of that name{did_you_mean}",
    "stormpy_missing": "Storm is not installed; install the extra: pip install 'waystation[proof]'",
    "dask_missing": "Dask is not installed; install the extra: pip install 'waystation[cluster]'",
    "cluster_unreachable": "no cluster answers at {address}: {why}",
    "cluster_empty": "the cluster at {address} has no workers; start some with dask worker {address}",
    "proof_question": "Storm is asked for {known}, not {given}",
    "start_outside": "the start is not among the states of the problem",
    "start_chances": "the chances of the levels at the start do not sum to 1",
    "policy_not_open": "the policy takes a way that is not open",
    "policy_no_such_action": "the policy takes a way that is not there",
}
