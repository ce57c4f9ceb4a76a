"""A stream is sealed and opened again whole, in order, or it is said what is wrong."""

from __future__ import annotations

import hashlib
import os
import random
from io import BytesIO

import pytest

from waystation.errors import Damaged, Usage
from waystation.storage.sealed_files import SealedFiles
from waystation.storage.sealed_streams import Changed, must_be_there, names_of, opened_stream, seal_stream
from waystation.vault.chunks import CAPACITY, MOST_SIZE, Chunks

SIZES = (1, 1000, CAPACITY - 1, CAPACITY, CAPACITY + 1, 2 * CAPACITY, 3 * CAPACITY + 17)


class Dribbling:
    """A pipe: a few bytes at a time.

    Args:
        data: All of them.
    """

    def __init__(self, data: bytes) -> None:
        self._inside, self._chance = BytesIO(data), random.Random(1)

    def read(self, size: int) -> bytes:
        """At most so many, and mostly fewer."""
        return self._inside.read(min(size, self._chance.randrange(1, 1 << 20)))


@pytest.fixture
def files(tmp_path):
    """An empty folder of chunks."""
    made = SealedFiles(tmp_path / "m")
    made.make()
    return made


@pytest.fixture
def chunks():
    """The chunks of some keepsake."""
    return Chunks(os.urandom(32), os.urandom(16))


def opened(files: SealedFiles, chunks: Chunks, data: bytes) -> bytes:
    """What a stream is, opened again."""
    return b"".join(opened_stream(files, chunks, len(data), hashlib.sha256(data).digest()))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("source", [BytesIO, Dribbling])
def test_what_was_sealed_opens_again(files, chunks, size, source):
    """Of any size around the borders of chunks, from a file or from a pipe."""
    data = random.Random(size).randbytes(size)
    told: list[int] = []
    done = seal_stream(files, chunks, source(data), os.urandom, told=told.append)
    assert (done.size, done.sha256, done.chunks) == (size, hashlib.sha256(data).digest(), -(-size // CAPACITY))
    assert told[-1] == size
    assert told == sorted(told)
    assert files.names() == set(names_of(chunks, size))
    must_be_there(files, chunks, size)
    assert opened(files, chunks, data) == data


def test_what_lies_there_already_is_kept_and_what_is_torn_is_sealed_anew(files, chunks):
    """A second attempt writes only what is missing."""
    data = random.Random(1).randbytes(3 * CAPACITY)
    seal_stream(files, chunks, BytesIO(data), os.urandom)
    first, second, third = ((files.path / name) for name in names_of(chunks, len(data)))
    second.write_bytes(second.read_bytes()[:1000])
    third.unlink()
    before = first.stat().st_ctime_ns
    seal_stream(files, chunks, BytesIO(data), os.urandom)
    assert first.stat().st_ctime_ns == before
    assert opened(files, chunks, data) == data


@pytest.mark.parametrize("cut", [1, CAPACITY + 3, 2 * CAPACITY])
def test_a_source_that_is_another_now_is_found_out(files, chunks, cut):
    """Other bytes, or fewer, in a chunk that was sealed before."""
    data = random.Random(1).randbytes(2 * CAPACITY + 5)
    seal_stream(files, chunks, BytesIO(data), os.urandom)
    with pytest.raises(Changed):
        seal_stream(files, chunks, BytesIO(data[:cut]), os.urandom)


@pytest.mark.parametrize("which", [0, 1, 2])
def test_missing_and_changed_bytes_are_told_apart(files, chunks, which):
    """And which piece it is; nothing is handed on that was changed."""
    data = random.Random(1).randbytes(2 * CAPACITY + 5)
    seal_stream(files, chunks, BytesIO(data), os.urandom)
    path = files.path / list(names_of(chunks, len(data)))[which]
    path.write_bytes(path.read_bytes()[:-1] + bytes([path.read_bytes()[-1] ^ 1]))
    with pytest.raises(Damaged) as found:
        opened(files, chunks, data)
    assert (found.value.code, found.value.fields) == ("archive_bytes_changed", {"number": which + 1, "of": 3})
    path.unlink()
    with pytest.raises(Damaged) as found:
        opened(files, chunks, data)
    assert (found.value.code, found.value.fields) == ("archive_bytes_missing", {"number": which + 1, "of": 3})
    with pytest.raises(Damaged):
        must_be_there(files, chunks, len(data))


def test_a_record_that_names_other_bytes_is_found_out(files, chunks):
    """The chunks open, but they are not what is written down: another hash, or another length."""
    seal_stream(files, chunks, BytesIO(b"abc"), os.urandom)
    for size, other in ((3, b"abd"), (2, b"abc")):
        with pytest.raises(Damaged) as found:
            list(opened_stream(files, chunks, size, hashlib.sha256(other).digest()))
        assert found.value.code == "archive_bytes_changed"


def test_chunks_swapped_on_the_disk_are_found_out(files, chunks):
    """Each is bound to its place."""
    data = random.Random(1).randbytes(2 * CAPACITY)
    seal_stream(files, chunks, BytesIO(data), os.urandom)
    first, second = ((files.path / name) for name in names_of(chunks, len(data)))
    one, two = first.read_bytes(), second.read_bytes()
    first.write_bytes(two)
    second.write_bytes(one)
    with pytest.raises(Damaged):
        opened(files, chunks, data)


def test_what_the_disk_refuses_ends_it(files, chunks, monkeypatch):
    """The error of a chunk that was sealed beside is not lost, and nothing goes on."""

    def refuse(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(Usage) as refused:
        seal_stream(files, chunks, BytesIO(bytes(20 * CAPACITY)), os.urandom)
    assert refused.value.code == "vault_full"


def test_a_size_beyond_all_sense_is_not_gone_through(chunks):
    """A record says whatever its author likes; asking for its names must not take for ever."""
    assert len(list(names_of(chunks, 1 << 50))) == 1
    assert next(iter(names_of(chunks, MOST_SIZE))) == chunks.name(0)
