"""The signature under the PDF, and the credential beside it, as strangers check them."""

import io
import json
import subprocess
from hashlib import sha256
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from asn1crypto.x509 import Certificate as Asn1
from cryptography.hazmat.primitives.serialization import Encoding
from django.core.cache import cache
from django.test import Client
from joserfc import jwt
from joserfc.jwk import ECKey
from openbadgeslib.ob3 import decode_encoded_list
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import PdfSignatureStatus, SignatureCoverageLevel, validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from academy import clock
from academy.seal import seal
from academy.testing import cast
from certificates.models import Certificate
from certificates.operations.correct import replace, revoke
from certificates.operations.render import drawn
from certificates.rules.status import LIST_SIZE
from certificates.sealing import apart
from certificates.tests.build import issued, work

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _forget_who_looked() -> None:
    cache.clear()


def bytes_of(certificate: Certificate) -> bytes:
    assert certificate.document
    return Path(certificate.document.file.path).read_bytes()


def checked(content: bytes) -> PdfSignatureStatus:
    ours = Asn1.load(seal().certificate.public_bytes(Encoding.DER))
    (signature,) = PdfFileReader(io.BytesIO(content)).embedded_signatures
    context = ValidationContext(trust_roots=[ours], allow_fetching=False)
    return apart(lambda: validate_pdf_signature(signature, context))


def test_the_signature_holds_and_covers_the_whole_file() -> None:
    status = checked(bytes_of(issued()))
    assert status.intact and status.valid and status.trusted and status.bottom_line
    assert status.coverage is SignatureCoverageLevel.ENTIRE_FILE and status.docmdp_ok


def test_a_changed_byte_is_noticed() -> None:
    content = bytearray(bytes_of(issued()))
    content[content.index(b"/MediaBox") - 5] ^= 1
    status = checked(bytes(content))
    assert not status.intact and not status.bottom_line


def test_another_programme_agrees(tmp_path: Path) -> None:
    path = tmp_path / "certificate.pdf"
    content = bytearray(bytes_of(issued()))
    path.write_bytes(content)
    said = subprocess.run(["pdfsig", "-nocert", path], capture_output=True, text=True, check=False).stdout
    assert "Signature is Valid" in said and "ETSI.CAdES.detached" in said and "Total document signed" in said
    content[content.index(b"/MediaBox") - 5] ^= 1
    path.write_bytes(content)
    said = subprocess.run(["pdfsig", "-nocert", path], capture_output=True, text=True, check=False).stdout
    assert "Digest Mismatch" in said


def test_the_unsigned_bytes_stand_at_the_beginning_and_can_be_made_again() -> None:
    certificate = issued()
    content, before = bytes_of(certificate), drawn(certificate)
    assert certificate.document and certificate.document.sha256 == sha256(content).hexdigest()
    assert content.startswith(before) and certificate.unsigned_sha256 == sha256(before).hexdigest()


def test_the_sealed_file_is_still_tagged_and_nothing_new_is_seen_on_it() -> None:
    certificate = issued()
    with pikepdf.open(io.BytesIO(bytes_of(certificate))) as file:
        assert bool(file.Root.MarkInfo.Marked) and "/StructTreeRoot" in file.Root
        (page,) = file.pages
        (field,) = page.obj.Annots
        assert page.obj.Tabs == "/S" and int(field.F) & 2 and list(map(float, field.Rect)) == [0, 0, 0, 0]
        with file.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
        (name,) = file.attachments
        assert name == f"{certificate.number}.jwt"
        assert file.attachments[name].get_file().read_bytes().decode() == certificate.credential


def opened(token: str, client: Client) -> dict[str, Any]:
    """The claims, after another library has checked the signature with the key that is published."""
    (key,) = client.get("/credentials/keys.json").json()["keys"]
    return jwt.decode(token, ECKey.import_key(key), algorithms=["ES256"]).claims


def test_another_library_verifies_the_credential_with_the_published_key(client: Client) -> None:
    certificate = issued(certificate_name="王小明")
    answer = client.get(f"/credentials/{certificate.number}.jwt")
    assert answer["Content-Type"] == "application/vc+jwt" and "noindex" in answer["X-Robots-Tag"]
    claims = opened(answer.content.decode(), client)
    assert claims["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    subject = claims["credentialSubject"]
    assert subject["achievement"]["name"] == "Academy on Labour Migration"
    assert subject["identifier"][0]["identityHash"] == "王小明"
    assert claims["id"] == f"http://127.0.0.1:8000/credentials/{certificate.number}.json"
    profile = client.get("/credentials/issuer.json").json()
    assert claims["issuer"]["id"] == claims["iss"] == profile["id"]
    assert profile["verificationMethod"][0]["publicKeyJwk"]["kty"] == "EC"


def test_it_says_no_more_than_the_paper(client: Client) -> None:
    certificate = issued()
    text = client.get(f"/credentials/{certificate.number}.json").content.decode()
    assert "amina@example.org" not in text and "Ministry" not in text
    assert set(json.loads(text)) & {"iss", "nbf", "jti"} == set()


def fallen(client: Client, certificate: Certificate) -> bool:
    """Whether the public list says that it does not stand."""
    entry = opened(certificate.credential, client)["credentialStatus"]
    answer = client.get(entry["statusListCredential"].removeprefix("http://127.0.0.1:8000"))
    bits = decode_encoded_list(opened(answer.content.decode(), client)["credentialSubject"]["encodedList"])
    at = int(entry["statusListIndex"])
    return bool(bits[at // 8] & 0x80 >> at % 8)


def test_revoked_and_replaced_ones_show_in_the_public_list(client: Client) -> None:
    certificate, staff = issued(), cast.finance()
    assert not fallen(client, certificate)
    revoke(certificate, why="Copied", by=staff, now=clock.now())
    assert fallen(client, certificate)
    newer = replace(certificate, name="Amina Sow", why="A mistake", by=staff, now=clock.now())
    work()
    newer.refresh_from_db()
    assert fallen(client, certificate) and not fallen(client, newer)


def test_a_list_without_certificates_is_not_there(client: Client) -> None:
    certificate = issued()
    Certificate.objects.filter(pk=certificate.pk).update(status_index=LIST_SIZE + 5)
    assert [client.get(f"/credentials/status/{key}").status_code for key in (0, 1, 2)] == [200, 200, 404]


def test_an_unknown_number_has_no_credential(client: Client) -> None:
    assert client.get("/credentials/LMA-2025-7K3M-9QXW.jwt").status_code == 404
    assert client.get("/credentials/nonsense.json").status_code == 404
