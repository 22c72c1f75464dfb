"""People on their way to the diploma, made up for the demonstration through the same operations as real ones."""

from datetime import date, datetime, timedelta

from academy import clock
from academy.accounts.models import User
from academy.documents.check import Cleaned
from catalogue.models import Course
from certificates.models import Capstone
from certificates.operations import capstone as capstones
from certificates.operations import diploma as diplomas
from enrolment.demonstration import figures, people, sponsorship_letter
from enrolment.models import Place

ACADEMY, RECRUITMENT = "academy-on-labour-migration", "fair-recruitment"
MEASURING, GOVERNANCE = "measuring-labour-migration", "migration-governance-and-employment-policies"
WHY = "The register of participants, seen by the programme."
PROPOSAL = (
    "I will compare two recruitment corridors of my country: what workers pay in each, who checks it, and what the "
    "employers’ and the workers’ organizations could do together. I hand in a paper of twenty pages with a plan."
)


def load_diplomas(staff: dict[str, User], now: datetime) -> None:
    """The first applicant half-way, one who waits for an answer, one for a mark, and one who has the diploma."""
    everyone = [person for person, _figure in people()]
    half, proposes, waits, whole = (everyone[number] for number in (0, 3, 4, 2))
    today = clock.civil_day(now)
    entered(half, {ACADEMY: today - timedelta(days=800)}, staff, now)
    begun(half, "Fair recruitment in two corridors", staff, now - timedelta(days=30))
    entered(proposes, {ACADEMY: today - timedelta(days=400)}, staff, now)
    capstones.propose(proposes, name=proposes.name, title="Skills partnerships", proposal=PROPOSAL, now=now)
    entered(waits, dict.fromkeys((ACADEMY, RECRUITMENT, MEASURING), today - timedelta(days=500)), staff, now)
    handed_in(waits, "Who counts migrant workers?", staff, now - timedelta(days=3))
    days = {key: today - timedelta(days=900 - 150 * turn) for turn, key in enumerate((ACADEMY, RECRUITMENT, MEASURING))}
    entered(whole, days | {GOVERNANCE: today - timedelta(days=200)}, staff, now)
    capstone = handed_in(whole, "A portable social security for seasonal workers", staff, now - timedelta(days=40))
    capstones.mark(capstone, points=84, why="Clear, sound, and ready to be used.", by=staff["reviewer"], now=now)
    diplomas.issue_diploma(capstone, by=staff["administrator"], now=now)


def entered(person: User, courses: dict[str, date], staff: dict[str, User], now: datetime) -> None:
    """Courses taken before this system."""
    for slug, on in courses.items():
        course, by = Course.objects.get(slug=slug), staff["administrator"]
        diplomas.enter(person, course=course, origin="before", title=course.title, on=on, why=WHY, by=by, now=now)


def begun(person: User, title: str, staff: dict[str, User], now: datetime) -> Capstone:
    """A project that is under way."""
    capstone = capstones.propose(person, name=person.name, title=title, proposal=PROPOSAL, now=now)
    capstones.approve(capstone, supervisor=staff["reviewer"], by=staff["reviewer"], now=now)
    return capstone


def handed_in(person: User, title: str, staff: dict[str, User], now: datetime) -> Capstone:
    """A project whose work is there."""
    capstone = begun(person, title, staff, now - timedelta(days=60))
    edition = Place.objects.filter(edition__demonstration=True).earliest("pk").edition
    figure = next(one for one in figures() if one.name == person.name)
    work = Cleaned(sponsorship_letter(figure, edition), "application/pdf", "Capstone.pdf")
    capstones.hand_in(capstone, letter=work, by=person, now=now)
    return capstone
