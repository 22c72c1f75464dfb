"""What every answer of every address tells the browser not to do, asked for by an administrator and by a stranger."""

import re
from typing import Any

import pytest
from django.http import HttpResponseBase
from django.urls import get_resolver
from pytest_django import Settings

from academy.accounts.models import User
from academy.testing import cast
from certificates.tests.test_access import address, named, people, quick, world

pytestmark = [pytest.mark.django_db, pytest.mark.once]
__all__ = ["people", "quick", "world"]
FILES = re.compile(r"application/(pdf|zip|octet-stream|vnd\..*)|image/(jpeg|png)|text/csv")
PUBLIC_PICTURES = {"catalogue:site_picture", "catalogue:course_picture", "catalogue:edition_picture"}
OUR_BROCHURES = {"certificates:note", "certificates:received_pdf", "admin:certificates_informationnote_edition"}
SHOWN_AS_PAGES = {"admin:enrolment_application_letter_page", "enrolment:sponsor_letter_page", "certificates:picture"}


def faults(name: str, answer: HttpResponseBase) -> list[str]:
    """What is wrong with the headers of one answer."""
    policy = answer.headers.get("Content-Security-Policy", "")
    content, given = answer.headers.get("Content-Type", ""), answer.headers.get("Content-Disposition", "")
    must = {
        "a policy without unsafe-inline and unsafe-eval": "default-src 'none'" in policy and "unsafe" not in policy,
        "no frames": answer.headers.get("X-Frame-Options") == "DENY" and "frame-ancestors 'none'" in policy,
        "nosniff": answer.headers.get("X-Content-Type-Options") == "nosniff",
        "a referrer policy": answer.headers.get("Referrer-Policy") in ("same-origin", "no-referrer"),
        "a permissions policy": "camera=()" in answer.headers.get("Permissions-Policy", ""),
        "a year of HTTPS": "max-age=31536000; includeSubDomains" in answer.headers.get("Strict-Transport-Security", ""),
        "a number": bool(answer.headers.get("X-Request-ID")),
        "cookies for HTTPS and not for scripts": all(
            cookie["secure"] and cookie["httponly"] and cookie["samesite"] == "Lax"
            for cookie in getattr(answer, "cookies", {}).values()
            if cookie["max-age"] != 0  # which only takes a cookie away
        ),
        "an attachment": not FILES.match(content)
        or given.startswith("attachment")
        or name in PUBLIC_PICTURES | OUR_BROCHURES | SHOWN_AS_PAGES,
    }
    return [f"{name}: not {fault}" for fault, holds in must.items() if not holds]


def test_every_answer_of_every_address_is_strict(
    world: dict[str, Any], people: dict[str, User | None], settings: Settings
) -> None:
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 31536000, True
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = settings.LANGUAGE_COOKIE_SECURE = True
    wrong = []
    for role in ("anonymous", "applicant", "administrator"):
        client = cast.browser(people[role])
        for name in sorted(set(named(get_resolver()))):
            if name == "account_logout":
                continue
            answer = client.get(address(name, world), secure=True)
            wrong += faults(name, answer)
            if answer.streaming:
                answer.getvalue()
    assert not wrong, "\n".join(sorted(set(wrong)))
