"""The application form, as a person with a browser meets it."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from academy import clock
from academy.accounts.models import User
from academy.documents.models import Document
from academy.letters.models import Letter
from academy.testing import cast, letters
from catalogue.models import Edition
from enrolment.models import Application
from enrolment.tests import build

pytestmark = pytest.mark.django_db

YOU = {name: build.ANSWERS[name] for name in ("full_name", "certificate_name", "nationality", "country")}
WORK = {name: build.ANSWERS[name] for name in ("organization", "position", "sector", "years_of_experience")}
WORK |= {"language_1": "fr", "level_1": "C1", "language_2": "", "level_2": ""}


@pytest.fixture
def amina() -> User:
    return cast.applicant()


@pytest.fixture
def page(amina: User) -> Client:
    return cast.browser(amina)


@pytest.fixture
def rosa() -> User:
    return cast.reviewer()


def url(edition: Edition, step: str = "") -> str:
    """The address of the form, or of one of its steps."""
    if not step:
        return reverse("enrolment:apply", args=[edition.course.slug, edition.slug])
    return reverse("enrolment:apply_step", args=[edition.course.slug, edition.slug, step])


def close(edition: Edition) -> None:
    """Let the deadline have been yesterday."""
    Edition.objects.filter(pk=edition.pk).update(applications_close=clock.today() - timedelta(days=1))


def upload(content: bytes, name: str = "letter.pdf") -> dict[str, Any]:
    """What the financing step sends with a letter."""
    return {**build.SPONSOR, "letter": SimpleUploadedFile(name, content, "application/pdf")}


def test_from_the_first_page_to_the_letter_that_confirms(page: Client, amina: User) -> None:
    edition = build.open_edition()
    assert page.get(url(edition)).status_code == 200
    assert not amina.applications.exists(), "looking changes nothing"
    for step, values, following in (
        ("", {}, "you"),
        ("you", YOU, "work"),
        ("work", WORK, "financing"),
        ("financing", upload(letters.pdf()), "motivation"),
        ("motivation", {"motivation": build.ANSWERS["motivation"]}, "electives"),
        (
            "electives",
            {f"rank_{one.pk}": str(rank) for rank, one in enumerate(edition.electives.all()[:2], start=1)},
            "check",
        ),
    ):
        assert page.post(url(edition, step), values)["Location"] == url(edition, following)
    assert "Still missing" not in page.get(url(edition, "check")).content.decode()
    sent = page.post(url(edition, "check"), {"declaration": "on"}, follow=True)
    application = amina.applications.get()
    assert sent.redirect_chain[-1][0] == application.get_absolute_url()
    assert application.state == "submitted"
    assert [wish.rank for wish in application.wishes.all()] == [1, 2]
    assert [letter.name for letter in Letter.objects.all()] == ["enrolment/sponsor_asked", "enrolment/received"]


def test_a_stranger_signs_in_first_and_comes_back_here() -> None:
    edition = build.open_edition()
    answer = cast.browser().get(url(edition))
    assert answer["Location"] == f"{reverse('account_login')}?next={url(edition)}"


def test_a_stranger_makes_an_account_and_lands_on_the_form(client: Client, settings: Settings) -> None:
    settings.CACHES = settings.CACHES | {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    edition = build.open_edition()
    door = client.get(url(edition), follow=True).content.decode()
    signup = f"{reverse('account_signup')}?{urlencode({'next': url(edition)})}"
    assert signup in door
    person = {"name": "Amina Diallo", "email": "amina@example.org", "password1": cast.PASSWORD, "next": url(edition)}
    code_page = client.post(signup, person)["Location"]
    code = Letter.objects.get(to="amina@example.org").subject.split()[-1]
    assert client.post(code_page, {"code": code})["Location"] == url(edition)
    assert "Start my application" in client.get(url(edition)).content.decode()


def test_a_draft_is_kept_however_little_it_holds_and_resumed_where_it_lacks_something(page: Client) -> None:
    edition = build.open_edition()
    page.post(url(edition))
    page.post(url(edition, "you"), YOU)
    answer = page.post(url(edition, "work"), {"organization": "Ministry of Labour", "later": "1"}, follow=True)
    lacking = "position, constituent group, years of experience in the field and languages"
    assert f"Still missing in “Work”: {lacking}" in answer.content.decode()
    assert page.get(url(edition))["Location"] == url(edition, "work")
    assert "Ministry of Labour" in page.get(url(edition, "work")).content.decode()


def test_the_last_step_lists_what_is_missing_and_links_to_it(page: Client) -> None:
    edition = build.open_edition(electives=0)
    page.post(url(edition))
    text = page.get(url(edition, "check")).content.decode()
    assert f'href="{url(edition, "motivation")}#div_id_motivation"' in text
    assert "Send my application" not in text


def test_sending_what_is_incomplete_is_refused_in_words(page: Client, amina: User) -> None:
    edition = build.open_edition(electives=0)
    page.post(url(edition))
    text = page.post(url(edition, "check"), {"declaration": "on"}).content.decode()
    assert "Something is still missing" in text
    assert amina.applications.get().state == "draft"


def test_the_declaration_is_needed(page: Client, amina: User) -> None:
    edition = build.open_edition()
    build.draft(amina, edition)
    text = page.post(url(edition, "check"), {}).content.decode()
    assert "Please tick the box before you send the application." in text
    assert amina.applications.get().state == "draft"


def test_a_mistake_stands_beside_its_field_and_what_was_typed_stays(page: Client, amina: User) -> None:
    edition = build.open_edition()
    page.post(url(edition))
    text = page.post(url(edition, "financing"), {**build.SPONSOR, "sponsor_email": "nobody"}).content.decode()
    assert 'href="#div_id_sponsor_email"' in text
    assert 'value="Moussa Ndiaye"' in text
    assert amina.applications.get().sponsor_contact == ""


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<html><script>alert(1)</script></html>", "not a PDF, JPEG or PNG"),
        (b"", "empty"),
        (b"%PDF-1.7" + b"0" * 11 * 1024 * 1024, "larger than 10 MB"),
        (letters.protected_pdf(), "password"),
        (letters.pdf()[:-100], "damaged"),
    ],
    ids=["another kind", "empty", "too large", "protected", "damaged"],
)
def test_a_bad_letter_changes_nothing_and_loses_nothing(page: Client, amina: User, content: bytes, words: str) -> None:
    edition = build.open_edition()
    application = build.draft(amina, edition, **build.SPONSOR)
    former = application.letter
    sent = {**upload(content), "sponsor_contact": "Somebody else"}
    text = page.post(url(edition, "financing"), sent).content.decode()
    assert words in text
    assert 'value="Somebody else"' in text
    kept = Application.objects.get(pk=application.pk)
    assert (kept.letter, kept.sponsor_contact) == (former, build.SPONSOR["sponsor_contact"])
    assert Document.objects.count() == 1


def test_a_new_letter_replaces_the_old_one_and_its_bytes(
    page: Client, amina: User, django_capture_on_commit_callbacks: Any
) -> None:
    edition = build.open_edition()
    former = build.draft(amina, edition, **build.SPONSOR).letter
    assert former is not None
    with django_capture_on_commit_callbacks(execute=True):
        page.post(url(edition, "financing"), upload(letters.photograph(), "scan.pdf"))
    kept = amina.applications.get().letter
    assert kept is not None
    assert (kept.title, kept.content_type) == ("scan.jpg", "image/jpeg")
    assert list(Document.objects.all()) == [kept]
    assert not former.file.storage.exists(str(former.file.name))


def test_a_deadline_that_passes_while_the_form_is_open_is_said_and_what_was_typed_stays(
    page: Client, amina: User
) -> None:
    edition = build.open_edition()
    page.post(url(edition))
    close(edition)
    text = page.post(url(edition, "you"), {**YOU, "full_name": "Amina D."}).content.decode()
    assert "not open for applications" in text
    assert 'value="Amina D."' in text
    assert amina.applications.get().full_name == "Amina Diallo"


def test_a_draft_that_is_opened_after_the_deadline_says_that_it_was_not_sent(page: Client) -> None:
    edition = build.open_edition()
    page.post(url(edition))
    close(edition)
    answer = page.get(url(edition), follow=True)
    assert "this draft was not sent" in answer.content.decode()
    assert "Save and continue" not in answer.content.decode()


def test_nothing_is_sent_after_the_deadline(page: Client, amina: User) -> None:
    edition = build.open_edition()
    build.draft(amina, edition)
    close(edition)
    assert "not open for applications" in page.post(url(edition, "check"), {"declaration": "on"}).content.decode()
    assert amina.applications.get().state == "draft"
    assert not Letter.objects.exists()


def test_a_double_click_sends_once(page: Client, amina: User) -> None:
    edition = build.open_edition()
    build.draft(amina, edition)
    answers = [page.post(url(edition, "check"), {"declaration": "on"}) for _click in range(2)]
    assert {answer["Location"] for answer in answers} == {amina.applications.get().get_absolute_url()}
    assert Letter.objects.count() == 1
    assert amina.applications.get().changes.count() == 1


def wishes(person: User) -> list[str]:
    """The electives wished for, area by area, with their ranks."""
    return [str(wish) for wish in person.applications.get().wishes.select_related("elective")]


def test_more_electives_than_there_are_to_choose_can_be_ranked(page: Client, amina: User) -> None:
    edition = build.open_edition()
    page.post(url(edition))
    one, two, three, four = edition.electives.all()
    assert one.area_id == two.area_id != three.area_id == four.area_id
    ranks = {f"rank_{one.pk}": "2", f"rank_{two.pk}": "1", f"rank_{four.pk}": "2"}
    page.post(url(edition, "electives"), ranks)
    assert wishes(amina) == [f"1. {two}", f"2. {one}", f"1. {four}"]
    text = page.get(url(edition, "electives")).content.decode()
    assert text.count('<option value="1" selected>First choice</option>') == 2
    page.post(url(edition, "electives"), ranks | {f"rank_{two.pk}": ""})
    assert wishes(amina) == [f"1. {one}", f"1. {four}"]


def test_one_rank_for_two_electives_is_said_beside_the_field(page: Client, amina: User) -> None:
    edition = build.open_edition()
    page.post(url(edition))
    one, two, three = edition.electives.all()[:3]
    same = {f"rank_{one.pk}": "1", f"rank_{two.pk}": "1", f"rank_{three.pk}": "1"}
    text = page.post(url(edition, "electives"), same).content.decode()
    assert f"“{one.title}” has this rank already." in text
    assert text.count("has this rank already.") == 2  # at the top and beside the field; the other area is fine
    assert f'href="#div_id_rank_{two.pk}"' in text and f'id="div_id_rank_{two.pk}"' in text
    assert (
        f'aria-describedby="about-elective-{two.pk} id_rank_{two.pk}_error"' in text
        and f'id="id_rank_{two.pk}_error"' in text
    )
    assert wishes(amina) == []


def test_clashes_and_full_electives_are_said_beside_the_field(page: Client, rosa: User) -> None:
    edition = build.open_edition()
    one, two = edition.electives.all()[:2]
    edition.electives.filter(pk__in=(one.pk, two.pk)).update(slot="monday")
    edition.electives.filter(pk=one.pk).update(capacity=1)
    build.place(cast.another_applicant(), edition, by=rosa)
    page.post(url(edition))
    text = page.get(url(edition, "electives")).content.decode()
    assert text.count("At the same time as") == 2
    assert text.count("full at the moment") == 1


def test_an_elective_of_another_edition_cannot_be_chosen(page: Client, amina: User) -> None:
    edition, other = build.open_edition(), build.open_edition(code="A9900002")
    page.post(url(edition))
    page.post(url(edition, "electives"), {f"rank_{other.electives.all()[0].pk}": "1"})
    assert not amina.applications.get().wishes.exists()


def test_an_edition_without_electives_has_no_such_step(page: Client) -> None:
    edition = build.open_edition(electives=0)
    page.post(url(edition))
    assert page.get(url(edition, "electives")).status_code == 404
    assert page.post(url(edition, "motivation"), {})["Location"] == url(edition, "check")


def test_a_closed_edition_says_so_and_starts_nothing(page: Client, amina: User) -> None:
    edition = build.open_edition()
    close(edition)
    assert "Not open for applications" in page.get(url(edition)).content.decode()
    page.post(url(edition))
    assert not amina.applications.exists()


def test_the_next_application_begins_with_what_is_known(page: Client, amina: User) -> None:
    build.submitted(amina, build.open_edition())
    edition = build.open_edition(code="A9900002")
    page.post(url(edition))
    assert amina.applications.get(edition=edition).organization == build.ANSWERS["organization"]


def test_languages_are_rows_that_grow_by_one(page: Client, amina: User) -> None:
    edition = build.open_edition()
    page.post(url(edition))
    assert page.get(url(edition, "work")).content.decode().count('name="level_') == 3
    rows = {"language_1": "wo", "level_1": "native", "language_2": "fr", "level_2": "C1"}
    rows |= {"language_3": "en", "level_3": "B2", "more": "1"}
    assert page.post(url(edition, "work"), rows)["Location"] == f"{url(edition, 'work')}#div_id_languages"
    assert amina.applications.get().languages == {"wo": "native", "fr": "C1", "en": "B2"}
    text = page.get(url(edition, "work")).content.decode()
    assert text.count('name="level_') == 4
    page.post(url(edition, "work"), rows | {"language_1": "", "level_1": ""})
    assert amina.applications.get().get_languages_display() == "French (C1), English (B2)"


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ({"language_1": "fr", "level_1": ""}, "Say how well you know this language."),
        ({"language_1": "", "level_1": "B1"}, "Say which language this is"),
        ({"language_1": "fr", "level_1": "B1", "language_2": "fr", "level_2": "C1"}, "stands above already"),
        ({"language_1": "xx", "level_1": "B1"}, "Select a valid choice"),
    ],
)
def test_a_language_has_one_level(page: Client, amina: User, rows: dict[str, str], words: str) -> None:
    edition = build.open_edition()
    page.post(url(edition))
    text = page.post(url(edition, "work"), rows).content.decode()
    assert words in text
    assert 'role="alert"' in text
    assert amina.applications.get().languages == {}


@pytest.mark.parametrize("name", ["Suharto", "Nguyễn Thị Minh Khai", "محمد", "山田 太郎", "x" * 200])
def test_a_name_is_kept_as_it_is_written_and_shown_as_it_will_be_printed(page: Client, amina: User, name: str) -> None:
    edition = build.open_edition()
    page.post(url(edition))
    page.post(url(edition, "you"), YOU | {"full_name": name, "certificate_name": name})
    assert amina.applications.get().full_name == name
    for step in ("you", "check"):
        assert f'data-mirror="id_certificate_name">{name}</p>' in page.get(url(edition, step)).content.decode()
