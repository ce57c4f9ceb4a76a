"""The sentences of errors and warnings that any command may end with; `mistakes` says them."""

from __future__ import annotations

__all__ = ["COMMANDS"]

COMMANDS = {
    "nothing_answered": "{question}? Nothing was answered",
    "needs_yes_here": "nobody can be asked here; say --yes if you are sure",
    "demo_folder": "{path} was not made by a demonstration; name another folder with --folder",
    "closed_output": "standard output cannot be written: {why}",
    "map_format": "{path} must end in .png, .svg, .html, .geojson, .gpx or .kml",
    "figure_format": "{path} must end in .png or .svg",
    "base_map": "the base map is not there; the line is drawn on bare ground (install Waystation anew to fetch it)",
    "no_demonstration": "the demonstration mission {name} is not installed",
    "export_format": "there is no format {given}; there are umb, drn and prism",
    "usage": "{message}",
    "out_of_memory": "this needs more memory than there is; make steps longer, the horizon shorter, conditions fewer",
    "inside": "something inside Waystation went wrong ({kind} at {place}); nothing was written; please report it",
    "draft_ended": "the answers ended before everything was asked; nothing was written",
    "draft_unreadable": "the unfinished.json in that folder is not a draft that can be gone on with; move it away",
    "answers_not_utf8": "what was entered is not UTF-8 text; nothing was written",
    "folder_not_empty": "{path} is not empty; name a new folder",
}
