"""`waystation new`: makes a pack by asking questions, and plans as soon as there is a way.

The talk is on standard error; the path of what was written, and what to type next, on standard output. Works on a
terminal and with answers from a pipe. Nothing is written before the last answer, unless somebody says to keep a draft.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from waystation.bootstrap import new_folder, present_instant
from waystation.cli.printing import print_lines, print_mistakes
from waystation.desk.chart.drafting.draft import Draft, answer, back, next_question, sketch_of
from waystation.desk.chart.drafting.keeping import kept_text, read_kept
from waystation.desk.chart.drafting.questions import Question
from waystation.desk.chart.drafting.sketch import Setting, Sketch
from waystation.errors import Mistake, Usage
from waystation.storage.new_folders import NewFolder
from waystation.wording import drafting
from waystation.wording.draft_replies import say_reply
from waystation.wording.language import say
from waystation.wording.mistakes import sentence
from waystation.world.reading import NETWORK, PACK
from waystation.world.writing import write_network, write_pack_toml

if TYPE_CHECKING:
    from waystation.desk.chart.drafting.progress import Progress

__all__ = ["new_command"]

SAID_AT_ONCE = ("leg_too_hard", "window_never", "too_many_steps", "too_many_visible", "too_large")
"""Doubts that are said as soon as a leg is there; the others can wait until the last answer."""


class _Ended(Exception):
    """There is nothing more to read."""


@click.command("new")
@click.argument("folder", metavar="DIR")
def new_command(folder: str) -> int:
    """Make a pack by answering questions: who, from where to where, by when, which places and legs.

    An empty line takes the default; `back` undoes the last answer, `?` explains the question, `list` shows what there
    is, `quit` stops. It plans as soon as there is a way, and says what each further leg changes. DIR must be new or
    empty, and lies in the clear: use invented names.

    \b
    Example:   waystation new my-mission
               waystation plan my-mission
    """
    place = new_folder(folder)
    conversation = _Conversation(place)
    try:
        return conversation.run()
    except KeyboardInterrupt:
        if not sys.stdin.isatty():
            raise
        click.echo(err=True)
        conversation.offer_to_keep()
        return 130
    except _Ended:
        if not sys.stdin.isatty():
            raise Usage("draft_ended") from None
        click.echo(err=True)
        conversation.offer_to_keep()
        return 0


class _Conversation:
    """One conversation: what has been answered, and what was last said about it.

    Args:
        place: Where the pack will be.
    """

    def __init__(self, place: NewFolder) -> None:
        self.place = place
        self.draft = self._begin()
        self.headed = self.subject = self.suggested = ""
        self.standing: tuple[object, ...] = ({}, (), None)
        self.progress: Progress | None = None

    def _begin(self) -> Draft:
        """The draft that was kept in the folder, or a new one."""
        data = self.place.read_draft()
        if data is None:
            _say([say(line) for line in drafting.OPENING])
            return Draft(Setting(present_instant(), drafting.title_from(self.place.path.resolve().name)))
        draft, misfits = read_kept(data)
        _say(drafting.resumed(len(draft.answers), misfits))
        _say(_so_far(sketch_of(draft)))
        return draft

    def run(self) -> int:
        """Ask until everything is answered, then write; or stop."""
        commands: dict[str, Callable[[Question], None]] = {
            "?": lambda question: _say([drafting.explain(question.code, question.kind)]),
            "list": lambda _: _say(_so_far(sketch_of(self.draft))),
            "back": lambda _: self.go_back(),
        }
        self.say_progress()
        while (question := next_question(self.draft)) is not None:
            self.ask(question)
            text = _line().strip()
            word = {"help": "?", "exit": "quit"}.get(text.casefold(), text.casefold())
            if word == "quit":
                self.offer_to_keep()
                return 0
            if word in commands:
                commands[word](question)
            else:
                self.take(text)
        self.write()
        return 0

    def ask(self, question: Question) -> None:
        """Print a question; above the first of a part its heading, above the first about something what it is about."""
        head = drafting.heading(question.code)
        if head and head != self.headed:
            self.headed = head
            click.echo(err=True)
            click.echo(click.style(head, bold=True), err=True)
        subject = drafting.subject(question.code, question.fields)
        if subject is not None and subject != self.subject:
            self.subject = subject
            if subject:
                _say([subject])
        text = drafting.question_text(question.code, question.fields, self.suggested or question.default)
        _say([text], indent="  " if self.subject else "")

    def take(self, text: str) -> None:
        """Take an answer, or say what would be right and offer it."""
        longer = answer(self.draft, text or self.suggested)
        self.suggested = ""
        if isinstance(longer, Draft):
            self.draft = longer
            self.say_progress()
        else:
            _say([say_reply(longer)])
            self.suggested = str(longer.fields.get("nearest") or longer.fields.get("right") or "")

    def go_back(self) -> None:
        """Undo the last answer."""
        self.suggested = ""
        _say([drafting.took_back(self.draft.answers[-1] if self.draft.answers else "")])
        self.draft = back(self.draft)
        self.say_progress()

    def say_progress(self) -> None:
        """Where the legs, or what acts on them, have changed: plan, and say what that changes."""
        question, sketch = next_question(self.draft), sketch_of(self.draft)
        standing = (dict(sketch.legs), tuple(sketch.conditions), sketch.reward)
        if standing == self.standing or (question is not None and question.code == "effect"):
            return
        self.standing = standing
        before, self.progress = self.progress, self._progress_of(sketch)
        said = before.doubts if before else ()
        fresh = [doubt for doubt in self.progress.doubts if doubt.code in SAID_AT_ONCE and doubt not in said]
        _say(drafting.look_at(sentence(doubt)) for doubt in fresh)
        line = drafting.progress_line(before.plan if before else None, self.progress.plan)
        if line:
            _say([line])

    def _progress_of(self, sketch: Sketch) -> Progress:
        if sketch.has_way() and (self.progress is None or self.progress.plan is None):
            _say([say(drafting.PLANNING)])
        # Whoever has named no way yet does not wait for the solver to be loaded.
        from waystation.desk.chart.drafting.progress import progress_of

        return progress_of(sketch)

    def offer_to_keep(self) -> None:
        """Ask whether to keep the answers, and keep them only on a clear yes."""
        kept = False
        if self.draft.answers:
            _say([say(drafting.KEEP, path=self.place.draft)])
            with suppress(_Ended, KeyboardInterrupt):
                kept = _line().strip().casefold() in ("y", "yes")
        if kept:
            self.place.keep_draft(kept_text(self.draft).encode())
        nothing = drafting.STAYS if self.place.draft.exists() else drafting.NOTHING_WRITTEN
        _say([drafting.kept(str(self.place.path)) if kept else say(nothing)])

    def write(self) -> None:
        """Write the pack, say what somebody should look at, and what to type next."""
        from waystation.desk.chart.drafting.progress import doubts_of, finished_pack
        from waystation.wording.horizons import horizon_warnings

        sketch = sketch_of(self.draft)
        pack = finished_pack(sketch)
        files = {NETWORK: write_network(pack).encode(), PACK: write_pack_toml(pack).encode()}
        while True:
            try:
                self.place.write(files)
                break
            except Usage as error:
                if not sys.stdin.isatty():
                    raise
                self._another_folder(error.mistakes())
        print_mistakes(doubts_of(pack))
        if sketch.horizon_hours is not None and self.progress is not None and self.progress.plan is not None:
            print_mistakes(horizon_warnings(self.progress.plan))
        for line in drafting.written(pack, str(self.place.path)):
            click.echo(line)  # not wrapped: the path is to be copied

    def _another_folder(self, why: Iterable[Mistake]) -> None:
        """After all these questions nothing may be lost because a disk is full: ask for another folder."""
        print_mistakes(why)
        _say([say(drafting.ANOTHER_FOLDER)])
        try:
            self.place = new_folder(_line().strip() or str(self.place.path))
        except Usage as error:
            self._another_folder(error.mistakes())


def _so_far(sketch: Sketch) -> list[str]:
    people = [traveller.id for traveller in sketch.travellers]
    return drafting.so_far(people, sketch.places, sketch.legs, [condition.title for condition in sketch.conditions])


def _say(lines: Iterable[str], indent: str = "") -> None:
    """Print lines of talk on standard error, wrapped to the terminal."""
    print_lines(lines, indent, err=True)


def _line() -> str:
    """The next line that was typed.

    Raises:
        _Ended: If there is none.
        Usage: If it is no text.
    """
    try:
        if sys.stdin.isatty() and sys.stdout.isatty():
            with suppress(ImportError):
                import readline  # noqa: F401 - arrow keys work once it is there
            return input("> ")
        line = sys.stdin.readline()
    except EOFError:
        raise _Ended from None
    except UnicodeDecodeError:
        raise Usage("answers_not_utf8") from None
    if not line:
        raise _Ended
    return line
