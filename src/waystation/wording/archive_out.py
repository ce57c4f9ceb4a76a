"""What is said when keepsakes leave as a bundle, what stands in its README, and what is said of proofs of time."""

from __future__ import annotations

from collections.abc import Sequence

from waystation.archive.bundle import Going, name_of
from waystation.archive.letting_out import Exported, Refused, Stamps, TakenBack
from waystation.wording.archive_custody import CHANGES, RECREATION, fault_line
from waystation.wording.archive_holds import hindrance_line, slip_line, use_word
from waystation.wording.archive_intake import KINDS
from waystation.wording.keeping import listed, spoken
from waystation.wording.language import LANGUAGES, mark, say, say_many, speaking

__all__ = ["exported_lines", "readme_text", "refused_lines", "stamps_lines", "taken_back_lines", "written_stamps_line"]

README = (
    mark("These files were held as evidence or testimony and handed on for {use}, on {day}."),
    mark("They may show people who are in danger. Do not pass them on for another use: only this one was allowed."),
    mark("To check that nothing was altered: sh verify.sh. It needs openssl 3 or newer and sha256sum or shasum, asks "
         "no network, and says what is wrong, if anything is. It is described in docs/archive-format.md of Waystation; "
         "whoever trusts nobody takes it from there."),
    mark("Then ask whoever gave you this to read out the fingerprint of the bundle: anybody can make another one, and "
         "sign it with keys of their own."),
    mark("What is shown then: these are the bytes that were held since the days in custody, by so many hands, and not "
         "altered since."),
    mark("What is not shown: that what they show happened, who made them, where, or when; nor who the hands are."),
)  # fmt: skip
WIDTH = 96


def readme_text(going: Sequence[Going], use: str, day: str) -> str:
    """The README of a bundle, in every language that is complete; it names nobody.

    Args:
        going: What is in it.
        use: What for.
        day: On which day, as ISO 8601 writes it.
    """
    parts = []
    for language in LANGUAGES:
        with speaking(language):
            lines = [_folded(say(one, use=use_word(use), day=day)) for one in README]
            parts.append("\n\n".join([*lines, *(_item(one) for one in going)]))
    return ("\n\n" + "-" * WIDTH + "\n\n").join(parts) + "\n"


def _folded(text: str) -> str:
    from textwrap import fill

    return fill(text, WIDTH)


def _item(one: Going) -> str:
    lines = [f"{name_of(one)}: {say(KINDS[one.kind])}"]
    if one.kind == "recreation":
        lines.append(say(RECREATION))
    if one.keepsake.of is not None:
        changes = listed([say(CHANGES[change]) for change in one.changes]) or say("nothing")
        lines.append(say("A working copy, not the original. Changed: {changes}.", changes=changes))
    if one.steps:
        first = one.steps[0].statement
        lines.append(say("Held since {day}.", day=first.when))
    return "\n  ".join(lines)


# ---------------------------------------------------------------- leaving


def exported_lines(done: Exported) -> list[str]:
    """What is said once a bundle is there."""
    number = len(done.going)
    lines = [
        say_many(
            "{path}: {n} keepsake for {use}. That it left stands written down.",
            "{path}: {n} keepsakes for {use}. That they left stands written down.",
            number,
            path=str(done.path),
            n=number,
            use=use_word(done.use),
        ),
        *(
            []
            if done.to
            else [say("Nobody has said for whom: with --for it would be known if this bundle turns up somewhere.")]
        ),
        say("Fingerprint: {fingerprint}", fingerprint=spoken(done.fingerprint)),
        say("Read it out to whoever gets the bundle, by another way than the bundle goes; they run sh verify.sh."),
    ]
    recreated = [name_of(one) for one in done.going if one.kind == "recreation"]
    if recreated:
        lines.append(say("Named a recreation in it, for ever: {names}.", names=listed(recreated)))
    if done.credentials:
        lines.append(
            say(
                "With Content Credentials: {names}. Readers say that they hold, and that nobody knows who signed.",
                names=listed(done.credentials),
            )
        )
    lines.append(say("Its files lie in the clear, and nobody can call them back."))
    return lines


def refused_lines(refused: Refused) -> list[str]:
    """Why nothing left."""
    lines = []
    for item in dict.fromkeys([*refused.hindrances, *refused.faults, *refused.slips]):
        reasons = [
            *(hindrance_line(one) for one in refused.hindrances.get(item, ())),
            *(fault_line(one) for one in refused.faults.get(item, ())),
            *(slip_line(one) for one in refused.slips.get(item, ())),
        ]
        lines += [f"{item[:8]}: {reason}" for reason in reasons]
    return [*lines, say("Nothing left.")]


# ---------------------------------------------------------------- proofs of time


def stamps_lines(stamps: Stamps) -> list[str]:
    """How the proofs of time of an archive stand."""
    waiting, promised, proved = len(stamps.waiting), len(stamps.promised), len(stamps.proved)
    lines = []
    if proved:
        lines.append(say_many("{n} signature is proved by a block.", "{n} signatures are proved by a block.", proved,
                              n=proved))  # fmt: skip
    if promised:
        lines.append(_promised(promised))
    if waiting:
        lines += [
            say_many(
                "{n} signature has no proof of time.", "{n} signatures have no proof of time.", waiting, n=waiting
            ),
            say("Write them onto a stick with --to, stamp them where a network is, take proofs back with --from."),
        ]
    return lines or [say("There is no signature in this archive.")]


def _promised(number: int) -> str:
    return say_many(
        "Of {n} signature a calendar has promised a proof: ots upgrade fetches it in some hours.",
        "Of {n} signatures calendars have promised proofs: ots upgrade fetches them in some hours.",
        number,
        n=number,
    )


def written_stamps_line(folder: str, number: int) -> str:
    """What is said once signatures lie in a folder."""
    return say_many(
        "{n} signature lies in {folder}. Where a network is: ots stamp {folder}/*.sig",
        "{n} signatures lie in {folder}. Where a network is: ots stamp {folder}/*.sig",
        number,
        n=number,
        folder=folder,
    )


def taken_back_lines(done: TakenBack) -> list[str]:
    """What came back."""
    lines = []
    if done.proved:
        lines.append(
            say_many("{n} signature is proved by a block now.", "{n} signatures are proved by a block now.",
                     done.proved, n=done.proved)
        )  # fmt: skip
    if done.promised:
        lines.append(_promised(done.promised))
    if done.known:
        lines.append(say_many("{n} proof said nothing new.", "{n} proofs said nothing new.", done.known, n=done.known))
    if done.foreign:
        lines.append(say("No proof about anything in this archive: {names}.", names=listed(done.foreign)))
    return lines or [say("There is no proof in that folder.")]
