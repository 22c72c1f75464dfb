"""Every change of the catalogue is kept: what a row said before, who changed it, and when.

A copy of the row is written beside it whenever it is saved or deleted through its model; what a ``queryset.update()``
or a ``bulk_create()`` writes leaves no trace, so operations on these models save rows one by one.
"""

from django.db.models import Model
from modeltranslation.manager import get_translatable_fields_for_model
from simple_history import register

from catalogue import models

TRACKED: tuple[type[Model], ...] = (
    models.CancellationPolicy,
    models.CancellationTier,
    models.Course,
    models.Criterion,
    models.Edition,
    models.Elective,
    models.Figure,
    models.FinalAssignment,
    models.GroupRole,
    models.GroupWork,
    models.MarkingCriterion,
    models.Module,
    models.Passage,
    models.Period,
    models.Phase,
    models.PricePart,
    models.Rate,
    models.RatePart,
    models.Requirement,
    models.Session,
    models.ThematicArea,
    models.Week,
)
NOTED_BY_THE_WORKER: dict[type[Model], list[str]] = {models.Edition: ["published_at"]}


def track() -> None:
    """Begin to keep changes.

    Called when modeltranslation has added the columns of each language; the column without a language says the same
    as one of them and is left out.
    """
    for model in TRACKED:
        in_languages = get_translatable_fields_for_model(model) or []
        register(model, excluded_fields=[*in_languages, *NOTED_BY_THE_WORKER.get(model, [])])
