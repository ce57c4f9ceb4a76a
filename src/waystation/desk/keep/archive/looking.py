"""What is shown of an archive to whoever looks after it: what it holds, whether the bytes are here, what they are.

Decides what a line of the list says, and what a check says of bytes. A look into a keepsake is an opening, and stated.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from waystation.archive.listed import Held, Looked
from waystation.archive.records import Keepsake
from waystation.archive.register import Register
from waystation.desk.keep.archive.archived import archives_in, read_archive
from waystation.desk.keep.archive.broken import broken_off
from waystation.desk.keep.archive.holding import chunks_of_item, sealed_bytes, sealed_files
from waystation.desk.keep.checking import SHOWN, Checked
from waystation.desk.keep.opening import OpenVault
from waystation.errors import Damaged, Mistake
from waystation.storage.media_worker import HEAD_BYTES, TAIL_BYTES, WHOLE_BYTES, look_at
from waystation.storage.sealed_streams import names_of
from waystation.vault.chunks import CAPACITY

__all__ = ["held_in", "look_into", "with_bytes"]


def held_in(vault: OpenVault, register: Register) -> list[Held]:
    """Every keepsake of an archive, in the order in which they were taken in.

    Args:
        vault: The vault.
        register: What is known.
    """
    lying = sealed_files(vault).names()
    return [
        Held(
            one.record,
            one.member,
            all(name in lying for name in names_of(chunks_of_item(one.record), one.record.size)),
            item in register.destroyed,
            register.is_recreation(item),
            tuple(sorted(register.people(item))),
        )
        for item, one in register.keepsakes.items()
    ]


def look_into(vault: OpenVault, keepsake: Keepsake) -> Looked:
    """What the limited worker says of a keepsake's bytes; whoever asks has stated that it is opened.

    Args:
        vault: The vault.
        keepsake: The keepsake.

    Raises:
        Damaged: If its bytes are not here, or not as they were; or the worker cannot read them.
    """
    if keepsake.size <= WHOLE_BYTES:
        return look_at(sealed_bytes(vault, keepsake))
    head = HEAD_BYTES // CAPACITY + 1
    tail = keepsake.chunks - (TAIL_BYTES // CAPACITY + 1)
    left_out = (head * CAPACITY, (tail - head) * CAPACITY)
    wanted = [*range(head), *range(tail, keepsake.chunks)]
    return look_at(_pieces(vault, keepsake, wanted), left_out=left_out)


def _pieces(vault: OpenVault, keepsake: Keepsake, numbers: list[int]) -> Iterator[memoryview]:
    chunks, files = chunks_of_item(keepsake), sealed_files(vault)
    for number in numbers:
        sealed = files.read(chunks.name(number))
        data = None if sealed is None else chunks.open(number, number == keepsake.chunks - 1, sealed)
        if data is None:
            code = "archive_bytes_missing" if sealed is None else "archive_bytes_changed"
            raise Damaged(code, number=number + 1, of=keepsake.chunks)
        yield data


def with_bytes(vault: OpenVault, checked: Checked) -> Checked:
    """What a check found, and what is wrong with the bytes of keepsakes: every one that lies here is opened.

    Bytes that are on another device are worth knowing, and nothing is wrong with the vault for that.

    Args:
        vault: The vault.
        checked: What was found otherwise.
    """
    problems, notes = [], []
    lying = sealed_files(vault).names()
    for mission in archives_in(vault):
        register = read_archive(vault, mission, why=None)
        for item, entered in register.keepsakes.items():
            fields: dict[str, object] = {"item": item[:8], "mission": mission}
            here = not lying.isdisjoint(names_of(chunks_of_item(entered.record), entered.record.size))
            if item in register.destroyed:
                if here:
                    notes.append(Mistake("archive_destroyed_here", fields=fields, warning=True))
            elif not here:
                notes.append(Mistake("archive_not_here", fields=fields, warning=True))
            elif (wrong := _wrong(vault, entered.record)) is not None:
                problems.append(Mistake(f"{wrong.code}_of", fields={**wrong.fields, **fields}))
    began = [one.mission for one in broken_off(vault)]
    notes += [Mistake("archive_broken_off", fields={"mission": mission}, warning=True) for mission in began]
    return replace(checked, problems=(*checked.problems, *_some(problems)), notes=(*checked.notes, *_some(notes)))


def _wrong(vault: OpenVault, keepsake: Keepsake) -> Damaged | None:
    try:
        for _ in sealed_bytes(vault, keepsake):
            pass
    except Damaged as error:
        return error
    return None


def _some(found: list[Mistake]) -> list[Mistake]:
    if len(found) <= SHOWN:
        return found
    warning = found[0].warning
    return [*found[:SHOWN], Mistake("vault_more", fields={"number": len(found) - SHOWN}, warning=warning)]
