"""Selecting in a real browser: two reviewers blind to one another, a batch undone, and one carried out."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, expect
from pytest_django.live_server_helper import LiveServer

from academy import clock
from academy.accounts import roles
from academy.accounts.models import User
from academy.jobs import operations as jobs
from academy.jobs.models import Job
from academy.testing import cast
from academy.testing.axe import faults
from enrolment.models import Application, Batch
from enrolment.operations.selection import set_plan
from enrolment.rules.composition import Aim
from enrolment.tests import build

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def application() -> Application:
    edition = build.open_edition()
    edition.course.criteria.create(key="experience", title="Work experience")
    set_plan(edition, {}, [Aim("gender", "woman", 2, None)])
    return build.submitted(cast.applicant(), edition, gender="woman", **build.SPONSOR)


@pytest.fixture
def contexts(browser: Browser) -> Iterator[list[BrowserContext]]:
    """Browsers to be closed at the end."""
    made: list[BrowserContext] = []
    yield made
    for context in made:
        context.close()


def sit_down(person: User, browser: Browser, server: LiveServer, contexts: list[BrowserContext], **options: object):  # type: ignore[no-untyped-def]
    """A page in which the person is signed in."""
    context = browser.new_context(base_url=server.url, reduced_motion="reduce", **options)  # type: ignore[arg-type]
    session = cast.browser(person).cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": server.url}])
    contexts.append(context)
    return context.new_page()


def test_two_reviewers_are_blind_to_one_another(
    application: Application, browser: Browser, live_server: LiveServer, contexts: list[BrowserContext]
) -> None:
    people = [cast.reviewer(), cast.staff("r2@example.org", "Second Reviewer", roles.REVIEWER)]
    first, second = (sit_down(person, browser, live_server, contexts) for person in people)
    for page in (first, second):
        page.goto(reverse("admin:enrolment_application_change", args=[application.pk]))
    first.locator("input[name=review-experience][value='5']").press("Space")
    first.fill("textarea[name=review-comment]", "Only for those who have said it themselves.")
    first.get_by_role("button", name="Give the review").press("Enter")
    expect(first.locator("#reviews")).to_contain_text("1 of 2 reviews are given")
    second.reload()
    expect(second.locator("#reviews")).to_contain_text("What others gave is shown when you have given yours.")
    expect(second.locator("#reviews")).not_to_contain_text("Only for those")
    assert faults(second) == []
    second.locator("input[name=review-experience][value='2']").press("Space")
    second.get_by_role("button", name="Give the review").press("Enter")
    expect(second.locator("#reviews")).to_contain_text("They lie 3.00 apart")
    second.locator("#reviews summary", has_text="5.00").press("Enter")
    expect(second.locator("#reviews")).to_contain_text("Only for those")
    assert faults(second) == []


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_group_is_chosen_and_the_batch_undone_and_then_carried_out(
    scripts: bool,
    application: Application,
    browser: Browser,
    live_server: LiveServer,
    contexts: list[BrowserContext],
) -> None:
    page = sit_down(cast.reviewer(), browser, live_server, contexts, java_script_enabled=scripts)
    for _round in range(2):
        page.goto(reverse("admin:enrolment_application_workbench", args=[application.edition_id]))
        page.get_by_label(application.full_name, exact=True).check()
        if not scripts:
            page.get_by_role("button", name="Draw again").click()
        expect(page.locator("#group")).to_contain_text("0 with a place, 1 chosen.")
        expect(page.locator("#group")).to_contain_text("Women: 1, 1 lacking of at least 2")
        page.get_by_role("button", name="Decide on the chosen").click()
        page.get_by_label("Accept", exact=True).check()
        page.get_by_role("button", name="See what would happen").click()
        page.locator("summary").click()
        expect(page.locator("tbody")).to_contain_text("Amina Diallo")
        page.get_by_role("button", name="Decide and hold").click()
        expect(page.locator(".desk-notice")).to_contain_text("Held until")
        if _round == 0:
            page.get_by_role("button", name="Undo").click()
            expect(page.locator("tbody")).to_contain_text("undone")
            expect(page.locator("tbody")).to_contain_text("to be reviewed")
    Batch.objects.filter(state="held").update(due_at=clock.now())
    job = Job.objects.get(work="enrolment.operations.batch.carry_out", subject=str(Batch.objects.earliest("-pk").pk))
    Job.objects.filter(pk=job.pk).update(due_at=clock.now())
    jobs.run_now(job.pk)
    page.reload()
    expect(page.locator("tbody")).to_contain_text("Done; the letter is on its way.")
    page.goto(reverse("admin:enrolment_application_change", args=[application.pk]))
    for words in ("decided to accept", "undid that decision", "accepted the application"):
        expect(page.locator(".desk-story").first).to_contain_text(words)
