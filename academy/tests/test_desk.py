"""People, letters, jobs and documents at the desk."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from academy import clock
from academy.accounts.models import User
from academy.documents.operations import keep
from academy.jobs.models import Job, JobState
from academy.letters.models import Letter
from academy.letters.operations import post
from academy.testing import cast

pytestmark = pytest.mark.django_db
PEOPLE, LETTERS, JOBS, DOCUMENTS = (
    f"/admin/{name}/" for name in ("accounts/user", "letters/letter", "jobs/job", "documents/document")
)


def role(name: str) -> int:
    """The key of a role."""
    return Group.objects.get(name=name).pk


def invitation(**values: Any) -> dict[str, Any]:
    """A whole form."""
    return {"email": "new@example.org", "name": "New Colleague", "language": "fr", "roles": [role("Finance")]} | values


def failed_job() -> Job:
    """A job that was given up."""
    now = clock.now()
    return Job.objects.create(work="x.y", subject="1", state=JobState.FAILED, attempts=6, asked_at=now, due_at=now)


@pytest.mark.parametrize(
    ("who", "open_to"),
    [
        (cast.reviewer, [403, 403, 403, 403]),
        (cast.finance, [403, 200, 403, 403]),
        (cast.administrator, [200, 200, 200, 200]),
        (cast.applicant, [302, 302, 302, 302]),
        (None, [302, 302, 302, 302]),
    ],
)
def test_each_role_has_its_rooms(who: Any, open_to: list[int]) -> None:
    browser = cast.browser(who() if who else None)
    answers = [browser.get(url).status_code for url in (PEOPLE, LETTERS, JOBS, DOCUMENTS)]
    assert [302 if status == 403 and who is cast.applicant else status for status in answers] == open_to


def test_a_colleague_is_invited_by_letter_and_without_a_password() -> None:
    browser = cast.confirmed(cast.administrator())
    browser.post(f"{PEOPLE}add/", invitation())
    person = User.objects.get(email="new@example.org")
    assert (person.is_staff, person.has_usable_password(), person.language) == (True, False, "fr")
    assert [group.name for group in person.groups.all()] == ["Finance"]
    letter = person.letters.get(name="accounts/invited")
    assert reverse("account_reset_password") in letter.text.replace("/fr/", "/en/")


def test_roles_are_said_in_the_language_of_the_page() -> None:
    page = cast.confirmed(cast.administrator()).get(f"{PEOPLE}add/", headers={"accept-language": "es"})
    assert [str(label) for _value, label in page.context["form"].fields["roles"].choices] == [
        "Administración",
        "Finanzas",
        "Examen de solicitudes",
    ]


def test_people_are_found_by_a_role_in_the_language_of_the_page() -> None:
    reviewer, desk = cast.reviewer(), cast.confirmed(cast.administrator())
    page = desk.get(f"{PEOPLE}?role={role('Reviewer')}", headers={"accept-language": "fr"})
    assert list(page.context["cl"].queryset) == [reviewer]
    choices = page.context["cl"].filter_specs[0].choices(page.context["cl"])
    assert "Examen des candidatures" in [choice["display"] for choice in choices]


def test_an_applicant_who_becomes_a_colleague_keeps_the_account() -> None:
    person = cast.applicant()
    cast.confirmed(cast.administrator()).post(f"{PEOPLE}add/", invitation(email=person.email.upper()))
    person.refresh_from_db()
    assert (person.is_staff, person.check_password(cast.PASSWORD)) == (True, True)


@pytest.mark.parametrize("email", ["new@example.org", "ada@example.org"])
def test_an_invitation_needs_a_role_and_somebody_new(email: str) -> None:
    browser = cast.confirmed(cast.administrator())
    roles = [] if email == "new@example.org" else [role("Finance")]
    assert browser.post(f"{PEOPLE}add/", invitation(email=email, roles=roles)).status_code == 409
    assert Letter.objects.count() == 0


def test_who_loses_the_last_role_has_no_way_to_the_desk() -> None:
    colleague = cast.finance()
    browser = cast.confirmed(cast.administrator())
    browser.post(f"{PEOPLE}{colleague.pk}/change/", {"name": "Felix", "language": "en", "is_active": "on"})
    colleague.refresh_from_db()
    assert (colleague.is_staff, colleague.name, colleague.groups.count()) == (False, "Felix", 0)
    assert cast.browser(colleague).get("/admin/").status_code in (302, 403)


def test_nobody_changes_the_own_roles_or_an_account_above_the_own() -> None:
    administrator = cast.administrator()
    above = User.objects.create_superuser("root@example.org")
    browser = cast.confirmed(administrator)
    values = {"name": "A", "language": "en", "is_active": "on"}
    assert browser.post(f"{PEOPLE}{administrator.pk}/change/", values).status_code == 409
    assert browser.post(f"{PEOPLE}{above.pk}/change/", values | {"roles": [role("Finance")]}).status_code == 409
    assert cast.confirmed(above).post(f"{PEOPLE}{administrator.pk}/change/", values).status_code == 302


def test_no_page_about_people_shows_a_password_in_any_form() -> None:
    person = cast.applicant()
    browser = cast.confirmed(cast.administrator())
    pages = [browser.get(f"{PEOPLE}{person.pk}/change/"), browser.get(f"{PEOPLE}{person.pk}/password/", follow=True)]
    assert all(person.password not in page.content.decode() for page in pages)
    assert 'type="password"' not in pages[0].content.decode()


def test_a_letter_is_read_and_sent_again_while_it_is_unsent() -> None:
    letter = post("x/y", "a@example.org", subject="Subject", text="Words in a letter.", language="en")
    Job.objects.update(state=JobState.FAILED)
    browser = cast.browser(cast.administrator())
    assert "Words in a letter." in browser.get(f"{LETTERS}{letter.pk}/change/").content.decode()
    send = reverse("admin:letters_letter_send", args=[letter.pk])
    assert browser.get(send).status_code == 405
    browser.post(send)
    assert Job.objects.filter(state=JobState.PENDING, subject=str(letter.pk)).count() == 1
    Letter.objects.update(sent_at=clock.now())
    assert "sent already" in browser.post(send, follow=True).content.decode()
    assert cast.browser(cast.reviewer()).post(send).status_code == 403


def test_the_words_of_a_letter_with_a_secret_are_shown_to_nobody_at_the_desk() -> None:
    letter = post("x/y", "a@example.org", subject="S", text="Code 123456", language="en", confidential=True)
    browser = cast.browser(User.objects.create_superuser("root@example.org"))
    assert "123456" not in browser.get(f"{LETTERS}{letter.pk}/change/").content.decode()


def test_a_failed_job_is_tried_again_once() -> None:
    job = failed_job()
    browser = cast.browser(cast.administrator())
    choice = {"action": "retry", "_selected_action": [job.pk]}
    assert "1 job is tried again" in browser.post(JOBS, choice, follow=True).content.decode()
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.PENDING, 0)
    assert "Only a job that failed" in browser.post(JOBS, choice, follow=True).content.decode()


def test_a_failed_job_stays_when_the_same_work_was_asked_for_again() -> None:
    job = failed_job()
    Job.objects.create(work="x.y", subject="1", state=JobState.PENDING, asked_at=clock.now(), due_at=clock.now())
    choice = {"action": "retry", "_selected_action": [job.pk]}
    answer = cast.browser(cast.administrator()).post(JOBS, choice, follow=True)
    assert "asked for again in the meantime" in answer.content.decode()


def test_documents_are_listed_and_not_handed_out() -> None:
    document = keep(b"%PDF-1.7 secret", title="letter.pdf", content_type="application/pdf")
    page = cast.browser(cast.administrator()).get(f"{DOCUMENTS}{document.pk}/change/").content.decode()
    assert document.sha256 in page
    assert document.file.url not in page


@pytest.mark.parametrize("room", [LETTERS, JOBS, DOCUMENTS])
def test_nothing_is_added_or_deleted_by_hand(room: str) -> None:
    browser = cast.browser(User.objects.create_superuser("root@example.org"))
    assert browser.get(f"{room}add/").status_code == 403
