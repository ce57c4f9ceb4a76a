"""Burning: everything that somebody compromised knew is listed, closed in every mission, and everybody warned.

Decides in which missions a burn is written down and what each is told of it: only what it has itself, so that a burn
carries nothing from one mission into another. What is closed is decided in `guiding.burning`, whom to warn in
`guiding.warning`; here they are joined with the vault's keys.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from operator import methodcaller
from typing import TYPE_CHECKING, Any

from waystation.desk.guide.cases import Case, readers_of, reads_cards, take_down
from waystation.desk.guide.knowing import Knew, Meant, what_it_knew
from waystation.errors import Mistake, Usage, WaystationError
from waystation.guiding.ahead import Stretch
from waystation.guiding.burning import Closed, closed_by
from waystation.guiding.warning import Alert, alerts_of, burns_in, whom_to_warn
from waystation.vault.entries import CONTROL
from waystation.vault.standing import Changed
from waystation.world.report_journeys import Burn, CardGiven, ToWarn

if TYPE_CHECKING:
    from waystation.desk.keep.opening import OpenVault

__all__ = ["Burnt", "BurntHere", "Foreseen", "alerts_in", "burn", "closed_in", "foresee_burn", "tick_off"]

Ahead = Callable[[Case], Mapping[str, Sequence[Stretch]]]
"""The way ahead of each journey of a mission that runs, by the plan that it has now."""


@dataclass(frozen=True)
class Foreseen:
    """What a burn would do in one mission.

    Args:
        knew: What is known of the mission.
        closed: All that would be closed there, by this burn and by others.
        fresh: What this burn would close.
        warn: Whom to warn, the most urgent first.
    """

    knew: Knew
    closed: Closed
    fresh: Closed
    warn: tuple[ToWarn, ...]


@dataclass(frozen=True)
class BurntHere:
    """A burn in one mission.

    Args:
        knew: What was known of the mission.
        report: The burn as it was written down there.
        closed: All that is closed there now, by this burn and by others.
        fresh: What this burn has closed.
        rotated: Names of the cards' compartments that got a new key.
    """

    knew: Knew
    report: Burn
    closed: Closed
    fresh: Closed
    rotated: tuple[str, ...] = ()


@dataclass(frozen=True)
class Burnt:
    """A burn.

    Args:
        meant: What is burnt.
        since: When.
        here: The missions of which it knew anything.
        elsewhere: Names of the missions of which it knew nothing.
        shut_out: Names of the compartments whose key was changed so that it reads them no more.
        changed: What became of removing the member or the device; None where nothing is removed.
        troubles: Warnings about what could not be done.
    """

    meant: Meant
    since: datetime
    here: tuple[BurntHere, ...]
    elsewhere: tuple[str, ...]
    shut_out: tuple[str, ...] = ()
    changed: Changed | None = None
    troubles: tuple[Mistake, ...] = ()


def burn(
    cases: Sequence[Case],
    vault: OpenVault | None,
    meant: Meant,
    now: datetime,
    *,
    source: str,
    text: str = "",
    ahead: Ahead = lambda _case: {},
) -> Burnt:
    """Burn somebody or something: write it down wherever it knew anything, and change the keys.

    Args:
        cases: Every mission at hand, whether a journey runs in it or not.
        vault: The vault that is open, or None.
        meant: What is burnt.
        now: Since when.
        source: Who says so, where nobody signs.
        text: What has happened.
        ahead: The way ahead by the plans until now.

    Raises:
        Usage: If nobody says so; then nothing is written. A mission in which nothing can be written is a warning.
    """
    known = what_it_knew(cases, meant)
    touched = _touched(known)
    closed = [knew for knew in touched if not knew.case.record.writable]
    troubles = [Mistake("burn_unwritten", fields={"value": knew.case.name}, warning=True) for knew in closed]
    touched = [knew for knew in touched if knew.case.record.writable]
    unread = [knew.case for knew in touched if not reads_cards(knew.case, vault)]
    troubles += [Mistake("burn_unread", fields={"value": case.mission}, warning=True) for case in unread]
    plans = {knew.case.name: ahead(knew.case) for knew in touched}
    words = {"kind": "burn", "what": meant.what, "name": meant.name, "text": text}
    pen = _Pen(meant, now, source, words, vault)
    with _together(vault):
        # First the keys: whoever is burnt must not read who is being warned.
        shut_out = tuple(_shut_out(vault, meant)) if vault is not None else ()
        here = [pen.writes(knew, plans[knew.case.name]) for knew in touched]
        if vault is not None and (meant.exposure is not None or not touched):
            _in_house(vault, now, words)
        if vault is not None:
            here = [replace(one, rotated=tuple(_rotated(vault, one))) for one in here]
    changed, refused = _removed(vault, meant) if vault is not None else (None, [])
    elsewhere = tuple(knew.case.name for knew in known if knew not in touched)
    return Burnt(meant, now, tuple(here), elsewhere, shut_out, changed, (*troubles, *refused))


def foresee_burn(
    cases: Sequence[Case], vault: OpenVault | None, meant: Meant, now: datetime, ahead: Ahead = lambda _case: {}
) -> list[Foreseen]:
    """What a burn would touch and close, and whom to warn of it: read back before anything is written.

    Args:
        cases: Every mission at hand.
        vault: The vault that is open, or None.
        meant: What would be burnt.
        now: Since when.
        ahead: The way ahead by the plans until now.
    """
    pen = _Pen(meant, now, "", {"kind": "burn", "what": meant.what, "name": meant.name, "text": ""}, vault)
    return [pen.foresees(knew, ahead(knew.case))[1] for knew in _touched(what_it_knew(cases, meant))]


def _touched(known: Sequence[Knew]) -> list[Knew]:
    """Where a burn is written down: where anything was known, or else where it stands in the list."""
    return [knew for knew in known if knew.anything] or [knew for knew in known if knew.touched is not None]


@contextmanager
def _together(vault: OpenVault | None) -> Iterator[None]:
    """All that is written in a vault is kept, or nothing."""
    if vault is None:
        yield
        return
    with vault.writing():
        yield


@dataclass(frozen=True)
class _Pen:
    """What is the same wherever a burn is written down."""

    meant: Meant
    now: datetime
    source: str
    words: dict[str, Any]
    vault: OpenVault | None

    def foresees(self, knew: Knew, ahead: Mapping[str, Sequence[Stretch]]) -> tuple[dict[str, Any], Foreseen]:
        """The burn's own fields for a mission, and what it would close and whom to warn."""
        case, meant = knew.case, self.meant
        places = [name for name in knew.places if not (meant.what == "place" and name == meant.name)]
        fields = {**self.words, "legs": list(knew.legs), "places": places}
        probe = Burn.model_validate({**fields, "source": "-", "happened": self.now})
        cards = [one for one in case.reports if isinstance(one, CardGiven)]
        closed = closed_by(case.pack, [*burns_in(case.reports), probe], cards)
        warned = whom_to_warn(
            case.pack,
            case.running,
            (meant.what, meant.name),
            closed_by(case.pack, [probe], cards),
            ahead=ahead,
            members=_readers(case, meant, self.vault),
        )
        return fields, Foreseen(knew, closed, _fresh(closed_in(case), closed), warned)

    def writes(self, knew: Knew, ahead: Mapping[str, Sequence[Stretch]]) -> BurntHere:
        fields, found = self.foresees(knew, ahead)
        listed = [one.model_dump(mode="json", exclude_none=True) for one in found.warn]
        own = {"id": _identity(self.meant, self.now, knew.case), "warn": listed}
        written = take_down(knew.case, self.now, self.source, {**fields, **own})
        assert isinstance(written, Burn)
        return BurntHere(knew, written, found.closed, found.fresh)


def _identity(meant: Meant, now: datetime, case: Case) -> str:
    """An id of its own for each mission, though two may be told the same: taken back in one, it stands in the other."""
    text = "\n".join((meant.what, meant.name, now.astimezone(UTC).isoformat(), case.name))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _fresh(before: Closed, after: Closed) -> Closed:
    def new(old: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
        return {name: reason for name, reason in now.items() if name not in old}

    return Closed(
        new(before.legs, after.legs),
        new(before.places, after.places),
        new({**before.known, **before.places}, after.known),
    )


def _readers(case: Case, meant: Meant, vault: OpenVault | None) -> list[str]:
    """The other members who read a mission, and who are not at this desk."""
    found = readers_of(case, vault) or set()
    return sorted(found - {case.record.member} - ({meant.name} if meant.what == "member" else set()))


def _in_house(vault: OpenVault, now: datetime, words: dict[str, Any]) -> None:
    """Write the burn down where every member reads it, without a word of any mission."""
    from waystation.desk.keep.reports import VaultReports
    from waystation.world.report import read_report

    own = vault.state.roster.devices[vault.device.id].member
    when = {"happened": now.isoformat(), "heard": now.isoformat(), "source": own}
    report = read_report({**words, "text": "", **when})
    assert not isinstance(report, list)
    VaultReports(vault, None).add([report])


def _rotated(vault: OpenVault, here: BurntHere) -> Iterator[str]:
    """Give new keys to the cards of the legs that are closed now; those who read them go on reading."""
    case = here.knew.case
    if not case.name.startswith("vault:"):
        return
    for leg in sorted(here.fresh.legs):
        name = f"{case.mission}/card:{leg}"
        for compartment in vault.compartments_named(name):
            if vault.device.id in vault.state.compartments[compartment].wanted:
                vault.step(methodcaller("rotate", compartment))
                yield name


def _burnt_devices(vault: OpenVault, meant: Meant) -> list[bytes]:
    """The devices on the roster that are burnt: a member's, or the one; not the one at hand, nor its owner's."""
    roster = vault.state.roster
    if meant.exposure is None:
        return []
    labels = meant.exposure.devices if meant.what == "device" else ()
    return sorted(
        device
        for device in roster.active
        if (roster.devices[device].member == meant.name if meant.what == "member" else False)
        or roster.devices[device].card.label in labels
    )


def _is_own(vault: OpenVault, meant: Meant, devices: Sequence[bytes]) -> bool:
    own = vault.state.roster.devices[vault.device.id].member
    return vault.device.id in devices or (meant.what == "member" and meant.name == own)


def _shut_out(vault: OpenVault, meant: Meant) -> Iterator[str]:
    """Change the key of every compartment that burnt devices read, without them; no approval is needed for that."""
    devices = _burnt_devices(vault, meant)
    if not devices or _is_own(vault, meant, devices):
        return
    for compartment, one in sorted(vault.state.compartments.items()):
        if compartment != CONTROL and vault.device.id in one.wanted and set(devices) & one.members:
            vault.step(methodcaller("rotate", compartment, leave_out=devices))
            yield vault.name_of(compartment)


def _removed(vault: OpenVault, meant: Meant) -> tuple[Changed | None, list[Mistake]]:
    """Take a member, or a device, off the roster, or propose it; that it cannot be is said, for the burn stands."""
    from waystation.desk.keep.members import remove_member

    devices = _burnt_devices(vault, meant)
    if _is_own(vault, meant, devices):
        return None, [Mistake("burn_own", fields={"value": meant.name}, warning=True)]
    if not devices:
        return None, []
    fingerprint = vault.state.roster.devices[devices[0]].card.fingerprint
    try:
        return remove_member(vault, meant.name if meant.what == "member" else fingerprint), []
    except WaystationError as error:
        return None, [replace(one, warning=True) for one in error.mistakes()]


def closed_in(case: Case) -> Closed:
    """What burns close in a mission."""
    cards = [one for one in case.reports if isinstance(one, CardGiven)]
    return closed_by(case.pack, burns_in(case.reports), cards)


def alerts_in(cases: Sequence[Case]) -> list[tuple[Case, Alert]]:
    """Everybody who has to be warned in some missions, warned or not, the most urgent first."""
    found = [(case, alert) for case in cases for alert in alerts_of(case.reports)]
    return sorted(found, key=lambda one: (one[1].order, one[0].name))


def tick_off(cases: Sequence[Case], who: str, now: datetime, source: str) -> list[tuple[Case, Alert]]:
    """Note that somebody has been warned, of every burn and in every mission that still wants it.

    Args:
        cases: The missions.
        who: `broker:ID`, `place:ID`, `member:NAME`, `journey:NAME` or `family:JOURNEY`; or what of it is after the
            colon, where that is only one.
        now: When.
        source: Who says so, where nobody signs.

    Returns:
        The warnings that are done with it.

    Raises:
        Usage: If nobody of that name waits to be warned.
    """
    waiting = [(case, alert) for case, alert in alerts_in(cases) if alert.warned is None]
    meant = who.strip()
    names = {alert.who for _, alert in waiting if meant in (alert.who, alert.who.partition(":")[2])}
    if len(names) != 1:
        known = ", ".join(dict.fromkeys(alert.who for _, alert in waiting))
        raise Usage("warned_several" if names else "warned_unknown", value=meant[:80], known=known or "nobody")
    done = [(case, alert) for case, alert in waiting if alert.who in names]
    for case, alert in done:
        take_down(case, now, source, {"kind": "warned", "burn": alert.burn, "who": alert.who})
    return done
