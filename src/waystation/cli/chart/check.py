"""`waystation check` and `waystation schema`: is this pack sound, and what may stand in one."""

from __future__ import annotations

from importlib import import_module

import click

from waystation.bootstrap import pack_source
from waystation.cli.printing import print_json, print_mistakes
from waystation.desk.chart.loading import inspect_pack

__all__ = ["ANSWERS", "check_command", "schema_command"]

ANSWERS = {
    "approve": ("waystation.wording.records_json", "APPROVE_SCHEMA"),
    "burn": ("waystation.wording.burning_json", "BURN_SCHEMA"),
    "burn-list": ("waystation.wording.burning_json", "BURN_WARNED_SCHEMA"),
    "call": ("waystation.wording.night_json", "CALL_SCHEMA"),
    "calibration": ("waystation.wording.calibration_json", "CALIBRATION_SCHEMA"),
    "card": ("waystation.wording.cards_json", "CARD_SCHEMA"),
    "card-out": ("waystation.wording.cards_json", "CARD_OUT_SCHEMA"),
    "card-review": ("waystation.wording.cards_json", "CARD_REVIEW_SCHEMA"),
    "card-words": ("waystation.wording.cards_json", "CARD_WORDS_SCHEMA"),
    "cash": ("waystation.wording.night_json", "CASH_SCHEMA"),
    "charter": ("waystation.wording.charter_json", "CHARTER_SCHEMA"),
    "outcome": ("waystation.wording.records_json", "OUTCOME_SCHEMA"),
    "override": ("waystation.wording.records_json", "OVERRIDE_SCHEMA"),
    "decide": ("waystation.wording.verdict_json", "DECIDE_SCHEMA"),
    "handover": ("waystation.wording.night_json", "HANDOVER_SCHEMA"),
    "journey": ("waystation.wording.journey_schemas", "JOURNEY_SCHEMA"),
    "journey-begin": ("waystation.wording.journey_schemas", "JOURNEY_BEGIN_SCHEMA"),
    "journey-close": ("waystation.wording.journey_schemas", "JOURNEY_CLOSE_SCHEMA"),
    "journey-done": ("waystation.wording.journey_schemas", "JOURNEY_DONE_SCHEMA"),
    "journey-list": ("waystation.wording.journey_schemas", "JOURNEY_LIST_SCHEMA"),
    "oncall": ("waystation.wording.night_json", "ONCALL_SCHEMA"),
    "tonight": ("waystation.wording.night_json", "TONIGHT_SCHEMA"),
    "family": ("waystation.wording.families_json", "FAMILY_SCHEMA"),
    "family-told": ("waystation.wording.families_json", "FAMILY_TOLD_SCHEMA"),
    "portfolio": ("waystation.wording.portfolio_json", "PORTFOLIO_SCHEMA"),
    "rehearse": ("waystation.wording.rehearsals_json", "REHEARSE_SCHEMA"),
    "report-add": ("waystation.wording.journey_schemas", "REPORT_ADD_SCHEMA"),
    "terms": ("waystation.wording.terms_json", "TERMS_SCHEMA"),
    "watch": ("waystation.wording.watching_json", "WATCH_SCHEMA"),
    "watch-ack": ("waystation.wording.watching_json", "WATCH_ACK_SCHEMA"),
    "watch-show": ("waystation.wording.watching_json", "WATCH_SHOW_SCHEMA"),
    "trace": ("waystation.wording.families_json", "TRACE_SCHEMA"),
}
"""Where the schema of each command's JSON is that has one."""


@click.command("check")
@click.argument("pack", metavar="PACK")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def check_command(pack: str, as_json: bool) -> int:
    """Find every mistake in a pack, in one run: where it is, what is wrong, what would be right.

    Errors stop every command and end this one with status 2; warnings never do.

    \b
    Example:   waystation check packs/two-days-to-the-river
    """
    loaded, mistakes = inspect_pack(pack_source(pack))
    print_mistakes(mistakes)
    if as_json:
        from waystation.wording.contract import mistakes_json

        print_json(mistakes_json(mistakes))
    elif loaded is not None:
        from waystation.wording.packs import sound

        click.echo(sound(loaded.pack, len(mistakes)))
    return 0 if loaded is not None else 2


@click.command("schema")
@click.argument("what", metavar="WHAT", type=click.Choice(["pack", "network", *ANSWERS]))
def schema_command(what: str) -> None:
    """Print the JSON Schema of `pack.toml` (pack) or of `network.geojson` (network), for editors; or of an answer.

    An answer is what the command of that name prints with --json; a WHAT that has no schema is told which have one.

    \b
    Example:   waystation schema pack > pack.schema.json
    """
    if what in ANSWERS:
        module, name = ANSWERS[what]
        print_json(getattr(import_module(module), name))
        return
    from waystation.world.schema import schema_for

    print_json(schema_for(what))
