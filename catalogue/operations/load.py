"""Bringing the catalogue's tables to what its files say.

Rows that already agree are not written, so a second run changes nothing. What hangs on a course or an edition of
the files and stands in none of them is removed; courses and editions themselves never are, because staff add their
own. An edition marked as demonstration is left alone, and so are electives, of which the files know none.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from academy.errors import Refused
from catalogue import loading
from catalogue.models import CancellationPolicy, Course, Edition
from catalogue.operations.dates import follow_the_phases
from catalogue.operations.index import index_all
from catalogue.texts import Malformed, Texts

COURSE = (
    "title summary abbreviation kind position languages level duration"
    " diploma_eligible diploma_required gives_certificate"
)
EDITION = (
    "code title delivery languages duration learning_hours applications_close electives_to_choose areas_absent archived"
)
Wanted = Iterable[tuple[dict[str, Any], dict[str, Any]]]


@dataclass
class Changes:
    """How many rows a run wrote and how many it removed."""

    written: int = 0
    removed: int = 0


@transaction.atomic
def load_catalogue() -> Changes:
    """Bring the tables to the files. Raises Refused, which names the place in the files; then nothing was changed."""
    changes = Changes()
    try:
        for policy in loading.policies():
            _load_policy(policy, changes)
        for course in loading.courses():
            _load_course(course, changes)
        index_all()
    except Malformed as error:
        raise Refused(_("The files of the catalogue cannot be loaded. %(why)s") % {"why": error}) from error
    return changes


def _load_policy(policy: loading.CancellationPolicy, changes: Changes) -> None:
    names = "name alternatives_notice_days bank_charges"
    row = _keep(CancellationPolicy.objects.all(), {"key": policy.key}, _values(policy, names), changes)
    tiers = [({"policy": row, "days_at_least": days}, {"penalty_percent": percent}) for days, percent in policy.tiers]
    _keep_exactly(row.tiers.all(), tiers, changes)


def _load_course(course: loading.Course, changes: Changes) -> None:
    row = _keep(Course.objects.all(), {"slug": course.slug}, _values(course, COURSE), changes)
    areas = _in_order({"course": row}, course.areas, "title about")
    _keep_exactly(row.areas.all(), areas, changes)
    _load_weeks(course, row, changes)
    _keep_exactly(row.passages.filter(edition=None), _passages(course.passages, row, None), changes)
    _keep_exactly(row.criteria.filter(edition=None), _criteria(course.criteria, row, None), changes)
    for slug, edition in course.editions.items():
        _load_edition(slug, edition, row, changes)


def _load_weeks(course: loading.Course, row: Course, changes: Changes) -> None:
    weeks = [({"course": row, "number": n}, _values(week, "title")) for n, week in enumerate(course.weeks, 1)]
    first = 1
    for week, kept in zip(course.weeks, _keep_exactly(row.weeks.all(), weeks, changes), strict=True):
        numbered = enumerate(week.modules, first)
        modules = [({"week": kept, "number": n}, _values(module, "title topics")) for n, module in numbered]
        _keep_exactly(kept.modules.all(), modules, changes)
        first += len(modules)


def _load_edition(slug: str, edition: loading.Edition, course: Course, changes: Changes) -> None:
    if Edition.objects.filter(slug=slug, demonstration=True).exists():
        return
    days = "" if any(phase.periods for phase in edition.phases) else " starts ends"
    values = _values(edition, EDITION + days) | {
        "course": course,
        "policy": _policy_of(edition, slug),
        "published": True,
    }
    row = _keep(Edition.objects.all(), {"slug": slug}, values, changes)
    _keep_exactly(row.figures.all(), _in_order({"edition": row}, edition.figures, "value label"), changes)
    _keep_exactly(row.passages.all(), _passages(edition.passages, course, row), changes)
    _keep_exactly(row.criteria.all(), _criteria(edition.criteria, course, row), changes)
    prices = [({"edition": row, "kind": kind}, {"amount": amount}) for kind, amount in edition.price.items()]
    _keep_exactly(row.price_parts.all(), prices, changes)
    needed = [
        ({"edition": row, "kind": kind}, {"amount": amount, "position": n})
        for n, (kind, amount) in enumerate(edition.requirements.items(), 1)
    ]
    _keep_exactly(row.requirements.all(), needed, changes)
    _load_phases(edition, row, changes)
    follow_the_phases(row)


def _policy_of(edition: loading.Edition, slug: str) -> CancellationPolicy | None:
    found = CancellationPolicy.objects.filter(key=edition.policy).first()
    if edition.policy and not found:
        raise Malformed(f"{slug}: there is no policy {edition.policy}")
    return found


def _load_phases(edition: loading.Edition, row: Edition, changes: Changes) -> None:
    wanted = [
        ({"edition": row, "position": n}, _values(phase, "kind place weeks content"))
        for n, phase in enumerate(edition.phases, 1)
    ]
    for phase, kept in zip(edition.phases, _keep_exactly(row.phases.all(), wanted, changes), strict=True):
        periods = [({"phase": kept, "starts": first}, {"ends": last}) for first, last in phase.periods]
        _keep_exactly(kept.periods.all(), periods, changes)


def _values(item: Any, names: str) -> dict[str, Any]:
    """The named fields of a dataclass as columns: a text becomes one column per language."""
    values = {name: getattr(item, name) for name in names.split()}
    plain = {name: value for name, value in values.items() if not isinstance(value, Texts)}
    texts = {name: value for name, value in values.items() if isinstance(value, Texts)}
    return plain | {f"{name}_{language}": text for name, value in texts.items() for language, text in value.items()}


def _in_order(parent: dict[str, Any], items: Mapping[str, Any], names: str) -> Wanted:
    for position, (key, item) in enumerate(items.items(), 1):
        yield parent | {"key": key}, _values(item, names) | {"position": position}


def _passages(passages: Mapping[str, Texts], course: Course, edition: Edition | None) -> Wanted:
    for kind, text in passages.items():
        values = {f"text_{language}": words for language, words in text.items()}
        yield {"course": course, "edition": edition, "kind": kind}, values


def _criteria(criteria: Mapping[str, loading.Criterion], course: Course, edition: Edition | None) -> Wanted:
    parent: dict[str, Any] = {"course": course, "edition": edition}
    return _in_order(parent, criteria, "title weight")


def _keep_exactly(rows: models.QuerySet[Any], wanted: Wanted, changes: Changes) -> list[Any]:
    """Keep the wanted rows and remove the others; answers the rows in the order in which they were wanted."""
    kept = [_keep(rows, lookup, values, changes) for lookup, values in wanted]
    surplus = rows.exclude(pk__in=[row.pk for row in kept])
    changes.removed += len(surplus)
    surplus.delete()
    return kept


def _keep(rows: models.QuerySet[Any], lookup: dict[str, Any], values: dict[str, Any], changes: Changes) -> Any:
    """The row that ``lookup`` finds, or a new one, with the values; written only when something differs."""
    row = rows.filter(**lookup).first() or rows.model(**lookup)
    if row.pk and all(getattr(row, name) == value for name, value in values.items()):
        return row
    for name, value in values.items():
        setattr(row, name, value)
    try:
        row.full_clean()
    except ValidationError as error:
        raise Malformed(f"{row._meta.verbose_name} {lookup}: {error.message_dict}") from error
    row.save()
    changes.written += 1
    return row
