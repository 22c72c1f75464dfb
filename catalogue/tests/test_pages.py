"""What anyone can read."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from academy import clock
from catalogue import seats
from catalogue.models import Course, Edition
from catalogue.selectors.edition import TimeLeft, edition_page, for_edition_page
from catalogue.tests import build

pytestmark = pytest.mark.django_db
ACADEMY = "/en/courses/academy-on-labour-migration/"
PAGES = ["/", "/courses/", "/courses/academy-on-labour-migration/", "/diploma/"]


def page(client: Client, address: str, **query: Any) -> str:
    """The text of a page that is there."""
    answer = client.get(address, query)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(("accepted", "home"), [("fr-CH,fr;q=0.9", "/fr/"), ("es", "/es/"), ("de", "/en/")])
def test_the_door_leads_to_the_language_of_the_browser(client: Client, accepted: str, home: str) -> None:
    assert client.get("/", headers={"Accept-Language": accepted})["Location"] == home


@pytest.mark.parametrize("language", ["en", "fr", "es"])
@pytest.mark.parametrize("address", PAGES)
@pytest.mark.usefixtures("loaded")
def test_every_page_is_there_in_every_language(client: Client, language: str, address: str) -> None:
    assert f'lang="{language}"' in page(client, f"/{language}{address}")


def test_a_language_that_the_site_does_not_speak_is_not_found(client: Client) -> None:
    assert client.get("/de/courses/").status_code == 404


@pytest.mark.usefixtures("loaded")
def test_every_edition_of_the_archive_can_be_read(client: Client) -> None:
    for edition in Edition.objects.past(clock.today()).select_related("course"):
        assert 'data-state="past"' in page(client, edition.get_absolute_url())


@pytest.mark.usefixtures("loaded")
def test_the_record_of_the_2025_academy_says_what_was_offered(client: Client) -> None:
    text = page(client, f"{ACADEMY}A9718056/")
    for said in (
        "30 June\xa0– 1 August 2025",
        "€2,720.00",
        "17–22 June 2025",
        "€1,360.00",
        "281 million",
        "Turin, Italy",
    ):
        assert said in text
    assert "/apply/" not in text


@pytest.mark.usefixtures("loaded")
def test_a_course_page_has_all_its_headings_and_both_kinds_of_editions(client: Client) -> None:
    build.open_edition(code="A9900001")
    text = page(client, ACADEMY)
    course = Course.objects.get(slug="academy-on-labour-migration")
    for passage in course.passages.filter(edition=None):
        assert f'id="{passage.kind}"' in text
    assert text.index("A9900001") < text.index("A9718056")


@pytest.mark.usefixtures("loaded")
def test_the_ten_modules_stand_in_their_weeks(client: Client) -> None:
    text = page(client, "/en/courses/labour-migration-management/")
    assert text.count("<li value=") == 10
    assert text.index("Week 1:") < text.index("Week 2:") < text.index('<li value="10">')


def test_an_editions_own_passage_replaces_the_courses(client: Client) -> None:
    edition = build.open_edition()
    edition.course.passages.create(kind="structure", text="As always.")
    edition.course.passages.create(kind="audience", text="Labour inspectors.")
    edition.course.passages.create(edition=edition, kind="structure", text="This time **online**.")
    text = page(client, edition.get_absolute_url())
    assert "This time <strong>online</strong>." in text
    assert "As always." not in text
    assert "Labour inspectors." in text
    assert "As always." in page(client, ACADEMY)


@pytest.mark.parametrize("address", ["fair-recruitment/A9900001", "academy-on-labour-migration/A9900002", "no/no"])
@pytest.mark.usefixtures("loaded")
def test_an_edition_under_another_course_or_unpublished_is_not_found(client: Client, address: str) -> None:
    build.open_edition(code="A9900001")
    build.open_edition(code="A9900002", published=False)
    for end in ("", "calendar.ics"):
        assert client.get(f"/en/courses/{address}/{end}").status_code == 404
    assert "A9900002" not in page(client, ACADEMY) + page(client, "/en/courses/")


@pytest.mark.parametrize(
    ("fields", "state", "applies"),
    [
        ({}, "open", True),
        ({"closes_in": 14}, "closing-soon", True),
        ({"closes_in": 0}, "closing-soon", True),
        ({"closes_in": -1}, "closed", False),
        ({"applications_open": None, "applications_close": None}, "announced", False),
        ({"starts_in": 0}, "running", False),
        ({"starts_in": -60}, "past", False),
        ({"cancelled": True}, "called-off", False),
        ({"delivery": "self-guided"}, "own-pace", False),
    ],
)
def test_only_an_open_edition_offers_to_apply(
    client: Client, fields: dict[str, Any], state: str, applies: bool
) -> None:
    edition = build.open_edition(**fields)
    text = page(client, edition.get_absolute_url())
    assert f'data-state="{state}"' in text
    assert (f'href="{edition.get_absolute_url()}apply/"' in text) is applies


@pytest.mark.parametrize(
    ("moment", "status", "left"),
    [
        (datetime(2025, 5, 8, 21, 59, tzinfo=UTC), "open", TimeLeft(15, 360)),
        (datetime(2025, 5, 8, 22, 0, tzinfo=UTC), "closing-soon", TimeLeft(14, 360)),
        (datetime(2025, 5, 21, 19, 0, tzinfo=UTC), "closing-soon", TimeLeft(2, 51)),
        (datetime(2025, 5, 23, 21, 59, tzinfo=UTC), "closing-soon", TimeLeft(0, 0)),
        (datetime(2025, 5, 23, 22, 0, tzinfo=UTC), "closed", TimeLeft(-1, 0)),
    ],
)
def test_the_deadline_is_the_end_of_its_day_in_turin(moment: datetime, status: str, left: TimeLeft) -> None:
    build.open_edition(
        starts=date(2025, 6, 30),
        ends=date(2025, 8, 1),
        applications_open=date(2025, 2, 1),
        applications_close=date(2025, 5, 23),
    )
    shown: dict[str, Any] = edition_page(for_edition_page().get(), moment, seats.Taken())
    assert (shown["card"].status, shown["card"].takes_applications) == (status, status != "closed")
    assert shown["time_left"] == left


def test_the_edition_page_shows_electives_by_area_with_free_places(client: Client) -> None:
    edition = build.open_edition(electives=4)
    text = page(client, edition.get_absolute_url())
    assert text.count("5 of 5 free") == 4
    assert text.index("Governance") < text.index("Elective 2") < text.index("Protection") < text.index("Elective 1")


def test_a_page_that_did_not_change_is_not_sent_again(client: Client) -> None:
    build.open_edition()
    answer = client.get(ACADEMY)
    assert client.get(ACADEMY, headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_pages_can_only_be_read(client: Client) -> None:
    assert client.post("/en/courses/").status_code == 405


@pytest.mark.parametrize("address", ["/en/courses/", ACADEMY, f"{ACADEMY}A9900001/"])
def test_queries_do_not_grow_with_the_rows(
    client: Client, address: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    def count() -> int:
        with django_assert_max_num_queries(20) as queries:
            page(client, address)
        return len(queries)

    edition = build.open_edition(electives=2)
    first = count()
    for number in range(2, 6):
        build.open_edition(code=f"A990000{number}")
        build.add_elective(edition, 10 + number)
        edition.figures.create(key=f"f{number}", value="1", label="one")
    assert count() == first


def test_the_first_page_names_what_is_open_before_what_is_announced(client: Client) -> None:
    build.open_edition(code="LATER", starts_in=20, applications_open=None, applications_close=None)
    build.open_edition(code="OPEN", starts_in=90)
    build.open_edition(code="SHUT", starts_in=10, closes_in=-1)
    text = page(client, "/en/")
    assert text.index("/OPEN/") < text.index("/LATER/")
    assert "/SHUT/" not in text


@pytest.mark.usefixtures("loaded")
def test_the_diploma_page_says_its_rule_and_names_the_courses(client: Client) -> None:
    text = page(client, "/en/diploma/")
    assert "<h1>Diploma for Labour Migration Experts and Practitioners</h1>" in text
    assert "three further courses" in text
    courses = Course.objects.filter(diploma_eligible=True)
    assert [course.get_absolute_url() in text for course in courses] == [True] * 4
    assert "/labour-migration-management/" not in text


@pytest.mark.usefixtures("loaded")
def test_a_record_does_not_ask_anyone_to_apply(client: Client) -> None:
    assert "What the application asks" not in page(client, f"{ACADEMY}A9718056/")
    assert "What the application asks" in page(client, build.open_edition().get_absolute_url())


@pytest.mark.usefixtures("loaded")
def test_the_course_page_tells_from_its_editions_how_the_academy_changed(client: Client) -> None:
    text = page(client, ACADEMY)
    story = text[text.index('id="past"') :]
    first, then, last = "lasted two weeks", "Crisis migration had become one of its thematic areas", "21–25 July 2025"
    assert story.index(first) < story.index(then) < story.index(last)
    assert story.index("244 million") < story.index("258 million") < story.index("Edition A9718056")


@pytest.mark.usefixtures("loaded")
def test_the_contents_of_a_course_stand_before_how_it_is_assessed(client: Client) -> None:
    text = page(client, "/en/courses/labour-migration-management/")
    assert text.index('id="objectives"') < text.index('id="modules"') < text.index('id="assessment"')


def test_the_deadline_is_said_in_turin_and_in_utc(client: Client) -> None:
    summer = build.open_edition(starts=date(2125, 7, 30), ends=date(2125, 8, 1), applications_close=date(2125, 5, 23))
    text = page(client, summer.get_absolute_url())
    assert "Apply by the end of 23 May 2125 in Turin." in text
    assert '<time datetime="2125-05-23T23:59:00+02:00">23 May 2125, 21:59</time> in UTC' in text


@pytest.mark.parametrize(
    ("edition", "said", "unsaid"),
    [
        (
            "academy-on-labour-migration/A9718056",
            ["Living on campus", "campus bicycles", "live music"],
            ["Where you stay"],
        ),
        ("academy-on-labour-migration/academy-two-weeks", ["Living on campus"], []),
        ("academy-on-labour-migration/academy-2023-online", [], ["Living on campus", "Where you stay"]),
        ("fair-recruitment/A9716204", ["Where you stay", "Mexico City, Mexico</strong>: 13–17"], ["campus bicycles"]),
    ],
)
@pytest.mark.usefixtures("loaded")
def test_the_page_tells_how_one_lives_where_people_meet(
    client: Client, edition: str, said: list[str], unsaid: list[str]
) -> None:
    text = page(client, f"/en/courses/{edition}/")
    assert [one for one in said if one not in text] == []
    assert [one for one in unsaid if one in text] == []


def test_the_page_names_the_programme_to_write_to_with_the_code(client: Client) -> None:
    text = page(client, build.open_edition().get_absolute_url())
    assert "Programme on Social Protection, Governance and Tripartism (SPGT)" in text
    assert "Please name the code A9900001" in text


@pytest.mark.usefixtures("loaded")
def test_hours_are_said_before_weeks(client: Client) -> None:
    text = page(client, "/en/courses/fair-recruitment/A9716204/")
    assert 0 < text.index("60 hours of learning") < text.index("Five weeks")
    assert "5 weeks" in page(client, build.open_edition().get_absolute_url())


def test_a_confirmed_edition_says_so_until_it_begins(client: Client) -> None:
    edition = build.open_edition(confirmed_at=clock.now())
    assert "The Centre has confirmed" in page(client, edition.get_absolute_url())
    assert "Confirmed to take place" in page(client, ACADEMY)
    Edition.objects.update(starts=clock.today())
    assert "The Centre has confirmed" not in page(client, edition.get_absolute_url())


def test_a_postponed_edition_says_from_when(client: Client) -> None:
    edition = build.open_edition(starts_in=30, postponed_from=clock.today())
    assert "This edition was postponed" in page(client, edition.get_absolute_url())


def test_the_page_says_how_applications_are_read_and_what_each_criterion_counts_for(client: Client) -> None:
    edition = build.open_edition()
    edition.course.criteria.create(key="experience", title="Work experience")
    edition.course.criteria.create(key="language", title="English", position=1)
    assert "All count alike." in client.get(edition.get_absolute_url()).content.decode()
    edition.course.criteria.filter(key="experience").update(weight=2)
    page = client.get(edition.get_absolute_url()).content.decode()
    assert "<li>Work experience: 67 per cent</li><li>English: 33 per cent</li>" in page
