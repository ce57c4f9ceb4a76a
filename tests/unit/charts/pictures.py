"""Pictures and grounds that the tests draw: invented places, a square island, and names that try to break out."""

from __future__ import annotations

import numpy as np

from waystation.charts.ground import Country, Ground, River
from waystation.charts.picture import Branch, MapPicture, Segment, Spot, Trace

HOSTILE = (
    "<script>alert('1')</script>",
    "\" onload='alert(1)' x=\"",
    "]]><!--& &amp; &#0;",
    "بيت آمن שלום",
    "평양 안전가옥",
    "\u202eevil\u0000\u0008\ud800\uffff",
)


def plain_picture(**changes: object) -> MapPicture:
    """Four places, three legs by three modes, one branch, one other leg."""
    at = {
        "home": (100.0, 20.0),
        "hut": (100.6, 20.3),
        "bank": (101.0, 20.9),
        "camp": (101.9, 21.0),
        "town": (100.2, 21.0),
    }
    spots = (
        Spot("Home", *at["home"], "home", 1, True, "home"),
        Spot("Hut", *at["hut"], "safe_house", 2, True, "hut"),
        Spot("River bank", *at["bank"], "crossing", 3, True, "bank"),
        Spot("The camp", *at["camp"], "sanctuary", 4, True, "camp", "Tue 06:00"),
        Spot("Town", *at["town"], "hub", 0, False, "town"),
    )
    course = (
        Segment("a", "foot", (at["home"], at["hut"]), 1, 2, "Mon 20:00", "on foot, 3 h"),
        Segment("b", "car", (at["hut"], (100.7, 20.7), at["bank"]), 2, 3, "Mon 23:30", "with Ana, 1 h, $20"),
        Segment("c", "boat", (at["bank"], at["camp"]), 3, 4, "Tue 01:00", "with Bo, 30 min"),
    )
    branch = Branch("soonest", (Trace("a", course[0].points), Trace("d", (at["hut"], at["camp"]), "bus")), "71 of 100")
    values: dict[str, object] = {
        "title": "A family of four",
        "subtitle": ("Of 100 such families, 93 arrive.", "2 days; $140."),
        "spots": spots,
        "course": course,
        "branches": (branch,),
        "others": (Trace("e", (at["home"], at["town"]), "bus"),),
        "in_clear": "This file is not locked.",
    }
    return MapPicture(**(values | changes))  # type: ignore[arg-type]


def hostile_picture() -> MapPicture:
    """A course whose every word tries to break out of the file."""
    count = len(HOSTILE)
    at = [(100.0 + 0.3 * i, 20.0 + 0.2 * (i % 3)) for i in range(count)]
    spots = tuple(Spot(name, *at[i], "hub", i + 1, True, f"id{i}", name) for i, name in enumerate(HOSTILE))
    course = tuple(
        Segment(HOSTILE[i], HOSTILE[i], (at[i], at[i + 1]), i + 1, i + 2, HOSTILE[i], HOSTILE[-i])
        for i in range(count - 1)
    )
    branch = Branch(HOSTILE[0], (Trace("x", (at[0], at[-1])),), HOSTILE[1])
    return MapPicture(
        HOSTILE[0], HOSTILE, spots, course, (branch,), in_clear=HOSTILE[1], notes=HOSTILE, lang='en" onload="alert(1)'
    )


def island() -> Ground:
    """A square country with one river and one lake."""
    ring = np.array([[98.0, 18.0], [104.0, 18.0], [104.0, 24.0], [98.0, 24.0]])
    lake = np.array([[99.0, 19.0], [99.4, 19.0], [99.4, 19.4], [99.0, 19.4]])
    river = River(np.array([[99.0, 24.0], [101.0, 20.9], [103.0, 18.0]]), 0.6)
    return Ground((ring,), (Country("Isle", (ring,)),), (np.vstack([ring, ring[:1]]),), (), (river,), (lake,), "Nobody")
