"""Who pays: a participant, or an organization that pays for participants."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from academy.accounts.models import User
from enrolment.models.place import Place


class PayerQuerySet(models.QuerySet["Payer"]):
    """Facts about many payers."""

    def of_place(self, place: Place) -> "PayerQuerySet":
        """Those who have a row in the place's ledger, the earliest first."""
        return self.filter(entries__place=place).annotate(first=models.Min("entries__pk")).order_by("first")


class Payer(models.Model):
    """To whom invoices go. A participant has one, made when something is charged; an organization one for all places.

    What stands on an invoice is frozen there, so this row may be corrected, and emptied when a person is forgotten.
    """

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("participant"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="payer",
        help_text=_("Empty for an organization."),
    )
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail address"), blank=True)
    address = models.TextField(_("address"), max_length=500, blank=True)
    country = CountryField(_("country"), blank=True)
    tax_number = models.CharField(_("tax number"), max_length=40, blank=True)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, default="en")

    objects = PayerQuerySet.as_manager()

    class Meta:
        verbose_name = _("payer")
        verbose_name_plural = _("payers")
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["name", "id"], name="payers_by_name")]
        constraints = [
            models.UniqueConstraint(
                Upper("name"), Upper("email"), condition=Q(person=None), name="one_payer_per_organization"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_organization(self) -> bool:
        """Whether it is no participant."""
        return self.person_id is None

    @property
    def letters_to(self) -> str:
        """The e-mail address to which letters about money go; empty where none is known."""
        return self.person.email if isinstance(self.person, User) else self.email
