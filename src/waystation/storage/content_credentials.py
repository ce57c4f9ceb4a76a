"""Content Credentials (C2PA) inside published copies, written by the C2PA project's own library, the extra `c2pa`.

Decides what they say: that these bytes were changed by somebody from others that the archive holds, what was changed,
whether it is a recreation, and the SHA-256 of the copy as it is without them. They hold no thumbnail, no hour, no name;
no clock on the network is asked, and nothing is fetched. The certificate is made for this one bundle and signed by
nobody whom a reader knows: a reader says that the signature holds and that the signer is not known (`untrusted`), and
that is all it can say.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from waystation.errors import Damaged, Missing
from waystation.vault.primitives import Chance

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["CredentialSigner", "Published"]

NOBODY = "Unnamed"
COMPANY = NameOID.ORGANIZATION_NAME
VALID = datetime(2020, 1, 1, tzinfo=UTC), datetime(2050, 1, 1, tzinfo=UTC)
"""The same in every bundle, so that a certificate says nothing of when it was made."""
EDITED = "http://cv.iptc.org/newscodes/digitalsourcetype/humanEdits"
MADE_UP = "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCreation"
SETTINGS = {
    "builder": {"thumbnail": {"enabled": False}},
    "verify": {"remote_manifest_fetch": False, "ocsp_fetch": False},
}


@dataclass(frozen=True)
class Published:
    """What the credentials of a published copy say.

    Args:
        name: The name of its file in the bundle.
        media: What its bytes are: `image/jpeg`.
        kind: Its kind; `recreation` if anything that it was made from is one.
        sha256: Of the copy without credentials.
        changes: What was changed in it.
    """

    name: str
    media: str
    kind: str
    sha256: str
    changes: Sequence[str] = ()


class CredentialSigner:
    """Signs published copies with a key that is made for one bundle and forgotten with it.

    Args:
        chance: Where its keys come from.

    Raises:
        Missing: `c2pa_missing`, if the extra is not installed.
    """

    def __init__(self, chance: Chance) -> None:
        try:
            import c2pa
        except ImportError:
            raise Missing("c2pa_missing") from None
        self._c2pa: Any = c2pa
        root, leaf = (Ed25519PrivateKey.from_private_bytes(chance(32)) for _ in range(2))
        serials = [int.from_bytes(chance(16), "big") >> 1 or 1 for _ in range(2)]
        above = _certificate(root, None, serials[0])
        below = _certificate(leaf, (above, root), serials[1])
        self._chain = b"".join(one.public_bytes(serialization.Encoding.PEM) for one in (below, above))
        no_password = serialization.NoEncryption()
        self._key = leaf.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, no_password)

    def can_hold(self, media: str) -> bool:
        """Whether files of this kind can hold credentials."""
        return media in self._c2pa.Builder.get_supported_mime_types()

    def sign(self, said: Published, source: Path, target: Path) -> None:
        """Write a copy of a file with credentials in it.

        Args:
            said: What they say.
            source: The file.
            target: Where the copy is written; it must not be there.

        Raises:
            Damaged: `c2pa_failed`, if the file is not what its media type says.
        """
        c2pa = self._c2pa
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the library warns of its own older names
            try:
                with source.open("rb") as given, target.open("x+b") as out, self._signer() as signer:
                    target.chmod(0o600)
                    context = c2pa.Context(c2pa.Settings.from_dict(SETTINGS))
                    with c2pa.Builder(_said(said), context=context) as builder:
                        builder.sign(signer, said.media, given, out)
            except c2pa.C2paError:
                target.unlink(missing_ok=True)
                raise Damaged("c2pa_failed", value=said.name) from None

    def _signer(self) -> Any:
        return self._c2pa.Signer.from_info(self._c2pa.C2paSignerInfo("ed25519", self._chain, self._key, None))


def _said(said: Published) -> dict[str, Any]:
    recreation = said.kind == "recreation"
    action = {"action": "c2pa.created", "digitalSourceType": MADE_UP if recreation else EDITED}
    custody = {
        "kind": said.kind,
        "recreation": recreation,
        "sha256_without_credentials": said.sha256,
        "changes": sorted(said.changes),
    }
    return {
        "claim_generator_info": [{"name": "waystation"}],
        "title": f"RECREATION {said.name}" if recreation else said.name,
        "format": said.media,
        "assertions": [
            {"label": "c2pa.actions.v2", "data": {"actions": [action]}},
            {"label": "org.waystation.custody", "data": custody},
        ],
    }


def _certificate(
    key: Ed25519PrivateKey, above: tuple[x509.Certificate, Ed25519PrivateKey] | None, serial: int
) -> x509.Certificate:
    """A certificate as C2PA asks for one (specification 2.2, section 14.5.1); the root of its chain signs itself."""
    root = above is None
    called = f"{NOBODY} root" if root else NOBODY
    names = [x509.NameAttribute(oid, name) for oid, name in ((NameOID.COMMON_NAME, called), (COMPANY, NOBODY))]
    subject = x509.Name(names)
    issuer, signer = (subject, key) if above is None else (above[0].subject, above[1])
    usage = x509.KeyUsage(
        digital_signature=not root, key_cert_sign=root, content_commitment=False, key_encipherment=False,
        data_encipherment=False, key_agreement=False, crl_sign=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(serial)
        .not_valid_before(VALID[0])
        .not_valid_after(VALID[1])
        .add_extension(x509.BasicConstraints(ca=root, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False)
    )
    if not root:
        made = made.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), critical=False)
    return made.sign(signer, None)
