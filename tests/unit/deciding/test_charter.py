"""The charter as it was signed: versions, members, last words, and what contradicts itself."""

from __future__ import annotations

import itertools
import json
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest

from tests.builders import condition, leg, read
from waystation.deciding.charter import charter_digest, state_of, terms_of
from waystation.wording.mistakes import say_mistake
from waystation.world.charter import RISKS, Charter
from waystation.world.report import Report, read_report

DAY = date(2031, 10, 1)
START = datetime(2031, 9, 1, 12, tzinfo=timezone(timedelta(hours=9)))


def charter(**words: Any) -> Charter:
    return Charter(**{"members": ("anna", "ben", "eve"), "threshold": 2, "review": date(2032, 1, 1), **words})


def signature(by: str, of: Charter, hour: int = 0, *, signed: bool = True, **words: Any) -> tuple[Report, str]:
    when = (START + timedelta(hours=hour)).isoformat()
    found = read_report(
        {
            "kind": "decision",
            "source": by,
            "happened": when,
            "heard": when,
            "about": "charter",
            "signed": signed,
            "digest": charter_digest(of),
            "terms": terms_of(of),
            **words,
        }
    )
    assert isinstance(found, Report), found
    return found, by


def correction(by: str, of: Report, hour: int) -> tuple[Report, str]:
    when = (START + timedelta(hours=hour)).isoformat()
    fields = {"kind": "correction", "source": by, "happened": when, "heard": when, "answers": of.id}
    found = read_report(fields)
    assert isinstance(found, Report), found
    return found, by


def test_enough_members_sign() -> None:
    """One of two is not enough, two are; what was said twice by one counts once; strangers do not count."""
    own = charter()
    one = [signature("anna", own), signature("anna", own, 1), signature("mallory", own)]
    assert not state_of(own, one, DAY).is_signed
    assert state_of(own, one, DAY).missing == ("ben", "eve")
    both = state_of(own, [*one, signature("eve", own, 2)], DAY)
    assert both.is_signed
    assert both.signed_by == ("anna", "eve")


def test_whoever_stands_behind_a_report_signs_and_not_a_typed_name() -> None:
    """In a vault the member whose device signed counts, whatever the source says."""
    own = charter()
    forged = [(report, "anna") for report, _ in (signature("anna", own), signature("ben", own))]
    assert state_of(own, forged, DAY).signed_by == ("anna",)


def test_the_last_word_of_a_member_counts() -> None:
    """A signature that was taken back is none; taken back before it was given again, it stands."""
    own = charter()
    said = [signature("anna", own, 0), signature("ben", own, 1), signature("ben", own, 2, signed=False)]
    assert state_of(own, said, DAY).signed_by == ("anna",)
    assert state_of(own, list(reversed(said)), DAY).signed_by == ("anna",)
    assert state_of(own, [*said, signature("ben", own, 3)], DAY).is_signed


def test_a_report_that_does_not_say_that_it_signs_signs_nothing() -> None:
    """Only `signed = true` is a signature."""
    own = charter()
    assert state_of(own, [signature("anna", own, signed="yes")], DAY).signed_by == ()  # type: ignore[arg-type]


def test_a_changed_charter_is_another_version_that_nobody_has_signed() -> None:
    """The old version is kept with its terms."""
    old, new = charter(), charter(no_go=("river=high",))
    state = state_of(new, [signature("anna", old), signature("ben", old, 1)], DAY)
    assert not state.is_signed
    assert [version.digest for version in state.versions] == [charter_digest(old)]
    assert dict(state.versions[0].terms) == terms_of(old)
    assert Charter.model_validate_json(json.dumps(terms_of(old))) == old


def test_terms_that_are_not_those_of_their_digest_are_not_kept() -> None:
    """Nobody can pass other terms off as a version that was signed."""
    own = charter()
    said = [signature("anna", own, terms=terms_of(charter(threshold=1)))]
    assert dict(state_of(own, said, DAY).versions[0].terms) == {}


def test_a_corrected_signature_counts_for_nothing() -> None:
    """As with any report, if whoever signed corrects it."""
    own = charter()
    signed = signature("anna", own)
    assert state_of(own, [signed, correction("anna", signed[0], 1)], DAY).signed_by == ()


def test_nobody_signs_in_the_name_of_another_by_correcting_a_withdrawal() -> None:
    """Of a member's words only that member's corrections count, and of those only that member's corrections."""
    own = charter()
    said = [signature("anna", own, 0), signature("ben", own, 1), signature("ben", own, 2, signed=False)]
    (withdrawn, _), (given, _) = said[2], said[1]
    assert state_of(own, [*said, correction("anna", withdrawn, 3)], DAY).signed_by == ("anna",)
    assert state_of(own, [*said, correction("ben", withdrawn, 3)], DAY).is_signed
    undone = correction("ben", given, 3)
    assert state_of(own, [*said[:2], undone, correction("anna", undone[0], 4)], DAY).signed_by == ("anna",)
    assert state_of(own, [*said[:2], undone, correction("Ben", undone[0], 4)], DAY).is_signed
    assert state_of(own, [*said[:2], correction("anna", given, 3)], DAY).is_signed


def test_a_copied_signature_takes_nobody_s_away() -> None:
    """Whoever signs somebody's report word for word signs for themselves, in whatever order both are read."""
    own = charter()
    anna, ben = signature("anna", own), signature("ben", own, 1)
    copied = (anna[0], "ben")
    for said in itertools.permutations([anna, ben, copied]):
        assert state_of(own, said, DAY).signed_by == ("anna", "ben")


def test_the_digest_is_of_the_terms_alone() -> None:
    """What is written out as it is by default is the same charter; any other term is another."""
    assert charter_digest(charter()) == charter_digest(charter(no_go_hours=72.0, matrix=charter().matrix))
    assert charter_digest(charter()) != charter_digest(charter(review=date(2032, 1, 2)))


def test_risk_never_falls_with_likelihood_or_impact() -> None:
    """The matrix that ships rises along every row and column."""
    ranks = [[RISKS.index(level) for level in row] for row in charter().matrix.rows]
    assert all(a <= b for row in ranks for a, b in itertools.pairwise(row))
    assert all(a <= b for one, two in itertools.pairwise(ranks) for a, b in zip(one, two, strict=True))


SOUND: dict[str, Any] = {"members": ["anna", "ben"], "threshold": 2, "review": "2032-01-01"}
WRONG = [
    ({"threshold": 3}, "asks for 3 signatures, but only 2 may sign"),
    ({"members": ["anna", "anna"]}, "already taken"),
    ({"review": "2032-13-01"}, "must be a day"),
    ({"PC1": {"low": 0.9, "likely_p10": 0.5}}, "asks 0.4 of PC2, less than the 0.9 asked of the more urgent PC1"),
    ({"PC4": {"low": 0.95, "likely_p10": 0.9}}, "asks for a second person below 0.8, yet less than 0.95 is declined"),
    ({"matrix": {"likely": ["low", "medium", "high", "high", "low"]}}, "a risk must not fall"),
    ({"matrix": {"likelihood": [0.1, 0.1, 0.5, 0.8]}}, "four chances that rise"),
    ({"no_go": ["river"]}, "must name a condition and a level"),
    ({"no_go": ["sea=high"]}, "there is no condition"),
    ({"treshold": 1}, "did you mean threshold"),
    ({"PC1": {"low": 1.2, "likely_p10": 0.5}}, "must be at most 1"),
]


@pytest.mark.parametrize(("words", "says"), WRONG)
def test_what_is_wrong_with_a_charter_is_one_line(words: dict[str, Any], says: str) -> None:
    """Where, what is wrong, what would be right."""
    reading = read(leg("l"), charter={**SOUND, **words})
    assert reading.pack is None
    lines = [say_mistake(mistake) for mistake in reading.mistakes]
    assert any(says in line and line.startswith("error: pack.toml:") and "charter" in line for line in lines), lines
    assert all("\n" not in line for line in lines)


def test_every_contradiction_is_said_in_one_run() -> None:
    """Three that have nothing to do with each other."""
    pc2 = {"low": 0.1, "likely_p10": 0.6, "second": {"low": 0.8, "likely_p10": 0.5}}
    reading = read(leg("l"), charter={**SOUND, "threshold": 9, "PC2": pc2})
    codes = sorted(mistake.code for mistake in reading.mistakes)
    assert codes == ["charter_band", "charter_threshold", "charter_urgency", "charter_urgency"]


def test_a_charter_under_which_nobody_could_ever_set_out_contradicts_itself() -> None:
    """Every level of a condition barred; all but one, or a level of another condition beside them, are sound."""
    rivers = [condition("river", ("low", "high")), condition("police", ("quiet", "alert"))]
    for no_go, codes in (
        (["river=low", "police=alert", "river=high"], ["charter_no_go"]),
        (["river=high", "police=alert"], []),
    ):
        reading = read(leg("l"), condition=rivers, charter={**SOUND, "no_go": no_go})
        assert [mistake.code for mistake in reading.mistakes if not mistake.warning] == codes


def test_a_sound_charter_is_read() -> None:
    """With the defaults for all that it leaves out."""
    pack = read(leg("l"), charter=SOUND).pack
    assert pack is not None
    assert pack.charter == Charter(members=("anna", "ben"), threshold=2, review=date(2032, 1, 1))
