"""The JSON of `waystation explain` (`pack.md`, The contract): stable, never translated, fields only ever added."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from waystation.errors import Mistake
from waystation.planning.explanation import Explanation, Worth
from waystation.planning.losses import Parts
from waystation.planning.sensitivity import Weight
from waystation.wording.contract import mistake_json

__all__ = ["explanation_json"]


def explanation_json(
    found: Explanation, digest: str, warnings: Iterable[Mistake], seconds: dict[str, float]
) -> dict[str, Any]:
    """What `waystation explain PACK --json` prints.

    Args:
        found: The explanation.
        digest: SHA-256 over the files read.
        warnings: What somebody should look at.
        seconds: How long each stage took.
    """
    safe, likely = found.safe, found.likely
    return {
        "format": 1,
        "pack": found.pack.name,
        "digest": digest,
        "lost": found.lost,
        "safe": {"low": safe.low, "mid": safe.mid, "high": safe.high},
        "underway": {"mid": found.underway},
        "likely": {
            "p10": likely.p10,
            "p50": likely.p50,
            "p90": likely.p90,
            "draws": len(likely.drawn),
            "seed": likely.seed,
        },
        **{name: _parts_json(parts) for name, parts in found.parts.items()},
        "sensitivity": _weights_json(found.weights),
        "deciding": [
            {"what": d.base.what, "best": _worth_json(d.best), "once_more": _worth_json(d.worse) if d.worse else None}
            for d in found.deciders
        ],
        "warnings": [mistake_json(warning) for warning in warnings],
        "seconds": {name: round(value, 6) for name, value in seconds.items()},
    }


def _parts_json(parts: Parts) -> list[dict[str, Any]]:
    return [{"what": what, "lost": lost} for what, lost in parts]


def _weights_json(weights: Sequence[Weight]) -> list[dict[str, Any]]:
    return [
        {
            "what": weight.what,
            "dlow": weight.dlow,
            "dmid": weight.dmid,
            "low": weight.belief.low,
            "mid": weight.belief.mid,
            "high": weight.belief.high,
        }
        for weight in weights
    ]


def _worth_json(worth: Worth) -> dict[str, float]:
    return {"low": worth.low, "mid": worth.mid}
