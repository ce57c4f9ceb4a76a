"""How a value of a file is quoted in a sentence about it: as it would be written, briefly, whatever it holds."""

from __future__ import annotations

from datetime import date, time

__all__ = ["shown"]

MOST = 40
FEW = 4


def shown(value: object, depth: int = 2) -> str:
    """A value as people would write it, cut short; never long, never slow, never an error.

    Args:
        value: What the file holds.
        depth: How many lists and tables within each other are written out.
    """
    if isinstance(value, str):
        return f'"{_cut(value)}"'
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value) if abs(value) < 10**MOST else "a number of more than 40 digits"
    if isinstance(value, list | tuple | dict):
        return _collected(value, depth)
    if isinstance(value, date | time):
        return _cut(value.isoformat())
    return _cut(f"{value}")


def _collected(value: list[object] | tuple[object, ...] | dict[object, object], depth: int) -> str:
    table = isinstance(value, dict)
    if not value:
        return "{}" if table else "[]"
    if depth == 0 or len(value) > FEW:
        return "a table" if table else f"a list of {len(value):,}"
    if isinstance(value, dict):
        inner = ", ".join(f"{_cut(str(key))} = {shown(part, depth - 1)}" for key, part in value.items())
        text = f"{{{inner}}}"
    else:
        text = f"[{', '.join(shown(part, depth - 1) for part in value)}]"
    return text if len(text) <= MOST + 20 else "a table" if table else "a list"


def _cut(text: str) -> str:
    return text if len(text) <= MOST else f"{text[: MOST - 3]}..."
