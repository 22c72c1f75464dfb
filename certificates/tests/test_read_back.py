"""What machines of other people read: the code on the rendered picture, and the credential by 1EdTech's own schema."""

import json
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from django.conf import settings
from jsonschema import Draft201909Validator, FormatChecker  # type: ignore[import-untyped]

from academy.accounts.models import User
from academy.testing import cast
from certificates import credential
from certificates.models import Certificate, Kind
from certificates.operations.render import drawn
from certificates.tests import build, test_diploma
from certificates.tests.test_certificate_pdf import certificate

zxingcpp: Any = import_module("zxingcpp")  # it has no types
SCHEMA = Path(settings.BASE_DIR) / "academy/testing/vendor/ob_v3p0_achievementcredential_schema.json"
DIPLOMA = {
    "course": "Diploma for Labour Migration Experts and Practitioners",
    "courses": [{"title": "Academy on Labour Migration", "on": "2024-08-01"}],
    "capstone": "Fair corridors",
}


def read(content: bytes, dots_per_inch: int) -> list[str]:
    """The codes on the picture of the first page."""
    with pypdfium2.PdfDocument(content) as file:
        picture = file[0].render(scale=dots_per_inch / 72).to_pil().convert("L")
    return [code.text for code in zxingcpp.read_barcodes(picture)]


@pytest.mark.parametrize("dots_per_inch", [90, 150, 300])
@pytest.mark.parametrize("language", ["en", "fr", "es"])
@pytest.mark.parametrize("kind", [Kind.ACHIEVEMENT, Kind.DIPLOMA])
def test_the_code_is_read_from_the_picture(kind: Kind, language: str, dots_per_inch: int) -> None:
    paper = certificate(language, **(DIPLOMA if kind == Kind.DIPLOMA else {}))
    paper.kind = kind
    assert read(drawn(paper), dots_per_inch) == [f"http://127.0.0.1:8000/{language}/verify/LMA-2025-7K3M-9QXW/"]


def errors(document: Any) -> Iterator[str]:
    """What the schema has against it."""
    schema = Draft201909Validator(json.loads(SCHEMA.read_text(encoding="utf-8")), format_checker=FormatChecker())
    return (f"{list(one.path)}: {one.message}" for one in schema.iter_errors(document))


@pytest.mark.django_db
def test_the_credential_of_a_certificate_is_what_the_schema_asks() -> None:
    assert list(errors(credential.contents(build.issued(certificate_name="王小明").credential))) == []


@pytest.mark.django_db
def test_the_credential_of_a_diploma_is_what_the_schema_asks() -> None:
    ada: User = cast.administrator()
    diploma: Certificate = test_diploma.issued(cast.applicant(), ada)
    document = credential.contents(diploma.credential)
    assert list(errors(document)) == []
    assert document["credentialSubject"]["achievement"]["achievementType"] == "Diploma"


@pytest.mark.django_db
@pytest.mark.parametrize("part", ["issuer", "credentialSubject", "validFrom", "@context"])
def test_the_schema_notices_what_is_missing(part: str) -> None:
    document = credential.contents(build.issued().credential)
    del document[part]
    assert list(errors(document))
