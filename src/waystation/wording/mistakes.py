"""Errors and warnings as one line each: where, what is wrong, and what would be right."""

from __future__ import annotations

from waystation.errors import Mistake

__all__ = ["SENTENCES", "say_mistake", "sentence"]

SENTENCES = {
    # files
    "not_utf8": "is not UTF-8 text; save it as UTF-8",
    "not_toml": "is not TOML: {why}",
    "not_json": "is not JSON: {why}",
    "json_number": "holds {value}, which is no number; leave the key out or write a number",
    "json_twice": "names {value} twice in one object; keep one",
    "half_character": "holds half of a character (a surrogate such as \\ud800); write the whole character",
    "too_many_digits": "holds a number of more digits than are read; write it as 1e30, or shorter",
    "too_deep": "is nested too deeply: at most {allowed:,} {unit} (limit {limit})",
    "no_file": "is missing from the pack's folder",
    "no_pack": "{path} is not a folder with a pack; a pack is a folder with pack.toml and network.geojson",
    "not_a_file": "is not a regular file; put the data itself there",
    "leaves_folder": "leads out of the pack's folder; copy the file into the folder",
    "file_too_large": "is larger than {limit:,} bytes (limit {name}); a pack needs far less",
    "cannot_read": "cannot be read: {why}",
    "cannot_write": "{path} cannot be written: {why}",
    "more_mistakes": "has more mistakes; at most {allowed:,} are said in one run (limit {limit})",
    # form
    "format": "must be format = 1, not {value}",
    "missing_key": "{value} is missing",
    "missing_table": "the table [{key}] is missing; a pack needs it",
    "no_traveller": "there is no [[traveller]]; a mission needs at least one",
    "unknown_key": "there is no key {value}{did_you_mean}",
    "not_a_table": "must be a table, not {value}",
    "not_a_list_of_tables": "must be written as [[{key}]], once for each",
    "not_a_collection": "must be a GeoJSON FeatureCollection with a list of features",
    "not_a_feature": "must be a GeoJSON Feature with properties",
    "geometry_kind": "must be a Point (a place), or a LineString or null (a leg), not {value}",
    "place_without_point": "a place needs a Point",
    "line_form": "must be a list of at least two positions [longitude, latitude]",
    "coordinates": "must be [longitude, latitude] within ±180 and ±90 degrees, not {value}",
    "not_a_number": "must be a number, not {value}",
    "not_whole": "must be a whole number, not {value}",
    "not_finite": "must be a finite number, not {value}",
    "not_text": "must be text in quotation marks, not {value}",
    "not_true_or_false": "must be true or false, not {value}",
    "not_a_list": "must be a list, not {value}",
    "not_a_time": "must be a date and time with an offset, such as 2031-10-01T18:00:00+09:00, not {value}",
    "no_offset": "must have an offset, such as 2031-10-01T18:00:00+09:00, not {value}",
    "year_range": "must be between the years 1800 and 2200, not {value}",
    "whole_minute": "must be on a whole minute, not {value}",
    "too_small": "must be at least {limit:g}, not {value}",
    "not_above": "must be above {limit:g}, not {value}",
    "too_large_value": "must be at most {limit:g}, not {value}",
    "empty_list": "must not be empty",
    "empty_text": "must not be empty",
    "too_many": "has {value:,} entries; at most {limit:,} are read",
    "too_long_text": "must have at most {limit} characters",
    "control_character": "must be one line of text, without control characters or marks that turn its direction",
    "identifier_form": "must be a name without blanks, control characters, or any of , : / [ ] =, not {value}",
    "not_one_of": "must be {known}, not {value}{did_you_mean}",
    "wrong_value": "{why}, not {value}",
    "chance_form": "must be a chance: a number, an interval [low, high], or {{events, trials}}, not {value}",
    "chance_range": "must be between 0 and 1, not {value}",
    "upside_down": "is upside down: [{low}, {high}]; write [{high}, {low}]",
    "more_events_than_trials": "has more events ({events:g}) than trials ({trials:g})",
    "time_form": 'must be a local time "HH:MM", not {value}',
    "span_form": 'must be a local span such as "21:00-04:30", not {value}',
    "window_form": 'must be "any", "night", "day", or a list of spans such as "21:00-04:30", not {value}',
    "when_form": 'must be a table such as {{"river=high": {{"harm": 4.0}}}}, not {value}',
    "when_key": "must name a condition and a level, such as river=high, not {value}",
    "place_closed": "closes a place, but only legs can be closed; close its legs, or multiply the odds of found",
    "effect_form": 'must be "closed" or a table of odds multipliers for {risks}, not {value}',
    "multipliers_form": "must be a table of odds multipliers for {risks}, not {value}",
    "unknown_risk": "there is no risk {value} here, only {risks}{did_you_mean}",
    "multiplier": "must be an odds multiplier from 0 to 1e9, not {value}",
    "outside": "must be a path inside the pack's folder, not {path}",
    "not_rising": "must rise from each threshold to the next, not {value}",
    "unknown_zone": "must be an IANA time zone such as Asia/Bangkok, not {value}{did_you_mean}",
    "two_departures": "has both `departures` and `timetable`; keep one",
    "empty_reward": "must say per_head or group, or be left out",
    "duplicate_level": "names the level {value} twice",
    "row_sum": "this row sums to {sum:.10g}, not 1",
    "now_form": "must be a level, or a table such as {{low = 0.7, high = 0.3}}, not {value}",
    "now_sum": "the chances sum to {sum:.10g}, not 1",
    "one_chain": "needs exactly one of per_hour, per_step and gauge, and has {given}",
    "matrix_size": "must have {levels} rows of {levels} numbers, one for each level",
    "threshold_count": "must hold {wanted} thresholds, one between each two of the {levels} levels",
    "no_single_stationary": "has no single stationary distribution; say what `now` is",
    "unknown_level": "{value} is not a level of this condition; its levels are {levels}{did_you_mean}",
    "duplicate_id": "{value} is already taken; ids must differ",
    "hard_budget": "a hard budget needs an amount; write budget = …, or leave budget_hard out",
    "unknown_id": "there is no {kind} {value}{did_you_mean}",
    "needs_per_step": "does not fit steps of {step} minutes; make them at most 60 or a multiple of 60, or use per_step",
    # real data
    "over_limit": "is larger than is read: at most {allowed:,} {unit} (limit {limit})",
    "table_empty": "holds no table; the first line must name its columns",
    "missing_column": "has no column `{column}`; it has {known}{did_you_mean}",
    "not_csv": "cannot be parted into cells ({why}); check its quotation marks",
    "gauge_date": '"{value}" is not a date; write it as 2031-10-01',
    "gauge_value": '"{value}" is not a level; write a number, or leave the cell empty',
    "gauge_empty": "has no level on any day; at least one is needed",
    "gauge_no_series": "has no series with readings; WaterML 2, USGS WaterML 1 or its JSON would be right",
    "not_xml": "is not XML ({why})",
    "xml_doctype": "has a document type declaration, which is never read; remove it",
    "not_zip": "is not a sound zip ({why}); download it again",
    "zip_missing_member": "has no {member} at its top; zip the feed's files without a folder{did_you_mean}",
    "zip_encrypted": "{member} is encrypted; a timetable must not be",
    "zip_method": "{member} is packed in an unusual way; zip it with ordinary deflate",
    "gtfs_unknown_route": 'knows no route "{value}"{did_you_mean}',
    "gtfs_unknown_stop": 'knows no stop "{value}"{did_you_mean}',
    "gtfs_no_trip": 'has no trip of route "{route}" that can be boarded at "{from_stop}" and left later at "{to_stop}"',
    "gtfs_time": '"{value}" is not a time; write H:MM:SS, which may pass 24 hours',
    "gtfs_date": '"{value}" is not a date; write YYYYMMDD',
    "gtfs_number": '"{value}" in {column} is not a whole number (a headway must be above 0)',
    "incident_date": '"{value}" is not a date; write 13-Jan-20, "Thu, 01/01/2026 - 12:00" or 2026-01-01',
    "incident_place": '"{value}" is not a latitude and longitude in degrees',
    "incidents_empty": "holds no incident with a date and a place",
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
    # reports
    "report_form": "must be a report: an object with kind, source, happened and what it tells, not {value}",
    "report_kind": "there is no kind of report {value}; there are {known}{did_you_mean}",
    "report_future": "happened at {happened}, after it was heard at {heard}",
    "report_twice": "has the id {value}, as the report in line {first} has; keep one",
    "report_known": "the report {value} is there already",
    "report_missing": "there is no report whose id begins with {value}",
    "report_many": "several reports have an id that begins with {value}; give more of it",
    "report_unknown": "there is no {kind} {value}{did_you_mean}",
    "grade_form": "must be a grade from A1 to F6, not {value}",
    "near_form": "must be place:ID or leg:ID, not {value}",
    "line_unclear": "is not clear: {question}",
    "no_such_question": "{value} is not asked about this line",
    "still_asked": "is not clear yet; answer what is asked about it",
    "no_such_choice": "{value} is none of the answers: {known}",
    "lines_need_yes": "nobody can be asked here; keep what was understood with --yes",
    "belief_unknown": "there is no number {value}{did_you_mean}",
    "table_row": "has more cells, or fewer, than the first line has columns",
    "not_an_instant": "must be a date, or a date and time such as 2031-09-30T18:00+09:00, not {value}",
    "cannot_open": "{path} cannot be opened: {why}",
    "needs_yes": "nobody can be asked here; look at the rows, and keep them with --yes",
    # vaults
    "wrong_passphrase": "that passphrase opens nothing here",
    "passphrase_two_ways": "give --passphrase-file or --passphrase-command, not both",
    "passphrase_nobody": "nobody can be asked for a passphrase here; use --passphrase-file or --passphrase-command",
    "passphrase_empty": "an empty passphrase protects nothing; its first line must hold one",
    "passphrase_not_text": "the passphrase is not UTF-8 text",
    "passphrase_command": "the command for the passphrase failed: {why}",
    "passphrase_differs": "the two passphrases differ; nothing was changed",
    "passphrase_short": "a passphrase of fewer than {least} letters can be guessed; six random words would be right",
    # usage
    "too_many_steps": "{steps:,} steps are more than the {limit:,} calculated; use longer steps or a shorter horizon",
    "too_many_states": "the mission has {nodes:,} states a step; at most {limit:,} are calculated: raise budget_unit",
    "gauge_not_read": "the gauge of {condition} has not been read; plan the pack from its folder",
    "too_many_visible": "the observed conditions have {found:,} joint levels; at most {limit:,} are calculated",
    "too_many_hidden": "the unobserved conditions have {found:,} joint levels; at most {limit:,} are calculated",
    "too_large": "the mission has {pairs:,} (state, step) pairs; at most {limit:,} are calculated",
    "actions_at_node": "a place has {actions} ways out; at most {limit} are calculated",
    "at_form": 'must be "PLACE,TIME[,broker=ID][,spent=AMOUNT][,CONDITION=LEVEL]", not {value}',
    "at_twice": "{value} is said twice; say it once",
    "spent_unknown": "under a hard budget it matters what is spent already; it is taken as nothing (add spent=AMOUNT)",
    "closed_output": "standard output cannot be written: {why}",
    "at_time": "{value} must be a time with an offset between {first} and {last}",
    "at_unknown": "{value}: there is no {kind} of that name{did_you_mean}",
    "map_format": "{path} must end in .png, .svg, .html, .geojson, .gpx or .kml",
    "base_map": "the base map is not there; the line is drawn on bare ground (install Waystation anew to fetch it)",
    "no_demonstration": "the demonstration mission {name} is not installed",
    "stormpy_missing": "Storm is not installed; install the extra: pip install 'waystation[proof]'",
    "dask_missing": "Dask is not installed; install the extra: pip install 'waystation[cluster]'",
    "cluster_unreachable": "no cluster answers at {address}: {why}",
    "cluster_empty": "the cluster at {address} has no workers; start some with dask worker {address}",
    "proof_question": "Storm is asked for {known}, not {given}",
    "start_outside": "the start is not among the states of the problem",
    "start_chances": "the chances of the levels at the start do not sum to 1",
    "policy_not_open": "the policy takes a way that is not open",
    "policy_no_such_action": "the policy takes a way that is not there",
    "export_format": "there is no format {given}; there are umb, drn and prism",
    "usage": "{message}",
    "out_of_memory": "this needs more memory than there is; make steps longer, the horizon shorter, conditions fewer",
    "inside": "something inside Waystation went wrong ({kind} at {place}); nothing was written; please report it",
    "draft_ended": "the answers ended before everything was asked; nothing was written",
    "draft_unreadable": "the unfinished.json in that folder is not a draft that can be gone on with; move it away",
    "answers_not_utf8": "the answers are not UTF-8 text; nothing was written",
    "folder_not_empty": "{path} is not empty; name a new folder",
}


def sentence(mistake: Mistake) -> str:
    """What is wrong and what would be right, without the place."""
    template = SENTENCES.get(mistake.code)
    nearest, subject = mistake.fields.get("nearest", ""), mistake.fields.get("subject", "")
    fields = {**mistake.fields, "did_you_mean": f"; did you mean {nearest}?" if nearest else ""}
    if template is None:
        details = ", ".join(f"{key} {value}" for key, value in mistake.fields.items())
        return _one_line(f"{mistake.code.replace('_', ' ')}{': ' if details else ''}{details}")
    return _one_line(f"{subject} {template.format(**fields)}" if subject else template.format(**fields))


def say_mistake(mistake: Mistake) -> str:
    """One line: `error:` or `warning:`, the place, what is wrong, what would be right."""
    word = "warning" if mistake.warning else "error"
    place = mistake.file + (f":{mistake.line}" if mistake.line else "")
    if mistake.line and not mistake.file:
        place = f"line {mistake.line}"
    where = _one_line(" ".join(part for part in (place, mistake.at) if part))
    return f"{word}: {where}: {sentence(mistake)}" if where else f"{word}: {sentence(mistake)}"


def _one_line(text: str) -> str:
    """The text without line breaks or control characters, so that a file's content cannot write lines of its own."""
    return "".join(c if c.isprintable() else " " for c in text)
