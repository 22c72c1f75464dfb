"""From tables to what the rule wants, and to what is frozen on a certificate."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from academy import clock
from academy.accounts.models import User
from academy.jobs.models import Job, JobState
from academy.jobs.operations import ASIDE
from catalogue.models import Edition, Phase, RequirementKind
from certificates.frozen import freeze, thaw
from certificates.glyphs import tongue, unprintable
from certificates.models import Certificate, Kind
from certificates.rules.eligibility import Candidate, Decision, Reason, decide
from certificates.rules.participation import took_part
from certificates.states import LIVE_CERTIFICATE
from certificates.texts import signatories
from enrolment import facts as enrolment_facts
from enrolment.models import Place
from enrolment.states import HOLDING_A_SEAT

RENDER = "certificates.operations.render.render"
REASONS = {
    Reason.COURSE_GIVES_NONE: gettext_lazy("This course gives no certificate."),
    Reason.PLACE_GIVEN_BACK: gettext_lazy("The place was given back."),
    Reason.HAS_ONE: gettext_lazy("There is a certificate already."),
    Reason.WAS_REVOKED: gettext_lazy("The certificate was revoked; replace it to give a new one."),
}
NAMES = {
    "name": gettext_lazy("name on the certificate"),
    "starts": gettext_lazy("first day of the edition"),
    "ends": gettext_lazy("last day of the edition"),
}


@dataclass(frozen=True)
class Verdict:
    """A place, whether it gets a certificate, and in words why not."""

    place: Place
    decision: Decision
    why: str

    @property
    def kind(self) -> str:
        """What it would be, in words."""
        return str(Kind(self.decision.kind).label)


def places_of(edition: Edition) -> QuerySet[Place]:
    """All places of the edition with what a verdict reads."""
    return (
        edition.places.select_related("application", "participant", "edition__course")
        .prefetch_related("certificates", "seats__elective", "edition__phases__periods")
        .prefetch_related(*enrolment_facts.READ_BY_RECORD)
        .order_by("application__certificate_name", "pk")
    )


def verdicts(edition: Edition) -> list[Verdict]:
    """Who of the edition gets a certificate now and who does not, by name: the dry run, and what issuing goes by."""
    return [verdict_on(place) for place in places_of(edition)]


@dataclass(frozen=True)
class Progress:
    """How far the certificates of an edition are: made, waiting or being made, put aside, and given up."""

    made: int
    waiting: int
    aside: int
    failed: int

    @property
    def ordered(self) -> int:
        """All of them."""
        return self.made + self.waiting + self.aside + self.failed


def being_made(edition: Edition) -> list[int]:
    """The keys of the edition's certificates that are ordered and not made."""
    ordered = Certificate.objects.filter(place__edition=edition, state="ordered")
    return list(ordered.values_list("pk", flat=True))


def progress(edition: Edition) -> Progress:
    """How far they are, by the rows of certificates and of the worker's jobs."""
    ordered = being_made(edition)
    made = Certificate.objects.filter(place__edition=edition).exclude(state="ordered").count()
    jobs = Job.objects.filter(work=RENDER, subject__in=map(str, ordered))
    aside = jobs.filter(state=JobState.PENDING, due_at=ASIDE).count()
    alive = jobs.filter(state__in=[JobState.PENDING, JobState.RUNNING]).count()
    return Progress(made, alive - aside, aside, len(ordered) - alive)


def verdict_on(place: Place) -> Verdict:
    """Whether the place gets a certificate now, and of which kind."""
    decision = decide(candidate(place))
    return Verdict(place, decision, in_words(place, decision))


def candidate(place: Place) -> Candidate:
    """The place as the rule sees it."""
    states = {certificate.state for certificate in place.certificates.all()}
    record = enrolment_facts.completion_of(place)
    return Candidate(
        course_gives_one=place.edition.course.gives_certificate,
        place_is_held=place.state in HOLDING_A_SEAT,
        has_one=bool(states & set(LIVE_CERTIFICATE)),
        was_revoked="revoked" in states,
        complete=record.complete,
        took_part=took_part(
            [(line.needed, line.done) for line in record.lines],
            enrolment_facts.terms_of(place).participation,
            place.edition.ends,
            clock.today(),
        ),
        lacking=lacking(place),
    )


def lacking(place: Place) -> tuple[str, ...]:
    """What would have to stand on the certificate and is not known or cannot be printed."""
    name = place.application.certificate_name
    known = {"name": name and not unprintable(name), "starts": place.edition.starts, "ends": place.edition.ends}
    return tuple(field for field, value in known.items() if not value)


def in_words(place: Place, decision: Decision) -> str:
    """Why there is no certificate, as a sentence; empty when there will be one."""
    if decision.reason is Reason.NOT_COMPLETE:
        return _not_complete(place)
    if decision.reason is Reason.LACKS_DATA:
        names = ", ".join(str(NAMES[field]) for field in lacking(place))
        return _("Missing, or not printable: %(names)s.") % {"names": names}
    return str(REASONS[decision.reason]) if decision.reason else ""


def _not_complete(place: Place) -> str:
    lines = enrolment_facts.completion_of(place).open
    if not lines:
        return _("The edition has no requirements, so it cannot be completed.")
    parts = [f"{RequirementKind(line.kind).label} ({line.done}/{line.needed})" for line in lines]
    return _("Still open: %(parts)s.") % {"parts": ", ".join(parts)}


def frozen(place: Place, *, name: str, language: str, issued_on: date) -> dict[str, Any]:
    """All that stands on the certificate, in its own language; what is not known has no key."""
    edition = place.edition
    with override(language):
        data = {
            "name": name,
            "name_language": tongue(name, str(place.application.nationality)),
            "course": edition.course.title,
            "edition": edition.title,
            "code": edition.code,
            "starts": edition.starts,
            "ends": edition.ends,
            "hours": edition.learning_hours,
            "phases": [phase_in_words(phase) for phase in edition.phases.all()],
            "electives": [seat.elective.title for seat in place.seats.all()],
            "signatories": signatories(),
            "place_of_issue": _("Turin"),
            "issued_on": issued_on,
        }
    return freeze(data)


def phase_in_words(phase: Phase) -> dict[str, Any]:
    """Kind, place and days of a phase, in the language of the moment."""
    periods = [{"starts": period.starts, "ends": period.ends} for period in phase.periods.all()]
    return {"kind": phase.get_kind_display(), "place": phase.place, "periods": periods}


@dataclass(frozen=True)
class Paper:
    """What the verification page says: the certificate's own words, and what became of it and when."""

    certificate: Certificate
    says: dict[str, Any]
    changed_on: date | None
    replaced_by: str

    @property
    def stands(self) -> bool:
        """Whether it was neither revoked nor replaced."""
        return self.certificate.state == "issued"


def fallen(key: int, size: int) -> list[int] | None:
    """The places of those revoked or replaced in status list ``key``; None where no certificate is in such a list."""
    within = Certificate.objects.filter(status_index__range=(key * size, key * size + size - 1))
    if key and not within.exists():
        return None
    down = within.filter(state__in=("revoked", "replaced")).order_by("status_index")
    return [index - key * size for index in down.values_list("status_index", flat=True)]


def verifiable(number: str | None) -> Paper | None:
    """The certificate that was handed out under ``number``, or None; one that is still being made is not known yet."""
    return paper(Certificate.objects.exclude(state="ordered").filter(number=number).first())


def standing_of(person: User) -> list[Certificate]:
    """The person's certificates and diplomas that stand, the oldest first."""
    own = Q(place__participant=person) | Q(capstone__person=person)
    found = Certificate.objects.filter(own, state="issued", document__isnull=False)
    return list(found.select_related("document").order_by("ordered_at", "pk"))


def issued_as(sha256: str) -> Paper | None:
    """The certificate of which exactly these bytes were handed out, or None."""
    return paper(Certificate.objects.exclude(state="ordered").filter(document__sha256=sha256).first())


def paper(certificate: Certificate | None) -> Paper | None:
    """What may be said of it to anyone; the number of a newer one as soon as that one was handed out."""
    if certificate is None:
        return None
    last = certificate.changes.last()
    changed_on = None if certificate.state == "issued" or last is None else clock.civil_day(last.at)
    newer = Certificate.objects.exclude(state="ordered").filter(replaces=certificate).first()
    return Paper(certificate, thaw(certificate.data), changed_on, newer.number if newer else "")
