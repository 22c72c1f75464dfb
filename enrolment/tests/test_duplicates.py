"""Two accounts of what may be one person: the rule, and what staff see."""

import unicodedata

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from academy.testing import cast
from enrolment import facts
from enrolment.rules.duplicates import Someone, alike, mailbox_key, name_key
from enrolment.tests import build

names = st.text(max_size=40)
people = st.builds(
    Someone,
    name=st.sampled_from(["Amina Diallo", "DIALLO, Amína", "Bruno Silva", ""]),
    countries=st.frozensets(st.sampled_from(["SN", "FR", "BR"])),
    email=st.sampled_from(["a.diallo@gmail.com", "adiallo+x@googlemail.com", "b@example.org", "B@example.org"]),
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Amina Diallo", "DIALLO, Amina"),
        ("José  Ángel Núñez", "Jose Angel Nunez"),
        ("Nguyễn Thị Hương", "Thi Huong NGUYEN"),
        ("Straße", "STRASSE"),
        ("Jean-Luc Okonkwo", "Jean Luc Okonkwo"),
    ],
)
def test_one_name_written_in_two_ways(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(("one", "other"), [("Amina Diallo", "Amina Diop"), ("किम", "काम"), ("山田", "山口")])
def test_two_names(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


@given(names)
def test_the_key_of_a_key_is_itself(name: str) -> None:
    assert name_key(name_key(name)) == name_key(name)


@given(names, names)
def test_order_case_and_composition_do_not_count(one: str, other: str) -> None:
    assert name_key(f"{one} {other}") == name_key(f"{other}, {one}")
    assert name_key(unicodedata.normalize("NFD", one)) == name_key(unicodedata.normalize("NFC", one))


@given(st.from_regex(r"\A[a-z]{1,8}\Z"), st.from_regex(r"\A[a-z]{0,5}\Z"), st.sampled_from(["gmail.com", "a.org"]))
def test_a_variant_of_an_address_is_the_same_mailbox(local: str, tag: str, domain: str) -> None:
    assert mailbox_key(f"{local.upper()}+{tag}@{domain}") == mailbox_key(f"{local}@{domain}")
    dotted = mailbox_key(f"{'.'.join(local)}@{domain}")
    assert (dotted == mailbox_key(f"{local}@{domain}")) == (domain == "gmail.com" or len(local) == 1)


@given(people, people)
def test_being_alike_is_mutual_and_a_name_needs_a_country_in_common(one: Someone, other: Someone) -> None:
    assert alike(one, other) == alike(other, one)
    assert "email" in alike(one, one)
    if "name" in alike(one, other):
        assert one.countries & other.countries


@pytest.mark.django_db
def test_staff_see_what_may_be_the_same_person(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    mine = build.submitted(cast.applicant(), build.open_edition())
    other = build.open_edition(code="A9900002")
    build.submitted(cast.applicant("a.diallo@gmail.com", "DIALLO Amína"), other)
    build.submitted(cast.applicant("amina+ilo@example.org", "A. D."), other, nationality="FR", country="FR")
    build.submitted(cast.another_applicant(), other)
    build.submitted(cast.applicant("far@example.org"), other, nationality="FR", country="FR")
    build.draft(cast.applicant("draft@example.org"), other)
    with django_assert_num_queries(1):
        found = facts.perhaps_the_same_person(mine)
    assert {(one.applicant.email, reasons) for one, reasons in found} == {
        ("a.diallo@gmail.com", ("name",)),
        ("amina+ilo@example.org", ("email",)),
    }
    page = cast.browser(cast.reviewer()).get(reverse("admin:enrolment_application_change", args=[mine.pk]))
    text = page.content.decode()
    assert "Perhaps the same person" in text
    assert "a.diallo@gmail.com" in text
    assert "far@example.org" not in text


@pytest.mark.django_db
def test_nobody_is_alike_in_a_name_that_is_no_name() -> None:
    mine = build.submitted(cast.applicant(), build.open_edition(), full_name="...")
    build.submitted(cast.another_applicant(), build.open_edition(code="A9900002"), full_name="!")
    assert facts.perhaps_the_same_person(mine) == []
