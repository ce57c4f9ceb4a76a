"""The words that fill errors and warnings: in Korean no English is left, whatever layer it came from."""

from __future__ import annotations

import ast
import errno
import os
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from tests.attacks.test_many_mistakes import twelve
from tests.attacks.writing import load
from waystation import wording
from waystation.atlas.limits import GaugeLimits, IncidentLimits, TimetableLimits
from waystation.desk.chart.loading import inspect_pack
from waystation.errors import Mistake, Usage
from waystation.guiding.tracing import NEXT
from waystation.storage.folders import PackFolder
from waystation.wording.cards.tongues import TONGUES
from waystation.wording.language import speaking
from waystation.wording.mistakes import SENTENCES, say_mistake, sentence
from waystation.wording.mistakes_words import ENDS, KINDS, STATES, UNITS
from waystation.wording.short_lines.readings import ShortLineLimits
from waystation.world.changes import MANY
from waystation.world.fees import MOST_MONEY
from waystation.world.limits import PackLimits
from waystation.world.report import CHOICES
from waystation.world.report import KINDS as REPORT_KINDS
from waystation.world.texts import Unreadable, read_json, read_toml

SOURCE = Path(wording.__file__).resolve().parents[1]
LIMITS = (PackLimits, GaugeLimits, TimetableLimits, IncidentLimits, ShortLineLimits)
CODE = re.compile(
    r"`[^`]*`"  # code
    r'|"[^"]*"'  # what somebody wrote
    r"|\bwaystation(?: [a-z][a-z-]*)*|--?[a-z][a-z-]*"  # commands and options
    r"|\b[\w-]*[A-Z][A-Z\d]+[\w-]*\b"  # formats
    r"|[\w/-]+(?:[._/=:\[\]]+[\w-]+)+"  # files and places in them
)
"""What is written in the same way in every language: code, commands, options, formats, files and places in them."""


def korean(code: str, **given: object) -> str:
    """The sentence of a mistake in Korean."""
    with speaking("ko"):
        return sentence(Mistake(code, fields=given))


def reason(why: str) -> str:
    """A reason in Korean, as it stands behind what could not be read."""
    return korean("cannot_read", why=why).removeprefix("읽을 수 없습니다: ")


def english_in(text: str) -> list[str]:
    """The words of a text that are neither Korean nor code."""
    return re.findall(r"[A-Za-z]{2,}", CODE.sub(" ", text))


def reasons_given() -> Iterator[tuple[str, str]]:
    """Every reason that the source gives as `why`, with where it does; what is filled into one is a 7."""
    for path in sorted(SOURCE.rglob("*.py")):
        if wording.__name__.rpartition(".")[2] in path.relative_to(SOURCE).parts:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            for value in _whys(node):
                for text in _texts(value):
                    yield text, f"{path.relative_to(SOURCE)}:{value.lineno}"


def _whys(node: ast.AST) -> Iterator[ast.expr]:
    if isinstance(node, ast.keyword):
        yield from [node.value] if node.arg == "why" else []
    elif isinstance(node, ast.Assign):
        yield from [node.value] if any(isinstance(one, ast.Name) and one.id == "why" for one in node.targets) else []
    elif isinstance(node, ast.Dict):
        pairs = zip(node.keys, node.values, strict=True)
        yield from (value for key, value in pairs if isinstance(key, ast.Constant) and key.value == "why")


def _texts(value: ast.expr) -> Iterator[str]:
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield value.value
    elif isinstance(value, ast.JoinedStr):
        yield "".join(str(part.value) if isinstance(part, ast.Constant) else "7" for part in value.values)
    elif isinstance(value, ast.BoolOp):
        yield from (text for each in value.values for text in _texts(each))
    elif isinstance(value, ast.IfExp):
        yield from (text for each in (value.body, value.orelse) for text in _texts(each))


WHYS = [(text, where) for text, where in reasons_given() if " " in text]


def test_reasons_are_found_in_the_source() -> None:
    """Of several layers, plain ones and such that are filled in."""
    found = {text for text, _ in WHYS}
    assert {"the system refused", "its program was not found", "it ended with status 7", "it is closed"} <= found


@pytest.mark.parametrize(("why", "where"), WHYS, ids=[where for _, where in WHYS])
def test_every_reason_of_ours_is_said(why: str, where: str) -> None:
    """None is quoted as if it were another program's."""
    said = reason(why)
    assert (english_in(said), "“" in said) == ([], False), where


def test_every_reason_of_a_parser_in_our_words_is_said() -> None:
    """What is wrong with TOML and JSON that people write by hand."""
    toml = (
        "a = 1\na = 2",
        "= 1",
        "a = [1",
        "a = {b = 1",
        'a = "x',
        "a = yes",
        "a = 1 b",
        "a = 2031-02-30",
        "a",
        "[a",
        "",
    )
    json = ("", "{", '{"a" 1}', '{"a": 1,}', "[1 2]", '"x', "[1] 2", '"\t"', "{a: 1}", '"\\x"', '"\\u00"')
    whys = {why for text in toml for why in _refused(read_toml, text)} | {
        why for text in json for why in _refused(read_json, text)
    }
    assert len(whys) > 12
    assert {why: reason(why) for why in whys if "“" in reason(why) or english_in(reason(why))} == {}


def _refused(read: object, text: str) -> Iterator[str]:
    assert callable(read)
    try:
        read("x", text.encode())
    except Unreadable as error:
        yield str(error.mistake.fields["why"])


@pytest.mark.parametrize("code", ["ENOENT", "EACCES", "EISDIR", "ENOTDIR", "ENOSPC", "EROFS", "EPERM", "EIO", "EDQUOT"])
def test_what_the_system_refuses_is_said(code: str) -> None:
    """As this machine's system says it."""
    said = reason(os.strerror(getattr(errno, code)))
    assert (english_in(said), "“" in said) == ([], False)


def test_another_programs_reason_is_quoted() -> None:
    """It may help; that it is another's words is seen."""
    assert (
        korean("not_zip", why="Bad magic number")
        == "온전한 ZIP 파일이 아닙니다: “Bad magic number”. 다시 내려받으십시오"
    )


def test_every_unit_of_a_limit_is_said() -> None:
    """Of all readers that have limits."""
    units = {each.metadata["unit"] for limits in LIMITS for each in fields(limits) if "unit" in each.metadata}
    assert {"bytes", "lines", "levels"} <= units
    assert units <= set(UNITS)
    for unit in units:
        assert english_in(korean("over_limit", allowed=2000, unit=unit, limit="x.y").partition("(")[0]) == []


def test_every_kind_of_thing_is_said() -> None:
    """What can be changed, what can be named, and what a report answers."""
    kinds = {*MANY, "level", "journey", "report", "burn", "tracing", "pack", "place with a host"}
    assert kinds <= set(KINDS)
    assert {"burn", "tracing", "journey"} <= set(REPORT_KINDS)
    assert korean("unknown_id", kind="leg", value='"강"') == '"강" 이름의 구간이 없습니다'
    assert korean("unknown_id", kind="place", value='"강"') == '"강" 이름의 장소가 없습니다'


@pytest.mark.parametrize("choice", CHOICES)
def test_every_choice_is_said(choice: str) -> None:
    """That the verdict is what somebody wants instead."""
    assert english_in(korean("override_same", value=choice)) == []


def test_how_things_end_and_stand_is_said() -> None:
    """Journeys, rehearsals, searches, and the languages of cards."""
    assert {"arrived", "home", "lost"} <= set(ENDS)
    assert set(NEXT) <= set(STATES)
    for end in ENDS:
        assert english_in(korean("rehearsal_over", value=end)) == []
    for state, following in NEXT.items():
        after = " or ".join(following) or "nothing"
        assert english_in(korean("trace_order", value=state, known=state, next=after)) == []
    for tongue in TONGUES.values():
        assert english_in(korean("review_own", value=tongue.english)) == []


@pytest.mark.parametrize(
    ("code", "given", "said"),
    [
        ("unknown_key", {"value": '"paec"', "nearest": "pace"}, '"paec": 여기에 없는 키입니다. 혹시 pace입니까?'),
        ("not_a_number", {"value": "nothing"}, "숫자여야 합니다(지금은 없음)"),
        ("not_a_number", {"value": '"nothing"'}, '숫자여야 합니다(지금은 "nothing")'),
        ("out_of_range", {"range": f"between 0 and {MOST_MONEY:g}", "value": "-1"},
         "0에서 1e+12 사이여야 합니다(지금은 -1)"),
        ("too_many", {"value": 12345, "limit": 2000}, "항목이 12,345개입니다. 최대 2,000개까지 읽습니다"),
        ("one_chain", {"given": "none"}, "`per_hour`, `per_step`, `gauge` 가운데 꼭 하나만 있어야 합니다(지금은 없음)"),
        ("begin_refused", {"people": "할머니, 준"},
         "여정에 동의하지 않는 사람이 있습니다: 할머니, 준. 본인의 뜻에 반해서는 아무도 데려가지 않습니다"),
        ("no_common_place", {"packs": ("Over and out", "두루미")},
         "Over and out, 두루미: 함께 쓰는 장소가 없습니다. 한 이동망에 있지 않습니다"),
        ("override_same", {"value": "go"}, "결론이 이미 출발입니다. 바꿀 것이 없습니다"),
        ("vault_bad_signature", {"first": 3, "device": "3f2a", "compartment": "the roster"},
         "명부에 있는 기기 3f2a의 항목 3: 그 기기의 서명이 아닙니다. 위조된 것입니다"),
    ],
)  # fmt: skip
def test_sentences_with_what_fills_them(code: str, given: dict[str, object], said: str) -> None:
    """The words of ours in Korean, what somebody wrote as it was written."""
    assert korean(code, **given) == said


def test_a_line_in_korean() -> None:
    """The word before it, the place, and what data files are said to be."""
    with speaking("ko"):
        assert (
            say_mistake(Mistake("no_file", "pack.toml", "clock", 3))
            == "오류: pack.toml:3 clock: 꾸러미 폴더에 이 파일이 없습니다"
        )
        assert say_mistake(Mistake("still_asked", line=4, warning=True)).startswith("경고: 4행: 아직 ")
        about = Mistake("not_utf8", "pack.toml", fields={"subject": "gauges/lake.csv"})
        assert say_mistake(about).startswith("오류: pack.toml: gauges/lake.csv: UTF-8 ")


def test_names_of_packs_stand_apart_in_english_too() -> None:
    """However many there are."""
    said = sentence(Usage("no_common_place", packs=("heron", "crane", "ibis")).mistakes()[0])
    assert said == "heron and crane and ibis have no place in common: they are not on one network"


def test_a_pack_full_of_mistakes_is_answered_in_korean(tmp_path: Path) -> None:
    """With the pack's own words, and no other English."""
    files, wanted = twelve()
    for name, data in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    _, mistakes = inspect_pack(PackFolder(tmp_path))
    table, _ = load("two-days-to-the-river")
    named = (*table["traveller"], *table["condition"], *table["mission"]["to"])
    own = {word for one in named for word in re.findall("[a-z]+", str(one))}
    with speaking("ko"):
        lines = [say_mistake(one) for one in mistakes]
    assert len(lines) >= len(wanted)
    left = {line: set(english_in(line.partition(": ")[2].partition(": ")[2])) - own for line in lines}
    assert {line: words for line, words in left.items() if words} == {}


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_english_is_as_it_stands_in_the_table(code: str) -> None:
    """What is said in Korean leaves English untouched afterwards."""
    said = SENTENCES[code]
    if "{" not in said:
        korean(code)
        assert sentence(Mistake(code)) == said
