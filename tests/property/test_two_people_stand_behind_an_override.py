"""An override is approved if, and only if, the device of a member other than the proposer signed an approval of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from waystation.deciding.records import Said, overrides_of
from waystation.world.report import Report, read_report

START = datetime(2031, 10, 1, tzinfo=UTC)
MEMBERS = ("esther", "peter", "martha")
NAMES = (*MEMBERS, "Esther", "nobody")


def report(hour: int, source: str, **fields: object) -> Report:
    """A decision some hours after the start, whatever name it is given."""
    when = (START + timedelta(hours=hour)).isoformat()
    found = read_report({"kind": "decision", "source": source, "happened": when, **fields})
    assert isinstance(found, Report)
    return found


PROPOSALS = st.tuples(st.sampled_from(MEMBERS), st.sampled_from(NAMES), st.sampled_from(NAMES))
APPROVALS = st.tuples(st.sampled_from(MEMBERS), st.sampled_from(NAMES), st.integers(0, 3), st.booleans())


@given(st.lists(PROPOSALS, min_size=1, max_size=3), st.lists(APPROVALS, max_size=6), st.integers(0, 99))
def test_two_different_members_signed(
    proposals: list[tuple[str, str, str]], approvals: list[tuple[str, str, int, bool]], seed: int
) -> None:
    """Whatever was typed as source or second, in whatever order it came and however often the same came again."""
    said, expected = [], {}
    for hour, (signer, source, second) in enumerate(proposals):
        made = report(hour, source, chosen="go", verdict="decline", second=second, text="why")
        said.append(Said(made, "heron", signer, signed=True))
        expected[str(made.id)] = (signer, set[str]())
    for hour, (signer, source, number, signed) in enumerate(approvals, 10):
        of = str(said[number].report.id) if number < len(proposals) else "somethingelse"
        said.append(Said(report(hour, source, approves=of), "heron", signer, signed=signed))
        if signed and of in expected and signer != expected[of][0]:
            expected[of][1].add(signer)
    again = [*said, *said[: len(said) // 2]]
    Random(seed).shuffle(again)
    assert {one.id: (one.by, set(one.approvals)) for one in overrides_of(again)} == expected
    assert overrides_of(again) == overrides_of(said)
