"""From certificates, courses taken elsewhere and the capstone to how far people are on their way to the diploma."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from academy.accounts.models import User
from catalogue.models import Delivery, Edition
from catalogue.selectors.cards import Card, cards
from catalogue.texts import centre
from certificates.facts.certificates import REASONS
from certificates.frozen import freeze, thaw
from certificates.glyphs import tongue, unprintable
from certificates.models import Capstone, Certificate, EarlierCourse, Kind
from certificates.rules.diploma import Credit, Part, Policy, Standing, helps, standing
from certificates.rules.eligibility import Candidate, Decision, Reason, decide
from certificates.states import LIVE_CERTIFICATE
from certificates.texts import signatories
from enrolment.models import Application

POLICY = Policy()


@dataclass(frozen=True)
class Source:
    """A credit in words: what was done, and the row that proves it."""

    credit: Credit
    title: str
    proof: Certificate | EarlierCourse | Capstone

    @property
    def kind(self) -> str:
        """Of which kind the proof is, for templates."""
        return str(self.proof._meta.model_name)


@dataclass(frozen=True)
class Offer:
    """A coming edition that fills a gap; ``in_time`` when it ends before the present window does."""

    card: Card
    credit: Credit
    in_time: bool


@dataclass(frozen=True)
class Way:
    """How far one person is: what counts, what counts no more or not again, and the diplomas that were ordered."""

    person: User
    standing: Standing
    counts: list[Source]
    left_out: list[Source]
    capstone: Capstone | None
    diplomas: list[Certificate]
    decision: Decision
    why: str

    @property
    def begun(self) -> bool:
        """Whether there is anything at all."""
        return bool(self.counts or self.left_out or self.capstone)


def on_the_way() -> QuerySet[User]:
    """Everybody with something that counts or counted, or with a capstone, by name."""
    certified = eligible_certificates().order_by().values("place__participant")
    elsewhere = EarlierCourse.objects.filter(state="counted").order_by().values("person")
    capstones = Capstone.objects.order_by().values("person")
    return User.objects.filter(pk__in=certified.union(elsewhere, capstones)).order_by("name", "pk")


def eligible_certificates() -> QuerySet[Certificate]:
    """Certificates of Achievement that stand, of courses that count."""
    found = Certificate.objects.filter(
        kind=Kind.ACHIEVEMENT, state="issued", place__edition__course__diploma_eligible=True
    )
    return found.select_related("place__edition__course")


def way_of(person: User, today: date) -> Way:
    """The way of one person."""
    return ways_of([person], today)[0]


def ways_of(people: Iterable[User], today: date) -> list[Way]:
    """The ways of many, in four queries however many they are."""
    people = list(people)
    sources = sources_of(people)
    capstones = {one.person_id: one for one in Capstone.objects.filter(person__in=people).select_related("supervisor")}
    diplomas: dict[int, list[Certificate]] = defaultdict(list)
    for one in Certificate.objects.filter(capstone__person__in=people).select_related("capstone", "document"):
        diplomas[one.capstone.person_id].append(one)
    return [way(one, sources[one.pk], capstones.get(one.pk), diplomas[one.pk], today) for one in people]


def way(
    person: User, sources: list[Source], capstone: Capstone | None, diplomas: list[Certificate], today: date
) -> Way:
    """Put together what the rule says of it."""
    if capstone and capstone.state == "passed" and capstone.handed_in_on:
        credit = Credit(Part.CAPSTONE, "capstone", capstone.handed_in_on)
        sources = [*sources, Source(credit, capstone.title, capstone)]
    found = standing([source.credit for source in sources], today, POLICY)
    counted = found.window.counts if found.window else ()
    decision = decide(candidate(found, capstone, diplomas))
    return Way(
        person,
        found,
        [next(one for one in sources if one.credit == credit) for credit in counted],
        [next(one for one in sources if one.credit == credit) for credit in found.left_out],
        capstone,
        diplomas,
        decision,
        why_none(found, decision),
    )


def sources_of(people: list[User]) -> dict[int, list[Source]]:
    """Courses that count, by person: certificates by the last day that stands on them, others as staff entered them."""
    found: dict[int, list[Source]] = defaultdict(list)
    for certificate in eligible_certificates().filter(place__participant__in=people):
        course = certificate.place.edition.course
        credit = Credit(part_of(course), course.slug, thaw(certificate.data)["ends"])
        found[certificate.place.participant_id].append(Source(credit, course.title, certificate))
    for earlier in EarlierCourse.objects.filter(person__in=people, state="counted").select_related("course"):
        credit = Credit(part_of(earlier.course), earlier.course.slug, earlier.on)
        found[earlier.person_id].append(Source(credit, earlier.course.title, earlier))
    return found


def part_of(course: Any) -> Part:
    """What the course counts as."""
    return Part.REQUIRED if course.diploma_required else Part.FURTHER


def candidate(found: Standing, capstone: Capstone | None, diplomas: list[Certificate]) -> Candidate:
    """The person as the rule of certificates sees it."""
    states = {one.state for one in diplomas}
    printable = bool(capstone and capstone.name and not unprintable(capstone.name))
    return Candidate(
        course_gives_one=True,
        place_is_held=True,
        has_one=bool(states & set(LIVE_CERTIFICATE)),
        was_revoked="revoked" in states,
        complete=found.complete,
        lacking=() if printable else ("name",),
    )


def why_none(found: Standing, decision: Decision) -> str:
    """Why there is no diploma, as a sentence; empty when there will be one."""
    if decision.reason is Reason.NOT_COMPLETE:
        return _("Still missing: %(parts)s.") % {"parts": ", ".join(missing_words(found))}
    if decision.reason is Reason.LACKS_DATA:
        return _("The name on the diploma is missing or cannot be printed.")
    return str(REASONS[decision.reason]) if decision.reason else ""


def missing_words(found: Standing) -> list[str]:
    """What is missing, in words."""
    words = {
        Part.REQUIRED: _("the Academy on Labour Migration"),
        Part.CAPSTONE: _("the capstone project"),
    }
    further = {1: _("one further course"), 2: _("two further courses"), 3: _("three further courses")}
    return [further[number] if part is Part.FURTHER else words[part] for part, number in found.missing]


def offers_for(found: Way, today: date) -> list[Offer]:
    """Coming editions to which one can still apply that would fill a gap, by their last day."""
    earned = [source.credit for source in (*found.counts, *found.left_out)]
    coming = Edition.objects.coming(today).filter(course__diploma_eligible=True, course__gives_certificate=True)
    offers = []
    for card in cards(coming, today):
        own_pace = card.edition.delivery == Delivery.SELF_GUIDED
        day = today if own_pace else card.edition.ends
        if day is None or not (card.to_hope_for or own_pace):
            continue
        credit = Credit(part_of(card.edition.course), card.edition.course.slug, day)
        if helps(earned, credit, POLICY):
            window = found.standing.window
            offers.append(Offer(card, credit, window is None or day <= window.closes))
    return sorted(offers, key=lambda one: (not one.in_time, one.credit.on))


def name_for(person: User) -> str:
    """The name that the newest application has for certificates; else the account's."""
    newest = Application.objects.filter(applicant=person).exclude(certificate_name="").order_by("-pk").first()
    return newest.certificate_name if newest else person.name


def frozen_diploma(found: Way, *, name: str, language: str, issued_on: date) -> dict[str, Any]:
    """All that stands on the diploma, in its own language. The way is complete."""
    newest = Application.objects.filter(applicant=found.person).exclude(nationality="").order_by("-pk").first()
    with override(language):
        window: Any = found.standing.window
        data = {
            "name": name,
            "name_language": tongue(name, str(newest.nationality) if newest else ""),
            "course": centre("diploma")["name"],
            "courses": [
                {"title": title_of(one), "on": one.credit.on} for one in found.counts if one.kind != "capstone"
            ],
            "capstone": next(one.title for one in found.counts if one.kind == "capstone"),
            "starts": window.counts[0].on,
            "ends": window.counts[-1].on,
            "signatories": signatories(),
            "place_of_issue": _("Turin"),
            "issued_on": issued_on,
        }
    return freeze(data)


def title_of(source: Source) -> str:
    """The course in the language of the moment; what was taken elsewhere by the name that it had."""
    if isinstance(source.proof, Certificate):
        return str(source.proof.place.edition.course.title)
    return str(source.proof.title)
