"""What an application holds, what it lacks, and until when it may be written."""

from datetime import date, timedelta
from typing import Any

from django.db.models import (
    Q,
)

from catalogue import facts as catalogue_facts
from catalogue.rules.status import takes_applications
from enrolment.facts.letters import nomination_of
from enrolment.models import (
    Application,
    Financing,
)
from enrolment.rules import completeness, duplicates, questions

MOST_DUPLICATES = 10


def filled(application: Application) -> completeness.Filled:
    """Which fields of the application hold something; reads ``application.wishes``.

    A nominated applicant has a letter in any case: to send another for an infected one is the nominator's part.
    """
    names = [field for _step, fields in completeness.ALWAYS for field in fields] + list(completeness.OF_A_SPONSOR)
    holding = [name for name in names if getattr(application, name) not in ("", None, {})]
    if application.financing == Financing.SPONSOR and application.letter_id is None and nomination_of(application):
        holding.append("letter")
    return completeness.Filled(
        fields=frozenset(holding),
        financing=application.financing,
        electives_chosen=len(application.wishes.all()),
        electives_to_choose=application.edition.electives_to_choose,
        stands_in=application.stands_in_id is not None,
    )


def missing(application: Application) -> tuple[completeness.Missing, ...]:
    """What the application still lacks."""
    return completeness.missing(filled(application))


def lacking(application: Application) -> list[Any]:
    """The names of what the application still lacks, in the language in which they are read."""
    return [label_of(gap.field) for gap in missing(application)]


def label_of(name: str) -> Any:
    """What a field of the application is called."""
    field: Any = Application._meta.get_field(name)
    return field.verbose_name


def may_be_asked(application: Application) -> list[str]:
    """The things that staff may ask this applicant for."""
    sponsored = application.financing == Financing.SPONSOR
    return questions.may_be_asked(sponsored=sponsored, electives_to_choose=application.edition.electives_to_choose)


def perhaps_the_same_person(application: Application) -> list[tuple[Application, tuple[str, ...]]]:
    """Applications that were sent from other accounts of what may be the same person, with what says so.

    The latest first, at most MOST_DUPLICATES, in one query.
    """
    me = someone(application)
    key, countries = duplicates.name_key(me.name), sorted(me.countries)
    named = Q(applicant__profile__name_key=key) & (Q(nationality__in=countries) | Q(country__in=countries))
    mailed = Q(applicant__profile__mailbox_key=duplicates.mailbox_key(me.email))
    others = Application.objects.filter(named | mailed if key else mailed).exclude(applicant=application.applicant)
    sent = others.exclude(submitted_at=None).select_related("applicant", "edition__course").order_by("-submitted_at")
    compared = [(other, duplicates.alike(me, someone(other))) for other in sent[:MOST_DUPLICATES]]
    return [(other, reasons) for other, reasons in compared if reasons]


def someone(application: Application) -> duplicates.Someone:
    """Who applied, as far as accounts of one person are alike."""
    countries = {str(application.nationality), str(application.country)} - {""}
    return duplicates.Someone(application.full_name, frozenset(countries), application.applicant.email)


def to_be_sent_by(application: Application) -> date | None:
    """The last day in Turin on which it can be sent: a substitute's is the day before the edition starts."""
    starts = application.edition.starts
    if application.stands_in_id is None:
        return application.edition.applications_close
    return starts - timedelta(days=1) if starts else None


def may_be_written(application: Application, today: date) -> bool:
    """Whether the own part is still taken: while applications are; from a substitute until the day before the start."""
    edition = application.edition
    if application.stands_in_id is not None:
        return edition.starts is None or today < edition.starts
    return edition.published and takes_applications(catalogue_facts.dates_of(edition), today)
