"""Which places and brokers may be named."""

from __future__ import annotations

from tests.archive_records import Book, an_id
from waystation.archive.naming import agreed_by, may_be_told, taken_back
from waystation.archive.records import Named


def says(book: Book, number: int, member: str, **said: object) -> str:
    """A member says whether the ford may be named in a film."""
    fields = {"id": an_id(str(number)), "what": "place", "name": "ford", "use": "film", **said}
    book.writes(Named.model_validate(fields), member)
    return str(fields["id"])


def test_two_members_agree_to_a_name_for_one_use():
    """One alone does not, and what may be told in a film is not told to journalists."""
    book = Book()
    says(book, 1, "anna")
    says(book, 2, "anna")
    assert not may_be_told(book.register, "place", "ford", "film")
    says(book, 3, "ben")
    assert agreed_by(book.register, "place", "ford", "film") == ("anna", "ben")
    assert may_be_told(book.register, "place", "ford", "film")
    assert not may_be_told(book.register, "place", "ford", "journalists")
    assert not may_be_told(book.register, "broker", "ford", "film")


def test_one_member_takes_a_name_back():
    """Until both agree anew, knowing of it, whatever the clocks say."""
    book = Book()
    for number, member in enumerate(("anna", "ben")):
        says(book, number, member)
    back = says(book, 2, "chae", told=False)
    assert not may_be_told(book.register, "place", "ford", "film")
    assert taken_back(book.register, "place", "ford", "film") == (back,)
    for number, member in enumerate(("anna", "ben")):
        says(book, 3 + number, member, after=(back,))
    assert may_be_told(book.register, "place", "ford", "film")
