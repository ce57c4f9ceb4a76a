"""Verifying a vault from scratch, and saying what is missing: problems become mistakes with a place, without names.

A device is said by the first digits of its fingerprint, which `waystation vault members` shows beside its name; a
compartment by its name where this device knows it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from waystation.desk.keep.opening import OpenVault
from waystation.errors import Mistake
from waystation.vault.entries import CONTROL, parse_entry
from waystation.vault.ledger import VaultState
from waystation.vault.problems import Problem

__all__ = ["SHOWN", "Checked", "check_vault", "incomplete", "mistakes_of"]

SHOWN = 200
"""Problems beyond these are counted, not listed."""
HARMLESS = frozenset({"beyond_removal", "beyond_leaving"})
"""What is left out by the rules themselves; it was refused, and nothing is wrong with the vault."""
MISSING = frozenset({"gap", "withheld", "attachment_missing"})


@dataclass(frozen=True)
class Checked:
    """What a verification from scratch found.

    Args:
        entries: How many entries there are.
        problems: What is wrong, each with its place.
        notes: What is not wrong, and worth knowing: which devices wrote on after they had been replaced.
    """

    entries: int
    problems: tuple[Mistake, ...]
    notes: tuple[Mistake, ...] = ()


def check_vault(vault: OpenVault) -> Checked:
    """Verify all of a vault: every page, signature, chain, key and attachment. Changes nothing."""
    harms = [
        Mistake(f"vault_harm_{harm.code}", fields={"number": harm.number, "what": harm.what})
        for harm in vault.store.check()
    ]
    state = VaultState(vault.device, vault.vault_id)
    entries = [raw for _, raw in vault.store.entries()]
    attachments = vault.store.attachments(sorted(vault.store.attachment_hashes()))
    taken = state.take(entries, [attachments[name] for name in sorted(attachments)])
    found = [*taken.refused, *state.problems(), *_said_wrong(state, entries)]
    count = vault.store.count()
    listed = mistakes_of(vault, dict.fromkeys(found))
    return Checked(count, (*harms, *listed), tuple(_notes(vault, state)))


def _notes(vault: OpenVault, state: VaultState) -> Iterator[Mistake]:
    for device, standing in sorted(state.roster.devices.items()):
        if len(standing.replaced_by) > 1:
            several = {"device": device_of(vault, device), "number": len(standing.replaced_by)}
            yield Mistake("vault_restored_again", fields=several, warning=True)
    for one in state.went_on():
        both = {"device": device_of(vault, one.device), "by": device_of(vault, one.successor)}
        yield Mistake("vault_went_on", fields={**both, "number": one.entries}, warning=True)


def _said_wrong(state: VaultState, entries: Iterable[bytes]) -> Iterator[Problem]:
    for raw in entries:
        entry = parse_entry(raw)
        said = state.read(entry) if entry.compartment != CONTROL else None
        if isinstance(said, Problem):
            yield said


def mistakes_of(vault: OpenVault, problems: Iterable[Problem], *, warning: bool = False) -> list[Mistake]:
    """Problems as mistakes, each with its place; what the rules themselves leave out is none."""
    found = [_mistake(vault, problem, warning) for problem in problems if problem.code not in HARMLESS]
    if len(found) > SHOWN:
        more = Mistake("vault_more", fields={"number": len(found) - SHOWN}, warning=warning)
        return [*found[:SHOWN], more]
    return found


def _mistake(vault: OpenVault, problem: Problem, warning: bool) -> Mistake:
    fields = {
        "device": device_of(vault, problem.author),
        "compartment": compartment_of(vault, problem.compartment),
        "first": problem.sequence,
        "last": problem.until,
        "by": device_of(vault, _by(problem)),
    }
    return Mistake(f"vault_{problem.code}", fields=fields, warning=warning)


def _by(problem: Problem) -> bytes:
    by = dict(problem.fields).get("by")
    return by if isinstance(by, bytes) else b""


def device_of(vault: OpenVault, device: bytes) -> str:
    """A device as it is said in errors: the first digits of its fingerprint, or of its id where it is not known."""
    standing = vault.state.roster.devices.get(device)
    return standing.card.fingerprint[:8] if standing is not None else device.hex()[:8] or "?"


def compartment_of(vault: OpenVault, compartment: bytes) -> str:
    """A compartment as it is said in errors: its name where this device knows it, else the first digits of its id."""
    if compartment == CONTROL:
        return "the roster"
    known = vault.state.compartments.get(compartment)
    return known.name if known is not None else compartment.hex()[:8] or "?"


def incomplete(vault: OpenVault, mission: str) -> tuple[Mistake, ...]:
    """A warning for each thing that is missing from what this device holds of a mission."""
    names = {one for one, known in vault.state.compartments.items() if known.name.partition("/")[0] == mission}
    found = [one for one in vault.state.problems() if one.code in MISSING and one.compartment in names]
    return tuple(mistakes_of(vault, found, warning=True))
