"""Handing a vault on: bundles written into a folder that is typed, and bundles taken in from one."""

from __future__ import annotations

from pathlib import Path

from waystation.bootstrap import bundles_in
from waystation.bootstrap.watches import follow_bundles
from waystation.errors import Usage
from waystation.web.asked import Asked
from waystation.web.desk_now import DeskNow
from waystation.web.keep.vault import VAULT, the_vault
from waystation.web.pages import Action, Done, Page
from waystation.wording import keeping_apart
from waystation.wording.mistakes import say_mistake

__all__ = ["ACTIONS", "PAGES"]


def _folder(asked: Asked) -> Path:
    typed = asked.text("folder")
    if not typed:
        raise Usage("nothing_answered", question="Which folder")
    return Path(typed).expanduser().absolute()


def _export(desk: DeskNow, asked: Asked) -> Done:
    from waystation.desk.keep.bundles import export_bundles
    from waystation.storage.bundle_folders import BundleFolder

    folder = _folder(asked)
    done = export_bundles(the_vault(desk), BundleFolder(folder), asked.text("all") != "yes")
    return Done(asked.url("vault"), keeping_apart.exported_line(str(folder), len(done.names), done.entries))


def _import(desk: DeskNow, asked: Asked) -> Done:
    from waystation.desk.keep.archive.holding import sweep
    from waystation.desk.keep.bundles import import_bundles

    vault = the_vault(desk)
    done = import_bundles(vault, bundles_in(str(_folder(asked))))
    sweep(vault)
    follow_bundles(vault)
    lines = [*keeping_apart.imported_lines(done), *map(say_mistake, done.problems)]
    return Done(asked.url("vault"), "\n".join(lines))


PAGES: tuple[Page, ...] = ()
ACTIONS = (
    Action("/vault/export", _export, VAULT),
    Action("/vault/import", _import, VAULT),
)
