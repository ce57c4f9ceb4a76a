"""What is published names no folder of the machine on which it was written."""

from __future__ import annotations

import re

# Spelled in pieces, so that this file passes its own test.
LOCAL = re.compile(
    "|".join(["/" + "work/", "/" + "root/", "/" + r"home/(?!user\b|you\b)\w", r"/\." + "library", "/" + "opt/"])
)


def test_no_tracked_file_names_a_local_path(tracked):
    """A reader elsewhere has no such folder."""
    found = []
    for path in tracked:
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        found += [
            f"{path}:{n}: {line.strip()[:120]}" for n, line in enumerate(text.splitlines(), 1) if LOCAL.search(line)
        ]
    assert not found, "\n".join(found)
