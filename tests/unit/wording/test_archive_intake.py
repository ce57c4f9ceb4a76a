"""What is said of keepsakes coming in and lying here: in one line each, in English and in Korean."""

from __future__ import annotations

import re

import pytest

from waystation.archive.beside import BESIDE
from waystation.archive.listed import Carried, Held, Looked, Received, Resumed, Skipped, Taken
from waystation.archive.records import KINDS, SOURCES, Change, Keepsake
from waystation.errors import Mistake, Usage
from waystation.wording import archive_intake as wording
from waystation.wording.language import say, speaking
from waystation.wording.mistakes import sentence
from waystation.wording.mistakes_archive import ARCHIVE

KEPT = Keepsake(
    item="3f28cef1" * 4, kind="still", sha256="0" * 64, size=2_825, media="image/jpeg", key="0" * 64, chunks=1,
    name="IMG_412.jpg", source="broker", who="boatman", how="001", made="2031-10", place="bank", journey="j",
    of="d" * 32, changes=(Change(what="faces", detail="2"),),
)  # fmt: skip
HELD = Held(KEPT, "founder", here=True, destroyed=False, recreation=True, people=("mother",))
TAKEN = Taken(
    (("IMG_412.jpg", KEPT),),
    (
        Skipped("b.jpg", Usage("archive_kept_already", item="3f28cef1", mission="heron")),
        Skipped("c", Usage("archive_source_empty", path="c")),
    ),
)  # fmt: skip
LOOKED = Looked("image/jpeg", 96, 64, 2.5, 1, frozenset(BESIDE))
CARRIED = Carried(2, 1, ("a" * 32,), 4, 4 << 20)
RECEIVED = Received(1, 2, 3, 4, ("a" * 32,))
RESUMED = [
    Resumed("IMG_412.jpg", "taken", KEPT),
    Resumed("-", "let go"),
    Resumed("c", "waits", why=Usage("archive_busy")),
]


def everything() -> dict[str, list[str]]:
    """All that this module says, of values as they are met."""
    return {
        "kinds": [say(text) for text in wording.KINDS.values()],
        "sources": [say(text) for text in wording.SOURCES.values()],
        "taken": [wording.taken_line(TAKEN, "heron"), *wording.skipped_lines(TAKEN)],
        "rows": [text for row in wording.taken_rows(TAKEN) for text in row],
        "held": [*wording.held_header(), *(text for row in wording.held_rows([HELD]) for text in row)],
        "shown": [text for row in wording.shown_lines(HELD) for text in row],
        "looked": [*wording.looked_lines(LOOKED), *wording.looked_lines(Looked("text/plain", confined=True))],
        "written": [wording.written_out_line(KEPT, "look.jpg")],
        "carried": list(wording.carried_lines(CARRIED, "stick")),
        "received": list(wording.received_lines(RECEIVED)),
        "forgotten": [
            wording.question_of_forgetting([KEPT]), wording.forgotten_line(1), wording.copies_left_line([KEPT]),
        ],
        "resumed": [text for row in wording.resumed_rows(RESUMED) for text in row],
        "nothing": [say(wording.NOTHING), say(wording.NOTHING_BROKEN)],
    }  # fmt: skip


@pytest.mark.parametrize("what", everything())
def test_everything_is_said_whole(what):
    """One line, nothing unfilled, in either language."""
    for language in ("en", "ko"):
        with speaking(language):
            for text in everything()[what]:
                assert text.isprintable()
                assert not re.search(r"[{}]", text), text


STAYS = re.compile(
    r"waystation [a-z -]+|IMG_412\.jpg|look\.jpg|b\.jpg|image/jpeg|heron|boatman|mother|founder|stick|bank|3f28cef1\w*"
    r"|SHA-256|EXIF|IPTC|XMP|C2PA|\bkB|\bMB|\ba{8}|\bd{8}|\b[cj]\b|0{64}"
)


@pytest.mark.parametrize("what", everything())
def test_everything_is_said_in_korean(what):
    """No English word is left but names, ids, forms and commands."""
    with speaking("ko"):
        left = {word for text in everything()[what] for word in re.findall("[A-Za-z]{2,}", STAYS.sub(" ", text))}
    assert left == set()


def test_every_kind_and_source_and_thing_beside_has_its_words():
    """None is passed over in silence."""
    assert tuple(wording.KINDS) == KINDS
    assert tuple(wording.SOURCES) == SOURCES
    assert set(wording.BESIDE) == set(BESIDE)


@pytest.mark.parametrize(
    ("size", "said"),
    [(0, "0 bytes"), (999, "999 bytes"), (1000, "1.0 kB"), (2_825, "2.8 kB"), (9_949, "9.9 kB"), (9_950, "10 kB"),
     (999_499, "999 kB"), (999_500, "1.0 MB"), (10_240_000_000, "10 GB"), (5 * 10**15, "5000 TB")],
)  # fmt: skip
def test_sizes_are_said_closely(size, said):
    """In units of a thousand, as disks and telephones count."""
    assert wording.bytes_of(size) == said


def test_a_recreation_is_called_one():
    """Whatever kind its record says."""
    (row,) = wording.held_rows([HELD])
    assert row[1] == "recreation, copy of dddddddd"
    assert "never passes" in dict(wording.shown_lines(HELD))["beware"]


def test_a_path_is_said_once():
    """Some reasons name it themselves."""
    assert list(wording.skipped_lines(TAKEN)) == [
        "not taken in: b.jpg: the very same bytes are kept already, as 3f28cef1 of heron",
        "not taken in: c is empty",
    ]


@pytest.mark.parametrize("code", ARCHIVE)
def test_every_mistake_is_said_in_both_languages(code):
    """Each with the fields that it is raised with."""
    names = re.findall(r"\{(\w+)", ARCHIVE[code])
    fields: dict[str, object] = dict.fromkeys(names, 7) | {name: "x" for name in names if name not in ("number", "of")}
    for language in ("en", "ko"):
        with speaking(language):
            said = sentence(Mistake(code, fields=fields))
            assert not re.search(r"[{}]", said)
    assert re.search("[가-힣]", said)
