"""When participants meet: each webinar, plenary, elective session and field visit of an edition."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catalogue.models.edition import Edition, Elective
from catalogue.models.phase import Phase


class SessionKind(models.TextChoices):
    """What one comes to."""

    WEBINAR = "webinar", _("Webinar")
    PLENARY = "plenary", _("Plenary")
    ELECTIVE = "elective", _("Elective session")
    FIELD_VISIT = "field-visit", _("Field visit")


class Session(models.Model):
    """One meeting of participants; moments are aware. The online address is shown to participants only."""

    edition = models.ForeignKey(Edition, verbose_name=_("edition"), on_delete=models.CASCADE, related_name="sessions")
    phase = models.ForeignKey(Phase, verbose_name=_("phase"), on_delete=models.PROTECT, related_name="sessions")
    kind = models.CharField(_("kind"), max_length=12, choices=SessionKind)
    elective = models.ForeignKey(
        Elective,
        verbose_name=_("elective"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="sessions",
        help_text=_("For elective sessions: only those who take it come."),
    )
    title = models.CharField(_("title"), max_length=200)
    starts_at = models.DateTimeField(_("begins (Turin time)"))
    ends_at = models.DateTimeField(_("ends (Turin time)"))
    place = models.CharField(pgettext_lazy("where a session is held", "place"), max_length=100, blank=True)
    online_address = models.URLField(_("online address"), blank=True, help_text=_("Only participants see it."))
    language = models.CharField(_("language"), max_length=5)
    interpreted = models.BooleanField(_("interpreted simultaneously"), default=False)

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="session_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(kind="elective", elective__isnull=False) | (~Q(kind="elective") & Q(elective=None)),
                name="elective_sessions_have_an_elective",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def minutes(self) -> int:
        """How long it lasts, in whole minutes."""
        return (self.ends_at - self.starts_at) // timedelta(minutes=1)

    def clean(self) -> None:
        """The phase and the elective belong to the edition. Raises ValidationError."""
        for name, part in (("phase", self.phase_id and self.phase), ("elective", self.elective)):
            if part and part.edition_id != self.edition_id:
                raise ValidationError({name: _("This belongs to another edition.")})
