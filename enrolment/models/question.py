"""One thing more that staff ask of an applicant after the application was sent."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from enrolment.models.application import Application


class Thing(models.TextChoices):
    """What can be asked for; ``rules.questions`` says which fields of the form each opens."""

    NAMES = "names", _("the name and the name on the certificate")
    COUNTRIES = "countries", _("nationality and country")
    WORK = "work", _("the work and the experience")
    LANGUAGES = "languages", _("the languages")
    LETTER = "letter", _("another sponsorship letter")
    MOTIVATION = "motivation", _("the motivation")
    ELECTIVES = "electives", _("the electives")


class Outcome(models.TextChoices):
    """How it ended; empty while it is open."""

    ANSWERED = "answered", _("answered")
    TAKEN_BACK = "taken-back", _("taken back")
    RAN_OUT = "ran-out", _("not answered in time")


class QuestionQuerySet(models.QuerySet["Question"]):
    """Facts about many questions."""

    def open(self) -> "QuestionQuerySet":
        """Those that wait for the applicant."""
        return self.filter(outcome="")


class Question(models.Model):
    """Asked once, answered until the end of a day in Turin. An application has at most one that is open.

    ``by`` is empty where the site asked by itself.
    """

    application = models.ForeignKey(
        Application, verbose_name=_("application"), on_delete=models.CASCADE, related_name="questions"
    )
    thing = models.CharField(_("what is asked for"), max_length=20, choices=Thing)
    words = models.TextField(_("what the applicant is told"))
    until = models.DateField(_("to be answered by"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("asked by"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(_("asked"))
    closed_at = models.DateTimeField(_("closed"), null=True)
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome, blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question to an applicant")
        verbose_name_plural = _("questions to applicants")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["application"], condition=Q(outcome=""), name="one_open_question"),
            models.CheckConstraint(
                condition=Q(outcome="", closed_at=None) | (~Q(outcome="") & Q(closed_at__isnull=False)),
                name="a_question_that_ended_says_when",
            ),
        ]

    def __str__(self) -> str:
        return str(self.thing_in_words)

    @property
    def thing_in_words(self) -> Any:
        """What is asked for, in the language of the moment."""
        return Thing(self.thing).label
