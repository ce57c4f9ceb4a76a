"""`waystation override`, `approve` and `outcome`: against the verdict, by two people, and what came of it."""

from __future__ import annotations

import click

from waystation.bootstrap import in_vault, pack_source, present_instant, record_of, records_of, report_store
from waystation.cli.keep.asking import asked
from waystation.cli.printing import ask, print_json, print_lines, print_mistakes
from waystation.cli.progress import progress
from waystation.desk.decide.deciding import decide_pack
from waystation.desk.decide.overriding import approve, close, overrides_in, propose, waiting
from waystation.wording import records as wording
from waystation.wording.records_json import outcome_json, override_json
from waystation.world.report import CHOICES, MISSION_ENDS

__all__ = ["approve_command", "outcome_command", "override_command"]

JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")


@click.command("override")
@click.argument("pack", metavar="PACK")
@JSON
def override_command(pack: str, as_json: bool) -> None:
    """Go against the verdict on a mission, with a reason and a second person.

    First it is said, once: the figure, the strongest reason for the verdict, and what the last three overrides led to.
    Then it asks (or reads from standard input, a line each) what is done instead, why, and who else stands behind it.
    In a vault it holds once that other person has typed waystation approve on their own device; in a folder, for
    rehearsal, the second name is taken as typed, and who decides is asked before it. Where the verdict is to go with
    a second approval, "go" asks for that approval and overrules nothing.

    \b
    Example:   waystation override vault:heron
    """
    record = record_of(pack)
    with progress("deciding", silent=as_json):
        decided = decide_pack(pack_source(pack), record, report_store(pack).all(), flips=False)
    print_mistakes(decided.warnings)
    verdict, name = decided.judged.verdict, decided.loaded.pack
    every = records_of(()) if in_vault(pack) else [record]
    print_lines(wording.calm_lines(name, verdict, overrides_in(every)), err=True)
    answers = {"chosen": asked(f"What is done instead ({', '.join(CHOICES)})"), "reason": asked("The reason")}
    if not record.member:
        answers["source"] = asked("Who decides")
    answers["second"] = asked(wording.second_question(record.members, record.member))
    made = propose(record, present_instant(), verdict, answers)
    if as_json:
        print_json(override_json(made))
    else:
        print_lines(wording.proposed_lines(made, record.member))


@click.command("approve")
@click.argument("pack", metavar="PACK")
@JSON
def approve_command(pack: str, as_json: bool) -> None:
    """Approve what somebody else proposed: an override, or going where the verdict asks for two people.

    It lists what waits and asks which (or reads its id from standard input); an empty answer approves nothing. Whose
    device this is decides who approves: nobody can approve what they proposed, from any device of theirs.

    \b
    Example:   waystation approve vault:heron
    """
    record = record_of(pack)
    found = waiting(record)
    print_lines(wording.waiting_lines(found), err=True)
    if not found:
        if as_json:
            print_json([])
        return
    which = ask("Which do you approve (the first letters of its id; nothing for none)").strip()
    if which:
        done = approve(record, present_instant(), which)
        if as_json:
            print_json([override_json(done)])
        else:
            print_lines(wording.approved_lines(done))
    elif as_json:
        print_json([override_json(one) for one in found])


@click.command("outcome")
@click.argument("pack", metavar="PACK")
@JSON
def outcome_command(pack: str, as_json: bool) -> None:
    """Say how a mission ended; what was foreseen of it is closed with that.

    It asks (or reads from standard input, a line each): safe (all arrived), back (all came back), lost (somebody was),
    not_gone (nobody set out); then when they left, or an empty line.

    \b
    Example:   waystation outcome vault:heron
    """
    record = record_of(pack)
    answers = {"outcome": asked(f"How did it end ({', '.join(MISSION_ENDS)})")}
    if not record.member:
        answers["source"] = asked("Who says so")
    answers["departed"] = ask("When did they leave (a time with its offset, or nothing)")
    written, foreseen = close(record, present_instant(), answers)
    if as_json:
        print_json(outcome_json(written, foreseen=foreseen))
    else:
        print_lines(wording.outcome_lines(written, foreseen=foreseen))
