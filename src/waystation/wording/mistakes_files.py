"""The sentences of errors about files and what other people's files hold; `mistakes` says them."""

from __future__ import annotations

__all__ = ["FILES"]

FILES = {
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
    # other people's data
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
}
