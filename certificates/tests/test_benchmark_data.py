"""Data to measure with is as the site makes it, and never comes near anything real."""

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count, F, Q
from django.test import Client
from pytest_django import Settings

from academy.accounts.models import User
from academy.testing import cast
from catalogue.benchmark import load_catalogue
from catalogue.models import Course, Edition
from certificates.benchmark import load_certificates
from certificates.models import Certificate
from enrolment.benchmark import load_people
from enrolment.models import Application, Place

pytestmark = pytest.mark.django_db


def test_the_sizes_are_as_asked_and_the_pages_show_what_was_made(client: Client) -> None:
    load_catalogue(courses=10, editions=60, years=2)
    load_people(people=80, applications=240, places=60)
    assert load_certificates(20) == 20
    sizes = [model.objects.count() for model in (Course, Edition, User, Application, Place, Certificate)]
    assert sizes == [10, 60, 80, 240, 60, 20]
    held = Count("places", filter=Q(places__state="confirmed"))
    assert not Edition.objects.annotate(held=held).filter(held__gt=F("capacity")).exists()
    assert not Place.objects.with_money().with_refund_due().exists()
    application = Application.objects.filter(state="accepted").select_related("applicant").latest("pk")
    issued = Certificate.objects.latest("pk")
    assert client.get("/en/courses/").status_code == 200
    assert client.get(application.edition.get_absolute_url()).status_code == 200
    assert issued.number in client.get(issued.get_absolute_url()).content.decode()
    assert cast.browser(application.applicant).get(application.get_absolute_url()).status_code == 200
    assert cast.browser(cast.administrator()).get("/admin/enrolment/place/").status_code == 200


def test_the_same_sizes_give_the_same_catalogue() -> None:
    load_catalogue(courses=3, editions=6, years=1)
    first = [*Edition.objects.values_list("code", "starts", "capacity", "course__title_fr")]
    Edition.objects.all().delete()
    Course.objects.all().delete()
    load_catalogue(courses=3, editions=6, years=1)
    second = [*Edition.objects.values_list("code", "starts", "capacity", "course__title_fr")]
    assert [row[1:] for row in first] == [row[1:] for row in second]


def test_more_places_than_seats_are_refused() -> None:
    load_catalogue(courses=1, editions=3, years=1)
    with pytest.raises(ValueError, match="seats, not"):
        load_people(people=10, applications=2000, places=1000)


def test_production_is_refused(settings: Settings) -> None:
    settings.DEMONSTRATION = False
    with pytest.raises(CommandError, match="only with DEMONSTRATION=true"):
        call_command("benchmark_data")


def test_a_database_with_real_people_is_refused() -> None:
    User.objects.create_user("somebody@ilo.org")
    with pytest.raises(CommandError, match="real addresses"):
        call_command("benchmark_data")


def test_a_second_time_is_refused() -> None:
    Course.objects.create(slug="benchmark-1", title="Made up", abbreviation="B1")
    with pytest.raises(CommandError, match="already"):
        call_command("benchmark_data", catalogue_only=True)
