"""Somebody is made to open the vault: what opens looks like one, costs the same, destroys nothing, and is heard of."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders import leg, write_pack
from tests.captured import everything_in, raw_of
from tests.keeping import PASSPHRASE, Typist

SECOND = "cellar ribbon walnut ember toucan spruce"


@pytest.fixture
def desk(tmp_path: Path) -> Typist:
    """Somebody with a mission in a vault, a second device, and a view with something harmless in it."""
    typist = Typist(tmp_path)
    typist.creates("mine")
    secret = write_pack(tmp_path / "secret", leg("l", risk={"caught": 0.1}))
    harmless = write_pack(tmp_path / "harmless", leg("l", risk={"caught": 0.2}))
    typist.in_vault("mine", "vault", "put", str(secret), "--name", "heron")
    typist.joins("mine", "phone", "malee", "heron")
    typist.in_vault("mine", "vault", "duress", "prepare", "--new-passphrase-file", str(typist.file("second", SECOND)))
    typist.in_vault("mine", "vault", "duress", "put", str(harmless), "--name", "picnic")
    return typist


def under_duress(desk: Typist, *arguments: str, answers: str = "", status: int = 0) -> str:
    """What the one who forces the other sees: both streams."""
    given = ("--vault", desk.path("mine"), "--passphrase-file", desk.path("second"))
    said = desk.types(*arguments, *given, answers=answers, status=status)
    return said.out + said.err


def test_the_view_is_a_vault_of_its_own(desk: Typist) -> None:
    """With what was put there, its own founder, sound; of the true one nothing is in it."""
    assert "picnic" in under_duress(desk, "vault", "compartments")
    assert "heron" not in under_duress(desk, "vault", "compartments")
    assert "malee" not in under_duress(desk, "vault", "members")
    assert "vault:heron is no mission" in under_duress(desk, "plan", "vault:heron", status=2)
    assert "all of them sound" in under_duress(desk, "vault", "check")
    under_duress(desk, "plan", "vault:picnic")
    vault, own = raw_of(desk.folder / "mine", SECOND)
    true, _ = raw_of(desk.folder / "mine", PASSPHRASE)
    assert "picnic" in everything_in(vault)
    assert "heron" not in everything_in(vault) + str(own)
    assert not vault.entries.keys() & true.entries.keys()
    assert not vault.roster.devices.keys() & true.roster.devices.keys()


def test_no_command_says_where_one_is(desk: Typist) -> None:
    """Not a word about duress, pressure, views or second passphrases that the true vault would not say too."""
    for command in (
        ("vault", "check"),
        ("vault", "members"),
        ("vault", "compartments"),
        ("vault", "approve"),
        ("vault", "retention"),
        ("vault", "export-bundle", desk.path("their-stick")),
        ("vault", "import-bundle", desk.path("their-stick")),
        ("vault", "backup", "-o", desk.path("their.age"), "--new-passphrase-file", desk.words),
        ("report", "list", "vault:picnic"),
        ("exposure", "founder"),
    ):
        said = under_duress(desk, *command).lower()
        for word in ("duress", "pressure", "signal", "second", "sentinel", "heron", "malee", "phone"):
            assert word not in said, (command, word)


def test_whatever_is_typed_in_the_view_the_true_vault_is_whole(desk: Typist) -> None:
    """Changing the passphrase, preparing another view, putting, erasing: the true one opens as before."""
    before, _ = raw_of(desk.folder / "mine", PASSPHRASE)
    third = str(desk.file("third", "orchid magnet fjord bishop\n"))
    for number in range(12):
        new = str(desk.file(f"new-{number}", f"orchid magnet fjord bishop {number}\n"))
        under_duress(desk, "vault", "duress", "prepare", "--new-passphrase-file", new)
    under_duress(desk, "vault", "change-passphrase", "--new-passphrase-file", third)
    under_duress(desk, "vault", "check", status=3)
    desk.checks("mine")
    after, _ = raw_of(desk.folder / "mine", PASSPHRASE)
    assert before.entries.keys() <= after.entries.keys()
    assert "heron" in desk.in_vault("mine", "vault", "compartments").out


def test_the_others_hear_of_it_with_the_next_bundle(desk: Typist) -> None:
    """Once for each time it was opened; nothing else is taken from it, and it is a bundle like others."""
    desk.hands("mine", "stick")
    under_duress(desk, "vault", "check")
    under_duress(desk, "vault", "check")
    under_duress(desk, "vault", "export-bundle", desk.path("their-stick"))
    (bundle,) = (desk.folder / "their-stick").iterdir()
    assert bundle.stat().st_size == 1 << 16
    said = desk.takes("phone", "their-stick")
    assert (said["taken"], said["foreign"], said["problems"]) == (0, 0, [])
    assert said["signals"] == []  # it has not heard of the sentinel yet, and keeps them
    desk.takes("phone", "stick")
    members = desk.in_vault("phone", "vault", "members")
    assert "first device of founder was opened under pressure, 3 times." in members.out
    assert desk.takes("phone", "their-stick")["signals"] == []
    out = desk.in_vault("mine", "vault", "import-bundle", desk.path("their-stick")).out
    assert "UNDER PRESSURE" not in out  # heard of already when the true vault was opened on this machine
    desk.checks("phone")


def test_who_joined_later_hears_of_it_too(desk: Typist) -> None:
    """A view's bundles open on the devices that were on the roster when the true vault was last opened here."""
    desk.joins("mine", "tablet", "somlit")
    desk.in_vault("mine", "vault", "members", "remove", "--yes", answers="malee\n")
    desk.in_vault("mine", "vault", "members")
    under_duress(desk, "vault", "export-bundle", desk.path("their-stick"))
    assert desk.takes("tablet", "their-stick")["signals"] == ["first device of founder"]
    assert desk.takes("phone", "their-stick")["foreign"] == 1


def test_what_is_put_in_under_duress_lies_in_the_view(desk: Typist, root: Path) -> None:
    """`duress prepare` and `duress put` do there what they do in any vault, to the last word."""
    new = str(desk.file("new", "orchid magnet fjord bishop velvet comet\n"))
    prepared = under_duress(desk, "vault", "duress", "prepare", "--new-passphrase-file", new)
    again = str(desk.file("again", "cellar magnet ribbon bishop velvet comet\n"))
    changed = under_duress(desk, "vault", "duress", "prepare", "--new-passphrase-file", again)
    put = under_duress(desk, "vault", "duress", "put", str(root / "packs" / "a-son"))
    other = Typist(desk.folder / "other")
    other.creates("plain")
    said = other.in_vault("plain", "vault", "duress", "prepare", "--new-passphrase-file", new)
    assert prepared == said.out + said.err
    said = other.in_vault("plain", "vault", "duress", "prepare", "--new-passphrase-file", again)
    assert changed == said.out + said.err
    said = other.in_vault("plain", "vault", "duress", "put", str(root / "packs" / "a-son"))
    assert put == said.out + said.err
    assert "a-son" in under_duress(desk, "vault", "compartments")
    assert "a-son" not in desk.in_vault("mine", "vault", "compartments").out


def test_the_true_vault_hears_of_it_when_it_is_opened(desk: Typist) -> None:
    """With a warning, once."""
    assert "UNDER PRESSURE" not in desk.in_vault("mine", "vault", "members").err
    under_duress(desk, "vault", "check")
    assert "UNDER PRESSURE: first device of founder" in desk.in_vault("mine", "vault", "members").err
    assert "UNDER PRESSURE" not in desk.in_vault("mine", "vault", "members").err
    desk.checks("mine")


def test_a_passphrase_opens_one_thing(desk: Typist) -> None:
    """Neither of the two can be chosen for the other."""
    said = desk.in_vault("mine", "vault", "change-passphrase", "--new-passphrase-file", desk.path("second"), status=2)
    assert "opens something here already" in said.err
    said = desk.in_vault("mine", "vault", "duress", "prepare", "--new-passphrase-file", desk.words, status=2)
    assert "opens something here already" in said.err
