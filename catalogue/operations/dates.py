"""An edition's first and last day, kept equal to those of its phases."""

from django.db import transaction
from django.db.models import Max, Min

from catalogue.models import Edition, Period


@transaction.atomic
def follow_the_phases(edition: Edition) -> None:
    """Set ``starts`` and ``ends`` to the first and last day of all periods, on the row and on ``edition``.

    An edition without periods keeps the days it has: of old ones only those are known. Only days that differ are
    written, so that its history tells of no change where there was none.
    """
    days = Period.objects.filter(phase__edition=edition).aggregate(starts=Min("starts"), ends=Max("ends"))
    if days["starts"] is None or (edition.starts, edition.ends) == (days["starts"], days["ends"]):
        return
    edition.starts, edition.ends = days["starts"], days["ends"]
    edition.save(update_fields=["starts", "ends"])
