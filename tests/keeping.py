"""Commands on vaults as somebody types them, in this process; the vaults' passphrases are cheap to guess, by asking."""

from __future__ import annotations

import io
import json
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple

from waystation.cli.main import _run

__all__ = ["ANOTHER", "PASSPHRASE", "Said", "Typist"]

PASSPHRASE = "tundra oboe anvil mosaic lantern quince"
ANOTHER = "cellar ribbon walnut ember toucan spruce"
WARNED = "warning: --cost test makes this vault's passphrase easy to guess; it is for tests and rehearsal only\n"


class Said(NamedTuple):
    """What a command printed."""

    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON document on standard output."""
        return json.loads(self.out, parse_constant=lambda word: (_ for _ in ()).throw(ValueError(word)))


class Typist:
    """Somebody who types commands in a folder of their own.

    Args:
        folder: Where vaults and files are made.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.words = str(self.file("words", PASSPHRASE + "\n"))

    def file(self, name: str, text: str) -> Path:
        """A file with a text."""
        path = self.folder / name
        path.write_text(text, "utf-8")
        return path

    def path(self, name: str) -> str:
        """The path of something in the folder."""
        return str(self.folder / name)

    def types(self, *arguments: str, answers: str = "", status: int = 0) -> Said:
        """Run a command.

        Args:
            *arguments: What is typed after `waystation`.
            answers: Its standard input.
            status: The exit status that it must have.
        """
        out, err, before = io.StringIO(), io.StringIO(), sys.stdin
        sys.stdin = io.TextIOWrapper(io.BytesIO(answers.encode()), "utf-8")
        try:
            with redirect_stdout(out), redirect_stderr(err):
                found = _run(list(arguments))
        finally:
            sys.stdin = before
        said = Said(out.getvalue(), err.getvalue())
        assert found == status, f"{arguments} ended with {found}:\n{said.out}{said.err}"
        return said

    def in_vault(self, vault: str, *arguments: str, answers: str = "", status: int = 0) -> Said:
        """Run a command in a vault of the folder, with its passphrase from a file."""
        given = ("--vault", self.path(vault), "--passphrase-file", self.words)
        return self.types(*arguments, *given, answers=answers, status=status)

    def creates(self, vault: str, *arguments: str) -> Said:
        """Make a vault whose passphrase is cheap to guess."""
        given = ("--passphrase-file", self.words, "--cost", "test")
        said = self.types("vault", "create", self.path(vault), *given, *arguments)
        assert said.err == WARNED
        return said

    def joins(self, vault: str, device: str, member: str, *compartments: str, role: str = "member") -> None:
        """Let a new device of a member join a vault and read some compartments of it, with what was written before."""
        card = self.path(f"{device}.card")
        cheap = ("--passphrase-file", self.words, "--cost", "test")
        self.types("vault", "members", "request", self.path(device), "-o", card, "--label", device, *cheap)
        self.in_vault(vault, "vault", "members", "add", card, "--role", role, "--yes", answers=f"{member}\n")
        for compartment in compartments:
            self.in_vault(vault, "vault", "compartments", "admit", answers=f"{compartment}\n{member}\n")
        self.hands(vault, f"to-{device}")
        stick = self.path(f"to-{device}")
        self.types("vault", "join", self.path(device), "--from", stick, "--yes", "--passphrase-file", self.words)

    def hands(self, vault: str, stick: str) -> None:
        """Write all that a vault holds as bundles onto a stick."""
        self.in_vault(vault, "vault", "export-bundle", self.path(stick))

    def takes(self, vault: str, stick: str) -> Any:
        """Take in what lies on a stick; what the command says as JSON."""
        return self.in_vault(vault, "vault", "import-bundle", self.path(stick), "--json").json

    def checks(self, vault: str) -> None:
        """Verify a vault from scratch: it must be sound."""
        assert self.in_vault(vault, "vault", "check", "--json").json["problems"] == []
