"""A person asks for a place."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from academy.documents.models import Document
from academy.models import StateChange
from catalogue.models import Edition, Elective, Rate
from enrolment.models.person import AboutAPerson
from enrolment.states import APPLICATION, DECIDABLE_APPLICATION, LIVE_APPLICATION

if TYPE_CHECKING:
    from enrolment.models.question import Question


class Financing(models.TextChoices):
    """Who pays for the participation."""

    SELF = "self", _("I pay myself")
    SPONSOR = "sponsor", _("A sponsoring organization pays")


class ApplicationQuerySet(models.QuerySet["Application"]):
    """Facts about many applications."""

    def live(self) -> "ApplicationQuerySet":
        """Those that may still lead to a place, or did."""
        return self.filter(state__in=LIVE_APPLICATION)

    def to_decide(self) -> "ApplicationQuerySet":
        """Sent, and waiting for a decision."""
        return self.filter(state__in=DECIDABLE_APPLICATION)

    def with_silent_sponsor(self, now: datetime) -> "ApplicationQuerySet":
        """Sent ones whose sponsor was asked, can still answer at the moment ``now`` and has not.

        Each with the moments ``sponsor_asked_at`` and ``sponsor_until``, from when to when it can.
        """
        silent = Q(sponsor_requests__ended_at=None, sponsor_requests__expires_at__gt=now)
        rows = self.live().exclude(state="draft").filter(silent, sponsor_requests__answer=None)
        return rows.annotate(
            sponsor_asked_at=F("sponsor_requests__asked_at"), sponsor_until=F("sponsor_requests__expires_at")
        )

    def with_lost_letter(self, today: date) -> "ApplicationQuerySet":
        """Sent ones to editions that are not over, whose letter the scanner found infected; no other came yet."""
        own = Q(infected_letters__isnull=False, infected_letters__replaced_at=None)
        nominated = Q(nominee__nomination__infected_letters__isnull=False)
        nominated &= Q(nominee__nomination__infected_letters__replaced_at=None)
        sent = self.live().exclude(state="draft").filter(letter=None, financing=Financing.SPONSOR)
        return sent.filter(own | nominated).exclude(edition__ends__lt=today).distinct()

    def next_to_review(self, current: "Application") -> "Application | None":
        """The one that waits longest for its first decision, of those sent after ``current``; else of all others."""
        waiting = self.filter(state="submitted").exclude(pk=current.pk).order_by("submitted_at", "pk")
        if current.submitted_at is None:
            return waiting.first()
        later = Q(submitted_at__gt=current.submitted_at) | Q(submitted_at=current.submitted_at, pk__gt=current.pk)
        return waiting.filter(later).first() or waiting.first()


class Application(AboutAPerson):
    """One person's wish to take part in one edition, from the first draft to the decision."""

    TABLE = APPLICATION

    applicant = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("applicant"), on_delete=models.PROTECT, related_name="applications"
    )
    edition = models.ForeignKey(
        Edition, verbose_name=_("edition"), on_delete=models.PROTECT, related_name="applications"
    )
    state = models.CharField(_("state"), max_length=20, choices=APPLICATION.choices, default="draft", editable=False)
    started_at = models.DateTimeField(_("started"))
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)

    rate = models.ForeignKey(
        Rate,
        verbose_name=_("kind of participant"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("The price depends on it; the Centre checks it."),
    )
    financing = models.CharField(_("who pays"), max_length=10, choices=Financing, blank=True)
    sponsor_name = models.CharField(_("sponsoring organization"), max_length=200, blank=True)
    sponsor_contact = models.CharField(_("contact person at the sponsor"), max_length=200, blank=True)
    sponsor_email = models.EmailField(_("e-mail address of the sponsor"), blank=True)
    sponsor_language = models.CharField(
        _("language of the sponsor"), max_length=5, choices=settings.LANGUAGES, blank=True
    )
    letter = models.ForeignKey(
        Document,
        verbose_name=_("sponsorship letter"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    reserve_rank = models.PositiveSmallIntegerField(
        _("rank on the reserve list"), null=True, editable=False, help_text=_("Given by staff; before all others.")
    )

    motivation = models.TextField(_("why you want to take part"), blank=True, max_length=3000)
    electives = models.ManyToManyField(
        Elective, verbose_name=_("electives"), through="ElectiveWish", related_name="wished_in"
    )

    stands_in = models.OneToOneField(
        "enrolment.Substitution",
        verbose_name=_("stands in by"),
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="application",
    )

    emptied_at = models.DateTimeField(
        _("emptied"), null=True, editable=False, help_text=_("Since then it says nothing about a person any more.")
    )

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        ordering = ["submitted_at", "pk"]
        permissions = [
            ("review_application", _("Can review applications and decide on them")),
            ("import_application", _("Can bring in applicants from a spreadsheet")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["applicant", "edition"], condition=Q(state__in=LIVE_APPLICATION), name="one_live_application"
            )
        ]
        indexes = [
            models.Index(fields=["state", "submitted_at"]),
            models.Index(fields=["submitted_at", "id"], name="applications_in_order"),
            models.Index(
                fields=["submitted_at", "id"],
                condition=Q(state__in=DECIDABLE_APPLICATION),
                name="applications_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.full_name or self.applicant} – {self.edition}"

    def get_absolute_url(self) -> str:
        """The applicant's own page of it."""
        return reverse("enrolment:application", args=[self.pk])

    @property
    def open_question(self) -> "Question | None":
        """The one thing more that is asked of the applicant now; reads ``questions`` while one is asked."""
        return next((one for one in self.questions.all() if not one.outcome), None) if self.state == "asked" else None

    @property
    def state_for_applicant(self) -> str:
        """The state in the words of the person who applied."""
        return str(APPLICATION.states[self.state].for_applicant)


class ElectiveWish(models.Model):
    """An elective that the applicant would like, with its rank from 1 in its thematic area; it holds no seat."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="wishes")
    elective = models.ForeignKey(Elective, on_delete=models.PROTECT, related_name="wishes")
    rank = models.PositiveSmallIntegerField(_("rank in the thematic area"))

    class Meta:
        verbose_name = _("elective wished for")
        verbose_name_plural = _("electives wished for")
        ordering = ["elective__area__position", "elective__area_id", "rank"]
        constraints = [models.UniqueConstraint(fields=["application", "elective"], name="one_wish_per_elective")]

    def __str__(self) -> str:
        return f"{self.rank}. {self.elective}"


class ApplicationChange(StateChange):
    """One step of an application."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="changes")
