"""The machine-readable twin of a certificate: an Open Badges 3.0 credential, signed with the Centre's seal.

It says what the paper says and nothing more. Whether it still stands is a bit in a public list (Bitstring Status
List), so that who checks it need not tell us which one.
"""

import json
from collections.abc import Iterable
from datetime import datetime, time, timedelta
from functools import cache
from typing import Any

import jwt
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from jwt.algorithms import ECAlgorithm
from openbadgeslib import ob3
from openbadgeslib.ob3.credential import IdentityObject
from openbadgeslib.ob3.status_list import sign_status_list_credential

from academy import clock
from academy.seal import seal
from certificates.frozen import thaw
from certificates.models import Certificate, Kind
from certificates.rules.status import LIST_SIZE

OF_THE_TOKEN = {"iss", "sub", "jti", "nbf"}
LIST_HOLDS = timedelta(days=1)


@cache
def signer() -> ob3.OB3Signer:
    """Signs with the seal, which is read once in this process."""
    return ob3.OB3Signer(seal().pem, algorithm="ES256")


def signed(certificate: Certificate) -> str:
    """The credential as a token (VC-JWT), from the frozen data."""
    return str(signer().sign(credential(certificate)))


def credential(certificate: Certificate) -> ob3.OpenBadgeCredential:
    """What the paper says, in its language; the holder is named as on the paper and by nothing else."""
    says = thaw(certificate.data)
    with override(certificate.language):
        achievement = achieved(certificate)
    return ob3.OpenBadgeCredential(
        id=settings.SITE_URL + reverse("credential_json", args=[certificate.number]),
        name=says["course"],
        issuer=issuer(),
        recipient_id=None,
        identifiers=[IdentityObject(identity_hash=says["name"], identity_type="name", hashed=False)],
        achievement=achievement,
        issuance_date=datetime.combine(says["issued_on"], time(12), tzinfo=clock.ROME),
        credential_status=[entry(certificate.status_index)],
    )


def achieved(certificate: Certificate) -> ob3.Achievement:
    """What was achieved, and by which criteria, in the language of the moment."""
    diploma = certificate.kind == Kind.DIPLOMA
    page = certificate.place.edition.course.get_absolute_url() if certificate.place_id else reverse("catalogue:diploma")
    criteria = {
        Kind.ACHIEVEMENT: _("All the requirements of the course were met."),
        Kind.PARTICIPATION: _("The holder took part in the course."),
        Kind.DIPLOMA: _("The Academy, three further courses and a capstone project, within five years."),
    }
    return ob3.Achievement(
        id=settings.SITE_URL + page,
        name=certificate.data["course"],
        description=certificate.get_kind_display(),
        criteria_narrative=criteria[Kind(certificate.kind)],
        achievement_type="Diploma" if diploma else "Certificate",
    )


def issuer() -> ob3.Issuer:
    """The Centre."""
    address = settings.SITE_URL + reverse("credential_issuer")
    with override(settings.LANGUAGE_CODE):
        name = _("International Training Centre of the ILO")
    return ob3.Issuer(id=address, name=name, url=settings.SITE_URL)


def profile() -> dict[str, Any]:
    """The Centre with its public key, as anyone may read it at the issuer's address."""
    own = issuer()
    method = {"id": f"{own.id}#seal", "type": "JsonWebKey", "controller": own.id, "publicKeyJwk": public_key()}
    context = ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"]
    return {"@context": context, **own.to_dict(), "verificationMethod": [method], "assertionMethod": [method["id"]]}


def public_key() -> dict[str, Any]:
    """The seal's public key as a JSON Web Key."""
    return json.loads(ECAlgorithm.to_jwk(seal().key.public_key())) | {"use": "sig", "alg": "ES256"}


def contents(token: str) -> dict[str, Any]:
    """The credential inside a token of ours, without what belongs to the token."""
    payload: dict[str, Any] = jwt.decode(token, options={"verify_signature": False})
    return {name: part for name, part in payload.items() if name not in OF_THE_TOKEN}


def entry(index: int) -> dict[str, Any]:
    """Where a credential's bit stands."""
    return ob3.status_entry(address_of_list(index // LIST_SIZE), "revocation", index % LIST_SIZE)


def address_of_list(number: int) -> str:
    """The public address of a status list."""
    return settings.SITE_URL + reverse("credential_status", args=[number])


def status_list(number: int, indices: Iterable[int], *, now: datetime) -> str:
    """The signed list; ``indices`` are those of this list's credentials that do not stand. It holds for a day."""
    document = ob3.build_status_list_credential(
        issuer().id, address_of_list(number), "revocation", indices, LIST_SIZE, issued=now, valid_until=now + LIST_HOLDS
    )
    return str(sign_status_list_credential(document, seal().pem, "ES256"))
