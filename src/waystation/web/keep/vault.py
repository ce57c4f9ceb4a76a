"""The vault: who may read what, what would be known if somebody were taken, backups and bundles, what waits."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from waystation.errors import Usage
from waystation.web.asked import Asked
from waystation.web.desk_now import DeskNow
from waystation.web.pages import Action, Done, NotThere, Page
from waystation.wording import keeping, keeping_apart
from waystation.wording.language import say
from waystation.wording.mistakes import say_mistake
from waystation.wording.vault_pages import BACKUP_DAYS, backup_words, bundle_words, state_line

if TYPE_CHECKING:
    from waystation.desk.keep.carried import Carried
    from waystation.desk.keep.opening import OpenVault
    from waystation.vault.standing import Exposure

__all__ = ["ACTIONS", "PAGES", "VAULT", "the_vault"]


def the_vault(desk: DeskNow) -> OpenVault:
    """The vault that is open.

    Raises:
        NotThere: If the missions lie in folders.
    """
    if desk.vault is None:
        raise NotThere
    return desk.vault


def _vault(desk: DeskNow, _asked: Asked) -> Mapping[str, Any]:
    if desk.vault is None:
        return {
            "vault": False,
            "line": say("There is no vault here: these missions lie in folders that anybody can read."),
        }
    from waystation.desk.keep.carried import exported_to, last_carried
    from waystation.desk.keep.compartments import compartments_of
    from waystation.desk.keep.members import members_of, pressed_devices, proposals_of
    from waystation.desk.keep.people import due, looks_of, retirements_of

    vault = desk.vault
    members, proposals, pressed = members_of(vault), proposals_of(vault), pressed_devices(vault)
    backup, bundle, last = last_carried(vault, "backup"), last_carried(vault, "bundle"), vault.store.last_row()
    since = last - (backup.row if backup is not None else 0)
    threshold = vault.state.roster.threshold
    return {
        "vault": True,
        "line": state_line(len(members), len(proposals), len(pressed), backup_due=_is_due(vault, backup, since)),
        "danger": bool(pressed),
        "pressed": keeping.pressed_lines(pressed),
        "members": keeping.member_rows(members),
        "threshold": keeping.threshold_line(threshold, len(proposals)),
        "proposals": [(one.id, *keeping.proposal_rows([one])[0][1:], one.yours) for one in proposals],
        "compartments": keeping.compartment_rows(compartments_of(vault)),
        "backup": backup_words(backup.when if backup is not None else None, since),
        "backup_due": _is_due(vault, backup, since),
        "bundle": bundle_words(bundle.when if bundle is not None else None, last - exported_to(vault)),
        "where": bundle.where if bundle is not None else "",
        "retirements": [
            (one.id, one.name, *keeping_apart.retirement_rows([one])[0][2:], one.due) for one in retirements_of(vault)
        ],
        "due": due(vault),
        "looks": keeping_apart.look_rows(looks_of(vault)),
    }


def _is_due(vault: OpenVault, backup: Carried | None, since: int) -> bool:
    """Whether a backup is due: there was none, or it is old and something was written since."""
    if backup is None:
        return True
    age = vault.around.clock().date() - date.fromisoformat(backup.when)
    return since > 0 and age > timedelta(days=BACKUP_DAYS)


def _exposure(desk: DeskNow, asked: Asked) -> Mapping[str, Any]:
    wanted = asked.wants("who")
    found: list[Exposure] = []
    if wanted and desk.vault is not None:
        from waystation.desk.keep.exposure import exposures

        found = exposures(desk.vault, wanted)
    return {
        "vault": desk.vault is not None,
        "wanted": wanted,
        "names": _names(desk) if desk.vault is not None else [],
        "found": [
            {
                "lines": keeping_apart.exposure_lines(one),
                "readable": keeping_apart.readable_rows(one.readable),
                "missions": [(each.mission, keeping_apart.touched_lines(one.name, each)) for each in one.missions],
                "end": keeping_apart.exposure_end(one),
                "what": f"{one.kind}:{one.name}",
            }
            for one in found
        ],
    }


def _names(desk: DeskNow) -> list[tuple[str, str]]:
    """Everybody and everything that could be taken."""
    from waystation.desk.keep.members import members_of

    members = members_of(the_vault(desk))
    people = [(f"member:{one.member}", one.member) for one in members]
    devices = [(f"device:{one.label}", f"{one.label} ({each.member})") for each in members for one in each.devices]
    brokers = {f"broker:{one.id}": one.title for case in desk.cases for one in case.pack.brokers}
    places = {f"place:{one.id}": one.title for case in desk.cases for one in case.pack.places}
    return [*people, *devices, *brokers.items(), *places.items()]


def _check(desk: DeskNow, asked: Asked) -> Done:
    from waystation.desk.keep.archive.looking import with_bytes
    from waystation.desk.keep.checking import check_vault

    checked = with_bytes(the_vault(desk), check_vault(the_vault(desk)))
    lines = [keeping.checked_line(checked.entries, len(checked.problems))]
    lines += [say_mistake(one) for one in (*checked.problems, *checked.notes)]
    return Done(asked.url("vault"), "\n".join(lines))


def _approve(desk: DeskNow, asked: Asked) -> Done:
    from waystation.desk.keep.members import approve

    vault = the_vault(desk)
    if not asked.text("proposal"):
        raise Usage("form_unread")
    done = approve(vault, asked.text("proposal"))
    return Done(asked.url("vault"), keeping.approved_line(done.holds, done.missing))


VAULT = Page("/vault", "keep/vault.html", _vault)
EXPOSURE = Page("/vault/exposure", "keep/exposure.html", _exposure)

PAGES = (VAULT, EXPOSURE)
ACTIONS = (
    Action("/vault/check", _check, VAULT, writes=False),
    Action("/vault/approve", _approve, VAULT),
)
