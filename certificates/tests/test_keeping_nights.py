"""What goes in the night: each kind on its day and not before, and nothing that is still needed."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.core.files.storage import default_storage
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks

from academy import clock
from academy.accounts.models import User
from academy.documents.models import Document
from academy.jobs.models import Job, JobState
from academy.keeping.models import Erasure, Reading
from academy.keeping.operations import tidy
from academy.letters.models import Letter
from academy.testing import cast
from catalogue.models import Edition, Interest
from enrolment.models import Application, EntryKind, Nominee, Payer, Place, Reason, Stay
from enrolment.operations import decide
from enrolment.operations.ledger import book
from enrolment.operations.payers import payer_of
from enrolment.operations.stay import keep
from enrolment.tests import build

pytestmark = pytest.mark.django_db


def night(day: date) -> dict[str, int]:
    """What went in the night of that day."""
    moment = clock.start_of_day(day) + timedelta(hours=1)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(clock, "now", lambda: moment)
        return {name: number for name, number in tidy(now=moment).items() if number}


def years_after(day: date | None, years: int, days: int = 0) -> date:
    """A day so long after, and then some days."""
    assert day
    return day.replace(year=day.year + years, day=min(day.day, 28)) + timedelta(days=days)


def ended(edition: Edition) -> date:
    """The last day."""
    assert edition.ends
    return edition.ends


@pytest.fixture
def edition() -> Edition:
    return build.open_edition()


@pytest.fixture
def quiet() -> None:
    """Accounts are used all the time, so that only what a test is about falls due."""
    User.objects.update(last_login=datetime(9000, 1, 1, tzinfo=clock.ROME))


def test_a_draft_goes_a_year_after_it_was_begun_with_its_letter_and_one_that_can_still_be_sent_stays(
    edition: Edition, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    draft = build.draft(cast.applicant(), edition, **build.SPONSOR)
    file = str(Document.objects.get().file.name)
    Application.objects.update(started_at=clock.now() - timedelta(days=400))
    assert night(clock.today()) == {}
    Edition.objects.update(applications_close=clock.today() - timedelta(days=1))
    with django_capture_on_commit_callbacks(execute=True):
        assert night(clock.today()) == {"drafts": 1}
    assert not Application.objects.filter(pk=draft.pk).exists()
    assert not Document.objects.exists()
    assert not default_storage.exists(file)


def test_who_was_not_selected_is_forgotten_two_years_after_the_edition_and_only_counted(edition: Edition) -> None:
    amina, rosa = cast.applicant(), cast.reviewer()
    application = build.submitted(amina, edition, **build.SPONSOR)
    decide.decline(application, by=rosa, why="Her name is Amina.", seen="submitted", now=clock.now())
    User.objects.update(last_login=datetime(9000, 1, 1, tzinfo=clock.ROME))
    Letter.objects.filter(about="").delete()
    last = years_after(ended(edition), 2)
    assert "not-selected" not in night(last)
    assert night(last + timedelta(days=4))["not-selected"] == 1
    application.refresh_from_db()
    assert (application.full_name, application.motivation, application.letter) == ("", "", None)
    assert (str(application.country), application.sector, application.state) == ("SN", "government", "declined")
    assert not application.changes.exclude(why="").exists()
    assert not application.sponsor_requests.exists()
    assert "not-selected" not in night(last + timedelta(days=5))


def test_a_passport_goes_a_month_after_the_last_day_in_turin(edition: Edition, quiet: None) -> None:
    place = build.place(cast.applicant(), edition, by=cast.reviewer())
    keep(place, {"passport_number": "A1"}, now=clock.now())
    last = max(period.ends for phase in edition.phases.filter(kind="residential") for period in phase.periods.all())
    assert "stays" not in night(last + timedelta(days=30))
    assert night(last + timedelta(days=31))["stays"] == 1
    assert not Stay.objects.exists()


def test_a_passport_goes_at_once_when_the_place_is_given_back(edition: Edition) -> None:
    place = build.place(cast.applicant(), edition, by=cast.reviewer())
    keep(place, {"passport_number": "A1"}, now=clock.now())
    Place.objects.update(state="cancelled")
    assert night(clock.today()) == {"stays": 1}


def test_a_letter_waits_until_what_it_promises_is_paid(edition: Edition) -> None:
    place = build.place(cast.applicant(), edition, by=cast.reviewer(), **build.SPONSOR)
    due = years_after(ended(edition), 1, 5)
    assert "letters-of-sponsors" not in night(due)
    paying: dict[str, Any] = {"payer": payer_of(place), "reason": Reason.RECEIVED, "by": None, "now": clock.now()}
    book(place, EntryKind.PAYMENT, place.ledger.balance(), text="1", **paying)
    assert night(due + timedelta(days=1))["letters-of-sponsors"] == 1
    place.application.refresh_from_db()
    assert (place.application.letter, place.application.full_name) == (None, "Amina Diallo")


def test_names_of_participants_and_payers_go_when_the_law_of_accounts_no_longer_asks_for_them(edition: Edition) -> None:
    place = build.place(cast.applicant(), edition, by=cast.reviewer())
    last = years_after(ended(edition), 10)
    before = night(last)
    assert "with-a-place" not in before
    gone = before | night(last + timedelta(days=5))
    assert (gone["with-a-place"], gone["payers"]) == (1, 1)
    assert Application.objects.get().full_name == ""
    assert "Amina" not in Payer.objects.get().name
    assert place.ledger.count() == 2  # what was charged can still be added up


def test_a_candidate_who_never_began_goes_a_year_after_the_edition_and_the_letter_after_two(edition: Edition) -> None:
    build.nomination(cast.applicant(), edition, [cast.another_applicant()])
    assert night(years_after(ended(edition), 1, 5))["nominees"] == 1
    assert not Nominee.objects.exists()
    assert night(years_after(ended(edition), 2, 5))["nominations"] == 1
    assert not Document.objects.exists()


def test_letters_jobs_looks_and_sessions_go_each_on_their_day(edition: Edition, quiet: None) -> None:
    build.submitted(cast.applicant(), edition)
    Job.objects.update(state=JobState.DONE, finished_at=clock.now())
    person = User.objects.get()
    Reading.objects.create(subject=person, by=person, matter="application", about="application:1", at=clock.now())
    Interest.objects.create(
        email="a@example.org", course=edition.course, language="en", asked_at=clock.now(), confirmed_at=clock.now()
    )
    cast.browser(person)
    User.objects.update(last_login=datetime(9000, 1, 1, tzinfo=clock.ROME))
    today = clock.today()
    assert night(today + timedelta(days=91)) == {"jobs": Job.objects.count() or 1, "sessions": 1}
    assert night(years_after(today, 2, 5)).keys() >= {"letters"}
    assert night(years_after(today, 3, 5)).keys() >= {"readings", "interests"}
    assert not (Letter.objects.exists() or Reading.objects.exists() or Session.objects.exists())


def test_an_account_that_nobody_uses_is_told_a_month_before_and_then_erased() -> None:
    amina = cast.applicant()
    User.objects.update(last_login=clock.now())
    due = years_after(clock.today(), 3, 5)
    assert night(due - timedelta(days=10)) == {}
    assert night(due) == {"idle": 1}
    assert str(Erasure.objects.get().on.year) in Letter.objects.get(name="keeping/erasure").text
    assert night(due + timedelta(days=29)) == {}
    assert night(due + timedelta(days=30)) == {"erasures": 1}
    amina.refresh_from_db()
    assert (amina.name, amina.is_active, "amina" in amina.email) == ("", False, False)


def test_who_signs_in_again_keeps_the_account() -> None:
    amina = cast.applicant()
    User.objects.update(last_login=clock.now())
    due = years_after(clock.today(), 3, 5)
    night(due)
    User.objects.update(last_login=clock.start_of_day(due + timedelta(days=3)))
    night(due + timedelta(days=31))
    amina.refresh_from_db()
    assert (amina.is_active, Erasure.objects.get().state) == (True, "called-back")


def test_an_account_whose_address_was_never_confirmed_goes_after_a_week() -> None:
    cast.applicant()
    cast.another_applicant()
    EmailAddress.objects.filter(email="bruno@example.org").update(verified=False)
    User.objects.filter(email="amina@example.org").update(last_login=clock.now())
    assert night(clock.today() + timedelta(days=7)) == {}
    assert night(clock.today() + timedelta(days=8)) == {"unconfirmed": 1}
    assert User.objects.get().email == "amina@example.org"


def test_a_row_that_cannot_go_holds_nothing_else_up_and_is_shown_as_overdue(
    edition: Edition, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    build.draft(cast.applicant(), edition)
    cast.another_applicant()
    EmailAddress.objects.filter(email="bruno@example.org").update(verified=False)
    User.objects.update(date_joined=clock.now() - timedelta(days=9))
    Application.objects.update(started_at=clock.now() - timedelta(days=800))
    Edition.objects.update(applications_close=clock.today() - timedelta(days=9))
    with monkeypatch.context() as broken:
        broken.setattr(Application, "delete", lambda _application: 1 / 0)
        assert night(clock.today()) == {"unconfirmed": 1}
    assert "drafts" in caplog.text
    page = cast.browser(cast.administrator()).get("/admin/keeping/erasure/due/")
    assert ("Drafts that were never sent", 1, 1) in [(str(what), *numbers) for what, *numbers in page.context["rows"]]
    assert night(clock.today()) == {"drafts": 1}
