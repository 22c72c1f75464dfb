"""When the catalogue changed, by the one who cannot miss it: the database itself (see ``catalogue.triggers``)."""

from functools import cache

from django.apps import apps
from django.db import connection

from academy import prepared
from academy.kept import Truth
from catalogue.models import (
    FinalAssignment,
    GroupRole,
    GroupWork,
    Interest,
    MarkingCriterion,
    Session,
    Telling,
    Version,
)
from catalogue.search.sqlite import TABLE

ONLY = 1  # the row's primary key
WRITTEN_TOGETHER = {TABLE}  # SQLite's index: only in the transaction that writes the entries, which are watched
NOT_SHOWN = {FinalAssignment, GroupRole, GroupWork, Interest, MarkingCriterion, Session, Telling, Version}
TOKEN = f"SELECT token FROM {Version._meta.db_table} WHERE id = %s"  # noqa: S608


def truth() -> Truth | None:
    """What the catalogue says now, in one query; nothing inside a transaction, which may see what nobody else does."""
    if connection.in_atomic_block:
        return None
    found = prepared.rows(TOKEN, [ONLY])
    return Truth(found[0][0], tables() | WRITTEN_TOGETHER) if found else None


@cache
def tables() -> frozenset[str]:
    """What public pages are made of: all but history, who waits for letters, and what only participants see."""
    models = set(apps.get_app_config("catalogue").get_models()) - NOT_SHOWN
    return frozenset(model._meta.db_table for model in models if not model.__name__.startswith("Historical"))
