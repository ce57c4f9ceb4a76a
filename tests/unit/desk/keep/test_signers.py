"""Who signed a report in a vault: the device that wrote it down, and whose it is."""

from __future__ import annotations

from pathlib import Path

from tests.desks import in_vault
from tests.keeping import PASSPHRASE
from waystation.bootstrap.vaults import surroundings
from waystation.desk.keep.opening import open_vault
from waystation.desk.keep.reports import kept_in
from waystation.desk.keep.signers import signers_of

PACK = Path(__file__).resolve().parents[4] / "packs" / "two-days-to-the-river"


def test_a_report_is_signed_by_the_device_that_wrote_it_down(tmp_path: Path) -> None:
    """Nobody signed what is not there; of what is sealed for a person alone nothing is said here."""
    vault = open_vault(in_vault(tmp_path, PACK), PASSPHRASE, surroundings())
    try:
        kept = kept_in(vault, PACK.name, personal=True)
        decision = next(one.report for one in kept if one.report.kind == "decision")
        consent = next(one.report for one in kept if one.report.kind == "consent")
        assert signers_of(vault, str(decision.id)) == ["first device of founder"]
        assert signers_of(vault, str(consent.id)) == []
        assert signers_of(vault, "none") == []
    finally:
        vault.close()
