"""Pages are kept for every visitor, and never a moment longer than they are true."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.contrib.messages import SUCCESS
from django.contrib.messages.storage.cookie import CookieStorage
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from academy import clock
from academy.testing import cast
from catalogue import triggers, version
from catalogue.models import Course, Edition, PricePart
from catalogue.operations.index import index_all
from catalogue.operations.load import load_catalogue
from catalogue.tests import build
from catalogue.tests.test_desk import untouched

pytestmark = pytest.mark.django_db(transaction=True)
COURSE = "/en/courses/academy-on-labour-migration/"
EDITION = f"{COURSE}A9900001/"
PAGES = {"/en/": 1, "/en/courses/": 1, "/fr/courses/?text=labour": 1, COURSE: 1, "/en/calendar/": 1, "/en/diploma/": 1}
PAGES[EDITION] = 2  # one of them counts seats


@pytest.fixture(autouse=True)
def edition() -> Edition:
    made = build.open_edition()
    index_all()
    return made


def read(address: str) -> str:
    """What a new visitor gets."""
    answer = Client().get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(("address", "most"), PAGES.items())
def test_the_second_visitor_gets_what_was_made_for_the_first(address: str, most: int) -> None:
    first = Client().get(address)
    with CaptureQueriesContext(connection) as queries:
        second = Client().get(address)
    for answer in (first, second):
        assert answer.headers.pop("X-Request-ID")
    assert (second.content, second.headers) == (first.content, first.headers)
    assert len(queries) <= most
    assert not second.templates


def test_who_has_the_page_gets_no_other(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    tag = Client().get("/en/courses/")["ETag"]
    with django_assert_num_queries(1):
        answer = Client().get("/en/courses/", headers={"If-None-Match": tag})
    assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", tag)


def by_save(edition: Edition) -> None:
    part = edition.price_parts.get(kind="tuition")
    part.amount = Decimal(1234)
    part.save()


def by_update(edition: Edition) -> None:
    PricePart.objects.filter(edition=edition, kind="tuition").update(amount=1234)


def by_bulk(edition: Edition) -> None:
    edition.price_parts.filter(kind="tuition").delete()
    PricePart.objects.bulk_create([PricePart(edition=edition, kind="tuition", amount=1234)])


def by_hand(edition: Edition) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE catalogue_pricepart SET amount = 1234 WHERE kind = 'tuition'")


def by_desk(edition: Edition) -> None:
    browser = cast.browser(cast.administrator())
    address = reverse("admin:catalogue_edition_change", args=[edition.pk])
    form = untouched(browser, address)
    number = next(name for name, value in form.items() if name.endswith("-kind") and value == "tuition")
    answer = browser.post(address, form | {number.replace("-kind", "-amount"): "1234.00"})
    assert answer.status_code == 302, answer.context["errors"]


@pytest.mark.parametrize("change", [by_save, by_update, by_bulk, by_hand, by_desk])
def test_a_new_price_is_on_every_page_at_once(edition: Edition, change: Callable[[Edition], None]) -> None:
    before = [read(address) for address in (EDITION, "/en/courses/", COURSE)]
    assert all("2,720" in page for page in before)
    change(edition)
    assert all("1,954" in read(address) for address in (EDITION, "/en/courses/", COURSE))


def test_a_price_that_was_not_agreed_in_the_end_is_on_no_page(edition: Edition) -> None:
    read(EDITION)
    with transaction.atomic():
        by_update(edition)
        assert "1,954" in read(EDITION)
        transaction.set_rollback(True)
    assert "2,720" in read(EDITION)


def test_a_deadline_that_moves_moves_on_every_page(edition: Edition) -> None:
    assert "20 days" in read(EDITION)
    Edition.objects.update(applications_close=clock.today() + timedelta(days=9))
    assert "20 days" not in read(EDITION)
    assert "9 days" in read(EDITION)


def test_at_midnight_in_turin_the_deadline_has_passed(edition: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    midnight = clock.end_of_day(clock.today() + timedelta(days=20))
    for moment, is_open in ((midnight - timedelta(seconds=1), True), (midnight, False)):
        monkeypatch.setattr(clock, "now", lambda moment=moment: moment)
        assert (f"{EDITION}apply/" in read(EDITION)) is is_open
        assert (EDITION in read("/en/courses/?open_only=on")) is is_open


def test_the_hours_of_the_last_day_are_counted_down(edition: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    midnight = clock.end_of_day(clock.today() + timedelta(days=20))
    for hours in (5, 4):
        monkeypatch.setattr(clock, "now", lambda hours=hours: midnight - timedelta(hours=hours, minutes=-1))
        assert f"{hours - 1} hours" in read(EDITION)


def test_loaded_facts_are_read_at_once() -> None:
    before = read("/en/courses/")
    load_catalogue()
    assert "fair-recruitment" not in before
    assert "fair-recruitment" in read("/en/courses/")


def test_an_edition_that_is_gone_is_gone(edition: Edition) -> None:
    read(EDITION)
    assert EDITION in read("/en/courses/")
    Edition.objects.update(published=False)
    assert Client().get(EDITION).status_code == 404
    assert EDITION not in read("/en/courses/")


def test_who_is_signed_in_gets_a_page_of_their_own() -> None:
    read("/en/courses/")
    assert "Sign out" in cast.browser(cast.applicant()).get("/en/courses/").content.decode()
    assert "Sign out" not in read("/en/courses/")


def test_without_a_cache_the_pages_are_made_each_time(settings: Settings, edition: Edition) -> None:
    settings.CACHES = settings.CACHES | {"default": settings.CACHES["default"] | {"LOCATION": "unix:///nowhere.sock"}}
    assert "2,720" in read(EDITION)
    by_update(edition)
    assert "1,954" in read(EDITION)


def test_the_database_watches_every_table_that_pages_are_made_of() -> None:
    names = {name for name, _table, _statement in triggers.triggers()}
    assert names <= triggers.existing()
    of_history = {table for table in connection.introspection.table_names() if "catalogue_historical" in table}
    only_participants = ("session", "finalassignment", "markingcriterion", "groupwork", "grouprole")
    unseen = {f"catalogue_{name}" for name in (*only_participants, "interest", "telling", "version")}
    apart = of_history | unseen
    ours = {table for table in connection.introspection.table_names() if table.startswith("catalogue_")}
    ours -= {table for table in ours if table.startswith("catalogue_searchwords")}  # SQLite's index of the entries
    assert ours - apart == version.tables()


def test_migrations_run_without_triggers_and_nothing_is_kept_meanwhile() -> None:
    before = version.truth()
    triggers.unwatch(plan=["a migration"])
    assert version.truth() is None
    assert not triggers.existing() & {name for name, _table, _statement in triggers.triggers()}
    triggers.watch(plan=["a migration"])
    after = version.truth()
    assert before and after and before.token != after.token


def test_a_start_without_migrations_changes_nothing() -> None:
    before = version.truth()
    triggers.unwatch(plan=[])
    triggers.watch(plan=[])
    assert version.truth() == before


def test_a_transaction_gives_one_new_token_and_reading_gives_none(edition: Edition) -> None:
    before = version.truth()
    read(EDITION)
    assert version.truth() == before
    with transaction.atomic():
        Course.objects.update(position=3)
        edition.price_parts.all().delete()
        assert version.truth() is None
    assert before and version.truth() not in (None, before)


def test_a_message_is_shown_once_and_to_its_reader_alone() -> None:
    reader = Client()
    waiting = HttpResponse()
    storage = CookieStorage(RequestFactory().get("/"))
    storage.add(SUCCESS, "Look into your mailbox")
    storage.update(waiting)
    reader.cookies["messages"] = waiting.cookies["messages"].value
    assert "Look into your mailbox" in reader.get("/en/courses/").content.decode()
    assert "Look into your mailbox" not in read("/en/courses/")
    assert "Look into your mailbox" not in reader.get("/en/courses/").content.decode()
