"""The options that open a vault, and the line that is said where something is read or written in the clear.

Every command that takes a PACK gets them here, in one place, so that none can forget them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import click

from waystation.bootstrap import is_in_clear
from waystation.bootstrap.rehearsing import enter_rehearsal, leave_rehearsal
from waystation.bootstrap.vaults import choose_vault, close_vault, unlocked_vaults
from waystation.cli.keep.passphrases import old_passphrase
from waystation.cli.marking import mark_output
from waystation.errors import Mistake
from waystation.wording.mistakes import say_mistake

__all__ = [
    "COST",
    "JSON",
    "new_passphrase_options",
    "opens_vault",
    "passphrase_options",
    "vault_argument",
    "with_vault",
]

Given = TypeVar("Given", bound=Callable[..., Any])
PACKS = ("pack", "packs")
WRITTEN = "file"
NAMED = "vault_named"
CHEAP = 64
"""KiB that a guess takes with `--cost test`."""


def _cost(_context: click.Context, _option: click.Parameter, value: str) -> Any:
    """What a guess costs; the small cost is only ever had by asking for it, and is warned of."""
    from waystation.vault.head import STANDARD, Cost

    if value == "standard":
        return STANDARD
    click.echo(say_mistake(Mistake("cost_test", warning=True)), err=True)
    return Cost(CHEAP, 1, 1)


COST = click.option(
    "--cost",
    type=click.Choice(["standard", "test"]),
    default="standard",
    show_default=True,
    help="What a guess at the passphrase costs; test makes guessing easy, and says so.",
    callback=_cost,
)


JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
"""Every command of the vault has it; its own documents are `wording.keeping_contract`'s."""


def passphrase_options(function: Given) -> Given:
    """Give a command the two options that tell the passphrase of a vault which it makes."""
    return _with_passphrase(function, "")


def new_passphrase_options(function: Given) -> Given:
    """Give a command the two options that tell a second passphrase, beside that of the vault."""
    return _with_passphrase(function, "new-")


def _with_passphrase(function: Given, which: str) -> Given:
    said = f"the {which.removesuffix('-')} passphrase".replace("  ", " ")
    for option in (
        click.option(f"--{which}passphrase-command", metavar="COMMAND", help=f"Run a command that prints {said}."),
        click.option(f"--{which}passphrase-file", metavar="FILE", help=f"Read {said} from a file's first line."),
    ):
        function = option(function)
    return function


def with_vault(command: click.Command) -> click.Command:
    """A command, and all below it, with the options that open a vault wherever a PACK is asked for.

    Args:
        command: A command; asked for again, it stays as it is.
    """
    if isinstance(command, click.Group):
        for below in command.commands.values():
            with_vault(below)
        return command
    arguments = [one for one in command.params if isinstance(one, click.Argument) and one.name in PACKS]
    if arguments and not any(one.name == "vault_folder" for one in command.params):
        for argument in arguments:
            argument.callback = _say_in_clear
        writes = any(one.name == WRITTEN for one in command.params)
        command.params.extend(_options(writes))
    return command


def opens_vault(function: Given) -> Given:
    """Give a command the options that open a vault."""
    for option in reversed(list(_options(writes=False))):
        _add(function, option)
    return function


def vault_argument(function: Given) -> Given:
    """Let a command name its vault by an argument too, for those that have no other."""
    _add(function, click.Argument([NAMED], required=False, metavar="[DIR]", expose_value=False, callback=_choose))
    return opens_vault(function)


def _add(function: Callable[..., Any], parameter: click.Parameter) -> None:
    listed = function.__dict__.setdefault("__click_params__", [])
    listed.append(parameter)


def _options(writes: bool) -> Iterator[click.Option]:
    made = partial(click.Option, expose_value=False, callback=_choose)
    yield made(["--vault", "vault_folder"], metavar="DIR", help="The vault; default the one that is unlocked.")
    yield made(["--passphrase-file"], metavar="FILE", help="Read the vault's passphrase from a file's first line.")
    yield made(["--passphrase-command"], metavar="COMMAND", help="Run a command that prints the vault's passphrase.")
    if writes:
        yield made(
            ["--age", "recipients"],
            metavar="RECIPIENT",
            multiple=True,
            help="Seal what is written for this age1… key, as FILE.age; may be repeated.",
        )


def _choose(context: click.Context, option: click.Parameter, value: Any) -> Any:
    """Note what an option says, for when the vault is opened."""
    _closing(context)
    given = context.meta.setdefault("waystation.vault", {})
    if value:  # a group and its command may both have the option
        given["vault_folder" if option.name == NAMED else option.name] = value
    file, command = given.get("passphrase_file"), given.get("passphrase_command")
    folder = given.get("vault_folder")
    choose_vault(
        folder=Path(folder) if folder else None,
        passphrase=partial(old_passphrase, file, command),
        told=file is not None or command is not None,
        recipients=tuple(given.get("recipients") or ()),
        warn=lambda mistake: click.echo(say_mistake(mistake), err=True),
    )
    return value


def _closing(context: click.Context) -> None:
    """Close the vault when the command ends, however it ends."""
    root = context.find_root()
    if not root.meta.get("waystation.closing"):
        root.meta["waystation.closing"] = True
        root.call_on_close(close_vault)
        root.call_on_close(leave_rehearsal)


def _say_in_clear(context: click.Context, _argument: click.Parameter, value: Any) -> Any:
    """Say in a line that a PACK lies in the clear, where a vault is open that could keep it; mark a rehearsal."""
    _closing(context)
    names = value if isinstance(value, tuple) else (value,)
    if enter_rehearsal(name for name in names if isinstance(name, str)):
        mark_output()
    elif any(is_in_clear(name) for name in names if isinstance(name, str)) and unlocked_vaults():
        from waystation.wording.keeping import READ_IN_CLEAR
        from waystation.wording.language import say

        click.echo(say(READ_IN_CLEAR), err=True)
    return value
