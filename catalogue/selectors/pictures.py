"""What the picture of each page says."""

from django.conf import settings
from django.utils.translation import gettext as _

from academy import wording
from catalogue import structured
from catalogue.models import Course, Edition
from catalogue.picture import Picture
from catalogue.selectors.edition import timeline_of


def address_of(thing: Course | Edition) -> str:
    """The whole address of the picture of a course or edition; it changes with the picture, because readers keep it."""
    picture = of_edition(thing) if isinstance(thing, Edition) else of_course(thing)
    return f"{settings.SITE_URL}{thing.get_absolute_url()}picture.png?{picture.fingerprint}"


def shown_elsewhere(course: Course, editions: list[Edition], thing: Course | Edition) -> dict[str, str]:
    """What a page about ``thing`` says to those who show it elsewhere: its picture, and the course as data."""
    picture = address_of(thing)
    return {"picture": picture, "structured": structured.block(course, editions, picture)}


def of_site() -> Picture:
    """Of every page that has none of its own."""
    below = _("Courses on labour migration, in Turin and online: find one, apply, and take your certificate home.")
    return Picture(_("Turin and online"), _("Learn to govern labour migration, together"), below, centre())


def of_course(course: Course) -> Picture:
    """Its title and summary."""
    return Picture(course.get_kind_display(), course.title, course.summary, centre())


def of_edition(edition: Edition) -> Picture:
    """Its title and days, and its phases on one axis where their days are known."""
    edition_code = _("Edition %(code)s") % {"code": edition.code} if edition.code else ""
    eyebrow = " · ".join(filter(None, (edition.course.get_kind_display(), edition_code)))
    days = wording.days(edition.starts, edition.ends) if edition.starts else edition.duration
    below = " · ".join(filter(None, (days, edition.get_delivery_display(), wording.languages(edition.languages))))
    return Picture(eyebrow, edition.name, below, centre(), timeline_of(edition))


def centre() -> str:
    """Who offers it."""
    return _("International Training Centre of the ILO")
