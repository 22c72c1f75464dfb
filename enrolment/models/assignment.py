"""Final assignments as they are handed in and marked."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from academy.documents.models import Document
from academy.models import StateChange
from enrolment.models.place import Place
from enrolment.states import SUBMISSION


class Submission(models.Model):
    """One attempt of one participant. Markers know it by its ``code`` only."""

    TABLE = SUBMISSION

    place = models.ForeignKey(Place, verbose_name=_("place"), on_delete=models.CASCADE, related_name="submissions")
    attempt = models.PositiveSmallIntegerField(_("attempt"))
    code = models.CharField(_("code"), max_length=8, unique=True)
    state = models.CharField(_("state"), max_length=20, choices=SUBMISSION.choices, default="draft", editable=False)
    text = models.TextField(_("text"), blank=True)
    document = models.ForeignKey(
        Document, verbose_name=_("file"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    saved_at = models.DateTimeField(_("saved"))
    handed_in_at = models.DateTimeField(_("handed in"), null=True, blank=True)
    days_late = models.PositiveSmallIntegerField(_("days late"), default=0)
    mark = models.DecimalField(_("mark of 100"), max_digits=5, decimal_places=2, null=True, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    class Meta:
        verbose_name = _("final assignment handed in")
        verbose_name_plural = _("final assignments handed in")
        ordering = ["attempt", "pk"]
        permissions = [("mark_submission", _("Can mark final assignments and group work"))]
        constraints = [models.UniqueConstraint(fields=["place", "attempt"], name="one_submission_per_attempt")]

    def __str__(self) -> str:
        return self.code

    @property
    def state_for_applicant(self) -> str:
        """The state in the words of the participant."""
        return str(SUBMISSION.states[self.state].for_applicant)


class SubmissionChange(StateChange):
    """One step of a final assignment."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="changes")


class Extension(models.Model):
    """A participant was given more time; the latest day counts. Rows are only ever added."""

    place = models.ForeignKey(Place, verbose_name=_("place"), on_delete=models.CASCADE, related_name="extensions")
    until = models.DateField(_("last day"))
    why = models.CharField(_("reason"), max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.until}: {self.why}"


class Mark(models.Model):
    """What one marker gave: a score by criterion, the mark that they come to, and words for the participant.

    Rows are only ever added.
    """

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="marks")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+")
    scores = models.JSONField(_("scores"))
    total = models.DecimalField(_("mark of 100"), max_digits=5, decimal_places=2)
    feedback = models.TextField(_("feedback for the participant"))
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("mark")
        verbose_name_plural = _("marks")
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["submission", "by"], name="one_mark_per_marker")]

    def __str__(self) -> str:
        return f"{self.submission}: {self.total}"


class Agreement(models.Model):
    """What one of two markers who lay far apart would now agree to; the newest row of each counts, rows are added."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="agreements")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+")
    total = models.DecimalField(_("mark of 100"), max_digits=5, decimal_places=2)
    why = models.CharField(_("reason"), max_length=500)
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("agreement on a mark")
        verbose_name_plural = _("agreements on marks")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.submission}: {self.total}"
