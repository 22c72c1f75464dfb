"""Certificates of Participation, by the edition's own rule; and the name that the participant proof-reads."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy import clock
from academy.accounts.models import User
from academy.errors import Refused
from academy.testing import cast
from catalogue.models import Edition
from certificates import facts
from certificates.models import Certificate
from certificates.operations.issue import issue
from certificates.operations.names import correct_own_name
from certificates.rules.participation import share, took_part
from certificates.tests import build
from certificates.tests.test_certificate_pdf import text_of
from enrolment.models import Place
from enrolment.operations.record import record
from enrolment.tests.build import REQUIRED, open_edition, place

LINES = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 12)), max_size=6)
TODAY = date(2026, 3, 1)


def test_each_requirement_weighs_alike_and_counts_no_more_than_whole() -> None:
    assert share([(2, 1), (1, 1)]) == 75
    assert share([(2, 9), (1, 0)]) == 50
    assert share([(3, 1)]) == 33
    assert share([]) == 0


@given(LINES, st.integers(0, 5), st.integers(0, 9))
def test_more_evidence_never_lowers_the_share(lines: list[tuple[int, int]], which: int, more: int) -> None:
    after = [(needed, done + more if turn == which else done) for turn, (needed, done) in enumerate(lines)]
    assert 0 <= share(lines) <= share(after) <= 100


@pytest.mark.parametrize(
    ("percent", "ends", "enough"),
    [
        (50, TODAY - timedelta(days=1), True),
        (51, TODAY - timedelta(days=1), False),
        (50, TODAY, False),
        (50, None, False),
        (None, TODAY - timedelta(days=1), False),
    ],
)
def test_it_takes_a_rule_of_the_edition_enough_and_the_end(percent: int, ends: date, enough: bool) -> None:
    assert took_part([(2, 1)], percent, ends, TODAY) is enough


@pytest.fixture
def ada() -> User:
    return cast.administrator()


def half(by: User, **edition: Any) -> Place:
    """A place in an edition that is over, of which everything but the final assignment and the teamwork is done."""
    taken = place(cast.applicant(), open_edition(**{"participation_percent": 50} | edition), by=by)
    for kind in set(REQUIRED) - {"final-assignment", "group-work"}:
        record(taken, kind, REQUIRED[kind], by=by, now=clock.now())
    Edition.objects.update(starts=clock.today() - timedelta(days=40), ends=clock.today() - timedelta(days=1))
    return Place.objects.get(pk=taken.pk)


@pytest.mark.django_db(transaction=True)
class TestIssuing:
    """From the edition's rule to the paper."""

    def test_who_took_part_gets_one_that_says_so(self, ada: User) -> None:
        taken = half(ada)
        (made,) = issue(taken.edition, by=ada, now=clock.now())
        build.work()
        made.refresh_from_db()
        assert (made.kind, made.state) == ("participation", "issued")
        assert made.document is not None
        with made.document.file.open("rb") as file:
            text = text_of(file.read())
        assert "Certificate of Participation" in text and "has taken part in the course" in text
        assert "Achievement" not in text
        page = cast.browser().get(made.get_absolute_url()).content.decode()
        assert "Certificate of Participation" in page

    def test_the_rule_is_the_one_that_was_agreed_with_the_place(self, ada: User) -> None:
        taken = half(ada)
        Edition.objects.update(participation_percent=90)
        assert facts.verdict_on(taken).decision.allowed

    def test_without_a_rule_or_where_the_course_gives_none_there_is_none(self, ada: User) -> None:
        taken = half(ada, participation_percent=None)
        assert not facts.verdict_on(taken).decision.allowed
        taken.edition.course.gives_certificate = False
        assert facts.verdict_on(taken).why == "This course gives no certificate."

    def test_whoever_completes_everything_gets_the_other_one(self, ada: User) -> None:
        taken = half(ada)
        for kind in ("final-assignment", "group-work"):
            record(taken, kind, 1, by=ada, now=clock.now())
        verdict = facts.verdict_on(Place.objects.get(pk=taken.pk))
        assert (verdict.decision.allowed, verdict.kind) == (True, "Certificate of Achievement")

    def test_it_does_not_count_for_the_diploma(self, ada: User) -> None:
        taken = half(ada)
        issue(taken.edition, by=ada, now=clock.now())
        build.work()
        assert Certificate.objects.get().state == "issued"
        assert not facts.way_of(taken.participant, clock.today()).begun


@pytest.mark.django_db
class TestOwnName:
    """The participant proof-reads and corrects the own name; staff see what it was."""

    def test_a_correction_is_printed_and_what_it_was_stays(self, ada: User) -> None:
        taken = build.participant(open_edition(), by=ada)
        browser, page = cast.browser(taken.participant), f"/en/my/places/{taken.pk}/certificate/"
        assert browser.post(page, {"name": "Amina  DIALLO-SOW "}).status_code == 302
        taken = Place.objects.get(pk=taken.pk)
        assert taken.application.certificate_name == "Amina  DIALLO-SOW"
        assert "“Amina DIALLO” became" in taken.changes.get(verb="name").why
        assert "became" in cast.browser(ada).get(f"/admin/enrolment/place/{taken.pk}/change/").content.decode()
        assert "Name on the certificate corrected" in browser.get(f"/en/my/places/{taken.pk}/").content.decode()

    @pytest.mark.parametrize("wrong", ["", " ", "Amina \U0001f600"])
    def test_what_cannot_be_printed_is_refused_beside_the_field(self, ada: User, wrong: str) -> None:
        taken = build.participant(open_edition(), by=ada)
        answer = cast.browser(taken.participant).post(f"/en/my/places/{taken.pk}/certificate/", {"name": wrong})
        assert answer.status_code == 422
        assert Place.objects.get(pk=taken.pk).application.certificate_name == "Amina DIALLO"

    def test_once_it_is_ordered_nothing_changes(self, ada: User) -> None:
        taken = build.participant(open_edition(), by=ada)
        issue(taken.edition, by=ada, now=clock.now())
        with pytest.raises(Refused, match="is issued"):
            correct_own_name(taken, name="Amina B.", by=taken.participant, now=clock.now())
        assert not taken.changes.filter(verb="name").exists()

    def test_nobody_corrects_the_name_of_somebody_else(self, ada: User) -> None:
        taken = build.participant(open_edition(), by=ada)
        browser = cast.browser(cast.another_applicant())
        assert browser.post(f"/en/my/places/{taken.pk}/certificate/", {"name": "X"}).status_code == 404
