"""What the page of burns says around a burn: what it would touch, by when somebody must be warned, who still waits."""

from __future__ import annotations

from datetime import datetime, tzinfo

from waystation.wording.figures import date_and_time
from waystation.wording.language import mark, say, say_many

__all__ = ["KINDS", "by_when", "foreseen_line", "waits_line"]

KINDS = {
    "broker": mark("Broker"),
    "place": mark("Place"),
    "member": mark("Member"),
    "device": mark("Device"),
}


def by_when(by: datetime | None, zone: tzinfo) -> str:
    """From when on somebody is in danger; empty where that has no time."""
    return say("in danger from {when}", when=date_and_time(by.astimezone(zone))) if by is not None else ""


def foreseen_line(title: str, missions: int, people: int) -> str:
    """What a burn would touch, in a sentence: nothing is written yet."""
    touched = say_many("{n} mission is touched", "{n} missions are touched", missions, n=missions)
    warn = say_many("{n} must be warned", "{n} must be warned", people, n=people)
    return say("If {title} is burnt: {touched}, {warn}.", title=title, touched=touched, warn=warn)


def waits_line(burnt: bool, left: int) -> str:
    """What is said first: whether anything is burnt, and how many have not been warned."""
    if not burnt:
        return say("Nobody and nothing is burnt here.")
    if not left:
        return say("Everybody has been warned: no warning is open.")
    return say_many("{n} has not been warned yet.", "{n} have not been warned yet.", left, n=left)
