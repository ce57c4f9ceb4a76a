"""Bundles: what this device holds goes out for the devices on the roster, and what came from them is taken in.

Decides what a bundle carries and what is said of what came: what is new, what waits, what is missing and whom to ask.
What is taken in is `vault`'s business; in the view behind a duress passphrase, bundles carry its signals as well.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from waystation.desk.keep.carried import carried, exported_to, note_carried
from waystation.desk.keep.checking import mistakes_of
from waystation.desk.keep.compartments import rotate_due
from waystation.desk.keep.members import label_of
from waystation.desk.keep.opening import OpenVault
from waystation.desk.keep.pressed import contacts_of, heard_signals, waiting_signals
from waystation.errors import Damaged, Mistake
from waystation.storage.bundle_folders import BundleFolder
from waystation.vault.bundles import Bundle, bundle_name, open_bundle, seal_bundles
from waystation.vault.devices import Device
from waystation.vault.entries import CONTROL, parse_entry
from waystation.vault.signals import SIGNAL_SIZE
from waystation.vault.standing import Imported
from waystation.vault.writing import Draft
from waystation.vault.writing_people import complete_tombstones

__all__ = ["Exported", "Opened", "export_bundles", "import_bundles", "opened_bundles"]

NOT_OURS = ("bundle_not_ours", "bundle_size")


@dataclass(frozen=True)
class Exported:
    """What went out.

    Args:
        names: The names of the bundles' files.
        entries: How many entries are in them.
    """

    names: tuple[str, ...]
    entries: int


@dataclass(frozen=True)
class Opened:
    """What files turned out to be.

    Args:
        bundles: Those that this device opens.
        foreign: How many it does not.
        problems: Those that are damaged.
    """

    bundles: tuple[Bundle, ...]
    foreign: int
    problems: tuple[Mistake, ...]


def export_bundles(vault: OpenVault, folder: BundleFolder, only_new: bool) -> Exported:
    """Write what this device holds as bundles.

    Args:
        vault: The vault.
        folder: Where to.
        only_new: Only what came since the last ones.

    Raises:
        Usage: If nothing can be written there.
    """
    vault.write_heads()
    after = exported_to(vault) if only_new else 0
    last = vault.store.last_row()
    entries = [parse_entry(raw) for _, raw in vault.store.entries(after=after)]
    signals = waiting_signals(vault)
    if not entries and not signals:
        return Exported((), 0)
    attachments = vault.store.attachments({one.attachment for one in entries if any(one.attachment)})
    roster = vault.state.roster
    recipients = {roster.devices[device].card.kem for device in roster.active} | contacts_of(vault)
    names = []
    for bundle in seal_bundles(
        vault.vault_id, entries, attachments, sorted(recipients), vault.around.chance, extra=signals
    ):
        name = bundle_name(bundle)
        folder.write(name, bundle)
        names.append(name)
    note_carried(vault, "bundle", folder.title, last)
    return Exported(tuple(names), len(entries))


def opened_bundles(device: Device, files: Iterable[bytes]) -> Opened:
    """Open what of some files this device can open."""
    bundles, problems, foreign = [], [], 0
    for raw in files:
        try:
            bundles.append(open_bundle(raw, device))
        except Damaged as error:
            if error.code in NOT_OURS:
                foreign += 1
            else:
                problems.append(Mistake(error.code, fields=error.fields))
    return Opened(tuple(bundles), foreign, tuple(problems))


def import_bundles(vault: OpenVault, files: Iterable[bytes]) -> Imported:
    """Take bundles in, in any order; what is due because of them is done at once.

    Args:
        vault: The vault.
        files: The bytes of files, of which some may be bundles.
    """
    opened = opened_bundles(vault.device, files)
    own = [bundle for bundle in opened.bundles if bundle.vault == vault.vault_id]
    others = [bundle for bundle in opened.bundles if bundle.vault != vault.vault_id]
    entries = list(dict.fromkeys(raw for bundle in own for raw in bundle.entries))
    attachments = list(dict.fromkeys(raw for bundle in opened.bundles for raw in bundle.attachments))
    before, active = vault.store.destroyed(), vault.state.roster.active
    with vault.writing():
        taken = vault.take(entries, attachments)
        fresh = heard_signals(vault, attachments)

        def note(draft: Draft) -> None:
            for signal in fresh:
                draft.write(CONTROL, signal)
            complete_tombstones(draft)

        vault.step(note)
        rotate_due(vault)
    signalling = sum(any(len(one) == SIGNAL_SIZE for one in bundle.attachments) for bundle in others)
    found = [*taken.refused, *vault.state.problems()]
    void = [problem for problem in taken.waiting if problem.code == "beyond_removal"]
    destroyed = vault.store.destroyed() - before
    left_bundles, left_backups = carried(vault) if destroyed else ((), ())
    return Imported(
        bundles=len(own),
        foreign=opened.foreign + len(others) - signalling,
        taken=len(taken.accepted),
        known=len(entries) - len(taken.accepted) - len(taken.refused),
        waiting=len(taken.waiting) - len(void),
        void=len(void),
        by_removed=tuple(sorted({label_of(vault, problem.author) for problem in void})),
        destroyed=len(destroyed),
        left_bundles=left_bundles,
        left_backups=left_backups,
        out=vault.device.id in active - vault.state.roster.active,
        signals=tuple(label_of(vault, signal.of) for signal in fresh),
        problems=(*opened.problems, *mistakes_of(vault, found, warning=True)),
    )
