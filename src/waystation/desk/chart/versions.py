"""New versions of a pack's two files: held to everything that a pack must be before anything is written."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from waystation.desk.chart.drafting.editing import PackText
from waystation.desk.chart.loading import Loaded, PackSource, load_pack
from waystation.errors import BadInput, Mistake
from waystation.world.reading import NETWORK, PACK

__all__ = ["OnlyFiles", "WithFiles", "checked", "text_of", "version_of"]


@dataclass
class WithFiles:
    """A pack's files, some of them otherwise.

    Args:
        source: Where the others come from.
        files: The bytes of those that are otherwise.
    """

    source: PackSource
    files: Mapping[str, bytes]

    def read(self, inside: str) -> bytes:
        """The bytes of a file."""
        return self.files[inside] if inside in self.files else self.source.read(inside)

    def has(self, inside: str) -> bool:
        """Whether there is a file of that path."""
        return inside in self.files or self.source.has(inside)

    def digest(self) -> str:
        """SHA-256 over what is otherwise and the digest of the rest."""
        found = hashlib.sha256(self.source.digest().encode())
        for path, data in sorted(self.files.items()):
            found.update(f"{path}\0{len(data)}\0".encode() + data)
        return found.hexdigest()

    def doubts(self) -> Sequence[Mistake]:
        """Warnings about where the files come from."""
        return self.source.doubts()


@dataclass
class OnlyFiles:
    """A pack that is nowhere yet.

    Args:
        files: The bytes of its files.
    """

    files: Mapping[str, bytes] = field(default_factory=dict)

    def read(self, inside: str) -> bytes:
        """The bytes of a file.

        Raises:
            BadInput: If there is none of that path.
        """
        if inside not in self.files:
            raise BadInput([Mistake("no_file", inside)])
        return self.files[inside]

    def has(self, inside: str) -> bool:
        """Whether there is a file of that path."""
        return inside in self.files

    def digest(self) -> str:
        """Nothing is read of it twice: no digest is needed."""
        return ""

    def doubts(self) -> Sequence[Mistake]:
        """None."""
        return ()


def text_of(source: PackSource) -> PackText:
    """A pack's two files as they stand.

    Args:
        source: Where they come from.

    Raises:
        BadInput: If one is missing, or is no text.
    """
    found = []
    for name in (PACK, NETWORK):
        try:
            found.append(source.read(name).decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise BadInput([Mistake("not_utf8", name)]) from None
    return PackText(*found)


def version_of(text: PackText) -> str:
    """What tells one version of a pack's two files from another: 16 hexadecimal digits."""
    found = hashlib.sha256()
    for name, data in text.files.items():
        found.update(f"{name}\0{len(data)}\0".encode() + data)
    return found.hexdigest()[:16]


def checked(text: PackText, source: PackSource | None = None) -> Loaded:
    """A new version of a pack, read with all the data that it refers to.

    Args:
        text: Its two files.
        source: Where the other files come from; None for a pack that is nowhere yet.

    Raises:
        BadInput: With every mistake.
    """
    return load_pack(WithFiles(source, text.files) if source is not None else OnlyFiles(text.files))
