"""`waystation verify` and `waystation export`: an independent proof of a plan."""

from __future__ import annotations

from pathlib import Path

import click

from waystation.bootstrap import pack_source, write_file
from waystation.bootstrap.vaults import recipients
from waystation.cli.printing import print_json, print_table
from waystation.cli.progress import progress
from waystation.desk.chart.proving import export_pack, verify_pack
from waystation.wording.contract import proof_json
from waystation.wording.keeping import written_line
from waystation.wording.proofs import proof_lines

__all__ = ["export_command", "verify_command"]


@click.command("verify")
@click.argument("pack", metavar="PACK")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def verify_command(pack: str, as_json: bool) -> int:
    """Hold a plan against Storm, a model checker that knows nothing of this program.

    Storm computes the robust maximum (it must equal `low`), and the chances of the chain under the plan's policy
    (they must equal `mid` and `lost`). Exit status 1 if they differ by more than 1e-9. Needs the extra `proof`.

    \b
    Example:   waystation verify packs/two-days-to-the-river
    """
    source = pack_source(pack)
    with progress("proving", silent=as_json):
        verified = verify_pack(source)
    if as_json:
        print_json(proof_json(verified.proof))
    else:
        sentence, rows = proof_lines(verified.plan.pack.name, verified.proof)
        click.echo(sentence)
        print_table(rows, header=("", "ours", "theirs", "difference"), right=(1, 2, 3))
    return 0 if verified.proof.agree else 1


@click.command("export")
@click.argument("pack", metavar="PACK")
@click.option(
    "--to", "to", required=True, metavar="umb|drn|prism", help="The format: umb and drn for Storm, prism for PRISM."
)
@click.argument("file", metavar="FILE")
def export_command(pack: str, to: str, file: str) -> None:
    """Write the decision problem for a model checker, with time unrolled.

    Each yes/no risk is a state of its own with two ways out, so that nature chooses each risk by itself.

    \b
    Example:   waystation export packs/two-days-to-the-river --to drn river.drn
    """
    source = pack_source(pack)
    with progress("unrolling"):
        exported = export_pack(source, to)
    written = write_file(Path(file), exported.data)
    holds = f"{exported.states:,} states, {exported.branches:,} branches."
    click.echo(written_line(str(written), holds, len(recipients())))
