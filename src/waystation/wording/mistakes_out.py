"""The sentences of errors about keepsakes that leave, bundles and proofs of time; `mistakes` says them."""

from __future__ import annotations

__all__ = ["OUT"]

OUT = {
    "archive_out_there": "{path} is there already; a bundle appears as a new folder, so that nothing old lies in it",
    "archive_out_number": "a bundle holds 1 to {most} keepsakes",
    "archive_not_appeared": "{path} could not appear: {why}. It stands written down that it left; nothing is there",
    "archive_bundle_many": "{path} holds more than {most:,} files; no bundle does",
    "archive_text_long": "keepsake {value} is a text of more than {most:,} bytes, too long to look through for names",
    "archive_stamps_two_ways": "give --to or --from, not both",
    "c2pa_missing": "Content Credentials need the extra: pip install 'waystation[c2pa]'",
    "c2pa_failed": "no Content Credentials can be written into {value}: it is not what it begins as",
}
