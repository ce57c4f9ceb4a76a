"""A store keeps entries in order, once each, with what belongs to them; all of a transaction or nothing."""

from __future__ import annotations

from contextlib import suppress

import pytest

from tests.stored_entries import AUTHOR, COMPARTMENT, KEY, OTHER, blob, entries, entry, hash_of, new_vault, opened
from waystation.errors import Usage
from waystation.storage.vault_connection import StoreKey
from waystation.storage.vault_store import Header, VaultStore


@pytest.fixture
def folder(tmp_path):
    """A vault."""
    return new_vault(tmp_path / "v")


def test_entries_come_back_in_order_with_their_headers(folder):
    """Byte for byte, also when the store was closed in between."""
    made = [*entries(3), *entries(2, author=b"\xbb" * 32, attachment=b"\x07" * 32), *entries(2, start=3)]
    with opened(folder) as store:
        assert store.append(made[:4], kinds={made[0].hash: "report"}) == 4
    with opened(folder) as store:
        assert store.append(made[4:], waiting=[made[5].hash]) == 3
        assert [data for _, data in store.entries()] == [each.bytes for each in made]
        assert [header for header, _ in store.entries()] == store.headers()
        assert store.headers() == [
            Header(
                row,
                each.hash,
                each.author,
                each.compartment,
                each.sequence,
                each.attachment,
                "report" if each is made[0] else None,
                each is not made[5],
            )
            for row, each in enumerate(made, 1)
        ]
        assert (store.count(), store.last_row()) == (7, 7)


def test_an_entry_is_kept_once(folder):
    """However often it comes, in one transaction or in several; what was noted of it first stays."""
    made = entries(3)
    with opened(folder) as store:
        assert (store.count(), store.last_row()) == (0, 0)
        assert store.append([*made, *made], kinds={made[0].hash: "report"}) == 3
        assert store.append(reversed(made), waiting=[each.hash for each in made]) == 0
        assert [header.hash for header in store.headers(verified=True)] == [each.hash for each in made]
        assert store.headers()[0].kind == "report"


def test_headers_are_chosen_by_what_is_asked(folder):
    """By place in the order, kind, compartment, author, soundness, and by several of these."""
    mine, theirs = entries(4), entries(4, author=b"\xbb" * 32, compartment=b"\xdd" * 16)
    kinds = {mine[0].hash: "epoch", mine[1].hash: "report", theirs[0].hash: "report"}
    with opened(folder) as store:
        store.append([*mine, *theirs], kinds=kinds, waiting=[theirs[3].hash])

        def rows(**which: object) -> list[int]:
            return [header.row for header in store.headers(**which)]

        assert rows(after=6) == [7, 8]
        assert rows(kinds=["epoch"]) == [1]
        assert rows(kinds={"report", "epoch"}) == [1, 2, 5]
        assert rows(kinds=[None]) == [3, 4, 6, 7, 8]
        assert rows(kinds=[None, "epoch"], author=AUTHOR) == [1, 3, 4]
        assert rows(kinds=[]) == []
        assert rows(compartment=COMPARTMENT) == [1, 2, 3, 4]
        assert rows(author=b"\xbb" * 32, after=5) == [6, 7, 8]
        assert rows(verified=False) == [8]
        assert [header.row for header, _ in store.entries(verified=False)] == [8]


def test_many_entries_are_read_as_few_are(folder):
    """More than are asked of SQLite at once."""
    made = entries(1203)
    with opened(folder) as store:
        store.append(made)
        assert [data for _, data in store.entries()] == [each.bytes for each in made]
        wanted = [each.hash for each in made[::2]]
        assert store.bytes_of([*wanted, b"absent"]) == {each.hash: each.bytes for each in made[::2]}
        assert store.known([*wanted, b"absent"]) == set(wanted)


def test_each_chain_has_its_last_verified_entry(folder):
    """What waits does not count; of two with one number the first that came stands."""
    mine, theirs = entries(4), entries(2, author=b"\xbb" * 32)
    fork = entry(1, author=b"\xbb" * 32, seed=9)
    with opened(folder) as store:
        assert store.chains() == {}
        store.append([*reversed(mine), *theirs, fork], waiting=[mine[3].hash])
        assert store.chains() == {
            (AUTHOR, COMPARTMENT): (2, mine[2].hash),
            (b"\xbb" * 32, COMPARTMENT): (1, theirs[1].hash),
        }


def test_a_chain_is_whole_if_every_number_is_there_once(folder):
    """A gap makes it none, and so does a number written twice; what lies under a number can be asked for."""
    gap = [entry(number, author=b"\xbb" * 32) for number in (0, 2)]
    fork = [*entries(2, author=b"\xcc" * 32), entry(1, author=b"\xcc" * 32, seed=9)]
    both = [*(entry(number, author=b"\xdd" * 32) for number in (0, 2)), entry(2, author=b"\xdd" * 32, seed=9)]
    with opened(folder) as store:
        assert store.whole() == set()
        store.append([*entries(3), *gap, *fork, *both])
        assert store.whole() == {(AUTHOR, COMPARTMENT)}
        assert store.at(b"\xcc" * 32, COMPARTMENT, 1) == sorted(each.hash for each in fork[1:])
        assert store.at(b"\xbb" * 32, COMPARTMENT, 1) == []
        store.append([entry(1, author=b"\xbb" * 32)])
        assert (b"\xbb" * 32, COMPARTMENT) in store.whole()


def test_kind_and_soundness_can_be_noted_later(folder):
    """For an entry whose key or predecessor comes after it."""
    made = entries(2)
    with opened(folder) as store:
        store.append(made, waiting=[each.hash for each in made])
        store.set_kinds({made[1].hash: "report"})
        store.set_verified([made[1].hash], True)
    with opened(folder) as store:
        assert [(header.kind, header.verified) for header in store.headers()] == [(None, False), ("report", True)]
        store.set_verified([made[1].hash], False)
        assert store.headers(verified=True) == []


def test_own_values_are_kept_replaced_and_taken_away(folder):
    """Beside entries in one transaction, or alone."""
    with opened(folder) as store:
        assert store.own("device") is None
        store.append(own={"device": b"one", "label": b""})
        store.set_own({"device": b"two", "absent": None})
    with opened(folder) as store:
        assert store.owns() == {"device": b"two", "label": b""}
        store.set_own({"device": None})
        assert store.own("device") is None
        assert store.own("label") == b""


def test_a_transaction_is_kept_whole_or_not_at_all(folder):
    """What fails in the middle leaves nothing, and the store goes on working, its chains too."""
    made = entries(4)
    with opened(folder) as store:
        store.append(made[:1])

        def fails() -> None:
            with store.writing():
                store.append(made[1:3], attachments=[blob(1)], own={"x": b"1"})
                store.append(entries(1, author=b"\xbb" * 32))
                raise KeyError

        with pytest.raises(KeyError):
            fails()
        assert (store.count(), store.attachment(hash_of(blob(1))), store.own("x")) == (1, None, None)
        with store.writing():
            store.append(made[1:2])
            store.append(entries(1, author=b"\xbb" * 32))
            store.set_own({"x": b"2"})
    with opened(folder) as store:
        assert [header.hash for header in store.headers(author=AUTHOR)] == [each.hash for each in made[:2]]
        assert [header.author for header in store.headers(after=2)] == [b"\xbb" * 32]
        assert store.own("x") == b"2"
        assert store.check() == []


def test_transactions_do_not_nest(folder):
    """A second one inside the first would be acknowledged before it is kept."""
    with opened(folder) as store, store.writing(), pytest.raises(RuntimeError), store.writing():
        pass


def test_an_attachment_that_was_destroyed_never_comes_back(folder):
    """Neither one that was here nor one that was not here yet; the others stay."""
    first, second, late = blob(1), blob(2, 9000), blob(3)
    with opened(folder) as store:
        store.append([entry(0, attachment=hash_of(first))], attachments=[first, second])
        assert store.attachment_hashes() == {hash_of(first), hash_of(second)}
        store.destroy([hash_of(first), hash_of(late)])
        store.destroy([hash_of(first)])
        for _ in range(2):
            store.append(attachments=[first, late, second])
            assert store.attachments([hash_of(first), hash_of(late), hash_of(second)]) == {hash_of(second): second}
    with opened(folder) as store:
        assert store.destroyed() == {hash_of(first), hash_of(late)}
        assert store.attachment(hash_of(first)) is None
        assert store.attachment(hash_of(second)) == second
        assert store.owns() == {}
        assert store.check() == []


def test_a_second_process_waits_and_then_says_so(folder):
    """Nothing of it is kept; once the first has ended its transaction, the second goes on and sees what came."""
    with opened(folder) as store, opened(folder, patience=0.05) as other:
        with store.writing():
            store.append(entries(1))
            with pytest.raises(Usage) as refused:
                other.append(entries(1, start=1))
            assert refused.value.code == "vault_busy"
            assert refused.value.fields == {"path": str(folder.path)}
            assert other.count() == 0
        with other.writing():
            assert [header.sequence for header in other.headers()] == [0]
            other.append(entries(1, start=1))
        assert store.count() == 2


def test_what_another_process_reads_is_not_cut_off_under_it(folder):
    """An attachment is gone at once; that the log is not overwritten yet is said, and made good when next opened."""
    with opened(folder) as store:
        store.append(entries(1), attachments=[blob(1)])
        with opened(folder, patience=0.05) as other:
            store._connection.execute("BEGIN")
            assert store.count() == 1
            with pytest.raises(Usage) as refused:
                other.destroy([hash_of(blob(1))])
            assert refused.value.code == "vault_busy"
            assert other.attachment(hash_of(blob(1))) is None
            assert store.attachment(hash_of(blob(1))) == blob(1)
            store._connection.execute("ROLLBACK")
        assert store.own("overwrite") is not None
    with opened(folder) as store:
        assert store.own("overwrite") is None


def test_the_file_grows_by_steps_only(folder):
    """From 1 MiB on, doubling; whether one entry is added at a time or many at once."""
    sizes = set()
    with opened(folder) as store:
        for count in (1, 1, 50, 500, 4000, 1, 1, 12000):
            with suppress(ValueError):
                store.append(entries(count, start=store.count()))
            store._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            sizes.add(folder.store("b").stat().st_size)
    assert sizes == {1 << 20, 4 << 20, 16 << 20}


def test_a_key_does_not_show_itself():
    """Neither in its own text nor in a traceback that prints it."""
    key = StoreKey(b"k" * 32, b"s" * 16)
    assert "kk" not in repr(key)
    assert "6b6b" not in repr(key)
    with pytest.raises(ValueError, match="32 bytes"):
        StoreKey(b"short", b"s" * 16)


@pytest.mark.damaged("one byte of a page is changed")
def test_nothing_is_said_on_standard_error(folder, capfd):
    """SQLCipher would speak of wrong keys and damaged pages there."""
    data = bytearray(folder.store("b").read_bytes())
    data[4096 + 10] ^= 1
    folder.store("b").write_bytes(data)
    with opened(folder) as store:
        assert store.check() != []
    with suppress(Exception):
        VaultStore(folder, "b", StoreKey(KEY.salt * 2, KEY.salt))
    assert capfd.readouterr() == ("", "")


def test_chains_without_a_gap_or_a_fork_are_whole(folder):
    """Each number up to the last once, in whatever order they came; what lies under a number is told."""
    mine, theirs, third = entries(3), entries(3, author=b"\xbb" * 32), entries(2, author=b"\xdd" * 32)
    fork = entry(1, author=b"\xdd" * 32, seed=9)
    with opened(folder) as store:
        assert store.whole() == set()
        store.append([mine[2], mine[0], mine[1], theirs[0], theirs[2], *third, fork])
        assert store.whole() == {(AUTHOR, COMPARTMENT)}
        assert store.at(AUTHOR, COMPARTMENT, 1) == [mine[1].hash]
        assert store.at(b"\xdd" * 32, COMPARTMENT, 1) == sorted([third[1].hash, fork.hash])
        assert store.at(b"\xbb" * 32, COMPARTMENT, 1) == []
        store.append(theirs)
        assert store.whole() == {(AUTHOR, COMPARTMENT), (b"\xbb" * 32, COMPARTMENT)}


def other(folder):
    """The vault's other store."""
    return VaultStore(folder, "c", OTHER)


def test_both_stores_are_as_large_and_as_old_as_each_other(folder):
    """Whichever of them is used, and how much: sizes and times do not say which one it is."""

    def looks() -> set[tuple[int, int]]:
        found = [folder.store(letter).stat() for letter in "bc"]
        return {(each.st_size, each.st_mtime_ns) for each in found}

    with opened(folder) as store:
        store.append(entries(700, sealed=4112))
    ((size, _),) = looks()
    assert size == 4 << 20
    with other(folder) as store:
        assert store.check() == []
        store.append(entries(2))
    assert {size for size, _ in looks()} == {size}
    assert len(looks()) == 1
    with other(folder) as store:
        assert store._connection.execute("PRAGMA page_count").fetchone()[0] == size // 4096
        assert store.check() == []
        assert [data for _, data in store.entries()] == [each.bytes for each in entries(2)]
        store.append(entries(2000, start=2, sealed=4112))
    ((larger, _),) = looks()
    assert larger == 16 << 20
    with opened(folder) as store:
        assert store.count() == 700
        assert store.check() == []
        # Both at once: what is put after the end of one that is open takes nothing from it.
        with other(folder) as second:
            second.append(entries(3000, start=2002, sealed=4112))
        store.append(entries(1000, start=700, sealed=4112))
        assert store.check() == []
    with opened(folder) as store, other(folder) as second:
        assert (store.count(), second.count()) == (1700, 5002)
        assert store.check() == second.check() == []
    assert len(looks()) == 1
