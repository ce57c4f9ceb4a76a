"""What is said of a keepsake's custody, and of a bundle that somebody was given: exactly what is shown, and no more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from waystation.archive.bundle_check import Bundled, Found
from waystation.archive.held import Held
from waystation.archive.stamps import Proof
from waystation.archive.tracing import Chain, Fault
from waystation.wording.archive_holds import use_word
from waystation.wording.archive_intake import KINDS
from waystation.wording.keeping import listed, many, spoken
from waystation.wording.language import mark, say, say_many

__all__ = [
    "ACTS",
    "CHANGES",
    "RECREATION",
    "bundle_lines",
    "fault_line",
    "held_lines",
    "held_title",
    "nothing_line",
    "step_rows",
]

ACTS = {
    "taken in": mark("taken in"),
    "opened": mark("opened"),
    "derived": mark("made from another"),
    "confirmed": mark("looked through"),
    "approved": mark("approved"),
    "refused": mark("turned down"),
    "exported": mark("left"),
    "carried": mark("carried on"),
    "destroyed": mark("destroyed"),
}
CHANGES = {
    "metadata": mark("what its file said beside the picture or sound was dropped"),
    "faces": mark("faces were covered"),
    "boxes": mark("parts of it were covered"),
    "voice": mark("voices were changed"),
    "cut": mark("a part of it was taken"),
    "place": mark("places were made coarser"),
    "text": mark("words were taken out"),
    "format": mark("it was written anew in another format"),
}
FAULTS = {
    # one statement
    "custody_unreadable": mark("statement {at}: it cannot be read as one"),
    "custody_signature": mark("statement {at}: its signature is not of these words; one of them was changed"),
    "custody_hand": mark("statement {at}: nobody shows that its key belongs to the device that wrote it down"),
    "custody_other_item": mark("statement {at}: it is about another keepsake"),
    "custody_bytes": mark("statement {at}: it is about other bytes than the first"),
    "custody_kind": mark("statement {at}: it says that this is {kind}; the first says {first}"),
    "custody_of": mark("statement {at}: it does not say rightly what this was made from"),
    "custody_order": mark("statement {at}: this cannot stand there: {act}"),
    "custody_after_end": mark("statement {at}: {act}, after it was {before}"),
    "custody_gap": mark("statement {at}: it follows statement {missing}, which is missing"),
    "custody_two_firsts": mark("statement {at}: a second beginning"),
    "custody_stamp": mark("statement {at}: the proof of time that is kept for it is about something else"),
    # all of them
    "custody_none": mark("no statement says who held it"),
    "custody_no_first": mark("the statement with which custody began is missing"),
    "custody_other_bytes": mark("its statements are about other bytes than its record"),
    "custody_other_kind": mark("its record says that it is {kind}; its statements say {first}"),
    "custody_other_line": mark("its record and its first statement do not agree whether it is a working copy"),
    "custody_disputed": mark("there are several records of it, and they differ"),
    "custody_no_origin": mark("what it was made from ({of}) is not in this archive"),
    "custody_other_origin": mark("it was made from other bytes than those of {of}"),
    # what is no fault
    "custody_fork": mark("After statement {at} {number} devices went on without knowing of each other."),
    "custody_clock": mark("Statement {at} bears an earlier day than one that it follows: a clock was wrong."),
    "custody_removed": mark("Hand {hand} is a device that has been removed from the roster since."),
    # a bundle
    "bundle_no_list": mark("SHA256SUMS, the list of files, is missing"),
    "bundle_list_line": mark("SHA256SUMS: a line is not as it should be: {at}"),
    "bundle_list_twice": mark("SHA256SUMS: {at} is listed twice"),
    "bundle_unlisted": mark("SHA256SUMS: {at} is not in the list"),
    "bundle_missing": mark("{at}: it is missing, or is no file"),
    "bundle_long": mark("{at}: it is longer than any such file is"),
    "bundle_changed": mark("{at}: its bytes were changed"),
    "bundle_extra": mark("{at}: it was not put into the bundle"),
    "bundle_empty": mark("SHA256SUMS: there is no keepsake in the list"),
    "bundle_key": mark("{at}, line {place}: the key is missing, or is another than the statement names"),
    "bundle_custody_form": mark("{at}: its statements are not each there once and in order, or something is with them"),
    "bundle_other_bytes": mark("{at}: its statements are about other bytes"),
    "bundle_not_signed": mark("{at}: nobody has signed that the keepsake left in this bundle"),
    "bundle_other_list": mark("{at}: what was signed is another list of files than SHA256SUMS"),
    "bundle_left_twice": mark("{at}: it says more than once that the keepsake left"),
    "bundle_stamp": mark("{at}: its proof of time is about something else"),
    "bundle_origin": mark("{at}: it was not made from what made-from.txt says"),
    "bundle_manifest_form": mark("manifest.json cannot be read"),
    "bundle_manifest": mark("manifest.json says something else of {at} than its statements"),
}
"""What is wrong, or worth knowing, by its code."""
RECREATION = mark("A RECREATION. This is not footage of anything that happened.")
NOT_SHOWN = mark("Not shown: that what is seen or told in it happened; who made it, where or when.")


def fault_line(fault: Fault) -> str:
    """What is wrong, or worth knowing."""
    words = {key: _word(key, value) for key, value in fault.fields.items()}
    line = say(FAULTS[fault.code], **words) if fault.code in FAULTS else fault.code.replace("_", " ")
    return f"{fault.fields['file']}: {line}" if "file" in fault.fields else line


def _word(key: str, value: object) -> object:
    table = {"act": ACTS, "before": ACTS, "kind": KINDS, "first": KINDS}.get(key, {})
    if str(value) in table:
        return say(table[str(value)])
    # What stands in a stranger's bundle must not reach the terminal as more than words.
    return "".join(c if c.isprintable() else "?" for c in value) if isinstance(value, str) else value


# ---------------------------------------------------------------- in a vault


def held_title(held: Held) -> str:
    """A keepsake as a heading: the first letters of its id, its title or what its file was called, its kind."""
    one = held.keepsake
    return "  ".join(part for part in (one.item[:8], one.title or one.name, say(KINDS[one.kind])) if part)


def nothing_line() -> str:
    """What is said where there is nothing to verify."""
    return say("There is no keepsake in this archive.")


def held_lines(held: Held) -> list[str]:
    """What is shown of a keepsake in a vault, said as carefully as it must be."""
    lines = [*_recreation(held.recreation), *_bytes(held)]
    lines += [say("WRONG: {what}.", what=fault_line(one)) for one in held.faults]
    if not held.faults and held.chain.steps:
        lines.append(_history(held.chain, [held.members.get(hand, "") for hand in range(1, held.chain.hands + 1)]))
    lines += [fault_line(one) for one in held.notes]
    lines += _proofs(held.proofs.values())
    lines += _origin(held)
    if held.sound:
        lines.append(say(NOT_SHOWN))
    else:
        lines.append(say("NOT SOUND: it is not shown that these are the bytes that were taken in."))
    return lines


def _recreation(recreation: bool) -> list[str]:
    return [say(RECREATION)] if recreation else []


def _bytes(held: Held) -> list[str]:
    size, sha256 = f"{held.keepsake.size:,}", held.keepsake.sha256
    match held.lies:
        case "whole":
            return [
                say("These {size} bytes lie here as they were entered: SHA-256 {sha256}.", size=size, sha256=sha256)
            ]
        case "missing":
            return [say("WRONG: its bytes are not all on this device; waystation archive receive brings them.")]
        case "changed":
            return [say("WRONG: its bytes were changed where they lie.")]
        case "destroyed":
            return [say("Its {size} bytes (SHA-256 {sha256}) were destroyed; statements are left.",
                        size=size, sha256=sha256)]  # fmt: skip
        case _:
            return []


def _history(chain: Chain, whose: Sequence[str]) -> str:
    """Since when, by how many hands, and whose."""
    first, steps = chain.first, many(len(chain.steps), "statement")
    since = first.when if first is not None else ""
    hands = many(chain.hands, "hand")
    names = listed([one for one in dict.fromkeys(whose) if one])
    if first is not None and first.act == "derived":
        line = say("Made from another on {day} and held since: {steps} by {hands}, each signed, none missing.",
                   day=since, steps=steps, hands=hands)  # fmt: skip
    else:
        line = say("Taken in on {day} and held since: {steps} by {hands}, each signed, none missing.",
                   day=since, steps=steps, hands=hands)  # fmt: skip
    return f"{line} {say('The hands are those of {names}.', names=names)}" if names else line


def _proofs(proofs: Iterable[Proof]) -> list[str]:
    found = list(proofs)
    blocks = sorted({block.height for proof in found for block in proof.blocks})
    promised = sum(not proof.blocks for proof in found)
    lines = []
    if blocks:
        lines.append(
            say_many(
                "{n} signature has a proof of time in block {block} of Bitcoin; ots verify asks whether that block "
                "says so.",
                "{n} signatures have proofs of time, the oldest in block {block} of Bitcoin; ots verify asks whether "
                "those blocks say so.",
                len(found) - promised,
                n=len(found) - promised,
                block=blocks[0],
            )
        )
    if promised:
        lines.append(
            say_many(
                "Of {n} signature a calendar has promised a proof of time; ots upgrade fetches it.",
                "Of {n} signatures calendars have promised proofs of time; ots upgrade fetches them.",
                promised,
                n=promised,
            )
        )
    return lines


def _origin(held: Held) -> list[str]:
    if held.origin is None:
        return []
    item = held.origin.keepsake.item[:8]
    if held.origin.sound:
        return [say("What it was made from is keepsake {item}; its statements are whole, its bytes were not read now.",
                    item=item)]  # fmt: skip
    return [say("WRONG: what it was made from, keepsake {item}, is not sound; verify that one.", item=item)]


def step_rows(chain: Chain, members: dict[int, str]) -> list[tuple[str, str, str, str]]:
    """The statements as rows: the day, what was done, whose hand, the first letters of the statement's hash."""
    return [
        (one.statement.when, _done(one.statement.act, one.statement.use), _hand(one.hand, members), one.hash[:16])
        for one in chain.steps
    ]


def _done(act: str, use: str | None) -> str:
    return say("left for {use}", use=use_word(use)) if use else say(ACTS[act])


def _hand(hand: int, members: dict[int, str]) -> str:
    return members.get(hand) or say("hand {number}", number=hand)


# ---------------------------------------------------------------- in a stranger's hands


def bundle_lines(found: Found) -> list[str]:
    """What a bundle shows to whoever was given it.

    Args:
        found: What was found in it.
    """
    if found.faults:
        wrong = [say("WRONG: {what}.", what=fault_line(one)) for one in found.faults]
        return [*wrong, say("NOT SOUND: this bundle was changed after it was made, or is not whole.")]
    return [line for one in found.items for line in _bundled(one)] + [
        say("These are the bytes that were held since those days by those hands, not altered since."),
        say(NOT_SHOWN),
        say("Fingerprint: {fingerprint}", fingerprint=spoken(found.fingerprint)),
        say("Anybody can make a bundle with hands of their own: ask whoever gave you this one to read out its "
            "fingerprint."),
    ]  # fmt: skip


def _bundled(one: Bundled) -> Iterator[str]:
    first = one.chain.first
    if first is None:
        return
    yield say("{file}: {kind}, SHA-256 {sha256}.", file=one.file, kind=say(KINDS[first.kind]), sha256=first.sha256)
    yield from _recreation(first.kind == "recreation")
    yield _history(one.chain, ())
    if first.act == "derived":
        changed = listed([say(CHANGES[change]) for change in first.changes])
        source = one.origin or say("other bytes, which are not in this bundle")
        yield say("A working copy of {source}. Changed: {changes}.", source=source, changes=changed or say("nothing"))
    if one.stamped:
        yield say_many(
            "{n} signature has a proof of time in stamps; ots verify checks it.",
            "{n} signatures have proofs of time in stamps; ots verify checks them.",
            one.stamped,
            n=one.stamped,
        )
