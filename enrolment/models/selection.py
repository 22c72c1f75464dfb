"""How the participants of an edition are selected: rules, targets of the group, and staff's own views of it."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.models import Edition


class SelectionPlan(models.Model):
    """How an edition's participants are selected; an edition without a row of its own has the defaults."""

    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, related_name="selection_plan")
    reviews_needed = models.PositiveSmallIntegerField(
        _("reviews of each application"), default=2, validators=[MinValueValidator(2), MaxValueValidator(9)]
    )
    most_apart = models.DecimalField(
        _("most that two scores may lie apart"),
        max_digits=3,
        decimal_places=2,
        default="1.50",
        validators=[MinValueValidator(0), MaxValueValidator(5)],
        help_text=_("Further apart, a third review is asked for."),
    )
    least_years = models.PositiveSmallIntegerField(_("least years of experience"), default=1)
    least_level = models.CharField(
        _("least level in a language of teaching"),
        max_length=2,
        blank=True,
        choices=[(level, level) for level in "A1 A2 B1 B2 C1 C2".split()],
        help_text=_("Left empty, no level is asked for."),
    )

    class Meta:
        verbose_name = _("selection plan")
        verbose_name_plural = _("selection plans")
        permissions = [("plan_selection", _("Can set targets and rules for the selection"))]

    def __str__(self) -> str:
        return str(self.edition)

    @classmethod
    def of(cls, edition: Edition) -> "SelectionPlan":
        """The edition's plan, or the defaults, which are not saved."""
        return cls.objects.filter(edition=edition).first() or cls(edition=edition)


class Dimension(models.TextChoices):
    """What a group is looked at by."""

    SIZE = "size", _("People")
    SECTOR = "sector", _("Constituents")
    GENDER = "gender", _("Gender")
    REGION = "region", _("Regions")
    COUNTRY = "country", _("Countries")
    LANGUAGE = "language", _("Languages")
    FINANCING = "financing", _("Who pays")
    BEDS = "beds", _("Beds")
    INCOME = "income", _("Income expected")


class Target(models.Model):
    """How many of one kind the group should have, at least and at most; ``income`` is in EUR, all else in people."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="targets")
    dimension = models.CharField(_("seen by"), max_length=20, choices=Dimension)
    value = models.CharField(_("kind"), max_length=40, blank=True)
    least = models.PositiveIntegerField(_("at least"), null=True, blank=True)
    most = models.PositiveIntegerField(_("at most"), null=True, blank=True)

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "dimension", "value"], name="one_target_per_kind"),
            models.CheckConstraint(
                condition=models.Q(least=None) | models.Q(most=None) | models.Q(most__gte=models.F("least")),
                name="target_most_not_below_least",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dimension} {self.value}: {self.least}–{self.most}"


class SavedView(models.Model):
    """A person's own name for what the workbench shows under a query; the address itself can be passed on."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views")
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="saved_views")
    name = models.CharField(_("name of the view"), max_length=60)
    query = models.TextField(_("query"))

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["person", "edition", "name"], name="one_view_per_name")]

    def __str__(self) -> str:
        return self.name
