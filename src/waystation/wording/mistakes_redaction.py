"""The sentences of errors about working copies: covering, sheets, and who may say that they looked."""

from __future__ import annotations

__all__ = ["REDACTION"]

REDACTION = {
    # what is needed
    "faces_missing": "faces are found with parts that are not installed: pip install waystation[faces]; with --no-faces"
    " and --box they are covered by hand",
    "ffmpeg_missing": "film and sound need ffmpeg, which is not on this machine; install it, or waystation[faces],"
    " which brings one",
    # what can be covered
    "redact_pdf": "no working copy of a PDF is made here; print it to pictures, and take those in",
    "redact_media": "no working copy is made here of what is {value}; turn it into JPEG, PNG, MP4 or plain text, and"
    " take that in",
    "redact_unknown": "no working copy is made of bytes whose form nobody here knows; turn them into JPEG, PNG, MP4 or"
    " plain text in UTF-8, and take that in",
    "redact_of_copy": "{value} is a working copy; working copies are made of the original, which is {of}",
    "redact_box": "{value} is no box; write X,Y,WIDTH,HEIGHT in points, in a film with @FROM-TO in seconds",
    "redact_times": "a picture has no seconds; leave the @ of the box out",
    "redact_nothing_to_see": "there is nothing to see in this, so no box can cover anything",
    "redact_no_sound": "there is nothing to hear in this, so no voice can be changed",
    "redact_no_words": "words are taken out of texts only",
    "redact_two_sounds": "--voices changes voices and --silent leaves them out; give one of both",
    "redact_silent": "nothing would be left of a sound without sound; --voices changes the voices in it",
    "redact_not_in_it": "nobody called {value} is in it; waystation archive people says who is",
    "redact_both": "{value} cannot be hidden and shown at once",
    "redact_short_word": "{value} alone would take most of the text out; give whole words",
    "redact_no_text": "that is no text in UTF-8; save it as such first",
    "redact_long_text": "a text of more than {number} MB is not worked on; cut it before",
    "redact_unreadable": "no film or sound in it can be decoded; it may be damaged, or not be what its name says",
    "redact_stuck": "ffmpeg said nothing for {number} seconds and was ended; the file may be made to do that",
    "redact_too_long": "a film of more than {number:,} frames is not worked on; cut it before",
    "redact_not_written": "ffmpeg could not pack the copy; nothing was taken in",
    # who may say what
    "looked_original": "{value} is an original; only working copies are looked through and leave for every use",
    "looked_refused": "{member} refused {value}, and it never leaves; make another copy of the original",
    "looked_unconfirmed": "nobody has confirmed {value} yet; somebody looks at every frame of its sheet first",
    "looked_own": "you made {value}, or confirmed it; a second member approves it",
    "looked_twice": "you have said so of {value} already",
    "looked_sheet": "the sheet of {value} is not {given}; waystation archive sheet {value} makes it, and its number"
    " stands on every page",
}
