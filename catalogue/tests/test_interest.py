"""“Tell me when the next edition opens”: from the form to the letter and off the list again."""

import re
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.mail import EmailMultiAlternatives
from django.db import connection
from django.test import Client

from academy import clock
from academy.letters.models import Letter
from academy.letters.operations import as_mail, send
from catalogue.models import Course, Edition, Interest, Telling
from catalogue.operations import interest as operations
from catalogue.operations.publish import note_published
from catalogue.tasks import follow_editions
from catalogue.tests import build

pytestmark = pytest.mark.django_db
FORM = "/en/courses/academy-on-labour-migration/tell-me/"
ADDRESS = "amina@example.org"


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    """What other tests asked for does not count here."""
    cache.clear()


@pytest.fixture
def course() -> Course:
    return build.course()


def asked(client: Client, email: str = ADDRESS, language: str = "en") -> None:
    """Somebody fills in the form."""
    answer = client.post(FORM.replace("/en/", f"/{language}/"), {"email": email})
    assert (answer.status_code, answer["Location"]) == (
        302,
        f"/{language}/courses/academy-on-labour-migration/",
    )


def link(letter: Letter, ends: str = "/") -> str:
    """The path of the letter's link that ends so; one that confirms ends after its token."""
    found = re.findall(r"http://127\.0\.0\.1:\d+(/\w+/tell-me/[^/]+/(?:leave/)?)\n", letter.text + "\n")
    return next(path for path in found if path.endswith("leave/") is (ends == "leave/"))


def on_the_list(course: Course, email: str = ADDRESS, **fields: object) -> Interest:
    """Somebody who confirmed yesterday."""
    before = clock.now() - timedelta(days=1)
    return Interest.objects.create(
        **{"email": email, "course": course, "language": "en", "asked_at": before, "confirmed_at": before} | fields
    )


def letters(name: str) -> list[Letter]:
    """The letters of one kind, oldest first."""
    return list(Letter.objects.filter(name=name).order_by("pk"))


def test_the_course_page_asks_for_an_address_without_setting_a_cookie(client: Client, course: Course) -> None:
    answer = client.get(course.get_absolute_url())
    assert f'action="{FORM}"' in answer.content.decode()
    assert not answer.cookies


def test_asking_confirming_being_told_and_leaving(client: Client, course: Course) -> None:
    asked(client, "Amina@Example.org", language="fr")
    letter = letters("catalogue/asked")[0]
    assert (letter.to, letter.language, letter.confidential) == (ADDRESS, "fr", True)
    build.open_edition(code="A9900001", applications_open=clock.today())
    follow_editions()
    assert letters("catalogue/opens") == []
    assert client.get(link(letter)).status_code == 200
    assert Interest.objects.confirmed().count() == 0
    assert client.post(link(letter))["Location"] == "/fr/courses/academy-on-labour-migration/"
    build.open_edition(code="A9900002")
    for _minute in range(3):
        follow_editions()
    (told,) = letters("catalogue/opens")
    assert "A9900002" in told.text
    assert (told.to, told.language) == (ADDRESS, "fr")
    leaving = link(told, "leave/")
    assert client.get(leaving).status_code == 200
    assert client.post(leaving).status_code == 200
    assert not Interest.objects.exists()
    assert not Telling.objects.exists()
    assert not Letter.objects.exists()
    build.open_edition(code="A9900003")
    follow_editions()
    assert not Letter.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_every_step_works_in_transactions_of_its_own(client: Client) -> None:
    wish = on_the_list(build.course(), confirmed_at=None)
    address = f"/en/tell-me/{operations.token_of(wish)}/"
    assert [client.get(address).status_code, client.post(address).status_code] == [200, 302]
    build.open_edition()
    follow_editions()
    assert len(letters("catalogue/opens")) == 1
    assert [client.get(f"{address}leave/").status_code, client.post(f"{address}leave/").status_code] == [200, 200]
    follow_editions()
    assert not Interest.objects.exists()


def test_each_person_is_told_once_of_each_edition(course: Course) -> None:
    people = [on_the_list(course, f"p{number}@example.org") for number in range(3)]
    editions = [build.open_edition(code=f"A990000{number}") for number in range(2)]
    for _minute in range(3):
        follow_editions()
    told = {(letter.to, letter.subject) for letter in letters("catalogue/opens")}
    assert len(letters("catalogue/opens")) == len(told) == len(people) * len(editions)
    assert Telling.objects.count() == 6


@pytest.mark.services
@pytest.mark.django_db(transaction=True)
def test_four_workers_at_once_write_one_letter_to_each() -> None:
    course = build.course()
    for number in range(20):
        on_the_list(course, f"p{number}@example.org")
    build.open_edition()
    note_published(now=clock.now())
    gate = threading.Barrier(4)

    def worker(_number: int) -> None:
        connection.ensure_connection()
        gate.wait(timeout=60)
        try:
            operations.tell(now=clock.now())
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(worker, range(4)))
    assert sorted(letter.to for letter in letters("catalogue/opens")) == sorted(
        f"p{number}@example.org" for number in range(20)
    )


def test_who_left_while_letters_are_written_is_not_told(course: Course) -> None:
    wish, edition = on_the_list(course), build.open_edition()
    Interest.objects.filter(pk=wish.pk).delete()
    operations.tell_one(wish, edition, now=clock.now())
    assert letters("catalogue/opens") == []


@pytest.mark.parametrize(
    "fields",
    [
        {"published": False},
        {"cancelled": True},
        {"archived": True},
        {"closes_in": -1},
        {"starts_in": 0},
        {"applications_open": clock.today() + timedelta(days=1)},
        {"applications_open": None, "applications_close": None},
    ],
)
def test_nobody_is_told_of_an_edition_that_takes_no_applications(course: Course, fields: dict[str, object]) -> None:
    on_the_list(course)
    build.open_edition(**fields)  # type: ignore[arg-type]
    follow_editions()
    assert letters("catalogue/opens") == []


def test_an_edition_announced_before_is_told_on_the_day_it_opens(course: Course) -> None:
    on_the_list(course)
    edition = build.open_edition(applications_open=clock.today() + timedelta(days=1))
    follow_editions()
    Edition.objects.filter(pk=edition.pk).update(applications_open=clock.today())
    follow_editions()
    assert len(letters("catalogue/opens")) == 1


def test_other_courses_and_unconfirmed_addresses_are_left_in_peace(course: Course) -> None:
    other = Course.objects.create(slug="other", title="Other", abbreviation="O", summary="Another course.")
    on_the_list(other)
    on_the_list(course, "nobody@example.org", confirmed_at=None)
    build.open_edition()
    follow_editions()
    assert letters("catalogue/opens") == []


def test_a_known_and_an_unknown_address_get_the_same_answer(client: Client, course: Course) -> None:
    on_the_list(course)
    for email in (ADDRESS, "stranger@example.org"):
        stranger = Client()
        asked(stranger, email)
        assert "we have sent you a letter" in stranger.get(course.get_absolute_url()).content.decode()
    known, unknown = letters("catalogue/asked")
    assert "already" in known.text
    assert "already" not in unknown.text
    assert Interest.objects.count() == 2


def test_an_address_that_makes_no_sense_is_asked_for_again(client: Client, course: Course) -> None:
    text = client.post(FORM, {"email": "<b>nobody"}).content.decode()
    assert 'aria-invalid="true"' in text
    assert "&lt;b&gt;nobody" in text
    assert not Interest.objects.exists()


def test_one_mailbox_gets_few_letters_and_one_visitor_few_wishes(client: Client, course: Course) -> None:
    for _try in range(5):
        asked(client)
    assert len(letters("catalogue/asked")) == 3
    haste = [client.post(FORM, {"email": f"p{n}@example.org"}).status_code for n in range(16)]
    assert haste == [302] * 15 + [429]


@pytest.mark.parametrize("end", ["", "leave/"])
def test_a_wrong_link_changes_nothing(client: Client, course: Course, end: str) -> None:
    wish = on_the_list(course, confirmed_at=None)
    for token in ("nonsense", operations.token_of(wish)[:-1], operations.token_of(wish) + "x"):
        for answer in (client.get(f"/en/tell-me/{token}/{end}"), client.post(f"/en/tell-me/{token}/{end}")):
            assert answer.status_code == 410
    assert Interest.objects.get().confirmed_at is None


def test_a_link_confirms_for_seven_days_and_leaves_for_ever(
    client: Client, course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    wish = on_the_list(course, confirmed_at=None)
    with monkeypatch.context() as patch:
        patch.setattr("django.core.signing.time.time", lambda: clock.now().timestamp() - 7 * 86400 - 1)
        token = operations.token_of(wish)
    assert client.post(f"/en/tell-me/{token}/").status_code == 410
    assert Interest.objects.get().confirmed_at is None
    assert client.post(f"/en/tell-me/{token}/leave/").status_code == 200
    assert not Interest.objects.exists()


def test_a_link_can_be_followed_twice_and_dies_with_the_wish(client: Client, course: Course) -> None:
    wish = on_the_list(course, confirmed_at=None)
    address = f"/en/tell-me/{operations.token_of(wish)}/"
    assert client.post(address).status_code == 302
    first = Interest.objects.get().confirmed_at
    assert client.post(address).status_code == 302
    assert Interest.objects.get().confirmed_at == first
    for _time in range(2):
        assert client.post(f"{address}leave/").status_code == 200
    on_the_list(course, confirmed_at=None)
    assert client.post(address).status_code == 410
    assert Interest.objects.get().confirmed_at is None


def test_an_address_that_nobody_confirms_is_erased_with_its_letter(client: Client, course: Course) -> None:
    asked(client)
    on_the_list(course, "confirmed@example.org", asked_at=clock.now() - timedelta(days=30))
    follow_editions()
    assert Interest.objects.count() == 2
    Interest.objects.filter(confirmed_at=None).update(asked_at=clock.now() - timedelta(days=7, seconds=1))
    follow_editions()
    assert [wish.email for wish in Interest.objects.all()] == ["confirmed@example.org"]
    assert not Letter.objects.exists()


def test_a_mail_program_can_leave_in_one_click(course: Course) -> None:
    on_the_list(course)
    build.open_edition()
    follow_editions()
    mail = as_mail(letters("catalogue/opens")[0])
    assert isinstance(mail, EmailMultiAlternatives)
    assert mail.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = str(mail.extra_headers["List-Unsubscribe"]).strip("<>")
    strict = Client(enforce_csrf_checks=True)
    path = "/" + address.split("/", 3)[3]
    assert strict.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Interest.objects.exists()


def test_a_letter_taken_back_before_it_went_out_is_not_sent(course: Course, mailoutbox: list[object]) -> None:
    wish = on_the_list(course)
    build.open_edition()
    follow_editions()
    letter = letters("catalogue/opens")[0]
    operations.leave(operations.token_of(wish))
    send(str(letter.pk))
    assert mailoutbox == []
