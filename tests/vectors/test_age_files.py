"""What the tool age sealed is opened by us, for ever."""

from __future__ import annotations

from pathlib import Path

import pytest

from waystation.errors import Usage, WrongPassphrase
from waystation.storage.age_files import seal_for, unseal

FILES = Path(__file__).parent / "age"
PLAIN = (FILES / "plain.txt").read_bytes()
IDENTITY = (FILES / "identity.txt").read_text("utf-8").splitlines()[-1]


@pytest.mark.parametrize("name", ["recipient.age", "recipient-armored.age"])
def test_what_age_sealed_for_a_key_opens_with_it(name):
    """In its binary form and in its form of text."""
    assert unseal((FILES / name).read_bytes(), identities=[IDENTITY]) == PLAIN


def test_what_age_sealed_with_a_passphrase_opens_with_it():
    """And with no other, nor with a key."""
    data = (FILES / "passphrase.age").read_bytes()
    assert unseal(data, passphrase="correct horse") == PLAIN
    with pytest.raises(WrongPassphrase):
        unseal(data, passphrase="correct house")
    with pytest.raises(Usage) as refused:
        unseal(data, identities=[IDENTITY])
    assert refused.value.code == "age_no_key"


def test_the_public_key_in_the_vector_is_a_recipient():
    """What is sealed for it opens with the secret one."""
    public = (FILES / "identity.txt").read_text("utf-8").splitlines()[0].removeprefix("# public key: ")
    assert unseal(seal_for(b"x", [public]), identities=[IDENTITY]) == b"x"
