"""A family is told, and two are brought together again, as somebody types it: in a folder and in a vault."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.builders import leg, place, write_pack
from tests.keeping import Said, Typist

START = "2031-10-01T08:00:00+09:00"
LATE = "2031-10-05T12:00+09:00"


def report(day: int, hour: int, **words: object) -> dict[str, Any]:
    """A report of the journey in October."""
    when = f"2031-10-{day:02}T{hour:02}:00:00+09:00"
    return {"source": "piao", "happened": when, "heard": when, "journey": "north", **words}


STORY = [
    report(1, 8, kind="journey", state="accepted", number=417),
    report(1, 20, kind="departure", leg="road"),
    report(2, 3, kind="delivery", leg="road", outcome="arrived"),
    report(4, 3, kind="checkin", word="bad"),
]


def a_mission(folder: Path, *reports: dict[str, Any]) -> Path:
    """From a to b by way of a barn."""
    lines = "".join(json.dumps(one) + "\n" for one in reports).encode()
    features = [place("barn", kind="safe_house"), leg("road", to="barn"), leg("on", origin="barn")]
    return write_pack(folder, *features, start=START, hours=24, extra={"reports.jsonl": lines})


def fits(typist: Typist, schema: str, value: object) -> None:
    """What a command printed fits the schema that is published for it."""
    Draft202012Validator(typist.types("schema", schema).json).validate(value)


def flat(said: Said) -> str:
    """What was printed, whatever the width of a line."""
    return " ".join(said.out.split())


def test_what_may_be_told_is_read_aloud(tmp_path: Path) -> None:
    """In their language, with what must wait and from when; the bad news by the same rule."""
    typist, pack = Typist(tmp_path), str(a_mission(tmp_path / "p", *STORY))
    said = typist.types("family", pack, "--now", LATE)
    assert "They set out on Wednesday 1 October. On Thursday 2 October we heard from them. They were well." in flat(
        said
    )
    assert "not before Tue 7 Oct 00:00: On Saturday 4 October we heard that they were in difficulty." in flat(said)
    assert "10월 2일 목요일에 연락이 왔습니다. 무사했습니다." in flat(
        typist.types("family", pack, "--language", "ko", "--now", LATE)
    )
    found = typist.types("family", pack, "--json", "--now", LATE).json
    fits(typist, "family", found)
    assert [(one["code"], one["may_be_told"]) for one in found["journeys"][0]["news"]] == [
        ("left", True), ("well", True), ("trouble", False),
    ]  # fmt: skip


def test_what_was_told_is_kept(tmp_path: Path) -> None:
    """Whom, and which report somebody had confirmed; then it is not offered again."""
    typist, pack = Typist(tmp_path), str(a_mission(tmp_path / "p", *STORY))
    answers = "2\naunt\nesther\nesther\n"
    found = typist.types("family", "told", pack, "--json", "--now", LATE, answers=answers).json
    fits(typist, "family-told", found)
    assert (found["code"], found["to"], found["confirmed_by"]) == ("well", "aunt", "esther")
    said = flat(typist.types("family", pack, "--now", LATE))
    assert "aunt Sun 5 Oct 12:00: On Thursday 2 October we heard from them." in said
    assert said.count("we heard from them") == 1


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        ("3\naunt\nesther\nesther\n", "must be a number from 1 to 2"),
        ("1\naunt\n\nesther\n", "Nothing was answered"),
        ("1\n\nesther\nesther\n", "Nothing was answered"),
        ("1\naunt\nesther\n", "Who says so"),
    ],
)
def test_what_may_not_be_told_leaves_nothing(tmp_path: Path, answers: str, says: str) -> None:
    """Too early, confirmed by nobody, to nobody: a line, and nothing is written."""
    typist, pack = Typist(tmp_path), a_mission(tmp_path / "p", *STORY)
    before = (pack / "reports.jsonl").read_bytes()
    said = typist.types("family", "told", str(pack), "--now", LATE, answers=answers, status=2)
    assert says in said.err.splitlines()[-1]
    assert (pack / "reports.jsonl").read_bytes() == before


def test_without_a_journey_there_is_nothing_to_tell(tmp_path: Path) -> None:
    """It is said; telling it all the same is refused."""
    typist, pack = Typist(tmp_path), str(a_mission(tmp_path / "p"))
    assert "no journey here" in flat(typist.types("family", pack))
    assert "nothing may be told now" in typist.types("family", "told", pack, status=2).err


# ---- tracing


@pytest.fixture
def typist(tmp_path: Path) -> Iterator[Typist]:
    """A vault with a mission."""
    typist = Typist(tmp_path / "desk")
    typist.creates("mine")
    typist.in_vault("mine", "vault", "put", str(a_mission(tmp_path / "n", *STORY)), "--name", "heron")
    yield typist
    typist.checks("mine")


def test_from_request_to_reunion(typist: Typist) -> None:
    """In the vault's own register, step by step, each said by whose device it is."""
    made = typist.in_vault("mine", "trace", "ask", "--language", "ko", "--json", answers="Younghee\nCheolsu\n").json
    fits(typist, "trace", made)
    assert (made[0]["state"], made[0]["by"], made[0]["language"]) == ("asked", "founder", "ko")
    letters = made[0]["id"][:6]
    wrong = typist.in_vault("mine", "trace", "reunited", answers=f"{letters}\n", status=2)
    assert "cannot be reunited now: it is asked" in wrong.err
    typist.in_vault("mine", "trace", "matched", answers=f"{letters}\nnorth\n")
    typist.in_vault("mine", "trace", "reunited", answers=f"{letters}\n")
    found = typist.in_vault("mine", "trace", "--json").json
    assert [(one["state"], one["journey"], one["sought"], one["enquirer"]) for one in found] == [
        ("reunited", "north", "Younghee", "Cheolsu")
    ]
    assert "together again" in flat(typist.in_vault("mine", "trace"))


def test_each_person_can_be_forgotten_alone(typist: Typist) -> None:
    """They are sealed under keys of their own: who seeks may be forgotten, and who is sought is still sought."""
    typist.in_vault("mine", "trace", "ask", answers="Younghee\nCheolsu\n")
    typist.in_vault("mine", "vault", "erase", "--yes", answers="Cheolsu\n")
    (found,) = typist.in_vault("mine", "trace", "--json").json
    assert (found["sought"], found["enquirer"]) == ("Younghee", "")


def test_nobody_reads_the_register_who_was_not_let_in(typist: Typist) -> None:
    """A member of the mission sees no request, and no name of either."""
    typist.in_vault("mine", "trace", "ask", answers="Younghee\nCheolsu\n")
    typist.joins("mine", "peters", "peter", "heron")
    assert typist.in_vault("peters", "trace", "--json").json == []


def test_who_was_told_stands_under_their_own_key(typist: Typist) -> None:
    """A member of the mission who may not read identities does not learn whom the family is."""
    typist.in_vault("mine", "family", "told", "vault:heron", "--now", LATE, answers="1\nAunt Sunja\nesther\n")
    typist.joins("mine", "peters", "peter", "heron")
    found = typist.in_vault("peters", "report", "list", "vault:heron", "--json")
    assert "Sunja" not in found.out
    assert "Sunja" in typist.in_vault("mine", "family", "vault:heron", "--now", LATE).out


def test_what_they_were_told_and_is_not_so_is_said_first(tmp_path: Path) -> None:
    """A family believes what it was told: once a correction takes it back, they are to be called."""
    story = [{**one, "id": f"{number:016x}"} for number, one in enumerate(STORY)]
    typist, pack = Typist(tmp_path), str(a_mission(tmp_path / "p", *story))
    typist.types("family", "told", pack, "--now", LATE, answers="2\nthe aunt\nesther\npastor\n")
    assert "NOT SO" not in typist.types("family", pack, "--now", LATE).out
    wrong = {"kind": "correction", "source": "pastor", "happened": LATE, "heard": LATE, "answers": f"{2:016x}"}
    with (tmp_path / "p" / "reports.jsonl").open("a") as file:
        file.write(json.dumps(wrong) + "\n")
    said = flat(typist.types("family", pack, "--now", LATE))
    assert "NOT SO, as was heard since: call them. the aunt" in said
    assert said.index("NOT SO") < said.index("May be read aloud")
    found = typist.types("family", pack, "--json", "--now", LATE).json
    fits(typist, "family", found)
    assert [one["code"] for one in found["journeys"][0]["taken_back"]] == ["well"]
