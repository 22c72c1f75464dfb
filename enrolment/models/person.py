"""What a person tells about themselves: once in the profile, and as it was in each application."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_countries.fields import CountryField

from academy import wording
from enrolment.rules.languages import best_first


class Sector(models.TextChoices):
    """The constituents of the ILO and those who work beside them."""

    GOVERNMENT = "government", _("Government")
    EMPLOYERS = "employers", _("Employers' organization or business")
    WORKERS = "workers", _("Workers' organization")
    CIVIL_SOCIETY = "civil-society", _("Civil society")
    DIASPORA = "diaspora", _("Diaspora or migrant association")
    INTERNATIONAL = "international", _("International organization")
    ACADEMIA = "academia", _("Academia or research")
    MEDIA = "media", _("Media")
    OTHER = "other", _("Other")


class Level(models.TextChoices):
    """How well a language is known: the levels of the Common European Framework in plain words."""

    A1 = "A1", _("A1: a few words")
    A2 = "A2", _("A2: simple conversations")
    B1 = "B1", _("B1: familiar subjects")
    B2 = "B2", _("B2: I can follow a course and discuss")
    C1 = "C1", _("C1: fluent")
    C2 = "C2", _("C2: like a first language")
    NATIVE = "native", _("First language")


class AboutAPerson(models.Model):
    """The person and the work. ``languages`` maps codes of languages to levels: ``{"wo": "native", "en": "B2"}``."""

    full_name = models.CharField(_("full name"), max_length=200, blank=True)
    certificate_name = models.CharField(_("name on the certificate"), max_length=200, blank=True)
    gender = models.CharField(_("gender"), max_length=60, blank=True)
    nationality = CountryField(_("nationality"), blank=True)
    country = CountryField(_("country where you work"), blank=True)

    organization = models.CharField(_("organization"), max_length=200, blank=True)
    position = models.CharField(pgettext_lazy("in an organization", "position"), max_length=200, blank=True)
    sector = models.CharField(_("constituent group"), max_length=20, choices=Sector, blank=True)
    years_of_experience = models.PositiveSmallIntegerField(_("years of experience in the field"), null=True, blank=True)
    languages = models.JSONField(_("languages"), default=dict, blank=True)

    class Meta:
        abstract = True

    def get_languages_display(self) -> str:
        """All languages in one phrase, the best known first: Wolof (first language), French (C1)."""
        return ", ".join(f"{wording.language_name(code)} ({level_name(level)})" for code, level in self.spoken())

    def spoken(self) -> list[tuple[str, str]]:
        """Pairs of language and level, the best known first."""
        return best_first(self.languages)


def level_name(level: str) -> str:
    """The level in a list: its letter and number, or “first language”."""
    return str(_("first language")) if level == Level.NATIVE else level


class Profile(AboutAPerson):
    """What fills the person's next application. The two keys find other accounts that may be the same person's."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="profile"
    )
    changed_at = models.DateTimeField(_("changed"))
    name_key = models.CharField(max_length=400, db_index=True, editable=False)
    mailbox_key = models.CharField(max_length=254, db_index=True, editable=False)

    class Meta:
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")

    def __str__(self) -> str:
        return self.full_name or str(self.person)


PROFILE_FIELDS = tuple(field.name for field in AboutAPerson._meta.local_fields)
