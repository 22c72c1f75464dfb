"""The pages that search engines may know, each in every language."""

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse

from catalogue.models import Course, Edition


class InEveryLanguage(Sitemap):
    """Each item once a language, with its counterparts in the others."""

    i18n = True
    alternates = True
    x_default = True


class Pages(InEveryLanguage):
    """The pages that are there whatever is offered."""

    def items(self) -> list[str]:
        """Names of addresses."""
        return ["catalogue:home", "catalogue:courses", "catalogue:year", "catalogue:diploma"]

    def location(self, item: str) -> str:
        """The address in the language of the moment."""
        return reverse(item)


class Courses(InEveryLanguage):
    """Course pages."""

    def items(self) -> QuerySet[Course]:
        """All courses."""
        return Course.objects.all()


class Editions(InEveryLanguage):
    """Edition pages, the archive included; what was made up for a demonstration stays out."""

    def items(self) -> QuerySet[Edition]:
        """Published editions with their courses."""
        return Edition.objects.published().filter(demonstration=False).select_related("course")


SITEMAPS: dict[str, type[Sitemap]] = {"pages": Pages, "courses": Courses, "editions": Editions}
