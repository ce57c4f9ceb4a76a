"""A story that may be told, for tests: the archive of `tests.archives` after the journey, with everybody's leave.

What a test then takes away, from a consent to a second member, is what must stop the story.
"""

from __future__ import annotations

import atexit
import json
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from tests.archives import MISSION, PASSPHRASE, Archive, an_archive, picture
from tests.kept import AROUND, NOW
from waystation.archive.records import Change, Consent, Keepsake, People, Record, Review, Shown, Subject
from waystation.desk.keep.archive.archived import enter, new_id
from waystation.desk.keep.opening import open_vault
from waystation.desk.keep.reports import add_reports
from waystation.world.report import Report, read_report

__all__ = ["CALLS", "NAMES", "STORY", "a_story", "consents", "lets_out", "story_text", "tells"]

NAMES = {"mother": ("Daw Khin", "킨"), "younger-girl": ("Little Mee",)}
GUARDIANS = {"younger-girl": "mother"}
CALLS = {
    "police": {"kind": "sighting", "near": "place:mill", "what": "police", "text": "Two police at the mill, asking."},
    "eating": {"kind": "checkin", "journey": "heron", "word": "good", "at": "market", "text": "All five are eating."},
    "risen": {
        "kind": "checkin",
        "journey": "heron",
        "word": "bad",
        "at": "orchard",
        "text": "The river rose. We wait.",
    },
}
"""What was told on the way, by ids."""
STORY = """
format = 1
use = "public"
title = { en = "Two days", ko = "이틀" }
lead = { en = \"\"\"
Five people and a river.

It took two days.\"\"\", ko = \"\"\"
다섯 사람과 강 하나.

이틀이 걸렸다.\"\"\" }
close = { en = "They sleep.", ko = "그들은 잔다." }

[coarse]
km = 60
dates = "month"

[[journey]]
id = "family"
mission = "two-days-to-the-river"
name = { en = "The family", ko = "가족" }
line = ["hut", "mill", "market", "junction", "orchard", "bank", "far-bank", "camp"]
end = "arrived"

[[scene]]
journey = "family"
place = "hut"
title = { en = "Evening", ko = "저녁" }
words = { en = "They wait for the dark.", ko = "그들은 어둠을 기다린다." }
[[scene.show]]
item = "The bend"
described = { en = "Two people in a room.", ko = "방 안의 두 사람." }
caption = { en = "The last evening", ko = "마지막 저녁" }

[[scene]]
journey = "family"
place = "mill"
title = { en = "A call", ko = "통화" }
words = { en = "Police, asking.", ko = "경찰이 묻고 다닌다." }
calls = ["police"]

[[scene]]
journey = "family"
place = "orchard"
title = { en = "The water", ko = "물" }
words = { en = "It rose in an hour.", ko = "한 시간 만에 불었다." }
calls = ["risen"]

[[scene]]
journey = "family"
title = { en = "What is known", ko = "알려진 것" }
words = { en = "In that year few came.", ko = "그해에는 적은 수가 왔다." }
sources = [{ en = "A ministry's table, 2031", ko = "어느 부처의 표, 2031" }]

[[scene]]
journey = "family"
place = "camp"
title = { en = "What she was not told", ko = "듣지 못한 것" }
[[scene.show]]
item = "What she was not told"
described = { en = "“Nobody told me about the river.”", ko = "“아무도 강 이야기를 해 주지 않았다.”" }
"""
"""A story of five scenes; every scene may be told."""


def a_story(folder: Path, **left_out: Any) -> Archive:
    """The archive of `an_archive` with everything that `STORY` needs.

    Args:
        folder: Where to.
        left_out: See `lets_out`; `ended` says how the journey closed, None not at all.
    """
    if not left_out:
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("anna", "ben"):
            shutil.copytree(_usual() / name, folder / name, symlinks=True)
            (folder / name).chmod(0o700)
        return Archive(folder, *(open_vault(folder / name, PASSPHRASE, AROUND) for name in ("anna", "ben")))
    return _made(an_archive(folder), **left_out)


@cache
def _usual() -> Path:
    """The usual archive, made once for a run of the tests; both vaults are closed."""
    folder = Path(tempfile.mkdtemp(prefix="waystation-story-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    _made(an_archive(folder)).close()
    return folder


def _made(archive: Archive, **left_out: Any) -> Archive:
    ended = left_out.pop("ended", "arrived")
    tells(archive, [_journey("accepted", -3)])
    tells(archive, [_called(name, **words) for name, words in CALLS.items()])
    if ended is not None:
        tells(archive, [_journey("closed", 3, end=ended)])
    lets_out(archive, **left_out)
    return archive


def tells(archive: Archive, reports: Iterable[Report]) -> None:
    """Take reports down, by Anna."""
    with archive.anna.writing():
        add_reports(archive.anna, MISSION, [(one, json.dumps(_plain(one))) for one in reports])


def lets_out(
    archive: Archive, *, consent: bool = True, second: bool = True, names: bool = False, kind: str | None = None
) -> dict[str, Keepsake]:
    """Make working copies of what the story shows, with everything that must be true before they may leave.

    Args:
        archive: The archive.
        consent: Whether everybody allows it.
        second: Whether another member approved the copies.
        names: Whether people allow that their names are told.
        kind: Of what kind the picture is said to be, as against its original.

    Returns:
        The copies, by their titles.
    """
    people: list[Record] = [
        Subject(
            id=new_id(archive.anna),
            person=one,
            names=called,
            child=one in GUARDIANS,
            guardians=(GUARDIANS[one],) if one in GUARDIANS else (),
        )
        for one, called in NAMES.items()
    ]
    enter(archive.anna, MISSION, people)
    if consent:
        enter(archive.anna, MISSION, list(consents(archive, name=names)))
    copies = {}
    for title, data, covered in (
        ("The bend", picture(9), ("faces", "boxes")),
        ("What she was not told", b"Nobody told me.\n", ("text",)),
    ):
        original = archive.called(title)
        people_known = archive.register.people_known(original.item)
        shown = tuple(
            Shown(person=one, face=False, voice=False, name=False) for one in archive.register.people(original.item)
        )
        copies[title] = archive.adds(
            data,
            of=original.item,
            title=f"{title}, covered",
            people=shown,
            knew=people_known,
            changes=tuple(Change.model_validate({"what": what}) for what in ("metadata", *covered)),
            **({"kind": kind} if kind and "faces" in covered else {}),
        )
    archive.exchange()
    for vault, step in ((archive.anna, "confirmed"), (archive.ben if second else archive.anna, "approved")):
        reviews = [Review.model_validate({"item": one.item, "step": step}) for one in copies.values()]
        enter(vault, MISSION, reviews)
    archive.exchange()
    return copies


def consents(archive: Archive, use: str = "public", **more: bool) -> Iterable[Record]:
    """The leave of everybody in what the story shows."""
    for person in NAMES:
        given = {"id": new_id(archive.anna), "person": person, "use": use, "given": True, "face": True, "voice": True}
        if person in GUARDIANS:
            given |= {"basis": "guardian", "by": GUARDIANS[person]}
        yield Consent.model_validate(given | more)


def nobody_in(archive: Archive, item: str) -> None:
    """Let both members say that nobody is in a keepsake."""
    for vault in (archive.anna, archive.ben):
        enter(vault, MISSION, [People(id=new_id(vault), item=item, nobody=True)])
    archive.exchange()


def story_text(swap: Mapping[str, str]) -> bytes:
    """`STORY` with some of its words changed: what is to stand there instead, by what stands there."""
    text = STORY
    for old, new in swap.items():
        assert old in text, old
        text = text.replace(old, new)
    return text.encode()


def _journey(state: str, days: int, **words: Any) -> Report:
    return _called(f"journey-{state}", kind="journey", journey="heron", state=state, number=417, days=days, **words)


def _called(name: str, *, days: int = 0, **words: Any) -> Report:
    when = (NOW + timedelta(days=days)).isoformat()
    found = read_report({"source": "hwang", "happened": when, "heard": when, "id": name, **words})
    assert isinstance(found, Report), found
    return found


def _plain(report: Report) -> dict[str, Any]:
    return report.model_dump(mode="json", exclude_none=True)
