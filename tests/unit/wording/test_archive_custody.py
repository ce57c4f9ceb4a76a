"""What is said of custody: every code has its sentence, in both languages, and none says more than is shown."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from tests.archive_bundles import bundle_of
from tests.korean import amiss_in_korean
from waystation.archive import bundle_check, held, tracing
from waystation.archive.tracing import Fault
from waystation.desk.keep.archive.verifying import verify_bundle
from waystation.wording.archive_custody import ACTS, CHANGES, FAULTS, bundle_lines, fault_line
from waystation.wording.language import say, speaking

FIELDS = {
    "at": "1f" * 8, "missing": "2e" * 8, "of": "3d3d3d3d", "act": "taken in", "before": "destroyed", "kind": "footage",
    "first": "recreation", "number": 2, "hand": 2, "place": 3,
}  # fmt: skip
SURE = re.compile(r"\bprov(?:es|en)\b|\bauthentic\b|\btrue\b|really", re.IGNORECASE)


def raised() -> set[str]:
    """Every code of a fault that the archive may name."""
    found = set()
    for module in (tracing, held, bundle_check):
        assert module.__file__ is not None
        for node in ast.walk(ast.parse(Path(module.__file__).read_text("utf-8"))):
            if isinstance(node, ast.Constant) and re.fullmatch(r"(custody|bundle)_[a-z_]+", str(node.value)):
                found.add(node.value)
    return found


def test_every_fault_has_a_sentence_and_every_sentence_a_fault():
    """A code that nobody raises would be a promise that nobody keeps."""
    assert raised() == set(FAULTS)


def test_every_fault_is_said_in_english_and_in_korean():
    """With all that it is about, and nothing left open."""
    for language in ("en", "ko"):
        with speaking(language):
            lines = [fault_line(Fault(code, FIELDS)) for code in FAULTS]
            words = [say(word) for word in (*ACTS.values(), *CHANGES.values())]
        assert not [line for line in lines if "{" in line]
        if language == "ko":
            assert amiss_in_korean([*lines, *words], list(map(str, FIELDS.values()))) == []
    assert fault_line(Fault("custody_gap", {**FIELDS, "file": "custody/01.txt"})).startswith(
        "custody/01.txt: statement "
    )


def test_nothing_that_is_said_says_that_something_happened(tmp_path):
    """Not even of a sound bundle, and not in Korean either."""
    found = verify_bundle(bundle_of(tmp_path / "out"))
    lines = bundle_lines(found)
    assert not [line for line in [*lines, *FAULTS.values()] if SURE.search(line)]
    assert any(line.startswith("Not shown: that what is seen or told in it happened") for line in lines)
    with speaking("ko"):
        korean = bundle_lines(found)
    assert amiss_in_korean([re.sub("[0-9a-f]{64}|( [0-9a-f]{4}){16}", "", line) for line in korean], ["SHA"]) == []
    assert any("재연입니다." in line for line in korean)


def test_names_in_a_strangers_bundle_are_words_and_nothing_else():
    """No escape, no end of a line, no mark that turns the direction of what follows."""
    line = fault_line(Fault("bundle_extra", {"at": "a\x1b[2J\nb\u202ec"}))
    assert line == "a?[2J?b?c: it was not put into the bundle"
