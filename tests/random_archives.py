"""Random archives of records: a few keepsakes and people, and whatever members may have written about them.

Two originals (the second with the same bytes taken in twice), copies, a copy of a copy; three members, four people, two
uses. Answers name any of the earlier ones as known, so that devices that were apart are among them.
"""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from tests.archive_records import MISSION, Book, an_id, shown
from waystation.archive.embargo import RUNS, MissionSeen, Underway
from waystation.archive.records import ASPECTS, Consent, Lift, Record, Subject

__all__ = ["ITEMS", "MEMBERS", "PEOPLE", "USES", "books", "refusals", "sights"]

MEMBERS = ("anna", "ben", "chae")
PEOPLE = ("minu", "sora", "boy", "driver")
USES = ("court", "public")
ITEMS = tuple(an_id(name) for name in ("bend", "hut", "twin", "covered", "second", "plain"))
JOURNEYS = ("first", "second")


@st.composite
def books(draw: st.DrawFn) -> Book:
    """What a few members wrote down: mostly sound, so that much of it may leave, with something odd in it."""
    book = Book()
    bend, hut = (book.keeps(name, *draw(_people()), journey=draw(_journey())) for name in ("bend", "hut"))
    book.keeps("twin", *draw(_people()), sha256=book.register.keepsakes[hut].record.sha256)
    covered = _copy(draw, book, bend, "covered")
    _copy(draw, book, covered, "second")
    _copy(draw, book, hut, "plain")
    for person in PEOPLE:
        if draw(_rarely()):
            continue
        kin = draw(st.sampled_from((*PEOPLE, "aunt", "egret.uncle"))) if draw(_rarely()) else person
        role = "bystander" if person == "driver" else draw(st.sampled_from(("traveller", "relative")))
        book.describes(person, draw(_member()), role=role, at_home=draw(_rarely()), kin=(kin,))
        for use in USES:
            if person != "driver" and not draw(_rarely()):
                book.answers(person, use, *ASPECTS)
    for _ in range(draw(st.integers(0, 5))):
        draw(st.sampled_from((_answer, _answer, _answer, _says, _lift, _look)))(draw, book)
    return book


def _rarely() -> st.SearchStrategy[bool]:
    return st.integers(0, 9).map(lambda number: number == 9)


def _member() -> st.SearchStrategy[str]:
    return st.sampled_from(MEMBERS)


def _journey() -> st.SearchStrategy[str | None]:
    return st.sampled_from((None, *JOURNEYS))


def _people() -> st.SearchStrategy[list[Any]]:
    one = st.builds(lambda person, aspects: shown(person, *aspects), st.sampled_from(PEOPLE[:3]), _aspects())
    return st.lists(one, min_size=1, max_size=2, unique_by=lambda each: each.person)


def _aspects() -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(ASPECTS), unique=True)


def _copy(draw: st.DrawFn, book: Book, of: str, name: str) -> str:
    whole = ("metadata", "faces", "voice", "text")
    changes = draw(st.sampled_from((whole, whole, whole, ("metadata", "faces"), ("faces",))))
    covered = [shown(person) for person in book.register.people(of)]
    return book.copies(of, name, *covered, changes=changes, knew=book.register.people_known(of))


def _known(draw: st.DrawFn, book: Book, shape: type[Consent | Lift]) -> tuple[str, ...]:
    ids = [one.record.id for one in book.entered if isinstance(one.record, shape)]
    return tuple(draw(st.lists(st.sampled_from(ids), unique=True, max_size=4))) if ids else ()


def _answer(draw: st.DrawFn, book: Book) -> None:
    after = draw(st.sampled_from((None, ()))) if draw(st.booleans()) else _known(draw, book, Consent)
    book.answers(
        draw(st.sampled_from(PEOPLE)), draw(st.sampled_from(USES)), *draw(st.sampled_from((ASPECTS, ("face",), ()))),
        given=draw(st.sampled_from((True, True, False))), member=draw(_member()),
        item=draw(st.sampled_from((None, None, *ITEMS))),
        basis=draw(st.sampled_from(("consent", "consent", "legal claims"))),
        **({} if after is None else {"after": after}),
    )  # fmt: skip


def _says(draw: st.DrawFn, book: Book) -> None:
    item = draw(st.sampled_from(ITEMS))
    if draw(st.booleans()):
        book.says_who(item, nobody=True, member=draw(_member()))
    else:
        person = draw(st.sampled_from(PEOPLE))
        after = (item, *book.register.people_known(item))
        book.says_who(item, without=(person,), after=after, member=draw(_member()))


def _lift(draw: st.DrawFn, book: Book) -> None:
    from waystation.archive.embargo import holds_of

    person, use = draw(st.sampled_from(PEOPLE)), draw(st.sampled_from(USES))
    claims = [
        one.claim for sight in (_sight("arrived"), _sight("home")) for one in holds_of(book.register, person, sight)
    ]
    for member in draw(st.sampled_from((("anna", "ben"), ("anna",), ("anna", "anna")))):
        book.lifts(person, use, (*claims, *_known(draw, book, Lift)), member)


def _look(draw: st.DrawFn, book: Book) -> None:
    book.looks(draw(st.sampled_from(ITEMS[3:])), draw(st.sampled_from(("confirmed", "approved"))), draw(_member()))


def _sight(state: str) -> Underway:
    journeys = (("first", "arrived"), ("second", state)) if state else ()
    return Underway({MISSION: MissionSeen(frozenset(PEOPLE[:3]), journeys)})


def sights() -> st.SearchStrategy[Underway]:
    """How the mission stands, as a device sees it; mostly it has arrived."""
    return st.sampled_from([*[_sight("arrived")] * 6, _sight("home"), _sight(RUNS), _sight("")])


@st.composite
def refusals(draw: st.DrawFn, book: Book) -> Record:
    """A record more, that refuses, holds back, or says that there is more to hold back."""
    from waystation.archive.describing import described
    from waystation.archive.records import Destroyed, Forgotten, People, Review

    person, item = draw(st.sampled_from(PEOPLE)), draw(st.sampled_from(ITEMS))
    known = [one for one in PEOPLE if described(book.register, one) is not None]
    new = an_id(f"new {len(book.entered)}")
    more: list[Record] = [
        Consent(
            id=new, person=person, use=draw(st.sampled_from(USES)), given=False,
            item=draw(st.sampled_from((None, *ITEMS))), after=_known(draw, book, Consent),
        ),
        People(id=new, item=item, shown=(shown(person, *draw(_aspects())),)),
        Forgotten(person=person),
        Destroyed(item=item),
        Review(item=item, step="refused"),
        Lift(id=new, person=person, use=draw(st.sampled_from(USES)), lifted=False, after=_known(draw, book, Lift)),
    ]  # fmt: skip
    if known:
        more.append(
            Subject(
                id=new, person=draw(st.sampled_from(known)), role=draw(st.sampled_from(("traveller", "helper"))),
                at_home=draw(st.booleans()), kin=(draw(st.sampled_from((*PEOPLE, "aunt", "egret.uncle"))),),
            )
        )  # fmt: skip
    return draw(st.sampled_from(more))
