"""Text tables inside a zip that somebody else made: opened by name, read as a stream, within limits.

Nothing is unpacked to disk and no name from the zip is used as a path. Sizes are checked before reading, and zipfile
gives no more than the size that it declared, so that a bomb costs what its limit allows and no more.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from waystation.atlas.limits import TimetableLimits
from waystation.atlas.spots import Spot, clipped
from waystation.atlas.tables import Table, numbered
from waystation.errors import BadInput

__all__ = ["TableZip"]

_SMALL = 1 << 20
_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_TROUBLE = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError,
    OverflowError, LookupError,
)  # fmt: skip


class TableZip:
    """The tables of a zip.

    Args:
        file: Its name inside the pack, for errors.
        data: Its bytes.
        limits: How much is taken.

    Raises:
        BadInput: If it is no zip, or passes a limit.
    """

    def __init__(self, file: str, data: bytes, limits: TimetableLimits) -> None:
        self.spot = Spot(file, limits)
        self._limits = limits
        self._size = len(data)
        self.spot.check_size(data)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _TROUBLE as error:
            raise self._broken(self.spot, error) from None
        members = self._zip.infolist()
        if len(members) > limits.members:
            raise self.spot.over("members")
        self._members = {member.filename: member for member in members}

    def has(self, name: str) -> bool:
        """Whether there is a member of that name."""
        return name in self._members

    def table(self, name: str) -> Table:
        """A member as a table, read as its rows are asked for.

        Args:
            name: The member's name, at the top of the zip.

        Raises:
            BadInput: If it is missing, encrypted, packed in a way that GTFS does not know, or passes a limit; while
                rows are read, if it is damaged or not UTF-8.
        """
        spot = Spot(self.spot.file, self._limits, name)
        member = self._members.get(name)
        if member is None:
            inside = next((other for other in self._members if other.endswith(f"/{name}")), "")
            raise spot.refuse("zip_missing_member", member=name, nearest=clipped(inside))
        if member.flag_bits & _ENCRYPTED:
            raise spot.refuse("zip_encrypted", member=name)
        if member.compress_type not in _METHODS:
            raise spot.refuse("zip_method", member=name)
        if member.file_size > self._limits.member_bytes:
            raise spot.over("member_bytes")
        if member.file_size > max(_SMALL, self._limits.ratio * min(member.compress_size, self._size)):
            raise spot.over("ratio")
        return Table(self._lines(member, spot), spot)

    def _lines(self, member: zipfile.ZipInfo, spot: Spot) -> Iterator[str]:
        line = 0
        try:
            with self._zip.open(member) as packed, io.TextIOWrapper(packed, "utf-8-sig", newline="") as stream:
                for line, text in enumerate(numbered(stream, spot), 1):  # noqa: B007 - the handler says where it was
                    yield text
        except UnicodeDecodeError:
            raise spot.refuse("not_utf8", line + 1) from None
        except _TROUBLE as error:
            raise self._broken(spot, error) from None

    @staticmethod
    def _broken(spot: Spot, error: BaseException) -> BadInput:
        return spot.refuse("not_zip", why=clipped(str(error)))
