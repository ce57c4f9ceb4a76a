"""The page about bundles says what this version's script is, and names every act, kind and change there is."""

from __future__ import annotations

import hashlib
import re
from typing import get_args

from waystation.archive.custody import ACTS, What
from waystation.archive.records import KINDS, USES
from waystation.storage.out_folders import verify_script


def page(root) -> str:
    """The page's text."""
    return (root / "docs" / "archive-format.md").read_text("utf-8")


def test_the_hash_on_the_page_is_that_of_the_script(root):
    """Whoever takes the script from elsewhere can tell that it is this one."""
    assert re.findall(r"^    ([0-9a-f]{64})$", page(root), re.MULTILINE) == [
        hashlib.sha256(verify_script()).hexdigest()
    ]


def test_every_word_that_a_statement_may_hold_is_on_the_page_and_in_the_script(root):
    """A reader written from the page knows them all; the script refuses any other."""
    script = verify_script().decode()
    for words in (ACTS, KINDS, USES, get_args(What)):
        for word in words:
            assert f"`{word}`" in page(root), word
    for name, words in (("ACT", ACTS), ("KIND", KINDS)):
        assert re.findall(rf"^{name}='(.*)'$", script, re.MULTILINE) == ["|".join(words)]
    assert re.findall(r"^WHAT='\"\((.*)\)\"'$", script, re.MULTILINE) == ["|".join(sorted(get_args(What)))]
    assert f"({'|'.join(sorted(USES))})" in script
