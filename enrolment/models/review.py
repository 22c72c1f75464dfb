"""What reviewers say of an application, and what keeps them from saying anything."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from enrolment.models.application import Application


class Review(models.Model):
    """One person's scores, 0 to 5 by the key of a criterion. Given once, never changed: then others' are shown."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="reviews")
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("reviewer"), on_delete=models.PROTECT, related_name="reviews"
    )
    scores = models.JSONField(_("scores"))
    comment = models.TextField(_("comment"), blank=True)
    given_at = models.DateTimeField(_("given"))

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ["given_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["application", "reviewer"], name="one_review_per_reviewer")]

    def __str__(self) -> str:
        return f"{self.reviewer}: {self.application}"


class Conflict(models.Model):
    """A conflict of interest that the reviewer declared; those that the accounts show are worked out, not stored."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="conflicts")
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("reviewer"), on_delete=models.PROTECT, related_name="conflicts"
    )
    why = models.TextField(_("why"))
    declared_at = models.DateTimeField(_("declared"))

    class Meta:
        verbose_name = _("conflict of interest")
        verbose_name_plural = _("conflicts of interest")
        ordering = ["declared_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["application", "reviewer"], name="one_conflict_per_reviewer")]

    def __str__(self) -> str:
        return f"{self.reviewer}: {self.application}"
