"""What is said of keepsakes as they come in, lie here and are carried; what else is said of them has modules beside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from waystation.archive.listed import Carried, Held, Looked, Received, Resumed, Taken
from waystation.archive.records import Keepsake
from waystation.errors import Mistake
from waystation.wording.language import mark, say, say_many
from waystation.wording.mistakes import sentence

__all__ = [
    "BESIDE",
    "KINDS",
    "NOTHING",
    "NOTHING_BROKEN",
    "SOURCES",
    "bytes_of",
    "carried_lines",
    "copies_left_line",
    "forgotten_line",
    "held_header",
    "held_rows",
    "kind_of",
    "looked_lines",
    "question_of_forgetting",
    "received_lines",
    "resumed_rows",
    "shown_lines",
    "skipped_lines",
    "taken_line",
    "taken_rows",
    "titled",
    "written_out_line",
]

SHORT = 8
KINDS = {
    "footage": mark("footage"),
    "still": mark("still"),
    "sound": mark("sound"),
    "testimony": mark("testimony"),
    "document": mark("document"),
    "context": mark("context"),
    "recreation": mark("recreation"),
}
SOURCES = {
    "broker": mark("a broker"),
    "traveller": mark("a traveller"),
    "film-maker": mark("a film-maker"),
    "expert": mark("an expert"),
    "member": mark("a member"),
    "found": mark("found"),
}
BESIDE = {
    "c2pa": mark("a C2PA manifest"),
    "comment": mark("a comment"),
    "exif": mark("the camera's own notes (EXIF)"),
    "gps": mark("where it was made"),
    "icc": mark("a colour profile"),
    "iptc": mark("an agency's notes (IPTC)"),
    "other": mark("something unknown"),
    "preview": mark("a second, smaller picture"),
    "text": mark("words"),
    "trailing": mark("bytes after its end"),
    "unchecked": mark("perhaps more: this form is not looked through"),
    "xmp": mark("a program's notes (XMP)"),
}
"""What can stand in a file beside what it shows."""
ENDS = {
    "taken": mark("taken in"),
    "let go": mark("let go"),
    "waits": mark("waits"),
}
NOTHING = mark("Nothing is kept yet; waystation archive add takes in files and folders.")
NOTHING_BROKEN = mark("No intake was broken off.")
UNITS = ("bytes", "kB", "MB", "GB", "TB")


def bytes_of(size: int) -> str:
    """How large something is, closely: 2.5 MB."""
    value, unit = float(size), 0
    while value >= 999.5 and unit < len(UNITS) - 1:
        value, unit = value / 1000, unit + 1
    number = f"{value:.0f}" if unit == 0 or value >= 9.95 else f"{value:.1f}"
    return say("{number} bytes", number=number) if unit == 0 else f"{number} {UNITS[unit]}"


def kind_of(keepsake: Keepsake, recreation: bool | None = None) -> str:
    """What a keepsake is; a recreation is called one, whatever else it is."""
    return say(KINDS["recreation" if recreation else keepsake.kind])


def titled(keepsake: Keepsake) -> str:
    """What people call a keepsake; else what its file was called."""
    return keepsake.title or keepsake.name or keepsake.media


def taken_line(found: Taken, mission: str) -> str:
    """How much was taken in."""
    size = bytes_of(sum(one.size for _, one in found.keepsakes))
    return say_many(
        "{n} keepsake of {mission} is taken in ({size}), sealed and on the disk.",
        "{n} keepsakes of {mission} are taken in ({size}), sealed and on the disk.",
        len(found.keepsakes),
        n=len(found.keepsakes),
        mission=mission,
        size=size,
    )


def taken_rows(found: Taken) -> list[tuple[str, ...]]:
    """What was taken in: item, kind, what its bytes are, size, where it lay."""
    return [
        (one.item[:SHORT], kind_of(one), one.media or say("unknown"), bytes_of(one.size), path)
        for path, one in found.keepsakes
    ]


def skipped_lines(found: Taken) -> Iterator[str]:
    """What was not taken in, and why."""
    for one in found.skipped:
        why = _why(one.why.mistakes())
        where = why if "path" in one.why.fields else f"{one.path}: {why}"
        yield say("not taken in: {where}", where=where)


def _why(mistakes: Sequence[Mistake]) -> str:
    return "; ".join(sentence(one) for one in mistakes)


def held_header() -> tuple[str, ...]:
    """What stands above a list of keepsakes."""
    return (say("item"), say("kind"), say("made"), say("size"), say("who is in it"), say("bytes"), say("what"))


def held_rows(found: Iterable[Held]) -> list[tuple[str, ...]]:
    """Keepsakes as a list."""
    return [
        (
            one.keepsake.item[:SHORT],
            _whole_kind(one),
            one.keepsake.made or say("unknown"),
            bytes_of(one.keepsake.size),
            ", ".join(one.people) or "-",
            _where(one),
            titled(one.keepsake),
        )
        for one in found
    ]


def _whole_kind(one: Held) -> str:
    kind = kind_of(one.keepsake, one.recreation)
    if one.keepsake.of is None:
        return kind
    return say("{kind}, copy of {item}", kind=kind, item=one.keepsake.of[:SHORT])


def _where(one: Held) -> str:
    if one.destroyed:
        return say("destroyed")
    return say("here") if one.here else say("elsewhere")


def shown_lines(one: Held) -> Iterator[tuple[str, str]]:
    """All that is written down of a keepsake: what, and what of it."""
    kept = one.keepsake
    yield say("item"), kept.item
    yield say("kind"), _whole_kind(one)
    rows = (
        (say("title"), kept.title),
        (say("file"), kept.name),
        (say("what it is"), kept.media),
        (say("size"), say("{size} in pieces: {n}", size=bytes_of(kept.size), n=kept.chunks)),
        ("SHA-256", kept.sha256),
        (say("bytes"), _where(one)),
        (say("from"), ", ".join(each for each in (say(SOURCES[kept.source]), kept.who) if each)),
        (say("how"), kept.how),
        (say("made"), kept.made),
        (say("place"), kept.place or ""),
        (say("journey"), kept.journey or ""),
        (say("who is in it"), ", ".join(one.people)),
        (say("changed in it"), ", ".join(change.detail or change.what for change in kept.changes)),
        (say("taken in by"), one.member),
    )
    yield from (row for row in rows if row[1])
    if one.recreation:
        yield say("beware"), say("It is a recreation, or made from one, and never passes for anything else.")


def looked_lines(found: Looked) -> Iterator[str]:
    """What the limited worker saw."""
    if found.width:
        yield say("It shows {width} × {height} pixels.", width=found.width, height=found.height)
    if found.seconds is not None:
        yield say("It lasts {seconds} seconds.", seconds=f"{found.seconds:.1f}")
    beside = [say(text) for key, text in BESIDE.items() if key in found.metadata]
    if beside:
        yield say("Beside what it shows, it holds: {what}.", what=", ".join(beside))
    else:
        yield say("Beside what it shows, it holds nothing.")
    if not found.confined:
        yield say("This system could not confine the worker that looked; its limits alone held it.")


def written_out_line(keepsake: Keepsake, path: str) -> str:
    """Where the bytes of a keepsake lie in the clear now."""
    return say(
        "{title} lies in the clear as {path}: whoever has that file sees all that is in it. Delete it when you have"
        " looked.",
        title=titled(keepsake) or keepsake.item[:SHORT],
        path=path,
    )


def carried_lines(found: Carried, folder: str) -> Iterator[str]:
    """What lies on a stick now."""
    yield say_many(
        "{n} keepsake was written onto {folder}, sealed ({size}).",
        "{n} keepsakes were written onto {folder}, sealed ({size}).",
        found.keepsakes,
        n=found.keepsakes,
        folder=folder,
        size=bytes_of(found.bytes),
    )
    if found.there:
        yield say_many("{n} lay there already.", "{n} lay there already.", found.there, n=found.there)
    if found.missing:
        items = ", ".join(item[:SHORT] for item in found.missing)
        yield say("Their bytes are not all on this device: {items}.", items=items)
    yield say("What they are goes with the bundles: waystation vault export-bundle.")


def received_lines(found: Received) -> Iterator[str]:
    """What came from a stick."""
    yield say_many(
        "{n} keepsake is whole here now.",
        "{n} keepsakes are whole here now.",
        len(found.whole),
        n=len(found.whole),
    )
    if found.known:
        yield say_many("{n} piece lay here already.", "{n} pieces lay here already.", found.known, n=found.known)
    if found.damaged:
        yield say_many(
            "{n} piece is not what it is called, and was left there.",
            "{n} pieces are not what they are called, and were left there.",
            found.damaged,
            n=found.damaged,
        )
    if found.foreign:
        yield say_many(
            "{n} piece is of nothing that this device knows, and was left there; take the bundles in first.",
            "{n} pieces are of nothing that this device knows, and were left there; take the bundles in first.",
            found.foreign,
            n=found.foreign,
        )


def question_of_forgetting(keepsakes: Sequence[Keepsake]) -> str:
    """What is asked before bytes are destroyed."""
    return say_many(
        "Destroy the bytes of {n} keepsake for good, here and wherever its record comes",
        "Destroy the bytes of {n} keepsakes for good, here and wherever their records come",
        len(keepsakes),
        n=len(keepsakes),
    )


def copies_left_line(copies: Sequence[Keepsake]) -> str:
    """Which working copies stay when their original is destroyed."""
    items = ", ".join(one.item[:SHORT] for one in copies)
    return say("Working copies of it stay, unless they are named as well: {items}.", items=items)


def forgotten_line(number: int) -> str:
    """What was destroyed."""
    return say_many(
        "The bytes of {n} keepsake are destroyed here; other devices follow when they take in the next bundle. What was"
        " carried on sticks or copied in backups lies there still, and opens for whoever reads this archive.",
        "The bytes of {n} keepsakes are destroyed here; other devices follow when they take in the next bundle. What"
        " was carried on sticks or copied in backups lies there still, and opens for whoever reads this archive.",
        number,
        n=number,
    )


def resumed_rows(found: Iterable[Resumed]) -> list[tuple[str, ...]]:
    """What became of each intake that was broken off."""
    return [
        (
            say(ENDS[one.end]),
            "" if one.keepsake is None else one.keepsake.item[:SHORT],
            "" if one.why is None else _why(one.why.mistakes()),
            one.path,
        )
        for one in found
    ]
