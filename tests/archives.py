"""An archive for tests: a mission's in a vault, with two members on two devices that exchanged bundles.

It is made once for a run of the tests and copied from then on, so that having one takes milliseconds.
"""

from __future__ import annotations

import atexit
import random
import shutil
import tempfile
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

from PIL import Image

from tests.kept import AROUND, CHEAP, new_vault
from waystation.archive.intake import KeepsakeDraft
from waystation.archive.records import Keepsake, Shown
from waystation.archive.register import Register
from waystation.desk.keep.archive.adding import take_in
from waystation.desk.keep.archive.archived import read_archive
from waystation.desk.keep.bundles import export_bundles, import_bundles
from waystation.desk.keep.compartments import admit
from waystation.desk.keep.creating import request_membership
from waystation.desk.keep.joining import join_vault, waiting_device
from waystation.desk.keep.members import add_device
from waystation.desk.keep.opening import OpenVault, open_vault
from waystation.desk.keep.packs import put_pack
from waystation.storage.bundle_folders import BundleFolder
from waystation.storage.folders import PackFolder

__all__ = ["MISSION", "PASSPHRASE", "Archive", "an_archive", "picture", "voice"]

MISSION = "two-days-to-the-river"
PASSPHRASE = "pw"
"""What opens the vaults of both members."""
SHIPPED = Path(__file__).resolve().parent.parent / "packs" / MISSION


@dataclass
class Archive:
    """The archive, as two members have it; both vaults are open.

    Args:
        folder: Where the two vaults lie, in `anna` and `ben`.
        anna: The vault on the founder's device.
        ben: The vault on a second member's, who is a coordinator too.
    """

    folder: Path
    anna: OpenVault
    ben: OpenVault

    @property
    def register(self) -> Register:
        """What Anna's device knows; looking at people is not written down."""
        return self.seen_by(self.anna)

    def seen_by(self, vault: OpenVault) -> Register:
        """What a device knows."""
        return read_archive(vault, MISSION)

    def called(self, title: str, vault: OpenVault | None = None) -> Keepsake:
        """The keepsake of a title."""
        found = [one.record for one in self.seen_by(vault or self.anna).keepsakes.values() if one.record.title == title]
        assert len(found) == 1, title
        return found[0]

    def adds(self, data: bytes, vault: OpenVault | None = None, **said: object) -> Keepsake:
        """Let a member (Anna) take in some bytes.

        Args:
            data: The bytes.
            vault: Whose vault.
            **said: What is said of them: the fields of `KeepsakeDraft`.
        """
        draft = KeepsakeDraft(**{"source": "broker", **said})  # type: ignore[arg-type]
        return take_in(vault or self.anna, MISSION, BytesIO(data), draft)

    def exchange(self) -> None:
        """Let both hear everything from each other; chunks stay where they are."""
        _tell(self.anna, self.ben, self.folder / "stick")
        _tell(self.ben, self.anna, self.folder / "stick")

    def close(self) -> None:
        """Close both vaults."""
        self.anna.close()
        self.ben.close()

    def open(self) -> None:
        """Open both again."""
        self.anna = open_vault(self.folder / "anna", PASSPHRASE, AROUND)
        self.ben = open_vault(self.folder / "ben", PASSPHRASE, AROUND)


def an_archive(folder: Path) -> Archive:
    """An archive of five keepsakes of the two days to the river, of which both members know; the bytes lie with Anna.

    "The bend" is a still of the mother and the younger girl, made with a place written into it; "The hut" one of
    nobody; "What she was not told" a testimony in words of the mother; "The engine" a sound of a bystander; "As it may
    have been" a recreation.

    Args:
        folder: Where to; the vaults lie in it as `anna` and `ben`, and open with `PASSPHRASE`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("anna", "ben"):
        shutil.copytree(_made() / name, folder / name, symlinks=True)
        (folder / name).chmod(0o700)
    return Archive(folder, *(open_vault(folder / name, PASSPHRASE, AROUND) for name in ("anna", "ben")))


@cache
def _made() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="waystation-archive-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    anna = new_vault(folder / "anna")
    put_pack(anna, PackFolder(SHIPPED), MISSION)
    archive = Archive(folder, anna, anna)
    mother, child = Shown(person="mother"), Shown(person="younger-girl", voice=False, name=False)
    archive.adds(
        picture(1, place=(38.2, 127.1)), title="The bend", name="IMG_2031.jpg", people=(mother, child),
        how="a phone in a breast pocket", made="2031-10", who="the broker at the bend",
    )  # fmt: skip
    archive.adds(picture(2), title="The hut", name="hut.jpg", source="film-maker", made="2031")
    told = b"I was told it would be two days.\nNobody told me about the river.\n"
    archive.adds(told, title="What she was not told", kind="testimony", source="traveller", people=(mother,))
    archive.adds(voice(3), title="The engine", source="found", people=(Shown(person="driver", face=False),))
    archive.adds(picture(4), title="As it may have been", kind="recreation", source="film-maker")
    card = request_membership(folder / "ben", PASSPHRASE, "Ben's phone", CHEAP, AROUND)
    add_device(anna, card, "ben", "coordinator")
    for name in sorted(anna.names()):
        admit(anna, name, "ben", with_history=True)
    stick = folder / "to-ben"
    export_bundles(anna, BundleFolder(stick), only_new=False)
    ben = join_vault(waiting_device(folder / "ben", PASSPHRASE), _bundles(stick), AROUND).vault
    archive.ben = ben
    archive.exchange()
    archive.close()
    return folder


def picture(seed: int, *, place: tuple[float, float] | None = None, size: tuple[int, int] = (96, 64)) -> bytes:
    """A small JPEG, different for each seed.

    Args:
        seed: Which.
        place: Latitude and longitude, in degrees, written into it as a telephone does.
        size: Its width and height in pixels.
    """
    chance = random.Random(seed)
    image = Image.frombytes("RGB", (12, 8), chance.randbytes(12 * 8 * 3)).resize(size)
    exif = Image.Exif()
    if place is not None:
        exif[0x010F], exif[0x0132] = "A telephone", "2031:10:01 18:04:00"
        north, east = place
        exif.get_ifd(0x8825).update({1: "N", 2: (north, 0.0, 0.0), 3: "E", 4: (east, 0.0, 0.0)})
    out = BytesIO()
    image.save(out, "JPEG", quality=90, **({"exif": exif} if place is not None else {}))
    return out.getvalue()


def voice(seed: int) -> bytes:
    """A quarter of a second of noise as a WAV file, different for each seed."""
    import wave

    out = BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(random.Random(seed).randbytes(4000))
    return out.getvalue()


def _tell(teller: OpenVault, listener: OpenVault, stick: Path) -> None:
    shutil.rmtree(stick, ignore_errors=True)
    export_bundles(teller, BundleFolder(stick), only_new=False)
    import_bundles(listener, _bundles(stick))
    shutil.rmtree(stick)


def _bundles(stick: Path) -> list[bytes]:
    return [path.read_bytes() for path in sorted(stick.iterdir())]
