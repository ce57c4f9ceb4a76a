"""`waystation decide` and `waystation charter` as somebody types them: lines, JSON, pictures."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from waystation.cli.main import run
from waystation.wording.verdict_json import DECIDE_SCHEMA

Ran = tuple[int, str, str]


@pytest.fixture
def small(root: Path, tmp_path: Path) -> Path:
    """A copy of the small pack."""
    return Path(shutil.copytree(root / "packs" / "two-days-to-the-river", tmp_path / "pack"))


@pytest.fixture
def typed(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Type a command: its status, what it printed, and what it said beside that."""

    def type_it(*words: object) -> Ran:
        with pytest.raises(SystemExit) as ended:
            run([str(word) for word in words])
        out, err = capsys.readouterr()
        return int(ended.value.code or 0), out, err

    return type_it


def edited(pack: Path, file: str, old: str, new: str) -> None:
    text = (pack / file).read_text("utf-8")
    assert old in text
    (pack / file).write_text(text.replace(old, new), "utf-8")


def unsigned(pack: Path) -> None:
    reports = (pack / "reports.jsonl").read_text("utf-8").splitlines(keepends=True)
    (pack / "reports.jsonl").write_text("".join(line for line in reports if '"decision"' not in line), "utf-8")


def without_charter(pack: Path) -> None:
    text = (pack / "pack.toml").read_text("utf-8")
    (pack / "pack.toml").write_text(text[: text.index("[charter]")], "utf-8")


def expired(pack: Path) -> None:
    edited(pack, "pack.toml", "review = 2032-03-01", "review = 2031-09-30")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (without_charter, ["there is no charter"]),
        (unsigned, ["is signed by 0 of the 2 it needs"]),
        (expired, ["is signed by 0 of the 2 it needs", "was to be looked at again by 2031-09-30"]),
    ],
)
def test_a_charter_that_does_not_hold_is_a_line_each_and_the_verdict_is_to_hold(
    small: Path, typed: Callable[..., Ran], change: Callable[[Path], None], says: list[str]
) -> None:
    """Nobody can say go; the figures are there all the same."""
    change(small)
    status, out, err = typed("decide", small, "--no-flips", "--json")
    lines = err.splitlines()
    assert status == 0
    assert [line.startswith("warning: pack.toml") for line in lines] == [True] * len(says)
    assert all(said in line for said, line in zip(says, lines, strict=True))
    found = json.loads(out)
    jsonschema.validate(found, DECIDE_SCHEMA)
    assert found["verdict"] == "hold"
    assert (found["hold"]["because"], found["hold"]["until"]) == ("charter", None)
    assert found["go"]["safe"]["low"] > 0.7


def test_a_charter_whose_terms_contradict_each_other_is_a_mistake_of_the_pack(
    small: Path, typed: Callable[..., Ran]
) -> None:
    """One line, and nothing is decided."""
    edited(small, "pack.toml", "threshold = 2", "threshold = 4")
    status, out, err = typed("decide", small)
    assert (status, out) == (2, "")
    assert err.count("\n") == 1
    assert err.startswith("error: pack.toml:")
    assert "asks for 4 signatures, but only 3 may sign" in err


def test_the_contract_of_decide(small: Path, typed: Callable[..., Ran]) -> None:
    """Every key that outside programs rely on, as the schema has them."""
    status, out, err = typed("decide", small, "--json")
    assert (status, err) == (0, "")
    found: dict[str, Any] = json.loads(out)
    jsonschema.validate(found, DECIDE_SCHEMA)
    assert found["verdict"] == "second"
    assert found["hold"] is None
    assert all({"gate", "value", "limit", "holds"} <= reason.keys() for reason in found["reasons"])
    missed = [reason["gate"] for reason in found["reasons"] if not reason["holds"]]
    assert missed == ["low/second", "likely.p10/second"]
    assert found["stay"]["people"] == found["go"]["people"] == 5
    assert found["flips"]
    status, out, _ = typed("schema", "decide")
    assert (status, json.loads(out)) == (0, json.loads(json.dumps(DECIDE_SCHEMA)))


@pytest.mark.parametrize(("name", "begins"), [("days.png", b"\x89PNG"), ("days.svg", b"<svg")])
def test_the_days_of_departure_are_drawn(
    small: Path, tmp_path: Path, typed: Callable[..., Ran], name: str, begins: bytes
) -> None:
    """As PNG and as SVG; what is said about it names the file."""
    status, out, _ = typed("decide", small, "--no-flips", "-o", tmp_path / name)
    assert status == 0
    assert name in out
    data = (tmp_path / name).read_bytes()
    assert data.lstrip().startswith(begins) or begins in data[:200]
    if name.endswith(".svg"):
        assert "By the day of departure: river now" in data.decode()


def test_the_contract_of_charter(small: Path, typed: Callable[..., Ran]) -> None:
    """Signed, taken back, changed, and missing: each as the printed schema has it."""
    _, out, _ = typed("schema", "charter")
    schema = json.loads(out)

    def shown(*words: object) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(typed(*words, "--json")[1])
        jsonschema.Draft202012Validator(schema).validate(found)
        return found

    assert shown("charter", "show", small)["signed"] is True
    taken_back = shown("charter", "sign", small, "--by", "pastor", "--withdraw")
    assert (taken_back["signed"], taken_back["missing"]) == (False, ["pastor", "doctor"])
    edited(small, "pack.toml", "no_go_hours = 24", "no_go_hours = 12")
    assert len(shown("charter", "show", small)["versions"]) == 1
    without_charter(small)
    assert shown("charter", "show", small)["terms"] is None


def test_signing_by_typed_names_in_a_folder(small: Path, typed: Callable[..., Ran]) -> None:
    """A changed charter is signed anew by enough members, and only by members; signatures can be taken back."""
    edited(small, "pack.toml", "no_go_hours = 24", "no_go_hours = 12")
    for words, status, says in (
        (("--by", "mallory"), 2, "mallory may not sign"),
        ((), 2, "say who signs"),
        (("--by", "doctor"), 0, "signed by 1 of the 2"),
        (("--by", "wife"), 0, ""),
    ):
        done, _, err = typed("charter", "sign", small, *words)
        assert done == status
        assert says in err
    _, out, err = typed("charter", "show", small, "--json")
    found = json.loads(out)
    assert err == ""
    assert found["signed"] is True
    assert [one["member"] for one in found["signatures"]] == ["doctor", "wife"]
    assert len(found["versions"]) == 2
    earlier = [version["terms"] for version in found["versions"] if version["digest"] != found["digest"]]
    assert [terms["no_go_hours"] for terms in earlier] == [24.0]
    _, out, _ = typed("charter", "sign", small, "--by", "wife", "--withdraw")
    assert "wife took the signature back" in out
    _, out, _ = typed("decide", small, "--no-flips", "--json")
    assert json.loads(out)["verdict"] == "hold"


def test_consent_that_is_taken_back_declines_and_missing_consent_holds(small: Path, typed: Callable[..., Ran]) -> None:
    """The last word of each person counts."""
    reports = (small / "reports.jsonl").read_text("utf-8")
    lines = [line for line in reports.splitlines(keepends=True) if '"grandmother"' not in line]
    (small / "reports.jsonl").write_text("".join(lines), "utf-8")
    _, out, _ = typed("decide", small, "--no-flips", "--json")
    found = json.loads(out)
    assert (found["verdict"], found["hold"]["because"]) == ("hold", "consent")
    no = {
        "kind": "consent",
        "source": "sister-malee",
        "happened": "2031-10-01T10:00:00+07:00",
        "heard": "2031-10-01T10:00:00+07:00",
        "person": "grandmother",
        "purpose": "journey",
        "given": False,
    }
    (small / "reports.jsonl").write_text(reports + json.dumps(no) + "\n", "utf-8")
    _, out, _ = typed("decide", small, "--no-flips", "--json")
    found = json.loads(out)
    assert found["verdict"] == "decline"
    (gate,) = (one for one in found["reasons"] if one["missed"] == "decline" and not one["holds"])
    assert (gate["gate"], gate["about"]) == ("consent", ["grandmother"])


def test_a_price_agreed_higher_once_they_are_on_the_way_blocks(small: Path, typed: Callable[..., Ran]) -> None:
    """Two payments agreed with the guide, the second after the start and for more."""
    with (small / "reports.jsonl").open("a", encoding="utf-8") as file:
        for when, amount in (("2031-09-29T10:00:00+07:00", 2000), ("2031-10-02T10:00:00+07:00", 2600)):
            payment = {"kind": "payment", "source": "wife", "happened": when, "heard": when, "to": "hwang"}
            file.write(json.dumps({**payment, "amount": amount, "state": "agreed"}) + "\n")
    _, out, _ = typed("decide", small, "--no-flips", "--json")
    found = json.loads(out)
    assert found["verdict"] == "decline"
    assert [one["about"] for one in found["reasons"] if one["gate"] == "price_raised"] == [["hwang"]]
