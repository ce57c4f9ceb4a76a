"""What is said when a shipped set of keepsakes was taken in and told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from waystation.wording.language import say, say_many

__all__ = ["in_the_clear_line", "onward_lines", "taken_lines"]


PROGRAM = "ffmpeg"


def taken_lines(number: int, left_out: Sequence[str]) -> Iterator[str]:
    """How much was taken in, and what could not be made here.

    Args:
        number: How many keepsakes.
        left_out: The titles of those that were left out.
    """
    yield say_many(
        "{n} keepsake was taken in; of each a working copy was made, one member confirmed it, a second approved it.",
        "{n} keepsakes were taken in; of each a working copy was made, one member confirmed it, a second approved it.",
        number,
        n=number,
    )
    if left_out:
        yield say(
            "Left out, since there is no {program} on this machine: {titles}.",
            program=PROGRAM,
            titles=", ".join(left_out),
        )


def in_the_clear_line(path: str) -> str:
    """That the vault's passphrase lies beside it.

    Args:
        path: The file.
    """
    return say("The vault's passphrase lies in the clear, in {path}: nothing in this vault is secret.", path=path)


def onward_lines(listing: Sequence[str], serving: str) -> Iterator[str]:
    """How somebody goes on from there.

    Args:
        listing: The commands that list what is kept, one for each mission.
        serving: The command that shows it in a browser.
    """
    for command in listing:
        yield say("What is behind each picture, and what left: {command}", command=command)
    yield say("The same in a browser, on the page Archive: {command}", command=serving)
