"""Letting keepsakes out as a bundle that a stranger verifies: asked of the gate, written down, and only then there.

The order is what counts. The gate is asked before any byte is opened, and again while nobody else can write to the
vault; that something leaves is written down, signed, before it appears; and it appears whole or not at all. What may
leave is decided by `archive.leaving`, what lies in a bundle by `archive.bundle`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path

from waystation.archive.bundle import (
    MANIFEST,
    MOST,
    ORIGINS,
    README,
    SCRIPT,
    SUMS,
    Going,
    custody_name,
    custody_text,
    fingerprint_of,
    key_name,
    key_pem,
    manifest_text,
    name_of,
    origins_text,
    stamp_name,
    sums_text,
)
from waystation.archive.custody import hand_of, line_of
from waystation.archive.held import chain_of
from waystation.archive.letting_out import Exported, Refused
from waystation.archive.records import Custody, Out, Use
from waystation.archive.register import Register
from waystation.archive.slips import Slip, slips
from waystation.archive.stamps import best_proofs
from waystation.archive.tracing import Chain, Line, follow
from waystation.desk.keep.archive.archived import enter, new_id, read_archive, state
from waystation.desk.keep.archive.gate import may_leave, secrets_of
from waystation.desk.keep.archive.holding import sealed_bytes
from waystation.desk.keep.opening import OpenVault
from waystation.errors import Usage
from waystation.storage.content_credentials import CredentialSigner, Published
from waystation.storage.out_folders import NewBundle, verify_script

__all__ = ["Asked", "export_bundle"]

READ = 4 << 20
"""So many bytes of a text are looked through for names; a longer one does not leave but for a court."""
WHY = "archive export"


@dataclass(frozen=True)
class Asked:
    """What somebody wants to let out.

    Args:
        words: The first letters of the keepsakes' ids.
        use: What for.
        to: For whom; stays in the vault.
        credentials: Whether copies with Content Credentials go along.
    """

    words: Sequence[str]
    use: Use
    to: str = ""
    credentials: bool = False


Readme = Callable[[Sequence[Going], str, str], str]
"""Makes the README of a bundle: of what goes into it, what for, and on which day."""


def export_bundle(vault: OpenVault, mission: str, asked: Asked, path: Path, readme: Readme) -> Exported | Refused:
    """Let keepsakes out.

    Args:
        vault: The vault.
        mission: Whose archive.
        asked: What is wanted.
        path: Where the bundle appears: a new folder.
        readme: Makes its README.

    Returns:
        What left, or what stands in the way; then nothing did.

    Raises:
        Usage: If a word means no keepsake, the folder is there already, or nothing can be written.
        Missing: If Content Credentials are asked for and cannot be made here.
        Damaged: If the bytes of a keepsake are not here, or were altered.
    """
    vault.catch_up()
    register = read_archive(vault, mission, WHY)
    items = tuple(dict.fromkeys(register.find(word).item for word in asked.words))
    if not items or len(items) > MOST:
        raise Usage("archive_out_number", most=MOST)
    refused = _refused(vault, register, items, asked.use)
    if refused:
        return refused
    signer = CredentialSigner(vault.around.chance) if asked.credentials else None
    with NewBundle(path) as bundle:
        going = _going(register, vault, items)
        sums = {name_of(one): bundle.write(name_of(one), sealed_bytes(vault, one.keepsake)).sha256 for one in going}
        published = _published(bundle, going, signer)
        sums |= {name: _digest(bundle.read(name)) for name in published}
        with vault.writing():
            # Nobody else writes now: whoever took their leave back meanwhile is heard.
            register = read_archive(vault, mission, WHY)
            refused = _refused(vault, register, items, asked.use)
            if refused:
                return refused
            going = _going(register, vault, items)
            fingerprint = _write_down(vault, register, asked, going, bundle=bundle, sums=sums, readme=readme)
        bundle.appear()
    return Exported(path, fingerprint, asked.use, going, published, asked.to)


def _write_down(
    vault: OpenVault,
    register: Register,
    asked: Asked,
    going: Sequence[Going],
    *,
    bundle: NewBundle,
    sums: dict[str, str],
    readme: Readme,
) -> str:
    """Write the rest of a bundle, and enter in the vault that it leaves: signed, and with its fingerprint.

    Returns:
        The fingerprint.
    """
    day, out_id = vault.around.clock().astimezone(UTC).date().isoformat(), new_id(vault)
    texts = _texts(vault, register, going) | {
        README: readme(going, asked.use, day).encode(),
        MANIFEST: manifest_text(going, asked.use, day, out_id),
        SCRIPT: verify_script(),
    }
    listed = sums_text(sums | {name: hashlib.sha256(text).hexdigest() for name, text in texts.items()})
    fingerprint = fingerprint_of(listed)
    said = [state(vault, register, one.keepsake, "exported", use=asked.use, sums=fingerprint) for one in going]
    custody = {custody_name(one.number): _custody(one, each) for one, each in zip(going, said, strict=True)}
    for name, text in {**texts, SUMS: listed, **custody}.items():
        bundle.write(name, [text])
    items = tuple(one.keepsake.item for one in going)
    out = Out(id=out_id, items=items, use=asked.use, to=asked.to, manifest=fingerprint)
    enter(vault, register.mission, [out, *said])
    return fingerprint


def _refused(vault: OpenVault, register: Register, items: Sequence[str], use: Use) -> Refused:
    """Everything that stands in the way."""
    faults = {item: chain_of(register, item, vault.vault_id).faults for item in items}
    hindrances = may_leave(vault, register, items, use)
    told = {item: _slips(vault, register, item, items, use) for item in items} if not hindrances else {}
    return Refused(
        {item: found for item, found in hindrances.items() if found},
        {item: found for item, found in faults.items() if found},
        {item: found for item, found in told.items() if found},
    )


def _slips(vault: OpenVault, register: Register, item: str, items: Sequence[str], use: Use) -> tuple[Slip, ...]:
    """What a text would tell; a court gets texts as they were taken in, and pictures are looked at by people."""
    keepsake = register.keepsakes[item].record
    if use == "court" or not keepsake.media.startswith("text/"):
        return ()
    if keepsake.size > READ:
        raise Usage("archive_text_long", value=item[:8], most=READ)
    text = b"".join(sealed_bytes(vault, keepsake)).decode("utf-8", "replace")
    return slips({item[:8]: text}, secrets_of(vault, register, items, use))


def _going(register: Register, vault: OpenVault, items: Sequence[str]) -> tuple[Going, ...]:
    found = []
    for number, item in enumerate(items, 1):
        steps = _inside(chain_of(register, item, vault.vault_id)).steps
        recreated = any(one.kind == "recreation" for one in register.lineage(item))
        keepsake = register.keepsakes[item].record
        found.append(Going(number, keepsake, steps, "recreation" if recreated else keepsake.kind))
    return tuple(found)


def _inside(chain: Chain, *more: Line) -> Chain:
    """A chain without what left before: nobody reads from a bundle who else was given one."""
    kept = [step for step in chain.steps if step.statement.act != "exported"]
    return follow(
        kept[0].statement.item if kept else "",
        [*(_line(step.signature, line_of(step.statement)) for step in kept), *more],
    )


def _line(signature: bytes, text: str) -> Line:
    return Line(text, signature)


def _texts(vault: OpenVault, register: Register, going: Sequence[Going]) -> dict[str, bytes]:
    """The small files that are in the list: keys, proofs of time, what was made from what."""
    texts: dict[str, bytes] = {}
    proofs = best_proofs(one.record for one in register.stamps)
    for one in going:
        own = hand_of(vault.device.sign_seed, one.keepsake.item).public_key().public_bytes_raw().hex()
        hands = {step.statement.by: step.hand for step in one.steps}
        hands.setdefault(own, len(hands) + 1)
        texts |= {key_name(one.number, hand): key_pem(by) for by, hand in hands.items()}
        for place, step in enumerate(one.steps, 1):
            proof = proofs.get(step.signature.hex())
            if proof is not None:
                name = stamp_name(one.number, place)
                texts |= {name: step.signature, f"{name}.ots": proof}
    origins = origins_text(going)
    return texts | ({ORIGINS: origins} if origins else {})


def _custody(going: Going, left: Custody) -> bytes:
    """The statements of a keepsake as they go along, with the one that says that it left."""
    lines = [_line(step.signature, line_of(step.statement)) for step in going.steps]
    return custody_text(follow(going.keepsake.item, [*lines, _line(bytes.fromhex(left.signature), left.line)]).steps)


def _published(bundle: NewBundle, going: Sequence[Going], signer: CredentialSigner | None) -> tuple[str, ...]:
    """Copies of the working copies with Content Credentials in them, where their kind of file can hold any."""
    names = []
    for one in going:
        keepsake = one.keepsake
        if signer is None or keepsake.of is None or not signer.can_hold(keepsake.media):
            continue
        name = f"c2pa/{name_of(one)}"
        said = Published(name_of(one), keepsake.media, one.kind, keepsake.sha256, one.changes)
        bundle.read("c2pa").mkdir(mode=0o700, exist_ok=True)
        signer.sign(said, bundle.read(name_of(one)), bundle.read(name))
        names.append(name)
    return tuple(names)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
