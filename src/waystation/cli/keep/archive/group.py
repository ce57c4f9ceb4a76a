"""`waystation archive`: footage and testimony in the vault. Each act has a module beside this one."""

from __future__ import annotations

import click

from waystation.cli.keep.archive.add import add_command, resume_command
from waystation.cli.keep.archive.carry import carry_command, receive_command
from waystation.cli.keep.archive.consent import consent_command, revoke_command
from waystation.cli.keep.archive.export import export_command
from waystation.cli.keep.archive.held_back import hold_command, lift_command
from waystation.cli.keep.archive.hold import forget_command, list_command, open_command, show_command
from waystation.cli.keep.archive.look import approve_command, confirm_command, refuse_command, sheet_command
from waystation.cli.keep.archive.may import may_command, out_command
from waystation.cli.keep.archive.person import people_command, person_command
from waystation.cli.keep.archive.redact import redact_command
from waystation.cli.keep.archive.stamps import stamps_command
from waystation.cli.keep.archive.verify import verify_command

__all__ = ["archive_command"]


@click.group("archive")
def archive_command() -> None:
    """Keep footage and testimony: taken in as they are, held by name, and out only as everybody in them allows.

    \b
    Example:   waystation archive list
    """


for _command in (
    add_command,
    approve_command,
    carry_command,
    confirm_command,
    consent_command,
    export_command,
    forget_command,
    hold_command,
    lift_command,
    list_command,
    may_command,
    open_command,
    out_command,
    people_command,
    person_command,
    receive_command,
    redact_command,
    refuse_command,
    resume_command,
    revoke_command,
    sheet_command,
    show_command,
    stamps_command,
    verify_command,
):
    archive_command.add_command(_command)
