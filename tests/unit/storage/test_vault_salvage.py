"""From a damaged store everything on sound pages is read, what is lost is named, and nothing is written."""

from __future__ import annotations

import random

import pytest

from tests.stored_entries import AUTHOR, COMPARTMENT, KEY, OTHER, blob, entries, entry, hash_of, new_vault, opened
from waystation.errors import Damaged
from waystation.storage.vault_check import Harm
from waystation.storage.vault_pages import PAGE, PageKeys, damaged_pages
from waystation.storage.vault_salvage import salvage
from waystation.storage.vault_store import VaultStore

SIZES = (272, 1040, 4112, 8208)


@pytest.fixture
def made(tmp_path):
    """A vault with entries that fit on a page and entries that need many, attachments, own values."""
    folder = new_vault(tmp_path / "v")
    kept = [entry(number, sealed=SIZES[number % 4], attachment=hash_of(blob(number))) for number in range(24)]
    with opened(folder) as store:
        for each in kept:
            store.append([each], kinds={each.hash: "report"})
        store.append(attachments=[blob(number, 60 + 500 * number) for number in range(10)], own={"device": b"d" * 64})
        store.destroy([hash_of(blob(3, 1560)), hash_of(b"never here")])
    return folder, kept


def damage(folder, *numbers):
    """Turn one bit over on some pages."""
    data = bytearray(folder.store("b").read_bytes())
    for number in numbers:
        data[(number - 1) * PAGE + 1234] ^= 4
    folder.store("b").write_bytes(data)
    return bytes(data)


def test_from_a_sound_store_everything_is_read(made):
    """As SQLite reads it, without SQLite."""
    folder, kept = made
    found = salvage(folder.store("b"), KEY)
    assert list(found.entries.values()) == [each.bytes for each in kept]
    assert list(found.entries) == [each.hash for each in kept]
    with opened(folder) as store:
        assert found.attachments == store.attachments(store.attachment_hashes())
        assert len(found.attachments) == 9
        assert found.own == store.owns() == {"device": b"d" * 64}
        assert found.destroyed == store.destroyed()
    assert (found.damaged_pages, found.lost) == ((), ())


def test_what_the_log_holds_is_read_too(made):
    """After a crash it lies there; the newest version of a page counts."""
    folder, kept = made
    more = entries(30, start=24)
    with opened(folder) as store:
        for each in more:
            store.append([each])
        found = salvage(folder.store("b"), KEY)
        assert list(found.entries) == [each.hash for each in [*kept, *more]]
        assert store.check() == []


def test_what_was_not_acknowledged_is_not_read(made):
    """A transaction that was taken back has written into the log, and would fork the chain."""
    folder, kept = made
    with opened(folder) as store:
        store.append(entries(1, start=24))
        store._connection.execute("PRAGMA cache_size = 10")
        with pytest.raises(KeyError):
            _taken_back(store)
        assert (folder.path / "b-wal").stat().st_size > 100 * PAGE
        expected = [*(each.hash for each in kept), entry(24).hash]
        assert list(salvage(folder.store("b"), KEY).entries) == expected
        store.append(entries(1, start=25))
        assert list(salvage(folder.store("b"), KEY).entries) == [*expected, entry(25).hash]
        assert store.check() == []


def _taken_back(store):
    with store.writing():
        store.append(entries(20, start=25, sealed=65552, seed=5))
        raise KeyError


@pytest.mark.damaged("one byte of the log is changed")
def test_a_damaged_page_of_the_log_takes_no_more_with_it_than_itself(made):
    """SQLite would end at the first damaged frame and forget what was acknowledged after it."""
    folder, kept = made
    more = entries(12, start=24, sealed=4112)
    with opened(folder) as store:
        for each in more:
            store.append([each])
        log = (folder.path / "b-wal").read_bytes()
        data = folder.store("b").read_bytes()
    broken = bytearray(log)
    broken[32 + 5 * (24 + PAGE) + 500] ^= 1
    (folder.path / "b").write_bytes(data)
    (folder.path / "b-wal").write_bytes(broken)
    found = salvage(folder.store("b"), KEY)
    missing = {each.hash for each in [*kept, *more]} - set(found.entries)
    assert len(missing) <= 1
    assert (folder.path / "b-wal").read_bytes() == bytes(broken)


def test_each_damaged_page_is_named_and_takes_only_its_own_with_it(made):
    """Whatever page it is: of the first, from which SQLite reads all others; of a tree's top; of an entry's middle."""
    folder, kept = made
    sound = folder.store("b").read_bytes()
    used = 1 + max(
        number
        for number in range(1, len(sound) // PAGE + 1)
        if any(PageKeys(KEY).open(number, sound[(number - 1) * PAGE : number * PAGE])[16:])
    )
    lost_somewhere = 0
    for number in range(1, used):
        before = damage(folder, number)
        found = salvage(folder.store("b"), KEY)
        assert found.damaged_pages == damaged_pages(folder.store("b"), KEY) == (number,)
        missing = {each.hash for each in kept} - set(found.entries)
        assert len(missing) <= PAGE // 500
        assert {header.hash for header in found.lost} == missing
        lost_somewhere += len(missing)
        assert folder.store("b").read_bytes() == before
        folder.store("b").write_bytes(sound)
    assert lost_somewhere >= len(kept)


def test_a_lost_entry_is_named_by_its_header(made):
    """Author, compartment, number and kind, so that others can be asked for it."""
    folder, kept = made
    sound = folder.store("b").read_bytes()
    for number in range(2, len(sound) // PAGE):
        damage(folder, number)
        lost = salvage(folder.store("b"), KEY).lost
        folder.store("b").write_bytes(sound)
        if lost:
            each = kept[lost[0].row - 1]
            assert lost[0] == (
                each.sequence + 1,
                each.hash,
                AUTHOR,
                COMPARTMENT,
                each.sequence,
                each.attachment,
                "report",
                True,
            )
            return
    raise AssertionError("no page held an entry")


@pytest.mark.damaged("two pages are changed")
def test_an_open_store_reads_on_past_damage_and_writes_no_more(made):
    """What is intact opens, what is not is named; the file stays as it was, byte for byte."""
    folder, kept = made
    pages = [number for number in range(2, 256) if _holds_entries(folder, number)]
    before = damage(folder, *pages[3:5])
    with opened(folder) as store:
        assert not store.harmed
        read = dict(store.entries())
        assert store.harmed
        assert {each.hash for each in kept} == {header.hash for header in read} | {header.hash for header in store.lost}
        assert 0 < len(store.lost) <= 2 * PAGE // 500
        assert all(kept[header.row - 1].bytes == data for header, data in read.items())
        assert store.bytes_of([store.lost[0].hash, kept[0].hash]).keys() <= {kept[0].hash}
        with pytest.raises(Damaged) as refused:
            store.append(entries(1, start=24))
        assert refused.value.code == "vault_damaged"
        assert store.count() == 24
        harms = store.check()
        assert [harm for harm in harms if harm.code == "page"] == [Harm("page", number=number) for number in pages[3:5]]
    assert folder.store("b").read_bytes() == before


def _holds_entries(folder, number):
    data = folder.store("b").read_bytes()[(number - 1) * PAGE : number * PAGE]
    return PageKeys(KEY).open(number, data)[0] == 0x0D and bytes(16) + COMPARTMENT in PageKeys(KEY).open(number, data)


@pytest.mark.damaged("one page is changed")
@pytest.mark.parametrize("number", [*range(1, 14), 250, 253, 256])
def test_whichever_page_is_damaged_the_store_opens_with_all_that_is_intact(made, number):
    """Also the first, from which all others are found; headers are made anew where they are gone."""
    folder, kept = made
    before = damage(folder, number)
    intact = salvage(folder.store("b"), KEY)
    with opened(folder) as store:
        read = {header.hash: data for header, data in store.entries()}
        assert {each.hash: each.bytes for each in kept if each.hash in read} == read
        assert read.keys() == intact.entries.keys()
        assert len(read) >= len(kept) - PAGE // 500
        assert store.bytes_of(each.hash for each in kept) == read
        assert {header.hash for header in store.lost} == {each.hash for each in kept} - read.keys()
        assert set(store.owns()) == set(intact.own)
        assert store.attachments(store.attachment_hashes()) == intact.attachments
        known = store.headers(author=AUTHOR, compartment=COMPARTMENT, kinds=["report"])
        made_anew = store.headers(author=AUTHOR, compartment=COMPARTMENT, verified=False)
        assert {header.hash for header in (*known, *made_anew)} >= read.keys()
        if store.harmed:
            store.set_kinds({header.hash: "report" for header in made_anew})
            store.set_verified([header.hash for header in made_anew], True)
            assert len(store.headers(kinds=["report"], verified=True)) >= len(read)
            with pytest.raises(Damaged):
                store.append(entries(1, start=24))
            with pytest.raises(Damaged):
                store.set_own({"device": None})
        assert Harm("page", number=number) in store.check()
    assert folder.store("b").read_bytes() == before


def test_a_key_that_opens_no_page_opens_no_store(made):
    """There is nothing to go on with; it is damaged as far as anybody can tell."""
    folder, _ = made
    with pytest.raises(Damaged) as refused:
        VaultStore(folder, "b", OTHER)
    assert refused.value.code == "vault_damaged"


@pytest.mark.damaged("chance changes it, and the last change stays")
def test_chance_damage_never_ends_in_anything_but_our_own_words(made):
    """Bytes changed anywhere, pages swapped, the file cut or lengthened: what is read is what was kept."""
    folder, kept = made
    sound, hashes, chance = folder.store("b").read_bytes(), {each.hash for each in kept}, random.Random(5)
    for _ in range(60):
        data = bytearray(sound)
        match chance.randrange(4):
            case 0:
                for _ in range(chance.randrange(1, 200)):
                    data[chance.randrange(len(data))] ^= chance.randrange(1, 256)
            case 1:
                one, two = (chance.randrange(len(data) // PAGE) * PAGE for _ in range(2))
                data[one : one + PAGE], data[two : two + PAGE] = data[two : two + PAGE], data[one : one + PAGE]
            case 2:
                del data[chance.randrange(len(data)) :]
            case 3:
                data += chance.randbytes(chance.randrange(1, 3 * PAGE))
        folder.store("b").write_bytes(data)
        found = salvage(folder.store("b"), KEY)
        assert set(found.entries) <= hashes
        assert (data[: len(sound)] == sound) == (not found.damaged_pages)
        try:
            with opened(folder) as store:
                assert {header.hash for header, _ in store.entries()} <= hashes
        except Damaged:
            assert found.damaged_pages


@pytest.mark.damaged("a table is changed behind the store's back")
@pytest.mark.parametrize(
    ("statement", "harm"),
    [
        ("UPDATE entry SET bytes = x'00' WHERE row = 2", "entry"),
        ("DELETE FROM entry WHERE row = 2", "no_entry"),
        ("DELETE FROM header WHERE row = 2", "no_header"),
        ("UPDATE attachment SET bytes = x'00' WHERE row = 2", "attachment"),
        ("INSERT INTO destroyed SELECT hash FROM attachment WHERE row = 2", "revived"),
    ],
)
def test_what_does_not_belong_together_is_named(made, statement, harm):
    """As only somebody with the key, or a mistake of ours, could do it."""
    folder, _ = made
    with opened(folder) as store:
        assert store.check() == []
        store._connection.execute(statement)
        assert [found.code for found in store.check()] == [harm]
