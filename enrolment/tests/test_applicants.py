"""Applicants from a spreadsheet: tried line by line, then begun in their names; twice is once."""

import io
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import override
from openpyxl import Workbook, load_workbook

from academy import imports
from academy.accounts.models import User
from academy.errors import Refused
from academy.letters.models import Letter
from academy.testing import cast
from catalogue.models import Edition
from enrolment.forms.applicants import heading
from enrolment.models import Application
from enrolment.rules import applicants as rules
from enrolment.tests import build

pytestmark = pytest.mark.django_db
PAGE = "/admin/enrolment/application/import/"
GOOD = "E-mail address,Full name,Nationality,Languages\nAna@work.example,Ana Silva,Brazil,Portuguese native; en B2\n"


def sent(edition: Edition, content: str | bytes, name: str = "people.csv", who: User | None = None) -> Any:
    """What the page says to a file."""
    data = content.encode() if isinstance(content, str) else content
    upload = SimpleUploadedFile(name, data, "application/octet-stream")
    return cast.browser(who or cast.administrator()).post(PAGE, {"edition": edition.pk, "file": upload})


def test_headings_cells_and_languages_are_read_as_people_write_them() -> None:
    names = {rules.key("Pays où vous travaillez"): "country", "e mail": "email"}
    assert rules.columns(["E-mail :", "pays ou vous  travaillez", "E-Mail"], names) == {"email": 0, "country": 1}
    assert [rules.cell(*place) for place in ((0, 0), (25, 1), (26, 1), (701, 9))] == ["A1", "Z2", "AA2", "ZZ10"]
    known = {"french": "fr", "fr": "fr", "wolof": "wo"}
    assert rules.languages("French c1, Wolof Native\nKlingon A1; fr", known) == (
        {"fr": "C1", "wo": "native"},
        ("Klingon A1", "fr"),
    )


def test_nothing_happens_until_what_was_shown_is_confirmed() -> None:
    edition, ada = build.open_edition(), cast.administrator()
    people = User.objects.count()
    answer = sent(edition, GOOD, who=ada)
    assert "1 application would be begun, of 1 in the file." in answer.content.decode()
    assert (Application.objects.count(), User.objects.count(), Letter.objects.count()) == (0, people, 0)
    for _twice in range(2):
        cast.browser(ada).post(PAGE, {"shown": answer.context["shown"]})
    application = Application.objects.get()
    assert (application.state, application.applicant.email) == ("draft", "ana@work.example")
    assert (str(application.nationality), application.languages) == ("BR", {"pt": "native", "en": "B2"})
    assert not application.applicant.has_usable_password()
    letter = Letter.objects.get()
    assert (letter.name, letter.to) == ("enrolment/entered", "ana@work.example")
    assert reverse("account_reset_password") in letter.text
    assert application.changes.get().why == "From people.csv, row 2."
    assert LogEntry.objects.filter(change_message__startswith="Brought in 1 applicants").count() == 1
    again = sent(edition, GOOD, who=ada).content.decode()
    assert "Has an application to this edition already; nothing changes." in again
    page = cast.browser(ada).get(reverse("admin:enrolment_application_change", args=[application.pk]))
    assert "began the application in the person’s name" in page.content.decode()


def test_what_is_wrong_is_said_with_its_cell_and_the_rest_is_made() -> None:
    with override("fr"):
        names = [heading(name) for name in ("email", "full_name", "years_of_experience", "languages", "sector")]
    sheet = (
        f"{';'.join(names)};Coiffure\n"
        "x@y;Ana;many;French;No group;long\n"
        "ben@work.example;Ben;7;fr C1;Gouvernement;short\n"
        "\n"
        "BEN@work.example;Ben;;;;\n"
    )
    answer = sent(build.open_edition(), sheet)
    (first, none), (_second, made), (_third, twice) = answer.context["lines"]
    assert (none, [cell for cell, _words in first.wrong]) == (None, ["A2", "C2", "D2", "E2"])
    assert (made.became, twice.became) == ("made", "refused")
    assert "This address stands in row 3 already." in answer.content.decode()
    assert answer.context["passed_over"] == ["Coiffure"]


def test_what_a_person_has_said_stands_and_a_closed_account_is_left_alone() -> None:
    edition, ada = build.open_edition(), cast.administrator()
    amina = cast.applicant()
    build.submitted(amina, build.open_edition(code="A9900002"), organization="Her own")
    cast.person("ben@work.example", "Ben")
    User.objects.filter(email="ben@work.example").update(is_active=False)
    sheet = f"email,full_name,organization,gender\n{amina.email},Somebody else,Another,woman\nben@work.example,Ben,,\n"
    answer = sent(edition, sheet, who=ada)
    assert "The account with this address is closed." in answer.content.decode()
    cast.browser(ada).post(PAGE, {"shown": answer.context["shown"]})
    draft = Application.objects.get(edition=edition)
    assert (draft.full_name, draft.organization, draft.gender) == ("Amina Diallo", "Her own", "woman")


def test_the_empty_sheet_is_understood_when_it_comes_back_filled() -> None:
    content = cast.browser(cast.administrator()).get(f"{PAGE}empty.xlsx").content
    book = load_workbook(io.BytesIO(content))
    book.worksheets[0].append(["ana@work.example", "Ana Silva", None, None, "Brésil", "BR"])
    book.worksheets[0]["J2"] = 7.0
    filled = io.BytesIO()
    book.save(filled)
    answer = sent(build.open_edition(), filled.getvalue(), "people.xlsx", User.objects.get(email="ada@example.org"))
    ((line, result),) = answer.context["lines"]
    assert (line.wrong, result.became) == ([], "made")
    assert (answer.context["passed_over"], result.entry.answers["years_of_experience"]) == ([], 7)


@pytest.mark.parametrize("content", [b"PK\x03\x04 no zip", b"\xff\xfe\x00", b"a,b\x00c", b'a,"b'])
def test_what_is_no_spreadsheet_is_refused_in_words(content: bytes) -> None:
    answer = sent(build.open_edition(), content)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["file"]


def test_a_sheet_that_unfolds_or_is_too_long_is_refused() -> None:
    book = Workbook()
    for _row in range(imports.MOST_ROWS + 2):
        book.active.append(["a"])
    long, bomb = io.BytesIO(), io.BytesIO()
    book.save(long)
    book.active["A1"] = "x" * 32_000
    for row in range(2, 700):
        book.active[f"A{row}"] = f"{row}" + "x" * 32_000
    book.save(bomb)
    for file in (long, bomb):
        with pytest.raises(Refused, match="too "):
            imports.rows_of(file.getvalue())


def test_a_page_of_somebody_else_or_changed_is_not_believed() -> None:
    edition = build.open_edition()
    shown = sent(edition, GOOD).context["shown"]
    other = cast.staff("otto@example.org", "Otto", "Administrator")
    for words in (shown + "x", "nonsense"):
        cast.browser(User.objects.get(email="ada@example.org")).post(PAGE, {"shown": words})
    cast.browser(other).post(PAGE, {"shown": shown})
    assert not Application.objects.exists()
    assert sent(edition, GOOD, who=cast.reviewer()).status_code == 403
