"""People for whom something is sealed: finding their key, forgetting them, and writing down who looked.

Decides whom a name means and what is said to remain after somebody is forgotten. When a tombstone counts and what it
destroys is `vault`'s business.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from unicodedata import normalize

from waystation.desk.keep.carried import carried
from waystation.desk.keep.members import label_of
from waystation.desk.keep.noting import instant
from waystation.desk.keep.opening import OpenVault
from waystation.errors import Usage
from waystation.vault.entries import CONTROL
from waystation.vault.payloads import Access, Private, ReportKept
from waystation.vault.people import AGREEMENTS, PersonKept, Proposal
from waystation.vault.standing import Erased, Look, PersonStanding, Retirement
from waystation.vault.writing import Draft
from waystation.vault.writing_people import add_person, forget, retire
from waystation.vault.writing_people import agree as agree_to
from waystation.world.mistakes import nearest

__all__ = [
    "agree",
    "carry_out",
    "due",
    "erase",
    "looks_of",
    "meant",
    "note_access",
    "people_of",
    "plain",
    "propose",
    "ready_person",
    "retirements_of",
]


def plain(name: str) -> str:
    """A name as it is compared: letters composed, case and outer blanks left aside."""
    return " ".join(normalize("NFC", name).casefold().split())


def person_called(vault: OpenVault, compartment: bytes, name: str) -> bytes | None:
    """The id of the person of a name in a compartment, if they have a key here."""
    found = [
        kept.person
        for kept in _everybody(vault)
        if kept.compartment == compartment and kept.keys and plain(kept.name or "") == plain(name)
    ]
    return min(found, default=None)


def ready_person(vault: OpenVault, compartment: bytes, name: str) -> bytes:
    """The id of the person of a name, with a key of their own; made if there is none. Within a writing."""
    found = person_called(vault, compartment, name)
    return found if found is not None else vault.step(lambda draft: add_person(draft, compartment, name))


def _everybody(vault: OpenVault) -> list[PersonKept]:
    return [kept for _, kept in sorted(vault.state.forgetting.people.items())]


def note_access(vault: OpenVault, compartments: Iterable[str], why: str) -> None:
    """Write down, in identities compartments, that somebody looked; where nothing can be written nobody looks.

    Args:
        vault: The vault.
        compartments: The names of those of which something was shown.
        why: What for: the command.
    """
    ids = [one for name in sorted(set(compartments)) for one in vault.compartments_named(name)]
    ids = [one for one in ids if vault.device.id in vault.state.compartments[one].members]
    if ids and not vault.store.read_only:

        def make(draft: Draft) -> None:
            for compartment in ids:
                draft.write(compartment, Access(None, why))

        vault.write(make)


def looks_of(vault: OpenVault) -> list[Look]:
    """Who looked at people, in the compartments that this device reads; those that were not heard of are missing."""
    looks = [
        (vault.name_of(compartment), label_of(vault, entry.author), payload.why)
        for compartment in vault.state.compartments
        if compartment != CONTROL
        for entry, payload in vault.said(compartment, ("access",))
        if isinstance(payload, Access)
    ]
    return [Look(*look, times) for look, times in sorted(Counter(looks).items())]


def people_of(vault: OpenVault, why: str) -> list[PersonStanding]:
    """Everybody for whom something is sealed that this device can open; looking is written down."""
    found = [
        PersonStanding(kept.person.hex(), kept.name, vault.name_of(kept.compartment), _sealed_for(vault, kept))
        for kept in _everybody(vault)
        if kept.name is not None
    ]
    note_access(vault, {one.compartment for one in found}, why)
    return sorted(found, key=lambda one: (one.compartment, one.name))


def _sealed_for(vault: OpenVault, kept: PersonKept) -> int:
    return sum(
        isinstance(payload, Private) and payload.person == kept.person
        for _, payload in vault.said(kept.compartment, ("private",))
    )


def meant(vault: OpenVault, name: str) -> list[PersonKept]:
    """Everybody whom a name means: one person may have a key in several missions.

    Raises:
        Usage: If it means nobody here; it says which name is nearest, and that somebody looked is written down.
    """
    found = [kept for kept in _everybody(vault) if kept.name is not None and plain(kept.name) == plain(name)]
    if not found:
        known = {plain(one.name): one.name for one in people_of(vault, "a name that nobody has")}
        raise Usage("vault_no_person", nearest=known.get(nearest(plain(name), known), ""))
    return found


def erase(vault: OpenVault, name: str) -> Erased:
    """Forget a person for good, in every mission that this device reads.

    Args:
        vault: The vault.
        name: Their name.

    Raises:
        Usage: If nothing is sealed for anybody of that name.
    """
    return _forget(vault, meant(vault, name), name, "request")


def _forget(vault: OpenVault, people: list[PersonKept], name: str, why: str) -> Erased:
    reports = sum(_sealed_for(vault, kept) for kept in people)

    def make(draft: Draft) -> None:
        for person in {kept.person for kept in people}:
            forget(draft, person, why)

    vault.write(make)
    bundles, backups = carried(vault)
    return Erased(name, reports, tuple(_others(vault)), bundles, backups)


def _others(vault: OpenVault) -> Iterator[str]:
    """The other devices on the roster: none of them has said yet that it heard of what was written just now."""
    for device in sorted(vault.state.roster.active - {vault.device.id}):
        standing = vault.state.roster.devices[device]
        yield f"{standing.card.label} of {standing.member}"


# ---------------------------------------------------------------- retention


def propose(vault: OpenVault, name: str, after_days: int) -> int:
    """Propose that a person be forgotten once nothing was sealed for them for some days; the same is proposed once.

    Returns:
        How many members must still agree.

    Raises:
        Usage: If nothing is sealed for anybody of that name.
    """
    people = {kept.person for kept in meant(vault, name)}
    there = vault.state.forgetting.proposals.values()
    same = {one.person: one for one in there if one.person in people and one.after_days == after_days}

    def make(draft: Draft) -> None:
        for person in people - same.keys():
            retire(draft, person, after_days)

    if people - same.keys():
        vault.write(make)
        return AGREEMENTS
    return max(AGREEMENTS - len(one.agreed) for one in same.values())


def agree(vault: OpenVault, letters: str) -> Retirement:
    """Agree to a proposal.

    Args:
        vault: The vault.
        letters: The first letters of its id.

    Raises:
        Usage: If there is none such, or several.
    """
    found = [name for name in vault.state.forgetting.proposals if name.hex().startswith(letters.lower())]
    if len(found) != 1:
        raise Usage("vault_no_proposal" if not found else "vault_many_proposals", value=letters[:64])
    vault.write(lambda draft: agree_to(draft, found[0]))
    return next(one for one in retirements_of(vault) if one.id == found[0].hex())


def retirements_of(vault: OpenVault) -> list[Retirement]:
    """What retention proposes and was not carried out yet."""
    forgetting = vault.state.forgetting
    waiting = [one for one in forgetting.proposals.values() if one.person not in forgetting.tombstones]
    return [_retirement(vault, proposal) for proposal in waiting]


def carry_out(vault: OpenVault) -> list[Erased]:
    """Forget everybody whose proposal has enough agreement and whose time has come, as far as this device may."""
    done = []
    for proposal in list(vault.state.forgetting.proposals.values()):
        kept = _of(vault, proposal.person)
        if kept and proposal.enough and _due(vault, proposal):
            done.append(_forget(vault, kept, kept[0].name or "somebody", "retention"))
    return done


def due(vault: OpenVault) -> list[str]:
    """Whom `carry_out` would forget, by name."""
    ready = {one.person for one in vault.state.forgetting.proposals.values() if one.enough and _due(vault, one)}
    return sorted({kept.name or "somebody" for person in ready for kept in _of(vault, person)})


def _of(vault: OpenVault, person: bytes) -> list[PersonKept]:
    """What is kept of a person who is not forgotten, in every compartment that this device reads."""
    return [kept for kept in _everybody(vault) if kept.person == person and not kept.forgotten]


def _retirement(vault: OpenVault, proposal: Proposal) -> Retirement:
    name = next((kept.name for kept in _of(vault, proposal.person) if kept.name is not None), "")
    return Retirement(
        proposal.entry.hex(), name, proposal.after_days, len(proposal.agreed), AGREEMENTS, _due(vault, proposal)
    )


def _due(vault: OpenVault, proposal: Proposal) -> bool:
    """Whether nothing was sealed for the person for as long as the proposal says."""
    used = [when for kept in _of(vault, proposal.person) for when in _uses(vault, kept)]
    return not used or vault.around.clock() >= max(used) + timedelta(days=proposal.after_days)


def _uses(vault: OpenVault, kept: PersonKept) -> Iterator[datetime]:
    """When something was sealed for a person, by the clocks of those who did."""
    for _, payload in vault.said(kept.compartment, ("private",)):
        if isinstance(payload, Private) and payload.person == kept.person:
            inner = vault.state.private(kept.compartment, payload)
            if isinstance(inner, ReportKept):
                yield instant(inner.written)
