"""The table of what is kept: every field of every model is in it, and every way it names leads somewhere."""

from datetime import date

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from hypothesis import given
from hypothesis import strategies as st

from academy.accounts.models import User
from academy.documents.models import Document
from academy.keeping.rules import Until
from academy.keeping.table import dues, kept, not_personal

RIGHTS = ("auth.Permission", "auth.Group", "contenttypes.ContentType")
ROLES_AND_KINDS = (Group, ContentType)


def models() -> list[type[Model]]:
    """All with a table of ours; a former row of the catalogue says no more about people than the row itself."""
    every = [model for model in apps.get_models() if not model.__name__.startswith("Historical")]
    return [model for model in every if model._meta.label not in RIGHTS]


def said_of(model: type[Model]) -> set[str]:
    """The fields of a model that the table names, as personal or as not."""
    silent = not_personal().get(model._meta.label, "")
    if silent == "*":
        return {field.name for field in model._meta.concrete_fields}
    personal = [name for row in kept() if row.model == model._meta.label for name in row.fields.split()]
    return {*personal, *silent.split()}


@pytest.mark.parametrize("model", models(), ids=lambda model: model._meta.label)
def test_every_field_is_said_to_be_personal_or_not(model: type[Model]) -> None:
    plain = {field.name for field in model._meta.concrete_fields if not (field.primary_key or field.is_relation)}
    missing = plain - said_of(model)
    assert not missing, f"{model._meta.label}: say in a module `keeping` whether these are personal: {sorted(missing)}"


def test_a_new_field_without_an_entry_is_found() -> None:
    assert "passport_number" in said_of(apps.get_model("enrolment.Stay"))
    assert "shoe_size" not in said_of(apps.get_model("enrolment.Stay"))


@pytest.mark.django_db
def test_every_row_of_the_table_names_what_there_is() -> None:
    person = User.objects.create_user("amina@example.org")
    for row in kept():
        assert list(row.of(person).values(*row.fields.split())) == [] or row.model == "accounts.User"
        for name in row.files.split():
            assert apps.get_model(row.model)._meta.get_field(name).related_model is Document
        assert str(row.what) and str(row.why) and str(row.until)


@pytest.mark.django_db
def test_every_way_from_a_row_to_a_person_is_in_a_copy_or_is_a_colleagues() -> None:
    colleagues = {"by", "asked_by", "reviewer", "waits_for", "supervisor"}
    for row in kept():
        ways = {f.name for f in apps.get_model(row.model)._meta.concrete_fields if f.related_model is User}
        assert ways <= colleagues | {way.split("__")[0] for way in row.whose.split()}, row.model


@pytest.mark.django_db
def test_everything_that_is_due_can_be_asked_for_and_has_a_name_of_its_own() -> None:
    names = [due.name for due in dues()]
    assert len(names) == len(set(names)) > 15
    for due in dues():
        assert due.rows(date(2030, 2, 28)).count() == 0, due.name


@given(st.dates(date(2000, 1, 1), date(2200, 1, 1)), st.integers(0, 20), st.integers(0, 400))
def test_nothing_goes_before_its_time_and_cutoffs_never_go_back(today: date, years: int, days: int) -> None:
    cutoff = Until("the day", years=years, days=days).cutoff(today)
    assert (today - cutoff).days >= 365 * years + days
    assert cutoff <= Until("the day", years=years, days=days).cutoff(date.fromordinal(today.toordinal() + 1))


@pytest.mark.parametrize(
    ("until", "words"),
    [
        (Until("the end", years=1), "one year from the end"),
        (Until("the end", years=10), "10 years from the end"),
        (Until("the end", days=30), "30 days from the end"),
    ],
)
def test_a_time_is_said_in_words(until: Until, words: str) -> None:
    assert str(until) == words
