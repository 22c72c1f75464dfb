"""What is taught, whenever it is taught."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class CourseKind(models.TextChoices):
    """An academy is the ILO's flagship activity of a field, with electives; a course has one programme for all."""

    ACADEMY = "academy", _("Academy")
    COURSE = "course", _("Course")


class Course(models.Model):
    """A subject with its aims and contents; each dated run of it is an Edition."""

    slug = models.SlugField(_("address"), unique=True)
    title = models.CharField(_("title"), max_length=200)
    abbreviation = models.CharField(_("abbreviation"), max_length=10, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=CourseKind, default=CourseKind.COURSE)
    summary = models.TextField(_("summary"), help_text=_("Two sentences for the list of courses."))
    languages = models.JSONField(_("languages of teaching"), default=list, blank=True, help_text='["en", "fr"]')
    level = models.CharField(_("level"), max_length=100, blank=True)
    duration = models.CharField(_("duration"), max_length=100, blank=True)
    diploma_eligible = models.BooleanField(_("counts for the diploma"), default=False)
    diploma_required = models.BooleanField(_("the diploma's required course"), default=False)
    gives_certificate = models.BooleanField(_("gives a Certificate of Achievement"), default=False)
    position = models.PositiveSmallIntegerField(_("position in lists"), default=0)

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        ordering = ["position", "slug"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The course page, in the language of the moment."""
        return reverse("catalogue:course", args=[self.slug])


class ThematicArea(models.Model):
    """One of the fields into which an Academy's electives are sorted."""

    course = models.ForeignKey(Course, verbose_name=_("course"), on_delete=models.CASCADE, related_name="areas")
    key = models.SlugField(_("key"))
    title = models.CharField(_("title"), max_length=200)
    about = models.TextField(_("what it is about"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("thematic area")
        verbose_name_plural = _("thematic areas")
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["course", "key"], name="one_area_per_key")]

    def __str__(self) -> str:
        return self.title


class Week(models.Model):
    """A week of a course whose contents are modules."""

    course = models.ForeignKey(Course, verbose_name=_("course"), on_delete=models.CASCADE, related_name="weeks")
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=200)

    class Meta:
        verbose_name = _("week")
        verbose_name_plural = _("weeks")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["course", "number"], name="one_week_per_number")]

    def __str__(self) -> str:
        return self.title


class Module(models.Model):
    """One unit of a week, with its topics, one a line."""

    week = models.ForeignKey(Week, verbose_name=_("week"), on_delete=models.CASCADE, related_name="modules")
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=200)
    topics = models.TextField(_("topics"), help_text=_("One a line."))

    class Meta:
        verbose_name = _("module")
        verbose_name_plural = _("modules")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["week", "number"], name="one_module_per_number")]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"
