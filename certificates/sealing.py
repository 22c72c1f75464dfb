"""Signing a PDF with the Centre's seal: PAdES, no change allowed afterwards, nothing to be seen on the page."""

import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TypeVar

from asn1crypto.keys import PrivateKeyInfo
from asn1crypto.x509 import Certificate
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import InvisSigSettings, MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko_certvalidator.registry import SimpleCertificateStore

from academy.seal import seal

T = TypeVar("T")
FIELD = "Seal"
ROOM = 16384  # characters for the signature: enough for a chain of three, and its size need not be tried out


def sealed(content: bytes, *, place: str) -> bytes:
    """``content`` with a signature appended; its own bytes stay as they are at the beginning."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    meta = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
        location=place,
    )
    unseen = SigFieldSpec(FIELD, invis_sig_settings=InvisSigSettings(set_hidden_flag=True))
    pen = signers.PdfSigner(meta, signer(), new_field_spec=unseen)
    return bytes(apart(lambda: pen.sign_pdf(writer, bytes_reserved=ROOM)).getbuffer())


def apart(work: Callable[[], T]) -> T:
    """What ``work`` returns, done in a thread of its own: the library starts event loops, and a thread has but one."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(work).result()


@cache
def signer() -> signers.SimpleSigner:
    """The seal as the library wants it, loaded once in this process."""
    ours = seal()
    own, *chain = (Certificate.load(one.public_bytes(Encoding.DER)) for one in (ours.certificate, *ours.chain))
    store = SimpleCertificateStore.from_certs(chain)  # type: ignore[no-untyped-call]
    key = ours.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return signers.SimpleSigner(signing_cert=own, signing_key=PrivateKeyInfo.load(key), cert_registry=store)
