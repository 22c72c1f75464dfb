"""A seat in an edition, with the terms that were agreed when it was given."""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from academy.models import StateChange
from catalogue.models import Edition, Elective, Period, PhaseKind
from enrolment.models.application import Application
from enrolment.models.sums import total
from enrolment.rules.account import PAYABLE_DAYS_BEFORE
from enrolment.states import HOLDING_A_SEAT, PLACE

MOVED = ("payment", "refund", "transfer-in", "transfer-out")  # kinds of ledger rows by which money comes and goes
OWING, REFUND_DUE = Q(balance__gt=0), Q(balance__lt=0)  # of places with their balance


def late(today: date) -> Q:
    """Owing, and payable by now, which is 14 days before the start."""
    return OWING & Q(edition__starts__lte=today + timedelta(days=PAYABLE_DAYS_BEFORE))


def unpaid_at_the_start(today: date) -> Q:
    """Owing and held, and the edition has started."""
    return OWING & Q(state__in=HOLDING_A_SEAT, edition__starts__lte=today)


class PlaceQuerySet(models.QuerySet["Place"]):
    """Facts about many places."""

    def holding_a_seat(self) -> "PlaceQuerySet":
        """Those that count against the edition's capacity."""
        return self.filter(state__in=HOLDING_A_SEAT)

    def with_a_stay_to_tell(self, today: date) -> "PlaceQuerySet":
        """Held, and something is missing about a stay that is to come; each with its ``stay_starts``."""
        first = Period.objects.filter(phase__edition=OuterRef("edition"), phase__kind=PhaseKind.RESIDENTIAL)
        day = Subquery(first.order_by("starts").values("starts")[:1])
        return (
            self.holding_a_seat()
            .filter(application__stay__told_at=None)
            .annotate(stay_starts=day)
            .filter(stay_starts__gte=today)
        )

    def with_an_assignment_to_hand_in(self, today: date) -> "PlaceQuerySet":
        """Held, in an edition that has begun, with a final assignment of which nothing was handed in yet."""
        handed_in = Q(submissions__state__in=("handed-in", "apart", "passed", "failed"))
        asked = self.holding_a_seat().filter(edition__final_assignment__isnull=False, edition__starts__lte=today)
        rows = asked.exclude(pk__in=self.model._default_manager.filter(handed_in).values("pk")).order_by("pk")
        return rows.select_related("edition__course", "edition__final_assignment", "participant").prefetch_related(
            "submissions", "extensions"
        )

    def with_money(self) -> "PlaceQuerySet":
        """Each place with its ``price``, what is ``paid`` and the ``balance`` in EUR, added up from its ledger.

        The sums mean what they mean in ``ledger.LedgerQuerySet``.
        """
        return self.annotate(
            price=total("ledger__amount", Q(ledger__kind="charge")),
            paid=-total("ledger__amount", Q(ledger__kind__in=MOVED)),
            balance=total("ledger__amount"),
        )

    def with_money_by_itself(self) -> "PlaceQuerySet":
        """The same three sums, added up for each row alone: for one page of a list of very many."""
        own: Any = self.model._default_manager.filter(pk=OuterRef("pk")).order_by().values("pk")
        sums = own.with_money()
        return self.annotate(**{name: Subquery(sums.values(name)) for name in ("price", "paid", "balance")})

    def owing(self) -> "PlaceQuerySet":
        """Of places with money: something is still to be paid."""
        return self.filter(OWING)

    def late(self, today: date) -> "PlaceQuerySet":
        """Of places with money: to be paid by now; also penalties left unpaid."""
        return self.filter(late(today))

    def unpaid_at_the_start(self, today: date) -> "PlaceQuerySet":
        """Of places with money: held, the edition has started, and something is still to be paid."""
        return self.filter(unpaid_at_the_start(today))

    def with_refund_due(self) -> "PlaceQuerySet":
        """Of places with money: the Centre owes."""
        return self.filter(REFUND_DUE)

    def waiting_for_money(self, today: date) -> dict[str, Any]:
        """How many are ``late``, ``started`` and unpaid, or due a ``refund``, and the EUR of each: all in one query."""
        kinds = {"refund": REFUND_DUE, "late": late(today), "started": unpaid_at_the_start(today)}
        places = self.order_by().annotate(balance=total("ledger__amount"))
        return places.aggregate(
            **{kind: Count("pk", filter=which) for kind, which in kinds.items()},
            **{f"{kind}_sum": total("balance", which) for kind, which in kinds.items()},
        )

    def settled(self) -> "PlaceQuerySet":
        """Of places with money: nobody owes anything."""
        return self.filter(balance=0)


class Place(models.Model):
    """What an accepted person has: the seat, the frozen terms, the ledger, the electives and the record.

    The place outlives the person: a substitute takes it over with all that belongs to it, so ``participant``
    and ``application`` say who has it now.
    """

    TABLE = PLACE

    edition = models.ForeignKey(Edition, verbose_name=_("edition"), on_delete=models.PROTECT, related_name="places")
    participant = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("participant"), on_delete=models.PROTECT, related_name="places"
    )
    application = models.OneToOneField(
        Application, verbose_name=_("application"), on_delete=models.PROTECT, related_name="place"
    )
    state = models.CharField(_("state"), max_length=20, choices=PLACE.choices, default="confirmed", editable=False)
    confirmed_at = models.DateTimeField(_("confirmed"))
    terms = models.JSONField(_("terms agreed"), encoder=DjangoJSONEncoder)
    electives = models.ManyToManyField(
        Elective, verbose_name=_("electives"), through="ElectiveSeat", related_name="taken_in"
    )

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["-confirmed_at"]
        permissions = [
            ("record_money", _("Can record payments and refunds")),
            ("cancel_place", _("Can cancel a place for a participant")),
            ("record_evidence", _("Can record what participants have completed")),
        ]
        indexes = [
            models.Index(fields=["edition", "state"]),
            models.Index(fields=["-confirmed_at", "-id"], name="places_latest_first"),
        ]

    def __str__(self) -> str:
        return f"{self.application.full_name} – {self.edition}"

    def get_absolute_url(self) -> str:
        """The participant's own page of it."""
        return reverse("enrolment:place", args=[self.pk])

    @property
    def state_for_applicant(self) -> str:
        """The state in the words of the participant."""
        return str(PLACE.states[self.state].for_applicant)


class ElectiveSeat(models.Model):
    """A seat in one elective; it counts against the elective's capacity."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="seats")
    elective = models.ForeignKey(Elective, on_delete=models.PROTECT, related_name="seats")
    taken_at = models.DateTimeField(_("taken"))

    class Meta:
        verbose_name = _("seat in an elective")
        verbose_name_plural = _("seats in electives")
        ordering = ["elective__position"]
        constraints = [models.UniqueConstraint(fields=["place", "elective"], name="one_seat_per_elective")]

    def __str__(self) -> str:
        return str(self.elective)


class PlaceChange(StateChange):
    """One step of a place."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="changes")
