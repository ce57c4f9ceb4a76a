"""What a model checker found, in words."""

from __future__ import annotations

import pytest

from waystation.planning.proof import Proof
from waystation.wording.proofs import proof_lines


@pytest.mark.parametrize(("agree", "words"), [(True, "storm 1.13 agrees"), (False, "storm 1.13 DOES NOT AGREE")])
def test_whether_it_agrees_comes_first(agree: bool, words: str) -> None:
    """Then each figure beside ours, to twelve places."""
    proof = Proof(
        "storm 1.13", agree, {"low": 0.5, "lost": 0.25}, {"low": 0.5, "lost": 0.26}, {"low": 0.0, "lost": 0.01},
        1e-9, 1234, 5678, {"check": 0.25, "build": 0.25},
    )  # fmt: skip
    sentence, rows = proof_lines("river", proof)
    assert words in sentence
    assert "1,234 states in 0.5 s" in sentence
    assert rows == [
        ("at worst", "0.500000000000", "0.500000000000", "0.0e+00"),
        ("lost", "0.250000000000", "0.260000000000", "1.0e-02"),
    ]
