"""The archive: what was recorded, and may it be shown; what is out already; the form by which something comes in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from waystation.archive.listed import Held
from waystation.archive.records import KINDS, SOURCES, USES
from waystation.web.asked import Asked
from waystation.web.desk_now import DeskNow
from waystation.web.keep.vault import the_vault
from waystation.web.pages import Action, NotThere, Page
from waystation.wording import archive_holds, archive_intake
from waystation.wording.language import mark, say, say_many

if TYPE_CHECKING:
    from waystation.archive.leaving import Hindrance
    from waystation.archive.register import Register
    from waystation.desk.keep.opening import OpenVault

__all__ = ["ACTIONS", "ADD", "PAGES", "archive_of"]

AT_ONCE = 24
"""Keepsakes on one page: what stands in the way of each is worked out."""
LOOKED = "archive"
"""Why people are looked at, which is written down."""
NO_VAULT = mark("The archive is in a vault only: these missions lie in folders that anybody can read.")
EMPTY = mark("Nothing is kept yet.")


def archive_of(desk: DeskNow, mission: str) -> tuple[OpenVault, Register]:
    """The vault, and the archive of a mission, with who is in it and what they allow.

    Raises:
        NotThere: If there is no such mission here.
    """
    from waystation.desk.keep.archive.archived import read_archive

    vault = the_vault(desk)
    if mission not in _missions(desk):
        raise NotThere
    return vault, read_archive(vault, mission, LOOKED)


def _missions(desk: DeskNow) -> list[str]:
    """Every mission that has an archive, or could."""
    from waystation.desk.keep.archive.archived import archives_in

    return sorted({*archives_in(the_vault(desk)), *(case.mission for case in desk.cases)})


def _archive(desk: DeskNow, asked: Asked) -> Mapping[str, Any]:
    if desk.vault is None:
        return {"vault": False, "line": say(NO_VAULT), "missions": []}
    from waystation.desk.keep.archive.archived import archives_in
    from waystation.desk.keep.archive.looking import held_in

    wanted = {key: asked.wants(key) for key in ("mission", "kind", "source")}
    archives = [one for one in archives_in(desk.vault) if wanted["mission"] in ("", one)]
    registers = [archive_of(desk, one)[1] for one in archives]
    every = [(register, one) for register in registers for one in held_in(desk.vault, register) if _fits(one, wanted)]
    every = [pair for pair in every if pair[1].keepsake.of is None]
    first = _page(asked)
    shown = every[(first - 1) * AT_ONCE : first * AT_ONCE]
    use = asked.wants("use") if asked.wants("use") in USES else "public"
    free = _free(desk.vault, shown, use)
    return {
        "vault": True,
        "line": _line(len(every), sum(free.values()), use) if every else say(EMPTY),
        "panels": [_panel(register, one, free=free[one.keepsake.item]) for register, one in shown],
        "missions": _missions(desk),
        "several": len(archives) > 1,
        "kinds": [("", say("every kind")), *((one, say(archive_intake.KINDS[one])) for one in KINDS)],
        "sources": [("", say("everybody")), *((one, say(archive_intake.SOURCES[one])) for one in SOURCES)],
        "of_missions": [("", say("every mission")), *((one, one) for one in archives)],
        "uses": [(one, archive_holds.use_word(one)) for one in USES],
        "wanted": {**wanted, "use": use},
        "use": archive_holds.use_word(use),
        "pages": _pages(asked, first, len(every)),
    }


def _fits(one: Held, wanted: Mapping[str, str]) -> bool:
    kind = "recreation" if one.recreation else one.keepsake.kind
    return wanted["kind"] in ("", kind) and wanted["source"] in ("", one.keepsake.source)


def _page(asked: Asked) -> int:
    number = asked.wants("page")
    return max(1, int(number)) if number.isascii() and number.isdigit() and len(number) < 7 else 1


def _pages(asked: Asked, first: int, every: int) -> list[tuple[str, str]]:
    """Links to the page before and the next one."""
    kept = {key: asked.wants(key) for key in ("mission", "kind", "source", "use")}
    found = []
    if first > 1:
        found.append((say("Earlier"), asked.url("archive", **kept, page=first - 1)))
    if first * AT_ONCE < every:
        found.append((say("Later"), asked.url("archive", **kept, page=first + 1)))
    return found


def _free(vault: OpenVault, shown: Sequence[tuple[Register, Held]], use: str) -> dict[str, bool]:
    """For each keepsake whether it, or a working copy of it, may leave for a use."""
    found = {one.keepsake.item: False for _, one in shown}
    for register in {id(register): register for register, _ in shown}.values():
        own = {one.keepsake.item: _family(register, one.keepsake.item) for each, one in shown if each is register}
        held = _held(vault, register, [item for family in own.values() for item in family], use)
        found |= {item: any(each not in held for each in family) for item, family in own.items()}
    return found


def _held(vault: OpenVault, register: Register, items: Sequence[str], use: str) -> Mapping[str, tuple[Hindrance, ...]]:
    from waystation.desk.keep.archive.gate import may_leave

    return may_leave(vault, register, items, use)


def _family(register: Register, item: str) -> list[str]:
    """A keepsake and everything that was made from it."""
    found = [item]
    for one in found:
        found += [copy.item for copy in register.copies(one) if copy.item not in found]
    return found


def _line(every: int, free: int, use: str) -> str:
    kept = say_many("{n} keepsake is held.", "{n} keepsakes are held.", every, n=every)
    may = say_many(
        "Of those shown here {n} may leave for {use}, as it stands or as a working copy.",
        "Of those shown here {n} may leave for {use}, as they stand or as working copies.",
        free,
        n=free,
        use=archive_holds.use_word(use),
    )
    return f"{kept} {may}"


def _panel(register: Register, one: Held, *, free: bool) -> dict[str, Any]:
    kept = one.keepsake
    return {
        "mission": register.mission,
        "item": kept.item[:8],
        "title": archive_intake.titled(kept),
        "kind": archive_intake.kind_of(kept, one.recreation),
        "recreation": one.recreation,
        "made": kept.made,
        "source": say(archive_intake.SOURCES[kept.source]),
        "size": archive_intake.bytes_of(kept.size),
        "people": ", ".join(one.people),
        "copies": len(_family(register, kept.item)) - 1,
        "free": free,
        "destroyed": one.destroyed,
        "here": one.here,
    }


def _out(desk: DeskNow, _asked: Asked) -> Mapping[str, Any]:
    if desk.vault is None:
        return {"line": say(NO_VAULT), "rows": []}
    from waystation.desk.keep.archive.archived import archives_in

    vault = desk.vault
    rows = [row for mission in archives_in(vault) for row in _left(archive_of(desk, mission)[1])]
    return {
        "line": say_many("{n} thing left this vault.", "{n} things left this vault.", len(rows), n=len(rows)),
        "rows": sorted(rows, key=lambda row: row["when"], reverse=True),
    }


def _left(register: Register) -> Iterator[dict[str, Any]]:
    for one in register.outs:
        named = [register.keepsakes[item].record for item in one.record.items if item in register.keepsakes]
        yield {
            "when": one.written.strftime("%Y-%m-%d %H:%M"),
            "member": one.member,
            "mission": register.mission,
            "what": say("a story") if one.record.story else say("a bundle"),
            "use": archive_holds.use_word(one.record.use),
            "to": one.record.to,
            "fingerprint": one.record.manifest[:16],
            "items": [(kept.item[:8], archive_intake.titled(kept)) for kept in named],
        }


def _add(desk: DeskNow, asked: Asked) -> Mapping[str, Any]:
    from waystation.web.keep.uploads import MOST_GB

    mission = asked.path["mission"]
    if mission not in _missions(desk):
        raise NotThere
    case = desk.case(mission)
    places = [(one.id, one.title) for one in case.pack.places] if case is not None else []
    journeys = [(one.name, one.name) for one in case.journeys] if case is not None else []
    return {
        "mission": mission,
        "limit": say("At most {limit} GB over this page; in a terminal there is no limit.", limit=MOST_GB),
        "kinds": [("", say("as it looks")), *((one, say(archive_intake.KINDS[one])) for one in KINDS)],
        "sources": [(one, say(archive_intake.SOURCES[one])) for one in SOURCES],
        "places": [("", say("not said")), *places],
        "journeys": [("", say("not said")), *journeys],
    }


ARCHIVE = Page("/archive", "keep/archive.html", _archive, live=False)
OUT = Page("/archive/out", "keep/archive_out.html", _out, live=False)
ADD = Page("/archive/{mission}/add", "keep/archive_add.html", _add, live=False)

PAGES = (ARCHIVE, OUT, ADD)
ACTIONS: tuple[Action, ...] = ()
