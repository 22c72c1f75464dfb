"""How an edition's participants are selected, written down by administrators; and staff's own views."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from academy.accounts.models import User
from academy.errors import Refused
from academy.locks import lock_one
from catalogue.models import Edition
from enrolment.models import SavedView, SelectionPlan, Target
from enrolment.rules.composition import Aim

MOST_VIEWS = 30


@transaction.atomic
def set_plan(edition: Edition, values: Mapping[str, Any], aims: Iterable[Aim]) -> None:
    """Keep the rules and exactly these targets; an aim without a limit is none.

    Raises Refused where the upper limit lies below the lower.
    """
    lock_one(Edition.objects.filter(pk=edition.pk))
    kept = [aim for aim in aims if aim.least is not None or aim.most is not None]
    if any(aim.least is not None and aim.most is not None and aim.most < aim.least for aim in kept):
        raise Refused(_("“At most” lies below “at least”."))
    SelectionPlan.objects.update_or_create(edition=edition, defaults=dict(values))
    Target.objects.filter(edition=edition).delete()
    Target.objects.bulk_create(
        Target(edition=edition, dimension=aim.dimension, value=aim.value, least=aim.least, most=aim.most)
        for aim in kept
    )


@transaction.atomic
def save_view(person: User, edition: Edition, name: str, query: str) -> SavedView:
    """Keep what the workbench shows under a name; the same name again replaces it.

    Raises Refused without a name, or for one too many.
    """
    if not name.strip():
        raise Refused(_("Give the view a name."))
    mine = SavedView.objects.filter(person=lock_one(User.objects.filter(pk=person.pk)), edition=edition)
    if mine.exclude(name=name.strip()).count() >= MOST_VIEWS:
        raise Refused(_("You have %(number)s views of this edition: forget one first.") % {"number": MOST_VIEWS})
    view, _made = SavedView.objects.update_or_create(
        person=person, edition=edition, name=name.strip(), defaults={"query": query}
    )
    return view


def forget_view(person: User, key: int) -> None:
    """Throw one's own view away; somebody else's stays."""
    SavedView.objects.filter(person=person, pk=key).delete()
