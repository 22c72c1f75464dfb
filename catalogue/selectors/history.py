"""Who changed what, when, and how it differs from before."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby, pairwise
from typing import Any

from django.db.models import Field, ForeignKey, Model, TextField
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from academy.wording import day, languages
from catalogue import models
from catalogue.rules.difference import Piece, difference, replaced

MOST = 200
MADE, CHANGED, DELETED = "+", "~", "-"
# What is read together with a thing: the model and its key to it.
BELONGS: dict[type[Model], tuple[tuple[type[Model], str], ...]] = {
    models.Course: (
        (models.ThematicArea, "course"),
        (models.Week, "course"),
        (models.Passage, "course"),
        (models.Criterion, "course"),
    ),
    models.Week: ((models.Module, "week"),),
    models.Edition: (
        (models.Phase, "edition"),
        (models.PricePart, "edition"),
        (models.Rate, "edition"),
        (models.Requirement, "edition"),
        (models.Elective, "edition"),
        (models.Passage, "edition"),
        (models.Criterion, "edition"),
        (models.Figure, "edition"),
    ),
    models.Phase: ((models.Period, "phase"),),
    models.Rate: ((models.RatePart, "rate"),),
    models.CancellationPolicy: ((models.CancellationTier, "policy"),),
}
NAMES = ("title", "label", "name", "kind", "code", "slug", "starts", "penalty_percent")


@dataclass(frozen=True)
class Difference:
    """One field, and the pieces that lead from its old value to the new."""

    field: str
    pieces: list[Piece]


@dataclass(frozen=True)
class Change:
    """One row at one moment: ``how`` is made, changed or deleted; ``by`` is empty for what a command wrote."""

    at: datetime
    by: str
    how: str
    thing: str
    differences: list[Difference]


def changes_of(model: type[Model], key: Any) -> list[Change]:
    """The latest changes of a row and of what belongs to it, the newest first; a save without effect is none."""
    found = [change for kept in _kept(model, {key}) for change in _changes(kept)]
    return sorted(found, key=lambda change: change.at, reverse=True)[:MOST]


def _kept(model: type[Model], keys: Iterable[Any]) -> Iterator[list[Any]]:
    """For each row, what was kept of it in the order of time; then the same of what belongs to these rows."""
    history = model.history  # type: ignore[attr-defined]
    rows = history.filter(id__in=keys).select_related("history_user").order_by("id", "history_date", "history_id")
    for _key, kept in groupby(rows, key=lambda row: row.id):
        yield list(kept)
    for child, parent in BELONGS.get(model, ()):
        named = child.history.filter(**{f"{parent}__in": keys})  # type: ignore[attr-defined]
        if children := set(named.values_list("id", flat=True)):
            yield from _kept(child, children)


def _changes(kept: list[Any]) -> Iterator[Change]:
    first = kept[0]
    if first.history_type == MADE:
        yield _change(first, _differences(None, first))
    for old, new in pairwise(kept):
        differences = _differences(old, new) if new.history_type == CHANGED else []
        if differences or new.history_type == DELETED:
            yield _change(new, differences)


def _change(record: Any, differences: list[Difference]) -> Change:
    by = str(record.history_user) if record.history_user else ""
    return Change(record.history_date, by, record.history_type, _name(record), differences)


def _name(record: Any) -> str:
    """The kind of row, with what tells it from others of its kind."""
    fields = {field.name: field for field in record.tracked_fields}
    wanted = [name for each in NAMES for name in (f"{each}_{get_language()}", f"{each}_en", each)]
    texts = (shown(fields[name], getattr(record, name)) for name in wanted if name in fields)
    said = next(filter(None, texts), "")
    kind = capfirst(str(record.instance_type._meta.verbose_name))
    return f"{kind}: {said}" if said else kind


def _differences(old: Any, new: Any) -> list[Difference]:
    """By field. Of a new row: what its fields say, without the keys to others, which its place in the list shows."""
    found = []
    for field in new.tracked_fields:
        before = getattr(old, field.attname) if old else None
        after = getattr(new, field.attname)
        made_of = not old and (field.primary_key or isinstance(field, ForeignKey))
        if before == after or made_of:
            continue
        texts = shown(field, before), shown(field, after)
        if texts[0] != texts[1]:
            compare = difference if isinstance(field, TextField) else replaced
            found.append(Difference(capfirst(str(field.verbose_name)), compare(*texts)))
    return found


def shown(field: Field, value: Any) -> str:
    """A value of ``field`` as people read it; empty for nothing."""
    if value is None or value in ("", []):
        return ""
    if isinstance(field, ForeignKey):
        return str(field.related_model._default_manager.filter(pk=value).first() or f"#{value}")
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, list):
        return languages(value)
    if isinstance(value, date):
        return day(value)
    return str(dict(field.flatchoices).get(value, value))
