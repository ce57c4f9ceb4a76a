"""Vaults at a real terminal: secrets are never shown, what is wrong is one line, and Ctrl-C leaves nothing behind."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.builders import leg, write_pack
from tests.keeping import PASSPHRASE, Typist
from tests.terminal import INTERRUPT, NO_MORE, Terminal, at_terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

NEW = "cellar ribbon walnut ember toucan spruce"
WRONG = "tundra oboe anvil mosaic lantern quinze"
STOPPED = "interrupted; nothing was left half-written"
CHEAP = "warning: --cost test makes this vault's passphrase easy to guess; it is for tests and rehearsal only"
OLD_ASKED, NEW_ASKED, AGAIN, BACKUP_ASKED = (
    "Passphrase: ",
    "New passphrase: ",
    "The same again: ",
    "The backup's passphrase: ",
)

Screen = Callable[..., Terminal]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Typist:
    """Somebody with a vault, a pack outside of it, a device that wants to join, one that was added, and a backup."""
    typist = Typist(tmp_path_factory.mktemp("made"))
    typist.creates("mine")
    typist.file("new-words", NEW + "\n")  # for those who verify every vault that a test leaves behind
    typist.in_vault("mine", "vault", "put", str(write_pack(typist.folder / "pack", leg("l"))), "--name", "heron")
    for device in ("phone", "tablet"):
        asked = ("vault", "members", "request", typist.path(device), "-o", typist.path(f"{device}.card"))
        typist.types(*asked, "--label", device, "--passphrase-file", typist.words, "--cost", "test")
    added = ("vault", "members", "add", typist.path("tablet.card"), "--yes")
    typist.in_vault("mine", *added, answers="somlit\n")
    typist.in_vault("mine", "vault", "export-bundle", typist.path("stick"))
    typist.in_vault("mine", "vault", "backup", "-o", typist.path("mine.age"), "--new-passphrase-file", typist.words)
    return typist


@pytest.fixture
def folder(made: Typist, tmp_path: Path) -> Path:
    """A copy of all that for one test."""
    import shutil

    return Path(shutil.copytree(made.folder, tmp_path / "here"))


def typed(folder: Path, *command: str, answers: Sequence[tuple[str, str]] = (), status: int = 0) -> list[str]:
    """The lines that a command shows, without what was answered to it.

    Args:
        folder: Where it runs.
        *command: What is typed after `waystation`.
        answers: What it asks, and what is typed then; what it asks for with "passphrase" or "again" must not be shown.
        status: The exit status that it must have.
    """
    with at_terminal(command, folder) as terminal:
        hidden = []
        for asked, answer in answers:
            terminal.asks(asked)
            if "passphrase" in asked.lower() or asked == AGAIN:
                assert not terminal.echoes(), f"at {asked!r} the terminal shows what is typed"
                hidden.append(answer)
            terminal.types(answer)
        found = terminal.ends()
        assert found == status, terminal.text
    for answer in hidden:
        assert not any(word in terminal.text for word in answer.split())
    assert "Traceback" not in terminal.text
    asked_for = [asked + ("" if answer in hidden else answer) for asked, answer in answers]
    return [line for line in terminal.lines if line.strip() and line not in asked_for]


def everything(folder: Path) -> dict[str, bytes]:
    """Each file below a folder, by its path; folders too."""
    found = sorted(folder.rglob("*"))
    return {str(one.relative_to(folder)): one.read_bytes() if one.is_file() else b"" for one in found}


# ---------------------------------------------------------------------- passphrases


def test_a_new_vault_asks_twice_and_shows_neither(folder: Path) -> None:
    """And what was typed opens it."""
    said = typed(folder, "vault", "create", "other", "--cost", "test", answers=[(NEW_ASKED, NEW), (AGAIN, NEW)])
    assert said[0] == CHEAP
    assert said[1] == "other is a vault. You are founder, its administrator."
    assert len(said) == 4
    said = typed(folder, "vault", "check", "other", answers=[(OLD_ASKED, NEW)])
    assert [line.split(":")[1] for line in said] == [" all of them sound."]


def test_two_that_differ_make_no_vault(folder: Path) -> None:
    """One line; no folder."""
    said = typed(
        folder, "vault", "create", "other", "--cost", "test", answers=[(NEW_ASKED, NEW), (AGAIN, WRONG)], status=2
    )
    assert said == [CHEAP, "error: the two passphrases differ; nothing was changed"]
    assert not (folder / "other").exists()


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("create", "mine"), "error: mine is not empty; name a new folder"),
        (("members", "request", "mine", "-o", "x.card"), "error: mine is not empty; name a new folder"),
        (("restore", "mine.age", "mine"), "error: mine is not empty; name a new folder"),
        (("restore", "no.age", "other"), "error: no.age cannot be opened: No such file or directory"),
        (("create", "no/other"), "error: no/other cannot be written: there is no folder "),
        (("check", "pack"), "pack is not a vault; a vault is a folder with the files a, b and c"),
    ],
    ids=lambda given: " ".join(given) if isinstance(given, tuple) else "",
)
def test_nobody_is_asked_for_a_passphrase_in_vain(command: tuple[str, ...], said: str, folder: Path) -> None:
    """What can be seen to fail beforehand does."""
    (line,) = typed(folder, "vault", *command, status=2)
    assert said in line


@pytest.mark.parametrize(
    "command",
    [
        ("vault", "unlock", "mine"),
        ("vault", "check", "mine"),
        ("vault", "change-passphrase", "--vault", "mine"),
        ("vault", "members", "--vault", "mine"),
        ("plan", "vault:heron", "--vault", "mine"),
        ("report", "list", "mine"),
        ("exposure", "--vault", "mine"),
        ("vault", "join", "tablet", "--from", "stick"),
    ],
    ids=" ".join,
)
def test_a_wrong_passphrase_is_one_line_and_status_3(command: tuple[str, ...], folder: Path) -> None:
    """Whatever was asked for; nothing changes, and it is asked for once."""
    before = everything(folder)
    said = typed(folder, *command, answers=[(OLD_ASKED, WRONG)], status=3)
    assert said == ["error: that passphrase opens nothing here"]
    assert everything(folder) == before


def test_an_empty_one_is_refused_at_once(folder: Path) -> None:
    """Somebody pressed the key by mistake."""
    said = typed(folder, "vault", "check", "mine", answers=[(OLD_ASKED, "")], status=2)
    assert said == ["error: an empty passphrase protects nothing; its first line must hold one"]


def test_keys_that_are_no_text_are_refused(folder: Path) -> None:
    """A terminal of another encoding sends them."""
    with at_terminal(("vault", "check", "mine"), folder) as terminal:
        terminal.asks(OLD_ASKED)
        assert terminal.ends(b"\xffcaf\xe9\n") == 2
    assert terminal.lines[1:] == ["error: the passphrase is not UTF-8 text"]


def test_what_is_unlocked_outlives_its_terminal(folder: Path) -> None:
    """The next terminal's commands ask for nothing, until it is locked; then they ask again."""
    (line,) = typed(folder, "vault", "unlock", "mine", answers=[(OLD_ASKED, PASSPHRASE)])
    assert line == "mine is unlocked. It locks itself after 15 minutes of rest, or with waystation vault lock."
    try:
        assert typed(folder, "vault", "approve") == ["Nothing waits for approval."]
    finally:
        locked = typed(folder, "vault", "lock")
    assert locked == [f"{folder / 'mine'} is locked."]
    assert typed(folder, "vault", "approve", "--vault", "mine", answers=[(OLD_ASKED, PASSPHRASE)]) == [
        "Nothing waits for approval."
    ]


def test_a_changed_passphrase_opens_and_the_old_one_does_not(folder: Path) -> None:
    """Three questions, none shown."""
    answers = [(OLD_ASKED, PASSPHRASE), (NEW_ASKED, NEW), (AGAIN, NEW)]
    (line,) = typed(folder, "vault", "change-passphrase", "--vault", "mine", answers=answers)
    assert line.startswith("The passphrase is changed.")
    typed(folder, "vault", "check", "mine", answers=[(OLD_ASKED, PASSPHRASE)], status=3)
    typed(folder, "vault", "check", "mine", answers=[(OLD_ASKED, NEW)])


def test_a_backup_comes_back_by_what_is_typed(folder: Path) -> None:
    """The backup's passphrase, and one for the new folder."""
    answers = [(OLD_ASKED, PASSPHRASE), (BACKUP_ASKED, NEW), (AGAIN, NEW)]
    (line,) = typed(folder, "vault", "backup", "-o", "new.age", "--vault", "mine", answers=answers)
    assert "sealed with a passphrase of its own" in line
    answers = [(BACKUP_ASKED, NEW), (NEW_ASKED, PASSPHRASE), (AGAIN, PASSPHRASE)]
    said = typed(folder, "vault", "restore", "new.age", "again", "--cost", "test", answers=answers)
    assert said[1].startswith("again is founder's vault again")


# ---------------------------------------------------------------------- names


def test_names_are_asked_for(folder: Path) -> None:
    """None of them is an argument; the question says what for."""
    key = (OLD_ASKED, PASSPHRASE)
    at = ("--vault", "mine")
    said = typed(
        folder, "vault", "put", "pack", *at, "--name", answers=[("What is it called in the vault: ", "crane"), key]
    )
    assert said[0] == "vault:crane holds 2 files and 0 reports."
    answers = [key, ("Whose device is it: ", "malee"), ("Does the new device show the same fingerprint [y/N]: ", "y")]
    said = typed(folder, "vault", "members", "add", "phone.card", *at, answers=answers)
    assert said[-1].startswith("They read no compartment yet")
    answers = [("Which compartment: ", "heron"), ("Whom: ", "malee"), key]
    said = typed(folder, "vault", "compartments", "admit", *at, answers=answers)
    assert said == ["malee may read heron, all of it, once a bundle reaches them."]
    said = typed(folder, "exposure", *at, answers=[key, ("Whose, or of which place: ", "malee")])
    assert said[0] == "If member malee with phone were taken, their keys would open:"
    answers = [key, ("Who is to be removed: ", "malee"), ("Remove malee for good [y/N]: ", "y")]
    assert typed(folder, "vault", "members", "remove", *at, answers=answers)[0] == "malee is removed. New keys: heron."


@pytest.mark.parametrize(
    ("command", "answers"),
    [
        (("vault", "members", "remove"), [("Who is to be removed: ", "nobody here"), ("[y/N]: ", "n")]),
        (("vault", "members", "add", "phone.card"), [("Whose device is it: ", "malee"), ("[y/N]: ", "")]),
        (("vault", "erase"), [("Who is to be forgotten: ", "ahn"), ("[y/N]: ", "n")]),
    ],
    ids=lambda given: " ".join(given) if isinstance(given[0], str) else "",
)
def test_no_is_no(command: tuple[str, ...], answers: list[tuple[str, str]], folder: Path) -> None:
    """Nothing is written, a line says so, and the status."""
    before = everything(folder)
    said = typed(folder, *command, "--vault", "mine", answers=[(OLD_ASKED, PASSPHRASE), *answers], status=1)
    assert said[-1] == "Nothing was changed."
    assert everything(folder) == before


# ---------------------------------------------------------------------- Ctrl-C

CREATE = ("vault", "create", "other", "--cost", "test")
REQUEST = ("vault", "members", "request", "other", "-o", "other.card", "--cost", "test")
CHANGE = ("vault", "change-passphrase", "--vault", "mine")
BACKUP = ("vault", "backup", "-o", "new.age", "--vault", "mine")
RESTORE = ("vault", "restore", "mine.age", "other", "--cost", "test")
KEY, FRESH = (OLD_ASKED, PASSPHRASE), (NEW_ASKED, NEW)
STOPS = [
    (CREATE, [], NEW_ASKED),
    (CREATE, [FRESH], AGAIN),
    (REQUEST, [FRESH], AGAIN),
    (("vault", "unlock", "mine"), [], OLD_ASKED),
    (CHANGE, [], OLD_ASKED),
    (CHANGE, [KEY], NEW_ASKED),
    (CHANGE, [KEY, FRESH], AGAIN),
    (BACKUP, [KEY, (BACKUP_ASKED, NEW)], AGAIN),
    (RESTORE, [], BACKUP_ASKED),
    (RESTORE, [(BACKUP_ASKED, PASSPHRASE)], NEW_ASKED),
    (RESTORE, [(BACKUP_ASKED, PASSPHRASE), FRESH], AGAIN),
    (("vault", "join", "tablet", "--from", "stick"), [], OLD_ASKED),
    (("vault", "join", "tablet", "--from", "stick"), [KEY], "[y/N]: "),
    (("vault", "put", "pack", "--vault", "mine", "--name"), [], "What is it called in the vault: "),
    (("vault", "duress", "prepare", "--vault", "mine"), [KEY], "The second passphrase: "),
    (("vault", "members", "add", "phone.card", "--vault", "mine"), [KEY], "Whose device is it: "),
    (("exposure", "--vault", "mine"), [KEY], "Whose, or of which place: "),
]


@pytest.mark.parametrize("keys", [INTERRUPT, NO_MORE], ids=["ctrl-c", "ctrl-d"])
@pytest.mark.parametrize(
    ("command", "answers", "asked"), STOPS, ids=[f"{' '.join(one[0][:2])}, {one[2]}" for one in STOPS]
)
def test_stopping_at_a_question_leaves_everything_as_it_was(
    command: tuple[str, ...], answers: list[tuple[str, str]], asked: str, keys: bytes, folder: Path
) -> None:
    """One line, status 130, every byte as before, and the terminal shows again what is typed."""
    before = everything(folder)
    with at_terminal(command, folder) as terminal:
        for one, answer in answers:
            terminal.asks(one)
            terminal.types(answer)
        terminal.asks(asked)
        assert terminal.ends(keys) == 130
        assert terminal.echoes()
    assert terminal.lines[-1] == STOPPED
    assert "Traceback" not in terminal.text
    assert everything(folder) == before
