"""What is wrong for which key: values that a pack must not hold, for every key that has a form of its own."""

from __future__ import annotations

import math
from datetime import date, datetime, time, timezone
from typing import Any

from tests.attacks.writing import Raw

__all__ = [
    "CHANCE",
    "CHARTER",
    "CHOICE",
    "EVIDENCE",
    "ID",
    "INF",
    "LIMITS",
    "NAN",
    "NETWORK_KEYS",
    "OPTIONAL",
    "PACK_KEYS",
    "REQUIRED_MANY",
    "REQUIRED_ONE",
    "SHARE",
    "SOUND_LIMITS",
    "WHOLE",
    "numbers_outside",
]

NAN, INF = math.nan, math.inf


def numbers_outside(least: float = -INF, above: float = -INF, most: float = INF) -> list[Any]:
    """Values that are no number, or one below, at, or above the bounds."""
    wrong: list[Any] = ["5", True, [1], {"a": 1}, NAN, INF, -INF, 10**400, ""]
    wrong += [least - 1] if least > -INF else []
    wrong += [above] if above > -INF else []
    return wrong + ([most * 2 + 1] if most < INF else [])


WHOLE = [1.5, "3", True, [1], -1, NAN]
TEXT = [5, True, ["a"], {"a": 1}, "two\nlines", "\u001b[31mred", "turned \u202eround", "x" * 401]
ID = [
    "",
    "two words",
    "a/b",
    "a=b",
    "a,b",
    "a:b",
    "a[b",
    "tab\there",
    "bell\u0007",
    "right\u202eleft",
    5,
    True,
    "x" * 81,
]
FLAG = [0, 1, "yes", [True], "true"]
CHOICE = ["nonsense", 3, "", ["a"], True]
CHANCE = [
    *("0.1", True, -0.1, 1.1, 5, NAN, INF, [], [0.1], [0.2, 0.1], [0.1, 0.2, 0.3], [-0.1, 0.2], [0.2, 1.2], ["a", 0.1]),
    *({}, {"events": 1}, {"events": 2, "trials": 1}, {"events": -1, "trials": 3}, {"events": 1, "trials": 2, "x": 3}),
    *({"low": 0.1, "high": 0.2}, [NAN, 0.2], [0.1, True], {"events": "1", "trials": 3}, [[0.1], 0.2]),
]
SHARE: list[Any] = ["0.1", True, -0.1, 1.1, NAN, INF, [0.1, 0.2], {}, {"events": 1, "trials": 3}]
FEES: list[Any] = [
    *([], [500], [900, 500], [0, 100], [500, 600, 900], [-1, 5], [5, 1e13], ["5", 6], [True, 5], [NAN, 5], [5, INF]),
    *([[5], 6], [5, None], {"low": 1, "high": 2}, {"events": 1, "trials": 3}),
]
LANGUAGE: list[Any] = ["english", "KO", "k", "", 5, True, ["ko"], "k1", "한국"]
INDICATORS: list[Any] = [
    5,
    "deception",
    ["nonsense"],
    [5],
    {"deception": 1},
    [True],
    ["deception"] * 12,
    [["deception"]],
]
WINDOW = [
    "noon",
    "",
    [],
    5,
    True,
    {"a": 1},
    ["21:00"],
    ["25:00-26:00"],
    ["21:00-04:60"],
    [5],
    ["9:00-10:00"],
    ["21:00-04:30-x"],
]
TIMES = ["06:00", [], ["6:00"], ["24:00"], ["06:60"], [600], [None], ["06:00:00"], 6]
WHEN = [5, ["closed"], "closed", {"river": "closed"}, {"nowhere=high": {}}, {"": {}}, {"=": {}}]
REFERENCE = ["nowhere-at-all", "", 7, ["hut"], True, "HUT "]
NUMBERS: dict[str, list[Any]] = {
    "minutes": numbers_outside(above=0.0, most=86400.0),
    "late_minutes": numbers_outside(above=0.0, most=86400.0),
    "fee": [*numbers_outside(least=0.0, most=1e12), *FEES],
    "strain": numbers_outside(least=0.0, most=5.0),
}
NETWORK_KEYS: dict[str, list[Any]] = {
    **NUMBERS,
    "id": ID,
    "kind": CHOICE,
    "mode": CHOICE,
    "name": TEXT,
    "country": TEXT,
    "tz": [*TEXT, "Asia/Atlantis", "", "../../etc/passwd", "America", "\u0000"],
    "beds": WHOLE,
    "found": CHANCE,
    "when": WHEN,
    "no_waiting": FLAG,
    "both_ways": FLAG,
    "from": REFERENCE,
    "to": REFERENCE,
    "broker": REFERENCE,
    "window": WINDOW,
    "departures": TIMES,
    "risk": [5, [], "none", {"caugt": 0.1}, {"found": 0.1}, {"betrayed": 0.1}],
}
PACK_KEYS: dict[tuple[str, str], list[Any]] = {
    ("", "format"): [0, 2, 1.0, True, "1", [1], Raw("0x" + "f" * 5000)],
    ("", "name"): TEXT,
    ("", "about"): TEXT,
    ("", "charter"): [5, "x", [1], True, [{"a": 1}]],
    ("clock", "start"): [
        *("2031-10-01T18:00:00+07:00", 5, True, date(2031, 10, 1), time(18), datetime(2031, 10, 1, 18)),  # noqa: DTZ001 - no offset: that is the mistake
        datetime(2031, 10, 1, 18, 0, 30, tzinfo=timezone.utc),  # noqa: UP017 - `UTC` is no name that a pack could hold
        datetime(1700, 1, 1, tzinfo=timezone.utc),  # noqa: UP017 - as above
        datetime(2300, 1, 1, tzinfo=timezone.utc),  # noqa: UP017 - as above
    ],
    ("clock", "step_minutes"): [*WHOLE, 0, 1441, 30.0],
    ("clock", "horizon_hours"): [*numbers_outside(above=0.0, most=8784.0), -5, Raw("0x" + "f" * 5000)],
    ("mission", "from"): REFERENCE,
    ("mission", "to"): ["camp", [], 5, {}, [5], [""], ["two words"]],
    ("mission", "budget"): numbers_outside(least=0.0, most=1e12),
    ("mission", "currency"): [5, "", "x" * 13, "\u001b[31m", True],
    ("mission", "stay_days"): numbers_outside(above=0.0, most=36500.0),
    ("mission", "peril"): CHANCE,
    ("mission", "urgency"): ["PC0", "PC5", "pc1", 1, ""],
    ("reward", "group"): numbers_outside(least=0.0, most=1e12),
    ("reward", "per_head"): numbers_outside(least=0.0, most=1e12),
    ("reward", "group_from"): [*WHOLE, 0],
    ("party", "crowding"): numbers_outside(above=0.0, most=100.0),
    ("party", "language"): LANGUAGE,
    ("traveller", "id"): ID,
    ("traveller", "age"): [*WHOLE, 131],
    ("traveller", "pace"): numbers_outside(above=0.0, most=10.0),
    ("traveller", "stamina"): numbers_outside(least=0.0, most=5.0),
    ("traveller", "together"): TEXT,
    ("traveller", "sex"): CHOICE,
    ("traveller", "owes"): [5, "hwang", [1], True, {"nobody-at-all": 5}, {"two words": 5}, {"": 5}],
    ("traveller", "indicators"): INDICATORS,
    ("broker", "id"): ID,
    ("broker", "role"): CHOICE,
    ("broker", "name"): TEXT,
    ("broker", "record"): [
        5,
        [],
        "good",
        {"kept": -1},
        {"kept": "1"},
        {"broken": NAN},
        {"temptation": 0},
        {"keptt": 1},
    ],
    ("broker", "betrays"): CHANCE,
    ("broker", "terms"): [
        *(5, [], {"held": 1.5}, {"held": -0.1}, {"held": "half"}, {"owed": -1}, {"ow": 1}, {"owed": True}),
        *({"held_max": 1.5}, {"held_max": -0.1}, {"held_max": "x"}, {"held_max": NAN}, {"held_max": [0.1, 0.2]}),
        *({"held": 0.6, "held_max": 0.5}, {"held_max": 0.4}, {"held_most": 0.5}),
    ],
    ("broker", "language"): LANGUAGE,
    ("broker", "price_raised"): FLAG,
    ("broker", "indicators"): INDICATORS,
    ("condition", "id"): ID,
    ("condition", "name"): TEXT,
    ("condition", "levels"): [[], "low", 5, [5], ["a b"], ["a", "a"], [""], ["a"] * 21],
    ("condition", "per_hour"): [5, [], [[1.0]], "x", [[]], [5], [["a"]], {}],
    ("condition", "now"): [5, True, ["low"], "nonsense", "", {"nonsense": 1.0}, {}, NAN],
    ("condition", "observed"): FLAG,
}
LIMITS: dict[str, list[Any]] = {
    "low": SHARE,
    "likely_p10": SHARE,
    "second": [5, "x", [0.8, 0.9], True, {"low": 1.5}, {"likely_p10": "0.9"}, {"lo": 0.8}, {"low": [0.1, 0.2]}],
    "risk": [*CHOICE, "Very high", "very_high", ["low"]],
    "cost_per_head": numbers_outside(least=0.0, most=1e12),
    "told": [*WHOLE, 1001, 2.0],
    "alone_hours": numbers_outside(least=0.0, most=1000.0),
}
CHARTER: dict[str, list[Any]] = {
    "members": [5, "pastor", True, [], {}, [5], [""], ["two words"], ["a", "b", "a"], [["a"]]],
    "threshold": [*WHOLE, 0, 101, 99, 2.0],
    "review": [
        *(5, True, "tomorrow", "2032-13-01", "", [2032, 3, 1], {}, time(18), "2032-3-1", "1.3.2032"),
        datetime(2032, 3, 1, 18, tzinfo=timezone.utc),  # noqa: UP017 - as above
    ],
    "no_go": [
        *(5, "river=high", True, {}, [5], [""], ["river"], ["=high"], ["river="], ["nowhere=high"], ["=", "=="]),
        [["river=high"]],
    ],
    "no_go_hours": numbers_outside(least=0.0, most=8784.0),
    "PC1": [5, "x", True, [1], {"low": 0.25}, {"likely_p10": 0.45}, {"lo": 0.25, "likely_p10": 0.45}],
    "matrix": [
        *(5, "x", [1], True, {"impact": "bad"}, {"impact": 5}, {"colour": 1}, {"likely": ["low"] * 4}, {"likely": 5}),
        *({"likely": ["low"] * 6}, {"likely": ["low"] * 4 + ["nonsense"]}, {"likely": [5] * 5}),
        *({"likelihood": value} for value in (5, [], [0.1, 0.2], [0.5, 0.2, 0.1, 0.9], [0.1, 0.2, 0.3, 1.5])),
        *({"likelihood": value} for value in ([0.1, 0.1, 0.2, 0.3], ["a", 0.2, 0.3, 0.4], [0.1, 0.2, 0.3, 0.4, 0.5])),
    ],
}
CHARTER["family"] = [
    *(5, "x", [1], True, {"delays": 1}, {"countries": 1}, {"countries": "no"}),
    *({"delay_hours": value} for value in (5, 11.9, 9999, "48", True, NAN, INF, [48])),
]
CHARTER["watch"] = [
    *(5, "x", [1], True, {"watches": 1}, {"calls": 5}, {"calls": {"half": 0}}, {"calls": {"halve": 5}}),
    *({"false_alarms": value} for value in (0, 0.9, "0.1", True, NAN, [0.05])),
    *({"grace_minutes": value} for value in (-1, "10", True, INF, 30000)),
    *({"every_hours": value} for value in (0, 0.1, "12", 400)),
    *({"calls": {"half": 60.0, "most": 45.0}}, {"first_call_minutes": 90.0}, {"escalate_minutes": 200.0}),
    *({"repeat": value} for value in (5, {"overdue": -1}, {"critical": 1.5}, {"criticl": 5}, {"escalate": 2000})),
    *({"quiet": value} for value in ("23:00-06:00", ["25:00-06:00"], [5], ["23:00"], {"from": "23:00"})),
    *({"quiet_for": value} for value in (["critical"], "reminder", [5], ["reminders"])),
    *({"zone": value} for value in ("Asia/Atlantis", 5, "", "../../etc/passwd")),
]
SOUND_LIMITS = {"low": 0.25, "likely_p10": 0.45}
EVIDENCE: dict[str, list[Any]] = {
    "as_of": [5, True, "soon", "", [1], time(18)],
    "half_life_days": numbers_outside(above=0.0, most=36500.0),
    "sighting_half_life_days": numbers_outside(above=0.0, most=36500.0),
    "sighting_odds": [*numbers_outside(most=1e6), 0.5],
    "elasticity": numbers_outside(least=0.0, most=10.0),
    "prior": [5, "x", [1], {"kept": -1}, {"broken": "0"}, {"kep": 1}],
    "unobserved_floor": SHARE,
    "weights": [5, [1], {"G1": 0.5}, {"B": 0.5}, {"B2": 1.5}, {"B2": "x"}, {"b2": 0.5}],
}
REQUIRED_ONE = {"clock": ("start", "horizon_hours"), "mission": ("from", "to")}
OPTIONAL = {("mission", "stay_days"), ("mission", "peril"), ("party", "language")}
"""Keys that no shipped pack needs to have, and that are tried all the same."""
REQUIRED_MANY = {"traveller": ("id",), "broker": ("id", "role"), "condition": ("id", "levels")}
