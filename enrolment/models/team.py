"""Teams for the group work: who is in them, what they play, and what they hand in together."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from academy.documents.models import Document
from academy.models import StateChange
from catalogue.models import Edition, GroupRole
from enrolment.models.place import Place
from enrolment.states import TEAM


class Team(models.Model):
    """One team of an edition; its members see it once they were told."""

    TABLE = TEAM

    edition = models.ForeignKey(Edition, verbose_name=_("edition"), on_delete=models.PROTECT, related_name="teams")
    number = models.PositiveSmallIntegerField(_("number"))
    country = CountryField(_("country that it plays"), blank=True)
    language = models.CharField(_("working language"), max_length=5, blank=True)
    state = models.CharField(_("state"), max_length=20, choices=TEAM.choices, default="working", editable=False)
    told_at = models.DateTimeField(_("members told"), null=True, blank=True)
    text = models.TextField(_("text"), blank=True)
    document = models.ForeignKey(
        Document, verbose_name=_("file"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    saved_at = models.DateTimeField(_("saved"), null=True, blank=True)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("saved by"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    mark = models.PositiveSmallIntegerField(_("mark of 100"), null=True, blank=True)
    reasons = models.TextField(_("reasons"), blank=True)

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["edition", "number"], name="one_team_per_number")]

    def __str__(self) -> str:
        return _("Team %(number)s") % {"number": self.number}

    @property
    def state_for_applicant(self) -> str:
        """The state in the words of the members."""
        return str(TEAM.states[self.state].for_applicant)


class TeamChange(StateChange):
    """One step of a team's work."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="changes")


class TeamMember(models.Model):
    """A place in a team, with the role that its participant plays."""

    team = models.ForeignKey(Team, verbose_name=_("team"), on_delete=models.CASCADE, related_name="members")
    place = models.OneToOneField(Place, verbose_name=_("place"), on_delete=models.CASCADE, related_name="team_member")
    role = models.ForeignKey(
        GroupRole, verbose_name=_("role"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("member of a team")
        verbose_name_plural = _("members of teams")
        ordering = ["place__application__full_name", "pk"]

    def __str__(self) -> str:
        return str(self.place)
