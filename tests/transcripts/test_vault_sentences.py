"""What is said of a vault at three in the morning: nothing lulls, nothing sends people looking for what is not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.builders import leg, write_pack
from tests.keeping import Typist
from tests.terminal import at_terminal

TOLD = {"source": "malee", "happened": "2031-10-01T12:00:00+09:00", "heard": "2031-10-01T12:00:00+09:00"}
SEEN = {"kind": "sighting", **TOLD, "near": "place:a", "what": "dogs", "grade": "B2"}
AGREED = {"kind": "consent", **TOLD, "person": "Ahn", "purpose": "to be guided", "given": True}


@pytest.fixture
def mine(tmp_path: Path) -> Typist:
    """Somebody with a mission in a vault, a traveller in it, and malee's phone, which reads both."""
    typist = Typist(tmp_path)
    typist.creates("mine")
    folder = write_pack(tmp_path / "pack", leg("l", risk={"caught": 0.1}))
    typist.in_vault("mine", "vault", "put", str(folder), "--name", "heron")
    told(typist, "mine", AGREED)
    typist.joins("mine", "phone", "malee", "heron", "heron/identities")
    return typist


def told(typist: Typist, vault: str, report: dict[str, object]) -> None:
    """Take a report down."""
    typist.in_vault(vault, "report", "add", "vault:heron", "--json", answers=json.dumps(report))


def test_what_cannot_be_seen_is_not_said_to_be_safe(mine: Typist) -> None:
    """Whoever reads no compartment cannot say what others read, and is told so."""
    mine.joins("mine", "tablet", "somlit")
    said = " ".join(mine.in_vault("tablet", "exposure", answers="malee\n").out.split())
    assert "their keys would open no compartment that you may read." in said
    assert "not counted: what would be known of them cannot be said here." in said
    said = mine.in_vault("mine", "exposure", answers="somlit\n").out
    assert "their keys would open no compartment.\n" in said


def test_what_a_removed_device_writes_on_is_not_awaited(mine: Typist) -> None:
    """It does not count, and that is said of it, not that something has not come yet."""
    mine.in_vault("mine", "vault", "members", "remove", "--yes", answers="malee\n")
    told(mine, "phone", SEEN)
    mine.hands("phone", "late")
    said = " ".join(mine.in_vault("mine", "vault", "import-bundle", mine.path("late")).out.split())
    assert "do not count: phone of malee wrote on after being removed." in said
    assert "wait for others" not in said
    assert SEEN["what"] not in mine.in_vault("mine", "report", "list", "vault:heron").out
    mine.checks("mine")


def test_a_device_whose_place_was_taken_is_told_as_it_hears_of_it(mine: Typist) -> None:
    """Once; and not by a refusal when it next wants to write."""
    mine.in_vault("mine", "vault", "backup", "-o", mine.path("mine.age"), "--new-passphrase-file", mine.words)
    given = ("--backup-passphrase-file", mine.words, "--passphrase-file", mine.words, "--cost", "test")
    mine.types("vault", "restore", mine.path("mine.age"), mine.path("again"), *given)
    mine.hands("again", "news")
    said = mine.in_vault("mine", "vault", "import-bundle", mine.path("news")).out
    assert "This device is on the roster no more" in said
    again = mine.in_vault("mine", "vault", "import-bundle", mine.path("news")).out
    assert "on the roster no more" not in again
    for command, answers in (
        (("compartments", "admit"), "heron/money\nmalee\n"),
        (("compartments", "dismiss"), "heron\nmalee\n"),
        (("compartments", "open"), "other\n"),
        (("members", "remove", "--yes"), "malee\n"),
        (("erase", "--yes"), "Ahn\n"),
        (("retention", "propose"), "Ahn\n"),
    ):
        refused = mine.in_vault("mine", "vault", *command, answers=answers, status=2).err
        assert refused.startswith("error: a restored backup took this device's place"), command


def test_nobody_takes_the_vault_from_themselves(mine: Typist) -> None:
    """The last administrator cannot remove themselves, nor agree to it, nor leave what they would still read."""
    given = ("vault", "members", "remove", "--yes")
    alone = "error: this device cannot remove itself"
    assert mine.in_vault("mine", *given, answers="founder\n", status=2).err.startswith(alone)
    mine.in_vault("phone", *given, answers="founder\n")
    mine.hands("phone", "proposed")
    mine.takes("mine", "proposed")
    (proposal,) = mine.in_vault("mine", "vault", "approve", "--json").json
    assert mine.in_vault("mine", "vault", "approve", proposal["id"][:8], status=2).err.startswith(alone)
    dismiss = ("vault", "compartments", "dismiss")
    said = mine.in_vault("mine", *dismiss, answers="heron\nfounder\n", status=2).err
    assert said.startswith("error: you cannot leave heron by yourself")
    assert mine.in_vault("mine", *given, answers="malee\n").out.startswith("malee is removed.")
    mine.checks("mine")


def test_a_folder_without_a_bundle_is_said_to_have_none(mine: Typist) -> None:
    """Somebody took the wrong stick."""
    mine.path("empty")
    (mine.folder / "empty").mkdir()
    assert mine.in_vault("mine", "vault", "import-bundle", mine.path("empty")).out == "There is no bundle.\n"


def test_who_is_misspelt_is_not_forgotten_nor_said_to_be(mine: Typist) -> None:
    """The nearest name is asked about; that somebody looked at names is written down."""
    before = mine.in_vault("mine", "vault", "check", "--json").json["entries"]
    said = mine.in_vault("mine", "vault", "erase", "--yes", answers="Anh\n", status=2).err
    assert said == "error: nothing is sealed for anybody of that name here; did you mean Ahn?\n"
    assert mine.in_vault("mine", "vault", "check", "--json").json["entries"] > before
    assert "Ahn" in mine.in_vault("mine", "vault", "erase", "--list").out


@pytest.mark.parametrize(
    ("command", "answers", "near"),
    [
        (("plan", "vault:hern"), "", "heron?; see waystation vault compartments"),
        (("vault", "compartments", "admit"), "hern\nmalee\n", "heron?"),
        (("vault", "compartments", "admit"), "heron\nmale\n", "malee?"),
    ],
)
def test_a_slip_is_answered_with_the_nearest_name(
    command: tuple[str, ...], answers: str, near: str, mine: Typist
) -> None:
    """Of missions, compartments and members alike."""
    said = mine.in_vault("mine", *command, answers=answers, status=2).err
    assert said.endswith(f"; did you mean {near}\n")


def test_who_takes_in_a_tombstone_hears_what_of_theirs_may_still_hold_the_key(mine: Typist) -> None:
    """Their own bundles and backups; the one who erased knows only of theirs."""
    mine.hands("phone", "from-phone")
    mine.in_vault("phone", "vault", "backup", "-o", mine.path("phone.age"), "--new-passphrase-file", mine.words)
    said = mine.in_vault("mine", "vault", "erase", "--yes", answers="Ahn\n").out
    assert "from-phone" not in said
    mine.hands("mine", "news")
    said = " ".join(mine.in_vault("phone", "vault", "import-bundle", mine.path("news")).out.split())
    assert "1 key was destroyed" in said
    assert "These bundles may hold it; destroy them:" in said
    assert "from-phone" in said
    assert "phone.age" in said


def test_the_same_is_proposed_once_and_carried_out_by_name(mine: Typist) -> None:
    """Two members agree, the one who proposed it among them; the last question says who is forgotten for good."""
    propose = ("vault", "retention", "propose", "--after-days", "0")
    first = mine.in_vault("mine", *propose, answers="ahn\n").out
    assert "ahn is to be forgotten at once, once 2 members agree, each on their own device" in " ".join(first.split())
    assert mine.in_vault("mine", *propose, answers="Ahn\n").out.endswith(first.partition(" ")[2])
    (waiting,) = mine.in_vault("mine", "vault", "retention", "--json").json["waiting"]
    assert "at once" in mine.in_vault("mine", "vault", "retention").out
    mine.in_vault("mine", "vault", "retention", "agree", waiting["id"][:8])
    assert "once 1 more member agrees" in mine.in_vault("mine", *propose, answers="Ahn\n").out
    mine.hands("mine", "news")
    mine.takes("phone", "news")
    mine.in_vault("phone", "vault", "retention", "agree", waiting["id"][:8])
    command = ("vault", "retention", "--vault", "phone", "--passphrase-file", "words")
    with at_terminal(command, mine.folder) as terminal:
        terminal.asks("Forget Ahn for good, as was agreed [y/N]: ")
        terminal.types("y")
        assert terminal.ends() == 0
    assert (
        terminal.lines[1] == "Ahn is forgotten here: 1 report cannot be opened any more, and the chain still verifies."
    )


def test_a_purpose_reads_as_a_sentence(mine: Typist) -> None:
    """Whether it was written as a thing or as what is done."""
    assert "Ahn agrees to be guided" in mine.in_vault("mine", "report", "list", "vault:heron", "--kind", "consent").out


def test_who_looked_at_people_is_told_to_all_who_may_look(mine: Typist) -> None:
    """Each look is an entry of the device that looked; whoever reads the compartment sees it, nobody else does."""
    before = mine.in_vault("mine", "vault", "looks", "--json").json
    mine.in_vault("phone", "vault", "erase", "--list")
    mine.in_vault("phone", "vault", "erase", "--list")
    mine.in_vault("phone", "report", "list", "vault:heron")
    assert mine.in_vault("mine", "vault", "looks", "--json").json == before
    mine.hands("phone", "news")
    mine.takes("mine", "news")
    looked = {"compartment": "heron/identities", "by": "phone of malee"}
    assert [one for one in mine.in_vault("mine", "vault", "looks", "--json").json if one not in before] == [
        {**looked, "why": "erase --list", "times": 2},
        {**looked, "why": "reports", "times": 1},
    ]
    assert "heron/identities  phone of malee  erase --list  2 times" in mine.in_vault("mine", "vault", "looks").out
    mine.joins("mine", "tablet", "somlit", "heron")
    assert mine.in_vault("tablet", "vault", "looks").out == "Nobody has looked at anybody, as far as you may read.\n"
