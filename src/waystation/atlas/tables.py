"""Tables in foreign text files: lines within limits, columns by name, rows with their line numbers.

What a cell means is the business of the reader that asks for it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from waystation.atlas.spots import Spot, clipped
from waystation.errors import BadInput
from waystation.world.mistakes import nearest

__all__ = ["Table", "cell", "decoded", "numbered"]


def decoded(data: bytes, spot: Spot) -> io.TextIOBase:
    """The text of a UTF-8 file, with or without a byte order mark, to be read line by line.

    Raises:
        BadInput: If it is longer than the limit, or a byte is not UTF-8; then with its line.
    """
    spot.check_size(data)
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise spot.refuse("not_utf8", data.count(b"\n", 0, error.start) + 1) from None
    return io.TextIOWrapper(io.BytesIO(data), "utf-8-sig", newline="")


def numbered(stream: io.TextIOBase, spot: Spot) -> Iterator[str]:
    """The lines of a stream, none longer and no more than the limits allow."""
    longest, most = spot.limits.line_chars, spot.limits.lines
    readline, number = stream.readline, 0
    while line := readline(longest + 1):
        number += 1
        if len(line) > longest:
            raise spot.over("line_chars", number)
        if number > most:
            raise spot.over("lines", number)
        yield line


def cell(row: Sequence[str], column: int | None) -> str:
    """What stands in a column of a row, without blanks around it; empty where there is no such cell."""
    return row[column].strip() if column is not None and column < len(row) else ""


class Table:
    """A table whose first line names its columns, in any case and with blanks around the names.

    Args:
        lines: Its lines, from the one that names the columns.
        spot: Where it stands.
        delimiter: What parts the cells.
        skipped: Lines of the file that stand above.

    Raises:
        BadInput: If there is no line, or it cannot be parted into cells.
    """

    def __init__(self, lines: Iterable[str], spot: Spot, delimiter: str = ",", skipped: int = 0) -> None:
        self.spot = spot
        self._skipped = skipped
        self._reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=delimiter != "\t")
        self.names = [name.strip() for name in next(self.rows(), [])]
        self._keys = [name.casefold() for name in self.names]
        if not any(self.names):
            raise spot.refuse("table_empty")

    @property
    def line(self) -> int:
        """Line number in the file of the row read last."""
        return self._skipped + self._reader.line_num

    def rows(self) -> Iterator[list[str]]:
        """The rows that are not blank, each once, however often this is asked."""
        try:
            for row in self._reader:
                if row:
                    yield row
        except csv.Error as error:
            raise self.spot.refuse("not_csv", self.line, why=clipped(str(error))) from None

    def column(self, *names: str) -> int | None:
        """The position of the first of these columns that is there, or None."""
        return next((self._keys.index(name) for name in names if name in self._keys), None)

    def need(self, *names: str) -> int:
        """The position of the first of these columns that is there.

        Raises:
            BadInput: If none is, with the nearest name that is there.
        """
        found = self.column(*names)
        if found is None:
            raise self.missing(names[0])
        return found

    def missing(self, name: str) -> BadInput:
        """The error that says that a column is missing, with the nearest and all names that are there."""
        about = {"nearest": nearest(name, self.names[:200]), "known": clipped(", ".join(self.names[:20]))}
        return self.spot.refuse("missing_column", 1 + self._skipped, column=name, **about)
