"""What editors and their readers see of changes works for everyone, wide and narrow, light and dark."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from academy.testing import cast
from academy.testing.axe import faults
from catalogue.models import Edition
from catalogue.tests import build
from certificates.tests import test_note_changes as notes

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def edition() -> Edition:
    """An edition that changed after its note was given, and lacks texts."""
    made = build.open_edition()
    made.course.passages.create(kind="objectives", text="Govern migration fairly")
    notes.note(made)
    notes.change(made)
    made.capacity = 25
    made.save()
    return made


@pytest.mark.parametrize("name", ["copy", "history"])
def test_the_desk_s_pages_of_an_edition(visitor: Page, live_server: LiveServer, edition: Edition, name: str) -> None:
    cast.come_in(visitor, cast.administrator(), live_server.url)
    visitor.goto(reverse(f"admin:catalogue_edition_{name}", args=[edition.pk]))
    assert faults(visitor) == []


def test_the_preview(visitor: Page, live_server: LiveServer, edition: Edition) -> None:
    Edition.objects.filter(pk=edition.pk).update(published=False)
    cast.come_in(visitor, cast.administrator(), live_server.url)
    visitor.goto(edition.get_absolute_url())
    assert faults(visitor) == []


def test_the_changes_of_a_note(visitor: Page, edition: Edition) -> None:
    visitor.goto(reverse("certificates:changes", args=[edition.course.slug, edition.slug]))
    assert faults(visitor) == []
