"""`waystation calibration`: what was foreseen, held against what came of it."""

from __future__ import annotations

from pathlib import Path

import click

from waystation.bootstrap import records_of, write_file
from waystation.bootstrap.vaults import recipients
from waystation.cli.printing import print_heading, print_json, print_lines, print_table
from waystation.desk.chart.explaining import WIDTH, draw_explanation, figure_format
from waystation.desk.decide.calibrating import calibrate_records
from waystation.wording import calibration
from waystation.wording.calibration_json import calibration_json
from waystation.wording.calibration_pictures import calibration_figure
from waystation.wording.keeping import written_line

__all__ = ["calibration_command"]

WRITTEN = "It shows how our missions ended."


@click.command("calibration")
@click.argument("packs", metavar="[PACK|VAULT]...", nargs=-1)
@click.option("-o", "--output", "file", metavar="FILE", help="Draw it: a file ending in .png or .svg.")
@click.option("--width", type=click.IntRange(200, 4000), default=WIDTH, show_default=True, help="Pixels, for -o.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def calibration_command(packs: tuple[str, ...], file: str | None, width: int, as_json: bool) -> None:
    """Hold what was foreseen against what came of it.

    How many arrived where how many were foreseen; how far the chances were off (the Brier score and its parts); by
    what was foreseen, by urgency, and whether we do better or worse when we overrule the verdict. Every interval and
    every "by chance" is exact for small numbers. Without a PACK, all missions of the vault that is open.

    \b
    Example:   waystation calibration vault:heron vault:eagle
    """
    kind = figure_format(file) if file else ""
    done = calibrate_records(records_of(packs))
    found, counts = done.found, (len(done.unfinished), len(done.stayed))
    if file is not None:
        path = write_file(Path(file), draw_explanation(kind, calibration_figure(found, *counts), width))
        print_lines([written_line(str(path), WRITTEN, len(recipients()))], err=True)
    if as_json:
        print_json(calibration_json(found, *counts))
        return
    print_lines(calibration.answer_lines(found, *counts))
    if not found.all.cases:
        return
    header = ("journeys", "foreseen", "arrived", "of 100", "95 times in 100 between")
    print_heading("By what was foreseen, of 100")
    print_table(calibration.bin_rows(found), header=("foreseen", "journeys", *header[2:]), right=(1, 2, 3))
    print_heading("How far off")
    print_lines(calibration.score_lines(found), indent="  ")
    print_heading("By urgency")
    print_table(calibration.urgency_rows(found), header=("", *header), right=(1, 2, 3, 4))
    print_heading("When the verdict was overruled")
    print_table(calibration.overruling_rows(found.overruling), header=("", *header), right=(1, 2, 3, 4))
    print_lines(calibration.overruling_lines(found.overruling), indent="  ")
