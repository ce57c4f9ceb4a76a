"""The sentences of errors about shipped sets of keepsakes, and about what is sent to the archive's pages."""

from __future__ import annotations

__all__ = ["KEEPSAKES"]

KEEPSAKES = {
    "keepsakes_unknown": '"{value}" is no set of keepsakes that comes along; there are {known}{did_you_mean}',
    "keepsakes_mission": "{value} is no mission of this file{did_you_mean}",
    "keepsakes_person": "{value} is nobody whom this file describes{did_you_mean}",
    "no_keepsakes": "the folder {name} did not come along with this installation; install waystation anew",
    "upload_unread": "nothing was taken in: what was sent is no form with a file; choose the file again, and send it",
    "upload_too_large": (
        "nothing was taken in: over a page a file may have at most {limit} GB; in a terminal there is no limit: "
        "waystation archive add FILE"
    ),
    "upload_broken_off": "nothing was taken in: the file did not come to its end; choose it again, and send it",
    "upload_no_file": "nothing was taken in: no file was chosen; choose one, and send the form again",
}
