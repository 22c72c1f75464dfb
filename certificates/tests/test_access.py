"""Who gets what at every address: one table, ``access.txt``, held against the URLconf.

Each row names an address and what the six roles get when they GET it: a status code, or ``in`` for being sent to
sign in, or ``go`` for being sent anywhere else. An address of the URLconf without a row fails, and so does a row
whose address is gone.
"""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import NoReverseMatch, URLResolver, get_resolver, reverse

from academy import clock, health
from academy.accounts.models import User
from academy.jobs.models import Job
from academy.letters.models import Letter
from academy.testing import cast
from academy.testing.letters import pdf
from catalogue.models import Edition, Interest
from catalogue.operations.interest import token_of
from certificates.models import Certificate
from certificates.operations.invoices import make
from certificates.tests import test_note_changes as notes
from certificates.tests.build import handed_in, issued, printed
from certificates.views import note
from enrolment.models import Application, Invoice, Team
from enrolment.operations import assignment, invoices, payers, teams
from enrolment.operations.timetable import token_of as token_of_timetable
from enrolment.tests import build

TABLE = Path(__file__).with_name("access.txt")
NOBODYS = 10**9
OF_A_PLACE = (
    *("enrolment:cancel", "enrolment:code", "enrolment:stay", "enrolment:substitute", "enrolment:transfer"),
    *("enrolment:timetable", "enrolment:timetable_renew", "enrolment:assignment", "enrolment:assignment_take_back"),
    *("enrolment:team", "enrolment:team_file", "enrolment:team_take_back"),
)
ROLES = ("anonymous", "applicant", "another", "reviewer", "finance", "administrator")


def named(resolver: URLResolver, namespace: str = "") -> Iterator[str]:
    """Every named address of the URLconf, with its namespace."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from named(entry, inner)
        elif entry.name:
            yield namespace + entry.name


def table() -> dict[str, tuple[str, ...]]:
    """The rows of the table by the name of the address."""
    lines = [line.split() for line in TABLE.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    return {name: tuple(answers) for name, *answers in lines}


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for a worker here, and the health of servers is another test's."""
    monkeypatch.setattr(note, "LONGEST_WAIT", 0)
    monkeypatch.setattr(health, "PARTS", {"database": health.database})


@pytest.fixture
def world() -> dict[str, Any]:
    """One of everything, all of it the applicant's; keys are the names of what addresses ask for."""
    certificate = issued(build.open_edition())
    applicant = certificate.place.participant
    edition = build.open_edition(code="A9900002")
    notes.note(edition)
    notes.change(edition)
    application = build.submitted(applicant, edition, **build.SPONSOR)
    payer = payers.of_participant(certificate.place)
    payer = payers.correct(payer, {"address": "12 rue de Thiong, Dakar"})
    invoice = invoices.issue(payer, [certificate.place], by=None, now=clock.now())
    make(str(invoice.pk))
    wish = Interest.objects.create(email="c@example.org", course=edition.course, language="en", asked_at=clock.now())
    assigned = build.add_assignment(certificate.place.edition)
    assignment.save(certificate.place, text="", upload=io.BytesIO(pdf()), now=clock.now())
    submission = assignment.hand_in(certificate.place, by=applicant, now=clock.now())
    return {
        "assignment": assigned,
        "team": team_of(certificate.place.edition),
        "submission": submission,
        "certificate": certificate,
        "capstone": handed_in(applicant),
        "printout": printed(certificate.place),
        "invoice": Invoice.objects.get(pk=invoice.pk),
        "applicant": applicant,
        "edition": edition,
        "session": build.add_session(edition),
        "application": application,
        "token": token_of(wish),
        "nomination": build.nomination(applicant, edition, [cast.another_applicant()]),
        "secret": build.sponsor_secret(application),
    }


def team_of(edition: Edition) -> Team:
    """The one team of an edition, whose members know it."""
    build.add_group_work(edition)
    made = teams.propose(edition, seed=1)
    teams.tell_all(edition, now=clock.now())
    return made[0]


@pytest.fixture
def people(world: dict[str, Any]) -> dict[str, User | None]:
    """One person for each role."""
    return {
        "anonymous": None,
        "applicant": world["applicant"],
        "another": User.objects.get(email="bruno@example.org"),
        "reviewer": cast.reviewer(),
        "finance": cast.finance(),
        "administrator": User.objects.get(email="ada@example.org"),
    }


def address(name: str, world: dict[str, Any]) -> str:
    """The address, with keys of the world's things where it asks for any."""
    for arguments in candidates(name, world):
        try:
            return reverse(name, kwargs=arguments) if isinstance(arguments, dict) else reverse(name, args=arguments)
        except NoReverseMatch:
            continue
    raise AssertionError(f"no arguments of the world fit {name}")


def candidates(name: str, world: dict[str, Any]) -> Iterator[Any]:
    """Sets of arguments to try, the plainest first."""
    edition, application, certificate = world["edition"], world["application"], world["certificate"]
    place = certificate.place
    pair = {"course_slug": edition.course.slug, "slug": edition.slug}
    yield {}
    yield {"slug": edition.slug if name == "api_edition" else edition.course.slug}
    yield pair
    yield pair | {"step": "work"}
    yield {"number": world["invoice"].number if "invoice" in name else certificate.number}
    yield {"token": token_of_timetable(place) if name == "timetable_feed" else world["token"]}
    yield {"token": world["token"], "place_id": place.pk}
    yield {"secret": world["secret"]}
    yield {"secret": world["secret"], "number": 1}
    yield {"key": application.pk, "number": 1}
    yield {"nomination_id": world["nomination"].pk}
    yield {"nominee_id": world["nomination"].nominees.get().pk}
    yield {"place_id": place.pk}
    yield {"pk": place.pk, "attempt": 1}
    yield {"team_id": world["team"].pk}
    yield {"team_id": world["team"].pk, "number": 1}
    yield {"code": world["submission"].code}
    yield {"code": world["submission"].code, "number": 1}
    yield {"edition_id": place.edition_id if name.endswith("_teams") else edition.pk}
    yield {"session_id": world["session"].pk}
    thing = place.pk if "place" in name or name in OF_A_PLACE else application.pk
    of_edition = ("certificate_issue", "certificate_progress", "informationnote_edition", "informationnote_progress")
    thing = edition.pk if name.removeprefix("admin:certificates_") in of_edition else thing
    thing = 0 if name == "credential_status" else thing
    capstone = world["capstone"]
    thing = {"admin:certificates_capstone_person": capstone.person_id}.get(name, thing)
    work = name in ("certificates:work", "admin:certificates_capstone_work")
    thing = capstone.works.get().pk if work else thing
    thing = {"admin:enrolment_payer_issue": world["invoice"].payer_id}.get(name, thing)
    thing = {"admin:enrolment_invoice_pdf": world["invoice"].pk}.get(name, thing)
    thing = world["printout"].pk if name == "certificates:printout" else thing
    thing = edition.pk if name == "admin:certificates_printout_edition" else thing
    yield {"pk": thing}
    yield {"pk": place.pk, "elective": edition.electives.first().pk}
    yield {"key": thing if "letters_" not in name else Letter.objects.earliest("pk").pk}
    yield {"key": place.pk, "name": "payment"}
    yield {"key": place.pk, "verb": "book"}
    yield {"key": edition.pk, "kind": "postponed"}
    yield {"object_id": object_key(name, world)}
    yield {"app_label": "enrolment"}
    yield {"content_type_id": 1, "object_id": 1}
    yield {"uidb36": "1", "key": "set-password"}
    yield {"url": "nothing-here/"}


def object_key(name: str, world: dict[str, Any]) -> Any:
    """The key of some object of the model that an address of the desk is about."""
    model = name.removeprefix("admin:").rsplit("_", 1)[0]
    edition = world["edition"]
    known = {
        "enrolment_application": world["application"],
        "enrolment_ledgerentry": world["certificate"].place.ledger.first(),
        "enrolment_place": world["certificate"].place,
        "enrolment_bankstatement": None,
        "enrolment_payer": world["invoice"].payer,
        "enrolment_invoice": world["invoice"],
        "enrolment_changeofplan": None,
        "enrolment_incoming": None,
        "certificates_capstone": world["capstone"],
        "certificates_certificate": world["certificate"],
        "certificates_informationnote": None,
        "certificates_printout": world["printout"],
        "account_emailaddress": world["applicant"].emailaddress_set.get(),
        "auth_group": Group.objects.earliest("pk"),
        "catalogue_course": edition.course,
        "catalogue_edition": edition,
        "catalogue_elective": edition.electives.first(),
        "catalogue_phase": edition.phases.first(),
        "catalogue_session": world["session"],
        "catalogue_finalassignment": world["assignment"],
        "catalogue_thematicarea": edition.course.areas.first(),
        "catalogue_cancellationpolicy": edition.policy,
        "accounts_user": world["applicant"],
        "letters_letter": Letter.objects.first(),
        "jobs_job": Job.objects.first(),
        "documents_document": world["application"].letter,
    }
    thing = known.get(model)
    return thing.pk if thing else NOBODYS


def answer(client: Client, path: str) -> str:
    """What the person gets there, in the words of the table."""
    response = client.get(path)
    if response.streaming:
        response.getvalue()
    if response.status_code == 302:
        return "in" if "/login/" in response["Location"] else "go"
    return str(response.status_code)


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    assert set(named(get_resolver())) == set(table())


@pytest.mark.once
@pytest.mark.django_db
def test_everybody_gets_what_the_table_says_and_changes_nothing_by_looking(
    world: dict[str, Any], people: dict[str, User | None]
) -> None:
    wrong, clients, before = [], [cast.browser(people[role]) for role in ROLES], counted()
    for name, expected in table().items():
        path = address(name, world)
        found = tuple(answer(client, path) for client in clients)
        if found != expected:
            wrong.append(f"{name} {' '.join(found)}   (table: {' '.join(expected)})")
        if before != (before := counted()):
            wrong.append(f"{name} changes something")
    assert not wrong, "\n" + "\n".join(wrong)


def counted() -> tuple[int, ...]:
    """How many there are of what a GET must not make."""
    return tuple(model.objects.count() for model in (Application, Certificate, Letter, User))
