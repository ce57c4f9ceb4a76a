"""`waystation exposure`: what would be known if a member, a device, a broker or a place were taken."""

from __future__ import annotations

import click

from waystation.bootstrap.vaults import open_vault
from waystation.cli.keep.asking import asked
from waystation.cli.keep.options import opens_vault
from waystation.cli.printing import print_heading, print_json, print_lines, print_table
from waystation.wording import keeping_apart as wording
from waystation.wording.keeping_contract import exposure_json

__all__ = ["exposure_command"]


@click.command("exposure")
@click.argument("name", required=False, metavar="[NAME]")
@opens_vault
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def exposure_command(name: str | None, as_json: bool) -> None:
    """Say what would be known if somebody, or some place, were taken; asks for a name.

    A member or a device gives away what its keys open, a broker or a place what the missions connect with it. What
    might be known counts as known. member:NAME, device:LABEL, broker:ID and place:ID tell apart what shares a name.

    \b
    Example:   waystation exposure
    """
    from waystation.desk.keep.exposure import exposures

    vault = open_vault()
    found = exposures(vault, name or asked("Whose, or of which place"))
    if as_json:
        print_json([exposure_json(one) for one in found])
        return
    for one in found:
        print_lines(wording.exposure_lines(one))
        if one.readable:
            print_table(wording.readable_rows(one.readable))
        for touched in one.missions:
            print_heading(f"vault:{touched.mission}")
            print_lines(wording.touched_lines(one.name, touched), indent="  ")
        print_lines(wording.exposure_end(one))
