"""The JSON of `waystation calibration`: never translated, fields only ever added."""

from __future__ import annotations

from waystation.deciding.calibration import Bin, Calibration, Tally
from waystation.wording.json_shapes import DIALECT, Json, maybe, thing

__all__ = ["CALIBRATION_SCHEMA", "calibration_json"]


def calibration_json(found: Calibration, unfinished: int, stayed: int) -> Json:
    """What `waystation calibration --json` prints.

    Args:
        found: What the cases show.
        unfinished: How many journeys have a forecast and no outcome yet.
        stayed: How many ended without anybody leaving.
    """
    parts, overruling = found.parts, found.overruling
    return {
        "format": 1,
        **_tally(found.all),
        "differs": found.all.differs,
        "noticeable": found.noticeable,
        "open": unfinished,
        "stayed": stayed,
        "expected_brier": found.expected_brier,
        "parts": None
        if parts is None
        else {
            "reliability": parts.reliability,
            "resolution": parts.resolution,
            "uncertainty": parts.uncertainty,
            "within": parts.within,
        },
        "bins": [_bin(one) for one in found.bins],
        "by_urgency": [{"urgency": name or None, **_tally(tally)} for name, tally in found.urgencies],
        "overruled": _tally(overruling.overruled),
        "followed": _tally(overruling.followed),
        "overruling": {"worse": overruling.worse, "as_odd": overruling.as_odd, "differs": overruling.differs},
    }


def _tally(tally: Tally) -> Json:
    return {
        "cases": tally.cases,
        "expected": tally.expected,
        "arrived": tally.arrived,
        "brier": tally.brier,
        "share": {"low": tally.low, "mid": tally.arrived / tally.cases if tally.cases else None, "high": tally.high},
        "as_odd": tally.as_odd,
    }


def _bin(one: Bin) -> Json:
    return {
        "least": one.least,
        "most": one.most,
        "foreseen": one.foreseen,
        "cases": one.cases,
        "arrived": one.arrived,
        "share": {"low": one.low, "mid": one.arrived / one.cases, "high": one.high},
    }


_COUNT: Json = {"type": "integer", "minimum": 0}
_AMOUNT: Json = {"type": "number", "minimum": 0}
_CHANCE: Json = {"type": "number", "minimum": 0, "maximum": 1}
_SIDE: Json = {"enum": [-1, 0, 1]}
_SHARE = thing(low=_CHANCE, mid=maybe(_CHANCE), high=_CHANCE)
_TALLY: dict[str, Json] = {
    "cases": _COUNT,
    "expected": _AMOUNT,
    "arrived": _COUNT,
    "brier": maybe(_CHANCE),
    "share": _SHARE,
    "as_odd": _CHANCE,
}

CALIBRATION_SCHEMA: Json = {
    "$schema": DIALECT,
    "title": "waystation calibration --json",
    **thing(
        format={"const": 1},
        **_TALLY,
        differs=_SIDE,
        noticeable=maybe(_CHANCE),
        open=_COUNT,
        stayed=_COUNT,
        expected_brier=maybe(_CHANCE),
        parts=maybe(thing(reliability=_CHANCE, resolution=_CHANCE, uncertainty=_CHANCE, within={"type": "number"})),
        bins={
            "type": "array",
            "items": thing(least=_CHANCE, most=_CHANCE, foreseen=_CHANCE, cases=_COUNT, arrived=_COUNT, share=_SHARE),
        },
        by_urgency={
            "type": "array",
            "items": thing(urgency={"enum": ["PC1", "PC2", "PC3", "PC4", None]}, **_TALLY),
        },
        overruled=thing(**_TALLY),
        followed=thing(**_TALLY),
        overruling=thing(worse=maybe({"type": "number"}), as_odd=maybe(_CHANCE), differs=_SIDE),
    ),
}
