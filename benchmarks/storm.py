"""Ours against Storm, on the very file that `waystation export` writes; build and check apart, values compared.

Storm is asked in the way that is quickest for it: on point models each sound method is tried and the fastest counts;
on interval models the robust maximum, unbounded where Storm takes it (no interval begins at 0), else step-bounded
with a bound that no path reaches. All is asked to 1e-9; ours is exact up to rounding. Aside stand what an unbounded
check takes if the file's states come in the opposite order, and what a bounded one takes in the slices of time into
which `waystation verify` cuts it.
"""

from __future__ import annotations

import importlib.util
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.measuring import RUNS, Row, against, median, repeated, say, work
from benchmarks.subjects import Subject, low_of
from waystation.planning.proof import prove
from waystation.solver.solve import solve

__all__ = ["SIZES", "TOLERANCE", "do_sliced", "do_storm", "storm_rows"]

TOLERANCE = 1e-9
SOUND = ("INTERVAL_ITERATION", "OPTIMISTIC_VALUE_ITERATION", "SOUND_VALUE_ITERATION", "TOPOLOGICAL")
SIZES: dict[str, tuple[dict[str, Any], ...]] = {
    "1e4": (
        {"family": "valleys", "places": 6, "hours": 16, "conditions": 1},
        {"family": "road", "places": 7, "hours": 19, "conditions": 1},
        {"family": "coast", "places": 9, "hours": 38, "conditions": 1},
    ),
    "1e5": (
        {"family": "valleys", "places": 12, "hours": 21, "conditions": 2},
        {"family": "road", "places": 12, "hours": 26, "conditions": 2},
        {"family": "coast", "places": 16, "hours": 48, "conditions": 2},
        {"pack": "christmas-1854"},
        {"pack": "two-days-to-the-river"},
    ),
    "1e6": (
        {"family": "valleys", "places": 20, "hours": 108, "conditions": 2},
        {"family": "road", "places": 36, "hours": 74, "conditions": 2},
        {"family": "coast", "places": 32, "hours": 64, "conditions": 3},
    ),
}
"""Subjects whose exported file has about so many states."""


def storm_rows(quick: bool) -> list[Row]:
    """Rows `storm/point|interval/STATES`, for subjects of about 1e4, 1e5 and 1e6 exported states."""
    if importlib.util.find_spec("stormpy") is None:
        say("  Storm is not installed; its rows are left out")
        return []
    sizes = ("1e4",) if quick else tuple(SIZES)
    return [row for size in sizes for subject in SIZES[size] for row in _rows_of(subject)]


def _rows_of(subject: dict[str, Any]) -> Iterator[Row]:
    for kind in ("interval",) if "pack" in subject else ("point", "interval"):
        with tempfile.TemporaryDirectory() as folder:
            path, other = str(Path(folder, "model.umb")), str(Path(folder, "other.umb"))
            model = work("export", subject=subject, kind=kind, path=path, other=other)
            bound = model["depth"] if kind == "interval" and model["zeros"] else None
            asked = {"kind": kind, "bound": bound}
            ours, theirs = against(
                {"task": "ours", "subject": subject, "kind": kind}, {"task": "storm", "path": path, **asked}
            )
            aside = (
                {"theirs_latest_first_s": median(work("storm", path=other, **asked, once=True)["seconds"])}
                if bound is None
                else {"theirs_sliced_s": median(work("sliced", subject=subject)["seconds"])}
            )
        yield {**_row(subject, kind, model, ours, theirs), **aside}


def _row(subject: dict[str, Any], kind: str, model: Row, ours: Row, theirs: Row) -> Row:
    difference = abs(ours["value"] - theirs["value"])
    if difference > TOLERANCE:
        raise SystemExit(f"Storm says {theirs['value']!r} of {subject} ({kind}), not {ours['value']!r}")
    build, check, end = median(theirs["build_seconds"]), median(theirs["seconds"]), median(ours["end_seconds"])
    return {
        "name": f"storm/{kind}/{model['states']}",
        "ours_s": median(ours["seconds"]),
        "theirs_s": check,
        "ours_mb": ours["mb"],
        "theirs_mb": theirs["mb"],
        **{name: model[name] for name in ("states", "pairs", "transitions")},
        "subject": subject.get("pack") or subject["family"],
        "query": theirs["query"],
        "difference": difference,
        "runs": len(theirs["seconds"]),
        "theirs_build_s": build,
        "ours_end_s": end,
        "theirs_end_s": build + check,
        "end_ratio": (build + check) / end,
        "export_s": median(model["seconds"]),
        "ours_own_mb": ours["own_mb"],
    }


def do_sliced(subject: dict[str, Any]) -> Row:
    """Storm's step-bounded check where `waystation verify` cuts the model into slices of time for it."""
    charted = Subject.of(subject, "interval").charted()
    policy = solve(charted.problem)
    proof = prove(charted.problem, charted.start, policy.choice, {"low": low_of(charted, policy)})
    assert proof.agree, proof.differences
    return {"seconds": [proof.seconds["check"]]}


def do_storm(path: str, kind: str, bound: int | None, once: bool = False) -> Row:
    """Build a model and check it.

    Args:
        path: The file.
        kind: `point` or `interval`.
        bound: The step bound, or None for an unbounded question.
        once: Whether one run is enough, because only its scale matters.
    """
    import stormpy

    options = stormpy.io.UmbImportOptions()
    options.build_state_valuations = False
    build = repeated(lambda: stormpy.build_model_from_umb(Path(path), options=options), warm=False)
    model = stormpy.build_model_from_umb(Path(path), options=options)
    text = 'Pmax=? [F "safe"]' if bound is None else f'Pmax=? [F<={bound} "safe"]'
    question = stormpy.parse_properties(text)[0]
    ways = _point_ways(stormpy) if kind == "point" else _interval_ways(stormpy, model)

    answers: list[float] = []

    def check(way: str) -> None:
        answers.append(
            float(stormpy.model_checking(model, question, only_initial_states=True, **ways[way]).get_value(0))
        )

    tried = {way: repeated(lambda way=way: check(way), 1, warm=False)[0] for way in ways} if len(ways) > 1 else {}
    best = min(ways, key=lambda way: tried.get(way, 0.0))
    seconds = repeated(lambda: check(best), 1 if once else RUNS, warm=False)
    return {"build_seconds": build, "seconds": seconds, "value": answers[-1], "query": f"{text} {best}"}


def _point_ways(stormpy: Any) -> dict[str, dict[str, Any]]:
    """Each sound method, to the tolerance."""
    ways = {}
    for method in SOUND:
        environment = stormpy.environments.Environment()
        environment.solver().force_soundness = True
        solver = environment.solver().min_max()
        solver.method = getattr(stormpy.environments.MinMaxMethod, method)
        solver.precision = stormpy.Rational("1/1000000000")
        solver.relative_termination_criterion = False
        ways[method] = {"environment": environment}
    return ways


def _interval_ways(stormpy: Any, model: Any) -> dict[str, dict[str, Any]]:
    """The robust method (there is one), to the tolerance."""
    environment = stormpy.environments.default(model)
    solver = environment.solver().min_max()
    solver.precision = stormpy.Rational("1/1000000000")
    solver.relative_termination_criterion = False
    robust = stormpy.UncertaintyResolutionMode.ROBUST
    return {"ROBUST": {"environment": environment, "uncertainty_resolution_mode": robust}}
