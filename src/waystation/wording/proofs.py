"""What a model checker found, in words."""

from __future__ import annotations

from waystation.planning.proof import Proof

__all__ = ["proof_lines"]

NAMES = {"low": "at worst", "mid": "nominal", "high": "at best", "lost": "lost", "underway": "under way"}


def proof_lines(name: str, proof: Proof) -> tuple[str, list[tuple[str, str, str, str]]]:
    """Whether the checker agrees, and the figures side by side.

    Args:
        name: The pack's name.
        proof: What was found.

    Returns:
        A sentence, and a row of four texts for each question.
    """
    verdict = "agrees" if proof.agree else "DOES NOT AGREE"
    seconds = sum(proof.seconds.values())
    sentence = (
        f"{name}: {proof.checker} {verdict} to {proof.tolerance:g}, over {proof.states:,} states in {seconds:.1f} s."
    )
    rows = [
        (NAMES[key], f"{ours:.12f}", f"{proof.theirs[key]:.12f}", f"{proof.differences[key]:.1e}")
        for key, ours in proof.ours.items()
    ]
    return sentence, rows
