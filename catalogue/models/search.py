"""What is looked through when somebody searches: the words of courses and editions, gathered by language."""

from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalogue.models.course import Course
from catalogue.models.edition import Edition

WHOSE = "catalogue_searchentry_whose"  # an index that says whose an entry is without its texts


class SearchEntry(models.Model):
    """The words of a course, or those that one of its editions has besides, in one language.

    Only ``catalogue.operations.index`` writes it, from the other tables. The four texts stand in the order of what a
    find in them is worth. The database's own backend in ``catalogue.search`` makes its index of them: ``vector`` on
    PostgreSQL, a table of its own on SQLite, where ``vector`` stays empty.
    """

    course = models.ForeignKey(
        Course, verbose_name=_("course"), on_delete=models.CASCADE, related_name="search_entries"
    )
    edition = models.ForeignKey(
        Edition,
        verbose_name=_("edition"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="search_entries",
    )
    language = models.CharField(_("language"), max_length=5)
    title = models.TextField(_("title"), blank=True)
    headings = models.TextField(_("headings"), blank=True)
    details = models.TextField(_("details"), blank=True)
    prose = models.TextField(_("prose"), blank=True)
    vector = SearchVectorField(_("words"), null=True, editable=False)

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        indexes = [models.Index(fields=["id", "course", "edition"], name=WHOSE)]
        constraints = [
            models.UniqueConstraint(
                fields=["course", "language"], condition=Q(edition=None), name="one_course_entry_per_language"
            ),
            models.UniqueConstraint(fields=["edition", "language"], name="one_edition_entry_per_language"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.language})"
