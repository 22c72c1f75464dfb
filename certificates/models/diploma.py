"""What leads to the diploma besides certificates: courses taken before this system, and the capstone project."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from academy.documents.models import Document
from academy.models import StateChange
from catalogue.models import Course
from certificates.states import CAPSTONE, EARLIER_COURSE


class Origin(models.TextChoices):
    """Why a course counts of which there is no certificate here."""

    BEFORE = "before", _("taken before this system")
    EQUIVALENT = "equivalent", _("equivalent to it")


class EarlierCourse(models.Model):
    """A course that counts though no certificate of it is here; staff entered it, with the reason."""

    TABLE = EARLIER_COURSE

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.PROTECT, related_name="earlier_courses"
    )
    course = models.ForeignKey(Course, verbose_name=_("counts as"), on_delete=models.PROTECT, related_name="+")
    origin = models.CharField(_("origin"), max_length=20, choices=Origin)
    title = models.CharField(_("what was taken"), max_length=200)
    on = models.DateField(_("last day of it"))
    state = models.CharField(
        _("state"), max_length=20, choices=EARLIER_COURSE.choices, default="counted", editable=False
    )

    class Meta:
        verbose_name = _("course taken elsewhere")
        verbose_name_plural = _("courses taken elsewhere")
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "course", "on"], condition=Q(state="counted"), name="one_entry_per_course_and_day"
            )
        ]

    def __str__(self) -> str:
        return self.title


class EarlierCourseChange(StateChange):
    """One step of a course taken elsewhere: entered, taken back."""

    earlier_course = models.ForeignKey(EarlierCourse, on_delete=models.CASCADE, related_name="changes")


class Capstone(models.Model):
    """The project of one person: proposed, guided by a supervisor, handed in and marked."""

    TABLE = CAPSTONE

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.PROTECT, related_name="capstone"
    )
    state = models.CharField(_("state"), max_length=20, choices=CAPSTONE.choices, default="proposed", editable=False)
    name = models.CharField(_("name on the diploma"), max_length=200)
    title = models.CharField(_("title of the project"), max_length=200)
    proposal = models.TextField(_("proposal"))
    supervisor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("supervisor"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="capstones_supervised",
    )
    handed_in_on = models.DateField(_("handed in"), null=True, blank=True)
    points = models.PositiveSmallIntegerField(_("mark, out of 100"), null=True, blank=True)

    class Meta:
        verbose_name = _("capstone")
        verbose_name_plural = _("the diploma")
        ordering = ["pk"]
        permissions = [("guide_capstone", _("Can answer proposals and mark capstones"))]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The person's own page of the diploma."""
        return reverse("certificates:diploma")

    @property
    def state_for_participant(self) -> str:
        """The state in the words of the person."""
        return str(CAPSTONE.states[self.state].for_applicant)


class CapstoneChange(StateChange):
    """One step of a capstone."""

    capstone = models.ForeignKey(Capstone, on_delete=models.CASCADE, related_name="changes")


class CapstoneWork(models.Model):
    """One version of the work, as it was handed in; the newest is the one to mark."""

    capstone = models.ForeignKey(Capstone, on_delete=models.CASCADE, related_name="works")
    document = models.OneToOneField(Document, verbose_name=_("document"), on_delete=models.PROTECT)
    at = models.DateTimeField(_("handed in"))

    class Meta:
        verbose_name = _("work handed in")
        verbose_name_plural = _("works handed in")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return str(self.document)
