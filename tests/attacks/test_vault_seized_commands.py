"""Everything that commands leave behind is seized: nothing that was put into a vault is found in it.

The vault's folder, temporary files, the folder of unlocked vaults, caches, what was printed on standard error, and what
the guide has people type: planted names, places, texts and times are looked for in several forms.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.attacks.test_vault_seized_disk import everything_under, forms
from tests.builders import leg, place, write_pack
from tests.docs.blocks import conversations, read_blocks
from tests.keeping import PASSPHRASE

ROOT = Path(__file__).resolve().parents[2]
PLACE, PERSON, TEXT, LABEL, MEMBER = (
    "Blackwater-ford",
    "Ahn Haneul",
    "하늘이 건넜다 Tourmaline",
    "Quillon-phone",
    "Marigold",
)
MISSION = "heron-over-the-reeds"
WHEN = "2031-10-01T12:34:00+09:00"
PLANTED = (PLACE, PERSON, TEXT, LABEL, MEMBER, WHEN, MISSION, PASSPHRASE)
PERSONAL = {"kind": "consent", "source": "s", "happened": WHEN, "heard": WHEN, "person": PERSON, "given": True}
REPORTS = (
    {"kind": "sighting", "source": "s", "happened": WHEN, "heard": WHEN, "near": f"place:{PLACE}", "what": TEXT},
    {**PERSONAL, "purpose": TEXT},
)
PAGES = [ROOT / "docs" / "guide" / "keeping.md", ROOT / "docs" / "security.md"]


class Machine:
    """A machine with nothing on it but what commands leave: home, temporary files, caches, and what was printed."""

    def __init__(self, folder: Path) -> None:
        self.disk = folder / "disk"
        self.outside = folder / "outside"
        for name in ("home", "tmp", "run", "cache"):
            (self.disk / name).mkdir(parents=True)
        self.outside.mkdir()
        self.said = ""
        names = {"HOME": "home", "TMPDIR": "tmp", "XDG_RUNTIME_DIR": "run", "WAYSTATION_CACHE": "cache"}
        self.environment = {**os.environ, **{name: str(self.disk / at) for name, at in names.items()}}

    def types(self, *arguments: str, answers: str = "", status: int = 0) -> str:
        """Run a command in a process of its own; what it prints on standard error stays on the disk, as in a log."""
        done = subprocess.run(
            [sys.executable, "-m", "waystation", *arguments],
            input=answers,
            env=self.environment,
            cwd=self.disk / "home",
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == status, done.stderr
        self.said += done.stderr
        return done.stdout


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    """One on which a vault was made, filled, shared, planned from and forgotten from; right and wrong things typed."""
    machine = Machine(tmp_path_factory.mktemp("seized"))
    words = machine.outside / "words"
    words.write_text(PASSPHRASE, "utf-8")
    pack = write_pack(machine.outside / "pack", place(PLACE, name=TEXT), leg("l", "a", PLACE), leg("m", PLACE, "b"))
    card, stick, drawn = (str(machine.outside / name) for name in ("card", "stick", "out.geojson"))
    cheap = ("--passphrase-file", str(words), "--cost", "test")
    given = ("--vault", "mine", "--passphrase-file", str(words))
    machine.types("vault", "create", "mine", "--member", *cheap, answers=f"{MEMBER}\n")
    machine.types("vault", "unlock", "mine", "--passphrase-file", str(words))
    machine.types("vault", "put", str(pack), "--name", answers=f"{MISSION}\n")
    for report in REPORTS:
        machine.types("report", "add", f"vault:{MISSION}", "--json", answers=json.dumps(report))
    machine.types("plan", f"vault:{MISSION}")
    machine.types("plan", f"vault:{MISSION}", "--at", answers=f"{PLACE},{WHEN}\n")
    machine.types("map", f"vault:{MISSION}", "-o", drawn)
    machine.types("exposure", answers=f"place:{PLACE}\n")
    machine.types("vault", "members", "request", "phone", "-o", card, "--label", LABEL, *cheap)
    machine.types("vault", "members", "add", card, "--yes", answers=f"{MEMBER} two\n")
    machine.types("vault", "compartments", "admit", answers=f"{MISSION}\n{MEMBER} two\n")
    machine.types("vault", "export-bundle", stick)
    machine.types("vault", "join", "phone", "--from", stick, "--yes", "--passphrase-file", str(words))
    machine.types("exposure", answers=f"{PERSON}\n", status=2)
    machine.types("vault", "erase", "--yes", answers=f"{TEXT}\n", status=2)
    machine.types(
        "vault", "backup", "-o", str(machine.disk / "home" / "mine.age"), "--new-passphrase-file", str(words), *given
    )
    machine.types("vault", "erase", "--yes", answers=f"{PERSON}\n")
    machine.types("vault", "lock")
    machine.types("report", "list", f"vault:{MISSION}", status=2)
    machine.types("vault", "check", *given)
    bad = machine.outside / "bad"
    bad.write_text("not the passphrase at all", "utf-8")
    machine.types("vault", "check", "mine", "--passphrase-file", str(bad), status=3)
    return machine


def test_nothing_planted_is_found(machine: Machine) -> None:
    """In no file, no file's name, in no form; the bundles are as mute."""
    found = everything_under(machine.disk, machine.outside / "stick")
    assert len(found) > 6
    for word in PLANTED:
        for form in forms(word):
            hits = [name for name, data in found.items() if form in data]
            assert not hits, (word, hits)


def test_nothing_planted_is_said_in_errors(machine: Machine) -> None:
    """Talk and errors of the vault may end in a log; only the name of the mission was typed as an argument."""
    assert machine.said
    for word in (PLACE, PERSON, TEXT, LABEL, PASSPHRASE, WHEN):
        assert word not in machine.said, word


def test_planted_words_are_found_where_they_lie_open(machine: Machine) -> None:
    """The search can find: in the pack's folder and in the map outside they are."""
    found = everything_under(machine.outside)
    for word in (PLACE, TEXT):
        assert any(word.encode() in data for data in found.values()), word


def test_what_the_guide_has_people_type_names_nobody(machine: Machine) -> None:
    """Arguments stand in the shell's history: on the pages about vaults they are files, options and chosen words."""
    arguments = re.compile(
        r"waystation (?:vault (?:erase|members (?:add|remove)|compartments admit|retention)|exposure)\b(.*)"
    )
    typed = [
        rest
        for page in PAGES
        for block in read_blocks(page)
        if block.language == "console"
        for command, _ in conversations(block)
        for rest in arguments.findall(command)
    ]
    assert len(typed) > 4
    for rest in typed:
        words = [
            word for word in rest.split() if not word.startswith("--") and word not in ("escort", "phone", "words")
        ]
        assert all("." in word or word.isdigit() for word in words), rest
