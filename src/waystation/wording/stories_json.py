"""The JSON of stories: stable, never translated, only added to. Where a dot stands is not in it."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from waystation.archive.leaving import Hindrance
from waystation.archive.story.exposure import Left
from waystation.archive.story.looked import Looked

__all__ = ["built_json", "draft_json", "left_json", "looked_json"]

Json = dict[str, Any]


def looked_json(looked: Looked) -> Json:
    """What `story check --json` prints."""
    return {
        "may_be_told": looked.may_be_told,
        "use": looked.story.use,
        "languages": list(looked.story.languages),
        "recreations": [number + 1 for number in looked.recreated],
        "scenes": [
            {
                "number": one.number + 1,
                "journey": one.scene.journey,
                "mission": one.mission,
                "when": one.when or None,
                "rests_on": list(one.kinds),
                "keepsakes": [item.item for item in one.items],
                "calls": [str(report.id) for report in one.calls],
                "recreation": one.recreated,
            }
            for one in looked.told
        ],
        "waits": [{"mission": one.mission, **_hindrance(one.hindrance)} for one in looked.waits],
        "hindrances": [
            {"mission": mission, "item": item, **_hindrance(one)}
            for (mission, item), found in sorted(looked.hindered.items())
            for one in found
        ],
        "slips": [
            {"at": one.at, "line": one.line, "kind": one.slip.kind, "id": one.slip.id, "found": one.slip.found}
            for one in looked.slips
        ],
    }


def _hindrance(one: Hindrance) -> Json:
    return {"code": one.code, **dict(one.fields)}


def left_json(left: Left) -> Json:
    """What `story exposure --json` prints."""

    def plain(one: Any) -> Json:
        found = {key: value for key, value in asdict(one).items() if key != "dot"}
        return {**found, "scenes": [number + 1 for number in one.scenes]}

    return {
        "km": left.km,
        "least_km": left.km / 3,
        "dates": left.dates,
        "places": [plain(one) for one in left.places],
        "people": [plain(one) for one in left.people],
        "brokers": [plain(one) for one in left.brokers],
        "silent_brokers": left.silent,
    }


def built_json(path: Path, pages: tuple[str, ...], fingerprint: str, size: int, looked: Looked) -> Json:
    """What `story build --json` prints."""
    return {
        "path": str(path),
        "pages": list(pages),
        "fingerprint": fingerprint,
        "bytes": size,
        "story": looked_json(looked),
        "exposure": left_json(looked.left),
    }


def draft_json(path: str, missions: tuple[str, ...], scenes: int) -> Json:
    """What `story draft --json` prints."""
    return {"path": path, "missions": list(missions), "scenes": scenes}
