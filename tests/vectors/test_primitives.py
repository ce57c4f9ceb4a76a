"""The primitives against the vectors that were published with them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF, HKDFExpand

from waystation.vault.primitives import digest, kdf, seal, unseal, unwrap, usable_kem, verified

H = bytes.fromhex


def test_chacha20_poly1305():
    """RFC 8439, section 2.8.2."""
    key, nonce = bytes(range(0x80, 0xA0)), H("070000004041424344454647")
    bound = H("50515253c0c1c2c3c4c5c6c7")
    plain = (
        b"Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, "
        b"sunscreen would be it."
    )
    sealed = H(
        "d31a8d34648e60db7b86afbc53ef7ec2a4aded51296e08fea9e2b5a736ee62d63dbea45e8ca9671282fafb69da92728b"
        "1a71de0a9e060b2905d6a5b67ecd3b3692ddbd7f2d778b8c9803aee328091b58fab324e4fad675945585808b4831d7bc"
        "3ff4def08e4b7a9de576d26586cec64b61161ae10b594f09e26a7e902ecbd0600691"
    )
    assert seal(key, nonce, plain, bound) == sealed
    assert unseal(key, nonce, sealed, bound) == plain
    assert unseal(key, nonce, sealed, bound + b"x") is None


@pytest.mark.parametrize(
    ("seed", "public", "message", "signature"),
    [
        (
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            "",
            (
                "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
                "d25bf5f0595bbe24655141438e7a100b"
            ),
        ),
        (
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
            "72",
            (
                "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
                "387b2eaeb4302aeeb00d291612bb0c00"
            ),
        ),
    ],
)
def test_ed25519(seed, public, message, signature):
    """RFC 8032, section 7.1, tests 1 and 2."""
    assert Ed25519PrivateKey.from_private_bytes(H(seed)).sign(H(message)) == H(signature)
    assert verified(H(public), H(signature), H(message))
    assert not verified(H(public), H(signature), H(message) + b"x")


def test_hkdf():
    """RFC 5869, appendix A.1; `kdf` is that with a label for info."""
    secret, salt, info = H("0b" * 22), H("000102030405060708090a0b0c"), H("f0f1f2f3f4f5f6f7f8f9")
    wanted = H("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865")
    assert HKDF(algorithm=hashes.SHA256(), length=42, salt=salt, info=info).derive(secret) == wanted
    by_hand = HKDF(algorithm=hashes.SHA256(), length=42, salt=salt, info=b"a label\0").derive(secret)
    assert kdf(secret, salt, "a label", 42) == by_hand


def test_argon2id():
    """RFC 9106, section 5.3."""
    work = Argon2id(
        salt=H("02" * 16), length=32, iterations=3, lanes=4, memory_cost=32, secret=H("03" * 8), ad=H("04" * 12)
    )
    assert work.derive(H("01" * 32)) == H("0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659")


def test_sha256():
    """FIPS 180-2, "abc"."""
    assert digest(b"a", b"bc") == H("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")


def test_hpke():
    """RFC 9180, appendix A.2: X25519, HKDF-SHA256, ChaCha20-Poly1305, base mode, the first message.

    The published message has associated data, which ours never have; so the setup is checked by the shared keys that
    the RFC's own recipient derives, worked out here step by step, and our `unwrap` opens what is sealed with them.
    """
    vector = json.loads((Path(__file__).parent / "hpke-a2.json").read_text("utf-8"))
    private = X25519PrivateKey.from_private_bytes(H(vector["skRm"]))
    key, nonce = _schedule(private, H(vector["enc"]), H(vector["info"]))
    assert (key, nonce) == (H(vector["key"]), H(vector["base_nonce"]))
    assert unseal(key, nonce, H(vector["ct"]), H(vector["aad"])) == H(vector["pt"])
    ours = H(vector["enc"]) + seal(key, nonce, b"k" * 32, b"")
    assert len(ours) == 80
    assert unwrap(ours, private, H(vector["info"])) == b"k" * 32
    assert unwrap(ours, private, b"other info") is None


def test_low_order_points_are_not_usable():
    """RFC 7748, section 6.1: the all-zero shared secret is found out."""
    assert not usable_kem(bytes(32))
    assert not usable_kem(H("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800"))
    assert not usable_kem(bytes(31))
    assert usable_kem(X25519PrivateKey.from_private_bytes(bytes([7] * 32)).public_key().public_bytes_raw())


def _schedule(private: X25519PrivateKey, enc: bytes, info: bytes) -> tuple[bytes, bytes]:
    """Key and nonce of a base-mode context (RFC 9180, sections 4.1 and 5.1)."""

    def extract(suite: bytes, salt: bytes, words: bytes, given: bytes) -> bytes:
        return HKDF.extract(hashes.SHA256(), salt, b"HPKE-v1" + suite + words + given)

    def expand(suite: bytes, key: bytes, words: bytes, given: bytes, size: int) -> bytes:
        bound = size.to_bytes(2, "big") + b"HPKE-v1" + suite + words + given
        return HKDFExpand(algorithm=hashes.SHA256(), length=size, info=bound).derive(key)

    kem, suite = b"KEM" + H("0020"), b"HPKE" + H("002000010003")
    shared = private.exchange(X25519PublicKey.from_public_bytes(enc))
    context = enc + private.public_key().public_bytes_raw()
    secret = expand(kem, extract(kem, b"", b"eae_prk", shared), b"shared_secret", context, 32)
    bound = b"\0" + extract(suite, b"", b"psk_id_hash", b"") + extract(suite, b"", b"info_hash", info)
    inner = extract(suite, secret, b"secret", b"")
    return expand(suite, inner, b"key", bound, 32), expand(suite, inner, b"base_nonce", bound, 12)
