"""An organization nominates candidates; each takes up the nomination and completes the own part."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import override

from academy.accounts.models import User
from academy.documents.check import Cleaned
from academy.documents.intake import take_in
from academy.errors import Refused
from academy.letters import operations as letters
from academy.locks import lock_one
from catalogue import facts as catalogue_facts
from catalogue.models import Edition
from enrolment import facts
from enrolment.models import Application, Financing, Nomination, Nominee, Together
from enrolment.operations.apply import demand_open, start
from enrolment.operations.sponsors import pledged
from enrolment.rules.sponsors import Share
from enrolment.states import LIVE_APPLICATION

MOST_CANDIDATES = 20
MOST_A_DAY = 5
Candidates = Sequence[tuple[str, str]]


@transaction.atomic
def nominate(
    nominator: User,
    edition: Edition,
    candidates: Candidates,
    *,
    letter: Cleaned,
    share: str,
    amount: Decimal | None,
    now: datetime,
    **said: str,
) -> Nomination:
    """Keep the nomination with its letter and write to each of ``candidates`` (pairs of name and address).

    ``amount`` (EUR, for each) counts for a part only. ``said`` is what the nominator wrote: ``organization``,
    ``contact``, ``position``, ``together`` (all or any) and the ``language`` of letters. Raises Refused when the
    edition takes no applications, for a sum that is none, for nobody or too many, and for oneself.
    """
    demand_open(edition, now)
    demand_candidates(candidates, nominator)
    lock_one(User.objects.filter(pk=nominator.pk))
    demand_not_too_often(nominator, now)
    pledge = pledged(share, amount, catalogue_facts.price_of(edition))
    if pledge.share == Share.REFUSED:
        raise Refused(_("A part is more than nothing and less than the whole price."))
    nomination = Nomination.objects.create(
        nominator=nominator,
        edition=edition,
        letter=take_in(letter),
        share=pledge.share,
        amount=pledge.amount,
        at=now,
        **said,
    )
    for name, email in candidates:
        invite(nomination.nominees.create(name=name, email=email.lower()))
    letters.write("enrolment/nominated", to=nominator, about=about(nomination), nomination=nomination)
    return nomination


def demand_not_too_often(nominator: User, now: datetime) -> None:
    """Raise Refused when the nominator has sent so many within a day that somebody else may be at work."""
    if nominator.nominations.filter(at__gt=now - timedelta(days=1)).count() >= MOST_A_DAY:
        raise Refused(_("You have sent several nominations today. Please send the next one tomorrow."))


def demand_candidates(candidates: Candidates, nominator: User) -> None:
    """Raise Refused for nobody, too many, an address that comes twice, and the nominator's own."""
    addresses = [email.lower() for _name, email in candidates]
    if not addresses:
        raise Refused(_("Name at least one candidate."))
    if len(addresses) > MOST_CANDIDATES:
        raise Refused(_("One nomination has at most %(most)s candidates.") % {"most": MOST_CANDIDATES})
    if len(set(addresses)) < len(addresses):
        raise Refused(_("An e-mail address stands here twice; each candidate needs an own one."))
    if nominator.email.lower() in addresses:
        raise Refused(_("Nobody nominates oneself: to take part, apply on the page of the edition."))


def invite(nominee: Nominee, *, reminder: bool = False) -> None:
    """The letter to a candidate, with the address at which the own part begins; once more as a ``reminder``."""
    nomination = nominee.nomination
    with override(nomination.language):
        link = settings.SITE_URL + reverse("enrolment:take_up", args=[nominee.pk])
    context = {
        "nominee": nominee,
        "nomination": nomination,
        "edition": nomination.edition,
        "link": link,
        "reminder": reminder,
    }
    words = letters.in_words("enrolment/invited", nomination.language, context)
    letters.post(
        "enrolment/invited", nominee.email, language=nomination.language, about=f"nominee:{nominee.pk}", **words
    )


def is_for(nominee: Nominee, person: User) -> bool:
    """Whether the nomination is this person's: it was sent to one of the addresses that the person has confirmed."""
    return EmailAddress.objects.filter(user=person, verified=True, email__iexact=nominee.email).exists()


@transaction.atomic
def take_up(nominee: Nominee, person: User, *, now: datetime) -> Application:
    """The candidate's draft, with the sponsor and the letter in place; the same one when it was taken up before.

    Raises Refused for anybody else, when the edition takes no applications, and for who has sent an application to it.
    """
    if not is_for(nominee, person):
        raise Refused(_("This nomination was sent to another e-mail address than yours."))
    nominee = lock_one(Nominee.objects.filter(pk=nominee.pk).select_related("nomination"))
    if nominee.application and nominee.application.state in LIVE_APPLICATION:
        return nominee.application
    nomination = nominee.nomination
    application = start(person, nomination.edition, now=now)
    if application.state != "draft":
        raise Refused(
            _("You have sent an application to this edition already. Withdraw it first, then come back here.")
        )
    if hasattr(application, "nominee"):
        raise Refused(_("You have taken up another nomination for this edition already."))
    own_letter = application.letter
    application.financing, application.letter = Financing.SPONSOR, nomination.letter
    application.sponsor_name, application.sponsor_contact = nomination.organization, nomination.contact
    application.sponsor_email, application.sponsor_language = nomination.nominator.email, nomination.language
    application.save()
    nominee.application = application
    nominee.save(update_fields=["application"])
    if own_letter:
        transaction.on_commit(own_letter.delete)
    return application


@transaction.atomic
def loosen(nomination: Nomination) -> None:
    """From now on any of the candidates will do; doing it twice is the same as doing it once."""
    Nomination.objects.filter(pk=nomination.pk).update(together=Together.ANY)


def demand_whole_group(application: Application, along: Collection[int] = ()) -> None:
    """Raise Refused when accepting the application would tear a group apart that was nominated together.

    ``along`` are the keys of the applications that are accepted in the same act and the same transaction.
    """
    behind = facts.left_behind_by(application, along)
    if behind:
        names = get_text_list([one.name for one in behind], _("and"))
        raise Refused(
            _("%(person)s was nominated together with %(others)s: accept all of the group in one act, or none.")
            % {"person": application.full_name, "others": names}
        )


def about(nomination: Nomination) -> str:
    """The key under which the letters about a nomination are found."""
    return f"nomination:{nomination.pk}"
