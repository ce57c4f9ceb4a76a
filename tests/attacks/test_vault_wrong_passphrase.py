"""Somebody guesses: a wrong passphrase does the same work as a right one, and says one line, whatever it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from tests.keeping import PASSPHRASE, Typist
from waystation.vault import head, primitives
from waystation.vault.head import STANDARD, cost_of

WRONG = ("Tundra oboe anvil mosaic lantern quince", "x", "하늘", PASSPHRASE + " ", PASSPHRASE[:-1])


@pytest.fixture
def vault(tmp_path: Path) -> Typist:
    """Somebody with a vault and a view."""
    typist = Typist(tmp_path)
    typist.creates("mine")
    second = str(typist.file("second", "cellar ribbon walnut ember\n"))
    typist.in_vault("mine", "vault", "duress", "prepare", "--new-passphrase-file", second)
    return typist


@pytest.mark.parametrize("wrong", WRONG)
def test_it_is_one_line_and_status_3(wrong: str, vault: Typist) -> None:
    """Without the passphrase in it; for every command alike, and nothing is written."""
    file = str(vault.file("wrong", wrong + "\n"))
    before = {name: (vault.folder / "mine" / name).read_bytes() for name in "abc"}
    for command in (
        ("vault", "check", vault.path("mine")),
        ("vault", "unlock", vault.path("mine")),
        ("report", "list", vault.path("mine")),
        ("plan", "vault:heron", "--vault", vault.path("mine")),
        ("vault", "members", "--vault", vault.path("mine")),
    ):
        said = vault.types(*command, "--passphrase-file", file, status=3)
        assert said == ("", "error: that passphrase opens nothing here\n")
    assert {name: (vault.folder / "mine" / name).read_bytes() for name in "abc"} == before


def test_right_wrong_and_second_cost_the_same(vault: Typist, monkeypatch: pytest.MonkeyPatch) -> None:
    """One Argon2id with the head's own parameters, and eight slots tried, whatever opens."""
    costs: list[tuple[int, int, int]] = []
    tried: list[bytes] = []

    class Counting:
        def __init__(self, *, salt: bytes, length: int, iterations: int, lanes: int, memory_cost: int) -> None:
            costs.append((memory_cost, iterations, lanes))
            self.real = Argon2id(salt=salt, length=length, iterations=iterations, lanes=lanes, memory_cost=memory_cost)

        def derive(self, given: bytes) -> bytes:
            return self.real.derive(given)

    def unseal(key: bytes, nonce: bytes, sealed: bytes, bound: bytes) -> bytes | None:
        tried.append(bound)
        return primitives.unseal(key, nonce, sealed, bound)

    monkeypatch.setattr(primitives, "Argon2id", Counting)
    monkeypatch.setattr(head, "unseal", unseal)
    works = []
    for name, passphrase, status in (("words", PASSPHRASE, 0), ("w", "no", 3), ("s", "cellar ribbon walnut ember", 0)):
        file = str(vault.file(name, passphrase + "\n"))
        vault.types("vault", "check", vault.path("mine"), "--passphrase-file", file, status=status)
        works.append((list(costs), list(tried)))
        costs.clear()
        tried.clear()
    assert works[0] == works[1] == works[2]
    assert works[0][0] == [(64, 1, 1)]
    assert len(works[0][1]) == 8


def test_no_guess_is_cheap_by_accident(tmp_path: Path) -> None:
    """Without being asked, every command that makes a vault takes the standard cost."""
    typist = Typist(tmp_path)
    typist.types("vault", "create", typist.path("mine"), "--passphrase-file", typist.words)
    card = typist.path("card")
    typist.types("vault", "members", "request", typist.path("new"), "-o", card, "--passphrase-file", typist.words)
    secret = str(typist.file("secret", "orchid magnet fjord bishop velvet\n"))
    typist.in_vault("mine", "vault", "backup", "-o", typist.path("age"), "--new-passphrase-file", secret)
    given = ("--backup-passphrase-file", secret, "--passphrase-file", typist.words)
    typist.types("vault", "restore", typist.path("age"), typist.path("again"), *given)
    for name in ("mine", "new", "again"):
        assert cost_of((tmp_path / name / "a").read_bytes()) == STANDARD
    assert (STANDARD.memory_kib, STANDARD.passes, STANDARD.lanes) == (256 * 1024, 3, 4)
