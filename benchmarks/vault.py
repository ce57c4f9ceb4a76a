"""How long it takes to keep reports in a vault and to read them again, beside plain SQLCipher with the same lines.

    vault/append/singly/REPORTS      each durable before the next, from an empty vault on
    vault/append/batches/REPORTS     an entry for each report, `TOGETHER` entries in a transaction, in another vault
    vault/open/ENTRIES               the first row's vault: from the passphrase, at its standard cost, until it answers
    vault/read/ENTRIES               every report opened and read
    vault/fold/ENTRIES               the same, and what they make us believe
    vault/verify/ENTRIES             every page, signature, chain and key from scratch
    vault/import/ENTRIES             a bundle taken in by a device that has none of it
    vault/first-answer               a process: `plan` of a pack in a vault, from the passphrase; theirs in the clear

Rows of appending have `per_s` and `theirs_per_s`; of reports added singly, the last tenth has rates of its own, since
by then the vault is large. How many there were stands in each name; a quick run says that it had few. Plain SQLCipher
signs, chains, seals and pads nothing, and derives its key by PBKDF2; it has the same journal, and syncs as often.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from benchmarks.measuring import RUNS, Row, median, process, repeated, say
from benchmarks.reports import PACK, some_reports
from waystation.desk.keep.bundles import export_bundles, import_bundles
from waystation.desk.keep.checking import check_vault
from waystation.desk.keep.creating import create_vault
from waystation.desk.keep.opening import OpenVault, Surroundings, open_vault
from waystation.desk.keep.reports import VaultReports
from waystation.desk.keep.routing import HOUSE
from waystation.evidence.ledger import Ledger
from waystation.storage.bundle_folders import BundleFolder
from waystation.vault.payloads import ReportKept
from waystation.vault.primitives import STANDARD, Cost, passphrase_key
from waystation.world.pack import Pack
from waystation.world.reading import read_pack
from waystation.world.report import Report, read_report, report_json

__all__ = ["vault_rows"]

MANY = 100_000
CARRIED = 10_000
QUICK = (200, 50)
LAST = 10
"""The last of so many parts of the reports added singly is told apart."""

TOGETHER = 1_000
PASSPHRASE = "a passphrase that opens nothing else"
AROUND = Surroundings(os.urandom, lambda: datetime.now(UTC))


def vault_rows(quick: bool = False) -> list[Row]:
    """All rows.

    Args:
        quick: Whether tiny sizes will do.
    """
    pack = read_pack((PACK / "pack.toml").read_bytes(), (PACK / "network.geojson").read_bytes()).pack
    assert pack is not None
    count, carried = QUICK if quick else (MANY, CARRIED)
    cost = Cost(64, 1, 1) if quick else STANDARD
    if quick:
        say(f"vault: {count} reports instead of {MANY:,}, {carried} carried, and a passphrase that costs nothing")
    reports = some_reports(pack, count + carried)
    with tempfile.TemporaryDirectory(prefix="waystation-bench-") as name:
        folder = Path(name)
        with _new(folder / "v", cost) as vault, _plain(folder / "plain") as plain:
            singly = _singly(vault, plain, reports[:count])
        with _new(folder / "b", cost) as vault, _plain(folder / "plain-b") as plain:
            batches = _batches(vault, plain, reports[:count])
            carry = _carried(folder, plain, reports[count:], cost)
        return [
            singly,
            batches,
            carry,
            _opened(folder, count, cost),
            *_read(folder, pack, count),
            _verified(folder, count),
            _first_answer(folder, 1 if quick else RUNS),
        ]


# ---------------------------------------------------------------------- plain SQLCipher


@contextmanager
def _new(path: Path, cost: Cost) -> Iterator[OpenVault]:
    """A vault that holds nothing yet."""
    vault = create_vault(path, PASSPHRASE, "Rowan", cost, AROUND)
    try:
        yield vault
    finally:
        vault.close()


@contextmanager
def _plain(path: Path) -> Iterator[sqlcipher.Connection]:
    """What keeps lines and nothing else."""
    connection = _plain_open(path)
    connection.execute("CREATE TABLE report(row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, line TEXT NOT NULL)")
    try:
        yield connection
    finally:
        connection.close()


def _plain_open(path: Path) -> sqlcipher.Connection:
    connection = sqlcipher.connect(str(path), isolation_level=None)
    for pragma in ("cipher_log_level = NONE", f"key = '{PASSPHRASE}'", "journal_mode = WAL", "synchronous = FULL"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return connection


def _plain_add(plain: sqlcipher.Connection, lines: Sequence[tuple[str, str]]) -> None:
    plain.execute("BEGIN IMMEDIATE")
    plain.executemany("INSERT INTO report(id, line) VALUES (?, ?)", lines)
    plain.execute("COMMIT")


def _lines(reports: Sequence[Report]) -> list[tuple[str, str]]:
    return [(str(one.id), json.dumps(report_json(one))) for one in reports]


# ---------------------------------------------------------------------- appending


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _add(vault: OpenVault, reports: Sequence[Report]) -> None:
    """Each report in an entry of its own, all in one transaction."""
    (house,) = vault.compartments_named(HOUSE)
    written = vault.now()
    kept = [ReportKept(report_json(report), written) for report in reports]
    vault.write(lambda draft: [draft.write(house, one) for one in kept])


def _add_one(vault: OpenVault, report: Report) -> None:
    """As the desk keeps a report that just came."""
    VaultReports(vault, None).add([report])


def _parts(reports: Sequence[Report], size: int) -> list[Sequence[Report]]:
    return [reports[start : start + size] for start in range(0, len(reports), size)]


def _append_row(name: str, count: int, ours: float, theirs: float) -> Row:
    rates = {"per_s": count / ours, "theirs_per_s": count / theirs}
    return {"name": f"{name}/{count}", "ours_s": ours, "theirs_s": theirs, **rates}


def _batches(vault: OpenVault, plain: sqlcipher.Connection, reports: Sequence[Report]) -> Row:
    ours = theirs = 0.0
    for part in _parts(reports, TOGETHER):
        lines = _lines(part)
        ours += _timed(partial(_add, vault, part))
        theirs += _timed(partial(_plain_add, plain, lines))
    return _append_row("vault/append/batches", len(reports), ours, theirs)


def _singly(vault: OpenVault, plain: sqlcipher.Connection, reports: Sequence[Report]) -> Row:
    """Turn about, one and one, so that a disk that others use as well is as slow for both."""
    ours, theirs = [], []
    for report, line in zip(reports, _lines(reports), strict=True):
        ours.append(_timed(partial(_add_one, vault, report)))
        theirs.append(_timed(partial(_plain_add, plain, [line])))
    last = len(reports) // LAST
    ends = {"last_per_s": last / sum(ours[-last:]), "theirs_last_per_s": last / sum(theirs[-last:])}
    return {**_append_row("vault/append/singly", len(reports), sum(ours), sum(theirs)), **ends}


def _carried(folder: Path, plain: sqlcipher.Connection, reports: Sequence[Report], cost: Cost) -> Row:
    """A copy of a new vault's folder stands for another device: it has nothing of what the bundles bring."""
    create_vault(folder / "w", PASSPHRASE, "Rowan", cost, AROUND).close()
    shutil.copytree(folder / "w", folder / "other")
    vault = open_vault(folder / "w", PASSPHRASE, AROUND)
    for part in _parts(reports, TOGETHER):
        _add(vault, part)
    bundles = BundleFolder(folder / "bundles")
    export_bundles(vault, bundles, only_new=False)
    wanted = vault.store.count()
    vault.close()
    other = open_vault(folder / "other", PASSPHRASE, AROUND)
    ours = _timed(lambda: import_bundles(other, bundles.files()))
    assert other.store.count() >= wanted
    other.close()
    lines = _lines(reports)
    return _append_row("vault/import", len(reports), ours, _timed(lambda: _plain_add(plain, lines)))


# ---------------------------------------------------------------------- reading


def _opened(folder: Path, count: int, cost: Cost) -> Row:
    """Opened, the vault knows its last entries and who may read what."""

    def ours() -> None:
        vault = open_vault(folder / "v", PASSPHRASE, AROUND)
        assert vault.store.count() >= count
        vault.leave()

    def theirs() -> None:
        plain = _plain_open(folder / "plain")
        assert plain.execute("SELECT count(*) FROM report").fetchone()[0] >= count
        plain.close()

    return {
        "name": f"vault/open/{count}",
        "ours_s": median(repeated(ours)),
        "theirs_s": median(repeated(theirs)),
        "key_s": median(repeated(lambda: passphrase_key(PASSPHRASE, bytes(32), cost))),
    }


def _read(folder: Path, pack: Pack, count: int) -> list[Row]:
    """From the open vault to reports, and to beliefs."""

    def plain_reports() -> list[Report]:
        plain = _plain_open(folder / "plain")
        found = [read_report(json.loads(line)) for (line,) in plain.execute("SELECT line FROM report ORDER BY row")]
        plain.close()
        return [one for one in found if isinstance(one, Report)][:count]

    def believed(reports: Sequence[Report]) -> None:
        ledger = Ledger(pack)
        for report in reports:
            ledger.add(report)
        ledger.believed()

    vault = open_vault(folder / "v", PASSPHRASE, AROUND)
    began = time.perf_counter()
    ours = VaultReports(vault, None).all()
    read = time.perf_counter() - began
    vault.leave()
    theirs = _timed(plain_reports)
    folded = _timed(lambda: believed(ours))
    assert len(ours) == count
    return [
        {"name": f"vault/read/{count}", "ours_s": read, "theirs_s": theirs},
        {"name": f"vault/fold/{count}", "ours_s": read + folded, "theirs_s": theirs + folded},
    ]


def _verified(folder: Path, count: int) -> Row:
    def ours() -> None:
        vault = open_vault(folder / "v", PASSPHRASE, AROUND)
        assert check_vault(vault).problems == ()
        vault.leave()

    def theirs() -> None:
        plain = _plain_open(folder / "plain")
        assert plain.execute("PRAGMA cipher_integrity_check").fetchall() == []
        assert plain.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        plain.close()

    return {"name": f"vault/verify/{count}", "ours_s": _timed(ours), "theirs_s": _timed(theirs)}


def _first_answer(folder: Path, runs: int) -> Row:
    """`plan` of a shipped pack, as a process."""
    command = str(Path(sys.executable).parent / "waystation")
    secret = folder / "passphrase"
    secret.write_text(PASSPHRASE + "\n", "utf-8")
    given = ["--vault", str(folder / "w"), "--passphrase-file", str(secret)]
    process([command, "vault", "put", str(PACK), "--name", "heron", *given], 1)
    ours, ours_mb = process([command, "plan", "vault:heron", "--json", *given], runs)
    theirs, theirs_mb = process([command, "plan", str(PACK), "--json"], runs)
    return {
        "name": "vault/first-answer",
        "ours_s": median(ours),
        "theirs_s": median(theirs),
        "ours_mb": ours_mb,
        "theirs_mb": theirs_mb,
    }
