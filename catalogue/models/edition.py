"""One run of a course: its dates, its price, its places and its electives."""

from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalogue.models.course import Course, ThematicArea


class Delivery(models.TextChoices):
    """Where one learns."""

    FACE_TO_FACE = "face-to-face", _("Face-to-face")
    BLENDED = "blended", _("Blended")
    ONLINE = "online", _("Online")
    SELF_GUIDED = "self-guided", _("Self-guided")


class EditionQuerySet(models.QuerySet["Edition"]):
    """Facts about many editions."""

    def published(self) -> "EditionQuerySet":
        """What anyone may read."""
        return self.filter(published=True)

    def coming(self, today: date) -> "EditionQuerySet":
        """Not over: those that end on ``today`` or later, those announced without dates, and those at own pace."""
        dated = Q(ends__gte=today)
        undated = Q(ends=None, archived=False)
        return self.published().filter(dated | undated).order_by(F("starts").asc(nulls_last=True), "pk")

    def past(self, today: date) -> "EditionQuerySet":
        """The archive, newest first."""
        return (
            self.published()
            .filter(Q(ends__lt=today) | Q(archived=True))
            .order_by(F("starts").desc(nulls_last=True), "pk")
        )

    def open_for_applications(self, today: date) -> "EditionQuerySet":
        """Those to which one may apply on ``today``; both days of the window count."""
        return self.published().filter(
            archived=False, cancelled=False, applications_open__lte=today, applications_close__gte=today
        )


class Edition(models.Model):
    """A dated run. Its first and last day are those of its phases; its status is computed, never stored."""

    course = models.ForeignKey(Course, verbose_name=_("course"), on_delete=models.PROTECT, related_name="editions")
    slug = models.SlugField(_("address"), unique=True, help_text=_("The code, or readable words where there is none."))
    code = models.CharField(_("code"), max_length=20, blank=True)
    title = models.CharField(
        _("name of the edition"),
        max_length=200,
        blank=True,
        help_text=_("Only where it differs from the course's title."),
    )
    delivery = models.CharField(_("delivery"), max_length=20, choices=Delivery)
    languages = models.JSONField(_("languages of teaching"), default=list, blank=True, help_text='["en", "fr"]')
    starts = models.DateField(_("first day"), null=True, blank=True)
    ends = models.DateField(_("last day"), null=True, blank=True)
    duration = models.CharField(_("duration"), max_length=100, blank=True)
    learning_hours = models.PositiveSmallIntegerField(_("learning hours"), null=True, blank=True)
    applications_open = models.DateField(_("applications open"), null=True, blank=True)
    applications_close = models.DateField(_("applications close"), null=True, blank=True)
    capacity = models.PositiveSmallIntegerField(_("places"), null=True, blank=True)
    minimum = models.PositiveSmallIntegerField(
        _("participants needed"), null=True, blank=True, help_text=_("With fewer, it may be called off.")
    )
    answer_days = models.PositiveSmallIntegerField(
        _("days to answer an offer"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Who is accepted takes the place up within these days. Empty: it is theirs at once."),
    )
    stay_days = models.PositiveSmallIntegerField(
        _("days to tell about the stay"),
        default=21,
        help_text=_("So many days before the residential phase, participants have told about visa, travel and room."),
    )
    participation_percent = models.PositiveSmallIntegerField(
        _("Certificate of Participation from, in per cent"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_(
            "How much of all that the edition asks gives a Certificate of Participation to who does not complete it. "
            "Empty: there is none."
        ),
    )
    electives_to_choose = models.PositiveSmallIntegerField(_("electives to choose"), default=0)
    areas_absent = models.CharField(
        _("without the thematic areas"),
        max_length=200,
        blank=True,
        help_text=_("Keys of areas of the course that this edition does not have, with spaces between them."),
    )
    policy = models.ForeignKey(
        "catalogue.CancellationPolicy",
        verbose_name=_("cancellation policy"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    published = models.BooleanField(_("anyone may read it"), default=False)
    published_at = models.DateTimeField(
        _("first read by anyone"), null=True, blank=True, editable=False, help_text=_("Noted by the worker.")
    )
    confirmed_at = models.DateTimeField(
        _("confirmed to take place"), null=True, blank=True, editable=False, help_text=_("Staff said so, for readers.")
    )
    postponed_from = models.DateField(_("first day before it was postponed"), null=True, blank=True, editable=False)
    archived = models.BooleanField(_("kept as a record"), default=False)
    cancelled = models.BooleanField(_("called off"), default=False)
    demonstration = models.BooleanField(_("made up for the demonstration"), default=False)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = [F("starts").desc(nulls_last=True), "pk"]
        constraints = [
            models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="one_edition_per_code"),
            models.CheckConstraint(
                condition=Q(starts=None) | Q(ends__gte=F("starts")), name="edition_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(applications_open=None) | Q(applications_close__gte=F("applications_open")),
                name="applications_close_after_they_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})" if self.code else self.name

    def get_absolute_url(self) -> str:
        """The edition page, in the language of the moment."""
        return reverse("catalogue:edition", args=[self.course.slug, self.slug])

    def clean(self) -> None:
        """Raises ValidationError when an area that is left out is none of the course."""
        absent = set(self.areas_absent.split())
        if absent and self.course_id and (unknown := absent - set(self.course.areas.values_list("key", flat=True))):
            raise ValidationError({"areas_absent": _("The course has no area “%s”.") % min(unknown)})

    @property
    def areas(self) -> list[ThematicArea]:
        """The thematic areas of its course, save those that it does not have."""
        absent = self.areas_absent.split()
        return [area for area in self.course.areas.all() if area.key not in absent]

    @property
    def weeks(self) -> int | None:
        """How many weeks it lasts, a week begun counting as one: 30 June to 1 August is five; None without days."""
        return (self.ends - self.starts).days // 7 + 1 if self.starts and self.ends else None

    @property
    def name(self) -> str:
        """The edition's own name, or its course's title."""
        return self.title or self.course.title


class Elective(models.Model):
    """A short course inside an Academy edition, in one thematic area, with places of its own."""

    edition = models.ForeignKey(Edition, verbose_name=_("edition"), on_delete=models.CASCADE, related_name="electives")
    area = models.ForeignKey(
        ThematicArea, verbose_name=_("thematic area"), on_delete=models.PROTECT, related_name="electives"
    )
    phase = models.ForeignKey(
        "catalogue.Phase",
        verbose_name=_("phase"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="electives",
    )
    key = models.SlugField(_("key"))
    title = models.CharField(_("title"), max_length=200)
    about = models.TextField(_("what it is about"), blank=True)
    language = models.CharField(_("language"), max_length=5)
    interpreted = models.BooleanField(_("interpreted simultaneously"), default=False)
    delivery = models.CharField(_("delivery"), max_length=20, choices=Delivery)
    schedule = models.CharField(_("when"), max_length=100, blank=True)
    slot = models.SlugField(
        _("time slot"), blank=True, help_text=_("Electives in the same slot clash: nobody can take both.")
    )
    capacity = models.PositiveSmallIntegerField(_("places"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("elective")
        verbose_name_plural = _("electives")
        ordering = ["area__position", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["edition", "key"], name="one_elective_per_key")]

    def __str__(self) -> str:
        return self.title


class Figure(models.Model):
    """A number that the edition's text rests on, as it was given at the time: “281 million”."""

    edition = models.ForeignKey(Edition, verbose_name=_("edition"), on_delete=models.CASCADE, related_name="figures")
    key = models.SlugField(_("key"))
    value = models.CharField(_("value"), max_length=60)
    label = models.CharField(_("what it counts"), max_length=200)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["edition", "key"], name="one_figure_per_key")]

    def __str__(self) -> str:
        return f"{self.value} {self.label}"
