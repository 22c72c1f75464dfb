"""The prose of the catalogue, one passage per heading."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalogue.models.course import Course
from catalogue.models.edition import Edition


class PassageKind(models.TextChoices):
    """The headings a course can have, in the order in which they stand on the page and in the note."""

    INTRODUCTION = "introduction", _("Why this course")
    OBJECTIVES = "objectives", _("What you will be able to do")
    AUDIENCE = "audience", _("Who it is for")
    FEATURES = "features", _("Key features")
    CONTENTS = "contents", _("Contents")
    STRUCTURE = "structure", _("How it is built")
    METHODS = "methods", _("How you learn")
    BENEFITS_PERSON = "benefits-person", _("What you gain")
    BENEFITS_ORGANIZATION = "benefits-organization", _("What your organization gains")
    ACTION_PLAN = "action-plan", _("From the course to an action plan")
    LANGUAGES = "languages", _("Languages and interpretation")
    ASSESSMENT = "assessment", _("Assessment and certificate")
    SOURCES = "sources", _("What it builds on")
    PREPARE = "prepare", _("What to prepare for the application")
    SELECTION = "selection", _("How participants are selected")


class Passage(models.Model):
    """Text under one heading, in Markdown; one of an edition's own replaces the course's under the same heading."""

    course = models.ForeignKey(Course, verbose_name=_("course"), on_delete=models.CASCADE, related_name="passages")
    edition = models.ForeignKey(
        Edition, verbose_name=_("edition"), null=True, blank=True, on_delete=models.CASCADE, related_name="passages"
    )
    kind = models.CharField(_("heading"), max_length=30, choices=PassageKind)
    text = models.TextField(_("text"), help_text=_("Markdown: paragraphs, and lists with “- ”."))

    class Meta:
        verbose_name = _("passage")
        verbose_name_plural = _("passages")
        constraints = [
            models.UniqueConstraint(
                fields=["course", "kind"], condition=Q(edition=None), name="one_course_passage_per_heading"
            ),
            models.UniqueConstraint(fields=["edition", "kind"], name="one_edition_passage_per_heading"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
