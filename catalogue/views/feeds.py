"""What programs ask for again and again: the calendar of all coming editions and the feed of new ones."""

from datetime import datetime

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from academy import clock, wording
from academy.caching import public_data
from catalogue.calendar import calendar_of_all
from catalogue.models import Edition

MINUTES = 60
SHOWN = 50


@public_data(15 * MINUTES)
def calendar(request: HttpRequest) -> HttpResponse:
    """All coming editions that are not called off, to subscribe to."""
    coming = Edition.objects.coming(clock.today()).filter(cancelled=False)
    editions = coming.select_related("course").prefetch_related("phases__periods")
    return HttpResponse(
        calendar_of_all(editions, language=get_language() or "en", now=clock.now()),
        content_type="text/calendar; charset=utf-8",
    )


class Atom(Atom1Feed):
    """An empty feed says that it is of today and not of this second, so that it is the same when asked for again."""

    def latest_post_date(self) -> datetime:
        """The newest moment of the entries, or the day's first."""
        return super().latest_post_date() if self.items else clock.start_of_day(clock.today())


class NewEditions(Feed):
    """The editions that could be read last, newest first; each is an entry once, when it is published."""

    feed_type = Atom

    def title(self) -> str:
        """Of the feed."""
        return _("New editions of labour migration courses")

    def subtitle(self) -> str:
        """Of the feed."""
        return _("International Training Centre of the ILO")

    def link(self) -> str:
        """The page that shows the same."""
        return settings.SITE_URL + reverse("catalogue:courses")

    def feed_url(self) -> str:
        """The feed's own address."""
        return settings.SITE_URL + reverse("catalogue:feed")

    def items(self) -> QuerySet[Edition]:
        """Editions whose publication was noted, without the archive."""
        coming = Edition.objects.coming(clock.today()).exclude(published_at=None)
        return coming.select_related("course").order_by("-published_at", "pk")[:SHOWN]

    def item_title(self, item: Edition) -> str:
        """Name and code."""
        return str(item)

    def item_description(self, item: Edition) -> str:
        """Days, deadline and summary in one paragraph."""
        said = [wording.days(item.starts, item.ends)] if item.starts else []
        if item.applications_close:
            said.append(_("applications until %(day)s") % {"day": wording.day(item.applications_close)})
        return ". ".join(filter(None, (" · ".join(said), item.course.summary)))

    def item_link(self, item: Edition) -> str:
        """The edition's page."""
        return settings.SITE_URL + item.get_absolute_url()

    def item_pubdate(self, item: Edition) -> datetime | None:
        """When it could first be read."""
        return item.published_at

    item_updateddate = item_pubdate


new_editions = public_data(15 * MINUTES)(NewEditions())
