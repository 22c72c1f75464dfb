"""The files of the catalogue, and bringing the tables to them."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.forms.models import model_to_dict
from modeltranslation.translator import translator

from academy.errors import Refused
from catalogue import loading, texts
from catalogue.models import (
    CancellationPolicy,
    Course,
    Criterion,
    Edition,
    Passage,
    Period,
    SearchEntry,
    ThematicArea,
    Version,
)
from catalogue.operations.load import Changes, load_catalogue

pytestmark = pytest.mark.django_db


def tables() -> dict[str, list[dict[str, Any]]]:
    """Every row of the catalogue, less what is kept of the past and what is made for the search."""
    return {
        model.__name__: [model_to_dict(row) | {"pk": row.pk} for row in model._default_manager.order_by("pk")]
        for model in Course._meta.apps.get_app_config("catalogue").get_models()
        if model not in (SearchEntry, Version) and not hasattr(model, "history_id")
    }


def days(edition: Edition) -> list[list[tuple[date, date]]]:
    """The periods of each phase."""
    return [[(period.starts, period.ends) for period in phase.periods.all()] for phase in edition.phases.all()]


def leaves(tree: Any) -> Iterator[texts.Texts]:
    """Every text of a woven tree."""
    if isinstance(tree, texts.Texts):
        yield tree
    else:
        for branch in tree.values() if isinstance(tree, dict) else tree:
            yield from leaves(branch)


def figures(slug: str) -> dict[str, str]:
    """The figures of an edition, in English."""
    return {figure.key: figure.value for figure in Edition.objects.get(slug=slug).figures.all()}


def test_a_second_run_changes_nothing() -> None:
    assert load_catalogue().written > 100
    before = tables()
    assert load_catalogue() == Changes(written=0, removed=0)
    assert tables() == before


def test_the_command_says_what_it_did(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_catalogue")
    call_command("load_catalogue")
    assert capsys.readouterr().out.splitlines()[-1] == "Catalogue: 0 rows written, 0 removed"


def test_the_languages_are_those_of_the_site() -> None:
    assert tuple(code for code, _name in settings.LANGUAGES) == texts.LANGUAGES


@pytest.mark.usefixtures("loaded")
def test_every_text_of_the_catalogue_stands_in_every_language() -> None:
    for model in translator.get_registered_models(abstract=False):
        for row in model._default_manager.all():
            for name in translator.get_options_for_model(model).all_fields:
                found = {language: getattr(row, f"{name}_{language}") for language in texts.LANGUAGES}
                assert all(found.values()) or not any(found.values()), (row, name, found)


@pytest.mark.parametrize("folder", [path.parent for path in texts.DATA.glob("**/en.yaml")], ids=lambda path: path.name)
def test_a_text_has_the_same_numbers_in_every_language(folder: Path) -> None:
    for words in leaves(texts.woven(folder)):
        numbers = [set(re.findall(r"\d+(?:\.\w+)?", text.replace(",", "."))) for text in words.values()]
        assert numbers == [numbers[0]] * len(texts.LANGUAGES), words


@pytest.mark.usefixtures("loaded")
def test_an_edit_is_taken_back_and_what_the_files_do_not_know_is_removed() -> None:
    before = tables()
    academy = Course.objects.get(slug="academy-on-labour-migration")
    edition = academy.editions.get(code="A9718056")
    academy.areas.create(key="extra", title="Extra", about="Extra")
    edition.phases.create(position=9, kind="online", place="eCampus")
    Period.objects.create(phase=edition.phases.get(position=2), starts=date(2025, 7, 28), ends=date(2025, 7, 29))
    Passage.objects.filter(edition=None, kind="audience").update(text_en="Nobody")
    courses = Passage.objects.filter(edition=None, kind="audience").count()
    assert load_catalogue() == Changes(written=courses, removed=3)
    assert tables() == before


@pytest.mark.usefixtures("loaded")
def test_editions_and_courses_of_others_are_left_alone() -> None:
    academy = Course.objects.get(slug="academy-on-labour-migration")
    Edition.objects.create(course=academy, slug="A9700001", delivery="online", demonstration=True)
    Edition.objects.filter(slug="academy-two-weeks").update(demonstration=True, duration_en="One day")
    Course.objects.create(slug="mine", title="Mine", summary="Mine", abbreviation="MINE")
    before = tables()
    assert load_catalogue() == Changes()
    assert tables() == before


@pytest.mark.usefixtures("loaded")
def test_the_academy_says_what_is_known() -> None:
    academy = Course.objects.get(slug="academy-on-labour-migration")
    assert (academy.abbreviation, academy.kind, academy.languages) == ("LMA", "academy", ["en", "fr"])
    assert academy.diploma_required and academy.diploma_eligible and academy.gives_certificate
    assert [area.key for area in academy.areas.all()] == ["governance", "protection", "development", "crisis"]
    own = {passage.kind: passage.text for passage in academy.passages.filter(edition=None)}
    assert {kind: text.count("\n- ") + text.startswith("- ") for kind, text in own.items()} == {
        "introduction": 0,
        "objectives": 6,
        "audience": 7,
        "features": 5,
        "structure": 4,
        "languages": 0,
        "assessment": 5,
        "sources": 7,
    }
    assert "more than 15" in own["structure"]
    about = {area.key: area.about for area in academy.areas.all()}
    assert all(word in about["protection"] for word in ("1919", "1949 (No. 97)", "1975 (No. 143)", "Recommendation"))
    assert all(word in about["development"] for word in ("10.7", "10.c", "3 per cent", "5 per cent", "2030"))


@pytest.mark.usefixtures("loaded")
def test_an_edition_without_criteria_of_its_own_has_its_courses() -> None:
    edition = Edition.objects.get(code="A9718056")
    assert [(row.key, row.weight) for row in Criterion.objects.of(edition)] == [("experience", 1), ("sponsorship", 1)]
    edition.criteria.create(course=edition.course, key="motivation", title="Motivation")
    assert [row.key for row in Criterion.objects.of(edition)] == ["motivation"]


@pytest.mark.usefixtures("loaded")
def test_the_academy_of_2025_says_what_is_known() -> None:
    edition = Edition.objects.get(code="A9718056")
    assert (edition.starts, edition.ends) == (date(2025, 6, 30), date(2025, 8, 1))
    assert days(edition) == [
        [(date(2025, 6, 30), date(2025, 7, 20))],
        [(date(2025, 7, 21), date(2025, 7, 25))],
        [(date(2025, 7, 26), date(2025, 8, 1))],
    ]
    assert [phase.place for phase in edition.phases.all()] == ["eCampus", "Turin, Italy", "eCampus"]
    assert edition.applications_close == date(2025, 5, 23)
    assert {part.kind: part.amount for part in edition.price_parts.all()} == {
        "tuition": Decimal(2000),
        "subsistence": Decimal(720),
    }
    assert set(edition.requirements.values_list("kind", flat=True)) == {
        "electives",
        "webinars",
        "plenaries",
        "group-work",
        "final-assignment",
    }
    assert list(figures("A9718056").values()) == [
        "281 million",
        "169 million",
        "4.9 per cent",
        "69 per cent",
        "122.6 million",
    ]
    assert set(edition.passages.values_list("kind", flat=True)) == {"prepare", "selection"}


@pytest.mark.usefixtures("loaded")
def test_the_earlier_academies_show_how_the_course_changed() -> None:
    run = {edition.slug: edition for edition in Edition.objects.filter(course__abbreviation="LMA")}
    assert {slug: (edition.delivery, edition.starts, edition.ends) for slug, edition in run.items()} == {
        "A9718056": ("blended", date(2025, 6, 30), date(2025, 8, 1)),
        "academy-2023-online": ("online", date(2023, 7, 10), date(2023, 7, 21)),
        "academy-2020-online": ("online", date(2020, 11, 9), date(2020, 12, 18)),
        "academy-web-edition": ("blended", None, None),
        "academy-two-weeks": ("face-to-face", None, None),
    }
    assert all(edition.archived and edition.published for edition in run.values())
    assert figures("academy-two-weeks") == {"international-migrants": "244 million"}
    assert figures("academy-2023-online") == {"international-migrants": "258 million"}
    assert figures("academy-2020-online") == {"international-migrants": "272 million"}
    assert list(figures("academy-web-edition").values()) == ["281 million", "more than 100 million"]
    objectives = run["academy-two-weeks"].passages.get(kind="objectives").text
    assert len(objectives.splitlines()) == 5
    assert run["academy-web-edition"].passages.filter(kind="structure").exists()


@pytest.mark.usefixtures("loaded")
def test_fair_recruitment_runs_in_weeks_that_do_not_touch() -> None:
    edition = Edition.objects.get(code="A9716204")
    assert [(phase.kind, phase.weeks, phase.place) for phase in edition.phases.all()] == [
        ("online", "1, 2, 4", "eCampus"),
        ("residential", "3", "Mexico City, Mexico"),
        ("follow-up", "5", "eCampus"),
    ]
    assert days(edition)[0] == [(date(2023, 10, 30), date(2023, 11, 10)), (date(2023, 11, 20), date(2023, 11, 24))]
    assert (edition.starts, edition.ends) == (date(2023, 10, 30), date(2023, 12, 1))
    assert (edition.learning_hours, edition.applications_close) == (60, date(2023, 9, 30))
    assert not edition.price_parts.exists()
    assert set(edition.requirements.values_list("kind", flat=True)) == {"assessments", "final-assignment"}
    course = edition.course
    assert course.diploma_eligible and course.gives_certificate and not course.diploma_required
    assert len(course.passages.get(edition=None, kind="methods").text.splitlines()) == 8
    assert len(course.passages.get(edition=None, kind="audience").text.splitlines()) == 7


@pytest.mark.usefixtures("loaded")
def test_labour_migration_management_has_ten_modules_in_two_weeks() -> None:
    course = Course.objects.get(slug="labour-migration-management")
    weeks = {week.title: [module.number for module in week.modules.all()] for week in course.weeks.all()}
    assert weeks == {"Foundations": [1, 2, 3, 4, 5], "Advanced topics": [6, 7, 8, 9, 10]}
    topics = [module.topics.splitlines() for week in course.weeks.all() for module in week.modules.all()]
    assert [len(lines) for lines in topics] == [7] * 10
    lines = {passage.kind: len(passage.text.splitlines()) for passage in course.passages.all()}
    assert (lines["objectives"], lines["audience"], lines["methods"]) == (7, 7, 7)
    assert lines["benefits-person"] == lines["benefits-organization"] == 7
    assert not course.gives_certificate and not course.diploma_eligible and not course.editions.exists()
    assert (course.level, course.languages) == ("All levels", [])


@pytest.mark.usefixtures("loaded")
def test_the_courses_of_the_public_catalogue_are_there() -> None:
    assert Edition.objects.get(slug="measuring-2020").starts == date(2020, 10, 26)
    assert Edition.objects.get(slug="measuring-2020").ends == date(2020, 12, 4)
    assert Edition.objects.get(slug="governance-2020").starts == date(2020, 5, 18)
    assert Edition.objects.get(slug="governance-2020").ends == date(2020, 6, 26)
    own_pace = Edition.objects.get(slug="measuring-self-guided")
    assert (own_pace.delivery, own_pace.starts, own_pace.archived) == ("self-guided", None, False)
    assert Course.objects.filter(diploma_eligible=True).count() == 4
    assert Edition.objects.count() == 9


@pytest.mark.usefixtures("loaded")
def test_the_policy_is_the_centres() -> None:
    policy = CancellationPolicy.objects.get(key="open-courses")
    assert policy.alternatives_notice_days == 14
    tiers = {tier.days_at_least: tier.penalty_percent for tier in policy.tiers.all()}
    assert tiers == {14: 0, 8: 50, None: 100}
    assert set(Edition.objects.filter(policy=None).values_list("slug", flat=True)) == {"measuring-self-guided"}


def test_what_the_centre_says_of_itself_has_its_numbers_in_every_language() -> None:
    for language in texts.LANGUAGES:
        assert texts.centre("contact.email", language) == "migration@itcilo.org"
        assert "300" in texts.centre("campus.introduction", language)
        assert "280" in texts.centre("campus.rooms", language)
        assert len(texts.centre("campus.services", language)) == 8
        assert len(texts.centre("price.not_included", language)) == 2
        assert "14" in texts.centre("paying.due", language)
        assert "7" in texts.centre("paying.bank_transfer", language)


def files(folder: Path, **contents: str) -> Path:
    """A course's folder with the files given; the languages not given say what English says."""
    folder.mkdir(parents=True)
    english = contents.pop("en", "title: T\nsummary: S\npassages: {}\n")
    for name, content in {**dict.fromkeys(texts.LANGUAGES, english), **contents}.items():
        (folder / f"{name}.yaml").write_text(content)
    return folder


FACTS = "{abbreviation: T, kind: course, position: 1, languages: [en]}"


@pytest.mark.parametrize(
    ("contents", "complaint"),
    [
        ({"fr": "title: T\npassages: {}\n"}, "fr lacks summary"),
        ({"es": "title: ''\nsummary: S\npassages: {}\n"}, "course.title: es has no text"),
        ({"es": "title: [T]\nsummary: S\npassages: {}\n"}, "es has list instead of str"),
        ({"en": "titel: T\nsummary: S\npassages: {}\n"}, "unexpected keyword argument 'titel'"),
        ({"en": "title: T\nsummary: S\npassages: {}\neditions: {x: {title: X}}\n"}, "argument: 'delivery'"),
        ({"en": "title: T\nsummary: S\npassages: {}\nkind: K\n"}, "course.kind: the facts and the texts do not fit"),
        ({"fr": "title: ["}, "course/fr.yaml is not YAML"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_its_place(
    tmp_path: Path, contents: dict[str, str], complaint: str
) -> None:
    folder = files(tmp_path / "course", facts=FACTS, **contents)
    with pytest.raises(texts.Malformed, match=complaint):
        loading.course(folder)


def test_a_missing_language_is_refused(tmp_path: Path) -> None:
    folder = files(tmp_path / "course", facts=FACTS)
    assert loading.course(folder).slug == "course"
    (folder / "fr.yaml").unlink()
    with pytest.raises(texts.Malformed, match=r"course/fr.yaml is missing"):
        loading.course(folder)


def test_a_value_that_the_tables_refuse_changes_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folder = files(tmp_path / "courses" / "wrong", facts=FACTS.replace("course,", "seminar,"))
    monkeypatch.setattr(loading, "courses", lambda: [loading.course(folder)])
    with pytest.raises(Refused, match="seminar"):
        load_catalogue()
    assert not CancellationPolicy.objects.exists() and not ThematicArea.objects.exists()


def test_a_catalogue_that_staff_have_is_loaded_into_only_when_told() -> None:
    call_command("load_catalogue", once=True, verbosity=0)
    Course.objects.filter(slug="fair-recruitment").update(abbreviation="OURS")
    call_command("load_catalogue", once=True, verbosity=0)
    assert Course.objects.get(slug="fair-recruitment").abbreviation == "OURS"
    call_command("load_catalogue", verbosity=0)
    assert Course.objects.get(slug="fair-recruitment").abbreviation == "FR"


@pytest.mark.usefixtures("loaded")
def test_the_oldest_academy_had_no_crisis_migration() -> None:
    oldest, next_one = (Edition.objects.get(slug=slug) for slug in ("academy-two-weeks", "academy-web-edition"))
    assert [area.key for area in oldest.areas] == ["governance", "protection", "development"]
    assert [area.key for area in next_one.areas] == ["governance", "protection", "development", "crisis"]
    oldest.areas_absent = "crisis growth"
    with pytest.raises(ValidationError, match="The course has no area “growth”"):
        oldest.full_clean()
