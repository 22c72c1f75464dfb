"""How the worker makes a document: once, however often it is asked and whenever it dies."""

from collections.abc import Callable
from typing import TypeVar

from django.db import transaction
from django.db.models import Model, QuerySet

from academy.locks import lock_one

M = TypeVar("M", bound=Model)
D = TypeVar("D")


def made_once(
    rows: QuerySet[M], *, waits: Callable[[M], bool], draw: Callable[[M], D], hand_over: Callable[[M, D], None]
) -> None:
    """Draw the document of the one row in ``rows`` and hand it over, if the row still ``waits`` for it.

    Drawing takes a tenth of a second or more, so it is done before the row is locked; what ``hand_over`` then does
    (file, row, state, letter) comes in one transaction. Whoever was second hands nothing over. Raises the model's
    DoesNotExist when there is no such row.
    """
    row = rows.get()
    if not waits(row):
        return
    drawn = draw(row)
    with transaction.atomic():
        row = lock_one(rows)
        if waits(row):
            hand_over(row, drawn)


def has_no_document(row: Model) -> bool:
    """What a row with a ``document`` waits by."""
    return getattr(row, "document_id", None) is None
