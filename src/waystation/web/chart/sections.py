"""What a page of findings is made of: sections with lines, things that are said of something, tables and pictures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

__all__ = ["Item", "Section", "Table", "table"]


@dataclass(frozen=True)
class Table:
    """A table.

    Args:
        header: The columns' names; none where they explain themselves.
        rows: The cells.
        right: Which columns are numbers.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: tuple[int, ...] = ()


@dataclass(frozen=True)
class Item:
    """Something, and what is said of it.

    Args:
        title: What it is.
        said: Sentences.
        address: Where more about it stands; may be empty.
    """

    title: str
    said: tuple[str, ...] = ()
    address: str = ""


@dataclass(frozen=True)
class Section:
    """A section.

    Args:
        title: What it answers.
        lines: Sentences.
        items: Things and what is said of each.
        table: A table.
        picture: The address of a picture; may be empty.
        alt: What it shows, and where its numbers stand.
        numbered: Whether the items are in order.
    """

    title: str = ""
    lines: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    table: Table | None = None
    picture: str = ""
    alt: str = ""
    numbered: bool = False


def table(
    rows: Iterable[Sequence[str]], header: Sequence[str] = (), right: Iterable[int] = (), title: int = 0
) -> Table | None:
    """A table, its titles first; None where it would be empty.

    Args:
        rows: The cells.
        header: The columns' names.
        right: Which columns are numbers.
        title: Which column is the row's title: it is moved to the left.
    """
    found = [tuple(row) for row in rows]
    if not found:
        return None
    order = [title, *(column for column in range(len(found[0])) if column != title)]
    names = tuple(header[column] for column in order) if header else ()
    cells = tuple(tuple(row[column] for column in order) for row in found)
    return Table(names, cells, tuple(order.index(column) for column in right))
