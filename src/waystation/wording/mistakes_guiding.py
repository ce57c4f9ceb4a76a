"""The sentences of errors and warnings about journeys while they run; `mistakes` says them."""

from __future__ import annotations

__all__ = ["GUIDING"]

GUIDING = {
    # rehearsals
    "rehearsal_none": "{value} is no rehearsal; waystation rehearse PACK --into DIR begins one",
    "rehearsal_unreadable": "{path} is no rehearsal's file; delete the folder and begin another",
    "rehearsal_mixed": "{value} is no rehearsal, and what is only played is never mixed with what is real; name one of"
    " the two",
    "rehearsal_several": "two rehearsals have two clocks; name one of them",
    "rehearsal_no_vault": "a rehearsal never touches a vault; name its folder alone, without --vault",
    "rehearsal_over": "the rehearsal is over ({value}); begin another with --into and a new folder",
}
