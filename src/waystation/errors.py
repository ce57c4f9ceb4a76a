"""Every error that Waystation raises on purpose, as one tree.

    WaystationError                exit status 2
    ├── BadInput                   one or more mistakes in what was given
    ├── Usage                      a well-meant command that cannot be carried out as asked
    ├── Missing                    an optional part or an outside tool that is not there
    ├── BadProblem                 arrays handed to the solver that do not describe a problem
    ├── Damaged                    bytes of a vault, or from outside, that are not what they should be
    └── WrongPassphrase            exit status 3

Each error carries a `code` and the `fields` that make up its sentence; `str()` gives only the code and the
place, never prose: sentences are `wording`'s business, and what a log may hold must not depend on who asks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

__all__ = ["BadInput", "BadProblem", "Damaged", "Missing", "Mistake", "Usage", "WaystationError", "WrongPassphrase"]


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that is wrong, or doubtful, in what was given.

    Args:
        code: Which kind of mistake; the key of its sentence in `wording.mistakes`.
        file: The file, relative to the pack's folder; empty if it is not about one file.
        at: Where in the file: a TOML path (`broker[1].record.kept`) or a JSON pointer (`/features/3/properties/id`).
        line: Line number from 1, or 0 where the reader cannot tell.
        fields: The values that the sentence needs.
        warning: True for what does not stop a command.
    """

    code: str
    file: str = ""
    at: str = ""
    line: int = 0
    fields: dict[str, object] = field(default_factory=dict)
    warning: bool = False


class WaystationError(Exception):
    """The root: what a person did or gave cannot be used, and this says why.

    Args:
        code: Which kind of error; the key of its sentence in `wording.mistakes`.
        **fields: The values that the sentence needs.
    """

    exit_status = 2

    def __init__(self, code: str, **fields: object) -> None:
        super().__init__(code)
        self.code = code
        self.fields = fields

    def __str__(self) -> str:
        return self.code

    def mistakes(self) -> Sequence[Mistake]:
        """The mistakes behind this error: here one, without a place."""
        return (Mistake(self.code, fields=self.fields),)


class BadInput(WaystationError):
    """What was given has mistakes: all that were found, in one error.

    Args:
        found: The mistakes, at least one of which is not a warning.
    """

    def __init__(self, found: Sequence[Mistake]) -> None:
        super().__init__("bad_input")
        self.found = tuple(found)

    def __str__(self) -> str:
        return "; ".join(f"{m.code} at {m.file}:{m.line} {m.at}".strip() for m in self.found)

    def mistakes(self) -> Sequence[Mistake]:
        """The mistakes, in the order in which they were found."""
        return self.found


class Usage(WaystationError):
    """A command that cannot be carried out as asked."""


class Missing(WaystationError):
    """An optional part of Waystation, or an outside tool, that is not on this machine."""


class BadProblem(WaystationError):
    """Arrays that do not describe a decision problem; the fields name the state and action at fault."""


class Damaged(WaystationError):
    """Bytes of a vault, or from outside, that are not what they should be; the code says what is wrong with them."""


class WrongPassphrase(WaystationError):
    """No slot of the vault opens with what was given."""

    exit_status = 3

    def __init__(self) -> None:
        super().__init__("wrong_passphrase")
