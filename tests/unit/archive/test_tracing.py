"""What a chain of statements shows, and what is wrong with it."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.unit.archive.test_custody import ITEM, OTHER, keepsake
from waystation.archive.custody import Statement, line_of, statement_hash
from waystation.archive.tracing import Chain, Line, against, follow

ANNA, BEN = (Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32) for number in (1, 2))


def said(by: Ed25519PrivateKey = ANNA, *after: Line, **other: object) -> Line:
    """A statement, signed."""
    plain = {"item": ITEM, "act": "opened", "sha256": "1" * 64, "size": 3, "kind": "still", "when": "2031-10-01"}
    statement = Statement.model_validate(
        {
            **plain,
            "by": by.public_key().public_bytes_raw().hex(),
            "after": tuple(sorted(statement_hash(one.text) for one in after)),
            **other,
        }
    )
    line = line_of(statement)
    return Line(line, by.sign(line.encode()), by.public_key().public_bytes_raw())


FIRST = said(act="taken in")


def wrong(chain: Chain) -> list[str]:
    """The codes of what is wrong."""
    return [fault.code for fault in chain.faults]


def test_a_chain_by_two_hands_is_whole():
    """Its statements come in order, whatever the order in which they were heard of."""
    second = said(BEN, FIRST)
    third = said(ANNA, second, when="2031-10-03")
    chain = follow(ITEM, [third, FIRST, second])
    assert not wrong(chain)
    assert [step.hash for step in chain.steps] == [statement_hash(one.text) for one in (FIRST, second, third)]
    assert [step.hand for step in chain.steps] == [1, 2, 1]
    assert chain.hands == 2
    assert chain.first is not None
    assert chain.first.act == "taken in"


def test_no_statement_is_a_fault():
    """Nobody says who held it."""
    chain = follow(ITEM, [])
    assert wrong(chain) == ["custody_none"]
    assert chain.first is None
    assert chain.hands == 0


def test_each_fault_is_named_by_itself():
    """A signature, another keepsake, words that are none: what is left counts all the same."""
    other = said(ANNA, FIRST, item=OTHER)
    unsigned = Line(said(ANNA, FIRST, when="2031-10-02").text, bytes(64))
    found = follow(ITEM, [FIRST, other, unsigned, Line("x", bytes(64))])
    assert sorted(wrong(found)) == ["custody_other_item", "custody_signature", "custody_unreadable"]
    assert len(found.steps) == 1


def test_a_signature_of_any_length_is_looked_at():
    """One that is too short, too long or empty is wrong, and stops nothing."""
    for signature in (b"", b"x", bytes(65)):
        assert wrong(follow(ITEM, [FIRST, Line(said(ANNA, FIRST).text, signature)])) == ["custody_signature"]


def test_a_gap_is_named_with_what_is_missing():
    """Also where all begins after it."""
    second = said(BEN, FIRST)
    third = said(ANNA, second)
    gap = follow(ITEM, [FIRST, third])
    assert wrong(gap) == ["custody_gap"]
    assert gap.faults[0].fields["missing"] == statement_hash(second.text)[:16]
    assert wrong(follow(ITEM, [second])) == ["custody_gap", "custody_no_first"]
    assert follow(ITEM, [second]).first is None


def test_a_fork_is_no_fault_but_an_export_makes_none():
    """Two devices went on from the same statement; that something left is nobody's branch."""
    left, right = said(ANNA, FIRST), said(BEN, FIRST)
    out = said(ANNA, FIRST, act="exported", use="court", sums="2" * 64)
    forked = follow(ITEM, [FIRST, left, right, said(ANNA, left, right)])
    assert not wrong(forked)
    assert [(note.code, note.fields["number"]) for note in forked.notes] == [("custody_fork", 2)]
    assert follow(ITEM, [FIRST, left, out]).notes == ()


def test_a_clock_that_was_wrong_is_a_note():
    """Order is what was named, not what a clock said."""
    second = said(BEN, FIRST, when="2030-01-01")
    chain = follow(ITEM, [second, FIRST])
    assert not wrong(chain)
    assert [note.code for note in chain.notes] == ["custody_clock"]
    assert [step.statement.act for step in chain.steps] == ["taken in", "opened"]


def test_acts_have_their_order():
    """Only a first one takes in; nothing follows what left or was destroyed; a copy says what it was made from."""
    destroyed = said(ANNA, FIRST, act="destroyed")
    out = said(ANNA, FIRST, act="exported")
    assert wrong(follow(ITEM, [said()])) == ["custody_order"]
    assert wrong(follow(ITEM, [FIRST, said(BEN, FIRST, act="taken in")])) == ["custody_order"]
    assert wrong(follow(ITEM, [FIRST, destroyed, said(BEN, destroyed)])) == ["custody_after_end"]
    assert wrong(follow(ITEM, [FIRST, out, said(BEN, out)])) == ["custody_after_end"]
    assert wrong(follow(ITEM, [said(act="derived")])) == ["custody_of"]
    assert wrong(follow(ITEM, [said(act="taken in", of="3" * 64)])) == ["custody_of"]
    assert wrong(follow(ITEM, [FIRST, said(BEN, act="taken in", when="2031-10-09")])) == ["custody_two_firsts"]


def test_a_line_that_somebody_else_repeats_counts_once_for_the_one_who_wrote_it():
    """In either order; alone it is nobody's."""
    again = Line(FIRST.text, FIRST.signature, b"x" * 32, bound=False)
    for lines in ([FIRST, again], [again, FIRST]):
        chain = follow(ITEM, lines)
        assert not wrong(chain)
        assert chain.steps[0].device == FIRST.device
    assert wrong(follow(ITEM, [again])) == ["custody_hand"]


def test_a_record_is_held_against_its_statements():
    """Its bytes, its kind, and whether it is a copy."""
    chain = follow(ITEM, [FIRST])
    assert against(chain, keepsake(), recreation=False) == ()
    assert [one.code for one in against(chain, keepsake(size=4), recreation=False)] == ["custody_other_bytes"]
    assert [one.code for one in against(chain, keepsake(kind="footage"), recreation=False)] == ["custody_other_kind"]
    assert [one.code for one in against(chain, keepsake(), recreation=True)] == ["custody_other_kind"]
    assert [one.code for one in against(chain, keepsake(of=OTHER), recreation=False)] == ["custody_other_line"]
    assert against(follow(ITEM, []), keepsake(), recreation=False) == ()


def test_a_long_chain_takes_no_longer_than_its_length():
    """Whoever makes a bundle of twenty thousand statements makes nobody wait for hours: here, 3,000 in their order."""
    lines = [FIRST]
    for _ in range(3_000):
        lines.append(said(ANNA, lines[-1]))
    chain = follow(ITEM, reversed(lines))
    assert not wrong(chain)
    assert [step.hash for step in chain.steps] == [statement_hash(one.text) for one in lines]
