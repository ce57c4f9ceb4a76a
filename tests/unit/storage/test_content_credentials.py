"""Content Credentials as the C2PA project's own reader reads them: they hold, and tell nothing of anybody."""

from __future__ import annotations

import json
import os
import sys

import c2pa
import pytest
from PIL import Image

from waystation.errors import Damaged, Missing
from waystation.storage.content_credentials import CredentialSigner, Published

FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP", "image/tiff": "TIFF"}


def picture(path, media):
    """A picture file, large enough that a thumbnail would be made of it."""
    Image.effect_noise((640, 480), 60).convert("RGB").save(path, FORMATS[media])
    return path


def read(path, media):
    """What the reader says of a file."""
    with path.open("rb") as file, c2pa.Reader(media, file) as reader:
        return json.loads(reader.json())


@pytest.fixture
def signer():
    """A signer."""
    return CredentialSigner(os.urandom)


@pytest.mark.parametrize("media", FORMATS)
def test_the_reader_finds_them_valid_and_the_signer_unknown(tmp_path, signer, media):
    """Its one complaint is that nobody vouches for the certificate; that is what the documentation says."""
    assert signer.can_hold(media)
    source = picture(tmp_path / "01", media)
    signer.sign(Published("01.x", media, "still", "ab" * 32, ("metadata", "faces")), source, tmp_path / "out")
    said = read(tmp_path / "out", media)
    assert said["validation_state"] == "Valid"
    failures = said["validation_results"]["activeManifest"]["failure"]
    assert [one["code"] for one in failures] == ["signingCredential.untrusted"]
    manifest = said["manifests"][said["active_manifest"]]
    custody = next(one["data"] for one in manifest["assertions"] if one["label"] == "org.waystation.custody")
    assert custody == {
        "kind": "still", "recreation": False, "sha256_without_credentials": "ab" * 32, "changes": ["faces", "metadata"],
    }  # fmt: skip


def test_there_is_no_thumbnail_no_time_and_no_name_in_them(tmp_path, signer):
    """A thumbnail would show what was covered before; a time, when somebody was at work."""
    source = picture(tmp_path / "Ri Minu.jpg", "image/jpeg")
    signer.sign(Published("01.jpg", "image/jpeg", "still", "ab" * 32), source, tmp_path / "out")
    text = json.dumps(read(tmp_path / "out", "image/jpeg"))
    assert "thumbnail" not in text
    assert '"time"' not in text
    assert '"when"' not in text
    whole = (tmp_path / "out").read_bytes()
    for word in (b"thumbnail", b"Minu", str(tmp_path).encode(), b"exif", b"dcterms"):
        assert word not in whole
    assert len(whole) - source.stat().st_size < 8_000
    with Image.open(source) as before, Image.open(tmp_path / "out") as after:
        assert before.tobytes() == after.tobytes()


def test_a_recreation_says_so_in_its_title_and_in_its_custody(tmp_path, signer):
    """Whatever program shows them."""
    source = picture(tmp_path / "01.jpg", "image/jpeg")
    signer.sign(Published("01.jpg", "image/jpeg", "recreation", "ab" * 32), source, tmp_path / "out")
    said = read(tmp_path / "out", "image/jpeg")
    manifest = said["manifests"][said["active_manifest"]]
    assert manifest["title"] == "RECREATION 01.jpg"
    actions = next(one["data"]["actions"] for one in manifest["assertions"] if one["label"] == "c2pa.actions.v2")
    assert [one["digitalSourceType"].rpartition("/")[2] for one in actions] == ["digitalCreation"]


def test_a_changed_pixel_is_found_by_the_reader(tmp_path, signer):
    """That is what they are for."""
    source = picture(tmp_path / "01.jpg", "image/jpeg")
    signer.sign(Published("01.jpg", "image/jpeg", "still", "ab" * 32), source, tmp_path / "out")
    data = bytearray((tmp_path / "out").read_bytes())
    data[-100] ^= 1
    (tmp_path / "out").write_bytes(data)
    assert read(tmp_path / "out", "image/jpeg")["validation_state"] == "Invalid"


def test_two_bundles_have_no_certificate_in_common(tmp_path, signer):
    """What is published cannot be laid side by side by who signed it."""
    source = picture(tmp_path / "01.jpg", "image/jpeg")
    serials = set()
    for number, one in enumerate((signer, CredentialSigner(os.urandom))):
        one.sign(Published("01.jpg", "image/jpeg", "still", "ab" * 32), source, tmp_path / f"out{number}")
        said = read(tmp_path / f"out{number}", "image/jpeg")
        serials.add(said["manifests"][said["active_manifest"]]["signature_info"]["cert_serial_number"])
    assert len(serials) == 2


def test_what_is_not_what_it_begins_as_is_one_sentence(tmp_path, signer):
    """And no half of a file stays."""
    (tmp_path / "01.jpg").write_bytes(b"not a picture")
    with pytest.raises(Damaged, match="c2pa_failed"):
        signer.sign(Published("01.jpg", "image/jpeg", "still", "ab" * 32), tmp_path / "01.jpg", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_text_can_hold_none(signer):
    """Then the bundle has none for it."""
    assert not signer.can_hold("text/plain")
    assert not signer.can_hold("")


def test_without_the_extra_one_line_says_what_is_missing(monkeypatch):
    """Nothing else needs it."""
    monkeypatch.setitem(sys.modules, "c2pa", None)
    with pytest.raises(Missing, match="c2pa_missing"):
        CredentialSigner(os.urandom)
