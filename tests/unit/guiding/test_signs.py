"""Signs and check-in words: drawn by chance, different for each meeting and journey, and never guessed at."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest

from tests.vaults import fixed_chance
from waystation.errors import Usage
from waystation.guiding.signs import (
    COLOURS,
    MEANINGS,
    NUMBERS,
    OPENINGS,
    REMARKS,
    THINGS,
    Meaning,
    clashes,
    draw_secret,
    fold_phrase,
    meaning_of,
    pair_of,
    secret_of,
    words_of,
)
from waystation.world.report import read_report
from waystation.world.report_base import Report

SECRETS = [fixed_chance(str(number))(16).hex() for number in range(400)]
NOON = datetime(2031, 10, 1, 12, tzinfo=UTC)


def test_a_meeting_has_one_pair_of_signs_for_ever() -> None:
    """Whoever works a pair out from the secret, on whichever device, gets the same."""
    assert pair_of(SECRETS[0], "leg:ford") == pair_of(SECRETS[0], "leg:ford")
    assert pair_of(SECRETS[0], "leg:ford") != pair_of(SECRETS[0], "leg:boat")
    assert pair_of(SECRETS[0], "leg:ford") != pair_of(SECRETS[1], "leg:ford")


def test_signs_are_within_the_lists_and_share_nothing() -> None:
    """Sign and counter-sign share neither colour, thing nor number, and every one of each is drawn."""
    pairs = [pair_of(secret, "leg:ford") for secret in SECRETS]
    for pair in pairs:
        assert pair.sign.colour != pair.answer.colour
        assert pair.sign.thing != pair.answer.thing
        assert pair.sign.number != pair.answer.number
    every = [sign for pair in pairs for sign in (pair.sign, pair.answer)]
    assert {sign.colour for sign in every} == set(range(COLOURS))
    assert {sign.thing for sign in every} == set(range(THINGS))
    assert {sign.number for sign in every} == set(range(1, NUMBERS + 1))


def test_there_are_as_many_as_is_said() -> None:
    """The figures of the module's docstring, counted."""
    assert COLOURS * THINGS * NUMBERS == 1296
    assert (COLOURS - 1) * (THINGS - 1) * (NUMBERS - 1) == 920
    assert OPENINGS * REMARKS == 192
    assert OPENINGS * (OPENINGS - 1) * (OPENINGS - 2) * REMARKS * (REMARKS - 1) * (REMARKS - 2) == 4_080_384


def test_check_in_words_share_no_sentence() -> None:
    """One that is misheard is none of the others; and every sentence may mean anything."""
    meant: dict[tuple[str, int], set[str]] = {}
    for secret in SECRETS:
        words = words_of(secret)
        for one, other in combinations(words.all, 2):
            assert one[0] != other[0]
            assert one[1] != other[1]
        for meaning in MEANINGS:
            meant.setdefault(("opening", words.of(meaning)[0]), set()).add(meaning)
            meant.setdefault(("remark", words.of(meaning)[1]), set()).add(meaning)
    assert len(meant) == OPENINGS + REMARKS
    assert all(found == set(MEANINGS) for found in meant.values())


def test_chance_alone_decides() -> None:
    """The same chance draws the same secret, another another."""
    drawn = [draw_secret(fixed_chance(seed), {}, []) for seed in ("a", "a", "b")]
    assert drawn[0] == drawn[1] != drawn[2]
    assert len(drawn[0]) == 32


def test_no_two_running_journeys_share_words_or_a_sign_at_one_place() -> None:
    """Thirty journeys that are drawn one after another can all be told apart."""
    meetings = {"mill": ["place:mill", "leg:path", "leg:road"], "bank": ["leg:ford"]}
    chance = fixed_chance("thirty")
    known: list[tuple[str, dict[str, list[str]]]] = []
    for _ in range(30):
        known.append((draw_secret(chance, meetings, known), meetings))
    every = [phrase for secret, _ in known for phrase in words_of(secret).all]
    assert len(every) == len(set(every)) == 90
    for here in meetings.values():
        shown = [pair_of(secret, at).sign for secret, _ in known for at in here]
        assert len(shown) == len(set(shown))


def test_a_clash_is_seen() -> None:
    """A journey clashes with itself, by its words; and with one that shows the same sign at the same place."""
    assert clashes(SECRETS[0], {}, [(SECRETS[0], {})])
    mine, there = SECRETS[0], {"mill": ["leg:path"]}
    sign = pair_of(mine, "leg:path").sign
    at = next(name for name in (f"leg:{n}" for n in range(100_000)) if pair_of(SECRETS[1], name).sign == sign)
    assert not set(words_of(mine).all) & set(words_of(SECRETS[1]).all)
    assert clashes(mine, there, [(SECRETS[1], {"mill": [at]})])
    assert not clashes(mine, there, [(SECRETS[1], {"bank": [at]})])


def test_when_none_is_left_it_is_said() -> None:
    """Chance that always gives what is taken ends in one line, not in a loop."""
    with pytest.raises(Usage) as caught:
        draw_secret(lambda size: bytes.fromhex(SECRETS[0])[:size], {}, [(SECRETS[0], {})])
    assert caught.value.fields == {"number": 1}


def signs(secret: str, at: datetime, journey: str = "heron") -> Report:
    """A report of a secret."""
    value = {"kind": "signs", "journey": journey, "secret": secret, "source": "anna", "happened": at.isoformat()}
    found = read_report(value)
    assert isinstance(found, Report)
    return found


def test_of_two_secrets_the_first_counts_everywhere() -> None:
    """Two devices that were apart and drew both agree as soon as they have both, in whatever order they came."""
    first, second = signs(SECRETS[0], NOON), signs(SECRETS[1], NOON + timedelta(minutes=1))
    for reports in ([first, second], [second, first]):
        assert secret_of(reports, "heron") == SECRETS[0]
    assert secret_of([first], "egret") is None
    assert secret_of([signs(SECRETS[2], NOON, "egret"), second], "heron") == SECRETS[1]


PHRASES: dict[Meaning, list[str]] = {
    "good": ["I slept well. We ate noodles.", "잠을 잘 잤어요. 국수를 먹었어요."],
    "bad": ["It rained a little. The soup was hot.", "Trời mưa một chút. Canh nóng lắm."],
    "pressed": ["The sun is out. The well is deep.", "แดดออกแล้ว บ่อน้ำลึก"],
}


@pytest.mark.parametrize(
    ("heard", "meaning"),
    [
        ("I slept well. We ate noodles.", "good"),
        ("i slept well we ate noodles", "good"),
        ("  I SLEPT WELL,we ate   noodles!! ", "good"),
        ("I slept well… “We ate noodles”", "good"),
        ("잠을잘잤어요 국수를먹었어요", "good"),
        ("Trời mưa một chút, canh nóng lắm", "bad"),
        ("troi mua mot chut. canh nong lam", "bad"),
        ("Ｔｈｅ ｓｕｎ is out. The well is deep.", "pressed"),
        ("แดดออกแล้ว  บ่อน้ำลึก", "pressed"),
    ],
)
def test_words_are_heard_however_they_are_written(heard: str, meaning: str) -> None:
    """Case, blanks, punctuation and width make no difference, nor a telephone that has no accents."""
    assert meaning_of(heard, PHRASES) == meaning


@pytest.mark.parametrize(
    "heard",
    [
        "",
        "...",
        "I slept well.",
        "We ate noodles.",
        "We ate noodles. I slept well.",
        "I slept well. The soup was hot.",
        "I slept well. We ate noodle.",
        "I slept well. We ate noodles. It rained a little. The soup was hot.",
        "They told me to say: I slept well. We ate noodles.",
        "I did not sleep well. We ate noodles.",
        "แดดออกแลว บ่อนำลึก",
    ],
)
def test_nothing_is_guessed(heard: str) -> None:
    """A part, another order, a mixture, a slip, a sentence around it: none of them is taken for the words."""
    assert meaning_of(heard, PHRASES) is None


def test_what_could_mean_two_things_means_nothing() -> None:
    """A phrase that stands for two meanings is never read as one of them."""
    assert meaning_of("yes", {"good": ["Yes."], "bad": ["yes"], "pressed": []}) is None


def test_marks_of_other_scripts_are_letters() -> None:
    """Only Latin letters lose their marks; a Thai or Lao vowel or tone makes another word."""
    assert fold_phrase("Đường, đi!") == "duongdi"
    assert fold_phrase("น้ำ") != fold_phrase("นำ")
    assert fold_phrase("ນ້ຳ") != fold_phrase("ນຳ")
    assert fold_phrase("각") == fold_phrase("각")
