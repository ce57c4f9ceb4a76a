"""Verdicts in Korean: the answer, every gate, what would change it, who decided what and what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.builders import condition, leg, place, small_pack
from tests.korean import amiss_in_korean
from tests.korean_packs import in_korean, names_in
from tests.unit.deciding.test_judging import asking, waits
from waystation.deciding.judging import judge
from waystation.deciding.records import Override
from waystation.deciding.verdict import Change, Flip, Gate, Going, Staying, Verdict
from waystation.desk.decide.deciding import decide_pack
from waystation.desk.decide.recording import FolderRecord
from waystation.storage.report_files import ReportFile
from waystation.wording import charters, flips, gates, records, verdicts
from waystation.wording.language import speaking
from waystation.wording.verdict_pictures import decision_figure
from waystation.world.report import Decision, read_report

RIVER = "two-days-to-the-river"
SON = "log-shed,2031-10-27T20:00+09:00"
MADE = datetime(2031, 10, 1, tzinfo=UTC)
CHARTER = {"members": ["esther"], "threshold": 1, "review": "2032-01-01"}
GUIDES = [{"id": name, "role": "guide", "name": title} for name, title in zip("abcde", "가나다라마", strict=True)]
NAMED = {"a", "b", "l", "m", "x", "peter", "esther", "ruth", "anna", "ben", "small", "second", "first", "heron", "boy"}


def flat(rows: object) -> list[str]:
    """All texts in lists of lists."""
    if isinstance(rows, str):
        return [rows]
    return [text for row in rows for text in flat(row)]  # type: ignore[attr-defined]


def figure_texts(figure: Any) -> Iterator[str]:
    """What a figure says beside its numbers, and that it says in which language."""
    assert figure.lang == "ko"
    yield from (figure.title, *figure.subtitle, figure.in_clear)
    for panel in figure.panels:
        yield from (panel.title, panel.note)
        yield from (text for bar in getattr(panel, "bars", ()) for text in (bar.label, bar.text))
        yield from (course.label for course in getattr(panel, "courses", ()))
        yield from getattr(panel, "days", ())


@pytest.mark.parametrize(
    ("pack", "at"), [(RIVER, None), (RIVER, "hut,2031-10-01T18:00+07:00,river=high,police=alert"), ("a-son", SON)]
)
def test_a_verdict_is_said_in_korean(root: Path, tmp_path: Path, pack: str, at: str | None) -> None:
    """On packs that ship: with its gates, its day, its picture and what would change it."""
    source = in_korean(root / "packs", pack, tmp_path)
    folder = tmp_path / pack
    found = decide_pack(source, FolderRecord(folder), ReportFile(folder).all(), at, flips=pack == RIVER)
    own, judged = found.loaded.pack, found.judged
    assert own.charter is not None
    with speaking("ko"):
        said = [
            *verdicts.answer_lines(own, judged), *flat(verdicts.beside_rows(judged.verdict)),
            verdicts.charter_heading(own, judged.verdict), *flat(gates.gate_rows(own, judged.verdict.gates)),
            *flat(flips.flip_lists(own, judged.verdict)), *figure_texts(decision_figure(own, judged)),
            *charters.charter_lines(own.charter, own), *flat(charters.limit_rows(own.charter, "USD")),
            *flat(charters.matrix_rows(own.charter)),
        ]  # fmt: skip
        said += [verdicts.day_line(judged.days)] if judged.days is not None else []
    assert amiss_in_korean(said, names_in(own) | {own.name}) == []


def test_every_hold_is_said_in_korean() -> None:
    """For a level, for the charter, for a consent; with what it is worth."""
    held = [
        judge(asking(waits())),
        judge(asking(waits(), no_go=("river=high",))),
        judge(asking(waits(), signed=False)),
        judge(asking(waits(), heard=False)),
        judge(asking(small_pack(leg("l"), mission={"peril": 0.3, "stay_days": 1}))),
        judge(asking(small_pack(leg("l", "b", "a")))),
    ]
    first = held[0]
    assert first.verdict.hold is not None
    late = replace(first.verdict.hold, assumed=("river=high",), latest=True)
    held.append(replace(first, verdict=replace(first.verdict, hold=late)))
    with speaking("ko"):
        said = [
            line
            for judged in held
            for line in (
                *verdicts.answer_lines(judged.assessed.pack, judged),
                *flat(verdicts.beside_rows(judged.verdict)),
                verdicts.charter_heading(judged.assessed.pack, judged.verdict),
            )
        ]
    # ids of Latin letters have both forms of a particle behind them: only their names are to be without
    assert amiss_in_korean([line.replace("이(가)", "가") for line in said], NAMED | {"river"}) == []


GATES = [
    Gate("charter.signed", 1, 2, False, "hold", ("peter",)), Gate("charter.signed", 2, 2, True, "hold"),
    Gate("charter.signed", 0, None, False, "hold"), Gate("charter.review", "2031-10-01", None, False, "hold"),
    Gate("charter.review", "2031-10-01", "2031-11-01", True, "hold"),
    Gate("charter.review", "2031-10-01", "2031-09-01", False, "hold"),
    Gate("budget", 4000.4, 4000, False, "second"), Gate("cost_per_head", 900.0, 800.0, False, "decline"),
    Gate("told", 1, 0, False, "decline", ("g",)), Gate("risk", "high", "medium", False, "decline"),
    Gate("low/second/then", 0.5, 0.8, False, "second"), Gate("likely.p10/second", 0.899, 0.9, False, "second"),
    Gate("low", 0.2496, 0.25, False, "decline"), Gate("low", 0.003, 0.005, False, "decline", (), False),
    Gate("alone", 12.02, 12.0, False, "second", ("anna",)), Gate("alone", 0.0, 0.0, True, "second", ("anna",)),
    Gate("alone", 0.0, 0.0, True, "second"), Gate("way", 0, 1, False, "decline"), Gate("way", 1, 1, True, "decline"),
    *(
        Gate(name, 1, 0, holds, missed, ("anna",))
        for name in (
            "consent", "best_interests", "debt", "documents", "price_raised", "indicators", "no_go", "waiting",
        )
        for holds in (True, False)
        for missed in ("hold", "decline")
    ),
]  # fmt: skip


@pytest.mark.parametrize("agreed", [True, False])
def test_every_gate_is_said_in_korean(agreed: bool) -> None:
    """Those that hold, those that do not, under a charter and without."""
    pack = small_pack(leg("l"), **({"charter": CHARTER} if agreed else {}))
    with speaking("ko"):
        said = flat(gates.gate_rows(pack, GATES))
        assert gates.gate_line(pack, GATES[12]).startswith("최악의 경우 100번 중 24.96번 도착, ")
        assert gates.gate_line(pack, GATES[6]) == "예상 비용 4,000.4달러, 예산은 4,000.0달러"
    assert amiss_in_korean(said, NAMED | {"horizon_hours"}) == []


def test_every_change_is_said_in_korean() -> None:
    """Alone, several, and many that are alike."""
    pack = small_pack(
        place("a", name="오두막"), leg("l"), leg("m"), broker=GUIDES, condition=[{**condition(), "name": "강 수위"}]
    )
    single = [
        *(Change(f"{what}:x", "given") for what in ("charter.signed", "consent", "best_interests", "debt")),
        *(Change(f"{what}:x", "given") for what in ("documents", "price_raised", "indicators")),
        Change("charter.signed", "signed"), Change("charter.review", "reviewed"), Change("condition:river", "low"),
        *(Change("broker:a/betrayed", way, times) for way in ("kept", "broken") for times in (1, 4)),
        *(Change("leg:l/caught", way, times) for way in ("happened", "not", "lower", "upper") for times in (1, 2, 9)),
    ]  # fmt: skip
    many = [
        *(Change(f"broker:{name}/betrayed", way, times) for name in "abcde" for way in ("kept",) for times in (5,)),
        *(Change(f"broker:{name}/betrayed", "broken", 1) for name in "ab"),
        *(Change(f"leg:{name}/{risk}", "lower", 3) for name in "lm" for risk in ("caught", "harm", "back", "late")),
        *(Change(f"leg:{name}/caught", way, times) for name in "lm" for way in ("happened", "not") for times in (1, 3)),
        Change("place:a/found", "upper", 1), Change("broker:c/betrayed", "lower", 1), *single,
    ]  # fmt: skip
    with speaking("ko"):
        said = [flips.flip_line(pack, Flip((one,), "go", 0.5, 0.6)) for one in single]
        listed = SimpleNamespace(flips=(Flip(tuple(many), "second", 0.5, 0.6),))
        said += [*flat(flips.flip_lists(pack, listed)), flips.flip_line(pack, listed.flips[0])]  # type: ignore[arg-type]
        both = Flip((Change("broker:a/betrayed", "kept", 1), Change("condition:river", "low")), "go", 0.5, 0.6)
        assert flips.flip_line(pack, both) == (
            "결론이 바뀌는 경우 – 가가 1번 더 약속을 지킴, 강 수위가 낮음 상태로 확인됨: "
            "출발 (최악의 경우 100번 중 50번, 90% 확신할 수 있는 것은 60번)."
        )
    said = [line.replace("이(가)", "가").replace("을(를)", "를") for line in said]
    assert amiss_in_korean(said, NAMED) == []


def override(**words: Any) -> Override:
    """To go where the verdict was to decline."""
    made = Override(
        "abcdef0123", "heron", "에스더", "베드로", "go", "decline", 0.6, "팔려 갈 처지", MADE, ("베드로",), None
    )
    return replace(made, **words)


def test_decisions_and_what_came_of_them_are_said_in_korean() -> None:
    """The calm check, proposals, approvals, outcomes."""
    pack = small_pack(leg("l"), charter=CHARTER)
    going = Going(5, 0.6, 0.8, 0.9, 0.7, 0.8, 0.85, 0.2, 100.0, (), 3.0, "l", None)
    staying = Staying(365.0, 5, 0.2, 0.4, 0.7, "mission.peril")
    missed = (Gate("low", 0.6, 0.7, False, "decline"),)
    made = [
        override(chosen=chosen, outcome=end) for chosen in ("go", "hold", "split", "decline") for end in (None, "lost")
    ]
    made += [override(verdict="second"), override(approvals=(), low=None)]
    with speaking("ko"):
        said = []
        for word, gate, stay in (
            ("decline", missed, staying),
            ("go", (), staying),
            ("go", (), replace(staying, source="")),
        ):
            verdict = Verdict(word, "", "PC1", gate, stay, going)  # type: ignore[arg-type]
            for last in ([], made[:1], made[:2]):
                said += records.calm_lines(pack, verdict, last)
        said += [records.second_question([], "에스더"), records.second_question(["에스더", "룻"], "에스더")]
        for one in made:
            said += [
                *records.proposed_lines(one, "에스더"),
                *records.proposed_lines(one, ""),
                *records.approved_lines(one),
            ]
        made.append(override(approvals=(), asked=""))
        said += [*records.waiting_lines([]), *records.waiting_lines(made), *records.decided_lines(made)]
        for end in ("safe", "back", "lost", "not_gone"):
            written = read_report(
                {"kind": "decision", "source": "esther", "happened": MADE.isoformat(), "outcome": end}
            )
            assert isinstance(written, Decision)
            said += [line for seen in (True, False) for line in records.outcome_lines(written, foreseen=seen)]
    assert amiss_in_korean(said, NAMED | {"abcdef01"}) == []
