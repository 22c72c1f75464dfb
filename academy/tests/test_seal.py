"""The seal: made once in a demonstration, demanded and kept out of view in production."""

import stat
from pathlib import Path

import pytest
import pytest_django
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from django.core.exceptions import ImproperlyConfigured

from academy import seal


@pytest.fixture
def path(tmp_path: Path, settings: pytest_django.Settings) -> Path:
    settings.SEAL_FILE = str(tmp_path / "seal.pem")
    return tmp_path / "seal.pem"


def read() -> seal.Seal:
    return seal.seal.__wrapped__()


def test_a_demonstration_makes_its_own_once(path: Path) -> None:
    first = read()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert read().certificate == first.certificate
    assert [file.name for file in path.parent.iterdir()] == ["seal.pem"]


def test_of_two_processes_that_make_one_the_first_is_kept(path: Path) -> None:
    seal.make(path)
    before = path.read_bytes()
    seal.make(path)
    assert path.read_bytes() == before


def test_production_makes_none(path: Path, settings: pytest_django.Settings) -> None:
    settings.DEMONSTRATION = False
    with pytest.raises(ImproperlyConfigured, match="cannot be read"):
        read()


def test_one_that_everybody_can_read_is_refused(path: Path) -> None:
    seal.make(path)
    path.chmod(0o644)
    with pytest.raises(ImproperlyConfigured, match="chmod 600"):
        read()


def test_pkcs12_opens_with_its_password_only(path: Path) -> None:
    made = read()
    closed = pkcs12.serialize_key_and_certificates(
        b"seal", made.key, made.certificate, None, BestAvailableEncryption(b"secret")
    )
    assert seal.opened(closed, "secret").certificate == made.certificate
    with pytest.raises(ImproperlyConfigured, match="SEAL_PASSWORD"):
        seal.opened(closed, "wrong")


@pytest.mark.parametrize(
    ("key", "words"),
    [
        (rsa.generate_private_key(65537, 2048), "P-256"),
        (ec.generate_private_key(ec.SECP384R1()), "P-256"),
        (ec.generate_private_key(ec.SECP256R1()), "no certificate for its key"),
    ],
)
def test_another_key_is_refused(path: Path, key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey, words: str) -> None:
    certificate = read().certificate.public_bytes(Encoding.PEM)
    content = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()) + certificate
    with pytest.raises(ImproperlyConfigured, match=words):
        seal.opened(content, "")


def test_what_is_no_seal_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="no PEM"):
        seal.opened(b"nonsense", "")
