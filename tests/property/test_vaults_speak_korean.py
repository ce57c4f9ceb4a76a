"""Vaults in Korean: opening and closing, who is in one, bundles and backups, forgetting, and what would be known."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.builders import leg, place, small_pack
from tests.korean import amiss_in_korean
from waystation.vault.standing import (
    CompartmentStanding,
    DeviceStanding,
    Erased,
    Exposure,
    Imported,
    Look,
    MemberStanding,
    PersonStanding,
    ProposalStanding,
    Readable,
    Retirement,
    Touched,
)
from waystation.wording import keeping, keeping_apart
from waystation.wording.language import say, speaking

PHONE = DeviceStanding("d1", "전화기", "0123456789abcdef", True, False)
NOTHING = Imported(0, 0, 0, 0, 0, 0, (), 0, (), (), False, (), ())
COUNTS = (0, 1, 1234)
NAMED = {"vault", "age", "89ab", "cdef", "abcdef01", "fedcba98"}
"""Fingerprints and ids, the tool age, and `vault:` before the name of a pack."""


def flat(rows: object) -> list[str]:
    """All texts in lists of lists."""
    if isinstance(rows, str):
        return [rows]
    return [text for row in rows for text in flat(row)]  # type: ignore[attr-defined]


def test_opening_and_closing_is_said_in_korean() -> None:
    """And what stays outside of it."""
    with speaking("ko"):
        said = [
            *(say(line) for line in (keeping.CHANGED, keeping.READ_IN_CLEAR, keeping.ADDED)),
            *keeping.created_lines("왜가리", "에스더", PHONE.fingerprint), keeping.unlocked_line("왜가리", 15),
            keeping.locked_line([]), keeping.locked_line(["왜가리"]), keeping.locked_line(["왜가리", "기러기", "학"]),
            *(keeping.written_line("지도", "왜가리.", sealed) for sealed in COUNTS),
            *(line for new in (True, False) for line in keeping.put_lines("왜가리", 3, 2, "자료", new)),
            *(line for new in (True, False) for line in keeping.duress_lines(new)),
            *(keeping.checked_line(1234, problems) for problems in COUNTS),
        ]  # fmt: skip
        assert keeping.locked_line(["왜가리", "학"]) == "잠갔습니다: 왜가리와 학."
        assert keeping.checked_line(1234, 0) == "항목 1,234개: 모두 온전함."
    assert amiss_in_korean(said, NAMED) == []


def test_who_is_in_a_vault_is_said_in_korean() -> None:
    """Members, devices, compartments, proposals, and what becomes of them."""
    devices = (PHONE, replace(PHONE, own=False, removed=True), replace(PHONE, replaced_by=("fedcba98", "01234567")))
    roles = ("administrator", "coordinator", "member", "escort", "treasurer", "keeper", "watch")
    members = [MemberStanding("에스더", role, admin, devices) for role in roles for admin in (True, False)]
    compartments = [CompartmentStanding("왜가리", "계획", ("에스더", "룻"), yours, 1, 2) for yours in (True, False)]
    changes = ("add", "remove", "threshold", "succeed", "retire")
    proposals = [ProposalStanding("abcdef0123", one, "룻", "에스더", 1, 2, one == "add") for one in changes]
    with speaking("ko"):
        said = [
            *flat(keeping.member_rows(members)), *flat(keeping.compartment_rows(compartments)),
            *flat(keeping.proposal_rows(proposals)), *(keeping.approved_line(False, many) for many in COUNTS),
            keeping.approved_line(True, 0), *keeping.removed_lines("룻", (), ()),
            *keeping.removed_lines("룻", ("왜가리", "기러기"), ("왜가리",)), *keeping.joined_lines("폴더", "룻", ()),
            *keeping.joined_lines("폴더", "룻", ("왜가리",)),
            *keeping.requested_lines("폴더", "카드", PHONE.fingerprint),
            keeping.compare_line(PHONE.fingerprint), keeping.compare_vault_line(PHONE.fingerprint),
            *(keeping.threshold_line(one, waiting) for one in (1, 2) for waiting in COUNTS),
            *keeping.pressed_lines({"전화기": 1, "태블릿": 2}), keeping.dismissed_line("왜가리", "룻"),
            *(keeping.admitted_line("왜가리", "룻", later) for later in (True, False)),
            *(line for why in ("", "removed", "replaced") for holds in (True, False)
              for line in keeping.restored_lines("폴더", "룻", 3, holds, why)),
        ]  # fmt: skip
    assert amiss_in_korean(said, NAMED) == []


def test_bundles_backups_and_forgetting_are_said_in_korean() -> None:
    """Whatever came in, and whatever may be left of somebody."""
    taken = [
        NOTHING, replace(NOTHING, bundles=1, taken=1), replace(NOTHING, bundles=2, taken=30, known=4, waiting=1),
        replace(NOTHING, foreign=1, by_removed=("룻",), void=2, waiting=3), replace(NOTHING, foreign=2, out=True),
        replace(NOTHING, bundles=1, destroyed=1, signals=("전화기",)),
        replace(NOTHING, bundles=1, destroyed=2, left_bundles=("묶음-1",), left_backups=("백업-1", "백업-2")),
    ]  # fmt: skip
    erased = [Erased("안", number, ("전화기",) * number, (), ("백업",) * number) for number in (0, 1, 2)]
    with speaking("ko"):
        said = [
            *(line for one in taken for line in keeping_apart.imported_lines(one)),
            *(line for one in erased for line in keeping_apart.erased_lines(one)),
            *(keeping_apart.exported_line("폴더", bundles, 12) for bundles in COUNTS),
            *(keeping_apart.backup_line("백업", 12, recipients) for recipients in COUNTS),
            *flat(keeping_apart.person_rows([PersonStanding("p", "안", "왜가리", 2)])),
            *flat(keeping_apart.look_rows([Look("왜가리", "전화기", "확인", 2)])),
            *flat(keeping_apart.retirement_rows([Retirement("abcdef0123", "안", days, 1, 2, True) for days in COUNTS])),
            *(keeping_apart.retired_line("안", days, missing) for days in COUNTS for missing in COUNTS),
        ]  # fmt: skip
    assert amiss_in_korean(said, NAMED) == []


@pytest.mark.parametrize("kind", ["member", "device", "broker", "place"])
def test_what_would_be_known_is_said_in_korean(kind: str) -> None:
    """Of whoever or whatever is taken, and of what nobody here can see."""
    pack = small_pack(
        place("a", name="오두막"), leg("l"), broker=[{"id": "g", "role": "guide", "name": "황 선생", "betrays": 0.1}]
    )
    reads = (Readable("왜가리", "계획", 1, 3, 1, True), Readable("기러기", "계획", 1, 3, 0, False))
    ends = ((True, True), (True, False), (False, True), (False, False))
    touched = [
        Touched("왜가리", pack, ("l",), ("a",), ("g",), ("x",), ("r",), ("r",) * (1 + starts), starts, stops)
        for starts, stops in ends
    ] + [Touched("왜가리", pack, (), (), (), (), (), (), False, False)]
    found = [
        Exposure(kind, "말리", devices, admin, readable, missions, unseen)
        for devices in ((), ("전화기",)) for admin in (True, False) for readable in ((), reads)
        for missions in ((), tuple(touched)) for unseen in (0, 1, 2)
    ]  # fmt: skip
    with speaking("ko"):
        said = [
            *(line for one in found for line in (*keeping_apart.exposure_lines(one), *keeping_apart.exposure_end(one))),
            *flat(keeping_apart.readable_rows(reads)),
            *(line for one in touched for line in keeping_apart.touched_lines("말리", one)),
        ]
    assert amiss_in_korean(said, {"l", "r", "x"}) == []
