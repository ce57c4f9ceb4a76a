"""Forms with a file, parsed as they come."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waystation.errors import Usage
from waystation.web.keep.uploads import MOST_FIELD_BYTES, MOST_PARTS, Upload


def form(*parts: tuple[str, str | None, bytes]) -> bytes:
    """A form with these parts: a name, a file's name or None, and what is in it."""
    body = b""
    for name, file, data in parts:
        told = f'; filename="{file}"' if file is not None else ""
        body += f'--b\r\nContent-Disposition: form-data; name="{name}"{told}\r\n\r\n'.encode() + data + b"\r\n"
    return body + b"--b--\r\n"


@given(st.lists(st.integers(0, 400), max_size=12), st.binary(max_size=120))
def test_it_does_not_matter_where_a_form_is_cut(cuts, data):
    """Fields are whole, and the pieces of the file together are the file."""
    whole = form(
        ("pledge", None, b"abc"), ("use", None, b"public"), ("use", None, "영화".encode()), ("file", "a.jpg", data)
    )
    upload, pieces = Upload(b"b"), []
    edges = [0, *sorted(min(cut, len(whole)) for cut in cuts), len(whole)]
    for start, end in pairwise(edges):
        pieces += upload.feed(whole[start:end])
    assert b"".join(pieces) == data
    assert upload.typed == {"pledge": ("abc",), "use": ("public", "영화")}
    assert (upload.name, upload.began, upload.ended) == ("a.jpg", True, True)


def test_a_file_has_begun_only_once_the_fields_before_it_are_whole():
    """So that whoever takes it in knows the pledge first."""
    upload = Upload(b"b")
    whole = form(("pledge", None, b"abc"), ("file", "a.jpg", b"data"))
    upload.feed(whole[: whole.index(b'name="file"')])
    assert not upload.began
    assert upload.typed == {"pledge": ("abc",)}


@pytest.mark.parametrize("name", ["C:\\phone\\IMG_1.jpg", "/sdcard/DCIM/IMG_1.jpg", "IMG_1.jpg"])
def test_of_a_files_path_only_its_name_is_kept(name):
    """Whatever a browser sends along."""
    upload = Upload(b"b")
    upload.feed(form(("file", name.replace("\\", "\\\\"), b"x")))
    assert upload.name == "IMG_1.jpg"


@pytest.mark.parametrize(
    "body",
    [
        b"no form at all",
        b"--c\r\n\r\n",
        form(*[("use", None, b"x")] * (MOST_PARTS + 1)),
        form(("title", None, b"x" * (MOST_FIELD_BYTES + 1))),
        form(("file", "a", b"x"), ("source", None, b"broker")),
        form(("title", None, b"\xff\xfe")),
    ],
    ids=["no form", "another boundary", "many parts", "a long field", "fields behind the file", "no UTF-8"],
)
def test_what_is_no_form_of_these_pages_is_refused(body):
    """Too many fields, too long ones, and whatever comes behind the file."""
    with pytest.raises(Usage) as found:
        Upload(b"b").feed(body)
    assert found.value.code == "upload_unread"
