"""The sentences of errors and warnings about the watch; `mistakes` says them."""

from __future__ import annotations

__all__ = ["WATCHING"]

WATCHING = {
    "watch_schedule": "what the watch is to expect cannot be read; report anything on the journeys, and it is written"
    " anew",
    "watch_log": "what the watch has rung cannot be read",
    "watch_file": "a file of the watch was not written by this vault, or is damaged; report anything on the journeys,"
    " and it is written anew",
    "watch_too_large": "so many signs of life are expected that they cannot be kept; ask for fewer with every_hours in"
    " [charter.watch]",
    "watch_runs": "a watch is running for this already; end it first, or take note of its alarms with waystation watch"
    " ack NUMBER",
    "watch_command": "the command for alarms cannot be run: {why}",
    "watch_desktop": "notices on the desktop need the program notify-send (Debian: apt install libnotify-bin)",
    "watch_channel": "there is no channel {value}; there are {known}",
    "watch_channel_broken": "the channel {value} cannot be used: it failed with {why}",
    "watch_no_alarm": "journey {number} has no alarm to take note of",
    "watch_none_runs": "no watch is running, and no vault is open; waystation watch starts one",
    "watch_json_runs": "a watch that goes on prints lines, not one document; add --once, or use waystation watch show"
    " --json",
    "watch_now_real": "--now is for rehearsal; the watch of a vault goes by the clock of this machine",
    "watch_mixed": "watch the vault, or one rehearsal in a folder; not several at once",
    "watch_handed": "this is no way to start a watch; type waystation watch",
    "watch_unaware": "the report is kept, but the watch does not know of it yet: it may ring for those who are well,"
    " and not for what is expected anew; what follows says why",
    "watch_gone": "the schedule of the watch is not where it was",
    "watch_unanswered": "no way ahead could be worked out for journey {number} ({why}); only a word now and then is"
    " expected of it",
}
