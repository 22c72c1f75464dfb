"""What an application is read for: the published selection criteria."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalogue.models.course import Course
from catalogue.models.edition import Edition


class CriterionQuerySet(models.QuerySet["Criterion"]):
    """Facts about many criteria."""

    def of(self, edition: Edition) -> "CriterionQuerySet":
        """Those by which applications to ``edition`` are read: its own where it has any, else its course's."""
        own = self.filter(edition=edition)
        return own if own.exists() else self.filter(course=edition.course_id, edition=None)


class Criterion(models.Model):
    """One criterion with its weight; those of an edition's own replace the course's, all together."""

    course = models.ForeignKey(Course, verbose_name=_("course"), on_delete=models.CASCADE, related_name="criteria")
    edition = models.ForeignKey(
        Edition, verbose_name=_("edition"), null=True, blank=True, on_delete=models.CASCADE, related_name="criteria"
    )
    key = models.SlugField(_("key"), help_text=_("Scores are kept under it: leave it as it is once there are any."))
    title = models.CharField(_("criterion"), max_length=200)
    weight = models.PositiveSmallIntegerField(
        _("weight"),
        default=1,
        validators=[MinValueValidator(1)],
        help_text=_("Of weights 2 and 1, the first counts twice as much."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = CriterionQuerySet.as_manager()

    class Meta:
        verbose_name = _("selection criterion")
        verbose_name_plural = _("selection criteria")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["course", "key"], condition=Q(edition=None), name="one_course_criterion_per_key"
            ),
            models.UniqueConstraint(fields=["edition", "key"], name="one_edition_criterion_per_key"),
        ]

    def __str__(self) -> str:
        return self.title
