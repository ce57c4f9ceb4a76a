"""The sentences of errors about packs that are written from a page; `mistakes` says them."""

from __future__ import annotations

__all__ = ["ENTRY"]

ENTRY = {
    "pack_unedited": "this file is written in a way that cannot be changed from here; change pack.toml by hand",
    "pack_changed_meanwhile": (
        "somebody changed this mission while you were writing; nothing was kept yet. Look at it as it stands now, and "
        "send yours again"
    ),
    "pack_name_taken": "there is a mission {value} already; give this one another name",
    "form_fields": "something here cannot be used yet; what is wrong stands below, and nothing was kept",
    "reason_missing": "The reason is missing: whoever reads this later was not there",
    "what_if_nothing": "say what is otherwise: a level, a chance, or whom to do without",
    "compare_none": "choose at least one mission",
    "compare_two": "choose at least two missions",
    "folder_whole": "write the folder with its whole path, from / on, not {value}",
    "still_used": "{value} is still used by {users}; change or remove these first",
}
