"""Every page that anybody may read has a tag, and is not sent again to who has it: held against the table of access."""

import pytest
from django.conf import settings
from django.test import Client

from academy.testing import cast
from certificates.tests.test_access import address, quick, table, world

__all__ = ["quick", "world"]  # fixtures

# Pages that are never kept: they belong to an account, to who has the secret link, or to the moment.
OF_AN_ACCOUNT = {name for name in table() if name.startswith("account_")}
OF_A_SECRET = {
    *("catalogue:confirm", "catalogue:leave", "credential_token", "timetable_feed"),
    *("enrolment:sponsor", "enrolment:sponsor_letter"),
}
OF_THE_MOMENT = {
    *("catalogue:interest", "certificates:note_progress", "healthz", "livez", "letters:mailbox", "metrics"),
    *("certificates:verified", "credential_json"),  # a certificate may be revoked at any moment
}
SIGNED_ANEW = {"credential_status"}
OF_THE_DEMONSTRATION = {"style"}
OTHERS = OF_AN_ACCOUNT | OF_A_SECRET | OF_THE_MOMENT | SIGNED_ANEW | OF_THE_DEMONSTRATION
KEPT = [name for name, answers in table().items() if answers[0] == "200" and name not in OTHERS]


@pytest.mark.once
@pytest.mark.django_db
def test_what_anybody_may_read_is_not_sent_twice(world: dict[str, object]) -> None:
    wrong = {}
    for name in KEPT:
        for language in dict(settings.LANGUAGES):
            path = address(name, world).replace("/en/", f"/{language}/", 1)
            first = Client().get(path)
            again = Client().get(path, headers={"If-None-Match": first.get("ETag", "")})
            if (first.status_code, again.status_code) != (200, 304) or first.cookies:
                wrong[path] = (first.status_code, again.status_code, list(first.cookies))
    assert wrong == {}
    assert len(KEPT) > 15


@pytest.mark.once
@pytest.mark.django_db(transaction=True)
def test_what_is_never_kept_says_so(world: dict[str, object]) -> None:
    kept = []
    for name in sorted(OF_A_SECRET | OF_THE_MOMENT):
        answer = cast.browser().get(address(name, world))
        answer.close()
        if "public" in answer.get("Cache-Control", ""):
            kept.append(name)
    assert not kept
