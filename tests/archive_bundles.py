"""Bundles of keepsakes for tests: one that was let out, and its stranger's script, run by this machine's own tools."""

from __future__ import annotations

import atexit
import io
import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

from opentimestamps.core.notary import BitcoinBlockHeaderAttestation, PendingAttestation
from opentimestamps.core.op import OpAppend, OpSHA256
from opentimestamps.core.serialize import StreamSerializationContext
from opentimestamps.core.timestamp import DetachedTimestampFile, Timestamp

from tests.archives import MISSION, Archive, an_archive, picture
from waystation.archive.letting_out import Exported
from waystation.archive.records import Change, Keepsake, People, Review
from waystation.desk.keep.archive.archived import enter, new_id, state
from waystation.desk.keep.archive.exporting import Asked, export_bundle
from waystation.desk.keep.archive.stamping import take_back
from waystation.wording.archive_out import readme_text

__all__ = [
    "a_copy",
    "another_bundle",
    "bundle_of",
    "let_out",
    "looked_through",
    "nobody_in",
    "proof",
    "the_script_says",
]

SCRIPT = Path(__file__).resolve().parent.parent / "src" / "waystation" / "archive" / "verify.sh"


def nobody_in(archive: Archive, keepsake: Keepsake) -> None:
    """Let both members say that nobody is in a keepsake."""
    for vault in (archive.anna, archive.ben):
        enter(vault, MISSION, [People(id=new_id(vault), item=keepsake.item, nobody=True)])
        archive.exchange()


def looked_through(archive: Archive, keepsake: Keepsake) -> None:
    """Let Anna confirm a working copy, and Ben approve it."""
    for vault, step in ((archive.anna, "confirmed"), (archive.ben, "approved")):
        said = state(vault, archive.seen_by(vault), keepsake, step)
        enter(vault, MISSION, [Review(item=keepsake.item, step=step), said])
        archive.exchange()


def a_copy(archive: Archive, of: Keepsake, seed: int = 20) -> Keepsake:
    """A working copy that both members looked through."""
    made = archive.adds(picture(seed), of=of.item, changes=(Change(what="metadata"), Change(what="boxes", detail="2")))
    archive.exchange()
    looked_through(archive, made)
    return made


def proof(signature: bytes, *, block: int | None = None) -> bytes:
    """An `.ots` file over a signature, written by OpenTimestamps' own library.

    Args:
        signature: 64 bytes.
        block: The block that it leads to; None for a calendar's promise alone.
    """
    stamped = DetachedTimestampFile.from_fd(OpSHA256(), io.BytesIO(signature))
    end = stamped.timestamp.ops.add(OpAppend(b"sixteen bytes of")).ops.add(OpSHA256())
    assert isinstance(end, Timestamp)
    end.attestations.add(PendingAttestation("https://calendar.invalid"))
    if block is not None:
        end.attestations.add(BitcoinBlockHeaderAttestation(block))
    out = io.BytesIO()
    stamped.serialize(StreamSerializationContext(out))
    return out.getvalue()


def let_out(archive: Archive, words: list[str], folder: Path, use: str = "court", **more: object) -> Exported:
    """Let keepsakes out that may leave."""
    asked = Asked(words, use, **more)  # type: ignore[arg-type]
    done = export_bundle(archive.anna, MISSION, asked, folder, readme_text)
    assert isinstance(done, Exported), done
    return done


def bundle_of(folder: Path) -> Path:
    """A bundle for a court: a document, a working copy of it that has credentials, a recreation; with proofs of time.

    It is made once for a run of the tests and copied from then on.

    Args:
        folder: Where the copy lies.
    """
    shutil.copytree(_made() / "out", folder, symlinks=True)
    return folder


def another_bundle() -> Path:
    """Another bundle of the same keepsakes, which left before; it is not to be changed."""
    return _made() / "another"


@cache
def _made() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="waystation-bundle-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    archive = an_archive(folder / "archive")
    letter = archive.adds(picture(9), title="The letter", kind="document", source="expert")
    recreation = archive.called("As it may have been")
    for one in (letter, recreation):
        nobody_in(archive, one)
    copy = a_copy(archive, letter)
    first = next(one.record for one in archive.register.custody[copy.item] if '"act":"derived"' in one.record.line)
    take_back(archive.anna, MISSION, [("a.ots", proof(bytes.fromhex(first.signature), block=800_000))])
    words = [letter.item, copy.item, recreation.item]
    let_out(archive, words, folder / "another")
    let_out(archive, words, folder / "out", credentials=True)
    archive.close()
    return folder


def the_script_says(bundle: Path, shell: str = "sh", **environment: str) -> tuple[int, str]:
    """What the stranger's script says, run by this machine's shell with an empty environment but for PATH.

    The script is the one of this program, not the one in the bundle: a stranger takes it from somewhere else.
    """
    done = subprocess.run(
        [*shell.split(), str(SCRIPT), str(bundle)], capture_output=True, text=True, timeout=60, check=False,
        env={"PATH": os.environ["PATH"], **environment},
    )  # fmt: skip
    assert not done.stderr, done.stderr
    return done.returncode, done.stdout
