"""Attempts to learn from cards what stands on none of them: the secret, the words, and names through hostile texts."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from tests.builders import leg, place, write_pack
from tests.keeping import Typist

START = "2031-10-01T18:00:00+07:00"
HOSTILE = "{people} {0} %s <script>alert(1)</script> & {number.__class__}"


@pytest.fixture
def typist(tmp_path: Path) -> Typist:
    """Somebody with a folder of a mission whose meeting place has a hostile name; its journey runs."""
    folder = write_pack(
        tmp_path / "pack",
        place("a", kind="home", name=HOSTILE),
        place("b", kind="camp", name="Zielort"),
        leg("road", broker="kim"),
        broker=[{"id": "kim", "role": "guide", "name": "Geheimname"}],
        travellers=[{"id": "grossmutter"}, {"id": "enkel"}],
        start=START,
        hours=24,
    )
    typist = Typist(tmp_path / "desk")
    mark = {
        "kind": "journey",
        "journey": "heron",
        "state": "accepted",
        "number": 481,
        "source": "anna",
        "happened": START,
    }
    typist.types("report", "add", str(folder), "--json", answers=json.dumps(mark))
    return typist


def told(typist: Typist, tmp_path: Path, whom: str, *arguments: str) -> str:
    """All that a command prints, on both outputs."""
    answers = f"{whom}\nanna\n"
    said = typist.types("card", str(tmp_path / "pack"), "--language", "en", *arguments, answers=answers)
    return said.out + said.err


def secret(tmp_path: Path) -> str:
    """What the journey's signs are drawn from."""
    lines = (tmp_path / "pack" / "reports.jsonl").read_text("utf-8").splitlines()
    (found,) = [json.loads(line)["secret"] for line in lines if '"signs"' in line]
    assert re.fullmatch("[0-9a-f]{32}", found)
    return str(found)


def test_the_secret_is_printed_by_no_command(typist: Typist, tmp_path: Path) -> None:
    """Neither by a card in any form, nor by the words, nor in a list of reports."""
    printed = ""
    for whom in ("traveller", "broker:kim", "host:b", "liaison:ana"):
        for form in ("print", "sms", "aloud"):
            printed += told(typist, tmp_path, whom, "--as", form) + told(typist, tmp_path, whom, "--as", form, "--json")
    pack = str(tmp_path / "pack")
    printed += typist.types("card", "words", pack, answers="anna\n").out
    printed += typist.types("report", "list", pack).out
    assert secret(tmp_path) not in printed


def test_a_name_is_text_and_nothing_else(typist: Typist, tmp_path: Path) -> None:
    """Braces fill nothing in, and marks of other languages stay letters, in words and in a picture."""
    assert f"Where: {HOSTILE}\n" in told(typist, tmp_path, "broker:kim")
    assert HOSTILE in told(typist, tmp_path, "broker:kim", "--as", "sms")
    out = tmp_path / "card.svg"
    told(typist, tmp_path, "broker:kim", "-o", str(out))
    text = out.read_text("utf-8")
    assert "<script" not in text
    assert "alert(1)" in "".join(ET.fromstring(text).itertext())


@pytest.mark.parametrize("ending", ["txt", "svg", "png"])
def test_a_file_holds_no_other_name(typist: Typist, tmp_path: Path, ending: str) -> None:
    """Neither whose card it is, nor who travels, nor the way's end, nor the journey's name or number."""
    out = tmp_path / f"card.{ending}"
    told(typist, tmp_path, "traveller", "--leg", "road", "-o", str(out))
    data = out.read_bytes()
    for name in ("Zielort", "Geheimname", "kim", "grossmutter", "enkel", "heron", "481", "anna", "traveller"):
        assert name.encode() not in data, name


def forged(typist: Typist, tmp_path: Path, **fields: Any) -> None:
    """A report that somebody slipped in."""
    value = {"source": "mallory", "happened": START, **fields}
    typist.types("report", "add", str(tmp_path / "pack"), "--json", answers=json.dumps(value))


def test_a_review_of_something_else_is_none(typist: Typist, tmp_path: Path) -> None:
    """Another digest, or the right digest under another language, unmarks nothing; a correction marks again."""
    pack = str(tmp_path / "pack")
    standing = typist.types("card", "review", pack, "--json").json
    digest = {one["language"]: one["digest"] for one in standing}
    forged(typist, tmp_path, kind="review", language="th", digest="0" * 64, reader="mallory")
    forged(typist, tmp_path, kind="review", language="vi", digest=digest["th"], reader="mallory")
    card = ("card", pack, "--language", "th")
    answers = "broker:kim\nanna\n"
    assert "Not yet reviewed by a speaker of Thai." in typist.types(*card, answers=answers).out
    done = typist.types("card", "review", pack, "--language", "th", "--json", answers="Khru\n").json
    assert done[0]["readers"] == ["Khru"]
    assert "Not yet reviewed" not in typist.types(*card, answers=answers).out
    reviews = typist.types("report", "list", pack, "--kind", "review", "--json").json
    (mine,) = [one["id"] for one in reviews if one["reader"] == "Khru"]
    forged(typist, tmp_path, kind="correction", answers=mine, text="did not read it")
    assert "Not yet reviewed by a speaker of Thai." in typist.types(*card, answers=answers).out


def test_a_later_secret_changes_no_sign(typist: Typist, tmp_path: Path) -> None:
    """Cards that are out stay true: whoever slips a second secret in changes nothing."""
    before = json.loads(typist.types("card", str(tmp_path / "pack"), "--json", answers="broker:kim\nanna\n").out)
    later = "2031-10-01T18:30:00+07:00"
    forged(typist, tmp_path, kind="signs", journey="heron", secret="f" * 32, happened=later, heard=later)
    after = json.loads(typist.types("card", str(tmp_path / "pack"), "--json", answers="broker:kim\nanna\n").out)
    assert before[0]["signs"] == after[0]["signs"]
