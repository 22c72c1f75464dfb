"""Changes of plan: somebody else takes the place, the place moves to another edition, a penalty is waived."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from academy.models import StateChange
from catalogue.models import Edition
from enrolment.models.application import Application
from enrolment.models.ledger import Ground
from enrolment.models.payer import Payer
from enrolment.models.place import Place
from enrolment.states import SUBSTITUTION, TRANSFER


class Substitution(models.Model):
    """Somebody is named to take over a place, with its seat, fee, payments, sponsor and electives.

    ``payer`` is the paying organization that named the substitute; None where the participant or staff did.
    ``former`` is the application of who gives the place away; ``application`` the substitute's own, once begun
    (``Application.stands_in``). Neither person is shown what the other wrote.
    """

    TABLE = SUBSTITUTION

    place = models.ForeignKey(Place, verbose_name=_("place"), on_delete=models.PROTECT, related_name="substitutions")
    former = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="handed_over")
    payer = models.ForeignKey(
        Payer, verbose_name=_("named by the payer"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(_("state"), max_length=20, choices=SUBSTITUTION.choices, default="named", editable=False)
    name = models.CharField(_("name of the substitute"), max_length=200)
    email = models.EmailField(_("e-mail address of the substitute"))
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    named_at = models.DateTimeField(_("named"))

    class Meta:
        verbose_name = _("substitution")
        verbose_name_plural = _("substitutions")
        ordering = ["named_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["place"], condition=Q(state="named"), name="one_substitute_at_a_time")
        ]

    def __str__(self) -> str:
        return f"{self.name} → {self.place.edition}"


class SubstitutionChange(StateChange):
    """One step of a substitution."""

    substitution = models.ForeignKey(Substitution, on_delete=models.CASCADE, related_name="changes")


class Transfer(models.Model):
    """A participant asks to move to another edition; carried out, it has a place there and its money moved along."""

    TABLE = TRANSFER

    place = models.ForeignKey(Place, verbose_name=_("place"), on_delete=models.PROTECT, related_name="transfers")
    to = models.ForeignKey(
        Edition, verbose_name=_("to the edition"), on_delete=models.PROTECT, related_name="transfers"
    )
    state = models.CharField(_("state"), max_length=20, choices=TRANSFER.choices, default="asked", editable=False)
    asked_at = models.DateTimeField(_("asked for"))
    why = models.CharField(_("why"), max_length=2000, blank=True)
    new_place = models.OneToOneField(
        Place, verbose_name=_("new place"), null=True, on_delete=models.PROTECT, related_name="came_by"
    )

    class Meta:
        verbose_name = _("transfer")
        verbose_name_plural = _("transfers")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["place"], condition=Q(state="asked"), name="one_transfer_at_a_time")
        ]

    def __str__(self) -> str:
        return f"{self.place} → {self.to}"


class TransferChange(StateChange):
    """One step of a transfer."""

    transfer = models.ForeignKey(Transfer, on_delete=models.CASCADE, related_name="changes")


class Waiver(models.Model):
    """Finance asks less than the policy; what the policy says stays on record beside it. Sums in EUR."""

    place = models.ForeignKey(Place, verbose_name=_("place"), on_delete=models.PROTECT, related_name="waivers")
    ground = models.CharField(_("ground"), max_length=20, choices=Ground)
    why = models.CharField(_("reason"), max_length=2000)
    penalty = models.DecimalField(_("penalty by the policy"), max_digits=9, decimal_places=2)
    amount = models.DecimalField(_("waived"), max_digits=9, decimal_places=2)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("waiver")
        verbose_name_plural = _("waivers")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0, amount__lte=models.F("penalty")), name="waiver_in_bounds")
        ]

    def __str__(self) -> str:
        return f"{self.get_ground_display()}: {self.amount}"
