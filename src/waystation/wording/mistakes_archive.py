"""The sentences of errors and warnings about keepsakes: taking in, holding, opening; `mistakes` says them."""

from __future__ import annotations

__all__ = ["ARCHIVE"]

ARCHIVE = {
    "archive_no_mission": "this device reads no mission {value} in this vault{did_you_mean}",
    "archive_no_missions": "this vault holds no mission yet; waystation vault put takes one in",
    "archive_which_mission": "this vault holds several missions; say whose archive with --mission: {names}",
    "archive_no_item": "no keepsake begins with {value}; waystation archive list shows them",
    "archive_which_item": "{number} keepsakes begin with {value}; give more letters",
    "archive_busy": "another process is taking that in just now",
    "archive_word": "{field} cannot be {value}; waystation archive add --help says what it can",
    "archive_no_place": "the pack of {mission} has no place {value}{did_you_mean}",
    "archive_full": "the disk with the vault is full: what is named above is taken in, nothing after it;"
    " free some space",
    "archive_too_large": "one keepsake holds at most 2 TiB; cut it before",
    # what is taken in
    "archive_kept_already": "the very same bytes are kept already, as {item} of {mission}",
    "archive_destroyed_before": "the very same bytes were kept as {item} of {mission}, and were destroyed; --again"
    " takes them in all the same",
    "archive_source_link": "{path} is a link, and is not followed; give the file itself",
    "archive_source_kind": "{path} is no ordinary file",
    "archive_source_empty": "{path} is empty",
    "archive_source_grows": "{path} changed while it was read, and was not taken in; wait until it is whole",
    "archive_took_not_all": "{number} of what was given could not be taken in; see above",
    # what is held
    "archive_bytes_missing": "the bytes are not all on this device (piece {number} of {of}); waystation archive receive"
    " brings them from where they are",
    "archive_bytes_changed": "piece {number} of {of} is not as it was sealed; waystation archive receive brings it anew"
    " from another device",
    "archive_bytes_missing_of": "keepsake {item} of {mission}: its bytes are not all on this device (piece {number} of"
    " {of}); waystation archive receive brings them from where they are",
    "archive_bytes_changed_of": "keepsake {item} of {mission}: piece {number} of {of} is not as it was sealed;"
    " waystation archive receive brings it anew from another device",
    "archive_not_here": "keepsake {item} of {mission}: its bytes are on another device; waystation archive receive"
    " brings them",
    "archive_destroyed_here": "keepsake {item} of {mission} was destroyed, and bytes of it still lie here; waystation"
    " archive resume takes them away",
    "archive_broken_off": "taking something in for {mission} was broken off; waystation archive resume goes on with it",
    "archive_destroyed": "the bytes of keepsake {value} were destroyed",
    "archive_stick_full": "there is no room left in {path}; what was written is whole, and the rest can follow onto"
    " another",
    "archive_stick_read_only": "nothing can be written in {path}",
    "archive_file_there": "{path} is there already, and is not written over; name another file",
    # the limited worker
    "media_broken": "it cannot be read as what it begins as ({why})",
    "media_too_large": "it is too large to be decoded safely",
    "media_too_slow": "it took too long to be decoded, and was given up",
    "media_worker": "the confined process that looks at media cannot be started: {why}",
}
