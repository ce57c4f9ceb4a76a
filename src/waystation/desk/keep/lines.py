"""A pack's `reports.jsonl` taken apart, a text for each report, so that together they are the same bytes again.

A vault keeps reports in compartments of their own; whoever may read all of them gets the file back to the byte, and
with it the same digest.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from waystation.world.report import Report, report_json

__all__ = ["joined", "line_of", "lines_of"]


def lines_of(data: bytes, reports: Sequence[Report]) -> list[str]:
    """The text that stands for each report in a file: its line, with empty lines before it.

    Args:
        data: The bytes of a sound file.
        reports: Its reports, in order.

    Returns:
        As many texts as there are reports; joined they are the file.
    """
    texts: list[str] = []
    before = b""
    for line in data.split(b"\n"):
        before += line + b"\n"
        if line.strip():
            texts.append(before.decode())
            before = b""
    assert len(texts) == len(reports), "a sound file has a line for each report"
    if texts:  # the last part ends without the line break that was added to it
        texts[-1] = (texts[-1] + before.decode())[:-1]
    return texts


def line_of(report: Report) -> str:
    """The line that a report gets where nobody wrote one for it."""
    return json.dumps(report_json(report), ensure_ascii=False) + "\n"


def joined(texts: Iterable[str]) -> bytes:
    """The file that holds these texts; each report on a line of its own."""
    data = bytearray()
    for text in texts:
        if data and not data.endswith(b"\n"):
            data += b"\n"
        data += text.encode()
    return bytes(data)
