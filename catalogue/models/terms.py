"""What an edition costs and what leaving it costs."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.models.edition import Edition


class PricePartKind(models.TextChoices):
    """What a part of the price pays for."""

    TUITION = "tuition", _("Tuition")
    SUBSISTENCE = "subsistence", _("Subsistence")
    ACCOMMODATION = "accommodation", _("Accommodation")
    TRAVEL = "travel", _("International travel")
    INSURANCE = "insurance", _("Health insurance")
    FIELD_VISITS = "field-visits", _("Field visits")
    MATERIALS = "materials", _("Materials")


class PartOfAPrice(models.Model):
    """What one part of a price comes to, in EUR."""

    kind = models.CharField(_("part"), max_length=20, choices=PricePartKind)
    amount = models.DecimalField(_("amount in EUR"), max_digits=9, decimal_places=2, validators=[MinValueValidator(0)])

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.amount} EUR"


class PricePart(PartOfAPrice):
    """One part of the usual price of an edition."""

    edition = models.ForeignKey(
        Edition, verbose_name=_("edition"), on_delete=models.CASCADE, related_name="price_parts"
    )

    class Meta:
        verbose_name = _("part of the price")
        verbose_name_plural = _("parts of the price")
        ordering = ["-kind"]
        constraints = [models.UniqueConstraint(fields=["edition", "kind"], name="one_amount_per_part")]


class Rate(models.Model):
    """The price of an edition for one kind of participant, in parts; who is of no kind pays the usual price."""

    edition = models.ForeignKey(Edition, verbose_name=_("edition"), on_delete=models.CASCADE, related_name="rates")
    title = models.CharField(
        _("kind of participant"),
        max_length=120,
        help_text=_("For example: participants who live in Turin, without subsistence."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("rate")
        verbose_name_plural = _("rates")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


class RatePart(PartOfAPrice):
    """One part of a rate."""

    rate = models.ForeignKey(Rate, verbose_name=_("rate"), on_delete=models.CASCADE, related_name="parts")

    class Meta:
        verbose_name = _("part of the rate")
        verbose_name_plural = _("parts of the rate")
        ordering = ["-kind"]
        constraints = [models.UniqueConstraint(fields=["rate", "kind"], name="one_amount_per_part_of_a_rate")]


class CancellationPolicy(models.Model):
    """Tiers by calendar days before the first day of the first phase; a penalty is a share of the course price."""

    key = models.SlugField(_("key"), unique=True)
    name = models.CharField(_("name"), max_length=100)
    alternatives_notice_days = models.PositiveSmallIntegerField(
        _("notice for a substitute or another course, in days"), default=14
    )
    bank_charges = models.DecimalField(
        _("bank charges of a refund in EUR"),
        max_digits=7,
        decimal_places=2,
        default=0,
        validators=[MinValueValidator(0)],
        help_text=_("As the bank is known to take; finance corrects it when the refund is sent."),
    )

    class Meta:
        verbose_name = _("cancellation policy")
        verbose_name_plural = _("cancellation policies")

    def __str__(self) -> str:
        return self.name


class CancellationTier(models.Model):
    """``penalty_percent`` of the price when the notice comes ``days_at_least`` days or more before the start."""

    policy = models.ForeignKey(
        CancellationPolicy, verbose_name=_("policy"), on_delete=models.CASCADE, related_name="tiers"
    )
    days_at_least = models.SmallIntegerField(
        _("days before the start, at least"),
        null=True,
        blank=True,
        help_text=_("Empty for the last tier: any later day."),
    )
    penalty_percent = models.PositiveSmallIntegerField(
        _("penalty in per cent of the price"), validators=[MaxValueValidator(100)]
    )

    class Meta:
        verbose_name = _("tier")
        verbose_name_plural = _("tiers")
        ordering = ["penalty_percent"]
        constraints = [models.UniqueConstraint(fields=["policy", "days_at_least"], name="one_tier_per_day")]

    def __str__(self) -> str:
        return f"{self.days_at_least}: {self.penalty_percent} %"
