"""The second form: what participants alone tell, by when, and who may read it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from academy import clock
from academy.accounts.models import User
from academy.keeping.models import Reading
from academy.letters.models import Letter
from academy.testing import cast
from catalogue.models import Edition, Period
from enrolment import facts
from enrolment.models import Place, Stay
from enrolment.operations import reminders
from enrolment.operations.cancel import cancel
from enrolment.operations.stay import keep
from enrolment.rules.stay import ALWAYS, FOR_A_VISA, due, ends_too_soon, missing, standing
from enrolment.tasks import remind
from enrolment.tests import build

STARTS_IN = 81  # the residential phase of build.open_edition() begins 21 days after the edition


@given(st.sets(st.sampled_from(ALWAYS + FOR_A_VISA)), st.sampled_from([None, True, False]))
def test_the_passport_is_needed_only_for_a_visa(filled: set[str], needs_visa: bool | None) -> None:
    lacking = missing(frozenset(filled), needs_visa=needs_visa)
    assert not set(lacking) & filled
    assert bool(set(lacking) & set(FOR_A_VISA)) == (needs_visa is True and not set(FOR_A_VISA) <= filled)
    assert missing(frozenset(ALWAYS + FOR_A_VISA), needs_visa=needs_visa) == ()


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 90), st.integers(-100, 100))
def test_late_is_after_the_day_and_only_while_something_is_missing(first: date, days: int, off: int) -> None:
    day = due(first, days)
    today = day + timedelta(days=off)
    assert standing(day, ("leaves",), short_passport=False, today=today).late == (off > 0)
    assert not standing(day, (), short_passport=False, today=today).late


def test_a_passport_must_last_until_one_leaves() -> None:
    assert ends_too_soon(date(2026, 6, 1), date(2026, 6, 2))
    assert not ends_too_soon(date(2026, 6, 2), date(2026, 6, 2))
    assert not ends_too_soon(None, date(2026, 6, 2))


@pytest.fixture
def amina() -> User:
    return cast.applicant()


@pytest.fixture
def place(amina: User) -> Place:
    return build.place(amina, build.open_edition(), by=cast.reviewer())


@pytest.fixture
def page(amina: User) -> Client:
    return cast.browser(amina)


def url(place: Place) -> str:
    """The second form."""
    return reverse("enrolment:stay", args=[place.pk])


def told(**changes: Any) -> dict[str, Any]:
    """Everything that is needed without a visa."""
    first = clock.today() + timedelta(days=STARTS_IN)
    days = {"arrives": first - timedelta(days=1), "leaves": first + timedelta(days=5)}
    called = {"emergency_name": "Binta Diallo", "emergency_phone": "+221 33 000 00 00"}
    return {"needs_visa": "no", **days, **called, "diet": "Halal", **changes}


@pytest.mark.django_db
class TestTelling:
    """The participant's side."""

    def test_it_is_kept_half_filled_and_says_what_is_missing(self, place: Place, page: Client) -> None:
        deadline = clock.today() + timedelta(days=STARTS_IN - 21)
        standing_now = facts.stay_of(place, clock.today())
        assert standing_now is not None
        assert standing_now.due == deadline
        page.post(url(place), {"needs_visa": "yes", "diet": "Halal"})
        kept = Stay.objects.get()
        assert (kept.needs_visa, kept.diet, kept.told_at) == (True, "Halal", None)
        text = page.get(place.get_absolute_url()).content.decode()
        assert "passport number, country of the passport" in text

    def test_everything_is_told(self, place: Place, page: Client) -> None:
        text = page.post(url(place), told(), follow=True).content.decode()
        assert "We have what we need." in text
        assert "You have told us all that we need." in text
        assert Stay.objects.get().told_at

    def test_a_visa_asks_for_the_passport_and_says_when_it_ends_too_soon(self, place: Place, page: Client) -> None:
        passport = {"passport_number": "A1", "passport_country": "SN", "passport_until": clock.today()}
        text = page.post(url(place), told(needs_visa="yes", **passport), follow=True).content.decode()
        assert "Your passport ends before you leave." in text
        page.post(url(place), told(needs_visa="yes"))
        assert Stay.objects.get().told_at is None

    def test_leaving_before_arriving_is_a_mistake(self, place: Place, page: Client) -> None:
        text = page.post(url(place), told(leaves=clock.today())).content.decode()
        assert "before the day of arrival" in text
        assert 'href="#div_id_leaves"' in text
        assert not Stay.objects.exists()

    def test_nobody_else_reads_or_writes_it(self, place: Place) -> None:
        bruno = cast.browser(cast.another_applicant())
        assert bruno.get(url(place)).status_code == 404
        assert bruno.post(url(place), told()).status_code == 404

    def test_there_is_none_without_days_in_one_place_or_without_a_place(self, place: Place, page: Client) -> None:
        Period.objects.filter(phase__kind="residential").delete()
        assert page.get(url(place))["Location"] == place.get_absolute_url()
        assert "Tell us about my stay" not in page.get(place.get_absolute_url()).content.decode()

    def test_a_cancelled_place_has_no_stay(self, place: Place, page: Client, amina: User) -> None:
        cancel(place, by=amina, why="", seen=None, now=clock.now())
        assert page.post(url(place), told())["Location"] == place.get_absolute_url()
        assert not Stay.objects.exists()


@pytest.mark.django_db
class TestReading:
    """The desk."""

    def test_only_who_prepares_stays_reads_it_and_the_reading_is_noted(self, place: Place, page: Client) -> None:
        page.post(url(place), told())
        address = reverse("admin:enrolment_place_stay", args=[place.pk])
        for other in (cast.finance(), User.objects.get(email="rosa@example.org")):
            assert cast.browser(other).get(address).status_code == 403
            change = reverse("admin:enrolment_place_change", args=[place.pk])
            text = cast.browser(other).get(change).content.decode()
            assert "Everything is told." in text
            assert "Halal" not in text
        assert not Reading.objects.exists()
        ada = cast.administrator()
        text = cast.browser(ada).get(address).content.decode()
        assert "Halal" in text
        assert "Binta Diallo" in text
        noted = Reading.objects.get()
        assert (noted.by, noted.subject, noted.matter) == (ada, place.participant, "stay")

    def test_the_list_finds_who_has_not_told(self, place: Place) -> None:
        other = build.place(cast.another_applicant(), place.edition, by=User.objects.get(email="rosa@example.org"))
        first = clock.today() + timedelta(days=STARTS_IN)
        values = told(needs_visa=False, arrives=first, leaves=first)
        keep(place, values, now=clock.now())
        desk, address = cast.browser(cast.administrator()), reverse("admin:enrolment_place_changelist")
        waiting = desk.get(address, {"stay": "waiting"}).context["cl"].queryset
        assert list(waiting) == [other]
        assert list(desk.get(address, {"stay": "told"}).context["cl"].queryset) == [place]


@pytest.mark.django_db
def test_who_has_not_told_is_reminded_in_time_and_once(place: Place) -> None:
    Place.objects.update(confirmed_at=clock.now() - timedelta(days=40))
    Edition.objects.update(stay_days=STARTS_IN - 14)
    remind()
    remind()
    assert Letter.objects.filter(name="enrolment/remind_stay").count() == 1
    reminders.stays(now=clock.now() + timedelta(days=11))
    assert Letter.objects.filter(name="enrolment/remind_stay").count() == 2
    assert url(place) in Letter.objects.filter(name="enrolment/remind_stay")[0].text


@pytest.mark.django_db
def test_who_has_told_is_not_reminded(place: Place, page: Client) -> None:
    page.post(url(place), told())
    Edition.objects.update(stay_days=STARTS_IN - 14)
    Place.objects.update(confirmed_at=clock.now() - timedelta(days=40))
    remind()
    assert not Letter.objects.filter(name="enrolment/remind_stay").exists()
