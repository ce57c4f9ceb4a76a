"""What a passphrase sealed in age's format is opened without the library's opinion of how quick this machine is."""

from __future__ import annotations

import base64
import os
from pathlib import Path

import pyrage
import pytest
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from waystation.errors import Damaged, Usage, WrongPassphrase
from waystation.storage import age_files, age_scrypt
from waystation.storage.age_scrypt import MOST_WORK, open_with_passphrase

WORDS = "orchid magnet fjord bishop velvet comet"
CHUNK = 65536


def letters(data: bytes) -> bytes:
    """As age writes bytes."""
    return base64.b64encode(data).rstrip(b"=")


def derived(key: bytes, salt: bytes, info: bytes) -> bytes:
    """A key from a key."""
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=info).derive(key)


def sealed(plain: bytes, work: int = 2, said: int | None = None) -> bytes:
    """A file as https://age-encryption.org/v1 has it, cheap to guess; its work may be said to be another."""
    key, salt, nonce = b"k" * 16, b"s" * 16, b"n" * 16
    wrap = Scrypt(salt=b"age-encryption.org/v1/scrypt" + salt, length=32, n=1 << work, r=8, p=1).derive(WORDS.encode())
    wrapped = ChaCha20Poly1305(wrap).encrypt(bytes(12), key, None)
    stanza = b"-> scrypt " + letters(salt) + b" " + str(said or work).encode() + b"\n" + letters(wrapped)
    header = b"age-encryption.org/v1\n" + stanza + b"\n---"
    seal = HMAC(derived(key, b"", b"header"), SHA256())
    seal.update(header)
    chunks = [plain[at : at + CHUNK] for at in range(0, len(plain), CHUNK)] or [b""]
    cipher = ChaCha20Poly1305(derived(key, nonce, b"payload"))
    numbered = [
        cipher.encrypt(number.to_bytes(11) + bytes([number == len(chunks) - 1]), chunk, None)
        for number, chunk in enumerate(chunks)
    ]
    return header + b" " + letters(seal.finalize()) + b"\n" + nonce + b"".join(numbered)


def armoured(data: bytes) -> bytes:
    """The form of text."""
    body = base64.b64encode(data)
    lines = [body[at : at + 64] for at in range(0, len(body), 64)]
    return b"\n".join([b"-----BEGIN AGE ENCRYPTED FILE-----", *lines, b"-----END AGE ENCRYPTED FILE-----", b""])


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_it_opens_what_the_library_opens(size: int) -> None:
    """To the same bytes, in both forms."""
    plain = bytes(number % 251 for number in range(size))
    data = sealed(plain)
    assert pyrage.passphrase.decrypt(data, WORDS) == plain
    assert open_with_passphrase(data, WORDS) == plain
    assert open_with_passphrase(armoured(data), WORDS) == plain


def test_it_opens_what_the_library_and_the_tool_sealed(root: Path) -> None:
    """At the work that they choose."""
    assert open_with_passphrase(pyrage.passphrase.encrypt(b"words", WORDS), WORDS) == b"words"
    kept = root / "tests" / "vectors" / "age"
    assert open_with_passphrase((kept / "passphrase.age").read_bytes(), "correct horse") == (
        (kept / "plain.txt").read_bytes()
    )


@pytest.mark.parametrize("size", [0, 1, CHUNK, CHUNK + 1])
def test_the_library_opens_what_is_sealed_here(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever its length; with less work only so that the test is quick."""
    monkeypatch.setattr(age_scrypt, "WORK", 4)
    plain = bytes(number % 251 for number in range(size))
    data = age_scrypt.seal_with_passphrase(plain, WORDS, os.urandom)
    assert pyrage.passphrase.decrypt(data, WORDS) == plain
    assert open_with_passphrase(data, WORDS) == plain
    assert data != age_scrypt.seal_with_passphrase(plain, WORDS, os.urandom)


def test_a_guess_never_costs_less_than_the_tool_has_it_cost(root: Path) -> None:
    """However slow or busy the machine is that seals: the work stands in the file, beside the tool's own."""
    of_the_tool = (root / "tests" / "vectors" / "age" / "passphrase.age").read_bytes().split(b"\n")[1].split()
    ours = age_files.seal_with(b"words", WORDS).split(b"\n")[1].split()
    assert (ours[1], ours[3]) == (of_the_tool[1], of_the_tool[3]) == (b"scrypt", b"18")
    assert ours[2] != of_the_tool[2]


def test_another_passphrase_opens_nothing() -> None:
    """And is told from damage."""
    with pytest.raises(WrongPassphrase):
        open_with_passphrase(sealed(b"words"), WORDS + "!")


def test_no_changed_byte_is_read() -> None:
    """Whichever it is; nor a file that ends too early, or goes on."""
    data = sealed(b"words")
    for at in range(len(data)):
        changed = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
        with pytest.raises((Damaged, WrongPassphrase, Usage)):
            open_with_passphrase(changed, WORDS)
    long = sealed(bytes(CHUNK))
    for wrong in (data[:-1], data + b"x", long[: -CHUNK - 16], long + sealed(b"")[-16:], armoured(data)[:-9], b""):
        with pytest.raises((Damaged, Usage)):
            open_with_passphrase(wrong, WORDS)


def test_more_memory_than_is_given_is_not_asked_for() -> None:
    """The library refuses so much work too; then it is said."""
    for work, megabytes in ((MOST_WORK + 1, 2048), (40, 1 << 30)):
        with pytest.raises(Usage) as refused:
            open_with_passphrase(sealed(b"words", said=work), WORDS)
        assert (refused.value.code, refused.value.fields) == ("age_work", {"megabytes": megabytes})
    with pytest.raises(Usage, match="age_work"):
        age_files.unseal(sealed(b"words", said=40), passphrase=WORDS)


def test_a_machine_that_the_library_takes_to_be_slow_opens_its_backup(monkeypatch: pytest.MonkeyPatch) -> None:
    """What it says then is what it says of far too much work, which is the same anywhere."""

    def slow(data: bytes, passphrase: str) -> bytes:
        return bytes(decrypt(sealed(b"words", said=40), passphrase))

    decrypt = pyrage.passphrase.decrypt
    monkeypatch.setattr(age_files.pyrage.passphrase, "decrypt", slow)
    assert age_files.unseal(sealed(b"words"), passphrase=WORDS) == b"words"
