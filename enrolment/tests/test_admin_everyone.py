"""The desk works for everyone, wide and narrow, light and dark, and nothing on it breaks the content policy."""

from decimal import Decimal

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from academy import clock
from academy.accounts.models import User
from academy.jobs.models import Job, JobState
from academy.testing import cast
from academy.testing.axe import faults
from enrolment.models import Application, Place
from enrolment.operations import ledger, payers
from enrolment.tests import build

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def colleague() -> User:
    return cast.administrator()


@pytest.fixture(autouse=True)
def _signed_in(visitor: Page, colleague: User, live_server: LiveServer) -> None:
    """An administrator is."""
    cast.come_in(visitor, colleague, live_server.url)


@pytest.fixture
def application() -> Application:
    return build.submitted(cast.applicant(), build.open_edition(), **build.SPONSOR)


@pytest.fixture
def place(colleague: User) -> Place:
    given = build.place(cast.another_applicant(), build.open_edition(code="A9900002"), by=colleague)
    paid = Decimal(3000)
    ledger.record_payment(
        given, paid, payer=payers.organization("P"), on=clock.today(), reference="R", by=colleague, now=clock.now()
    )
    return given


def test_every_page_of_the_desk(visitor: Page, application: Application, place: Place) -> None:
    now = clock.now()
    job = Job.objects.create(work="x.y", subject="1", state=JobState.FAILED, error="E\nF", asked_at=now, due_at=now)
    letter = place.participant.letters.first()
    assert letter is not None
    pages = [
        reverse("admin:index"),
        reverse("admin:enrolment_application_changelist"),
        reverse("admin:enrolment_application_change", args=[application.pk]),
        reverse("admin:enrolment_application_change", args=[place.application_id]),
        reverse("admin:enrolment_application_workbenches"),
        reverse("admin:enrolment_application_workbench", args=[application.edition_id]),
        reverse("admin:enrolment_application_workbench", args=[application.edition_id])
        + f"?propose=yes&try=add&kind=region:africa&kept={application.pk}",
        reverse("admin:enrolment_application_plan", args=[application.edition_id]),
        reverse("admin:enrolment_batch_changelist"),
        reverse("admin:enrolment_place_changelist"),
        reverse("admin:enrolment_place_change", args=[place.pk]),
        *(
            reverse("admin:enrolment_place_do", args=[place.pk, deed])
            for deed in ("payment", "refund", "cancel", "evidence")
        ),
        reverse("admin:enrolment_place_record_list"),
        reverse("admin:enrolment_place_record", args=[place.edition_id]),
        reverse("admin:letters_letter_changelist"),
        reverse("admin:letters_letter_change", args=[letter.pk]),
        reverse("admin:jobs_job_changelist"),
        reverse("admin:jobs_job_change", args=[job.pk]),
        reverse("admin:documents_document_changelist"),
        reverse("admin:accounts_user_changelist"),
        reverse("admin:accounts_user_add"),
        reverse("admin:accounts_user_change", args=[place.participant_id]),
    ]
    found = []
    for page in pages:
        visitor.goto(page)
        found += faults(visitor)
    assert found == []


def go_on(page: Page, button: str) -> None:
    """Press the button and wait for the page that it leads to."""
    with page.expect_navigation():
        page.click(button)


def test_several_are_chosen_asked_about_and_decided(visitor: Page, application: Application) -> None:
    visitor.goto(reverse("admin:enrolment_application_changelist"))
    visitor.check(f"input[name=_selected_action][value='{application.pk}']")
    visitor.select_option("select[name=action]", "decide_chosen")
    go_on(visitor, "button[name=index]")
    assert faults(visitor) == []
    go_on(visitor, "form button.default")
    assert faults(visitor) == []
    visitor.check("input[value=decline]")
    visitor.fill("textarea[name=words]", "The group is complete.")
    go_on(visitor, "form button.default")
    assert faults(visitor) == []
    go_on(visitor, "button[name=hold]")
    assert faults(visitor) == []
    expect(visitor.locator("tbody")).to_contain_text("held")
    go_on(visitor, "form.desk-notice button")
    expect(visitor.locator("tbody")).to_contain_text("undone")
    assert faults(visitor) == []


def test_the_grid_is_filled_from_the_keyboard_alone(visitor: Page, place: Place) -> None:
    visitor.goto(reverse("admin:enrolment_place_record", args=[place.edition_id]))
    visitor.locator("table input[type=number]").first.focus()
    for amount in build.REQUIRED.values():
        visitor.keyboard.press("ControlOrMeta+a")
        visitor.keyboard.type(str(amount))
        visitor.keyboard.press("Tab")
    visitor.keyboard.press("Shift+Tab")
    visitor.keyboard.press("Enter")
    expect(visitor.locator("table")).to_contain_text("complete")
    assert {row.kind: row.amount for row in place.evidence.all()} == build.REQUIRED
    assert faults(visitor) == []


def test_the_pages_that_change_a_plan(visitor: Page, application: Application, place: Place) -> None:
    edition = application.edition
    visitor.goto(reverse("admin:catalogue_edition_confirm", args=[edition.pk]))
    assert faults(visitor) == []
    visitor.goto(reverse("admin:catalogue_edition_change", args=[edition.pk]))
    expect(visitor.get_by_text("Still missing:").first).to_be_visible()
    assert faults(visitor) == []
    visitor.goto(reverse("admin:enrolment_plan", args=[place.edition_id, "postponed"]))
    assert faults(visitor) == []
    visitor.goto(reverse("admin:enrolment_plan", args=[edition.pk, "called-off"]))
    visitor.get_by_label("Reason, for those who read English").fill("Too few people can come.")
    visitor.get_by_role("button", name="Show the letters").press("Enter")
    act = visitor.get_by_role("button", name="Call it off and write to everybody")
    expect(act).to_be_visible()
    assert faults(visitor) == []
    act.press("Enter")
    expect(visitor.get_by_text("The edition is called off. 1 person is written to.")).to_be_visible()
    assert faults(visitor) == []
