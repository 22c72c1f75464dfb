"""The Centre's seal: the key with which documents are signed, and the certificate that says whose key it is.

It comes from SEAL_FILE: PEM with key, certificate and any chain, or PKCS#12 with SEAL_PASSWORD. In demonstration mode
one is made, once, and kept in VAR_DIR; it certifies itself and proves nothing to anybody.
"""

import os
import secrets
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from academy import clock

READABLE_BY_ALL = 0o004


@dataclass(frozen=True)
class Seal:
    """A key on the curve P-256, its certificate, and those that lead from there to a root."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...] = ()

    @property
    def pem(self) -> bytes:
        """The private key, for a library that wants it written out."""
        encoding, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
        return self.key.private_bytes(encoding, form, serialization.NoEncryption())


@cache
def seal() -> Seal:
    """The site’s seal, read once in a process. Raises ImproperlyConfigured when there is none or it is in view."""
    path = Path(settings.SEAL_FILE)
    if settings.DEMONSTRATION and not path.exists():
        make(path)
    try:
        if path.stat().st_mode & READABLE_BY_ALL:
            raise ImproperlyConfigured(f"SEAL_FILE {path} can be read by everyone on this machine: chmod 600.")
        return opened(path.read_bytes(), settings.SEAL_PASSWORD)
    except OSError as error:
        raise ImproperlyConfigured(f"SEAL_FILE cannot be read: {error}") from None


def opened(content: bytes, password: str) -> Seal:
    """The seal in PEM or PKCS#12. Raises ImproperlyConfigured unless key and certificate belong together."""
    try:
        key, certificates = _parts(content, password.encode() or None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise ImproperlyConfigured(f"SEAL_FILE is no PEM or PKCS#12 that opens with SEAL_PASSWORD: {error}") from None
    if not isinstance(key, ec.EllipticCurvePrivateKey) or not isinstance(key.curve, ec.SECP256R1):
        raise ImproperlyConfigured("The key in SEAL_FILE must be one on the curve P-256.")
    own = [one for one in certificates if one.public_key() == key.public_key()]
    if not own:
        raise ImproperlyConfigured("SEAL_FILE has no certificate for its key.")
    return Seal(key, own[0], tuple(one for one in certificates if one not in own))


def _parts(content: bytes, password: bytes | None) -> tuple[object, list[x509.Certificate]]:
    if content.lstrip().startswith(b"-----BEGIN"):
        return serialization.load_pem_private_key(content, password), x509.load_pem_x509_certificates(content)
    key, certificate, further = pkcs12.load_key_and_certificates(content, password)
    return key, [*([certificate] if certificate else []), *further]


def make(path: Path) -> None:
    """Write a seal that certifies itself. Of several processes that do so at once, the first one's stays."""
    key, now = ec.generate_private_key(ec.SECP256R1()), clock.now()
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Demonstration of the ITCILO course registration")])
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=3650))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_for_signing(), critical=True)
        .sign(key, hashes.SHA256())
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    beside.touch(0o600)
    beside.write_bytes(Seal(key, certificate).pem + certificate.public_bytes(serialization.Encoding.PEM))
    try:
        os.link(beside, path)
    except FileExistsError:
        pass
    finally:
        beside.unlink()


def _for_signing() -> x509.KeyUsage:
    others = ("key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign")
    never = dict.fromkeys((*others, "encipher_only", "decipher_only"), False)
    return x509.KeyUsage(digital_signature=True, content_commitment=True, **never)
