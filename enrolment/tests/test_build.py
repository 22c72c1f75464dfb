"""The builders that other tests stand on."""

import pytest

from academy.testing import cast
from enrolment import facts
from enrolment.tests import build

pytestmark = pytest.mark.django_db


def test_a_built_draft_lacks_nothing() -> None:
    edition = build.open_edition()
    assert facts.missing(build.draft(cast.applicant(), edition)) == ()


def test_a_sponsored_draft_carries_its_letter() -> None:
    edition = build.open_edition(electives=0)
    application = build.draft(cast.applicant(), edition, **build.SPONSOR)
    assert facts.missing(application) == ()
    assert application.letter is not None


def test_each_role_of_the_cast_may_do_its_own_work() -> None:
    assert cast.reviewer().has_perm("enrolment.review_application")
    assert cast.finance().has_perm("enrolment.record_money")
    assert cast.administrator().has_perm("certificates.issue_certificate")
    assert not cast.applicant().has_perm("enrolment.view_application")
