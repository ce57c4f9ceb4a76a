"""Ours against its own plain twin: the same figures, one state after another, with joint matrices spelled out."""

from __future__ import annotations

import tempfile
from typing import Any

from benchmarks.measuring import Row, against, median, repeated, work
from benchmarks.subjects import Subject
from waystation.solver.twin import solve_plainly

__all__ = ["do_plain", "twin_rows"]

TOLERANCE = 1e-12
SUBJECTS: tuple[dict[str, Any], ...] = (
    {"family": "valleys", "places": 6, "hours": 16, "conditions": 1},
    {"family": "road", "places": 7, "hours": 19, "conditions": 1},
    {"pack": "two-days-to-the-river"},
)


def twin_rows(quick: bool) -> list[Row]:
    """Rows `twin/point|interval/STATES`, on problems that the twin can do."""
    rows = []
    for subject in SUBJECTS[:1] if quick else SUBJECTS:
        for kind in ("interval",) if "pack" in subject else ("point", "interval"):
            asked = {"subject": subject, "kind": kind}
            with tempfile.NamedTemporaryFile() as file:
                model = work("export", path=file.name, **asked)
            ours, theirs = against({"task": "ours", **asked}, {"task": "plain", **asked})
            difference = abs(ours["value"] - theirs["value"])
            if difference > TOLERANCE:
                raise SystemExit(f"the plain twin says {theirs['value']!r} of {subject}, not {ours['value']!r}")
            row = {
                "name": f"twin/{kind}/{model['states']}",
                "ours_s": median(ours["seconds"]),
                "theirs_s": median(theirs["seconds"]),
                "ours_mb": ours["mb"],
                "theirs_mb": theirs["mb"],
                **{name: model[name] for name in ("states", "pairs", "transitions")},
                "subject": subject.get("pack") or subject["family"],
                "difference": difference,
                "runs": len(theirs["seconds"]),
            }
            rows.append(row)
    return rows


def do_plain(subject: dict[str, Any], kind: str) -> Row:
    """Solve a subject plainly."""
    charted = Subject.of(subject, kind).charted()
    start, values = charted.start, []

    def solve() -> None:
        found = solve_plainly(charted.problem)
        values.append(float(found.low[start.step, start.node] @ start.joint))

    return {"seconds": repeated(solve, warm=False), "value": values[-1]}
