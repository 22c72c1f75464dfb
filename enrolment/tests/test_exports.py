"""What one sees in a list of the desk, as a file: its filters, its columns, no formulas, and a line in the log."""

import csv
import io
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from academy import clock
from academy.accounts.models import User
from academy.exports import harmless
from academy.keeping.models import Reading
from academy.testing import cast
from catalogue.models import Edition
from enrolment.operations.stay import keep
from enrolment.tests import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def rosa() -> User:
    return cast.reviewer()


@pytest.fixture
def edition() -> Edition:
    return build.open_edition(capacity=90)


def as_csv(page: Client, of: str, query: str = "") -> list[dict[str, str]]:
    answer = page.get(reverse(f"admin:enrolment_{of}_csv") + query)
    assert answer.status_code == 200 and answer["Content-Type"] == "text/csv"
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def as_xlsx(page: Client, of: str) -> list[tuple[Any, ...]]:
    answer = page.get(reverse(f"admin:enrolment_{of}_xlsx"))
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert book.active is not None
    return [tuple(row) for row in book.active.iter_rows(values_only=True)]


def test_the_file_has_the_rows_and_columns_of_the_list(edition: Edition, rosa: User) -> None:
    for number in range(3):
        build.submitted(cast.applicant(f"a{number}@example.org", f"Person {number}"), edition)
    build.draft(cast.another_applicant(), edition)
    page = cast.browser(rosa)
    rows = as_csv(page, "application", "?q=Person")
    assert [row["Applicant"] for row in rows] == ["Person 0", "Person 1", "Person 2"]
    assert {row["State"] for row in rows} == {"to be reviewed"}
    assert [row["Applicant"] for row in as_csv(page, "application", "?q=Person+2")] == ["Person 2"]
    listed = page.get(reverse("admin:enrolment_application_changelist") + "?q=Person").content.decode()
    assert "export/csv/?q=Person" in listed and "export/xlsx/?q=Person" in listed


def test_money_is_for_who_may_see_it(edition: Edition, rosa: User) -> None:
    build.place(cast.applicant(), edition, by=rosa)
    finance, reviewer = cast.browser(cast.finance()), cast.browser(rosa)
    heading, row = as_xlsx(finance, "place")
    assert dict(zip(heading, row, strict=True))["Balance, EUR"] == float(build.PRICE)
    assert "Complete" not in heading
    assert not any("EUR" in str(name) for name in as_xlsx(reviewer, "place")[0])
    assert Decimal(as_csv(finance, "place")[0]["Price, EUR"]) == build.PRICE


def test_nothing_that_people_type_becomes_a_formula(edition: Edition, rosa: User) -> None:
    typed = '=HYPERLINK("https://evil.example","Pay here")'
    build.submitted(cast.applicant("evil@example.org", typed), edition, organization="@SUM(A1)")
    page = cast.browser(rosa)
    [row] = as_csv(page, "application")
    assert (row["Applicant"], row["Organization"]) == (f"'{typed}", "'@SUM(A1)")
    assert as_xlsx(page, "application")[1][:2] == (f"'{typed}", "'@SUM(A1)")


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t", "\r", " =", "＝"])
def test_what_begins_a_formula_is_made_text(begins: str) -> None:
    assert harmless(f"{begins}1+1") == f"'{begins}1+1"
    assert harmless("\x001") == "1"
    assert (harmless("Ana-María"), harmless("–"), harmless(Decimal("-5.00"))) == ("Ana-María", "–", Decimal("-5.00"))


def test_it_is_recorded_who_exported_what_and_when(edition: Edition, rosa: User) -> None:
    build.submitted(cast.applicant(), edition)
    as_csv(cast.browser(rosa), "application", "?q=Amina")
    entry = LogEntry.objects.get()
    assert (entry.user, entry.change_message) == (rosa, "Exported 1 rows as CSV: q=Amina")


def test_a_filter_that_makes_no_sense_leads_back_to_the_list(rosa: User) -> None:
    address = reverse("admin:enrolment_application_csv")
    assert cast.browser(rosa).get(address + "?nonsense=1").status_code == 302
    assert not LogEntry.objects.exists()


def test_the_queries_do_not_grow_with_the_rows(
    edition: Edition, rosa: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(8):
        build.place(cast.applicant(f"a{number}@example.org", f"Person {number}"), edition, by=rosa)
    page = cast.browser(cast.administrator())
    for of in ("application", "place"):
        with django_assert_max_num_queries(22):
            assert len(as_csv(page, of, "?state=sent" if of == "application" else "")) == 8


def test_what_was_told_of_stays_is_handed_out_to_few_and_noted_with_each(edition: Edition, rosa: User) -> None:
    told, _silent = (build.place(who, edition, by=rosa) for who in (cast.applicant(), cast.another_applicant()))
    values = {"needs_visa": True, "passport_number": "=1+1", "arrives": date(2027, 3, 1), "diet": "no nuts"}
    keep(told, values, now=clock.now())
    answer = cast.browser(cast.administrator()).get(reverse("admin:enrolment_place_stays_csv") + "?q=example")
    (row,) = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))
    names = ("Participant", "Visa needed", "Passport number", "Day of arrival", "Diet and allergies")
    assert [row[name] for name in names] == ["Amina Diallo", "yes", "'=1+1", "2027-03-01", "no nuts"]
    noted = Reading.objects.get()
    assert (noted.subject, noted.matter) == (told.participant, "stay-sheet")
    assert noted.about == f"application:{told.application_id}"
    assert LogEntry.objects.filter(change_message="Exported 1 stays as CSV: q=example").count() == 1
    page = cast.browser(rosa)
    assert page.get(reverse("admin:enrolment_place_stays_xlsx")).status_code == 403
    assert "Stays as" not in page.get(reverse("admin:enrolment_place_changelist")).content.decode()
