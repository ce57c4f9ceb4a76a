"""Reports by the page: lines read back before they are kept, answers to what is not clear, a form for each kind."""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.desks import MISSION, on_their_way
from tests.served import Visitor, fields_of, served, text_of
from waystation.wording.report_pages import KINDS_ASKED

HERE = f"/missions/{MISSION}/report"
LATE = "2031-10-02T01:10"


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A mission on its way."""
    return on_their_way(tmp_path_factory.mktemp("way"))


@pytest.fixture
def visitor(pack: Path, tmp_path: Path) -> Iterator[Visitor]:
    """Somebody who looks at a copy of it."""
    shutil.copytree(pack, tmp_path / MISSION)
    with served(tmp_path / MISSION) as visitor:
        yield visitor


def read(visitor: Visitor, lines: str, heard: str = LATE) -> Any:
    """Lines, read back."""
    answer = visitor.post(HERE, {"lines": lines, "heard": heard})
    assert answer.status_code == 200, text_of(answer.text)
    return answer


def form_of(page: str) -> dict[str, list[str]]:
    """All fields of the lines that were read back, as a browser would send them: some have one name for each line."""
    found: dict[str, list[str]] = {}
    body = page[page.index('class="entry lines-read"') :]
    for tag in re.findall(r"<input\b[^>]*>", body):
        marks = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if marks.get("name", "pledge") == "pledge":
            continue
        if marks.get("type") in ("radio", "checkbox") and " checked" not in tag:
            continue
        found.setdefault(html.unescape(marks["name"]), []).append(html.unescape(marks.get("value", "")))
    return found


def reports(visitor: Visitor) -> list[Any]:
    """What is kept."""
    return list(visitor.desk().cases[0].opened.reports)


def test_nothing_is_kept_before_it_was_read_back(visitor: Visitor) -> None:
    """What was understood stands there; then all is kept with a click, and what it changed is said."""
    before = len(reports(visitor))
    page = read(visitor, "they arrived late at 01:00, father, B2\nriver high at 23:40, somlit, B2").text
    said = text_of(page)
    assert "they arrived, late, our journey" in said
    assert "told by Somlit; B2." in said
    assert len(reports(visitor)) == before
    after = text_of(visitor.sends(f"{HERE}/keep", form_of(page)).text)
    assert len(reports(visitor)) == before + 2
    assert after.count("Kept:") == 2
    assert "They are at Old rice mill, late:" in after


def test_what_is_not_clear_is_asked_and_never_guessed(visitor: Visitor) -> None:
    """Without its answers nothing is kept; with them, what was answered is what is kept."""
    before = len(reports(visitor))
    page = read(visitor, "3 police near the mill, somlit\nriver high at 23:40, somlit, B2").text
    assert "How far is it to be believed?" in text_of(page)
    form = form_of(page)
    again = visitor.post(f"{HERE}/keep", form)
    assert again.status_code == 200
    assert "Nothing is kept yet" in text_of(again.text)
    assert len(reports(visitor)) == before
    answered = visitor.post(HERE, {**form, "a0-0-grade": "C3"}).text
    assert "How far is it to be believed?" not in text_of(answered)
    visitor.sends(f"{HERE}/keep", form_of(answered))
    assert [one.grade for one in reports(visitor)[-2:]] == ["C3", "B2"]


def test_an_answer_that_is_none_is_asked_again_with_what_was_typed(visitor: Visitor) -> None:
    """And says what would be right."""
    page = read(visitor, "3 police near the mill, somlit").text
    again = visitor.post(HERE, {**form_of(page), "a0-0-grade-free": "quite well"}).text
    assert 'value="quite well"' in again
    assert "quite well" in text_of(again)


def test_what_is_kept_is_what_was_read_back(visitor: Visitor) -> None:
    """A line that was changed between reading and keeping is read back once more."""
    before = len(reports(visitor))
    form = form_of(read(visitor, "river high at 23:40, somlit, B2").text)
    changed = visitor.post(f"{HERE}/keep", {**form, "line": ["river flood at 23:40, somlit, B2"]})
    assert changed.status_code == 200
    assert "river: flood" in text_of(changed.text)
    assert len(reports(visitor)) == before
    visitor.sends(f"{HERE}/keep", form_of(changed.text))
    assert reports(visitor)[-1].level == "flood"


def test_a_line_is_left_out(visitor: Visitor) -> None:
    """The others are kept without it."""
    form = form_of(read(visitor, "what a night\nriver high at 23:40, somlit, B2").text)
    page = visitor.post(HERE, {**form, "out0": "yes"}).text
    before = len(reports(visitor))
    visitor.sends(f"{HERE}/keep", form_of(page))
    assert len(reports(visitor)) == before + 1


def test_pasted_messages_are_understood(visitor: Visitor) -> None:
    """A messenger's sender and time stand for who told it and when."""
    page = read(visitor, "[2031-10-01, 23:50] Somlit: river high, B2").text
    assert "2031-10-01 23:50" in text_of(page)
    visitor.sends(f"{HERE}/keep", form_of(page))
    assert reports(visitor)[-1].source == "somlit"


def test_what_is_told_twice_is_said(visitor: Visitor) -> None:
    """Both of what is kept already, and of a line above."""
    line = "river high at 23:40, somlit, B2"
    visitor.sends(f"{HERE}/keep", form_of(read(visitor, line).text))
    said = text_of(read(visitor, f"{line}\n{line}").text)
    assert said.count("The same is kept already:") == 2
    assert said.count("A line above says the same.") == 1


def test_too_much_is_refused_with_all_that_was_typed(visitor: Visitor) -> None:
    """More lines than are read: none is kept, and each stands there."""
    page = visitor.post(HERE, {"lines": "river high\n" * 201})
    assert page.status_code == 200
    assert page.text.count('name="line"') >= 201
    assert "Keep" not in text_of(page.text).replace("Keep none of it", "")


def test_lines_survive_a_lock_between_reading_and_keeping(visitor: Visitor) -> None:
    """All that is known of them stands in the form: the office may have been started anew meanwhile."""
    form = form_of(read(visitor, "river high at 23:40, somlit, B2").text)
    visitor.get("/tonight")
    assert "at" in form
    visitor.sends(f"{HERE}/keep", form)
    assert reports(visitor)[-1].happened.isoformat() == "2031-10-01T23:40:00+07:00"


GIVEN: dict[str, dict[str, str]] = {
    "observation": {"stands": "river=high", "grade": "B2"},
    "sighting": {"what": "police", "count": "3", "near": "place:market", "grade": "C3"},
    "word": {"broker": "hwang", "kept": "4", "broken": "1", "grade": "B2"},
    "departure": {"journey": MISSION, "leg": "path>mill"},
    "delivery": {"leg": "ford>sandbar", "outcome": "arrived", "grade": "B2", "travellers": "3"},
    "checkin": {"journey": MISSION, "word": "good"},
    "illness": {"journey": MISSION, "person": "mother", "over": "no", "pace": "0.5"},
    "silence": {"broker": "hwang"},
    "price": {"leg": "ford>sandbar", "fee": "700", "fee_most": "900"},
    "payment": {"to": "hwang", "amount": "1,200", "state": "agreed", "by": "pastor"},
    "consent": {"person": "mother", "purpose": "journey", "given": "yes", "basis": "by phone"},
    "request": {"text": "Two more wait at the hut."},
}


@pytest.mark.parametrize("kind", [one for one in KINDS_ASKED if one != "correction"])
def test_every_kind_has_a_form_that_keeps_what_was_typed(visitor: Visitor, kind: str) -> None:
    """The form is shown, filled in and kept; a departure of people who are on the way is refused, as it cannot be."""
    page = visitor.get(f"{HERE}?kind={kind}")
    assert page.status_code == 200
    assert set(GIVEN[kind]) <= set(fields_of(page.text))
    legs = {one.id: one for one in visitor.desk().cases[0].pack.legs}
    given = dict(GIVEN[kind])
    if given.get("leg", "").startswith("ford"):
        given["leg"] = f"ford>{legs['ford'].destination}"
    before = len(reports(visitor))
    answer = visitor.post(f"{HERE}/form", {"kind": kind, "source": "somlit", "happened": LATE, **given})
    if kind == "departure":
        assert answer.status_code == 422
        assert len(reports(visitor)) == before
        return
    assert answer.status_code == 303, text_of(answer.text)
    kept = reports(visitor)[-1]
    assert (kept.kind, kept.source, kept.happened.isoformat()) == (kind, "somlit", f"{LATE}:00+07:00")


def test_a_report_that_was_wrong_is_corrected(visitor: Visitor) -> None:
    """It is chosen from those that are kept."""
    wrong = next(one for one in reports(visitor) if one.kind == "departure")
    assert f'value="{wrong.id}"' in visitor.get(f"{HERE}?kind=correction").text
    given = {"kind": "correction", "answers": str(wrong.id), "source": "father", "happened": LATE}
    said = text_of(visitor.sends(f"{HERE}/form", given).text)
    assert "They have not left Hut above the upper fields yet." in said


def test_a_number_that_is_none_is_asked_again_with_all_that_was_typed(visitor: Visitor) -> None:
    """Digits in other scripts, words, and more digits than a number has."""
    for typed in ("²", "three", "9" * 5000, "1_0", "nan"):
        given = {"kind": "sighting", "what": "dogs", "count": typed, "near": "place:market", "source": "somlit"}
        answer = visitor.post(f"{HERE}/form", given)
        assert answer.status_code == 422
        assert fields_of(answer.text)["count"] == typed
        assert fields_of(answer.text)["what"] == "dogs"


def test_a_kind_that_is_none_has_no_form(visitor: Visitor) -> None:
    """Nor can one be sent."""
    assert visitor.get(f"{HERE}?kind=alarm").status_code == 404
    assert visitor.post(f"{HERE}/form", {"kind": "alarm", "source": "x"}).status_code == 404


def test_the_form_speaks_korean_and_reads_korean_lines(pack: Path, tmp_path: Path) -> None:
    """A Korean line is read back in Korean."""
    shutil.copytree(pack, tmp_path / MISSION)
    with served(tmp_path / MISSION, language="ko") as visitor:
        assert "무엇을 들었습니까?" in visitor.shows(HERE)
        said = text_of(read(visitor, "할머니가 아프다, 아버지").text)
        assert "아직 아무것도 적지 않았습니다." in said
        assert "보고 1건 모두 적기" in said
