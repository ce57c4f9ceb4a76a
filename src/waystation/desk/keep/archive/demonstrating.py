"""A set of keepsakes taken into a vault made for it, as two members would: who is in them, what they allow, who looked.

Everything goes through the same doors as in a real vault, with nobody's shortcut: the second member is another device
with a vault of its own, and hears of everything by bundles. What a set holds is `archive.keepsake_set`'s business.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomlkit

from waystation.archive.boxes import read_box
from waystation.archive.intake import KeepsakeDraft
from waystation.archive.keepsake_set import KeepsakeSet, SetKeepsake, SetMission
from waystation.archive.records import Keepsake, Shown
from waystation.archive.redacting import Wanted
from waystation.desk.chart.loading import load_pack
from waystation.desk.keep.archive.adding import take_in
from waystation.desk.keep.archive.consents import Given, Told, describe, give, lift, say_who, tell_name
from waystation.desk.keep.archive.moving import receive
from waystation.desk.keep.archive.redacting import redact
from waystation.desk.keep.archive.reviewing import say, sheet_of
from waystation.desk.keep.bundles import export_bundles, import_bundles
from waystation.desk.keep.compartments import admit
from waystation.desk.keep.creating import request_membership
from waystation.desk.keep.demonstrating import THROWAWAY_COST
from waystation.desk.keep.joining import join_vault, waiting_device
from waystation.desk.keep.members import add_device
from waystation.desk.keep.opening import OpenVault, Surroundings
from waystation.desk.keep.packs import VaultPack, put_pack
from waystation.storage.bundle_folders import BundleFolder
from waystation.storage.folders import PackFolder
from waystation.world.report_lines import REPORTS

__all__ = [
    "SECOND",
    "Taken",
    "Two",
    "agreed",
    "looked_at",
    "put_missions",
    "second_member",
    "story_without",
    "take_set_in",
]

SECOND = "second"
"""What the second member is called, and the folder of their device."""
PHONE = "the second member's laptop"


@dataclass(frozen=True)
class Two:
    """Two members' devices, both open, and a stick that goes between them.

    Args:
        first: The vault on the first member's device, where the keepsakes lie.
        other: The vault on the second member's.
        stick: A folder for bundles.
    """

    first: OpenVault
    other: OpenVault
    stick: Path

    def exchange(self) -> None:
        """Let both hear everything from each other."""
        for teller, listener in ((self.first, self.other), (self.other, self.first)):
            shutil.rmtree(self.stick, ignore_errors=True)
            export_bundles(teller, BundleFolder(self.stick), only_new=False)
            import_bundles(listener, _bundles(self.stick))
        shutil.rmtree(self.stick, ignore_errors=True)


@dataclass(frozen=True)
class Taken:
    """A keepsake that was taken in, with what the set says of it."""

    said: SetKeepsake
    keepsake: Keepsake


def put_missions(vault: OpenVault, kept: KeepsakeSet, packs: Mapping[str, Path], calls: Path) -> None:
    """Take the missions of a set into a vault, with what was told on the way.

    Args:
        vault: The vault.
        kept: The set.
        packs: The folder of each pack.
        calls: The folder in which the files of calls lie.

    Raises:
        BadInput: If a pack with its calls is not sound.
    """
    for mission in kept.mission:
        with tempfile.TemporaryDirectory() as folder:
            whole = Path(shutil.copytree(packs[mission.pack], Path(folder) / mission.pack))
            told = (calls / mission.calls).read_bytes()
            before = (whole / REPORTS).read_bytes() if (whole / REPORTS).exists() else b""
            (whole / REPORTS).write_bytes(before.rstrip(b"\n") + b"\n" * bool(before) + told)
            put_pack(vault, PackFolder(whole), mission.name)


def take_set_in(vault: OpenVault, kept: KeepsakeSet, files: Callable[[str], Path | None]) -> list[Taken]:
    """Take the keepsakes of a set in; what has no file is left out.

    Args:
        vault: The vault.
        kept: The set.
        files: Where a file lies; None where it could not be made here.
    """
    taken: list[Taken] = []
    for one in kept.keepsake:
        path = files(one.file)
        if path is None:
            continue
        shown = tuple(
            Shown(person=each.person, face=each.face, voice=each.voice, name=each.name) for each in one.people
        )
        draft = KeepsakeDraft(
            source=one.source, kind=one.kind, title=one.title, who=one.who, how=one.how, made=one.made,
            place=one.place, people=shown,
        )  # fmt: skip
        taken.append(Taken(one, take_in(vault, one.mission, path, draft)))
    for who in kept.person:
        words = Told(
            names=who.names, role=who.role, kin=who.kin, at_home=who.at_home, child=who.child, of_age=who.of_age,
            guardians=who.guardians,
        )  # fmt: skip
        describe(vault, who.mission, who.id, words)
    for leave in kept.consent:
        aspects = tuple(aspect for aspect in ("face", "voice", "name") if getattr(leave, aspect))
        given = Given(uses=leave.uses, aspects=aspects, basis=leave.basis, how=leave.how, by=leave.by)
        for person in leave.people:
            give(vault, leave.mission, person, given)
    return taken


@contextmanager
def second_member(vault: OpenVault, folder: Path, passphrase: str, around: Surroundings) -> Iterator[Two]:
    """A second member, on a device of their own, who reads everything; while the block runs, both are open.

    Args:
        vault: The first member's vault.
        folder: The second device's folder; new.
        passphrase: What opens it.
        around: Chance and the clock.
    """
    card = request_membership(folder, passphrase, PHONE, THROWAWAY_COST, around)
    add_device(vault, card, SECOND, "coordinator")
    for name in sorted(vault.names()):
        admit(vault, name, SECOND, with_history=True)
    with tempfile.TemporaryDirectory() as place:
        stick = Path(place) / "stick"
        export_bundles(vault, BundleFolder(stick), only_new=False)
        joined = join_vault(waiting_device(folder, passphrase), _bundles(stick), around)
        with closing(joined.vault) as other:
            two = Two(vault, other, stick)
            two.exchange()
            yield two


def agreed(two: Two, kept: KeepsakeSet, taken: Sequence[Taken]) -> None:
    """Write down on both devices what two members must say: that nobody is in it, what may be named, what is lifted.

    Args:
        two: The two devices.
        kept: The set.
        taken: What was taken in.
    """
    for vault in (two.first, two.other):
        for one in taken:
            if one.said.nobody:
                say_who(vault, one.said.mission, one.keepsake.item, nobody=True)
        for mission in kept.mission:
            for what, name in _names(vault, mission):
                tell_name(vault, mission.name, what, name, "public", told=True, reason="; ".join(mission.named))
        for held in kept.lift:
            for use in held.uses:
                lift(vault, held.mission, held.person, use, held.reason)
    two.exchange()


def looked_at(two: Two, taken: Sequence[Taken], watch: Callable[[int, int], None]) -> None:
    """Make a working copy of each keepsake; the first member looks at it and confirms it, the second approves it.

    Args:
        two: The two devices.
        taken: What was taken in.
        watch: Is told of how many working copies are made, out of how many.
    """
    made: list[tuple[str, Keepsake, str]] = []
    for one in taken:
        watch(len(made), len(taken))
        boxes = tuple(read_box(box) for box in one.said.cover)
        shown = [each.person for each in one.said.people if each.face]
        wanted = Wanted(faces=False, boxes=boxes, sound=one.said.voices, hides=tuple(shown) if boxes else ())
        mission = one.said.mission
        copy = redact(two.first, mission, one.keepsake.item, wanted).copy
        made.append((mission, copy, sheet_of(two.first, mission, copy.item).digest))
    for mission, copy, sheet in made:
        say(two.first, mission, copy.item, "confirmed", sheet=sheet)
    two.exchange()
    receive(two.other, two.first.folder.path)
    for mission, copy, sheet in made:
        say(two.other, mission, copy.item, "approved", sheet=sheet)
    two.exchange()


def story_without(data: bytes, left_out: Collection[str]) -> bytes:
    """A story without what could not be made here; scenes that would rest on nothing are left out.

    Args:
        data: The bytes of its file.
        left_out: Titles and file names of keepsakes.
    """
    if not left_out:
        return data
    told = tomlkit.parse(data.decode())
    scenes = [one for one in (_scene_without(scene, left_out) for scene in told.get("scene", ())) if one is not None]
    told["scene"] = scenes
    return tomlkit.dumps(told).encode()


def _scene_without(scene: Any, left_out: Collection[str]) -> Any:
    shown = [one for one in scene.get("show", ()) if one["item"] not in left_out]
    if len(shown) == len(scene.get("show", ())):
        return scene
    kept = {key: value for key, value in scene.items() if key != "show"} | ({"show": shown} if shown else {})
    return kept if shown or scene.get("calls") or scene.get("sources") else None


def _names(vault: OpenVault, mission: SetMission) -> list[tuple[str, str]]:
    """What may be named of a mission's pack."""
    if "*" not in mission.named:
        return [(what, name) for what, _, name in (one.partition(":") for one in mission.named)]
    pack = load_pack(VaultPack(vault, mission.name)).stated
    return [*(("place", one.id) for one in pack.places), *(("broker", one.id) for one in pack.brokers)]


def _bundles(stick: Path) -> list[bytes]:
    return [path.read_bytes() for path in sorted(stick.iterdir())]
