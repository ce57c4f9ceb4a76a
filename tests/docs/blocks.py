"""Reading the fenced blocks of a page, and doing what each of them says.

What a block may be:

    console   lines `$ command` (`> ` continues one), each followed by what it prints. `...` alone on a line stands
              for any lines, within a line for anything; all else is exact. A command with nothing after it only has
              to succeed. The fence may say the exit status: ```console exit=2. `make`, `git clone`, `cd` and `sudo`
              are not run here, since the tests are themselves run by `make test`; a target of `make` must exist.
    python    run as a doctest if it has `>>>`, otherwise as a script; the blocks of one page share their names
    toml json jsonl csv   must be readable as such
    text      what a person reads: a drawing, a formula, a command's help

Commands of one page run one after another in one folder, which begins with a copy of `packs/`.
"""

from __future__ import annotations

import csv
import doctest
import io
import json
import os
import re
import subprocess
import tomllib
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["Block", "Failed", "Page", "read_blocks"]

SECONDS = 300
NOT_RUN = ("git clone ", "cd ", "sudo ")
FENCE = re.compile(r"^(?P<indent> *)(?P<fence>`{3,}|~{3,})\s*(?P<info>.*)$")


class Failed(AssertionError):
    """A block does not do what the page says."""


@dataclass(frozen=True)
class Block:
    """One fenced block.

    Args:
        page: The file that it is in.
        line: The line of its first fence, from 1.
        info: The words after the fence: the language, then options.
        text: Its lines, without the fences.
    """

    page: Path
    line: int
    info: tuple[str, ...]
    text: str

    @property
    def language(self) -> str:
        """The first word after the fence."""
        return self.info[0] if self.info else ""

    def option(self, name: str, default: str) -> str:
        """The value of `name=value` after the language."""
        return next((word.partition("=")[2] for word in self.info[1:] if word.startswith(f"{name}=")), default)

    def fail(self, why: str) -> Failed:
        """An error that says where the block is."""
        return Failed(f"{self.page}:{self.line}: {why}")


def read_blocks(page: Path) -> Iterator[Block]:
    """The fenced blocks of a page, in order."""
    lines = enumerate(page.read_text("utf-8").splitlines(), 1)
    for number, line in lines:
        opening = FENCE.match(line)
        if not opening:
            continue
        indent, fence = len(opening["indent"]), opening["fence"]
        inside = []
        for _, following in lines:
            if following.strip().startswith(fence) and set(following.strip()) == {fence[0]}:
                break
            inside.append(following[indent:] if following[:indent].isspace() else following)
        else:
            raise Failed(f"{page}:{number}: this block is never closed")
        yield Block(page, number, tuple(opening["info"].split()), "\n".join(inside) + "\n")


@dataclass(frozen=True)
class Page:
    """The place where the blocks of one page are run.

    Args:
        folder: Where commands run, and where files are found.
        binaries: A folder that comes first in PATH.
        targets: What `make` can be asked for.
        names: The names that Python blocks share.
    """

    folder: Path
    binaries: Path
    targets: frozenset[str]
    names: dict[str, Any]

    def run(self, block: Block) -> None:
        """Do what a block says.

        Raises:
            Failed: If something else happens than the page says.
        """
        doing: dict[str, Callable[[Block], None]] = {
            "console": self.console,
            "python": self.python,
            "toml": self.parsed(tomllib.loads),
            "json": self.parsed(json.loads),
            "jsonl": self.parsed(lambda text: [json.loads(line) for line in text.splitlines() if line]),
            "csv": self.parsed(rectangle),
            "text": lambda _: None,
        }
        if block.language not in doing:
            raise block.fail(f"the language {block.language or '(none)'} is not one of {', '.join(doing)}")
        doing[block.language](block)

    def parsed(self, read: Callable[[str], object]) -> Callable[[Block], None]:
        """A check that a block can be read."""

        def check(block: Block) -> None:
            try:
                read(block.text)
            except ValueError as error:
                raise block.fail(f"not {block.language}: {error}") from None

        return check

    def console(self, block: Block) -> None:
        """Run the commands of a block and compare what they print."""
        status = int(block.option("exit", "0"))
        for command, expected in conversations(block):
            if command.startswith("make "):
                unknown = [word for word in command.split()[1:] if "=" not in word and word not in self.targets]
                if unknown:
                    raise block.fail(f"the Makefile has no target {unknown[0]}")
                continue
            if command.startswith(NOT_RUN):
                continue
            done = subprocess.run(
                ["/bin/sh", "-c", command],
                cwd=self.folder,
                env=self.environment(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                check=False,
                timeout=SECONDS,
            )
            if done.returncode != status:
                raise block.fail(
                    f"$ {command}\nended with {done.returncode}, not {status}, and printed:\n{done.stdout}"
                )
            if expected and not matches(expected, done.stdout):
                raise block.fail(f"$ {command}\nthe page says:\n{expected}\nit printed:\n{done.stdout}")

    def environment(self) -> dict[str, str]:
        """What commands see: a plain terminal of 100 columns, English, and nobody's own settings."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "WAYSTATION"))}
        return {
            **kept,
            **{name: value for name, value in os.environ.items() if name == "WAYSTATION_CACHE"},
            "PATH": f"{self.binaries}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
            "COLUMNS": "100",
            "NO_COLOR": "1",
            "TERM": "dumb",
            "LC_ALL": "C.UTF-8",
            "TZ": "UTC",
            "HOME": str(self.folder),
        }

    def python(self, block: Block) -> None:
        """Run Python, as a conversation or as a script."""
        here = Path.cwd()
        os.chdir(self.folder)
        try:
            if ">>>" in block.text:
                self.conversation(block)
            else:
                with redirect_stdout(io.StringIO()):
                    exec(compile(block.text, f"{block.page}:{block.line}", "exec"), self.names)
        finally:
            os.chdir(here)

    def conversation(self, block: Block) -> None:
        """Run a doctest."""
        test = doctest.DocTestParser().get_doctest(block.text, self.names, block.page.name, str(block.page), block.line)
        said: list[str] = []
        runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
        runner.run(test, out=said.append, clear_globs=False)
        self.names.update(test.globs)
        if runner.failures:
            raise block.fail("".join(said))


def conversations(block: Block) -> Iterator[tuple[str, str]]:
    """The commands of a console block, each with what it should print."""
    command, printed = "", []
    for line in block.text.splitlines():
        if line.startswith("$ "):
            if command:
                yield command, "\n".join(printed)
            command, printed = line[2:], []
        elif not command:
            raise block.fail("a console block begins with `$ ` and a command")
        elif line.startswith("> ") and not printed:
            command += "\n" + line[2:]
        else:
            printed.append(line)
    if not command:
        raise block.fail("a console block without a command")
    yield command, "\n".join(printed).strip("\n")


def matches(expected: str, printed: str) -> bool:
    """Whether what was printed is what was expected; `...` stands for any lines, or within a line for anything."""
    pattern = ""
    for line in expected.splitlines():
        if line.strip() == "...":
            pattern += r"(?:.*\n)*?"
        else:
            pattern += ".*?".join(re.escape(part) for part in line.rstrip().split("...")) + r"[ ]*\n"
    printed = "\n".join(line.rstrip() for line in printed.strip("\n").splitlines()) + "\n"
    return re.fullmatch(pattern, printed) is not None


def rectangle(text: str) -> None:
    """Check that every row of a CSV has as many cells as the first."""
    rows = [row for row in csv.reader(io.StringIO(text)) if row]
    for number, row in enumerate(rows, 1):
        if len(row) != len(rows[0]):
            raise ValueError(f"row {number} has {len(row)} cells, the first has {len(rows[0])}")
