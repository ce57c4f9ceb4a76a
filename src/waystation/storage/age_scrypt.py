"""Files of age that a passphrase opens, sealed with the same work everywhere, and opened on slow machines too.

The library measures how quick this machine is now. It seals with as little work as takes a second, which on an old
telephone, or a busy machine, makes guessing cheap for everybody else; and it refuses a file that was sealed on a much
quicker machine. Here a guess always costs what the tool age has it cost, and whoever has nothing but an old telephone
waits, and does not go without the backup. The format is age's (https://age-encryption.org/v1), the primitives are those
of `cryptography`; decided here is only the work.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from waystation.errors import Damaged, Usage, WrongPassphrase

__all__ = ["MOST_WORK", "WORK", "open_with_passphrase", "seal_with_passphrase"]

WORK = 18
"""log2 of the work of a guess, as the tool age has it: 256 MiB of memory, and about a second."""

MOST_WORK = 20
"""log2 of the most work that is done to open a file: 1 GiB of memory."""

BEGIN, END = b"-----BEGIN AGE ENCRYPTED FILE-----", b"-----END AGE ENCRYPTED FILE-----"
HEADER = re.compile(
    rb"(age-encryption\.org/v1\n-> scrypt ([A-Za-z0-9+/]{22}) ([1-9][0-9]?)\n([A-Za-z0-9+/]{43})\n---)"
    rb" ([A-Za-z0-9+/]{43})\n"
)
"""All of it, its salt, its work, the wrapped key, and its own seal: a file for a passphrase has nothing else."""

BLOCK = 8
CHUNK = 64 << 10
TAG = 16
NONCE = 16


def seal_with_passphrase(data: bytes, passphrase: str, chance: Callable[[int], bytes]) -> bytes:
    """Seal bytes so that whoever knows a passphrase can open them with `age -d`.

    Args:
        data: The bytes.
        passphrase: The passphrase.
        chance: Gives so many bytes that nobody can foresee.
    """
    key, salt, nonce = chance(16), chance(16), chance(NONCE)
    wrapped = ChaCha20Poly1305(_wrap(salt, WORK, passphrase)).encrypt(bytes(12), key, None)
    stanza = b"-> scrypt %s %d\n%s" % (_letters(salt), WORK, _letters(wrapped))
    header = b"age-encryption.org/v1\n" + stanza + b"\n---"
    seal = HMAC(_derived(key, b"", b"header"), SHA256())
    seal.update(header)
    cipher, last = ChaCha20Poly1305(_derived(key, nonce, b"payload")), max(0, (len(data) - 1) // CHUNK)
    chunks = (
        cipher.encrypt(_numbered(number, last), data[number * CHUNK : (number + 1) * CHUNK], None)
        for number in range(last + 1)
    )
    return b"".join((header, b" ", _letters(seal.finalize()), b"\n", nonce, *chunks))


def open_with_passphrase(data: bytes, passphrase: str) -> bytes:
    """Open a file of age that was sealed with a passphrase.

    Args:
        data: Its bytes, binary or as text.
        passphrase: The passphrase.

    Raises:
        Usage: `age_no_key`, if it was not sealed with a passphrase; `age_work`, if it asks for too much memory.
        WrongPassphrase: If the passphrase does not open it.
        Damaged: `age_damaged`, if it is not as it was written.
    """
    data = _binary(data)
    found = HEADER.match(data)
    if found is None:
        raise Usage("age_no_key")
    key = _file_key(_decoded(found[2]), int(found[3]), _decoded(found[4]), passphrase)
    seal = HMAC(_derived(key, b"", b"header"), SHA256())
    seal.update(found[1])
    try:
        seal.verify(_decoded(found[5]))
    except InvalidSignature:
        raise Damaged("age_damaged") from None
    nonce, sealed = data[found.end() : found.end() + NONCE], data[found.end() + NONCE :]
    return _payload(_derived(key, nonce, b"payload"), sealed)


def _file_key(salt: bytes, work: int, wrapped: bytes, passphrase: str) -> bytes:
    if work > MOST_WORK:
        raise Usage("age_work", megabytes=(128 * BLOCK << work) >> 20)
    try:
        return ChaCha20Poly1305(_wrap(salt, work, passphrase)).decrypt(bytes(12), wrapped, None)
    except InvalidTag:
        raise WrongPassphrase from None


def _wrap(salt: bytes, work: int, passphrase: str) -> bytes:
    salted = b"age-encryption.org/v1/scrypt" + salt
    return Scrypt(salt=salted, length=32, n=1 << work, r=BLOCK, p=1).derive(passphrase.encode())


def _payload(key: bytes, sealed: bytes) -> bytes:
    """Chunk after chunk; the last one says that it is."""
    cipher, opened = ChaCha20Poly1305(key), []
    last = max(0, -(-len(sealed) // (CHUNK + TAG)) - 1)
    for number in range(last + 1):
        chunk = sealed[number * (CHUNK + TAG) : (number + 1) * (CHUNK + TAG)]
        try:
            opened.append(cipher.decrypt(_numbered(number, last), chunk, None))
        except InvalidTag:
            raise Damaged("age_damaged") from None
    if last and not opened[-1]:
        raise Damaged("age_damaged")
    return b"".join(opened)


def _numbered(number: int, last: int) -> bytes:
    """The nonce of a chunk: its number, and whether it is the last."""
    return number.to_bytes(11) + bytes([number == last])


def _derived(key: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=info).derive(key)


def _binary(data: bytes) -> bytes:
    """The bytes themselves, of either form."""
    lines = data.strip().split(b"\n")
    if lines[0].strip() != BEGIN:
        return data
    if lines[-1].strip() != END:
        raise Damaged("age_damaged")
    try:
        return base64.b64decode(b"".join(line.strip() for line in lines[1:-1]), validate=True)
    except binascii.Error:
        raise Damaged("age_damaged") from None


def _letters(data: bytes) -> bytes:
    return base64.b64encode(data).rstrip(b"=")


def _decoded(letters: bytes) -> bytes:
    return base64.b64decode(letters + b"=" * (-len(letters) % 4))
