"""What a model checker found, in words."""

from __future__ import annotations

from waystation.planning.proof import Proof
from waystation.wording.language import mark, say

__all__ = ["proof_lines"]

NAMES = {
    "low": mark("at worst"),
    "mid": mark("nominal"),
    "high": mark("at best"),
    "lost": mark("lost"),
    "underway": mark("under way"),
}


def proof_lines(name: str, proof: Proof) -> tuple[str, list[tuple[str, str, str, str]]]:
    """Whether the checker agrees, and the figures side by side.

    Args:
        name: The pack's name.
        proof: What was found.

    Returns:
        A sentence, and a row of four texts for each question.
    """
    fields = {
        "name": name,
        "checker": proof.checker,
        "tolerance": f"{proof.tolerance:g}",
        "states": f"{proof.states:,}",
        "seconds": f"{sum(proof.seconds.values()):.1f}",
    }
    if proof.agree:
        sentence = say("{name}: {checker} agrees to {tolerance}, over {states} states in {seconds} s.", **fields)
    else:
        sentence = say(
            "{name}: {checker} DOES NOT AGREE to {tolerance}, over {states} states in {seconds} s.", **fields
        )
    rows = [
        (say(NAMES[key]), f"{ours:.12f}", f"{proof.theirs[key]:.12f}", f"{proof.differences[key]:.1e}")
        for key, ours in proof.ours.items()
    ]
    return sentence, rows
