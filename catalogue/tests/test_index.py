"""What stands in the catalogue is found by its words, in each language, on both databases."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from academy.testing import cast
from catalogue.models import Course, Edition, Passage, SearchEntry
from catalogue.operations.index import index_all, index_course_of
from catalogue.search import Matches, alike, search, vocabulary, words_of
from catalogue.tests import build

pytestmark = pytest.mark.django_db

COURSES = (
    {
        "slug": "recruitment",
        "abbreviation": "FR",
        "title_en": "Fair recruitment",
        "title_fr": "Recrutement équitable",
        "title_es": "Contratación equitativa",
        "summary_en": "Agencies, policies and the law.",
        "summary_fr": "Les agences d’emploi, les politiques et la loi : au cœur de l’œuvre.",
        "summary_es": "Agencias, políticas y niñez trabajadora.",
    },
    {
        "slug": "statistics",
        "abbreviation": "ST",
        "title_en": "Statistics",
        "title_fr": "Statistiques",
        "title_es": "Estadísticas",
        "summary_en": "Counting those whom agencies recruited.",
        "summary_fr": "Compter les travailleurs recrutés.",
        "summary_es": "Contar a las personas contratadas.",
    },
)


@pytest.fixture(autouse=True)
def offer() -> None:
    """Two courses in three languages, and the Academy with an edition."""
    for course in COURSES:
        Course.objects.create(**course)
    build.open_edition(code="A9718056")
    index_all()


def found(text: str, language: str = "en") -> list[str]:
    """Courses that have every word of ``text``, best first."""
    matches = search(text, language)
    fitting = [course for course in Course.objects.all() if matches.course_fits(course.pk)]
    return [course.slug for course in sorted(fitting, key=lambda course: -matches.rank(course.pk, ()))]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "policy", ["recruitment"]),
        ("en", "LAW agency", ["recruitment"]),
        ("en", "recruiting", ["recruitment", "statistics"]),
        ("en", "recruitm", ["recruitment"]),
        ("en", "the law", ["recruitment"]),
        ("en", "law nowhere", []),
        ("fr", "equitable", ["recruitment"]),
        ("fr", "ÉQUITABLES", ["recruitment"]),
        ("fr", "politique de l'emploi", ["recruitment"]),
        ("fr", "oeuvre", ["recruitment"]),
        ("fr", "fair", ["recruitment"]),
        ("es", "contratacio", ["recruitment"]),
        ("es", "Contrataciones", ["recruitment", "statistics"]),
        ("es", "politica", ["recruitment"]),
        ("es", "estadística", ["statistics"]),
        ("es", "ninez", ["recruitment"]),
        ("en", "équitable", []),
    ],
)
def test_words_are_found_in_their_forms_and_without_their_accents(
    language: str, text: str, expected: list[str]
) -> None:
    assert found(text, language) == expected


@pytest.mark.parametrize(
    "text", ["", "  ", "'; DROP TABLE catalogue_course; --", "<script>alert(1)</script>", "\\ ' \" : & | ! ( ) *", "%_"]
)
def test_signs_are_no_words(text: str) -> None:
    matches = search(text, "en")
    assert all(word.isalnum() for word in matches.words)
    assert len(found(text)) == (0 if matches.words else 3)


def test_words_of_a_course_and_of_its_edition_are_found_together() -> None:
    edition = Edition.objects.get()
    for text in ("academy a9718056", "eCampus labour", "elective migration"):
        matches = search(text, "en")
        assert not matches.course_fits(edition.course_id)
        assert matches.edition_fits(edition.pk, edition.course_id)
    assert not search("ecampus statistics", "en").edition_fits(edition.pk, edition.course_id)


def test_a_find_in_the_title_is_worth_more_than_one_in_the_prose() -> None:
    statistics = Course.objects.get(slug="statistics")
    Passage.objects.create(course=statistics, kind="contents", text_en="Fair recruitment, fair recruitment and the law")
    index_course_of(statistics)
    assert found("fair recruitment") == ["recruitment", "statistics"]
    assert found("statistics") == ["statistics"]


def test_a_search_is_one_query_and_an_empty_one_none(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        search("fair recruitment in turin", "fr")
    with django_assert_num_queries(0):
        search("—", "fr")


def test_only_the_first_words_of_a_very_long_text_are_looked_for() -> None:
    assert len(words_of("word " * 5000)) == 1
    assert len(words_of(" ".join(f"word{number}" for number in range(5000)))) == 12


def test_a_slip_of_the_finger_is_set_right() -> None:
    def meant(text: str) -> str:
        matches: Matches = search(text, "en")
        return alike(matches, vocabulary("en"))

    assert meant("fair recrutiment") == "fair recruitment"
    assert meant("fair recruitment") == ""
    assert meant("xqzwv") == ""
    assert meant("A9718057") == ""  # nobody means the edition A9718056


def test_what_has_not_changed_is_not_written_again(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    assert index_all() == 0
    Course.objects.filter(slug="statistics").update(title_fr="Chiffres")
    assert index_all() == 1
    assert found("chiffre", "fr") == ["statistics"]
    Edition.objects.get().electives.all().delete()
    assert index_all() == 1
    assert SearchEntry.objects.count() == 3 * (3 + 1)


def test_what_staff_save_at_the_desk_is_found_at_once() -> None:
    desk: Client = cast.browser(cast.administrator())
    course = Course.objects.get(slug="statistics")
    passage = Passage.objects.create(course=course, kind="contents", text_en="Surveys")
    answer = desk.post(
        f"/admin/catalogue/passage/{passage.pk}/change/",
        {"course": course.pk, "kind": "contents", "text_en": "Censuses", "text_fr": "", "text_es": ""},
    )
    assert answer.status_code == 302
    assert found("census") == ["statistics"]
