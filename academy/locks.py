"""The one way to take a lock, so that tests can take it away and prove that it was needed."""

from typing import TypeVar

from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)


def lock(rows: QuerySet[M]) -> list[M]:
    """The rows, locked until the transaction ends, in the order of their keys so that two callers never cross.

    On SQLite the transaction itself (``BEGIN IMMEDIATE``) is the lock.
    """
    return list(rows.order_by("pk").select_for_update(of=("self",)))


def lock_one(rows: QuerySet[M]) -> M:
    """Exactly one row, locked; raises the model's DoesNotExist when there is none."""
    found = lock(rows)
    if len(found) != 1:
        raise rows.model.DoesNotExist(f"expected one row to lock, found {len(found)}")  # type: ignore[attr-defined]
    return found[0]
