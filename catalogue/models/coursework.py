"""The work that is handed in: the final assignment of each participant, and the group work of teams."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from catalogue.models.edition import Edition

UP_TO_100 = [MaxValueValidator(100)]


class Takes(models.TextChoices):
    """How it is handed in."""

    TEXT = "text", _("as text")
    FILE = "file", _("as a file")
    EITHER = "either", _("as text or as a file")


class CountsWhen(models.TextChoices):
    """From when on it counts towards the requirement."""

    HANDED_IN = "handed-in", _("once it is handed in")
    PASSED = "passed", _("once it is passed")


class Coursework(models.Model):
    """What both have in common: the task, the last day in Turin, and from which mark of 100 it is passed."""

    task = models.TextField(_("task"))
    due = models.DateField(_("last day to hand it in"))
    counts = models.CharField(_("counts"), max_length=9, choices=CountsWhen, default=CountsWhen.HANDED_IN)
    pass_mark = models.PositiveSmallIntegerField(_("passed from (of 100)"), default=60, validators=UP_TO_100)

    class Meta:
        abstract = True


class FinalAssignment(Coursework):
    """What each participant hands in at the end, and what happens when it is late."""

    edition = models.OneToOneField(
        Edition, verbose_name=_("edition"), on_delete=models.CASCADE, related_name="final_assignment"
    )
    takes = models.CharField(_("handed in"), max_length=6, choices=Takes, default=Takes.EITHER)
    late_days = models.PositiveSmallIntegerField(
        _("days late"), default=0, help_text=_("So many days after the last one it is still taken.")
    )
    late_points = models.PositiveSmallIntegerField(
        _("points less for each day late"), default=0, validators=UP_TO_100, help_text=_("Of 100.")
    )
    most_apart = models.PositiveSmallIntegerField(
        _("two marks may lie apart"),
        default=20,
        validators=UP_TO_100,
        help_text=_("In points of 100; further apart, a third mark is needed, or one on which both agree."),
    )
    resubmit_days = models.PositiveSmallIntegerField(
        _("days to hand in once more"),
        default=14,
        help_text=_("After it was not passed. 0: it cannot be handed in again."),
    )

    class Meta:
        verbose_name = _("final assignment")
        verbose_name_plural = _("final assignments")

    def __str__(self) -> str:
        return str(self.edition)


class MarkingCriterion(models.Model):
    """One criterion by which a final assignment is marked, with its weight."""

    assignment = models.ForeignKey(
        FinalAssignment, verbose_name=_("final assignment"), on_delete=models.CASCADE, related_name="criteria"
    )
    key = models.SlugField(_("key"), help_text=_("Scores are kept under it: leave it as it is once there are any."))
    title = models.CharField(_("criterion"), max_length=200)
    weight = models.PositiveSmallIntegerField(_("weight"), default=1, validators=[MinValueValidator(1)])
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("criterion for marking")
        verbose_name_plural = _("criteria for marking")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["assignment", "key"], name="one_marking_criterion_per_key")]

    def __str__(self) -> str:
        return self.title


class GroupWork(Coursework):
    """The simulation: teams, each playing a country, work out one thing together and hand it in once."""

    edition = models.OneToOneField(
        Edition, verbose_name=_("edition"), on_delete=models.CASCADE, related_name="group_work"
    )
    team_size = models.PositiveSmallIntegerField(
        _("members of a team"), default=5, validators=[MinValueValidator(2)], help_text=_("As near to it as can be.")
    )
    countries = CountryField(_("countries that teams play"), multiple=True, blank=True)

    class Meta:
        verbose_name = _("group work")
        verbose_name_plural = _("group works")

    def __str__(self) -> str:
        return str(self.edition)


class GroupRole(models.Model):
    """What one member of a team plays: the ministry of labour, the employers, the workers."""

    group_work = models.ForeignKey(
        GroupWork, verbose_name=_("group work"), on_delete=models.CASCADE, related_name="roles"
    )
    title = models.CharField(_("role"), max_length=100)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("role in a team")
        verbose_name_plural = _("roles in teams")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title
