"""Whatever the bytes of a pack, reading it ends with a pack or with mistakes that can be said; nothing else."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.attacks.writing import NETWORK, PACK, PACKS
from waystation.wording.mistakes import SENTENCES, say_mistake
from waystation.world.limits import PACK_LIMITS
from waystation.world.lines import JsonLines, TomlLines, json_values
from waystation.world.quoting import shown
from waystation.world.reading import read_pack

RIVER = PACKS / "two-days-to-the-river"
TOML, JSON = (RIVER / PACK).read_bytes(), (RIVER / NETWORK).read_bytes()
JUNK = st.one_of(
    st.binary(max_size=6),
    st.text(max_size=4).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.sampled_from(
        [
            *(
                b"\n",
                b'"',
                b",",
                b"\0",
                b"\xff\xfe",
                b"-",
                b"9" * 30,
                b"NaN",
                b"null",
                b"{",
                b"}",
                b"[",
                b"]",
                b"=",
                b".",
            ),
            *(
                b"[[traveller]]\n",
                b"[clock]\n",
                b'"""',
                b"'",
                b"#",
                b"true",
                b"1e999",
                b"0x" + b"f" * 4000,
                b"\\ud800",
                b":",
            ),
            *(
                b'"id": 1,',
                b'"when": {"a": 1},',
                b'"geometry": 5,',
                b'"features": [],',
                b"2031-10-01",
                b"18:00",
                b"\xef\xbb\xbf",
            ),
        ]
    ),
)


@st.composite
def damaged(draw: st.DrawFn, whole: bytes) -> bytes:
    """A file with up to four stretches replaced by something else, or taken from elsewhere in it."""
    data = whole
    for _ in range(draw(st.integers(1, 4))):
        begin = draw(st.integers(0, len(data)))
        end = min(len(data), begin + draw(st.sampled_from([0, 0, 1, 1, 2, 8, 100, 2000])))
        other = draw(st.integers(0, len(data)))
        piece = draw(st.one_of(JUNK, st.just(data[other : other + draw(st.integers(0, 60))])))
        data = data[:begin] + piece + data[end:]
    return data


def answers(pack: bytes, network: bytes) -> None:
    """A pack and no mistake, or mistakes with a place and a sentence."""
    reading = read_pack(pack, network)
    assert (reading.pack is None) == bool(reading.mistakes)
    assert len(reading.mistakes) <= 2 * (PACK_LIMITS.mistakes + 1)
    lines = {PACK: pack.count(b"\n") + 1, NETWORK: network.count(b"\n") + 1}
    for mistake in reading.mistakes:
        assert mistake.code in SENTENCES
        assert 0 <= mistake.line <= lines[mistake.file]
        line = say_mistake(mistake)
        assert line.isprintable()
        assert len(line) < 1000


@settings(max_examples=250)
@given(data=damaged(TOML))
def test_any_damage_to_a_pack_is_read_or_refused(data: bytes) -> None:
    """`pack.toml`, a few bytes here and there."""
    answers(data, JSON)


@settings(max_examples=250)
@given(data=damaged(JSON))
def test_any_damage_to_a_network_is_read_or_refused(data: bytes) -> None:
    """`network.geojson`, a few bytes here and there."""
    answers(TOML, data)


@given(pack=st.binary(max_size=200), network=st.binary(max_size=200))
def test_any_bytes_are_refused(pack: bytes, network: bytes) -> None:
    """Garbage in both files."""
    answers(pack, network)
    assert read_pack(pack, network).pack is None


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["closed", "night", "hut"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@given(value=VALUES)
def test_any_value_is_shown_briefly(value: object) -> None:
    """What a file holds is quoted in a few words."""
    assert 0 < len(shown(value)) <= 100


@settings(max_examples=150)
@given(
    text=st.text(alphabet="ab\"'[]{}=,.\n#\\ 1", max_size=60),
    at=st.lists(st.sampled_from(["a", "b", 0, 1]), max_size=4),
)
def test_lines_are_found_in_any_text(text: str, at: list[str | int]) -> None:
    """Looking for a line never fails, and never finds one that is not there."""
    for lines in (TomlLines(text), JsonLines(text)):
        assert 0 <= lines.of(tuple(at)) <= text.count("\n") + 1
    assert all(0 <= position < len(text) for _, position, _ in json_values(text))


def test_every_value_of_a_network_is_on_its_line(tmp_path: Path) -> None:
    """The shipped packs stand as they were written: each feature on a line of its own."""
    text = JSON.decode()
    lines = JsonLines(text)
    rows = text.splitlines()
    for number in range(10):
        line = lines.of(("features", number, "properties", "id"))
        assert '"kind"' in rows[line - 1]
